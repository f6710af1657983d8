//! What is printed when the program itself fails.

use std::panic;

use crate::cli::shell::say;

/// Makes a panic say that it is a bug. A panic of a library over a broken file or index prints
/// nothing here: it is caught and reported as damage.
pub(crate) fn hook_panics() {
    panic::set_hook(Box::new(|info| {
        if !nianbao::extract::is_reading() && !nianbao::archive::is_guarded() {
            say(format_args!("nianbao {}: {info}", env!("CARGO_PKG_VERSION")));
            say("this is a bug; please report it with the command and the file that led to it");
        }
    }));
}
