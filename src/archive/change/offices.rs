//! Names of offices, and the register of offices that must report, as a person decides them.

use crate::archive::change::{Change, Writer};
use crate::archive::db::decided::history::Act;
use crate::archive::db::decided::names::{self, office_of_name};
use crate::archive::db::decided::register;
use crate::archive::error::Error;
use crate::chinese::fold::fold;
use crate::language::Message;
use crate::report::is_name;
use crate::report::register::Office;

/// Names of the columns of a register as a table; only the first must be there.
pub const REGISTER_COLUMNS: [&str; 7] =
    ["name", "parent", "covers", "since", "until", "makes_rules", "enforces"];

impl Writer {
    /// Says that `alias` is another name of `office`. Where `alias` is an office with reports of its own,
    /// its reports move to `office`; years that both have are refused.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], [`Error::NotAName`], [`Error::Alias`].
    pub fn add_alias(&mut self, office: &str, alias: &str) -> Result<(), Error> {
        self.change(Act::Alias, |change| {
            let office = change.archive.find_office(office)?;
            let conn = &change.archive.conn;
            let folded = fold(alias);
            let refused =
                |why: Message| Error::Alias { name: alias.to_owned(), office: office.name.clone(), why };
            if folded.is_empty() {
                return Err(refused(Message::of("archive.alias_empty")));
            }
            if !is_name(alias) {
                return Err(Error::NotAName { name: alias.to_owned() });
            }
            let holder = office_of_name(conn, &folded)?;
            if let Some(holder) = holder.filter(|holder| holder.id != office.id) {
                if fold(&holder.name) != folded {
                    return Err(refused(Message::of("archive.alias_taken").with("office", &holder.name)));
                }
                if let Some(year) = names::year_of_both(conn, office.id, holder.id)? {
                    return Err(refused(Message::of("archive.alias_both").with("year", year)));
                }
                names::merge(conn, office.id, holder.id)?;
            }
            names::give(conn, &folded, alias.trim(), office.id)?;
            change.record(format!("{alias} = {}", office.name));
            Ok(())
        })
    }

    /// Takes a name from its office; later reports of this name make an office of their own.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], and [`Error::Alias`] for the filing name itself.
    pub fn remove_alias(&mut self, alias: &str) -> Result<(), Error> {
        self.change(Act::Unalias, |change| {
            let folded = fold(alias);
            let unknown = || Error::UnknownOffice { name: alias.to_owned(), similar: Vec::new() };
            let office = office_of_name(&change.archive.conn, &folded)?.ok_or_else(unknown)?;
            if fold(&office.name) == folded {
                let why = Message::of("archive.alias_filed");
                return Err(Error::Alias { name: alias.to_owned(), office: office.name, why });
            }
            names::take(&change.archive.conn, &folded)?;
            change.record(format!("{alias} ≠ {}", office.name));
            Ok(())
        })
    }

    /// Enters offices in the register. Where the archive knows an office by another name, it is entered under the
    /// name that its reports are filed under. The result is how many there are now.
    ///
    /// # Errors
    /// [`Error::NotAName`]; what is wrong with the archive.
    pub fn register(&mut self, offices: &[Office]) -> Result<usize, Error> {
        self.change(Act::Register, |change| {
            for office in offices {
                let filed = filed(change, office)?;
                register::enter(&change.archive.conn, &filed)?;
            }
            let names: Vec<&str> = offices.iter().map(|office| office.name.as_str()).collect();
            change.record(names.join("、"));
            Ok(register::count(&change.archive.conn)?)
        })
    }

    /// Strikes an office off the register; its reports stay. The result is whether it was there.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn unregister(&mut self, name: &str) -> Result<bool, Error> {
        self.change(Act::Unregister, |change| {
            let was_there = register::strike(&change.archive.conn, name.trim())?;
            if was_there {
                change.record(name.to_owned());
            }
            Ok(was_there)
        })
    }
}

/// An office of the register under the names that reports are filed under.
fn filed(change: &Change<'_>, office: &Office) -> Result<Office, Error> {
    let filing = |name: &str| -> Result<String, Error> {
        if !is_name(name) {
            return Err(Error::NotAName { name: name.to_owned() });
        }
        let known = office_of_name(&change.archive.conn, &fold(name))?;
        Ok(known.map_or_else(|| name.trim().to_owned(), |office| office.name))
    };
    let all = |names: &Vec<String>| names.iter().map(|name| filing(name)).collect::<Result<Vec<_>, _>>();
    Ok(Office {
        name: filing(&office.name)?,
        parent: office.parent.as_deref().map(filing).transpose()?,
        covers: office.covers.as_ref().map(all).transpose()?,
        ..office.clone()
    })
}
