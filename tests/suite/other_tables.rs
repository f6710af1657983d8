//! Tables that are not of the form: archived, found, shown, exported, compared, and read again in older archives.

use nianbao::archive::Archive;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::search::Search;
use nianbao::report::recognise::{Overrides, read};

use super::archive::writer;
use super::cli::Program;
use super::versions::{copy, fixtures, rows};

const OFFICE: &str = "青岩市水务局";

/// A report with a table of its own, a row that the form does not have, and a table of one column.
fn page(visits: &str) -> String {
    let rows = |rows: &[&[&str]]| -> String {
        let row = |cells: &&[&str]| {
            let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr>{cells}</tr>")
        };
        format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
    };
    let own = rows(&[&["平台", "访问量"], &["门户网站", visits], &["“青岩水务”公众号", "513"]]);
    let form = rows(&[
        &["信息内容", "本年处理决定数量"],
        &["行政许可", "513"],
        &["信息内容", "本年处理决定数量"],
        &["行政处罚", "24"],
        &["投诉举报线索", "77"],
        &["行政强制", "2"],
    ]);
    let body = "全年主动公开政府信息一百二十条，办理答复及时规范，公开目录按月更新，没有发生泄密事件。";
    format!(
        "<html><body><h1>{OFFICE}2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>{body}</p>
         <p>各平台访问情况表</p>{own}<h2>二、主动公开政府信息情况</h2>{form}
         <h2>五、存在的主要问题及改进情况</h2><p>解读形式单一。今后改进。</p></body></html>"
    )
}

#[test]
fn what_the_form_does_not_know_is_archived_and_found() {
    let program = Program::new();
    program.write("a.html", page("1200"));
    program.run(&["add", "a.html"]).ends(0);
    let shown = program.run(&["show", OFFICE, "2023"]).ends(0);
    let read = program.run(&["extract", "a.html", "--json"]).ends(0).json();
    let kept = program.run(&["show", OFFICE, "2023", "--json"]).ends(0).json();
    assert_eq!(read["other_tables"].as_array().unwrap().len(), 2, "{read}");
    assert_eq!(read["other_tables"], kept["other_tables"]);
    assert!(
        shown.out().contains("各平台访问情况表") && shown.out().contains("投诉举报线索"),
        "{}",
        shown.out()
    );

    let found = program.run(&["search", "公众号", "--json"]).ends(0).json();
    assert_eq!(found["total_passages"], 1, "{found}");
    let hit = &found["hits"][0];
    assert_eq!((&hit["section"], &hit["table"]["number"]), (&1.into(), &1.into()));
    assert_eq!(hit["table"]["title"], "各平台访问情况表");
    assert_eq!(hit["text"], "“青岩水务”公众号 | 513");
    // words of neighbouring cells are no phrase
    assert_eq!(program.run(&["search", "门户网站1200", "--json"]).ends(1).json()["total_passages"], 0);
    assert_eq!(program.run(&["search", "投诉举报线索", "--section", "2"]).ends(0).out().lines().count(), 4);
    program.run(&["search", "投诉举报线索", "--section", "1"]).ends(1);

    let cells = program.run(&["export", "other_tables", "--format", "csv"]).ends(0);
    assert!(cells.out().contains("各平台访问情况表,2,2,1200"), "{}", cells.out());
    assert!(cells.out().contains("表中不属于版式的行,1,2,77"), "{}", cells.out());
    program.run(&["verify"]).ends(0);

    program.write("b.html", page("1300"));
    program.run(&["add", "b.html"]).ends(0);
    let diff = program.run(&["diff", OFFICE, "2023"]).ends(0);
    assert!(
        diff.out().contains("- 门户网站 | 1200") && diff.out().contains("+ 门户网站 | 1300"),
        "{}",
        diff.out()
    );
    assert_eq!(program.run(&["search", "1200 门户网站", "--json"]).ends(1).json()["total_passages"], 0);
    program.run(&["undo", "--yes"]).ends(0);
    assert_eq!(program.run(&["search", "1200 门户网站", "--json"]).ends(0).json()["total_passages"], 1);
    program.run(&["rebuild"]).ends(0);
    program.run(&["verify"]).ends(0);
    assert_eq!(program.run(&["search", "1200 门户网站", "--json"]).ends(0).json()["total_passages"], 1);
}

#[test]
fn the_outline_of_an_archived_report_says_what_is_left_out() {
    let program = Program::new();
    let foot = "<p>青岩市水务局</p><p>2024年1月31日</p></body>";
    program.write("a.html", page("1200").replace("</body>", foot));
    program.run(&["add", "a.html"]).ends(0);
    let archived = program.run(&["show", OFFICE, "2023", "--outline"]).ends(0);
    let file = program.run(&["extract", "a.html", "--outline"]).ends(0);
    assert_eq!(archived.out(), file.out());
    assert!(archived.out().contains("略去（落款）：2024年1月31日"), "{}", archived.out());
}

#[test]
fn an_index_that_lags_behind_finds_rows_as_well() {
    let program = Program::new();
    program.write("a.html", page("1200"));
    program.run(&["add", "a.html"]).ends(0);
    let place = program.dir.path().join("archive");
    std::fs::remove_dir_all(place.join("index")).unwrap();
    let archive = Archive::open(&place).unwrap();
    let search = Search { words: "公众号".to_owned(), ..Search::default() };
    let found = archive.search(&search).unwrap();
    assert_eq!((found.total_passages, found.hits[0].table.as_ref().unwrap().number), (1, 1));
    assert!(!found.notes.is_empty());
}

#[test]
fn archives_of_earlier_versions_are_sound_and_get_their_tables_from_rebuild() {
    for fixture in fixtures() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("archive");
        copy(&fixture, &place);
        let mut writer = writer(&place);
        assert!(writer.archive().verify().unwrap().faults.is_empty());
        assert!(rows(&place)["other_table"].is_empty());
        // nobody changed these reports: a table that was never kept is no difference between revisions
        for entry in writer.archive().list(&Filter::default()).unwrap().reports {
            for to in 2..=entry.revision {
                let changes = writer.archive().changes(&entry.agency, entry.year, to - 1, to).unwrap();
                assert!(changes.tables.is_empty(), "{changes:?}");
            }
        }
        writer.rebuild(&mut |_, _| ()).unwrap();
        let version_3 = fixture.ends_with("version-3");
        assert_eq!(rows(&place)["other_table"].len(), if version_3 { 2 } else { 0 });
        let search = Search { words: "公众号乙".to_owned(), ..Search::default() };
        assert_eq!(writer.archive().search(&search).unwrap().total_passages, usize::from(version_3));
        assert!(writer.archive().verify().unwrap().faults.is_empty());
        let reread = writer.archive().reread(&mut |_, _| ()).unwrap();
        assert!(reread.changes.is_empty() && reread.others.is_empty(), "{reread:?}");
    }
}

#[test]
fn no_cell_of_any_table_is_lost() {
    let page = page("1200").replace(
        "<h2>五",
        "<table><tr><td>甲栏</td><td>乙栏</td></tr></table><table><tr><td>单列一</td></tr><tr><td>单列二</td></tr></table><h2>五",
    );
    let document = nianbao::extract::read(page.as_bytes(), "a.html", &nianbao::extract::Limits::default())
        .unwrap()
        .document;
    let found = read(&document, &Overrides::default()).unwrap();
    let prose = found.report.sections.iter().map(|section| section.text.clone());
    let tables = found.report.other_tables.iter().map(nianbao::report::OtherTable::lines);
    let kept: String = prose.chain(tables).collect();
    for cell in ["甲栏", "乙栏", "单列一", "单列二", "513", "77"] {
        assert!(kept.contains(cell), "{cell}: {kept}");
    }
}
