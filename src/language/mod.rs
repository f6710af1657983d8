//! What the program says of mistakes, refusals and limits, in the language of its reader.
//!
//! A sentence is data: one line of a table with its key, its Chinese and its English text. Errors are types; each
//! gives a [`Message`], the key of its sentence with what belongs into it, and whoever shows it chooses the
//! [`Language`]. Nothing is recognised by its text, and no text of a library is a sentence of ours: what a library
//! says is shown in English only, as a detail for whoever looks for the cause.
//!
//! Sentences have no full stop at their end: they are also used in lists and after colons.

mod archive;
mod file;
mod import;
mod mcp;
mod search;
mod serving;
mod sql;
mod terminal;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

pub use terminal::columns::{heading, in_cell};

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese, in simplified characters.
    Chinese,
    /// English.
    #[default]
    English,
}

/// A sentence: its key, its Chinese text, its English text. `{name}` is where an argument goes.
type Sentence = (&'static str, &'static str, &'static str);

/// The sentences, by what they are about.
const TABLES: [&[Sentence]; 12] = [
    archive::SENTENCES,
    file::SENTENCES,
    import::SENTENCES,
    mcp::SENTENCES,
    search::SENTENCES,
    serving::SENTENCES,
    sql::SENTENCES,
    terminal::SENTENCES,
    terminal::arguments::SENTENCES,
    terminal::outcomes::SENTENCES,
    terminal::pages::SENTENCES,
    terminal::verified::SENTENCES,
];

static BY_KEY: LazyLock<HashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    TABLES.iter().copied().flatten().map(|&(key, chinese, english)| (key, (chinese, english))).collect()
});

/// A sentence with what belongs into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

/// What belongs into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// The same in every language: a name, a number.
    Text(String),
    /// Names, joined as the language joins them.
    Names(Vec<String>),
    /// Names of columns: as they are, or their Chinese headings, by which they are known as well.
    Columns(Vec<&'static str>),
    /// Another sentence.
    Said(Message),
}

impl Message {
    /// The sentence of a key, which is in the tables.
    pub fn of(key: &'static str) -> Self {
        Self { key, arguments: Vec::new() }
    }

    /// The same with an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((name, argument.into()));
        self
    }

    /// The sentence in a language.
    pub fn say(&self, language: Language) -> String {
        let known = BY_KEY.get(self.key);
        let text = known.map_or(self.key, |(chinese, english)| match language {
            Language::Chinese => chinese,
            Language::English => english,
        });
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            said.push_str(before);
            if let Some((_, argument)) = self.arguments.iter().find(|(own, _)| *own == name) {
                said.push_str(&argument.say(language));
            }
            rest = after;
        }
        said + rest
    }

    /// The key of the sentence.
    pub fn key(&self) -> &'static str {
        self.key
    }
}

impl Argument {
    fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Text(text), _) => short(text),
            (Self::Names(names), Language::Chinese) => names.join("、"),
            (Self::Names(names), Language::English) => names.join(", "),
            (Self::Columns(names), _) => {
                let names = names.iter().map(|name| heading(name, language).to_owned());
                Self::Names(names.collect()).say(language)
            }
            (Self::Said(message), _) => message.say(language),
        }
    }
}

/// Characters of an argument that a sentence repeats: more than the longest path has. Whatever a file holds may be one.
const LONGEST: usize = 4_096;

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for Message {
    /// In English: for logs, for programs, and as the text of an error.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl Serialize for Message {
    /// As its English sentence.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Said(message)
    }
}

impl From<&[String]> for Argument {
    fn from(names: &[String]) -> Self {
        Self::Names(names.to_vec())
    }
}

impl From<Vec<String>> for Argument {
    fn from(names: Vec<String>) -> Self {
        Self::Names(names)
    }
}

macro_rules! texts {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Argument {
            fn from(text: $kind) -> Self {
                Self::Text(text.to_string())
            }
        })*
    };
}

texts!(&str, String, &String, Cow<'_, str>, u8, u16, u32, u64, usize, i64);

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use super::*;

    /// Does something with the sources below a folder, without their unit tests.
    fn each_source(dir: &Path, act: &mut dyn FnMut(&Path, &str)) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                each_source(&path, act);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                act(&path, text.split("\n#[cfg(test)]\nmod tests").next().unwrap());
            }
        }
    }

    fn sources() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
    }

    /// The keys that the sources ask for.
    fn asked_for() -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        each_source(&sources(), &mut |path, product| {
            for (at, begin) in product.match_indices("Message::of(") {
                let call = product[at + begin.len()..].trim_start();
                let literal = call.strip_prefix('"').and_then(|rest| rest.split_once('"'));
                let (key, _) = literal.unwrap_or_else(|| panic!("{}: a key is a literal", path.display()));
                found.insert(key.to_owned());
            }
        });
        found
    }

    /// The names of columns in the sources: what is between the brackets behind `columns`.
    fn columns() -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for part in ["archive/query", "cli/commands"] {
            each_source(&sources().join(part), &mut |_, product| {
                for begin in ["columns =", "columns:"] {
                    for (at, _) in product.match_indices(begin) {
                        let rest = product[at + begin.len()..].trim_start();
                        let list = rest.strip_prefix('[').and_then(|rest| rest.split(']').next());
                        found.extend(list.unwrap_or("").split('"').skip(1).step_by(2).map(str::to_owned));
                    }
                }
            });
        }
        for kind in &crate::archive::query::export::KINDS {
            found.extend(kind.names().into_iter().map(str::to_owned));
        }
        found.extend(crate::archive::change::REGISTER_COLUMNS.map(str::to_owned));
        // the column of bars is only for a terminal
        found.insert("bar".to_owned());
        found
    }

    #[test]
    fn every_column_has_a_chinese_heading_and_no_other() {
        let asked = columns();
        let there: BTreeSet<String> =
            terminal::columns::HEADINGS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let missing: Vec<_> = asked.difference(&there).collect();
        let unused: Vec<_> = there.difference(&asked).collect();
        assert!(
            asked.len() > 60 && missing.is_empty() && unused.is_empty(),
            "missing: {missing:?}; unused: {unused:?}"
        );
        assert_eq!(terminal::columns::HEADINGS.len(), there.len(), "a column is there twice");
    }

    /// What is put into a text.
    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_key_that_is_asked_for_is_in_the_tables_and_no_other() {
        let there: BTreeSet<String> =
            TABLES.iter().copied().flatten().map(|(key, ..)| (*key).to_owned()).collect();
        let asked = asked_for();
        let missing: Vec<_> = asked.difference(&there).collect();
        let unused: Vec<_> = there.difference(&asked).collect();
        assert!(
            asked.len() > 40 && missing.is_empty() && unused.is_empty(),
            "missing: {missing:?}; unused: {unused:?}"
        );
        assert_eq!(
            TABLES.iter().map(|table| table.len()).sum::<usize>(),
            there.len(),
            "a key is there twice"
        );
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, chinese, english) in TABLES.iter().copied().flatten() {
            assert!(chinese.chars().any(|c| c > '\u{2e7f}') && !chinese.ends_with('。'), "{key}: {chinese}");
            assert!(
                english.replace(['→', '·'], "").is_ascii() && !english.is_empty() && !english.ends_with('.'),
                "{key}: {english}"
            );
            // what only a library says is no part of a Chinese sentence; names that are alike are in the hint
            // of the command line, which is English
            let (mut own, mut others) = (places(english), places(chinese));
            own.retain(|name| *name != "detail");
            others.retain(|name| !["similar", "candidates", "years"].contains(name) || own.contains(name));
            assert_eq!(own, others, "{key}");
            if let Some(other) = seen.insert(chinese, key) {
                assert!(!others.is_empty() || other == *key, "{key} and {other} say the same");
            }
        }
    }

    #[test]
    fn arguments_go_where_they_belong_and_are_not_read_themselves() {
        let message = Message::of("archive.unknown_office_similar")
            .with("name", "{similar}")
            .with("similar", vec!["甲局".to_owned(), "乙局".to_owned()]);
        assert_eq!(message.say(Language::Chinese), "没有名为“{similar}”的机关，相近的有：甲局、乙局");
        assert_eq!(message.to_string(), "no office \"{similar}\" in the archive");
    }
}
