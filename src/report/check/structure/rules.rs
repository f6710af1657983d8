//! A and B: the rules about identity, time, parts and tables. Data.

use crate::report::check::rule::{Family, Rule, Run, Scope};
use crate::report::check::severity::Severity;
use crate::report::check::structure::{identity, parts, topics};

/// A: identity and time.
pub(in crate::report::check) static IDENTITY: Family = &[
    Rule {
        code: "A1",
        name: "年份不一致",
        compares: "标题、公布年报的一句、统计期限中的年份 与 年报归入的年份",
        why: "一份年报只报告一个年度。",
        source: "规定格式：统计期限为当年1月1日至12月31日",
        severity: Severity::Error,
        good: "标题 2024 年，统计期限 2024 年 1 月 1 日至 12 月 31 日",
        bad: "标题 2024 年，统计期限 2023 年 1 月 1 日至 12 月 31 日",
        run: Run::Case(identity::year),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "A2",
        name: "统计期限不是全年",
        compares: "统计期限 与 当年1月1日至12月31日",
        why: "数据必须涵盖整个年度。",
        source: "DB51/T 2660—2019 第2.1条；已发布年报",
        severity: Severity::Error,
        good: "2024年1月1日至12月31日",
        bad: "2024年1月1日至11月30日",
        run: Run::Case(identity::whole_year),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "A3",
        name: "机关名称不一致",
        compares: "标题中的机关 与 联系方式一句中的机关",
        why: "沿用他处文本时常漏改联系方式。简称不算不一致。",
        source: "已发布年报",
        good: "澄岚市水利局年报：请与澄岚市水利局办公室联系",
        bad: "澄岚市水利局年报：请与青禾县水利局办公室联系",
        run: Run::Case(identity::office),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "A4",
        name: "部门年报发布过迟",
        compares: "发布日期 与 次年1月31日",
        why: "县级以上人民政府的部门在1月31日前公布。镇、街道和派出机构没有法定日期，地方规定的日期用 A110 核对。",
        source: "《政府信息公开条例》第四十九条",
        severity: Severity::Error,
        good: "2025-01-24 发布",
        bad: "2025-02-18 发布",
        run: Run::Case(identity::office_in_time),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "A5",
        name: "政府年报发布过迟",
        compares: "发布日期 与 次年3月31日",
        why: "县级以上地方人民政府的年报在3月31日前公布。镇、乡没有法定日期，地方规定的日期用 A110 核对。",
        source: "《政府信息公开条例》第四十九条",
        severity: Severity::Error,
        good: "2025-03-12 发布",
        bad: "2025-04-02 发布",
        run: Run::Case(identity::government_in_time),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "A6",
        name: "缺报或重报",
        compares: "名录中应报的机关 与 当年的年报：各恰好一份",
        why: "应报尽报。",
        source: "地方通知（怀化 2021）：应报尽报",
        severity: Severity::Error,
        scope: Scope::Set,
        good: "名录 32 个机关，32 份年报",
        bad: "名录 32 个机关，缺某某局",
        run: Run::Roll(identity::complete),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "A8",
        name: "同一文件重复归档",
        compares: "文件内容 与 其他机关、其他年度的文件",
        why: "两个机关或两个年度不会是同一个文件。",
        source: "由含义推出",
        severity: Severity::Error,
        scope: Scope::Offices,
        good: "每份年报一个文件",
        bad: "甲局和乙局的年报是同一个文件",
        run: Run::Case(identity::filed_once),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "A9",
        name: "重新发布后数字改变",
        compares: "本版 与 被它代替的一版：两版都读得确定的每一单元格",
        why: "两版都保留，逐格列出差异。同一文本的另一份文件不是新版，读不准的格不算改变。",
        source: "社科院 2016 年评估：发布后有变动",
        scope: Scope::Years,
        good: "重新发布，数字不变",
        bad: "重新发布，行政许可 513 改为 531",
        run: Run::Case(identity::republished),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "A110",
        name: "发布迟于地方规定的日期",
        compares: "发布日期 与 地方规则中该类机关的日期",
        why: "地方可以规定比条例更早的日期，也可以为镇、街道和派出机构规定日期。没有地方规则时不作比较。",
        source: "地方规则文件（check --rules）",
        good: "地方规定部门 1 月 20 日；2025-01-18 发布",
        bad: "地方规定镇街 1 月 25 日；2025-02-03 发布",
        run: Run::Case(identity::in_local_time),
        ..Rule::OF_ORGAN
    },
];

/// B: parts and tables.
pub(in crate::report::check) static PARTS: Family = &[
    Rule {
        code: "B12",
        name: "缺少部分",
        compares: "六个部分是否都在",
        why: "六个部分不能遗漏。",
        source: "国办公开办函〔2021〕30号：不能遗漏，也不宜泛化",
        severity: Severity::Error,
        good: "六个部分齐全",
        bad: "没有“其他需要报告的事项”",
        run: Run::Case(parts::all_parts),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B13",
        name: "顺序或序号有误",
        compares: "各部分的顺序和序号 与 一至六",
        why: "序号错、顺序错多由改稿漏改造成。",
        source: "规定格式；已发布年报",
        good: "一、二、三、四、五、六",
        bad: "一、二、三、五、五、六",
        run: Run::Case(parts::order),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B14",
        name: "多出部分",
        compares: "一级标题的个数 与 六",
        why: "不宜泛化。",
        source: "国办公开办函〔2021〕30号；已发布年报有分为八部分的",
        good: "六个部分",
        bad: "八个部分",
        run: Run::Case(parts::extra_parts),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B15",
        name: "标题的说法",
        compares: "各部分的标题 与 规定标题及通行的说法",
        why: "“存在（的）（主要）问题和（及）改进情况（措施）”等都视为规定标题，不报出。",
        source: "已发布年报",
        good: "存在问题和改进措施",
        bad: "（不报出）",
        ..Rule::TREATMENT
    },
    Rule {
        code: "B16",
        name: "表二缺行",
        compares: "规定格式表二的每一行",
        why: "规定格式的每一行都应当在，没有发生填 0。",
        source: "规定格式表二",
        severity: Severity::Error,
        good: "规章至行政事业性收费各行齐全",
        bad: "没有行政强制一行",
        run: Run::Case(parts::rows_of_disclosure),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B17",
        name: "表三缺行或缺列",
        compares: "规定格式表三的每一行、每一列",
        why: "规定格式的每一行、每一列都应当在。",
        source: "规定格式表三",
        severity: Severity::Error,
        good: "各行、各列齐全，没有发生填 0",
        bad: "没有“重复申请”一行",
        run: Run::Case(parts::rows_of_requests),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B18",
        name: "其他处理只有一行",
        compares: "（六）其他处理的行数 与 规定格式的行数",
        why: "2021 年格式分为三行；只有一行的是旧格式。",
        source: "规定格式表三；已发布年报",
        good: "1.逾期不补正 2.逾期不缴费 3.其他",
        bad: "只有“（六）其他处理”一行",
        run: Run::Case(parts::single_row),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B19",
        name: "表四缺组",
        compares: "规定格式表四的每一格",
        why: "规定格式的每一格都应当在。",
        source: "规定格式表四",
        severity: Severity::Error,
        good: "各组、各格齐全",
        bad: "没有“复议后起诉”一组",
        run: Run::Case(parts::groups_of_review),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B20",
        name: "后年用了旧格式",
        compares: "年报所用的表 与 当年规定格式的表：用了更早的格式",
        why: "新格式施行以后不再用旧格式。",
        source: "国办公开办函〔2021〕30号",
        severity: Severity::Error,
        good: "2022 年年报：本年制发件数、本年废止件数、现行有效件数",
        bad: "2022 年年报：本年新制作数量、本年新公开数量",
        run: Run::Case(parts::old_form),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B21",
        name: "前年用了新格式",
        compares: "年报所用的表 与 当年规定格式的表：用了更晚的格式",
        why: "多半是后补或误用。",
        source: "国办公开办函〔2019〕60号",
        good: "2020 年年报：本年新制作数量",
        bad: "2020 年年报：本年制发件数",
        run: Run::Case(parts::new_form),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B22",
        name: "总体情况缺少内容",
        compares: "第一部分 与 主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        why: "总体情况应当涵盖五个方面。",
        source: "国办公开办函〔2021〕30号（一）",
        good: "五个方面各有一段",
        bad: "没有说到监督保障",
        run: Run::Case(topics::five_topics),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B23",
        name: "政府年报缺少监督结果",
        compares: "人民政府年报的文字 与 工作考核、社会评议、责任追究",
        why: "条例要求报告考核、评议和责任追究的结果。",
        source: "国办公开办函〔2021〕30号；《政府信息公开条例》第五十条第一款第（四）项",
        good: "说明考核、社会评议和责任追究的结果",
        bad: "没有说到责任追究",
        run: Run::Case(topics::supervision),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B24",
        name: "总体情况过长",
        compares: "第一部分的字数 与 一千字左右",
        why: "原则上不超过一千字（超过 1200 字提示）。",
        source: "地方通知（武威 2025）",
        severity: Severity::Info,
        good: "900 字",
        bad: "3300 字",
        run: Run::Case(topics::length),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B25",
        name: "总体情况缺少数量",
        compares: "第一部分 与 网站新媒体发布、政策解读、回应关切、重点领域、规范性文件、平台的数量",
        why: "地方通知要求写明数量。",
        source: "地方通知（武威 2025）",
        severity: Severity::Info,
        good: "发布政策解读 24 篇",
        bad: "没有政策解读的数量",
        run: Run::Case(topics::counts),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B26",
        name: "没有信息处理费",
        compares: "文字 与 信息处理费的收取情况",
        why: "没有收取也要写明。",
        source: "国办公开办函〔2021〕30号（六）",
        recalled: true,
        good: "2024 年没有收取信息处理费",
        bad: "通篇没有提到信息处理费",
        run: Run::Case(topics::fees),
        ..Rule::OF_ORGAN
    },
    Rule {
        code: "B27",
        name: "第五部分没有内容",
        compares: "第五部分 与 实质内容",
        why: "不得写“无”或敷衍成一句话。",
        source: "国办公开办函〔2021〕30号（四）：敷衍塞责",
        severity: Severity::Error,
        good: "列出问题和措施",
        bad: "无",
        run: Run::Case(topics::not_empty),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "B28",
        name: "问题与改进缺一",
        compares: "第五部分：存在的问题、改进措施",
        why: "两者都要有。",
        source: "规定格式第五部分标题",
        good: "问题一是……改进一是……",
        bad: "只有工作打算",
        run: Run::Case(topics::problems_and_measures),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "B29",
        name: "措施少于问题",
        compares: "第五部分：问题条数 与 措施条数",
        why: "应当逐条提出改进措施。",
        source: "地方通知（固镇 2023）",
        severity: Severity::Info,
        good: "问题三条，措施三条",
        bad: "问题三条，措施一条",
        run: Run::Case(topics::one_measure_each),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "B109",
        name: "没有写到地方要求的内容",
        compares: "全文 与 地方规则列出的内容，每项至少有一个词",
        why: "各地通知常要求写明若干内容。没有地方规则时不作比较。",
        source: "地方规则文件（check --rules）",
        good: "要求写明领导小组会议；文中：召开政务公开领导小组会议 2 次",
        bad: "要求写明领导小组会议；文中没有",
        run: Run::Case(topics::required),
        ..Rule::OF_REPORT
    },
];
