//! A table as it is drawn: rows of cells that may cover several places.

/// What is printed beside or under a figure and does not belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A raised note mark behind the figure.
    Raised(String),
    /// Struck-out text before the figure.
    Struck(String),
    /// Text that is not shown.
    Hidden(String),
}

impl Mark {
    /// What is printed.
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::Raised(words) | Self::Struck(words) | Self::Hidden(words) => words,
        }
    }
}

/// A cell, at its upper left corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) mark: Option<Mark>,
    /// The figure of the truth that it shows.
    pub(crate) figure: Option<usize>,
}

impl Cell {
    /// A label.
    pub(crate) fn label(text: impl Into<String>, rows: usize, columns: usize) -> Self {
        Self { text: text.into(), rows, columns, ..Self::default() }
    }
}

/// A table of the form.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// The section it belongs to.
    pub(crate) section: u8,
    /// Cells that begin in each row, from left to right.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Rows of the header.
    pub(crate) header: usize,
}

/// How cells that cover several places are drawn where nothing is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unmerged {
    /// The places beside are blank.
    Blank,
    /// The places beside repeat the label.
    Repeated,
}

impl Grid {
    /// Every cell with its row and column.
    pub(crate) fn placed(&self) -> Vec<(usize, usize, &Cell)> {
        let mut taken: Vec<Vec<bool>> = vec![Vec::new(); self.rows.len()];
        let mut placed = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while taken[row].get(column).copied().unwrap_or(false) {
                    column += 1;
                }
                for below in taken.iter_mut().skip(row).take(cell.rows) {
                    if below.len() < column + cell.columns {
                        below.resize(column + cell.columns, false);
                    }
                    below[column..column + cell.columns].fill(true);
                }
                placed.push((row, column, cell));
                column += cell.columns;
            }
        }
        placed
    }

    /// Number of columns.
    pub(crate) fn width(&self) -> usize {
        self.placed().iter().map(|(_, column, cell)| column + cell.columns).max().unwrap_or(0)
    }

    /// The table without merged cells.
    pub(crate) fn unmerged(&self, how: Unmerged) -> Self {
        let width = self.width();
        let mut rows = vec![vec![Cell::label("", 1, 1); width]; self.rows.len()];
        for (row, column, cell) in self.placed() {
            let repeated = how == Unmerged::Repeated && cell.figure.is_none();
            for line in rows.iter_mut().skip(row).take(cell.rows) {
                for place in &mut line[column..column + cell.columns] {
                    place.text = if repeated { cell.text.clone() } else { String::new() };
                }
            }
            rows[row][column] = Cell { rows: 1, columns: 1, ..cell.clone() };
        }
        Self { rows, ..self.clone() }
    }

    /// The table cut before a row. Labels that cover rows on both sides go on: without words, or cut in two.
    pub(crate) fn cut(&self, at: usize, repeat_header: bool, cut_labels: bool) -> [Self; 2] {
        let mut first = Self { rows: self.rows[..at].to_vec(), ..self.clone() };
        let mut second: Vec<Vec<(usize, Cell)>> = vec![Vec::new(); self.rows.len() - at];
        for (row, column, cell) in self.placed() {
            if row >= at {
                second[row - at].push((column, cell.clone()));
            } else if row + cell.rows > at {
                let chars: Vec<char> = cell.text.chars().collect();
                let middle = if cut_labels { chars.len() * (at - row) / cell.rows } else { chars.len() };
                let middle = if cut_labels { middle.max(1) } else { middle };
                let (upper, lower) = (chars[..middle].iter().collect(), chars[middle..].iter().collect());
                let rest = Cell { text: lower, rows: row + cell.rows - at, ..cell.clone() };
                second[0].push((column, rest));
                let here = self.rows[row].iter().position(|c| std::ptr::eq(c, cell)).unwrap_or(0);
                first.rows[row][here] = Cell { text: upper, rows: at - row, ..cell.clone() };
            }
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        if repeat_header {
            rows.extend(self.rows[..self.header].iter().cloned());
        }
        for mut line in second {
            line.sort_by_key(|(column, _)| *column);
            rows.push(line.into_iter().map(|(_, cell)| cell).collect());
        }
        first.header = self.header.min(at);
        [first, Self { rows, header: if repeat_header { self.header } else { 0 }, ..self.clone() }]
    }
}
