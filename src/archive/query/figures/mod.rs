//! Figures asked for: over the years, ranked, summed over a scope, two reports side by side.

mod columnar;
pub mod compare;
pub mod draft;
pub mod rank;
pub mod rollup;
pub mod series;
