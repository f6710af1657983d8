//! The fingerprint of a finding, to which a waiver is bound: the same while the same cells break in the same way.
//!
//! It is a hash of an encoding that is written out here, so that nothing that is renamed in the code changes it.
//! [`former`] is that of the encoding before, which waivers of older archives bear.

use sha2::{Digest, Sha256};

use crate::report::check::finding::{Datum, Filed, Finding};

impl Finding {
    /// With its fingerprint, when everything else is said.
    pub(in crate::report::check) fn sealed(mut self) -> Self {
        self.fingerprint = fingerprint(&self);
        self
    }

    /// The fingerprint that earlier versions of the program gave to the same finding.
    pub fn former_fingerprint(&self) -> String {
        former(self)
    }
}

/// Bytes of the hash that are kept, two hexadecimal digits each: enough to tell the findings of one report from each
/// other.
const BYTES: usize = 8;

/// The fingerprint, from rule, cells, values and other report; where none of these tells two findings apart, from the
/// words.
///
/// Encoding 2: fields in a fixed order, each after its length in bytes; a field that is not there has the length
/// 2⁶⁴−1.
fn fingerprint(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    let mut add = |field: Option<&str>| {
        hash.update(field.map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
        hash.update(field.unwrap_or_default());
    };
    let datum = |datum: &Option<Datum>| match datum {
        None => None,
        Some(Datum::Number(number)) => Some(format!("number {number}")),
        Some(Datum::Words(words)) => Some(format!("words {words}")),
    };
    add(Some("2"));
    add(Some(finding.rule));
    for cell in &finding.cells {
        add(Some(&cell.to_string()));
    }
    add(None);
    add(datum(due(finding)).as_deref());
    add(datum(&finding.actual).as_deref());
    add(finding.other.as_ref().map(|other| other.agency.as_str()));
    add(finding.other.as_ref().map(|other| other.year.to_string()).as_deref());
    for repair in finding.suspects.iter().flatten() {
        add(Some(&format!("{}={}", repair.cell, repair.value)));
    }
    if names_no_value(finding) {
        add(Some(&finding.message));
    }
    hexadecimal(hash)
}

/// The fingerprint of the same finding in encoding 1, which the program once printed for itself.
fn former(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    hash.update(finding.rule);
    for cell in &finding.cells {
        hash.update(format!("|{cell}"));
    }
    let some = |value: Option<String>| value.map_or("None".to_owned(), |value| format!("Some({value})"));
    let datum = |datum: &Datum| match datum {
        Datum::Number(number) => format!("Number(Quantity({}))", number.ten_thousandths()),
        Datum::Words(words) => format!("Words({words:?})"),
    };
    let filed = |Filed { agency, year }: &Filed| format!("Filed {{ agency: {agency:?}, year: {year} }}");
    for value in [
        some(due(finding).as_ref().map(datum)),
        some(finding.actual.as_ref().map(datum)),
        some(finding.other.as_ref().map(filed)),
    ] {
        hash.update(format!("|{value}"));
    }
    for repair in finding.suspects.iter().flatten() {
        hash.update(format!("|{}={}", repair.cell, repair.value));
    }
    if names_no_value(finding) {
        hash.update(&finding.message);
    }
    hexadecimal(hash)
}

/// What it should be or is compared with: one field in the encodings.
fn due(finding: &Finding) -> &Option<Datum> {
    if finding.expected.is_some() { &finding.expected } else { &finding.compared }
}

fn names_no_value(finding: &Finding) -> bool {
    due(finding).is_none() && finding.actual.is_none() && finding.suspects.is_empty()
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize()[..BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::check::finding::{Cell, Repair};
    use crate::report::check::severity::Severity;
    use crate::report::figure::Quantity;
    use crate::report::form::Applicant;

    /// A finding with every field that counts.
    fn finding() -> Finding {
        let cell = Cell { indicator: "requests.received", applicant: Some(Applicant::Total) };
        let filed = Filed { agency: "甲局".to_owned(), year: 2023 };
        let finding = Finding::new("D39", Severity::Error, &filed, "不一致")
            .cells([cell])
            .values(Quantity::whole(9), "“八”\n件")
            .other(filed.clone());
        Finding { suspects: vec![vec![Repair { cell, value: Quantity::whole(8) }]], ..finding }
    }

    /// Digests that must never change: waivers in archives bear them. Nothing that is renamed in the code does.
    #[test]
    fn fingerprints_are_the_same_for_ever() {
        let plain = Finding { expected: None, actual: None, suspects: Vec::new(), ..finding() };
        let all = [&finding(), &plain].map(|finding| [fingerprint(finding), former(finding)]);
        assert_eq!(all, [["5029c85393030e57", "11c5de447d83bd02"], ["dd074910715ff96a", "8ad54b7a341268ec"]]);
    }

    #[test]
    fn the_former_encoding_is_what_was_printed_then() {
        let finding = finding();
        let mut hash = Sha256::new();
        hash.update(
            "D39|requests.received[total]|Some(Number(Quantity(90000)))|Some(Words(\"“八”\\n件\"))|\
             Some(Filed { agency: \"甲局\", year: 2023 })|requests.received[total]=8",
        );
        assert_eq!(former(&finding), hexadecimal(hash));
    }
}
