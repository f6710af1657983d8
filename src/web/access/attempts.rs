//! Attempts to sign in, counted: by address and together, in bounded memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// How long a failure counts.
const LENGTH: Duration = Duration::from_secs(5 * 60);

/// Attempts from one address within that time.
const OF_ONE: u32 = 5;

/// Attempts from all addresses within that time.
const OF_ALL: u32 = 100;

/// Addresses remembered.
const ADDRESSES: usize = 1024;

/// How many attempts were made since a point in time.
#[derive(Debug, Clone, Copy)]
struct Window {
    since: Instant,
    attempts: u32,
}

/// The attempts that were not known to be right.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    of_one: HashMap<IpAddr, Window>,
    of_all: Option<Window>,
}

impl Attempts {
    /// Counts an attempt as failed until it is known better; `false` where there were too many.
    pub(super) fn attempt(&mut self, who: IpAddr, now: Instant) -> bool {
        let fresh = |count: &Window| now.duration_since(count.since) < LENGTH;
        let start = Window { since: now, attempts: 0 };
        let who = network(who);
        if self.of_one.len() >= ADDRESSES && !self.of_one.contains_key(&who) {
            self.of_one.retain(|_, count| fresh(count));
            if self.of_one.len() >= ADDRESSES {
                // so many addresses are one attacker
                return false;
            }
        }
        let all = self.of_all.filter(fresh).unwrap_or(start);
        let one = self.of_one.get(&who).copied().filter(fresh).unwrap_or(start);
        if all.attempts >= OF_ALL || one.attempts >= OF_ONE {
            return false;
        }
        self.of_all = Some(Window { attempts: all.attempts + 1, ..all });
        self.of_one.insert(who, Window { attempts: one.attempts + 1, ..one });
        true
    }

    /// The attempt was right after all.
    pub(super) fn forgive(&mut self, who: IpAddr) {
        if let (Some(one), Some(all)) = (self.of_one.remove(&network(who)), &mut self.of_all) {
            all.attempts = all.attempts.saturating_sub(one.attempts);
        }
    }

    /// Seconds after which the next attempt makes sense.
    pub(super) const fn patience() -> u64 {
        LENGTH.as_secs()
    }
}

/// The network that one person has: an address of version 4, or half of one of version 6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_ends_soon_and_begins_anew_later() {
        let (mut attempts, now) = (Attempts::default(), Instant::now());
        let one = IpAddr::from([10, 0, 0, 1]);
        for _ in 0..OF_ONE {
            assert!(attempts.attempt(one, now));
        }
        assert!(!attempts.attempt(one, now));
        assert!(attempts.attempt(IpAddr::from([10, 0, 0, 2]), now), "another address may try");
        assert!(attempts.attempt(one, now + LENGTH), "after a while");
        attempts.forgive(one);
        let tried = (0..=255).filter(|n| attempts.attempt(IpAddr::from([10, 0, 1, *n]), now)).count();
        assert!(tried <= OF_ALL as usize, "{tried} addresses together");
    }

    #[test]
    fn many_addresses_are_not_remembered_for_ever() {
        let (mut attempts, now) = (Attempts::default(), Instant::now());
        for n in 0..5000_u32 {
            attempts.attempt(IpAddr::from((n | 0x0a00_0000).to_be_bytes()), now);
        }
        assert!(attempts.of_one.len() <= ADDRESSES);
    }
}
