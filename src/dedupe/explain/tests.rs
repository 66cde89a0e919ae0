//! Explanations on small lists: sums, reasons, chains.

use super::super::tests::{ANNA, ANNA_MISSPELT, FIRM, OTHER, Row, TWIN, frame};
use super::between::widest;
use super::*;
use crate::dedupe::Label;
use crate::dedupe::cluster::CLAMP;
use crate::pipeline::plan;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

fn explain(rows: &[&Row], unique: &[&str], policy: &plan::Dedupe, pair: [usize; 2]) -> Explanation {
    let frame = frame(rows);
    let matching = Matching::of(&frame, &[], &BTreeMap::new(), unique, &[], policy).unwrap();
    matching.explain(pair[0], pair[1]).unwrap().unwrap()
}

#[test]
fn prior_and_parts_add_up_to_the_weight_of_every_pair() {
    let frame = frame(&[ANNA, ANNA_MISSPELT, TWIN, FIRM, OTHER, ANNA]);
    let policy = plan::Dedupe::default();
    let matching = Matching::of(&frame, &[], &BTreeMap::new(), &[], &[], &policy).unwrap();
    let scorer = matching.scorer();
    for a in 0..6_u32 {
        for b in (0..6).filter(|&b| b != a) {
            let rows = [a, b].map(|record| matching.records.order[record as usize] as usize);
            let found = matching.explain(rows[0], rows[1]).unwrap().unwrap();
            let sum = found.prior + found.parts.iter().map(|part| part.weight).sum::<f64>();
            assert!((sum - found.weight).abs() < 1e-9);
            assert!(found.parts.iter().all(|part| part.level > 0 || part.weight.abs() < 1e-9));
            if scorer.bar(a, b).is_none() {
                assert!((found.weight - scorer.score(a, b)).abs() < 1e-9, "records {a} and {b}");
            }
        }
    }
}

#[test]
fn the_first_thing_that_decided_is_named() {
    let rows = [ANNA, ANNA_MISSPELT, TWIN, FIRM, OTHER];
    let policy = plan::Dedupe::default();
    let of = |pair| explain(&rows, &[], &policy, pair);
    let linked = of([0, 1]);
    assert!(linked.together && linked.compared && linked.reason == Reason::Linked, "{linked:?}");
    assert!(linked.keys.iter().any(|key| key.name == "email" && key.fate == Fate::Paired && key.records == 2));
    let email = linked.parts.iter().find(|part| part.name == "email").unwrap();
    assert_eq!((email.level, email.agreement.as_str()), (1, "an address in common"));
    assert_eq!(email.left.as_deref(), Some("anna@kessler.example"));
    assert_eq!(of([0, 2]).reason, Reason::BelowBound);
    assert_eq!((of([0, 3]).reason, of([3, 0]).kinds), (Reason::Kinds, ["organisation", "person"]));
    assert_eq!((of([0, 4]).reason, of([0, 4]).compared), (Reason::NoSharedKey, false));
    assert_eq!(explain(&rows, &["s"], &policy, [0, 1]).reason, Reason::Source);
    let disabled = plan::Dedupe { enabled: false, ..policy.clone() };
    assert_eq!(explain(&rows, &[], &disabled, [0, 1]).reason, Reason::Disabled);
    let strict = plan::Dedupe { link_weight: 500.0, ..policy.clone() };
    assert_eq!(explain(&rows, &[], &strict, [0, 1]).reason, Reason::BelowBound);
}

#[test]
fn a_block_over_the_cap_is_told_with_its_size() {
    let given = ["Anna", "Bert", "Cora", "Dirk", "Emil", "Frieda", "Gerd", "Hanna"];
    let rows: Vec<Vec<(&str, &str)>> = given
        .iter()
        .map(|given| vec![("record_kind", "person"), ("given_name", given), ("phone", "+493012345678")])
        .collect();
    let rows: Vec<&Row> = rows.iter().map(Vec::as_slice).collect();
    let policy = plan::Dedupe { max_block: 3, ..plan::Dedupe::default() };
    let found = explain(&rows, &[], &policy, [0, 1]);
    assert_eq!((found.reason, found.compared), (Reason::KeysTooCommon, false));
    let phone = found.keys.iter().find(|key| key.name == "phone").unwrap();
    assert_eq!((phone.records, phone.cap, phone.fate), (8, 3, Fate::Refined));
}

#[test]
fn groups_are_kept_apart_by_a_contradiction_before_their_mean() {
    let worst = |weight| CrossPair { left_record_id: "a".into(), right_record_id: "b".into(), weight };
    let cross = |mean, weight| Cross {
        left_records: 2,
        right_records: 1,
        pairs: 2,
        mean,
        worst: worst(weight),
        barred: None,
        contradiction: -CLAMP,
    };
    assert_eq!(cross(-3.0, -12.0).verdict(0.0), Reason::Contradiction);
    assert_eq!(cross(-3.0, -9.0).verdict(0.0), Reason::ClusterMean);
    assert_eq!(cross(3.0, -9.0).verdict(0.0), Reason::ClusterOrder);
    assert_eq!(Cross { barred: Some("generations"), ..cross(3.0, -9.0) }.verdict(0.0), Reason::Contradiction);
}

#[test]
fn the_chain_takes_the_path_whose_weakest_step_is_strongest() {
    let mut edges: FxHashMap<u32, Vec<(u32, f64)>> = FxHashMap::default();
    for (a, b, score) in [(1, 4, 1.0), (1, 2, 9.0), (2, 3, 5.0), (3, 4, 6.0), (2, 4, 4.0)] {
        edges.entry(a).or_default().push((b, score));
        edges.entry(b).or_default().push((a, score));
    }
    assert_eq!(widest(&edges, 1, 4), [(3, 4, 6.0), (2, 3, 5.0), (1, 2, 9.0)]);
    assert_eq!(widest(&edges, 1, 7), []);
}

#[test]
fn labels_and_copies_are_named_as_such() {
    let frame = frame(&[ANNA, ANNA_MISSPELT, OTHER, ANNA, ANNA, ANNA, ANNA, ANNA, ANNA]);
    let policy = plan::Dedupe::default();
    let label = |left: &str, right: &str, same| Label { left: left.into(), right: right.into(), same };
    let labels = [label("s:0001", "s:0000", false), label("s:0001", "s:0002", true)];
    let matching = Matching::of(&frame, &[], &BTreeMap::new(), &[], &labels, &policy).unwrap();
    let reason = |a, b| matching.explain(a, b).unwrap().unwrap().reason;
    assert_eq!((reason(0, 1), reason(1, 2)), (Reason::SaidApart, Reason::SaidSame));
    let (copy, of) = matching.records.copies[0];
    assert_eq!(reason(copy as usize, matching.records.order[of as usize] as usize), Reason::Copy);
    let groups = matching.explain(0, 2).unwrap().unwrap().groups.unwrap();
    assert_eq!(groups.barred, Some("label"));
}
