//! What the index keeps of a folded passage: pairs of neighbouring characters, words, and its heading.

use std::sync::{Arc, LazyLock};

use jieba_rs::Jieba;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokenizer of pairs.
pub(super) const PAIRS: &str = "pairs";

/// Name of the tokenizer of words.
pub(super) const WORDS: &str = "words";

/// jieba with its dictionary, which takes about a tenth of a second to build: only writing an index asks for it.
static JIEBA: LazyLock<Arc<Jieba>> = LazyLock::new(|| Arc::new(Jieba::new()));

/// The tokenizers by their names; `taught` are words beside those of jieba's dictionary.
pub(super) fn tokenizers(taught: &[String]) -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(PAIRS, TextAnalyzer::from(Pairs::default()));
    manager.register(WORDS, TextAnalyzer::from(Words { jieba: jieba(taught) }));
    manager
}

fn jieba(taught: &[String]) -> Arc<Jieba> {
    if taught.is_empty() {
        return Arc::clone(&JIEBA);
    }
    let mut jieba = Jieba::clone(&JIEBA);
    for word in taught {
        jieba.add_word(word, None, None);
    }
    Arc::new(jieba)
}

/// Characters of the longest heading.
const LONGEST_HEADING: usize = 30;

/// The heading that a folded passage begins with: a short line without a stop, or what is between an ordinal
/// and the first stop, as in `(二)依申请公开。全年收到…`.
pub(super) fn heading(folded: &str) -> Option<&str> {
    let (ordinal, rest) = split_ordinal(folded);
    let end = rest.find(STOPS);
    let heading = match end {
        Some(end) if ordinal => &rest[..end],
        Some(_) => return None,
        None => rest,
    };
    (2..=LONGEST_HEADING).contains(&heading.chars().count()).then_some(heading)
}

/// Signs that end a heading.
const STOPS: &[char] = &['。', ':', ';', '!', '?'];

/// Whether a text begins with the ordinal of a heading, and what follows it: `(一)`, `一、`, `1.`, `2、`.
fn split_ordinal(text: &str) -> (bool, &str) {
    let digits = |text: &str| text.len() - text.trim_start_matches(is_digit).len();
    let inner = text.strip_prefix('(').unwrap_or(text);
    let length = digits(inner);
    let closing: &[char] = if inner.len() < text.len() { &[')'] } else { &['、', '.', ')'] };
    match inner[length..].strip_prefix(closing) {
        Some(rest) if length > 0 => (true, rest),
        _ => (false, text),
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// Every character with the one after it, at the position of the first; the last character alone.
///
/// So every character begins a token, and one of them is found by the tokens that begin with it.
#[derive(Debug, Clone, Default)]
struct Pairs {
    token: Token,
}

/// The pairs of one text.
struct PairStream<'a> {
    text: &'a str,
    /// Bytes of the text that are done.
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        self.token.reset();
        PairStream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        let mut characters = self.text[self.at..].chars();
        let Some(first) = characters.next() else { return false };
        let end = self.at + first.len_utf8() + characters.next().map_or(0, char::len_utf8);
        self.token.text.clear();
        self.token.text.push_str(&self.text[self.at..end]);
        // a fresh token is before position 0
        self.token.position = self.token.position.wrapping_add(1);
        (self.token.offset_from, self.token.offset_to) = (self.at, end);
        self.at += first.len_utf8();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Words as jieba cuts them; punctuation is no word.
#[derive(Debug, Clone)]
struct Words {
    jieba: Arc<Jieba>,
}

/// The words of one text.
struct WordStream<'a> {
    words: std::vec::IntoIter<&'a str>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let words: Vec<&str> = self.jieba.cut(text, false).into_iter().map(|token| token.word).collect();
        WordStream { words: words.into_iter(), token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.find(|word| word.chars().any(char::is_alphanumeric)) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(word);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_taught_is_cut_as_one() {
        let cut = |taught: &[String]| {
            let jieba = jieba(taught);
            jieba.cut("推进好差评工作", false).into_iter().map(|t| t.word.to_owned()).collect::<Vec<_>>()
        };
        assert!(!cut(&[]).contains(&"好差评".to_owned()));
        assert!(cut(&["好差评".to_owned()]).contains(&"好差评".to_owned()));
    }

    #[test]
    fn headings_are_short_lines_and_what_an_ordinal_leads() {
        assert_eq!(heading("(二)依申请公开。全年收到申请3件。"), Some("依申请公开"));
        assert_eq!(heading("3.政策解读:发布稿件"), Some("政策解读"));
        assert_eq!(heading("平台建设情况"), Some("平台建设情况"));
        assert_eq!(heading("全年收到申请3件。"), None);
        assert_eq!(heading("(一)"), None);
        assert_eq!(heading(&"长".repeat(31)), None);
    }

    #[test]
    fn every_character_begins_a_pair_at_its_position() {
        let mut pairs = Pairs::default();
        let mut stream = pairs.token_stream("公开a");
        let mut seen = Vec::new();
        while stream.advance() {
            seen.push((stream.token().position, stream.token().text.clone()));
        }
        assert_eq!(seen, [(0, "公开".to_owned()), (1, "开a".to_owned()), (2, "a".to_owned())]);
    }
}
