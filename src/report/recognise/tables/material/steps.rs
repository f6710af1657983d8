//! Counting the steps of the search for tables, so that a test can tell that they grow no faster than the document.

/// Counts steps of an inner loop; nothing outside of tests.
#[cfg(not(test))]
pub(in crate::report::recognise::tables) const fn count(_: usize) {}

#[cfg(test)]
pub(in crate::report::recognise::tables) use counter::count;

#[cfg(test)]
mod counter {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(in crate::report::recognise::tables) fn count(steps: usize) {
        STEPS.with(|all| all.set(all.get() + steps));
    }

    /// The steps that something takes.
    pub(super) fn steps_of(something: impl FnOnce()) -> usize {
        STEPS.with(|all| all.set(0));
        something();
        STEPS.with(Cell::get)
    }
}

#[cfg(test)]
mod tests {
    use super::counter::steps_of;
    use crate::extract::Document;
    use crate::extract::document::Table;
    use crate::report::form::indicators;
    use crate::report::recognise::tables::find;

    /// Steps for a document of so many copies of a part, and for one of twice as many.
    fn doubled(copies: usize, part: impl Fn(&mut Document, usize)) -> (usize, usize) {
        let steps = |copies: usize| {
            let mut document = Document::default();
            (0..copies).for_each(|n| part(&mut document, n));
            steps_of(|| drop(find(&document)))
        };
        (steps(copies), steps(2 * copies))
    }

    fn labels() -> impl Iterator<Item = &'static str> {
        indicators().map(|indicator| indicator.label())
    }

    #[test]
    fn labels_one_after_the_other_take_twice_as_long_for_twice_as_many() {
        let all: String = labels().collect();
        let (once, twice) = doubled(100, |document, _| {
            document.table(Table::from_rows([vec![all.as_str(), "0"]]), None);
        });
        assert!(once > 0 && twice <= once * 2 + once / 5, "{once} {twice}");
    }

    #[test]
    fn rows_without_end_take_twice_as_long_for_twice_as_many() {
        for values in [&["0"; 7][..], &["3", "4"]] {
            let (once, twice) = doubled(20, |document, _| {
                for label in labels() {
                    document.paragraph(label, None);
                    values.iter().for_each(|value| document.paragraph(*value, None));
                }
            });
            assert!(once > 0 && twice <= once * 2 + once / 5, "{once} {twice}");
        }
    }

    #[test]
    fn a_row_without_end_takes_twice_as_long_for_twice_as_many() {
        let label = "一、本年新收政府信息公开申请数量";
        let steps = |cells: usize| {
            let mut document = Document::default();
            let row: Vec<&str> = std::iter::once(label).chain(std::iter::repeat_n("0", cells)).collect();
            document.table(Table::from_rows([row, vec!["二、上年结转政府信息公开申请数量", "1"]]), None);
            steps_of(|| drop(find(&document)))
        };
        let (once, twice) = (steps(1_000), steps(2_000));
        assert!(twice <= once * 2 + once / 5 + 100, "{once} {twice}");
    }
}
