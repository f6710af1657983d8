//! After any sequence of acts, every question has the answer of a new archive to which the same was done, without what
//! was undone or removed; and after every act what a simple model says.
//!
//! Thousands of short sequences are tried on small reports in memory, tens on whole reports; in some of them an act is done
//! by a process that is killed. `NIANBAO_SEQUENCES=5000` tries more of the small ones (`.ci/run` does), and
//! `NIANBAO_WHOLE_SEQUENCES` of the others.

mod acts;
mod model;
mod questions;
mod world;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use nianbao::archive::ingest::Options;
use nianbao::archive::keep::backup::restore;
use nianbao::archive::{Archive, Patience, Writer};

use crate::archive::writer;
use crate::durability::many;

use acts::{Act, Random, folder};
use model::Model;
use questions::QUESTIONS;
use world::{SMALL, WHOLE, World};

/// Answers to all of the questions.
pub(crate) fn answers(archive: &Archive) -> String {
    QUESTIONS.iter().map(|(_, ask)| ask(archive)).collect()
}

/// Backs an archive up and restores it elsewhere.
pub(crate) fn back_up(archive: &Archive, copy: &Path, to: &Path) {
    let patience = || Patience { timeout: Duration::from_secs(5), waiting: Box::leak(Box::new(|_| {})) };
    archive.backup(copy, patience()).unwrap();
    restore(copy, to, patience()).unwrap();
}

/// An empty archive, of which others are copies: making one takes as long as several acts.
static EMPTY: LazyLock<(tempfile::TempDir, Vec<PathBuf>)> = LazyLock::new(|| {
    let dir = folder();
    drop(writer(&dir.path().join("archive")));
    let files = crate::durability::files(&dir.path().join("archive"));
    (dir, files)
});

/// An archive without reports.
fn empty(place: &Path) -> Writer {
    let (dir, files) = &*EMPTY;
    for file in files {
        let to = place.join(file.strip_prefix(dir.path().join("archive")).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(file, to).unwrap();
    }
    writer(place)
}

/// An archive to which these acts were done; files that follow each other are added together.
fn new_archive(world: &World, place: &Path, acts: &[Act]) -> Writer {
    let mut writer = empty(place);
    let mut files = Vec::new();
    for next in acts {
        if let Act::Add(file) = next {
            files.push(world.recognised(*file));
            continue;
        }
        if !files.is_empty() {
            writer.add_recognised(std::mem::take(&mut files), &Options::default()).unwrap();
        }
        next.carry_out(world, &mut writer);
    }
    if !files.is_empty() {
        writer.add_recognised(files, &Options::default()).unwrap();
    }
    writer
}

/// An archive and what was done to it.
struct Run {
    world: &'static World,
    dir: tempfile::TempDir,
    place: PathBuf,
    writer: Option<Writer>,
    model: Model,
    acts: Vec<Act>,
}

impl Run {
    fn new(world: &'static World) -> Self {
        let dir = folder();
        let place = dir.path().join("archive");
        let writer = Some(empty(&place));
        Self { world, dir, place, writer, model: Model::default(), acts: Vec::new() }
    }

    fn archive(&self) -> &Archive {
        self.writer.as_ref().unwrap().archive()
    }

    fn lines(&self) -> usize {
        self.archive().history(None, None).unwrap().events.len()
    }

    fn act(&mut self, next: Act) {
        let lines = self.lines();
        match next {
            Act::Restore => {
                let [copy, to] = ["copy", "restored"]
                    .map(|name| self.dir.path().join(format!("{name}{}", self.acts.len())));
                back_up(self.archive(), &copy, &to);
                self.writer = None;
                self.writer = Some(writer(&to));
                self.place = to;
            }
            _ => drop(next.carry_out(self.world, self.writer.as_mut().unwrap())),
        }
        self.follow(next, lines, false);
    }

    /// Has an act done by a process that is killed after some milliseconds: it has happened or it has not. Whether the
    /// process was killed before it ended.
    fn act_and_die(&mut self, next: Act, after: u64) -> bool {
        let lines = self.lines();
        self.writer = None;
        let died = next.carry_out_and_die(self.world, &self.place, self.dir.path(), Some(after));
        self.writer = Some(writer(&self.place));
        let died = died.expect("an act of a process");
        self.follow(next, lines, died);
        died
    }

    /// The model follows; the archive must say what the model says.
    fn follow(&mut self, next: Act, lines: usize, broken_off: bool) {
        self.acts.push(next);
        let was_done = self.lines() > lines;
        let acts = &self.acts;
        assert!(self.model.follow(next, was_done, broken_off), "{acts:?}: done: {was_done}");
        if let Some(differs) = self.model.differs(self.archive(), self.world) {
            panic!("{acts:?}: done: {was_done}, broken off: {broken_off}: {differs}");
        }
    }
}

/// What is kept of an answer: thousands of them are compared.
fn digest(answer: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    answer.hash(&mut hasher);
    hasher.finish()
}

/// Sequences on one archive, one after the other.
const ON_ONE: u64 = 4;

/// Sequences that are tried, and what was done in them.
struct Trial {
    world: &'static World,
    /// Of so many sequences one has an act that is done by a process.
    kills: u64,
    /// Of so many sequences one is asked everything, the others two questions each.
    everything: u64,
    /// Answers of new archives, by the acts that made them and the question.
    known: Mutex<HashMap<(Vec<Act>, usize), u64>>,
    acts: AtomicUsize,
    /// Acts of processes; such as were killed before they ended; such of these as had happened.
    killed: [AtomicUsize; 3],
    new_archives: AtomicUsize,
}

impl Trial {
    fn new(world: &'static World, kills: u64, everything: u64) -> Self {
        let count = || AtomicUsize::new(0);
        let known = Mutex::default();
        let killed = [count(), count(), count()];
        Self { world, kills, everything, known, acts: count(), killed, new_archives: count() }
    }

    /// The sequences of these seeds.
    fn run(&self, seeds: impl Iterator<Item = u64>) {
        let mut run = Run::new(self.world);
        for (n, seed) in seeds.enumerate() {
            if n > 0 && (n as u64).is_multiple_of(ON_ONE) {
                run = Run::new(self.world);
            }
            self.sequence(&mut run, seed);
        }
    }

    fn sequence(&self, run: &mut Run, seed: u64) {
        let mut random = Random::new(seed);
        let length = 2 + random.below(5);
        let dies = (seed % self.kills == self.kills - 1).then(|| random.below(length));
        for n in 0..length {
            self.acts.fetch_add(1, Ordering::Relaxed);
            if dies != Some(n) {
                run.act(random.act());
                continue;
            }
            let lines = run.lines();
            let died = run.act_and_die(random.act_of_a_process(), random.below(*KILLED_WITHIN));
            let happened = run.lines() > lines;
            for (count, is) in self.killed.iter().zip([true, died, died && happened]) {
                count.fetch_add(usize::from(is), Ordering::Relaxed);
            }
        }
        let told = format!("seed {seed}: {:?}", run.acts);
        self.compare(run, seed, &told);
        if seed % 10 == 9 {
            assert_eq!(run.archive().verify().unwrap().faults, [], "{told}");
        }
    }

    /// Compares the answers with those of a new archive.
    fn compare(&self, run: &Run, seed: u64, told: &str) {
        let fresh = run.model.fresh(self.world);
        // all over the run every question is asked often enough
        let asked: Vec<usize> = match seed % self.everything {
            0 => (0..QUESTIONS.len()).collect(),
            n => vec![n as usize % QUESTIONS.len(), (n as usize / 3 + 4) % QUESTIONS.len()],
        };
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let lacking: Vec<usize> = {
            let known = known();
            asked
                .iter()
                .copied()
                .filter(|question| !known.contains_key(&(fresh.clone(), *question)))
                .collect()
        };
        if !lacking.is_empty() {
            let dir = folder();
            let new = new_archive(self.world, &dir.path().join("new"), &fresh);
            self.new_archives.fetch_add(1, Ordering::Relaxed);
            for question in lacking {
                let answer = digest(&QUESTIONS[question].1(new.archive()));
                known().insert((fresh.clone(), question), answer);
            }
        }
        for question in asked {
            let (name, ask) = QUESTIONS[question];
            let found = ask(run.archive());
            let wanted = known()[&(fresh.clone(), question)];
            if digest(&found) != wanted {
                let dir = folder();
                let wanted = ask(new_archive(self.world, &dir.path().join("new"), &fresh).archive());
                panic!("{told}, new: {fresh:?}: {name}\n{found}\n{wanted}");
            }
        }
    }

    fn print(&self) -> usize {
        let [processes, killed, happened] = self.killed.each_ref().map(|count| count.load(Ordering::Relaxed));
        println!(
            "{} acts, {processes} by a process, {killed} of them killed before they ended, {happened} of these had \
             happened; {} new archives",
            self.acts.load(Ordering::Relaxed),
            self.new_archives.load(Ordering::Relaxed)
        );
        killed
    }
}

/// Milliseconds within which a process is killed: a little longer than an act of one takes on this machine.
static KILLED_WITHIN: LazyLock<u64> = LazyLock::new(|| {
    let mut run = Run::new(&SMALL);
    run.writer = None;
    let begin = Instant::now();
    Act::Add(0).carry_out_and_die(&SMALL, &run.place, run.dir.path(), None);
    begin.elapsed().as_millis() as u64 * 5 / 4 + 1
});

/// Threads that try small sequences.
const THREADS: u64 = 2;

#[test]
fn every_short_sequence_of_acts_answers_like_the_model_and_a_new_archive() {
    let count = many("NIANBAO_SEQUENCES", 1_500) as u64;
    let trial = Trial::new(&SMALL, 100, 25);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let trial = &trial;
            // those of one archive are of one thread
            let own = (0..count).filter(move |seed| seed / ON_ONE % THREADS == thread);
            scope.spawn(move || trial.run(own));
        }
    });
    let killed = trial.print();
    assert!(killed > 0 || count < 1_000, "no process was killed before it ended");
}

#[test]
fn every_sequence_of_acts_on_whole_reports_answers_like_a_new_archive() {
    let trial = Trial::new(&WHOLE, 3, 10);
    trial.run(0..many("NIANBAO_WHOLE_SEQUENCES", 40) as u64);
    trial.print();
}

#[test]
fn a_report_that_was_undone_or_removed_and_is_added_again_is_as_new() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive");
    let dir = tempfile::tempdir().unwrap();
    let add = |writer: &mut Writer| {
        writer.add(std::slice::from_ref(&sample), &Options::default(), &mut |_| {}).unwrap();
    };
    let mut new = writer(&dir.path().join("new"));
    add(&mut new);
    let wanted = answers(new.archive());
    let mut again = writer(&dir.path().join("again"));
    add(&mut again);
    again.undo().unwrap();
    assert!(again.archive().offices().unwrap().is_empty());
    add(&mut again);
    assert!(answers(again.archive()) == wanted, "undone and added again");
    again.remove("澄岚市自然资源局", 2024).unwrap();
    add(&mut again);
    assert!(answers(again.archive()) == wanted, "removed and added again");
    again.undo().unwrap();
    again.undo().unwrap();
    assert!(answers(again.archive()) == wanted, "the removal undone");
    again.undo().unwrap();
    again.redo().unwrap();
    assert!(answers(again.archive()) == wanted, "undone and done again");
}
