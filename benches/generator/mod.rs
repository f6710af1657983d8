//! Fictitious annual reports in any number: own prose, consistent figures, many offices, the years of both forms.
//!
//! The same seed gives the same reports. Tests use it too.

use nianbao::report::form::{Indicator, Over};
use nianbao::report::{Applicant, Figure, FormId, Quantity, Report, Section, State, Unsure};

/// A small generator of random numbers (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    pub(crate) fn next(&mut self) -> u64 {
        next(&mut self.0)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// The next number of a stream, and its state after it.
pub(crate) fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The first year of generated reports; there are [`YEARS`] of each office.
pub(crate) const FIRST_YEAR: u16 = 2019;

/// Reports of each office.
pub(crate) const YEARS: usize = 6;

const REGIONS: &[&str] =
    &["云", "青", "白", "金", "玉", "石", "清", "长", "安", "平", "宁", "临", "东", "南", "西", "北"];
const PLACES: &[&str] =
    &["州", "河", "山", "江", "湖", "林", "溪", "泉", "岭", "原", "川", "城", "桥", "塘", "港", "峰"];
const LEVELS: &[&str] = &["市", "县", "区"];
const BODIES: &[&str] = &[
    "教育局",
    "财政局",
    "水务局",
    "民政局",
    "司法局",
    "审计局",
    "统计局",
    "交通运输局",
    "农业农村局",
    "卫生健康委员会",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "文化和旅游局",
    "应急管理局",
    "市场监督管理局",
    "医疗保障局",
    "退役军人事务局",
    "发展和改革委员会",
    "人民政府",
];

/// The name of the n-th office.
pub(crate) fn office(n: usize) -> String {
    let (body, rest) = (n % BODIES.len(), n / BODIES.len());
    let (level, rest) = (rest % LEVELS.len(), rest / LEVELS.len());
    let (place, rest) = (rest % PLACES.len(), rest / PLACES.len());
    let region = REGIONS[rest % REGIONS.len()];
    let more = if rest >= REGIONS.len() { REGIONS[(rest / REGIONS.len()) % REGIONS.len()] } else { "" };
    format!("{more}{region}{}{}{}", PLACES[place], LEVELS[level], BODIES[body])
}

/// The n-th report of the world: six years of each office, one office after the other.
pub(crate) fn report(n: usize) -> Report {
    let mut random = Random::new(n as u64);
    let agency = office(n / YEARS);
    let year = FIRST_YEAR + (n % YEARS) as u16;
    let form = FormId::for_year(year);
    let edition = form.edition().expect("every generated year has a form");
    let figures = figures(edition.indicators, edition.sums, &mut random);
    let title = format!("{agency}{year}年政府信息公开工作年度报告");
    let count = |key| {
        let figure: Option<&Figure> =
            figures.iter().find(|f: &&Figure| f.indicator == key && f.applicant == Some(Applicant::Total));
        figure.and_then(|f| f.value).unwrap_or_default()
    };
    let opening = format!(
        "{year}年，{agency}新收政府信息公开申请{}件，上年结转{}件，办结{}件，结转下年度继续办理{}件。",
        count("requests.received"),
        count("requests.carried_in"),
        count("requests.concluded"),
        count("requests.carried_out")
    );
    let sections = edition.headings.iter().map(|heading| Section {
        number: heading.number,
        ordinal: Some(["一", "二", "三", "四", "五", "六"][usize::from(heading.number) - 1].to_owned()),
        title: heading.title.to_owned(),
        heading_found: true,
        text: match heading.number {
            1 => format!("{opening}\n{}", prose(&mut random, 1500)),
            5 => prose(&mut random, 700),
            6 => prose(&mut random, 250),
            _ => String::new(),
        },
        place: nianbao::report::Place::default(),
    });
    Report {
        preamble: format!(
            "根据《中华人民共和国政府信息公开条例》的规定，现公布{agency}{year}年政府信息公开工作年度报告。全文由六个部分组成，统计期限自{year}年1月1日起至{year}年12月31日止。"
        ),
        sections: sections.collect(),
        agency,
        agency_printed: None,
        year,
        form,
        title,
        published: None,
        period: None,
        unsure: Unsure::default(),
        figures,
        other_tables: Vec::new(),
        notes: Vec::new(),
        ocr: false,
    }
}

const SUBJECTS: &[&str] = &[
    "我局",
    "办公室",
    "各科室",
    "信息中心",
    "政策法规科",
    "窗口单位",
    "下属各单位",
    "公开工作领导小组",
    "值班人员",
    "承办科室",
    "乡镇站所",
    "业务骨干",
];
const WAYS: &[&str] = &[
    "认真",
    "及时",
    "严格",
    "持续",
    "主动",
    "逐项",
    "分批",
    "按季度",
    "会同有关部门",
    "对照清单",
    "结合实际",
    "坚持问题导向",
    "压实责任",
    "依法依规",
    "在规定时限内",
    "通过门户网站",
    "借助新媒体平台",
    "以会代训",
];
const ACTS: &[&str] = &[
    "梳理", "更新", "公布", "审核", "解读", "答复", "回应", "归集", "整理", "核对", "督促", "培训", "完善",
    "修订", "清理", "检查", "推送", "规范",
];
const THINGS: &[&str] = &[
    "主动公开基本目录",
    "行政规范性文件",
    "财政预决算信息",
    "行政许可事项",
    "行政处罚决定",
    "惠民补贴发放情况",
    "重大建设项目进展",
    "公共企事业单位信息",
    "依申请公开台账",
    "政策问答",
    "政务公开专区",
    "便民服务指南",
    "乡村振兴资金安排",
    "防汛抗旱信息",
    "学校招生方案",
    "食品抽检结果",
    "空气质量数据",
    "就业创业政策",
    "医保报销办法",
    "老旧小区改造计划",
    "公交线路调整方案",
    "水价听证材料",
    "网站错敏信息",
    "微信公众号栏目",
    "政府公报",
    "政务服务事项",
    "人大代表建议办理结果",
    "政协提案办理情况",
    "部门职责边界",
    "行政复议案件",
    "行政诉讼应诉材料",
    "群众来信来访",
    "公开属性源头认定",
    "保密审查流程",
    "档案查阅点",
];
const RESULTS: &[&str] = &[
    "全年公开各类信息{n}条",
    "回应群众关切{n}件次",
    "组织业务培训{n}期",
    "发布图文解读{n}篇",
    "新媒体阅读量达到{n}次",
    "接待现场查阅{n}人次",
    "处理咨询电话{n}个",
    "整改网站问题{n}处",
    "公开质量有所提升",
    "群众满意度稳步提高",
    "没有发生泄密事件",
    "未收取任何费用",
    "工作机制更加顺畅",
    "责任链条进一步压实",
    "答复时限明显缩短",
];
const FAULTS: &[&str] = &[
    "公开内容不够全面",
    "解读形式较为单一",
    "人员调整频繁",
    "栏目更新不够及时",
    "基层力量薄弱",
    "答复文书不够规范",
    "公众参与度不高",
    "数据归集口径不一致",
    "部分科室主动性不强",
    "平台互动功能较弱",
];

/// Prose of about so many characters, some sentences a paragraph.
fn prose(random: &mut Random, characters: usize) -> String {
    let mut text = String::new();
    let mut length = 0;
    while length < characters {
        let before = text.len();
        match random.below(5) {
            0 => text.push_str(&format!(
                "{}是{}。",
                random.pick(&["一", "二", "三", "四"]),
                random.pick(FAULTS)
            )),
            1 => text.push_str(&format!(
                "针对{}的问题，{}{}{}{}，",
                random.pick(FAULTS),
                random.pick(SUBJECTS),
                random.pick(WAYS),
                random.pick(ACTS),
                random.pick(THINGS)
            )),
            _ => text.push_str(&format!(
                "{}{}{}{}、{}，",
                random.pick(SUBJECTS),
                random.pick(WAYS),
                random.pick(ACTS),
                random.pick(THINGS),
                random.pick(THINGS)
            )),
        }
        if text.ends_with('，') {
            text.push_str(&random.pick(RESULTS).replace("{n}", &random.below(3000).to_string()));
            text.push('。');
        }
        length += text[before..].chars().count();
        if random.below(5) == 0 {
            text.push('\n');
        }
    }
    text.trim_end().to_owned()
}

/// Figures for every cell of a form; its sums hold.
fn figures(
    indicators: &'static [Indicator],
    sums: &'static [nianbao::report::form::Sum],
    random: &mut Random,
) -> Vec<Figure> {
    let mut table: Vec<(&'static Indicator, [i64; 7])> = Vec::new();
    for indicator in indicators {
        let mut row = [0; 7];
        for value in row.iter_mut().take(6) {
            *value = match random.below(10) {
                0..7 => 0,
                7..9 => random.below(10) as i64,
                _ => random.below(300) as i64,
            };
        }
        table.push((indicator, row));
    }
    let of = |table: &[(&'static Indicator, [i64; 7])], key: &str, column: usize| {
        table.iter().find(|(i, _)| i.key == key).map_or(0, |(_, row)| row[column])
    };
    let set = |table: &mut [(&'static Indicator, [i64; 7])], key: &str, column: usize, value: i64| {
        if let Some((_, row)) = table.iter_mut().find(|(i, _)| i.key == key) {
            row[column] = value;
        }
    };
    // a row that replaces others is not printed beside them
    let replacing: Vec<&str> =
        indicators.iter().filter(|i| !i.stands_for.is_empty()).map(|i| i.key).collect();
    for key in &replacing {
        (0..7).for_each(|column| set(&mut table, key, column, 0));
    }
    for sum in sums.iter().rev() {
        let columns = if sum.over == Over::EachColumn { 6 } else { 1 };
        for column in 0..columns {
            let left: i64 = sum.left.iter().map(|key| of(&table, key, column)).sum();
            match sum.right {
                [only] => set(&mut table, only, column, left),
                // received + carried in = concluded + carried out: enough must have come in
                [concluded, carried_out] => {
                    let gone: i64 = of(&table, concluded, column) + of(&table, carried_out, column);
                    let carried_in = of(&table, sum.left[1], column).min(gone);
                    set(&mut table, sum.left[1], column, carried_in);
                    set(&mut table, sum.left[0], column, gone - carried_in);
                }
                _ => {}
            }
        }
    }
    for (_, row) in &mut table {
        row[6] = row[..6].iter().sum();
    }
    let figure = |indicator: &'static Indicator, applicant, value: i64| Figure {
        indicator: indicator.key,
        applicant,
        state: State::Number,
        value: Some(Quantity::whole(value)),
        printed: Some(value.to_string()),
        remark: None,
        doubt: None,
        place: None,
    };
    let mut figures = Vec::new();
    for (indicator, row) in table.iter().filter(|(indicator, _)| !replacing.contains(&indicator.key)) {
        if indicator.by_applicant {
            let columns = Applicant::ALL.iter().zip(row);
            figures.extend(columns.map(|(applicant, value)| figure(indicator, Some(*applicant), *value)));
        } else {
            figures.push(figure(indicator, None, row[0]));
        }
    }
    figures
}

/// The report as a text file with its tables as lines of cells.
pub(crate) fn text(report: &Report) -> String {
    let mut text = format!("{}\n\n{}\n", report.title, report.preamble);
    for section in &report.sections {
        let ordinal = section.ordinal.as_deref().unwrap_or_default();
        text.push_str(&format!("\n{ordinal}、{}\n\n", section.title));
        if matches!(section.number, 2..=4) {
            text.push_str(&table(report, section.number));
        }
        text.push_str(&section.text);
        text.push('\n');
    }
    text
}

fn table(report: &Report, section: u8) -> String {
    let edition = report.form.edition().expect("a generated report has a form");
    let mut text = String::new();
    let value = |key: &str, applicant| {
        report.value(key, applicant).map(|value| value.to_string()).unwrap_or_default()
    };
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    match section {
        2 => {
            let mut item = "";
            let mut row = "";
            let mut heads: Vec<String> = Vec::new();
            let mut values: Vec<String> = Vec::new();
            let mut rows: Vec<(Vec<String>, Vec<String>)> = Vec::new();
            for indicator in edition.section(2) {
                let [i, r, column] = indicator.path else { continue };
                if *r != row {
                    rows.push((std::mem::take(&mut heads), std::mem::take(&mut values)));
                    values.push((*r).to_owned());
                    heads.push(if *i == item { String::new() } else { (*i).to_owned() });
                }
                (item, row) = (i, r);
                heads.push((*column).to_owned());
                values.push(value(indicator.key, None));
            }
            rows.push((heads, values));
            let mut last: Vec<String> = Vec::new();
            for (heads, values) in rows.into_iter().skip(1) {
                if !heads[0].is_empty() {
                    let mut title = vec![heads[0].clone()];
                    title.resize(heads.len(), String::new());
                    text.push_str(&line(&title));
                }
                if heads[1..] != last[..] || !heads[0].is_empty() {
                    let mut head = vec!["信息内容".to_owned()];
                    head.extend_from_slice(&heads[1..]);
                    text.push_str(&line(&head));
                }
                last = heads[1..].to_vec();
                text.push_str(&line(&values));
            }
        }
        3 => {
            let mut head =
                vec!["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）".to_owned()];
            head.extend(["", ""].map(str::to_owned));
            head.extend(Applicant::ALL.map(|applicant| applicant.label().to_owned()));
            text.push_str(&line(&head));
            for indicator in edition.section(3) {
                if report
                    .figure(indicator.key, Some(Applicant::Total))
                    .is_none_or(|f| f.state == State::Absent)
                {
                    continue;
                }
                let mut cells: Vec<String> = indicator.path.iter().map(|label| (*label).to_owned()).collect();
                cells.resize(3, String::new());
                cells.extend(Applicant::ALL.map(|applicant| value(indicator.key, Some(applicant))));
                text.push_str(&line(&cells));
            }
        }
        _ => {
            let indicators: Vec<&Indicator> = edition.section(4).collect();
            for level in 0..3 {
                let cells: Vec<String> = indicators
                    .iter()
                    .map(|indicator| indicator.path.get(level).copied().unwrap_or_default().to_owned())
                    .collect();
                text.push_str(&line(&cells));
            }
            let values: Vec<String> = indicators.iter().map(|indicator| value(indicator.key, None)).collect();
            text.push_str(&line(&values));
        }
    }
    text
}
