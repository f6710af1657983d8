//! Other names of figures: what people in the field say for what the form calls otherwise, and names that are like one
//! that was typed.

use crate::chinese::fold::fold;
use crate::report::derived::DERIVED;
use crate::report::form;

/// A name that is in use, and the key of the figure.
#[rustfmt::skip]
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("收到申请", "requests.received"), ("收到申请数", "requests.received"), ("新收申请", "requests.received"),
    ("申请量", "requests.received"), ("申请数", "requests.received"), ("申请件数", "requests.received"),
    ("受理申请", "requests.received"), ("收件数", "requests.received"), ("结转", "requests.carried_in"),
    ("应办申请", "derived.handled"), ("办结数", "requests.concluded"), ("办结", "requests.concluded"),
    ("答复数", "requests.concluded"), ("同意公开", "requests.granted"), ("同意公开数", "requests.granted"),
    ("不予公开数", "derived.refused"), ("不公开", "derived.refused"), ("结转下年", "requests.carried_out"),
    ("复议", "reconsideration.total"), ("复议总数", "reconsideration.total"), ("复议纠错", "reconsideration.corrected"),
    ("纠错", "reconsideration.corrected"), ("纠错率", "derived.reconsideration_corrected_rate"),
    ("复议纠错率", "derived.reconsideration_corrected_rate"), ("败诉率", "derived.litigation_lost_rate"),
    ("予以公开率", "derived.disclosure_rate"), ("同意公开率", "derived.disclosure_rate"),
];

/// Likeness, from 0 to 1, from which on a name is suggested. An estimate.
const SIMILAR: f64 = 0.6;

/// How many names are suggested at most.
const CANDIDATES: usize = 5;

/// The key of a figure that has another name.
pub(super) fn other_name(wanted: &str) -> Option<&'static str> {
    OTHER_NAMES.iter().find(|(name, _)| *name == wanted).map(|(_, key)| *key)
}

/// Keys and labels of the figures whose names are most like the one that was typed, folded.
pub(super) fn similar(wanted: &str) -> Vec<String> {
    let printed = form::indicators().map(|i| (i.key, i.full_label(), fold(i.label())));
    let derived = DERIVED.iter().map(|d| (d.key, d.label.to_owned(), fold(d.label)));
    let mut ranked: Vec<(f64, String)> = printed
        .chain(derived)
        .map(|(key, full, label)| {
            let names =
                OTHER_NAMES.iter().filter(|(_, of)| *of == key).map(|(name, _)| likeness(wanted, name));
            let best = names.fold(likeness(wanted, &label).max(strsim::jaro_winkler(wanted, key)), f64::max);
            (best, format!("{key} ({full})"))
        })
        .filter(|(likeness, _)| *likeness >= SIMILAR)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.into_iter().take(CANDIDATES).map(|(_, name)| name).collect()
}

/// How like a name is to the part of a label of its length that is most like it: labels of the form are long.
fn likeness(wanted: &str, label: &str) -> f64 {
    let (own, label): (Vec<char>, Vec<char>) = (wanted.chars().collect(), label.chars().collect());
    let part = own.len().clamp(1, label.len().max(1));
    let parts = label.windows(part).map(|part| part.iter().collect::<String>());
    let own = own.iter().take(MOST).collect::<String>();
    parts.map(|part| strsim::normalized_levenshtein(&own, &part)).fold(0.0, f64::max)
}

/// Characters of a name that are compared: labels are no longer.
const MOST: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::measure::{Unresolved, find_measure};

    #[test]
    fn other_names_are_of_figures_and_folded() {
        for (name, key) in OTHER_NAMES {
            assert_eq!(find_measure(key).map(|measure| measure.key()), Ok(*key));
            assert_eq!(find_measure(name).map(|measure| measure.key()), Ok(*key), "{name}");
            assert_eq!(fold(name), *name);
            assert_eq!(OTHER_NAMES.iter().filter(|(other, _)| other == name).count(), 1, "{name}");
        }
    }

    #[test]
    fn a_slip_suggests_what_was_meant() {
        for (typed, key) in [
            ("本年新受", "requests.received"),
            ("纠借率", "derived.reconsideration_corrected_rate"),
            ("requests.recieved", "requests.received"),
        ] {
            match find_measure(typed) {
                Err(Unresolved::Unknown { similar, .. }) => {
                    assert!(
                        similar.iter().any(|name| name.starts_with(&format!("{key} "))),
                        "{typed}: {similar:?}"
                    );
                }
                other => panic!("{typed}: {other:?}"),
            }
        }
        assert_eq!(similar("完全无关的词语"), Vec::<String>::new());
    }
}
