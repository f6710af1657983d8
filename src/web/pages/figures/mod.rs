//! Pages of figures: over the years, and two reports side by side.

mod choose;
pub(super) mod compare;
pub(super) mod trend;
