//! Rules of a place: which rules count there and how much, its limits, dates, words and required phrases.
//!
//! A pack is a table, a line each: `rule,setting,value`. What a pack cannot do is make a doubt of the reader an error.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::language::Message;
use crate::report::check::rules::rule;
use crate::report::check::severity::Severity;
use crate::report::check::wording::Words;

/// Rules of a place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Local {
    off: Vec<&'static str>,
    severities: BTreeMap<&'static str, Severity>,
    limits: BTreeMap<&'static str, f64>,
    /// The last day, as month and day of the following year, for each kind of office.
    pub(super) dates: BTreeMap<&'static str, (u32, u32)>,
    /// What must be said, as a name and the words of which one must occur.
    pub(super) required: Vec<Required>,
    /// Words to watch.
    pub words: Words,
}

/// What a report must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Required {
    /// What it is called.
    pub(super) name: String,
    /// One of these words must occur.
    pub(super) words: Vec<String>,
}

/// A line of a pack that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: Message,
}

impl Mistake {
    /// What is said of it.
    pub fn message(&self) -> Message {
        Message::of("argument.at_line").with("line", self.line).with("why", self.why.clone())
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// Kinds of offices for which a date may be set, as a pack calls them.
const KINDS: &[(&str, &str)] = &[("部门", "department"), ("政府", "government"), ("镇街和派出机构", "local")];

/// Rules that have a limit, with what it is.
const LIMITS: &[(&str, &str)] = &[
    ("B24", "characters of part one"),
    ("I85", "share of part five"),
    ("I86", "share of part five"),
    ("I105", "share of the whole text"),
    ("I108", "share of the whole text"),
];

impl Local {
    /// Reads a pack.
    ///
    /// # Errors
    /// The first line that cannot be understood, and why.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mut local = Self::default();
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() || line.starts_with('#') || line == "rule,setting,value" {
                continue;
            }
            local.line(line).map_err(|why| Mistake { line: number, why })?;
        }
        Ok(local)
    }

    fn line(&mut self, line: &str) -> Result<(), Message> {
        let fields: Vec<&str> = line.splitn(3, [',', '，']).map(str::trim).collect();
        let [code, setting, value] = fields[..] else {
            return Err(Message::of("local.fields"));
        };
        let code = rule(code).ok_or_else(|| Message::of("argument.no_rule").with("code", code))?.code;
        match setting {
            "off" if value.is_empty() => self.off.push(code),
            "severity" => {
                let wanted = Severity::OF_OFFICE.into_iter().find(|severity| severity.name() == value);
                let wanted = wanted.ok_or_else(|| Message::of("local.severity").with("value", value))?;
                self.severities.insert(code, wanted);
            }
            "limit" if LIMITS.iter().any(|(known, _)| *known == code) => {
                let limit = value.parse::<f64>().ok().filter(|limit| *limit > 0.0);
                self.limits
                    .insert(code, limit.ok_or_else(|| Message::of("local.limit").with("value", value))?);
            }
            "limit" => return Err(Message::of("local.no_limit").with("code", code)),
            "require" if code == "B109" => {
                let (name, words) = value.split_once(['=', '＝']).unwrap_or((value, value));
                let words: Vec<String> = words.split('|').map(|word| word.trim().to_owned()).collect();
                if name.is_empty() || words.iter().any(String::is_empty) {
                    return Err(Message::of("local.require"));
                }
                self.required.push(Required { name: name.trim().to_owned(), words });
            }
            "words" if code == "J93" => self.words.forbidden.extend(Words::parse(value).forbidden),
            "date" if code == "A110" => {
                let (kind, date) = value.split_once(['=', '＝']).ok_or_else(|| Message::of("local.date"))?;
                let known = KINDS.iter().find(|(name, _)| *name == kind.trim());
                let (_, kind) = known.ok_or_else(|| {
                    let kinds: Vec<String> = KINDS.iter().map(|(name, _)| (*name).to_owned()).collect();
                    Message::of("local.kind").with("kind", kind).with("known", kinds)
                })?;
                self.dates
                    .insert(kind, day(date).ok_or_else(|| Message::of("local.no_date").with("date", date))?);
            }
            other => {
                let unknown = Message::of("local.setting").with("code", code).with("setting", other);
                return Err(unknown.with("value", value));
            }
        }
        Ok(())
    }

    /// Whether a rule counts.
    pub(super) fn counts(&self, code: &str) -> bool {
        !self.off.contains(&code)
    }

    /// How grave a rule is here.
    pub(super) fn severity(&self, code: &str) -> Option<Severity> {
        self.severities.get(code).copied()
    }

    /// The limit of a rule.
    pub(super) fn limit(&self, code: &str) -> Option<f64> {
        self.limits.get(code).copied()
    }
}

/// A month and a day: `01-20`.
fn day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.trim().split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    NaiveDate::from_ymd_opt(2023, month, day).map(|_| (month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_is_checked_line_by_line() {
        let pack = "rule,setting,value\n# 本市\nD45,off,\nB26,severity,error\nB24,limit,1500\nA110,date,部门=01-20\n\
                    B109,require,会议=政务公开领导小组|专题会议\nJ93,words,政务公开办=政务公开办公室\n";
        let local = Local::parse(pack).expect("every line is right");
        assert!(!local.counts("D45") && local.counts("D44"));
        assert_eq!(local.severity("B26"), Some(Severity::Error));
        assert_eq!(local.limit("B24"), Some(1500.0));
        assert_eq!((local.required.len(), local.words.forbidden.len(), local.dates.len()), (1, 1, 1));
        for (line, word) in [
            ("X1,off,", "no rule"),
            ("D45", "three fields"),
            ("D45,limit,3", "no limit"),
            ("B26,severity,doubt", "none of"),
            ("B24,limit,-1", "no limit"),
            ("A110,date,部门=02-30", "no date"),
            ("A110,date,学校=01-20", "none of"),
            ("B109,require,=", "a name"),
            ("D38,off,x", "no setting"),
        ] {
            let mistake = Local::parse(&format!("# 本市\n\n{line}\n")).expect_err(line);
            assert_eq!(mistake.line, 3);
            assert!(mistake.why.to_string().contains(word), "{line}: {mistake}");
        }
    }
}
