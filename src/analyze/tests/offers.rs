//! What is offered: steps up in price.

use super::*;

/// What a bike costs, by product; `bell` and `pump` are cheap, `race` and `cargo` dear.
const BIKES: [(&str, i64); 6] =
    [("bell", 10), ("pump", 20), ("city", 300), ("trek", 400), ("race", 2000), ("cargo", 3000)];

fn bike(contact: &'static str, order: &'static str, product: &'static str) -> Line {
    let price = BIKES.iter().find(|(name, _)| *name == product).map_or(1, |(_, price)| *price);
    Line { category: Some("Bikes"), ..Line::new(contact, order, (2024, 1, 1)).product(product).sold(1, price) }
}

/// Ann, bob and cyd buy the bell and then a city bike, ann and bob a trekking bike, too, eve both and a race bike; dan has a
/// bell only, and the cargo bike is sold to somebody who buys nothing else.
fn bikes() -> Vec<Line> {
    let orders = [
        ("ann", "1", &["bell", "city", "trek"][..]),
        ("bob", "2", &["bell", "city", "trek"]),
        ("cyd", "3", &["pump", "city"]),
        ("dan", "4", &["bell"]),
        ("eve", "5", &["city", "trek", "race"]),
        ("fay", "6", &["cargo"]),
    ];
    let lines =
        orders.iter().flat_map(|(who, order, products)| products.iter().map(|product| bike(who, order, product)));
    lines.collect()
}

fn two_joint() -> Analyze {
    Analyze { min_joint_orders: 2, ..Analyze::default() }
}

fn steps(lines: &[Line], plan: &Analyze) -> Vec<String> {
    let offers = run_with(lines, plan).recommendations;
    let columns = ["contact_id", "kind", "rank", "product_id", "score", "because"];
    let step = |row: &String| row.split(' ').nth(1) == Some("up_sell");
    rows(&offers, &columns).into_iter().filter(step).map(|row| row.replacen(" up_sell", "", 1)).collect()
}

#[test]
fn who_buys_in_a_tier_is_offered_what_others_there_bought_in_the_next() {
    // dan stands in the first tier, as ann, bob and cyd do; all three bought the city bike and two the trekking bike
    assert_eq!(
        steps(&bikes(), &two_joint()),
        [
            "dan 1 CITY 0.75 Bikes, price tier 2 of 3 (about 300.00 EUR): bought by 3 of 4 who buy in tier 1, lift 1.1",
            "dan 2 TREK 0.5 Bikes, price tier 2 of 3 (about 400.00 EUR): bought by 2 of 4 who buy in tier 1, lift 1.0",
        ]
    );
    // with one joint buyer the race bike is a step up for those in the second tier; what is in the first is not, for fay
    let one = Analyze { min_joint_orders: 1, ..two_joint() };
    let race: Vec<String> = steps(&bikes(), &one).into_iter().filter(|row| !row.starts_with("dan")).collect();
    assert_eq!(race.len(), 3, "{race:?}");
    for (row, who) in race.iter().zip(["ann", "bob", "cyd"]) {
        assert!(row.starts_with(&format!("{who} 1 RACE 0.25 Bikes, price tier 3 of 3 (about 2000.00 EUR)")), "{row}");
    }
    assert_eq!(steps(&bikes(), &Analyze { recommendations: 1, ..two_joint() }).len(), 1);
    assert_eq!(steps(&bikes(), &Analyze { recommendations: 0, ..two_joint() }).len(), 0);
}

#[test]
fn without_categories_or_enough_products_there_is_no_step() {
    let nameless: Vec<Line> = bikes().into_iter().map(|line| Line { category: None, ..line }).collect();
    assert_eq!(steps(&nameless, &two_joint()), [""; 0]);
    let five: Vec<Line> = bikes().into_iter().filter(|line| line.product != Some("cargo")).collect();
    assert_eq!(steps(&five, &two_joint()), [""; 0]);
    let unpriced: Vec<Line> = bikes().into_iter().map(|line| Line { price: None, ..line }).collect();
    assert_eq!(steps(&unpriced, &two_joint()), [""; 0]);
    let equal: Vec<Line> = bikes().into_iter().map(|line| line.sold(1, 5)).collect();
    assert_eq!(steps(&equal, &two_joint()), [""; 0]);
}

#[test]
fn spelling_does_not_part_a_category_and_most_lines_decide_it() {
    let mut lines = bikes();
    for line in lines.iter_mut().filter(|line| line.product == Some("city")).take(1) {
        line.category = Some("BIKES");
    }
    for line in lines.iter_mut().filter(|line| line.product == Some("trek")).take(1) {
        line.category = Some("Sale");
    }
    assert_eq!(steps(&lines, &two_joint()), steps(&bikes(), &two_joint()));
}

#[test]
fn currencies_stand_on_shelves_of_their_own() {
    let mut lines = bikes();
    for line in lines.iter_mut().filter(|line| line.contact == Some("dan")) {
        line.currency = Some("CHF");
    }
    // one product in francs is no shelf
    assert_eq!(steps(&lines, &two_joint()), [""; 0]);
    let francs = |line: &Line| Line { currency: Some("CHF"), ..line.clone() };
    let all: Vec<Line> = bikes().iter().map(francs).collect();
    assert!(steps(&all, &two_joint())[0].contains("(about 300.00 CHF)"));
    let unknown: Vec<Line> = bikes().into_iter().map(|line| Line { currency: None, ..line }).collect();
    assert!(steps(&unknown, &two_joint())[0].contains("(about 300.00):"));
}

#[test]
fn what_was_given_back_is_not_bought() {
    let mut lines = bikes();
    let back = |who, order, product| Line { kind: "return", ..bike(who, order, product) };
    // cyd gives the city bike back: one less, and a step up is open that is not the same bike again
    lines.push(back("cyd", "R1", "city"));
    let found = steps(&lines, &two_joint());
    assert!(found.iter().any(|row| row.starts_with("dan 1 CITY 0.5 ")), "{found:?}");
    assert!(found.iter().any(|row| row.starts_with("cyd 1 TREK 0.5 ")), "{found:?}");
    assert!(!found.iter().any(|row| row.starts_with("cyd 1 CITY") || row.starts_with("cyd 2 CITY")), "{found:?}");

    // one of two stays bought, and so does what only became cheaper
    let mut kept = bikes();
    kept.push(bike("cyd", "3", "city"));
    kept.push(back("cyd", "R1", "city"));
    kept.push(Line { amount: Some(-5 * EUR), ..bike("ann", "1", "city") });
    assert_eq!(steps(&kept, &two_joint()), steps(&bikes(), &two_joint()));

    // without a readable quantity all comes back; so it does in an order with a negative one
    for undo in [Line { quantity: None, ..back("cyd", "R1", "city") }, bike("cyd", "3", "city").sold(-1, 300)] {
        let lines: Vec<Line> = bikes().into_iter().chain([undo]).collect();
        assert!(steps(&lines, &two_joint()).iter().any(|row| row.starts_with("dan 1 CITY 0.5 ")));
    }

    // a shop refunds the order of cyd: whole, or a part
    for (euro, share) in [(320, "0.666667"), (319, "0.75")] {
        let mut lines = bikes();
        for line in lines.iter_mut().filter(|line| line.product == Some("pump")) {
            line.refunded = Some(euro * EUR);
        }
        let found = steps(&lines, &two_joint());
        assert!(found.iter().any(|row| row.starts_with(&format!("dan 1 CITY {share} "))), "{euro} {found:?}");
    }
}

/// Random lines of a dozen products in two categories, so that there are shelves and steps.
fn wares() -> impl Strategy<Value = Vec<Line>> {
    let word = |words: &'static [&'static str]| prop::sample::select(words);
    const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let line = (
        word(&["ann", "bob", "cyd", "dan", "eve"]),
        word(&["1", "2", "3", "4", "5", "6", "7", "8"]),
        word(&["order", "order", "order", "order", "return"]),
        0_usize..NAMES.len(),
        prop::option::weighted(0.95, word(&["tools", "Tools", "toys"])),
        (any::<bool>(), 0_i64..3),
        prop::option::weighted(0.1, 1_i64..50),
    );
    let line = line.prop_map(|(contact, order, kind, at, category, (euro, more), refunded)| {
        let price = 1 + at as i64 + more;
        let line = Line::new(contact, order, (2024, 1, 1)).product(NAMES[at]).sold(1, price).kind(kind);
        let refunded = refunded.map(|euro| euro * EUR);
        Line { category, refunded, currency: Some(if euro { "EUR" } else { "CHF" }), ..line }
    });
    prop::collection::vec(line, 0..150)
}

proptest! {
    #[test]
    fn steps_up_are_new_and_the_same_whatever_the_order_of_the_lines(
        (lines, shuffled) in wares().prop_flat_map(with_shuffled),
    ) {
        let plan = Analyze { min_joint_orders: 1, ..Analyze::default() };
        let (left, right) = (run_with(&lines, &plan), run_with(&shuffled, &plan));
        prop_assert!(left.recommendations.equals_missing(&right.recommendations));
        for row in steps(&lines, &plan) {
            let cells: Vec<&str> = row.split(' ').collect();
            let share: f64 = cells[3].parse().expect("a share");
            prop_assert!(share > 0.0 && share <= 1.0, "{}", row);
            let own = |line: &&Line| line.contact == Some(cells[0]) && line.kind == "order";
            let product = |line: &Line| line.product.map(str::to_uppercase);
            prop_assert!(!lines.iter().filter(own).any(|line| product(line).as_deref() == Some(cells[2])), "{}", row);
        }
    }
}
