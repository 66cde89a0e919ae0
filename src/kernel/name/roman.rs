//! Names in Greek, Cyrillic and traditional Chinese letters, written so that two spellings of one name meet.
//!
//! Only for comparing: nothing here is ever put out. Costs one look at each character of the two names.

use std::borrow::Cow;

/// Letters of Greek and Cyrillic: `(letter, Latin)`.
const LETTERS: &[(char, &str)] = &[
    ('α', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('σ', "s"),
    ('ς', "s"),
    ('τ', "t"),
    ('υ', "u"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('є', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

/// Traditional characters common in names and their simplified forms, in pairs.
const CHARACTERS: &str = "張张劉刘陳陈楊杨趙赵黃黄吳吴孫孙羅罗鄭郑謝谢韓韩馮冯蕭萧鄧邓許许呂吕蘇苏盧卢蔣蒋賈贾葉叶閻阎鍾钟\
     譚谭鄒邹陸陆顧顾龍龙萬万錢钱湯汤喬乔賀贺賴赖龔龚歐欧馬马華华國国麗丽偉伟強强軍军東东蘭兰鳳凤寶宝傑杰曉晓紅红";

/// A folded word in Latin letters; words in Latin letters are borrowed.
pub(super) fn romanized(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    for char in word.chars() {
        match LETTERS.iter().find(|(letter, _)| *letter == char) {
            Some((_, latin)) => out.push_str(latin),
            None => out.push(simplified(char)),
        }
    }
    Cow::Owned(out)
}

fn simplified(char: char) -> char {
    let mut pairs = CHARACTERS.chars();
    while let (Some(traditional), Some(simple)) = (pairs.next(), pairs.next()) {
        if traditional == char {
            return simple;
        }
    }
    char
}
