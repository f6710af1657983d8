//! What is printed when the program itself fails.

use std::panic;

use nianbao::language::Message;

use crate::cli::shell::say;
use crate::cli::speech::Spoken;

/// Makes a panic say that it is a bug. A panic of a library over a broken file or index prints
/// nothing here: it is caught and reported as damage.
pub(crate) fn hook_panics() {
    panic::set_hook(Box::new(|info| {
        if !nianbao::extract::is_reading() && !nianbao::archive::is_guarded() {
            say(format_args!("nianbao {}: {info}", env!("CARGO_PKG_VERSION")));
            say(Message::of("terminal.bug").spoken());
        }
    }));
}
