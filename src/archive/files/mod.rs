//! What lies beside the database: the original files and the lock of the writer.

pub(super) mod lock;
pub(super) mod originals;
