//! The program itself, and arguments that several commands share.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    ("nianbao", "归档政府信息公开工作年度报告，读出每一个数字、每一段文字，并跨年度回答问题。"),
    ("/after", "\
示例：
  nianbao extract 年报.pdf               看看从一个文件中读出了什么
  nianbao add ~/年报                      归档一个文件夹
  nianbao show 某某市教育局 2023          阅读一份年报
  nianbao check --year 2024              审核某一年的年报
  nianbao search 行政诉讼                 查找含有这些词语的段落
  nianbao series 本年新收 --csv           各机关各年度的一项数据

退出码：0 完成；1 有文件被拒收、没有找到，或者审核发现未处理的错误；2 用法有误；3 档案库不能使用；255 程序缺陷。"),
    ("--archive", "档案库所在文件夹［默认：$NIANBAO_ARCHIVE，否则为系统数据文件夹中的 nianbao］"),
    ("--color", "何时使用颜色；auto：在终端上使用，设置了 NO_COLOR 时不用"),
    ("--lang", "用哪种语言说话［默认：$NIANBAO_LANG，否则按系统语言］"),
    ("--help", "显示帮助"),
    ("--version", "显示版本"),
    ("--json", "输出 JSON"),
    ("--csv", "输出 CSV"),
    ("--bom", "CSV 以字节序标记开头，供需要它的电子表格软件使用"),
    (".agency", "机关：全称、别名，或者名称中唯一的一部分"),
    (".year", "报告年度"),
    ("--agency", "只看这个机关，可多次给出。“名称*”指名称以此开头的全部机关，“@名称”指名册中由它汇总的全部机关"),
    ("--year", "年度"),
    ("--years", "只看这些年度：2023、2019..2024、2021..、..2020；也可写作 --year"),
    ("--section", "只看这一部分（1 至 6），可多次给出"),
    ("--limit", "最多显示这么多"),
    ("--applicant", "申请情况表的列"),
    (".indicator", "指标的键或者中文名称"),
    ("--force", "覆盖已有的文件"),
    ("--svg", "把图画成 SVG 存入文件；不依赖字体"),
    ("--png", "把图画成 PNG 存入文件，宽 2400 像素"),
    ("--published", "发布日期，文件中没有写明时使用"),
    ("--no-ocr", "不读取图像页。图像页的表中数字由本程序识别，文字由 tesseract（须装有 chi_sim）识别"),
    ("--output", "写入文件"),
    ("--quiet", "只显示被拒收的文件和小结"),
    ("--yes", "不再询问"),
    ("--why", "理由"),
];
