//! The pages as a browser asks for them: what they show, who may ask, what they may do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::cli::Program;
use super::review::samples;

/// The program, serving the samples.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: String,
    pub(crate) program: Program,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back; the head in small letters.
pub(crate) struct Answer {
    pub(crate) code: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::of(samples())
    }

    pub(crate) fn of(program: Program) -> Self {
        Self::with(program, &[], &[])
    }

    /// With more arguments and variables of the environment.
    pub(crate) fn with(program: Program, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::started(program, &[&["serve", "--port", "0", "--json"], arguments].concat(), variables)
    }

    /// A command that serves and says where.
    pub(crate) fn started(program: Program, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = program
            .command(arguments)
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped"))
            .read_line(&mut line)
            .expect("it says where");
        let told: Value = serde_json::from_str(&line).expect("JSON");
        let url = told["url"].as_str().expect("an address");
        let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self { child, address, program }
    }

    pub(crate) fn send(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout can be set");
        stream.write_all(request.as_ref()).expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a code");
        Answer { code, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn every_page_shows_what_the_archive_says() {
    let server = Server::new();
    let office = encoded("澄岚市自然资源局");
    let town = encoded("鹿栖镇");
    for (path, words) in [
        ("/".to_owned(), &["澄岚市鹿栖镇人民政府", "<dd>28</dd>"][..]),
        (
            format!("/search?q={}", encoded("短视频")),
            &["<mark>短视频</mark>", "各年年报中提到的比例", "另一|见于"],
        ),
        (
            format!("/report/{office}/2022"),
            &[
                "class=\"figure error\" id=\"c-requests.granted-total\"",
                ">36</a>",
                "D39",
                "存在的主要问题",
                "下载 DOCX",
            ],
        ),
        (
            format!("/report/{office}/2024"),
            &["id=\"revisions\"", "<del>513</del>", "<ins>531</ins>", "?revision=1", "rel=\"prev\""],
        ),
        (format!("/report/{office}/2024?revision=1"), &["已被后来的版本取代", ">513</a>"]),
        ("/offices?q=%E9%B9%BF%E6%A0%96".to_owned(), &["澄岚市鹿栖镇人民政府"]),
        (format!("/review/{office}/2022"), &["D39", "比对", "正例", "下载函（DOCX）", "待审"]),
        (
            format!("/letter/{office}/2022"),
            &["审核意见的函", "须更正的问题", "下载 DOCX", "class=\"right error\">36<"],
        ),
        (format!("/search?q={}&by=report", encoded("短视频")), &["按年报", "共 ", "aria-current"]),
        (format!("/search?q={}", encoded("没有这样的词啊")), &["没有找到"]),
        (
            format!("/trend?indicator=derived.disclosure_rate&agency={office}"),
            &["<svg", ">69.35 <", "新格式"],
        ),
        (format!("/compare?agency={office}&year=2022&to=2023"), &["<del>", "<ins>", "−22.22"]),
        (format!("/compare?agency={town}&year=2021&other={office}"), &["项数字不同"]),
        ("/review?year=2022".to_owned(), &["可以通过", "缺报|有错误", "规则版本"]),
    ] {
        let answer = server.get(&path);
        assert_eq!(answer.code, 200, "{path}: {}", answer.body);
        for word in words {
            let there = word.split('|').any(|word| answer.body.contains(word));
            assert!(there, "{path} does not show {word}");
        }
        let scripts = answer.body.matches("<script").count();
        assert!(
            scripts == 1 && answer.body.contains("<script src=\"/script.js\" defer></script>"),
            "{path} has a script of its own"
        );
        assert!(
            !answer.body.contains(" style=\"") && !answer.body.contains(" onclick"),
            "{path} has style inside"
        );
        let doubled = answer.body.split('<').find(|tag| tag.matches(" class=\"").count() > 1);
        assert!(doubled.is_none(), "{path}: a second class counts for nothing: {doubled:?}");
        assert!(
            !answer.body.replace("http://www.w3.org", "").contains("http"),
            "{path} loads from elsewhere"
        );
    }
    assert_eq!(server.get("/nowhere").code, 404);
    assert_eq!(server.get(&format!("/report/{office}/1999")).code, 404);
    assert_eq!(server.get(&format!("/report/{office}/soon")).code, 404);
    assert_eq!(server.get("/search?q=%22").code, 400);
    assert_eq!(server.get("/trend?indicator=nonsense").code, 404);
}

#[test]
fn pages_are_json_too() {
    let server = Server::new();
    let json = |path: &str| -> Value {
        let answer = server.get(path);
        assert!(answer.head.contains("content-type: application/json"), "{}", answer.head);
        serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let found = json(&format!("/search.json?q={}", encoded("短视频")));
    let asked = server.program.run(&["search", "短视频", "--json"]).json();
    assert_eq!(found["total_passages"], asked["total_passages"]);
    let report = json(&format!("/report/{}/2022.json", encoded("澄岚市自然资源局")));
    assert_eq!(report["figures"].as_array().map(Vec::len), Some(200));
    assert_eq!(report["findings"][0]["rule"], "D39");
    assert_eq!(json("/trend.json?indicator=requests.received")["columns"][2], "value");
    assert_eq!(json("/review.json?year=2022")["reports"], 4);
    assert_eq!(json("/review.json?year=2022")["offices"][0]["filed"], false, "what is missing comes first");
    assert_eq!(json("/index.json")["reports"].as_array().map(Vec::len), Some(28));
    let one = json(&format!("/review/{}/2022.json", encoded("澄岚市自然资源局")));
    assert_eq!((&one["findings"][0]["rule"], &one["errors"]), (&Value::from("D39"), &Value::from(1)));
    let letter = server.get(&format!("/letter/{}/2022.md", encoded("澄岚市自然资源局")));
    assert!(
        letter.head.contains("attachment") && letter.body.contains("应为30（现为36）"),
        "{}",
        letter.body
    );
    let csv = server.get("/trend.csv?indicator=requests.received");
    assert!(csv.head.contains("text/csv") && csv.body.lines().count() > 20);
    assert!(server.get("/trend.svg").body.contains("<svg"));
    assert!(server.get("/trend.png?by=stack").head.contains("image/png"));
    assert!(server.get("/trend?by=stack").body.contains("叠柱图"));
    assert!(server.get("/trend.xlsx").body.starts_with("PK"));
    let original = server.get(&format!("/original/{}/2022", encoded("澄岚市人民政府")));
    assert!(
        original.head.contains("attachment; filename*=utf-8''") && original.head.contains("octet-stream")
    );
}

#[test]
fn mistakes_are_named_as_what_they_are() {
    let server = Server::new();
    for (words, why) in [
        ("公开 -", "减号后面要紧跟一个词"),
        ("公开 －", "减号后面要紧跟一个词"),
        ("公开|", "这里缺一个词"),
        ("|公开", "这里没有可检索的字"),
        ("“公开", "这个引号没有配对"),
        ("-公开", "全是要排除的词"),
        ("", "没有可检索的词"),
        (&"词 ".repeat(100), "检索词超过 64 个"),
    ] {
        let json = server.get(&format!("/search.json?q={}", encoded(words)));
        assert_eq!(json.code, 400, "{words}");
        let error: Value = serde_json::from_str(&json.body).expect("JSON");
        let said = error["error"].as_str().expect("a sentence");
        assert!(said.contains(why), "{words}: {said}");
        if !words.is_empty() {
            let page = server.get(&format!("/search?q={}", encoded(words)));
            assert!(page.code == 400 && page.body.contains(why), "{words}: {}", page.body);
        }
    }
    let office = server.get(&format!("/report/{}/2022.json", encoded("自然资源所")));
    assert!(office.code == 404 && office.body.contains("没有名为“自然资源所”的机关"), "{}", office.body);
    let figure = server.get(&format!("/trend.json?indicator={}", encoded("没有这项")));
    assert!(figure.code == 404 && figure.body.contains("没有指标“没有这项”"), "{}", figure.body);
}

#[test]
fn only_this_machine_can_ask_and_only_to_read() {
    let server = Server::new();
    let with_host =
        |host: &str| server.send(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).code;
    let port = server.address.rsplit(':').next().expect("a port");
    assert_eq!(with_host(&format!("localhost:{port}")), 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "127.0.0.1:1", ""] {
        assert_eq!(with_host(host), 421, "{host}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request = format!(
            "{method} / HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            server.address
        );
        assert_eq!(server.send(request).code, 405, "{method}");
    }
    for path in
        ["/../archive.sqlite", "/%2e%2e/archive.sqlite", "/original/..%2f..%2fetc/2022", "/report/..%2f/2022"]
    {
        let answer = server.get(path);
        assert!(answer.code >= 400 && !answer.body.contains("SQLite"), "{path}: {}", answer.code);
    }
    let head = server.get("/").head;
    for header in [
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: same-origin",
    ] {
        assert!(head.contains(header), "no {header} in {head}");
    }
}

#[test]
fn several_applicants_have_lines_and_rows_of_their_own() {
    let server = Server::new();
    let office = encoded("澄岚市自然资源局");
    let asked =
        format!("indicator=requests.received&agency={office}&applicant=natural_person&applicant=business");
    let page = server.get(&format!("/trend?{asked}")).body;
    let (picture, rows) = page.split_once("</svg>").expect("a picture and a table");
    for applicant in ["自然人", "商业企业"] {
        assert!(picture.contains(&format!("澄岚市自然资源局·{applicant}")), "{applicant} is not drawn");
        assert!(rows.contains(&format!("<td>{applicant}</td>")), "{applicant} has no rows");
    }
    let table: Value = serde_json::from_str(&server.get(&format!("/trend.json?{asked}")).body).expect("JSON");
    let applicants = table["rows"].as_array().expect("rows").iter().map(|row| row[5].as_str());
    let applicants: std::collections::BTreeSet<_> = applicants.collect();
    assert_eq!(applicants, [Some("natural_person"), Some("business")].into());
}

#[test]
fn a_correction_is_told_beside_its_cell() {
    let program = samples();
    let told = ["correct", "澄岚市自然资源局", "2023", "requests.granted", "77", "--why", "原件为77"];
    program.run(&told).ends(0);
    let server = Server::of(program);
    let office = encoded("澄岚市自然资源局");
    let page = server.get(&format!("/report/{office}/2023")).body;
    let (_, cell) = page.split_once("id=\"c-requests.granted-total\"").expect("the cell");
    let cell = &cell[..cell.find("</td>").expect("its end")];
    assert!(cell.contains(">77</a>") && cell.contains(">注</a>"), "{cell}");
    assert!(page.contains("人工更正") && page.contains("原件为77"), "the reason is not told");
    let trend = server.get(&format!("/trend?indicator=requests.granted&agency={office}")).body;
    assert!(trend.contains(">77 <") && trend.contains("人工更正"), "the trend does not tell it");
}

#[test]
fn what_another_program_changes_is_seen_at_once() {
    let server = Server::new();
    let sample =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive/2023/澄岚市自然资源局.md");
    let text = std::fs::read_to_string(sample).expect("the sample is here");
    server.program.write("new.md", text.replace("澄岚市自然资源局", "青岩市测试局"));
    let path = format!("/report/{}/2023", encoded("青岩市测试局"));
    let remove = ["remove", "青岩市测试局", "2023", "--yes"];
    for _ in 0..2 {
        assert_eq!((server.get(&path).code, server.get(&path).code), (404, 404));
        server.program.run(&["add", "--quiet", "new.md"]).ends(0);
        assert_eq!((server.get(&path).code, server.get(&path).code), (200, 200));
        // by now the times of the files are old enough to be trusted
        std::thread::sleep(Duration::from_secs(4));
        assert_eq!((server.get(&path).code, server.get(&path).code), (200, 200));
        server.program.run(&remove).ends(0);
    }
    assert_eq!(server.get(&path).code, 404);
}

#[test]
fn what_a_report_says_is_only_text() {
    let program = samples();
    let hostile = "# 青岩市<img src=x onerror=alert(1)>局2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n\
        <script>alert(2)</script>全年公开政府信息，依申请公开规范，<b>加粗</b>。政府信息公开工作扎实推进，政府网站平台建设有力，监督保障到位。\n\n\
        ## 五、存在的主要问题及改进情况\n\n问题一。改进一。\n";
    program.write("hostile.md", hostile);
    program.run(&["add", "hostile.md", "--agency", "<script>局", "--year", "2023"]).ends(0);
    let server = Server::of(program);
    let page = server.get(&format!("/report/{}/2023", encoded("<script>局")));
    assert_eq!(page.code, 200, "{}", page.body);
    let found = server.get(&format!("/search?q={}", encoded("<script>")));
    for body in [page.body, server.get("/").body, found.body] {
        assert!(!body.contains("<script>") && !body.contains("<img src=x"), "{body}");
    }
}
