//! Characters that some writers put for another that looks the same: the radicals of dictionaries
//! (U+2E80 to U+2FDF) and compatibility ideographs, folded to the ordinary character.

use unicode_normalization::UnicodeNormalization;

/// Radicals that Unicode does not count as the same as a character, and the character they look like.
const SUPPLEMENT: &str = "⺁厂⺈刀⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺧牛⺩王⺬示⺮竹⺶羊⺼肉⺽臼\
    ⻁虎⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟\
    ⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟";

/// The ordinary character.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2EFF}' => supplement(c),
        '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => single(c),
        _ => c,
    }
}

fn supplement(c: char) -> char {
    let mut pairs = SUPPLEMENT.chars();
    while let (Some(radical), Some(character)) = (pairs.next(), pairs.next()) {
        if radical == c {
            return character;
        }
    }
    single(c)
}

fn single(c: char) -> char {
    std::iter::once(c).nfkc().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn radicals_become_characters() {
        let folded: String = "⾏政⼈⺠⻅⻚2⻓一".chars().map(fold).collect();
        assert_eq!(folded, "行政人民见页2长一");
    }
}
