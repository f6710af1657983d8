//! Generated pages and texts printed to PDF by the programs that offices use.

use std::process::{Command, Stdio};

use crate::generator::Sample;
use crate::generator::axes::Format;

/// A program that prints PDF files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Program {
    Chromium,
    Libreoffice,
}

impl Program {
    /// The format that it prints.
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Chromium => Format::Html,
            Self::Libreoffice => Format::Docx,
        }
    }

    /// The document as PDF.
    ///
    /// # Panics
    /// The program is not installed, or does not print.
    pub(crate) fn print(self, sample: Sample) -> Sample {
        let folder = tempfile::tempdir().expect("a folder for one document");
        let source = folder.path().join(sample.name());
        let target = folder.path().join(format!("{}.pdf", sample.seed));
        std::fs::write(&source, &sample.bytes).expect("the document can be written");
        // a profile of its own lets several run side by side
        let profile = folder.path().join("profile");
        let mut command = match self {
            Self::Chromium => Command::new("chromium"),
            Self::Libreoffice => Command::new("soffice"),
        };
        match self {
            Self::Chromium => command
                .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
                .arg(format!("--user-data-dir={}", profile.display()))
                .arg(format!("--print-to-pdf={}", target.display())),
            Self::Libreoffice => command
                .arg(format!("-env:UserInstallation=file://{}", profile.display()))
                .args(["--headless", "--convert-to", "pdf", "--outdir"])
                .arg(folder.path()),
        };
        let ended = command.arg(&source).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(ended.is_ok_and(|status| status.success()), "{self:?} cannot be run");
        let bytes = std::fs::read(&target).expect("the program has printed");
        Sample { bytes, format: Format::Pdf, ..sample }
    }
}
