//! Generated reports in random layouts, read and compared: `cargo run --example layouts -- --count 5000 --seed 1`.
//!
//! Prints how many cells are right, doubtful, unread and wrong without a doubt, and whether office, year, edition,
//! sections, publication and period are right: all, by format, and by the value of each axis, the worst first.

#![allow(clippy::print_stdout, reason = "a program that prints a table")]

#[allow(dead_code, reason = "the tests use all of it")]
mod generator;
mod measure;
mod printed;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use rayon::prelude::*;

use generator::Sample;
use generator::axes::{AXES, Axis, Format, Spread};
use measure::{Outcome, Tally};

#[derive(Parser)]
#[command(about = "Reads generated reports and says what came out right")]
struct Args {
    /// Documents to generate
    #[arg(long, default_value_t = 1000)]
    count: u64,
    /// The first seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Axes off the ordinary: 0, 1 or all
    #[arg(long, default_value = "1")]
    axes: String,
    /// Only this axis off the ordinary; `--list` names them
    #[arg(long)]
    axis: Option<String>,
    /// This value of the axis "edition", whatever else varies
    #[arg(long)]
    edition: Option<String>,
    /// Only this format
    #[arg(long)]
    format: Option<String>,
    /// Print web pages with `chromium`, or Word and OpenDocument texts with `libreoffice`, and read the PDF
    #[arg(long)]
    print_with: Option<printed::Program>,
    /// Write documents that are not wholly right, and the one that is shown, into this folder, with what is wrong beside
    /// them
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Show one document: its axes, the fewest that make it fail, and everything that is not right
    #[arg(long)]
    show: Option<u64>,
    /// List the axes and their values
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    if args.list {
        list();
        return ExitCode::SUCCESS;
    }
    let format = match args.format.as_deref().map(Format::of) {
        Some(None) => return failed("formats: txt, md, html, docx, odt, xlsx, pdf, ofd"),
        named => named.flatten(),
    };
    let spread = match args.axis.as_deref().map(Axis::named) {
        Some(None) => return failed("no such axis: see --list"),
        Some(axis) => Some(Spread::One(axis)),
        None => measure::spread(&args.axes),
    };
    let Some(spread) = spread else { return failed("--axes is 0, 1 or all") };
    let sample = |seed: u64, format: Option<Format>| {
        let sample = Sample::draw(seed, spread, format);
        let edition = args.edition.as_deref().and_then(|name| sample.choices.clone().with_edition(name));
        edition.map_or(sample.clone(), |choices| Sample::of(seed, sample.format, choices))
    };
    if let Some(seed) = args.show {
        let sample = sample(seed, format);
        show(&sample);
        if let Some(folder) = args.keep
            && let Err(error) = keep(&folder, &sample, &measure::judge(&sample))
        {
            return failed(&format!("{}: {error}", folder.display()));
        }
        return ExitCode::SUCCESS;
    }
    let format = format.or_else(|| args.print_with.map(printed::Program::format));
    let draw = |seed| {
        let sample = sample(seed, format);
        let sample = match args.print_with {
            Some(program) => program.print(sample),
            None => sample,
        };
        let outcome = measure::judge(&sample);
        (sample, outcome)
    };
    let results: Vec<(Sample, Outcome)> =
        (args.seed..args.seed + args.count).into_par_iter().map(draw).collect();
    let mut tally = Tally::default();
    for (sample, outcome) in &results {
        tally.add(sample, outcome);
    }
    print!("{}", tally.table());
    if let Some(folder) = args.keep {
        for (sample, outcome) in results.iter().filter(|(_, outcome)| !outcome.faults.is_empty()) {
            if let Err(error) = keep(&folder, sample, outcome) {
                return failed(&format!("{}: {error}", folder.display()));
            }
        }
    }
    ExitCode::SUCCESS
}

fn failed(why: &str) -> ExitCode {
    println!("{why}");
    ExitCode::FAILURE
}

fn list() {
    for axis in AXES {
        let values: Vec<&str> = axis.values.iter().map(|(value, _)| *value).collect();
        println!("{}: {}", axis.name, values.join(" | "));
    }
}

/// What one document is and what is wrong with its reading.
fn described(sample: &Sample, outcome: &Outcome) -> String {
    let axes: Vec<String> = sample.choices.0.iter().map(|(axis, value)| format!("{axis}: {value}")).collect();
    format!(
        "seed {} {}\n{}\ncells right {} doubtful {} unread {} WRONG {}\n{}\n",
        sample.seed,
        sample.format.extension(),
        axes.join("\n"),
        outcome.right,
        outcome.doubtful,
        outcome.unread,
        outcome.wrong,
        outcome.faults.join("\n")
    )
}

fn keep(folder: &std::path::Path, sample: &Sample, outcome: &Outcome) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(sample.name()), &sample.bytes)?;
    std::fs::write(folder.join(format!("{}.faults", sample.name())), described(sample, outcome))
}

/// Prints a document's faults, and the fewest axes that keep the worst kind of them.
fn show(sample: &Sample) {
    let outcome = measure::judge(sample);
    print!("{}", described(sample, &outcome));
    let fails: fn(&Outcome) -> bool = match outcome {
        Outcome { wrong: 1.., .. } => |o| o.wrong > 0,
        Outcome { taken_wrongly: true, .. } => |o| o.taken_wrongly,
        Outcome { unread: 1.., .. } => |o| o.unread > 0,
        _ if !outcome.faults.is_empty() => |o| !o.faults.is_empty(),
        _ => return,
    };
    let least = measure::least(sample, fails);
    println!("fewest axes that keep it: {:?}", least.0);
    let outcome = measure::judge(&Sample::of(sample.seed, sample.format, least));
    outcome.faults.iter().for_each(|fault| println!("  {fault}"));
}
