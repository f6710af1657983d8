//! Why an archive could not do what was asked.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("archive.missing", "{dir} 中没有档案", "there is no archive in {dir}"),
    (
        "archive.lost",
        "{dir} 中有 {count} 份原始文件，而 archive.sqlite {how}",
        "{dir} holds {count} originals, but archive.sqlite {how}",
    ),
    ("archive.lost_missing", "不在了", "is not there"),
    ("archive.lost_empty", "是空的", "is empty"),
    ("archive.lost_of_others", "是另一个档案的", "is that of another archive"),
    (
        "archive.not_lost",
        "{dir} 中的档案可以使用：重新读取请用 nianbao rebuild",
        "the archive in {dir} can be used; `nianbao rebuild` reads its originals again",
    ),
    (
        "archive.newer",
        "{dir} 中的档案是第 {found} 版，本程序只读到第 {known} 版：请安装新版 nianbao",
        "the archive in {dir} is of version {found}; this program reads up to {known}",
    ),
    (
        "archive.older",
        "{dir} 中的档案是第 {found} 版，须由写入的命令升级到第 {known} 版",
        "the archive in {dir} is of version {found} and must be upgraded to {known} by a command that writes",
    ),
    ("archive.not_an_archive", "{dir} 不是档案：{why}", "{dir} is not an archive: {why}"),
    (
        "archive.foreign_database",
        "archive.sqlite 是别的程序的数据库",
        "archive.sqlite is the database of another program",
    ),
    ("archive.foreign_file", "其中有“{file}”而没有 archive.sqlite", "it holds {file} and no archive.sqlite"),
    ("archive.not_empty", "其中已有内容：请恢复到新的文件夹", "it is not empty; restore into a new folder"),
    ("archive.damaged", "档案已损坏：请用 `nianbao verify` 查明", "the archive is damaged: {detail}"),
    (
        "archive.busy",
        "别的程序正在写入档案：等了 {seconds} 秒",
        "another process is writing to the archive; gave up after {seconds} s",
    ),
    ("archive.unknown_office", "没有名为“{name}”的机关", "no office \"{name}\" in the archive"),
    (
        "archive.unknown_office_similar",
        "没有名为“{name}”的机关，相近的有：{similar}",
        "no office \"{name}\" in the archive",
    ),
    (
        "archive.ambiguous_office",
        "“{name}”可以指几个机关，请写得更完整：{candidates}",
        "\"{name}\" fits several offices",
    ),
    (
        "archive.not_a_name",
        "“{name}”不能作机关名称：名称须有文字，不含换行和控制字符，不以“@”开头，不以“*”结尾",
        "\"{name}\" cannot be the name of an office: a name has words, no line end or control character, and neither begins \
         with @ nor ends with *",
    ),
    (
        "archive.alias",
        "“{name}”不能作{office}的别名：{why}",
        "\"{name}\" cannot be another name of {office}: {why}",
    ),
    ("archive.alias_empty", "没有写名称", "it is empty"),
    ("archive.alias_taken", "它是{office}的别名", "it is another name of {office}"),
    ("archive.alias_filed", "年报以它归档", "reports are filed under it"),
    ("archive.alias_both", "两者都有{year}年的年报", "both have a report for {year}"),
    ("archive.no_dictionary_word", "“{word}”不能加入词典：{why}", "\"{word}\" cannot be a word: {why}"),
    ("archive.word_short", "不足两个字", "it has fewer than two characters"),
    ("archive.word_long", "超过十二个字", "it has more than twelve characters"),
    ("archive.word_signs", "含有文字和数字以外的符号", "it holds something that is no letter or digit"),
    ("archive.unknown_report", "没有{agency}{year}年的年报", "no report of {agency} for {year}"),
    (
        "archive.unknown_report_years",
        "没有{agency}{year}年的年报；有的年份：{years}",
        "no report of {agency} for {year}",
    ),
    (
        "archive.unknown_revision",
        "{agency}{year}年的年报没有第 {revision} 版，只有第 1 至 {last} 版",
        "the report of {agency} for {year} has revisions 1 to {last}, not {revision}",
    ),
    (
        "archive.unknown_file",
        "{agency}{year}年的年报没有哪一个文件能确定为“{which}”；文件：{files}",
        "no single file of the report of {agency} for {year} is \"{which}\"; its files: {files}",
    ),
    (
        "archive.no_finding",
        "{agency}{year}年的年报没有“{which}”这一条意见，可能已随修订消失",
        "no finding \"{which}\" in the report of {agency} for {year}",
    ),
    (
        "archive.no_scope",
        "名册没有写明{agency}汇总哪些机关",
        "the register names no offices that {agency} covers",
    ),
    (
        "archive.no_sum",
        "“{what}”是比率，各机关的不能相加；请看各自的",
        "{what} cannot be added up over offices",
    ),
    ("archive.import", "{at}：{why}", "{at}: {why}"),
    ("archive.not_narrowed", "{what} 的各行不属于某一项指标", "{what} do not belong to an indicator"),
    ("archive.value", "“{value}”不是这一格的数字", "\"{value}\" is no figure of this cell"),
    ("archive.nothing_to_undo", "没有可以撤销的操作", "there is nothing to undo"),
    (
        "archive.nothing_to_redo",
        "没有可以重做的操作：没有撤销过，或撤销后又做了别的",
        "there is nothing to redo: nothing was undone, or something else was done since",
    ),
    (
        "archive.cannot_undo",
        "最后一项操作（第 {act} 号，{what}）不能撤销：它替换的内容已不在",
        "the last command, number {act} ({what}), cannot be undone: what it replaced is gone",
    ),
    ("archive.no_index", "检索索引不能使用", "the search index cannot be used"),
    ("archive.unknown_indicator", "没有指标“{name}”", "no indicator \"{name}\""),
    ("archive.unknown_indicator_similar", "没有指标“{name}”，相近的有：{similar}", "no indicator \"{name}\""),
    (
        "archive.ambiguous_indicator",
        "“{name}”可以指几项指标：{candidates}",
        "\"{name}\" fits several indicators",
    ),
    ("archive.io", "不能读写 {path}", "{path}: {detail}"),
    ("archive.database", "数据库出错", "database: {detail}"),
    ("archive.index", "检索索引出错", "index: {detail}"),
];
