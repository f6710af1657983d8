//! What is wrong with an archive, and where.

use super::super::Sentence;

#[rustfmt::skip]
pub(in super::super) const SENTENCES: &[Sentence] = &[
    ("verified.at", "{part}：{what}", "{part}: {what}"),
    ("verified.originals", "原件", "originals"),
    ("verified.database", "数据库", "database"),
    ("verified.index", "索引", "index"),
    ("verified.repaired", "索引已重建", "the index was rebuilt"),
    ("verified.sound", "原件 {originals} 个，版次 {revisions} 个，段落 {passages} 个：完好", "{originals} originals, {revisions} revisions, {passages} passages: sound"),
    ("verified.damaged", "原件 {originals} 个，版次 {revisions} 个，段落 {passages} 个：有损坏", "{originals} originals, {revisions} revisions, {passages} passages: damaged"),
    ("verified.no_hash", "数据库中的“{name}”不是校验码", "the database names \"{name}\", which is no hash"),
    ("verified.length", "{name} 有 {found} 字节，数据库记为 {bytes} 字节", "{name} has {found} bytes, the database says {bytes}"),
    ("verified.changed", "{name} 不是当初添加的文件", "{name} is not the file that was added"),
    ("verified.unreadable", "{name} 不能读取", "{name} cannot be read: {detail}"),
    ("verified.integrity", "数据库文件的结构不完整", "{detail}"),
    ("verified.no_parent", "表 {table} 有一行指向表 {parent} 中不存在的行", "a row of {table} names a row of {parent} that is not there"),
    ("verified.rows_read_again", "表 {table} 的行与写入时不同；`rebuild` 可以重新生成", "rows of {table} are not what was written; `rebuild` makes them again"),
    ("verified.rows_decided", "表 {table} 的行与写入时不同；只有备份中还有", "rows of {table} are not what was written; only a backup has them"),
    ("verified.of_revision", "{agency} {year} 第 {revision} 版：{why}", "{agency} {year}, revision {revision}: {why}"),
    ("verified.rows_of_report", "数据库中的内容与读出时不同；`rebuild` 会重新读取原件", "its rows are not what was read; `rebuild` reads the original again"),
    ("verified.of_report", "{agency} {year}：{why}", "{agency} {year}: {why}"),
    ("verified.not_last", "有效的不是最后一版", "the revision in force is not its last"),
    ("verified.stray_copy", "有一个副本不属于同一年报的任何版次", "a copy is not that of a revision of the same report"),
    ("verified.no_cell", "有一格的指标“{key}”不在格式中", "a cell of an indicator \"{key}\", which is not of the form"),
    ("verified.other_cell", "{key} 一格的说明与格式不同", "the cell {key} is not described as the form does"),
    ("verified.no_index", "没有索引或不能打开：需要重建，在此之前检索较慢", "it is missing or cannot be opened: to be made anew; until then searches are slower"),
    ("verified.old_index", "索引不是最后一次写入时的，或属于另一版本：需要重建，在此之前检索较慢", "it is not of the last commit, or of another version: to be made anew; until then searches are slower"),
    ("verified.index_file", "{file} 已损坏", "{file} is damaged"),
    ("verified.index_unchecked", "索引不能检查", "it cannot be checked: {detail}"),
    ("verified.index_unread", "索引不能读取", "it cannot be read: {detail}"),
    ("verified.index_differs", "索引缺 {lacking} 段，多 {stray} 段", "it lacks {lacking} passages and has {stray} that are none"),
];
