//! Files that are pictures, and files that hold pictures instead of text: the same table in each of them; and what is
//! refused.

use std::fs;
use std::path::Path;

use nianbao::extract::document::{Block, Document};
use nianbao::extract::{self, Bound, Error, Limits};

use super::contract::zipped;

/// What is printed in the pictures.
const TABLE: [[&str; 4]; 3] = [["1", "2", "3", "6"], ["40", "0", "7", "47"], ["41", "2", "10", "53"]];

fn picture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    fs::read(folder.join(name)).expect("the fixture is here")
}

fn read(bytes: &[u8]) -> Result<Document, Error> {
    extract::read(bytes, "x", &Limits::default().with_ocr()).map(|reading| reading.document)
}

/// The cells of each table of a document, and its page.
fn tables(document: &Document) -> Vec<(Vec<Vec<String>>, Option<u32>)> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let row = |table: &nianbao::extract::document::Table, row: u32| {
        (0..table.width())
            .map(|c| table.at(row, c).map(|cell| cell.text.clone()).unwrap_or_default())
            .collect()
    };
    tables.map(|t| ((0..t.height()).map(|n| row(t, n)).collect(), t.place.page)).collect()
}

/// The table of the pictures on some pages.
fn on_pages(pages: &[u32]) -> Vec<(Vec<Vec<String>>, Option<u32>)> {
    let cells: Vec<Vec<String>> = TABLE.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
    pages.iter().map(|page| (cells.clone(), Some(*page))).collect()
}

#[test]
fn the_table_of_a_picture_is_read() {
    for name in ["table.png", "table.jpg", "table.tif"] {
        let document = read(&picture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(tables(&document), on_pages(&[1]), "{name}");
        assert!(document.ocr && document.pictures == [1], "{name}");
        let without = extract::read(&picture(name), name, &Limits::default());
        assert_eq!(without.expect_err("it has no words"), Error::NoTextLayer, "{name}");
    }
}

#[test]
fn pictures_in_an_archive_are_pages_in_the_order_of_their_numbers() {
    let (png, jpeg) = (picture("table.png"), picture("table.jpg"));
    let document = read(&zipped(&[("扫描10.png", &png), ("扫描9.jpg", &jpeg)])).expect("it is read");
    let order: Vec<&str> = document.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(
        order.contains(&"压缩包中的“扫描9.jpg”读作第 1 页")
            && order.contains(&"压缩包中的“扫描10.png”读作第 2 页")
    );
    assert_eq!(document.pictures, [1, 2]);
}

/// A DOCX with a picture between paragraphs.
fn docx(before: &str, after: &str) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = format!(
        "<w:document><w:body>{}<w:p><w:r><w:drawing><a:blip r:embed=\"rId7\"/></w:drawing></w:r></w:p>{}</w:body></w:document>",
        paragraph(before),
        paragraph(after)
    );
    let relations = r#"<Relationships><Relationship Id="rId7" Target="media/image1.png"/></Relationships>"#;
    zipped(&[
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/image1.png", &picture("wide.png")),
    ])
}

#[test]
fn the_picture_of_a_text_document_is_read_in_its_place() {
    let long = "本年度收到的政府信息公开申请及其办理结果如下表所示".repeat(4);
    let document = read(&docx(&long, "以上为全部情况")).expect("it is read");
    let kinds: Vec<bool> = document.blocks.iter().map(|block| matches!(block, Block::Table(_))).collect();
    assert_eq!(kinds, [false, true, false]);
    assert_eq!(tables(&document), on_pages(&[1]));
    // without its pictures, a text is still a text, and pictures alone are none
    let without =
        |bytes: &[u8]| extract::read(bytes, "x", &Limits::default()).map(|r| r.document.blocks.len());
    assert_eq!(without(&docx(&long, "以上为全部情况")), Ok(2));
    assert_eq!(without(&docx("", "")), Err(Error::NoTextLayer));
    assert_eq!(tables(&read(&docx("", "")).expect("it is read")), on_pages(&[1]));
}

#[test]
fn the_picture_of_an_odt_is_read() {
    let content = r#"<office:document-content><office:body><office:text><text:p><draw:frame>
        <draw:image xlink:href="Pictures/1.jpg"/></draw:frame></text:p></office:text></office:body></office:document-content>"#;
    let bytes = zipped(&[("content.xml", content.as_bytes()), ("Pictures/1.jpg", &picture("wide.png"))]);
    assert_eq!(tables(&read(&bytes).expect("it is read")), on_pages(&[1]));
}

#[test]
fn the_picture_of_an_ofd_page_is_read() {
    let root = "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let document = r#"<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 82 31</ofd:PhysicalBox></ofd:PageArea>
        <ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>
        <ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>"#;
    let resources = r#"<ofd:Res BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image">
        <ofd:MediaFile>page.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"#;
    let page = r#"<ofd:Page><ofd:Content><ofd:Layer>
        <ofd:ImageObject ID="9" ResourceID="5" Boundary="0 0 82 31" CTM="82 0 0 31 0 0"/></ofd:Layer></ofd:Content></ofd:Page>"#;
    let bytes = zipped(&[
        ("OFD.xml", root.as_bytes()),
        ("Doc_0/Document.xml", document.as_bytes()),
        ("Doc_0/DocumentRes.xml", resources.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", page.as_bytes()),
        ("Doc_0/Res/page.jpg", &picture("table.jpg")),
    ]);
    assert_eq!(extract::read(&bytes, "x", &Limits::default()).expect_err("no words"), Error::NoTextLayer);
    assert_eq!(tables(&read(&bytes).expect("it is read")), on_pages(&[1]));
}

#[test]
fn pictures_that_end_early_or_are_too_large_are_refused() {
    for name in ["table.png", "table.jpg", "table.tif"] {
        let whole = picture(name);
        for share in [3, 6, 9] {
            let error = read(&whole[..whole.len() * share / 10]).expect_err("it ends early");
            assert!(matches!(error, Error::Damaged { .. }), "{name}: {error}");
        }
    }
    // the size of a picture is in its first bytes
    let mut huge = picture("table.png");
    huge[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let checksum = crc32(&huge[12..29]);
    huge[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert!(matches!(read(&huge), Err(Error::TooLarge { what: Bound::Pixels, .. })));
    let mut huge = picture("table.jpg");
    let frame = huge.windows(2).position(|window| window == [0xFF, 0xC0]).expect("a baseline picture");
    huge[frame + 5..frame + 9].copy_from_slice(&[0x3F, 0xFF, 0x3F, 0xFF]);
    assert!(matches!(read(&huge), Err(Error::TooLarge { what: Bound::Pixels, .. })));
}

/// The checksum of a chunk of PNG.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(!0_u32, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}
