//! Chinese, Japanese and Korean names written without a blank, and the honorifics behind them.
//!
//! Splits only where the first character is a family name of one character; a Japanese name in one word cannot be
//! split without a dictionary and stays whole. Costs one comparison for names in other scripts.

use super::Name;
use super::ends::{Run, push_spaced};
use super::token::Token;

/// Honorifics and titles that stand behind a name, also without a blank.
const ATTACHED: [&str; 18] = [
    "医学博士",
    "国会議員",
    "박사님",
    "교수님",
    "선생님",
    "先生",
    "博士",
    "教授",
    "女士",
    "小姐",
    "さん",
    "さま",
    "様",
    "殿",
    "박사",
    "교수",
    "씨",
    "님",
];

/// Those that count only as a word of their own.
const APART: [&str; 10] = ["양", "군", "君", "氏", "くん", "ちゃん", "社長", "部長", "課長", "会長"];

/// Korean family names of one syllable.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공현함변염추도소석선설마길연위표명기반왕금옥육인맹제모탁국여어은편용";

/// Chinese family names of one character, less those a Japanese name often starts with.
const CHINESE: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱何郭罗羅郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈魏薛叶葉阎余潘杜戴夏钟鍾汪任姜范方姚谭譚廖邹鄒熊陆陸郝孔崔康毛邱秦江史顾顧侯邵孟龙龍万段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔";

/// Family names of two characters.
const DOUBLE: [&str; 18] = [
    "남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛",
    "上官", "东方", "皇甫", "司徒",
];

fn is_east(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Takes an honorific off the last word.
pub(super) fn take_honorific(run: &mut Run, name: &mut Name) {
    let Some(last) = run.last_mut().filter(|last| last.text.chars().next_back().is_some_and(is_east)) else { return };
    if let Some(found) = ATTACHED.iter().chain(&APART).find(|honorific| last.text == **honorific) {
        if run.len() > 1 {
            run.pop();
            push_spaced(&mut name.name_suffix, found);
        }
        return;
    }
    for found in ATTACHED {
        if let Some(rest) = last.text.strip_suffix(found).filter(|rest| !rest.is_empty()) {
            last.text = rest;
            last.letters = u32::try_from(rest.chars().count()).unwrap_or(0);
            push_spaced(&mut name.name_suffix, found);
            return;
        }
    }
}

/// Family and given name of a word that holds both.
pub(super) fn split_word<'a>(word: &Token<'a>) -> Option<(Token<'a>, Token<'a>)> {
    let first = word.text.chars().next().filter(|first| is_east(*first))?;
    // "威廉·莎士比亚": a foreign name in its own order.
    if let Some((given, family)) = word.text.split_once('·').filter(|(_, family)| !family.is_empty()) {
        return Some((Token { text: family, ..*word }, Token { text: given, ..*word }));
    }
    let hangul = |char: char| matches!(char, '\u{AC00}'..='\u{D7AF}');
    let han = |char: char| matches!(char, '\u{3400}'..='\u{9FFF}');
    let count = word.text.chars().count();
    let fits = word.text.chars().all(hangul) && (2..=4).contains(&count) && KOREAN.contains(first)
        || word.text.chars().all(han)
            && ((2..=3).contains(&count) && CHINESE.contains(first)
                || (3..=4).contains(&count) && DOUBLE.iter().any(|family| word.text.starts_with(family)));
    let double = DOUBLE.iter().find(|family| word.text.starts_with(**family));
    let at = double.map_or(first.len_utf8(), |family| family.len());
    let (family, given) = word.text.split_at_checked(at).filter(|(_, given)| fits && !given.is_empty())?;
    Some((Token { text: family, letters: 1, ..*word }, Token { text: given, ..*word }))
}
