//! OFD files: the pages of a PDF drawn in the objects of GB/T 33190.

use super::super::axes::Choices;
use super::super::layout::Layout;
use super::docx::zipped;
use super::escaped;
use super::pdf::{Drawn, PAGE, pages, width};

const NAMESPACE: &str = "http://www.ofdspec.org/2016";

/// Points to millimetres.
fn millimetres(points: f64) -> f64 {
    points * 25.4 / 72.0
}

/// The document as OFD.
pub(super) fn bytes(seed: u64, layout: &Layout, choices: &Choices) -> Vec<u8> {
    let (wide, high) = (millimetres(PAGE.0), millimetres(PAGE.1));
    let pages = pages(seed, layout, choices);
    let place = |n: usize| format!("Pages/Page_{n}/Content.xml");
    let listed = |n: usize| format!("<ofd:Page ID=\"{}\" BaseLoc=\"{}\"/>", n + 2, place(n));
    let list: String = (0..pages.len()).map(listed).collect();
    let root = format!(
        "<ofd:OFD xmlns:ofd=\"{NAMESPACE}\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    );
    let document = format!(
        "<ofd:Document xmlns:ofd=\"{NAMESPACE}\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {wide:.2} {high:.2}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let content = |page: &Vec<Drawn>| {
        let objects: String = page.iter().map(object).collect();
        format!(
            "<ofd:Page xmlns:ofd=\"{NAMESPACE}\"><ofd:Content><ofd:Layer ID=\"1\">{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    };
    let contents: Vec<(String, String)> =
        pages.iter().enumerate().map(|(n, page)| (format!("Doc_0/{}", place(n)), content(page))).collect();
    let mut entries = vec![("OFD.xml", root.as_str()), ("Doc_0/Document.xml", document.as_str())];
    entries.extend(contents.iter().map(|(name, content)| (name.as_str(), content.as_str())));
    zipped(&entries)
}

fn object(drawn: &Drawn) -> String {
    match drawn {
        Drawn::Text { at: (x, y), size, text, mode } => {
            let size_in = millimetres(*size);
            let steps: Vec<String> =
                text.chars().map(|c| format!("{:.3}", millimetres(width(&c.to_string(), *size)))).collect();
            let visible = if *mode == 3 { " Visible=\"false\"" } else { "" };
            format!(
                "<ofd:TextObject ID=\"9\" Boundary=\"{:.3} {:.3} {:.3} {size_in:.3}\" Font=\"1\" Size=\"{size_in:.3}\"{visible}><ofd:TextCode X=\"0\" Y=\"{size_in:.3}\" DeltaX=\"{}\">{}</ofd:TextCode></ofd:TextObject>",
                millimetres(*x),
                millimetres(*y) - size_in,
                millimetres(width(text, *size)),
                steps[..steps.len().saturating_sub(1)].join(" "),
                escaped(text)
            )
        }
        Drawn::Line { from, to } => {
            let ends = [from.0, from.1, to.0, to.1].map(|points| format!("{:.3}", millimetres(points)));
            let [a, b, c, d] = ends;
            format!(
                "<ofd:PathObject ID=\"9\" Boundary=\"0 0 {:.2} {:.2}\" LineWidth=\"0.2\"><ofd:AbbreviatedData>M {a} {b} L {c} {d}</ofd:AbbreviatedData></ofd:PathObject>",
                millimetres(PAGE.0),
                millimetres(PAGE.1)
            )
        }
    }
}
