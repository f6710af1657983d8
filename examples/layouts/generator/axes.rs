//! The axes along which a document may differ from the ordinary one, as data, and the choice of a value on each.

use std::collections::BTreeMap;

use super::random::Random;

/// A file format that the generator prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Format {
    Txt,
    Md,
    Html,
    Docx,
    Odt,
    Xlsx,
    Pdf,
    Ofd,
}

use Format::{Docx, Html, Md, Odt, Ofd, Pdf, Txt, Xlsx};

/// Every format with the weight with which it is drawn: text and pages are what most archives are made of.
pub(crate) const FORMATS: &[(Format, &str, usize)] = &[
    (Txt, "txt", 30),
    (Md, "md", 8),
    (Html, "html", 22),
    (Docx, "docx", 10),
    (Odt, "odt", 5),
    (Xlsx, "xlsx", 5),
    (Pdf, "pdf", 20),
    (Ofd, "ofd", 5),
];

impl Format {
    /// The usual ending of a file name, without the dot.
    pub(crate) fn extension(self) -> &'static str {
        FORMATS.iter().find(|(format, ..)| *format == self).map_or("txt", |(_, name, _)| name)
    }

    /// The format of an ending.
    pub(crate) fn of(extension: &str) -> Option<Self> {
        FORMATS.iter().find(|(_, name, _)| *name == extension).map(|(format, ..)| *format)
    }
}

/// One way in which documents differ. The first value is the ordinary one; the number is the weight among all values
/// when every axis is random.
pub(crate) struct Axis {
    pub(crate) name: &'static str,
    /// The formats that can show it; empty: all.
    formats: &'static [Format],
    pub(crate) values: &'static [(&'static str, usize)],
}

const ALL: &[Format] = &[];
const TEXT: &[Format] = &[Txt, Md];
const RICH: &[Format] = &[Html, Docx, Odt, Pdf, Ofd];
const GRID: &[Format] = &[Html, Docx, Odt, Xlsx];
const FLOW: &[Format] = &[Txt, Md, Html, Docx, Odt, Pdf, Ofd];

/// Every axis.
pub(crate) const AXES: &[Axis] = &[
    // what it is
    Axis {
        name: "document",
        formats: ALL,
        values: &[
            ("report", 300),
            ("notice", 2),
            ("notice over lines", 2),
            ("explanation", 2),
            ("explanation behind a report title", 2),
            ("news", 2),
            ("news of publication", 2),
            ("infographic", 1),
            ("article", 1),
            ("training", 1),
            ("explanation named by the page alone", 2),
            ("list of offices", 1),
            ("rules", 2),
            ("template", 2),
            ("placeholder report", 2),
            ("page list", 2),
            ("script shell", 1),
            ("link to a PDF", 1),
        ],
    },
    Axis {
        name: "edition",
        formats: ALL,
        values: &[
            ("2021", 50),
            ("2019", 25),
            ("free", 10),
            ("2019 columns in 2021", 3),
            ("2021 columns in 2020", 3),
            // asked for by name only: documents of a seed stay what they are
            ("2014", 0),
            ("2014, numbered rows", 0),
            ("2014, codes", 0),
            ("2014, unit in the label", 0),
            ("2014, groups in a column", 0),
            ("2014, side by side", 0),
            ("2014, two numbers", 0),
            ("2014, rows of its own", 0),
        ],
    },
    Axis {
        name: "office",
        formats: ALL,
        values: &[
            ("bureau", 30),
            ("government", 8),
            ("commission", 6),
            ("town", 6),
            ("sub-district", 6),
            ("development zone", 4),
            ("general office", 4),
            ("university", 4),
            ("hospital", 4),
            ("enterprise", 4),
            ("customs", 4),
            ("tax", 4),
            ("weather", 4),
            ("joint", 3),
            ("school", 2),
            ("health centre", 2),
            ("branch of the police", 2),
            ("commission of a party", 2),
            ("defence office", 2),
            ("district like a level", 2),
            ("township of a banner", 2),
            ("bureau of a zone", 2),
        ],
    },
    Axis {
        name: "evidence for the office",
        formats: ALL,
        values: &[
            ("title", 60),
            ("title, contact elsewhere", 8),
            ("announced", 6),
            ("announced, contact elsewhere", 6),
            ("announced, contact inner unit", 5),
            ("metadata", 5),
            ("signature", 4),
            ("bare name, completed in the text", 5),
            ("bare name, completed by the signature", 4),
            ("short name in the text", 5),
            ("made by", 4),
            ("made by, year elsewhere", 3),
            ("spoken of", 4),
            ("table beside the title", 3),
            ("signature behind a sentence", 3),
            ("above the title", 3),
            ("below the title", 3),
            ("contact inner unit alone", 3),
            ("bare name, completed by the page", 4),
            ("bare name, place by the government", 3),
            ("bare name announced, completed in the text", 3),
        ],
    },
    Axis {
        name: "title",
        formats: ALL,
        values: &[
            ("one line", 50),
            ("two lines", 12),
            ("three lines", 5),
            ("year first", 8),
            ("without 工作", 6),
            ("关于", 3),
            ("word between year and subject", 4),
            ("spaces", 5),
            ("year in Chinese digits", 2),
            ("的公布", 3),
            ("公告", 3),
            ("in marks", 3),
            ("year behind", 3),
            ("年 left out", 2),
            ("with 度 and 情况", 3),
            ("公开 of 政务", 2),
            ("office above, whole title below", 3),
            ("four lines", 2),
            ("with the date on its line", 3),
        ],
    },
    Axis {
        name: "period",
        formats: ALL,
        values: &[
            ("stated", 50),
            ("stated short", 10),
            ("not stated", 15),
            ("school year", 1),
            ("stated at the end", 2),
        ],
    },
    Axis {
        name: "publication date",
        formats: FLOW,
        values: &[
            ("none", 30),
            ("发布时间", 15),
            ("发布日期 with slashes", 6),
            ("发文日期", 4),
            ("Chinese date", 4),
            ("beside the source", 8),
        ],
    },
    Axis {
        name: "elements",
        formats: &[Html],
        values: &[
            ("p", 60),
            ("div", 6),
            ("br", 5),
            ("br twice", 4),
            ("section and span", 4),
            ("list", 3),
            ("definitions", 2),
            ("pre", 2),
            ("center and font", 3),
            ("rows of a table", 3),
            ("own elements", 2),
            ("figure and details", 2),
            ("text areas", 1),
        ],
    },
    Axis {
        name: "prose in",
        formats: &[Docx],
        values: &[
            ("the body", 60),
            ("text boxes", 4),
            ("content controls", 4),
            ("with notes", 4),
            ("with heads and feet", 4),
            ("with comments", 3),
        ],
    },
    Axis {
        name: "prose in ODT",
        formats: &[Odt],
        values: &[
            ("the body", 60),
            ("text boxes", 4),
            ("sections", 4),
            ("with notes", 4),
            ("with comments", 3),
            ("with a deletion", 3),
        ],
    },
    Axis { name: "title place", formats: &[Html], values: &[("in the text", 50), ("page title alone", 3)] },
    Axis { name: "page metadata", formats: &[Html], values: &[("none", 40), ("date and source", 15)] },
    // prose
    Axis { name: "script", formats: ALL, values: &[("simplified", 60), ("traditional", 3), ("Taiwan", 3)] },
    Axis {
        name: "encoding",
        formats: &[Txt, Md, Html],
        values: &[
            ("UTF-8", 50),
            ("UTF-8 with BOM", 5),
            ("GB18030", 12),
            ("UTF-16LE", 4),
            ("CRLF", 8),
            ("UTF-16BE", 2),
            ("Big5 where it can", 4),
        ],
    },
    Axis {
        name: "line width",
        formats: &[Txt, Md, Pdf, Ofd],
        values: &[("unbroken", 30), ("20 to 29", 12), ("30 to 45", 20)],
    },
    Axis {
        name: "indent",
        formats: &[Txt, Html, Docx, Odt, Pdf, Ofd],
        values: &[("none", 30), ("two wide spaces", 20), ("four spaces", 8)],
    },
    Axis {
        name: "blank lines",
        formats: &[Txt, Md],
        values: &[("between paragraphs", 30), ("none", 20), ("after every line", 8), ("random", 8)],
    },
    Axis {
        name: "whole text",
        formats: &[Txt, Html],
        values: &[("in lines", 60), ("prose in one line", 2), ("all in one line", 1)],
    },
    Axis {
        name: "heading number",
        formats: ALL,
        values: &[
            ("一、", 60),
            ("（一）", 5),
            ("1.", 5),
            ("1、", 3),
            ("第一部分", 3),
            ("bullet", 2),
            ("none", 3),
            ("shifted", 3),
            ("repeated", 2),
            ("letter before", 2),
            ("space after", 5),
        ],
    },
    Axis {
        name: "heading words",
        formats: ALL,
        values: &[("statutory", 60), ("及 for 和", 6), ("shortened", 5), ("with 的", 4), ("reworded", 4)],
    },
    Axis {
        name: "heading place",
        formats: FLOW,
        values: &[
            ("own line", 60),
            ("text behind it", 4),
            ("colon and text behind it", 3),
            ("behind the text before", 3),
            ("lost: first", 2),
            ("lost: fifth and sixth", 2),
        ],
    },
    Axis {
        name: "sub-headings",
        formats: ALL,
        values: &[
            ("（一）… in line", 30),
            ("（一） on its own line", 15),
            ("statutory words", 10),
            ("1. on its own line", 8),
            ("none", 8),
            ("一是", 8),
            ("bullets", 4),
        ],
    },
    // tables
    Axis {
        name: "cells in text",
        formats: TEXT,
        values: &[
            ("tab", 20),
            ("one a line", 20),
            ("several spaces", 10),
            ("aligned columns", 8),
            ("pipes with ends", 8),
            ("pipes without ends", 8),
            ("pipes with rule", 8),
            ("one a line with bars", 4),
            ("one space", 5),
            ("glued", 3),
            ("two rows in a line", 3),
            ("table in one line", 3),
            ("columns as lines", 3),
            ("table four in one line", 4),
        ],
    },
    Axis {
        name: "borders",
        formats: &[Pdf, Ofd],
        values: &[("all", 40), ("none", 12), ("horizontal", 8), ("outer", 5)],
    },
    Axis {
        name: "merged cells",
        formats: GRID,
        values: &[("merged", 50), ("blank beside", 10), ("label repeated", 8)],
    },
    Axis {
        name: "split tables",
        formats: &[Txt, Html, Docx, Odt, Pdf, Ofd],
        values: &[
            ("whole", 50),
            ("anywhere", 10),
            ("anywhere, header repeated", 8),
            ("with a page number between", 5),
            ("labels split", 5),
        ],
    },
    Axis { name: "nested", formats: &[Html, Docx], values: &[("no", 50), ("in a layout table", 6)] },
    Axis { name: "line spacing", formats: &[Pdf, Ofd], values: &[("usual", 50), ("wide", 12)] },
    Axis {
        name: "header words",
        formats: ALL,
        values: &[
            ("statutory", 60),
            ("shortened", 5),
            ("合计", 5),
            ("no note", 5),
            ("without upper rows", 4),
        ],
    },
    Axis { name: "header lines", formats: &[Html], values: &[("whole", 50), ("broken", 8)] },
    Axis {
        name: "row labels",
        formats: ALL,
        values: &[
            ("statutory", 60),
            ("shortened", 5),
            ("shortened, numbers kept", 5),
            ("reworded", 5),
            ("renumbered", 4),
            ("wide digits and brackets", 5),
            ("without numbers", 4),
        ],
    },
    Axis {
        name: "rows",
        formats: ALL,
        values: &[("as prescribed", 60), ("group rows with sums", 6), ("one row 其他处理", 6)],
    },
    Axis {
        name: "sub-total column",
        formats: ALL,
        values: &[("none", 60), ("小计 behind", 4), ("小计 before", 2)],
    },
    // figures
    Axis {
        name: "unit of money",
        formats: ALL,
        values: &[
            ("万元 in the header", 60),
            ("元 in the header", 5),
            ("亿元 in the header", 2),
            ("万元 in the cell", 5),
            ("元 in the cell", 5),
            ("亿元 in the cell", 2),
        ],
    },
    Axis {
        name: "unit of counts",
        formats: ALL,
        values: &[("none", 60), ("件 in the cell", 5), ("件 in the header", 5), ("万件 in the cell", 3)],
    },
    Axis {
        name: "zero printed as",
        formats: ALL,
        values: &[("0", 60), ("blank", 8), ("-", 4), ("—", 4), ("/", 6), ("无", 4), ("blank and 0", 5)],
    },
    Axis {
        name: "digits",
        formats: ALL,
        values: &[
            ("plain", 60),
            ("wide", 5),
            ("thousands separators", 5),
            ("spaces around", 5),
            ("one split", 2),
        ],
    },
    Axis {
        name: "words in cells",
        formats: ALL,
        values: &[("none", 60), ("持平", 4), ("不适用", 4), ("约", 4), ("共…件", 4), ("sentence", 3)],
    },
    Axis {
        name: "marks",
        formats: RICH,
        values: &[("none", 60), ("superscript", 4), ("struck out", 4), ("hidden", 4)],
    },
    // the page around
    Axis {
        name: "page around",
        formats: FLOW,
        values: &[
            ("none", 50),
            ("navigation", 8),
            ("related links", 8),
            ("editors", 6),
            ("sharing", 6),
            ("page footer", 6),
            ("all of it", 6),
        ],
    },
    Axis {
        name: "closing",
        formats: ALL,
        values: &[("none", 50), ("signature and date", 15), ("attachments", 4)],
    },
];

/// How many axes leave the ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spread {
    /// None: the ordinary document.
    None,
    /// A single one; its name, or any.
    One(Option<&'static Axis>),
    /// Each by its weights.
    All,
}

impl std::fmt::Debug for Axis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Axis {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Axis {}

impl Axis {
    /// The axis of a name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        AXES.iter().find(|axis| axis.name == name)
    }

    /// Whether documents of a format can show it.
    pub(crate) fn fits(&self, format: Format) -> bool {
        self.formats.is_empty() || self.formats.contains(&format)
    }

    fn draw(&self, random: &mut Random, from: usize) -> &'static str {
        let values = &self.values[from..];
        let all: usize = values.iter().map(|(_, weight)| weight).sum();
        let mut at = random.below(all);
        for (value, weight) in values {
            if at < *weight {
                return value;
            }
            at -= weight;
        }
        values[0].0
    }
}

/// The values that leave the ordinary, by axis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices(pub(crate) BTreeMap<&'static str, &'static str>);

impl Choices {
    /// Draws the values of a seed.
    pub(crate) fn draw(seed: u64, format: Format, spread: Spread) -> Self {
        let mut random = Random::of(seed, "axes");
        let fitting: Vec<&'static Axis> = AXES.iter().filter(|axis| axis.fits(format)).collect();
        let mut chosen = BTreeMap::new();
        match spread {
            Spread::None => {}
            Spread::One(named) => {
                let any = random.pick(&fitting);
                let axis = named.unwrap_or(any);
                if axis.fits(format) {
                    chosen.insert(axis.name, axis.draw(&mut random, 1));
                }
            }
            Spread::All => {
                for axis in fitting {
                    let value = axis.draw(&mut Random::of(seed, axis.name), 0);
                    if value != axis.values[0].0 {
                        chosen.insert(axis.name, value);
                    }
                }
            }
        }
        Self(chosen)
    }

    /// The same with a value of the axis "edition".
    pub(crate) fn with_edition(mut self, name: &str) -> Option<Self> {
        let (axis, values) = Axis::named("edition").map(|axis| (axis.name, axis.values))?;
        let (value, _) = values.iter().find(|(value, _)| *value == name)?;
        self.0.insert(axis, value);
        Some(self)
    }

    /// The value on an axis of [`AXES`].
    ///
    /// # Panics
    /// The name is of no axis: a mistake in the generator.
    pub(crate) fn on(&self, name: &str) -> &'static str {
        let ordinary = || Axis::named(name).unwrap_or_else(|| panic!("no axis {name}")).values[0].0;
        self.0.get(name).copied().unwrap_or_else(ordinary)
    }

    /// Whether an axis has this value.
    ///
    /// # Panics
    /// The axis has no such value: a mistake in the generator.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        let axis = Axis::named(name).unwrap_or_else(|| panic!("no axis {name}"));
        assert!(axis.values.iter().any(|(known, _)| *known == value), "{name} is never {value}");
        self.on(name) == value
    }
}
