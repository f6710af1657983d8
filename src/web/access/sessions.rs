//! Who is signed in: random tokens, of which only the hash is remembered.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// How long somebody stays signed in.
const LIFE: Duration = Duration::from_secs(12 * 60 * 60);

/// How long somebody stays signed in who does nothing.
const IDLE: Duration = Duration::from_secs(2 * 60 * 60);

/// Sessions remembered; the one that was used longest ago makes way.
const SESSIONS: usize = 256;

/// The hash of a secret: it cannot be turned back, nor be guessed by the time that a comparison takes.
pub(super) type Hash = [u8; 32];

/// The hash of a secret that is long and random.
pub(super) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret).into()
}

/// When somebody signed in, and was last there.
#[derive(Debug, Clone, Copy)]
struct Session {
    begun: Instant,
    seen: Instant,
}

impl Session {
    fn holds(&self, now: Instant) -> bool {
        now.duration_since(self.begun) < LIFE && now.duration_since(self.seen) < IDLE
    }
}

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    by_token: HashMap<Hash, Session>,
}

impl Sessions {
    /// Begins a session: its token.
    pub(super) fn begin(&mut self, now: Instant) -> Result<String, getrandom::Error> {
        let token = random_key()?;
        self.by_token.retain(|_, session| session.holds(now));
        if self.by_token.len() >= SESSIONS {
            let oldest = self.by_token.iter().min_by_key(|(_, session)| session.seen).map(|(key, _)| *key);
            oldest.map(|key| self.by_token.remove(&key));
        }
        self.by_token.insert(hash(&token), Session { begun: now, seen: now });
        Ok(token)
    }

    /// Whether a token is that of a session.
    pub(super) fn knows(&mut self, token: &str, now: Instant) -> bool {
        let session = self.by_token.get_mut(&hash(token)).filter(|session| session.holds(now));
        session.map(|session| session.seen = now).is_some()
    }

    /// Ends a session.
    pub(super) fn end(&mut self, token: &str) {
        self.by_token.remove(&hash(token));
    }
}

/// A key that nobody guesses: 256 random bits in hexadecimal.
pub(in crate::web) fn random_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end() {
        let (mut sessions, now) = (Sessions::default(), Instant::now());
        let token = sessions.begin(now).expect("random numbers");
        assert!(sessions.knows(&token, now + IDLE / 2) && !sessions.knows("another", now));
        assert!(!sessions.knows(&token, now + IDLE / 2 + IDLE), "nobody was there");
        let token = sessions.begin(now).expect("random numbers");
        let busy = (0..).map(|n| now + IDLE / 2 * n).take_while(|time| *time < now + LIFE);
        assert!(busy.into_iter().all(|time| sessions.knows(&token, time)));
        assert!(!sessions.knows(&token, now + LIFE), "however busy");
        let token = sessions.begin(now).expect("random numbers");
        sessions.end(&token);
        assert!(!sessions.knows(&token, now));
        (0..2 * SESSIONS).for_each(|_| drop(sessions.begin(now)));
        assert!(sessions.by_token.len() <= SESSIONS);
    }
}
