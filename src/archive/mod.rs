//! Reports and their original files kept in a directory, and questions about them answered.
//!
//! In: files and decisions of a person ([`Writer`]). Out: answers as plain structs ([`query`]). Folders import only from
//! folders before them in this list: `error`, `files`, `db`, `index`, `ingest`, `query`, `change`, `keep`.
//!
//! ```text
//! originals/ab/abcdef…   every file as it came, by SHA-256: the truth
//! archive.sqlite         rows of `schema.sql`: derived from the originals, and what a person decided
//! decisions.jsonl        a copy of the rows that no original can make again, from which a lost database is made anew
//! quarantine/            files that `compact` found among the originals and no row names
//! index/                 Tantivy; derived from the rows, thrown away whenever it does not fit
//! writer.lock            held by the one process that writes
//! ```
//!
//! Reading needs no lock and waits for nobody. One process writes at a time. Nothing here prints or
//! reads the environment.

pub mod change;
mod db;
mod error;
mod files;
mod index;
pub mod ingest;
pub mod keep;
pub mod query;

pub use change::Writer;
pub use error::caught::is_guarded;
pub use error::{Error, Lost, Trouble};
pub use files::clock::today;
pub use files::lock::{Patience, Waiting};
pub use query::offices;
pub use query::open::{Archive, Shared, State, Traces};
