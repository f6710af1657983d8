//! A table of figures with a bar beside each.

use nianbao::archive::query::Table;
use nianbao::archive::query::series::Series;
use nianbao::present::terminal::bars;

use crate::cli::shell::Format;

/// Characters of the longest bar.
const BAR: usize = 40;

/// The figures as a table; for a person, with a bar beside each.
pub(crate) fn with_bars(series: &Series, format: Format) -> Table {
    let mut table = series.table();
    if format == Format::Text {
        table.columns.push("bar".to_owned());
        let bars = bars(&series.points, BAR);
        table.rows.iter_mut().zip(bars).for_each(|(row, bar)| row.push(bar.into()));
    }
    table
}
