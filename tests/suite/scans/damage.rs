//! What copiers, scanners and stamps do to a printed sheet.

use super::dice::Dice;

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Damage {
    Nothing,
    Skew,
    Light,
    Noise,
    Blur,
    Stamp,
    Faded,
    Curl,
}

impl Damage {
    pub(crate) const ALL: [Damage; 8] = [
        Damage::Nothing,
        Damage::Skew,
        Damage::Light,
        Damage::Noise,
        Damage::Blur,
        Damage::Stamp,
        Damage::Faded,
        Damage::Curl,
    ];
}

/// Red, green and blue of a sheet.
pub(crate) struct Sheet {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) rgb: Vec<u8>,
}

impl Sheet {
    /// The sheet after some damage.
    pub(crate) fn damaged(self, damage: Damage, dpi: f32, dice: &mut Dice) -> Self {
        match damage {
            Damage::Nothing => self,
            Damage::Skew => {
                let slope = dice.between(-2.0, 2.0).to_radians().tan();
                let (middle_x, middle_y) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
                self.moved(|x, y| (x + slope * (y - middle_y), y - slope * (x - middle_x)))
            }
            Damage::Curl => {
                let (bend, width) = (dice.between(0.2, 0.6) * dpi / 25.4, self.width as f32);
                self.moved(|x, y| (x, y + bend * (x / width * std::f32::consts::PI).sin()))
            }
            Damage::Light => {
                let (across, down) = (dice.between(-0.35, 0.35), dice.between(-0.35, 0.35));
                let (width, height) = (self.width as f32, self.height as f32);
                self.shaded(|x, y, v| v * (0.8 + across * (x / width - 0.5) + down * (y / height - 0.5)))
            }
            Damage::Noise => {
                let strength = dice.between(8.0, 28.0);
                self.shaded(|_, _, v| v + strength * (dice.between(-1.0, 1.0) + dice.between(-1.0, 1.0)))
            }
            Damage::Blur => self.blurred((dice.between(0.4, 0.9) * dpi / 150.0).max(0.4)),
            Damage::Faded => {
                // thin ink, with breaks
                let (grey, holes) = (dice.between(0.4, 0.7), dice.below(97));
                self.shaded(|x, y, v| {
                    let hole = (x as usize / 3 * 31 + y as usize / 3 * 17 + holes).is_multiple_of(97);
                    if hole { 250.0 } else { 255.0 - (255.0 - v) * grey }
                })
            }
            Damage::Stamp => self.stamped(dpi, dice),
        }
    }

    /// Every pixel from another place, between four pixels.
    fn moved(self, from: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        let mut rgb = vec![255; self.rgb.len()];
        for (n, pixel) in rgb.chunks_exact_mut(3).enumerate() {
            let (x, y) = from((n % self.width) as f32, (n / self.width) as f32);
            let (share_x, share_y) = (x - x.floor(), y - y.floor());
            for (colour, value) in pixel.iter_mut().enumerate() {
                let at = |dx: f32, dy: f32| {
                    let (x, y) = (x.floor() + dx, y.floor() + dy);
                    let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
                    let place = || (y as usize * self.width + x as usize) * 3 + colour;
                    if inside { f32::from(self.rgb[place()]) } else { 255.0 }
                };
                let upper = at(0.0, 0.0) * (1.0 - share_x) + at(1.0, 0.0) * share_x;
                let lower = at(0.0, 1.0) * (1.0 - share_x) + at(1.0, 1.0) * share_x;
                *value = (upper * (1.0 - share_y) + lower * share_y) as u8;
            }
        }
        Self { rgb, ..self }
    }

    fn shaded(mut self, mut shade: impl FnMut(f32, f32, f32) -> f32) -> Self {
        for (n, pixel) in self.rgb.chunks_exact_mut(3).enumerate() {
            let (x, y) = ((n % self.width) as f32, (n / self.width) as f32);
            let value = shade(x, y, f32::from(pixel[0])).clamp(0.0, 255.0) as u8;
            pixel.fill(value);
        }
        self
    }

    /// Blurred by a bell of this many pixels.
    fn blurred(mut self, sigma: f32) -> Self {
        let reach = (3.0 * sigma).ceil() as i64;
        let bell: Vec<f32> =
            (-reach..=reach).map(|n| (-(n * n) as f32 / (2.0 * sigma * sigma)).exp()).collect();
        let all: f32 = bell.iter().sum();
        for step in [3_i64, 3 * self.width as i64] {
            let old = self.rgb.clone();
            for (place, value) in self.rgb.iter_mut().enumerate() {
                let at = |n: usize| (place as i64 + (n as i64 - reach) * step).clamp(0, old.len() as i64 - 1);
                let sum: f32 = bell.iter().enumerate().map(|(n, w)| w * f32::from(old[at(n) as usize])).sum();
                *value = (sum / all) as u8;
            }
        }
        self
    }

    /// A round red stamp over the tables.
    fn stamped(mut self, dpi: f32, dice: &mut Dice) -> Self {
        let radius = 0.8 * dpi;
        let (x, y) =
            (dice.between(0.3, 0.7) * self.width as f32, dice.between(0.4, 0.8) * self.height as f32);
        for (n, pixel) in self.rgb.chunks_exact_mut(3).enumerate() {
            let (dx, dy) = ((n % self.width) as f32 - x, (n / self.width) as f32 - y);
            let away = dx.hypot(dy);
            let ring = away < radius && away > radius * 0.92;
            let star = away < radius * 0.35 && (dx / radius * 40.0).sin() > 0.0;
            if ring || star {
                // ink over ink
                pixel.copy_from_slice(&[(f32::from(pixel[0]) * 0.87) as u8, pixel[1] / 4, pixel[2] / 4]);
            }
        }
        self
    }
}
