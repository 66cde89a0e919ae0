//! Phonetic codes: what two spellings of a name sound like.
//!
//! For candidate keys and weak evidence, never for equality. The crate underneath panics on anything but ASCII,
//! so every word is folded first and letters alone are handed on. Costs under a microsecond per word.

use super::text::fold;
use rphonetic::{Cologne, DoubleMetaphone, Encoder};

/// Longest double metaphone code, as in Philips' original.
const METAPHONE_LENGTH: usize = 4;

/// Kölner Phonetik (H. J. Postel, 1969): digits, empty when the word has no letter. Best for German names.
pub fn cologne(word: &str) -> String {
    let letters = letters(word);
    if letters.is_empty() { letters } else { Cologne.encode(&letters) }
}

/// Double metaphone (L. Philips, 2000): primary and alternate code of at most four letters, equal where the word
/// has one pronunciation, both empty when it has no letter. Best for English and mixed names.
pub fn double_metaphone(word: &str) -> (String, String) {
    let letters = letters(word);
    if letters.is_empty() {
        return (String::new(), String::new());
    }
    let code = DoubleMetaphone::new(Some(METAPHONE_LENGTH)).double_metaphone(&letters);
    (code.primary(), code.alternate())
}

/// ASCII letters of the folded word.
fn letters(word: &str) -> String {
    let mut folded = fold(word);
    folded.retain(|c| c.is_ascii_alphabetic());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_sound_alike_share_a_code() {
        for (left, right) in [("Meier", "Mayr"), ("Schmidt", "Schmitt"), ("Müller", "Mueller"), ("Groß", "Gross")] {
            assert_eq!(cologne(left), cologne(right), "{left} {right}");
        }
        assert_eq!(cologne("Müller-Lüdenscheidt"), "65752682");
        assert_ne!(cologne("Weber"), cologne("Stein"));
        assert_eq!(double_metaphone("Smith").0, double_metaphone("Smyth").0);
        assert_eq!(double_metaphone("Schmidt").0, double_metaphone("Smith").1);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(cologne(""), "");
        assert_eq!(cologne("123 -"), "");
        assert_eq!(double_metaphone("…"), (String::new(), String::new()));
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = cologne(&text);
            let _ = double_metaphone(&text);
        }
    }
}
