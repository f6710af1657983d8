//! Words that are often written wrong, as data: wrong, right, and where the wrong word is right.
//!
//! A pair stands here only if the wrong form is wrong in a report almost always; the rest of its
//! contexts are listed as exceptions.

/// A wrong word.
#[derive(Debug)]
pub(super) struct Typo {
    pub(super) wrong: &'static str,
    pub(super) right: &'static str,
    /// Longer words that hold the wrong one and are right.
    pub(super) except: &'static [&'static str],
}

const fn typo(wrong: &'static str, right: &'static str) -> Typo {
    Typo { wrong, right, except: &[] }
}

/// Names that must never be wrong (J93).
pub(super) static NAMES: &[Typo] = &[
    typo("共合国", "共和国"),
    typo("人民共国", "人民共和国"),
    typo("中华人民共和囯", "中华人民共和国"),
    typo("中共人民共和国", "中华人民共和国"),
    typo("中华人共和国", "中华人民共和国"),
    typo("国务园", "国务院"),
    typo("囯务院", "国务院"),
    typo("中国共产觉", "中国共产党"),
    typo("攻府", "政府"),
    typo("人民致府", "人民政府"),
    typo("政俯", "政府"),
    typo("党中英", "党中央"),
];

/// Common misspellings (J94).
pub(super) static TYPOS: &[Typo] = &[
    typo("由其是", "尤其是"),
    Typo { wrong: "既使", right: "即使", except: &["既使用"] },
    typo("按排", "安排"),
    typo("布署", "部署"),
    typo("坐谈", "座谈"),
    typo("帐户", "账户"),
    typo("帐号", "账号"),
    typo("登陆网站", "登录网站"),
    typo("登陆平台", "登录平台"),
    typo("截止目前", "截至目前"),
    typo("截止年底", "截至年底"),
    typo("截止12月", "截至12月"),
    typo("截止2", "截至2"),
    typo("渡过难关难", "渡过难关"),
    typo("必需要", "必须要"),
    typo("以经", "已经"),
    typo("做为", "作为"),
    typo("严历", "严厉"),
    typo("贯彻落时", "贯彻落实"),
    typo("进一部", "进一步"),
    Typo { wrong: "进一不", right: "进一步", except: &[] },
    typo("制定了了", "制定了"),
    typo("工做", "工作"),
    typo("公作", "工作"),
    typo("信息公工开", "信息公开"),
    typo("政府信公开", "政府信息公开"),
    typo("政务公工开", "政务公开"),
    typo("依申公开", "依申请公开"),
    typo("主动公天", "主动公开"),
    typo("提生", "提升"),
    typo("完缮", "完善"),
    typo("规犯", "规范"),
    typo("监查机关", "监察机关"),
    typo("再接再励", "再接再厉"),
    typo("一如继往", "一如既往"),
    typo("迫不急待", "迫不及待"),
    typo("因地治宜", "因地制宜"),
    typo("按步就班", "按部就班"),
    typo("穿流不息", "川流不息"),
    typo("走头无路", "走投无路"),
    typo("相辅相承", "相辅相成"),
    typo("全神惯注", "全神贯注"),
    typo("脉博", "脉搏"),
    typo("凑和", "凑合"),
    typo("重迭", "重叠"),
    typo("复盖", "覆盖"),
    typo("粘帖", "粘贴"),
    typo("座标", "坐标"),
    typo("防碍", "妨碍"),
    typo("反应强烈问题", "反映强烈问题"),
    typo("反应问题", "反映问题"),
    typo("启示录入", "录入"),
];

/// Doubled words that are right.
pub(super) static DOUBLED: &[&str] =
    &["研究研究", "考虑考虑", "讨论讨论", "方方面面", "家家户户", "实实在在", "点点滴滴"];

/// Traditional characters that no simplified text has (J100).
pub(super) const TRADITIONAL: &str =
    "開關請務報導處機構國會議員層級辦項資訊錄環責檢討應對還這個們來時實現進達執適標準規範顯統計數據網絡頁類";
