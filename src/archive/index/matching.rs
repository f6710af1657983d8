//! Search words as a question to the index.
//!
//! What matches is decided by pairs of characters alone; jieba's words and headings only add to the score. They are found in
//! the index's own list of words, because building jieba's dictionary would take longer than the search.

use std::collections::{BTreeSet, HashSet};
use std::ops::Bound;

use tantivy::collector::DocSetCollector;
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, InvertedIndexReader, Term};

use crate::archive::index::syntax::{Clause, Query as Terms};
use crate::archive::index::{LONGEST_WORD, Snapshot};

/// How much words count beside pairs of characters; more makes the ranking worse (`cargo run --example relevance`).
const WEIGHT_OF_WORDS: f32 = 0.2;

/// How much the heading above a passage counts beside its text; `cargo run --example relevance` measures what a change
/// does.
const WEIGHT_OF_HEADINGS: f32 = 0.5;

/// The question that every passage answers which has all that is asked for.
pub(in crate::archive) fn question(words: &Terms, snapshot: &Snapshot) -> tantivy::Result<Box<dyn Query>> {
    let wanted = words.clauses().iter().filter(|clause| !clause.excluded);
    let mut parts: Vec<(Occur, Box<dyn Query>)> =
        wanted.map(|clause| (Occur::Must, any_of(clause, snapshot.fields.pairs))).collect();
    let mut add = |query: Box<dyn Query>, weight| {
        parts.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
    };
    for word in known_words(&words.terms(), snapshot)? {
        let query =
            TermQuery::new(Term::from_field_text(snapshot.fields.words, &word), IndexRecordOption::WithFreqs);
        add(Box::new(query), WEIGHT_OF_WORDS);
    }
    for term in words.terms() {
        // one character is in too many headings to say anything
        if term.chars().nth(1).is_some() {
            add(substring(term, snapshot.fields.headings), WEIGHT_OF_HEADINGS);
        }
    }
    Ok(Box::new(BooleanQuery::new(parts)))
}

/// What BM25 weighs words by: how many passages have them, against lengths that are usual for passages.
///
/// Tantivy's own mean lengths depend on how the parts of an index came together; with these the same passages are
/// ranked alike in every index of them.
pub(in crate::archive) struct Weighing<'a>(pub(in crate::archive) &'a Snapshot);

/// Characters, words and characters of the heading of a usual passage. Only their order of size matters: they are the
/// same for every index.
const USUAL: (u64, u64, u64) = (80, 45, 6);

impl Bm25StatisticsProvider for Weighing<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let fields = self.0.fields;
        let length = match field {
            field if field == fields.words => USUAL.1,
            field if field == fields.headings => USUAL.2,
            _ => USUAL.0,
        };
        Ok(length * self.total_num_docs()?)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.0.searcher.doc_freq(term)
    }
}

/// The passages that have something excluded.
///
/// Asked apart: the index's own exclusion moves phrases backwards, which they do not bear.
pub(in crate::archive) fn excluded(
    words: &Terms,
    snapshot: &Snapshot,
) -> tantivy::Result<HashSet<DocAddress>> {
    let mut all = HashSet::new();
    for clause in words.clauses().iter().filter(|clause| clause.excluded) {
        for term in &clause.any_of {
            all.extend(snapshot.searcher.search(&substring(term, snapshot.fields.pairs), &DocSetCollector)?);
        }
    }
    Ok(all)
}

fn any_of(clause: &Clause, field: Field) -> Box<dyn Query> {
    let mut terms = clause.any_of.iter().map(|term| substring(term, field)).collect::<Vec<_>>();
    if terms.len() == 1 { terms.remove(0) } else { Box::new(BooleanQuery::union(terms)) }
}

/// Passages whose text contains the folded term, of which the field keeps the pairs.
fn substring(term: &str, field: Field) -> Box<dyn Query> {
    let starts: Vec<usize> = term.char_indices().map(|(at, _)| at).chain([term.len()]).collect();
    let characters = starts.len() - 1;
    let pair = |n: usize| Term::from_field_text(field, &term[starts[n]..starts[n + 2]]);
    match characters {
        0 => Box::new(EmptyQuery),
        1 => Box::new(beginning_with(term, field)),
        2 => Box::new(TermQuery::new(pair(0), IndexRecordOption::WithFreqs)),
        // every second pair and the last cover all characters
        _ => {
            let offsets: BTreeSet<usize> = (0..characters - 1).step_by(2).chain([characters - 2]).collect();
            Box::new(PhraseQuery::new_with_offset(offsets.into_iter().map(|n| (n, pair(n))).collect()))
        }
    }
}

/// Passages with a pair that begins with the character; every character of a passage begins one.
fn beginning_with(character: &str, field: Field) -> RangeQuery {
    let mut after = character.as_bytes().to_vec();
    // the last byte of UTF-8 is never 0xFF
    if let Some(last) = after.last_mut() {
        *last += 1;
    }
    let from = Term::from_field_text(field, character);
    let mut to = Term::from_field_text(field, "");
    to.append_bytes(&after);
    RangeQuery::new(Bound::Included(from), Bound::Excluded(to))
}

/// The words of the terms: from each character on the longest that the index knows.
fn known_words(terms: &[&str], snapshot: &Snapshot) -> tantivy::Result<BTreeSet<String>> {
    let segments = snapshot.searcher.segment_readers();
    let indexes = segments
        .iter()
        .map(|s| s.inverted_index(snapshot.fields.words))
        .collect::<tantivy::Result<Vec<_>>>()?;
    let known = |word: &str| -> tantivy::Result<bool> {
        let term = Term::from_field_text(snapshot.fields.words, word);
        let has = |index: &std::sync::Arc<InvertedIndexReader>| Ok(index.get_term_info(&term)?.is_some());
        indexes.iter().map(has).try_fold(false, |found, has: tantivy::Result<bool>| Ok(found || has?))
    };
    let mut words = BTreeSet::new();
    for term in terms {
        let mut rest = *term;
        while let Some(first) = rest.chars().next() {
            let ends: Vec<usize> =
                rest.char_indices().take(LONGEST_WORD).map(|(at, c)| at + c.len_utf8()).collect();
            let mut step = first.len_utf8();
            for end in ends.into_iter().rev() {
                if known(&rest[..end])? {
                    words.insert(rest[..end].to_owned());
                    step = end;
                    break;
                }
            }
            rest = &rest[step..];
        }
    }
    Ok(words)
}
