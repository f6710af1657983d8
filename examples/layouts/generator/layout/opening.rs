//! Title, line of publication, preamble and signature: whose report it is, of which year, and when it appeared.

use chrono::NaiveDate;

use super::super::axes::Choices;
use super::super::content::{Content, Office};
use super::super::random::Random;
use super::{Item, dates};

/// What stands before the first section and behind the last.
pub(super) struct Opening {
    pub(super) items: Vec<Item>,
    pub(super) preamble: Vec<String>,
    pub(super) closing: Vec<Item>,
    pub(super) title: String,
    pub(super) published: Option<NaiveDate>,
    pub(super) period: Option<(NaiveDate, NaiveDate)>,
    pub(super) declared: Vec<(&'static str, String)>,
}

/// The opening of the report of a seed.
pub(super) fn of(seed: u64, content: &Content, choices: &Choices) -> Opening {
    let random = &mut Random::of(seed, "opening");
    let office = &content.office;
    let evidence = evidence(choices, office);
    // an office without a bare name prints its whole one
    let bare = office.bare.clone().unwrap_or_else(|| office.name.clone());
    let titled = match evidence {
        e if e.starts_with("announced") || UNTITLED.contains(&e) => "",
        "bare name announced, completed in the text" => "",
        e if e.starts_with("bare") => &bare,
        _ => office.name.as_str(),
    };
    // what names the year elsewhere leaves it out of the title
    let year = (evidence != "made by, year elsewhere").then_some(content.year);
    let lines = title(titled, year, choices.on("title"));
    let title: String = lines.iter().map(|line| line.trim()).collect();
    let mut items = match evidence {
        "above the title" => {
            vec![Item::Page(office.name.clone()), Item::Page("信息公开".to_owned()), Item::Title(lines)]
        }
        "below the title" => vec![Item::Title(lines), Item::Page(office.name.clone())],
        _ => vec![Item::Title(lines)],
    };
    if choices.is("title place", "page title alone") {
        items.retain(|item| !matches!(item, Item::Title(_)));
    }
    let day = dates::day(content.year + 1, random.between(1, 3) as u32, random.between(1, 28) as u32);
    let dated = choices.is("title", "with the date on its line");
    let (line, mut published) = publication(choices, content, day, random);
    if dated {
        published = None;
    }
    let mut declared = Vec::new();
    if choices.is("page metadata", "date and source") {
        declared = vec![("ArticleTitle", title.clone()), ("ContentSource", office.name.clone())];
        declared.extend(day.map(|day| ("PubDate", day.to_string())));
        published = day;
    }
    items.extend(line.map(Item::Page));
    if choices.is("title", "with the date on its line") && published.is_none() {
        published = dates::day(content.year + 1, 1, 20);
    }
    if evidence == "table beside the title" {
        items.push(Item::Page(format!("索引号 | 0{}/2024-0012 | 分类 | 年报", content.year)));
        items.push(Item::Page(format!("发布机构 | {} | 公开方式 | 主动公开", office.name)));
    }
    let (preamble, period) = preamble(content, choices);
    items.extend(preamble.iter().cloned().map(Item::Paragraph));
    let mut closing = Vec::new();
    if evidence == "signature behind a sentence" {
        closing.push(Item::Page(format!("特此报告。　　　　{}", office.name)));
        closing.extend(day.map(|day| Item::Page(dates::chinese(day))));
    }
    let signed = matches!(evidence, "signature" | "bare name, completed by the signature")
        || choices.is("closing", "signature and date");
    if signed {
        closing.push(Item::Page(office.name.clone()));
        closing.extend(day.map(|day| Item::Page(dates::chinese(day))));
    }
    if choices.is("closing", "attachments") {
        closing.push(Item::Page(format!("附件：{title}.pdf")));
    }
    Opening { items, preamble, closing, title, published, period, declared }
}

/// Evidence that leaves the office out of the title.
const UNTITLED: &[&str] = &[
    "metadata",
    "signature",
    "made by",
    "made by, year elsewhere",
    "spoken of",
    "table beside the title",
    "signature behind a sentence",
    "above the title",
    "below the title",
    "contact inner unit alone",
];

/// The evidence for the office: the 办公室 of a government is an office of its own, and offices that report together
/// have none in common.
fn evidence(choices: &Choices, office: &Office) -> &'static str {
    match choices.on("evidence for the office") {
        "contact inner unit alone" if office.name.ends_with("人民政府") || office.name.contains('、') => {
            "made by"
        }
        other => other,
    }
}

/// The title in its printed lines.
fn title(office: &str, year: Option<u16>, style: &str) -> Vec<String> {
    let subject = "政府信息公开工作年度报告";
    let Some(year) = year else { return vec![format!("{office}{subject}")] };
    let year_text = format!("{year}年");
    let not_empty = |lines: Vec<String>| lines.into_iter().filter(|line| !line.is_empty()).collect();
    let lines = match style {
        "two lines" => {
            return vec![office.to_owned(), format!("{year_text}{subject}")]
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect();
        }
        "three lines" => {
            let lines = [office.to_owned(), format!("{year_text}政府信息公开"), "工作年度报告".to_owned()];
            return lines.into_iter().filter(|line| !line.is_empty()).collect();
        }
        "的公布" => format!("关于{office}{year_text}{subject}的公布"),
        "公告" => format!("关于公布{office}{year_text}{subject}的公告"),
        "in marks" => format!("《{office}{year_text}{subject}》"),
        "year behind" => format!("{office}{subject}（{year_text}）"),
        "年 left out" => format!("{office}{year}{subject}"),
        "with 度 and 情况" => format!("{office}{year_text}度政府信息公开工作情况的报告"),
        "公开 of 政务" => format!("{office}{year_text}政务公开工作年度报告"),
        "office above, whole title below" => {
            return not_empty(vec![office.to_owned(), format!("{office}{year_text}{subject}")]);
        }
        "four lines" => {
            let lines = [office, &year_text, "政府信息公开工作", "年度报告"].map(str::to_owned);
            return not_empty(lines.to_vec());
        }
        "with the date on its line" => format!("{office}{year_text}{subject}　日期：{}-01-20", year + 1),
        "year first" => format!("{year_text}{office}{subject}"),
        "without 工作" => format!("{office}{year}年度政府信息公开年度报告"),
        "关于" => format!("{office}关于{year_text}{subject}"),
        "word between year and subject" => {
            let word = [("学", "高校"), ("医", "医院"), ("公司", "企业"), ("海关", "海关"), ("税务", "税务")]
                .iter()
                .find(|(part, _)| office.contains(part))
                .map_or("部门", |(_, word)| *word);
            format!("{office}{year_text}{word}信息公开工作年度报告")
        }
        "spaces" => format!("{office} {year} 年政府信息公开工作年度报告"),
        "year in Chinese digits" => format!("{office}{}年{subject}", dates::digits(year)),
        _ => format!("{office}{year_text}{subject}"),
    };
    vec![lines]
}

/// The line under the title, and the day it gives.
fn publication(
    choices: &Choices,
    content: &Content,
    day: Option<NaiveDate>,
    random: &mut Random,
) -> (Option<String>, Option<NaiveDate>) {
    let Some(day) = day else { return (None, None) };
    let office = &content.office.name;
    let views = random.between(1, 900);
    let dated = choices.is("title", "with the date on its line");
    let line = match if dated { "none" } else { choices.on("publication date") } {
        "发布时间" => format!("发布时间：{} 09:{:02}", day.format("%Y-%m-%d"), views % 60),
        "发布日期 with slashes" => format!("发布日期：{}", day.format("%Y/%m/%d")),
        "发文日期" => format!("发文日期：{}　索引号：0{views}-2024", day.format("%Y-%m-%d")),
        "Chinese date" => format!("发布时间：{}", dates::chinese(day)),
        "beside the source" => {
            format!("来源：{office}　发布时间：{}　浏览次数：{views}", day.format("%Y-%m-%d"))
        }
        _ if choices.is("evidence for the office", "bare name, completed by the page") => {
            return (Some(format!("信息来源：{office}")), None);
        }
        _ if choices.is("evidence for the office", "metadata") => {
            return (Some(format!("发布机构：{office}")), None);
        }
        _ => return (None, None),
    };
    let office_line = choices.is("evidence for the office", "metadata") && !line.starts_with("来源");
    let line = if office_line { format!("发布机构：{office}　{line}") } else { line };
    let of_page = choices.is("evidence for the office", "bare name, completed by the page");
    let line = if of_page && !line.starts_with("来源") {
        format!("信息来源：{office}　{line}")
    } else {
        line
    };
    (Some(line), Some(day))
}

fn preamble(content: &Content, choices: &Choices) -> (Vec<String>, Option<(NaiveDate, NaiveDate)>) {
    let (office, year) = (&content.office, content.year);
    let evidence = evidence(choices, office);
    let law = "根据《中华人民共和国政府信息公开条例》的规定，";
    let published = if evidence.starts_with("announced") {
        format!("{law}现公布{}{year}年政府信息公开工作年度报告。", office.name)
    } else if evidence == "bare name, completed in the text" {
        format!("{law}{}编制了本报告。", office.name)
    } else if evidence.starts_with("made by") {
        format!("本报告由{}{law}编制。", office.name)
    } else if evidence == "bare name announced, completed in the text" {
        let bare = office.bare.as_deref().unwrap_or(&office.name);
        format!(
            "{law}现公布{bare}{year}年政府信息公开工作年度报告。{year}年，{}坚持以公开为常态。",
            office.name
        )
    } else if evidence == "spoken of" {
        format!("{year}年，{}坚持以公开为常态、不公开为例外。{law}编制本报告。", office.name)
    } else if evidence == "bare name, place by the government" {
        let region: String = office.name.chars().take(3).collect();
        format!("{law}按照{region}人民政府的统一部署，编制本报告。")
    } else if evidence == "short name in the text" {
        format!("{law}{}（以下简称{}）编制本报告。", office.name, office.short())
    } else {
        format!("{law}编制本报告。")
    };
    let (period, days) = period(year, choices.on("period"));
    let contact = match evidence {
        "title, contact elsewhere" | "announced, contact elsewhere" => {
            format!("如对本报告有疑问，请与{}联系（电话：0990-2{year}6）。", office.contact)
        }
        "announced, contact inner unit" | "contact inner unit alone" => {
            format!("如有疑问，请与{}联系。", office.inner)
        }
        _ => "本报告可在门户网站查阅。".to_owned(),
    };
    (vec![format!("{published}{period}{contact}")], days)
}

/// The sentence on the period, and its days.
fn period(year: u16, style: &str) -> (String, Option<(NaiveDate, NaiveDate)>) {
    let whole = dates::day(year, 1, 1).zip(dates::day(year, 12, 31));
    match style {
        "not stated" => (String::new(), None),
        "stated short" => (format!("数据统计期限为{year}年1月1日至12月31日。"), whole),
        "stated at the end" => (format!("本报告的数据截至{year}年12月31日，自{year}年1月1日起统计。"), whole),
        "school year" => {
            let days = dates::day(year - 1, 9, 1).zip(dates::day(year, 8, 31));
            (format!("统计时间为{}年9月1日至{year}年8月31日。", year - 1), days)
        }
        _ => (format!("所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"), whole),
    }
}
