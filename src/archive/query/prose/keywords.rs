//! Words that are frequent in some reports and rare in the rest.
//!
//! Counted are passages with the word, from the index's own list of words; ranked is by the
//! log-likelihood ratio (Dunning 1993), which does not favour words that occur once.

use std::collections::HashMap;

use serde::Serialize;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use crate::archive::db::decided::words;
use crate::archive::error::Error;
use crate::archive::error::caught::guarded;
use crate::archive::index::Snapshot;
use crate::archive::index::hits::{Facts, Narrowed};
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Filter;
use crate::archive::query::{Table, Value};

/// Words that are in fewer passages are names and slips.
const RAREST: u64 = 3;

/// Words of some reports against the rest.
#[derive(Debug, Clone, Serialize)]
pub struct Keywords {
    /// Passages looked at.
    pub passages: u64,
    /// Passages of the rest.
    pub rest: u64,
    /// The words, most telling first.
    pub words: Vec<Keyword>,
    /// Where one year is looked at and there are reports of the year before: words that were more frequent then, most
    /// telling first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fell: Vec<Keyword>,
}

/// A word that is frequent here.
#[derive(Debug, Clone, Serialize)]
pub struct Keyword {
    /// The word.
    pub word: String,
    /// Passages with it.
    pub passages: u64,
    /// Passages of the rest with it.
    pub rest: u64,
    /// How telling it is.
    pub score: f64,
    /// How the share of passages with it has changed from the year before, in points of a hundred; where one year is
    /// looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
}

impl Keywords {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let whole = |count: u64| Value::Integer(count.cast_signed());
        let row = |word: &Keyword| -> Vec<Value> {
            vec![
                word.word.as_str().into(),
                whole(word.passages),
                whole(word.rest),
                Value::Real((word.score * 10.0).round() / 10.0),
                word.change.map_or(Value::Null, Value::Real),
            ]
        };
        Table {
            columns: ["word", "passages", "rest", "score", "change"].map(str::to_owned).to_vec(),
            rows: self.words.iter().chain(&self.fell).map(row).collect(),
        }
    }
}

impl Archive {
    /// The words that a person taught the segmentation, folded.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn dictionary(&self) -> Result<Vec<String>, Error> {
        Ok(words::all(&self.conn)?)
    }

    /// The words of some offices, years or sections against everything else.
    ///
    /// # Errors
    /// Those of [`Archive::office`]; [`Error::NoIndex`] until the index is made; what is wrong with the archive.
    pub fn keywords(&self, filter: &Filter, sections: &[u8], limit: usize) -> Result<Keywords, Error> {
        let offices = self.find_offices(&filter.agencies)?;
        let reports = offices.map(|offices| self.reports_of(&offices)).transpose()?.map(std::sync::Arc::new);
        let chosen = Narrowed {
            reports,
            sections: sections.to_vec(),
            years: filter.years.clone(),
            ..Narrowed::default()
        };
        let snapshot = self.index.current(&self.dir).ok_or(Error::NoIndex)?;
        if !snapshot.fits(&self.conn)? {
            return Err(Error::NoIndex);
        }
        let wanted = |facts: Facts| chosen.wants(facts);
        let counts = guarded(|| snapshot.count_words(wanted, IndexRecordOption::Basic))?;
        let mut words: Vec<Keyword> = counts
            .words
            .iter()
            .filter(|(word, here, rest)| here + rest >= RAREST && is_word(word))
            .map(|(word, passages, rest)| {
                let (word, passages, rest) = (word.clone(), *passages, *rest);
                let score = log_likelihood([passages, rest], [counts.here, counts.rest]);
                Keyword { word, passages, rest, score, change: None }
            })
            .filter(|word| word.score > 0.0)
            .collect();
        words.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.word.cmp(&b.word)));
        words.truncate(limit);
        let mut found = Keywords { passages: counts.here, rest: counts.rest, words, fell: Vec::new() };
        let one_year =
            filter.years.as_ref().filter(|years| years.start() == years.end()).map(|years| *years.start());
        if let Some(year) = one_year.filter(|year| *year > 0) {
            let then = Narrowed { years: Some(year - 1..=year - 1), ..chosen.clone() };
            let then = guarded(|| snapshot.count_words(|facts| then.wants(facts), IndexRecordOption::Basic))?;
            found.against(&counts, &then, limit);
        }
        Ok(found)
    }
}

impl Keywords {
    /// Adds how the words have changed from the year before, and those that fell.
    fn against(&mut self, now: &WordCounts, then: &WordCounts, limit: usize) {
        if then.here == 0 || now.here == 0 {
            return;
        }
        let before: HashMap<&str, u64> =
            then.words.iter().map(|(word, here, _)| (word.as_str(), *here)).collect();
        let change = |word: &str, count: u64| {
            let share = |count: u64, of: u64| 100.0 * count as f64 / of as f64;
            let change = share(count, now.here) - share(before.get(word).copied().unwrap_or(0), then.here);
            (change * 10.0).round() / 10.0
        };
        for keyword in &mut self.words {
            keyword.change = Some(change(&keyword.word, keyword.passages));
        }
        let fell = now.words.iter().filter(|(word, ..)| is_word(word)).filter_map(|(word, here, rest)| {
            let earlier = before.get(word.as_str()).copied().unwrap_or(0);
            let score = log_likelihood([*here, earlier], [now.here, then.here]);
            let telling = earlier >= RAREST && score < -TELLING;
            let change = Some(change(word, *here));
            telling.then(|| Keyword { word: word.clone(), passages: *here, rest: *rest, score, change })
        });
        let mut fell: Vec<Keyword> = fell.collect();
        fell.sort_by(|a, b| a.score.total_cmp(&b.score).then_with(|| a.word.cmp(&b.word)));
        fell.truncate(limit / 2);
        self.fell = fell;
    }
}

/// A ratio that random differences seldom reach (p < 0.05).
const TELLING: f64 = 3.84;

/// Words of several characters without figures, which are no pieces of a counted thing (余条, 两次) and no words of the
/// form's headings.
fn is_word(word: &str) -> bool {
    let mut chars = word.chars();
    let (first, last) = (chars.next(), chars.next_back());
    let counts = first.is_some_and(|c| COUNTING.contains(c)) && last.is_some_and(|c| UNITS.contains(c));
    let length = word.chars().count();
    let piece = counts && length <= 3 || word.chars().any(|c| c.is_ascii_digit());
    length > 1 && !piece && !HEADINGS.contains(&word)
}

/// What numbers end and things that are counted begin with.
const COUNTING: &str = "余多数几两各每这该其此约近超第百千万亿零一二三四五六七八九十";

/// Units of what is counted.
const UNITS: &str = "条件次个篇家名场期份项人号宗起例户张本册部页款字种类年月日";

/// Words of headings and tables, and of the page around a report.
#[rustfmt::skip]
const HEADINGS: &[&str] = &[
    "总体情况", "主动公开情况", "改进情况", "报告事项", "其他需要报告的事项", "本年度办理结果", "勾稽关系", "商业企业", "科研机构", "社会公益组织", "法律服务机构",
    "总计", "结果维持", "结果纠正", "其他结果", "尚未审结", "附件", "首页", "上一篇", "下一篇", "打印", "字号", "责任编辑", "浏览次数", "网站地图", "版权所有",
];

/// Dunning's ratio for a word in two collections; negative where it is rarer in the first.
fn log_likelihood(count: [u64; 2], of: [u64; 2]) -> f64 {
    let [a, b] = count.map(|n| n as f64);
    let [c, d] = of.map(|n| n as f64);
    if c == 0.0 || d == 0.0 {
        return 0.0;
    }
    let share = (a + b) / (c + d);
    let term = |found: f64, expected: f64| if found > 0.0 { found * (found / expected).ln() } else { 0.0 };
    let ratio = 2.0 * (term(a, c * share) + term(b, d * share));
    if a / c >= b / d { ratio } else { -ratio }
}

/// How many passages have each word: here, and in the rest.
#[derive(Debug, Default)]
pub(in crate::archive) struct WordCounts {
    words: Vec<(String, u64, u64)>,
    here: u64,
    rest: u64,
}

impl Snapshot {
    /// Counts the words of the passages that are wanted, and of the others.
    fn count_words(
        &self,
        wanted: impl Fn(Facts) -> bool,
        option: IndexRecordOption,
    ) -> Result<WordCounts, Error> {
        let mut counts = WordCounts::default();
        let mut words: std::collections::HashMap<String, (u64, u64)> = std::collections::HashMap::new();
        for segment in self.searcher.segment_readers() {
            let facts = self.facts(segment)?;
            let alive = |doc: u32| !segment.is_deleted(doc);
            let here: Vec<bool> = facts.into_iter().map(|facts| facts.is_some_and(&wanted)).collect();
            for (_, here) in (0u32..).zip(&here).filter(|(doc, _)| alive(*doc)) {
                if *here { counts.here += 1 } else { counts.rest += 1 }
            }
            let index = segment.inverted_index(self.fields.words())?;
            let mut terms = index.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
                let mut postings = index
                    .read_postings_from_terminfo(terms.value(), option)
                    .map_err(tantivy::TantivyError::from)?;
                let (mut own, mut rest) = (0, 0);
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if alive(doc) {
                        if here.get(doc as usize) == Some(&true) { own += 1 } else { rest += 1 }
                    }
                    doc = postings.advance();
                }
                let known = words.entry(word.to_owned()).or_default();
                (known.0, known.1) = (known.0 + own, known.1 + rest);
            }
        }
        counts.words = words.into_iter().map(|(word, (here, rest))| (word, here, rest)).collect();
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_counted_things_are_no_words() {
        for word in ["余条", "两次", "多篇", "各项", "第三次", "3次", "公", "总计"] {
            assert!(!is_word(word), "{word}");
        }
        for word in ["解读", "公众号", "年报", "行政复议", "各部门", "一网通办"] {
            assert!(is_word(word), "{word}");
        }
    }

    #[test]
    fn a_word_of_one_collection_is_telling() {
        let telling = log_likelihood([20, 1], [100, 1000]);
        assert!(telling > 50.0, "{telling}");
        assert!(log_likelihood([10, 100], [100, 1000]).abs() < 1e-9);
        assert!(log_likelihood([1, 100], [100, 1000]) < 0.0);
    }
}
