//! Giving back space that nothing uses, and making the index anew.

use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::archive::change::Writer;
use crate::archive::db::reading::reports;
use crate::archive::error::Error;
use crate::archive::files::lock::Waiting;
use crate::archive::{db, files};

/// What `compact` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Compacted {
    /// Bytes of the database and the index before.
    pub before: u64,
    /// And after.
    pub after: u64,
    /// Files that were moved to the folder `quarantine`.
    pub quarantined: usize,
}

impl Writer {
    /// Makes the index anew from the rows, whatever it is like.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn repair_index(&mut self, waiting: &mut dyn FnMut(Waiting)) -> Result<(), Error> {
        self.index.remake(&self.archive.conn, waiting)
    }

    /// Gives back the space that nothing uses: the database, its journal and the index are written anew. Files among the
    /// originals that no row names are moved to quarantine.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn compact(&mut self, waiting: &mut dyn FnMut(Waiting)) -> Result<Compacted, Error> {
        let before = self.derived_bytes();
        let named = reports::originals(&self.archive.conn)?.into_iter().map(|(name, _)| name).collect();
        let quarantined = self.originals.quarantine_all_but(&named)?;
        self.index.remake(&self.archive.conn, waiting)?;
        db::compact(&self.archive.conn)?;
        self.journal.write_anew(&self.archive.conn)?;
        Ok(Compacted { before, after: self.derived_bytes(), quarantined })
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
