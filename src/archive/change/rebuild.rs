//! Replacing what was read before by what this version reads, all in one transaction, or nothing.

use crate::archive::change::Writer;
use crate::archive::db::decided::history::Act;
use crate::archive::db::reading::copies;
use crate::archive::db::reading::figures::Figures;
use crate::archive::db::reading::revisions;
use crate::archive::db::settings;
use crate::archive::error::Error;
use crate::archive::query::reports::reread::{Reread, ToRead, Which};

impl Writer {
    /// Reads every original again, replaces what was read before, and finds out anew which files are copies. `progress`
    /// is called with how many revisions are read, and of how many.
    ///
    /// # Errors
    /// What is wrong with the archive; then nothing was replaced.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(usize, usize)) -> Result<Reread, Error> {
        self.change(Act::Rebuild, |change| {
            let conn = &change.archive.conn;
            let mut figures = Figures::default();
            let replace = |row: &ToRead, report| {
                let ToRead { id, report: key, in_force, .. } = row;
                revisions::rewrite(conn, change.cells, &mut figures, *id, report)?;
                figures.write(conn)?;
                if *in_force {
                    settings::must_index(conn, *key)?;
                }
                Ok(())
            };
            let reread = change.archive.each_reread(Which::InSight, change.cells, replace, progress)?;
            // what is read otherwise may be a copy now, or none any more
            for report in copies::reports_with_several(conn)? {
                change.arrange(Act::Rebuild, report, None)?;
            }
            change.record(format!(
                "{} revisions, {} figures changed",
                reread.revisions,
                reread.changes.len()
            ));
            Ok(reread)
        })
    }
}
