//! The people, households and companies of one village, and what is true about them.
//!
//! A village is a block of consecutive persons with its own random stream, so that villages can be made in any order
//! and on any thread. Nothing is shared between villages: no employer, no household, no mailbox.

use super::data::{
    COUNTRIES, City, Country, FAMILY_HEADS, FAMILY_TAILS, MAIL_PROVIDERS, POSITIONS, STEM_HEADS, STEM_MIDDLES,
    STEM_TAILS, STREET_HEADS, STREET_TAILS, TRADES,
};
use super::day::{AS_OF, Day};
use super::numbers::{self, Phone};
use super::rng::{Rng, Stream};
use std::collections::BTreeSet;

/// Persons of a village; the last one may be smaller.
pub(super) const VILLAGE: usize = 1000;
/// Persons for each company.
const PERSONS_PER_COMPANY: usize = 12;

/// Where somebody lives or works.
#[derive(Debug, Clone)]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) number: String,
    pub(super) postal_code: String,
    pub(super) city: &'static City,
    /// Index in [`COUNTRIES`].
    pub(super) country: usize,
}

/// A company.
#[derive(Debug)]
pub(super) struct Company {
    /// Number over all villages.
    pub(super) serial: usize,
    /// Name without its legal form.
    pub(super) name: String,
    pub(super) legal_form: &'static str,
    pub(super) domain: String,
    pub(super) vat_id: Option<String>,
    pub(super) line: Phone,
    pub(super) address: Address,
}

impl Company {
    /// The mailbox everybody there can read.
    pub(super) fn shared_mailbox(&self) -> String {
        let word = ["info", "office", "kontakt"][self.serial % 3];
        format!("{word}@{}", self.domain)
    }

    /// The number everybody there can be reached under.
    pub(super) fn switchboard(&self) -> Phone {
        self.line.extended("0".to_owned())
    }
}

/// How people share an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    Single,
    Couple,
    Family,
    Twins,
    FatherAndSon,
    FlatShare,
}

impl Home {
    /// All kinds with their name in the truth and their weight.
    pub(super) const ALL: [(Self, &'static str, u32); 6] = [
        (Self::Single, "single", 500),
        (Self::Couple, "couple", 270),
        (Self::Family, "family", 130),
        (Self::Twins, "twins", 25),
        (Self::FatherAndSon, "father_son", 25),
        (Self::FlatShare, "flat_share", 50),
    ];

    const fn size(self) -> usize {
        match self {
            Self::Single => 1,
            Self::Family => 3,
            _ => 2,
        }
    }
}

/// A person.
#[derive(Debug)]
pub(super) struct Person {
    /// Number over all villages.
    pub(super) serial: usize,
    /// Number of the household over all villages.
    pub(super) household: usize,
    pub(super) role: &'static str,
    pub(super) country: usize,
    pub(super) woman: bool,
    pub(super) title: &'static str,
    pub(super) given: String,
    pub(super) family: String,
    /// Surname before marriage, for records that are older.
    pub(super) former_family: Option<String>,
    pub(super) born: Day,
    pub(super) email: String,
    /// True when the address belongs to the couple.
    pub(super) email_shared: bool,
    pub(super) business_email: Option<String>,
    pub(super) mobile: Option<Phone>,
    pub(super) landline: Option<Phone>,
    pub(super) direct_dial: Option<Phone>,
    /// Index in the village's companies.
    pub(super) employer: Option<usize>,
    /// Index in [`POSITIONS`].
    pub(super) position: usize,
    pub(super) address: Address,
    /// Address before the last move.
    pub(super) old_address: Option<Address>,
    pub(super) opted_out: bool,
}

/// A block of persons.
#[derive(Debug)]
pub(super) struct Village {
    pub(super) number: usize,
    pub(super) companies: Vec<Company>,
    pub(super) persons: Vec<Person>,
    /// Households of each kind, as in [`Home::ALL`].
    pub(super) homes: [u64; 6],
}

struct Builder {
    seed: u64,
    rng: Rng,
    village: Village,
    mailboxes: BTreeSet<String>,
    size: usize,
}

/// Makes village `number` with `size` persons.
pub(super) fn village(seed: u64, number: usize, size: usize) -> Village {
    let mut builder = Builder {
        seed,
        rng: Rng::derive(seed, Stream::Village, 0, number as u64),
        village: Village { number, companies: Vec::new(), persons: Vec::with_capacity(size), homes: [0; 6] },
        mailboxes: BTreeSet::new(),
        size,
    };
    let companies = size / PERSONS_PER_COMPANY + 1;
    builder.village.companies = (0..companies).map(|index| builder.company(index)).collect();
    while builder.village.persons.len() < size {
        builder.household();
    }
    builder.village
}

/// Lower-case ASCII for addresses: ä is written ae, other accents are dropped, the rest becomes `separator`.
pub(super) fn slug(text: &str, separator: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars().flat_map(char::to_lowercase) {
        match super::dirt::ascii_of(c) {
            Some(ascii) => out.push_str(ascii),
            None if c.is_ascii_alphanumeric() => out.push(c),
            None if c == '\'' => {}
            None => out.push_str(separator),
        }
    }
    out
}

impl Builder {
    fn company(&self, index: usize) -> Company {
        let serial = self.village.number * (VILLAGE / PERSONS_PER_COMPANY + 1) + index;
        let mut rng = Rng::derive(self.seed, Stream::Organisation, 0, serial as u64);
        let country = country(&mut rng);
        let address = address(&mut rng, country);
        // A walk through all stems: the step is coprime to their number, so no stem comes twice in a round.
        let stems = STEM_HEADS.len() * STEM_MIDDLES.len() * STEM_TAILS.len();
        let stem = (serial * 7919 + 4001) % stems;
        let mut name = format!(
            "{}{}{}",
            STEM_HEADS[stem % STEM_HEADS.len()],
            STEM_MIDDLES[stem / STEM_HEADS.len() % STEM_MIDDLES.len()],
            STEM_TAILS[stem / STEM_HEADS.len() / STEM_MIDDLES.len()]
        );
        if serial >= stems {
            name.push_str(&format!(" {}", serial / stems + 1));
        }
        let domain = format!("{}.example", slug(&name, "-"));
        if rng.chance(800) {
            let trade = rng.pick(TRADES);
            name = if rng.chance(750) { format!("{name} {trade}") } else { format!("{trade} {name}") };
        }
        Company {
            serial,
            name,
            legal_form: rng.pick_early(COUNTRIES[country].legal_forms),
            domain,
            vat_id: numbers::vat_id(country, &mut rng),
            line: numbers::company_line(country, address.city.area, serial, &mut rng),
            address,
        }
    }

    fn household(&mut self) {
        let weights = Home::ALL.map(|(_, _, weight)| weight);
        let first = self.village.persons.len();
        let mut kind = match self.village.homes.iter().sum() {
            // The rare kinds once in every village, so that small worlds show them too.
            3_u64 => 3,
            7 => 4,
            11 => 5,
            _ => self.rng.weighted(&weights),
        };
        if first + Home::ALL[kind].0.size() > self.size {
            kind = 0;
        }
        self.village.homes[kind] += 1;
        let serial = self.village.number * VILLAGE + first;
        let home = Home::ALL[kind].0;
        let country = country(&mut self.rng);
        let place = address(&mut self.rng, country);
        let old_place = self.rng.chance(120).then(|| address(&mut self.rng, country));
        let landline = self.rng.chance(600).then(|| numbers::landline(country, place.city.area, serial, &mut self.rng));
        let family = family_name(&mut self.rng, country);
        for member in self.members(home, country, &family) {
            self.settle(member, serial, &place, old_place.as_ref(), landline.as_ref());
        }
        if home == Home::Couple && self.rng.chance(170) {
            self.share_mailbox(first, &family);
        }
    }

    /// The people of one home; addresses and contact points come later.
    fn members(&mut self, home: Home, country: usize, family: &str) -> Vec<Member> {
        let rng = &mut self.rng;
        let woman = rng.chance(500);
        let age = rng.between(20, 84);
        let mut head = Member::new(rng, country, woman, family, age, "head");
        match home {
            Home::Single => {
                if woman && rng.chance(40) {
                    head.former_family = Some(family_name(rng, country));
                }
                vec![head]
            }
            Home::Couple | Home::Family => {
                let age = rng.between((age - 6).max(20), age + 6);
                let mut partner = Member::new(rng, country, !woman, family, age, "partner");
                let own = family_name(rng, country);
                match rng.weighted(&[35, 25, 10, 30]) {
                    0 => {}
                    1 => partner.former_family = Some(own),
                    2 => {
                        partner.family = format!("{own}-{family}");
                        partner.former_family = Some(own);
                    }
                    _ => partner.family = own,
                }
                let mut members = vec![head, partner];
                if home == Home::Family {
                    let daughter = rng.chance(500);
                    let age = (age - rng.between(22, 38)).clamp(16, 50);
                    members.push(Member::new(rng, country, daughter, family, age, "child"));
                }
                members
            }
            Home::Twins => {
                let mut twin = Member::new(rng, country, woman, family, age, "twin");
                while twin.given == head.given {
                    twin.given = given_name(rng, country, woman);
                }
                twin.born = head.born;
                twin.title = head.title;
                head.role = "twin";
                vec![head, twin]
            }
            Home::FatherAndSon => {
                let age = rng.between(48, 80);
                let father = Member::new(rng, country, false, family, age, "father");
                let age = age - rng.between(22, 32);
                let mut son = Member::new(rng, country, false, family, age, "son");
                son.given.clone_from(&father.given);
                vec![father, son]
            }
            Home::FlatShare => {
                let other = family_name(rng, country);
                let (woman, age) = (rng.chance(500), rng.between(20, 35));
                vec![head, Member::new(rng, country, woman, &other, age, "flatmate")]
            }
        }
    }

    fn settle(
        &mut self,
        member: Member,
        household: usize,
        place: &Address,
        old_place: Option<&Address>,
        landline: Option<&Phone>,
    ) {
        let serial = self.village.number * VILLAGE + self.village.persons.len();
        let country = place.country;
        let email = self.private_mailbox(&member);
        let employer = self.rng.chance(560).then(|| self.employer(country)).flatten();
        let business_email = employer.map(|employer| self.business_mailbox(&member, employer));
        let direct_dial = employer.and_then(|employer| {
            let staff = self.village.persons.iter().filter(|person| person.employer == Some(employer)).count();
            let line = &self.village.companies[employer].line;
            (staff < 9 && self.rng.chance(500)).then(|| line.extended((staff + 1).to_string()))
        });
        let mobile = self.rng.chance(750).then(|| numbers::mobile(country, serial, &mut self.rng));
        let position = self.rng.below(POSITIONS.len());
        let opted_out = self.rng.chance(50);
        self.village.persons.push(Person {
            serial,
            household,
            role: member.role,
            country,
            woman: member.woman,
            title: member.title,
            given: member.given,
            family: member.family,
            former_family: member.former_family,
            born: member.born,
            email,
            email_shared: false,
            business_email,
            mobile,
            landline: landline.cloned(),
            direct_dial,
            employer,
            position,
            address: place.clone(),
            old_address: old_place.cloned(),
            opted_out,
        });
    }

    /// A company of the country, the first ones more often; now and then one across the border.
    fn employer(&mut self, country: usize) -> Option<usize> {
        for _ in 0..8 {
            let company = self.rng.early(self.village.companies.len());
            if self.village.companies[company].address.country == country || self.rng.chance(15) {
                return Some(company);
            }
        }
        None
    }

    /// Takes `local@domain`, or the next free variant; villages after the first carry their number.
    fn claim(&mut self, local: &str, domain: &str) -> String {
        // Three or five digits, so that they cannot be taken for a year of birth.
        let village = match self.village.number {
            0 => String::new(),
            number @ 1..1000 => format!("{number:03}"),
            number => format!("{number:05}"),
        };
        let mut mailbox = format!("{local}{village}@{domain}");
        let mut copy = 2;
        while !self.mailboxes.insert(mailbox.clone()) {
            mailbox = format!("{local}{village}_{copy}@{domain}");
            copy += 1;
        }
        mailbox
    }

    fn private_mailbox(&mut self, member: &Member) -> String {
        let (given, family) = (slug(&member.given, "-"), slug(&member.family, "-"));
        let initial = given.get(..1).unwrap_or_default();
        let year = member.born.year();
        let local = match self.rng.below(7) {
            0 | 1 => format!("{given}.{family}"),
            2 => format!("{initial}.{family}"),
            3 => format!("{family}.{given}"),
            4 => format!("{given}_{family}{year}"),
            5 => format!("{given}{year}"),
            _ => format!("{initial}{family}"),
        };
        let provider = self.rng.pick_early(MAIL_PROVIDERS);
        self.claim(&local, provider)
    }

    fn business_mailbox(&mut self, member: &Member, employer: usize) -> String {
        let (given, family) = (slug(&member.given, "-"), slug(&member.family, "-"));
        let domain = self.village.companies[employer].domain.clone();
        // A company has one way of building addresses.
        let local = match self.village.companies[employer].serial % 3 {
            0 => format!("{given}.{family}"),
            1 => format!("{}.{family}", given.get(..1).unwrap_or_default()),
            _ => family,
        };
        let mut mailbox = format!("{local}@{domain}");
        let mut copy = 2;
        while !self.mailboxes.insert(mailbox.clone()) {
            mailbox = format!("{local}{copy}@{domain}");
            copy += 1;
        }
        mailbox
    }

    fn share_mailbox(&mut self, first: usize, family: &str) {
        let provider = self.rng.pick_early(MAIL_PROVIDERS);
        let mailbox = self.claim(&format!("familie.{}", slug(family, "-")), provider);
        for person in self.village.persons.iter_mut().skip(first) {
            person.email.clone_from(&mailbox);
            person.email_shared = true;
        }
    }
}

/// A person before moving in.
struct Member {
    role: &'static str,
    woman: bool,
    title: &'static str,
    given: String,
    family: String,
    former_family: Option<String>,
    born: Day,
}

impl Member {
    fn new(rng: &mut Rng, country: usize, woman: bool, family: &str, age: i64, role: &'static str) -> Self {
        let title = if age > 28 && rng.chance(90) { rng.pick_early(COUNTRIES[country].titles) } else { "" };
        Self {
            role,
            woman,
            title,
            given: given_name(rng, country, woman),
            family: family.to_owned(),
            former_family: None,
            born: AS_OF.plus(-(age * 365 + rng.between(20, 360))),
        }
    }
}

fn country(rng: &mut Rng) -> usize {
    let mut weights = [0; 8];
    for (weight, Country { weight: share, .. }) in weights.iter_mut().zip(COUNTRIES) {
        *weight = *share;
    }
    rng.weighted(&weights)
}

fn given_name(rng: &mut Rng, country: usize, woman: bool) -> String {
    let Country { men, women, .. } = &COUNTRIES[country];
    rng.pick_early(if woman { women } else { men }).to_owned()
}

fn family_name(rng: &mut Rng, country: usize) -> String {
    if country < 3 && rng.chance(600) {
        format!("{}{}", rng.pick(FAMILY_HEADS), rng.pick(FAMILY_TAILS))
    } else {
        rng.pick_early(COUNTRIES[country].families).to_owned()
    }
}

/// Letters of the last part of British and Dutch postal codes; both countries leave out look-alikes.
const CODE_LETTERS: &[char] = &['A', 'B', 'D', 'E', 'G', 'H', 'J', 'L', 'N', 'P', 'R', 'S', 'T', 'U', 'W', 'X', 'Z'];

fn address(rng: &mut Rng, country: usize) -> Address {
    let Country { iso, streets, cities, .. } = &COUNTRIES[country];
    let street = if country < 3 && rng.chance(750) {
        let tail = rng.pick(STREET_TAILS);
        // The Swiss write no ß.
        let tail = if *iso == "CH" && tail == "straße" { "strasse" } else { tail };
        format!("{}{tail}", rng.pick(STREET_HEADS))
    } else {
        (rng.pick(streets)).to_owned()
    };
    let letter = match rng.below(12) {
        0 => "a",
        1 => "b",
        _ => "",
    };
    let city = &cities[rng.early(cities.len())];
    let code = rng.pick(city.codes);
    let (digit, first, second) = (rng.below(9) + 1, rng.pick(CODE_LETTERS), rng.pick(CODE_LETTERS));
    let postal_code = match *iso {
        "GB" => format!("{code} {digit}{first}{second}"),
        "NL" => format!("{code} {first}{second}"),
        _ => code.to_owned(),
    };
    let longest = if rng.chance(300) { 180 } else { 40 };
    let number = rng.below(longest) + 1;
    Address { street, number: format!("{number}{letter}"), postal_code, city, country }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_has_its_size_and_every_kind_of_home() {
        let village = village(3, 2, VILLAGE);
        assert_eq!(village.persons.len(), VILLAGE);
        assert!(village.homes.iter().all(|count| *count > 0));
        assert_eq!(village.persons[5].serial, 2 * VILLAGE + 5);
        let members: u64 =
            village.homes.iter().zip(Home::ALL).map(|(count, (kind, ..))| count * kind.size() as u64).sum();
        assert_eq!(members, VILLAGE as u64);
    }

    #[test]
    fn twins_and_namesakes_are_what_they_are_called() {
        let village = village(3, 0, VILLAGE);
        let mut twins = 0;
        let mut namesakes = 0;
        for pair in village.persons.windows(2) {
            let [a, b] = pair else { continue };
            if a.household != b.household {
                continue;
            }
            if (a.role, b.role) == ("twin", "twin") {
                twins += 1;
                assert_eq!((a.born, &a.family), (b.born, &b.family));
                assert_ne!(a.given, b.given);
            }
            if (a.role, b.role) == ("father", "son") {
                namesakes += 1;
                assert_eq!((&a.given, &a.family), (&b.given, &b.family));
                assert!(a.born < b.born);
            }
        }
        assert!(twins > 5 && namesakes > 5, "{twins} {namesakes}");
    }

    #[test]
    fn mailboxes_are_reserved_and_belong_to_one_person_or_couple() {
        for number in [0, 1, 1700] {
            let village = village(3, number, 500);
            let mut seen = BTreeSet::new();
            for person in &village.persons {
                assert!(person.email.ends_with(".example") && person.email.is_ascii(), "{}", person.email);
                assert!(person.email_shared || seen.insert(person.email.clone()), "{}", person.email);
                if let Some(email) = &person.business_email {
                    assert!(email.ends_with(".example") && seen.insert(email.clone()), "{email}");
                }
            }
        }
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Groß-Öztürk", "-"), "gross-oeztuerk");
        assert_eq!(slug("von der Łąka", "."), "von.der.laka");
        assert_eq!(slug("O'Hara", "-"), "ohara");
    }
}
