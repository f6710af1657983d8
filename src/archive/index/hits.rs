//! Passages out of the index: all counted, the best kept.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::archive::index::Fields;
use crate::archive::query::Years;

/// Which passages count.
#[derive(Debug, Clone, Default)]
pub(in crate::archive) struct Narrowed {
    /// Only these reports.
    pub(in crate::archive) reports: Option<Arc<HashSet<u64>>>,
    /// Not these reports.
    pub(in crate::archive) without: Arc<HashSet<u64>>,
    /// Only these sections; all if empty.
    pub(in crate::archive) sections: Vec<u8>,
    /// Only these kinds, as the index keeps them; all if empty.
    pub(in crate::archive) kinds: Vec<u64>,
    /// Only these years.
    pub(in crate::archive) years: Option<Years>,
}

/// What the index and the rows tell of a passage beside its words.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct Facts {
    /// Key of the report.
    pub(in crate::archive) report: u64,
    /// Its year.
    pub(in crate::archive) year: u64,
    /// Number of the section.
    pub(in crate::archive) section: u64,
    /// The kind, as the index keeps it.
    pub(in crate::archive) kind: u64,
}

impl Narrowed {
    /// Whether a passage counts.
    pub(in crate::archive) fn lets(&self, facts: Facts) -> bool {
        !self.without.contains(&facts.report) && self.wants(facts)
    }

    /// Whether a passage counts, were none of `without`.
    pub(in crate::archive) fn wants(&self, Facts { report, year, section, kind }: Facts) -> bool {
        self.reports.as_ref().is_none_or(|reports| reports.contains(&report))
            && (self.sections.is_empty() || self.sections.iter().any(|&number| u64::from(number) == section))
            && (self.kinds.is_empty() || self.kinds.contains(&kind))
            && self
                .years
                .as_ref()
                .is_none_or(|years| (*years.start() as u64..=*years.end() as u64).contains(&year))
    }
}

/// A passage that matches.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct Ranked {
    /// How well.
    pub(in crate::archive) score: f32,
    /// Its year.
    pub(in crate::archive) year: u64,
    /// Its key.
    pub(in crate::archive) passage: u64,
}

impl Ranked {
    /// Best first; of equals the most recent year, then the order of adding.
    fn order(&self, other: &Self) -> Ordering {
        let key = |hit: &Self| (Reverse(hit.year), hit.passage);
        other.score.total_cmp(&self.score).then_with(|| key(self).cmp(&key(other)))
    }
}

/// The passages of one report that match.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct OfReport {
    /// How many.
    pub(in crate::archive) passages: usize,
    /// The best.
    pub(in crate::archive) best: Ranked,
}

/// Everything that matches: numbers, and the best.
#[derive(Debug, Default)]
pub(in crate::archive) struct Hits {
    /// The best, best first.
    pub(in crate::archive) best: Vec<Ranked>,
    /// Matching passages.
    pub(in crate::archive) passages: usize,
    /// Matching passages by section.
    pub(in crate::archive) sections: BTreeMap<u64, usize>,
    /// Matching passages by kind, as the index keeps it.
    pub(in crate::archive) kinds: BTreeMap<u64, usize>,
    /// Reports with matching passages.
    pub(in crate::archive) reports: HashMap<u64, OfReport>,
}

impl Hits {
    /// Counts a passage; keeps it if it is among the best `keep`.
    pub(in crate::archive) fn add(&mut self, hit: Ranked, facts: Facts, keep: usize) {
        self.passages += 1;
        *self.sections.entry(facts.section).or_default() += 1;
        *self.kinds.entry(facts.kind).or_default() += 1;
        self.count(facts.report, OfReport { passages: 1, best: hit });
        self.best.push(hit);
        // sorting now and then is cheaper than keeping order
        if self.best.len() >= 2 * keep + 64 {
            self.shrink(keep);
        }
    }

    fn count(&mut self, report: u64, more: OfReport) {
        self.reports
            .entry(report)
            .and_modify(|known| {
                known.passages += more.passages;
                if more.best.order(&known.best) == Ordering::Less {
                    known.best = more.best;
                }
            })
            .or_insert(more);
    }

    /// Adds what another part found.
    pub(in crate::archive) fn join(&mut self, other: Self) {
        self.passages += other.passages;
        other.sections.into_iter().for_each(|(key, n)| *self.sections.entry(key).or_default() += n);
        other.kinds.into_iter().for_each(|(key, n)| *self.kinds.entry(key).or_default() += n);
        other.reports.into_iter().for_each(|(report, more)| self.count(report, more));
        self.best.extend(other.best);
    }

    /// Puts the best first and forgets the rest.
    pub(in crate::archive) fn shrink(&mut self, keep: usize) {
        if keep < self.best.len() {
            self.best.select_nth_unstable_by(keep, Ranked::order);
            self.best.truncate(keep);
        }
        self.best.sort_unstable_by(Ranked::order);
    }

    /// Puts the best passage of each report in the place of all.
    pub(in crate::archive) fn by_report(&mut self) {
        self.best = self.reports.values().map(|of| of.best).collect();
    }
}

/// Collects [`Hits`] of passages that count.
#[derive(Debug)]
pub(in crate::archive) struct HitCollector {
    /// Which passages count.
    pub(in crate::archive) narrowed: Narrowed,
    /// Passages that do not count, by their place in the index.
    pub(in crate::archive) excluded: HashSet<DocAddress>,
    /// How many to keep.
    pub(in crate::archive) keep: usize,
}

/// Collects from one segment.
pub(in crate::archive) struct SegmentHits {
    narrowed: Narrowed,
    excluded: HashSet<DocId>,
    keep: usize,
    passage: Column<u64>,
    report: Column<u64>,
    year: Column<u64>,
    section: Column<u64>,
    kind: Column<u64>,
    hits: Hits,
}

impl Collector for HitCollector {
    type Fruit = Hits;
    type Child = SegmentHits;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentHits> {
        let column = |name| segment.fast_fields().u64(name);
        Ok(SegmentHits {
            narrowed: self.narrowed.clone(),
            excluded: self
                .excluded
                .iter()
                .filter(|address| address.segment_ord == ordinal)
                .map(|address| address.doc_id)
                .collect(),
            keep: self.keep,
            passage: column(Fields::PASSAGE)?,
            report: column(Fields::REPORT)?,
            year: column(Fields::YEAR)?,
            section: column(Fields::SECTION)?,
            kind: column(Fields::KIND)?,
            hits: Hits::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Hits>) -> tantivy::Result<Hits> {
        let mut all = Hits::default();
        fruits.into_iter().for_each(|hits| all.join(hits));
        Ok(all)
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = Hits;

    fn collect(&mut self, doc: DocId, score: Score) {
        let of = |column: &Column<u64>| column.first(doc);
        let facts = || {
            Some(Facts {
                report: of(&self.report)?,
                year: of(&self.year)?,
                section: of(&self.section)?,
                kind: of(&self.kind)?,
            })
        };
        let Some((facts, passage)) = facts().zip(of(&self.passage)) else { return };
        if self.narrowed.lets(facts) && !self.excluded.contains(&doc) {
            self.hits.add(Ranked { score, year: facts.year, passage }, facts, self.keep);
        }
    }

    fn harvest(self) -> Hits {
        self.hits
    }
}
