//! The page around the sections: one file without a single request, each language a part of it.

use super::text::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A whole page: its title, its body in each language, data to embed, and the language it opens in, if not the reader's.
pub fn page(
    title: impl Fn(Lang) -> String,
    body: impl Fn(Lang) -> Markup,
    data: &str,
    language: Option<Lang>,
) -> String {
    let first = language.unwrap_or(Lang::En);
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let page = html! {
        (DOCTYPE)
        html lang=(first.code()) data-language=[language.map(Lang::code)] {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title(first)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @for lang in Lang::ALL {
                    div lang=(lang.code()) data-title=(title(lang)) hidden[lang != first] {
                        a.skip href={ "#" (lang.code()) "-content" } { (lang.say("skip")) }
                        div.switches role="group" aria-label=(lang.say("settings")) {
                            button type="button" data-switch="language" title=(lang.say("language.title")) { (lang.say("language.other")) }
                            button type="button" data-switch="theme" { (lang.say("theme")) }
                        }
                        (body(lang))
                    }
                }
                // `<` could end the element
                script type="application/json" id="facts" { (PreEscaped(data.replace('<', "\\u003c"))) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

/// SHA-256 of a text in base64, as a content security policy wants it.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut coded = String::new();
    for three in digest.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            coded.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_base64() {
        assert_eq!(digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn embedded_data_cannot_leave_its_element() {
        let page = page(|_| "t".into(), |_| html! {}, "{\"a\":\"</script><b>\"}", None);
        assert!(page.contains("\\u003c/script>\\u003cb>"));
    }
}
