//! The text made ready for reading: folded, invisible characters left out, lines that a page broke joined; and
//! the way back to the bytes of the text.

use super::counters;
use crate::chinese::fold::{fold, fold_char, is_invisible};

/// Signs that end a sentence, folded.
pub(super) const FINAL: &[char] = &['。', '!', '?'];

/// A line that a page broke is at least this share of the widest one.
const WIDE: f64 = 0.75;

/// A line that a page broke has at least so many characters.
const SHORTEST: usize = 12;

/// A counter at the end of a line has no more characters.
const LONGEST_COUNTER: usize = 6;

/// A text as it is read.
#[derive(Debug)]
pub(super) struct Letters {
    /// The characters that are read; a line break only where a paragraph ends.
    pub(super) plain: String,
    /// For each byte of `plain`, and for its end, the byte of the text.
    at: Vec<usize>,
}

impl Letters {
    /// Makes a text ready.
    pub(super) fn of(text: &str) -> Self {
        let joined = joined(text);
        let (mut plain, mut at) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        let mut line = 0;
        for (byte, c) in text.char_indices() {
            let kept = match c {
                '\n' => {
                    line += 1;
                    (!joined[line - 1] && !plain.ends_with('\n')).then_some('\n')
                }
                c if is_invisible(c) => None,
                c => Some(fold_char(c)),
            };
            if let Some(c) = kept {
                plain.push(c);
                at.resize(plain.len(), byte);
            }
        }
        at.push(text.len());
        Self { plain, at }
    }

    /// The byte of the text at which the character at a byte of `plain` begins.
    pub(super) fn original(&self, byte: usize) -> usize {
        self.at.get(byte).or(self.at.last()).copied().unwrap_or(0)
    }
}

/// For each line break, whether the paragraph goes on after it.
fn joined(text: &str) -> Vec<bool> {
    let lines: Vec<String> = text.split('\n').map(fold).collect();
    let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut joined = vec![false; lines.len()];
    let filled: Vec<usize> = (0..lines.len()).filter(|n| !lines[*n].is_empty()).collect();
    for pair in filled.windows(2) {
        let on = goes_on(&lines[pair[0]], &lines[pair[1]], widest);
        joined[pair[0]..pair[1]].fill(on);
    }
    part_items(&lines, &filled, &mut joined);
    joined
}

/// Lines behind a lead that have no sign to the last, and no counter, are items and not one sentence: a sentence would end.
fn part_items(lines: &[String], filled: &[usize], joined: &mut [bool]) {
    let mut at = 0;
    while at < filled.len() {
        let run = filled[at..].iter().take_while(|n| joined[**n]).count() + 1;
        let of_run = &filled[at..(at + run).min(filled.len())];
        let led = at > 0 && lines[filled[at - 1]].ends_with(':');
        let unsigned = |n: &usize| {
            let line = &lines[*n];
            counters::at(line).is_none()
                && !line.contains(['。', ';'])
                && line.ends_with(char::is_alphanumeric)
        };
        if led && of_run.len() > 1 && of_run.iter().all(unsigned) {
            joined[of_run[0]..of_run[of_run.len() - 1]].fill(false);
        }
        at += run;
    }
}

/// Whether a page broke a line before the next.
fn goes_on(line: &str, next: &str, widest: usize) -> bool {
    let ended = line.ends_with(FINAL) || line.ends_with([';', ':', '.', '”', '>', ')']);
    if ends_with_counter(line) {
        return true;
    }
    if ended || counters::at(next).is_some() {
        return false;
    }
    let length = line.chars().count();
    let heading = counters::at(line).is_some() && !line.contains([',', '。', ';']);
    line.ends_with([',', '、']) || length >= SHORTEST && !heading && length as f64 >= WIDE * widest as f64
}

/// Whether a line ends with the counter of an item whose words are on the next: `主要有:(1)`.
fn ends_with_counter(line: &str) -> bool {
    let from = line.char_indices().rev().nth(LONGEST_COUNTER - 1).map_or(0, |(at, _)| at);
    line[from..].char_indices().any(|(at, _)| {
        let begins = line[..from + at].ends_with([':', ';', '。']);
        begins && counters::at(&line[from + at..]).is_some_and(|found| from + at + found.length == line.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_page_join_and_paragraphs_do_not() {
        let plain = |text: &str| Letters::of(text).plain;
        assert_eq!(
            plain("我局的公开工作仍存在一些不\n足，主要是：\n一是少。"),
            "我局的公开工作仍存在一些不足,主要是:\n一是少。"
        );
        assert_eq!(
            plain("存在的问题\n公开工作的统筹力度在个别科室还不够"),
            "存在的问题\n公开工作的统筹力度在个别科室还不够"
        );
        assert_eq!(plain("公开，\n\n及时"), "公开,及时");
    }

    #[test]
    fn every_character_knows_where_it_was() {
        let text = "　１．公 开";
        let letters = Letters::of(text);
        assert_eq!(letters.plain, "1.公开");
        assert_eq!(&text[letters.original(2)..letters.original(5)], "公 ");
        assert_eq!(letters.original(letters.plain.len()), text.len());
    }
}
