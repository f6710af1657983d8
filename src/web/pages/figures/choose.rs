//! Form fields that choose offices and figures.

use maud::{Markup, html};

use crate::archive::query::series::find_measure;
use crate::report::derived::DERIVED;
use crate::report::form::{heading, indicators, table_name, tabled_sections};

/// Names that a field suggests; of more offices the field is typed into without.
const SUGGESTED: usize = 400;

/// A field for the name of an office; any part that no other office has will do.
pub(super) fn office(label: &str, name: &str, value: &str, required: bool) -> Markup {
    html! {
        label { (label) input name=(name) value=(value) list="offices" autocomplete="off" placeholder="名称或其一部分" required[required]; }
    }
}

/// The names that fields for offices suggest.
pub(super) fn names(offices: &[String]) -> Markup {
    html! {
        datalist #offices { @if offices.len() <= SUGGESTED { @for name in offices { option value=(name) {} } } }
    }
}

/// A field for a figure, grouped as the form is.
pub(super) fn figure(label: &str, without: &[String]) -> Markup {
    let offered = |key: &str| !without.iter().any(|chosen| chosen == key);
    html! {
        label { (label)
            select name="indicator" {
                option value="" { "选择一项" }
                optgroup label="推算指标" {
                    @for derived in DERIVED.iter().filter(|derived| offered(derived.key)) { option value=(derived.key) { (derived.label) } }
                }
                @for section in tabled_sections() {
                    optgroup label=(heading(section).or_else(|| table_name(section)).unwrap_or_default()) {
                        @for indicator in indicators().filter(|i| i.section == section && offered(i.key)) {
                            option value=(indicator.key) { (indicator.path.join("·")) }
                        }
                    }
                }
            }
        }
    }
}

/// What a figure is called; its key where it has no name.
pub(super) fn name_of(key: &str) -> String {
    find_measure(key).map_or_else(|_| key.to_owned(), |measure| measure.label())
}
