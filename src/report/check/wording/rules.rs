//! I and J: the rules about the quality of the prose and about words. Data.

use crate::report::check::rule::{Family, Rule, Run, Scope};
use crate::report::check::severity::Severity;
use crate::report::check::wording::{narrative, words};

/// I: narrative.
pub(in crate::report::check) static NARRATIVE: Family = &[
    Rule {
        code: "I85",
        name: "第五部分与上年雷同",
        compares: "第五部分 与 上年第五部分：五字串的重合比例、逐字相同的分句",
        why: "六成以上为警告，三成五以上为提示。通用语先行除去。",
        source: "国办公开办函〔2021〕30号（四）：内容雷同；鲤城 2020：与往年雷同扣分",
        scope: Scope::Years,
        good: "问题和措施都是新的",
        bad: "第五部分与上年逐字相同",
        run: Run::Case(narrative::last_year),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I86",
        name: "第五部分与其他机关雷同",
        compares: "第五部分 与 当年最接近的三份其他机关年报",
        why: "六成以上为警告，三成五以上为提示。",
        source: "鲤城 2020：与其他单位雷同扣分；固镇：杜绝照抄",
        scope: Scope::Offices,
        good: "与其他机关不同",
        bad: "第五部分与某某局逐字相同",
        run: Run::Case(narrative::other_offices),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I105",
        name: "全文与上年雷同",
        compares: "各部分的文字 与 上年年报的文字：五字串的重合比例、逐字相同的分句",
        why: "六成以上为警告，三成五以上为提示；界限可由地方规则改定。通用语先行除去，年份和数字不同不算不同。",
        source: "国办公开办函〔2021〕30号（四）：内容雷同；鲤城 2020：与往年雷同扣分",
        scope: Scope::Years,
        good: "各部分叙述当年的工作",
        bad: "除数字外全文与上年相同",
        run: Run::Case(narrative::whole_last_year),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I108",
        name: "全文与其他机关雷同",
        compares: "各部分的文字 与 当年其他机关年报：五字串抽样的重合比例",
        why: "六成以上为警告，三成五以上为提示；界限可由地方规则改定。许多机关共有的语句不计。",
        source: "鲤城 2020：与其他单位雷同扣分；固镇：杜绝照抄",
        scope: Scope::Offices,
        good: "各部分叙述本机关的工作",
        bad: "除名称和数字外全文与某某局相同",
        run: Run::Case(narrative::whole_other_offices),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I87",
        name: "通用语",
        compares: "法规名称、格式语句、口号；许多机关共有的语句",
        why: "比较雷同之前先行除去，否则无关的年报也有二三成相同。",
        source: "对已发布年报的测算",
        good: "（除去）《中华人民共和国政府信息公开条例》",
        bad: "只因通用语相同而报出",
        ..Rule::TREATMENT
    },
    Rule {
        code: "I88",
        name: "出现其他地方的机关",
        compares: "文中的机关名称 与 本地、上下级机关",
        why: "照抄他处文本时漏改机关名称。考察、学习、转发等提到的不算。",
        source: "国办公开办函〔2021〕30号：敷衍塞责",
        severity: Severity::Error,
        scope: Scope::Offices,
        good: "澄岚市水利局年报提到澄岚市人民政府",
        bad: "澄岚市水利局年报：青禾县水利局高度重视……",
        run: Run::Case(narrative::foreign_names),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I89",
        name: "叙述工作的年份有误",
        compares: "第一至四部分句首的年份 与 年报年份",
        why: "沿用上年文本时漏改年份。同比、决算、结转、上年问题的改进可以提到上年。",
        source: "已发布年报",
        good: "2024 年年报：2024年，我局……",
        bad: "2024 年年报：2022年，我局……",
        run: Run::Case(narrative::other_years),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I90",
        name: "同样的问题连年存在",
        compares: "第五部分的问题 与 前三年",
        why: "连续四年说到同样的四个以上问题，应说明改进情况。",
        source: "由文义推出",
        severity: Severity::Info,
        scope: Scope::Years,
        good: "问题逐年不同",
        bad: "四年都是解读、培训、人员、更新",
        run: Run::Case(narrative::never_solved),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I91",
        name: "被纠正而未说明",
        compares: "表四结果纠正 与 文字",
        why: "复议纠正、诉讼败诉的，宜说明原因和改进。",
        source: "地方旧规定（青岛）：说明败诉原因",
        severity: Severity::Info,
        good: "结果纠正 1，文中分析原因",
        bad: "结果纠正 1，文中没有提到",
        run: Run::Case(narrative::lost_cases),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "I92",
        name: "文中有个人信息",
        compares: "文字 与 身份证号码、联系方式以外的手机号码",
        why: "公布个人信息违法。发现中只显示部分数字。",
        source: "2022 年二季度政府网站检查通报（云浮）：个人隐私未去标识化",
        severity: Severity::Error,
        good: "没有个人信息",
        bad: "申请人身份证号码印在文中",
        run: Run::Case(narrative::personal_data),
        ..Rule::OF_REPORT
    },
];

/// J: words.
pub(in crate::report::check) static WORDS: Family = &[
    Rule {
        code: "J93",
        name: "重要名称有误",
        compares: "文字 与 重要名称的错误写法；用户自备的词表",
        why: "重要名称写错属单项否决。",
        source: "政府网站与政务新媒体检查指标（2019）",
        severity: Severity::Error,
        good: "中华人民共和国",
        bad: "中华人民共合国",
        run: Run::Case(words::names),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "J94",
        name: "常见错别字",
        compares: "文字 与 错别字表",
        why: "只收录在年报中几乎必错的写法。",
        source: "已发布年报：由其是",
        good: "尤其是",
        bad: "由其是",
        run: Run::Case(words::typos),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "J95",
        name: "重复的字词和标点",
        compares: "相邻的字词、标点",
        why: "“的的”、“。。”、重复的词语。",
        source: "已发布年报：资金资金",
        good: "科技计划资金",
        bad: "科技计划资金资金",
        run: Run::Case(words::doubled),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "J96",
        name: "发文字号不规范",
        compares: "发文字号 与 机关代字〔年份〕序号号",
        why: "年份用六角括号，不写“第”，年份不晚于年报。",
        source: "《党政机关公文格式》；已发布年报中有多种括号",
        good: "国办公开办函〔2021〕30号",
        bad: "国办公开办函[2021]30号",
        run: Run::Case(words::document_numbers),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "J97",
        name: "引用过时的依据或机关",
        compares: "文字 与 过时的依据、改名前的机关",
        why: "条例 2019 年修订，格式 2021 年更新，机构 2018 年改革。写明“原”的不算。",
        source: "有关通知和机构改革方案",
        recalled: true,
        good: "国务院令第711号",
        bad: "2023 年年报：国务院令第492号",
        run: Run::Case(words::old_law),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "J99",
        name: "数字写法混杂",
        compares: "数字、序号中的字母和全角半角混用",
        why: "以字母 l、O 代数字，一个数中全角半角混用。",
        source: "已发布年报：l六、",
        good: "2024年10月",
        bad: "2O24年1０月",
        run: Run::Case(words::mixed_digits),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "J100",
        name: "繁体字或乱码",
        compares: "简体文本 与 繁体字、乱码字符",
        why: "多由转码或复制造成。全文繁体的不算。",
        source: "保存的通知副本中常见",
        good: "开展工作",
        bad: "開展工作",
        run: Run::Case(words::strange_characters),
        ..Rule::OF_REPORT
    },
];
