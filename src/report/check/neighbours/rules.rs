//! G and H: the rules that compare a report with its neighbours. Data.

use crate::report::check::neighbours::{offices, years};
use crate::report::check::rule::{Family, Rule, Run, Scope};
use crate::report::check::severity::Severity;
use crate::report::check::wording::same_contact;

/// Rules across years.
pub(in crate::report::check) static YEARS: Family = &[
    Rule {
        code: "G72",
        name: "上年结转与上年年报不衔接",
        compares: "本年上年结转总计 与 上年年报结转下年度总计",
        why: "上年留下的就是本年接到的。文中说明了原因的降为提示。",
        source: "规定格式表三；地方通知要求数据衔接",
        severity: Severity::Error,
        scope: Scope::Years,
        good: "上年结转下年度 121，本年上年结转 121",
        bad: "上年结转下年度 121，本年上年结转 112",
        run: Run::Case(years::carried_total),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G73",
        name: "各类申请人的结转不衔接",
        compares: "六类申请人：本年上年结转 与 上年年报结转下年度",
        why: "总计相等而分类不等，多半是分类更正或错位；总计也不等的由 G72 一并报出。",
        source: "由单元格的含义推出",
        scope: Scope::Years,
        good: "上年结转下年度·自然人 118，本年上年结转·自然人 118",
        bad: "上年结转下年度·自然人 118、商业企业 3，本年 119、2",
        run: Run::Case(years::carried_columns),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G74",
        name: "现行有效件数不衔接",
        compares: "规章、行政规范性文件：上年现行有效＋本年制发－本年废止 与 本年现行有效",
        why: "修订、自然失效、清理和口径变化会使其合法地不等，文中或单元格说明了的降为提示。",
        source: "规定格式表二；已发布年报：597＋50－227＝420",
        scope: Scope::Years,
        good: "上年有效 40，制发 5，废止 2，有效 43",
        bad: "上年有效 40，制发 5，废止 2，有效 45",
        run: Run::Case(years::in_force),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G75",
        name: "复议诉讼少于上年未审结",
        compares: "年报说明含上年结转时：本年各组总计 与 上年尚未审结",
        why: "写明含上年结转的，总计不应少于上年尚未审结的件数。",
        source: "已发布年报的注：数量含上年度结转",
        severity: Severity::Info,
        scope: Scope::Years,
        good: "上年尚未审结 3，本年总计 8",
        bad: "上年尚未审结 3，本年总计 1，注明含上年结转",
        run: Run::Case(years::pending),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G76",
        name: "与上年相差十倍",
        compares: "每一总数 与 上年同一项（较大者不少于 30）",
        why: "多半是少填、多填一位或口径改变；也可能属实。",
        source: "已发布年报：行政许可 550 变为 9487",
        scope: Scope::Years,
        good: "上年 550，本年 612",
        bad: "上年 550，本年 9487",
        run: Run::Case(years::outliers),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G77",
        name: "一张表与上年完全相同",
        compares: "一张表全部单元格 与 上年同一张表（不全为零）",
        why: "全部相同多半是误用上年的表。",
        source: "由单元格的含义推出",
        scope: Scope::Years,
        good: "只有个别单元格相同",
        bad: "表三 175 格与上年逐格相同",
        run: Run::Case(years::same_table),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G78",
        name: "多处沿用上年数字",
        compares: "一张表中非零的单元格（总计除外） 与 上年同一格：五格以上且过半相同",
        why: "偶有相同属常，多处相同多半是漏改。",
        source: "由单元格的含义推出",
        scope: Scope::Years,
        good: "12 个非零单元格中 2 个相同",
        bad: "12 个非零单元格中 9 个相同",
        run: Run::Case(years::copied_figures),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "G79",
        name: "格式改变",
        compares: "2020 年与 2021 年年报",
        why: "格式改变前后只比较两种格式都有的项目；“其他处理”一行与三行之和可比。",
        source: "国办公开办函〔2019〕60号、〔2021〕30号",
        good: "2021 年上年结转与 2020 年结转下年度相比",
        bad: "2021 年现行有效与 2020 年对外公开总数量相比",
        ..Rule::TREATMENT
    },
    Rule {
        code: "G80",
        name: "没有上年年报",
        compares: "馆藏中该机关的年报 与 上一年",
        why: "此前有年报而独缺上年的，结转等各项不能核对，须写明，不算通过。",
        source: "由含义推出",
        severity: Severity::Info,
        scope: Scope::Years,
        good: "2022、2023 年年报都在",
        bad: "有 2021、2023 年，没有 2022 年",
        run: Run::Case(years::gap),
        ..Rule::OF_REPORT
    },
];

/// Rules across offices.
pub(in crate::report::check) static OFFICES: Family = &[
    Rule {
        code: "H81",
        name: "上级少于下级",
        compares: "每一可加单元格：上级年报 与 其汇总范围内的每一机关",
        why: "汇总的数字不会少于其中任何一份。范围内年报齐全的由 H82 逐格核对。",
        source: "由汇总的含义推出",
        scope: Scope::Offices,
        good: "市 30，区 12",
        bad: "市 30，区 41",
        run: Run::Case(offices::at_least_each),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "H82",
        name: "上级不等于范围内各机关之和",
        compares: "每一可加单元格：上级年报 与 名录所定范围内全部年报之和，列出各份数字",
        why: "范围由名录规定，不一定是直接下级。范围内有缺报的不作比较。",
        source: "已发布年报：十一个部分合计 3607",
        scope: Scope::Offices,
        good: "市 30＝本级 12＋局 10＋区 8",
        bad: "市 30≠本级 12＋局 10＋区 7",
        run: Run::Case(offices::sum_of_scope),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "H83",
        name: "范围内有机关缺报",
        compares: "名录所定范围 与 当年已有的年报",
        why: "缺报使上级的汇总无法核对。",
        source: "地方通知：应报尽报",
        scope: Scope::Set,
        good: "范围内四份年报都在",
        bad: "范围内缺某某镇人民政府",
        run: Run::Roll(offices::missing_children),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "H84",
        name: "两个机关联系电话相同",
        compares: "联系方式一句中的电话 与 当年其他机关的年报",
        why: "照抄时漏改，或者由同一机关代拟。",
        source: "由含义推出",
        severity: Severity::Info,
        scope: Scope::Offices,
        good: "电话各不相同",
        bad: "两个局的联系电话相同",
        run: Run::Case(same_contact),
        ..Rule::OF_REPORT
    },
];
