//! Which of several repairs is the likeliest, by what slips look like: digits exchanged, a digit too many or too few, a
//! number forgotten, a case counted in the neighbouring cell.

use crate::report::check::Case;
use crate::report::check::finding::Repair;
use crate::report::figure::Quantity;

/// How far a set of repairs is from a usual slip: the least is the likeliest.
pub(in crate::report::check) fn rank(case: &Case<'_>, set: &[Repair]) -> (usize, u8) {
    let pair = |repair: &Repair| (case.counted(repair.cell).unwrap_or_default(), repair.value);
    let moved: Vec<Quantity> = set.iter().map(pair).map(|(now, due)| due - now).collect();
    if let [one, other] = moved[..]
        && one + other == Quantity::default()
    {
        return (1, 2);
    }
    (set.len(), set.iter().map(pair).map(|(now, due)| distance(now, due)).max().unwrap_or(0))
}

/// How far two numbers are from each other as a hand writes them.
fn distance(now: Quantity, due: Quantity) -> u8 {
    let [a, b] = [now, due].map(|value| value.to_string().into_bytes());
    let sorted = |digits: &[u8]| {
        let mut digits = digits.to_vec();
        digits.sort_unstable();
        digits
    };
    if a.len() == b.len() && sorted(&a) == sorted(&b) {
        0
    } else if is_one_apart(&a, &b) && a.len().max(b.len()) > 1 {
        1
    } else if now == Quantity::default() || due == Quantity::default() {
        3
    } else {
        4
    }
}

/// Whether one digit was changed, added or left out.
fn is_one_apart(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => short.get(same + 1..) == long.get(same + 1..),
        1 => short.get(same..) == long.get(same + 1..),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_near() {
        let far = |now: i64, due: i64| distance(Quantity::whole(now), Quantity::whole(due));
        assert_eq!(far(21, 12), 0);
        assert_eq!((far(13, 18), far(130, 13), far(7, 17)), (1, 1, 1));
        assert!(far(0, 5) < far(41, 5));
    }
}
