//! A simple model of an archive in memory: which files, corrections, steps and words there are, and the stack of acts.
//!
//! It knows nothing of rows, copies on disk or the index. What it does not model (findings, passages, names, the register) is
//! compared with a new archive.

use std::collections::{BTreeMap, BTreeSet};

use nianbao::archive::Archive;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::series::Wanted;

use super::acts::{Act, CORRECT, IMPORTED, WORD};
use super::world::{FILES, World};

/// What the archive holds.
#[derive(Debug, Clone, Default)]
struct Held {
    /// Files in the order in which they were added.
    files: Vec<usize>,
    imported: bool,
    /// Reports with a correction, also such as are gone and may come back.
    corrected: BTreeSet<usize>,
    /// Steps of the review, of each report.
    steps: BTreeMap<usize, usize>,
    word: bool,
}

/// The report of a file.
fn report(file: usize) -> usize {
    file / FILES
}

impl Held {
    fn has(&self, report: usize) -> bool {
        self.files.iter().any(|file| self::report(*file) == report)
    }

    /// Whether an act changes something; none where only the archive can say.
    fn is_changed_by(&self, act: Act) -> Option<bool> {
        Some(match act {
            Act::Add(file) => !self.files.contains(&file),
            Act::Remove(file) | Act::Correct(file) => self.has(report(file)),
            Act::RemoveFile(file) => self.files.contains(&file),
            Act::Uncorrect(file) => self.has(report(file)) && self.corrected.contains(&report(file)),
            Act::Import => !self.imported,
            Act::Teach => !self.word,
            Act::Unteach => self.word,
            Act::Rebuild => true,
            Act::Restore | Act::Compact => false,
            _ => return None,
        })
    }

    fn change(&mut self, act: Act) {
        match act {
            Act::Add(file) => self.files.push(file),
            Act::Remove(file) => self.files.retain(|other| report(*other) != report(file)),
            Act::RemoveFile(file) => self.files.retain(|other| *other != file),
            Act::Import => self.imported = true,
            Act::Correct(file) => drop(self.corrected.insert(report(file))),
            Act::Uncorrect(file) => drop(self.corrected.remove(&report(file))),
            Act::FollowUp(file) => *self.steps.entry(report(file)).or_default() += 1,
            Act::Teach => self.word = true,
            Act::Unteach => self.word = false,
            _ => {}
        }
    }

    /// The texts of a report that there are, the earliest first.
    fn texts(&self, report: usize, world: &World) -> Vec<usize> {
        let mut texts = Vec::new();
        for file in self.files.iter().filter(|file| self::report(**file) == report) {
            let text = world.files[*file].text;
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// What the archive should say.
    fn says(&self, world: &World) -> Vec<String> {
        let mut lines = Vec::new();
        for report in (0..world.files.len() / FILES).filter(|report| self.has(*report)) {
            let texts = self.texts(report, world);
            let first_of_last = report * FILES + if texts.last() == Some(&1) { FILES - 1 } else { 0 };
            let number = match self.corrected.contains(&report) {
                true => CORRECT.to_owned(),
                false => world.number(first_of_last),
            };
            let files = self.files.iter().filter(|file| self::report(**file) == report).count();
            let steps = self.steps.get(&report).copied().unwrap_or_default();
            lines.push(line(world.of(report * FILES), texts.len(), Some(number), (files, steps)));
        }
        if self.imported {
            lines.push(line(IMPORTED, 1, None, (1, 0)));
        }
        lines.sort();
        lines.push(format!("{:?}", self.word.then_some(WORD).into_iter().collect::<Vec<_>>()));
        lines
    }
}

fn line(
    (agency, year): (&str, u16),
    revision: usize,
    number: Option<String>,
    (files, steps): (usize, usize),
) -> String {
    format!("{agency} {year}: revision {revision}, {number:?}, {files} files, {steps} steps")
}

/// What the archive says of what the model knows.
fn told(archive: &Archive, world: &World) -> Vec<String> {
    let indicators = vec![world.cell.0.to_owned()];
    let series = archive.series(&Wanted { indicators, ..Wanted::default() }).unwrap();
    let numbers: BTreeMap<(String, u16), String> = series
        .points
        .into_iter()
        .filter_map(|point| Some(((point.agency, point.year), point.value?.to_string())))
        .collect();
    let mut lines = Vec::new();
    for entry in archive.list(&Filter::default()).unwrap().reports {
        let of = (entry.agency.as_str(), entry.year);
        let number = numbers.get(&(entry.agency.clone(), entry.year)).cloned().filter(|_| of != IMPORTED);
        let files = archive.files(of.0, of.1).unwrap().files.len();
        let steps = archive.standing(of.0, of.1).unwrap().steps.len();
        lines.push(line(of, entry.revision as usize, number, (files, steps)));
    }
    lines.sort();
    lines.push(format!("{:?}", archive.dictionary().unwrap()));
    lines
}

/// What there is, and the acts that led there: those that were undone are left out.
#[derive(Default)]
pub(super) struct Model {
    held: Held,
    /// Each with what there was before it.
    done: Vec<(Act, Held)>,
    /// Each with what there was after it.
    undone: Vec<(Act, Held)>,
}

impl Model {
    /// Follows what the archive did, and says whether it should have. An act that was broken off may have done nothing.
    pub(super) fn follow(&mut self, act: Act, was_done: bool, broken_off: bool) -> bool {
        if broken_off && !was_done {
            return true;
        }
        match act {
            Act::Undo => {
                let can = self.done.last().is_some_and(|(last, _)| *last != Act::Rebuild);
                if can
                    && was_done
                    && let Some((last, before)) = self.done.pop()
                {
                    self.undone.push((last, std::mem::replace(&mut self.held, before)));
                }
                can == was_done
            }
            Act::Redo => {
                let can = !self.undone.is_empty();
                if was_done && let Some((last, after)) = self.undone.pop() {
                    self.done.push((last, std::mem::replace(&mut self.held, after)));
                }
                can == was_done
            }
            act => {
                let expected = self.held.is_changed_by(act);
                if was_done {
                    self.done.push((act, self.held.clone()));
                    self.held.change(act);
                    self.undone.clear();
                }
                expected.is_none_or(|expected| expected == was_done)
            }
        }
    }

    /// Compares an archive with it: what the archive says otherwise.
    pub(super) fn differs(&self, archive: &Archive, world: &World) -> Option<String> {
        let (wanted, told) = (self.held.says(world), told(archive, world));
        (wanted != told).then(|| format!("{told:#?}, and not {wanted:#?}"))
    }

    /// The acts that make the same archive anew: of what was removed nothing, and nothing is read again. What is decided
    /// of a report that is removed holds for it when it comes back, which no new archive has: then everything is done again.
    pub(super) fn fresh(&self, world: &World) -> Vec<Act> {
        use Act::{
            Add, Alias, Correct, FollowUp, Rebuild, Remove, RemoveFile, Unalias, Uncorrect, Unwaive, Waive,
        };
        let done: Vec<Act> = self.done.iter().map(|(act, _)| *act).filter(|act| *act != Rebuild).collect();
        let whole = done.iter().any(|act| matches!(act, Waive(_) | Unwaive(_) | Alias | Unalias));
        let is_decided = |of: usize| {
            let decided = |act: &Act| match act {
                Correct(file) | Uncorrect(file) => report(*file) == report(of),
                // of an office that has another report, and need not have this one
                FollowUp(file) => world.of(*file).0 == world.of(of).0,
                _ => false,
            };
            whole || done.iter().any(decided)
        };
        let removed_later = |n: usize, file: usize| {
            done[n..].iter().any(|act| match act {
                Remove(other) => report(*other) == report(file),
                RemoveFile(other) => *other == file,
                _ => false,
            })
        };
        let counts = |(n, act): &(usize, &Act)| match act {
            Add(file) => is_decided(*file) || !removed_later(*n, *file),
            Remove(file) | RemoveFile(file) => is_decided(*file),
            _ => true,
        };
        done.iter().enumerate().filter(counts).map(|(_, act)| *act).collect()
    }
}
