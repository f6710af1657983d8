//! Words that a person taught the segmentation beside jieba's dictionary: names, new terms of the trade.
//!
//! They change how hits are ranked and which keywords are found, never what matches. The index is made with them;
//! when they change, it is made anew.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::archive::{Archive, Error, Waiting, Writer, db};
use crate::chinese::fold::fold;

/// The setting that tells one dictionary from another; none as long as nothing was taught.
pub(super) const DIGEST: &str = "dictionary";

/// Characters of the longest word.
pub(super) const LONGEST: usize = 12;

/// Words of an archive in the order of their characters, folded.
pub(super) fn words(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare("SELECT word FROM word ORDER BY word")?.query_map([], |row| row.get(0))?.collect()
}

/// A word as the dictionary keeps it.
///
/// # Errors
/// [`Error::NoWord`] for what segmentation never gives: one character, a long phrase, punctuation.
fn word(typed: &str) -> Result<String, Error> {
    let word = fold(typed);
    let refused = |why: &'static str| Err(Error::NoWord { word: typed.to_owned(), why });
    match word.chars().count() {
        0 | 1 => refused("it has fewer than two characters"),
        count if count > LONGEST => refused("it has more than twelve characters"),
        _ if !word.chars().all(char::is_alphanumeric) => {
            refused("it holds something that is no letter or digit")
        }
        _ => Ok(word),
    }
}

impl Archive {
    /// The words that were taught, folded.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn dictionary(&self) -> Result<Vec<String>, Error> {
        Ok(words(&self.conn)?)
    }
}

impl Writer {
    /// Teaches words and makes the index anew with them; the result is how many were not known.
    ///
    /// # Errors
    /// [`Error::NoWord`], then nothing is taught; what is wrong with the archive.
    pub fn teach(&mut self, typed: &[String], waiting: &mut dyn FnMut(Waiting)) -> Result<usize, Error> {
        let words = typed.iter().map(|typed| word(typed)).collect::<Result<Vec<_>, _>>()?;
        self.change_dictionary("teach", "INSERT OR IGNORE INTO word VALUES (?1, ?2)", &words, waiting)
    }

    /// Forgets words that were taught and makes the index anew without them; the result is how many were known.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn unteach(&mut self, typed: &[String], waiting: &mut dyn FnMut(Waiting)) -> Result<usize, Error> {
        let words: Vec<String> = typed.iter().map(|typed| fold(typed)).collect();
        self.change_dictionary(
            "unteach",
            "DELETE FROM word WHERE word = ?1 AND ?2 IS NOT NULL",
            &words,
            waiting,
        )
    }

    fn change_dictionary(
        &mut self,
        what: &str,
        statement: &str,
        words: &[String],
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<usize, Error> {
        let tx = self.archive.conn.unchecked_transaction()?;
        let mut changed = Vec::new();
        for word in words {
            if tx.prepare_cached(statement)?.execute([word, &db::now()])? > 0 {
                changed.push(word.as_str());
            }
        }
        if changed.is_empty() {
            return Ok(0);
        }
        db::set(&tx, DIGEST, &digest(&self::words(&tx)?))?;
        db::history(&tx, self.act, what, &changed.join("、"))?;
        tx.commit()?;
        let changed = changed.len();
        self.index.remake(&self.archive.conn, waiting)?;
        Ok(changed)
    }
}

/// Sixteen hexadecimal digits that differ where the words do.
fn digest(words: &[String]) -> String {
    let digest = Sha256::digest(words.join("\n"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
