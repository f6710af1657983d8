//! Title, line of publication, preamble and signature: whose report it is, of which year, and when it appeared.

use chrono::NaiveDate;

use super::super::axes::Choices;
use super::super::content::Content;
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
    let evidence = choices.on("evidence for the office");
    let office = &content.office;
    // an office without a bare name prints its whole one
    let bare = office.bare.clone().unwrap_or_else(|| office.name.clone());
    let titled = match evidence {
        e if e.starts_with("announced") || e == "metadata" || e == "signature" => "",
        e if e.starts_with("bare") => &bare,
        _ => office.name.as_str(),
    };
    let lines = title(titled, content.year, choices.on("title"));
    let title: String = lines.iter().map(|line| line.trim()).collect();
    let mut items = vec![Item::Title(lines)];
    let day = dates::day(content.year + 1, random.between(1, 3) as u32, random.between(1, 28) as u32);
    let (line, mut published) = publication(choices, content, day, random);
    let mut declared = Vec::new();
    if choices.is("page metadata", "date and source") {
        declared = vec![("ArticleTitle", title.clone()), ("ContentSource", office.name.clone())];
        declared.extend(day.map(|day| ("PubDate", day.to_string())));
        published = day;
    }
    items.extend(line.map(Item::Page));
    let (preamble, period) = preamble(content, choices);
    items.extend(preamble.iter().cloned().map(Item::Paragraph));
    let signed = matches!(evidence, "signature" | "bare name, completed by the signature")
        || choices.is("closing", "signature and date");
    let mut closing = Vec::new();
    if signed {
        closing.push(Item::Page(office.name.clone()));
        closing.extend(day.map(|day| Item::Page(dates::chinese(day))));
    }
    if choices.is("closing", "attachments") {
        closing.push(Item::Page(format!("附件：{title}.pdf")));
    }
    Opening { items, preamble, closing, title, published, period, declared }
}

/// The title in its printed lines.
fn title(office: &str, year: u16, style: &str) -> Vec<String> {
    let (year_text, subject) = (format!("{year}年"), "政府信息公开工作年度报告");
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
    let line = match choices.on("publication date") {
        "发布时间" => format!("发布时间：{} 09:{:02}", day.format("%Y-%m-%d"), views % 60),
        "发布日期 with slashes" => format!("发布日期：{}", day.format("%Y/%m/%d")),
        "发文日期" => format!("发文日期：{}　索引号：0{views}-2024", day.format("%Y-%m-%d")),
        "Chinese date" => format!("发布时间：{}", dates::chinese(day)),
        "beside the source" => {
            format!("来源：{office}　发布时间：{}　浏览次数：{views}", day.format("%Y-%m-%d"))
        }
        _ if choices.is("evidence for the office", "metadata") => {
            return (Some(format!("发布机构：{office}")), None);
        }
        _ => return (None, None),
    };
    let office_line = choices.is("evidence for the office", "metadata") && !line.starts_with("来源");
    let line = if office_line { format!("发布机构：{office}　{line}") } else { line };
    (Some(line), Some(day))
}

fn preamble(content: &Content, choices: &Choices) -> (Vec<String>, Option<(NaiveDate, NaiveDate)>) {
    let (office, year) = (&content.office, content.year);
    let evidence = choices.on("evidence for the office");
    let law = "根据《中华人民共和国政府信息公开条例》的规定，";
    let published = if evidence.starts_with("announced") {
        format!("{law}现公布{}{year}年政府信息公开工作年度报告。", office.name)
    } else if evidence == "bare name, completed in the text" {
        format!("{law}{}编制了本报告。", office.name)
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
        "announced, contact inner unit" => format!("如有疑问，请与{}联系。", office.inner),
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
