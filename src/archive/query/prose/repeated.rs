//! Problems that come back: near-duplicate clauses of many reports under one title, with what is done about them.
//!
//! Clauses are compared by their core: the words up to the first comma, without those that any problem may have
//! (仍, 较为, 有待). Short cores are the leaders of clusters, and only leaders are looked up, so that the work grows with
//! the number of different problems and not with its square.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::prose::problems::{Clause, SPEAKS_OF};
use crate::archive::query::reports::browse::Filter;
use crate::archive::query::{Table, Value};
use crate::chinese::likeness::Pairs;
use crate::report::problems::Kind;

/// Words that any problem may have, the longest first where one begins like another.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "一定程度上", "在一定程度上", "仍然", "依然", "依旧", "还是", "还", "仍", "尚", "较为", "比较", "相对", "有待", "亟待", "亟需", "进一步", "需要", "还需", "仍需",
    "需", "存在", "方面", "的问题", "问题", "现象", "情况", "不足之处", "一定的", "一定", "部分", "个别", "少数", "有些", "有的", "某些", "一些", "等", "主要",
    "目前", "由于", "我局", "我市", "我县", "我区", "我镇", "我街道", "我委", "我办", "本机关", "本单位", "的", "了", "是", "对", "和", "与", "及", "较", "在",
];

/// Cores that share so many of their pairs are the same problem. This share and the next are estimates, set on the
/// passages of the tests.
const SAME: f64 = 0.6;

/// So many of a leader's pairs must be in a clause that only goes into it.
const WITHIN: f64 = 0.8;

/// Pairs that a leader needs before a clause that contains it is the same: 公开内容 is in many problems.
const SHORTEST: usize = 5;

/// Leaders looked at for a clause, and entries of the list of leaders read for it.
const CANDIDATES: usize = 24;
const ENTRIES: usize = 10_000;

/// Measures that a cluster shows.
const MEASURES: usize = 3;

/// Problems that come back, most often first.
#[derive(Debug, Clone, Serialize)]
pub struct Repeated {
    /// Number of clusters, also of those that are not shown.
    pub total: usize,
    /// The clusters asked for.
    pub problems: Vec<Cluster>,
}

/// A problem that several reports name.
#[derive(Debug, Clone, Serialize)]
pub struct Cluster {
    /// The commonest words for it.
    pub title: String,
    /// Number of different years.
    pub years: usize,
    /// Number of different offices.
    pub offices: usize,
    /// Every report that names it, by office and year.
    pub reports: Vec<Named>,
    /// What those reports will do about it, the commonest first.
    pub measures: Vec<Measure>,
}

/// Where a problem is named.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The words there.
    pub text: String,
}

/// What is done about a problem.
#[derive(Debug, Clone, Serialize)]
pub struct Measure {
    /// The commonest words for it.
    pub text: String,
    /// Reports that plan it.
    pub reports: usize,
}

impl Repeated {
    /// As titled columns and rows, one a report.
    pub fn table(&self) -> Table {
        let columns = ["problem", "title", "years", "offices", "agency", "year", "text"];
        let rows = self.problems.iter().enumerate().flat_map(|(n, cluster)| {
            cluster.reports.iter().map(move |named| -> Vec<Value> {
                vec![
                    Value::Integer(n as i64 + 1),
                    cluster.title.as_str().into(),
                    Value::Integer(cluster.years as i64),
                    Value::Integer(cluster.offices as i64),
                    named.agency.as_str().into(),
                    named.year.into(),
                    named.text.as_str().into(),
                ]
            })
        });
        Table { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}

impl Archive {
    /// Problems that several reports name in nearly the same words: in several years or several offices. Those that
    /// most reports name come first; at most `limit`.
    ///
    /// # Errors
    /// Those of [`Archive::office`], what is wrong with the archive.
    pub fn repeated_problems(&self, filter: &Filter, limit: usize) -> Result<Repeated, Error> {
        let clauses = self.clauses(filter)?;
        let of = |kind: Kind| clauses.iter().filter(move |clause| clause.kind == kind);
        let problems: Vec<&Clause> = of(Kind::Problem).collect();
        let mut plans: HashMap<(&str, u16), Vec<&Clause>> = HashMap::new();
        of(Kind::Plan).for_each(|plan| plans.entry((&plan.agency, plan.year)).or_default().push(plan));
        let mut groups: Vec<(usize, usize, Vec<&Clause>)> = gathered(&problems)
            .into_iter()
            .map(|members| {
                let years: BTreeSet<u16> = members.iter().map(|clause| clause.year).collect();
                let offices: BTreeSet<&str> = members.iter().map(|clause| clause.agency.as_str()).collect();
                (years.len(), offices.len(), members)
            })
            .filter(|(years, offices, _)| *years > 1 || *offices > 1)
            .collect();
        groups.sort_by_key(|(years, offices, members)| {
            (std::cmp::Reverse((reports(members), *years, *offices)), members[0].text.clone())
        });
        let total = groups.len();
        groups.truncate(limit);
        let cluster = |(years, offices, members): (usize, usize, Vec<&Clause>)| Cluster {
            title: title(&members),
            years,
            offices,
            measures: measures(&members, &plans),
            reports: members
                .iter()
                .map(|Clause { agency, year, text, .. }| Named {
                    agency: agency.clone(),
                    year: *year,
                    text: text.clone(),
                })
                .collect(),
        };
        Ok(Repeated { total, problems: groups.into_iter().map(cluster).collect() })
    }
}

/// Number of different reports.
fn reports(members: &[&Clause]) -> usize {
    members.iter().map(|clause| (&clause.agency, clause.year)).collect::<BTreeSet<_>>().len()
}

/// The words up to the first comma.
fn head(text: &str) -> &str {
    text.split(['，', ',', '；', ';', '。', '：', ':']).next().unwrap_or(text).trim()
}

/// What a clause is about, without the words that any problem may have.
fn core(text: &str) -> String {
    FILLERS.iter().fold(head(text).to_owned(), |core, filler| core.replace(filler, ""))
}

/// A clause made ready.
struct Ready<'a> {
    clause: &'a Clause,
    core: Pairs,
}

/// Clauses that are the same problem, each list by office and year.
fn gathered<'a>(clauses: &[&'a Clause]) -> Vec<Vec<&'a Clause>> {
    let ready = clauses.iter().map(|&clause| Ready { clause, core: Pairs::of(&core(&clause.text)) });
    let mut ready: Vec<Ready<'a>> = ready.filter(|ready| ready.core.len() >= 3).collect();
    // short ones lead; of equal ones the first by office and year
    ready.sort_by(|a, b| {
        let place = |ready: &Ready<'a>| (ready.core.len(), ready.clause.agency.clone(), ready.clause.year);
        place(a).cmp(&place(b)).then_with(|| a.clause.text.cmp(&b.clause.text))
    });
    let mut clusters: Vec<Vec<&Ready<'a>>> = Vec::new();
    let mut led: HashMap<(char, char), Vec<usize>> = HashMap::new();
    for one in &ready {
        match nearest(one, &clusters, &led) {
            Some(cluster) => clusters[cluster].push(one),
            None => {
                one.core.iter().for_each(|pair| led.entry(pair).or_default().push(clusters.len()));
                clusters.push(vec![one]);
            }
        }
    }
    let listed = |cluster: Vec<&Ready<'a>>| {
        let mut members: Vec<&'a Clause> = cluster.into_iter().map(|ready| ready.clause).collect();
        members.sort_by(|a, b| (&a.agency, a.year, &a.text).cmp(&(&b.agency, b.year, &b.text)));
        members
    };
    clusters.into_iter().map(listed).collect()
}

/// The cluster whose leader is nearest, if one is near enough.
fn nearest(
    one: &Ready<'_>,
    clusters: &[Vec<&Ready<'_>>],
    led: &HashMap<(char, char), Vec<usize>>,
) -> Option<usize> {
    let mut lists: Vec<(&[usize], (char, char))> = one
        .clause
        .pairs
        .iter()
        .chain(one.core.iter())
        .filter_map(|pair| Some((led.get(&pair)?.as_slice(), pair)))
        .collect();
    lists.sort_by_key(|(list, pair)| (list.len(), *pair));
    lists.dedup_by_key(|(_, pair)| *pair);
    let mut shared: HashMap<usize, usize> = HashMap::new();
    let mut read = 0;
    for (list, _) in lists {
        list.iter().for_each(|cluster| *shared.entry(*cluster).or_default() += 1);
        read += list.len();
        if read > ENTRIES {
            break;
        }
    }
    let mut candidates: Vec<(usize, usize)> = shared.into_iter().filter(|(_, count)| *count >= 2).collect();
    candidates.sort_by_key(|&(cluster, count)| (std::cmp::Reverse(count), cluster));
    let likeness = |cluster: usize| {
        let leader = &clusters[cluster][0].core;
        let alike = leader.likeness(&one.core);
        let within = leader.len() >= SHORTEST && leader.within(&one.clause.pairs) >= WITHIN;
        (alike >= SAME || within).then_some(alike)
    };
    let near = candidates
        .into_iter()
        .take(CANDIDATES)
        .filter_map(|(cluster, _)| Some((likeness(cluster)?, cluster)));
    near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, cluster)| cluster)
}

/// The commonest words of a cluster: of the core that most members have, the words that most of them use.
fn title(members: &[&Clause]) -> String {
    let mut by_core: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for clause in members {
        by_core.entry(core(&clause.text)).or_default().push(head(&clause.text));
    }
    let words = by_core
        .into_iter()
        .max_by_key(|(core, heads)| (heads.len(), std::cmp::Reverse(core.chars().count())))
        .map_or_else(Vec::new, |(_, heads)| heads);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    words.into_iter().for_each(|head| *counts.entry(head).or_default() += 1);
    let best =
        counts.into_iter().max_by_key(|(head, count)| (*count, std::cmp::Reverse(head.chars().count())));
    best.map_or_else(String::new, |(head, _)| head.to_owned())
}

/// What the reports of a cluster will do about it.
fn measures(members: &[&Clause], plans: &HashMap<(&str, u16), Vec<&Clause>>) -> Vec<Measure> {
    let answering = members.iter().filter_map(|clause| {
        let core = Pairs::of(&core(&clause.text));
        let own = plans.get(&(clause.agency.as_str(), clause.year))?;
        let near = own.iter().map(|plan| (core.within(&plan.pairs), *plan));
        let (share, plan) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (share >= SPEAKS_OF).then_some(plan)
    });
    let mut groups: Vec<(usize, String)> = gathered(&answering.collect::<Vec<_>>())
        .into_iter()
        .map(|plans| (reports(&plans), title(&plans)))
        .collect();
    groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    groups.truncate(MEASURES);
    groups.into_iter().map(|(reports, text)| Measure { text, reports }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(texts: &[&str]) -> Vec<Clause> {
        let of = |(n, text): (usize, &&str)| {
            Clause::of(format!("第{n}局"), 2020 + (n % 5) as u16, Kind::Problem, text)
        };
        texts.iter().enumerate().map(of).collect()
    }

    #[test]
    fn wordings_of_one_problem_are_one_cluster() {
        let all = clauses(&[
            "政策解读形式较为单一，文字稿居多",
            "解读形式单一",
            "政策解读形式仍比较单一",
            "政策解读的形式单一问题仍需攻坚",
            "解读形式单一",
            "基层工作人员不足，一人多岗",
            "基层工作人员仍然不足",
            "公开内容不够全面",
        ]);
        let groups = gathered(&all.iter().collect::<Vec<_>>());
        let sizes: Vec<(usize, String)> =
            groups.iter().map(|members| (members.len(), title(members))).collect();
        assert!(sizes.contains(&(5, "解读形式单一".to_owned())), "{sizes:?}");
        assert!(sizes.iter().any(|(count, _)| *count == 2), "{sizes:?}");
        assert_eq!(groups.len(), 3, "{sizes:?}");
    }

    #[test]
    fn a_problem_that_very_many_name_is_found_all_the_same() {
        let mut texts: Vec<String> =
            (0..3000).map(|n| format!("政策解读形式单一，第{n}种表现较突出")).collect();
        texts.extend(
            (0..3000).map(|n| format!("{}栏目更新不及时", char::from_u32(0x4e00 + n).unwrap_or('某'))),
        );
        let all = clauses(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let groups = gathered(&all.iter().collect::<Vec<_>>());
        assert!(groups.iter().any(|members| members.len() == 3000 && title(members) == "政策解读形式单一"));
        assert!(groups.len() < 20, "{}", groups.len());
    }
}
