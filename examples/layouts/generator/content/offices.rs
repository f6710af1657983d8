//! Invented offices of every kind that reports.

use super::super::random::Random;

/// An office that reports.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    /// The name under which a reader would file the report.
    pub(crate) name: String,
    /// Other ways to print the same name, equally right.
    pub(crate) also: Vec<String>,
    /// The name without its place: 市气象局. Only where such a name is in use.
    pub(crate) bare: Option<String>,
    /// How the office speaks of itself: 我局.
    pub(crate) we: &'static str,
    /// An office of the same place that answers the telephone.
    pub(crate) contact: String,
    /// An inner unit of the office.
    pub(crate) inner: String,
}

const FIRST: &[&str] = &["云", "青", "白", "桂", "玉", "石", "清", "长", "沧", "平", "宁", "临", "蓝", "霞"];
const SECOND: &[&str] = &["栖", "岩", "渚", "泽", "榆", "溪", "禾", "岭", "原", "川", "浦", "桥", "塘", "屿"];
const LEVELS: &[&str] = &["市", "县", "区"];
const BUREAUS: &[&str] = &[
    "教育局",
    "财政局",
    "水务局",
    "民政局",
    "司法局",
    "审计局",
    "统计局",
    "交通运输局",
    "农业农村局",
    "自然资源局",
    "住房和城乡建设局",
    "文化广电和旅游局",
    "退役军人事务局",
    "市场监督管理局",
    "信访局",
    "城市管理综合行政执法局",
    "地方金融监督管理局",
    "公安局",
];
const COMMISSIONS: &[&str] =
    &["卫生健康委员会", "发展和改革委员会", "国有资产监督管理委员会", "民族宗教事务委员会"];
const TOWNS: &[&str] = &["镇人民政府", "乡人民政府"];
const ZONES: &[&str] = &["经济技术开发区管理委员会", "高新技术产业开发区管理委员会", "风景名胜区管理委员会"];
const UNIVERSITIES: &[&str] = &["师范学院", "职业技术学院", "农业大学", "医学高等专科学校"];
const HOSPITALS: &[&str] = &["人民医院", "中医院", "妇幼保健院", "第二人民医院"];
const ENTERPRISES: &[&str] =
    &["城市建设投资集团有限公司", "公共交通集团有限公司", "水务集团有限公司", "供热有限责任公司"];

impl Office {
    /// The office of a seed, of a kind of the axis "office".
    pub(crate) fn of(seed: u64, kind: &str) -> Self {
        let random = &mut Random::of(seed, "office");
        let place = |random: &mut Random| format!("{}{}", random.pick(FIRST), random.pick(SECOND));
        let (stem, level) = (place(random), random.pick(LEVELS));
        let region = format!("{stem}{level}");
        let bureau = random.pick(BUREAUS);
        let village = place(random);
        let contact = format!("{region}{}", random.pick(&["政务服务中心", "人民政府办公室", "大数据发展局"]));
        let (name, we, bare) = match kind {
            "government" => (format!("{region}人民政府"), if level == "市" { "我市" } else { "我县" }, None),
            "commission" => {
                let body = random.pick(COMMISSIONS);
                (format!("{region}{body}"), "我委", Some(format!("{level}{body}")))
            }
            "town" => (format!("{region}{village}{}", random.pick(TOWNS)), "本级政府", None),
            "sub-district" => (format!("{region}{village}街道办事处"), "街道", None),
            "development zone" => (format!("{stem}{}", random.pick(ZONES)), "管委会", None),
            "general office" => {
                (format!("{region}人民政府办公室"), "我办", Some(format!("{level}政府办公室")))
            }
            "university" => (format!("{stem}{}", random.pick(UNIVERSITIES)), "我校", None),
            "hospital" => (format!("{region}{}", random.pick(HOSPITALS)), "我院", None),
            "enterprise" => (format!("{region}{}", random.pick(ENTERPRISES)), "集团", None),
            "customs" => (format!("中华人民共和国{stem}海关"), "我关", None),
            "tax" => (format!("国家税务总局{region}税务局"), "我局", None),
            "weather" => (format!("{region}气象局"), "我局", Some(format!("{level}气象局"))),
            "school" => (format!("{region}第一中学"), "我校", None),
            "health centre" => (format!("{region}{village}镇中心卫生院"), "我院", None),
            "branch of the police" => (format!("{region}公安局{village}分局"), "我局", None),
            "commission of a party" => (format!("中共{region}委机构编制委员会办公室"), "我办", None),
            "defence office" => {
                (format!("{region}人民防空办公室"), "我办", Some(format!("{level}人民防空办公室")))
            }
            "district like a level" => {
                let district = random.pick(&["市中区", "市南区", "镇海区", "乡宁县", "镇平县"]);
                (format!("{district}{bureau}"), "我局", None)
            }
            "township of a banner" => (format!("{stem}旗{village}苏木人民政府"), "本级政府", None),
            "bureau of a zone" => (format!("{stem}经济技术开发区{bureau}"), "我局", None),
            "joint" => (format!("{region}统计局、国家统计局{stem}调查队"), "统计局队", None),
            _ => (format!("{region}{bureau}"), "我局", Some(format!("{level}{bureau}"))),
        };
        let also = match kind {
            "joint" => ["•", "·", "和", "与", "，", " "].map(|sign| name.replacen('、', sign, 1)).to_vec(),
            "customs" => vec![format!("{stem}海关")],
            _ => Vec::new(),
        };
        let inner = format!("{name}{}", if kind == "general office" { "政务公开科" } else { "办公室" });
        Self { name, also, bare, we, contact, inner }
    }

    /// The name as people shorten it in their text (以下简称…).
    pub(crate) fn short(&self) -> String {
        let body: Vec<char> = self.bare.as_deref().unwrap_or(&self.name).chars().collect();
        let rest: String = body[body.len().saturating_sub(4)..].iter().collect();
        format!("本{}", rest.chars().last().map_or_else(String::new, String::from))
    }
}
