//! Pictures of an answer as files.

use std::path::PathBuf;

use clap::Args;

use nianbao::present::picture::{Letters, Picture};

use crate::cli::shell::{Failure, write_file};

/// Where pictures go.
#[derive(Debug, Args)]
pub(crate) struct Pictured {
    /// Draw it into FILE, to be put into a page or a document; it needs no fonts
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Draw it into FILE, 2400 pixels across
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

impl Pictured {
    pub(crate) fn is_wanted(&self) -> bool {
        self.svg.is_some() || self.png.is_some()
    }

    pub(crate) fn write(&self, picture: &Picture) -> Result<(), Failure> {
        if let Some(file) = &self.svg {
            write_file(file, picture.svg(Letters::Outlines).as_bytes())?;
        }
        if let Some(file) = &self.png {
            write_file(file, &picture.png()?)?;
        }
        Ok(())
    }
}
