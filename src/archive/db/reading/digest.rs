//! The digest of a revision: a hash of what was read, by which `verify` finds rows that changed by themselves.
//!
//! It is taken of an encoding that is written out here, so that nothing that is renamed in the code changes it. A
//! stored digest says its encoding: `3:` and 64 hexadecimal digits. Those of encodings 2 and 1 (without a number), which
//! knew nothing of tables that are not of the form, are in archives of earlier versions until `rebuild` reads their
//! originals again.

use sha2::{Digest, Sha256};

use crate::report::form::Applicant;
use crate::report::{Figure, Place, Report, State};

/// What digests of the encoding that is written now begin with.
const NOW: &str = "3:";

/// What digests of the encoding before began with.
const BEFORE: &str = "2:";

/// The digest of a report, the same for the report as recognised and as read back from its rows.
pub(in crate::archive) fn digest(report: &Report) -> String {
    format!("{NOW}{}", hexadecimal(Encoding::with_tables(report)))
}

/// Whether a stored digest is that of a report, in whatever encoding it was made.
pub(in crate::archive) fn is_of(stored: &str, report: &Report) -> bool {
    match (stored.strip_prefix(NOW), stored.strip_prefix(BEFORE)) {
        (Some(own), _) => own == hexadecimal(Encoding::with_tables(report)),
        (None, Some(own)) => own == hexadecimal(Encoding::of(report).0),
        (None, None) => stored == hexadecimal(encoding_1(report)),
    }
}

/// Whether a revision with this digest was read by a program that keeps tables which are not of the form.
pub(in crate::archive) fn keeps_tables(stored: &str) -> bool {
    stored.starts_with(NOW)
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Encodings 2 and 3: every value with a tag (0 nothing, 1 number, 2 text), numbers as 8 bytes with the lowest first, texts
/// after their length in bytes, lists after their length. Encoding 3 is the second one and then the tables.
struct Encoding(Sha256);

impl Encoding {
    fn of(report: &Report) -> Self {
        let mut own = Self(Sha256::new());
        own.text(Some(report.form.name()));
        own.text(Some(&report.title));
        own.text(report.period.and_then(|period| period.first).map(|day| day.to_string()).as_deref());
        own.text(report.period.map(|period| period.last.to_string()).as_deref());
        own.number(Some(report.ocr));
        own.text(Some(&report.preamble));
        own.number(Some(report.sections.len() as i64));
        for section in &report.sections {
            own.number(Some(section.number));
            own.text(section.ordinal.as_deref());
            own.number(Some(section.heading_found));
            own.text(Some(&section.title));
            own.text(Some(&section.text));
        }
        let figures = || report.figures.iter().filter(|figure| is_row(figure));
        own.number(Some(figures().count() as i64));
        for figure in figures() {
            own.text(Some(figure.indicator));
            own.text(figure.applicant.map(Applicant::key));
            own.text(Some(figure.state.name()));
            own.number(figure.value.map(|value| value.ten_thousandths()));
            own.text(figure.printed.as_deref());
            own.text(figure.remark.as_deref());
            own.text(figure.doubt.as_deref());
            own.place(figure.place);
        }
        own.number(Some(report.notes.len() as i64));
        for note in &report.notes {
            own.text(Some(&note.text));
            own.place(note.place);
        }
        own
    }

    fn with_tables(report: &Report) -> Sha256 {
        let mut own = Self::of(report);
        own.number(Some(report.other_tables.len() as i64));
        for table in &report.other_tables {
            own.text(table.title.as_deref());
            own.place(Some(table.place));
            own.number(Some(table.rows.len() as i64));
            for row in &table.rows {
                own.number(Some(row.len() as i64));
                row.iter().for_each(|cell| own.text(Some(cell)));
            }
        }
        own.0
    }

    fn text(&mut self, text: Option<&str>) {
        let Some(text) = text else { return self.0.update([0]) };
        self.0.update([2]);
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
    }

    fn number(&mut self, number: Option<impl Into<i64>>) {
        let Some(number) = number else { return self.0.update([0]) };
        self.0.update([1]);
        self.0.update(number.into().to_le_bytes());
    }

    fn place(&mut self, place: Option<Place>) {
        let (row, column) = place.and_then(|place| place.cell).unzip();
        self.number(place.and_then(|place| place.page));
        self.number(place.and_then(|place| place.line));
        self.number(place.map(|place| place.block));
        self.number(row);
        self.number(column);
    }
}

/// Whether a figure has a row whatever is said of it; encoding 1 knew no others.
fn is_row(figure: &Figure) -> bool {
    figure.state != State::Absent || figure.doubt.is_some() || figure.printed.is_some()
}

/// Encoding 1: what the program once printed for itself of each value. It is never written any more.
fn encoding_1(report: &Report) -> Sha256 {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    };
    add(&report.title);
    add(&report.preamble);
    for section in &report.sections {
        let ordinal = some(section.ordinal.as_deref().map(quoted));
        add(&format!("{} {ordinal} {}", section.number, section.heading_found));
        add(&section.title);
        add(&section.text);
    }
    for figure in report.figures.iter().filter(|figure| figure.state != State::Absent) {
        let applicant = some(figure.applicant.map(|applicant| variant_1(applicant).to_owned()));
        let value = some(figure.value.map(|value| quoted(&value.to_string())));
        add(&format!("{} {applicant} {} {value}", figure.indicator, figure.state.name()));
        let text = |text: &Option<String>| some(text.as_deref().map(quoted));
        let (printed, remark, doubt) = (text(&figure.printed), text(&figure.remark), text(&figure.doubt));
        add(&format!("{printed} {remark} {doubt} {}", some(figure.place.map(place_1))));
    }
    report.notes.iter().for_each(|note| add(&note.text));
    hash
}

fn some(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
}

/// A text in quotation marks, with the escapes of Rust's own literals.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn place_1(place: Place) -> String {
    let number = |number: Option<u32>| some(number.map(|number| number.to_string()));
    let cell = some(place.cell.map(|(row, column)| format!("({row}, {column})")));
    format!(
        "Place {{ page: {}, line: {}, block: {}, cell: {cell} }}",
        number(place.page),
        number(place.line),
        place.block
    )
}

fn variant_1(applicant: Applicant) -> &'static str {
    match applicant {
        Applicant::NaturalPerson => "NaturalPerson",
        Applicant::Business => "Business",
        Applicant::Research => "Research",
        Applicant::PublicInterest => "PublicInterest",
        Applicant::LegalService => "LegalService",
        Applicant::Other => "Other",
        Applicant::Total => "Total",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FormId, Note, OtherTable, Quantity, Section};

    fn report() -> Report {
        let place = Place { page: Some(2), line: None, block: 7, cell: Some((3, 4)) };
        let figure = Figure {
            indicator: "requests.received",
            applicant: Some(Applicant::Total),
            state: State::Number,
            value: Some(Quantity::whole(9)),
            printed: Some("9件".to_owned()),
            remark: Some("“约”\n".to_owned()),
            doubt: None,
            place: Some(place),
        };
        Report {
            agency: "甲局".to_owned(),
            agency_printed: None,
            year: 2023,
            form: FormId::for_year(2023),
            title: "甲局年报".to_owned(),
            published: None,
            period: None,
            unsure: crate::report::Unsure::default(),
            preamble: "前言".to_owned(),
            sections: vec![Section {
                number: 1,
                ordinal: Some("一".to_owned()),
                title: "总体情况".to_owned(),
                heading_found: true,
                text: "公开信息3条。".to_owned(),
                place,
            }],
            figures: vec![figure],
            other_tables: Vec::new(),
            notes: vec![Note::at(place, "一格")],
            ocr: false,
        }
    }

    /// Digests that must never change: archives hold them. Nothing that is renamed in the code does.
    #[test]
    fn digests_are_the_same_for_ever() {
        let place = Place { page: None, line: None, block: 9, cell: None };
        let (now, before) = (digest(&report()), hexadecimal(encoding_1(&report())));
        let second = format!("2:{}", hexadecimal(Encoding::of(&report()).0));
        assert_eq!(now, "3:0adaf0e392a8669bb33d5326e2223cd6541f590926954964d52341dcef8d5d30");
        assert_eq!(second, "2:337829efe34f02a1818e88e94ecf54867b82fab32b3e609d4aa69b1e33129087");
        assert_eq!(before, "59d98d926b2a43d63e601675095313f056575683c09894777274172c81038b93");
        let all = [&now, &second, &before];
        assert!(all.iter().all(|stored| is_of(stored, &report())));
        let other = Report { title: "乙局年报".to_owned(), ..report() };
        assert!(!all.iter().any(|stored| is_of(stored, &other)));
        let table = OtherTable { title: None, rows: vec![vec!["网站".to_owned(), "3".to_owned()]], place };
        let more = Report { other_tables: vec![table], ..report() };
        assert!(!is_of(&now, &more) && is_of(&second, &more) && keeps_tables(&now) && !keeps_tables(&second));
    }

    #[test]
    fn the_first_encoding_is_what_was_printed_then() {
        let mut hash = Sha256::new();
        for part in [
            "甲局年报",
            "前言",
            "1 Some(\"一\") true",
            "总体情况",
            "公开信息3条。",
            "requests.received Some(Total) number Some(\"9\")",
            "Some(\"9件\") Some(\"“约”\\n\") None Some(Place { page: Some(2), line: None, block: 7, cell: Some((3, 4)) })",
            "一格",
        ] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        assert_eq!(hexadecimal(encoding_1(&report())), hexadecimal(hash));
    }
}
