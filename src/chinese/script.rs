//! Traditional characters and the words of Taiwan, put into simplified characters and the words of the mainland, so that they
//! can be compared.
//!
//! Converters of pages put pinyin in brackets behind characters that they could not convert: `公開(kāi)`. That is undone, too.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use regex::Regex;

/// Traditional characters that no report in them does without.
const TRADITIONAL: &[char] = &['開', '報', '據', '國', '條', '務', '關', '機', '處', '為'];

/// So many of them make a document traditional: an estimate.
const ENOUGH: usize = 6;

static PINYIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\p{Han})\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)").expect("the pattern is valid")
});

/// Words of Taiwan and of the mainland for what reports speak of, in simplified characters.
const WORDS: &[(&str, &str)] = &[
    ("资讯", "信息"),
    ("讯息", "信息"),
    ("档案", "文件"),
    ("文件局", "档案局"),
    ("文件馆", "档案馆"),
    ("网路", "网络"),
    ("网站资讯", "网站信息"),
    ("释出", "发布"),
    ("软体", "软件"),
    ("影片", "视频"),
    ("因特网", "互联网"),
    ("网际网路", "互联网"),
    ("专案", "项目"),
];

/// Puts the texts of one document into simplified characters.
pub struct Simplifier {
    converter: OpenCC,
    of_taiwan: bool,
}

impl Simplifier {
    /// For a document of these texts; none if it is in simplified characters already.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut traditional, mut of_taiwan) = (0, false);
        for text in texts {
            traditional += text.matches(TRADITIONAL).count();
            of_taiwan |= text.contains("資訊");
        }
        if traditional < ENOUGH {
            return None;
        }
        let converter = OpenCC::from_config(BuiltinConfig::T2s).ok()?;
        Some(Self { converter, of_taiwan })
    }

    /// Puts a text into simplified characters.
    pub fn simplify(&self, text: &mut String) {
        let simplified = self.converter.convert(&PINYIN.replace_all(text, "$1"));
        let words = WORDS.iter().take(if self.of_taiwan { WORDS.len() } else { 0 });
        *text = words.fold(simplified, |text, (there, here)| text.replace(there, here));
    }
}
