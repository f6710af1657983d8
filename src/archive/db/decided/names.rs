//! Offices and their names as rows, and all names in memory while files are filed.
//!
//! A name belongs to one office. Two names are the same only when they differ in width and white space alone.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use crate::chinese::fold::fold;

/// An office, as rows name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct OfficeRow {
    /// Key of its row.
    pub(in crate::archive) id: i64,
    /// The name under which its reports are filed.
    pub(in crate::archive) name: String,
}

/// How many candidates an error or a hint names at most.
pub(in crate::archive) const CANDIDATES: usize = 5;

/// The office of a folded name.
pub(in crate::archive) fn office_of_name(
    conn: &Connection,
    folded: &str,
) -> rusqlite::Result<Option<OfficeRow>> {
    conn.prepare_cached(
        "SELECT id, office.name FROM office_name JOIN office ON id = office WHERE folded = ?1",
    )?
    .query_row([folded], |row| Ok(OfficeRow { id: row.get(0)?, name: row.get(1)? }))
    .optional()
}

/// Gives a name to an office, or moves it there; a person decided so.
pub(in crate::archive) fn give(
    conn: &Connection,
    folded: &str,
    name: &str,
    office: i64,
) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO office_name VALUES (?1, ?2, ?3, 1)
         ON CONFLICT DO UPDATE SET office = excluded.office, decided = 1",
        params![folded, name, office],
    )
    .map(drop)
}

/// Takes a folded name from its office.
pub(in crate::archive) fn take(conn: &Connection, folded: &str) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM office_name WHERE folded = ?1", [folded]).map(drop)
}

/// A year for which both offices have a report in force.
pub(in crate::archive) fn year_of_both(
    conn: &Connection,
    one: i64,
    other: i64,
) -> rusqlite::Result<Option<u16>> {
    conn.query_row(
        "SELECT a.year FROM report AS a JOIN report AS b USING (year)
         WHERE a.office = ?1 AND b.office = ?2 AND a.newest IS NOT NULL AND b.newest IS NOT NULL ORDER BY a.year",
        [one, other],
        |row| row.get(0),
    )
    .optional()
}

/// Moves the reports and names of an office to another, and deletes it. Where both have a report for a year, and one
/// of the two is not in force, that one is with the office without a name from then on.
pub(in crate::archive) fn merge(conn: &Connection, into: i64, from: i64) -> rusqlite::Result<()> {
    conn.execute(
        "UPDATE report SET year = -year WHERE office = ?1 AND newest IS NULL
         AND year IN (SELECT year FROM report WHERE office = ?2 AND newest IS NOT NULL)",
        [into, from],
    )?;
    conn.execute(
        "UPDATE report SET office = ?1 WHERE office = ?2 AND year NOT IN (SELECT year FROM report WHERE office = ?1)",
        [into, from],
    )?;
    conn.execute("UPDATE report SET office = ?2, year = -year WHERE office = ?1 AND year < 0", [into, from])?;
    conn.execute("UPDATE office_name SET office = ?1 WHERE office = ?2", [into, from])?;
    conn.execute("DELETE FROM office WHERE id = ?1 AND id NOT IN (SELECT office FROM report)", [from])?;
    Ok(())
}

/// Takes their names from offices that have no report in force, unless a person gave them one: they are forgotten.
pub(in crate::archive) fn forget_idle(conn: &Connection, report: i64) -> rusqlite::Result<()> {
    conn.execute(
        "DELETE FROM office_name WHERE office = (SELECT office FROM report WHERE id = ?1)
         AND office NOT IN (SELECT office FROM report WHERE newest IS NOT NULL)
         AND office NOT IN (SELECT office FROM office_name WHERE decided = 1)",
        [report],
    )
    .map(drop)
}

/// The one office without a name, all of whose reports were undone or removed, whose name has this part.
pub(in crate::archive) fn idle(conn: &Connection, part: &str) -> rusqlite::Result<Option<i64>> {
    conn.query_row(
        "SELECT CASE count(*) WHEN 1 THEN min(id) END FROM office
         WHERE instr(name, ?1) > 0 AND id NOT IN (SELECT office FROM office_name)",
        [part],
        |row| row.get(0),
    )
}

/// Every name of every office, as the writer holds them while it adds files.
#[derive(Debug, Default)]
pub(in crate::archive) struct Names {
    offices: HashMap<String, OfficeRow>,
    /// Names by what is left without region and rank: candidates for a hint.
    kin: BTreeMap<String, Vec<String>>,
}

impl Names {
    /// The names in the archive.
    pub(in crate::archive) fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut names = Self::default();
        let mut statement =
            conn.prepare("SELECT folded, id, office.name FROM office_name JOIN office ON id = office")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.insert(row.get(0)?, OfficeRow { id: row.get(1)?, name: row.get(2)? });
        }
        Ok(names)
    }

    fn insert(&mut self, folded: String, office: OfficeRow) {
        // from the back, so that names which end alike are neighbours
        self.kin.entry(plain_name(&folded).chars().rev().collect()).or_default().push(folded.clone());
        self.offices.insert(folded, office);
    }

    /// The office that prints this name, else names of offices that it may be.
    pub(in crate::archive) fn known(&self, name: &str) -> Result<&OfficeRow, Vec<String>> {
        let folded = fold(name);
        self.offices.get(&folded).ok_or_else(|| self.kin(&folded))
    }

    /// The office of a printed name, made where there is none; and names of other offices that it may be.
    pub(in crate::archive) fn office_or_new(
        &mut self,
        conn: &Connection,
        name: &str,
    ) -> rusqlite::Result<(OfficeRow, Vec<String>)> {
        let folded = fold(name);
        if let Some(office) = self.offices.get(&folded) {
            return Ok((office.clone(), Vec::new()));
        }
        let kin = self.kin(&folded);
        // an office whose reports were undone or removed has its row still
        let id = conn
            .prepare_cached(
                "INSERT INTO office (name) VALUES (?1) ON CONFLICT DO UPDATE SET name = name RETURNING id",
            )?
            .query_row([name], |row| row.get(0))?;
        conn.prepare_cached("INSERT INTO office_name VALUES (?1, ?2, ?3, 0)")?
            .execute(params![folded, name, id])?;
        let office = OfficeRow { id, name: name.to_owned() };
        self.insert(folded, office.clone());
        Ok((office, kin))
    }

    /// Filing names of offices whose name is this one with or without a region before it, or with another word
    /// for the same rank.
    fn kin(&self, folded: &str) -> Vec<String> {
        let reversed: String = plain_name(folded).chars().rev().collect();
        let longer = self.kin.range(reversed.clone()..).take_while(|(name, _)| name.starts_with(&reversed));
        let ends = reversed.char_indices().map(|(at, c)| at + c.len_utf8());
        // an end of less than four characters (教育局) says nothing
        let shorter = ends
            .skip(3)
            .filter(|&end| end < reversed.len())
            .filter_map(|end| self.kin.get_key_value(&reversed[..end]));
        let names = longer.chain(shorter).flat_map(|(_, names)| names);
        let mut offices: Vec<String> =
            names.filter_map(|name| self.offices.get(name)).map(|office| office.name.clone()).collect();
        offices.sort_unstable();
        offices.dedup();
        offices.truncate(CANDIDATES);
        offices
    }
}

/// Words that are written in several ways in names of the same office.
const WORDINGS: &[(&str, &str)] = &[
    ("管理委员会", "管委会"),
    ("人民政府办公室", "政府办"),
    ("人民政府办公厅", "政府办"),
    ("人民政府", "政府"),
    ("政府办公室", "政府办"),
    ("政府办公厅", "政府办"),
];

fn plain_name(folded: &str) -> String {
    WORDINGS.iter().fold(folded.to_owned(), |name, (long, short)| name.replace(long, short))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(known: &[&str]) -> Names {
        let mut names = Names::default();
        for (id, name) in known.iter().enumerate() {
            names.insert(fold(name), OfficeRow { id: id as i64, name: (*name).to_owned() });
        }
        names
    }

    #[test]
    fn a_region_before_the_name_is_a_hint() {
        let names = names(&["吴忠金积工业园区管委会", "青河市教育局", "教育局"]);
        assert_eq!(names.kin("宁夏吴忠金积工业园区管理委员会"), ["吴忠金积工业园区管委会"]);
        assert_eq!(names.kin("云州省青河市教育局"), ["青河市教育局"]);
        assert_eq!(names.kin("金积工业园区管委会"), ["吴忠金积工业园区管委会"]);
        assert!(names.kin("青河市财政局").is_empty());
    }

    #[test]
    fn another_word_for_the_same_rank_is_a_hint() {
        assert_eq!(names(&["青河市人民政府办公室"]).kin("青河市政府办"), ["青河市人民政府办公室"]);
    }
}
