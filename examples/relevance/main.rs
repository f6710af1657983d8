//! How well hits are ranked: `cargo run --example relevance [-- --each | --pool]`.
//!
//! Judged are passages of `sample_archive` and, where they are there, of the real reports beside the project
//! (`../shared/reports`). A line of `judgements.tsv` is a query, the digest of a passage and a grade: 2 the passage is what
//! was looked for, 1 it touches it, 0 it does not. Printed is the mean nDCG at ten of the search beside plain BM25 over
//! jieba's words and over pairs of characters, both with any of the tokens, on the same passages: over all that was judged,
//! and over the passages that contain all the words, which is the ranking alone, because the search finds exactly those.
//!
//! `--each` prints every query as well. `--pool` prints, a JSON object a line, what the three rank among the first ten and nobody has judged yet.

#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jieba_rs::Jieba;
use nianbao::archive::ingest::Options;
use nianbao::archive::query::Value;
use nianbao::archive::query::search::Search;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::{Archive, Patience, Writer};
use nianbao::chinese::fold::fold;
use sha2::{Digest, Sha256};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Searcher, TantivyDocument, Term};

/// Hits that a person looks at.
const FIRST: usize = 10;

/// Hits among which the matching ones are looked for.
const DEEP: usize = 2000;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let pool = std::env::args().any(|argument| argument == "--pool");
    let each = std::env::args().any(|argument| argument == "--each");
    let queries: Vec<&str> = include_str!("queries.txt").lines().filter(|line| !line.is_empty()).collect();
    let judged = judgements()?;
    let dir = tempfile::tempdir()?;
    let archive = filled(&dir.path().join("archive"))?;
    let passages = passages(&archive)?;
    let jieba = Jieba::new();
    let words = Plain::new(&passages, |text| {
        let cut = jieba.cut(text, false).into_iter().map(|token| token.word);
        cut.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
    })?;
    let pairs = Plain::new(&passages, |text| {
        let characters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        characters.windows(2).map(|pair| pair.iter().collect()).collect()
    })?;
    let own = |query: &str, any| -> Result<Vec<String>> {
        let search = Search { words: query.to_owned(), any, limit: DEEP, ..Search::default() };
        Ok(archive.search(&search)?.hits.iter().map(|hit| digest(&hit.text)).collect())
    };
    let rankers: [(&str, Ranker<'_>); 4] = [
        ("nianbao", Box::new(|query| own(query, false))),
        ("nianbao --any", Box::new(|query| own(query, true))),
        ("BM25 over jieba's words", Box::new(|query| words.rank(query))),
        ("BM25 over pairs", Box::new(|query| pairs.rank(query))),
    ];
    if pool {
        return print_pool(&queries, &rankers, &judged, &passages);
    }
    println!(
        "{} passages, {} queries, {} judgements",
        passages.len(),
        queries.len(),
        judged.values().map(BTreeMap::len).sum::<usize>()
    );
    println!("{:28} {:>8} {:>8} {:>9}", "nDCG@10", "all", "matches", "unjudged");
    for (name, rank) in &rankers {
        let (mut all, mut matching, mut unjudged) = (Mean::default(), Mean::default(), 0);
        for query in &queries {
            let grades = |wanted: &dyn Fn(&Passage) -> bool| -> Grades<'_> {
                let here =
                    passages.iter().filter(|passage| wanted(passage)).map(|passage| passage.digest.as_str());
                here.filter_map(|digest| Some((digest, *judged.get(*query)?.get(digest)?))).collect()
            };
            let matches =
                |passage: &Passage| query.split(' ').all(|word| passage.folded.contains(&fold(word)));
            let known: BTreeSet<&str> =
                passages.iter().filter(|p| matches(p)).map(|passage| passage.digest.as_str()).collect();
            let ranked = rank(query)?;
            let among: Vec<String> =
                ranked.iter().filter(|digest| known.contains(digest.as_str())).cloned().collect();
            let judged_here = grades(&|_| true);
            let ranked = first(ranked);
            unjudged += ranked.iter().filter(|digest| !judged_here.contains_key(digest.as_str())).count();
            let shares = (share(&ranked, &judged_here), share(&first(among), &grades(&matches)));
            if each {
                println!("{:.3?} {:.3?} {name} {query}", shares.0, shares.1);
            }
            all.add(shares.0);
            matching.add(shares.1);
        }
        println!("{name:28} {:>8.3} {:>8.3} {unjudged:>9}", all.value(), matching.value());
    }
    Ok(())
}

/// Grades of passages by their digest.
type Grades<'a> = HashMap<&'a str, u32>;

/// The mean over queries for which something is to be found.
#[derive(Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, share: Option<f64>) {
        if let Some(share) = share {
            self.sum += share;
            self.count += 1;
        }
    }

    fn value(&self) -> f64 {
        self.sum / f64::from(self.count.max(1))
    }
}

/// The gain of a ranking as a share of the best possible; none where nothing is to be found.
fn share(ranked: &[String], grades: &Grades<'_>) -> Option<f64> {
    let mut ideal: Vec<u32> = grades.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = gain(ideal.into_iter());
    let found = ranked.iter().map(|digest| grades.get(digest.as_str()).copied().unwrap_or(0));
    (best > 0.0).then(|| gain(found) / best)
}

type Ranker<'a> = Box<dyn Fn(&str) -> Result<Vec<String>> + 'a>;

/// The first hits; a passage that is in several reports counts once.
fn first(ranked: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ranked.into_iter().filter(|digest| seen.insert(digest.clone())).take(FIRST).collect()
}

/// The discounted cumulative gain of grades in the order of ranks.
fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    let part = |(rank, grade): (usize, u32)| (f64::from(1_u32 << grade) - 1.0) / ((rank + 2) as f64).log2();
    grades.take(FIRST).enumerate().map(part).sum()
}

fn print_pool(
    queries: &[&str],
    rankers: &[(&str, Ranker<'_>)],
    judged: &Judged,
    passages: &[Passage],
) -> Result<()> {
    for query in queries {
        let mut open = BTreeSet::new();
        for (_, rank) in rankers {
            open.extend(first(rank(query)?));
        }
        for digest in open {
            if judged.get(*query).is_some_and(|judged| judged.contains_key(&digest)) {
                continue;
            }
            let Some(passage) = passages.iter().find(|passage| passage.digest == digest) else { continue };
            let shown = serde_json::json!({
                "query": query, "digest": digest, "section": passage.section, "text": passage.text,
            });
            println!("{shown}");
        }
    }
    Ok(())
}

/// For each query the grades of passages by their digest.
type Judged = BTreeMap<String, BTreeMap<String, u32>>;

fn judgements() -> Result<Judged> {
    let mut judged = Judged::new();
    for line in include_str!("judgements.tsv").lines().filter(|line| !line.is_empty()) {
        let mut columns = line.split('\t');
        let (Some(query), Some(digest), Some(grade)) = (columns.next(), columns.next(), columns.next())
        else {
            return Err(format!("judgements.tsv: {line:?} has not three columns").into());
        };
        judged.entry(query.to_owned()).or_default().insert(digest.to_owned(), grade.parse()?);
    }
    Ok(judged)
}

/// An archive of the samples and the real reports.
fn filled(place: &Path) -> Result<Archive> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut reports: Vec<PathBuf> = vec![root.join("sample_archive")];
    let real = root.join("../shared/reports");
    match std::fs::read_dir(&real) {
        Ok(folders) => {
            let files =
                folders.flatten().filter_map(|folder| std::fs::read_dir(folder.path()).ok()).flatten();
            let files = files.flatten().map(|file| file.path());
            reports.extend(files.filter(|path| path.file_stem().is_some_and(|stem| stem == "source")));
            reports.sort();
        }
        Err(_) => println!("skipped: {} is not here", real.display()),
    }
    let patience = Patience { timeout: Duration::from_secs(1), waiting: &mut |_| {} };
    let mut writer = Writer::create_or_open(place, patience)?;
    writer.add(&reports, &Options::default(), &mut |_| {})?;
    drop(writer);
    Ok(Archive::open(place)?)
}

/// A passage of a report in force.
struct Passage {
    section: String,
    text: String,
    folded: String,
    digest: String,
}

fn passages(archive: &Archive) -> Result<Vec<Passage>> {
    let table = archive.sql("SELECT title, text FROM passages", Allowance::default())?;
    let words = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    let passage = |row: &Vec<Value>| {
        let text = words(&row[1]);
        Passage { section: words(&row[0]), digest: digest(&text), folded: fold(&text), text }
    };
    Ok(table.rows.iter().map(passage).collect())
}

/// Twelve hexadecimal digits of the folded text.
fn digest(text: &str) -> String {
    Sha256::digest(fold(text)).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Cuts a text into tokens.
type Cut<'a> = Box<dyn Fn(&str) -> Vec<String> + 'a>;

/// What everybody would build: BM25 over tokens, any of which may match.
struct Plain<'a> {
    searcher: Searcher,
    tokens: Cut<'a>,
    text: Field,
    digest: Field,
}

impl<'a> Plain<'a> {
    fn new(passages: &[Passage], tokens: impl Fn(&str) -> Vec<String> + 'a) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("spaces")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let digest = schema.add_text_field("digest", STORED);
        let index = tantivy::Index::create_in_ram(schema.build());
        index.tokenizers().register("spaces", TextAnalyzer::from(WhitespaceTokenizer::default()));
        let mut writer = index.writer_with_num_threads(1, 32 << 20)?;
        for passage in passages {
            let mut document = TantivyDocument::new();
            document.add_text(text, tokens(&fold(&passage.text)).join(" "));
            document.add_text(digest, &passage.digest);
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Self { searcher: index.reader()?.searcher(), tokens: Box::new(tokens), text, digest })
    }

    fn rank(&self, query: &str) -> Result<Vec<String>> {
        use tantivy::schema::Value as _;
        let words = query.split_whitespace().flat_map(|word| (self.tokens)(word));
        let term = |word: String| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(self.text, &word), IndexRecordOption::WithFreqs))
        };
        let question = BooleanQuery::union(words.map(term).collect());
        let found = self.searcher.search(&question, &TopDocs::with_limit(DEEP).order_by_score())?;
        let mut digests = Vec::new();
        for (_, address) in found {
            let document: TantivyDocument = self.searcher.doc(address)?;
            digests
                .extend(document.get_first(self.digest).and_then(|value| value.as_str()).map(str::to_owned));
        }
        Ok(digests)
    }
}
