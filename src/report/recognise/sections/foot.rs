//! The foot of the last section: signature, attachments and what the page prints behind the report.

use crate::extract::document::{LeftOut, Why};
use crate::report::recognise::sections::lines::Piece;
use crate::report::recognise::sections::{cues, left_out};

/// Takes off what is behind the last sentence of the report.
pub(super) fn take_off(pieces: &mut Vec<Piece>, out: &mut Vec<LeftOut>) {
    let whys: Vec<Option<Why>> = pieces.iter().map(|piece| cues::why(&piece.plain)).collect();
    let signs: Vec<bool> = pieces.iter().map(|piece| cues::signs(&piece.plain)).collect();
    let loose = |n: usize| whys[n].is_some() || signs[n] || cues::may_be_linked(&pieces[n].plain);
    let from = (0..pieces.len()).rev().take_while(|&n| loose(n)).last().unwrap_or(pieces.len());
    let page = (from..pieces.len()).find(|&n| whys[n].is_some()).unwrap_or(pieces.len());
    // the office and the day, just before it
    let begin = (from..page).rev().take_while(|&n| signs[n]).last().unwrap_or(page);
    let mut why = Why::Signature;
    let tail: Vec<LeftOut> = pieces
        .drain(begin..)
        .zip(begin..)
        .map(|(piece, n)| {
            why = match whys[n] {
                Some(own) => own,
                None if signs[n] => Why::Signature,
                None if why == Why::Signature => Why::Page,
                None => why,
            };
            left_out(piece.text, why)
        })
        .collect();
    run_on(pieces, out);
    out.extend(tail);
}

/// The foot of a page that is on one line with the last sentence.
fn run_on(pieces: &mut [Piece], out: &mut Vec<LeftOut>) {
    let Some(last) = pieces.last_mut() else { return };
    let Some(end) = last.text.rfind('。').map(|at| at + '。'.len_utf8()) else { return };
    let behind = last.text[end..].trim();
    let plain = last.plain.rfind('。').map_or("", |at| &last.plain[at + '。'.len_utf8()..]);
    // of a whole page on one line the first words say what follows
    let first = plain.split_whitespace().next().unwrap_or_default();
    let why = cues::why(plain)
        .or_else(|| cues::why(first))
        .or_else(|| cues::signs(plain).then_some(Why::Signature));
    if let Some(why) = why.filter(|_| !behind.is_empty()) {
        out.push(left_out(behind.to_owned(), why));
        last.text.truncate(end);
    }
}
