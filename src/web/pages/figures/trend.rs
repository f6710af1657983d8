//! Figures over the years: the picture, and the table under it.

use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};

use super::choose::{figure, name_of, names, office};
use crate::archive::query::Table;
use crate::archive::query::series::{OUTCOMES, Point, Series, find_measure};
use crate::archive::{Archive, Error};
use crate::present::file::{ROWS, RowFormat, rows_of};
use crate::present::picture::{self, DrawSeries, Letters, Picture};
use crate::report::{Applicant, State as FigureState};
use crate::web::Site;
use crate::web::answer::{Refusal, ask, download, page_or_json};
use crate::web::api::{Gives, Route, routes};
use crate::web::pages::frame::{Frame, grouped, wide};
use crate::web::pages::{Asked, Page, report_address};

/// Offices beyond this number are added up unless each is asked for.
const OFFICES: usize = 8;

/// Rows that the table under the picture shows; files have all.
const SHOWN: usize = 300;

const ASKS: &[&str] = &["indicator", "agency", "applicant", "year", "to", "by"];

/// The page in the registry.
pub(in crate::web::pages) const PAGE: Page = Page {
    navigation: Some(("/trend", "趋势")),
    routes: || {
        let mut routes = routes! {
            "/trend" Gives::Page, ASKS, "Figures over the years" => answer;
            "/trend.json" Gives::Json("Table"), ASKS, "Figures over the years" => answer;
            "/trend.svg" Gives::File("image/svg+xml"), ASKS, "Figures over the years, drawn" => answer;
            "/trend.png" Gives::File("image/png"), ASKS, "Figures over the years, drawn" => answer;
        };
        routes.extend(files().map(|format| Route {
            path: format!("/trend.{}", format.name),
            gives: Gives::File(format.media_type),
            asks: ASKS,
            says: "Figures over the years",
            answers: Some(|| axum::routing::get(answer)),
        }));
        routes
    },
};

/// The formats in which one table is a file.
fn files() -> impl Iterator<Item = &'static RowFormat> {
    ROWS.iter().copied().filter(|format| format.file.is_some())
}

async fn answer(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let trend = ask(&site, move |archive| Trend::ask(archive, &asked)).await?;
    let ending = request.path().rsplit_once('.').map_or("", |(_, ending)| ending).to_owned();
    let name = format!("{}.{ending}", trend.title());
    if ending == "svg" {
        let picture = trend.picture().svg(Letters::Outlines);
        return Ok(download("image/svg+xml", &name, picture.into_bytes()));
    }
    if ending == "png" {
        // drawing takes a moment: not on a thread that serves
        let picture = trend.picture();
        let drawn = tokio::task::spawn_blocking(move || picture.png()).await;
        let bytes = drawn.ok().and_then(Result::ok).ok_or_else(Refusal::failed)?;
        return Ok(download("image/png", &name, bytes));
    }
    if let Some((format, file)) = rows_of(&ending).and_then(|format| Some((format, format.file?))) {
        let bytes = file("趋势", &trend.table()).map_err(|_| Refusal::failed())?;
        return Ok(download(format.media_type, &name, bytes));
    }
    page_or_json(&request, &trend.table(), || page(&trend))
}

/// Questions that most begin with: name, figures, how they are shown.
const PRESETS: [(&str, &[&str], &str); 5] = [
    ("新收申请", &["requests.received"], ""),
    (OUTCOMES.label, OUTCOMES.of, "stack"),
    ("公开率", &["derived.disclosure_rate"], "each"),
    ("行政复议", &["reconsideration.total"], ""),
    ("规范性文件", &["proactive.normative_documents.in_force"], ""),
];

/// Figures with what was asked, made definite.
#[derive(Debug)]
struct Trend {
    /// What was asked, with what follows from it where something was left open.
    asked: Asked,
    /// The figures.
    series: Series,
    /// Every office.
    offices: Vec<String>,
}

impl Trend {
    /// Asks the archive.
    fn ask(archive: &Archive, asked: &Asked) -> Result<Self, Error> {
        let mut asked = asked.clone();
        if asked.by == "stack" && asked.indicators.is_empty() {
            asked.indicators = OUTCOMES.of.iter().map(|&key| key.to_owned()).collect();
        }
        asked.indicators = asked.figures();
        // parts of names become the names, so that the address can be kept
        for indicator in &mut asked.indicators {
            find_measure(indicator)?.key().clone_into(indicator);
        }
        for agency in &mut asked.agencies {
            if let Ok(name) = archive.office(agency) {
                *agency = name;
            }
        }
        let offices: Vec<String> = archive.offices()?.into_iter().map(|office| office.name).collect();
        let adds_up = asked.indicators.iter().all(|key| find_measure(key).is_ok_and(|m| m.adds_up()));
        if asked.by.is_empty() && asked.agencies.is_empty() && offices.len() > OFFICES && adds_up {
            "sum".clone_into(&mut asked.by);
        }
        let mut points = Vec::new();
        let columns: Vec<Option<Applicant>> = match asked.applicants.as_slice() {
            [] => vec![None],
            // the parts of a bar are figures, not applicants
            [first, ..] if asked.by == "stack" => vec![Some(*first)],
            some => some.iter().copied().map(Some).collect(),
        };
        for applicant in columns {
            points.extend(archive.series(&asked.wanted(applicant))?.points);
        }
        Ok(Self { asked, series: Series { points }, offices })
    }

    /// What is shown, in words.
    fn title(&self) -> String {
        let mut names: Vec<String> = match self.asked.indicators == OUTCOMES.of {
            true => vec![OUTCOMES.label.to_owned()],
            false => self.asked.indicators.iter().map(|key| name_of(key)).collect(),
        };
        let more = names.len().saturating_sub(2);
        names.truncate(2);
        let mut title = names.join("、");
        if more > 0 {
            title.push_str(&format!("等 {} 项", more + 2));
        }
        if let [applicant] = self.asked.applicants.as_slice() {
            title.push_str(&format!("（{}）", applicant.label()));
        }
        if let [agency] = self.asked.agencies.as_slice() {
            title = format!("{agency}：{title}");
        }
        title
    }

    /// The figures as titled columns and rows.
    fn table(&self) -> Table {
        self.series.table()
    }

    /// The picture.
    fn picture(&self) -> Picture {
        match self.one_office_kind() {
            Some((_, draw)) => draw(&self.title(), &self.series.points),
            None => picture::line(&self.title(), &self.drawn()),
        }
    }

    /// The kind of picture asked for, where it shows one office only, and what draws it.
    fn one_office_kind(&self) -> Option<(&'static picture::Kind, DrawSeries)> {
        one_office_kinds().find(|(kind, _)| kind.name == self.asked.by)
    }

    /// The points as they are drawn: of several applicants, each has lines of its own.
    fn drawn(&self) -> Vec<Point> {
        let several = self.asked.applicants.len() > 1;
        let named = |point: &Point| match point.applicant.filter(|_| several) {
            Some(applicant) => {
                Point { agency: format!("{}·{}", point.agency, applicant.label()), ..point.clone() }
            }
            None => point.clone(),
        };
        self.series.points.iter().map(named).collect()
    }
}

/// The kinds of picture that show one office, or a sum.
fn one_office_kinds() -> impl Iterator<Item = (&'static picture::Kind, DrawSeries)> {
    picture::of_series().filter(|(.., of_one)| *of_one).map(|(kind, draw, _)| (kind, draw))
}

/// The page.
fn page(trend: &Trend) -> Markup {
    let Trend { asked, series, offices } = trend;
    let title = trend.title();
    Frame::new(title.clone(), "/trend").json(asked.address("/trend.json")).around(html! {
        h1 { (title) }
        (presets(asked))
        (chosen(asked))
        (choice(asked, offices, series.points.is_empty()))
        @if asked.by == "stack" && asked.applicants.len() > 1 {
            p.notice role="note" { "叠柱一次只画一种申请人，画的是" (asked.applicants[0].label()) "。" }
        }
        @if series.points.is_empty() {
            p.notice role="status" { "所选的机关和年份没有这项数字。" }
        } @else {
            // the picture escapes its own words
            figure.picture {
                (wide(trend.one_office_kind().map_or("折线图", |(kind, _)| kind.label), html! { (PreEscaped(trend.picture().svg(Letters::Text))) }))
                figcaption { "下载：" @for ending in ["svg", "png"].into_iter().chain(files().map(|format| format.name)) { a href=(asked.address(&format!("/trend.{ending}"))) download { (ending.to_uppercase()) } " " } }
            }
            (table(asked, &series.points))
        }
    })
}

/// Where to begin; offices and years stay.
fn presets(asked: &Asked) -> Markup {
    let preset = |figures: &[&str], by: &str| {
        asked.but(|a| {
            a.indicators = figures.iter().map(|key| (*key).to_owned()).collect();
            a.applicants.clear();
            by.clone_into(&mut a.by);
        })
    };
    html! {
        nav.turning aria-label="常看的指标" {
            @for (name, figures, by) in PRESETS {
                a.button href=(preset(figures, by).address("/trend")) aria-current=[(asked.indicators == figures).then_some("true")] { (name) }
            }
        }
    }
}

/// What is shown now, each with a link that removes it.
fn chosen(asked: &Asked) -> Markup {
    let mut chips: Vec<(String, Asked)> = Vec::new();
    if asked.indicators.len() > 1 && asked.indicators != OUTCOMES.of {
        for key in &asked.indicators {
            chips.push((name_of(key), asked.but(|a| a.indicators.retain(|other| other != key))));
        }
    }
    for name in &asked.agencies {
        chips.push((name.clone(), asked.but(|a| a.agencies.retain(|other| other != name))));
    }
    for applicant in &asked.applicants {
        chips.push((
            applicant.label().to_owned(),
            asked.but(|a| a.applicants.retain(|other| other != applicant)),
        ));
    }
    html! {
        @if !chips.is_empty() {
            ul.chips aria-label="已选的指标、机关和申请人" {
                @for (name, without) in &chips {
                    li { a href=(without.address("/trend")) aria-label=(format!("去掉：{name}")) { (name) span aria-hidden="true" { "×" } } }
                }
            }
        }
    }
}

/// The form. Where there is something to be seen, it is folded above.
fn choice(asked: &Asked, offices: &[String], open: bool) -> Markup {
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    html! {
        details.choice open[open] {
            summary { "选择指标、机关和申请人" }
            form.fields action="/trend" method="get" {
                (asked.hidden(&["year", "to", "applicant", "by"]))
                (figure("加一项指标", &asked.indicators))
                (office("加一个机关", "agency", "", false))
                label { "自" input name="year" inputmode="numeric" size="5" value=(year(asked.year)); }
                label { "至" input name="to" inputmode="numeric" size="5" value=(year(asked.to)); }
                label { "画法"
                    select name="by" {
                        option value="each" { "各机关的线" }
                        option value="sum" selected[asked.by == "sum"] { "合计的线" }
                        @for (kind, _) in one_office_kinds() { option value=(kind.name) selected[asked.by == kind.name] { (kind.label) } }
                    }
                }
                fieldset {
                    legend { "申请人（依申请公开的指标）" }
                    @for applicant in Applicant::ALL {
                        label { input type="checkbox" name="applicant" value=(applicant.key()) checked[asked.applicants.contains(&applicant)]; (applicant.label()) }
                    }
                }
                button { "显示" }
            }
            (names(offices))
        }
    }
}

fn table(asked: &Asked, points: &[Point]) -> Markup {
    let several = asked.indicators.len() > 1;
    let columns = points.iter().any(|point| point.applicant.is_some()) && !asked.applicants.is_empty();
    let summed = asked.summed();
    html! {
        (wide("各年数字", html! {
            table.list {
                thead {
                    tr {
                        th scope="col" { "机关" } th scope="col" { "年度" }
                        @if several { th scope="col" { "指标" } }
                        @if columns { th scope="col" { "申请人" } }
                        th.right scope="col" { "数值" } th.right scope="col" { "比上年" } th.right scope="col" { "%" } th scope="col" { "说明" }
                    }
                }
                tbody {
                    @for point in points.iter().take(SHOWN) {
                        tr {
                            th scope="row" { @if summed { (point.agency) } @else { a href=(report_address(&point.agency, point.year)) { (point.agency) } } }
                            td { (point.year) }
                            @if several { td { (name_of(point.indicator)) } }
                            @if columns { td { (point.applicant.map_or("", Applicant::label)) } }
                            td.right { (value(point)) }
                            td.right { @if let Some(change) = point.change { (signed(&change.to_string())) } }
                            td.right { @if let Some(percent) = point.percent { (signed(&percent.to_string())) } }
                            td.faint {
                                @if point.new_form { "换用新格式。" }
                                (point.remark.as_deref().unwrap_or("")) " " (point.doubt.as_deref().unwrap_or(""))
                            }
                        }
                    }
                }
            }
        }))
        @if points.len() > SHOWN {
            p.faint { "这里只列前 " (SHOWN) " 行，共 " (grouped(points.len())) " 行；下载的文件是全部。" }
        }
    }
}

/// A figure with its unit; a blank, a dash and a gap look different.
fn value(point: &Point) -> Markup {
    match (point.state, point.value) {
        (FigureState::Number, Some(value)) => html! { (value) " " span.faint { (point.unit) } },
        (FigureState::Blank, _) => html! { span.faint { "空" } },
        (FigureState::Dash, _) => html! { "—" },
        (FigureState::Unreadable, _) => html! { span.faint { "不能识别" } },
        _ => html! { span.faint title="年报没有给出" { "·" } },
    }
}

/// A difference with its sign.
pub(super) fn signed(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None if number == "0" => number.to_owned(),
        None => format!("+{number}"),
    }
}
