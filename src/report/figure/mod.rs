//! A figure of the form: what was printed, what number it is, where it stood.
//!
//! A blank, a dash, a zero and something unreadable are four different things. Only a cell whose
//! text is a number has a value; nothing else ever becomes 0.

mod cell;
mod doubt;
mod unit;

pub(crate) use cell::may_begin;
pub use cell::{Reading, read_cell};
pub use doubt::is_printed;
pub use unit::{header_unit, read_under};

use serde::{Deserialize, Serialize, Serializer};

use crate::extract::document::Place;
use crate::report::form::Applicant;

/// One cell of the form in one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Key of the indicator, from the form.
    pub indicator: &'static str,
    /// Column of the request table, for indicators given per applicant.
    pub applicant: Option<Applicant>,
    /// What kind of thing stands in the cell.
    pub state: State,
    /// The number, exactly when `state` is [`State::Number`].
    pub value: Option<Quantity>,
    /// The text of the cell as printed, if the cell was found.
    pub printed: Option<String>,
    /// A remark printed beside the number: `其中修订16件`; or a unit that is not the form's: `元`. An amount that was
    /// converted to the unit of the form has what was printed: `印作963500元`.
    pub remark: Option<String>,
    /// Why the reading is uncertain, in Chinese.
    pub doubt: Option<String>,
    /// Where it stood.
    pub place: Option<Place>,
}

impl Figure {
    /// The figure of a cell that is not there.
    pub fn absent(indicator: &'static str, applicant: Option<Applicant>) -> Self {
        Self {
            indicator,
            applicant,
            state: State::Absent,
            value: None,
            printed: None,
            remark: None,
            doubt: None,
            place: None,
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A number, zero included.
    Number,
    /// The cell is there and empty.
    Blank,
    /// A sign for "nothing": `-`, `—`, `/`, `无`.
    Dash,
    /// Something that is no number.
    Unreadable,
    /// The table, row or column is not there.
    Absent,
}

impl State {
    /// The name used in JSON, CSV and SQL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Blank => "blank",
            Self::Dash => "dash",
            Self::Unreadable => "unreadable",
            Self::Absent => "absent",
        }
    }

    /// The state of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Number, Self::Blank, Self::Dash, Self::Unreadable, Self::Absent]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A number of the form: a count, or an amount with at most four decimals.
///
/// Held in ten-thousandths, so that sums and comparisons are exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// Ten-thousandths in one.
    const SCALE: i64 = 10_000;

    /// A count.
    pub const fn whole(count: i64) -> Self {
        Self(count.saturating_mul(Self::SCALE))
    }

    /// From ten-thousandths, as stored.
    pub const fn from_ten_thousandths(amount: i64) -> Self {
        Self(amount)
    }

    /// In ten-thousandths, as stored.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The count, if there is no fraction.
    pub fn as_whole(self) -> Option<i64> {
        (self.0 % Self::SCALE == 0).then_some(self.0 / Self::SCALE)
    }

    /// As a floating-point number, for ratios and pictures.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }

    /// The equal share of each of so many, rounded to two decimals; of none, all of it.
    #[must_use]
    pub fn shared_by(self, count: i64) -> Self {
        let step = count.max(1).saturating_mul(Self::SCALE / 100);
        let half = if self.0 < 0 { -step / 2 } else { step / 2 };
        Self(self.0.saturating_add(half) / step * (Self::SCALE / 100))
    }

    /// Reads plain ASCII decimal notation with an optional sign: `-12`, `7730.28`.
    ///
    /// `None` for anything else, for more than four decimals, and where the number is too large.
    pub fn from_plain(text: &str) -> Option<Self> {
        let (sign, digits) = match text.as_bytes().first()? {
            b'-' => (-1, &text[1..]),
            b'+' => (1, &text[1..]),
            _ => (1, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(fraction) || fraction.len() > 4 {
            return None;
        }
        let fraction: i64 = format!("{fraction:0<4}").parse().ok()?;
        let whole: i64 = whole.parse().ok()?;
        whole.checked_mul(Self::SCALE)?.checked_add(fraction).map(|amount| Self(sign * amount))
    }
}

impl std::ops::Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |a, b| a + b)
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, fraction) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        let mut text = whole.to_string();
        if fraction != 0 {
            text.push('.');
            text.push_str(format!("{fraction:04}").trim_end_matches('0'));
        }
        f.pad_integral(self.0 >= 0, "", &text)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(count) => serializer.serialize_i64(count),
            None => serializer.serialize_f64(self.as_f64()),
        }
    }
}
