//! The names under which this server may be asked, and the origins from which forms may come.

use std::net::SocketAddr;

/// The names, with their ports.
#[derive(Debug)]
pub(in crate::web) struct Hosts {
    known: Vec<String>,
    /// Schemes that a browser may have spoken.
    schemes: &'static [&'static str],
}

impl Hosts {
    /// The names of an address, and others that a person allows.
    pub(in crate::web) fn new(address: SocketAddr, others: &[String], https: bool) -> Self {
        let port = address.port();
        let mut known = Vec::new();
        let mut local = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        if !address.ip().is_unspecified() {
            local.push(address.to_string().trim_end_matches(&format!(":{port}")).to_owned());
        }
        for name in &local {
            known.push(format!("{name}:{port}"));
            if port == 80 {
                known.push(name.clone());
            }
        }
        for name in others {
            let name = name.to_ascii_lowercase();
            known.push(format!("{name}:{port}"));
            // behind a proxy, or with a port of its own
            known.push(name);
        }
        Self { known, schemes: if https { &["https", "http"] } else { &["http"] } }
    }

    /// Whether a request may name this host.
    pub(in crate::web) fn know(&self, host: &str) -> bool {
        self.known.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Whether an origin is that of pages under this host.
    pub(in crate::web) fn is_origin(&self, origin: &str, host: &str) -> bool {
        self.schemes.iter().any(|scheme| origin.eq_ignore_ascii_case(&format!("{scheme}://{host}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_somebody_allowed_are_known() {
        let hosts = Hosts::new(([192, 168, 1, 5], 7010).into(), &["Archive.example".to_owned()], true);
        for host in ["localhost:7010", "192.168.1.5:7010", "archive.example", "ARCHIVE.example:7010"] {
            assert!(hosts.know(host), "{host}");
        }
        for host in
            ["localhost", "192.168.1.5", "archive.example:1", "evil.example", "archive.example.evil", ""]
        {
            assert!(!hosts.know(host), "{host}");
        }
        assert!(hosts.is_origin("https://archive.example", "archive.example"));
        for origin in ["https://evil.example", "null", "https://archive.example:99", ""] {
            assert!(!hosts.is_origin(origin, "archive.example"), "{origin}");
        }
    }
}
