//! Clients that are slow, rude or many; how the server ends.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::super::review::samples;
use super::super::web::{Server, encoded};

#[test]
fn every_answer_says_what_pages_may_do() {
    let server = Server::new();
    let pages = [
        "/",
        "/style.css",
        "/search?q=a",
        "/search.json?q=%22",
        "/nowhere",
        "/trend.svg",
        "/report/a/b",
        "/review.json",
    ];
    let mut heads: Vec<String> = pages.iter().map(|path| server.get(path).head).collect();
    heads.push(server.post("/", "").head);
    heads.push(server.send("GET / HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n").head);
    for head in heads {
        for line in [
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: same-origin",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
        ] {
            assert!(head.contains(line), "no {line} in {head}");
        }
        let policy = head.lines().find(|line| line.starts_with("content-security-policy")).expect("a policy");
        assert!(
            !policy.contains("unsafe") && !policy.contains('*') && policy.contains("frame-ancestors 'none'")
        );
    }
}

#[test]
fn nonsense_is_answered_and_tells_nothing_of_the_machine() {
    let server = Server::new();
    let machine = server.program.dir.path().to_str().expect("a path").to_owned();
    let paths = [
        "/search",
        "/search.json",
        "/trend",
        "/trend.json",
        "/trend.svg",
        "/compare",
        "/compare.json",
        "/review",
        "/review.json",
    ];
    let queries = [
        "q=%00",
        "q=%ff%fe",
        "q=%E5%B9",
        "q=%",
        "year=99999999999999999999",
        "year=-1",
        "page=18446744073709551615",
        "section=256",
        "kind=%00",
        "agency=%00%ff",
        "indicator=%27;DROP+TABLE",
        "q=((((((((",
        "q=%22",
        "q=%2A%2A",
        "a=b&&&&=",
        "%00",
        "year=%F0%9F%98%80",
        "to=0&year=65535&agency=%E6%BE%84",
        "agency=*",
        "agency=@",
        "other=%00&agency=x&year=1&to=2",
    ];
    for path in paths {
        for query in queries {
            let answer = server.get(&format!("{path}?{query}"));
            assert!(
                answer.code == 200 || (400..500).contains(&answer.code),
                "{path}?{query}: {}",
                answer.code
            );
            assert!(!answer.body.contains(&machine) && !answer.body.contains("panicked"), "{path}?{query}");
            if path.ends_with(".json") && answer.code != 200 {
                let told: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
                assert!(told["error"].is_string(), "{path}?{query}: {}", answer.body);
            }
        }
    }
    for path in [
        "/report/%00/2022",
        "/report/%ff/2022",
        "/report//",
        "/report/a/2022/b",
        "/original/%2e%2e%2f%2e%2e/2022",
        "//",
        "/%",
    ] {
        let answer = server.get(path);
        assert!((400..500).contains(&answer.code), "{path}: {}", answer.code);
    }
    for request in [
        "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_owned(),
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address),
        format!(
            "GET / HTTP/1.1\r\nHost: {0}\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            server.address
        ),
        format!(
            "GET / HTTP/1.1\r\nHost: {}\r\nX: {}\r\nConnection: close\r\n\r\n",
            server.address,
            "a".repeat(20_000)
        ),
        "rubbish\r\n\r\n".to_owned(),
    ] {
        let code = server.send(&request).code;
        assert!((400..500).contains(&code), "{code}: {}", &request[..60]);
    }
    // what the router itself refuses is a page, too, and only that
    let head = server.post("/search", "").head;
    assert_eq!(head.matches("content-type: ").count(), 1, "{head}");
    assert_eq!(server.get("/").code, 200);
}

#[test]
fn the_slow_are_cut_off_and_keep_nobody_waiting() {
    let server = Server::new();
    let begun = Instant::now();
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).expect("it listens");
            stream.write_all(b"GET / HTTP/1.1\r\nHost:").expect("it reads");
            stream
        })
        .collect();
    assert_eq!(server.get("/search").code, 200);
    assert!(begun.elapsed() < Duration::from_secs(10), "others wait for the slow");
    let mut first = slow.into_iter().next().expect("one");
    first.set_read_timeout(Some(Duration::from_secs(40))).expect("a timeout");
    let mut rest = Vec::new();
    let _ = first.read_to_end(&mut rest);
    assert!(begun.elapsed() < Duration::from_secs(35), "a head may take for ever");
}

#[test]
fn a_body_that_never_comes_is_not_waited_for() {
    let server = Server::with(samples(), &["--write"], &[]);
    let begun = Instant::now();
    let address = &server.address;
    let part = "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nbegun";
    let head = format!(
        "POST /add HTTP/1.1\r\nHost: {address}\r\nContent-Type: multipart/form-data; boundary=XX\r\n\
         Content-Length: 100000\r\nConnection: close\r\n{}\r\n{part}",
        server.origin()
    );
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    stream.write_all(head.as_bytes()).expect("it reads");
    // others are answered meanwhile
    assert_eq!(server.get("/").code, 200);
    let mut told = String::new();
    let _ = stream.read_to_string(&mut told);
    assert!(told.starts_with("HTTP/1.1 408") && told.contains("上传中断"), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(45), "{:?}", begun.elapsed());
    assert!(begun.elapsed() > Duration::from_secs(5), "it was not waited for: {:?}", begun.elapsed());
}

#[test]
fn many_ask_at_once() {
    let server = Server::new();
    let paths = [
        "/".to_owned(),
        format!("/search?q={}", encoded("公开")),
        format!("/report/{}/2022", encoded("澄岚市自然资源局")),
        "/review.json".to_owned(),
    ];
    std::thread::scope(|scope| {
        for n in 0..40 {
            let (server, path) = (&server, &paths[n % paths.len()]);
            scope.spawn(move || assert_eq!(server.get(path).code, 200, "{path}"));
        }
    });
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::new();
        // a connection that lies open does not hold it up for ever
        let _idle = TcpStream::connect(&server.address).expect("it listens");
        assert_eq!(server.get("/").code, 200);
        let id = server.child.id().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status().expect("kill");
        assert!(sent.success());
        let begun = Instant::now();
        let status = server.child.wait().expect("it ends");
        assert!(status.success(), "{signal}: {status}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{signal}");
    }
}
