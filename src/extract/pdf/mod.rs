//! PDF: what is drawn on each page, handed to [`layout`](super::layout).
//!
//! hayro reads the file and follows the drawing instructions; `device` notes where characters and
//! lines are drawn. Nothing is rendered. Fonts need not be embedded; files encrypted with an empty password are read. A
//! page without characters is read as a picture ([`super::picture`]) where that is allowed, else named in a note; a file
//! without any is then refused.

mod device;
mod radicals;

use std::panic::AssertUnwindSafe;

use hayro_interpret::Context;
use hayro_interpret::InterpreterCache;
use hayro_interpret::InterpreterSettings;
use hayro_interpret::RenderContent;
use hayro_interpret::kurbo::Affine;
use hayro_interpret::kurbo::Rect;
use hayro_syntax::DecryptionError;
use hayro_syntax::LoadPdfError;
use hayro_syntax::Pdf;
use hayro_syntax::page::Page as PdfPage;

use super::Budget;
use super::Document;
use super::Error;
use super::layout::Glyph;
use super::layout::Layer;
use super::layout::Layout;
use super::layout::Page;
use super::picture;
use crate::extract::Bound;
use crate::extract::Damage;
use crate::extract::document::LeftOut;
use crate::extract::document::Why;
use device::Recorder;
use device::Stopped;

/// Whether the file begins like a PDF, after at most a kilobyte of something else.
pub(super) fn detect(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Objects that no honest file has; where their directory is damaged, they are looked for one by one.
const MOST_OBJECTS: usize = 1_500_000;

/// Refuses more objects than can be looked for.
fn refuse_objects(bytes: &[u8]) -> Result<(), Error> {
    let begins = |window: &&[u8]| *window == b" obj";
    if bytes.len() > 8 * MOST_OBJECTS && bytes.windows(4).filter(begins).nth(MOST_OBJECTS).is_some() {
        return Err(Error::TooLarge { what: Bound::Objects, limit: MOST_OBJECTS as u64 });
    }
    Ok(())
}

/// Reads the pages in order.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    refuse_objects(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(refusal)?;
    let cache = InterpreterCache::new();
    let mut layout = Layout::new(budget);
    for (index, page) in pdf.pages().iter().enumerate() {
        budget.page()?;
        let mut drawn = drawn(page, index as u32 + 1, &pdf, &cache, budget)?;
        if drawn.hidden {
            layout.hidden_text();
        } else {
            leave_invisible_out(&mut drawn.page, &mut layout);
        }
        let lies = drawn.hidden && is_garbled(&drawn.page);
        match drawn.scan.filter(|_| lies || picture::is_page(&drawn.page)) {
            Some(scan) => {
                if lies {
                    let number = drawn.page.number;
                    layout
                        .note(number, format!("第{number}页图像下的文字层多有乱码，未采用，由图像识别读出"));
                }
                for page in picture::pages(drawn.page.number, scan, budget)? {
                    layout.page(page)?;
                }
            }
            None => layout.page(drawn.page)?,
        }
    }
    let mut document = layout.finish()?;
    document.declared.title = pdf.metadata().title.as_deref().and_then(text_string);
    Ok(document)
}

/// Takes out characters without ink, unless most of the page is drawn so.
fn leave_invisible_out(page: &mut Page, layout: &mut Layout<'_>) {
    let invisible = |glyph: &&Glyph| glyph.layer == Layer::Invisible;
    let count = page.glyphs.iter().filter(invisible).count();
    if count == 0 || count * 2 > page.glyphs.len() {
        return;
    }
    let text: String = page.glyphs.iter().filter(invisible).map(|glyph| glyph.character).collect();
    if !text.trim().is_empty() {
        layout.leave_out(LeftOut { text, why: Why::Hidden });
    }
    page.glyphs.retain(|glyph| glyph.layer != Layer::Invisible);
}

/// The share of odd characters at which the words under a picture are not those of the picture.
const GARBLED: f32 = 0.1;

/// Whether the words of a page, which somebody read from its picture, are garbled.
fn is_garbled(page: &Page) -> bool {
    let words = || page.glyphs.iter().map(|glyph| glyph.character).filter(|c| !c.is_whitespace());
    let odd = words().filter(|c| is_odd(*c)).count();
    odd as f32 > GARBLED * words().count() as f32
}

/// Whether a character has no place in a report: unknown ones, those of private use, rare signs and other scripts.
fn is_odd(c: char) -> bool {
    let usual = c.is_ascii_graphic()
        || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3000}'..='\u{303F}')
        || matches!(c, '\u{FF00}'..='\u{FF5E}' | '\u{2000}'..='\u{206F}' | '\u{2150}'..='\u{218F}')
        || matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2500}'..='\u{257F}' | '\u{FE30}'..='\u{FE4F}')
        || "·×℃°±¥".contains(c);
    !usual
}

fn refusal(error: LoadPdfError) -> Error {
    let damaged = |why: &str| Error::Damaged { at: Damage::Structure, why: why.to_owned() };
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Error::Encrypted,
        LoadPdfError::Decryption(_) => Error::UnknownCipher,
        LoadPdfError::Invalid => damaged("no pages can be found"),
    }
}

/// What is drawn on a page: its own content, then what was laid over it.
fn drawn<'a>(
    page: &PdfPage<'a>,
    number: u32,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    budget: &Budget,
) -> Result<device::Drawn, Error> {
    let (width, height) = page.render_dimensions();
    let sheet = Page { number, width, height, ..Page::default() };
    let mut recorder = Recorder::new(sheet, budget);
    for (content, layer) in [(RenderContent::PAGE, Layer::Body), (RenderContent::ANNOTATIONS, Layer::Overlay)]
    {
        if layer == Layer::Overlay && !page.raw().contains_key(b"Annots".as_slice()) {
            continue;
        }
        recorder.layer(layer);
        let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, bounds, cache, pdf.xref(), settings);
        let run = || hayro_interpret::interpret_page(page, &mut context, &mut recorder);
        // The interpreter knows no way to stop but unwinding.
        if let Err(panic) = std::panic::catch_unwind(AssertUnwindSafe(run)) {
            return Err(match panic.downcast::<Stopped>() {
                Ok(stopped) => stopped.0,
                Err(_) => Error::Damaged { at: Damage::Page(number), why: "it cannot be drawn".to_owned() },
            });
        }
    }
    Ok(recorder.finish())
}

/// A text string of the format: UTF-16 with a mark, UTF-8 with a mark, else Latin letters.
fn text_string(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        rest if rest.is_ascii() => rest.iter().map(|b| char::from(*b)).collect(),
        rest => encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(rest)?.into_owned(),
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::layout::Area;

    #[test]
    fn words_under_a_picture_are_garbled_or_not() {
        let page = |text: &str| {
            let glyph = |character| Glyph { character, ..Glyph::unread(Area::default()) };
            Page { glyphs: text.chars().map(glyph).collect(), ..Page::default() }
        };
        assert!(!is_garbled(&page("三、收到和处理政府信息公开申请情况（一）予以公开 12 件，⑴……")));
        assert!(is_garbled(&page("ニ、収至リ和妨ヒ理 Ð×Þ¢ 情況 12 件")));
        assert!(!is_garbled(&Page::default()));
    }
}
