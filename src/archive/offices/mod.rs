//! Offices and the names under which reports print them.
//!
//! A name belongs to one office. Two names are the same only when they differ in width and white
//! space alone; anything nearer than that is a hint for a person, never a merge.

pub mod register;

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::archive::{Archive, Error, Writer, db};
use crate::chinese::fold::fold;

/// An office and its names.
#[derive(Debug, Clone, Serialize)]
pub struct Office {
    /// The name under which its reports are filed.
    pub name: String,
    /// Other names of the same office.
    pub aliases: Vec<String>,
    /// Number of reports.
    pub reports: u32,
    /// First and last year for which there is a report.
    pub years: Option<(u16, u16)>,
}

/// An office, as rows name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct OfficeRow {
    /// Key of its row.
    pub(in crate::archive) id: i64,
    /// The name under which its reports are filed.
    pub(in crate::archive) name: String,
}

/// How many candidates an error or a hint names at most.
const CANDIDATES: usize = 5;

// -------------------------------------------------------------------------------------------- asking

impl Archive {
    /// Every office, by name.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn offices(&self) -> Result<Vec<Office>, Error> {
        let mut aliases: HashMap<i64, Vec<String>> = HashMap::new();
        let mut statement = self.conn.prepare(
            "SELECT office, office_name.name FROM office_name JOIN office ON office.id = office
             WHERE office_name.name <> office.name ORDER BY folded",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            aliases.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let mut statement = self.conn.prepare(
            "SELECT office.id, office.name, count(report.id), min(report.year), max(report.year)
             FROM office LEFT JOIN report ON report.office = office.id AND report.newest IS NOT NULL
             GROUP BY office.id ORDER BY office.name",
        )?;
        let offices = statement.query_map([], |row| {
            Ok(Office {
                name: row.get(1)?,
                aliases: aliases.remove(&row.get(0)?).unwrap_or_default(),
                reports: row.get(2)?,
                years: row.get::<_, Option<u16>>(3)?.zip(row.get(4)?),
            })
        })?;
        Ok(offices.collect::<rusqlite::Result<_>>()?)
    }

    /// The name of the office that a person means: its name, an alias, or a part that only one office has.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`].
    pub fn office(&self, name: &str) -> Result<String, Error> {
        self.find_office(name).map(|office| office.name)
    }

    /// The office that a person means.
    pub(in crate::archive) fn find_office(&self, name: &str) -> Result<OfficeRow, Error> {
        let wanted = fold(name);
        if let Some(office) = office_of_name(&self.conn, &wanted)? {
            return Ok(office);
        }
        let mut fitting = self.offices_with(&wanted)?;
        match fitting.len() {
            1 => Ok(fitting.remove(0)),
            0 => Err(Error::UnknownOffice { name: name.to_owned(), similar: self.similar_offices(&wanted)? }),
            _ => Err(Error::AmbiguousOffice {
                name: name.to_owned(),
                candidates: fitting.into_iter().map(|office| office.name).collect(),
            }),
        }
    }

    /// The offices that a person means by several names; `None` for all. `某市*` means all whose name begins so,
    /// `@某市人民政府` all whose reports that office's own sums, by the register.
    pub(in crate::archive) fn find_offices(&self, names: &[String]) -> Result<Option<Vec<i64>>, Error> {
        if names.is_empty() {
            return Ok(None);
        }
        let mut found = Vec::new();
        for name in names {
            if let Some(begin) = name.strip_suffix('*') {
                found.extend(self.beginning_with(begin)?);
            } else if let Some(office) = name.strip_prefix('@') {
                found.extend(self.covered_by(office)?);
            } else {
                found.push(self.find_office(name)?.id);
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(Some(found))
    }

    /// Offices, one of whose names begins with the text; at least one.
    fn beginning_with(&self, begin: &str) -> Result<Vec<i64>, Error> {
        let wanted = fold(begin);
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT office FROM office_name WHERE substr(folded, 1, length(?1)) = ?1",
        )?;
        let found: Vec<i64> =
            statement.query_map([&wanted], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if found.is_empty() {
            return Err(Error::UnknownOffice {
                name: format!("{begin}*"),
                similar: self.similar_offices(&wanted)?,
            });
        }
        Ok(found)
    }

    /// Offices that an office covers by the register, those with reports here.
    fn covered_by(&self, name: &str) -> Result<Vec<i64>, Error> {
        let register = self.register()?;
        let agency = match register.office(name) {
            Some(office) => office.name.clone(),
            None => self.office(name)?,
        };
        let covered = register.covered(&agency);
        if covered.is_empty() {
            return Err(Error::NoScope { agency });
        }
        let known = covered.into_iter().map(|name| office_of_name(&self.conn, &fold(name)));
        Ok(known.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().map(|office| office.id).collect())
    }

    /// Offices, one of whose names contains the text, by name.
    fn offices_with(&self, part: &str) -> Result<Vec<OfficeRow>, Error> {
        if part.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT office.id, office.name FROM office_name JOIN office ON office.id = office
             WHERE instr(folded, ?1) > 0 ORDER BY office.name",
        )?;
        let offices =
            statement.query_map([part], |row| Ok(OfficeRow { id: row.get(0)?, name: row.get(1)? }))?;
        Ok(offices.collect::<rusqlite::Result<_>>()?)
    }

    /// Names of offices that are spelt like the text.
    fn similar_offices(&self, wanted: &str) -> Result<Vec<String>, Error> {
        let mut statement = self
            .conn
            .prepare("SELECT folded, office.name FROM office_name JOIN office ON office.id = office")?;
        let mut ranked = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let likeness = strsim::normalized_levenshtein(
                wanted,
                row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
            );
            if likeness >= 0.5 {
                ranked.push((likeness, row.get::<_, String>(1)?));
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        ranked.dedup_by(|a, b| a.1 == b.1);
        Ok(ranked.into_iter().take(CANDIDATES).map(|(_, name)| name).collect())
    }
}

fn office_of_name(conn: &Connection, folded: &str) -> rusqlite::Result<Option<OfficeRow>> {
    conn.prepare_cached(
        "SELECT id, office.name FROM office_name JOIN office ON id = office WHERE folded = ?1",
    )?
    .query_row([folded], |row| Ok(OfficeRow { id: row.get(0)?, name: row.get(1)? }))
    .optional()
}

// -------------------------------------------------------------------------------------------- filing

/// Every name of every office, as the writer holds them while it adds files.
#[derive(Debug, Default)]
pub(in crate::archive) struct Names {
    offices: HashMap<String, OfficeRow>,
    /// Names by what is left when region and rank are taken away: candidates for a hint.
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
        // from the back, so that names which end alike stand side by side
        self.kin.entry(plain_name(&folded).chars().rev().collect()).or_default().push(folded.clone());
        self.offices.insert(folded, office);
    }

    /// The filing name of the office that prints this name, else names of offices that it may be.
    pub(in crate::archive) fn known(&self, name: &str) -> Result<&str, Vec<String>> {
        let folded = fold(name);
        self.offices.get(&folded).map(|office| office.name.as_str()).ok_or_else(|| self.kin(&folded))
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
        let id = conn.prepare_cached("INSERT INTO office (name) VALUES (?1)")?.insert([name])?;
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

// -------------------------------------------------------------------------------------------- deciding

impl Writer {
    /// Says that `alias` is another name of `office`. Where `alias` is an office with reports of its own,
    /// its reports move to `office`; years that both have are refused.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], [`Error::Alias`].
    pub fn add_alias(&mut self, office: &str, alias: &str) -> Result<(), Error> {
        let office = self.archive.find_office(office)?;
        let folded = fold(alias);
        let refused = |why: &str| Error::Alias {
            name: alias.to_owned(),
            office: office.name.clone(),
            why: why.to_owned(),
        };
        if folded.is_empty() {
            return Err(refused("it is empty"));
        }
        let holder = office_of_name(&self.archive.conn, &folded)?;
        let tx = self.archive.conn.unchecked_transaction()?;
        if let Some(holder) = holder.filter(|holder| holder.id != office.id) {
            if fold(&holder.name) != folded {
                return Err(refused(&format!("it is another name of {}", holder.name)));
            }
            if let Some(year) = year_of_both(&tx, office.id, holder.id)? {
                return Err(refused(&format!("both have a report for {year}")));
            }
            merge(&tx, office.id, holder.id)?;
        }
        tx.execute(
            "INSERT INTO office_name VALUES (?1, ?2, ?3, 1)
             ON CONFLICT DO UPDATE SET office = excluded.office, decided = 1",
            params![folded, alias.trim(), office.id],
        )?;
        db::history(&tx, self.act, "alias", &format!("{alias} = {}", office.name))?;
        tx.commit()?;
        self.names = Names::load(&self.archive.conn)?;
        Ok(())
    }

    /// Takes a name from its office; later reports of this name make an office of their own.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], and [`Error::Alias`] for the filing name itself.
    pub fn remove_alias(&mut self, alias: &str) -> Result<(), Error> {
        let folded = fold(alias);
        let unknown = || Error::UnknownOffice { name: alias.to_owned(), similar: Vec::new() };
        let office = office_of_name(&self.archive.conn, &folded)?.ok_or_else(unknown)?;
        if fold(&office.name) == folded {
            let why = "reports are filed under it".to_owned();
            return Err(Error::Alias { name: alias.to_owned(), office: office.name, why });
        }
        let tx = self.archive.conn.unchecked_transaction()?;
        tx.execute("DELETE FROM office_name WHERE folded = ?1", [&folded])?;
        db::history(&tx, self.act, "unalias", &format!("{alias} ≠ {}", office.name))?;
        tx.commit()?;
        self.names = Names::load(&self.archive.conn)?;
        Ok(())
    }
}

/// A year for which both offices have a report, removed ones included.
fn year_of_both(conn: &Connection, one: i64, other: i64) -> rusqlite::Result<Option<u16>> {
    conn.query_row(
        "SELECT a.year FROM report AS a JOIN report AS b USING (year) WHERE a.office = ?1 AND b.office = ?2",
        [one, other],
        |row| row.get(0),
    )
    .optional()
}

fn merge(conn: &Connection, into: i64, from: i64) -> rusqlite::Result<()> {
    conn.execute("UPDATE report SET office = ?1 WHERE office = ?2", [into, from])?;
    conn.execute("UPDATE office_name SET office = ?1 WHERE office = ?2", [into, from])?;
    conn.execute("DELETE FROM office WHERE id = ?1", [from])?;
    Ok(())
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
