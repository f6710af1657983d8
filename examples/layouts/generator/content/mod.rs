//! What a report says, before it is laid out: whose it is, of which year, its passages and its figures.

mod figures;
mod offices;
mod passages;
mod sentences;

use nianbao::report::FormId;

use super::axes::Choices;
use super::random::Random;

pub(crate) use figures::Value;
pub(crate) use offices::Office;
pub(crate) use passages::Passage;

/// The content of a report.
#[derive(Debug, Clone)]
pub(crate) struct Content {
    pub(crate) office: Office,
    pub(crate) year: u16,
    /// The form whose section headings it uses.
    pub(crate) form: FormId,
    /// The editions whose columns table two prints, for the items that issue documents and for the others.
    pub(crate) columns: Option<(FormId, FormId)>,
    /// In the order of the form; empty for a free-form report.
    pub(crate) figures: Vec<Value>,
    /// The numbered parts.
    pub(crate) passages: Vec<Passage>,
}

/// The form of a name.
///
/// # Panics
/// There is none of this name: a mistake in the generator.
pub(crate) fn form(name: &str) -> FormId {
    FormId::from_name(name).unwrap_or_else(|| panic!("no form {name}"))
}

impl Content {
    /// The content of a seed. Only the axes that say what is reported have a say in it.
    pub(crate) fn of(seed: u64, choices: &Choices) -> Self {
        let random = &mut Random::of(seed, "year");
        let (old, new) = (form("2019"), form("2021"));
        let (form, columns, years) = match choices.on("edition") {
            "2019" => (old, Some((old, old)), 2019..=2020),
            "free" => (FormId::FREE, None, 2008..=2018),
            list if list.starts_with("2014") => (form("2014"), None, 2014..=2018),
            "2019 columns in 2021" => (new, Some((old, new)), 2021..=2025),
            "2021 columns in 2020" => (old, Some((new, old)), 2019..=2020),
            _ => (new, Some((new, new)), 2021..=2025),
        };
        let year = random.between(*years.start(), *years.end()) as u16;
        let office = Office::of(seed, choices.on("office"));
        let passages = passages::all(seed, form, year, &office, choices);
        let figures = match columns {
            Some(columns) => figures::all(seed, form, columns),
            None => figures::listed(seed, form),
        };
        Self { office, year, form, columns, figures, passages }
    }
}
