//! Sentences that many offices print, the order of hits, empty answers, and filters that nobody understands.

use serde_json::Value;

use super::cli::Program;
use super::web::Server;

/// Reports of offices that print the same sentence, in two years.
fn offices() -> Program {
    let program = Program::new();
    for (n, (office, year)) in
        [("青岩市水务局", 2023), ("青岩市司法局", 2024), ("青岩市民政局", 2022), ("青岩市教育局", 2023)]
            .into_iter()
            .enumerate()
    {
        let own =
            if n == 3 { "解读多用视频。" } else { "政策解读形式单一，群众看不懂。" };
        let text = format!(
            "{office}{year}年政府信息公开工作年度报告\n一、总体情况\n2023年，主动公开信息{n}3条。\n五、存在的主要问题及改进情况\n{own}\n六、其他需要报告的事项\n无。\n"
        );
        program.write(&format!("{office}.txt"), text);
        program.run(&["add", "--quiet", &format!("{office}.txt")]).ends(0);
    }
    program
}

#[test]
fn the_same_sentence_of_many_offices_is_shown_once() {
    let program = offices();
    let once = program.run(&["search", "形式单一"]).ends(0).out().to_owned();
    assert_eq!(once.matches("政策解读形式单一").count(), 1, "{once}");
    assert!(once.contains("另有 2 个机关相同") && once.contains("3 passages in 3 reports"), "{once}");
    let each = program.run(&["search", "形式单一", "--each"]).ends(0).out().to_owned();
    assert_eq!(each.matches("政策解读形式单一").count(), 3, "{each}");
    let json = program.run(&["search", "形式单一", "--json"]).ends(0).json();
    assert_eq!(json["hits"].as_array().map(Vec::len), Some(3), "programs get every passage");
}

#[test]
fn the_most_recent_year_comes_first_where_that_is_asked_for() {
    let program = offices();
    let found = program.run(&["search", "解读", "--sort", "date", "--json"]).ends(0).json();
    let years: Vec<u64> =
        found["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["year"].as_u64()).collect();
    assert_eq!(years, [2024, 2023, 2023, 2022]);
    let first = program.run(&["search", "解读", "--sort", "date", "--limit", "1", "--json"]).ends(0).json();
    assert_eq!(first["hits"][0]["year"], 2024);
}

#[test]
fn an_empty_answer_says_what_would_have_matched() {
    let program = offices();
    let hows = |arguments: &[&str]| {
        let found: Value = program.run(&[arguments, &["--json"]].concat()).json();
        let instead = found["instead"].as_array().cloned().unwrap_or_default();
        instead.iter().map(|other| other["how"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(hows(&["search", "形式单一", "--years", "2019"]), ["without the filters"]);
    assert_eq!(hows(&["search", "形式單一"]), ["in traditional and simplified characters"]);
    assert_eq!(hows(&["search", "形式单一 视频"]), ["with any one of the words"]);
    assert_eq!(hows(&["search", "图解"]), ["with the words \"解读\""]);
    assert!(hows(&["search", "形式单一"]).is_empty(), "only where nothing was found");
}

#[test]
fn a_filter_that_is_not_understood_is_refused() {
    let server = Server::of(offices());
    for (query, code, total) in [
        ("year=2023..2024", 200, 2),
        ("year=2022&year=2024", 200, 1),
        ("section=5&section=1", 200, 3),
        ("kind=problem&kind=plan", 200, 3),
        ("years=2023", 400, 0),
        ("year=soon", 400, 0),
        ("year=2024..2023", 400, 0),
        ("kind=odd", 400, 0),
        ("section=first", 400, 0),
    ] {
        let answer = server.get(&format!("/search.json?q=%E5%BD%A2%E5%BC%8F%E5%8D%95%E4%B8%80&{query}"));
        assert_eq!(answer.code, code, "{query}: {}", answer.body);
        if code == 200 {
            let found: Value = serde_json::from_str(&answer.body).expect("JSON");
            assert_eq!(found["total_passages"], total, "{query}");
        }
    }
    let page = server.get("/search?q=a&nonsense=1");
    assert!(page.code == 400 && page.body.contains("nonsense"), "{}", page.body);
}
