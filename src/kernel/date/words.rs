//! Month names, weekdays and zone abbreviations, folded to ASCII, as data.

/// Spellings per month in English, German, French, Italian, Spanish, Dutch and Polish.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "jaenner", "jaen", "jnr", "janvier", "janv", "gennaio", "gen", "enero", "ene", "januari", "styczen", "stycznia", "sty"],
    &["feb", "february", "februar", "feber", "fevrier", "fevr", "fev", "febbraio", "febrero", "februari", "luty", "lutego", "lut"],
    &["mar", "march", "maerz", "mrz", "maer", "marz", "mars", "marzo", "maart", "mrt", "marzec", "marca", "marco"],
    &["apr", "april", "avril", "avr", "aprile", "abril", "abr", "kwiecien", "kwietnia", "kwi"],
    &["may", "mai", "maggio", "mag", "mayo", "mei", "maj", "maja"],
    &["jun", "june", "juni", "juin", "giugno", "giu", "junio", "czerwiec", "czerwca", "cze"],
    &["jul", "july", "juli", "juillet", "juil", "luglio", "lug", "julio", "lipiec", "lipca", "lip"],
    &["aug", "august", "aout", "agosto", "ago", "augustus", "sierpien", "sierpnia", "sie"],
    &["sep", "sept", "september", "septembre", "settembre", "set", "septiembre", "setiembre", "wrzesien", "wrzesnia", "wrz"],
    &["oct", "october", "okt", "oktober", "octobre", "ottobre", "ott", "octubre", "pazdziernik", "pazdziernika", "paz"],
    &["nov", "november", "novembre", "noviembre", "listopad", "listopada", "lis"],
    &["dec", "december", "dez", "dezember", "decembre", "dicembre", "dic", "diciembre", "grudzien", "grudnia", "gru"],
];

/// Weekdays in front of a date; they are skipped, not checked.
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "mo", "di", "mi", "do", "fr", "sa", "so", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica",
    "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "poniedzialek", "wtorek", "sroda", "czwartek", "piatek", "sobota", "niedziela",
];

/// Abbreviations of zones with one fixed offset in common use, in minutes east of UTC.
#[rustfmt::skip]
const ZONES: &[(&str, i32)] = &[
    ("z", 0), ("utc", 0), ("gmt", 0), ("cet", 60), ("mez", 60), ("cest", 120), ("mesz", 120), ("eet", 120),
    ("eest", 180), ("wet", 0), ("west", 60),
];

/// Words between the parts of a date that say nothing.
const FILLERS: &[&str] =
    &["de", "del", "of", "um", "at", "a", "den", "der", "om", "uhr", "h", "le", "el", "il", "o", "r"];

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<u32> {
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|at| u32::try_from(at + 1).ok())
}

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Minutes east of UTC.
pub(super) fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)
}
