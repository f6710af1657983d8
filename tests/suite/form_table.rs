//! The statutory tables as drawn: every figure in its place, every line as wide as the others.

use nianbao::present::form_table::form_table;
use nianbao::present::grid::{Grid, GridCell, Mark};
use nianbao::present::terminal::{Screen, draw, width};
use nianbao::report::form::{Edition, editions, newest};
use nianbao::report::{Applicant, Figure, Quantity, State};

/// A figure for every cell of the edition; rows that stand for others are not given.
fn figures(edition: &'static Edition) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (n, indicator) in edition.indicators.iter().filter(|i| i.stands_for.is_empty()).enumerate() {
        let columns: Vec<Option<Applicant>> =
            if indicator.by_applicant { Applicant::ALL.map(Some).to_vec() } else { vec![None] };
        for applicant in columns {
            let value = Quantity::whole(100 * n as i64 + applicant.map_or(0, |a| a.column() as i64));
            figures.push(figure(indicator.key, applicant, State::Number, Some(value), None));
        }
    }
    figures
}

fn figure(
    indicator: &'static str,
    applicant: Option<Applicant>,
    state: State,
    value: Option<Quantity>,
    printed: Option<&str>,
) -> Figure {
    Figure {
        indicator,
        applicant,
        state,
        value,
        printed: printed.map(str::to_owned),
        remark: None,
        doubt: None,
        place: None,
    }
}

#[test]
fn cells_cover_every_place_once_and_every_figure_has_one() {
    for edition in editions() {
        let figures = figures(edition);
        let mut shown = 0;
        for section in edition.tables.iter().map(|table| table.section) {
            let grid = form_table(edition, section, &figures);
            let covered: usize = grid.cells.iter().map(|cell| cell.rows * cell.columns).sum();
            assert_eq!(covered, grid.height() * grid.width(), "{} section {section}", edition.name);
            assert!(grid.owners().iter().flatten().all(Option::is_some));
            shown += grid.cells.iter().filter(|cell| cell.figure.is_some()).count();
        }
        assert_eq!(shown, figures.len(), "{}", edition.name);
    }
}

#[test]
fn merged_labels_are_those_of_the_form() {
    let grid = form_table(newest(), 3, &figures(newest()));
    let spans = |text: &str| {
        let cell = grid.cells.iter().find(|cell| cell.text == text).expect("the label is on the form");
        (cell.rows, cell.columns)
    };
    assert_eq!(spans("法人或其他组织"), (1, 5));
    assert_eq!(spans("自然人"), (2, 1));
    assert_eq!(spans("一、本年新收政府信息公开申请数量"), (1, 3));
    assert_eq!(spans("三、本年度办理结果"), (22, 1));
    assert_eq!(spans("（三）不予公开"), (8, 1));
    assert_eq!(spans("（七）总计"), (1, 2));
}

#[test]
fn one_row_instead_of_several_is_drawn_as_printed() {
    let mut figures = figures(newest());
    figures.retain(|figure| !figure.indicator.starts_with("requests.other."));
    figures.push(figure(
        "requests.other.total",
        Some(Applicant::Total),
        State::Number,
        Some(Quantity::whole(7)),
        Some("7"),
    ));
    let grid = form_table(newest(), 3, &figures);
    let keys: Vec<_> = grid.cells.iter().filter_map(|cell| cell.figure).map(|(key, _)| key).collect();
    assert!(keys.contains(&"requests.other.total") && !keys.contains(&"requests.other.fee_unpaid"));
}

#[test]
fn lines_are_equally_wide_and_fit_the_screen() {
    for edition in editions() {
        for section in edition.tables.iter().map(|table| table.section) {
            let grid = form_table(edition, section, &figures(edition));
            for columns in [80, 100, 120, 200] {
                let drawn =
                    draw(&grid, &Screen { columns: Some(columns), colour: false, ..Screen::default() });
                let widths: Vec<usize> = drawn.lines().map(width).collect();
                assert!(widths.iter().all(|wide| *wide == widths[0]), "{drawn}");
                assert!(widths[0] <= columns, "{columns}: {}\n{drawn}", widths[0]);
            }
        }
    }
}

#[test]
fn five_states_look_different() {
    let states = [
        (State::Number, Some(Quantity::default()), Some("0")),
        (State::Blank, None, Some("")),
        (State::Dash, None, Some("—")),
        (State::Unreadable, None, Some("l2")),
        (State::Absent, None, None),
    ];
    let keys = ["upheld", "corrected", "other", "pending", "total"]
        .map(|last| newest().indicators.iter().find(|i| i.key == format!("reconsideration.{last}")));
    let figures: Vec<Figure> = states
        .into_iter()
        .zip(keys)
        .map(|((state, value, printed), key)| {
            figure(key.expect("a key of the form").key, None, state, value, printed)
        })
        .collect();
    let grid = form_table(newest(), 4, &figures);
    let shown: Vec<&str> =
        grid.cells.iter().filter(|c| c.figure.is_some()).map(|c| c.text.as_str()).collect();
    assert_eq!(shown[..5], ["0", "", "—", "?l2", "·"]);
}

#[test]
fn borders_follow_merged_cells_and_marks_show_without_colour() {
    let mut grid = Grid::default();
    grid.push(GridCell::new(0, 0, "行政复议").covering(2, 1));
    grid.push(GridCell::new(0, 1, "诉讼").covering(1, 2));
    grid.push(GridCell::new(1, 1, "12"));
    grid.push(GridCell { mark: Some(Mark::Error), ..GridCell::new(1, 2, "3") });
    let drawn = draw(&grid, &Screen { columns: Some(40), colour: false, ..Screen::default() });
    let expected = "\
┌──────────┬─────────┐
│          │ 诉讼    │
│ 行政复议 ├────┬────┤
│          │ 12 │ 3✗ │
└──────────┴────┴────┘
";
    assert_eq!(drawn, expected, "\n{drawn}");
}
