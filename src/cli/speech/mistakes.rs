//! Mistakes in the arguments, in Chinese: what clap found, without its English sentences.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The mistake and what to do, where it is one; help and version are none.
pub(crate) fn of_arguments(error: &clap::Error) -> Option<(String, Option<String>)> {
    let of = |kind| error.get(kind).map(words);
    let argument = || of(ContextKind::InvalidArg).unwrap_or_default();
    let value = || of(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidValue if value().is_empty() => format!("{} 需要一个值", argument()),
        ErrorKind::InvalidValue => format!("{} 不能是“{}”", argument(), value()),
        ErrorKind::ValueValidation => format!("{} 的值“{}”无法识别", argument(), value()),
        ErrorKind::UnknownArgument => format!("没有 {} 这个参数", argument()),
        ErrorKind::InvalidSubcommand => {
            format!("没有 {} 这个命令", of(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "没有给出命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument()),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(prior) if prior != argument() => format!("{} 不能与 {prior} 一起使用", argument()),
            _ => format!("{} 只能给出一次", argument()),
        },
        ErrorKind::NoEquals => format!("{} 要用等号给出值", argument()),
        ErrorKind::TooManyValues => format!("{} 不需要“{}”", argument(), value()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{} 的值的个数不对", argument()),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "用法有误".to_owned(),
    };
    let similar = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let hint = similar
        .into_iter()
        .find_map(of)
        .map(|names| format!("是不是 {names}？"))
        .or_else(|| {
            of(ContextKind::ValidValue)
                .filter(|names| !names.is_empty())
                .map(|names| format!("可以是：{names}"))
        })
        .or_else(|| Some("用 --help 查看用法".to_owned()));
    Some((message, hint))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    }
}
