//! What changes an archive: previews say what filing does, reading again compares everything, decisions survive.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::archive::ingest::{Fate, Filed, Options, Progress};
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::reports::reread::Fact;
use nianbao::archive::query::review::Review;
use nianbao::archive::{Archive, Writer};
use rusqlite::Connection;

use super::archive::writer;
use super::versions::{copy, fixtures};

const OFFICE: &str = "澄岚市自然资源局";

fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive").join(file)
}

fn add(writer: &mut Writer, file: &Path) -> Fate {
    let mut fates = Vec::new();
    let mut progress = |progress: Progress<'_>| {
        if let Progress::Done(outcome) = progress {
            fates.push(outcome.fate.clone());
        }
    };
    writer.add(&[file.to_owned()], &Options::default(), &mut progress).unwrap();
    assert_eq!(fates.len(), 1);
    fates.remove(0)
}

/// The kind of a fate, and where the report is filed.
fn said(fate: &Fate) -> (&'static str, Filed) {
    match fate {
        Fate::Archived(filed) => ("archived", filed.clone()),
        Fate::AlreadyArchived(filed) => ("already archived", filed.clone()),
        Fate::Revised(filed) => ("revised", filed.clone()),
        Fate::Copied(filed) => ("copied", filed.clone()),
        Fate::Refused { reason } => panic!("refused: {reason}"),
    }
}

/// Adds a file after asking what it would become: both say the same.
fn foreseen(writer: &mut Writer, file: &Path) -> (&'static str, u32) {
    let preview = writer.archive().preview(file, &Options::default()).unwrap();
    let (was, found) = (said(&preview.fate), said(&add(writer, file)));
    let plain = |(kind, filed): &(&'static str, Filed)| {
        let Filed { agency, year, revision, numbers, doubts, .. } = filed.clone();
        (*kind, agency, year, revision, numbers, doubts)
    };
    assert_eq!(plain(&was), plain(&found));
    (found.0, found.1.revision)
}

#[test]
fn a_preview_says_what_filing_then_does() {
    let dir = tempfile::tempdir().unwrap();
    let one = sample("2021/澄岚市自然资源局.txt");
    let text = fs::read_to_string(&one).unwrap();
    let [two, three] = ["two.txt", "three.txt"].map(|name| {
        let path = dir.path().join(name);
        fs::write(&path, format!("{text}\n{name}另行说明。\n")).unwrap();
        path
    });
    let mut writer = writer(&dir.path().join("archive"));
    assert_eq!(foreseen(&mut writer, &one), ("archived", 1));
    assert_eq!(foreseen(&mut writer, &one), ("already archived", 1));
    assert_eq!(foreseen(&mut writer, &two), ("revised", 2));
    assert_eq!(foreseen(&mut writer, &one), ("already archived", 1));
    writer.remove(OFFICE, 2021).unwrap();
    assert_eq!(foreseen(&mut writer, &three), ("archived", 1));
    writer.remove(OFFICE, 2021).unwrap();
    assert_eq!(foreseen(&mut writer, &one), ("archived", 1));
}

/// One thing of each kind that a reader says, altered in the rows, and what reading again then reports.
const ALTERED: &[(&str, &[Fact], usize)] = &[
    ("UPDATE revision SET title = title || '（试行）'", &[Fact::Title], 0),
    ("UPDATE revision SET form = '2019'", &[Fact::Form], 0),
    ("UPDATE revision SET published = NULL", &[Fact::Published], 0),
    ("UPDATE revision SET period_from = '1999-01-01', period_to = '1999-12-31'", &[Fact::Period], 0),
    ("UPDATE revision SET ocr = 1 - ocr", &[Fact::Ocr], 0),
    ("UPDATE section SET title = title || '情况' WHERE number = 1", &[Fact::Sections], 0),
    ("UPDATE section SET ordinal = '九' WHERE number = 1", &[Fact::Sections], 0),
    ("UPDATE section SET block = block + 1 WHERE number = 1", &[Fact::Sections], 0),
    ("UPDATE passage SET text = text || '。' WHERE section = 0", &[Fact::Preamble, Fact::Passages], 0),
    (
        "UPDATE passage SET text = text || '。' WHERE id = (SELECT max(id) FROM passage)",
        &[Fact::Sections, Fact::Passages],
        0,
    ),
    ("UPDATE passage SET kind = 'plan' WHERE kind = 'problem'", &[Fact::Passages], 0),
    (
        "INSERT INTO other_table (revision, position, section, block) SELECT id, 99, 0, 1 FROM revision",
        &[Fact::Tables],
        0,
    ),
    ("INSERT INTO note (revision, position, text) SELECT id, 99, '说明' FROM revision", &[Fact::Notes], 0),
    ("UPDATE figure SET remark = '备注' WHERE cell = 1", &[Fact::Remarks], 0),
    ("UPDATE figure SET doubt = '存疑' WHERE cell = 1", &[Fact::Remarks], 0),
    ("UPDATE figure SET printed = '约三' WHERE cell = 1", &[Fact::Remarks], 0),
    ("UPDATE figure SET block = block + 1 WHERE cell = 1", &[Fact::Remarks], 0),
    ("UPDATE figure SET amount = amount + 10000 WHERE cell = 1", &[], 1),
];

#[test]
fn reading_again_compares_everything_that_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("archive");
    let mut filled = writer(&place);
    // a page that says when it was published, with words before its first section and problems in its fifth
    add(&mut filled, &sample("2024/澄岚市自然资源局.html"));
    drop(filled);
    let same = Archive::open(&place).unwrap().reread(&mut |_, _| ()).unwrap();
    assert!(same.changes.is_empty() && same.others.is_empty() && same.unreadable.is_empty(), "{same:?}");
    assert_eq!(same.revisions, 1);
    for (n, (statement, facts, figures)) in ALTERED.iter().enumerate() {
        let altered = dir.path().join(n.to_string());
        copy(&place, &altered);
        let conn = Connection::open(altered.join("archive.sqlite")).unwrap();
        assert!(conn.execute(statement, []).unwrap() > 0, "{statement} alters nothing");
        drop(conn);
        let told = Archive::open(&altered).unwrap().reread(&mut |_, _| ()).unwrap();
        let found: Vec<Fact> = told.others.iter().flat_map(|other| other.facts.clone()).collect();
        if *facts == [Fact::Form] {
            // the form is compared; rows of another form give other figures, too
            assert!(found.contains(&Fact::Form), "{statement}: {found:?}");
            continue;
        }
        assert_eq!((found.as_slice(), told.changes.len()), (*facts, *figures), "{statement}");
        // and replacing what was read makes it as it was
        writer(&altered).rebuild(&mut |_, _| ()).unwrap();
        let mended = Archive::open(&altered).unwrap().reread(&mut |_, _| ()).unwrap();
        assert!(mended.changes.is_empty() && mended.others.is_empty(), "{statement}: {mended:?}");
    }
}

#[test]
fn decisions_in_archives_of_earlier_versions_hold() {
    for fixture in fixtures() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("archive");
        copy(&fixture, &place);
        let mut writer = writer(&place);
        let waived = |writer: &Writer| -> Vec<String> {
            let filter = Filter { agencies: vec![OFFICE.to_owned()], years: Some(2022..=2022) };
            let reviewed = writer.archive().review(&Review { filter, ..Review::default() }).unwrap();
            let waived = reviewed.findings.into_iter().filter(|judged| judged.waived.is_some());
            waived.map(|judged| judged.finding.rule.to_owned()).collect()
        };
        assert_eq!(waived(&writer), ["D39"], "{}", fixture.display());
        assert_eq!(writer.unwaive(OFFICE, 2022, "D39").unwrap().len(), 1);
        assert!(waived(&writer).is_empty());
        // a waiver made now takes the place of the old one
        writer.waive(OFFICE, 2022, "D39", "林主任", "已核对").unwrap();
        assert_eq!(waived(&writer), ["D39"]);
        let (corrections, reports): (u32, u32) = {
            let conn = Connection::open(place.join("archive.sqlite")).unwrap();
            let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0)).unwrap();
            (
                count("SELECT count(*) FROM figures WHERE corrected IS NOT NULL AND value = 9"),
                count("SELECT count(*) FROM waiver"),
            )
        };
        assert_eq!((corrections, reports), (1, 1));
        assert!(writer.archive().verify().unwrap().faults.is_empty());
    }
}

#[test]
fn an_act_that_changes_nothing_leaves_no_line() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(&dir.path().join("archive"));
    add(&mut writer, &sample("2021/澄岚市自然资源局.txt"));
    let lines = |writer: &Writer| writer.archive().history(None, None).unwrap().events.len();
    assert_eq!(lines(&writer), 1);
    assert!(writer.uncorrect((OFFICE, 2021), ("requests.received", None)).unwrap().is_none());
    assert!(!writer.unregister("没有的局").unwrap());
    assert_eq!(writer.unteach(&["没有的词".to_owned()], &mut |_| {}).unwrap(), 0);
    assert!(writer.remove_alias("没有的名称").is_err());
    assert!(writer.add_alias(OFFICE, "").is_err());
    assert_eq!(lines(&writer), 1);
    writer.add_alias(OFFICE, "市自然资源局").unwrap();
    let last = writer.archive().history(None, None).unwrap().events.pop().unwrap();
    assert_eq!(
        (last.what.word(), last.detail.as_deref()),
        ("alias", Some("市自然资源局 = 澄岚市自然资源局"))
    );
}

#[test]
fn an_archive_that_is_kept_open_follows_and_notices_another_in_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("archive");
    let mut writer = writer(&place);
    add(&mut writer, &sample("2021/澄岚市自然资源局.txt"));
    let kept = Archive::open(&place).unwrap();
    let reports = |archive: &Archive| archive.list(&Filter::default()).unwrap().reports.len();
    assert_eq!(reports(&kept), 1);
    let before = kept.state().unwrap();
    add(&mut writer, &sample("2022/澄岚市自然资源局.docx"));
    assert!(kept.is_current());
    assert_eq!(reports(&kept), 2);
    assert_ne!(kept.state().unwrap(), before);
    drop(writer);
    let other = dir.path().join("other.sqlite");
    fs::copy(place.join("archive.sqlite"), &other).unwrap();
    fs::rename(&other, place.join("archive.sqlite")).unwrap();
    assert!(!kept.is_current());
    fs::remove_file(place.join("archive.sqlite")).unwrap();
    assert!(!kept.is_current());
}
