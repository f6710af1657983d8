//! Tools that follow figures.

use serde_json::{Value, json};

use super::{AGENCIES, AGENCY, APPLICANT, FROM, INDICATOR, LIMITED, OFFSET, TO, Tool, Trouble, YEAR, paged};
use super::{Kind, Parameter, Run};
use crate::archive::Archive;
use crate::archive::query::series::Wanted;
use crate::archive::query::sql::Allowance;
use crate::mcp::tools::arguments::Arguments;
use crate::report::derived::DERIVED;
use crate::report::form::indicators as all_indicators;

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "indicators",
        says: (
            "列出法定表格的各项数据和由此计算的比率：键、名称、单位",
            "List the figures of the statutory form and the rates that follow from them: key, label, unit",
        ),
        parameters: &[
            Parameter {
                name: "part",
                kind: Kind::Text,
                required: false,
                says: ("键或名称的一部分", "Part of a key or label"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Tell(indicators),
    },
    Tool {
        name: "series",
        says: (
            "历年数据：每个机关每年一个，或各机关合计、平均；合计不重复计入已被汇总的机关",
            "Figures over the years: one for each office and year, or their sum or mean; a sum counts no office twice",
        ),
        parameters: &[
            INDICATOR,
            APPLICANT,
            AGENCIES,
            FROM,
            TO,
            Parameter {
                name: "sum",
                kind: Kind::Flag,
                required: false,
                says: ("各机关合计", "Add the offices up"),
            },
            Parameter {
                name: "mean",
                kind: Kind::Flag,
                required: false,
                says: ("各机关平均", "Mean of the offices"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(series),
    },
    Tool {
        name: "rank",
        says: (
            "按某一年的数据或与上年的变化给机关排序",
            "Rank offices by a figure of a year, or by its change from the year before",
        ),
        parameters: &[
            INDICATOR,
            APPLICANT,
            YEAR,
            Parameter {
                name: "change",
                kind: Kind::Flag,
                required: false,
                says: ("按变化排序", "Rank by the change"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(rank),
    },
    Tool {
        name: "compare",
        says: (
            "对照两份年报的数据：同一机关的两个年度，或两个机关",
            "Compare the figures of two reports: two years of an office, or two offices",
        ),
        parameters: &[
            AGENCY,
            YEAR,
            Parameter {
                name: "other_agency",
                kind: Kind::Text,
                required: false,
                says: ("另一机关，默认同一机关", "The other office; the same if none"),
            },
            Parameter {
                name: "other_year",
                kind: Kind::Count,
                required: false,
                says: ("另一年度，默认同一年度", "The other year; the same if none"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(compare),
    },
    Tool {
        name: "sql",
        says: (
            "用 SQL 查询数据库，只读；表和视图见 sqlite_schema",
            "Query the database in SQL, read-only; tables and views are in sqlite_schema",
        ),
        parameters: &[
            Parameter {
                name: "statement",
                kind: Kind::Text,
                required: true,
                says: ("一条语句", "One statement"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(sql),
    },
];

fn indicators(arguments: &Arguments) -> Result<Value, Trouble> {
    let part = arguments.text("part");
    let of_form = all_indicators().map(|indicator| {
        let label = indicator.path.join("/");
        (indicator.key, label, indicator.unit.label().to_owned(), indicator.by_applicant, None)
    });
    let derived = DERIVED.iter().map(|derived| {
        let unit = derived.unit().to_owned();
        (derived.key, derived.label.to_owned(), unit, derived.by_applicant, Some(derived.definition))
    });
    let fits = of_form.chain(derived).filter(|(key, label, ..)| key.contains(part) || label.contains(part));
    let shown = fits.map(|(key, label, unit, by_applicant, definition)| {
        let mut entry = json!({ "key": key, "label": label, "unit": unit, "by_applicant": by_applicant });
        if let Some(definition) = definition {
            entry["definition"] = definition.into();
        }
        entry
    });
    Ok(paged("indicators", shown.collect(), arguments))
}

fn series(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let filter = arguments.filter();
    let series = archive.series(&Wanted {
        indicators: vec![arguments.text("indicator").to_owned()],
        applicant: arguments.applicant().map_err(Trouble::Arguments)?,
        agencies: filter.agencies,
        years: filter.years,
        sum: arguments.flag("sum"),
        mean: arguments.flag("mean"),
        all: false,
        about: false,
    })?;
    Ok(paged("points", rows(&series.table()), arguments))
}

fn rank(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let applicant = arguments.applicant().map_err(Trouble::Arguments)?;
    let (indicator, change) = (arguments.text("indicator"), arguments.flag("change"));
    let ranking = archive.rank(indicator, applicant, arguments.year("year"), change, false)?;
    Ok(paged("offices", rows(&ranking.table()), arguments))
}

fn compare(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let (agency, year) = (arguments.text("agency"), arguments.year("year"));
    let other_year = if arguments.count("other_year", 0) > 0 { arguments.year("other_year") } else { year };
    let other = arguments.given("other_agency").unwrap_or(agency);
    let comparison = archive.compare((agency, year), (other, other_year))?;
    Ok(paged("figures", rows(&comparison.table()), arguments))
}

fn sql(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let table = archive.sql(arguments.text("statement"), Allowance::default())?;
    Ok(paged("rows", rows(&table), arguments))
}

/// The rows of a table, each by the names of its columns; what a row does not have is left out.
fn rows(table: &crate::archive::query::Table) -> Vec<Value> {
    let row = |values: &Vec<crate::archive::query::Value>| {
        let named = table.columns.iter().zip(values).map(|(name, value)| (name.clone(), json!(value)));
        Value::Object(named.filter(|(_, value)| !value.is_null()).collect())
    };
    table.rows.iter().map(row).collect()
}
