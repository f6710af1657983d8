//! The form's data is consistent in itself and with the public list of keys.

use nianbao::report::form::{Over, editions};

#[test]
fn keys_are_unique_in_an_edition() {
    for edition in editions() {
        let mut keys: Vec<_> = edition.indicators.iter().map(|i| i.key).collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count, "{} lists a key twice", edition.name);
    }
}

#[test]
fn years_of_editions_do_not_overlap() {
    for pair in editions().windows(2) {
        assert!(pair[0].since < pair[1].since, "{} and {}", pair[0].name, pair[1].name);
    }
}

#[test]
fn sums_speak_of_indicators_of_their_edition() {
    for edition in editions() {
        for sum in edition.sums {
            for key in sum.left.iter().chain(sum.right) {
                let indicator = edition.indicator(key).unwrap_or_else(|| panic!("{}: {key}", edition.name));
                assert_eq!(indicator.by_applicant, sum.over != Over::Once, "{key}");
            }
        }
    }
}
