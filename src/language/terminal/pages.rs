//! The words around reports, hits, findings and differences that are printed for a person.

use super::super::Sentence;

#[rustfmt::skip]
pub(in super::super) const SENTENCES: &[Sentence] = &[
    ("page.revisions", "{agency} {year}：第 {from} 版到第 {to} 版", "{agency} {year}: revision {from} to {to}"),
    ("page.no_difference", "数字、正文和其他表格都没有不同", "Neither figures nor prose nor other tables differ"),
    (
        "page.form_changed",
        "两份年报的格式不同（{from} 年版、{to} 年版）：只有一方才有的数字记作“·”",
        "the form changed, from {from} to {to}: what only one of them has is shown as ·",
    ),
    ("page.differing", "{of} 个数中有 {differing} 个不同；正文有 {kept}% 相同", "{differing} of {of} figures differ; {kept}% of the prose is kept"),
    ("page.blank", "（空白）", "(blank)"),
    ("page.kept", "{kept}% 相同", "{kept}% kept"),
    ("page.findings", "{reports} 份年报：错误 {errors}，警告 {warnings}，提示 {hints}，须核对原件 {doubts}，已豁免 {waived}", "{reports} reports: {errors} errors, {warnings} warnings, {hints} hints, {doubts} to be compared with the original, {waived} waived"),
    ("page.comparisons", "比对：通过 {passed}，不符 {failed}，未能比对 {unchecked}（规则 {rules} 版）", "comparisons: {passed} passed, {failed} failed, {unchecked} not checked (rules {rules})"),
    ("page.passages", "{count} 段", "{count} passages"),
    ("page.total", "{reports} 份年报中有 {passages} 段", "{passages} passages in {reports} reports"),
    ("page.total_shown", "{reports} 份年报中有 {passages} 段；这里是第 {first} 至 {last} 项", "{passages} passages in {reports} reports; shown: {first} to {last}"),
    ("page.instead", "{how}：{count} 段", "{how}: {count} passages"),
    ("page.by_year", "按年度", "by year"),
    ("page.by_office", "按机关", "by office"),
    ("page.by_section", "按部分", "by section"),
    ("page.by_kind", "按种类", "by kind"),
    ("page.more_offices", "还有 {count} 个机关：--json 列出全部", "{count} more offices: --json shows all"),
    ("page.trend_head", "年度    段落数    年报数        占比", "year  passages  reports       share"),
    ("page.trend_reports", "{reports} ／ {of}", "{reports} of {of}"),
    ("page.table", "表格，{rows} 行，{columns} 列", "table, {rows} rows, {columns} columns"),
    ("page.at_page", "[{block}，第 {page} 页]", "[{block}, page {page}]"),
    ("page.at_line", "[{block}，第 {line} 行]", "[{block}, line {line}]"),
];
