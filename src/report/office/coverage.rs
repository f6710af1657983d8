//! Whose figures are in whose report already: an office must not be added to the offices that its report covers.
//!
//! The register says so; of offices that it does not know, names do: the report of a people's government covers the
//! offices of its region (Regulations on Open Government Information of 2019, articles 49 and 50). What only names say
//! is assumed. In: names. No report is read here.

use std::collections::{HashMap, HashSet};

use crate::report::register::Register;

/// What the name of a government ends in.
const GOVERNMENT: &str = "人民政府";

/// Ranks of regions, which names of zones leave out: 某某市, 某某经济开发区.
const RANKS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// What makes a name that of a zone.
const ZONES: [&str; 6] = ["开发区", "新区", "园区", "示范区", "管理委员会", "管委会"];

/// Which offices are above which, in the sense that their reports cover them.
#[derive(Debug, Default)]
pub struct Coverage {
    above: HashMap<String, Vec<Above>>,
}

/// An office whose report covers another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// Its name.
    pub name: String,
    /// Only names say so.
    pub assumed: bool,
}

impl Coverage {
    /// The coverage among offices of these names and those of the register.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, register: &Register) -> Self {
        let mut coverage = Self::default();
        for office in register.offices() {
            let stated = office.covers.iter().flatten();
            stated.for_each(|child| coverage.put(child, &office.name, false));
            if let Some(parent) = &office.parent {
                let lists = register.office(parent).is_some_and(|parent| parent.covers.is_some());
                if !lists {
                    coverage.put(&office.name, parent, false);
                }
            }
        }
        let names: Vec<&str> = names.into_iter().collect();
        let regions: HashMap<&str, &str> =
            names.iter().filter_map(|name| Some((name.strip_suffix(GOVERNMENT)?, *name))).collect();
        let stems: HashMap<&str, &str> =
            regions.iter().map(|(region, name)| (region.trim_end_matches(RANKS), *name)).collect();
        for name in names.iter().filter(|name| register.office(name).is_none()) {
            let zone = ZONES.iter().any(|zone| name.contains(zone));
            for (end, _) in name.char_indices().skip(2) {
                let begin = &name[..end];
                let found = regions.get(begin).or_else(|| stems.get(begin).filter(|_| zone));
                if let Some(government) = found.filter(|government| *government != name) {
                    coverage.put(name, government, true);
                }
            }
        }
        coverage
    }

    fn put(&mut self, child: &str, name: &str, assumed: bool) {
        if child != name {
            self.above.entry(child.to_owned()).or_default().push(Above { name: name.to_owned(), assumed });
        }
    }

    /// Every office whose report covers this one, by way of others too.
    pub fn above(&self, name: &str) -> Vec<Above> {
        let mut seen = HashSet::from([name]);
        let mut found: Vec<Above> = Vec::new();
        let mut next = vec![(name, false)];
        while let Some((name, assumed)) = next.pop() {
            for above in self.above.get(name).into_iter().flatten() {
                if seen.insert(&above.name) {
                    let assumed = assumed || above.assumed;
                    found.push(Above { name: above.name.clone(), assumed });
                    next.push((&above.name, assumed));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::register::Office;

    fn above(coverage: &Coverage, name: &str) -> Vec<(String, bool)> {
        coverage.above(name).into_iter().map(|above| (above.name, above.assumed)).collect()
    }

    #[test]
    fn names_alone_say_which_government_covers_an_office() {
        let names = [
            "青河市人民政府",
            "青河市人民政府办公室",
            "青河市教育局",
            "青河高新技术产业开发区管理委员会",
            "青河乳业局",
            "云州市教育局",
        ];
        let coverage = Coverage::new(names, &Register::default());
        let government = vec![("青河市人民政府".to_owned(), true)];
        for name in &names[1..4] {
            assert_eq!(above(&coverage, name), government, "{name}");
        }
        for name in [names[0], names[4], names[5]] {
            assert!(above(&coverage, name).is_empty(), "{name}");
        }
    }

    #[test]
    fn the_register_comes_before_names_and_circles_end() {
        let under = |name: &str, parent: &str| Office { parent: Some(parent.into()), ..Office::named(name) };
        let lists = Office { covers: Some(vec!["丙".into()]), ..under("甲", "乙") };
        let register =
            Register::new([lists, under("乙", "甲"), Office::named("青河市教育局"), under("丙", "丁")]);
        let coverage = Coverage::new(["青河市人民政府", "青河市教育局"], &register);
        assert!(above(&coverage, "青河市教育局").is_empty());
        assert_eq!(above(&coverage, "甲"), [("乙".to_owned(), false)]);
        assert!(above(&coverage, "乙").is_empty(), "甲 lists whom it covers");
        assert_eq!(above(&coverage, "丙").len(), 3);
    }
}
