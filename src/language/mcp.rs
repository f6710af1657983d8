//! Mistakes of programs that use the archive as tools.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("mcp.no_json", "不是 JSON", "it is no JSON"),
    ("mcp.no_request", "不是 JSON-RPC 2.0 请求", "it is no request of JSON-RPC 2.0"),
    ("mcp.too_long", "请求过长", "the request is too long"),
    ("mcp.revision", "不支持协议版本 {asked}", "protocol version {asked} is not supported"),
    ("mcp.headers", "请求头与消息不一致", "the headers say something else than the message"),
    ("mcp.no_method", "没有方法 {method}", "there is no method {method}"),
    ("mcp.no_object", "参数应当是对象", "arguments must be an object"),
    ("mcp.no_tool", "没有工具“{name}”", "there is no tool \"{name}\""),
    (
        "mcp.no_argument",
        "没有参数“{name}”；可用的有：{known}",
        "there is no argument \"{name}\"; there are: {known}",
    ),
    ("mcp.wrong_argument", "参数 {name} 不能是 {value}", "argument {name} cannot be {value}"),
    ("mcp.missing_argument", "缺少参数 {name}", "argument {name} is missing"),
    ("mcp.no_rule", "没有规则“{code}”", "there is no rule \"{code}\""),
    ("mcp.too_large", "原始文件过大：{bytes} 字节", "the original is too large: {bytes} bytes"),
];
