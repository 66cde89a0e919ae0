//! Names, towns and sentences of many languages, written in each page that has their letters.

use super::*;
use proptest::prelude::*;

/// Texts as they stand in exports; all invented or common words.
const TEXTS: &[(&str, &str)] = &[
    (
        "de",
        "Jürgen Möller;Bäckerei Weiß;Königsbrück\nZoë Strauß;Café Größer;Düsseldorf\nUnser Stand: § 5, 20 % für Könner",
    ),
    ("de caps", "JÜRGEN MÖLLER;BÄCKEREI KÖNIG;DÜSSELDORF\nGÜNTHER SCHÄFER;MÜNCHEN"),
    ("de one each", "Günther\nSchröder\nBäumler\nStraße\nKöhler"),
    ("fr", "François Lefèvre;Société Générale du Bâtiment;Orléans\nHélène Bérard;Crêperie de la Forêt;Nîmes"),
    ("fr caps", "HÉLÈNE BÉRARD;SOCIÉTÉ DU BÂTIMENT;ORLÉANS\nFRANÇOISE LEFÈVRE"),
    ("es", "María Peña Gutiérrez;Construcción Íñigo;Málaga\nJosé Muñoz Ibáñez;Peluquería;Cádiz"),
    ("es caps", "JOSÉ MUÑOZ IBÁÑEZ;PELUQUERÍA PEÑA;CÁDIZ\nMARÍA GARCÍA LÓPEZ"),
    ("it", "Nicolò Pagù;Caffè Città Alta;Forlì\nNiccolò Sartù;Società per più qualità;Cefalù"),
    ("pt", "João Magalhães;Construções São Brás;Guimarães\nConceição Simões;Organização e Gestão;Évora"),
    ("nl", "Daniëlle Coëlho;Café De Zeeën;België\nZoë Geërts;Coördinatie;Twenthe"),
    ("da", "Søren Kjær;Smørrebrød på Broen;København\nJørgen Bæk Nielsen;Århus Køl;Ærø"),
    ("sv", "Åsa Lindström;Järnväg och Båt;Malmö\nGöran Sjöberg;Västerås Mäkleri;Göteborg"),
    ("pl", "Łukasz Wiśniewski;Usługi Budowlane Żuraw;Łódź\nAgnieszka Dąbrowska;Piekarnia Świeży Chleb;Gdańsk"),
    ("pl caps", "ŁUKASZ WIŚNIEWSKI;USŁUGI ŻURAW;ŁÓDŹ\nGRAŻYNA DĄBROWSKA;GDAŃSK"),
    ("pl one each", "Paweł\nGdańsk\nWałbrzych\nKielecką"),
    ("cs", "Jiří Dvořák;Stavební společnost Růže;Plzeň\nŽaneta Procházková;Pekařství U Zlaté věže;Třebíč"),
    ("cs caps", "JIŘÍ DVOŘÁK;STAVEBNÍ SPOLEČNOST RŮŽE\nLUDĚK ČERNÝ;TŘEBÍČ"),
    ("hu", "Győző Szűcs;Építőipari Kft.;Győr\nErzsébet Kőműves;Fűszerbolt;Kőszeg"),
];

fn written(text: &str, page: CodePage) -> Option<Vec<u8>> {
    text.chars().map(|c| page.byte_of(c)).collect()
}

fn read(bytes: &[u8]) -> (CodePage, f64, String) {
    let guess = guess(bytes.split(|&byte| byte == b'\n'));
    let mut text = String::new();
    guess.page.decode_into(bytes, &mut text);
    (guess.page, guess.confidence, text)
}

/// Another page is no mistake when it reads the same text.
#[test]
fn every_language_is_read_in_every_page_that_can_write_it() {
    let mut wrong = Vec::new();
    for (language, text) in TEXTS {
        for page in CodePage::ALL {
            let Some(bytes) = written(text, page) else { continue };
            let (guessed, confidence, got) = read(&bytes);
            if got != *text {
                wrong.push(format!("{language} in {page:?} is read as {guessed:?} ({confidence:.2}): {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not read back: name, page, and what was made of it.
fn misread(names: &[&str], pages: &[CodePage]) -> String {
    let mut wrong = String::new();
    for name in names {
        for &page in pages {
            let Some(bytes) = written(name, page) else { continue };
            let (guessed, confidence, got) = read(&bytes);
            if got != *name {
                wrong.push_str(&format!("{name} in {page:?} is read as {guessed:?} ({confidence:.2}): {got}\n"));
            }
        }
    }
    wrong
}

#[test]
fn single_names_are_enough() {
    let names = [
        "Müller",
        "Jürgen",
        "Schröder",
        "Bäcker",
        "Groß",
        "Strauß",
        "Zoë",
        "André",
        "Hélène",
        "François",
        "Citroën",
        "Muñoz",
        "García",
        "López",
        "MÜLLER",
        "Özdemir",
        "ÖZDEMIR",
        "CAFÉ",
        "Übelhör",
        "Ärzte",
        "Weißenfels",
    ];
    let wrong = misread(&names, &[CodePage::Windows1252, CodePage::Ibm850, CodePage::Macintosh]);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn single_names_of_central_europe_are_enough() {
    let names = ["Paweł", "Łukasz", "Gdańsk", "Dąbrowski", "Dvořák", "Růžena", "Czyż", "Leśniak", "Győr"];
    let wrong = misread(&names, &[CodePage::Windows1250, CodePage::Iso8859_2, CodePage::Ibm852]);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn windows_signs_and_the_euro_of_unix_decide() {
    assert_eq!(read(b"O\x92Neill \x96 25 \x80").0, CodePage::Windows1252);
    assert_eq!(read(b"25 \xA4 pro St\xFCck\n99,00 \xA4").0, CodePage::Iso8859_15);
    assert_eq!(read(b"s\xBDur et c\xBDur").0, CodePage::Iso8859_15);
    assert_eq!(read("Stück".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice()).0, CodePage::Windows1252);
}

#[test]
fn no_evidence_is_windows_1252_without_confidence() {
    assert_eq!(guess(std::iter::empty()), Guess { page: CodePage::Windows1252, confidence: 0.0 });
    assert_eq!(guess([&b"plain"[..]].into_iter()), Guess { page: CodePage::Windows1252, confidence: 0.0 });
}

#[test]
fn sense_and_evidence_give_confidence() {
    let (_, sure, _) = read(&written(TEXTS[0].1, CodePage::Windows1252).unwrap());
    let (_, noise, _) = read(&(0x80..=0xFF).collect::<Vec<u8>>());
    assert!(sure > 0.9 && noise < 0.5, "{sure} {noise}");
}

#[test]
fn the_habits_of_a_character_stand_together() {
    let mut seen: Vec<char> = HABITS.chunk_by(|one, next| one.shown == next.shown).map(|rows| rows[0].shown).collect();
    seen.sort_unstable();
    let all = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), all);
}

proptest! {
    #[test]
    fn any_bytes_give_a_page_and_a_bounded_confidence(lines in proptest::collection::vec(any::<Vec<u8>>(), 0..5)) {
        let guess = guess(lines.iter().map(Vec::as_slice));
        prop_assert!((0.0..=1.0).contains(&guess.confidence));
    }

    #[test]
    fn the_order_of_lines_does_not_matter(mut lines in proptest::collection::vec("[a-zäöüßéè ]{1,12}", 1..6)) {
        let bytes = |lines: &[String]| -> Vec<Vec<u8>> {
            lines.iter().filter_map(|line| written(line, CodePage::Ibm850)).collect()
        };
        let forth = guess(bytes(&lines).iter().map(Vec::as_slice));
        lines.reverse();
        prop_assert_eq!(forth, guess(bytes(&lines).iter().map(Vec::as_slice)));
    }
}
