//! The pages, one file each: what a page asks the archive, how it shows the answer, and its addresses. Markup escapes
//! whatever is put into it.
//!
//! [`PAGES`] is their registry: the router, the description of the JSON and the navigation are made from it.

mod address;
mod asked;
mod figures;
mod frame;
mod home;
mod navigation;
mod offices;
mod report;
mod review;
mod search;
mod search_box;
mod stock;
mod writing;

pub(super) use address::{encoded, report_address, review_address};
pub(super) use asked::{Asked, mistake, review_of};
pub(super) use frame::{Permissions, failure};
pub(super) use navigation::set_navigation;
pub(super) use report::draft;
pub(super) use writing::{Recent, add, batch, history, login, rebuild};

use super::api::Route;

/// A page of what can be read.
pub(super) struct Page {
    /// Its address and name in the head of every page; none where other pages lead to it.
    pub(super) navigation: Option<navigation::Entry>,
    /// Its addresses.
    pub(super) routes: fn() -> Vec<Route>,
}

/// Every page that can be read, a line each, in the order of the navigation.
pub(super) const PAGES: &[Page] = &[
    home::PAGE,
    search::PAGE,
    offices::PAGE,
    report::PAGE,
    figures::trend::PAGE,
    figures::compare::PAGE,
    review::year::PAGE,
    review::report::PAGE,
    review::letter::PAGE,
];
