//! Commands that read files.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    ("extract", "读一个文件，显示其中的内容；不归档"),
    ("extract/after", "\
示例：
  nianbao extract 年报.pdf                   标题、各部分、法定表格、说明
  nianbao extract 年报.docx --json           全部内容，供程序使用
  nianbao extract 年报.html --csv            全部数据
  nianbao extract 年报.pdf --outline         读到的文档原样，用来查明原因
  curl -s https://example.org/r.html | nianbao extract -"),
    ("extract.file", "文件；- 表示标准输入"),
    ("extract.agency", "无论文件怎么写，都归入这个机关"),
    ("extract.year", "无论文件怎么写，都归入这一年度"),
    ("extract.outline", "按读到的样子显示文档：标题、段落、表格"),
    ("add", "归档文件和文件夹；没有档案库时新建"),
    ("add/after", "\
一个文件被拒收不影响其他文件，这时退出码为 1。完全相同的文件只归档一次；同一文本的另一种格式是同一修订版的另一份文件，存疑最少的
一份为准；同一机关同一年度的数字或文字不同，成为新的修订版。
文件分批提交：显示为已归档的，即使命令中断也已归档。

示例：
  nianbao add ~/年报
  nianbao add 年报.pdf --agency 某某市教育局 --year 2023
  nianbao add ~/年报 --json | jq '.files[] | select(.outcome == \"refused\")'"),
    ("add.paths", "文件和文件夹"),
    ("add.agency", "无论文件怎么写，都归入这个机关"),
    ("add.year", "无论文件怎么写，都归入这一年度"),
    ("import", "从 CSV 表或工作簿导入只有数字的年度数据"),
    ("import/after", "\
第一行是列名，以后每行一个数据：
  agency, year, indicator, value    必需（也可写作 机关、年度、指标、数值）
  applicant                         申请情况表的列［默认：total］
  state, remark, doubt, form        与 `export figures` 写出的相同
`value` 中的零、空白和短横线是三种不同的情形。表格按收到的原样保存。由此得到的年报标明只有数据：它们不会取代从文件读出
的年报，从文件读出的年报会取代它们。

示例：
  nianbao import 2015年以前.xlsx
  nianbao export figures --output 数据.csv && nianbao --archive 另一库 import 数据.csv"),
    ("import.file", "表格；- 表示标准输入"),
    ("draft", "按法定格式生成年报初稿（Word 文档）"),
    ("draft/after", "\
能由上一年年报推出的内容已经填好：上年结转，以及作为建议的现行有效件数；上一年所列问题逐条列出，等待回应。其余单元格
留空，【】处是需要撰写的文字。

示例：
  nianbao draft 某某市教育局 2025 --output 2025.docx
  nianbao check 2025.docx                        写好以后审核"),
    ("draft.output", "写入文件［默认：机关-年度.docx］"),
];
