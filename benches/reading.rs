//! How fast files of each format are read and recognised: documents a second and megabytes a second.
//!
//! `cargo bench --bench reading`; with folders as arguments, their files instead of the samples'.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};

/// Each file is read again until this much time has passed.
const TIME: Duration = Duration::from_millis(300);

fn main() {
    let mut folders: Vec<PathBuf> =
        std::env::args().skip(1).map(PathBuf::from).filter(|path| path.is_dir()).collect();
    if folders.is_empty() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        folders = vec![root.join("sample_archive"), root.join("tests/fixtures/formats")];
    }
    let mut files = Vec::new();
    folders.iter().for_each(|folder| gather(folder, &mut files));
    files.sort();
    let mut formats: BTreeMap<&str, Vec<(Duration, usize)>> = BTreeMap::new();
    for file in files {
        let Ok(bytes) = fs::read(&file) else { continue };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some((format, time)) = measured(&bytes, &name) else { continue };
        formats.entry(format).or_default().push((time, bytes.len()));
    }
    println!("{:6} {:>5} {:>12} {:>12} {:>9}", "format", "files", "median", "documents/s", "MB/s");
    for (format, mut times) in formats {
        times.sort_unstable();
        let seconds: f64 = times.iter().map(|(time, _)| time.as_secs_f64()).sum();
        let bytes: usize = times.iter().map(|(_, bytes)| bytes).sum();
        println!(
            "{format:6} {:>5} {:>12.2?} {:>12.0} {:>9.1}",
            times.len(),
            times[times.len() / 2].0,
            times.len() as f64 / seconds,
            bytes as f64 / 1e6 / seconds
        );
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { gather(&path, files) } else { files.push(path) }
    }
}

/// The format of a report and the time to read and recognise it; none for what is not a report.
fn measured(bytes: &[u8], name: &str) -> Option<(&'static str, Duration)> {
    let (mut runs, started) = (0, Instant::now());
    let format = loop {
        let reading = extract::read(bytes, name, &Limits::default()).ok()?;
        recognise(&reading.document, &Overrides::default()).ok()?;
        runs += 1;
        if started.elapsed() > TIME {
            break reading.format.name;
        }
    };
    Some((format, started.elapsed() / runs))
}
