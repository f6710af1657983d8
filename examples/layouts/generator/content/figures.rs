//! Random figures of the form whose sums hold.

use nianbao::report::form::{Edition, Indicator, Over, Unit};
use nianbao::report::{Applicant, FormId, Quantity};

use super::super::random::Random;

/// A figure of the report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value {
    pub(crate) indicator: &'static Indicator,
    pub(crate) applicant: Option<Applicant>,
    pub(crate) quantity: Quantity,
}

/// One row of whole numbers while the sums are made; the last of seven is the total.
type Row = (&'static Indicator, [i64; 7]);

/// The item of Article 20 on documents that are issued: its columns changed between the editions.
const ISSUED: &str = "第二十条第（一）项";

fn edition(form: FormId) -> &'static Edition {
    form.edition().expect("a form with tables")
}

/// All figures: table two with the columns of two editions (first item, other items), tables three and four of `form`.
pub(super) fn all(seed: u64, form: FormId, (first, others): (FormId, FormId)) -> Vec<Value> {
    let random = &mut Random::of(seed, "figures");
    let of_two = edition(first).section(2).filter(|i| i.path[0] == ISSUED);
    let of_two = of_two.chain(edition(others).section(2).filter(|i| i.path[0] != ISSUED));
    let mut values: Vec<Value> = of_two.map(|indicator| once(indicator, random)).collect();
    let busy = random.pick(&[8, 25, 60]);
    let mut rows: Vec<Row> = Vec::new();
    for indicator in edition(form).indicators.iter().filter(|i| i.section > 2 && i.stands_for.is_empty()) {
        let mut row = [0; 7];
        for value in row.iter_mut().take(6) {
            *value = count(random, busy);
        }
        rows.push((indicator, row));
    }
    balance(&mut rows, edition(form));
    for (indicator, row) in rows {
        let whole = |applicant, value| Value { indicator, applicant, quantity: Quantity::whole(value) };
        if indicator.by_applicant {
            values.extend(Applicant::ALL.iter().map(|a| whole(Some(*a), row[a.column()])));
        } else {
            values.push(whole(None, row[0]));
        }
    }
    values
}

/// The figures of an edition that lists them; none of a form without an edition.
pub(super) fn listed(seed: u64, form: FormId) -> Vec<Value> {
    let random = &mut Random::of(seed, "listed");
    let Some(edition) = form.edition() else { return Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    let mut values: Vec<Value> = edition.indicators.iter().map(|indicator| once(indicator, random)).collect();
    for value in &values {
        let mut row = [0; 7];
        row[0] = value.quantity.as_whole().unwrap_or(0);
        rows.push((value.indicator, row));
    }
    balance(&mut rows, edition);
    for (value, (_, row)) in values.iter_mut().zip(rows) {
        if value.indicator.unit != Unit::TenThousandYuan {
            value.quantity = Quantity::whole(row[0]);
        }
    }
    values
}

/// A count: zero in most cells of most reports.
fn count(random: &mut Random, busy: usize) -> i64 {
    if !random.percent(busy) {
        return 0;
    }
    let bound = random.pick(&[10, 10, 60, 400, 3000]);
    random.below(bound) as i64
}

fn once(indicator: &'static Indicator, random: &mut Random) -> Value {
    let quantity = match indicator.unit {
        Unit::Cases | Unit::Counted(_) => Quantity::whole(count(random, 70)),
        Unit::Items => Quantity::whole(random.below(200) as i64),
        Unit::Change => Quantity::whole(random.below(21) as i64 - 10),
        // a whole number of yuan, so that every unit shows it exactly
        Unit::TenThousandYuan if random.percent(25) => Quantity::default(),
        Unit::TenThousandYuan => {
            Quantity::from_ten_thousandths(random.between(100, 90_000_000) as i64 / 100 * 100)
        }
        Unit::Yuan => Quantity::whole(random.between(1, 90_000) as i64 * 100),
    };
    Value { indicator, applicant: None, quantity }
}

/// Sets the results of all sums: 总计 of columns and rows, what came in and what was carried over.
fn balance(rows: &mut [Row], edition: &Edition) {
    let place = |rows: &[Row], key: &str| rows.iter().position(|(i, _)| i.key == key);
    for sum in edition.sums.iter().rev() {
        let columns = if sum.over == Over::EachColumn { 6 } else { 1 };
        for column in 0..columns {
            let of = |rows: &[Row], key: &&str| place(rows, key).map_or(0, |at| rows[at].1[column]);
            let left: i64 = sum.left.iter().map(|key| of(rows, key)).sum();
            match sum.right {
                [only] => {
                    if let Some(at) = place(rows, only) {
                        rows[at].1[column] = left;
                    }
                }
                // received + carried in = concluded + carried out: enough must have come in
                [concluded, out] => {
                    let gone = of(rows, concluded) + of(rows, out);
                    let (received, before) = (place(rows, sum.left[0]), place(rows, sum.left[1]));
                    if let (Some(received), Some(before)) = (received, before) {
                        rows[before].1[column] = rows[before].1[column].min(gone);
                        rows[received].1[column] = gone - rows[before].1[column];
                    }
                }
                _ => {}
            }
        }
    }
    for (_, row) in rows.iter_mut().filter(|(indicator, _)| indicator.by_applicant) {
        row[6] = row[..6].iter().sum();
    }
}
