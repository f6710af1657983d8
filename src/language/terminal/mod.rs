//! What the command line itself says: what it waits for, what goes wrong around a command, and what to do next.

pub(super) mod arguments;
pub(super) mod columns;
pub(super) mod outcomes;
pub(super) mod pages;
pub(super) mod verified;

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
    ("terminal.at_file", "{path}：{why}", "{path}: {why}"),
    ("terminal.nothing_found", "没有找到", "nothing found"),
    ("terminal.making_index", "正在建立索引", "indexing"),
    ("terminal.importing", "正在导入", "importing"),
    ("terminal.verifying", "正在核对档案", "verifying"),
    ("terminal.checking", "正在检查", "checking"),
    ("terminal.reading", "正在读取", "reading"),
    ("terminal.password", "看网页的人要输入的密码：", "Password for those who read the pages: "),
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
        "把备份中的 archive.sqlite 放回原处，或者重新读取原始文件：`nianbao rebuild --from-originals`",
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
        "磁盘已满：腾出空间后重新运行，已归档的内容没有受损",
        "the disk is full: free some space and run the command again; what was archived before is unharmed",
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
    (
        "hint.no_reports",
        "档案里还没有年报：用 `nianbao add 路径` 归档",
        "the archive has no reports yet: `nianbao add PATH` archives some",
    ),
    (
        "hint.filter",
        "没有符合条件的年报：`nianbao list` 列出全部，`nianbao office list` 列出机关",
        "no report matches: `nianbao list` shows all, `nianbao office list` the offices",
    ),
    (
        "hint.reports",
        "换一个年度或机关试试；`nianbao list` 列出有哪些年报",
        "try another year or office; `nianbao list` shows which reports there are",
    ),
    ("hint.search", "换个说法或短一些的词试试，或者加上 --any", "try other or shorter words, or --any"),
    (
        "hint.no_register",
        "名册是空的：用 `nianbao office import 文件.csv` 录入",
        "the register is empty: `nianbao office import FILE.csv` fills it",
    ),
    (
        "hint.no_words",
        "词典是空的：用 `nianbao dictionary add 词语` 添加",
        "the dictionary is empty: `nianbao dictionary add WORD` adds words",
    ),
    ("hint.mistake_here", "错误在这里：", "the mistake is here:"),
    ("hint.compare", "例如：nianbao compare 机关 2022 2023", "as in: nianbao compare OFFICE 2022 2023"),
    ("hint.why", "请写明理由", "name the reason"),
    ("hint.who_why", "请写明经办人和理由", "name a person and a reason"),
    ("hint.output_file", "请加上 --output 文件.{format}", "give --output FILE.{format}"),
    (
        "hint.several_kinds",
        "请用 --output 文件.xlsx，或者一次导出一种",
        "give --output FILE.xlsx, or one kind at a time",
    ),
    ("hint.formats", "请用 --format 指定其中一种：{names}", "give --format with one of {names}"),
    ("hint.letter_formats", "可以是 docx、html、md", "give docx, html or md"),
    (
        "hint.several_letters",
        "请给出文件夹或 文件.zip，或者用 --agency 指定一个机关",
        "give a folder or FILE.zip, or one --agency",
    ),
    ("hint.there_are", "可以是：{names}", "there are {names}"),
    ("hint.one_topic", "请写明统计什么", "name what is counted"),
    ("hint.one_office", "请加上 --sum，或者用 --agency 指定一个机关", "give --sum, or one --agency"),
    ("hint.token_alone", "请同时设置密码", "set a password as well"),
    (
        "hint.password",
        "请用 --password-file 或 NIANBAO_PASSWORD 给出一个别人猜不到的密码",
        "give --password-file FILE or set NIANBAO_PASSWORD, to something that nobody can guess",
    ),
    ("hint.not_utf8", "请只用字母和数字", "use letters and digits"),
    (
        "hint.name_original",
        "请给出文件名，如 --original 年报.pdf",
        "name a file, as in --original report.pdf",
    ),
    ("hint.endings", "文件名的结尾应是其中之一：{names}", "the file name must end in one of {names}"),
    (
        "hint.force",
        "--force 可以覆盖它，--output 可以换一处",
        "--force overwrites it; another place: --output",
    ),
    ("hint.narrow", "请用 --year、--agency 或 --section 限定范围", "give --year, --agency or --section"),
    (
        "hint.rules_or_file",
        "`nianbao check --explain` 列出全部规则；本地规则的文件须已存在",
        "`nianbao check --explain` lists all rules; a file of local rules must exist",
    ),
    (
        "hint.rule_not_file",
        "`nianbao check --rules {code}` 只查这条规则，`nianbao check --explain {code}` 解释它",
        "`nianbao check --rules {code}` checks one rule, `nianbao check --explain {code}` explains it",
    ),
    ("hint.rules", "`nianbao check --explain` 列出全部规则", "`nianbao check --explain` lists all rules"),
    ("hint.one_report", "请给出文件，或者 --agency 和 --year", "give FILE, or --agency and --year"),
];
