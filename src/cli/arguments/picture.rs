//! Options that draw an answer as a picture.

use std::path::PathBuf;

use clap::Args;

use nianbao::present::picture::{Letters, Picture};

use crate::cli::shell::{Failure, write_file};

/// Where pictures are written.
#[derive(Debug, Args)]
pub(crate) struct Pictured {
    /// Draw an SVG picture into FILE; it needs no fonts
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Draw a PNG picture into FILE, 2400 pixels wide
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Overwrite pictures that are there
    #[arg(long, help_heading = "Output")]
    force: bool,
}

impl Pictured {
    pub(crate) fn is_wanted(&self) -> bool {
        self.svg.is_some() || self.png.is_some()
    }

    pub(crate) fn write(&self, picture: &Picture) -> Result<(), Failure> {
        if let Some(file) = &self.svg {
            write_file(file, picture.svg(Letters::Outlines).as_bytes(), self.force)?;
        }
        if let Some(file) = &self.png {
            write_file(file, &picture.png()?, self.force)?;
        }
        Ok(())
    }
}
