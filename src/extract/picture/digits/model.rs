//! Two small nets that know printed digits, trained by `assets/digits/train.py` on renderings of free fonts.
//!
//! They look at different things, at ink cut at different thresholds, and each has not seen a third of the fonts, so that
//! they share few mistakes. A file of weights is two layers: inputs and outputs (16 bits, little end first), then for each
//! output its scale and its offset (32-bit floats) and a signed byte for each input.

use std::sync::LazyLock;

use super::glyph::Shape;

/// What the first net and the second net look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eye {
    /// Shades.
    Pixels,
    /// Edges.
    Strokes,
}

/// Outputs of a net: the digits, a slash, and last anything else.
const SLASH: usize = 10;

/// What a glyph is taken for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// A digit or `/`; none for anything else.
    pub(super) character: Option<char>,
    /// How sure the net is, to 1.
    pub(super) sure: f32,
}

struct Layer {
    inputs: usize,
    /// Scale, offset, weights.
    outputs: Vec<(f32, f32, &'static [u8])>,
}

struct Net(Vec<Layer>);

static PIXELS: LazyLock<Net> =
    LazyLock::new(|| Net::of(include_bytes!("../../../../assets/digits/pixels.bin")));
static STROKES: LazyLock<Net> =
    LazyLock::new(|| Net::of(include_bytes!("../../../../assets/digits/strokes.bin")));

impl Eye {
    /// What the glyph is.
    pub(super) fn guess(self, shape: &Shape) -> Guess {
        let out = match self {
            Self::Pixels => PIXELS.run(shape.shades()),
            Self::Strokes => STROKES.run(shape.edges()),
        };
        let most = out.iter().copied().fold(f32::MIN, f32::max);
        let weights: Vec<f32> = out.iter().map(|value| (value - most).exp()).collect();
        let all: f32 = weights.iter().sum();
        let best = weights.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((class, weight)) = best else { return Guess { character: None, sure: 0.0 } };
        let character = match class {
            SLASH => Some('/'),
            digit if digit < SLASH => char::from_digit(digit as u32, 10),
            _ => None,
        };
        Guess { character, sure: weight / all }
    }
}

impl Net {
    fn of(bytes: &'static [u8]) -> Self {
        let mut rest = bytes;
        let mut take = move |count: usize| {
            let (taken, after) = rest.split_at_checked(count).unwrap_or((&[], &[]));
            rest = after;
            taken
        };
        let number =
            |bytes: &[u8]| bytes.iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        let float = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().unwrap_or_default());
        let mut layer = || {
            let (inputs, count) = (number(take(2)), number(take(2)));
            let output = |_| (float(take(4)), float(take(4)), take(inputs));
            Layer { inputs, outputs: (0..count).map(output).collect() }
        };
        Self(vec![layer(), layer()])
    }

    fn run(&self, input: Vec<f32>) -> Vec<f32> {
        let last = self.0.len() - 1;
        self.0.iter().enumerate().fold(input, |values, (n, layer)| {
            let out = |(scale, offset, weights): &(f32, f32, &[u8])| {
                let sum: f32 = weights.iter().zip(&values).map(|(w, v)| f32::from(*w as i8) * v).sum();
                let sum = sum * scale + offset;
                if n < last { sum.max(0.0) } else { sum }
            };
            debug_assert_eq!(values.len(), layer.inputs);
            layer.outputs.iter().map(out).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_weights_are_whole() {
        for (net, inputs) in [(&PIXELS, 193), (&STROKES, 97)] {
            assert_eq!((net.0[0].inputs, net.0[1].outputs.len()), (inputs, SLASH + 2));
            assert!(net.0.iter().all(|l| l.outputs.iter().all(|(_, _, weights)| weights.len() == l.inputs)));
        }
    }
}
