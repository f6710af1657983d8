//! Bytes in, [`Document`] out.
//!
//! Each format is one file or folder and one line of [`FORMATS`]. A reader gets the bytes and a
//! [`Budget`]; it returns a document or an [`Error`], never panics, and never takes more memory or
//! time than the budget allows. Recognition of what the document says is not done here.

mod budget;
pub mod document;
mod html;
mod layout;
mod office;
mod pdf;
mod text;
mod zipped;

pub use budget::{Budget, Limits};
pub use document::Document;

use std::cell::Cell;
use std::fmt;

/// A file format that can be read.
pub struct Format {
    /// Stable short name, as printed in JSON and stored: `html`, `pdf`.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Usual file name endings, lower case, without the dot; the last resort of detection.
    pub extensions: &'static [&'static str],
    /// Whether the bytes, by their content alone, are of this format.
    pub detect: fn(&[u8]) -> bool,
    /// Reads the bytes.
    pub read: fn(&[u8], &Budget) -> Result<Document, Error>,
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Format").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Every format, in the order in which detection by content asks them: the strictest first.
pub static FORMATS: &[Format] = &[
    Format { name: "pdf", title: "PDF", extensions: &["pdf"], detect: pdf::detect, read: pdf::read },
    Format {
        name: "docx",
        title: "Word document",
        extensions: &["docx"],
        detect: zipped::docx::detect,
        read: zipped::docx::read,
    },
    Format {
        name: "odt",
        title: "OpenDocument text",
        extensions: &["odt"],
        detect: zipped::odt::detect,
        read: zipped::odt::read,
    },
    Format {
        name: "ofd",
        title: "OFD",
        extensions: &["ofd"],
        detect: zipped::ofd::detect,
        read: zipped::ofd::read,
    },
    Format {
        name: "xlsx",
        title: "Excel workbook",
        extensions: &["xlsx", "xlsm"],
        detect: office::is_xlsx,
        read: office::read_xlsx,
    },
    Format {
        name: "zip",
        title: "ZIP archive of a report and its annexes",
        extensions: &["zip"],
        detect: zipped::attachments::detect,
        read: zipped::attachments::read,
    },
    Format {
        name: "doc",
        title: "Word 97 or WPS document",
        extensions: &["doc", "wps"],
        detect: office::is_doc,
        read: office::read_doc,
    },
    Format {
        name: "xls",
        title: "Excel 97 or WPS workbook",
        extensions: &["xls", "et"],
        detect: office::is_xls,
        read: office::read_xls,
    },
    Format {
        name: "html",
        title: "web page",
        extensions: &["html", "htm", "shtml"],
        detect: html::detect,
        read: html::read,
    },
    // any text is text: last
    Format {
        name: "text",
        title: "plain text or Markdown",
        extensions: &["txt", "md", "markdown", "text"],
        detect: text::detect,
        read: text::read,
    },
];

/// How files begin that are known and not read, with the format and what to do instead.
const NOT_READ: &[(&[u8], &str, Instead)] = &[
    (b"{\\rtf", "RTF", Instead::Save),
    (b"\x89PNG", "PNG", Instead::Ocr),
    (b"\xFF\xD8\xFF", "JPEG", Instead::Ocr),
    (b"II*\0", "TIFF", Instead::Ocr),
    (b"MM\0*", "TIFF", Instead::Ocr),
    (b"GIF8", "GIF", Instead::Ocr),
    (b"Rar!", "RAR", Instead::Unpack),
    (b"7z\xBC\xAF", "7z", Instead::Unpack),
    (b"\x1F\x8B", "GZIP", Instead::Unpack),
];

/// Why a file could not be read. The sentences are for the user.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Neither content nor name is of a known format.
    #[error("unknown format: neither the content nor the name {name:?} is of a format that can be read")]
    Unknown {
        /// The file name that was tried.
        name: String,
    },
    /// A format that is known and not read.
    #[error("{format} is not read: {instead}")]
    NotRead {
        /// The format.
        format: &'static str,
        /// What to do instead.
        instead: Instead,
    },
    /// The file breaks the rules of its format.
    #[error("damaged at {at}: {why}")]
    Damaged {
        /// Part of the file: a page, an entry, an offset.
        at: String,
        /// What is wrong.
        why: String,
    },
    /// A bound of [`Limits`] was reached.
    #[error("larger than allowed: {what} over {limit}")]
    TooLarge {
        /// What was counted: "unpacked bytes", "pages", "cells".
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// Reading took longer than [`Limits::time`].
    #[error("gave up after {seconds} s: the file is damaged or made to waste time")]
    TooSlow {
        /// The bound in seconds.
        seconds: u64,
    },
    /// A password is needed.
    #[error("encrypted: needs a password")]
    Encrypted,
    /// Pages are images.
    #[error("no text layer: needs OCR")]
    NoTextLayer,
    /// An archive whose files do not tell which of them is the report.
    #[error("several reports in one archive ({names}): unpack it and add the folder")]
    Several {
        /// Names of the files that may be it.
        names: String,
    },
    /// Pages are images, and there is nothing to read them with.
    #[error("needs OCR: `tesseract` with the data `chi_sim` is not installed")]
    NoOcr,
    /// A page that a script fills when it is opened.
    #[error("the page is empty until a script fills it: open it in a browser and save it as PDF")]
    Shell,
    /// A page that only leads to a file.
    #[error("the page only links to {file}: save that file and add it")]
    Elsewhere {
        /// Address or name of the file.
        file: String,
    },
    /// There is nothing to read in it.
    #[error("empty: no text in the file")]
    Empty,
}

/// What to do with a file of a format that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Save it in another format.
    Save,
    /// Have its pictures read.
    Ocr,
    /// Take out what is packed in it.
    Unpack,
    /// It holds no document.
    Nothing,
}

impl fmt::Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Save => "save it as DOCX",
            Self::Ocr => "a picture has no text layer: needs OCR",
            Self::Unpack => "unpack it and add the files",
            Self::Nothing => "it is data for programs, not a report",
        })
    }
}

/// A document and the format it was read from.
#[derive(Debug)]
pub struct Reading {
    /// The entry of [`FORMATS`] that read it.
    pub format: &'static Format,
    /// What was read.
    pub document: Document,
}

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside [`read`]: a panic now is caught and told as damage of the file, so
/// that a panic hook need not speak of it.
pub fn is_reading() -> bool {
    READING.get()
}

/// The text of a file that is nothing but text, in whatever encoding; none where bytes have no meaning in it.
pub fn plain_text(bytes: &[u8]) -> Option<String> {
    let (text, notes) = text::decode::decode(bytes);
    (text::detect(bytes) && notes.is_empty()).then_some(text)
}

/// The format of the bytes: by content first, by file name second.
pub fn detect(bytes: &[u8], name: &str) -> Option<&'static Format> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    FORMATS.iter().find(|format| (format.detect)(bytes)).or_else(|| {
        let extension = extension?;
        FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
    })
}

/// Reads a file.
///
/// # Errors
/// Every [`Error`]; a panic inside a reader's library is caught and told as damage.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Reading, Error> {
    let budget = Budget::new(limits);
    budget.file_size(bytes.len())?;
    if let Some(&(_, format, instead)) = NOT_READ.iter().find(|(begin, ..)| bytes.starts_with(begin)) {
        return Err(Error::NotRead { format, instead });
    }
    let format = detect(bytes, name).ok_or_else(|| Error::Unknown { name: name.to_owned() })?;
    let outer = READING.replace(true);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (format.read)(bytes, &budget)));
    READING.set(outer);
    let mut document = outcome.unwrap_or_else(|_| {
        Err(Error::Damaged { at: format.title.to_owned(), why: "the reader failed on it".to_owned() })
    })?;
    if document.blocks.is_empty() {
        return Err(Error::Empty);
    }
    document::surroundings::separate(&mut document);
    document.note_left_out();
    Ok(Reading { format, document })
}
