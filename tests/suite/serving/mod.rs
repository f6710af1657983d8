//! The server as those meet it who write, who come from elsewhere, and who mean harm.

mod api;
mod authentication;
mod mcp;
mod robust;
mod writing;

use super::web::{Answer, Server};

impl Server {
    /// Sends a body as a page of this server would, with more lines in the head.
    fn post_as(&self, path: &str, kind: &str, more: &str, body: &[u8]) -> Answer {
        let address = &self.address;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Connection: close\r\n{more}\r\n",
            body.len()
        );
        self.send([head.as_bytes(), body].concat())
    }

    /// Sends a form of a page of this server.
    pub(crate) fn post(&self, path: &str, form: &str) -> Answer {
        self.post_as(path, "application/x-www-form-urlencoded", &self.origin(), form.as_bytes())
    }

    /// What a browser adds to a form of this server.
    fn origin(&self) -> String {
        format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", self.address)
    }

    fn get_as(&self, path: &str, more: &str) -> Answer {
        let address = &self.address;
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{more}\r\n"))
    }
}

impl Answer {
    /// A line of the head.
    fn line(&self, name: &str) -> &str {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .unwrap_or_else(|| panic!("no {name} in {}", self.head))
    }

    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.code, 303, "{}\n{}", self.head, self.body);
        self.line("location")
    }
}
