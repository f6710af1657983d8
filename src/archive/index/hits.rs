//! Passages out of the index: all counted, the best kept.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::archive::index::Fields;

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
    pub(in crate::archive) years: Option<RangeInclusive<u16>>,
}

/// What the index and the rows say of a passage beside its words.
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

    /// Whether every passage counts.
    fn lets_all(&self) -> bool {
        self.reports.is_none()
            && self.without.is_empty()
            && self.sections.is_empty()
            && self.kinds.is_empty()
            && self.years.is_none()
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
    /// Key of its report.
    pub(in crate::archive) report: u64,
}

impl Ranked {
    /// Best first; of equals the most recent year, then the order of adding.
    fn order(&self, other: &Self) -> Ordering {
        let key = |hit: &Self| (Reverse(hit.year), hit.passage);
        other.score.total_cmp(&self.score).then_with(|| key(self).cmp(&key(other)))
    }
}

/// Steps into which one unit of a score is divided: hits within a step are equal, and the more recent year comes
/// first. The last digits of a score depend on the order in which an index adds up its parts.
const SCORE_STEPS: f32 = 1000.0;

/// What of all that matches is asked for.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct Wish {
    /// So many of the best.
    pub(in crate::archive) keep: usize,
    /// One hit a report.
    pub(in crate::archive) by_report: bool,
    /// The most recent year first, whatever the rank.
    pub(in crate::archive) newest_first: bool,
    /// Count by section and kind.
    pub(in crate::archive) facets: bool,
}

impl Wish {
    fn order(self, a: &Ranked, b: &Ranked) -> Ordering {
        match self.newest_first {
            true => b.year.cmp(&a.year).then_with(|| a.order(b)),
            false => a.order(b),
        }
    }
}

/// Everything that matches: numbers, and the best.
#[derive(Debug)]
pub(in crate::archive) struct Hits {
    wish: Wish,
    /// The best; in the order of ranks once [`Hits::settle`] was called.
    pub(in crate::archive) best: Vec<Ranked>,
    /// A hit below this score is not among the best.
    floor: f32,
    /// Matching passages.
    pub(in crate::archive) passages: usize,
    /// Matching passages by section.
    pub(in crate::archive) sections: BTreeMap<u64, usize>,
    /// Matching passages by kind, as the index keeps it.
    pub(in crate::archive) kinds: BTreeMap<u64, usize>,
    /// Reports and how many passages of them match; each once, ascending, once [`Hits::settle`] was called.
    pub(in crate::archive) reports: Vec<(u64, usize)>,
}

impl Hits {
    /// Nothing so far.
    pub(in crate::archive) fn new(wish: Wish) -> Self {
        Self {
            wish,
            best: Vec::new(),
            floor: f32::NEG_INFINITY,
            passages: 0,
            sections: BTreeMap::new(),
            kinds: BTreeMap::new(),
            reports: Vec::new(),
        }
    }

    /// Counts a passage by what it belongs to.
    pub(in crate::archive) fn count_facets(&mut self, section: u64, kind: u64) {
        *self.sections.entry(section).or_default() += 1;
        *self.kinds.entry(kind).or_default() += 1;
    }

    /// Counts a passage; keeps it if it is among the best. `more` gives its year and key.
    ///
    /// Passages of a report mostly come one after the other, and most of a long answer are not among the best:
    /// this is called for millions, so nothing is looked up that is not needed.
    pub(in crate::archive) fn add(
        &mut self,
        report: u64,
        score: f32,
        more: impl FnOnce() -> Option<(u64, u64)>,
    ) {
        self.passages += 1;
        match self.reports.last_mut() {
            Some((last, passages)) if *last == report => *passages += 1,
            _ => self.reports.push((report, 1)),
        }
        if score < self.floor {
            return;
        }
        let Some((year, passage)) = more() else { return };
        let hit = Ranked { score, year, passage, report };
        if self.wish.by_report {
            match self.best.last_mut() {
                Some(last) if last.report == report => {
                    if self.wish.order(&hit, last) == Ordering::Less {
                        *last = hit;
                    }
                }
                _ => self.best.push(hit),
            }
            return;
        }
        self.best.push(hit);
        // sorting now and then is cheaper than keeping order
        if self.best.len() >= 2 * self.wish.keep + 64 {
            self.shrink();
        }
    }

    /// Adds what another part found.
    pub(in crate::archive) fn join(&mut self, other: Self) {
        self.passages += other.passages;
        other.sections.into_iter().for_each(|(key, n)| *self.sections.entry(key).or_default() += n);
        other.kinds.into_iter().for_each(|(key, n)| *self.kinds.entry(key).or_default() += n);
        self.reports.extend(other.reports);
        self.best.extend(other.best);
    }

    /// Forgets all but the best.
    fn shrink(&mut self) {
        let keep = self.wish.keep;
        if keep < self.best.len() {
            let wish = self.wish;
            self.best.select_nth_unstable_by(keep, |a, b| wish.order(a, b));
            // the next best: a hit that is worse than it is worse than all that are kept
            if !wish.newest_first {
                self.floor = self.best[keep].score;
            }
            self.best.truncate(keep);
        }
    }

    /// Puts the best in order, and every report in one place.
    pub(in crate::archive) fn settle(&mut self) {
        // stable sorting is quick where whole runs are in order already, as they are within a segment
        self.reports.sort_by_key(|(report, _)| *report);
        self.reports.dedup_by(|(report, passages), (kept, sum)| {
            let same = report == kept;
            if same {
                *sum += *passages;
            }
            same
        });
        let wish = self.wish;
        if wish.by_report {
            self.best.sort_by(|a, b| a.report.cmp(&b.report).then_with(|| wish.order(a, b)));
            self.best.dedup_by_key(|hit| hit.report);
        }
        self.shrink();
        self.best.sort_unstable_by(|a, b| wish.order(a, b));
    }

    /// How many passages of a report match; to be asked after [`Hits::settle`].
    pub(in crate::archive) fn of_report(&self, report: u64) -> usize {
        let place = self.reports.binary_search_by_key(&report, |(report, _)| *report);
        place.map_or(0, |place| self.reports[place].1)
    }
}

/// Collects [`Hits`] of passages that count.
#[derive(Debug)]
pub(in crate::archive) struct HitCollector {
    /// Which passages count.
    pub(in crate::archive) narrowed: Narrowed,
    /// Passages that do not count, by their place in the index.
    pub(in crate::archive) excluded: HashSet<DocAddress>,
    /// What is asked for.
    pub(in crate::archive) wish: Wish,
}

/// Collects from one segment.
pub(in crate::archive) struct SegmentHits {
    /// None where every passage counts.
    narrowed: Option<Narrowed>,
    excluded: HashSet<DocId>,
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
            narrowed: (!self.narrowed.lets_all()).then(|| self.narrowed.clone()),
            excluded: self
                .excluded
                .iter()
                .filter(|address| address.segment_ord == ordinal)
                .map(|address| address.doc_id)
                .collect(),
            passage: column(Fields::PASSAGE)?,
            report: column(Fields::REPORT)?,
            year: column(Fields::YEAR)?,
            section: column(Fields::SECTION)?,
            kind: column(Fields::KIND)?,
            hits: Hits::new(self.wish),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Hits>) -> tantivy::Result<Hits> {
        let mut all = Hits::new(self.wish);
        fruits.into_iter().for_each(|hits| all.join(hits));
        Ok(all)
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = Hits;

    fn collect(&mut self, doc: DocId, score: Score) {
        let of = |column: &Column<u64>| column.first(doc);
        let Some(report) = of(&self.report) else { return };
        if !self.excluded.is_empty() && self.excluded.contains(&doc) {
            return;
        }
        if self.narrowed.is_some() || self.hits.wish.facets {
            let Some(((year, section), kind)) = of(&self.year).zip(of(&self.section)).zip(of(&self.kind))
            else {
                return;
            };
            let facts = Facts { report, year, section, kind };
            if self.narrowed.as_ref().is_some_and(|narrowed| !narrowed.lets(facts)) {
                return;
            }
            self.hits.count_facets(section, kind);
        }
        // the last digits depend on the order in which an index happens to add up the parts of a score
        let score = (score * SCORE_STEPS).round();
        self.hits.add(report, score, || of(&self.year).zip(of(&self.passage)));
    }

    fn harvest(self) -> Hits {
        self.hits
    }
}
