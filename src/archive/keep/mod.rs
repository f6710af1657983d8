//! Keeping an archive sound: looking for damage, copies elsewhere, giving back space. None of it changes an answer, so
//! none of it is in the history.

pub mod backup;
pub mod compact;
pub mod recover;
pub mod verify;
