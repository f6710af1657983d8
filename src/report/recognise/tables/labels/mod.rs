//! The labels of every edition, folded once, and where they occur in a text.
//!
//! A label is compared by its key: folded, without punctuation. Numbering and an explanation in
//! brackets may be lost or added, so each label is known with and without them.

pub(in crate::report::recognise) mod similar;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::chinese::fold::{fold_char, is_invisible};
use crate::report::form::{self, Applicant, Indicator, Layout, editions};
use crate::report::recognise::clock;
use crate::report::recognise::tables::material::steps;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// A row of the request table, by its position in [`Labels::requests`].
    Request(usize),
    /// A column of the request table.
    Applicant(Applicant),
    /// A row of the disclosure table, by its position in [`Labels::matters`].
    Matter(usize),
    /// A column of the disclosure table, by its position in [`Labels::measures`].
    Measure(usize),
    /// The item of Article 20 over a part of the disclosure table.
    Article,
    /// A group of the review table, by its position in [`Labels::remedies`].
    Remedy(usize),
    /// A column of the review table, by its position in [`Labels::outcomes`].
    Outcome(usize),
}

/// A row or column with the keys by which it is found.
#[derive(Debug)]
pub(super) struct Label {
    /// Name within its kind: an indicator, or a part of its path.
    pub(super) name: &'static str,
    /// Keys without numbering and explanation, the statutory one first.
    pub(super) cores: Vec<String>,
    /// The statutory keys with their numbering, that of the newest edition first.
    pub(super) numbered: Vec<String>,
}

/// Every label of every edition.
#[derive(Debug)]
pub(super) struct Labels {
    /// Rows of the request table in the order of the form; names are keys of indicators.
    pub(super) requests: Vec<Label>,
    /// Rows of the disclosure table; names are the middle part of the keys: `licensing`.
    pub(super) matters: Vec<Label>,
    /// Columns of the disclosure table; names are printed labels.
    pub(super) measures: Vec<Label>,
    /// Groups of the review table in the order of the form; names begin the keys.
    pub(super) remedies: Vec<Label>,
    /// Columns of the review table in the order of the form; names end the keys.
    pub(super) outcomes: Vec<Label>,
    automaton: AhoCorasick,
    patterns: Vec<Term>,
    whole: HashMap<String, Vec<Term>>,
    pairs: HashSet<(char, char)>,
}

/// A label found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) term: Term,
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Words of the tables that name no row and no column and are no group of the form.
const FURNITURE: &[&str] = &[
    "信息内容",
    "申请人情况",
    Applicant::GROUP_LABEL,
    "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
    "单位：件",
    "小计",
];

/// The layouts whose labels these are: rows of lists are found by their own.
const TABLED: [Layout; 3] = [Layout::Matters, Layout::Applicants, Layout::Outcomes];

/// Labels shorter than this occur inside others: without their numbering they count only as a whole.
const SHORTEST_INSIDE: usize = 4;

/// The labels, made on first use.
pub(super) static LABELS: LazyLock<Labels> = LazyLock::new(Labels::new);

/// The text folded to what tells labels apart: letters, digits and characters.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    push_key(&mut key, text);
    key
}

/// Appends the key of a text.
pub(super) fn push_key(key: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' | '0'..='9' => key.push(simplified(c)),
            _ if is_invisible(c) => {}
            _ => {
                let folded = fold_char(c);
                if folded.is_alphanumeric() {
                    key.push(simplified(folded));
                }
            }
        }
    }
}

/// The label without its numbering and without an explanation in brackets.
pub(super) fn core(label: &str) -> String {
    let label = label.trim_start_matches(is_invisible);
    let rest = without_numbering(label);
    let explained = rest.char_indices().skip(1).find(|&(_, c)| matches!(c, '（' | '(' | '﹙' | '〔' | '['));
    key(explained.map_or(rest, |(at, _)| &rest[..at]))
}

/// Takes off `一、` `（一）` `1.` `1、` `(1)` and a digit that has lost its point.
fn without_numbering(label: &str) -> &str {
    let numeral =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c);
    let opened = label.trim_start_matches(['（', '(', '﹙']);
    let rest = opened.trim_start_matches(|c: char| numeral(c) || is_invisible(c));
    if rest.len() == opened.len() {
        return label;
    }
    let closed = rest.trim_start_matches(['）', ')', '﹚', '、', '.', '．', ',', '，', ':', '：', '。', '·']);
    let bare_digit = label.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if closed.len() == rest.len() && !bare_digit {
        return label;
    }
    closed.trim_start_matches(is_invisible)
}

impl Labels {
    fn new() -> Self {
        let requests = requests();
        let matters = parts(Layout::Matters, |i| i.key.split('.').nth(1), |i| i.path.get(1).copied());
        let measures = parts(Layout::Matters, |i| i.path.last().copied(), |i| i.path.last().copied());
        let remedies =
            parts(Layout::Outcomes, |i| i.key.split('.').next(), |i| i.path.iter().rev().nth(1).copied());
        let outcomes = parts(Layout::Outcomes, |i| i.key.split('.').nth(1), |i| i.path.last().copied());
        let mut found = Self {
            requests,
            matters,
            measures,
            remedies,
            outcomes,
            automaton: AhoCorasick::new(Vec::<String>::new()).expect("no pattern is too large"),
            patterns: Vec::new(),
            whole: HashMap::new(),
            pairs: HashSet::new(),
        };
        found.index();
        found
    }

    fn terms(&self) -> Vec<(Term, String)> {
        let mut terms = Vec::new();
        let mut add = |term: Term, label: &Label| {
            terms.extend(label.numbered.iter().map(|numbered| (term, numbered.clone())));
            terms.extend(label.cores.iter().map(|core| (term, core.clone())));
        };
        self.requests.iter().enumerate().for_each(|(n, label)| add(Term::Request(n), label));
        self.matters.iter().enumerate().for_each(|(n, label)| add(Term::Matter(n), label));
        self.measures.iter().enumerate().for_each(|(n, label)| add(Term::Measure(n), label));
        self.remedies.iter().enumerate().for_each(|(n, label)| add(Term::Remedy(n), label));
        self.outcomes.iter().enumerate().for_each(|(n, label)| add(Term::Outcome(n), label));
        for applicant in Applicant::ALL {
            terms.push((Term::Applicant(applicant), key(applicant.label())));
            terms.extend(applicant.also().iter().map(|label| (Term::Applicant(applicant), key(label))));
        }
        let matters = editions().iter().flat_map(|edition| edition.laid_out(Layout::Matters));
        terms.extend(matters.filter_map(|i| Some((Term::Article, key(i.path.first()?)))));
        terms
    }

    fn index(&mut self) {
        let mut terms = self.terms();
        terms.sort_by(|a, b| a.1.cmp(&b.1));
        terms.dedup();
        let mut keys = Vec::new();
        for (term, label) in terms {
            let known = self.whole.entry(label.clone()).or_default();
            if !known.contains(&term) {
                known.push(term);
            }
            self.pairs.extend(label.chars().zip(label.chars().skip(1)));
            let numbered = matches!(term, Term::Request(n) if self.requests[n].numbered.contains(&label));
            let shortest = if numbered || matches!(term, Term::Applicant(_)) { 3 } else { SHORTEST_INSIDE };
            if label.chars().count() >= shortest {
                self.patterns.push(term);
                keys.push(label);
            }
        }
        let groups = TABLED.iter().flat_map(|layout| {
            editions().iter().flat_map(|edition| edition.laid_out(*layout)).flat_map(|i| i.path)
        });
        for words in FURNITURE.iter().chain(groups) {
            let words = key(words);
            self.pairs.extend(words.chars().zip(words.chars().skip(1)));
        }
        self.automaton = AhoCorasick::new(keys).expect("a few hundred short patterns fit");
    }

    /// Every label that occurs in a text of keys; of labels of one kind within each other only the
    /// longest.
    pub(super) fn matches(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(text).take_while(|_| !clock::is_up()) {
            let term = self.patterns[hit.pattern().as_usize()];
            let hit = Match { term, start: hit.start(), end: hit.end() };
            let kind = std::mem::discriminant(&term);
            let same = |other: &Match| std::mem::discriminant(&other.term) == kind;
            // hits come in the order of their ends: only the last ones can overlap
            let overlapping = found.iter().rev().take_while(|other| other.end > hit.start).count();
            let from = found.len() - overlapping;
            steps::count(1 + overlapping);
            let inside = |a: &Match, b: &Match| same(a) && b.start <= a.start && a.end <= b.end;
            if found[from..]
                .iter()
                .any(|other| same(other) && other.start <= hit.start && hit.end <= other.end)
            {
                continue;
            }
            let kept: Vec<Match> = found.drain(from..).filter(|other| !inside(other, &hit)).collect();
            found.extend(kept);
            found.push(hit);
        }
        found.sort_by_key(|hit| (hit.start, hit.end));
        found
    }

    /// What a cell or line stands for as a whole, its numbering and explanation aside.
    pub(super) fn whole(&self, label: &str) -> &[Term] {
        let exact = self.whole.get(&key(label)).or_else(|| self.whole.get(&core(label)));
        exact.map_or(&[], Vec::as_slice)
    }

    /// Whether a key is made of the words of the form: a label, a piece of one, or several run
    /// together.
    pub(super) fn speaks_of_form(&self, key: &str) -> bool {
        let (known, all) = self.pairs_of_form(key);
        known * 3 >= all * 2
    }

    /// Pairs of characters in a key that the words of the form have, and how many pairs it has.
    pub(super) fn pairs_of_form(&self, key: &str) -> (usize, usize) {
        let pairs = || key.chars().zip(key.chars().skip(1));
        (pairs().filter(|pair| self.pairs.contains(pair)).count(), pairs().count())
    }
}

/// The rows of the request table in the order of the newest edition; one that only an older edition has follows the row
/// that it follows there.
fn requests() -> Vec<Label> {
    let mut rows: Vec<Label> = Vec::new();
    for edition in editions().iter().rev() {
        let mut next = 0;
        for indicator in edition.laid_out(Layout::Applicants) {
            match rows.iter().position(|known| known.name == indicator.key) {
                Some(known) => {
                    rows[known].also(indicator.label(), indicator.also);
                    next = known + 1;
                }
                None => {
                    rows.insert(next, Label::new(indicator.key, indicator.label(), indicator.also));
                    next += 1;
                }
            }
        }
    }
    rows
}

/// The distinct rows or columns that the indicators of a section share.
fn parts(
    layout: Layout,
    name: impl Fn(&'static Indicator) -> Option<&'static str>,
    label: impl Fn(&'static Indicator) -> Option<&'static str>,
) -> Vec<Label> {
    let mut parts: Vec<Label> = Vec::new();
    let laid_out = || editions().iter().flat_map(|edition| edition.laid_out(layout));
    let newest = form::indicators().filter(|indicator| laid_out().any(|own| own.key == indicator.key));
    for indicator in newest.chain(laid_out()) {
        let (Some(name), Some(label)) = (name(indicator), label(indicator)) else { continue };
        match parts.iter_mut().find(|part| part.name == name) {
            Some(part) => part.add(label),
            None => parts.push(Label::new(name, label, &[])),
        }
        // other wordings are those of the last label
        let last = indicator.path.last() == Some(&label);
        if let Some(part) = parts.iter_mut().find(|part| last && part.name == name) {
            indicator.also.iter().for_each(|also| part.add(also));
        }
    }
    parts
}

impl Label {
    fn new(name: &'static str, label: &str, also: &[&str]) -> Self {
        let mut new = Self { name, cores: Vec::new(), numbered: Vec::new() };
        new.also(label, also);
        new
    }

    /// Adds the wordings of another edition.
    fn also(&mut self, label: &str, also: &[&str]) {
        let numbered = key(label);
        if !self.numbered.contains(&numbered) {
            self.numbered.push(numbered);
        }
        self.add(label);
        also.iter().for_each(|label| self.add(label));
    }

    fn add(&mut self, label: &str) {
        let core = core(label);
        if !core.is_empty() && !self.cores.contains(&core) {
            self.cores.push(core);
        }
    }
}

/// One character for the several in which a label may be written.
fn simplified(c: char) -> char {
    VARIANTS.binary_search_by_key(&c, |&(variant, _)| variant).map_or(c, |n| VARIANTS[n].1)
}

/// Traditional and variant forms of characters that labels are made of, sorted.
#[rustfmt::skip]
const VARIANTS: &[(char, char)] = &[
    ('佈', '布'), ('來', '来'), ('係', '系'), ('個', '个'), ('傳', '传'), ('僅', '仅'), ('價', '价'), ('內', '内'), ('別', '别'), ('務', '务'), ('區', '区'), ('協', '协'),
    ('單', '单'), ('國', '国'), ('團', '团'), ('執', '执'), ('報', '报'), ('它', '他'), ('實', '实'), ('審', '审'), ('將', '将'), ('對', '对'), ('屬', '属'), ('廢', '废'),
    ('強', '强'), ('後', '后'), ('從', '从'), ('復', '复'), ('應', '应'), ('採', '采'), ('據', '据'), ('數', '数'), ('於', '于'), ('書', '书'), ('會', '会'), ('査', '查'),
    ('條', '条'), ('業', '业'), ('構', '构'), ('樣', '样'), ('機', '机'), ('權', '权'), ('決', '决'), ('減', '减'), ('準', '准'), ('濟', '济'), ('為', '为'), ('無', '无'), ('營', '营'),
    ('獲', '获'), ('現', '现'), ('產', '产'), ('當', '当'), ('發', '发'), ('監', '监'), ('確', '确'), ('祕', '秘'), ('種', '种'), ('範', '范'), ('糾', '纠'), ('納', '纳'),
    ('終', '终'), ('結', '结'), ('給', '给'), ('經', '经'), ('維', '维'), ('總', '总'), ('織', '织'), ('繳', '缴'), ('續', '续'), ('罰', '罚'), ('義', '义'), ('聯', '联'),
    ('與', '与'), ('舉', '举'), ('舊', '旧'), ('萬', '万'), ('處', '处'), ('補', '补'), ('製', '制'), ('複', '复'), ('見', '见'), ('規', '规'), ('計', '计'), ('訊', '讯'),
    ('設', '设'), ('許', '许'), ('訴', '诉'), ('詢', '询'), ('認', '认'), ('調', '调'), ('請', '请'), ('證', '证'), ('議', '议'), ('護', '护'), ('讀', '读'), ('變', '变'),
    ('讓', '让'), ('費', '费'), ('資', '资'), ('質', '质'), ('賬', '账'), ('購', '购'), ('轉', '转'), ('辦', '办'), ('過', '过'), ('達', '达'), ('開', '开'), ('間', '间'), ('關', '关'),
    ('險', '险'), ('電', '电'), ('項', '项'), ('題', '题'), ('額', '额'), ('類', '类'), ('餘', '余'), ('體', '体'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_sorted() {
        assert!(VARIANTS.is_sorted_by_key(|&(variant, _)| variant));
    }

    #[test]
    fn cores_have_no_numbering_and_no_explanation() {
        for (label, expected) in [
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
            ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
            ("3 . 其他", "其他"),
            ("5属于三类内部事务信息", "属于三类内部事务信息"),
            ("(七)總計", "总计"),
            ("规章（设区的市应提供相关数据）", "规章"),
            ("一般事项", "一般事项"),
        ] {
            assert_eq!(core(label), expected);
        }
    }

    #[test]
    fn whole_labels_are_told_apart() {
        let names = |label: &str| -> Vec<&str> {
            let terms = LABELS.whole(label).iter();
            terms
                .filter_map(|t| if let Term::Request(n) = t { Some(LABELS.requests[*n].name) } else { None })
                .collect()
        };
        assert_eq!(names("（六）其他处理"), ["requests.other.total"]);
        assert_eq!(names("3.其他"), ["requests.other.other"]);
        assert_eq!(names("（七）总 计"), ["requests.concluded"]);
        assert_eq!(names("（一）予以公开"), ["requests.granted"]);
        assert!(names("（三）不予公开").is_empty());
    }

    #[test]
    fn every_row_is_found_in_running_text() {
        let text: String = LABELS.requests.iter().map(|label| label.numbered[0].as_str()).collect();
        let rows: Vec<usize> = LABELS
            .matches(&text)
            .into_iter()
            .filter_map(|m| if let Term::Request(n) = m.term { Some(n) } else { None })
            .collect();
        assert_eq!(rows, (0..LABELS.requests.len()).collect::<Vec<_>>());
    }
}
