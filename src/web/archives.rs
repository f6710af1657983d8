//! Archives that stay open between questions, so that what one question has opened or arranged serves the next.
//!
//! An open archive sees what others write. It is opened anew only when another database is in its place, or one of
//! another version. Nothing is held while it is idle: no lock, no transaction.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::archive::{Archive, Error, Shared};

/// Archives kept open on one directory.
#[derive(Debug)]
pub(super) struct Archives {
    dir: PathBuf,
    idle: Mutex<Vec<Archive>>,
    /// How many are kept idle at most: as many as work at a time.
    most: usize,
    /// What they have in common.
    shared: Shared,
    /// How often one was opened.
    opened: AtomicUsize,
}

impl Archives {
    pub(super) fn new(dir: PathBuf, most: usize) -> Self {
        Self { dir, idle: Mutex::default(), most, shared: Shared::default(), opened: AtomicUsize::new(0) }
    }

    /// The directory.
    pub(super) fn dir(&self) -> &std::path::Path {
        &self.dir
    }

    /// Asks an archive something, on this thread.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Archive) -> Result<T, Error>) -> Result<T, Error> {
        let archive = self.take()?;
        let answer = question(&archive)?;
        // after a failure it is opened anew: it may be the reason
        let mut idle = self.idle();
        if idle.len() < self.most {
            idle.push(archive);
        }
        Ok(answer)
    }

    fn take(&self) -> Result<Archive, Error> {
        // without the lock: looking at the file may take its time
        while let Some(archive) = { self.idle().pop() } {
            if archive.is_current() {
                return Ok(archive);
            }
        }
        self.opened.fetch_add(1, Ordering::Relaxed);
        Archive::open_sharing(&self.dir, self.shared.clone())
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Archive>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often an archive was opened.
    #[cfg(test)]
    pub(super) fn opened(&self) -> usize {
        self.opened.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;
    use crate::archive::ingest::Options;
    use crate::archive::query::search::Search;
    use crate::archive::{Patience, Writer};

    fn add(dir: &Path, text: &str) {
        let patience = Patience { timeout: Duration::from_secs(5), waiting: &mut |_| () };
        let mut writer = Writer::create_or_open(&dir.join("archive"), patience).unwrap();
        std::fs::write(dir.join("report.md"), text).unwrap();
        writer.add(&[dir.join("report.md")], &Options::default(), &mut |_| ()).unwrap();
    }

    fn sample() -> String {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive/2023/澄岚市自然资源局.md");
        std::fs::read_to_string(sample).unwrap()
    }

    fn reports(archives: &Archives) -> usize {
        let search = Search { words: "公开".to_owned(), ..Search::default() };
        archives.ask(|archive| archive.search(&search)).unwrap().total_reports
    }

    #[test]
    fn one_archive_answers_many_questions_and_sees_every_change() {
        let dir = tempfile::tempdir().unwrap();
        let text = sample();
        add(dir.path(), &text);
        let archives = Archives::new(dir.path().join("archive"), 2);
        assert_eq!([(); 20].map(|()| reports(&archives)), [1; 20]);
        assert_eq!(archives.opened(), 1, "it was opened for each question");

        // written into the same database
        add(dir.path(), &text.replace("澄岚市自然资源局", "澄岚市测试局"));
        assert_eq!([(); 20].map(|()| reports(&archives)), [2; 20]);
        assert!(archives.opened() <= 2);

        // another archive in its place
        let opened = archives.opened();
        let other = tempfile::tempdir().unwrap();
        add(other.path(), &text);
        std::fs::rename(dir.path().join("archive"), dir.path().join("old")).unwrap();
        std::fs::rename(other.path().join("archive"), dir.path().join("archive")).unwrap();
        assert_eq!([(); 20].map(|()| reports(&archives)), [1; 20]);
        assert_eq!(archives.opened(), opened + 1);

        // no archive at all
        std::fs::rename(dir.path().join("archive"), dir.path().join("other")).unwrap();
        assert!(matches!(archives.ask(Archive::state), Err(Error::Missing { .. })));
    }

    #[test]
    fn as_many_are_opened_as_work_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        add(dir.path(), &sample());
        let archives = Archives::new(dir.path().join("archive"), 2);
        archives
            .ask(|_| archives.ask(|_| archives.ask(Archive::state)))
            .expect("three at a time, one inside the other");
        assert_eq!((archives.opened(), archives.idle().len()), (3, 2), "the third is closed again");
        archives.ask(|_| archives.ask(Archive::state)).unwrap();
        assert_eq!(archives.opened(), 3);
    }
}
