//! Finds in the prose what can be compared with the tables: numbers with what they count.
//!
//! A sentence is read from its beginning: of what time, whose requests and what matter a number speaks
//! may have been said clauses before it. What a number counts is found in `counted`, what is denied in
//! `denial`. Whether a claim is true is not decided here.

use std::rc::Rc;

use crate::chinese::number::{Number, numbers, tidy};
use crate::chinese::sentence::sentences;
use crate::report::Report;
use crate::report::check::prose::counted::{self, Around};
use crate::report::check::prose::denial;
use crate::report::check::prose::topic::{DISCLOSURE, Head, Topic};
use crate::report::check::prose::words::{Cue, Time, Token, in_plain_script, tokens};

/// A number of the prose and what it counts.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) topic: &'static Topic,
    /// The amount, its precision; none of it for “没有”.
    pub(super) number: Number,
    /// Says that there was nothing, in words.
    pub(super) nothing: bool,
    /// Speaks of a part of what the report covers: 本级, 办公室.
    pub(super) part: bool,
    /// The sentence as printed.
    pub(super) sentence: Rc<str>,
    /// The sentence's position in the report, to tell claims of one sentence.
    pub(super) place: usize,
    /// The beginning of the text behind the number, without its brackets.
    pub(super) rest: String,
    /// What the number comes to with the uncounted numbers right behind it.
    pub(super) with_next: Vec<i64>,
}

/// Characters of a sentence that is read; a longer one is a list or a table that has lost its lines.
const LONGEST: usize = 1000;

/// Characters kept of what stands behind a number: as far as its share or growth is looked for.
const BEHIND: usize = 48;

/// Every claim of the report's prose, and how many sentences were too long to be read.
pub(super) fn claims(report: &Report) -> (Vec<Claim>, u32) {
    let names = names(&report.agency);
    let mut claims = Vec::new();
    let (mut place, mut too_long) = (0, 0);
    for section in report.sections.iter().filter(|section| section.number != 5) {
        let mut heading = "";
        for line in section.text.lines() {
            let about = section.number == 3
                || section.number == 4
                || DISCLOSURE.iter().any(|word| line.contains(word) || heading.contains(word));
            let mut reader = Reader { report, names: &names, about, claims: &mut claims };
            let mut frame = reader.heading(heading);
            for sentence in sentences(line) {
                place += 1;
                if is_readable(&sentence) {
                    frame = reader.read(sentence, place, frame);
                } else {
                    (too_long, frame) = (too_long + 1, Frame::default());
                }
            }
            // A short line without an end heads the paragraph after it.
            heading = if line.chars().count() < 40 { line } else { "" };
        }
    }
    (claims, too_long)
}

/// Whether a sentence is short enough to be read.
pub(super) fn is_readable(sentence: &&str) -> bool {
    sentence.chars().nth(LONGEST).is_none()
}

/// The names by which the prose may call the office, longest first: with and without its region.
fn names(agency: &str) -> Vec<String> {
    let agency = in_plain_script(&tidy(agency));
    let mut names = vec![agency.clone()];
    for (at, c) in agency.char_indices().filter(|(_, c)| "省市县区旗州镇乡".contains(*c)) {
        names.push(agency[at..].to_owned());
        names.push(agency[at + c.len_utf8()..].to_owned());
    }
    // One or two characters are no name: 局, 政府.
    names.retain(|name| name.chars().count() > 2);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// Whose requests are spoken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Whose {
    /// It is not said: those of the report.
    #[default]
    Unsaid,
    /// Those of the report.
    Own,
    /// A part of them.
    Part,
    /// Those of other offices, or of more than the report.
    Others,
}

/// What was said up to a place of a sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// Another time than the year of the report.
    pub(super) other_time: bool,
    /// That time ends with the year of the report.
    pub(super) up_to_end: bool,
    /// The year of the report is named.
    pub(super) year: bool,
    /// Whose.
    pub(super) whose: Whose,
    /// Other offices are named in the clause.
    pub(super) others_here: bool,
    /// About requests for information, about something else, or not said.
    pub(super) disclosure: Option<bool>,
    /// Within a list of parts: 其中, a bracket.
    pub(super) among: bool,
    /// The last count of requests was one of concluded ones.
    pub(super) of_concluded: bool,
    /// The reviews or suits last spoken of, if it is clear which.
    pub(super) case: Option<&'static str>,
    /// Several were spoken of.
    pub(super) cases: bool,
    /// The documents last spoken of.
    pub(super) document: Option<&'static str>,
    /// Requests for information were named last in the sentence.
    pub(super) asked: bool,
    /// They were in the sentence before, and nothing else since.
    pub(super) asked_before: bool,
    /// What was said last was not of the report or its year; whether that goes on is not sure.
    pub(super) doubtful: bool,
}

impl Frame {
    /// Whether what is counted here can be compared with the tables at all.
    pub(super) fn is_of_report(&self) -> bool {
        !self.other_time && self.is_ours()
    }

    /// Whether what is pending at the end of the year is the report's.
    pub(super) fn ends_with_year(&self) -> bool {
        (!self.other_time || self.up_to_end) && self.is_ours()
    }

    fn is_ours(&self) -> bool {
        self.whose != Whose::Others && !self.others_here
    }

    /// What a sentence begins with after this one: all of it where it says 其中, else only doubts.
    fn next(&self, goes_on: bool) -> Self {
        if goes_on {
            return Self { others_here: false, cases: false, case: None, document: None, ..self.clone() };
        }
        Self { asked_before: self.asked, doubtful: self.is_elsewhere(), ..Self::default() }
    }

    fn is_elsewhere(&self) -> bool {
        self.doubtful || self.other_time || matches!(self.whose, Whose::Part | Whose::Others)
    }
}

/// Reads the sentences of a paragraph.
struct Reader<'a> {
    report: &'a Report,
    names: &'a [String],
    /// The paragraph is about disclosure.
    about: bool,
    claims: &'a mut Vec<Claim>,
}

/// A sentence that is being read.
pub(super) struct Sentence {
    printed: Rc<str>,
    place: usize,
    /// It or its paragraph is about disclosure.
    pub(super) about: bool,
    /// It names another matter.
    pub(super) other_matter: bool,
}

impl Reader<'_> {
    /// Reads a sentence after what the one before it said.
    fn read(&mut self, printed: &str, place: usize, before: Frame) -> Frame {
        let text = in_plain_script(&tidy(printed));
        let (main, brackets) = unbracketed(&text);
        let about = self.about || DISCLOSURE.iter().any(|word| text.contains(word));
        let mut frame = before.next(text.starts_with("其中"));
        frame.disclosure = frame.disclosure.or(about.then_some(true));
        let all = numbers(&main);
        let words = tokens(&main, &all, self.names, self.report.year);
        let other_matter = words.iter().any(|token| token.cue == Cue::Matter);
        let sentence = Sentence { printed: printed.into(), place, about, other_matter };
        self.part(&main, &all, &words, &sentence, &mut frame, &brackets);
        frame
    }

    /// What the heading of a paragraph says.
    fn heading(&self, heading: &str) -> Frame {
        let text = in_plain_script(&tidy(heading));
        let words = tokens(&text, &[], self.names, self.report.year);
        let mut frame = Frame::default();
        for at in 0..words.len() {
            frame.hear(self, &text, &words, 0, at);
        }
        frame
    }

    /// Reads a part of a sentence: the main line, or a bracket.
    fn part(
        &mut self,
        text: &str,
        all: &[Number],
        words: &[Token],
        sentence: &Sentence,
        frame: &mut Frame,
        brackets: &[(usize, String)],
    ) {
        // The claim made of each number, by its place among all claims.
        let mut made: Vec<Option<usize>> = vec![None; all.len()];
        let mut brackets = brackets.iter().peekable();
        let mut clause = 0;
        for (at, token) in words.iter().enumerate() {
            while let Some((_, inner)) = brackets.next_if(|(place, _)| *place <= token.range.start) {
                self.bracket(inner, sentence, frame);
            }
            if let Cue::Mark(mark) = token.cue {
                self.deny(text, &words[clause..at], sentence, frame);
                clause = at + 1;
                frame.end_clause(mark);
                continue;
            }
            frame.hear(self, text, words, clause, at);
            let Cue::Number(index) = token.cue else { continue };
            let number = &all[index];
            let Some(topic) = counted::topic(&Around { text, words, at, number, frame, sentence }) else {
                continue;
            };
            made[index] = Some(self.claims.len());
            frame.of_concluded = match topic.head {
                Head::Concluded => true,
                Head::Received | Head::New => false,
                _ => frame.of_concluded,
            };
            self.claims.push(Claim {
                topic,
                number: counted::in_unit_of(topic, number),
                nothing: false,
                part: frame.whose == Whose::Part,
                sentence: Rc::clone(&sentence.printed),
                place: sentence.place,
                rest: text[number.end..].chars().take(BEHIND).collect(),
                with_next: Vec::new(),
            });
        }
        self.deny(text, &words[clause..], sentence, frame);
        for (_, inner) in brackets {
            self.bracket(inner, sentence, frame);
        }
        with_next(self.claims, text, all, &made);
    }

    /// Reads a bracket: parts of what stands before it.
    fn bracket(&mut self, inner: &str, sentence: &Sentence, frame: &Frame) {
        let mut frame = Frame { among: true, ..frame.clone() };
        let all = numbers(inner);
        let words = tokens(inner, &all, self.names, self.report.year);
        if !all.is_empty() {
            self.part(inner, &all, &words, sentence, &mut frame, &[]);
        }
    }

    /// Reads what a clause denies.
    fn deny(&mut self, text: &str, clause: &[Token], sentence: &Sentence, frame: &Frame) {
        if !sentence.about || !frame.is_of_report() || frame.whose == Whose::Part || frame.among {
            return;
        }
        for topic in denial::topics(text, clause, frame) {
            let number =
                Number { start: 0, end: 0, amount: 0, step: 10_000, approximate: false, unit: "件" };
            self.claims.push(Claim {
                topic,
                number,
                nothing: true,
                part: false,
                sentence: Rc::clone(&sentence.printed),
                place: sentence.place,
                rest: String::new(),
                with_next: Vec::new(),
            });
        }
    }

    fn is_government(&self) -> bool {
        self.report.agency.contains("人民政府") || self.report.agency.contains("政府办")
    }
}

/// The text without its brackets, and each bracket with the place where it was.
fn unbracketed(tidy: &str) -> (String, Vec<(usize, String)>) {
    let mut main = String::new();
    let mut brackets: Vec<(usize, String)> = Vec::new();
    let mut depth = 0_usize;
    for c in tidy.chars() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    brackets.push((main.len(), String::new()));
                }
            }
            ')' if depth > 0 => depth -= 1,
            c => match brackets.last_mut().filter(|_| depth > 0) {
                Some((_, inner)) => inner.push(c),
                None => main.push(c),
            },
        }
    }
    (main, brackets)
}

/// Adds to each claim what it comes to with up to three numbers behind it that no topic counts.
fn with_next(claims: &mut [Claim], text: &str, all: &[Number], made: &[Option<usize>]) {
    for (own, claim) in made.iter().enumerate().filter_map(|(own, claim)| Some((own, (*claim)?))) {
        let claim = &mut claims[claim];
        let (mut sum, mut from) = (claim.number.amount, all[own].end);
        for (number, made) in all.iter().zip(made).skip(own + 1).take(3) {
            // What is carried over is no part of what was done.
            let carried =
                text[from..number.start].contains("结转") || text[from..number.start].contains("顺延");
            if made.is_some() || carried || number.unit != all[own].unit {
                break;
            }
            from = number.end;
            sum = sum.saturating_add(number.amount);
            claim.with_next.push(sum);
        }
    }
}

impl Frame {
    /// What a mark ends.
    fn end_clause(&mut self, mark: char) {
        self.others_here = false;
        if mark == ';' {
            self.doubtful |= matches!(self.whose, Whose::Part | Whose::Others);
            self.whose = Whose::Unsaid;
            self.among = false;
            (self.case, self.cases, self.document) = (None, false, None);
        }
    }

    /// Takes in what a word says. `clause` is where its clause begins.
    fn hear(&mut self, reader: &Reader<'_>, text: &str, words: &[Token], clause: usize, at: usize) {
        let said = |token: &Token| &text[token.range.clone()];
        let token = &words[at];
        match token.cue {
            Cue::Time(Time::Year) => (self.other_time, self.year, self.doubtful) = (false, true, false),
            Cue::Time(Time::Other) => (self.other_time, self.up_to_end) = (true, false),
            Cue::Time(Time::UpToEnd) if !self.other_time => (self.other_time, self.up_to_end) = (true, true),
            Cue::Own | Cue::Whole => self.own(words, clause, at),
            Cue::Region if reader.is_government() => self.own(words, clause, at),
            Cue::Region => self.others(words, clause, at, text),
            Cue::Part if self.others_here => {}
            Cue::Part => self.whose = Whose::Part,
            Cue::Others => self.others(words, clause, at, text),
            Cue::Unknown if is_abbreviated(&reader.report.agency, said(token)) => self.own(words, clause, at),
            Cue::Unknown if names_office(said(token)) => self.others(words, clause, at, text),
            Cue::Among => self.among = true,
            Cue::Request => (self.disclosure, self.asked, self.doubtful) = (Some(true), true, false),
            Cue::About => self.disclosure = Some(true),
            Cue::Matter => {
                self.disclosure = Some(false);
                (self.asked, self.asked_before) = (false, false);
            }
            Cue::Bare if at > clause && words[at - 1].cue == Cue::Unknown => self.disclosure = Some(false),
            Cue::Bare => self.asked |= self.disclosure == Some(true),
            Cue::Thing(name) => self.thing(name),
            _ => {}
        }
    }

    /// The reporting office is named. Where a part of it was named in the clause, it is that part.
    fn own(&mut self, words: &[Token], clause: usize, at: usize) {
        let part = words[clause..at].iter().any(|token| token.cue == Cue::Part);
        if !part && !self.others_here {
            (self.whose, self.doubtful) = (Whose::Own, false);
        }
    }

    /// Others are named: together with the office itself, or they alone.
    fn others(&mut self, words: &[Token], clause: usize, at: usize, text: &str) {
        let linked = words[clause..at].iter().rev().take_while(|t| matches!(t.cue, Cue::Plain | Cue::Others));
        let linked =
            linked.clone().any(|token| ["和", "及", "与", "以及"].contains(&&text[token.range.clone()]));
        let ours = words[clause..at].iter().any(|t| matches!(t.cue, Cue::Part | Cue::Own | Cue::Whole));
        if linked && ours && !self.others_here {
            self.whose = Whose::Own;
            return;
        }
        // Named by the way, after the office itself or another verb, they are not whom the sentence is about.
        let subject = words[clause..at].iter().all(|t| {
            matches!(t.cue, Cue::Plain | Cue::Among | Cue::Time(_) | Cue::Others | Cue::Unknown | Cue::Region)
        });
        if subject && !is_by_the_way(&text[words[clause].range.start..words[at].range.end]) {
            self.whose = Whose::Others;
        }
        let already = words[clause..at].iter().any(|t| t.cue == Cue::Whole) && self.whose == Whose::Own;
        self.others_here = !already;
    }

    fn thing(&mut self, name: &'static str) {
        match name {
            "复议" | "诉讼" | "直接起诉" | "复议后起诉" => {
                (self.asked, self.asked_before) = (false, false);
                self.cases |= self.case.is_some_and(|case| case != name);
                self.case = Some(name);
            }
            "规范性文件" | "规章" => self.document = Some(name),
            _ => {}
        }
    }
}

/// Prepositions and the like: the office behind them is no subject.
fn is_by_the_way(words: &str) -> bool {
    ["与", "向", "对", "和", "经", "在", "为", "会同", "联合", "加强", "按照", "根据"]
        .iter()
        .any(|word| words.starts_with(word))
}

/// Words within names of offices.
const OFFICE: &[&str] = &[
    "局",
    "委员会",
    "厅",
    "街道",
    "管委会",
    "部门",
    "单位",
    "机关",
    "公司",
    "法院",
    "检察院",
    "大队",
    "支队",
    "管理所",
    "管理处",
    "政府",
    "中心",
    "银行",
    "医院",
    "学校",
];

/// Ends of names of offices.
const OFFICE_ENDS: &[&str] =
    &["委", "办", "院", "所", "队", "站", "镇", "乡", "区", "县", "市", "省", "处", "馆", "校", "科", "股"];

/// Whether unknown words name an office.
fn names_office(words: &str) -> bool {
    OFFICE.iter().any(|word| words.contains(word)) || OFFICE_ENDS.iter().any(|end| words.ends_with(end))
}

/// Whether the words are a short form of the office's name: 医保局 of 医疗保障局.
fn is_abbreviated(agency: &str, words: &str) -> bool {
    let mut rest = agency.chars();
    words.chars().count() > 1 && names_office(words) && words.chars().all(|c| rest.any(|own| own == c))
}
