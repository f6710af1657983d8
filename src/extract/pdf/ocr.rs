//! Scanned pages, read by `tesseract` with the data `chi_sim` where the machine has it and the user asks for it.
//!
//! What comes back is lines of text; they are read as text that was copied out of a PDF is. Lines of a
//! table stay lines: the reading of tables in pictures is not attempted. No figure of it is certain.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::extract::{Budget, Error};

/// A picture of a page in shades of grey.
pub(super) struct Scan {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Row by row, a byte a pixel.
    pub(super) grey: Vec<u8>,
}

/// How often a running tesseract is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// The most that one page may say.
const LONGEST: u64 = 1 << 20;

/// The words on a page.
pub(super) fn words(scan: &Scan, budget: &Budget) -> Result<String, Error> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", "chi_sim", "--psm", "4"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| Error::NoOcr)?;
    let (mut input, output) = (child.stdin.take(), child.stdout.take());
    let head = format!("P5\n{} {}\n255\n", scan.width, scan.height);
    let read = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut text = Vec::new();
            let taken = output.map(|output| output.take(LONGEST).read_to_end(&mut text));
            taken.and_then(Result::ok).map(|_| text)
        });
        if let Some(input) = &mut input {
            // one that ends early has said what it can
            let _ = input.write_all(head.as_bytes()).and_then(|()| input.write_all(&scan.grey));
        }
        drop(input.take());
        let ended = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status.success()),
                Ok(None) => std::thread::sleep(LOOK),
                Err(_) => break Err(Error::NoOcr),
            }
            if let Err(slow) = budget.clock() {
                let _ = child.kill();
                let _ = child.wait();
                break Err(slow);
            }
        };
        let text = reader.join().ok().flatten();
        ended.map(|success| text.filter(|_| success))
    })?;
    // tesseract without the data for Chinese fails
    let text = read.ok_or(Error::NoOcr)?;
    Ok(unspaced(&String::from_utf8_lossy(&text)))
}

/// Chinese words have no spaces; tesseract puts them between characters.
fn unspaced(text: &str) -> String {
    let han = |c: char| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c);
    let characters: Vec<char> = text.chars().collect();
    let mut plain = String::with_capacity(text.len());
    for (n, &c) in characters.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| characters[n]);
        let after = characters.get(n + 1).copied();
        let single = before != Some(' ') && after != Some(' ');
        if c == ' ' && single && before.is_some_and(han) && after.is_some_and(han) {
            continue;
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_between_characters_go_and_those_between_columns_stay() {
        assert_eq!(unspaced("政 府 信息 公开  12 件"), "政府信息公开  12 件");
    }
}
