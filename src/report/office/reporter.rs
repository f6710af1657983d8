//! What kind of body reports: an organ of the administration, or one of the bodies that disclose information by rules
//! of their own: schools and universities, hospitals, public enterprises.
//!
//! Told from the name, and where that says nothing from the word between year and subject in the title. Sources: the
//! Regulations, article 55 (公共企事业单位); 《高等学校信息公开办法》 (2010), whose reports cover a school year and are due by the
//! end of October.

use serde::Serialize;

/// What kind of body reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reporter {
    /// A people's government, or the region that it governs.
    Government,
    /// Any other organ of the administration, or a body that does its work.
    Organ,
    /// A school or university.
    School,
    /// A hospital or another body of public health.
    Hospital,
    /// A public enterprise.
    Enterprise,
}

/// Endings of names, the longest first where one is the end of another.
#[rustfmt::skip]
const ENDINGS: &[(&str, Reporter)] = &[
    ("行政学院", Reporter::Organ), ("社会主义学院", Reporter::Organ), ("人民法院", Reporter::Organ), ("检察院", Reporter::Organ),
    ("科学院", Reporter::Organ), ("研究院", Reporter::Organ), ("国务院", Reporter::Organ), ("人民银行", Reporter::Organ),
    ("人民政府", Reporter::Government), ("政府", Reporter::Government), ("省", Reporter::Government), ("市", Reporter::Government),
    ("县", Reporter::Government), ("区", Reporter::Government), ("州", Reporter::Government), ("旗", Reporter::Government),
    ("盟", Reporter::Government), ("镇", Reporter::Government), ("乡", Reporter::Government),
    ("大学", Reporter::School), ("学院", Reporter::School), ("学校", Reporter::School), ("中学", Reporter::School),
    ("小学", Reporter::School), ("幼儿园", Reporter::School), ("职教中心", Reporter::School), ("校", Reporter::School),
    ("医院", Reporter::Hospital), ("卫生院", Reporter::Hospital), ("保健院", Reporter::Hospital), ("血站", Reporter::Hospital),
    ("中心血库", Reporter::Hospital), ("急救中心", Reporter::Hospital), ("卫生服务中心", Reporter::Hospital),
    ("公司", Reporter::Enterprise), ("集团", Reporter::Enterprise), ("银行", Reporter::Enterprise), ("水厂", Reporter::Enterprise),
    ("供电局", Reporter::Enterprise),
];

/// Words of a title that name the kind where the name does not.
const TITLES: &[(&str, Reporter)] = &[
    ("高校信息公开", Reporter::School),
    ("高等学校信息公开", Reporter::School),
    ("学校信息公开", Reporter::School),
    ("学年", Reporter::School),
    ("医院信息公开", Reporter::Hospital),
    ("企业信息公开", Reporter::Enterprise),
];

/// Areas run by a committee, whose names end like those of districts.
const AREAS: &[&str] = &["开发区", "管理区", "示范区", "园区", "新区", "景区", "保税区", "度假区"];

impl Reporter {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Government, Self::Organ, Self::School, Self::Hospital, Self::Enterprise];

    /// The kind by the name of the body and the title of its report.
    pub fn of(name: &str, title: &str) -> Self {
        let name = name.split(['（', '(']).next().unwrap_or(name).trim();
        if AREAS.iter().any(|area| name.ends_with(area)) {
            return Self::Organ;
        }
        let by_name = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind);
        let by_title = || TITLES.iter().find(|(words, _)| title.contains(words)).map(|(_, kind)| *kind);
        by_name.or_else(by_title).unwrap_or(Self::Organ)
    }

    /// Whether the Regulations bind it as an organ of the administration.
    pub fn is_administrative(self) -> bool {
        matches!(self, Self::Government | Self::Organ)
    }

    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Organ => "organ",
            Self::School => "school",
            Self::Hospital => "hospital",
            Self::Enterprise => "enterprise",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Government => "人民政府",
            Self::Organ => "行政机关",
            Self::School => "学校",
            Self::Hospital => "医疗卫生机构",
            Self::Enterprise => "公共企业",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name_and_title() {
        for (name, kind) in [
            ("青岩市人民政府", Reporter::Government),
            ("青岩市", Reporter::Government),
            ("青岩市人民政府办公室", Reporter::Organ),
            ("青岩市水务局", Reporter::Organ),
            ("青岩市学院路街道办事处", Reporter::Organ),
            ("青岩高新技术产业开发区", Reporter::Organ),
            ("青岩市人民检察院", Reporter::Organ),
            ("青岩师范学院", Reporter::School),
            ("青岩市第一中学", Reporter::School),
            ("青岩县人民医院", Reporter::Hospital),
            ("青岩市水务集团有限公司", Reporter::Enterprise),
        ] {
            assert_eq!(Reporter::of(name, ""), kind, "{name}");
        }
        assert_eq!(Reporter::of("青岩联合办学体", "2023年高校信息公开工作年度报告"), Reporter::School);
    }
}
