//! Offices and the names under which reports print them.
//!
//! A name belongs to one office. Two names are the same only when they differ in width and white
//! space alone; anything nearer than that is a hint for a person, never a merge.

use serde::Serialize;

use crate::archive::{Archive, Error, Writer};

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
        Ok(Vec::new())
    }

    /// The name of the office that a person means: its name, an alias, or a part that only one office has.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`].
    pub fn office(&self, name: &str) -> Result<String, Error> {
        Err(Error::UnknownOffice { name: name.to_owned(), similar: Vec::new() })
    }
}

impl Writer {
    /// Says that `alias` is another name of `office`. Where `alias` is an office with reports of its own,
    /// its reports move to `office`; years that both have are refused.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], [`Error::Alias`].
    pub fn add_alias(&mut self, office: &str, alias: &str) -> Result<(), Error> {
        Err(Error::UnknownOffice { name: format!("{office} {alias}"), similar: Vec::new() })
    }

    /// Takes a name from its office; later reports of this name make an office of their own.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], and [`Error::Alias`] for the filing name itself.
    pub fn remove_alias(&mut self, alias: &str) -> Result<(), Error> {
        Err(Error::UnknownOffice { name: alias.to_owned(), similar: Vec::new() })
    }
}
