//! How well the words on a run's own line fit each row of the form.
//!
//! Words, number and the group under whose heading a label stands are weighed together. Rows that fit clearly worse than
//! the best are barred, so that a run with a label of its own never slides to a neighbour. A heading of a group that has
//! figures of its own is a place of its own, never the first row below it.

use std::sync::LazyLock;

use crate::report::form::{self, Layout, editions};
use crate::report::recognise::tables::labels::{LABELS, Label, Term, core, key, push_key};

/// Evidence for a row that fits word for word.
const EXACT: i32 = 120;
/// Evidence against a row that fits clearly worse than another.
pub(super) const BARRED: i32 = -120;
/// Evidence against every row where no row fits.
const STRANGE: i32 = -30;

/// Parts of a hundred below which words fit no row. Measured on shortened and reworded labels: those of the same row share
/// two of three characters or more, those of other rows seldom half.
const LEAST: i32 = 50;
/// Evidence for a row that is as good as its own words.
pub(super) const CERTAIN: i32 = EXACT * CLEAR / 100;
/// Characters of each of two labels that may be in one text, at least.
const SHORTEST_OF_SEVERAL: usize = 4;
/// Words that fit a row as well as this are its own.
const CLEAR: i32 = 75;
/// A row this much worse than the best one is barred.
const NEARLY: i32 = 25;
/// What the number printed before the words counts, for and against.
const NUMBER: i32 = 12;
/// What the heading of the group above counts, for and against.
const GROUP: i32 = 18;
/// Characters of a label that are compared at most.
const LONGEST: usize = 60;
/// A label shorter than this says something only where it is the whole label of a row.
const SHORTEST: usize = 3;
/// The shortest label that is known inside of longer words.
const SHORTEST_INSIDE: usize = 5;

/// Where a run may go, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A row, by its position in the labels' requests.
    Row(usize),
    /// The heading of a group, by its position in [`Targets::groups`].
    Group(usize),
}

/// Every target, and what is known of each.
pub(super) struct Targets {
    pub(super) all: Vec<Target>,
    /// Target of each row.
    pub(super) of_row: Vec<usize>,
    /// Headings of groups.
    groups: Vec<Label>,
    /// Group of each row.
    group_of: Vec<Option<usize>>,
    /// Number of each row on the form.
    numbers: Vec<Option<Number>>,
}

/// A number before a label: `5.` `（三）` `四、`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    bracketed: bool,
    arabic: bool,
    value: u32,
}

/// What the words on a run's line say.
#[derive(Debug)]
pub(super) struct Own {
    /// Evidence for each target.
    pub(super) evidence: Vec<i32>,
    /// Whether the words are of no row at all.
    pub(super) strange: bool,
    /// Whether the words are the labels of two rows, of which one has lost its figures.
    pub(super) several: bool,
}

impl Own {
    /// Whether the words are the heading of a group.
    pub(super) fn is_heading(&self) -> bool {
        let best = self.evidence.iter().zip(&TARGETS.all).max_by_key(|(evidence, _)| **evidence);
        matches!(best, Some((evidence, Target::Group(_))) if *evidence >= CERTAIN)
    }
}

/// The targets, made on first use.
pub(super) static TARGETS: LazyLock<Targets> = LazyLock::new(Targets::new);

impl Targets {
    fn new() -> Self {
        let mut found = Self {
            all: Vec::new(),
            of_row: Vec::new(),
            groups: Vec::new(),
            group_of: Vec::new(),
            numbers: Vec::new(),
        };
        for (row, label) in LABELS.requests.iter().enumerate() {
            let path = form::indicator(label.name).map_or(&[][..], |indicator| indicator.path);
            let above = path.split_last().map_or(&[][..], |(_, above)| above);
            let mut own = None;
            for heading in above {
                own = found.group(heading);
            }
            // a row right below the outermost heading may follow any group
            found.group_of.push(own.filter(|_| above.len() > 1));
            found.numbers.push(path.last().and_then(|label| number(label)));
            found.of_row.push(found.all.len());
            found.all.push(Target::Row(row));
        }
        found
    }

    /// The group of a heading, made where it is new; none for a heading that is a row as well.
    fn group(&mut self, heading: &str) -> Option<usize> {
        let words = core(heading);
        if let Some(known) = self.groups.iter().position(|group| group.cores.contains(&words)) {
            return Some(known);
        }
        let rows = editions().iter().flat_map(|edition| edition.laid_out(Layout::Applicants));
        let is_row = rows.into_iter().any(|indicator| core(indicator.label()) == words);
        let label = Label { name: "", cores: vec![words], numbered: vec![key(heading)] };
        self.groups.push(label);
        let group = self.groups.len() - 1;
        if !is_row {
            self.all.push(Target::Group(group));
        }
        Some(group)
    }

    /// The group whose heading a text is, or begins with.
    pub(super) fn heading(&self, text: &str, text_key: &str) -> Option<usize> {
        let words = core(text);
        self.groups.iter().position(|group| {
            group.cores.contains(&words)
                || group.numbered.iter().any(|numbered| text_key.starts_with(numbered.as_str()))
        })
    }

    /// The words behind headings of groups at their beginning: a line of text has both in one piece.
    fn below_headings<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text;
        let mut begun = String::new();
        for (at, c) in text.char_indices().take(LONGEST) {
            push_key(&mut begun, c.encode_utf8(&mut [0; 4]));
            let behind = &text[at + c.len_utf8()..];
            let apart = behind.starts_with(char::is_whitespace);
            let heading = self
                .groups
                .iter()
                .any(|group| group.numbered.contains(&begun) || apart && group.cores.contains(&begun));
            if heading && behind.chars().any(char::is_alphanumeric) {
                (rest, begun) = (behind, String::new());
            }
        }
        rest
    }

    /// Weighs the words on a line, the outermost first, for a run below the heading of a group. None where they say
    /// nothing.
    pub(super) fn weigh(&self, texts: &[&str], group: Option<usize>) -> Option<Own> {
        let whole = |term: &Term| match *term {
            Term::Request(row) => Some(self.of_row[row]),
            _ => None,
        };
        // the heading of a group that reaches beside the label of a row before it
        let heading = |text: &&&str| self.groups.iter().any(|group| group.cores.contains(&core(text)));
        let headings = texts.iter().rev().take_while(heading).count();
        let texts = match texts.len().checked_sub(headings).filter(|&n| headings > 0 && n > 0) {
            Some(n) if self.is_row(texts[n - 1]) => &texts[..n],
            _ => texts,
        };
        let last = nearest(self.below_headings(texts.last()?));
        let mut exact: Vec<usize> = LABELS.whole(last).iter().filter_map(whole).collect();
        let joined = texts.concat();
        if exact.is_empty() && texts.len() > 1 {
            exact = LABELS.whole(&joined).iter().filter_map(whole).collect();
        }
        let words = core(last);
        if exact.is_empty() {
            exact.extend(self.all.iter().position(
                |target| matches!(target, Target::Group(n) if self.groups[*n].cores.contains(&words)),
            ));
        }
        if !exact.is_empty() {
            let mut evidence = vec![BARRED; self.all.len()];
            exact.into_iter().for_each(|target| evidence[target] = EXACT);
            return Some(Own { evidence, strange: false, several: false });
        }
        if words.chars().count() < SHORTEST {
            return None;
        }
        Some(self.fuzzy(last, &words, &joined, group))
    }

    /// Whether words are the label of a row, as on the form or clearly like it.
    fn is_row(&self, text: &str) -> bool {
        let words = core(text);
        let chars = tail(&words);
        let like = |label: &Label| fit(label, &words, &chars, &words) >= CLEAR;
        words.chars().count() >= SHORTEST && !self.groups.iter().any(like) && LABELS.requests.iter().any(like)
    }

    /// Whether words are those of one row up to some place and those of another row from there on.
    fn is_several(&self, words: &str) -> bool {
        let chars: Vec<char> = words.chars().take(LONGEST).collect();
        let fits = |row: usize, part: &[char]| {
            let text: String = part.iter().collect();
            fit(&LABELS.requests[row], &text, part, &text)
        };
        let best = |part: &[char]| {
            let rows = (0..LABELS.requests.len()).map(|row| (fits(row, part), row));
            rows.max().filter(|(fit, _)| *fit >= CLEAR).map(|(_, row)| row)
        };
        (SHORTEST_OF_SEVERAL..chars.len().saturating_sub(SHORTEST_OF_SEVERAL - 1)).any(|at| {
            let (first, second) = chars.split_at(at);
            best(first)
                .zip(best(second))
                .is_some_and(|(one, other)| fits(one, second) < LEAST && fits(other, first) < LEAST)
        })
    }

    fn fuzzy(&self, last: &str, words: &str, joined: &str, group: Option<usize>) -> Own {
        let printed = number(last);
        let chars = tail(words);
        let all = key(joined);
        let fits: Vec<i32> = self
            .all
            .iter()
            .map(|target| match *target {
                Target::Group(n) => fit(&self.groups[n], words, &chars, words),
                Target::Row(row) => {
                    let mut fit = fit(&LABELS.requests[row], words, &chars, &all);
                    if fit < 100
                        && let (Some(printed), Some(own)) = (printed, self.numbers[row])
                    {
                        fit += if printed == own { NUMBER } else { -NUMBER };
                    }
                    match (group, self.group_of[row]) {
                        (Some(above), Some(own)) if above != own => fit - GROUP,
                        _ => fit,
                    }
                }
            })
            .collect();
        let best = fits.iter().copied().max().unwrap_or_default();
        if best < LEAST {
            return Own { evidence: vec![STRANGE; self.all.len()], strange: true, several: false };
        }
        let least = LEAST.max(best - NEARLY);
        let evidence = fits.into_iter().map(|fit| if fit < least { BARRED } else { fit * EXACT / 100 });
        Own { evidence: evidence.collect(), strange: false, several: best < 100 && self.is_several(words) }
    }
}

/// The last of several numbered labels in one text, next to the figures; the cells of those before it are blank.
fn nearest(text: &str) -> &str {
    let mut gaps =
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| &text[at + c.len_utf8()..]);
    let begins = |rest: &&str| !rest.starts_with(char::is_whitespace) && number(rest).is_some();
    gaps.rfind(begins).filter(|rest| core(rest).chars().nth(1).is_some()).unwrap_or(text)
}

/// The end of a label, as far as it is compared.
fn tail(words: &str) -> Vec<char> {
    let chars: Vec<char> = words.chars().collect();
    let skip = chars.len().saturating_sub(LONGEST);
    chars[skip..].to_vec()
}

/// How well words fit a label, in parts of a hundred. Words that leave out some of the label fit better than words that
/// say something else besides. `all` are the words with those before them on the line.
fn fit(label: &Label, words: &str, chars: &[char], all: &str) -> i32 {
    let of = |wording: &String| {
        let length = wording.chars().count();
        if wording == words {
            return 100;
        }
        if length >= SHORTEST_INSIDE && (words.contains(wording.as_str()) || all.ends_with(wording.as_str()))
        {
            return 95;
        }
        if length >= 2 && words.ends_with(wording.as_str()) {
            return if length > SHORTEST { 90 } else { 60 };
        }
        let wording: Vec<char> = wording.chars().collect();
        let common = common(&wording, chars) as i32;
        70 * common / chars.len().max(1) as i32 + 25 * common / wording.len().max(1) as i32
    };
    label.cores.iter().map(of).max().unwrap_or_default()
}

/// How many characters two texts have in common, in the same order.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (n, y) in b.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if x == y { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// The number before a label.
fn number(label: &str) -> Option<Number> {
    const CHINESE: &str = "一二三四五六七八九十";
    let label = label.trim_start();
    let opened = label.trim_start_matches(['（', '(', '﹙']);
    let bracketed = opened.len() < label.len();
    let digit = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    };
    let arabic: Vec<u32> = opened.chars().map_while(digit).take(3).collect();
    if !arabic.is_empty() {
        let value = arabic.into_iter().fold(0, |value, digit| value * 10 + digit);
        return Some(Number { bracketed, arabic: true, value });
    }
    let mut chars = opened.chars();
    let at = chars.next().and_then(|first| CHINESE.chars().position(|c| c == first))?;
    let closed = matches!(chars.next()?, '）' | ')' | '﹚' | '、' | '.' | '．' | '，' | ',' | ' ');
    closed.then_some(Number { bracketed, arabic: false, value: at as u32 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows that words may take, the best first.
    fn rows(texts: &[&str], group: Option<&str>) -> Vec<&'static str> {
        let group = group.and_then(|heading| TARGETS.heading(heading, &key(heading)));
        let Some(own) = TARGETS.weigh(texts, group) else { return vec!["nothing"] };
        let mut found: Vec<(i32, &'static str)> = own
            .evidence
            .iter()
            .zip(&TARGETS.all)
            .filter(|(evidence, _)| **evidence > 0)
            .map(|(evidence, target)| match *target {
                Target::Row(row) => (-evidence, LABELS.requests[row].name),
                Target::Group(_) => (-evidence, "group"),
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn shortened_and_reworded_labels_fit_their_own_row_best() {
        for (text, group, row) in [
            ("5.三类内部事务信息", None, "requests.refused.internal_affairs"),
            ("三类内部事务信息", None, "requests.refused.internal_affairs"),
            ("过程性信息（四类）", None, "requests.refused.deliberative_process"),
            ("1.申请人逾期不补正", None, "requests.other.not_corrected"),
            ("不掌握相关信息", None, "requests.unavailable.not_held"),
            ("3.补正后仍不明确", None, "requests.unavailable.still_unclear"),
            ("上年度结转申请数量", None, "requests.carried_in"),
            ("损害第三方合法权益", None, "requests.refused.third_party"),
            ("（一）同意公开", None, "requests.granted"),
            ("大量反复申请", Some("（五）不予处理"), "requests.not_processed.abusive"),
            ("涉及国家秘密", Some("（三）不予公开"), "requests.refused.state_secret"),
            ("（七）办理结果合计", Some("（六）其他处理"), "requests.concluded"),
            ("四、结转下年度", None, "requests.carried_out"),
            ("3.其他", Some("（六）其他处理"), "requests.other.other"),
        ] {
            assert_eq!(rows(&[text], group).first(), Some(&row), "{text}");
        }
    }

    #[test]
    fn headings_of_groups_are_no_rows() {
        assert_eq!(rows(&["（三）不予公开"], None), ["group"]);
        assert_eq!(rows(&["三、本年度办理结果"], None), ["group"]);
        assert_eq!(rows(&["（六）其他处理"], None), ["requests.other.total"]);
        assert_eq!(rows(&["三、本年度办理结果", "（一）予以公开"], None), ["requests.granted"]);
    }

    #[test]
    fn of_two_numbered_labels_the_one_beside_the_figures_counts() {
        assert_eq!(rows(&["3.其他        （七）总计"], None), ["requests.concluded"]);
        let two = "2.重复申请      3.要求提供公开出版物";
        assert_eq!(rows(&[two], None), ["requests.not_processed.published_material"]);
    }

    #[test]
    fn headings_before_a_label_on_its_line_are_passed_over() {
        assert_eq!(rows(&["三、本年度办理结果 （一）予以公开"], None), ["requests.granted"]);
        let reworded = "三、本年度办理结果（三）不予公开 1.涉及国家秘密";
        assert_eq!(rows(&[reworded], None).first(), Some(&"requests.refused.state_secret"));
    }

    #[test]
    fn words_of_no_row_fit_none_and_pieces_say_nothing() {
        assert!(rows(&["其中：网络申请渠道"], None).is_empty());
        assert_eq!(rows(&["公开"], None), ["nothing"]);
    }
}
