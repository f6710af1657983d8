//! Giving back space that nothing uses, and making the index anew.

use std::fs;
use std::path::Path;

use crate::archive::change::Writer;
use crate::archive::db::reading::reports;
use crate::archive::error::Error;
use crate::archive::files::lock::Waiting;
use crate::archive::{db, files};

impl Writer {
    /// Makes the index anew from the rows, whatever it is like.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn repair_index(&mut self, waiting: &mut dyn FnMut(Waiting)) -> Result<(), Error> {
        self.index.remake(&self.archive.conn, waiting)
    }

    /// Gives back the space that nothing uses: files that no revision was read from go, the database is written
    /// anew, the index is made anew. The result is the bytes before and after.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn compact(&mut self, waiting: &mut dyn FnMut(Waiting)) -> Result<(u64, u64), Error> {
        let before = self.derived_bytes();
        let named = reports::originals(&self.archive.conn)?.into_iter().map(|(name, _)| name).collect();
        let originals = self.archive.dir.join("originals");
        self.originals.forget_all_but(&named).map_err(|source| Error::Io { path: originals, source })?;
        self.index.remake(&self.archive.conn, waiting)?;
        db::compact(&self.archive.conn)?;
        Ok((before, self.derived_bytes()))
    }

    /// Bytes of the database and the index.
    fn derived_bytes(&self) -> u64 {
        let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
        let database = files::database(&self.archive.dir);
        let log = database.with_extension("sqlite-wal");
        let index = fs::read_dir(self.archive.dir.join("index")).into_iter().flatten().flatten();
        size(&database) + size(&log) + index.map(|entry| size(&entry.path())).sum::<u64>()
    }
}
