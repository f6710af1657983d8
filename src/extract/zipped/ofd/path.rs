//! Numbers and abbreviated paths as the format writes them.

/// The numbers of a list; what is no number ends it.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|c: char| c.is_ascii_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map_while(|word| word.parse::<f64>().ok().filter(|number| number.is_finite())).collect()
}

/// Distances from character to character, `g 3 5.2` standing for three of 5.2; at most `most`.
pub(super) fn distances(text: &str, most: usize) -> Vec<f64> {
    let mut words = text.split_ascii_whitespace();
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        let (times, distance) = match word {
            "g" | "G" => (words.next().and_then(|n| n.parse().ok()).unwrap_or(1usize), words.next()),
            word => (1, Some(word)),
        };
        let Some(distance) = distance.and_then(|d| d.parse::<f64>().ok()).filter(|d| d.is_finite()) else {
            break;
        };
        found.extend(std::iter::repeat_n(distance, times.min(most.saturating_sub(found.len()))));
    }
    found
}

/// An outline: its corners, and whether all its edges are straight.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outline {
    pub(super) points: Vec<(f64, f64)>,
    pub(super) straight: bool,
}

/// The outlines of a path; curves are taken by their ends.
pub(super) fn outlines(data: &str) -> Vec<Outline> {
    let mut outlines: Vec<Outline> = Vec::new();
    let mut words = data.split_ascii_whitespace().peekable();
    let mut start = (0.0, 0.0);
    while let Some(command) = words.next() {
        let count = match command {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            _ => 0,
        };
        let mut operands = [0.0; 7];
        for operand in operands.iter_mut().take(count) {
            let Some(number) = words.next().and_then(|word| word.parse::<f64>().ok()) else {
                return outlines;
            };
            *operand = number;
        }
        let end = if count >= 2 { (operands[count - 2], operands[count - 1]) } else { start };
        match command {
            "S" | "M" => {
                start = end;
                outlines.push(Outline { points: vec![end], straight: true });
            }
            "L" | "Q" | "B" | "A" | "C" => {
                let Some(outline) = outlines.last_mut() else { continue };
                outline.points.push(end);
                outline.straight &= matches!(command, "L" | "C");
            }
            _ => {}
        }
    }
    outlines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_distances_are_written_out() {
        assert_eq!(distances("g 2 4.5 3", 9), [4.5, 4.5, 3.0]);
        assert_eq!(distances("g 999999999 1", 4), [1.0; 4]);
        assert_eq!(distances("g", 4), [] as [f64; 0]);
    }

    #[test]
    fn outlines_begin_where_the_pen_moves() {
        let found = outlines("M 0 0 L 10 0 C M 1 1 B 1 2 3 4 5 6");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Outline { points: vec![(0.0, 0.0), (10.0, 0.0), (0.0, 0.0)], straight: true });
        assert_eq!(found[1], Outline { points: vec![(1.0, 1.0), (5.0, 6.0)], straight: false });
        assert!(outlines("L 1").is_empty());
    }
}
