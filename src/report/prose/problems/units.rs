//! The text cut into units: sentences, the parts of a sentence that a semicolon ends, leads that a colon ends, and
//! what begins with a counter. The units joined are the text.

use super::counters::{self, Counter, Family};
use super::cues;
use super::letters::FINAL;

/// Quotations and parentheses that are longer are not closed, for us.
const LONGEST_QUOTE: usize = 300;

/// Signs after which a counter may begin.
const BREAKS: &[char] =
    &['。', ';', ':', ',', '、', '.', '!', '?', '\n', '”', '’', ')', '》', '〕', '】', ']', '[', '〔', '【'];

/// A piece of text that says one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// The first byte.
    pub(super) start: usize,
    /// The byte behind the last.
    pub(super) end: usize,
    /// The counter before it.
    pub(super) mark: Option<Mark>,
    /// Whether a paragraph begins with it.
    pub(super) paragraph: bool,
}

/// A counter as an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The counter.
    pub(super) counter: Counter,
    /// The number of its list in the text.
    pub(super) list: usize,
    /// Whether it is the first of its list.
    pub(super) first: bool,
}

impl Unit {
    /// The first byte of the words, behind the counter.
    pub(super) fn body(&self) -> usize {
        self.start + self.mark.map_or(0, |mark| mark.counter.length)
    }

    /// The words, without the counter.
    pub(super) fn words<'a>(&self, plain: &'a str) -> &'a str {
        &plain[self.body()..self.end]
    }
}

/// Cuts a text.
pub(super) fn cut(plain: &str) -> Vec<Unit> {
    let quoted = quoted(plain);
    let marks = marks(plain, &quoted);
    let mut units: Vec<Unit> = Vec::new();
    let mut start = 0;
    let mut next_mark = marks.iter().peekable();
    let mut quote = quoted.iter().peekable();
    let mut push = |from: usize, to: usize| {
        if from < to {
            let mark = marks.binary_search_by_key(&from, |(at, _)| *at).ok().map(|n| marks[n].1);
            units.push(Unit {
                start: from,
                end: to,
                mark,
                paragraph: from == 0 || plain[..from].ends_with('\n'),
            });
        }
    };
    let mut behind_counter = 0;
    let mut previous = '\n';
    for (at, c) in plain.char_indices() {
        if let Some((_, mark)) = next_mark.next_if(|(mark, _)| *mark <= at) {
            push(start, at);
            start = at;
            behind_counter = at + mark.counter.length;
        }
        while quote.next_if(|(_, end)| *end <= at).is_some() {}
        let end = at + c.len_utf8();
        let inside = quote.peek().is_some_and(|(from, to)| *from < at && end < *to);
        let rest = &plain[end..];
        if at < behind_counter || (inside && c != '\n') || rest.starts_with(['”', '’', ')']) && c != '\n'
        {
            previous = c;
            continue;
        }
        let closes = "”’)》】〕]".contains(c) && FINAL.contains(&previous);
        let ends = match c {
            '\n' | ';' => true,
            c if FINAL.contains(&c) => !rest.starts_with(FINAL),
            '.' => ends_sentence(previous, rest),
            ':' => cues::leads(&plain[behind_counter.max(start)..at]),
            _ => closes,
        };
        // a line break goes with what it ends
        if ends && (c == '\n' || !rest.starts_with('\n')) {
            push(start, end);
            start = end;
        }
        previous = c;
    }
    push(start, plain.len());
    units
}

/// Whether a full stop of Latin script ends a Chinese sentence.
fn ends_sentence(previous: char, rest: &str) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let next = rest.chars().next();
    (han(previous) || previous == '”')
        && next.is_none_or(|c| c == '\n' || han(c) || counters::at(rest).is_some())
}

/// What is in quotation marks or parentheses: the byte of the first sign and the byte behind the last, outermost only.
fn quoted(plain: &str) -> Vec<(usize, usize)> {
    const PAIRS: &[(char, char)] =
        &[('“', '”'), ('‘', '’'), ('(', ')'), ('《', '》'), ('「', '」'), ('『', '』')];
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (at, c) in plain.char_indices() {
        if c == '\n' {
            open.clear();
        } else if let Some((_, close)) = PAIRS.iter().find(|(first, _)| *first == c) {
            open.push((*close, at));
        } else if let Some(depth) = open.iter().rposition(|(close, _)| *close == c) {
            let from = open[depth].1;
            open.truncate(depth);
            if at - from <= LONGEST_QUOTE {
                while spans.pop_if(|(inner, _)| *inner > from).is_some() {}
                spans.push((from, at + c.len_utf8()));
            }
        }
        if open.len() > 8 {
            open.remove(0);
        }
    }
    spans
}

/// A counter that may be one.
struct Candidate {
    at: usize,
    counter: Counter,
    /// After a sign or a line break.
    fresh: bool,
    /// After a line break, a colon or a sentence.
    sure: bool,
}

fn candidates(plain: &str, quoted: &[(usize, usize)]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut quote = quoted.iter().peekable();
    let mut behind = 0;
    let mut previous = '\n';
    for (at, c) in plain.char_indices() {
        while quote.next_if(|(_, end)| *end <= at).is_some() {}
        let inside = quote.peek().is_some_and(|(from, _)| *from < at);
        let before = std::mem::replace(&mut previous, c);
        let fresh = BREAKS.contains(&before);
        if inside || at < behind || before.is_ascii_alphanumeric() {
            continue;
        }
        let Some(counter) = counters::at(&plain[at..]) else { continue };
        let bullet = counter.family == Family::Bullet;
        let allowed = match counter.family {
            Family::Bullet if "-—–".contains(c) => before == '\n',
            family => fresh || family.is_plain() && before != '第',
        };
        if allowed {
            let sure = matches!(before, '\n' | ':' | '。' | ';');
            found.push(Candidate { at, fresh, sure, counter });
        }
        if allowed || bullet {
            behind = at + counter.length;
        }
    }
    found
}

/// The counters that make lists, by where they begin.
fn marks(plain: &str, quoted: &[(usize, usize)]) -> Vec<(usize, Mark)> {
    let candidates = candidates(plain, quoted);
    let seconds = seconds(&candidates);
    let mut open: Vec<(Family, u8, usize)> = Vec::new();
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    let mut lists = 0;
    let mut last_bullet = 0;
    for (candidate, second) in candidates.iter().zip(seconds) {
        let Counter { family, number, .. } = candidate.counter;
        let same = open.iter().rposition(|(other, _, _)| *other == family);
        let apart = family == Family::Bullet
            && plain[last_bullet.min(candidate.at)..candidate.at].matches('\n').count() > 1;
        if family == Family::Bullet {
            last_bullet = candidate.at;
        }
        let next = same.filter(|n| {
            if apart {
                return false;
            }
            let last = open[*n].1;
            let skips = candidate.fresh && number > last && family != Family::Han;
            number == last + 1 || (number == 0 && number <= last) || skips
        });
        let begins = match number {
            1 => {
                let spoken = family == Family::Spoken && candidate.sure;
                let alone = candidate.fresh && !family.is_word() || spoken;
                second || alone
            }
            0 => family == Family::Bullet,
            _ => candidate.fresh && candidate.sure && same.is_none(),
        };
        let (list, first) = match next {
            Some(n) => {
                open.truncate(n + 1);
                open[n].1 = number;
                (open[n].2, false)
            }
            None if begins => {
                open.truncate(same.unwrap_or(open.len()));
                lists += 1;
                open.push((family, number, lists));
                (lists, true)
            }
            None => continue,
        };
        marks.push((candidate.at, Mark { counter: candidate.counter, list, first }));
    }
    marks
}

/// For each counter, whether the second of its family follows.
fn seconds(candidates: &[Candidate]) -> Vec<bool> {
    let mut seen: Vec<Family> = Vec::new();
    let mut flags: Vec<bool> = candidates
        .iter()
        .rev()
        .map(|candidate| {
            let Counter { family, number, .. } = candidate.counter;
            let followed = seen.contains(&family);
            if number == 2 && !followed {
                seen.push(family);
            } else if number == 1 {
                seen.retain(|other| *other != family);
            }
            followed
        })
        .collect();
    flags.reverse();
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(plain: &str) -> Vec<&str> {
        let units = cut(plain);
        let pieces: Vec<&str> = units.iter().map(|unit| &plain[unit.start..unit.end]).collect();
        assert_eq!(pieces.concat(), plain);
        pieces
    }

    #[test]
    fn sentences_leads_and_items() {
        assert_eq!(
            cuts("主要问题:一是少,不多;二是慢。下一步:加强“督促。”完善。"),
            ["主要问题:", "一是少,不多;", "二是慢。", "下一步:", "加强“督促。”", "完善。"]
        );
        assert_eq!(cuts("1.公开1.5万条.2.少"), ["1.公开1.5万条.", "2.少"]);
        assert_eq!(cuts("村干部参加少2、内容轻"), ["村干部参加少2、内容轻"]);
        assert_eq!(cuts("1、村干部参加少2、内容轻"), ["1、村干部参加少", "2、内容轻"]);
        assert_eq!(cuts("一些单位不知道,二来信访多。"), ["一些单位不知道,二来信访多。"]);
    }
}
