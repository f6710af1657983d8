//! Commands that review.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    ("check", "审核：勾稽关系、上下年衔接、文表是否一致、照抄的文字"),
    ("check/after", "\
不给文件时，档案库中的年报互相对照审核：其他年度、其他机关、名册。给出的文件和文件夹在归档之前审核，各自与档案库中
该机关的情况对照。退出码为 1 表示有未处理的错误，或者有的文件不是年报；警告、提示和须核对原件的不改变退出码。

地方规则文件每行一项：`规则,设置,值`，即 rule,setting,value（见 docs/local_rules.csv）。

示例：
  nianbao check 年报.docx                        发布之前
  nianbao check 年报/ 补报.pdf                   文件夹中的全部文件，和另一个文件
  nianbao check --year 2024 --rules 本市.csv     加上地方规则
  nianbao check --year 2024                      某一年的全部年报
  nianbao check --agency 某某市教育局 --tables     表格，标出有误的单元格
  nianbao check --year 2024 --severity error --csv
  nianbao check 更正稿.docx --since-letter        与发给该机关的函对照
  nianbao check --explain D38                    一条规则查什么，为什么"),
    ("check.files", "尚未归档的文件和文件夹"),
    ("check.agency", "只看这个机关，可多次给出；审核文件时，归入这个机关"),
    ("check.year", "审核文件时，归入这一年度"),
    ("check.rules", "只用代码以此开头的规则：D、D38，可多次给出；或者地方规则文件"),
    ("check.severity", "只看这一级别及以上的问题"),
    ("check.words", "需要留意的词语文件，每行一个：`错 = 对`，或者不应出现的词语"),
    ("check.tables", "画出法定表格，标出问题所涉的单元格"),
    ("check.since_letter", "与最近一次发给该机关的函对照：已改、未改、新出现"),
    ("check.explain", "解释一条规则，或者列出全部规则"),
    ("waive", "接受一个问题，写明谁因何决定；此后不再计入"),
    ("waive/after", "\
只要仍是同样的单元格以同样的方式违反规则，豁免就一直有效，年报修订后也是如此；情况改变时失效。

示例：
  nianbao waive 某某市教育局 2024 G76 --who 张三 --why 当年机构合并，申请量确有增加
  nianbao waive 某某市教育局 2024 3f2a9c10 --who 张三 --why 已核实
  nianbao waive 某某市教育局 2024 G76 --undo"),
    ("waive.which", "规则（G76），或者 `check --json` 给出的问题指纹"),
    ("waive.who", "谁决定的"),
    ("waive.undo", "撤回豁免"),
    ("letter", "就某一年的年报给各机关写函：审核意见、提示、催报"),
    ("letter/after", "\
有错误或警告的机关收到审核意见函，名册中没有年报的收到催报函，已通过的不写。依据存疑单元格的问题不写，除非给出
--unsure。写入文件夹或 ZIP 时，另有一份汇总表，列出各机关的状态、问题数和函件。
模板的字段：{{标题}} {{收文机关}} {{发文机关}} {{成文日期}} {{回复日期}} {{联系方式}} {{年度}}
{{开头}} {{意见}} {{结尾}} {{正文}} {{附件}} {{核对依据}} {{意见数}}

示例：
  nianbao letter --year 2024 --sender 某某市人民政府办公室 --reply-by 2025-03-14
  nianbao letter --year 2024 --output 函.zip --template 模板.docx --record
  nianbao letter --year 2024 --agency 某某市教育局 --output 函.docx
  nianbao letter --year 2024 --hints             只有提示的机关也写一份提示函"),
    ("letter.output", "文件夹、文件.zip；只有一份函时也可为文件.docx、.html、.md［默认：letters-年度］"),
    ("letter.format", "文件夹或 ZIP 中的函写成什么格式"),
    ("letter.template", "写入这个 Word 文档，其中有命名的字段"),
    ("letter.sender", "发文机关［默认：留空待填］"),
    ("letter.contact", "联系人及电话"),
    ("letter.date", "成文日期［默认：今天］"),
    ("letter.reply_by", "回复期限"),
    ("letter.hints", "写上提示（不算问题）；只有提示的机关也写一份提示函"),
    ("letter.unsure", "写上依据存疑单元格的问题，单列为“请核对原件”"),
    ("letter.record", "记录函已发出，以及函中所列的问题"),
    ("letter.who", "谁发的"),
    ("review", "跟踪年报的审核：缺报、待审、已发函、已回复、通过"),
    ("review/after", "\
缺报（missing）    名册中应当报告，而没有年报
待审（pending）    有年报，或者通过之后又有新版本
已发函（sent）     发了函：`nianbao letter --record`，或者 --set
已回复（answered） 发函之后来了更正的年报，或者 --set
通过（passed）     --set

示例：
  nianbao review list --year 2024
  nianbao review list --year 2024 --stage 已发函
  nianbao review state 某某市教育局 2024
  nianbao review state 某某市教育局 2024 --set 已回复 --note 电话说明，新增机构所致 --who 张三"),
    ("review list", "列出某一年应当报告或已经报告的机关，及其年报到了哪一步"),
    ("review list.stage", "只列出到了这一步的"),
    ("review state", "显示对一份年报做过什么，或者记录一步"),
    ("review state.set", "记录年报到了这一步"),
    ("review state.note", "备注"),
    ("review state.who", "谁做的"),
    ("review state.day", "哪一天［默认：今天］"),
    ("rollup", "把一个机关所汇总的各机关年报相加，与它自己的年报对照"),
    ("rollup/after", "\
汇总哪些年报由名册决定，见 `nianbao office import`。

示例：
  nianbao rollup 某某市人民政府 2024
  nianbao rollup 某某市人民政府 2024 --csv"),
    ("office", "列出机关，合并同一机关的不同名称，管理应当报告的机关名册"),
    ("office/after", "\
示例：
  nianbao office list
  nianbao office alias 某某市教育局 市教育局     “市教育局”的年报归入“某某市教育局”
  nianbao office unalias 市教育局
  nianbao office add 某某市教育局 --parent 某某市人民政府
  nianbao office import 名册.csv                 列：name, parent, covers, since, until, ...
  nianbao office list --register"),
    ("office list", "列出机关及其别名、年度"),
    ("office list.register", "改为列出名册：哪些机关应当报告，上级是谁"),
    ("office add", "把一个机关列入应当报告的机关名册"),
    ("office add.name", "机关"),
    ("office add.parent", "上级机关"),
    ("office add.covers", "其年报所汇总的机关，可多次给出［默认：直属的全部机关］"),
    ("office add.since", "应当报告的第一年"),
    ("office add.until", "应当报告的最后一年"),
    ("office import", "把 CSV 表中的机关列入名册"),
    ("office import/after", "\
第一行是列名，只有 name 必需：
  name         机关
  parent       上级机关
  covers       年报所汇总的机关，以 ; 或 、 分隔
  since, until 应当报告的第一年和最后一年
  makes_rules  1 或 0：是否有权制定规章
  enforces     1 或 0：是否作出行政许可、行政处罚、行政强制"),
    ("office import.file", "表格；- 表示标准输入"),
    ("office drop", "把一个机关从名册中去掉；年报保留"),
    ("office drop.name", "机关"),
    ("office alias", "使别名成为机关的另一个名称；归在别名下的年报移到机关名下"),
    ("office alias.office", "机关"),
    ("office alias.alias", "另一个名称"),
    ("office unalias", "去掉一个别名；年报仍归该机关"),
    ("office unalias.alias", "另一个名称"),
];
