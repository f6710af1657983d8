//! Where a search finds nothing: other searches that would have found something.

use serde::Serialize;

use crate::archive::query::prose::search::Search;
use crate::language::Message;

/// Another search that finds something where one found nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Instead {
    /// How it differs. In JSON it is English.
    pub how: Message,
    /// The words.
    pub words: String,
    /// Matching passages.
    pub passages: usize,
}

/// Searches that may find something where this one does not: without what narrows it, with any of the words, in the
/// other script.
pub(super) fn others(search: &Search) -> Vec<(Message, Search)> {
    let plain = Search { limit: 0, offset: 0, facets: false, ..search.clone() };
    let mut others = Vec::new();
    if search.is_narrowed() {
        let wide = Search {
            years: None,
            sections: Vec::new(),
            kinds: Vec::new(),
            agencies: Vec::new(),
            ..plain.clone()
        };
        others.push((Message::of("search.without_filters"), wide));
    }
    if !search.variants {
        others.push((Message::of("search.with_variants"), Search { variants: true, ..plain.clone() }));
    }
    let several = search.words.split_whitespace().nth(1).is_some();
    if !search.any && several && !search.words.contains(['"', '“', '|', '｜']) {
        others.push((Message::of("search.with_any"), Search { any: true, ..plain.clone() }));
    }
    for (word, other) in NAMES {
        if search.words.contains(word) {
            let words = search.words.replace(word, other);
            others.push((
                Message::of("search.with_word").with("words", &words),
                Search { words, ..plain.clone() },
            ));
        }
    }
    others
}

/// Words and what reports mostly say instead.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("申请公开信息", "依申请公开"), ("信息公开申请", "公开申请"), ("微信公众号", "公众号"), ("政务微博", "微博"), ("图解", "解读"), ("解说", "解读"),
    ("官方网站", "网站"), ("官网", "网站"), ("打官司", "行政诉讼"), ("起诉", "诉讼"), ("行政复议申请", "行政复议"), ("整改措施", "改进"),
    ("员工培训", "培训"), ("工作人员培训", "培训"), ("隐私", "个人信息"), ("热线电话", "热线"), ("人工智能", "智能"),
];
