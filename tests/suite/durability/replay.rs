//! A disk that loses what was not forced to it: the system calls of a command, played again up to some moment.
//!
//! As bad as a file system may be: what was written to a file and not forced may be there, in part or not at all, in
//! any order; a name may be missing, old or new until its folder was forced, in the order of its folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::generator::Random;

/// System calls that are recorded.
pub(super) const CALLS: &str = "trace=openat,write,pwrite64,fsync,fdatasync,syncfs,rename,ftruncate,unlink,unlinkat,mkdir,rmdir,lseek,copy_file_range";

/// One thing that a command did.
#[derive(Debug)]
pub(super) enum Event {
    Made(PathBuf),
    Folder(PathBuf),
    Written(PathBuf, usize, Vec<u8>),
    Cut(PathBuf, usize),
    Renamed(PathBuf, PathBuf),
    Gone(PathBuf),
    Forced(PathBuf),
    AllForced,
    /// A line for the person.
    Said(String),
}

/// Text between quotation marks as strace writes it, and what follows.
fn quoted(text: &str) -> Option<(Vec<u8>, &str)> {
    let mut bytes = Vec::new();
    let begun = text.find('"')? + 1;
    let raw = text.as_bytes();
    let mut at = begun;
    while raw[at] != b'"' {
        if raw[at] != b'\\' {
            bytes.push(raw[at]);
            at += 1;
            continue;
        }
        at += 1;
        let plain = match raw[at] {
            b'n' => Some(b'\n'),
            b't' => Some(b'\t'),
            b'r' => Some(b'\r'),
            b'v' => Some(0x0b),
            b'f' => Some(0x0c),
            b'"' | b'\\' => Some(raw[at]),
            _ => None,
        };
        if let Some(byte) = plain {
            bytes.push(byte);
            at += 1;
            continue;
        }
        let digits = raw[at..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        bytes.push(u32::from_str_radix(&text[at..at + digits], 8).ok()? as u8);
        at += digits;
    }
    Some((bytes, &text[at + 1..]))
}

fn name(text: &str) -> Option<(PathBuf, &str)> {
    let (bytes, rest) = quoted(text)?;
    Some((PathBuf::from(String::from_utf8(bytes).ok()?), rest))
}

/// The number and the path of an open file: `5</a/b>`.
fn open_file(text: &str) -> Option<(u32, PathBuf)> {
    let (number, rest) = text.split_once('<')?;
    let path = rest.split_once('>')?.0;
    (!path.ends_with("(deleted)")).then_some((number.trim().parse().ok()?, PathBuf::from(path)))
}

fn last_number(arguments: &str) -> Option<usize> {
    arguments.rsplit(',').next()?.trim().trim_end_matches(')').trim().parse().ok()
}

/// What was done below a folder, as strace wrote it down.
pub(super) fn events(log: &str, root: &Path) -> Vec<Event> {
    let mut found = Vec::new();
    let mut unfinished: BTreeMap<&str, String> = BTreeMap::new();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    for line in log.lines() {
        let Some((process, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        if let Some(begun) = rest.strip_suffix(" <unfinished ...>") {
            unfinished.insert(process, begun.to_owned());
            continue;
        }
        let whole = match rest.split_once(" resumed>") {
            Some((_, end)) if rest.starts_with("<... ") => {
                unfinished.remove(process).map(|begun| begun + end).unwrap_or_default()
            }
            _ => rest.to_owned(),
        };
        let Some((call, result)) = whole.rsplit_once(" = ") else { continue };
        let Some((call, arguments)) = call.split_once('(') else { continue };
        if !result.starts_with('-') {
            found.extend(event(call, arguments, result, root, &mut places));
        }
    }
    let inside = |path: &Path| path.starts_with(root) && !path.to_string_lossy().ends_with("-shm");
    found.retain(|event| match event {
        Event::Made(path) | Event::Folder(path) | Event::Written(path, ..) | Event::Cut(path, _) => {
            inside(path)
        }
        Event::Gone(path) | Event::Forced(path) | Event::Renamed(path, _) => inside(path),
        Event::AllForced | Event::Said(_) => true,
    });
    found
}

fn event(
    call: &str,
    arguments: &str,
    result: &str,
    root: &Path,
    places: &mut BTreeMap<u32, usize>,
) -> Vec<Event> {
    let event = |found: Option<Event>| found.into_iter().collect::<Vec<_>>();
    match call {
        "openat" => {
            let Some((file, path)) = open_file(result) else { return Vec::new() };
            places.insert(file, 0);
            assert!(!(arguments.contains("O_APPEND") && path.starts_with(root)), "{arguments}");
            let made = arguments.contains("O_CREAT").then(|| Event::Made(path.clone()));
            let cut = arguments.contains("O_TRUNC").then_some(Event::Cut(path, 0));
            made.into_iter().chain(cut).collect()
        }
        "write" | "pwrite64" => {
            let Some((bytes, rest)) = quoted(arguments) else { return Vec::new() };
            let written: usize = result.trim().parse().expect("a number of bytes");
            if arguments.starts_with("1<") {
                return vec![Event::Said(String::from_utf8_lossy(&bytes).into_owned())];
            }
            let Some((file, path)) = open_file(arguments) else { return Vec::new() };
            let at = if call == "write" {
                let place = places.entry(file).or_default();
                *place += written;
                *place - written
            } else {
                last_number(rest).expect("an offset")
            };
            if path.starts_with(root) {
                assert!(bytes.len() >= written, "strace cut what was written");
            }
            vec![Event::Written(path, at, bytes[..written.min(bytes.len())].to_vec())]
        }
        "copy_file_range" => {
            let mut files = arguments.split(", NULL, ");
            let (from, to) = (files.next().and_then(open_file), files.next().and_then(open_file));
            let (Some((_, from)), Some((file, to))) = (from, to) else { return Vec::new() };
            let copied: usize = result.trim().parse().expect("a number of bytes");
            let place = places.entry(file).or_default();
            let at = *place;
            *place += copied;
            // what is copied does not change meanwhile
            let bytes = fs::read(from).expect("it can be read")[at..at + copied].to_vec();
            vec![Event::Written(to, at, bytes)]
        }
        "lseek" => {
            let file = open_file(arguments).map(|(file, _)| file);
            if let (Some(file), Ok(at)) = (file, result.trim().parse()) {
                places.insert(file, at);
            }
            Vec::new()
        }
        "fsync" | "fdatasync" => event(open_file(arguments).map(|(_, path)| Event::Forced(path))),
        "syncfs" => vec![Event::AllForced],
        "ftruncate" => event(
            open_file(arguments).zip(last_number(arguments)).map(|((_, path), to)| Event::Cut(path, to)),
        ),
        "mkdir" => event(name(arguments).map(|(path, _)| Event::Folder(root.join(path)))),
        "rename" => event(
            name(arguments)
                .and_then(|(from, rest)| Some(Event::Renamed(root.join(from), root.join(name(rest)?.0)))),
        ),
        "unlink" | "rmdir" => event(name(arguments).map(|(path, _)| Event::Gone(root.join(path)))),
        "unlinkat" => {
            let folder = open_file(arguments).map_or_else(|| root.to_owned(), |(_, path)| path);
            event(name(arguments).map(|(path, _)| Event::Gone(folder.join(path))))
        }
        other => panic!("{other} is not understood"),
    }
}

/// What a name refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Folder,
    File(usize),
}

/// A change of a folder: a name that comes or goes; a renamed file does both at once.
type Change = Vec<(PathBuf, Option<Thing>)>;

/// Files and names, as the program sees them and as they are on the disk.
#[derive(Debug, Default)]
pub(super) struct Disk {
    seen: BTreeMap<PathBuf, Thing>,
    named: BTreeMap<PathBuf, Thing>,
    /// Of each folder, what was not forced.
    changes: BTreeMap<PathBuf, Vec<Change>>,
    files: Vec<Vec<u8>>,
    /// Of each file, what was not forced: where and what, or to what length it was cut.
    writes: Vec<Vec<(usize, Option<Vec<u8>>)>>,
}

impl Disk {
    /// A disk on which all of a folder is safe, under the name of another one.
    pub(super) fn of(folder: &Path, root: &Path) -> Self {
        let mut disk = Self::default();
        disk.take_in(folder, root);
        disk.seen = disk.named.clone();
        disk
    }

    fn take_in(&mut self, folder: &Path, name: &Path) {
        self.named.insert(name.to_owned(), Thing::Folder);
        for entry in fs::read_dir(folder).expect("it can be read").flatten() {
            let name = name.join(entry.file_name());
            if entry.path().is_dir() {
                self.take_in(&entry.path(), &name);
            } else {
                let file = self.file(fs::read(entry.path()).expect("it can be read"));
                self.named.insert(name, file);
            }
        }
    }

    fn file(&mut self, bytes: Vec<u8>) -> Thing {
        self.files.push(bytes);
        self.writes.push(Vec::new());
        Thing::File(self.files.len() - 1)
    }

    fn change(&mut self, change: Change) {
        for (path, thing) in &change {
            match thing {
                Some(thing) => self.seen.insert(path.clone(), *thing),
                None => self.seen.remove(path),
            };
        }
        let folder = change[0].0.parent().expect("below the root").to_owned();
        self.changes.entry(folder).or_default().push(change);
    }

    /// What the command did next.
    pub(super) fn play(&mut self, event: &Event) {
        match event {
            Event::Made(path) if !self.seen.contains_key(path) => {
                let file = self.file(Vec::new());
                self.change(vec![(path.clone(), Some(file))]);
            }
            Event::Folder(path) => self.change(vec![(path.clone(), Some(Thing::Folder))]),
            Event::Renamed(from, to) => {
                let thing = self.seen[from];
                self.change(vec![(from.clone(), None), (to.clone(), Some(thing))]);
            }
            Event::Gone(path) => self.change(vec![(path.clone(), None)]),
            Event::Written(path, at, bytes) => self.write(path, (*at, Some(bytes.clone()))),
            Event::Cut(path, to) => self.write(path, (*to, None)),
            Event::Forced(path) => match self.seen.get(path).copied() {
                Some(Thing::File(file)) => self.force(file),
                _ => self.force_folder(path),
            },
            Event::AllForced => {
                (0..self.files.len()).for_each(|file| self.force(file));
                self.named = self.seen.clone();
                self.changes.clear();
            }
            Event::Made(_) | Event::Said(_) => {}
        }
    }

    fn write(&mut self, path: &Path, write: (usize, Option<Vec<u8>>)) {
        if let Some(Thing::File(file)) = self.seen.get(path) {
            self.writes[*file].push(write);
        }
    }

    fn force(&mut self, file: usize) {
        for write in std::mem::take(&mut self.writes[file]) {
            carry_out(&mut self.files[file], &write);
        }
    }

    fn force_folder(&mut self, folder: &Path) {
        for change in self.changes.remove(folder).into_iter().flatten() {
            rename(&mut self.named, &change);
        }
    }

    /// Writes what is left after the power failed now, into another folder.
    pub(super) fn after_power_loss(&self, root: &Path, to: &Path, random: &mut Random) {
        let mut named = self.named.clone();
        for changes in self.changes.values() {
            let kept = random.below(changes.len() + 1);
            changes[..kept].iter().for_each(|change| rename(&mut named, change));
        }
        let folders: BTreeSet<PathBuf> = named
            .iter()
            .filter(|(_, thing)| **thing == Thing::Folder)
            .map(|(path, _)| path.clone())
            .collect();
        for (path, thing) in &named {
            let lies =
                |path: &Path| path.parent().is_some_and(|above| folders.contains(above)) || path == root;
            if !path.ancestors().take_while(|path| path.starts_with(root)).all(lies) {
                continue;
            }
            let target = to.join(path.strip_prefix(root).expect("below the root"));
            match thing {
                Thing::Folder => fs::create_dir_all(target).expect("it can be made"),
                Thing::File(file) => {
                    fs::write(target, self.left_of(*file, random)).expect("it can be written")
                }
            }
        }
    }

    fn left_of(&self, file: usize, random: &mut Random) -> Vec<u8> {
        let mut bytes = self.files[file].clone();
        let writes = &self.writes[file];
        let how = random.below(4);
        let kept = random.below(writes.len() + 1);
        for (n, write) in writes.iter().enumerate() {
            let there = match how {
                0 => true,
                1 => n < kept,
                2 => random.below(2) == 0,
                _ => false,
            };
            if there {
                // the last one may be torn between sectors
                let mut write = write.clone();
                if let (0, Some(bytes)) = (random.below(4), &mut write.1) {
                    bytes.truncate(random.below(bytes.len() / 512 + 1) * 512);
                }
                carry_out(&mut bytes, &write);
            }
        }
        bytes
    }
}

fn rename(names: &mut BTreeMap<PathBuf, Thing>, change: &Change) {
    for (path, thing) in change {
        match thing {
            Some(thing) => names.insert(path.clone(), *thing),
            None => names.remove(path),
        };
    }
}

fn carry_out(file: &mut Vec<u8>, (at, bytes): &(usize, Option<Vec<u8>>)) {
    match bytes {
        None => file.resize(*at, 0),
        Some(bytes) => {
            if file.len() < at + bytes.len() {
                file.resize(at + bytes.len(), 0);
            }
            file[*at..at + bytes.len()].copy_from_slice(bytes);
        }
    }
}
