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
  nianbao check --year 2024 --letters 函          每个机关一份函
  nianbao check --explain D38                    一条规则查什么，为什么"),
    ("check.files", "尚未归档的文件和文件夹"),
    ("check.agency", "只看这个机关，可多次给出；审核文件时，归入这个机关"),
    ("check.year", "审核文件时，归入这一年度"),
    ("check.rules", "只用代码以此开头的规则：D、D38，可多次给出；或者地方规则文件"),
    ("check.severity", "只看这一级别及以上的问题"),
    ("check.words", "需要留意的词语文件，每行一个：`错 = 对`，或者不应出现的词语"),
    ("check.tables", "画出法定表格，标出问题所涉的单元格"),
    ("check.letters", "为每个有问题的机关写一份函，存入文件夹"),
    ("check.html", "函写成 HTML，而不是 Markdown"),
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
