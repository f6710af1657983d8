//! Sentences of a text, as printed.

/// The sentences of a text in order, without the white space around them. A line ends a sentence.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '！', '？', '\n', '\r']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The clauses of a text: what stands between two marks, with the mark that ends it.
pub fn clauses(text: &str) -> Vec<&str> {
    let split = text.split_inclusive(['。', '；', '！', '？', '\n']);
    split.map(str::trim).filter(|clause| !clause.is_empty()).collect()
}
