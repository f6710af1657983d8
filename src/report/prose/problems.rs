//! Section five taken apart: single problems, single measures, and what became of last year's problems.
//!
//! A paragraph is cut after sentences and before `一是`, `二是` and the like; the words that lead a list
//! say what its items are. The pieces of a paragraph joined are the paragraph. What no words lead is
//! of no kind.

use crate::chinese::fold::fold_char;
use serde::{Deserialize, Serialize};

/// What a piece of section five is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What is wrong.
    Problem,
    /// What will be done.
    Plan,
    /// What was done about problems named before.
    Answer,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Problem, Self::Plan, Self::Answer];

    /// The name used in JSON, SQL and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Plan => "plan",
            Self::Answer => "answer",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Problem => "问题",
            Self::Plan => "措施",
            Self::Answer => "整改",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A piece of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is, if it is anything in particular.
    pub kind: Option<Kind>,
    /// The words.
    pub text: &'a str,
}

/// Words that say what follows, the more particular first.
const CUES: &[(Kind, &[&str])] = &[
    (
        Kind::Answer,
        &[
            "改进情况",
            "整改情况",
            "整改落实情况",
            "年报所列",
            "年报提出",
            "年报中提出",
            "年报指出",
            "年报列出",
            "年报列明",
            "逐项整改",
            "已整改",
            "已经解决",
            "基本解决",
            "已得到改进",
            "年度报告所列",
            "上年度存在",
            "上年存在",
            "上一年度存在",
            "去年存在",
            "年度存在问题的",
            "年存在问题的",
            "问题的改进",
            "问题整改",
            "问题的整改",
            "年工作中存在问题",
        ],
    ),
    (
        Kind::Plan,
        &[
            "改进措施",
            "改进办法",
            "改进方向",
            "改进工作",
            "努力方向",
            "工作打算",
            "下一步",
            "下一阶段",
            "今后",
            "针对上述",
            "根据上述",
            "针对以上",
            "针对存在",
            "针对这些",
            "将从以下",
            "重点从以下",
            "将采取",
            "采取以下措施",
            "主要措施",
            "工作计划",
            "工作思路",
            "整改措施",
        ],
    ),
    (
        Kind::Problem,
        &[
            "主要问题",
            "存在问题",
            "存在的问题",
            "存在以下",
            "存在一些",
            "存在不足",
            "存在的不足",
            "不足之处",
            "仍有不足",
            "仍存在",
            "还存在",
            "依然存在",
            "问题和不足",
            "问题与不足",
            "薄弱环节",
            "仍有差距",
            "一定差距",
            "有待",
            "主要表现",
            "需要加强",
            "需要改进",
            "短板",
        ],
    ),
];

/// A piece that begins with an ordinal and is shorter may be the heading of what follows.
const HEADING: usize = 30;

/// A piece too short to say more than what follows.
const SHORT: usize = 14;

/// Signs that end a sentence.
const FINAL: &[char] = &['。', '！', '？'];

/// Signs that still belong to the sentence before them.
const CLOSING: &[char] = &['”', '’', '』', '」', '）', ')'];

/// Takes section five apart, paragraph by paragraph: the state goes on from one to the next.
#[derive(Debug, Default)]
pub struct Splitter {
    state: Option<Kind>,
}

impl Splitter {
    /// The pieces of the next paragraph.
    pub fn split<'a>(&mut self, paragraph: &'a str) -> Vec<Piece<'a>> {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut in_item = starts_with_ordinal(paragraph);
        // where the last piece begins and where the next one does
        let (mut begin, mut end) = (0, 0);
        for raw in raw_pieces(paragraph) {
            let at = end;
            end += raw.len();
            let is_heading = in_item && pieces.is_empty() && raw.chars().count() < HEADING;
            let is_item = starts_with_counter(raw);
            let cue = if is_item && !is_heading { None } else { cue(raw) };
            let goes_on = raw.ends_with(['：', ':', '，', '；', ',']);
            let leads = cue.is_some() && (goes_on || is_heading || raw.chars().count() < SHORT);
            self.state = cue.or(self.state);
            match pieces.last_mut() {
                // a sentence that follows an item goes on with it
                Some(last) if !is_item && cue.is_none() && in_item && last.kind == self.state => {
                    last.text = paragraph.get(begin..end).unwrap_or(raw);
                }
                _ => {
                    begin = at;
                    pieces.push(Piece { kind: self.state.filter(|_| !leads), text: raw });
                }
            }
            in_item |= is_item;
        }
        unkind_leads(&mut pieces);
        pieces
    }
}

/// A sentence that only says that there are some is none itself, where they are listed after it.
fn unkind_leads(pieces: &mut [Piece<'_>]) {
    // kinds of which an item is listed further on
    let mut listed: Vec<Option<Kind>> = Vec::new();
    for piece in pieces.iter_mut().rev() {
        if starts_with_counter(piece.text) {
            if !listed.contains(&piece.kind) {
                listed.push(piece.kind);
            }
        } else if listed.contains(&piece.kind) && cue(piece.text) == piece.kind {
            piece.kind = None;
        }
    }
}

/// Sentences, and parts of sentences that begin with a counter.
fn raw_pieces(paragraph: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut after_end = false;
    let mut fresh = true;
    for (at, c) in paragraph.char_indices() {
        let rest = &paragraph[at..];
        if after_end && !CLOSING.contains(&c) && !FINAL.contains(&c) {
            cuts.push(at);
            after_end = false;
        } else if fresh && at > 0 && starts_with_counter(rest) {
            cuts.push(at);
        }
        after_end |= FINAL.contains(&c);
        fresh = matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '、');
    }
    cuts.push(paragraph.len());
    cuts.dedup();
    cuts.windows(2).map(|pair| &paragraph[pair[0]..pair[1]]).filter(|piece| !piece.is_empty()).collect()
}

/// Whether a text begins as the items of a list in running text do: `一是`, `二、`, `（三）`, `1.`, `第一，`.
fn starts_with_counter(text: &str) -> bool {
    let text = text.trim_start();
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = text.strip_prefix('第').unwrap_or(text).trim_start_matches(numeral);
    let counted = rest.len() < text.len();
    counted && (rest.starts_with('是') || (text.starts_with('第') && rest.starts_with(['，', ','])))
        || starts_with_ordinal(text)
}

/// Whether a text begins with an ordinal: `（三）`, `1.`, `2、`, `①`.
fn starts_with_ordinal(text: &str) -> bool {
    let text = text.trim_start();
    let inner = text.strip_prefix(['（', '(']);
    let bare = inner.unwrap_or(text);
    let digits = bare.trim_start_matches(|c: char| is_digit(c) || "一二三四五六七八九十".contains(c));
    let ordinal = bare.strip_suffix(digits).unwrap_or_default();
    if text.starts_with(|c: char| ('\u{2460}'..='\u{2473}').contains(&c)) {
        return true;
    }
    match inner {
        Some(_) => (1..=2).contains(&ordinal.chars().count()) && digits.starts_with(['）', ')']),
        None => {
            let arabic = text.starts_with(is_digit);
            // a digit behind the dot makes a number of it: 1.5
            let dotted = digits.strip_prefix(['.', '．']);
            let marked = digits.starts_with('、') || dotted.is_some_and(|rest| !rest.starts_with(is_digit));
            (1..=2).contains(&ordinal.chars().count()) && arabic && marked
        }
    }
}

/// A digit, half or full width: both are printed before the items of a list.
fn is_digit(c: char) -> bool {
    fold_char(c).is_ascii_digit()
}

fn cue(text: &str) -> Option<Kind> {
    CUES.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(paragraphs: &[&str]) -> Vec<(Option<Kind>, String)> {
        let mut splitter = Splitter::default();
        let mut found = Vec::new();
        for paragraph in paragraphs {
            let pieces = splitter.split(paragraph);
            assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), *paragraph);
            found.extend(pieces.into_iter().map(|piece| (piece.kind, piece.text.to_owned())));
        }
        found
    }

    #[test]
    fn lists_in_one_paragraph() {
        let found = kinds(&[
            "主要问题：一是解读形式单一；二是人员不足。下一步，将采取措施：一是丰富形式；二是配强人员。",
        ]);
        let kinds: Vec<Option<Kind>> = found.iter().map(|(kind, _)| *kind).collect();
        let (problem, plan) = (Some(Kind::Problem), Some(Kind::Plan));
        assert_eq!(kinds, [None, problem, problem, None, plan, plan]);
        assert_eq!(found[1].1, "一是解读形式单一；");
    }

    #[test]
    fn headings_lead_the_paragraphs_after_them() {
        let found = kinds(&[
            "（一）存在的主要问题",
            "1.公开不够及时。个别科室重视不够。",
            "2.渠道不多。",
            "（二）改进措施",
            "1.加强督促。",
        ]);
        let kinds: Vec<Option<Kind>> = found.iter().map(|(kind, _)| *kind).collect();
        let (problem, plan) = (Some(Kind::Problem), Some(Kind::Plan));
        assert_eq!(kinds, [None, problem, problem, None, plan]);
        assert_eq!(found[1].1, "1.公开不够及时。个别科室重视不够。");
    }

    #[test]
    fn what_became_of_last_years_problems() {
        let found = kinds(&["2022年年报所列问题的改进情况：检索不到位问题基本解决，补录完成年度任务。"]);
        assert_eq!(found.last().and_then(|(kind, _)| *kind), Some(Kind::Answer));
    }

    #[test]
    fn items_counted_in_full_width() {
        for counter in ["1．", "１．", "1.", "１、", "（１）", "(1)", "①", "（一）"] {
            let item = |text: &str| format!("{counter}{text}");
            let found = kinds(&[
                "存在的主要问题",
                &item("公开不够及时。个别科室重视不够。"),
                "改进措施",
                &item("加强督促。"),
            ]);
            let kinds: Vec<Option<Kind>> = found.iter().map(|(kind, _)| *kind).collect();
            assert_eq!(kinds, [None, Some(Kind::Problem), None, Some(Kind::Plan)], "{counter}");
        }
    }

    #[test]
    fn numbers_in_sentences_are_no_counters() {
        for number in ["1.5", "1．5", "１．５", "（2021）"] {
            let found = kinds(&[&format!("存在的问题：{number}万条，占比不高。")]);
            assert_eq!(found.len(), 1, "{number}");
        }
    }
}
