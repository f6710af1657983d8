//! The help in Chinese: the texts of `texts` in the places where clap has the English ones.
//!
//! A command is found by its path (`office add`), an argument by the path and its name (`office add.parent`), or
//! by itself (`--years`, `.agency`) where commands share it. What clap itself says (用法, 默认) is in its templates.

use std::collections::HashMap;

use clap::{Arg, Command};

use crate::cli::speech::texts::{HEADINGS, VALUES, texts};

/// The template of the help of a command, in the order of clap's own.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with its help in Chinese.
pub(super) fn in_chinese(mut command: Command) -> Command {
    let texts: HashMap<&str, &'static str> = texts().collect();
    command.build();
    translate(command, "", &texts)
}

/// The key of an argument where commands share it.
fn shared_key(argument: &Arg) -> String {
    match argument.get_long() {
        Some(long) => format!("--{long}"),
        None => format!(".{}", argument.get_id()),
    }
}

fn translate(command: Command, path: &str, texts: &HashMap<&str, &'static str>) -> Command {
    let mut command =
        command.help_template(TEMPLATE).subcommand_help_heading("命令").subcommand_value_name("命令");
    let about = if path.ends_with("help") { "--help" } else { path };
    if let Some(about) = texts.get(if path.is_empty() { "nianbao" } else { about }) {
        command = command.about(*about).long_about(None::<&str>);
    }
    if let Some(after) = texts.get(format!("{path}/after").as_str()) {
        command = command.after_help(*after);
    }
    let arguments: Vec<String> =
        command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in arguments {
        command = command.mut_arg(&id, |argument| argument_in_chinese(argument, path, texts));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let below = below(path, &name);
        command = command.mut_subcommand(&name, |sub| translate(sub, &below, texts));
    }
    let usage = command.render_usage().to_string();
    let usage =
        usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]");
    command.override_usage(usage)
}

/// The path of a command of a command.
fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path} {name}") }
}

fn argument_in_chinese(argument: Arg, path: &str, texts: &HashMap<&str, &'static str>) -> Arg {
    let own = format!("{path}.{}", argument.get_id());
    let text = texts.get(own.as_str()).or_else(|| texts.get(shared_key(&argument).as_str()));
    let heading = argument.get_help_heading().and_then(|heading| chinese(HEADINGS, heading));
    let heading = heading.unwrap_or(if argument.is_positional() { "参数" } else { "选项" });
    let names: Vec<String> =
        argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let help = text.map(|text| format!("{text}{}", remarks(&argument)));
    let mut argument = argument.help_heading(heading).hide_default_value(true).hide_possible_values(true);
    if !names.is_empty() && argument.get_action().takes_values() {
        argument = argument.value_names(names.into_iter().map(|name| match chinese(VALUES, &name) {
            Some(chinese) => chinese.to_owned(),
            None => name,
        }));
    }
    match help {
        Some(help) => argument.help(help).long_help(None::<&str>),
        None => argument,
    }
}

fn chinese(table: &[(&str, &'static str)], english: &str) -> Option<&'static str> {
    table.iter().find(|(own, _)| *own == english).map(|(_, chinese)| *chinese)
}

/// What clap would add in English: the default, and what may be given.
fn remarks(argument: &Arg) -> String {
    let mut remarks = String::new();
    let names = |values: &mut dyn Iterator<Item = String>| values.collect::<Vec<_>>().join("、");
    let defaults = argument.get_default_values();
    if !defaults.is_empty() && argument.get_action().takes_values() && !argument.is_hide_default_value_set() {
        let shown = names(&mut defaults.iter().map(|value| value.to_string_lossy().into_owned()));
        remarks.push_str(&format!("［默认：{shown}］"));
    }
    let possible = argument.get_possible_values();
    if !possible.is_empty() && argument.get_action().takes_values() && !argument.is_hide_possible_values_set()
    {
        let shown = names(
            &mut possible
                .iter()
                .filter(|value| !value.is_hide_set())
                .map(|value| value.get_name().to_owned()),
        );
        remarks.push_str(&format!("［可选：{shown}］"));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// Every text that the help needs: its own key, and the key that commands share.
    fn needed(command: &Command, path: &str, keys: &mut Vec<(String, String)>) {
        let own = if path.is_empty() { "nianbao" } else { path };
        keys.push((own.to_owned(), own.to_owned()));
        if command.get_after_help().is_some() {
            keys.push((format!("{path}/after"), format!("{path}/after")));
        }
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            keys.push((format!("{path}.{}", argument.get_id()), shared_key(argument)));
        }
        for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
            if sub.get_name() == "help" {
                keys.push((below(path, "help"), "--help".to_owned()));
                continue;
            }
            needed(sub, &below(path, sub.get_name()), keys);
        }
    }

    #[test]
    fn every_text_is_there_and_belongs_somewhere() {
        let mut command = Cli::command();
        command.build();
        let mut keys = Vec::new();
        needed(&command, "", &mut keys);
        let known: HashSet<&str> = texts().map(|(key, _)| key).collect();
        assert_eq!(known.len(), texts().count(), "a key is there twice");
        let has = |key: &String| known.contains(key.as_str());
        let missing: Vec<&String> =
            keys.iter().filter(|(own, shared)| !has(own) && !has(shared)).map(|(own, _)| own).collect();
        assert!(missing.is_empty(), "without a Chinese text: {missing:#?}");
        let used: HashSet<&str> =
            keys.iter().flat_map(|(own, shared)| [own.as_str(), shared.as_str()]).collect();
        let unused: Vec<&&str> = known.iter().filter(|key| !used.contains(**key)).collect();
        assert!(unused.is_empty(), "belongs to nothing: {unused:#?}");
    }

    #[test]
    fn what_clap_adds_is_chinese_too() {
        let mut command = in_chinese(Cli::command());
        let help =
            command.find_subcommand_mut("search").expect("there is a search").render_help().to_string();
        for words in
            ["用法：", "选项:", "通用选项:", "［默认：20］", "［可选：problem、plan、answer］", "<数量>"]
        {
            assert!(help.contains(words), "{words}: {help}");
        }
        for words in ["Usage", "OPTIONS", "Options", "default:", "possible", "alias", "Print"] {
            assert!(!help.contains(words), "{words}: {help}");
        }
    }
}
