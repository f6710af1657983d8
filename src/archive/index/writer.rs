//! Keeping the index in step with the rows.
//!
//! A report whose passages changed is listed in `index_todo` from the same transaction on. It leaves the list after
//! the index is on disk. Whatever happens between, the list says what to do, and doing it twice does no harm.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use tantivy::{IndexSettings, TantivyDocument, Term};

use crate::archive::db::decided::words;
use crate::archive::db::reading::prose::{self, Passage};
use crate::archive::db::reading::tables;
use crate::archive::db::settings;
use crate::archive::error::Error;
use crate::archive::error::caught::guarded;
use crate::archive::files::clock;
use crate::archive::files::lock::Waiting;
use crate::archive::files::originals::make_folder;
use crate::archive::index::{
    BEGUN, COMMITTED, FINGERPRINT_SETTING, Fields, Snapshot, fingerprint, folder, kind_number, tokens,
};
use crate::chinese::fold::fold;

/// Memory in which passages wait before they are written as a segment: more means fewer segments. Tantivy asks for at
/// least 15 MB.
const MEMORY: usize = 64 << 20;

/// Passages of an index that is small enough to be merged after every commit; larger ones are left to Tantivy.
const SMALL: u32 = 20_000;

/// Attempts to merge the segments of an index while Tantivy may be merging them by itself.
const ATTEMPTS: usize = 5;

/// The one writer of the index. It is opened when something must be written.
pub(in crate::archive) struct IndexWriter {
    archive: PathBuf,
    open: Option<Open>,
}

struct Open {
    writer: tantivy::IndexWriter,
    fields: Fields,
}

impl IndexWriter {
    /// The writer of an archive's index.
    pub(in crate::archive) fn of(archive: &Path) -> Self {
        Self { archive: archive.to_owned(), open: None }
    }

    /// Brings the index to what the rows say; makes it anew where it does not fit them.
    pub(in crate::archive) fn mend(
        &mut self,
        conn: &Connection,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<(), Error> {
        let fits = match Snapshot::open(&self.archive) {
            Some(snapshot) => snapshot.fits(conn)?,
            None => false,
        };
        if !fits {
            return self.remake(conn, waiting);
        }
        match guarded(|| self.catch_up(conn)) {
            // it opened and yet is damaged
            Err(Error::Index(_) | Error::Io { .. }) => self.remake(conn, waiting),
            other => other,
        }
    }

    /// Makes the index anew, whatever it is like.
    pub(in crate::archive) fn remake(
        &mut self,
        conn: &Connection,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<(), Error> {
        self.start_anew(conn)?;
        guarded(|| self.carry_out(conn, waiting))
    }

    /// An empty index, and every report on the list of what to do.
    fn start_anew(&mut self, conn: &Connection) -> Result<(), Error> {
        self.open = None;
        let folder = folder(&self.archive);
        let failed = |source| Error::Io { path: folder.clone(), source };
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        } else if folder.exists() {
            fs::remove_file(&folder).map_err(failed)?;
        }
        let tx = conn.unchecked_transaction()?;
        settings::must_index_all(&tx)?;
        settings::set(&tx, FINGERPRINT_SETTING, &fingerprint(&tx)?)?;
        tx.commit()?;
        make_folder(&folder).map_err(failed)?;
        let (schema, _) = Fields::schema();
        tantivy::Index::builder().schema(schema).settings(IndexSettings::default()).create_in_dir(&folder)?;
        let token = self.commit_index(conn)?;
        Ok(settings::set(conn, COMMITTED, &token)?)
    }

    /// Writes what the list says.
    pub(in crate::archive) fn catch_up(&mut self, conn: &Connection) -> Result<(), Error> {
        self.carry_out(conn, &mut |_| {})
    }

    fn carry_out(&mut self, conn: &Connection, waiting: &mut dyn FnMut(Waiting)) -> Result<(), Error> {
        let todo = settings::to_index(conn)?;
        if todo.is_empty() {
            return Ok(());
        }
        let of = todo.len();
        for (done, report) in todo.into_iter().enumerate() {
            waiting(Waiting::Index { done, of });
            self.forget(conn, report)?;
            let year: Option<u16> = conn
                .prepare_cached("SELECT year FROM report WHERE id = ?1 AND newest IS NOT NULL")?
                .query_row([report], |row| row.get(0))
                .optional()?;
            if let Some(year) = year {
                let mut passages = prose::of_report(conn, report)?;
                passages.extend(tables::of_report(conn, report)?);
                self.add(conn, report, year, &passages)?;
            }
        }
        self.commit(conn)
    }

    /// Takes out the passages of a report.
    pub(in crate::archive) fn forget(&mut self, conn: &Connection, report: i64) -> Result<(), Error> {
        let Open { writer, fields } = self.open(conn)?;
        writer.delete_term(Term::from_field_u64(fields.report, report.cast_unsigned()));
        Ok(())
    }

    /// Puts in the passages of a report that has none in the index.
    pub(in crate::archive) fn add(
        &mut self,
        conn: &Connection,
        report: i64,
        year: u16,
        passages: &[Passage],
    ) -> Result<(), Error> {
        let Open { writer, fields } = self.open(conn)?;
        let mut above = Above::default();
        for passage in passages {
            let folded = fold(&passage.text);
            let mut document = TantivyDocument::new();
            document.add_text(fields.words, &folded);
            if let Some(heading) = above.of(passage.section, &folded) {
                document.add_text(fields.headings, heading);
            }
            document.add_text(fields.pairs, folded);
            document.add_u64(fields.passage, passage.id.cast_unsigned());
            document.add_u64(fields.report, report.cast_unsigned());
            document.add_u64(fields.year, year.into());
            document.add_u64(fields.section, passage.section.into());
            document.add_u64(fields.kind, kind_number(passage.kind));
            writer.add_document(document)?;
        }
        Ok(())
    }

    /// Puts on disk what was added and taken out since the last commit.
    pub(in crate::archive) fn commit_changes(&mut self, conn: &Connection) -> Result<(), Error> {
        if self.open.is_some() { self.commit(conn) } else { self.catch_up(conn) }
    }

    /// Puts everything on disk, then takes it off the list.
    ///
    /// To be called when everything on the list was carried out.
    pub(in crate::archive) fn commit(&mut self, conn: &Connection) -> Result<(), Error> {
        let token = self.commit_index(conn)?;
        let tx = conn.unchecked_transaction()?;
        settings::set(&tx, COMMITTED, &token)?;
        settings::all_indexed(&tx)?;
        tx.commit()?;
        Ok(())
    }

    /// Puts the index on disk under a new token, which the rows know beforehand.
    fn commit_index(&mut self, conn: &Connection) -> Result<String, Error> {
        let token = clock::token();
        settings::set(conn, BEGUN, &token)?;
        let mut prepared = self.open(conn)?.writer.prepare_commit()?;
        prepared.set_payload(&token);
        prepared.commit()?;
        self.tidy(conn)?;
        Ok(token)
    }

    /// Takes what was forgotten out of the files of a small index. As long as it is there it counts when words are
    /// weighed, so that the same reports would be ranked otherwise in an index made anew.
    ///
    /// Tantivy may be merging the same parts by itself; whoever is second fails, and there is another try. The
    /// commit is valid whatever comes of it.
    fn tidy(&mut self, conn: &Connection) -> Result<(), Error> {
        let Open { writer, .. } = self.open(conn)?;
        for _ in 0..ATTEMPTS {
            let parts = writer.index().searchable_segment_metas()?;
            let forgotten = parts.iter().any(|part| part.num_deleted_docs() > 0);
            if !forgotten || parts.iter().map(|part| part.max_doc()).sum::<u32>() > SMALL {
                break;
            }
            let parts: Vec<_> = parts.iter().map(tantivy::SegmentMeta::id).collect();
            if writer.merge(&parts).wait().is_ok() {
                break;
            }
        }
        Ok(())
    }

    fn open(&mut self, conn: &Connection) -> Result<&mut Open, Error> {
        if self.open.is_none() {
            let mut index = tantivy::Index::open_in_dir(folder(&self.archive))?;
            index.set_tokenizers(tokens::tokenizers(&words::all(conn)?));
            let (_, fields) = Fields::schema();
            self.open = Some(Open { writer: index.writer_with_num_threads(1, MEMORY)?, fields });
        }
        Ok(self.open.as_mut().expect("it was just opened"))
    }
}

/// The heading above passages, in the order of a report.
#[derive(Default)]
struct Above {
    section: u8,
    heading: Option<String>,
}

impl Above {
    /// The heading of the next passage: its own, or the last one above it in its section. A line that is nothing
    /// but a heading has none; what it announces comes after it.
    fn of(&mut self, section: u8, folded: &str) -> Option<&str> {
        if section != self.section {
            *self = Self { section, heading: None };
        }
        if let Some(heading) = tokens::heading(folded) {
            self.heading = Some(heading.to_owned());
            if folded.ends_with(heading) {
                return None;
            }
        }
        self.heading.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_under_the_last_heading_of_their_section() {
        let mut above = Above::default();
        let mut of = |section, text| above.of(section, text).map(str::to_owned);
        assert_eq!(of(1, "全年公开信息3条。"), None);
        assert_eq!(of(1, "(一)依申请公开"), None);
        assert_eq!(of(1, "全年收到申请3件。"), Some("依申请公开".to_owned()));
        assert_eq!(of(1, "(二)监督保障。举办培训3次。"), Some("监督保障".to_owned()));
        assert_eq!(of(1, "没有责任追究情形。"), Some("监督保障".to_owned()));
        assert_eq!(of(5, "一是人员不足。"), None);
    }
}
