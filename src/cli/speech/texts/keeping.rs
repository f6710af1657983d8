//! Commands that change and keep an archive.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    ("dictionary", "添加分词不认识的词语；它们改善排序，并出现在关键词中"),
    ("dictionary/after", "\
查得到什么与词典无关。词典改变时重建索引。

示例：
  nianbao dictionary add 好差评 一网通办
  nianbao dictionary import 词语.txt         每行一个词语，或者 jieba 词典
  nianbao dictionary drop 好差评
  nianbao dictionary list"),
    ("dictionary list", "列出添加的词语"),
    ("dictionary add", "添加二至十二个字的词语"),
    ("dictionary add.words", "词语"),
    ("dictionary import", "添加文件每行的第一个词语；行中其余部分和注释（#）忽略"),
    ("dictionary import.file", "表格；- 表示标准输入"),
    ("dictionary drop", "去掉添加的词语"),
    ("dictionary drop.words", "词语"),
    ("remove", "从档案库中去掉一份年报及其全部修订版，或者其中一个文件"),
    ("remove/after", "\
`show --files` 列出文件。去掉最后一个文件，修订版随之去掉；否则由其余文件中读得最好的一个代替。

示例：
  nianbao remove 某某市教育局 2023
  nianbao remove 某某市教育局 2023 --file 年报.pdf
  nianbao remove 某某市教育局 2023 --yes    不询问，供脚本使用"),
    ("remove.file", "只去掉这个文件：文件名，或者 SHA-256 的开头"),
    ("correct", "更正读错的单元格"),
    ("correct/after", "\
凡显示或汇总该数据之处，都用更正后的数；原来读出的数保留，并显示在旁边。重新读取和以后的修订版不影响更正。
用 --from 一次更正文件中与读出的数不同的各格，一次 `undo` 即全部撤回。

示例：
  nianbao correct 某某市教育局 2023 requests.granted 30 --why 原件为30
  nianbao correct 某某市教育局 2023 requests.granted 12 --applicant business --why 漏读
  nianbao correct 某某市教育局 2023 requests.granted --undo
  nianbao show 某某市教育局 2023 --csv > cells.csv
  nianbao correct 某某市教育局 2023 --from cells.csv --why 与扫描件核对"),
    ("correct.from", "更正这个 CSV 文件中的各格：indicator、applicant、value 三列，与 `show --csv` 相同"),
    ("correct.value", "原件单元格中的内容；'' 表示空白"),
    ("correct.undo", "撤回更正"),
    ("history", "列出对档案库、对一个机关或一份年报做过什么"),
    ("history/after", "\
`stack` 一列显示撤销了什么，以及 `undo` 和 `redo` 下一步会做什么。

示例：
  nianbao history
  nianbao history 某某市教育局 2023"),
    ("history.agency", "只看这个机关"),
    ("history.year", "只看这一年度"),
    ("undo", "撤销上一个改变档案库的命令，无论是什么"),
    ("undo/after", "\
撤销之前先显示将要撤销的内容并询问。重复使用，逐个向前撤销；`redo` 可以恢复，直到又做了别的事。只有 `rebuild` 不能撤销。

示例：
  nianbao undo
  nianbao undo --yes      不询问，供脚本使用"),
    ("redo", "恢复上一次撤销的内容"),
    ("redo/after", "\
在又做了别的事之前有效；恢复的内容会显示出来。

示例：
  nianbao redo"),
    ("verify", "检查原始文件、数据库和索引；全部完好时退出码为 0"),
    ("verify/after", "\
列出损坏的原始文件和记录，它们只能从备份恢复；检索索引总可以重建，缺少或落后（如备份中）只作提示，不算损坏。

示例：
  nianbao verify
  nianbao verify --repair"),
    ("verify.repair", "检索索引损坏、缺少或落后时重建"),
    ("rebuild", "用这一版程序重新读取全部原始文件"),
    ("rebuild/after", "\
别名、名册、豁免和更正保留。要么全部替换，要么不变。

数据库丢失时，--from-originals 重新读取全部原始文件，建立新的数据库；人作出的决定取自数据库旁边的
decisions.jsonl，或取自备份。

示例：
  nianbao rebuild --dry-run                      会改变什么
  nianbao rebuild --dry-run --csv > 变化.csv
  nianbao rebuild
  nianbao rebuild --from-originals               数据库丢失之后
  nianbao rebuild --from-originals --decisions /media/disk/nianbao"),
    ("rebuild.from_originals", "数据库丢失时，由原始文件建立新的"),
    ("rebuild.decisions", "备份；名称、名册、豁免、更正、词语和历史取自其中"),
    ("rebuild.dry_run", "只显示会改变什么"),
    ("backup", "把不能重建的内容复制到文件夹；以后只复制新的"),
    ("backup/after", "\
其他命令可以同时读写：备份是档案库某一时刻的样子。

示例：
  nianbao backup /media/disk/nianbao
  nianbao --archive /media/disk/nianbao list      备份可以像档案库一样查看"),
    ("backup.to", "文件夹"),
    ("restore", "由备份建立档案库；已有档案库时拒绝"),
    ("restore/after", "\
示例：
  nianbao restore /media/disk/nianbao --archive ~/nianbao"),
    ("restore.from", "`backup` 写成的文件夹"),
    ("compact", "释放不再使用的磁盘空间"),
    ("compact/after", "\
示例：
  nianbao compact"),
    ("completions", "输出命令行补全脚本"),
    ("completions/after", "\
示例：
  nianbao completions bash > ~/.local/share/bash-completion/completions/nianbao
  nianbao completions fish > ~/.config/fish/completions/nianbao.fish"),
    ("completions.shell", "命令行程序"),
    ("man", "输出手册页，或者为每个命令写一页"),
    ("man/after", "\
示例：
  nianbao man | man -l -
  nianbao man --dir ~/.local/share/man/man1       每个命令一页
  nianbao man --lang zh --dir ~/.local/share/man/zh_CN/man1"),
    ("man.dir", "写入这个文件夹"),
];
