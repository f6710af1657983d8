//! Mistakes in search words, and remarks about a search.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("search.too_long", "检索词超过 {most} 字节", "more than {most} bytes of words"),
    ("search.too_many", "检索词超过 {most} 个", "more than {most} words"),
    ("search.nothing", "没有可检索的词", "there is nothing to search for"),
    (
        "search.all_excluded",
        "全是要排除的词：请加一个必须有的词",
        "everything is excluded: add a word that must be there",
    ),
    ("search.minus", "减号后面要紧跟一个词", "a word must follow the minus sign"),
    ("search.missing_word", "这里缺一个词", "a word is missing here"),
    ("search.no_word", "这里没有可检索的字", "there is no word here"),
    ("search.open_quotation", "这个引号没有配对", "this quotation mark is not closed"),
    (
        "search.mistake_at",
        "检索词有误（第 {place} 个字处）：{why}",
        "the search words are wrong at character {place}: {why}",
    ),
    ("search.without_filters", "不限范围", "without the filters"),
    ("search.with_variants", "繁体、简体都查", "in traditional and simplified characters"),
    ("search.with_any", "只要有其中一个词", "with any one of the words"),
    ("search.with_word", "改查“{words}”", "with the words \"{words}\""),
    (
        "search.without_index",
        "检索索引不能使用，已直接检索原文；下次写入档案时会重建索引",
        "the search index cannot be used; the text itself was read. The next command that writes makes the index anew",
    ),
];
