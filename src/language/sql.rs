//! Why a statement of a person's own SQL is not carried out.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("sql.empty", "没有写语句", "there is no statement"),
    ("sql.several", "一次只能写一条语句", "one statement at a time"),
    ("sql.read_only", "这里只能读取档案", "the archive can only be read here"),
    ("sql.too_many_rows", "超过 {most} 行：请加 LIMIT", "more than {most} rows: add a LIMIT"),
    ("sql.too_large", "结果超过 {most} MiB：请缩小范围", "more than {most} MiB: ask for less"),
    ("sql.too_slow", "用时超过 {seconds} 秒", "took longer than {seconds} s"),
    ("sql.wrong", "SQL 语句有误，或引用了没有的表或列", "{detail}"),
];
