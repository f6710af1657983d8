//! Finds in the prose what can be compared with the tables: numbers with what they count.
//!
//! A sentence is read from its beginning: of what time, whose requests and what matter a number speaks
//! may have been said clauses before it. What a number counts is found in `counted`, what is denied in
//! `denial`. Whether a claim is true is not decided here.

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
    pub(super) sentence: String,
    /// The sentence's position in the report, to tell claims of one sentence.
    pub(super) place: usize,
    /// The text behind the number, without its brackets.
    pub(super) rest: String,
    /// What the number comes to with the uncounted numbers right behind it.
    pub(super) with_next: Vec<i64>,
}

/// Every claim of the report's prose.
pub(super) fn claims(report: &Report) -> Vec<Claim> {
    let names = names(&report.agency);
    let mut claims = Vec::new();
    let mut place = 0;
    for section in report.sections.iter().filter(|section| section.number != 5) {
        let mut heading = "";
        for line in section.text.lines() {
            let about = section.number == 3
                || section.number == 4
                || DISCLOSURE.iter().any(|word| line.contains(word) || heading.contains(word));
            let mut reader = Reader { report, names: &names, about, claims: &mut claims };
            let mut frame = Frame::default();
            for sentence in sentences(line) {
                place += 1;
                frame = reader.read(sentence, place, frame);
            }
            // A short line without an end heads the paragraph after it.
            heading = if line.chars().count() < 40 { line } else { "" };
        }
    }
    claims
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
}

impl Frame {
    /// Whether what is counted here can be compared with the tables at all.
    pub(super) fn is_of_report(&self) -> bool {
        !self.other_time && self.whose != Whose::Others && !self.others_here
    }

    /// What goes on into the next sentence.
    fn next(self) -> Self {
        Self { others_here: false, among: false, case: None, cases: false, document: None, ..self }
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
struct Sentence<'a> {
    printed: &'a str,
    place: usize,
    /// Speaks of disclosure.
    about: bool,
    /// Names another matter.
    other_matter: bool,
}

impl Reader<'_> {
    /// Reads a sentence after what the one before it said.
    fn read(&mut self, printed: &str, place: usize, before: Frame) -> Frame {
        let text = in_plain_script(&tidy(printed));
        let (main, brackets) = unbracketed(&text);
        let goes_on = text.starts_with("其中");
        let about = self.about || DISCLOSURE.iter().any(|word| text.contains(word));
        let mut frame = if goes_on { before } else { Frame { ..Frame::default() } };
        frame.disclosure = frame.disclosure.or(about.then_some(true));
        let all = numbers(&main);
        let words = tokens(&main, &all, self.names, self.report.year);
        let other_matter = words.iter().any(|token| token.cue == Cue::Matter);
        let sentence = Sentence { printed, place, about, other_matter };
        self.part(&main, &all, &words, &sentence, &mut frame, &brackets);
        frame.next()
    }

    /// Reads a part of a sentence: the main line, or a bracket.
    fn part(
        &mut self,
        text: &str,
        all: &[Number],
        words: &[Token],
        sentence: &Sentence<'_>,
        frame: &mut Frame,
        brackets: &[(usize, String)],
    ) {
        let first = self.claims.len();
        let mut counted = vec![false; all.len()];
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
            let around = Around {
                text,
                words,
                at,
                number: &all[index],
                frame,
                sentence: sentence.about,
                other_matter: sentence.other_matter,
            };
            if let Some(topic) = counted::topic(&around) {
                counted[index] = true;
                frame.of_concluded = match topic.head {
                    Head::Concluded => true,
                    Head::Received | Head::New => false,
                    _ => frame.of_concluded,
                };
                self.claims.push(Claim {
                    topic,
                    number: counted::in_unit_of(topic, &all[index]),
                    nothing: false,
                    part: frame.whose == Whose::Part,
                    sentence: sentence.printed.to_owned(),
                    place: sentence.place,
                    rest: text[all[index].end..].to_owned(),
                    with_next: Vec::new(),
                });
            }
        }
        self.deny(text, &words[clause..], sentence, frame);
        for (_, inner) in brackets {
            self.bracket(inner, sentence, frame);
        }
        with_next(&mut self.claims[first..], text, all, &counted);
    }

    /// Reads a bracket: parts of what stands before it.
    fn bracket(&mut self, inner: &str, sentence: &Sentence<'_>, frame: &Frame) {
        let mut frame = Frame { among: true, ..frame.clone() };
        let all = numbers(inner);
        let words = tokens(inner, &all, self.names, self.report.year);
        if !all.is_empty() {
            self.part(inner, &all, &words, sentence, &mut frame, &[]);
        }
    }

    /// Reads what a clause denies.
    fn deny(&mut self, text: &str, clause: &[Token], sentence: &Sentence<'_>, frame: &Frame) {
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
                sentence: sentence.printed.to_owned(),
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
fn with_next(claims: &mut [Claim], text: &str, all: &[Number], counted: &[bool]) {
    for claim in claims.iter_mut().filter(|claim| !claim.nothing) {
        let end = text.len() - claim.rest.len();
        let Some(own) = all.iter().position(|number| number.end == end) else { continue };
        let (mut sum, mut from) = (claim.number.amount, end);
        for (number, counted) in all.iter().zip(counted).skip(own + 1).take(3) {
            // What is carried over is no part of what was done.
            let carried =
                text[from..number.start].contains("结转") || text[from..number.start].contains("顺延");
            if *counted || carried || number.unit != claim.number.unit {
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
            Cue::Time(Time::Year) => (self.other_time, self.year) = (false, true),
            Cue::Time(Time::Other) => self.other_time = true,
            Cue::Own | Cue::Whole => self.own(words, clause, at),
            Cue::Region if reader.is_government() => self.own(words, clause, at),
            Cue::Region => self.others(words, clause, at, text),
            Cue::Part if self.others_here => {}
            Cue::Part => self.whose = Whose::Part,
            Cue::Others => self.others(words, clause, at, text),
            Cue::Unknown if is_abbreviated(&reader.report.agency, said(token)) => self.own(words, clause, at),
            Cue::Unknown if names_office(said(token)) => self.others(words, clause, at, text),
            Cue::Among => self.among = true,
            Cue::Request | Cue::About => self.disclosure = Some(true),
            Cue::Matter => self.disclosure = Some(false),
            Cue::Bare if at > clause && words[at - 1].cue == Cue::Unknown => self.disclosure = Some(false),
            Cue::Thing(name) => self.thing(name),
            _ => {}
        }
    }

    /// The reporting office is named. Where a part of it was named in the clause, it is that part.
    fn own(&mut self, words: &[Token], clause: usize, at: usize) {
        let part = words[clause..at].iter().any(|token| token.cue == Cue::Part);
        if !part && !self.others_here {
            self.whose = Whose::Own;
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
