//! What each piece of a text is, by what leads to it and by what it says.
//!
//! A lead or heading (`主要表现在：`, `（二）改进措施`) says what follows until the next; without one, sentences
//! and lists say it themselves. The items of a list are of one kind. Inside an item, and in a sentence, words like
//! `下一步` or `为此` turn from the problem to the measure. Outside the sections about problems only what is named as
//! such counts.

use std::collections::{BTreeMap, BTreeSet};

use super::cues::{
    self, ADDRESS, DONE, LACK, LATER, NEEDS, NOTHING, NOW, OUTCOME, PROBLEM_NAME, SOLVE, SURE_PLAN, TAKEN_UP,
    TURN, WORK,
};
use super::units::{Mark, Unit, cut};
use super::{Kind, Setting, members};

/// A head of a list inside an item is no longer.
const LONGEST_HEAD: usize = 40;

/// A sentence turns no more often.
const MOST_TURNS: usize = 8;

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The byte behind the last.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: Option<Kind>,
    /// An admission that names nothing.
    bare: bool,
}

/// What is expected of what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing: only what is named as such counts.
    Outside,
    /// Problems and measures, as the title of the section says.
    Either,
    /// What a lead or heading said.
    Led(Kind),
    /// What the sentence before said.
    Said(Kind),
}

/// The item of a list that is being read.
#[derive(Debug, Clone, Copy)]
struct Item {
    /// What the list names.
    kind: Option<Kind>,
    /// What the last sentence in it turned to.
    now: Option<Kind>,
    /// The number of its first span.
    span: usize,
    /// Whether its paragraph has ended, with a sign.
    closed: bool,
}

struct Reader<'a> {
    plain: &'a str,
    year: Option<u16>,
    units: Vec<Unit>,
    /// The units that begin the items of each list.
    lists: BTreeMap<usize, Vec<usize>>,
    home: Mode,
    mode: Mode,
    /// The mode before each list.
    before: BTreeMap<usize, Mode>,
    kinds: BTreeMap<usize, Option<Kind>>,
    /// Lists whose items are headings.
    frames: BTreeSet<usize>,
    item: Option<Item>,
    /// Whether the unit before leads.
    leading: bool,
    /// Whether a semicolon ends the unit before.
    coordinated: bool,
    spans: Vec<Span>,
}

/// The spans of a text in order; the first begins at its beginning, each at the end of the one before.
pub(super) fn read(setting: &Setting<'_>, plain: &str) -> Vec<Span> {
    let units = cut(plain);
    let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, unit) in units.iter().enumerate() {
        if let Some(mark) = unit.mark {
            lists.entry(mark.list).or_default().push(n);
        }
    }
    let home = home(setting);
    if setting.section == Some(0) {
        return Vec::new();
    }
    let mut reader = Reader {
        plain,
        year: setting.year,
        units,
        lists,
        home,
        mode: home,
        before: BTreeMap::new(),
        kinds: BTreeMap::new(),
        frames: BTreeSet::new(),
        item: None,
        leading: true,
        coordinated: false,
        spans: Vec::new(),
    };
    for n in 0..reader.units.len() {
        reader.unit(n);
    }
    reader.finish()
}

/// Whether words begin with what they are about.
fn takes_up(words: &str) -> bool {
    ADDRESS.are_in(words) || ["针对", "关于", "对于"].iter().any(|word| words.starts_with(word))
}

/// Whether words name a problem first and say then what became of it: `“栏目少”问题,通过改版得到解决`.
fn takes_up_another(words: &str) -> bool {
    words.split_once(',').is_some_and(|(first, rest)| {
        let named = ["问题", "不足", "短板", "方面"].iter().any(|noun| first.ends_with(noun));
        let taken = ["针对", "对照", "关于", "对于"].iter().any(|word| first.starts_with(word));
        (named || taken) && !cues::admits(first) && OUTCOME.are_in(rest) && !LACK.are_in(rest)
    })
}

/// Whether a heading in any section promises: `重点工作` does not, `下一步工作` does.
fn promises(words: &str, year: Option<u16>) -> bool {
    SURE_PLAN.are_in(words) || LATER.are_in(words) || cues::begins_later(words, year)
}

/// What the title of a section lets expect.
fn home(setting: &Setting<'_>) -> Mode {
    let title = super::letters::Letters::of(setting.title).plain;
    let numbered = setting.section == Some(5);
    match cues::heading(&title, setting.year) {
        Some(Some(Kind::Plan)) if numbered || promises(&title, setting.year) => Mode::Led(Kind::Plan),
        Some(Some(Kind::Plan)) => Mode::Outside,
        Some(Some(Kind::Problem)) => Mode::Led(Kind::Problem),
        Some(_) => Mode::Either,
        None if numbered => Mode::Either,
        None => Mode::Outside,
    }
}

impl Reader<'_> {
    fn unit(&mut self, n: usize) {
        let unit = self.units[n];
        let words = unit.words(self.plain);
        if !words.contains(char::is_alphanumeric) {
            self.push(unit.end, None);
            return;
        }
        if unit.paragraph {
            self.paragraph(unit);
        }
        if let Some(kind) = cues::heading(words, self.year).filter(|_| self.may_head(unit, n)) {
            self.mode = kind.map_or(Mode::Either, Mode::Led);
            unit.mark.map(|mark| self.frames.insert(mark.list));
            self.lead(unit.end);
            return;
        }
        if let Some(mark) = unit.mark {
            if self.frames.contains(&mark.list) {
                self.mode = self.home;
                self.item = None;
                if words.trim_end_matches(|c: char| !c.is_alphanumeric()).chars().count() <= 12 {
                    self.push(unit.end, None);
                    return;
                }
            } else {
                self.begin(n, mark);
            }
        } else if let Some(kind) = self.leads_to(n) {
            self.mode = Mode::Led(kind);
            self.lead(unit.end);
            return;
        }
        self.parts(unit);
        self.leading = false;
        self.coordinated = words.ends_with(';');
    }

    /// A new paragraph ends the item before it, unless that is only a title; outside, it ends what was led to.
    fn paragraph(&mut self, unit: Unit) {
        if self.item.is_some_and(|item| item.closed) {
            self.item = None;
        }
        if unit.mark.is_none() && self.home == Mode::Outside && !self.leading && self.item.is_none() {
            self.mode = Mode::Outside;
        }
    }

    fn lead(&mut self, end: usize) {
        self.item = None;
        self.push(end, None);
        self.leading = true;
    }

    fn push(&mut self, end: usize, kind: Option<Kind>) {
        self.spans.push(Span { end, kind, bare: false });
    }

    /// Whether a unit that looks like a heading may be one: with a sign or a line break behind it, or a list.
    fn may_head(&self, unit: Unit, n: usize) -> bool {
        let words = unit.words(self.plain);
        let line = words.trim_end_matches('\n');
        let alone = line.len() < words.len() || unit.end == self.plain.len();
        let titled = unit.mark.is_some() || line.ends_with(['〕', '】', ':']);
        // an item of a list of problems may be as general as a heading
        let item = unit.mark.is_some_and(|mark| {
            let known = self.kinds.get(&mark.list).copied().flatten().is_some();
            let led = matches!(self.mode, Mode::Led(kind) if self.leading && cues::led(words, self.year) == Some(kind));
            known || led && mark.first
        });
        // outside, `工作要点落实情况：` leads to what was done
        let plan = cues::heading(words, self.year) == Some(Some(Kind::Plan));
        let sure = self.home != Mode::Outside || unit.mark.is_none() && !plan || promises(words, self.year);
        let sentence = line.ends_with('。');
        let named = !self.turns(line) && !line.contains(',') && cues::ends_as_heading(line);
        let own_line = unit.paragraph && (if sentence { named } else { alone });
        sure && !item && (titled || own_line || self.first_of_list(n + 1))
    }

    fn first_of_list(&self, n: usize) -> bool {
        self.units.get(n).and_then(|unit| unit.mark).is_some_and(|mark| mark.first)
    }

    /// What a unit without a counter leads to, if it leads.
    fn leads_to(&self, n: usize) -> Option<Kind> {
        let unit = self.units[n];
        let words = unit.words(self.plain).trim_end_matches('\n');
        let listed = self.first_of_list(n + 1);
        let colon = words.ends_with(':');
        if !(colon || listed) {
            return None;
        }
        let admitted = cues::admits(words).then_some(Kind::Problem);
        let kind = match cues::led(words, self.year).or(admitted)? {
            Kind::Plan if LACK.are_in(words) && !self.any_turns(words) && !OUTCOME.are_in(words) => {
                Kind::Problem
            }
            kind => kind,
        };
        let explicit = cues::admits(words)
            || self.turns(words)
            || cues::earlier(words, self.year).is_some()
            || NEEDS.are_in(words);
        let free = match (self.item, self.home) {
            (None, Mode::Outside) => explicit && !NOTHING.are_in(words),
            (None, _) => true,
            (Some(_), _) => explicit || cues::is_general(words),
        };
        let sentence = words.ends_with('。');
        // a sentence before a list leads it unless it says something of its own
        let own = match kind {
            Kind::Answer => OUTCOME.are_in(words),
            _ => !cues::admits(words) && !self.turns(words),
        };
        let said = sentence && !cues::is_general(words) && own;
        (free && !said).then_some(kind)
    }

    /// Whether words turn to measures.
    fn turns(&self, words: &str) -> bool {
        LATER.are_in(words)
            || ADDRESS.are_in(words)
            || TURN.are_in(words)
            || cues::begins_later(words, self.year)
    }

    /// Whether one of the clauses of words turns to measures.
    fn any_turns(&self, words: &str) -> bool {
        words.split(',').any(|clause| self.turns(clause))
    }

    /// Whether words say what was done about what an earlier report named.
    fn answers(&self, words: &str) -> bool {
        let earlier = cues::earlier(words, self.year);
        // outside, what was done is often the carrying out of earlier plans
        let named = self.home != Mode::Outside
            || earlier.is_some_and(|behind| PROBLEM_NAME.are_in(behind) || cues::admits(behind));
        named
            && earlier.is_some_and(|behind| {
                OUTCOME.are_in(words) || ADDRESS.are_in(words) || cues::goes_on_after(behind)
            })
    }

    /// A new item.
    fn begin(&mut self, n: usize, mark: Mark) {
        if mark.first {
            self.before.insert(mark.list, self.mode);
            let kind = self.kind_of_list(n, mark.list);
            if kind.is_some() {
                self.open_inside();
            }
            self.kinds.insert(mark.list, kind);
        } else if self.kinds.get(&mark.list).copied().flatten().is_none() {
            self.mode = self.before.get(&mark.list).copied().unwrap_or(self.home);
        }
        let kind = self.kinds.get(&mark.list).copied().flatten();
        self.item = Some(Item { kind, now: kind, span: self.spans.len(), closed: false });
    }

    /// A list in an item: what the item says before it only leads to it.
    fn open_inside(&mut self) {
        let Some(item) = self.item else { return };
        let from = self.spans[..item.span].last().map_or(0, |span| span.end);
        let to = self.spans.last().map_or(0, |span| span.end);
        if self.plain[from..to].chars().count() <= LONGEST_HEAD {
            self.spans[item.span..].iter_mut().for_each(|span| span.kind = None);
        }
    }

    /// The kind of the items of a list: what led to it, else what most of its items say.
    fn kind_of_list(&self, n: usize, list: usize) -> Option<Kind> {
        let inherited = self.item.filter(|_| !self.leading).and_then(|item| item.now);
        let led = match self.mode {
            Mode::Led(kind) if self.leading || self.home == self.mode => Some(kind),
            _ => inherited,
        };
        if led.is_some() {
            return led;
        }
        if self.mode == Mode::Outside {
            return None;
        }
        let votes: Vec<Kind> = self.lists[&list]
            .iter()
            .filter(|item| **item >= n)
            .filter_map(|item| self.says(self.units[*item].words(self.plain)))
            .collect();
        let count = |kind: Kind| votes.iter().filter(|vote| **vote == kind).count();
        Kind::ALL
            .into_iter()
            .filter(|kind| count(*kind) > 0)
            .max_by_key(|kind| (count(*kind), *kind == Kind::Problem))
            .or(match self.mode {
                Mode::Led(kind) | Mode::Said(kind) => Some(kind),
                // what a section about problems lists without a word of its own
                _ => Some(Kind::Problem),
            })
    }

    /// What words are by themselves.
    fn says(&self, words: &str) -> Option<Kind> {
        if self.answers(words) {
            return Some(Kind::Answer);
        }
        let clause = words.split([',', ';', '。', '!', '\n']).next().unwrap_or(words);
        let more = clause.len() + 3 < words.trim_end().len();
        if SOLVE.are_in(clause) || self.turns(words) && (more || !ADDRESS.are_in(words)) {
            return Some(Kind::Plan);
        }
        match (LACK.are_in(clause), WORK.are_in(clause)) {
            (true, _) => Some(Kind::Problem),
            (false, true) => Some(Kind::Plan),
            _ if LACK.are_in(words) || cues::admits(words) => Some(Kind::Problem),
            _ => None,
        }
    }

    /// The parts of a unit, each with its kind.
    fn parts(&mut self, unit: Unit) {
        let mut from = unit.body();
        for _ in 0..MOST_TURNS {
            let (length, conceded) = self.turn_in(&self.plain[from..unit.end]);
            let to = from + length;
            if conceded && self.item.is_none() {
                self.push(to, None);
            } else {
                self.part(from, to);
            }
            from = to;
            if from == unit.end {
                break;
            }
        }
        if from < unit.end {
            self.part(from, unit.end);
        }
        let words = &self.plain[unit.start..unit.end];
        let ended = words.trim_end_matches('\n').ends_with(|c: char| !c.is_alphanumeric());
        if let Some(item) = &mut self.item {
            item.closed |= words.ends_with('\n') && ended;
        }
    }

    /// The byte at which a sentence turns from a problem to a measure, or from what went well to what did not, and
    /// whether what is before it only concedes; its length if it does not turn.
    fn turn_in(&self, words: &str) -> (usize, bool) {
        let clauses: Vec<&str> = words.split_inclusive(',').collect();
        let lacks: Vec<bool> =
            clauses.iter().map(|clause| LACK.are_in(clause) || cues::admits(clause)).collect();
        let Some(first) = clauses.first() else { return (words.len(), false) };
        let last = lacks.iter().rposition(|lacks| *lacks);
        let denies = NOTHING.are_in(first);
        if last.is_none() && !denies {
            return (words.len(), false);
        }
        let promises = takes_up(first) || self.turns(first);
        let answers = cues::earlier(words, self.year).is_some();
        let (mut at, mut lacked) = (first.len(), lacks[0]);
        for (n, clause) in clauses.iter().enumerate().skip(1) {
            let measure = (lacked || denies) && !promises && self.turns(clause);
            let but = ["但", "然而", "不过", "可是"].iter().any(|word| clause.starts_with(word));
            if measure || but && last.is_some_and(|last| n <= last) && (!lacked || answers) {
                return (at, but && !answers);
            }
            at += clause.len();
            lacked |= lacks[n];
        }
        (words.len(), false)
    }

    fn part(&mut self, from: usize, to: usize) {
        let words = &self.plain[from..to];
        if let Some(item) = self.item.filter(|item| item.kind.is_some()) {
            let turn = self.turn_of_item(item, words);
            let begins = self.spans.len() == item.span;
            match turn {
                Some(kind) if !begins => {
                    self.push(to, Some(kind));
                    self.item = Some(Item { now: Some(kind), ..item });
                }
                _ if begins => self.push(to, item.kind.filter(|_| !cues::denies(words))),
                _ => {
                    if let Some(span) = self.spans.last_mut() {
                        span.end = to;
                    }
                }
            }
            return;
        }
        let (kind, bare) = self.statement(words);
        let members = if kind == Some(Kind::Problem) {
            members::members(words, self.leading && !self.spans.is_empty())
        } else {
            Vec::new()
        };
        match (members.first(), members.last()) {
            (Some(first), Some(last)) => {
                self.push(from + first.start, None);
                members.iter().for_each(|range| self.push(from + range.end, kind));
                self.push(to.max(from + last.end), None);
            }
            _ => self.spans.push(Span { end: to, kind, bare }),
        }
    }

    /// What a sentence inside an item turns to.
    fn turn_of_item(&self, item: Item, words: &str) -> Option<Kind> {
        let done = item.now == Some(Kind::Problem) && DONE.are_in(words) && !LACK.are_in(words);
        let turn = if self.answers(words) {
            Kind::Answer
        } else if self.turns(words) || done {
            Kind::Plan
        } else if cues::admits(words) && item.now != Some(Kind::Problem) {
            Kind::Problem
        } else {
            return None;
        };
        (item.kind.is_some() && item.now != Some(turn)).then_some(turn)
    }

    /// What a sentence outside lists is, and whether it only admits; the mode goes on from it.
    fn statement(&mut self, words: &str) -> (Option<Kind>, bool) {
        let outside = self.home == Mode::Outside;
        let admits = cues::admits(words);
        let lacks = LACK.are_in(words);
        if cues::denies(words) || NOTHING.are_in(words) && !admits {
            return (None, false);
        }
        if self.answers(words) {
            self.mode = Mode::Said(Kind::Answer);
            return (Some(Kind::Answer), false);
        }
        if cues::earlier(words, self.year).is_some() && !NOW.are_in(words) {
            // what was named then; what was done about it follows
            self.mode = Mode::Led(Kind::Answer);
            return (None, false);
        }
        let one_more = self.mode == Mode::Said(Kind::Answer) && takes_up_another(words);
        if (self.mode == Mode::Led(Kind::Answer) || one_more) && self.says_what_was_done(words) {
            return (Some(Kind::Answer), false);
        }
        let later = cues::begins_later(words, self.year)
            || LATER.are_in(words) && (!outside || cues::promises(words));
        let follows = matches!(self.mode, Mode::Led(_) | Mode::Said(_));
        let taken = TAKEN_UP.are_in(words) && TURN.are_in(words);
        if later || self.turns(words) && !(LATER.are_in(words) && outside) && (!outside || follows || taken) {
            self.mode = Mode::Said(Kind::Plan);
            return (Some(Kind::Plan), false);
        }
        if admits && !(outside && NOTHING.are_in(words)) {
            self.mode = Mode::Said(Kind::Problem);
            return (Some(Kind::Problem), cues::is_general(words));
        }
        if let (true, Mode::Said(kind)) = (self.coordinated, self.mode) {
            let goes_on = match kind {
                Kind::Problem => true,
                Kind::Plan => !lacks || WORK.are_in(words) || SOLVE.are_in(words),
                Kind::Answer => self.says_what_was_done(words),
            };
            if goes_on {
                return (Some(kind), false);
            }
        }
        let now = self.mode == Mode::Led(Kind::Answer) && lacks && NOW.are_in(words);
        let kind = match now {
            true => Some(Kind::Problem),
            false => self.follows(cues::without_connective(words), lacks),
        };
        if let (Some(kind), Mode::Either | Mode::Said(_)) = (kind, self.mode) {
            self.mode = Mode::Said(kind);
        }
        (kind, false)
    }

    /// What a sentence that turns to nothing is, by what was led to or said before.
    fn follows(&self, words: &str, lacks: bool) -> Option<Kind> {
        let clause = words.split(',').next().unwrap_or(words);
        let works = WORK.are_in(clause) || SOLVE.are_in(clause);
        match self.mode {
            Mode::Outside => None,
            Mode::Led(Kind::Answer) => None,
            Mode::Led(Kind::Problem) if !self.leading && !lacks && cues::was_done(words) => Some(Kind::Plan),
            Mode::Led(kind) => Some(kind),
            _ if works && self.lacks_only_what_it_ends(words) => match self.mode {
                Mode::Said(Kind::Problem | Kind::Plan) => Some(Kind::Plan),
                _ => None,
            },
            _ if lacks => Some(Kind::Problem),
            Mode::Said(Kind::Problem) if DONE.are_in(words) => Some(Kind::Plan),
            _ => None,
        }
    }

    /// Whether a work is named and nothing is lacking but what it puts an end to.
    fn lacks_only_what_it_ends(&self, words: &str) -> bool {
        let mut clauses = words.split_inclusive(',');
        let first = clauses.next().is_some_and(|clause| LACK.are_in(clause) && !SOLVE.are_in(clause));
        !first
            && (self.mode == Mode::Said(Kind::Plan)
                || clauses.all(|clause| !LACK.are_in(clause) || SOLVE.are_in(clause)))
    }

    /// Whether words that follow the naming of earlier problems say what was done: they neither promise nor only
    /// name what was lacking.
    fn says_what_was_done(&self, words: &str) -> bool {
        let promises = LATER.are_in(words)
            || cues::begins_later(words, self.year)
            || TAKEN_UP.are_in(words) && ADDRESS.are_in(words)
            || TURN.are_in(words) && !ADDRESS.are_in(words);
        let names = (LACK.are_in(words) || cues::admits(words)) && !OUTCOME.are_in(words) && !takes_up(words);
        !(promises || names || NOW.are_in(words) && cues::admits(words))
    }

    /// Admissions that name nothing count only where nothing else is named.
    fn finish(mut self) -> Vec<Span> {
        let named = self.spans.iter().any(|span| span.kind == Some(Kind::Problem) && !span.bare);
        let mut seen = named;
        for span in self.spans.iter_mut().filter(|span| span.bare) {
            if seen {
                span.kind = None;
            }
            seen = true;
        }
        self.spans
    }
}
