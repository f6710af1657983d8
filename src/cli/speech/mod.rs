//! In which language the program speaks to whoever typed the command, and what the command line itself says.
//!
//! `--lang`, then `NIANBAO_LANG`, then the locale. What is written for programs (JSON, CSV, exit codes, names of
//! options) is the same in both.

mod help;
mod mistakes;
mod texts;

use std::ffi::{OsStr, OsString};
use std::sync::OnceLock;

use clap::{Command, ValueEnum};
use nianbao::language::{Language, Message};

pub(crate) use mistakes::of_arguments;

/// A language as it is named on the command line. Its values have no comments: help of values makes clap print
/// every option over two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Chinese,
            Lang::En => Self::English,
        }
    }
}

/// Chosen once, before anything is said.
static SPOKEN: OnceLock<Language> = OnceLock::new();

/// The language in which the program speaks; English until one was chosen.
pub(crate) fn spoken() -> Language {
    SPOKEN.get().copied().unwrap_or(Language::English)
}

/// A message in the language that was chosen.
pub(crate) trait Spoken {
    /// Its words.
    fn spoken(&self) -> String;
}

impl Spoken for Message {
    fn spoken(&self) -> String {
        self.say(spoken())
    }
}

/// Chooses the language by the arguments and the environment.
pub(crate) fn choose(arguments: &[OsString], variable: impl Fn(&str) -> Option<OsString>) -> Language {
    *SPOKEN.get_or_init(|| {
        asked_for(arguments).or_else(|| of_environment(variable)).unwrap_or(Language::English)
    })
}

/// The command line in the language.
pub(crate) fn in_language(command: Command, language: Language) -> Command {
    match language {
        Language::Chinese => help::in_chinese(command),
        Language::English => command,
    }
}

/// What `--lang` says; it is needed before the arguments can be read, because mistakes in them are told in it.
fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        let argument = argument.to_string_lossy();
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next().map(|value| value.to_string_lossy().into_owned()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        if let Some(lang) = value.and_then(|value| Lang::from_str(&value, true).ok()) {
            return Some(lang.into());
        }
    }
    None
}

/// The language of the environment: Chinese for `zh`, `zh_CN.UTF-8`; the first variable that is set decides.
fn of_environment(variable: impl Fn(&str) -> Option<OsString>) -> Option<Language> {
    let names = ["NIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let set = names.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()))?;
    Some(if is_chinese(&set) { Language::Chinese } else { Language::English })
}

fn is_chinese(locale: &OsStr) -> bool {
    locale.to_string_lossy().to_ascii_lowercase().starts_with("zh")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn options_come_before_the_environment() {
        let zh = Some(Language::Chinese);
        assert_eq!(asked_for(&arguments("nianbao list --lang zh")), zh);
        assert_eq!(asked_for(&arguments("nianbao --lang=en list")), Some(Language::English));
        assert_eq!(asked_for(&arguments("nianbao search -- --lang zh")), None);
        assert_eq!(asked_for(&arguments("nianbao --language zh")), None);
        let set = |values: &'static [(&str, &str)]| {
            of_environment(|name| {
                values.iter().find(|(own, _)| *own == name).map(|(_, value)| OsString::from(value))
            })
        };
        assert_eq!(set(&[("LANG", "zh_CN.UTF-8")]), zh);
        assert_eq!(set(&[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")]), Some(Language::English));
        assert_eq!(set(&[("NIANBAO_LANG", "zh"), ("LC_ALL", "en_GB")]), zh);
        assert_eq!(set(&[("LC_ALL", ""), ("LANG", "zh_TW")]), zh);
        assert_eq!(set(&[]), None);
    }
}
