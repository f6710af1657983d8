//! Who may come in: a password for people, a token for programs.

use super::super::review::samples;
use super::super::web::{Server, encoded};

const PASSWORD: &str = "correct horse 电池";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn locked(arguments: &[&str]) -> Server {
    Server::with(samples(), arguments, &[("NIANBAO_PASSWORD", PASSWORD), ("NIANBAO_TOKEN", TOKEN)])
}

fn cookie(server: &Server) -> String {
    let answer = server.post("/login", &format!("password={}&then=%2Freview", encoded(PASSWORD)));
    assert_eq!(answer.location(), "/review");
    let set = answer.line("set-cookie");
    for word in ["; httponly", "; samesite=strict", "; path=/"] {
        assert!(set.contains(word), "{set}");
    }
    set.split(';').next().expect("a cookie").to_owned()
}

#[test]
fn nothing_is_shown_before_the_password() {
    let server = locked(&["--write"]);
    let answer = server.get("/search?q=%E5%B9%B4&year=2022");
    assert_eq!(answer.location(), "/login?then=%2fsearch%3fq%3d%25e5%25b9%25b4%26year%3d2022");
    for path in [
        "/",
        "/review",
        "/nowhere",
        "/original/a/2022",
        "/add",
        "/rebuild",
        "/trend.csv",
        "/LOGIN",
        "/login/",
    ] {
        let answer = server.get(path);
        assert!(answer.location().starts_with("/login?then="), "{path}");
        assert!(answer.body.is_empty());
    }
    for path in ["/search.json?q=a", "/review.json", "/rebuild.json", "/rebuild/events"] {
        let answer = server.get(path);
        assert_eq!(answer.code, 401, "{path}");
        assert_eq!(answer.line("www-authenticate"), "bearer");
    }
    assert_eq!(server.post("/waive", "agency=a&year=2022&which=D39&who=a&why=b").code, 401);
    let login = server.get("/login?then=%22%3E%3Cscript%3E");
    assert!(
        login.code == 200 && login.body.contains("type=\"password\"") && !login.body.contains("<script>")
    );
    assert_eq!(server.get("/style.css").code, 200);

    let cookie = cookie(&server);
    let inside = server.get_as("/", &format!("Cookie: theme=dark; {cookie}\r\n"));
    assert!(inside.code == 200 && inside.body.contains("action=\"/logout\""));
    for wrong in
        ["nianbao=", "nianbao=0", "nianbao2=1", &cookie.replace('=', ""), &cookie[..cookie.len() - 1]]
    {
        assert_eq!(server.get_as("/", &format!("Cookie: {wrong}\r\n")).code, 303, "{wrong}");
    }
    let form = "application/x-www-form-urlencoded";
    let more = format!("{}Cookie: {cookie}\r\n", server.origin());
    let left = server.post_as("/logout", form, &more, b"");
    assert!(left.location() == "/login" && left.line("set-cookie").contains("max-age=0"));
    assert_eq!(server.get_as("/", &format!("Cookie: {cookie}\r\n")).code, 303, "the session has ended");
}

#[test]
fn guessing_is_slowed_down() {
    let server = locked(&[]);
    let cookie = cookie(&server);
    let guess = || server.post("/login", "password=wrong").code;
    assert_eq!([(); 5].map(|()| guess()), [403; 5]);
    let answer = server.post("/login", &format!("password={}", encoded(PASSWORD)));
    assert_eq!(answer.code, 429, "even the right one has to wait");
    assert!(answer.line("retry-after").parse::<u32>().expect("seconds") > 0);
    assert_eq!(server.get_as("/review.json", "Authorization: Bearer wrong\r\n").code, 429);
    // those who are in stay in
    assert_eq!(server.get_as("/", &format!("Cookie: {cookie}\r\n")).code, 200);
    assert_eq!(server.get_as("/review.json", &format!("Authorization: Bearer {TOKEN}\r\n")).code, 200);
}

#[test]
fn programs_come_in_with_a_token() {
    let server = locked(&["--write"]);
    let with =
        |token: &str| server.get_as("/review.json", &format!("Authorization: Bearer {token}\r\n")).code;
    assert_eq!((with(TOKEN), with(&TOKEN[1..]), with("")), (200, 401, 401));
    let form = format!("agency={}&year=2022&which=D39&who=a&why=b", encoded("澄岚市自然资源局"));
    let kind = "application/x-www-form-urlencoded";
    let more = format!("Authorization: Bearer {TOKEN}\r\n");
    assert_eq!(server.post_as("/waive", kind, &more, form.as_bytes()).code, 303, "it needs no page");
}

#[test]
fn the_cookie_stays_on_https_where_there_is_https() {
    let server = locked(&["--https", "--host", "archive.example"]);
    let body = format!("password={}", encoded(PASSWORD));
    let request = format!(
        "POST /login HTTP/1.1\r\nHost: archive.example\r\nOrigin: https://archive.example\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let answer = server.send(request);
    assert!(answer.line("set-cookie").contains("; secure"), "{}", answer.head);
}

#[test]
fn other_machines_need_a_password() {
    let program = samples();
    let refused = program.run(&["serve", "--listen", "0.0.0.0", "--port", "0"]).ends(2);
    assert!(refused.err().contains("needs a password"), "{}", refused.err());
    let short = program
        .command(&["serve", "--port", "0"])
        .env("NIANBAO_PASSWORD", "short")
        .output()
        .expect("it starts");
    assert_eq!(short.status.code(), Some(2));
    let token =
        program.command(&["serve", "--port", "0"]).env("NIANBAO_TOKEN", TOKEN).output().expect("it starts");
    assert_eq!(token.status.code(), Some(2), "a token without a password");
    program.write("password", format!("{PASSWORD}\n"));
    let mut server = Server::with(program, &["--listen", "0.0.0.0", "--password-file", "password"], &[]);
    let port = server.address.rsplit(':').next().expect("a port").to_owned();
    server.address = format!("127.0.0.1:{port}");
    cookie(&server);
    let elsewhere = format!("GET / HTTP/1.1\r\nHost: 0.0.0.0:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.send(elsewhere).code, 421);
}
