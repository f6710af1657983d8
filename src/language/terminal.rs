//! What the command line itself says: what it waits for, what goes wrong around a command, and what to do next.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("terminal.error", "错误：{what}", "error: {what}"),
    ("terminal.hint", "提示：{what}", "hint: {what}"),
    (
        "terminal.bug",
        "这是程序缺陷，请连同命令和所用文件报告",
        "this is a bug; please report it with the command and the file that led to it",
    ),
    ("terminal.output", "不能写出结果", "cannot write the output: {detail}"),
    ("terminal.nothing_found", "没有找到", "nothing found"),
    (
        "terminal.waiting",
        "等待：另一个程序正在写入档案",
        "waiting: another process is writing to the archive",
    ),
    (
        "terminal.indexing",
        "由 {count} 份年报重建检索索引",
        "rebuilding the search index from {count} reports",
    ),
    (
        "terminal.no_home",
        "没有指定档案，也没有用户文件夹",
        "no archive is chosen and there is no home directory",
    ),
    (
        "terminal.unconfirmed",
        "需要确认，而输入不是终端",
        "confirmation is needed, and the input is not a terminal",
    ),
    ("terminal.more", "{names} 等 {count} 个", "{names} and {count} more"),
    ("hint.choose_archive", "用 --archive 指定文件夹", "give --archive DIR"),
    ("hint.yes", "加上 --yes 就不再询问", "give --yes to do it without confirmation"),
    (
        "hint.make_archive",
        "用 `nianbao add 路径` 新建，或者用 --archive、NIANBAO_ARCHIVE 另选一个",
        "make one with `nianbao add PATH...`, or choose another with --archive DIR or NIANBAO_ARCHIVE",
    ),
    (
        "hint.lost",
        "把备份中的 archive.sqlite 放回原处，或者重新读取原始文件：nianbao rebuild --from-originals",
        "put archive.sqlite of a backup in its place, or read the originals again: nianbao rebuild --from-originals",
    ),
    ("hint.newer_program", "安装新版 nianbao", "install a newer nianbao"),
    (
        "hint.upgrade",
        "`nianbao compact` 会升级，旧数据库的副本留在旁边",
        "`nianbao compact` upgrades it, and leaves a copy of the old database beside it",
    ),
    ("hint.try_again", "等它写完再试", "try again when it is done"),
    ("hint.similar_names", "相近的名称：{names}", "similar names: {names}"),
    ("hint.offices", "`nianbao office list` 列出全部机关", "`nianbao office list` shows every office"),
    ("hint.more_of_the_name", "请写得更完整，可以指：{names}", "give more of the name; it matches: {names}"),
    ("hint.similar_keys", "相近的指标：{names}", "similar keys: {names}"),
    ("hint.indicators", "`nianbao indicators` 列出全部指标", "`nianbao indicators` shows every indicator"),
    ("hint.give_the_key", "请给出键，可以指：{names}", "give the key; it matches: {names}"),
    ("hint.years", "有这些年度的年报：{names}", "there are reports for: {names}"),
    ("hint.findings", "它有这些规则的问题：{names}", "it has findings of the rules: {names}"),
    ("hint.no_findings", "它没有问题", "it has no findings"),
    (
        "hint.index",
        "写入档案的命令会重建索引，`nianbao verify --repair` 也会",
        "any command that writes rebuilds it; so does `nianbao verify --repair`",
    ),
    (
        "hint.scope",
        "用 `nianbao office import 文件.csv` 或 `office add --parent` 录入",
        "enter them with `nianbao office import FILE.csv` or `office add --parent`",
    ),
    (
        "hint.damaged",
        "`nianbao verify` 列出损坏之处；`verify --repair` 重建索引，其余用 `nianbao restore` 从备份恢复",
        "`nianbao verify` lists what is damaged; `verify --repair` rebuilds an index, and `nianbao restore` brings \
         everything else back from a backup",
    ),
    ("hint.narrowed", "数据、问题和正文中的数量可以", "figures, findings and mentions can be"),
    (
        "hint.disk_full",
        "腾出磁盘空间后重新运行：已归档的内容没有受损",
        "free some disk space and run the command again: what was archived before is unharmed",
    ),
    (
        "hint.disk_denied",
        "当前用户须能读写档案文件夹及其中的一切",
        "this user must be able to read and write the folder of the archive and everything in it",
    ),
    (
        "hint.disk_failing",
        "磁盘可能有故障或者已满；`nianbao verify` 检查档案中的一切",
        "the disk may be failing or full; `nianbao verify` checks everything that is in the archive",
    ),
    ("hint.mistake_here", "错误在这里：", "the mistake is here:"),
];
