//! An evaluation as JSON and as text.

use super::{Evaluation, KINDS, MOST_SHARED, Matching, Reach, Scores, Stratum};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Pairs of sources shown to people; JSON has all of them.
const SHOWN: usize = 20;

/// The evaluation as one JSON object.
pub fn json(found: &Evaluation) -> Value {
    let scores = |scores: Scores| json!({"precision": scores.precision, "recall": scores.recall, "f1": scores.f1});
    let listed = found.reach.is_ok();
    let by_sources =
        found.by_sources.iter().map(|(sources, stratum)| object(json!({"sources": sources}), stratum, listed));
    let by_shared = found
        .by_shared
        .iter()
        .map(|(shared, stratum)| object(json!({"kinds": shared.map(|shared| kinds(Some(shared)))}), stratum, listed));
    json!({
        "records": found.records,
        "missing": found.missing,
        "entities": found.entities,
        "contacts": found.contacts,
        "true_pairs": found.pairs.truth,
        "linked_pairs": found.pairs.linked,
        "correct_pairs": found.pairs.correct,
        "pairwise": scores(found.pairwise),
        "bcubed": scores(found.bcubed),
        "within_reach": reach_json(&found.reach),
        "matching": {
            "leads": found.matching.leads,
            "possible_pairs": found.matching.possible_pairs,
            "candidate_pairs": found.matching.candidate_pairs,
        },
        "by_sources": by_sources.collect::<Vec<_>>(),
        "by_shared_kinds": by_shared.collect::<Vec<_>>(),
    })
}

/// The counts and shares of a stratum behind what names it.
fn object(name: Value, stratum: &Stratum, listed: bool) -> Value {
    let figures = json!({
        "true_pairs": stratum.truth,
        "linked_pairs": stratum.linked,
        "correct_pairs": stratum.correct,
        "pairs_within_reach": listed.then(|| stratum.within_reach()),
        "precision": stratum.precision(),
        "recall": stratum.recall(),
        "f1": stratum.f1(),
    });
    let members = [name, figures].into_iter().filter_map(|value| match value {
        Value::Object(members) => Some(members),
        _ => None,
    });
    Value::Object(members.flatten().collect::<Map<String, Value>>())
}

fn reach_json(reach: &Result<Reach, String>) -> Value {
    match reach {
        Ok(reach) => json!({
            "pairs": reach.pairs,
            "share": reach.share,
            "listed_pairs": reach.listed,
            "candidate_recall_at_least": reach.candidate_recall_at_least,
        }),
        Err(reason) => json!({"pairs": null, "share": null, "not_told": reason}),
    }
}

/// What a stratum of shared kinds is called.
fn kinds(shared: Option<u32>) -> String {
    match shared {
        None => "not in the run".to_owned(),
        Some(MOST_SHARED) => format!("{MOST_SHARED}+"),
        Some(shared) => shared.to_string(),
    }
}

/// The evaluation for people.
///
/// # Errors
/// When it cannot be written.
pub fn human(out: &mut impl Write, found: &Evaluation) -> io::Result<()> {
    writeln!(
        out,
        "{} labelled records of {} entities in {} contacts; {} of them are not in the run",
        found.records, found.entities, found.contacts, found.missing
    )?;
    writeln!(
        out,
        "{} pairs belong together, {} were linked, {} of these rightly",
        found.pairs.truth, found.pairs.linked, found.pairs.correct
    )?;
    writeln!(out, "\n           precision    recall        F1")?;
    for (name, scores) in [("pairwise", found.pairwise), ("B-cubed", found.bcubed)] {
        writeln!(out, "{name:9}  {:>9.4}  {:>8.4}  {:>8.4}", scores.precision, scores.recall, scores.f1)?;
    }
    writeln!(out)?;
    reach(out, found)?;
    matching(out, &found.matching)?;
    by_shared(out, found)?;
    by_sources(out, found)
}

fn reach(out: &mut impl Write, found: &Evaluation) -> io::Result<()> {
    match &found.reach {
        Ok(reach) => {
            let lost = found.pairs.truth - reach.pairs;
            writeln!(
                out,
                "within reach: {} of the true pairs ({}) were linked or stand in pairs.parquet; {lost} were not compared, or lie below its bound",
                reach.pairs,
                share(reach.share)
            )?;
            writeln!(
                out,
                "{} of them stand there, so keys brought together at least {} of the true pairs",
                reach.listed,
                share(reach.candidate_recall_at_least)
            )
        }
        Err(reason) => writeln!(out, "within reach: not told, {reason}"),
    }
}

fn matching(out: &mut impl Write, matching: &Matching) -> io::Result<()> {
    let Some(candidates) = matching.candidate_pairs else { return Ok(()) };
    let Matching { leads, possible_pairs, .. } = *matching;
    writeln!(out, "matching compared {candidates} of the {possible_pairs} possible pairs of {leads} leads")
}

fn by_shared(out: &mut impl Write, found: &Evaluation) -> io::Result<()> {
    let names = KINDS.map(|(name, _)| name).join(", ");
    writeln!(out, "\nby how many of {names} both records have:")?;
    let rows = found.by_shared.iter().map(|(shared, stratum)| (kinds(*shared), stratum));
    strata(out, rows.collect(), found.reach.is_ok())
}

fn by_sources(out: &mut impl Write, found: &Evaluation) -> io::Result<()> {
    let mut rows: Vec<&([Option<String>; 2], Stratum)> = found.by_sources.iter().collect();
    rows.sort_by_key(|(_, stratum)| std::cmp::Reverse(stratum.truth + stratum.linked - 2 * stratum.correct));
    let hidden = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    writeln!(out, "\nby pair of sources, most mistakes first:")?;
    let name = |source: &Option<String>| source.clone().unwrap_or_else(|| "(not in the run)".to_owned());
    let rows = rows.into_iter().map(|(sources, stratum)| (sources.each_ref().map(name).join(" - "), stratum));
    strata(out, rows.collect(), found.reach.is_ok())?;
    if hidden > 0 {
        writeln!(out, "and {hidden} more; --format json has them all")?;
    }
    Ok(())
}

/// One line for each stratum.
fn strata(out: &mut impl Write, rows: Vec<(String, &Stratum)>, listed: bool) -> io::Result<()> {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(9);
    let heads = ["true", "linked", "right", "in reach", "precision", "recall", "F1"];
    let line = |cells: &[String]| cells.iter().map(|cell| format!("  {cell:>9}")).collect::<String>();
    writeln!(out, "{:width$}{}", "", line(&heads.map(str::to_owned)))?;
    for (name, stratum) in rows {
        let cells = [
            stratum.truth.to_string(),
            stratum.linked.to_string(),
            stratum.correct.to_string(),
            if listed { stratum.within_reach().to_string() } else { "-".to_owned() },
            share(stratum.precision()),
            share(stratum.recall()),
            share(stratum.f1()),
        ];
        writeln!(out, "{name:width$}{}", line(&cells))?;
    }
    Ok(())
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.4}"))
}
