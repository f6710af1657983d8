//! Why a table of figures is not imported, and where in it.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("import.at_table", "表格", "the table"),
    ("import.at_file", "文件", "the file"),
    ("import.at_head", "第 1 行", "row 1"),
    ("import.at_cell", "第 {row} 行“{column}”列", "row {row}, column {column}"),
    ("import.no_figures", "没有数字", "it has no figures"),
    ("import.no_column", "没有这些列：{columns}", "there is no column {columns}"),
    (
        "import.unknown_column",
        "不认识“{title}”列；认识的有：{known}",
        "the column \"{title}\" is unknown; known are {known}",
    ),
    ("import.no_table", "既不是工作簿也不是文本", "it is neither a workbook nor text"),
    ("import.broken_csv", "CSV 不合格式", "{detail}"),
    ("import.empty", "没有填写", "it is empty"),
    ("import.no_year", "“{text}”不是年度", "\"{text}\" is no year"),
    ("import.no_form", "没有“{name}”格式；有 {forms}", "\"{name}\" is no form; there are {forms}"),
    (
        "import.no_form_of_year",
        "{year}年没有规定格式：请在“格式”列写明一种：{forms}",
        "for {year} no form was prescribed; name one in the column form: {forms}",
    ),
    ("import.not_of_form", "{indicator} 不是 {form} 格式的指标", "{indicator} is not of the form of {form}"),
    (
        "import.two_forms",
        "{agency}{year}年的年报用了两种格式",
        "the report of {agency} for {year} has two forms",
    ),
    ("import.twice", "同一数字已见于第 {row} 行", "the same figure is in row {row}"),
    (
        "import.similar_indicator",
        "没有指标“{name}”，相近的有 {similar}",
        "no indicator \"{name}\"; similar: {similar}",
    ),
    (
        "import.several_indicators",
        "“{name}”可以指 {candidates}",
        "\"{name}\" fits several indicators: {candidates}",
    ),
    (
        "import.not_by_applicant",
        "{indicator} 不分申请人，却写了“{name}”",
        "{indicator} is not given by applicant, but for \"{name}\"",
    ),
    ("import.no_applicant", "没有申请人“{name}”", "no applicant \"{name}\""),
    (
        "import.similar_applicant",
        "没有申请人“{name}”，相近的有 {similar}（{label}）",
        "no applicant \"{name}\"; similar: {similar} ({label})",
    ),
    ("import.no_figure", "“{value}”不是数字", "\"{value}\" is no figure"),
    (
        "import.no_state",
        "没有状态“{name}”；有 number、blank、dash、unreadable、absent",
        "\"{name}\" is no state; there are number, blank, dash, unreadable and absent",
    ),
    (
        "import.state_and_value",
        "状态是 {state}，却有数值“{value}”",
        "the state is {state}, and there is a value \"{value}\"",
    ),
];
