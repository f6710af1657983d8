//! A plain Tantivy index over jieba's words, cut as `tantivy-jieba` cuts them.

use std::fs;
use std::path::Path;

use jieba_rs::{Jieba, TokenizeMode};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{Index, Searcher, TantivyDocument};

use crate::measure::Ask;

/// Tantivy over jieba's words, with positions.
pub(crate) struct Plain {
    index: Index,
    searcher: Searcher,
    text: Field,
}

fn schema() -> (Schema, Field) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("jieba")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    (schema.build(), text)
}

impl Plain {
    pub(crate) fn build(path: &Path, passages: &[String]) {
        fs::create_dir_all(path).expect("a folder");
        let (schema, text) = schema();
        let index = Index::create_in_dir(path, schema).expect("an index");
        index.tokenizers().register("jieba", TextAnalyzer::from(Words::new()));
        let mut writer = index.writer_with_num_threads(1, 64 << 20).expect("a writer");
        for passage in passages {
            let mut document = TantivyDocument::new();
            document.add_text(text, passage);
            writer.add_document(document).expect("a document");
        }
        writer.commit().expect("a commit");
        writer.wait_merging_threads().expect("merged");
    }

    pub(crate) fn open(path: &Path) -> Self {
        let (_, text) = schema();
        let index = Index::open_in_dir(path).expect("the index is there");
        index.tokenizers().register("jieba", TextAnalyzer::from(Words::new()));
        let searcher = index.reader().expect("a reader").searcher();
        Self { index, searcher, text }
    }
}

impl Ask for Plain {
    fn ask(&self, words: &str) -> usize {
        let parser = QueryParser::for_index(&self.index, vec![self.text]);
        let query = parser.parse_query(&format!("\"{words}\"")).expect("a phrase");
        let best = TopDocs::with_limit(10).order_by_score();
        self.searcher.search(&query, &(Count, best)).expect("an answer").0
    }
}

/// Words as `tantivy-jieba` cuts them.
#[derive(Clone)]
struct Words(std::sync::Arc<Jieba>);

impl Words {
    fn new() -> Self {
        Self(std::sync::Arc::new(Jieba::new()))
    }
}

struct Stream {
    tokens: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let token = |token: &jieba_rs::Token<'_>| Token {
            offset_from: offsets[token.start],
            offset_to: offsets[token.end],
            position: token.start,
            text: token.word.to_owned(),
            position_length: token.end - token.start,
        };
        let cut = self.0.tokenize(text, TokenizeMode::Search, true);
        Stream { tokens: cut.iter().map(token).collect::<Vec<_>>().into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        self.tokens.next().inspect(|token| self.token = token.clone()).is_some()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
