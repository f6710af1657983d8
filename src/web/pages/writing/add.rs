//! Adding files: choosing them, what was recognised, what became of them.

use maud::{Markup, html};

use crate::archive::ingest::{Fate, Filed, Order, Summary};
use crate::web::pages::frame::{Frame, said};
use crate::web::pages::report::marked;
use crate::web::pages::report_address;
use crate::web::writing::{AddedFile, ReadFile, Stage};

/// Where files are chosen.
pub(in crate::web) fn add() -> Markup {
    Frame::new("添加年报", "/add").around(
        html! {
            h1 { "添加年报" }
            form #add method="post" action="/add" enctype="multipart/form-data" {
                p { label { "文件（可选多个） " input type="file" name="files" multiple required; } }
                details {
                    summary { "文件中没有写明机关或年度" }
                    p { label { "机关 " input name="agency" maxlength="200" autocomplete="off"; } }
                    p { label { "年度 " input name="year" inputmode="numeric" pattern="[0-9]{4}" autocomplete="off"; } }
                }
                button { "上传并预览" }
            }
            p.faint { "可读 PDF、OFD、DOCX、DOC、WPS、ODT、XLSX、XLS、网页、Markdown、纯文本和内含年报的 ZIP；每个文件最大 64 MB。先看识别结果，确认后才存入档案。" }
            p.faint { a href="/history" { "操作记录：撤销与重做" } " · " a href="/rebuild" { "用现在的程序重读全部原件" } }
        },
    )
}

/// Where a draft is dropped to be checked, on the first page.
pub(in crate::web::pages) fn checkup() -> Markup {
    html! {
        section.advice aria-labelledby="h-checkup" {
            h2 #h-checkup { "年报体检" }
            form #add method="post" action="/add" enctype="multipart/form-data" {
                p { label { "年报或草稿（任何格式，可选多个） " input type="file" name="files" multiple required; } }
                button { "开始体检" }
            }
            p.faint { "马上看到全文，有问题的格子和句子已经标出。只是检查，不会存入档案；要不要存，看过以后再定。" }
        }
    }
}

/// Files that were uploaded together, in whatever stage they are.
pub(in crate::web) fn batch(key: &str, stage: &Stage) -> Markup {
    Frame::new("添加年报", "/add").around(html! {
        h1 { "添加年报" }
        div #job data-events=(format!("/add/{key}/events")) aria-live="polite" {
            @match stage {
                Stage::Reading { done, of } => (going_on("正在读取", *done, *of)),
                Stage::Keeping { done, of } => (going_on("正在存入", *done, *of)),
                Stage::Read { files } => (preview(key, files)),
                Stage::Kept { files, summary } => (outcome(files, summary)),
                Stage::Failed { why } => p.notice.error role="alert" { "没有完成：" (said(why)) "。" },
                Stage::Idle | Stage::Rebuilding { .. } | Stage::Rebuilt { .. } => {}
            }
        }
    })
}

/// How far something is.
pub(super) fn going_on(what: &str, done: usize, of: usize) -> Markup {
    html! {
        p { (what) "：" (done) " / " (of) }
        progress max=(of.max(1)) value=(done) aria-label=(what) {}
    }
}

fn preview(key: &str, files: &[ReadFile]) -> Markup {
    let fit = |seen: &ReadFile| matches!(seen.fate, Fate::Archived(_) | Fate::Revised(_) | Fate::Copied(_));
    let any = files.iter().any(fit);
    html! {
        p { "以下是识别结果，还没有存入档案。" }
        form method="post" action=(format!("/add/{key}/keep")) {
            @for (n, seen) in files.iter().enumerate() {
                section.seen {
                    h2 {
                        @if fit(seen) {
                            label { input type="checkbox" name="keep" value=(n) checked; " " (seen.file) }
                        } @else { (seen.file) }
                    }
                    (recognised(seen))
                    @if seen.draft.is_some() && files.len() > 1 {
                        p { a.button href=(format!("/add/{key}/report/{n}")) { "看全文和标出的问题" } }
                    }
                }
            }
            @if any { button { "存入所选" } }
        }
        form method="post" action=(format!("/add/{key}/discard")) { button { @if any { "全部放弃" } @else { "返回" } } }
        // one file is shown at once; of several each has a page
        @if let [ReadFile { draft: Some(draft), .. }] = files { (marked(draft)) }
    }
}

fn recognised(seen: &ReadFile) -> Markup {
    html! {
        p { strong { (verb(&seen.fate, true)) } @if let Fate::Refused { reason } = &seen.fate { "：" (said(&reason.message())) } }
        @if let Some(filed) = filed(&seen.fate) {
            dl {
                dt { "机关" } dd { (filed.agency) }
                dt { "年度" } dd { (filed.year) }
                dt { "标题" } dd { (filed.title) }
                dt { "数字" } dd { (filed.numbers) " 项" @if filed.doubts > 0 { "，其中 " strong { (filed.doubts) " 项存疑" } } }
                dt { "核对" } dd { "错误 " (seen.errors) "，警告 " (seen.warnings) }
                @if let Some(old) = &seen.replaces {
                    dt { "取代" } dd { a href=(report_address(&old.agency, old.year)) { "第 " (old.revision) " 版" } "（" (old.file) "，数字 " (old.numbers) " 项）" }
                }
                @match &seen.fate {
                    Fate::Copied(filed) => { dt { "版次" } dd { "第 " (filed.revision) " 版，共 " (filed.files) " 个文件，以“" (filed.best) "”的读数为准" } }
                    Fate::Revised(filed) => { dt { "版次" } dd { "第 " (filed.revision) " 版，" (order(filed)) } }
                    _ => {}
                }
                @if !seen.similar.is_empty() {
                    dt { "新机关" } dd { "档案中有相近的名称：" (seen.similar.join("、")) "。如为同一机关，请重新上传并填写机关名称。" }
                }
            }
            @if !filed.notes.is_empty() { ul { @for note in &filed.notes { li { (note) } } } }
        }
    }
}

fn outcome(files: &[AddedFile], summary: &Summary) -> Markup {
    html! {
        p { (summary.files()) " 个文件：新存入 " (summary.archived) "，新版本 " (summary.revised) @if summary.copied > 0 { "，另一份文件 " (summary.copied) } "，已有 " (summary.already_archived) "，未存入 " (summary.refused) "。" }
        ul {
            @for AddedFile { file, fate } in files {
                li {
                    strong { (verb(fate, false)) } " " (file)
                    @match fate {
                        Fate::Refused { reason } => { "：" (said(&reason.message())) }
                        Fate::Archived(filed) | Fate::AlreadyArchived(filed) | Fate::Revised(filed) | Fate::Copied(filed) => {
                            " → " a href=(report_address(&filed.agency, filed.year)) { (filed.agency) " " (filed.year) }
                        }
                    }
                }
            }
        }
        p { a href="/add" { "继续添加" } }
    }
}

/// What decided which revision it is.
fn order(filed: &Filed) -> &'static str {
    match (filed.order, filed.in_force) {
        (Some(Order::Published), true) => "按公布日期在后，为现行版",
        (Some(Order::Published), false) => "按公布日期在前，不是现行版",
        (_, true) => "按存入先后在后，为现行版",
        (_, false) => "按存入先后在前，不是现行版",
    }
}

fn filed(fate: &Fate) -> Option<&Filed> {
    match fate {
        Fate::Archived(filed) | Fate::AlreadyArchived(filed) | Fate::Revised(filed) | Fate::Copied(filed) => {
            Some(filed)
        }
        Fate::Refused { .. } => None,
    }
}

fn verb(fate: &Fate, before: bool) -> &'static str {
    match (fate, before) {
        (Fate::Archived(_), true) => "将新存入",
        (Fate::Archived(_), false) => "已新存入",
        (Fate::Revised(_), true) => "将成为新版本",
        (Fate::Revised(_), false) => "已成为新版本",
        (Fate::Copied(_), true) => "将作为同一文本的另一份文件存入",
        (Fate::Copied(_), false) => "已作为同一文本的另一份文件存入",
        (Fate::AlreadyArchived(_), _) => "档案中已有",
        (Fate::Refused { .. }, _) => "不能存入",
    }
}
