//! The columns of the request table (表三): who asked for information.

use serde::{Deserialize, Serialize};

/// A column of the request table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    /// 自然人
    NaturalPerson,
    /// 商业企业
    Business,
    /// 科研机构
    Research,
    /// 社会公益组织
    PublicInterest,
    /// 法律服务机构
    LegalService,
    /// 其他
    Other,
    /// 总计
    Total,
}

impl Applicant {
    /// How many columns there are in all editions together.
    pub const COUNT: usize = 7;

    /// Every column, in the order of the form.
    pub const ALL: [Self; Self::COUNT] = [
        Self::NaturalPerson,
        Self::Business,
        Self::Research,
        Self::PublicInterest,
        Self::LegalService,
        Self::Other,
        Self::Total,
    ];

    /// The columns that add up to the total.
    pub const PARTS: [Self; Self::COUNT - 1] = [
        Self::NaturalPerson,
        Self::Business,
        Self::Research,
        Self::PublicInterest,
        Self::LegalService,
        Self::Other,
    ];

    /// The heading that stands over the columns between 自然人 and 总计.
    pub const GROUP_LABEL: &'static str = "法人或其他组织";

    /// The public key.
    pub fn key(self) -> &'static str {
        match self {
            Self::NaturalPerson => "natural_person",
            Self::Business => "business",
            Self::Research => "research",
            Self::PublicInterest => "public_interest",
            Self::LegalService => "legal_service",
            Self::Other => "other",
            Self::Total => "total",
        }
    }

    /// The label printed on the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::NaturalPerson => "自然人",
            Self::Business => "商业企业",
            Self::Research => "科研机构",
            Self::PublicInterest => "社会公益组织",
            Self::LegalService => "法律服务机构",
            Self::Other => "其他",
            Self::Total => "总计",
        }
    }

    /// Other wordings of the label.
    pub fn also(self) -> &'static [&'static str] {
        match self {
            Self::NaturalPerson => &["公民", "个人"],
            Self::Business => &["企业", "工商企业", "商业"],
            Self::Research => &["科研单位", "科研", "科研院所"],
            Self::PublicInterest => &["公益组织", "社会公益团体", "公益"],
            Self::LegalService => &["法律服务组织", "法律机构", "法律服务"],
            Self::Other => &[],
            Self::Total => &["合计", "总数"],
        }
    }

    /// The headings over the column, outermost first.
    pub fn path(self) -> Vec<&'static str> {
        match self {
            Self::NaturalPerson | Self::Total => vec![self.label()],
            _ => vec![Self::GROUP_LABEL, self.label()],
        }
    }

    /// The position in [`Applicant::ALL`].
    pub fn column(self) -> usize {
        self as usize
    }

    /// The applicant of a key or label.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == name || a.label() == name)
    }
}
