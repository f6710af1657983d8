//! What an address is: what it shows, what it may be asked, who answers it. The router, the OpenAPI description and
//! the navigation are made from the registry of pages ([`PAGES`]); here are the addresses that are no pages.

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use serde_json::{Map, Value, json};

use super::Site;
use super::answer::{self, Refusal};
use super::pages::{PAGES, Page, mistake, set_navigation};

/// An address.
pub(super) struct Route {
    /// The path, with the names of its parts.
    pub(super) path: String,
    /// What comes back.
    pub(super) gives: Gives,
    /// Words after the question mark that it understands.
    pub(super) asks: &'static [&'static str],
    /// What it is for.
    pub(super) says: &'static str,
    /// Who answers; none where another address takes this one along: `/report/{agency}/{year}` also `2022.json`.
    pub(super) answers: Option<fn() -> MethodRouter<Site>>,
}

/// What comes back from an address.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gives {
    /// A page.
    Page,
    /// JSON of a shape in `assets/shapes.json`.
    Json(&'static str),
    /// A file of a media type.
    File(&'static str),
    /// Server-sent events.
    Events,
    /// A form is taken, and leads on; the shape of the form.
    Form(&'static str),
    /// Files are taken, and lead on.
    Upload,
}

/// Routes as a table: the path, what comes back, what it is asked, what it is for, who answers.
macro_rules! routes {
    ($($path:literal $gives:expr, $asks:expr, $says:literal $(=> $answers:expr)?;)*) => {
        vec![$(Route {
            path: $path.to_owned(),
            gives: $gives,
            asks: $asks,
            says: $says,
            answers: routes!(@ $($answers)?),
        }),*]
    };
    (@) => { None };
    (@ $answers:expr) => { Some(|| axum::routing::get($answers)) };
}

pub(super) use routes;

/// What is made beside the pages.
fn assets() -> Vec<Route> {
    routes! {
        "/style.css" Gives::File("text/css"), &[], "How pages look" => style;
        "/script.js" Gives::File("text/javascript"), &[], "What pages do more" => script;
        "/openapi.json" Gives::Json("OpenApi"), &[], "This description" => description;
    }
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("assets/style.css")).into_response()
}

async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("assets/script.js"))
        .into_response()
}

/// What can be changed; these addresses are routed where they are answered, with their limits.
fn writing() -> Vec<Route> {
    routes! {
    "/add" Gives::Page, &[], "Where files are chosen";
    "/add" Gives::Upload, &[], "Takes files, and leads to what was recognised";
    "/add/{batch}" Gives::Page, &[], "What was recognised, or what became of it";
    "/add/{batch}.json" Gives::Json("Stage"), &[], "What was recognised, or what became of it";
    "/add/{batch}/events" Gives::Events, &[], "How far it is, as it goes on";
    "/add/{batch}/keep" Gives::Form("Keep"), &[], "Adds the files that are named by their position";
    "/add/{batch}/discard" Gives::Form("Nothing"), &[], "Throws the files away";
    "/waive" Gives::Form("Waive"), &[], "Accepts a finding";
    "/unwaive" Gives::Form("Unwaive"), &[], "Takes a waiver back";
    "/follow-up" Gives::Form("FollowUp"), &[], "Records a step about a report: a letter, an answer, that it passed";
    "/history" Gives::Page, &[], "What was done, newest first";
    "/history.json" Gives::Json("History"), &[], "What was done, newest first";
    "/undo" Gives::Form("Chosen"), &[], "Undoes the last act";
    "/redo" Gives::Form("Chosen"), &[], "Does the act again that was undone last";
    "/rebuild" Gives::Page, &[], "Reading everything again";
    "/rebuild" Gives::Form("Nothing"), &[], "Reads everything again";
    "/rebuild.json" Gives::Json("Stage"), &[], "How far that is";
    "/rebuild/events" Gives::Events, &[], "How far that is, as it goes on";
    }
}

/// The parts of paths and the words after the question mark, with what they mean. Everything is text: what makes
/// no sense is refused, a name that fits nothing is not found.
const WORDS: &[(&str, &str)] = &[
    ("agency", "Office: its name, another name of it, or a part that no other office has"),
    ("applicant", "Column of the request table; may be given several times"),
    ("batch", "Key of an upload"),
    (
        "by",
        "Of a search: `report` for one hit a report. Of figures: `each` office, the `sum` of the offices, or `stack` \
         for bars of several figures on top of each other",
    ),
    ("contact", "Of a letter: who answers questions"),
    ("date", "Of a letter: its day, as 2025-03-01; today if none"),
    ("hints", "Of a letter: with hints, if anything is given"),
    ("indicator", "Key or label of a figure; may be given several times"),
    ("kind", "Kind of a passage: problem, plan or answer; may be given several times"),
    ("other", "Office to compare with"),
    ("page", "Page of the list, from 1"),
    ("q", "Words: all must be in the passage; \"a phrase\", -excluded, a|b"),
    ("reply", "Of a letter: the day by which an answer is expected, as 2025-03-14"),
    ("revision", "Number of the revision; the newest if none"),
    ("file", "One of its files: the name, or how its SHA-256 begins"),
    ("section", "Number of the section; may be given several times"),
    ("sender", "Of a letter: the office that sends it"),
    ("to", "The last year, or the one to compare with"),
    ("unsure", "Of a letter: with findings on doubtful cells, if anything is given"),
    ("year", "The year, or the first of several; 2021..2023 for all of them"),
];

/// The shapes of what comes back.
const SHAPES: &str = include_str!("assets/shapes.json");

/// The routes of what can be read.
pub(super) fn reading() -> Router<Site> {
    set_navigation(PAGES.iter().filter_map(|page| page.navigation));
    routed(PAGES.iter().flat_map(|page| (page.routes)()).chain(assets()))
}

fn routed(routes: impl Iterator<Item = Route>) -> Router<Site> {
    routes.fold(Router::new(), |router, route| match route.answers {
        Some(answers) => {
            let asks = route.asks;
            let understood = move |request: Request, next: Next| understand(asks, request, next);
            router.route(&route.path, answers().layer(middleware::from_fn(understood)))
        }
        None => router,
    })
}

/// Refuses what a page would not understand: a filter that is ignored gives another answer than was asked for.
async fn understand(asks: &'static [&'static str], request: Request, next: Next) -> Response {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(request.uri());
    let given = pairs.map(|Query(pairs)| pairs).unwrap_or_default();
    match given.iter().find_map(|(name, value)| mistake(asks, name, value)) {
        Some(message) => Refusal(StatusCode::BAD_REQUEST, message).into_response(),
        None => next.run(request).await,
    }
}

async fn description(State(site): State<Site>) -> Result<Response, Refusal> {
    let writing = if site.writes.is_some() { writing() } else { Vec::new() };
    answer::json(&openapi(&described(PAGES, writing), site.authentication.is_some()))
}

/// The routes that the description has: those of pages, those that change something, and itself.
fn described(pages: &[Page], writing: Vec<Route>) -> Vec<Route> {
    let own = assets().into_iter().filter(|route| matches!(route.gives, Gives::Json(_)));
    pages.iter().flat_map(|page| (page.routes)()).chain(own).chain(writing).collect()
}

/// The addresses as OpenAPI 3.1.
fn openapi(routes: &[Route], locked: bool) -> Value {
    let shapes: Value = serde_json::from_str(SHAPES).unwrap_or_default();
    let mut paths = Map::new();
    for route in routes {
        let method = if matches!(route.gives, Gives::Form(_) | Gives::Upload) { "post" } else { "get" };
        let entry = paths.entry(route.path.as_str()).or_insert_with(|| json!({}));
        entry[method] = operation(route);
    }
    let mut described = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "nianbao",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "An archive of annual reports on government information disclosure, as pages and as JSON.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": { "schemas": shapes },
    });
    if locked {
        described["components"]["securitySchemes"] =
            json!({ "token": { "type": "http", "scheme": "bearer" } });
        described["security"] = json!([{ "token": [] }]);
    }
    described
}

fn operation(route: &Route) -> Value {
    let shape = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let body = |kind: &str, schema: Value| json!({ "content": { kind: { "schema": schema } } });
    let text = || json!({ "type": "string" });
    let (code, told, failed) = match route.gives {
        Gives::Page => ("200", body("text/html", text()), ("text/html", text())),
        Gives::Json(name) => {
            ("200", body("application/json", shape(name)), ("application/json", shape("Failure")))
        }
        Gives::File(kind) => ("200", body(kind, text()), ("text/html", text())),
        Gives::Events => ("200", body("text/event-stream", text()), ("text/html", text())),
        Gives::Form(_) | Gives::Upload => ("303", json!({}), ("text/html", text())),
    };
    let mut told = told;
    told["description"] =
        json!(if code == "303" { "Done, or begun; the result is where it leads" } else { route.says });
    let mut refused = body(failed.0, failed.1);
    refused["description"] = json!("What was asked for is not there, or makes no sense");
    let mut broken = refused.clone();
    broken["description"] = json!("The archive cannot be used, or it took too long");
    let mut operation =
        json!({ "summary": route.says, "responses": { code: told, "4XX": refused, "5XX": broken } });
    let of_path = WORDS.iter().filter(|(name, _)| route.path.contains(&format!("{{{name}}}")));
    let of_query = WORDS.iter().filter(|(name, _)| route.asks.contains(name));
    let parameters: Vec<Value> = of_path
        .map(|word| parameter(*word, "path"))
        .chain(of_query.map(|word| parameter(*word, "query")))
        .collect();
    if !parameters.is_empty() {
        operation["parameters"] = json!(parameters);
    }
    match route.gives {
        Gives::Form(name) => {
            operation["requestBody"] = body("application/x-www-form-urlencoded", shape(name));
        }
        Gives::Upload => operation["requestBody"] = body("multipart/form-data", shape("Upload")),
        _ => {}
    }
    operation
}

fn parameter((name, says): (&str, &str), place: &str) -> Value {
    json!({ "name": name, "in": place, "required": place == "path", "description": says, "schema": { "type": "string" } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_explained_and_every_shape_is_there() {
        let shapes: Value = serde_json::from_str(SHAPES).expect("JSON");
        for route in described(PAGES, writing()) {
            for word in route.asks {
                assert!(WORDS.iter().any(|(name, _)| name == word), "{}: {word}", route.path);
            }
            if let Gives::Json(name) | Gives::Form(name) = route.gives {
                assert!(shapes[name].is_object(), "{}: {name}", route.path);
            }
        }
    }

    #[test]
    fn every_page_that_is_read_has_its_json() {
        let json = |page: &str| if page == "/" { "/index.json".to_owned() } else { format!("{page}.json") };
        let routes = described(PAGES, Vec::new());
        for page in routes.iter().filter(|route| matches!(route.gives, Gives::Page)) {
            // a letter is the findings of /review in other words
            let wanted = json(&page.path).replace("/letter/", "/review/");
            assert!(routes.iter().any(|route| route.path == wanted), "no {wanted}");
        }
    }
}
