//! Commands that read reports and search their prose.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    ("list", "按机关和年度列出档案库中的年报"),
    ("list/after", "\
示例：
  nianbao list
  nianbao list --agency 某某市教育局
  nianbao list --years 2019..2021 --json
  nianbao list --revisions --agency 教育局   每个修订版，以及先后由什么决定"),
    ("list.revisions", "每个修订版：哪个有效，何时公布，先后由什么决定（都写明公布日期时按日期 `published`，否则按归档先后 `added`）"),
    ("show", "显示一份年报：正文、法定格式的表格、说明"),
    ("show/after", "\
示例：
  nianbao show 某某市教育局 2023
  nianbao show 教育局 2023 --section 5           问题和改进
  nianbao show 教育局 2023 --table --section 3   申请情况表
  nianbao show 教育局 2023 --csv                 数据
  nianbao show 教育局 2023 --revision 1          最初归档的内容
  nianbao show 教育局 2023 --files               各个文件：同一文本的几种格式，各修订版
  nianbao show 教育局 2023 --original r.pdf      原始文件
  nianbao show 教育局 2023 --file 年报.docx --original r.docx   其中另一个文件"),
    ("show.files", "列出年报的各个文件：每个修订版中读得最好、为准的一份，以及同一文本的其他各份"),
    ("show.file", "与 --original 同用，指定这个文件：文件名，或者 SHA-256 的开头"),
    ("show.section", "只显示这一部分（1 至 6）"),
    ("show.outline", "按读到的样子显示文档，以及略去的文字和原因"),
    ("show.table", "只显示法定表格"),
    ("show.revision", "显示这一修订版，而不是最新的"),
    ("show.original", "把原始文件写入文件或者标准输出"),
    ("search", "查找含有这些词语的每一个段落"),
    ("search/after", "\
段落须含有全部词语，位置不限，在更长的词语之中也算。双引号中的词语按短语查找；a|b 表示任一；-词语 表示排除
（第一个就要排除时，前面加 --）。

示例：
  nianbao search 行政诉讼
  nianbao search '依申请公开 -复议' --section 5
  nianbao search 解读 --kind problem             只看作为问题提出的
  nianbao search 公开专栏 --agency 某某市教育局 --years 2020..
  nianbao search 短视频 --trend                  历年使用情况
  nianbao search 诉讼 --offset 20 --limit 20      第二页
  nianbao search 诉讼 --json"),
    ("search.words", "词语"),
    ("search.any", "含有任何一个词语即可"),
    ("search.kind", "只看问题、措施或者对以往问题的整改，可多次给出"),
    ("search.by", "每个段落一条，或者每份年报一条"),
    ("search.each", "显示每一个段落，其他机关用同样的话写的也显示；JSON 和 CSV 总是如此"),
    ("search.sort", "最相关的在前，或者最近的年度在前"),
    ("search.variants", "繁体、简体都查"),
    ("search.synonyms", "同义词文件，每行一组：`依申请公开 = 申请公开`"),
    ("search.facets", "按年度、机关、部分和种类统计"),
    ("search.trend", "显示词语在各年度出现的次数，不显示段落"),
    ("search.offset", "跳过这么多条"),
    ("problems", "跟踪历年的问题和承诺"),
    ("problems/after", "\
第五部分，以及其他指明问题的文字，被拆分为单条的问题、措施（将要做的，或者本年已做的）和整改（针对往年问题所做的）。
下一年年报对某个问题的说法按词语查找，只是线索，不是证明。

示例：
  nianbao problems --agency 某某市教育局
  nianbao problems --repeated                    在其他年度和机关反复出现的
  nianbao problems --repeated --years 2022.. --csv"),
    ("problems.repeated", "显示多个年度或机关用几乎相同的话提出的问题"),
    ("problems.limit", "最多显示这么多个反复出现的问题，年报最多的在前"),
    ("words", "找出某一年度、机关或部分特有的词语"),
    ("words/after", "\
示例：
  nianbao words --year 2024                      2024 年新出现的
  nianbao words --agency 某某市教育局 --section 5"),
    ("mentions", "列出只在正文中出现的数量：发布、阅读、热线、培训等"),
    ("mentions/after", "\
数字所指由它前面的词语判断，旁边列出原句和疑点。图中每个机关每年一个数字：正文中有几个时，取第一个确定的，其余作为疑点
列出。

示例：
  nianbao mentions --agency 某某市教育局
  nianbao mentions 解读 --years 2020..
  nianbao mentions reads --csv
  nianbao mentions new_media --agency 某某市教育局 --chart
  nianbao mentions 培训 --png trainings.png"),
    ("mentions.topic", "数的是什么：website、new_media、reads、interpretations、responses、hotline、trainings、press、proposals、on_time、on_time_rate，或者中文名称的一部分"),
    ("mentions.chart", "每个机关每年一个数字，旁边画条"),
    ("similar", "找出其他机关和年度中最相似的段落"),
    ("similar/after", "\
示例：
  nianbao similar 某某市教育局 2023
  nianbao similar 某某市教育局 2023 --section 5 --json"),
    ("similar.section", "只看这一部分（1 至 6）的段落"),
    ("diff", "显示一份年报两个修订版之间的变化"),
    ("diff/after", "\
示例：
  nianbao diff 某某市教育局 2023                    最新的与前一版
  nianbao diff 某某市教育局 2023 --from 1 --to 3"),
    ("diff.from", "较早的修订版［默认：--to 的前一版］"),
    ("diff.to", "较晚的修订版［默认：最新的］"),
    ("mcp", "把档案作为工具提供给大语言模型和程序（Model Context Protocol）"),
    ("mcp/after", "\
从标准输入读请求，在标准输出作答，每行一条。工具只能提问；给出 --write 时还可以添加文件、豁免问题、更正单元格，每次都要
写明是谁。

示例：
  nianbao mcp
  nianbao --archive ~/nianbao mcp --write"),
    ("mcp.write", "同时提供添加、豁免和更正的工具"),
    ("open", "在浏览器中打开档案，并可体检草稿；没有档案时新建一个"),
    ("open/after", "\
网页只有本机能看，按 Ctrl-C 结束。把草稿拖到首页，就能看到标出问题的全文；看过以后决定要不要存入档案。

示例：
  nianbao open
  nianbao open --no-browser      只显示网址"),
    ("open.no_browser", "不启动浏览器"),
    ("serve", "在浏览器中查看档案库：默认只限本机，只读"),
    ("serve/after", "\
页面不从别处加载任何内容。按 Ctrl-C 停止。使用 --write 时，浏览器可以添加文件、豁免问题和重新读取。用 --listen 允许其他
计算机访问，这时必须有密码：来自 --password-file、环境变量 NIANBAO_PASSWORD，或者在终端输入。程序可以改用 NIANBAO_TOKEN，
以 `Authorization: Bearer TOKEN` 发送。服务器使用不加密的 HTTP：在可能被监听的网络上，请在前面设置 HTTPS 代理，并给出
--https。

示例：
  nianbao serve
  nianbao serve --port 8080 --write
  nianbao serve --listen 0.0.0.0 --host archive.example --password-file ~/.nianbao-password
  nianbao serve --host archive.example --https --password-file ~/.nianbao-password    # 在代理之后"),
    ("serve.port", "端口；0 表示任何空闲端口"),
    ("serve.listen", "监听的地址；本机以外的地址需要密码"),
    ("serve.host", "浏览器访问服务器所用的其他主机名，可多次给出"),
    ("serve.write", "允许浏览器添加文件、豁免问题和重新读取"),
    ("serve.password_file", "要求输入此文件第一行的密码；- 表示标准输入"),
    ("serve.https", "浏览器经由 HTTPS 代理连接"),
];
