//! Archives of earlier versions: each in `tests/fixtures/archives` becomes one like a new one, with all that it held.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::reports::history::Act;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::{Archive, Error, Writer};
use nianbao::report::Applicant;
use nianbao::report::form::indicators;
use rusqlite::{Connection, OpenFlags};

use super::archive::{search, writer};

pub(crate) fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/archives");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut archives: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    archives.sort();
    archives
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The cells of the rows in the order of their position.
fn order(archive: &Path) -> Vec<(String, Option<String>, String)> {
    let conn = open(archive);
    let mut cells = conn.prepare("SELECT indicator, applicant, label FROM cell ORDER BY position").unwrap();
    let rows = cells.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn cells_stand_in_the_order_of_the_form_whatever_it_was() {
    let mut expected = Vec::new();
    for indicator in indicators() {
        let columns = if indicator.by_applicant { Applicant::ALL.map(Some).to_vec() } else { vec![None] };
        for applicant in columns {
            let applicant = applicant.map(|applicant| applicant.key().to_owned());
            expected.push((indicator.key.to_owned(), applicant, indicator.full_label()));
        }
    }
    let dir = tempfile::tempdir().unwrap();
    drop(writer(dir.path()));
    assert_eq!(order(dir.path()), expected);
    let conn = Connection::open(dir.path().join("archive.sqlite")).unwrap();
    conn.execute_batch("UPDATE cell SET position = 1000 - position, label = '旧'; DROP VIEW figures_wide")
        .unwrap();
    drop(conn);
    drop(writer(dir.path()));
    assert_eq!(order(dir.path()), expected);
    let wide =
        Archive::open(dir.path()).unwrap().sql("SELECT * FROM figures_wide", Allowance::default()).unwrap();
    let keys: Vec<String> = indicators().map(|indicator| indicator.key.replace('.', "_")).collect();
    assert_eq!(wide.columns[3..], keys);
}

fn open(archive: &Path) -> Connection {
    Connection::open_with_flags(archive.join("archive.sqlite"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// What the schema says, without remarks and the way it is set.
fn schema(archive: &Path) -> BTreeMap<String, String> {
    let plain = |sql: String| {
        let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
        lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    };
    let conn = open(archive);
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, plain(row.get(1)?)))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Every row of every table but settings, seals and what the index still has to do; without the numbers of revisions, which
/// those that were undone or removed lose.
pub(crate) fn rows(archive: &Path) -> BTreeMap<String, Vec<String>> {
    let conn = open(archive);
    let mut statement = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let of = |name: &str| -> Vec<String> {
        let mut statement = conn.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let cells = columns.iter().enumerate();
            let cells = cells.filter(|(_, column)| (name, column.as_str()) != ("revision", "number"));
            let cells = cells.map(|(n, column)| format!("{column}={:?}", row.get_ref(n).unwrap()));
            found.push(cells.collect::<Vec<_>>().join(" "));
        }
        found.sort();
        found
    };
    let kept = names.iter().filter(|name| !["setting", "index_todo", "seal"].contains(&name.as_str()));
    kept.map(|name| (name.clone(), of(name))).collect()
}

/// The database as it was lies beside that of an archive that was brought up to date.
pub(crate) fn is_kept_beside(archive: &Path, fixture: &Path) {
    let copies = fs::read_dir(archive).unwrap().map(|entry| entry.unwrap().path());
    let copies: Vec<PathBuf> =
        copies.filter(|path| path.to_string_lossy().contains("archive-version-")).collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    // copies of both: SQLite writes beside what it reads
    let dir = tempfile::tempdir().unwrap();
    let (kept, before) = (dir.path().join("kept"), dir.path().join("before"));
    copy(fixture, &before);
    fs::create_dir(&kept).unwrap();
    fs::copy(&copies[0], kept.join("archive.sqlite")).unwrap();
    assert_eq!(rows(&kept), rows(&before));
}

/// The removal of a report by a program of that version is undone, done again and undone with what was added before it.
fn what_was_removed_before_can_be_undone(archive: &Path) {
    let mut writer = writer(archive);
    let reports = |writer: &Writer| writer.archive().list(&Filter::default()).unwrap().reports.len();
    let before = reports(&writer);
    let undone = writer.undo().unwrap();
    assert_eq!(undone.events[0].what, Act::Remove);
    assert_eq!(reports(&writer), before + 1);
    writer.redo().unwrap();
    assert_eq!(reports(&writer), before);
    while writer.undo().is_ok() {}
    assert_eq!(reports(&writer), 0);
    while writer.redo().is_ok() {}
    assert_eq!(reports(&writer), before);
    assert!(writer.archive().verify().unwrap().faults.is_empty());
}

#[test]
fn an_archive_of_an_earlier_version_becomes_like_a_new_one() {
    let fixtures = fixtures();
    assert!(!fixtures.is_empty());
    for fixture in fixtures {
        let dir = tempfile::tempdir().unwrap();
        let (old, new) = (dir.path().join("old"), dir.path().join("new"));
        copy(&fixture, &old);
        let before = rows(&old);
        assert!(matches!(Archive::open(&old), Err(Error::Older { .. })), "{}", fixture.display());
        drop(writer(&old));
        drop(writer(&new));
        assert_eq!(schema(&old), schema(&new), "{}", fixture.display());
        let after = rows(&old);
        for (table, rows) in &before {
            // an edition that the archive did not know adds its cells
            if table == "cell" {
                let all = &after[table];
                assert!(rows.iter().all(|row| all.contains(row)), "{table} of {}", fixture.display());
                continue;
            }
            assert_eq!(after.get(table), Some(rows), "{table} of {}", fixture.display());
        }
        let archive = Archive::open(&old).unwrap();
        let verified = archive.verify().unwrap();
        assert!(verified.faults.is_empty(), "{:?}", verified.faults);
        assert!(search(&archive, "公开").0 > 0);
        what_was_removed_before_can_be_undone(&old);
        is_kept_beside(&old, &fixture);
    }
}
