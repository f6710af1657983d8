//! Long answers on a terminal, a page at a time: by `NIANBAO_PAGER`, then `PAGER`, then `less`.

use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

/// Writes to the standard output; on a terminal through a pager what does not fit on the screen.
pub(super) fn write(text: &[u8]) -> io::Result<()> {
    let rows = terminal_size::terminal_size().map_or(usize::MAX, |(_, rows)| usize::from(rows.0));
    let long = io::stdout().is_terminal() && text.iter().filter(|byte| **byte == b'\n').count() >= rows;
    if long
        && let Some(command) = chosen(|name| std::env::var(name).ok())
        && paged(&command, text)
    {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()
}

/// The pager and its arguments; none where it is switched off.
fn chosen(variable: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let set = variable("NIANBAO_PAGER").or_else(|| variable("PAGER"));
    let words = set.unwrap_or_else(|| if cfg!(windows) { String::new() } else { "less".to_owned() });
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    (!words.is_empty() && words != ["cat"]).then_some(words)
}

/// Whether the pager showed the text; a person may leave it before the end.
fn paged(command: &[String], text: &[u8]) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let mut pager = Command::new(program);
    pager.args(arguments).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // colours as they are, no screen of its own, gone where everything fits
        pager.env("LESS", "FRX");
    }
    let Ok(mut pager) = pager.spawn() else { return false };
    if let Some(mut input) = pager.stdin.take() {
        let _ = input.write_all(text);
    }
    pager.wait().is_ok()
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn the_own_variable_decides_and_can_switch_it_off() {
        let with = |own: Option<&str>, other: Option<&str>| {
            chosen(|name| if name == "PAGER" { other } else { own }.map(str::to_owned))
        };
        assert_eq!(with(Some("more -s"), Some("less")).unwrap(), ["more", "-s"]);
        assert_eq!(with(None, Some("most")).unwrap(), ["most"]);
        assert_eq!(with(Some(""), Some("less")), None);
        assert_eq!(with(Some("cat"), None), None);
    }
}
