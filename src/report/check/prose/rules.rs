//! F: the rules that compare the prose with the tables and with itself. Data.

use crate::report::check::prose;
use crate::report::check::prose::amounts::fees;
use crate::report::check::rule::{Family, Rule, Run, Scope};
use crate::report::check::severity::Severity;

/// The rules of the family.
pub(in crate::report::check) static RULES: Family = &[
    Rule {
        code: "F57",
        name: "文中新收件数与表三不符",
        compares: "文中“新收 N 件” 与 表三本年新收总计",
        why: "“新收”只有一种含义。",
        source: "规定格式表三；已发布年报",
        severity: Severity::Error,
        good: "新收政府信息公开申请 21 件；表三本年新收 21",
        bad: "新收政府信息公开申请 24 件；表三本年新收 21",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F58",
        name: "文中收到件数与表三不符",
        compares: "文中“收到、受理、收办、办理 N 件申请” 与 表三本年新收、本年新收＋上年结转、办理结果总计",
        why: "这些说法可以指三者之一，三者都不相等才报出。",
        source: "已发布年报：收办件数有的是新收，有的含上年结转",
        good: "收办申请 24 件；新收 21，上年结转 3",
        bad: "收办申请 30 件；新收 21，上年结转 3，总计 22",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F59",
        name: "文中结转件数与表三不符",
        compares: "文中“上年结转 N 件”“结转下年度 N 件” 与 表三相应各行",
        why: "结转件数只有一种含义。",
        source: "规定格式表三；已发布年报",
        severity: Severity::Error,
        good: "结转下年度 3 件；表三结转下年度 3",
        bad: "结转下年度 5 件；表三结转下年度 3",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F60",
        name: "文中办结件数与表三不符",
        compares: "文中“办结、答复 N 件” 与 表三办理结果总计（或不含上年结转的总计）",
        why: "“办结”通常指总计；只数本年新收的也说得通。",
        source: "已发布年报",
        good: "答复申请 22 件；总计 22",
        bad: "答复申请 25 件；总计 22",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F61",
        name: "文中办理结果与表三不符",
        compares: "文中各种办理结果的件数 与 表三各组之和；各部分之和 与 文中的总数",
        why: "一句话常列出全部办理结果，各部分应与表三相等，加起来应等于总数。各部分相加不等的为错误。",
        source: "已发布年报",
        good: "予以公开 5 件、不予公开 2 件；表三予以公开 5，不予公开各行之和 2",
        bad: "予以公开 5 件、不予公开 3 件；表三不予公开各行之和 2",
        run: Run::Case(prose::results),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F62",
        name: "文中申请人分类与表三不符",
        compares: "文中“自然人 N 件、法人或其他组织 M 件” 与 表三各列（本年新收、加上年结转或总计）",
        why: "文中可以按新收、收办或办结分类，三者都不相等才报出。",
        source: "已发布年报",
        good: "自然人 19 件；表三本年新收·自然人 19",
        bad: "自然人 18 件；表三本年新收·自然人 19，没有上年结转",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F63",
        name: "括号内各部分之和不等于总数",
        compares: "文中总数 与 其后括号内逐一列出的各部分之和",
        why: "逐一列出的，各部分之和就是总数；写明“其中”“含”的只列一部分，不作比较。只列两部分的，限于申请的提交方式。",
        source: "已发布年报",
        severity: Severity::Error,
        good: "收办申请 30 件（市本级 12 件、甲区 10 件、乙区 8 件）",
        bad: "收办申请 30 件（市本级 12 件、甲区 10 件、乙区 7 件）",
        run: Run::Case(prose::brackets),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F64",
        name: "文中复议诉讼件数与表四不符",
        compares: "文中行政复议、行政诉讼件数及其结果 与 表四各组总计和各种结果",
        why: "表四包含上年结转和尚未审结的案件；文中若只数新收或备案的案件，应当写明口径。",
        source: "已发布年报：文中 134 件、57 件，表四 170 件、77 件",
        good: "行政复议 4 件；表四行政复议总计 4",
        bad: "行政复议 3 件；表四行政复议总计 4",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F65",
        name: "文中主动公开件数与表二不符",
        compares: "文中规章、规范性文件件数 与 表二制发、废止、现行有效件数；作出行政许可、行政处罚、行政强制决定的件数，行政事业性收费金额 与 表二相应各行",
        why: "写明制发、废止、现行有效的，与相应一项比对；没有写明的，三者都不相等才报出。公示、受理的件数不是决定的件数，不作比对。",
        source: "已发布年报；地方通知要求总体情况写明件数",
        good: "制发行政规范性文件 5 件；表二制发 5",
        bad: "制发行政规范性文件 6 件；表二制发 5，废止 0，有效 40",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F66",
        name: "信息处理费各笔之和不等于总额",
        compares: "文中信息处理费总额 与 “其中”逐笔列出的金额之和",
        why: "逐笔列出的，合计应等于总额。",
        source: "已发布年报：880＋1080＋270＝2230 元",
        good: "收取信息处理费 700 元。其中，甲局 200 元；乙局 500 元",
        bad: "收取信息处理费 700 元。其中，甲局 200 元；乙局 400 元",
        run: Run::Case(prose::listed_fees),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F67",
        name: "百分比与件数不符",
        compares: "文中“N 件，占 P%” 与 N 除以新收、收办、总计或同句的总数，按印出的小数位数",
        why: "几种分母都不相符才报出；四舍五入与截尾都算相符。",
        source: "已发布年报",
        good: "予以公开 5 件，占 25%；总计 20",
        bad: "予以公开 5 件，占 35%；总计 20",
        run: Run::Case(prose::percentages),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F68",
        name: "同比与两年件数不符",
        compares: "文中“同比增长 P%” 与 本年、上年年报的件数",
        why: "按两年已归档的数字重算。上年数字后来更正过的可能例外。",
        source: "已发布年报：印作 1.05%，按两年年报为 1.08%",
        scope: Scope::Years,
        good: "收办 303 件，同比增长 1%；上年 300 件",
        bad: "收办 303 件，同比增长 3%；上年 300 件",
        run: Run::Case(prose::growth),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F69",
        name: "文中口径与表格不同",
        compares: "文中只说本级或办公室的件数 与 表三的总计",
        why: "政府的年报，表格往往汇总全部单位，文字只说办公室受理的件数；应当写明各自的口径。文中另有与表格相符的总数的，不再提示。",
        source: "已发布年报：文中办公室代表政府受理 17 件，表三 95 件",
        severity: Severity::Info,
        good: "全区受理 95 件；表三新收 95",
        bad: "区政府办代表区政府受理 17 件；表三新收 95",
        run: Run::Case(prose::scopes),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F70",
        name: "同一数量前后不一",
        compares: "文中两处所说的同一数量",
        why: "同一数量只有一个值。与表格不符的已由相应规则报出，不再重复。",
        source: "由文义推出",
        severity: Severity::Error,
        good: "两处都说结转下年度 3 件",
        bad: "一处说结转下年度 3 件，一处说 4 件",
        run: Run::Case(prose::twice),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F71",
        name: "图解数字与表格不符",
        compares: "图解、图表中的数字 与 表格",
        why: "目前不读取图片，一律记为未检查。",
        source: "由文义推出",
        severity: Severity::Info,
        good: "图解与表三相同",
        bad: "图解新收 24，表三 21",
        run: Run::Case(prose::charts),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F106",
        name: "文中全部办结而表中有结转",
        compares: "文中“申请全部办结、均已答复” 与 表三结转下年度总计",
        why: "还有结转，就没有全部办结。说按时、按期或到期的已经办结的，不作比较。",
        source: "规定格式表三",
        good: "申请均按时答复；表三结转下年度 2",
        bad: "申请已全部办结；表三结转下年度 2",
        run: Run::Case(fees::all_concluded),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "F107",
        name: "信息处理费数额可疑",
        compares: "文中信息处理费的数额 与 收费档次；与 表二行政事业性收费",
        why: "按件计收每件 100 元，按量计收每页 10、20 或 40 元，所以是 10 元的倍数。表二（八）项与之恰好相等的，疑为混填。",
        source: "国办函〔2020〕109号：信息公开信息处理费管理办法",
        recalled: true,
        good: "收取信息处理费 2230 元",
        bad: "收取信息处理费 2235 元",
        run: Run::Case(fees::steps),
        ..Rule::OF_REPORT
    },
];
