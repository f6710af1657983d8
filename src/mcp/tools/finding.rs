//! Tools that find offices, reports and passages.

use serde_json::{Value, json};

use super::{AGENCIES, AGENCY, FROM, LIMITED, OFFSET, TO, Tool, Trouble, YEAR, object, paged};
use super::{Kind, Parameter, Run};
use crate::archive::Archive;
use crate::archive::query::search::Search;
use crate::mcp::tools::arguments::Arguments;
use crate::present::json::ReportView;
use crate::report::problems;

const SECTIONS: Parameter = Parameter {
    name: "sections",
    kind: Kind::Counts,
    required: false,
    says: ("只看这些部分（1 至 6）", "Only these sections (1 to 6)"),
};

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "find_office",
        says: (
            "按名称的一部分找机关：全称、别名、有年报的年度",
            "Find offices by a part of their name: full name, aliases, years with a report",
        ),
        parameters: &[
            Parameter {
                name: "name",
                kind: Kind::Text,
                required: false,
                says: ("名称的一部分", "Part of the name"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(find_office),
    },
    Tool {
        name: "list_reports",
        says: (
            "列出年报：机关、年度、格式版本、发布日期、疑点数",
            "List reports: office, year, edition of the form, day of publication, doubts",
        ),
        parameters: &[AGENCIES, FROM, TO, LIMITED, OFFSET],
        run: Run::Ask(list_reports),
    },
    Tool {
        name: "get_report",
        says: (
            "读一份年报：各部分正文、三张表的数据、其他表格、读取时的说明",
            "Read a report: prose of the sections, figures of the three tables, other tables, remarks of the reader",
        ),
        parameters: &[
            AGENCY,
            YEAR,
            Parameter {
                name: "revision",
                kind: Kind::Count,
                required: false,
                says: ("第几版，默认最新", "Revision; the newest if none"),
            },
            SECTIONS,
        ],
        run: Run::Ask(get_report),
    },
    Tool {
        name: "search",
        says: (
            "查找含有全部词语的段落；双引号为短语，a|b 任一，-词语 排除",
            "Find passages with all the words; \"a phrase\", a|b either, -word excludes",
        ),
        parameters: &[
            Parameter { name: "words", kind: Kind::Text, required: true, says: ("词语", "The words") },
            AGENCIES,
            FROM,
            TO,
            SECTIONS,
            Parameter {
                name: "kind",
                kind: Kind::OneOf(&["problem", "plan", "answer"]),
                required: false,
                says: ("只看问题、措施或整改", "Only problems, plans or answers to earlier problems"),
            },
            Parameter {
                name: "facets",
                kind: Kind::Flag,
                required: false,
                says: ("同时按年度、机关、部分统计", "Count by year, office and section as well"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(search),
    },
];

fn find_office(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let part = arguments.text("name");
    let fits = |name: &String| name.contains(part);
    let offices =
        archive.offices()?.into_iter().filter(|office| fits(&office.name) || office.aliases.iter().any(fits));
    let shown = offices.map(|office| {
        json!({
            "name": office.name,
            "aliases": office.aliases,
            "reports": office.reports,
            "years": office.years.map(|(first, last)| [first, last]),
        })
    });
    Ok(paged("offices", shown.collect(), arguments))
}

fn list_reports(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let listing = archive.list(&arguments.filter())?;
    Ok(paged("reports", listing.reports.iter().map(object).collect(), arguments))
}

fn get_report(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let revision = u32::try_from(arguments.count("revision", 0)).ok().filter(|revision| *revision > 0);
    let mut kept = archive.report(arguments.text("agency"), arguments.year("year"), revision)?;
    let sections = arguments.counts("sections");
    if !sections.is_empty() {
        kept.report.sections.retain(|section| sections.contains(&section.number));
    }
    let mut answer = object(ReportView::<()>::new(&kept.report, &[]));
    answer["filed"] = object(&kept.entry);
    Ok(answer)
}

fn search(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let filter = arguments.filter();
    let found = archive.search(&Search {
        words: arguments.text("words").to_owned(),
        sections: arguments.counts("sections"),
        kinds: arguments.given("kind").and_then(problems::Kind::from_name).into_iter().collect(),
        agencies: filter.agencies,
        years: filter.years,
        facets: arguments.flag("facets"),
        offset: arguments.count("offset", 0),
        limit: arguments.count("limit", 20).min(200),
        ..Search::default()
    })?;
    Ok(object(found))
}
