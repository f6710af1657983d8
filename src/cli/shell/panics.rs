//! What is said when the program itself is wrong.

use std::panic;

/// Lets a panic say that it is a bug; one that a library has over a broken file or index says
/// nothing, because it is caught and told as damage.
#[expect(clippy::print_stderr, reason = "a bug is told where nothing else can tell it")]
pub(crate) fn hook_panics() {
    panic::set_hook(Box::new(|info| {
        if !nianbao::extract::is_reading() && !nianbao::archive::is_guarded() {
            eprintln!("nianbao {}: {info}", env!("CARGO_PKG_VERSION"));
            eprintln!("this is a bug; please report it with the command and the file that led to it");
        }
    }));
}
