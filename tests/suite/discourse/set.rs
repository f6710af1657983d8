//! The set of passages with known truth, read from `tests/fixtures/passages`: its README says how it is written.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use nianbao::report::problems::{Kind, Setting};

/// A passage and what is in it.
pub(super) struct Passage {
    /// The file without its ending: the axis of variety.
    pub(super) axis: String,
    /// Number of its first line in the file.
    pub(super) line: usize,
    /// The year of the report.
    pub(super) year: u16,
    /// The number of its section; `None` in a report without a form.
    pub(super) section: Option<u8>,
    /// The title of its section.
    pub(super) title: String,
    /// The text without the marks.
    pub(super) text: String,
    /// What is in it, in bytes of `text`.
    pub(super) items: Vec<(Kind, Range<usize>)>,
    /// Where every answer is right.
    pub(super) free: Vec<Range<usize>>,
}

impl Passage {
    /// Where it is in a report.
    pub(super) fn setting(&self) -> Setting<'_> {
        Setting { year: Some(self.year), section: self.section, title: &self.title }
    }
}

/// Every passage whose file is wanted by its name.
pub(super) fn read(wanted: impl Fn(&str) -> bool) -> Vec<Passage> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/passages");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the set is here").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let mut passages = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let axis = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if wanted(&axis) {
            parse(&axis, &fs::read_to_string(path).expect("UTF-8"), &mut passages);
        }
    }
    passages
}

fn parse(axis: &str, file: &str, passages: &mut Vec<Passage>) {
    let (mut year, mut section, mut title) = (2023, Some(5), "存在的主要问题及改进情况".to_owned());
    let mut marked = String::new();
    let mut first = 0;
    for (n, line) in file.lines().chain([""]).enumerate() {
        if let Some(setting) = line.strip_prefix('@') {
            let parts: Vec<&str> = setting.split('|').map(str::trim).collect();
            year = parts[0].parse().expect("a year");
            section = parts[1].parse().ok();
            title = parts[2].to_owned();
        } else if line.is_empty() && !marked.trim().is_empty() {
            let (text, items, free) = unmark(&simplified(marked.trim_end()));
            let (axis, title) = (axis.to_owned(), title.clone());
            passages.push(Passage { axis, line: first, year, section, title, text, items, free });
            marked.clear();
        } else if !line.is_empty() && !line.starts_with('#') {
            if marked.is_empty() {
                first = n + 1;
            }
            marked.push_str(line);
            marked.push('\n');
        }
    }
}

/// In simplified characters, as recognition gives the text of a report.
fn simplified(text: &str) -> String {
    static CONVERTER: LazyLock<OpenCC> =
        LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).expect("its data is built in"));
    if text.contains(['問', '題', '開']) { CONVERTER.convert(text) } else { text.to_owned() }
}

type Unmarked = (String, Vec<(Kind, Range<usize>)>, Vec<Range<usize>>);

/// Takes the marks out.
fn unmark(marked: &str) -> Unmarked {
    let (mut text, mut items, mut free) = (String::new(), Vec::new(), Vec::new());
    for (n, part) in marked.split('【').enumerate() {
        let Some((inside, after)) = part.split_once('】').filter(|_| n > 0) else {
            assert_eq!(n, 0, "a mark that does not end: {part}");
            text.push_str(part);
            continue;
        };
        let (kind, words) = inside.split_once(' ').expect("a mark has a kind and words");
        let range = text.len()..text.len() + words.len();
        match kind {
            "问" => items.push((Kind::Problem, range)),
            "措" => items.push((Kind::Plan, range)),
            "改" => items.push((Kind::Answer, range)),
            "或" => free.push(range),
            _ => panic!("no such mark: {kind}"),
        }
        text.push_str(words);
        text.push_str(after);
    }
    (text, items, free)
}
