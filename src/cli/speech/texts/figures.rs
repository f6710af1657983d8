//! Commands that follow figures.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    ("series", "跟踪历年数据：每个机关每年一行"),
    ("series/after", "\
空白单元格仍为空白；· 表示年报没有这一格，? 表示有而无法辨认。`nianbao indicators` 列出全部键；“办理结果”指申请的六种
办理结果。

格式改变之处，另一年版以别的键统计同一事项的，序列接续，并在说明中写明；--about 也接上口径大致相同的（见 docs/series.md）。

合计不重复计入已由其他机关年报汇总的机关：按名册（`nianbao office import`），没有名册时按名称判断。平均数不计入汇总
其他机关的年报。

示例：
  nianbao series requests.received
  nianbao series 本年新收 --applicant natural_person --agency 某某市教育局
  nianbao series 公开率 --agency 某某市教育局 --change
  nianbao series 本年新收 --sum --chart
  nianbao series 本年新收 --spark                           每个机关一行
  nianbao series 公开率 --agency 某某市教育局 --png rate.png
  nianbao series 办理结果 --sum --draw stack --svg outcomes.svg
  nianbao series 行政复议/总计 --years 2019..2024 --csv"),
    ("series.indicators", "指标的键或者中文名称，或者其中唯一的一部分，可多次给出"),
    ("series.sum", "把各机关逐年相加"),
    ("series.mean", "逐年给出各机关的平均数"),
    ("series.all", "全部机关相加，已由其他年报汇总的也计入"),
    ("series.about", "也接上其他年版中口径大致相同的数据"),
    ("series.change", "显示与上年相比的变化，以及格式改变之处"),
    ("series.chart", "在每个数据旁边画条"),
    ("series.spark", "每个机关每项数据一行，用小图表示历年情况"),
    ("series.draw", "图的种类：line 折线；stack 叠加的条形，每年一条"),
    ("rank", "按某一年的数据或其变化给机关排序"),
    ("rank/after", "\
示例：
  nianbao rank 本年新收 --year 2024
  nianbao rank 公开率 --year 2024 --limit 10
  nianbao rank 行政复议/总计 --year 2024 --change --csv
  nianbao rank 本年新收 --year 2024 --png rank.png"),
    ("rank.change", "按与上年相比的变化排序"),
    ("rank.all", "全部机关都算占比，年报汇总其他机关的也算"),
    ("rank.limit", "最多显示这么多［默认：全部］"),
    ("compare", "对照一个机关的两个年度，或者两个机关的同一年度"),
    ("compare/after", "\
示例：
  nianbao compare 某某市教育局 2022 2023
  nianbao compare 某某市教育局 2023 某某市财政局 2023
  nianbao compare 某某市教育局 2022 2023 --side    正文分两栏
  nianbao compare 某某市教育局 2022 2023 --csv     每一个数据，没有变化的也列出"),
    ("compare.reports", "机关和年度，然后是另一年度，或者另一机关和年度"),
    ("compare.side", "把双方正文分两栏，逐句对照"),
    ("table", "显示三张法定表格，或者按规定样式写入文件"),
    ("table/after", "\
文件扩展名决定格式：.docx、.xlsx 或 .html，含合并单元格。

示例：
  nianbao table 某某市教育局 2023
  nianbao table 某某市教育局 2023 --output 表格.docx
  nianbao table 某某市教育局 2023 --csv            数据，每个一行"),
    ("export", "把年报、数据、段落、问题或者正文中的数量写成 CSV、JSON Lines、XLSX 或 Parquet"),
    ("export/after", "\
各列见 docs/columns.md，保持稳定。不给 --output 时直接显示。Parquet 是一个文件夹，按年度分区：文件夹/year=2024/part-0.parquet。

示例：
  nianbao export figures --output 数据.csv
  nianbao export figures --indicator 本年新收 --agency '@某某市人民政府' --years 2021..
  nianbao export passages --years 2024 --format jsonl | jq .text
  nianbao export mentions --indicator 解读
  nianbao export figures --format parquet --output figures
  nianbao export reports figures findings --output 全部.xlsx      每种一个工作表"),
    ("export.kinds", "写出什么；几种一起写时用工作簿：reports 现行年报，figures 其中每一个数据（含更正），passages 逐段的正文，findings 审核发现的问题，mentions 只在正文中出现的数量"),
    ("export.indicator", "只要这个指标（mentions：这个事项），可多次给出"),
    ("export.format", "格式［默认：按文件扩展名，否则为 csv］"),
    ("export.output", "写入文件；Parquet 为文件夹"),
    ("indicators", "列出法定格式的各项数据及其键"),
    ("indicators/after", "\
示例：
  nianbao indicators
  nianbao indicators 不予公开
  nianbao indicators litigation --json"),
    ("indicators.part", "只列键或名称含有这段文字的"),
    ("sql", "用 SQL 查询数据库；只读"),
    ("sql/after", "\
示例：
  nianbao sql \"SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')\"
  nianbao sql 'SELECT count(*) FROM report' --json"),
    ("sql.statement", "一条语句"),
];
