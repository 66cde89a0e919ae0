//! What the customers of a village buy: documents of the ERP, and the true figures per calendar year.
//!
//! Figures follow the public contract: an order is a document that is not cancelled and has a line with positive
//! quantity and price, it counts in the year of its date; a credit note lowers the net value in its own year and
//! never changes order counts; a cancelled document counts for nothing.

use super::catalogue::{ARTICLES, Article, GROUPS, PAIRS, POPULAR, POSTAGE};
use super::data::COUNTRIES;
use super::day::{AS_OF, Day, FIRST_SALE};
use super::rng::{Rng, Stream};
use super::source::{Encoding, german_amount};
use super::text::Layout;
use super::world::{Person, Village};
use std::collections::BTreeMap;

/// Header of the ERP export.
pub(super) const HEADER: [&str; 10] = [
    "Kundennummer",
    "Auftragsnummer",
    "Belegart",
    "Datum",
    "Artikelnummer",
    "Bezeichnung",
    "Warengruppe",
    "Menge",
    "Einzelpreis",
    "Währung",
];
/// Layout of the ERP export.
pub(super) const LAYOUT: Layout =
    Layout { delimiter: b';', quote_all: false, crlf: true, encoding: Encoding::Windows1252 };
/// Buying habits with their name in the truth, share in thousandths, and shortest and longest gap in days.
const HABITS: [(&str, u32, i64, i64); 4] =
    [("loyal", 200, 25, 65), ("occasional", 330, 120, 340), ("one_off", 220, 0, 0), ("lapsed", 250, 35, 110)];
/// Documents a village may have; document numbers of villages do not overlap.
const NUMBERS_PER_VILLAGE: usize = 20_000;

/// Orders, joint orders and articles over non-cancelled documents, for the truth about associations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Baskets {
    pub(super) orders: u64,
    pub(super) articles: Vec<u64>,
    /// Indices of two articles, the smaller first.
    pub(super) joint: BTreeMap<(usize, usize), u64>,
}

impl Baskets {
    /// Adds the counts of another village.
    pub(super) fn add(&mut self, other: &Self) {
        self.orders += other.orders;
        self.articles.resize(ARTICLES.len(), 0);
        for (sum, count) in self.articles.iter_mut().zip(&other.articles) {
            *sum += count;
        }
        for (pair, count) in &other.joint {
            *self.joint.entry(*pair).or_default() += count;
        }
    }

    fn note(&mut self, order: &Order) {
        let mut articles: Vec<usize> =
            order.lines.iter().filter(|line| line.cents > 0).filter_map(|line| line.article).collect();
        articles.sort_unstable();
        articles.dedup();
        self.orders += 1;
        self.articles.resize(ARTICLES.len(), 0);
        for (place, first) in articles.iter().enumerate() {
            self.articles[*first] += 1;
            for second in &articles[place + 1..] {
                *self.joint.entry((*first, *second)).or_default() += 1;
            }
        }
    }
}

/// One calendar year of one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) orders: u64,
    pub(super) net_cents: i64,
}

/// What a village bought.
#[derive(Debug, Default)]
pub(super) struct Sales {
    /// Rows of the ERP export, without its header.
    pub(super) bytes: Vec<u8>,
    pub(super) rows: u64,
    pub(super) documents: u64,
    pub(super) cancelled: u64,
    pub(super) credit_notes: u64,
    /// Person (index of the village) and year.
    pub(super) years: BTreeMap<(usize, i32), Year>,
    /// Net value per customer number.
    pub(super) turnover: BTreeMap<String, i64>,
    /// Habit per person; empty for those who have no customer number.
    pub(super) habits: Vec<&'static str>,
    pub(super) baskets: Baskets,
}

#[derive(Debug)]
struct Line {
    /// Index of the article; `None` for postage.
    article: Option<usize>,
    quantity: i64,
    cents: i64,
}

#[derive(Debug)]
struct Order {
    person: usize,
    customer: String,
    /// The customer number with two zeros in front, as another system pads it.
    padded: bool,
    day: Day,
    lines: Vec<Line>,
    cancelled: Option<Day>,
    /// Day, line and quantity that came back.
    credit: Option<(Day, usize, i64)>,
    number: String,
}

/// Simulates the customers of a village; `customers` holds the customer numbers of each person.
pub(super) fn sales(seed: u64, village: &Village, customers: &[Vec<String>]) -> Sales {
    let mut sales = Sales { habits: vec![""; village.persons.len()], ..Sales::default() };
    let mut orders: Vec<Order> = Vec::new();
    for (index, (person, numbers)) in village.persons.iter().zip(customers).enumerate() {
        if !numbers.is_empty() {
            let rng = &mut Rng::derive(seed, Stream::Buyer, 0, person.serial as u64);
            sales.habits[index] = buy(rng, index, numbers, &mut orders);
        }
    }
    // A stable sort: orders of a day stay in the order of the persons.
    orders.sort_by_key(|order| order.day);
    let mut numbers: BTreeMap<i32, usize> = BTreeMap::new();
    for order in &mut orders {
        let year = order.day.year();
        let number = numbers.entry(year).or_default();
        *number += 1;
        order.number = format!("AU-{year}-{:06}", village.number * NUMBERS_PER_VILLAGE + *number);
    }
    sales.tally(&orders);
    sales.write(&orders, &village.persons);
    sales
}

/// All orders of one customer; returns the habit.
fn buy(rng: &mut Rng, person: usize, numbers: &[String], orders: &mut Vec<Order>) -> &'static str {
    let (habit, _, shortest, longest) = HABITS[rng.weighted(&HABITS.map(|(_, weight, ..)| weight))];
    let interest = rng.below(GROUPS.len());
    let last = if habit == "lapsed" { Day::of(2024, 6, 1).plus(rng.between(0, 300)) } else { AS_OF };
    let mut day = match habit {
        "one_off" => FIRST_SALE.plus(rng.between(0, AS_OF.0 - FIRST_SALE.0)),
        _ => FIRST_SALE.plus(rng.between(0, longest)),
    };
    while day <= last {
        orders.push(order(rng, person, numbers, day, interest));
        if habit == "one_off" {
            break;
        }
        day = day.plus(rng.between(shortest, longest));
    }
    habit
}

fn order(rng: &mut Rng, person: usize, numbers: &[String], day: Day, interest: usize) -> Order {
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..=rng.weighted(&[50, 30, 15, 5]) {
        let article = match rng.weighted(&[60, 12, 28]) {
            0 => interest * 8 + rng.below(8),
            1 => rng.pick(&POPULAR),
            _ => rng.below(ARTICLES.len()),
        };
        put(rng, &mut lines, article);
        if let Some((_, companion, share)) = PAIRS.iter().find(|(first, ..)| *first == article)
            && rng.chance(*share)
        {
            put(rng, &mut lines, *companion);
        }
    }
    let total: i64 = lines.iter().map(|line| line.quantity * line.cents).sum();
    if rng.chance(20) {
        // A free sample: a line that is neither revenue nor an order.
        lines.push(Line { article: Some(rng.below(ARTICLES.len())), quantity: 1, cents: 0 });
    }
    if total < 10_000 && rng.chance(500) {
        lines.push(Line { article: None, quantity: 1, cents: POSTAGE.cents });
    }
    // A document is cancelled within its year, so that both stand in the same figures.
    let new_year = Day::of(day.year(), 12, 31);
    let cancelled = rng.chance(35).then(|| day.plus(rng.between(0, 6)).min(new_year).min(AS_OF));
    let credit = (cancelled.is_none() && rng.chance(60)).then(|| {
        let at = rng.below(lines.len());
        let returned = lines.get(at).map_or(1, |line| rng.between(1, line.quantity));
        (day.plus(rng.between(3, 70)), at, returned)
    });
    let credit = credit.filter(|(day, at, _)| *day <= AS_OF && lines.get(*at).is_some_and(|line| line.cents > 0));
    let customer = numbers[rng.below(numbers.len())].clone();
    let padded = rng.chance(10);
    Order { person, customer, padded, day, lines, cancelled, credit, number: String::new() }
}

/// Adds an article unless the order has it already.
fn put(rng: &mut Rng, lines: &mut Vec<Line>, article: usize) {
    if lines.iter().any(|line| line.article == Some(article)) {
        return;
    }
    let cents = ARTICLES[article].cents;
    let quantity = if cents < 5_000 && rng.chance(350) { rng.between(2, 6) } else { 1 };
    lines.push(Line { article: Some(article), quantity, cents });
}

impl Sales {
    fn tally(&mut self, orders: &[Order]) {
        for order in orders {
            self.documents += 1;
            if order.cancelled.is_some() {
                self.cancelled += 1;
                continue;
            }
            self.baskets.note(order);
            let sold: i64 = order.lines.iter().map(|line| line.quantity * line.cents).sum();
            let year = self.years.entry((order.person, order.day.year())).or_default();
            year.orders += 1;
            year.net_cents += sold;
            let turnover = self.turnover.entry(order.customer.clone()).or_default();
            *turnover += sold;
            if let Some((day, line, quantity)) = order.credit {
                let returned = order.lines.get(line).map_or(0, |line| quantity * line.cents);
                self.credit_notes += 1;
                *turnover -= returned;
                self.years.entry((order.person, day.year())).or_default().net_cents -= returned;
            }
        }
    }

    fn write(&mut self, orders: &[Order], persons: &[Person]) {
        let mut events: Vec<(Day, u8, usize)> = Vec::new();
        for (index, order) in orders.iter().enumerate() {
            events.push((order.day, 0, index));
            events.extend(order.cancelled.map(|day| (day, 1, index)));
            events.extend(order.credit.map(|(day, ..)| (day, 2, index)));
        }
        events.sort_unstable();
        for (day, kind, index) in events {
            let order = &orders[index];
            let currency = COUNTRIES[persons[order.person].country].currency;
            let word = ["Auftrag", "Storno", "Gutschrift"][usize::from(kind)];
            for (place, line) in order.lines.iter().enumerate() {
                let quantity = match (kind, order.credit) {
                    (0, _) => line.quantity,
                    (1, _) => -line.quantity,
                    (_, Some((_, at, returned))) if at == place => -returned,
                    _ => continue,
                };
                self.row(order, word, day, line, quantity, currency);
            }
        }
    }

    fn row(&mut self, order: &Order, word: &str, day: Day, line: &Line, quantity: i64, currency: &str) {
        let Article { number, name, group, .. } = line.article.map_or(&POSTAGE, |article| &ARTICLES[article]);
        let customer = if order.padded { format!("00{}", order.customer) } else { order.customer.clone() };
        let cells = [
            customer.as_str(),
            &order.number,
            word,
            &day.dmy('.'),
            number,
            name,
            GROUPS.get(*group).copied().unwrap_or("Versand"),
            &quantity.to_string(),
            &german_amount(line.cents),
            currency,
        ];
        LAYOUT.row(&mut self.bytes, &cells);
        self.rows += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::world;
    use super::*;

    fn sample() -> (Village, Sales) {
        let village = world::village(5, 0, 300);
        let customers: Vec<Vec<String>> = (0..300).map(|number| vec![format!("{}", 10_001 + number)]).collect();
        let sales = sales(5, &village, &customers);
        (village, sales)
    }

    #[test]
    fn the_file_and_the_figures_agree() {
        let (_, sales) = sample();
        let text: String = sales.bytes.iter().map(|byte| char::from(*byte)).collect();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
        assert_eq!(rows.len() as u64, sales.rows);
        let cents = |row: &[&str]| {
            let digits: String = row[8].chars().filter(char::is_ascii_digit).collect();
            digits.parse::<i64>().unwrap() * row[7].parse::<i64>().unwrap()
        };
        // Cancellations are the negative of their order, so the sum over all rows is the sum over all years.
        let written: i64 = rows.iter().map(|row| cents(row)).sum();
        assert_eq!(written, sales.years.values().map(|year| year.net_cents).sum::<i64>());
        let documents: std::collections::BTreeSet<&str> = rows.iter().map(|row| row[1]).collect();
        assert_eq!(documents.len() as u64, sales.documents);
        let orders: u64 = sales.years.values().map(|year| year.orders).sum();
        assert_eq!(orders, sales.documents - sales.cancelled);
        assert_eq!(sales.baskets.orders, orders);
        assert!(sales.cancelled > 5 && sales.credit_notes > 10);
    }

    #[test]
    fn habits_show_in_the_years() {
        let (_, sales) = sample();
        for (habit, ..) in HABITS {
            assert!(sales.habits.contains(&habit));
        }
        for ((person, year), figures) in &sales.years {
            assert!((2024..=2026).contains(year) && figures.orders < 20);
            match sales.habits[*person] {
                "one_off" => assert!(figures.orders <= 1),
                "lapsed" => assert!(*year < 2026 && (*year == 2024 || figures.orders <= 5)),
                _ => {}
            }
        }
    }

    #[test]
    fn planted_pairs_are_bought_together() {
        let (_, sales) = sample();
        let (a, b, share) = PAIRS[11];
        let joint = sales.baskets.joint.get(&(a, b)).copied().unwrap_or(0);
        assert!(joint * 1000 > sales.baskets.articles[a] * u64::from(share) / 2, "{joint}");
    }
}
