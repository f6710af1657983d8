//! Changing the archive from a browser.

use std::io::Write;

use serde_json::Value;

use super::super::cli::Program;
use super::super::review::samples;
use super::super::web::{Answer, Server, encoded};

const OFFICE: &str = "澄岚市自然资源局";

const REPORT: &str = "# 青岩市教育局2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n\
    2023年，本局认真贯彻《中华人民共和国政府信息公开条例》，围绕教育领域群众关切，扎实推进政府信息公开工作。\
    全年主动公开各类政府信息三百余条，依申请公开办理规范，政府信息管理、公开平台建设和监督保障工作有序开展。\n\n\
    ## 五、存在的主要问题及改进情况\n\n一是部分栏目更新不够及时。二是政策解读形式单一。下一步将完善栏目更新机制，\
    丰富解读形式，加强业务培训，进一步提高公开质量。\n\n## 六、其他需要报告的事项\n\n本年度没有收取信息处理费。\n";

fn writing() -> Server {
    Server::with(samples(), &["--write"], &[])
}

/// Files as a browser uploads them.
fn upload(server: &Server, files: &[(&str, &[u8])], more: &[(&str, &str)]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in more {
        let part = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--XX--\r\n");
    server.post_as("/add", "multipart/form-data; boundary=XX", &server.origin(), &body)
}

/// The state of a batch, when it no longer moves.
fn settled(server: &Server, place: &str) -> Value {
    for _ in 0..100 {
        let answer = server.get(&format!("{place}.json"));
        let state: Value = serde_json::from_str(&answer.body).expect("JSON");
        if !["reading", "keeping", "rebuilding"].contains(&state["stage"].as_str().expect("a stage")) {
            return state;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    panic!("{place} never ends");
}

#[test]
fn without_leave_nothing_can_be_written_and_no_page_offers_it() {
    let server = Server::new();
    for path in [
        "/waive",
        "/unwaive",
        "/add",
        "/add/0/keep",
        "/add/0/discard",
        "/rebuild",
        "/undo",
        "/redo",
        "/login",
        "/logout",
        "/follow-up",
    ] {
        assert_eq!(server.post(path, "a=b").code, 405, "{path}");
    }
    for path in
        ["/add", "/add/0", "/add/0.json", "/add/0/events", "/rebuild", "/rebuild.json", "/history", "/login"]
    {
        assert_eq!(server.get(path).code, 404, "{path}");
    }
    for path in ["/", &format!("/report/{}/2022", encoded(OFFICE)), "/review?year=2022"] {
        let page = server.get(path).body;
        assert!(!page.contains("method=\"post\"") && !page.contains("href=\"/add\""), "{path}");
    }
}

/// Opened without an archive: a draft is dropped and shown with what is wrong in it, and nothing is archived.
#[test]
fn a_draft_is_checked_in_the_browser_and_not_archived() {
    let server = Server::started(Program::new(), &["open", "--no-browser", "--json"], &[]);
    let first = server.get("/").body;
    assert!(first.contains("年报体检") && first.contains("action=\"/add\""), "{first}");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive/2022/澄岚市自然资源局.docx");
    let draft = std::fs::read(sample).expect("the sample is there");
    let place = upload(&server, &[("草稿.docx", &draft)], &[]).location().to_owned();
    assert_eq!(settled(&server, &place)["stage"], "read");
    let page = server.get(&place).body;
    assert!(page.contains("figure error") && page.contains("D39"), "no cell is marked");
    assert!(page.contains("还没有存入档案") && !page.contains("action=\"/waive\""));
    assert!(!server.get(&place).body.contains("看全文和标出的问题"));
    assert_eq!(server.program.run(&["list", "--json"]).ends(0).json()["reports"], serde_json::json!([]));
    // of several files each has a page of its own, and one that is no report has none
    let two = [("草稿.docx", draft.as_slice()), ("乱.docx", b"PK"), ("草稿.md", REPORT.as_bytes())];
    let place = upload(&server, &two, &[]).location().to_owned();
    settled(&server, &place);
    assert!(server.get(&place).body.contains(&format!("{place}/report/0")));
    assert!(server.get(&format!("{place}/report/0")).body.contains("figure error"));
    assert_eq!(server.get(&format!("{place}/report/1")).code, 404);
    assert_eq!(server.get(&format!("{place}/report/2")).code, 200);
    assert_eq!(server.get(&format!("{place}/report/9")).code, 404);
}

#[test]
fn the_last_act_is_undone_and_done_again() {
    let server = writing();
    let form = format!(
        "agency={}&year=2022&which=D39&who={}&why={}&then=",
        encoded(OFFICE),
        encoded("张三"),
        encoded("已核")
    );
    server.post("/waive", &form).location();
    let errors = || server.program.run(&["check", "--agency", OFFICE, "--json"]).json()["errors"].as_u64();
    let waived = errors().expect("a number");
    let next = |standing: &str| {
        let answer = server.get("/history.json").body;
        let events: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        let events = events["events"].clone();
        let events = events.as_array().expect("a list").clone();
        let next = events.iter().find(|done| done["standing"] == standing);
        next.map(|done| (done["act"].as_i64().expect("a number"), done["what"].as_str().map(str::to_owned)))
    };
    let (act, what) = next("next_undo").expect("something was done");
    assert_eq!(what.as_deref(), Some("waive"));
    let page = server.get("/history").body;
    assert!(page.contains("action=\"/undo\"") && page.contains("豁免") && !page.contains("action=\"/redo\""));
    // what was not the last act when the page was made is left alone
    assert_eq!(server.post("/undo", &format!("act={}", act - 1)).code, 409);
    assert_eq!(server.post("/redo", &format!("act={act}")).code, 409);
    assert_eq!(errors(), Some(waived));
    assert_eq!(server.post("/undo", &format!("act={act}")).location(), "/history");
    assert_eq!(errors(), Some(waived + 1));
    assert_eq!(server.post("/undo", &format!("act={act}")).code, 409, "sent twice");
    assert_eq!(next("next_redo"), Some((act, what)));
    assert!(server.get("/history").body.contains("action=\"/redo\""));
    assert_eq!(server.post("/redo", &format!("act={act}")).location(), "/history");
    assert_eq!(errors(), Some(waived));
}

#[test]
fn a_finding_is_waived_with_a_reason_and_counts_again() {
    let server = writing();
    let report = format!("/report/{}/2022", encoded(OFFICE));
    let page = server.get(&report).body;
    assert!(page.contains("action=\"/waive\""), "there is no form");
    let errors = || server.program.run(&["check", "--agency", OFFICE, "--json"]).json()["errors"].as_u64();
    let before = errors().expect("a number");
    let form = |who: &str, why: &str| {
        let (who, why) = (encoded(who), encoded(why));
        format!("agency={}&year=2022&which=D39&who={who}&why={why}&then=", encoded(OFFICE))
    };
    for (who, why) in [("", "已核实"), ("张三", "  "), ("张三", &"长".repeat(3000))] {
        assert_eq!(server.post("/waive", &form(who, why)).code, 400, "{who}");
    }
    assert_eq!(errors(), Some(before));
    let done = server.post("/waive", &form("张三", "<b>已核实</b>"));
    assert_eq!(done.location(), report.to_lowercase());
    assert_eq!(errors(), Some(before - 1));
    let page = server.get(&report).body;
    assert!(page.contains("张三") && page.contains("&lt;b&gt;已核实") && !page.contains("<b>已"), "{page}");
    assert!(page.contains("action=\"/unwaive\""));
    server.post("/unwaive", &form("", "")).location();
    assert_eq!(errors(), Some(before));
    let history = server.program.run(&["history"]);
    assert!(history.out().contains("waive") && history.out().contains("张三"), "{}", history.out());
    // where a form leads is on this site
    for (then, to) in [
        ("/review?year=2022", "/review?year=2022"),
        ("//evil.example", ""),
        ("/%5Cevil", ""),
        ("http://evil", ""),
    ] {
        let form = format!("{}{then}", form("张三", "再次"));
        let answer = server.post("/waive", &form);
        let to = if to.is_empty() { report.to_lowercase() } else { to.to_owned() };
        assert_eq!(answer.location(), to, "{then}");
    }
    assert_eq!(server.post("/waive", &form("张三", "x").replace("D39", "A1")).code, 404);
}

#[test]
fn files_are_looked_at_before_they_are_kept() {
    let server = writing();
    let (_, revised) = find_sample(&server, OFFICE, 2022);
    let (_, text) = find_sample(&server, OFFICE, 2021);
    let corrected = String::from_utf8(text).expect("a text").replacen('。', "。另行补充说明一次。", 1);
    let files: [(&str, &[u8]); 5] = [
        ("年报.md", REPORT.as_bytes()),
        // other bytes of the same text
        ("副本.docx", &[revised.as_slice(), "\n\n".as_bytes()].concat()),
        ("../../x.md", b"nothing of a report"),
        ("same.txt", &revised),
        ("改.txt", corrected.as_bytes()),
    ];
    let place = upload(&server, &files, &[]).location().to_owned();
    let seen = settled(&server, &place);
    assert_eq!(seen["stage"], "read");
    let outcomes: Vec<&str> = seen["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["outcome"].as_str().expect("text"))
        .collect();
    assert_eq!(outcomes, ["archived", "copied", "refused", "already_archived", "revised"], "{seen}");
    assert_eq!(seen["files"][0]["agency"], "青岩市教育局");
    assert_eq!((&seen["files"][1]["revision"], &seen["files"][1]["files"]), (&1.into(), &2.into()));
    assert_eq!(seen["files"][4]["replaces"]["revision"], 1);
    assert_eq!(seen["files"][2]["file"], "x.md");
    let count =
        || server.program.run(&["list", "--json"]).json()["reports"].as_array().expect("reports").len();
    let before = count();
    let page = server.get(&place).body;
    for words in [
        "青岩市教育局",
        "将新存入",
        "另一份文件",
        "将成为新版本",
        "不能存入",
        "档案中已有",
        "存入所选",
        "全部放弃",
    ] {
        assert!(page.contains(words), "no {words}");
    }
    let machine = server.program.dir.path().to_str().expect("a path").to_owned();
    let told = server.get(&format!("{place}/events"));
    assert!(told.head.contains("text/event-stream") && told.body.contains("event: stage"), "{}", told.body);
    for text in [&page, &told.body, &seen.to_string()] {
        assert!(!text.contains(&machine) && !text.contains("nianbao-") && !text.contains("/tmp"), "{text}");
    }
    assert_eq!(server.post(&format!("{place}/keep"), "").code, 400, "nothing ticked");
    assert_eq!(server.post(&format!("{place}/keep"), "keep=0&keep=1&keep=4").location(), place);
    let kept = settled(&server, &place);
    assert_eq!(kept["stage"], "kept", "{kept}");
    let summary = ["archived", "copied", "revised"].map(|what| kept["summary"][what].clone());
    assert_eq!(summary, [1, 1, 1].map(serde_json::Value::from));
    assert_eq!(kept["files"][0]["file"], "年报.md");
    assert_eq!(count(), before + 1);
    assert!(server.get(&place).body.contains("已新存入"));
    server.post(&format!("{place}/keep"), "keep=0").location();
    assert_eq!(settled(&server, &place), kept, "sent twice, it is done once");
    assert_eq!(server.get(&format!("/report/{}/2023", encoded("青岩市教育局"))).code, 200);
}

#[test]
fn what_is_discarded_is_gone() {
    let server = writing();
    let place = upload(&server, &[("a.md", REPORT.as_bytes())], &[]).location().to_owned();
    settled(&server, &place);
    assert_eq!(server.post(&format!("{place}/discard"), "").location(), "/add");
    for answer in [server.get(&place), server.post(&format!("{place}/keep"), "keep=0")] {
        assert_eq!(answer.code, 404);
    }
    assert_eq!(server.program.run(&["list", "--agency", "青岩市教育局", "--json"]).code(), 1);
}

#[test]
fn office_and_year_can_be_given_with_the_files() {
    let server = writing();
    let given = [("agency", "青岩市<教育>局"), ("year", "2021")];
    let place = upload(&server, &[("a.md", REPORT.as_bytes())], &given).location().to_owned();
    let seen = settled(&server, &place);
    assert_eq!((&seen["files"][0]["agency"], &seen["files"][0]["year"]), (&given[0].1.into(), &2021.into()));
    assert!(!server.get(&place).body.contains("<教育>"));
    assert_eq!(upload(&server, &[("a.md", REPORT.as_bytes())], &[("year", "soon")]).code, 400);
    assert_eq!(upload(&server, &[], &[]).code, 400);
    let no_form = server.post_as("/add", "text/plain", &server.origin(), b"x");
    assert_eq!(no_form.code, 400);
    assert_eq!(no_form.line("content-type"), "text/html; charset=utf-8");
    assert_eq!(no_form.head.matches("content-type: ").count(), 1, "{}", no_form.head);
}

#[test]
fn two_who_write_take_turns() {
    let server = writing();
    let codes: Vec<u16> = std::thread::scope(|scope| {
        let one = |n: usize| {
            let server = &server;
            scope.spawn(move || {
                let (rule, year) = [("D39", 2022), ("G72", 2020)][n % 2];
                let form = format!("agency={}&year={year}&which={rule}&who=a{n}&why=b", encoded(OFFICE));
                server.post("/waive", &form).code
            })
        };
        let all: Vec<_> = (0..8).map(one).collect();
        all.into_iter().map(|one| one.join().expect("it answers")).collect()
    });
    assert_eq!(codes, [303; 8]);
    let reviewed = server.program.run(&["check", "--agency", OFFICE, "--json"]).json();
    assert_eq!(reviewed["waived"], 2);
}

#[test]
fn everything_is_read_again() {
    let server = writing();
    assert!(server.get("/rebuild").body.contains("开始重读"));
    assert_eq!(server.post("/rebuild", "").location(), "/rebuild");
    let done = settled(&server, "/rebuild");
    assert_eq!(
        (&done["stage"], &done["revisions"], &done["figures"]),
        (&"rebuilt".into(), &29.into(), &0.into())
    );
    assert!(server.get("/rebuild").body.contains("重读 29 份"));
    assert!(server.get("/rebuild/events").body.contains("\"rebuilt\""));
}

#[test]
fn other_sites_cannot_write() {
    let server = writing();
    let form = format!("agency={}&year=2022&which=D39&who=a&why=b", encoded(OFFICE));
    let kind = "application/x-www-form-urlencoded";
    let address = &server.address;
    for more in [
        String::new(),
        "Origin: http://evil.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: https://{address}\r\n"),
        format!("Origin: http://{address}.evil.example\r\n"),
        format!("Origin: http://{address}\r\nSec-Fetch-Site: cross-site\r\n"),
        format!("Origin: http://{address}\r\nSec-Fetch-Site: same-site\r\n"),
        format!("Origin: http://evil.example\r\nOrigin: http://{address}\r\n"),
        "Authorization: Bearer anything\r\n".to_owned(),
    ] {
        assert_eq!(server.post_as("/waive", kind, &more, form.as_bytes()).code, 403, "{more}");
    }
    let wrong_host = format!(
        "POST /waive HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    assert_eq!(server.send(wrong_host).code, 421);
    assert_eq!(server.program.run(&["check", "--agency", OFFICE, "--json"]).json()["waived"], 0);
}

#[test]
fn pages_say_in_chinese_why_a_file_is_not_taken() {
    let server = writing();
    let nameless = REPORT.replace("青岩市教育局2023年", "");
    let files: &[(&str, &[u8], &str)] = &[
        ("scan.png", b"\x89PNG\r\n\x1a\n", "没有文字层"),
        ("packed.rar", b"Rar!\x1a\x07\0", "请解压后添加其中的文件"),
        (
            "letter.txt",
            "尊敬的各位同事，明天下午三点开会，请准时参加。".as_bytes(),
            "没有年报的标题，也没有法定的表格",
        ),
        ("nameless.md", nameless.as_bytes(), "没有写明机关"),
        ("nothing.txt", b"", "文件里没有文字"),
        ("broken.docx", b"PK\x03\x04 and nothing more", "文件已损坏"),
    ];
    let uploaded: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    let place = upload(&server, &uploaded, &[]).location().to_owned();
    settled(&server, &place);
    let page = server.get(&place).body;
    for (name, _, why) in files {
        let (_, told) =
            page.split_once(&format!("<h2>{name}</h2>")).unwrap_or_else(|| panic!("{name}: {page}"));
        let told = &told[..told.find("</section>").expect("an end")];
        assert!(told.contains(why), "{name}: {told}");
    }
}

#[test]
fn what_is_too_large_or_explodes_is_refused() {
    let server = writing();
    let large = vec![b'a'; (64 << 20) + 1];
    let place =
        upload(&server, &[("large.txt", &large), ("年报.md", REPORT.as_bytes())], &[]).location().to_owned();
    let seen = settled(&server, &place);
    assert_eq!(seen["files"][0]["outcome"], "refused");
    assert_eq!(seen["files"][1]["outcome"], "archived", "the others are still looked at");
    // a request that says that it is too large is not even read
    let head = format!(
        "POST /add HTTP/1.1\r\nHost: {}\r\n{}Content-Type: multipart/form-data; boundary=XX\r\n\
         Content-Length: 99999999999\r\nConnection: close\r\n\r\n",
        server.address,
        server.origin()
    );
    assert_eq!(server.send(head).code, 413);
    let many: Vec<(String, &[u8])> = (0..201).map(|n| (format!("{n}.txt"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(upload(&server, &many, &[]).code, 413);
    assert_eq!(server.post("/waive", &"a=b&".repeat(50_000)).code, 413);
    let bomb = bomb();
    let place = upload(&server, &[("bomb.zip", &bomb), ("bomb.docx", &bomb)], &[]).location().to_owned();
    let seen = settled(&server, &place);
    assert_eq!(
        (&seen["files"][0]["outcome"], &seen["files"][1]["outcome"]),
        (&"refused".into(), &"refused".into())
    );
    assert_eq!(server.get("/").code, 200);
}

/// 300 MB of nothing in some hundred kilobytes.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a file");
    for _ in 0..300 {
        zip.write_all(&[b' '; 1 << 20]).expect("it packs");
    }
    zip.finish().expect("it ends").into_inner()
}

/// Name and bytes of the original of a sample.
fn find_sample(server: &Server, office: &str, year: u16) -> (String, Vec<u8>) {
    let program: &Program = &server.program;
    let listed = program.run(&["list", "--agency", office, "--json"]).json();
    let entry = listed["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .find(|entry| entry["year"] == year)
        .expect("it");
    let hash = entry["sha256"].as_str().expect("a hash");
    let path = program.dir.path().join("archive/originals").join(&hash[..2]).join(hash);
    (entry["file"].as_str().expect("a name").to_owned(), std::fs::read(path).expect("the original"))
}
