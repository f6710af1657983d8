//! What lies beside the database: the original files, the lock of the writer, copies that are not whole yet.

pub(super) mod half;
pub(super) mod lock;
pub(super) mod originals;
