//! Offices and the names under which reports print them.
//!
//! A name belongs to one office. Two names are the same only when they differ in width and white
//! space alone; anything nearer than that is a hint for a person, never a merge.

use std::collections::HashMap;

use serde::Serialize;

use crate::archive::db::decided::names::{CANDIDATES, OfficeRow, office_of_name};
use crate::archive::db::decided::register;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::chinese::fold::fold;
use crate::report::register::Register;

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
             WHERE office.id IN (SELECT office FROM office_name)
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

    /// The register; empty where nobody keeps one.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn register(&self) -> Result<Register, Error> {
        Ok(Register::new(register::all(&self.conn)?))
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
