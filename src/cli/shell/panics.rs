//! What is said when the program itself is wrong.

use std::panic;

use crate::cli::shell::say;

/// Lets a panic say that it is a bug; one that a library has over a broken file or index says
/// nothing, because it is caught and told as damage.
pub(crate) fn hook_panics() {
    panic::set_hook(Box::new(|info| {
        if !nianbao::extract::is_reading() && !nianbao::archive::is_guarded() {
            say(format_args!("nianbao {}: {info}", env!("CARGO_PKG_VERSION")));
            say("this is a bug; please report it with the command and the file that led to it");
        }
    }));
}
