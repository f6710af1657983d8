//! Uploaded files that nobody has decided on yet. Bounded in number, bytes and time; what is discarded is gone from
//! the disk.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::job::{Job, Stage};
use crate::archive::ingest::{Options, Reason};

/// Batches that wait at most: a few people, each with a few.
const BATCHES: usize = 16;

/// Bytes that wait at most: four uploads of the largest size.
const BYTES: u64 = 1 << 30;

/// How long a batch waits for a decision.
const LIFE: Duration = Duration::from_secs(60 * 60);

/// Characters of the name of a file.
const NAME: usize = 100;

/// Uploaded files that wait for a decision.
#[derive(Debug)]
pub(super) struct Uploads {
    root: TempDir,
    bytes: Arc<AtomicU64>,
    batches: Mutex<HashMap<String, (Instant, Arc<Batch>)>>,
}

/// Files that were uploaded together.
#[derive(Debug)]
pub(super) struct Batch {
    dir: TempDir,
    /// The files, in the order in which they came.
    pub(super) files: Vec<Uploaded>,
    /// How they are read.
    pub(super) options: Options,
    /// How far they are.
    pub(super) job: Job,
    own_bytes: u64,
    all_bytes: Arc<AtomicU64>,
}

/// An uploaded file.
#[derive(Debug, Clone)]
pub(super) struct Uploaded {
    /// Its name, cleansed.
    pub(super) name: String,
    /// Its path, or why it was not taken.
    pub(super) path: Result<PathBuf, Reason>,
}

impl Uploads {
    pub(super) fn new() -> io::Result<Self> {
        let mut root = tempfile::Builder::new();
        // what strangers uploaded, before anybody has looked at it, is nobody else's to read or to change
        #[cfg(unix)]
        root.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let root = root.prefix("nianbao-").tempdir()?;
        Ok(Self { root, bytes: Arc::default(), batches: Mutex::default() })
    }

    fn batches(&self) -> MutexGuard<'_, HashMap<String, (Instant, Arc<Batch>)>> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Discards what has waited too long.
    pub(super) fn tidy(&self) {
        self.batches().retain(|_, (since, batch)| since.elapsed() < LIFE || batch.job.stage().moves());
    }

    /// A place for new files; none while too much waits.
    pub(super) fn place(&self) -> Option<io::Result<Batch>> {
        self.tidy();
        let mut batches = self.batches();
        if batches.len() >= BATCHES {
            // what is done was seen, or will be found in the archive
            let done =
                batches.iter().filter(|(_, (_, batch))| matches!(batch.job.stage(), Stage::Kept { .. }));
            let oldest = done.min_by_key(|(_, (since, _))| *since).map(|(key, _)| key.clone())?;
            batches.remove(&oldest);
        }
        drop(batches);
        Some(tempfile::tempdir_in(self.root.path()).map(|dir| Batch {
            dir,
            files: Vec::new(),
            options: Options::default(),
            job: Job::new(Stage::Reading { done: 0, of: 0 }),
            own_bytes: 0,
            all_bytes: Arc::clone(&self.bytes),
        }))
    }

    /// Lets a batch wait.
    pub(super) fn put(&self, key: String, batch: Batch) -> Arc<Batch> {
        let batch = Arc::new(batch);
        self.batches().insert(key, (Instant::now(), Arc::clone(&batch)));
        batch
    }

    /// The batch of a key.
    pub(super) fn batch(&self, key: &str) -> Option<Arc<Batch>> {
        self.batches().get(key).map(|(_, batch)| Arc::clone(batch))
    }

    /// Discards a batch and its files.
    pub(super) fn discard(&self, key: &str) {
        self.batches().remove(key);
    }
}

impl Batch {
    /// An empty file of this name that nobody else can read, in a folder of its own so that it can keep its name.
    pub(super) fn file(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.dir.path().join(self.files.len().to_string()).join(name);
        let (mut folder, mut file) = (fs::DirBuilder::new(), fs::OpenOptions::new());
        file.write(true).create_new(true);
        #[cfg(unix)]
        {
            std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
            std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        }
        folder.create(path.parent().unwrap_or(self.dir.path()))?;
        file.open(&path)?;
        Ok(path)
    }

    /// Counts bytes; `false` where there is no room for them.
    pub(super) fn fits(&mut self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        self.own_bytes += bytes;
        self.all_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes <= BYTES
    }

    /// The name of the file at a path here.
    pub(super) fn name(&self, path: &Path) -> String {
        let fits = |file: &&Uploaded| file.path.as_deref().is_ok_and(|own| own == path);
        self.files.iter().find(fits).map(|file| file.name.clone()).unwrap_or_default()
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.all_bytes.fetch_sub(self.own_bytes, Ordering::Relaxed);
    }
}

/// The name of a file as a browser gives it, without folders and without what does not belong into a name.
pub(super) fn cleansed(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let fits = |c: &char| {
        !c.is_control() && !"\u{200b}\u{200e}\u{200f}\u{feff}<>:\"|?*".contains(*c) && !is_turn(*c)
    };
    let plain: String = last.chars().filter(fits).collect();
    let plain = plain.trim().trim_start_matches('.');
    let length = plain.chars().count();
    let (stem, end) = match plain.rsplit_once('.') {
        Some((stem, end)) if end.chars().count() <= 10 => (stem, format!(".{end}")),
        _ => (plain, String::new()),
    };
    match plain {
        "" => "file".to_owned(),
        plain if length <= NAME => plain.to_owned(),
        _ => stem.chars().take(NAME - end.chars().count()).chain(end.chars()).collect(),
    }
}

/// Whether a character turns the direction of writing.
fn is_turn(c: char) -> bool {
    ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_a_name() {
        for (given, name) in [
            ("年报 2024.docx", "年报 2024.docx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\年报.pdf", "年报.pdf"),
            (".bashrc", "bashrc"),
            ("..", "file"),
            ("", "file"),
            ("a\0b\n.txt", "ab.txt"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            ("<img src=x>.md", "img src=x.md"),
        ] {
            assert_eq!(cleansed(given), name, "{given:?}");
        }
        let long = cleansed(&format!("{}.docx", "年".repeat(500)));
        assert!(long.ends_with("年.docx") && long.chars().count() == NAME);
        // a file system takes 255 bytes
        assert!(cleansed(&"㐀".repeat(500)).len() <= 4 * NAME);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_an_upload() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        let uploads = Uploads::new().expect("a directory");
        let batch = uploads.place().expect("room").expect("a directory");
        let path = batch.file("a.txt").expect("a place");
        assert_eq!(mode(uploads.root.path()), 0o700);
        assert_eq!((mode(path.parent().expect("a folder")), mode(&path)), (0o700, 0o600));
    }

    #[test]
    fn what_is_discarded_is_gone_from_the_disk() {
        let uploads = Uploads::new().expect("a directory");
        let mut batch = uploads.place().expect("room").expect("a directory");
        let path = batch.file("a.txt").expect("a place");
        std::fs::write(&path, "text").expect("it can be written");
        assert!(batch.fits(4) && !batch.fits(BYTES as usize));
        drop(uploads.put("key".to_owned(), batch));
        assert!(path.exists() && uploads.batch("key").is_some());
        uploads.discard("key");
        assert!(!path.exists() && uploads.batch("key").is_none());
        assert_eq!(uploads.bytes.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn there_is_room_for_so_many_batches() {
        let uploads = Uploads::new().expect("a directory");
        for n in 0..BATCHES {
            let batch = uploads.place().expect("room").expect("a directory");
            uploads.put(n.to_string(), batch);
        }
        assert!(uploads.place().is_none());
        uploads
            .batch("3")
            .expect("it is there")
            .job
            .tell(Stage::Kept { files: vec![], summary: Default::default() });
        assert!(uploads.place().is_some() && uploads.batch("3").is_none());
    }
}
