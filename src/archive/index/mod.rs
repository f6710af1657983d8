//! The search index: which passages contain which characters one after the other.
//!
//! In: passages. Out: keys of passages. The index holds no text; rows do. It keeps every two neighbouring
//! characters with their position, so that a phrase of them is exactly a substring of the folded passage, and
//! jieba's words and the headings of passages for ranking alone. Everything in it can be made again from the rows.
//!
//! Each commit bears a token. The rows name the token they know; an index with another one is not used.

pub(super) mod hits;
pub(super) mod matching;
pub(super) mod syntax;
mod tokens;
pub(super) mod trace;
pub(super) mod writer;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{ReloadPolicy, Searcher, SegmentReader};

use crate::archive::db::settings;
use crate::archive::error::Error;
use crate::archive::error::caught::guarded;
use crate::archive::index::hits::Facts;
use crate::report::problems::Kind;

/// Changes whenever an index made before would answer differently: fields, folding, tokens, jieba's dictionary.
const SETTINGS: &str = "3 bigrams headings words kinds jieba-0.11";

/// The setting that tells one dictionary of taught words from another; none as long as nothing was taught.
pub(super) const DICTIONARY: &str = "dictionary";

/// Characters of the longest word that can be taught, and that is looked for in a query.
pub(super) const LONGEST_WORD: usize = 12;

/// The setting that holds the [`fingerprint`] as it was when the index was made.
const FINGERPRINT_SETTING: &str = "index_fingerprint";

/// The setting that holds the token of the last commit whose reports left `index_todo`.
const COMMITTED: &str = "index_commit";

/// The setting that holds the token of the commit that was last begun.
const BEGUN: &str = "index_begun";

/// The fields of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Pairs of neighbouring characters, with positions.
    pairs: Field,
    /// The same of the heading of a passage, for ranking.
    headings: Field,
    /// Words, for ranking.
    words: Field,
    /// Key of the passage; of the row of a table, its negative.
    passage: Field,
    /// Key of the report.
    report: Field,
    /// Year reported on.
    year: Field,
    /// Number of the section.
    section: Field,
    /// What the passage is, by its place among the kinds, from 1; 0 for none.
    kind: Field,
}

impl Fields {
    const PASSAGE: &str = "passage";
    const REPORT: &str = "report";
    const YEAR: &str = "year";
    const SECTION: &str = "section";
    const KIND: &str = "kind";

    /// The field of words.
    pub(super) fn words(self) -> Field {
        self.words
    }

    fn schema() -> (Schema, Self) {
        let text = |tokenizer: &str, record| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut schema = Schema::builder();
        let fields = Self {
            pairs: schema
                .add_text_field("pairs", text(tokens::PAIRS, IndexRecordOption::WithFreqsAndPositions)),
            headings: schema
                .add_text_field("headings", text(tokens::PAIRS, IndexRecordOption::WithFreqsAndPositions)),
            words: schema.add_text_field("words", text(tokens::WORDS, IndexRecordOption::WithFreqs)),
            passage: schema.add_u64_field(Self::PASSAGE, FAST),
            report: schema.add_u64_field(Self::REPORT, FAST | INDEXED),
            year: schema.add_u64_field(Self::YEAR, FAST),
            section: schema.add_u64_field(Self::SECTION, FAST),
            kind: schema.add_u64_field(Self::KIND, FAST),
        };
        (schema.build(), fields)
    }
}

/// A kind as the index keeps it.
pub(super) fn kind_number(kind: Option<Kind>) -> u64 {
    let place = kind.and_then(|kind| Kind::ALL.iter().position(|known| *known == kind));
    place.map_or(0, |place| place as u64 + 1)
}

/// What an index must have been made with to be used: [`SETTINGS`], and the words of this archive's dictionary.
fn fingerprint(conn: &Connection) -> Result<String, Error> {
    Ok(match settings::setting(conn, DICTIONARY)? {
        Some(digest) => format!("{SETTINGS} {digest}"),
        None => SETTINGS.to_owned(),
    })
}

/// Where the index of an archive lies.
fn folder(archive: &Path) -> PathBuf {
    archive.join("index")
}

/// The index as it was last opened, to be used again as long as nobody wrote: opening it takes longer than most
/// questions.
#[derive(Default)]
pub(super) struct Opened(RefCell<Option<Arc<Snapshot>>>);

impl Opened {
    /// The index as it is now; `None` where it is missing or cannot be used.
    pub(super) fn current(&self, archive: &Path) -> Option<Arc<Snapshot>> {
        let mut opened = self.0.borrow_mut();
        if opened.as_ref().is_none_or(|open| !open.is_current()) {
            *opened = Snapshot::open(archive).map(Arc::new);
        }
        opened.clone()
    }
}

/// The index at one commit.
pub(super) struct Snapshot {
    /// What answers.
    pub(super) searcher: Searcher,
    /// Its fields.
    pub(super) fields: Fields,
    token: String,
}

impl Snapshot {
    /// Opens the index as it is now; `None` where it is missing or cannot be used.
    pub(super) fn open(archive: &Path) -> Option<Self> {
        guarded(|| Ok::<_, tantivy::TantivyError>(Self::open_trusting(archive))).ok().flatten()
    }

    fn open_trusting(archive: &Path) -> Option<Self> {
        let (schema, fields) = Fields::schema();
        let mut index = tantivy::Index::open_in_dir(folder(archive)).ok()?;
        if index.schema() != schema {
            return None;
        }
        let metas = index.load_metas().ok()?;
        let token = metas.payload?;
        // every part of the index can be searched at the same time as the others
        let parts = metas.segments.len().min(std::thread::available_parallelism().map_or(1, usize::from));
        if parts > 1 {
            index.set_multithread_executor(parts).ok()?;
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).num_warming_threads(1);
        let reader: tantivy::IndexReader = reader.try_into().ok()?;
        Some(Self { searcher: reader.searcher(), fields, token })
    }

    /// Whether nothing was committed since it was opened.
    fn is_current(&self) -> bool {
        let metas = guarded(|| self.searcher.index().load_metas());
        metas.is_ok_and(|metas| metas.payload.as_ref() == Some(&self.token))
    }

    /// What is known of each passage of a segment beside its words.
    pub(super) fn facts(&self, segment: &SegmentReader) -> tantivy::Result<Vec<Option<Facts>>> {
        let column = |name| segment.fast_fields().u64(name);
        let (report, year) = (column(Fields::REPORT)?, column(Fields::YEAR)?);
        let (section, kind) = (column(Fields::SECTION)?, column(Fields::KIND)?);
        let of = |doc| {
            Some(Facts {
                report: report.first(doc)?,
                year: year.first(doc)?,
                section: section.first(doc)?,
                kind: kind.first(doc)?,
            })
        };
        Ok((0..segment.max_doc()).map(of).collect())
    }

    /// Names of files whose bytes are not those that were written.
    pub(super) fn damaged_files(&self) -> tantivy::Result<Vec<String>> {
        let damaged = guarded(|| self.searcher.index().validate_checksum())?;
        let mut names: Vec<String> = damaged.into_iter().map(|path| path.display().to_string()).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Keys of all passages with that of their report.
    pub(super) fn passages(&self) -> tantivy::Result<Vec<(u64, u64)>> {
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let passage = segment.fast_fields().u64(Fields::PASSAGE)?;
            let report = segment.fast_fields().u64(Fields::REPORT)?;
            let alive = (0..segment.max_doc()).filter(|doc| !segment.is_deleted(*doc));
            found.extend(alive.filter_map(|doc| passage.first(doc).zip(report.first(doc))));
        }
        Ok(found)
    }

    /// Whether the index holds everything that the rows say it holds.
    ///
    /// To be asked within the transaction that reads the rows, begun after the index was opened: then what
    /// was changed since is in `index_todo`.
    pub(super) fn fits(&self, conn: &Connection) -> Result<bool, Error> {
        let is = |key, value: &str| Ok::<_, Error>(settings::setting(conn, key)?.as_deref() == Some(value));
        let token = &self.token;
        Ok(is(FINGERPRINT_SETTING, &fingerprint(conn)?)? && (is(COMMITTED, token)? || is(BEGUN, token)?))
    }
}
