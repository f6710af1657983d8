//! Days as they are printed.

use chrono::{Datelike, NaiveDate};

/// A day of a year that exists in every year.
pub(super) fn day(year: u16, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::from(year), month, day)
}

/// 2024年1月5日
pub(super) fn chinese(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A year in Chinese digits: 二〇二四
pub(super) fn digits(year: u16) -> String {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    year.to_string().chars().filter_map(|c| c.to_digit(10)).map(|d| digits[d as usize]).collect()
}
