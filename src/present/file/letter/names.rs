//! Names of files for offices: what every file system can hold, no two the same on one that tells neither case nor
//! width apart, and the same whenever the same letters are written.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Characters of a name: with three bytes each they fit into the 255 of a name with its ending.
const LONGEST: usize = 70;

/// Names that mean devices on Windows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Names of files that were given out.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name for the file of an office: `青岩市教育局-2024.docx`; with a number where another office has it.
    pub(super) fn give(&mut self, agency: &str, year: u16, ending: &str) -> String {
        let stem = stem(agency);
        let mut name = format!("{stem}-{year}.{ending}");
        let mut number = 2;
        while !self.0.insert(key(&name)) {
            name = format!("{stem}（{number}）-{year}.{ending}");
            number += 1;
        }
        name
    }
}

/// What a name is compared by: without case, width and composition.
fn key(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// The name of an office as the beginning of a name of a file.
fn stem(agency: &str) -> String {
    let harmless =
        |c: char| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '-' | '·' | ' ' | '、');
    let name: String = agency.nfc().map(|c| if harmless(c) { c } else { '_' }).take(LONGEST).collect();
    let name = name.trim_matches([' ', '.', '-']);
    let device = DEVICES.iter().any(|device| name.eq_ignore_ascii_case(device));
    if name.is_empty() || device { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_offices_share_a_file() {
        let mut names = Names::default();
        let mut give = |agency: &str| names.give(agency, 2024, "docx");
        assert_eq!(give("青岩市教育局"), "青岩市教育局-2024.docx");
        assert_eq!(give("青岩市A区"), "青岩市A区-2024.docx");
        assert_eq!(give("青岩市a区"), "青岩市a区（2）-2024.docx");
        assert_eq!(give("青岩市Ａ区"), "青岩市Ａ区（3）-2024.docx");
        assert_eq!(give("青岩市/科技:局?"), "青岩市_科技_局_-2024.docx");
        assert_eq!(give("青岩市_科技_局_"), "青岩市_科技_局_（2）-2024.docx");
        assert_eq!(give("../../etc"), "______etc-2024.docx");
        assert_eq!(give("con"), "_con-2024.docx");
        assert_eq!(give("\u{202e}"), "_-2024.docx");
        assert!(give(&"长".repeat(400)).len() < 255);
        assert_ne!(give(&"长".repeat(401)), give(&"长".repeat(402)));
    }
}
