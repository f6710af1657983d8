//! Words that a person teaches the segmentation beside jieba's dictionary: names, new terms of the trade.
//!
//! They change how hits are ranked and which keywords are found, never what matches. The index is made with them;
//! when they change, it is made anew.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::archive::change::Writer;
use crate::archive::db::decided::history::Act;
use crate::archive::db::decided::words;
use crate::archive::db::settings;
use crate::archive::error::Error;
use crate::archive::files::lock::Waiting;
use crate::archive::index::{DICTIONARY, LONGEST_WORD};
use crate::chinese::fold::fold;
use crate::language::Message;

impl Writer {
    /// Teaches words and makes the index anew with them; the result is how many were not known.
    ///
    /// # Errors
    /// [`Error::NoWord`], then nothing is taught; what is wrong with the archive.
    pub fn teach(&mut self, typed: &[String], waiting: &mut dyn FnMut(Waiting)) -> Result<usize, Error> {
        let words = typed.iter().map(|typed| word(typed)).collect::<Result<Vec<_>, _>>()?;
        self.change_dictionary(Act::Teach, words::keep, &words, waiting)
    }

    /// Forgets words that were taught and makes the index anew without them; the result is how many were known.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn unteach(&mut self, typed: &[String], waiting: &mut dyn FnMut(Waiting)) -> Result<usize, Error> {
        let words: Vec<String> = typed.iter().map(|typed| fold(typed)).collect();
        self.change_dictionary(Act::Unteach, words::forget, &words, waiting)
    }

    fn change_dictionary(
        &mut self,
        act: Act,
        write: fn(&Connection, &str) -> rusqlite::Result<bool>,
        words: &[String],
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<usize, Error> {
        self.change_telling(act, waiting, |change| {
            let conn = &change.archive.conn;
            let mut changed = Vec::new();
            for word in words {
                if write(conn, word)? {
                    changed.push(word.as_str());
                }
            }
            if !changed.is_empty() {
                note_words(conn)?;
                change.record(changed.join("、"));
            }
            Ok(changed.len())
        })
    }
}

/// Notes which words there are now, so that the index is made anew with them.
pub(super) fn note_words(conn: &Connection) -> rusqlite::Result<()> {
    let words = words::all(conn)?;
    settings::set(conn, DICTIONARY, &digest(&words))
}

/// A word as the dictionary keeps it.
///
/// # Errors
/// [`Error::NoWord`] for what segmentation never gives: one character, a long phrase, punctuation.
fn word(typed: &str) -> Result<String, Error> {
    let word = fold(typed);
    let refused = |why: Message| Err(Error::NoWord { word: typed.to_owned(), why });
    match word.chars().count() {
        0 | 1 => refused(Message::of("archive.word_short")),
        count if count > LONGEST_WORD => refused(Message::of("archive.word_long")),
        _ if !word.chars().all(char::is_alphanumeric) => refused(Message::of("archive.word_signs")),
        _ => Ok(word),
    }
}

/// Sixteen hexadecimal digits that differ where the words do.
fn digest(words: &[String]) -> String {
    let digest = Sha256::digest(words.join("\n"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
