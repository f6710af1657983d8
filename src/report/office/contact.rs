//! How an office can be reached, as its reports print it: two reports with the same telephone are of the same office,
//! whatever they leave out of its name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::chinese::fold::fold;

/// Digits of a telephone number, at least: hotlines are shorter, and the same everywhere.
const DIGITS: usize = 7;

static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:电话|電話|传真|傳真|邮箱|郵箱)[^0-9a-zA-Z,。;]{0,6}([0-9][0-9()\-]{6,16}|[0-9a-zA-Z._-]+@[0-9a-zA-Z._-]+)")
        .expect("the expression is tested")
});

/// Telephone numbers and addresses of mail in a text: digits and small letters.
pub fn contacts(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let found = CONTACT.captures_iter(&folded).filter_map(|found| Some(found.get(1)?.as_str().to_owned()));
    let plain = found.map(|contact| match contact.contains('@') {
        true => contact.to_ascii_lowercase(),
        false => contact.chars().filter(char::is_ascii_digit).collect(),
    });
    plain.filter(|contact| contact.contains('@') || contact.len() >= DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_and_mail_are_contacts_and_hotlines_are_none() {
        let of = |text: &str| contacts(text).into_iter().collect::<Vec<_>>();
        assert_eq!(of("请与市气象局联系（电话：0990-2202226）。"), ["09902202226"]);
        assert_eq!(
            of("联系电话：０９９０－２２０２２２６，邮箱：Qy@Example.cn。"),
            ["09902202226", "qy@example.cn"]
        );
        assert!(of("热线电话：12345。受理申请2024013件。").is_empty());
    }
}
