//! Grids that are right, and what is said of the others.

use super::*;
use proptest::prelude::*;

const HEAD: &str = "name,r_min,r_max,f_min,f_max";

fn problems(text: &str) -> Vec<String> {
    Grid::parse(text).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn the_shipped_grid_names_every_square_as_it_always_did() {
    let expected = [
        ["lost", "lost", "hibernating", "at_risk", "cannot_lose"],
        ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
        ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
        ["new", "promising", "potential_loyalist", "loyal", "champions"],
        ["new", "new", "potential_loyalist", "champions", "champions"],
    ];
    let grid = Grid::shipped();
    for (r, row) in (1..).zip(expected) {
        for (f, name) in (1..).zip(row) {
            assert_eq!(grid.name(r, f, None), Some(name), "{r} {f}");
            assert!((1..=5).all(|m| grid.name(r, f, Some(m)) == Some(name)), "{r} {f}");
        }
    }
    assert!([(0, 1), (1, 0), (6, 1), (1, 6)].into_iter().all(|(r, f)| grid.name(r, f, None).is_none()));
    assert_eq!(grid.name(1, 1, Some(6)), None);
}

#[test]
fn the_first_row_that_fits_wins_and_bounds_may_be_open() {
    let grid =
        Grid::parse("\u{feff}# ours\nName;R_min;R_max;F_min;F_max\n\nTop;4;;4;\n Rest;;;;\nnever;1;1;1;1\n").unwrap();
    assert_eq!(
        [grid.name(4, 5, None), grid.name(3, 5, None), grid.name(1, 1, Some(3))],
        [Some("Top"), Some("Rest"), Some("Rest")]
    );
}

#[test]
fn value_takes_part_where_it_has_columns() {
    let grid = Grid::parse(&format!("{HEAD},m_min,m_max\nwhale,5,5,1,5,4,5\nrecent,5,5,1,5,,\nrest,,,,,,\n")).unwrap();
    assert_eq!([grid.name(5, 1, Some(4)), grid.name(5, 1, Some(3))], [Some("whale"), Some("recent")]);
    assert_eq!([grid.name(5, 1, None), grid.name(4, 1, None)], [None, Some("rest")]);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let rest = "rest,,,,";
    for (text, expected) in [
        (String::new(), "1: the file is empty; it begins with name,r_min"),
        ("a,b\n".to_owned(), "1: there is no column `a`; the columns are name,r_min"),
        ("name,r_min,r_max,f_min\n".to_owned(), "1: the column `f_max` is missing; the columns are"),
        (format!("{HEAD},name\n"), "1: the column `name` is there twice; take one"),
        (format!("{HEAD}\n{rest}\nx,1,2,3\n"), "3: the row has 4 cells, the header 5; an open bound"),
        (format!("{HEAD}\n# new\nx,1,6,1,5\n{rest}\n"), "3: `6` in r_max is no score; scores are 1 to 5"),
        (format!("{HEAD}\nx,1,2.5,1,5\n{rest}\n"), "2: `2.5` in r_max is no score"),
        (format!("{HEAD}\nx,3,2,1,5\n{rest}\n"), "2: r_min (3) lies above r_max (2); the row fits nobody"),
        (format!("{HEAD}\n,1,2,1,5\n{rest}\n"), "2: the row has no name; write"),
        (format!("{HEAD}\nx,2,5,1,5\ny,1,1,2,5\n"), "3: no row names recency 1, frequency 1; add a row"),
        (format!("{HEAD}\nx,2,5,1,5\n"), "2: no row names recency 1, frequency 1 and 4 more; add a row"),
        (
            format!("{HEAD},m_min,m_max\nx,,,,,2,5\ny,2,,,,1,1\n"),
            "3: no row names recency 1, frequency 1, monetary 1 and 4 more; add a row",
        ),
    ] {
        let problems = problems(&text);
        assert!(problems[0].starts_with(expected), "{text}\nexpected {expected}\nfound {problems:?}");
    }
    let several = problems(&format!("{HEAD}\n,0,9,1,5\n{rest}\nx,1,a,1,5\n"));
    assert_eq!(several.len(), 4, "{several:?}");
}

proptest! {
    #[test]
    fn no_text_panics(text in "[name_rfmix,;#0-9\"\n]{0,200}") {
        let _ = Grid::parse(&text);
    }

    #[test]
    fn each_combination_has_the_name_of_the_first_row_that_fits(
        rows in prop::collection::vec((1_u8..=5, 1_u8..=5, 1_u8..=5, 1_u8..=5), 0..8),
    ) {
        let rows: Vec<_> = rows.into_iter().map(|(a, b, c, d)| (a.min(b), a.max(b), c.min(d), c.max(d))).collect();
        let mut text = format!("{HEAD}\n");
        for (at, (a, b, c, d)) in rows.iter().enumerate() {
            text.push_str(&format!("s{at},{a},{b},{c},{d}\n"));
        }
        text.push_str("rest,,,,\n");
        let grid = Grid::parse(&text).unwrap();
        for (r, f) in (1..=5).flat_map(|r| (1..=5).map(move |f| (r, f))) {
            let fits = |(a, b, c, d): &(u8, u8, u8, u8)| (*a..=*b).contains(&r) && (*c..=*d).contains(&f);
            let expected = rows.iter().position(fits).map_or("rest".to_owned(), |at| format!("s{at}"));
            prop_assert_eq!(grid.name(r, f, None), Some(expected.as_str()));
        }
    }
}
