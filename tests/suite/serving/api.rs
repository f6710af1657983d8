//! The description of the JSON is true: every address in it answers in the shape that it says.

use std::fs;

use serde_json::Value;

use super::super::review::samples;
use super::super::web::{Server, encoded};

/// Whether a value has a shape; only the words that the description uses are known.
fn fits(value: &Value, shape: &Value, all: &Value) -> Result<(), String> {
    let wrong =
        |why: String| Err(format!("{why}: {}", value.to_string().chars().take(300).collect::<String>()));
    let any = |shapes: &Value, how_many: fn(usize) -> bool| {
        let shapes = shapes.as_array().expect("shapes");
        how_many(shapes.iter().filter(|shape| fits(value, shape, all).is_ok()).count())
    };
    for (word, said) in shape.as_object().expect("a shape") {
        let holds = match word.as_str() {
            "description" | "minLength" | "maxLength" | "contentMediaType" => true,
            "$ref" => {
                let name = said
                    .as_str()
                    .and_then(|said| said.strip_prefix("#/components/schemas/"))
                    .expect("a name");
                fits(value, &all[name], all)?;
                true
            }
            "anyOf" => any(said, |n| n > 0),
            "oneOf" => any(said, |n| n == 1),
            "const" => value == said,
            "enum" => said.as_array().expect("values").contains(value),
            "type" => match said {
                Value::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
                kind => is(value, kind),
            },
            "required" => {
                let missing = said
                    .as_array()
                    .expect("names")
                    .iter()
                    .find(|name| value.get(name.as_str().unwrap()).is_none());
                if let Some(missing) = missing.filter(|_| value.is_object()) {
                    return wrong(format!("no {missing}"));
                }
                true
            }
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    match said.get(name) {
                        Some(shape) => fits(inner, shape, all).map_err(|why| format!("{name}: {why}"))?,
                        None if shape["additionalProperties"] == false => {
                            return wrong(format!("{name} is not described"));
                        }
                        None => {}
                    }
                }
                true
            }
            "additionalProperties" => shape.get("properties").is_some(),
            "items" => {
                for inner in value.as_array().into_iter().flatten() {
                    fits(inner, said, all)?;
                }
                true
            }
            word => panic!("{word} is not known here"),
        };
        if !holds {
            return wrong(format!("not {word} {said}"));
        }
    }
    Ok(())
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str().expect("a type") {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        kind => panic!("{kind} is no type"),
    }
}

fn described(server: &Server) -> Value {
    serde_json::from_str(&server.get("/openapi.json").body).expect("JSON")
}

#[test]
fn every_answer_has_the_shape_described() {
    let program = samples();
    program.run(&["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "已核实"]).ends(0);
    let server = Server::with(program, &["--write"], &[]);
    let api = described(&server);
    assert_eq!(api["openapi"], "3.1.0");
    let shapes = &api["components"]["schemas"];
    let office = encoded("澄岚市自然资源局");
    let questions = [
        (
            "/search.json",
            &[
                "q=%E5%85%AC%E5%BC%80",
                "q=%E5%85%AC%E5%BC%80&by=report",
                "q=zzz",
                "q=%E4%B8%8D%E8%B6%B3&section=5",
            ][..],
        ),
        (
            "/trend.json",
            &["", "indicator=derived.disclosure_rate&by=all", "indicator=requests.received&by=sum"],
        ),
        ("/review.json", &["", "year=2022", "year=2019", "year=1999"]),
    ];
    let compared = format!("agency={office}&year=2022&to=2023");
    let mut asked = 0;
    for (path, operations) in api["paths"].as_object().expect("paths") {
        let shape = &operations["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        if !shape.is_object() || path.starts_with("/add/") {
            continue;
        }
        let years: &[&str] =
            if path.contains("{year}") { &["2019", "2020", "2021", "2022", "2023", "2024"] } else { &[""] };
        let of_path = questions.iter().find(|(known, _)| known == path).map_or(&[""][..], |(_, list)| list);
        let of_path = if path == "/compare.json" { &[compared.as_str()] } else { of_path };
        for (year, question) in
            years.iter().flat_map(|year| of_path.iter().map(move |question| (year, question)))
        {
            let path = path.replace("{agency}", &office).replace("{year}", year);
            let answer = server.get(&format!("{path}?{question}"));
            let missing = answer.code == 404 && path.contains(&office);
            assert!(answer.code == 200 || missing, "{path}?{question}: {} {}", answer.code, answer.body);
            let value: Value = serde_json::from_str(&answer.body).expect("JSON");
            let shape = if missing { &shapes["Failure"] } else { shape };
            fits(&value, shape, shapes).unwrap_or_else(|why| panic!("{path}?{question}: {why}"));
            asked += 1;
        }
    }
    assert!(asked > 20, "only {asked} answers were looked at");
    for path in ["/search.json?q=%22", "/report/x/2022.json", "/nowhere.json", "/compare.json", "/add/x.json"]
    {
        let answer = server.get(path);
        assert!((400..500).contains(&answer.code), "{path}");
        let value: Value = serde_json::from_str(&answer.body).expect("JSON");
        fits(&value, &shapes["Failure"], shapes).unwrap_or_else(|why| panic!("{path}: {why}"));
    }
}

#[test]
fn the_description_in_the_docs_is_what_is_served() {
    let api = described(&Server::with(samples(), &["--write"], &[]));
    let text = serde_json::to_string_pretty(&api).expect("JSON") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &text).expect("docs can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == text,
        "docs/openapi.json is out of date: BLESS=1 cargo test --test suite serving::api"
    );
    let reading = described(&Server::new());
    assert!(reading["paths"].get("/waive").is_none() && reading["paths"].get("/add").is_none());
    assert!(reading["paths"].get("/search.json").is_some());
}

#[test]
fn what_is_no_answer_is_told_apart() {
    let shapes = serde_json::json!({ "A": { "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } }, "additionalProperties": false } });
    let shape = serde_json::json!({ "$ref": "#/components/schemas/A" });
    let good = |value: Value| fits(&value, &shape, &shapes).is_ok();
    assert!(good(serde_json::json!({ "a": 1 })));
    assert!(!good(serde_json::json!({ "a": "1" })) && !good(serde_json::json!({})));
    assert!(!good(serde_json::json!({ "a": 1, "b": 2 })) && !good(serde_json::json!([])));
}
