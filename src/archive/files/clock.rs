//! The time of day as it is stored, and the day where the clock hangs. A clock that was never set may show a year before 1970.

use std::time::SystemTime;

use chrono::{DateTime, Local, NaiveDate, Utc};

/// This moment in UTC, as stored: `2025-01-31T08:00:00Z`.
pub(in crate::archive) fn now() -> String {
    stored(SystemTime::now())
}

/// A time that differs from every other, as far as the clock tells them apart.
pub(in crate::archive) fn token() -> String {
    DateTime::<Utc>::from(SystemTime::now()).format("%Y%m%d%H%M%S%.9f").to_string()
}

/// The day here.
pub fn today() -> NaiveDate {
    DateTime::<Local>::from(SystemTime::now()).date_naive()
}

fn stored(time: SystemTime) -> String {
    DateTime::<Utc>::from(time).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_may_show_a_year_before_1970() {
        let epoch = SystemTime::UNIX_EPOCH;
        assert_eq!(stored(epoch), "1970-01-01T00:00:00Z");
        assert_eq!(stored(epoch - Duration::from_millis(1500)), "1969-12-31T23:59:58Z");
        assert_eq!(stored(epoch - Duration::from_secs(86_400 * 366)), "1968-12-31T00:00:00Z");
    }
}
