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
mod picture;
mod text;
mod zipped;

pub use budget::trial;
pub use budget::{Budget, Limits};
pub use document::Document;

use std::cell::Cell;
use std::fmt;

use crate::language::Message;

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
    Format {
        name: "png",
        title: "PNG picture",
        extensions: &["png"],
        detect: picture::is_png,
        read: picture::read,
    },
    Format {
        name: "jpeg",
        title: "JPEG picture",
        extensions: &["jpg", "jpeg"],
        detect: picture::is_jpeg,
        read: picture::read,
    },
    Format {
        name: "tiff",
        title: "TIFF picture",
        extensions: &["tif", "tiff"],
        detect: picture::is_tiff,
        read: picture::read,
    },
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
    (b"GIF8", "GIF", Instead::Picture),
    (b"Rar!", "RAR", Instead::Unpack),
    (b"7z\xBC\xAF", "7z", Instead::Unpack),
    (b"\x1F\x8B", "GZIP", Instead::Unpack),
];

/// Formats that are known and not read, by an entry of the ZIP archive that they are.
const NOT_READ_PACKED: &[(&str, &str)] = &[
    ("xl/workbook.bin", "XLSB"),
    ("ppt/presentation.xml", "PPTX"),
    ("visio/document.xml", "VSDX"),
    ("META-INF/container.xml", "EPUB"),
];

/// The format of the bytes and what to do with them, if it is known and not read.
fn not_read(bytes: &[u8]) -> Option<(&'static str, Instead)> {
    let begins = NOT_READ.iter().find(|(begin, ..)| bytes.starts_with(begin));
    let packed = || NOT_READ_PACKED.iter().find(|(entry, _)| zipped::holds(bytes, |name| name == *entry));
    begins
        .map(|(_, format, instead)| (*format, *instead))
        .or_else(|| packed().map(|(_, format)| (*format, Instead::Save)))
        .or_else(|| office::is_slides(bytes).then_some(("PPT", Instead::Save)))
}

/// Why a file could not be read. What is said of it is in the tables of [`crate::language`].
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Neither content nor name is of a known format.
    Unknown {
        /// The file name that was tried.
        name: String,
    },
    /// A format that is known and not read.
    NotRead {
        /// The format.
        format: &'static str,
        /// What to do instead.
        instead: Instead,
    },
    /// The file breaks the rules of its format.
    Damaged {
        /// Where.
        at: Damage,
        /// What the reader says, in English: a detail for whoever looks for the cause.
        why: String,
    },
    /// A bound of [`Limits`] was reached.
    TooLarge {
        /// What was counted.
        what: Bound,
        /// The bound.
        limit: u64,
    },
    /// Reading took longer than [`Limits::time`].
    TooSlow {
        /// The bound in seconds.
        seconds: u64,
    },
    /// A password is needed.
    Encrypted,
    /// Encrypted in a way that is not known.
    UnknownCipher,
    /// Pages are images.
    NoTextLayer,
    /// The fonts do not say which characters their shapes are.
    Undecoded,
    /// An archive whose files do not tell which of them is the report.
    Several {
        /// Names of the files that may be it.
        names: String,
    },
    /// A page that a script fills when it is opened.
    Shell,
    /// A page that only leads to a file.
    Elsewhere {
        /// Address or name of the file.
        file: String,
    },
    /// There is nothing to read in it.
    Empty,
}

/// What to do with a file of a format that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Save it in another format.
    Save,
    /// Save it as a picture that is read.
    Picture,
    /// Take out what is packed in it.
    Unpack,
    /// It holds no document.
    Nothing,
}

/// The part of a file that is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The directory of an archive.
    Directory,
    /// The parts and how they hang together.
    Structure,
    /// An entry of an archive, by its name.
    Entry(String),
    /// A page, by its number from 1.
    Page(u32),
    /// The reader of a format failed, by the title of the format.
    Reader(&'static str),
}

/// What a bound is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Bytes of the file.
    Bytes,
    /// Bytes after decompression.
    Unpacked,
    /// Bytes of one part after decompression.
    Part,
    /// Bytes of an XML part.
    XmlBytes,
    /// Elements of an XML part.
    XmlElements,
    /// Entries of an archive.
    Entries,
    /// Files in an archive of attachments.
    Files,
    /// Levels of nesting.
    Depth,
    /// Pages.
    Pages,
    /// Pixels of one picture.
    Pixels,
    /// Characters on one page.
    PageCharacters,
    /// Characters of text.
    Characters,
    /// Lines of text.
    Lines,
    /// Cells of tables.
    Cells,
    /// Tags of a web page.
    Tags,
    /// Attributes of one tag.
    Attributes,
    /// Objects of a PDF.
    Objects,
    /// Memory that reading takes, where it is read in a process of its own.
    Memory,
}

impl Error {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown { name } => Message::of("file.unknown").with("name", name),
            Self::NotRead { format, instead } => instead.message().with("format", *format),
            Self::Damaged { at, why } => {
                Message::of("file.damaged").with("at", at.message()).with("detail", why)
            }
            Self::TooLarge { what, limit } => {
                Message::of("file.too_large").with("bound", what.message().with("limit", *limit))
            }
            Self::TooSlow { seconds } => Message::of("file.too_slow").with("seconds", *seconds),
            Self::Encrypted => Message::of("file.encrypted"),
            Self::UnknownCipher => Message::of("file.unknown_cipher"),
            Self::NoTextLayer => Message::of("file.no_text_layer"),
            Self::Undecoded => Message::of("file.undecoded"),
            Self::Several { names } => Message::of("file.several").with("names", names),
            Self::Shell => Message::of("file.shell"),
            Self::Elsewhere { file } => Message::of("file.elsewhere").with("file", file),
            Self::Empty => Message::of("file.empty"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Instead {
    fn message(self) -> Message {
        match self {
            Self::Save => Message::of("file.save"),
            Self::Picture => Message::of("file.picture"),
            Self::Unpack => Message::of("file.unpack"),
            Self::Nothing => Message::of("file.data"),
        }
    }
}

impl Damage {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Directory => Message::of("file.at_directory"),
            Self::Structure => Message::of("file.at_structure"),
            Self::Entry(name) => Message::of("file.at_entry").with("name", name),
            Self::Page(page) => Message::of("file.at_page").with("page", *page),
            Self::Reader(format) => Message::of("file.at_reader").with("format", *format),
        }
    }
}

impl Bound {
    /// What is said of it, without the limit.
    fn message(self) -> Message {
        match self {
            Self::Bytes => Message::of("file.bytes"),
            Self::Unpacked => Message::of("file.unpacked"),
            Self::Part => Message::of("file.part"),
            Self::XmlBytes => Message::of("file.xml_bytes"),
            Self::XmlElements => Message::of("file.xml_elements"),
            Self::Entries => Message::of("file.entries"),
            Self::Files => Message::of("file.files"),
            Self::Depth => Message::of("file.depth"),
            Self::Pages => Message::of("file.pages"),
            Self::Pixels => Message::of("file.pixels"),
            Self::PageCharacters => Message::of("file.page_characters"),
            Self::Characters => Message::of("file.characters"),
            Self::Lines => Message::of("file.lines"),
            Self::Cells => Message::of("file.cells"),
            Self::Tags => Message::of("file.tags"),
            Self::Attributes => Message::of("file.attributes"),
            Self::Objects => Message::of("file.objects"),
            Self::Memory => Message::of("file.memory"),
        }
    }
}

/// A document and the format it was read from.
#[derive(Debug)]
pub struct Reading {
    /// The entry of [`FORMATS`] that read it.
    pub format: &'static Format,
    /// What was read.
    pub document: Document,
    /// There are pictures in it that were not looked at, because the limits exclude them.
    pub pictured: bool,
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
    if let Some((format, instead)) = not_read(bytes) {
        return Err(Error::NotRead { format, instead });
    }
    let format = detect(bytes, name).ok_or_else(|| Error::Unknown { name: name.to_owned() })?;
    if let Some(document) = budget::trial::document(format.name, bytes, name, limits)? {
        return Ok(Reading { format, document, pictured: false });
    }
    let outer = READING.replace(true);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (format.read)(bytes, &budget)));
    READING.set(outer);
    let outcome = outcome.unwrap_or_else(|_| {
        Err(Error::Damaged { at: Damage::Reader(format.title), why: "the reader failed on it".to_owned() })
    });
    let mut document = outcome.map_err(|error| match error {
        // to a reader of packages, what is encrypted looks damaged
        Error::Damaged { .. } if office::is_encrypted(bytes) => Error::Encrypted,
        error => error,
    })?;
    if document.blocks.is_empty() {
        return Err(Error::Empty);
    }
    budget.lines(
        document.blocks.iter().filter_map(document::Block::text).map(|text| text.lines().count()).sum(),
    )?;
    document::surroundings::separate(&mut document);
    document.note_left_out();
    document.note_pictures();
    Ok(Reading { format, document, pictured: budget.is_pictured() })
}
