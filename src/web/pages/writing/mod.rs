//! Pages of those who may change something, and the page that asks for a password.

mod add;
mod follow_up;
mod history;
mod login;
mod rebuild;
mod waive;

pub(in crate::web::pages) use add::checkup;
pub(in crate::web) use add::{add, batch};
pub(in crate::web::pages) use follow_up::follow_up_form;
pub(in crate::web) use history::{Recent, history};
pub(in crate::web) use login::login;
pub(in crate::web) use rebuild::rebuild;
pub(in crate::web::pages) use waive::waive_form;
