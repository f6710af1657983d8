//! Passages that contain the words, exactly those, best first.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use rusqlite::Connection;
use serde::Serialize;

use crate::archive::db::reading::prose::kind_of;
use crate::archive::db::reading::tables::{self, TableRow, each_row};
use crate::archive::db::settings;
use crate::archive::error::Error;
use crate::archive::error::caught::guarded;
pub use crate::archive::error::{Mistake, SyntaxError};
use crate::archive::index::hits::{Facts, HitCollector, Hits, Narrowed, Wish};
use crate::archive::index::syntax::Query;
use crate::archive::index::trace::Traced;
use crate::archive::index::{Snapshot, kind_number, matching};
use crate::archive::query::open::Archive;
pub use crate::archive::query::prose::instead::Instead;
use crate::archive::query::prose::instead::others;
use crate::archive::query::reports::browse::json_list;
use crate::archive::query::{Table, Value, Years};
use crate::chinese::fold::fold;
use crate::language::Message;
use crate::report::problems::Kind;

/// What to search for.
#[derive(Debug, Clone)]
pub struct Search {
    /// Words: all must be in the passage. `"a phrase"`, `-excluded`, `a|b`.
    pub words: String,
    /// One of the words is enough.
    pub any: bool,
    /// Also find the words in traditional or simplified characters.
    pub variants: bool,
    /// Words that mean the same.
    pub synonyms: Synonyms,
    /// Statutory sections; none for every section.
    pub sections: Vec<u8>,
    /// Kinds of passages (problems, measures, answers); none for every passage.
    pub kinds: Vec<Kind>,
    /// Names of offices, or parts that only one office has; none for every office.
    pub agencies: Vec<String>,
    /// Years; none for every year.
    pub years: Option<Years>,
    /// Count what matches by year, office, section and kind.
    pub facets: bool,
    /// One hit a report, its best, instead of every passage.
    pub by_report: bool,
    /// A sentence that many offices print is one hit, which says how many.
    pub gathered: bool,
    /// The most recent year first, instead of the best.
    pub newest_first: bool,
    /// Hits to pass over.
    pub offset: usize,
    /// Hits to return.
    pub limit: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            words: String::new(),
            any: false,
            variants: false,
            synonyms: Synonyms::default(),
            sections: Vec::new(),
            kinds: Vec::new(),
            agencies: Vec::new(),
            years: None,
            facets: false,
            by_report: false,
            gathered: false,
            newest_first: false,
            offset: 0,
            limit: 20,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Passages that match, all of them.
    pub total_passages: usize,
    /// Reports with such passages.
    pub total_reports: usize,
    /// The passages asked for, best first.
    pub hits: Vec<Hit>,
    /// How many passages of each year, office, section and kind match, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// Where nothing matches: what would have matched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<Instead>,
    /// Remarks for the user: the index is out of date and the text was read instead. In JSON they are English.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Message>,
}

/// How many passages match, counted by what they belong to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facets {
    /// By year, earliest first; years with reports in which nothing matches, too.
    pub years: Vec<YearCount>,
    /// By office, most first.
    pub agencies: Vec<Count>,
    /// By number of the section.
    pub sections: Vec<Count>,
    /// By kind; passages of no kind are not counted.
    pub kinds: Vec<Count>,
}

/// Matching passages of something.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// What it is.
    pub name: String,
    /// Matching passages.
    pub passages: usize,
}

/// Matching passages of a year.
#[derive(Debug, Clone, Serialize)]
pub struct YearCount {
    /// The year.
    pub year: u16,
    /// Matching passages.
    pub passages: usize,
    /// Reports with matching passages.
    pub reports: usize,
    /// All reports of the year that were searched.
    pub of: usize,
}

/// Words that mean the same, as a user lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    sets: Vec<Vec<String>>,
}

impl Synonyms {
    /// Reads a list: a line a set, `依申请公开 = 申请公开`; `#` begins a remark.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or(line));
        let set = |line: &str| -> Vec<String> {
            line.split(['=', '＝']).map(fold).filter(|word| !word.is_empty()).collect()
        };
        Self { sets: lines.map(set).filter(|set| set.len() > 1).collect() }
    }

    /// Others that mean the same as a folded word.
    fn of(&self, word: &str) -> Vec<String> {
        let own = self.sets.iter().filter(|set| set.iter().any(|known| known == word));
        own.flatten().filter(|other| *other != word).cloned().collect()
    }
}

/// A passage that matches.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// Number of the section; 0 for the text before the first.
    pub section: u8,
    /// Title of the section.
    pub section_title: String,
    /// What it is, if it names a problem, a measure or an answer.
    pub kind: Option<Kind>,
    /// The whole passage.
    pub text: String,
    /// Which table that is not of the form the passage is a row of; none for prose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<InTable>,
    /// The part of the passage around the hits, as plain text.
    pub snippet: String,
    /// Bytes of `snippet` that match, ascending, without overlap.
    pub marks: Vec<Range<usize>>,
    /// Matching passages of the report, where hits are reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passages: Option<usize>,
    /// Other offices that print the same passage, where those are gathered: at least so many.
    #[serde(skip_serializing_if = "is_zero")]
    pub same: usize,
    /// Rank; only its order means something.
    #[serde(skip)]
    pub score: f32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A table of a report that is not of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InTable {
    /// Its number among them, from 1.
    pub number: u32,
    /// Its title, if it has one.
    pub title: Option<String>,
}

impl InTable {
    /// What to call it.
    pub fn label(&self) -> String {
        match &self.title {
            Some(title) => format!("表格“{title}”"),
            None => format!("第{}张其他表格", self.number),
        }
    }
}

impl Found {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let row = |hit: &Hit| -> Vec<Value> {
            vec![
                hit.agency.as_str().into(),
                hit.year.into(),
                u16::from(hit.section).into(),
                hit.text.as_str().into(),
                hit.snippet.as_str().into(),
            ]
        };
        Table {
            columns: ["agency", "year", "section", "text", "snippet"].map(str::to_owned).to_vec(),
            rows: self.hits.iter().map(row).collect(),
        }
    }

    /// The years as titled columns and rows, where they were counted.
    pub fn trend_table(&self) -> Table {
        let years = self.facets.as_ref().map_or(&[][..], |facets| facets.years.as_slice());
        let whole = |count: usize| Value::Integer(count as i64);
        let row = |count: &YearCount| {
            vec![count.year.into(), whole(count.passages), whole(count.reports), whole(count.of)]
        };
        Table {
            columns: ["year", "passages", "reports", "of"].map(str::to_owned).to_vec(),
            rows: years.iter().map(row).collect(),
        }
    }
}

/// Hits looked at for each that is shown, where the same passages of many offices are gathered.
const GATHERED: usize = 12;

impl Search {
    fn gathers(&self) -> bool {
        self.gathered && !self.by_report
    }

    pub(super) fn is_narrowed(&self) -> bool {
        self.years.is_some()
            || !(self.sections.is_empty() && self.kinds.is_empty() && self.agencies.is_empty())
    }
}

/// How often the index is looked at again when a writer changes it meanwhile.
const ATTEMPTS: usize = 5;

/// A search understood.
struct Plan<'a> {
    words: Query,
    narrowed: Narrowed,
    wish: Wish,
    search: &'a Search,
}

impl Archive {
    /// Finds passages.
    ///
    /// The answer is exact at any moment: what the index does not hold yet is read from the rows. Where nothing
    /// matches, it says what would have.
    ///
    /// # Errors
    /// [`Error::Syntax`], those of [`Archive::office`], what is wrong with the archive.
    pub fn search(&self, search: &Search) -> Result<Found, Error> {
        let mut found = self.search_as_asked(search)?;
        if found.total_passages == 0 {
            for (how, other) in others(search) {
                let passages = self.search_as_asked(&other)?.total_passages;
                if passages > 0 {
                    found.instead.push(Instead { how, words: other.words, passages });
                }
            }
        }
        Ok(found)
    }

    fn search_as_asked(&self, search: &Search) -> Result<Found, Error> {
        let words = Query::parse(&search.words).map_err(Error::Syntax)?;
        let words = words.widened(|word| search.synonyms.of(word));
        let words = if search.variants { words.widened(variants) } else { words };
        let words = if search.any { words.any() } else { words };
        let reports =
            self.find_offices(&search.agencies)?.map(|offices| self.reports_of(&offices)).transpose()?;
        let narrowed = Narrowed {
            reports: reports.map(Arc::new),
            without: Arc::default(),
            sections: search.sections.clone(),
            kinds: search.kinds.iter().map(|&kind| kind_number(Some(kind))).collect(),
            years: search.years.clone(),
        };
        // those passed over and those returned; of gathered ones those that are the same
        let page = search.offset.saturating_add(search.limit);
        let wish = Wish {
            keep: if search.gathers() { page.saturating_mul(GATHERED) } else { page },
            by_report: search.by_report,
            newest_first: search.newest_first,
            facets: search.facets,
        };
        let plan = Plan { words, narrowed, wish, search };
        for _ in 0..ATTEMPTS {
            // the index first: what is changed after it was opened is on the list that the rows hold
            let Some(snapshot) = self.index.current(&self.dir) else { break };
            let rows = self.conn.unchecked_transaction()?;
            if !snapshot.fits(&rows)? {
                continue;
            }
            match guarded(|| by_index(&plan, &snapshot, &rows)) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) | Err(Error::Index(_)) => break,
                Err(error) => return Err(error),
            }
        }
        by_reading(&plan, &self.conn)
    }

    /// Keys of the reports in force of some offices.
    pub(in crate::archive) fn reports_of(&self, offices: &[i64]) -> Result<HashSet<u64>, Error> {
        let mut statement = self.conn.prepare(
            "SELECT id FROM report WHERE newest IS NOT NULL AND office IN (SELECT value FROM json_each(?1))",
        )?;
        let reports = statement.query_map([json_list(Some(offices))], |row| row.get(0))?;
        Ok(reports.collect::<rusqlite::Result<_>>()?)
    }
}

/// The answer of the index, completed from the rows; none if the two contradict each other.
fn by_index(plan: &Plan<'_>, snapshot: &Snapshot, rows: &Connection) -> Result<Option<Found>, Error> {
    let todo = Arc::new(to_index(rows)?);
    let narrowed = Narrowed { without: Arc::clone(&todo), ..plan.narrowed.clone() };
    let question = matching::question(&plan.words, snapshot)?;
    let excluded = matching::excluded(&plan.words, snapshot)?;
    let collector = HitCollector { narrowed, excluded, wish: plan.wish };
    let weighing = matching::Weighing(snapshot);
    let mut hits = snapshot.searcher.search_with_statistics_provider(&question, &collector, &weighing)?;
    for report in todo.iter() {
        hits.join(read_through(plan, rows, Some(*report))?);
    }
    found(plan, hits, rows)
}

/// Keys of the reports that the index does not hold as they are now.
fn to_index(rows: &Connection) -> rusqlite::Result<HashSet<u64>> {
    Ok(settings::to_index(rows)?.into_iter().map(i64::cast_unsigned).collect())
}

/// The answer of the rows alone.
fn by_reading(plan: &Plan<'_>, rows: &Connection) -> Result<Found, Error> {
    let hits = read_through(plan, rows, None)?;
    let damaged = || Error::Damaged { what: "passages changed while they were read".to_owned() };
    let mut found = found(plan, hits, rows)?.ok_or_else(damaged)?;
    found.notes.push(Message::of("search.without_index"));
    Ok(found)
}

/// Reads every passage and every row of a table, or those of a report, and keeps what matches.
fn read_through(plan: &Plan<'_>, rows: &Connection, report: Option<u64>) -> Result<Hits, Error> {
    let mut statement = rows.prepare_cached(
        "SELECT passage.id, report.id, report.year, section.number, passage.text, passage.kind
         FROM report JOIN passage ON passage.revision = report.newest
         JOIN section ON section.revision = passage.revision AND section.position = passage.section
         WHERE ?1 IS NULL OR report.id = ?1",
    )?;
    let terms = plan.words.terms();
    let mut hits = Hits::new(plan.wish);
    let mut look_at = |facts: Facts, passage: u64, text: &str| {
        if !plan.narrowed.wants(facts) {
            return;
        }
        let folded = fold(text);
        if plan.words.match_folded(&folded) {
            let score = terms.iter().map(|term| folded.matches(term).count()).sum::<usize>() as f32;
            hits.count_facets(facts.section, facts.kind);
            hits.add(facts.report, score, || Some((facts.year, passage)));
        }
    };
    let mut passages = statement.query([report])?;
    while let Some(row) = passages.next()? {
        let kind = kind_of(row.get_ref(5)?.as_str_or_null().map_err(rusqlite::Error::from)?);
        let (report, year, section) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let facts = Facts { report, year, section, kind: kind_number(kind) };
        look_at(facts, row.get(0)?, row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?);
    }
    each_row(rows, report.map(u64::cast_signed), |TableRow { passage, report, year }| {
        let (year, section) = (year.into(), passage.section.into());
        let facts = Facts { report, year, section, kind: kind_number(passage.kind) };
        look_at(facts, passage.id.cast_unsigned(), &passage.text);
        Ok(())
    })?;
    Ok(hits)
}

/// A passage by its key.
const PASSAGE: &str =
    "SELECT office.name, report.year, section.number, section.title, passage.text, passage.kind, NULL, NULL
     FROM passage JOIN revision ON revision.id = passage.revision
     JOIN report ON report.id = revision.report AND report.newest = revision.id
     JOIN office ON office.id = report.office
     JOIN section ON section.revision = passage.revision AND section.position = passage.section
     WHERE passage.id = ?1";

/// A row of a table by its key, which is negative.
const ROW: &str = "SELECT office.name, report.year, section.number, section.title, other_row.cells, NULL,
         other_table.position + 1, other_table.title
     FROM other_row JOIN revision ON revision.id = other_row.revision
     JOIN report ON report.id = revision.report AND report.newest = revision.id
     JOIN office ON office.id = report.office
     JOIN other_table ON other_table.revision = revision.id AND other_table.position = other_row.position
     JOIN section ON section.revision = revision.id AND section.position = other_table.section
     WHERE other_row.id = -?1";

/// The page of hits asked for; none if a passage is not there or does not match.
fn found(plan: &Plan<'_>, mut hits: Hits, rows: &Connection) -> Result<Option<Found>, Error> {
    hits.settle();
    let terms = plan.words.terms();
    let (mut passage, mut table_row) = (rows.prepare(PASSAGE)?, rows.prepare(ROW)?);
    let mut page: Vec<Hit> = Vec::new();
    // passages and where they are in the page, for those that other offices print as well
    let mut gathered: HashMap<String, (usize, HashSet<String>)> = HashMap::new();
    let gathers = plan.search.gathers();
    let passed_over = if gathers { 0 } else { plan.search.offset };
    for ranked in hits.best.iter().skip(passed_over) {
        let key = ranked.passage.cast_signed();
        let statement = if key < 0 { &mut table_row } else { &mut passage };
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let number: Option<u32> = row.get(6)?;
        let text: String = row.get(4)?;
        let text = if number.is_some() { tables::text_of(&text)? } else { text };
        let traced = Traced::of(&text);
        if !plan.words.match_folded(traced.folded()) {
            return Ok(None);
        }
        let agency: String = row.get(0)?;
        if gathers {
            let next = page.len();
            let (place, offices) =
                gathered.entry(traced.folded().to_owned()).or_insert((next, HashSet::new()));
            offices.insert(agency.clone());
            if *place < next {
                page[*place].same = offices.len() - 1;
                continue;
            }
        }
        let (snippet, marks) = snippet(&text, &traced.find(&terms));
        let title = row.get(7)?;
        page.push(Hit {
            agency,
            year: row.get(1)?,
            section: row.get(2)?,
            section_title: row.get(3)?,
            kind: kind_of(row.get_ref(5)?.as_str_or_null().map_err(rusqlite::Error::from)?),
            table: number.map(|number| InTable { number, title }),
            passages: match plan.search.by_report {
                true => Some(hits.of_report(ranked.report)),
                false => None,
            },
            text,
            snippet,
            marks,
            same: 0,
            score: ranked.score,
        });
    }
    if gathers {
        page = page.into_iter().skip(plan.search.offset).take(plan.search.limit).collect();
    }
    Ok(Some(Found {
        total_passages: hits.passages,
        total_reports: hits.reports.len(),
        facets: plan.search.facets.then(|| facets(plan, &hits, rows)).transpose()?,
        hits: page,
        instead: Vec::new(),
        notes: Vec::new(),
    }))
}

/// The matching passages counted by what they belong to.
fn facets(plan: &Plan<'_>, hits: &Hits, rows: &Connection) -> Result<Facets, Error> {
    let mut years: BTreeMap<u16, YearCount> = BTreeMap::new();
    let mut offices: HashMap<i64, usize> = HashMap::new();
    let mut statement =
        rows.prepare_cached("SELECT id, year, office FROM report WHERE newest IS NOT NULL")?;
    let mut reports = statement.query([])?;
    while let Some(row) = reports.next()? {
        let (report, year): (u64, u16) = (row.get(0)?, row.get(1)?);
        let searched = plan.narrowed.reports.as_ref().is_none_or(|only| only.contains(&report))
            && plan.narrowed.years.as_ref().is_none_or(|only| only.contains(&year));
        if !searched {
            continue;
        }
        let count = years.entry(year).or_insert_with(|| YearCount { year, passages: 0, reports: 0, of: 0 });
        count.of += 1;
        let found = hits.of_report(report);
        if found > 0 {
            count.reports += 1;
            count.passages += found;
            *offices.entry(row.get(2)?).or_default() += found;
        }
    }
    let mut agencies = Vec::with_capacity(offices.len());
    let mut statement = rows.prepare_cached("SELECT id, name FROM office")?;
    let mut names = statement.query([])?;
    while let Some(row) = names.next()? {
        if let Some(&passages) = offices.get(&row.get(0)?) {
            agencies.push(Count { name: row.get(1)?, passages });
        }
    }
    agencies.sort_unstable_by(|a, b| (b.passages, &a.name).cmp(&(a.passages, &b.name)));
    let kind = |number: &u64| Kind::ALL.into_iter().find(|kind| kind_number(Some(*kind)) == *number);
    Ok(Facets {
        years: years.into_values().collect(),
        agencies,
        sections: hits
            .sections
            .iter()
            .map(|(number, &passages)| Count { name: number.to_string(), passages })
            .collect(),
        kinds: hits
            .kinds
            .iter()
            .filter_map(|(number, &passages)| Some(Count { name: kind(number)?.name().to_owned(), passages }))
            .collect(),
    })
}

/// The word in traditional and in simplified characters.
fn variants(word: &str) -> Vec<String> {
    static CONVERTERS: LazyLock<Vec<OpenCC>> = LazyLock::new(|| {
        [BuiltinConfig::S2t, BuiltinConfig::T2s]
            .into_iter()
            .filter_map(|c| OpenCC::from_config(c).ok())
            .collect()
    });
    CONVERTERS.iter().map(|converter| converter.convert(word)).filter(|other| other != word).collect()
}

/// Characters of a snippet.
const SNIPPET: usize = 120;

/// Characters of it before the first hit.
const BEFORE: usize = 30;

/// The part of a text around the first hit, and where in it the hits are.
fn snippet(text: &str, hits: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let count = starts.len() - 1;
    let first = hits.first().map_or(0, |hit| starts.partition_point(|&at| at < hit.start));
    let from = if count <= SNIPPET { 0 } else { first.saturating_sub(BEFORE).min(count - SNIPPET) };
    let to = (from + SNIPPET).min(count);
    let (from, to) = (starts[from], starts[to]);
    let lead = if from > 0 { "…" } else { "" };
    let tail = if to < text.len() { "…" } else { "" };
    // a hit cut by the edge is not marked, unless it is the one shown
    let marks = hits
        .iter()
        .enumerate()
        .filter(|(n, hit)| *n == 0 || (from <= hit.start && hit.end <= to))
        .map(|(_, hit)| hit.start.clamp(from, to)..hit.end.clamp(from, to))
        .filter(|hit| !hit.is_empty())
        .map(|hit| hit.start - from + lead.len()..hit.end - from + lead.len())
        .collect();
    (format!("{lead}{}{tail}", &text[from..to]), marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_the_first_hit_and_marks_it() {
        let text = format!("{}公开申请{}", "前".repeat(200), "后".repeat(200));
        let hit = 600..612;
        let (snippet, marks) = snippet(&text, std::slice::from_ref(&hit));
        assert_eq!(marks.len(), 1);
        assert_eq!(&snippet[marks[0].clone()], "公开申请");
        assert!(snippet.starts_with('…') && snippet.ends_with('…'));
        assert_eq!(snippet.chars().count(), SNIPPET + 2);
    }
}
