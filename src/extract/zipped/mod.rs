//! Formats that are a ZIP archive: a bounded opener for the archive and its XML parts.
//!
//! Sizes that the archive states are not believed: what counts is what comes out. Parts are read one
//! by one, only those that are asked for. Nothing is ever written to disk.

pub(super) mod attachments;
pub(super) mod docx;
pub(super) mod marks;
pub(super) mod odt;
pub(super) mod ofd;
mod pictured;
#[cfg(test)]
mod text_documents;
mod xml;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::extract::{Bound, Budget, Damage, Error};

pub(in crate::extract) use xml::{Content, Element, Tree};

/// Entries of one archive. Counted before it is opened, because opening takes memory for each.
const ENTRIES: usize = 20_000;

/// Bytes of one part after decompression: the bound that keeps a part and its tree in memory.
const PART: u64 = 32 << 20;

/// An open archive.
pub(in crate::extract) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    budget: &'a Budget,
}

impl<'a> Package<'a> {
    /// Opens an archive and lists its entries; nothing is decompressed yet.
    pub(in crate::extract) fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, Error> {
        let archive = open(bytes)?;
        let names = names(&archive);
        Ok(Self { archive, names, budget })
    }

    /// Paths of all entries, in the order of the archive's directory.
    pub(in crate::extract) fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads an entry; `None` if there is none of this path. Makers differ in a leading slash and in
    /// the case of letters.
    pub(in crate::extract) fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = tidy(path);
        let exact = self.names.iter().position(|name| *name == path);
        let similar = || self.names.iter().position(|name| name.eq_ignore_ascii_case(&path));
        exact.or_else(similar).map(|index| self.read_entry(index)).transpose()
    }

    /// Reads the entry at a place in [`Self::names`].
    pub(in crate::extract) fn read_entry(&mut self, index: usize) -> Result<Vec<u8>, Error> {
        let name = &self.names[index];
        let entry =
            self.archive.by_index(index).map_err(|error| refusal(Damage::Entry(name.clone()), &error))?;
        let limit = self.budget.unpacked_left().min(PART);
        let mut bytes = Vec::with_capacity(entry.size().min(limit) as usize);
        let outcome = entry.take(limit + 1).read_to_end(&mut bytes);
        self.budget.unpack(bytes.len())?;
        if bytes.len() as u64 > PART {
            return Err(Error::TooLarge { what: Bound::Part, limit: PART });
        }
        outcome
            .map_err(|error| Error::Damaged { at: Damage::Entry(name.clone()), why: error.to_string() })?;
        self.budget.clock()?;
        Ok(bytes)
    }

    /// Reads and parses an XML entry; `None` if there is none of this path.
    pub(in crate::extract) fn xml(&mut self, path: &str) -> Result<Option<Tree>, Error> {
        let Some(bytes) = self.read(path)? else { return Ok(None) };
        Tree::parse(bytes, path, self.budget).map(Some)
    }

    /// Reads and parses an XML entry that the format cannot do without.
    pub(in crate::extract) fn required_xml(&mut self, path: &str) -> Result<Tree, Error> {
        let missing =
            || Error::Damaged { at: Damage::Entry(path.to_owned()), why: "the part is missing".to_owned() };
        self.xml(path)?.ok_or_else(missing)
    }
}

/// Whether the bytes are an archive with an entry of which `wanted` says that it tells the format.
pub(in crate::extract) fn holds(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> bool {
    is_archive(bytes) && open(bytes).is_ok_and(|archive| names(&archive).iter().any(|name| wanted(name)))
}

/// Whether the bytes begin as a ZIP archive does.
pub(in crate::extract) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Error> {
    let directory_records = bytes.windows(4).filter(|window| window == b"PK\x01\x02").take(ENTRIES + 1);
    if directory_records.count() > ENTRIES {
        return Err(Error::TooLarge { what: Bound::Entries, limit: ENTRIES as u64 });
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(Damage::Directory, &error))
}

fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    archive.file_names_raw().map(|raw| tidy(&entry_name(raw))).collect()
}

/// A name as its maker meant it: packers on Chinese Windows write GBK and say nothing of it.
fn entry_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn tidy(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.trim_start_matches("./").trim_start_matches('/').to_owned()
}

fn refusal(at: Damage, error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Error::Encrypted
        }
        _ => Error::Damaged { at, why: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::extract::Limits;

    fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn paths_are_found_however_they_are_written() {
        let (bytes, budget) = (archive("Doc_0\\Content.xml", b"<a/>"), Budget::new(&Limits::default()));
        let mut package = Package::open(&bytes, &budget).unwrap();
        assert_eq!(package.names(), ["Doc_0/Content.xml"]);
        assert!(package.xml("/doc_0/content.xml").unwrap().is_some());
        assert!(package.xml("other.xml").unwrap().is_none());
        assert!(matches!(package.required_xml("other.xml"), Err(Error::Damaged { .. })));
    }

    #[test]
    fn a_bomb_is_refused() {
        let (bytes, budget) = (archive("a.xml", &vec![b' '; 40 << 20]), Budget::new(&Limits::default()));
        assert!(bytes.len() < 100_000);
        assert!(matches!(Package::open(&bytes, &budget).unwrap().read("a.xml"), Err(Error::TooLarge { .. })));
    }

    #[test]
    fn names_without_a_declared_encoding_are_gbk() {
        let (raw, ..) = encoding_rs::GBK.encode("年报.docx");
        assert_eq!(entry_name(&raw), "年报.docx");
        assert_eq!(entry_name("年报.docx".as_bytes()), "年报.docx");
    }
}
