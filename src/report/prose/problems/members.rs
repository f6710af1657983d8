//! An enumeration in one sentence: `存在甲、乙、丙等问题` names three problems.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::LACK;

/// A member is not shorter.
const SHORTEST: usize = 4;

/// What an enumeration begins behind.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verb = r"(?:存在|面临|暴露出|反映出|发现|查找出|梳理出|检视出)(?:着|了|有)?";
    let list = r"(?:主要|具体|集中|突出)?(?:表现|体现|反映)(?:为|在|于|出)|(?:主要|就)(?:是|有|为|在于)|(?:问题|不足|短板|困难|差距|环节|难点)(?:主要)?(?:是|有|为|在于|包括)";
    Regex::new(&format!("{verb}|{list}|(?:^|,)(?:比如|例如|诸如|如):?|(?:仍|还)有")).ok()
});

/// What an enumeration ends with: how many they are, and what all of them are.
static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let noun = "问题|情况|现象|不足|短板|弱项|困难|矛盾|困境|环节|差距|欠缺";
    Regex::new(&format!(
        "(?:等(?:等|[一二两三四五几]?(?:个|方面|项|类))?|的|(?:这)?[一二两三四五几]个?方面的?|[一二两三四五几]个|之类的?)(?:突出|主要|明显|共性)?(?:{noun}|{noun}弱项)?[。;,!.\\n]*$"
    ))
    .ok()
});

/// Of more openings the last count.
const MOST_OPENINGS: usize = 4;

/// Commas cut so many clauses behind a lead into members.
const MANY: usize = 3;

/// The members of an enumeration, each with the sign behind it; none if there is no enumeration. What a lead
/// leads to may begin with the first member.
pub(super) fn members(words: &str, led: bool) -> Vec<Range<usize>> {
    let (Some(opening), Some(closing)) = (OPENING.as_ref(), CLOSING.as_ref()) else { return Vec::new() };
    let end = words.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '”').len();
    let tail = closing.find(words).map_or(end, |found| found.start());
    let closed = tail < end;
    let before = words[..tail].find('、').unwrap_or(tail);
    let mut openings: Vec<usize> = opening.find_iter(&words[..before]).map(|found| found.end()).collect();
    openings.drain(..openings.len().saturating_sub(MOST_OPENINGS));
    openings.reverse();
    openings.extend(led.then_some(0));
    openings
        .into_iter()
        .map(|from| between(words, from..tail, closed))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The members between an opening and a closing, if they are some.
fn between(words: &str, range: Range<usize>, closed: bool) -> Vec<Range<usize>> {
    let from = range.start;
    let commas = !words[range.clone()].contains('、') && (closed || from == 0);
    let found = cut(words, range, commas);
    let lacks = |range: &Range<usize>| LACK.are_in(&words[range.clone()]);
    let long = |range: &Range<usize>| {
        words[range.clone()].chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST
    };
    // `不愿公开、不会公开` are two predicates of one subject
    let bare = |range: &Range<usize>| {
        words[range.clone()].starts_with(['不', '没', '未', '无', '缺', '难', '较', '偏'])
    };
    let named = closed && !commas && from > 0 || found.iter().all(lacks);
    let enough = if commas && !closed { MANY } else { 2 };
    let are = found.len() >= enough
        && found.iter().all(long)
        && named
        && found.iter().any(lacks)
        && !found.iter().skip(1).any(bare);
    if are { found } else { Vec::new() }
}

/// Cuts at the signs that enumerate, but not in quotations.
fn cut(words: &str, range: Range<usize>, commas: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut depth = 0_usize;
    for (at, c) in words[range.clone()].char_indices() {
        let (at, end) = (range.start + at, range.start + at + c.len_utf8());
        match c {
            '“' | '(' | '《' => depth += 1,
            '”' | ')' | '》' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !commas => return Vec::new(),
            '、' | ',' if depth == 0 => {
                found.push(start..end);
                start = end;
            }
            '和' if depth == 0 && LACK.are_in(&words[start..at]) && LACK.are_in(&words[end..range.end]) => {
                found.push(start..at);
                start = end;
            }
            _ => {}
        }
    }
    found.push(start..range.end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        members(words, false).into_iter().map(|range| &words[range]).collect()
    }

    #[test]
    fn members_of_an_enumeration() {
        assert_eq!(found("仍存在衔接不畅、公开不细的情况。"), ["衔接不畅、", "公开不细"]);
        assert_eq!(
            found("主要存在更新滞后,解读单一,人员不足等问题,"),
            ["更新滞后,", "解读单一,", "人员不足"]
        );
        assert!(found("存在更新滞后,影响查询的问题").is_empty());
        assert_eq!(members("更新不及时,解读单一,人员不足等。", true).len(), 3);
        assert_eq!(found("如目录不全、时限不明等。"), ["目录不全、", "时限不明"]);
        assert_eq!(found("如规范性还有待提高、广度还有待提升等。").len(), 2);
        assert!(found("在人员、经费等方面存在不足。").is_empty());
        assert!(found("存在重业务、轻公开的思想").is_empty());
    }
}
