//! Values as lead lists hold them, all different: what the kernels are timed with, and their Python peers.
//!
//! Forms and dirt in the shares everyday lists have them: four of five values are clean, the others are in capitals,
//! abbreviated, wrapped, turned round or wrong. Invented; the same for every run.

/// A kind of value, with the values.
pub struct Set {
    /// Name of the kind.
    pub kind: &'static str,
    /// Distinct values and the country each row names.
    pub values: Vec<Value>,
}

/// A value and the country of its row.
type Value = (String, &'static str);

/// A linear congruential generator: the same values everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }
}

const GIVEN: &[&str] = &[
    "Anna",
    "Karl-Heinz",
    "Jürgen",
    "Marie Luise",
    "Zoë",
    "Friedrich",
    "Ines",
    "Thomas",
    "Sabine",
    "Michael",
    "Claudia",
    "Stefan",
    "Petra",
    "Andreas",
    "Monika",
    "Wolfgang",
    "Ursula",
    "Klaus",
    "Renate",
    "Peter",
    "Birgit",
    "Ömer",
    "Ayşe",
    "Giulia",
    "Marco",
    "Jean-Pierre",
    "Agnieszka",
    "Piotr",
    "Svenja",
    "Torben",
    "Kevin",
    "Mandy",
    "Leonie",
    "Maximilian",
    "Lukas",
    "Hannah",
    "James",
    "Emily",
    "Oliver",
    "Charlotte",
    "Hans Peter",
    "Eva-Maria",
    "Josef",
    "Franziska",
    "Reto",
    "Beat",
    "Ursina",
    "Dimitri",
    "Olga",
    "Mehmet",
];
const FAMILY: &[&str] = &[
    "Müller",
    "von der Heide",
    "Groß",
    "Weber-Lindt",
    "Şahin",
    "Kern",
    "Stein",
    "Schmidt",
    "Schneider",
    "Fischer",
    "Meyer",
    "Wagner",
    "Becker",
    "Schulz",
    "Hoffmann",
    "Schäfer",
    "Koch",
    "Bauer",
    "Richter",
    "Klein",
    "Wolf",
    "Schröder",
    "Neumann",
    "Schwarz",
    "Zimmermann",
    "Braun",
    "Krüger",
    "Hofmann",
    "Hartmann",
    "Lange",
    "Werner",
    "Krause",
    "Lehmann",
    "Köhler",
    "Maier",
    "König",
    "Mayer",
    "Huber",
    "Kaiser",
    "Peters",
    "Lang",
    "Scholz",
    "Möller",
    "Weiß",
    "Jung",
    "Hahn",
    "Vogel",
    "Friedrich",
    "Günther",
    "Keller",
    "Winkler",
    "Berger",
    "Roth",
    "Beck",
    "Lorenz",
    "Baumann",
    "Franke",
    "Albrecht",
    "Schuster",
    "Simon",
    "Ludwig",
    "Böhm",
    "Winter",
    "Kraus",
    "Martin",
    "Schumacher",
    "Krämer",
    "Vogt",
    "Jäger",
    "Stadler",
    "Gruber",
    "Egger",
    "Aeschbacher",
    "Brunner",
    "Rossi",
    "Kowalski",
    "Nowak",
    "Smith",
    "McDonald",
    "O'Brien",
    "van den Berg",
    "de Vries",
    "Dubois",
    "García López",
    "Yılmaz",
    "Petrović",
];
const ENDINGS: &[&str] = &["", "", "", "ich", "er", "mann", "ing", "hofer", "bach", "ke", "stedt", "eck", "auer", "ly"];
const TRADES: &[&str] = &[
    "Maschinenbau",
    "Metallbau",
    "Bau",
    "Elektrotechnik",
    "Logistik",
    "Immobilien",
    "Consulting",
    "Software",
    "Druck",
    "Handel",
    "Transporte",
    "Gebäudereinigung",
    "Bäckerei",
    "Apotheke",
    "Autohaus",
    "Gartenbau",
    "Verlag",
    "Medien",
    "Systemhaus",
    "Ingenieurbüro",
    "Steuerberatung",
    "Holzbau",
    "Kunststofftechnik",
    "Textil",
    "Weinhandel",
    "Solutions",
];
const FORMS: &[&str] = &[
    " GmbH",
    " GmbH",
    " GmbH",
    " GmbH",
    " AG",
    " GmbH & Co. KG",
    " GmbH & Co. KG",
    " KG",
    " OHG",
    " e.K.",
    "",
    "",
    " UG (haftungsbeschränkt)",
    " e.V.",
    " Ges.m.b.H.",
    " gmbh",
    " Gesellschaft mit beschränkter Haftung",
    " SE",
    " Sàrl",
    " Ltd.",
    " S.r.l.",
    " B.V.",
    " Sp. z o.o.",
    " GmbH i.L.",
    " Inc.",
    " eG",
    " KGaA",
    " GbR",
    " mbH",
    " SAS",
];
const STREETS: &[&str] = &[
    "Hauptstraße",
    "Hauptstr.",
    "Bahnhofstr.",
    "Goethestraße",
    "Am Markt",
    "An der Alten Mühle",
    "Lindenweg",
    "Ringstr.",
    "Industriestraße",
    "Berliner Allee",
    "Kaiser-Wilhelm-Ring",
    "Schillerplatz",
    "Unter den Linden",
    "Im Winkel",
    "Gewerbepark Nord",
    "Straße des 17. Juni",
    "Zum Sportplatz",
    "Untere Gasse",
    "Neuer Wall",
    "Karl-Marx-Allee",
    "Mozartgasse",
    "Seestrasse",
    "Mariahilfer Straße",
    "Rennweg",
    "Dorfstr",
    "WALDSTRASSE",
    "feldweg",
    "Hof",
    "Rue du Lac",
];
const PLACES: &[(&str, &str, &str)] = &[
    ("DE", "10115", "Berlin"),
    ("DE", "20095", "Hamburg"),
    ("DE", "80331", "München"),
    ("DE", "50667", "Köln"),
    ("DE", "60311", "Frankfurt am Main"),
    ("DE", "01067", "Dresden"),
    ("DE", "04229", "Leipzig"),
    ("DE", "90402", "Nürnberg"),
    ("DE", "79098", "Freiburg i. Br."),
    ("DE", "06108", "Halle (Saale)"),
    ("DE", "97980", "Bad Mergentheim"),
    ("DE", "25980", "Sylt OT Westerland"),
    ("DE", "49074", "Osnabrück"),
    ("AT", "1010", "Wien"),
    ("AT", "8010", "Graz"),
    ("AT", "5020", "Salzburg"),
    ("CH", "8001", "Zürich"),
    ("CH", "3011", "Bern"),
    ("CH", "1204", "Genève"),
    ("FR", "75001", "Paris"),
    ("NL", "1012 AB", "Amsterdam"),
    ("PL", "00-001", "Warszawa"),
    ("IT", "20121", "Milano"),
];
const HOSTS: &[&str] = &[
    "gmx.de",
    "web.de",
    "gmail.com",
    "t-online.de",
    "outlook.com",
    "hotmail.com",
    "yahoo.de",
    "icloud.com",
    "bluewin.ch",
    "aon.at",
    "posteo.de",
    "freenet.de",
    "gmx.at",
    "googlemail.com",
];
const AREAS: &[(&str, &str)] = &[
    ("DE", "030"),
    ("DE", "040"),
    ("DE", "089"),
    ("DE", "0221"),
    ("DE", "0351"),
    ("DE", "0711"),
    ("DE", "07931"),
    ("DE", "0171"),
    ("DE", "0151"),
    ("DE", "0176"),
    ("AT", "01"),
    ("AT", "0316"),
    ("AT", "0664"),
    ("CH", "044"),
    ("CH", "079"),
    ("FR", "01"),
    ("GB", "020"),
    ("US", "212"),
];

/// `count` distinct values of each kind.
pub fn sets(count: usize) -> Vec<Set> {
    type Make = fn(&mut Dice) -> Value;
    let kinds: [(&'static str, Make); 7] = [
        ("phone", phone),
        ("name", name),
        ("company", company),
        ("street", street),
        ("city", city),
        ("address", address),
        ("email", email),
    ];
    kinds.map(|(kind, make)| Set { kind, values: distinct(count, make) }).into()
}

fn distinct(count: usize, make: fn(&mut Dice) -> Value) -> Vec<Value> {
    let mut dice = Dice(7);
    let mut seen = std::collections::HashSet::new();
    let mut values = Vec::with_capacity(count);
    while values.len() < count {
        let value = make(&mut dice);
        if seen.insert(value.clone()) {
            values.push(value);
        }
    }
    values
}

fn given(dice: &mut Dice) -> String {
    let one = dice.pick(GIVEN);
    match dice.below(6) {
        0 => format!("{one} {}", dice.pick(GIVEN)),
        1 => format!("{one} {}.", char::from(b'A' + u8::try_from(dice.below(26)).unwrap_or(0))),
        _ => one.to_owned(),
    }
}

fn family(dice: &mut Dice) -> String {
    let one = format!("{}{}", dice.pick(FAMILY), dice.pick(ENDINGS));
    if dice.below(12) == 0 { format!("{one}-{}", dice.pick(FAMILY)) } else { one }
}

fn name(dice: &mut Dice) -> Value {
    let (given, family) = (given(dice), family(dice));
    let text = match dice.below(20) {
        0 => format!("{family}, {given}"),
        1 => format!("Herr {given} {family}"),
        2 => format!("Frau Dr. {given} {family}"),
        3 => format!("{given} {family}").to_uppercase(),
        4 => format!("{given} {family}").to_lowercase(),
        5 => format!("Prof. Dr.-Ing. {given} {family}"),
        6 => format!("{given} {family}, MBA"),
        7 => format!("{family}, Dr. med. {given}"),
        _ => format!("{given} {family}"),
    };
    (text, "DE")
}

fn company(dice: &mut Dice) -> Value {
    let (family, trade, form) = (family(dice), dice.pick(TRADES), dice.pick(FORMS));
    let text = match dice.below(20) {
        0 => format!("{family} {trade}{form}").to_uppercase(),
        1 => format!("Firma {family} {trade}{form}"),
        2 => format!("{trade} {family} Inh. {} {}", dice.pick(GIVEN), dice.pick(FAMILY)),
        3 => format!("{family} & {} {trade}{form}", dice.pick(FAMILY)),
        4 => format!("{family} & Söhne{form}"),
        5 => format!("{}{}{form}", &trade[..3], dice.digits(3)),
        6 => format!("{family} {trade}{form}, Niederlassung {}", PLACES[dice.below(PLACES.len())].2),
        _ => format!("{family} {trade}{form}"),
    };
    (text, ["DE", "DE", "DE", "AT", "CH"][dice.below(5)])
}

fn street_of(dice: &mut Dice) -> String {
    let name = if dice.below(2) == 0 {
        dice.pick(STREETS).to_owned()
    } else {
        format!("{}{}", family(dice), dice.pick(&["straße", "str.", "weg", "gasse", "platz", "-Straße", "allee"]))
    };
    let number = 1 + dice.below(250);
    match dice.below(14) {
        0 => format!("{name} {number}a"),
        1 => format!("{name} {number} - {}", number + 2),
        2 => format!("{name} {number} // 2. OG"),
        3 => format!("{name}{number}"),
        4 => format!("{name} {number}/{}/{}", dice.below(9), dice.below(30)),
        5 => format!("Postfach {}", dice.digits(6)),
        _ => format!("{name} {number}"),
    }
}

fn street(dice: &mut Dice) -> Value {
    (street_of(dice), ["DE", "DE", "DE", "AT", "CH"][dice.below(5)])
}

fn city(dice: &mut Dice) -> Value {
    let (country, code, name) = PLACES[dice.below(PLACES.len())];
    let part = family(dice);
    let text = match dice.below(6) {
        0 => format!("{country}-{code} {name}-{part}"),
        1 => format!("{part}stadt"),
        2 => format!("{code} {}", format!("{part}dorf").to_uppercase()),
        _ => format!("{code} {part}hausen"),
    };
    (text, country)
}

fn address(dice: &mut Dice) -> Value {
    let (country, code, name) = PLACES[dice.below(PLACES.len())];
    let street = street_of(dice);
    let text = match dice.below(5) {
        0 => format!("{} {}\n{street}\n{code} {name}", given(dice), family(dice)),
        1 => format!("{street}; {country}-{code} {name}"),
        _ => format!("{street}, {code} {name}"),
    };
    (text, country)
}

fn email(dice: &mut Dice) -> Value {
    let plain = |text: &str| -> String { text.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect() };
    let (one, other) = (plain(dice.pick(GIVEN)), plain(&family(dice)));
    let host = if dice.below(2) == 0 {
        dice.pick(HOSTS).to_owned()
    } else {
        format!("{}-{}.{}", plain(dice.pick(FAMILY)), plain(dice.pick(TRADES)), dice.pick(&["de", "com", "at", "ch"]))
    };
    let text = match dice.below(24) {
        0 => format!("mailto:{one}.{other}@{host}"),
        1 => format!("{one}.{other}[at]{host}"),
        2 => format!("{}.{other}@{host}", one.to_uppercase()),
        3 => format!("{one} {other} <{one}.{other}@{host}>"),
        4 => format!("{other}{}@{host}", dice.digits(3)),
        5 => format!("info@{other}.{}", dice.pick(&["de", "com", "at", "ch"])),
        _ => format!("{one}.{other}@{host}"),
    };
    (text, "DE")
}

fn phone(dice: &mut Dice) -> Value {
    let (country, area) = AREAS[dice.below(AREAS.len())];
    let code = match country {
        "DE" => "49",
        "AT" => "43",
        "CH" => "41",
        "FR" => "33",
        "GB" => "44",
        _ => "1",
    };
    let trunk = area.trim_start_matches('0');
    let tail = dice.digits(if country == "FR" || country == "GB" { 8 } else { 7 });
    let (head, end) = tail.split_at(3);
    let text = match dice.below(12) {
        0 => format!("+{code}{trunk}{tail}"),
        1 => format!("+{code} (0) {trunk} {head} {end}"),
        2 => format!("00{code} {trunk} {head}{end}"),
        3 => format!("{area}/{head}-{end}"),
        4 => format!("Tel.: {area} {tail}"),
        5 => format!("{trunk}{tail}"),
        6 => format!("({area}) {head} {end}"),
        _ => format!("{area} {head} {end}"),
    };
    (text, country)
}
