//! Cue words: what the words around a number say about it. Data, and the cutting of a text into them.
//!
//! A word that is not here is [`Cue::Unknown`]; what is counted next to an unknown word is not judged.

mod time;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::chinese::number::Number;
pub(in crate::report::check::prose) use time::Time;
use time::times;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Something that a topic counts, by its name in the topics.
    Thing(&'static str),
    /// A request for information.
    Request,
    /// 申请 alone: of what, the words around it say.
    Bare,
    /// Disclosure, not yet a request.
    About,
    /// Was received, or is being dealt with.
    Receive,
    /// Was received as new.
    New,
    /// Was concluded.
    Conclude,
    /// What is done with documents and decisions.
    Make,
    /// Was put out of force.
    Repeal,
    /// Is in force.
    InForce,
    /// Anybody who may make a request.
    Anyone,
    /// What they do with it.
    Submit,
    /// The reporting office.
    Own,
    /// All that its report covers.
    Whole,
    /// The region: all of it for its government, more than the report for a department.
    Region,
    /// A part of what the report covers.
    Part,
    /// Other offices.
    Others,
    /// Some of what was counted before: 其中.
    Among,
    /// Why or about what: 因, 涉及, 引发.
    Cause,
    /// Words that add nothing.
    Plain,
    /// All together: 共计.
    Sum,
    /// A way of sending requests, or what else makes them some of all.
    Way,
    /// A paper about a request, not the request.
    Paper,
    /// Another matter than disclosure.
    Matter,
    /// What makes a number no count of all: 每, 就, 最多, 延期.
    Veto,
    /// 没有, 未.
    No,
    /// 为零.
    Zero,
    /// A phrase of time.
    Time(Time),
    /// A number, by its index.
    Number(usize),
    /// A mark between clauses.
    Mark(char),
    /// Anything else.
    Unknown,
}

/// The words of each cue. Of words that overlap the longest is taken.
#[rustfmt::skip]
const WORDS: &[(Cue, &[&str])] = &[
    (Cue::Request, &[
        "政府信息公开申请", "信息公开申请", "公开申请", "依申请公开申请", "依申请公开", "依申请公开政府信息", "依申请公开信息", "依申请公开的政府信息", "政府信息依申请公开", "信息依申请公开",
        "申请公开政府信息", "政务公开申请", "政府信息申请", "公开案件", "信息公开案件",
    ]),
    (Cue::Bare, &["申请"]),
    (Cue::About, &[
        "政府信息公开", "政府信息公开工作", "信息公开工作", "信息公开", "政务公开", "政府信息", "公开政府信息", "政府信息公开类",
        "信息公开类", "政府信息公开领域", "公开答复", "不服答复", "政府信息公开方面",
    ]),
    (Cue::Receive, &[
        "收到", "接到", "接收", "收到过", "接到过", "受理", "登记", "收办", "办理", "处理", "承办", "应办", "受理数", "收件",
        "接收到", "收取申请", "受理了", "收到了", "收悉", "接获", "收受",
    ]),
    (Cue::New, &["新收", "新收到", "新增", "新受理", "新的", "新收的", "新接收"]),
    (Cue::Conclude, &["办结", "答复", "办复", "办理完毕", "处理完毕", "办理完成", "办毕", "答覆", "已答复", "作出答复", "回复"]),
    (Cue::Make, &["制发", "制定", "印发", "出台", "新制发", "新制定", "制定出台", "制定印发", "作出", "做出", "下达", "发布"]),
    (Cue::Repeal, &["废止", "宣布废止"]),
    (Cue::InForce, &["现行有效", "现行有效的", "继续有效"]),
    (Cue::Anyone, &[
        "公民、法人或其他组织", "公民、法人和其他组织", "公民、法人或者其他组织", "公民、法人及其他组织",
        "公民、法人以及其他组织", "公民、法人、其他组织", "公民、法人或其它组织", "公民、法人和其它组织", "公民和法人",
        "公民、法人", "公民", "群众", "人民群众", "公众", "社会公众", "村民", "市民", "居民", "申请人", "社会各界", "任何人",
    ]),
    (Cue::Submit, &["提出", "提交", "递交", "要求公开", "申请公开", "要求公开政府信息", "申请获取", "提起", "递交至", "提交到"]),
    (Cue::Own, &[
        "我局", "我委", "我办", "我厅", "我院", "我镇", "我街道", "我乡", "我单位", "我中心", "我处", "我部", "我们", "本局",
        "本委", "本办", "本厅", "本镇", "本乡", "本街道", "本单位", "本机关", "本部门", "本中心", "我馆", "本馆",
    ]),
    (Cue::Whole, &["全局", "全系统", "全镇", "全乡", "全街道", "全委", "各级行政机关", "行政机关", "各行政机关", "政府系统", "各级政府", "各级机关"]),
    (Cue::Region, &[
        "全市", "全县", "全区", "全省", "全州", "全盟", "全旗", "我市", "我县", "我区", "我省", "我州", "本市", "本县", "本区",
        "本省",
    ]),
    (Cue::Part, &[
        "本级", "市本级", "县本级", "区本级", "省本级", "局本级", "局机关", "机关本部", "政府办", "政府办公室", "办公室",
        "办公厅", "代表", "市政府办公室", "县政府办公室", "区政府办公室", "市级机关", "县级机关",
    ]),
    (Cue::Others, &[
        "各部门", "其他行政机关", "有关行政机关", "相关行政机关", "各单位", "各镇", "各街道", "各乡镇", "各镇街", "各县区", "各区县", "各县", "各区", "下属", "所属", "下级",
        "区县", "乡镇", "街道", "部门", "单位", "事业单位", "管委会", "办事处", "派出机构", "派出所", "县区", "各科室",
        "村(社区)", "村社区",
    ]),
    (Cue::Among, &["其中", "包括", "包含", "含", "其中包括", "其中含"]),
    (Cue::Cause, &[
        "因", "由此", "涉及", "关于", "引发", "引起", "导致", "被", "被申请", "被提起", "发生", "产生", "出现", "不服", "引发的",
        "类", "领域", "方面", "有关", "相关", "就", "人", "结果", "情形", "问题", "的案件", "补正后", "经补正后", "告知补正后",
        "经告知补正后",
    ]),
    (Cue::Plain, &[
        "各类", "各种", "各方面", "各界", "加上", "连同", "有效", "均", "全部", "已", "已经", "依法", "依规", "依法依规", "按期", "按时", "及时", "有", "为", "是", "达",
        "的", "了", "数", "数量", "量", "件", "事项", "案件", "来件", "到", "新", "其", "认真", "规范", "妥善", "严格", "和",
        "或", "或者", "及", "与", "以及", "并", "情况", "一是", "二是", "三是", "四是", "五是", "六是", "一年", "年度", "过",
        "任何", "办件", "收取", "征收", "金额", "收费金额", "向", "仅", "只", "中", "等", "、", "“", "”", "~", "予以", "件次",
        "也", "均已", "高效", "积极", "稳妥", "依法妥善", "工作", "事件", "类别", "去", "还", "另", "另有", "尚有", "继续",
        "正在", "作", "作出的", "属于", "属", "对外", "在", "余下", "未到期", "仍", "仍有", "可", "于", "都", "方式", "如下", "办理情况",
        "办理结果", "受理情况", "分别为", "任何形式", "任何形式的", "答复类型", "答复类型为", "答复结果", "而",
    ]),
    (Cue::Sum, &["共", "共计", "总计", "合计", "累计", "总共", "一共", "共有", "计", "总数", "总量", "总数为"]),
    (Cue::Way, &[
        "结转", "网络", "网上", "线上", "信函", "邮寄", "邮政", "当面", "现场", "传真", "邮件", "邮箱", "平台", "窗口", "通过", "网站",
        "来信",
    ]),
    (Cue::Paper, &[
        "答复书", "告知书", "文书", "卷宗", "案卷", "台账", "模板", "流程图", "材料", "申请表", "申请书", "通知书", "案例",
        "指南", "意见", "范本", "目录", "手册", "台帐", "决定书", "收费通知", "档案", "回执", "证明",
    ]),
    (Cue::Matter, &[
        "行政许可", "许可", "低保", "救助", "赔偿", "裁决", "仲裁", "信访事项", "信访件", "投诉", "举报", "提案", "建议", "议案",
        "留言", "热线", "工单", "咨询", "行政审批", "审批", "注册", "备案", "变更", "补贴", "登记申请", "调解", "公积金", "社保",
        "工伤", "征收拆迁", "行政处罚", "处罚", "拆迁", "交通", "社会保障", "治安", "强制", "认定", "案由", "均为", "无关",
        "复议机构", "复议机关", "行政复议机构", "行政复议机关", "行政复议局", "应诉案件", "来文", "资金", "项目", "工程", "合同",
    ]),
    (Cue::Veto, &[
        "应", "同一", "单一", "个别", "某", "部分", "每", "各", "逐", "对", "将", "把", "针对", "拟", "抽查", "抽取", "检查", "平均", "单个", "最多", "最少", "以上", "以下",
        "左右", "延期", "逾期", "超期", "补正", "撤回", "撤销", "征求", "分别", "以前", "配合", "协助", "牵头", "应诉", "一审",
        "二审", "再审", "转办", "不予公开的答复", "需要", "超过", "重复", "按期答复率", "转送", "转来", "移交", "收费", "减免",
        "免收", "取消", "培训", "审理",
    ]),
    (Cue::No, &["未", "没有", "无", "未曾", "从未", "未有", "没", "并未", "均未", "尚未", "暂未", "无人", "没有人", "未再"]),
    (Cue::Zero, &["为零", "为0", "是零", "是0", "零件", "数为零", "数为0", "量为零", "量为0"]),
    (Cue::Thing("予以公开"), &["予以公开", "同意公开", "全部公开", "予以公开的", "同意公开的", "予以公开决定"]),
    (Cue::Thing("部分公开"), &["部分公开", "区分处理", "予以部分公开", "同意部分公开", "部分公开决定"]),
    (Cue::Thing("公开之和"), &[
        "予以公开及部分公开", "予以公开和部分公开", "予以公开与部分公开", "予以公开、部分公开", "公开和部分公开",
        "公开及部分公开", "公开与部分公开", "全部公开和部分公开", "同意公开和部分公开", "予以公开或部分公开", "公开或部分公开",
    ]),
    (Cue::Thing("不予公开"), &["不予公开", "不同意公开", "不予公开决定"]),
    (Cue::Thing("无法提供"), &["无法提供", "不能提供"]),
    (Cue::Thing("不予处理"), &["不予处理"]),
    (Cue::Thing("其他处理"), &["其他处理", "其它处理", "作其他处理", "作其它处理"]),
    (Cue::Thing("国家秘密"), &["国家秘密"]),
    (Cue::Thing("法律禁止"), &["其他法律行政法规禁止公开", "法律、行政法规禁止公开", "法律法规禁止公开", "法律行政法规禁止公开"]),
    (Cue::Thing("三安全"), &["三安全一稳定", "“三安全一稳定”", "危及“三安全一稳定”", "危及三安全一稳定"]),
    (Cue::Thing("第三方"), &["保护第三方合法权益", "第三方合法权益", "保护第三方权益"]),
    (Cue::Thing("内部事务"), &["内部事务信息", "三类内部事务信息", "内部事务"]),
    (Cue::Thing("过程性"), &["过程性信息", "四类过程性信息"]),
    (Cue::Thing("执法案卷"), &["行政执法案卷", "执法案卷", "执法案卷信息"]),
    (Cue::Thing("行政查询"), &["行政查询事项", "行政查询"]),
    (Cue::Thing("不掌握"), &[
        "不掌握", "本机关不掌握", "不掌握相关信息", "不掌握相关政府信息", "本机关不掌握相关政府信息", "本机关不掌握相关信息",
        "不掌握相关政府信息的",
    ]),
    (Cue::Thing("另行制作"), &[
        "没有现成信息需要另行制作", "没有现成信息", "需要另行制作", "需另行制作", "另行制作", "没有现成信息、需要另行制作",
    ]),
    (Cue::Thing("仍不明确"), &["补正后申请内容仍不明确", "补正后仍不明确", "内容仍不明确", "申请内容仍不明确"]),
    (Cue::Thing("信访类"), &["信访举报投诉类", "信访举报投诉", "信访、举报、投诉类", "信访投诉举报类", "信访类"]),
    (Cue::Thing("重复申请"), &["重复申请", "重复申请的"]),
    (Cue::Thing("公开出版物"), &["要求提供公开出版物", "提供公开出版物", "公开出版物"]),
    (Cue::Thing("反复申请"), &["无正当理由大量反复申请", "大量反复申请"]),
    (Cue::Thing("重新出具"), &[
        "要求行政机关确认或重新出具已获取信息", "确认或重新出具已获取信息", "重新出具已获取信息", "确认或重新出具",
    ]),
    (Cue::Thing("逾期不补正"), &[
        "逾期不补正", "无正当理由逾期不补正", "申请人无正当理由逾期不补正", "申请人逾期不补正", "不再处理", "行政机关不再处理",
    ]),
    (Cue::Thing("逾期不缴费"), &["逾期不缴费", "逾期未缴费", "逾期未按收费通知要求缴纳费用", "未按收费通知要求缴纳费用"]),
    (Cue::Thing("自然人"), &["自然人", "公民个人", "个人"]),
    (Cue::Thing("法人"), &[
        "法人或其他组织", "法人和其他组织", "法人及其他组织", "法人、其他组织", "法人或者其他组织", "法人以及其他组织",
        "法人或其它组织", "法人和其它组织", "法人与其他组织",
    ]),
    (Cue::Thing("复议"), &["行政复议", "复议"]),
    (Cue::Thing("诉讼"), &["行政诉讼", "诉讼"]),
    (Cue::Thing("直接起诉"), &["未经复议直接起诉", "未经复议", "直接起诉", "直接提起行政诉讼", "未经行政复议直接起诉"]),
    (Cue::Thing("复议后起诉"), &[
        "复议后起诉", "复议后提起", "复议后诉讼", "经复议后起诉", "复议后提起诉讼", "行政复议后起诉", "复议后提起行政诉讼",
    ]),
    (Cue::Thing("维持"), &["结果维持", "维持"]),
    (Cue::Thing("纠正"), &["结果纠正", "纠正", "被纠正"]),
    (Cue::Thing("其他结果"), &["其他结果", "其它结果"]),
    (Cue::Thing("未审结"), &["尚未审结", "未审结", "正在审理", "尚在审理"]),
    (Cue::Thing("规范性文件"), &["规范性文件", "行政规范性文件"]),
    (Cue::Thing("规章"), &["规章", "政府规章"]),
    (Cue::Thing("许可决定"), &["行政许可决定", "行政许可处理决定"]),
    (Cue::Thing("处罚决定"), &["行政处罚决定", "行政处罚处理决定"]),
    (Cue::Thing("强制决定"), &["行政强制决定", "行政强制处理决定"]),
    (Cue::Thing("事业性收费"), &["行政事业性收费"]),
];

/// A word of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What it says.
    pub(super) cue: Cue,
    /// Where it is, in bytes.
    pub(super) range: Range<usize>,
}

static FINDER: LazyLock<(AhoCorasick, Vec<Cue>)> = LazyLock::new(|| {
    let pairs: Vec<(Cue, &str)> =
        WORDS.iter().flat_map(|(cue, words)| words.iter().map(|word| (*cue, *word))).collect();
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(pairs.iter().map(|(_, word)| *word))
        .expect("the words are few");
    (finder, pairs.into_iter().map(|(cue, _)| cue).collect())
});

const MARKS: &[char] = &[',', ';', ':'];

/// Cuts a tidy text into its words. `names` are those of the reporting office, longest first. Numbers
/// within phrases of time are none.
pub(super) fn tokens(text: &str, numbers: &[Number], names: &[String], year: u16) -> Vec<Token> {
    let time = |(range, time)| Token { cue: Cue::Time(time), range };
    let mut fixed: Vec<Token> = times(text, year).into_iter().map(time).collect();
    let number = |(index, number): (usize, &Number)| Token {
        cue: Cue::Number(index),
        range: number.start..number.end,
    };
    add(&mut fixed, numbers.iter().enumerate().map(number));
    for name in names {
        let own = |(at, name): (usize, &str)| Token { cue: Cue::Own, range: at..at + name.len() };
        add(&mut fixed, text.match_indices(name.as_str()).map(own));
    }
    let mut all = Vec::new();
    let mut from = 0;
    for token in fixed {
        words(text, from..token.range.start, &mut all);
        from = token.range.end;
        all.push(token);
    }
    words(text, from..text.len(), &mut all);
    all
}

/// Adds those, in the order of the text, that overlap none of what is there.
fn add(fixed: &mut Vec<Token>, more: impl Iterator<Item = Token>) {
    let mut at = 0;
    let free = |token: &Token| {
        while fixed.get(at).is_some_and(|known| known.range.end <= token.range.start) {
            at += 1;
        }
        fixed.get(at).is_none_or(|known| known.range.start >= token.range.end)
    };
    let more: Vec<Token> = more.filter(free).collect();
    fixed.extend(more);
    fixed.sort_by_key(|token| token.range.start);
}

/// The words of a stretch without numbers and times.
fn words(text: &str, stretch: Range<usize>, all: &mut Vec<Token>) {
    let (finder, cues) = &*FINDER;
    let mut from = stretch.start;
    for found in finder.find_iter(&text[stretch.clone()]) {
        let range = stretch.start + found.start()..stretch.start + found.end();
        unknown(text, from..range.start, all);
        from = range.end;
        all.push(Token { cue: cues[found.pattern().as_usize()], range });
    }
    unknown(text, from..stretch.end, all);
}

/// What no cue is known for, cut at the marks.
fn unknown(text: &str, stretch: Range<usize>, all: &mut Vec<Token>) {
    let mut from = stretch.start;
    for (at, mark) in text[stretch.clone()].match_indices(MARKS) {
        let at = stretch.start + at;
        if from < at {
            all.push(Token { cue: Cue::Unknown, range: from..at });
        }
        from = at + mark.len();
        let mark = mark.chars().next().unwrap_or(',');
        all.push(Token { cue: Cue::Mark(mark), range: at..from });
    }
    if from < stretch.end {
        all.push(Token { cue: Cue::Unknown, range: from..stretch.end });
    }
}

/// Characters of traditional script and of cheques in the cue words, sorted, and what they are read as.
#[rustfmt::skip]
const SCRIPT: &[(char, char)] = &[
    ('仟', '千'), ('伍', '五'), ('佔', '占'), ('佰', '百'), ('個', '个'), ('傳', '传'), ('億', '亿'),
    ('償', '偿'), ('兩', '两'), ('別', '别'), ('務', '务'), ('區', '区'), ('叁', '三'), ('參', '参'),
    ('員', '员'), ('單', '单'), ('執', '执'), ('場', '场'), ('壹', '一'), ('實', '实'), ('審', '审'),
    ('將', '将'), ('對', '对'), ('導', '导'), ('屬', '属'), ('廢', '废'), ('復', '复'), ('應', '应'),
    ('拾', '十'), ('捌', '八'), ('數', '数'), ('於', '于'), ('書', '书'), ('會', '会'), ('柒', '七'),
    ('條', '条'), ('業', '业'), ('機', '机'), ('決', '决'), ('沒', '没'), ('減', '减'), ('準', '准'),
    ('為', '为'), ('無', '无'), ('玖', '九'), ('現', '现'), ('產', '产'), ('當', '当'), ('發', '发'),
    ('眾', '众'), ('糾', '纠'), ('約', '约'), ('組', '组'), ('結', '结'), ('絡', '络'), ('維', '维'),
    ('網', '网'), ('縣', '县'), ('總', '总'), ('織', '织'), ('續', '续'), ('罰', '罚'), ('肆', '四'),
    ('與', '与'), ('萬', '万'), ('處', '处'), ('製', '制'), ('複', '复'), ('覆', '复'), ('規', '规'),
    ('計', '计'), ('訊', '讯'), ('訟', '讼'), ('許', '许'), ('訴', '诉'), ('誌', '志'), ('請', '请'),
    ('證', '证'), ('議', '议'), ('貳', '二'), ('費', '费'), ('資', '资'), ('賠', '赔'), ('贰', '二'),
    ('較', '较'), ('轉', '转'), ('辦', '办'), ('達', '达'), ('違', '违'), ('遞', '递'), ('還', '还'),
    ('郵', '邮'), ('鄉', '乡'), ('針', '针'), ('鎮', '镇'), ('長', '长'), ('門', '门'), ('開', '开'),
    ('間', '间'), ('關', '关'), ('陆', '六'), ('雜', '杂'), ('項', '项'), ('順', '顺'), ('類', '类'),
    ('餘', '余'), ('體', '体'),
];

/// Numerals of cheques that are also parts of common words: 队伍, 大陆, 收拾.
const ALSO_WORDS: &[char] = &['伍', '陆', '拾'];

/// A tidy text in the script of the cue words, character for character.
pub(super) fn in_plain_script(tidy: &str) -> String {
    let plain = |c: char| SCRIPT.binary_search_by_key(&c, |&(from, _)| from).map_or(c, |at| SCRIPT[at].1);
    let mut text = String::with_capacity(tidy.len());
    let mut numeral = false;
    for c in tidy.chars() {
        let is = "壹贰貳叁肆伍陆柒捌玖拾佰仟".contains(c);
        text.push(if ALSO_WORDS.contains(&c) && !numeral { c } else { plain(c) });
        numeral = is;
    }
    text.replace("资讯公开", "信息公开")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::chinese::number::{numbers, tidy};

    #[test]
    fn a_word_has_one_cue() {
        let mut seen = HashSet::new();
        for word in WORDS.iter().flat_map(|(_, words)| *words) {
            assert!(seen.insert(word), "{word} twice");
        }
    }

    #[test]
    fn script_is_sorted_and_read() {
        assert!(SCRIPT.is_sorted_by_key(|(from, _)| from));
        assert_eq!(
            in_plain_script("收到政府資訊公開申請貳拾壹件，隊伍不变"),
            "收到政府信息公开申请二十一件，隊伍不变"
        );
    }

    #[test]
    fn a_sentence_is_cut_whole() {
        let text = tidy("2024年，我局共收到政府信息公开申请21件，其中网络申请15件");
        let all = tokens(&text, &numbers(&text), &[], 2024);
        assert!(all.windows(2).all(|pair| pair[0].range.end == pair[1].range.start));
        let cues: Vec<Cue> = all.iter().map(|token| token.cue).collect();
        assert_eq!(
            cues,
            [
                Cue::Time(Time::Year),
                Cue::Mark(','),
                Cue::Own,
                Cue::Sum,
                Cue::Receive,
                Cue::Request,
                Cue::Number(0),
                Cue::Mark(','),
                Cue::Among,
                Cue::Way,
                Cue::Bare,
                Cue::Number(1),
            ]
        );
    }
}
