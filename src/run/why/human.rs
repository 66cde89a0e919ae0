//! The explanation of a pair for people: the decision, the waterfall of its weight, the keys.

use super::Why;
use crate::dedupe::{Cross, CrossPair, Explanation, Fate, Part, Reason, SharedKey};
use crate::report::terminal::{Scale, bits, cut, pad, paragraph, widest, wrapped};
use std::io::{self, Write};

/// Columns of the bars.
const BAR: usize = 24;
/// The widest name of a comparison.
const NAME: usize = 18;
/// Columns that a value needs to stand beside a bar; otherwise it stands below.
const VALUE: usize = 24;

/// Writes an explanation, fitted to a terminal of `width` columns.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, why: &Why, width: usize) -> io::Result<()> {
    let found = &why.explanation;
    paragraph(out, &decision(why), 0, width)?;
    let left = widest(found.chain.iter().map(|step| step.left_record_id.as_str()), usize::MAX);
    for step in &found.chain {
        let weight = bits(step.weight);
        writeln!(out, "  {:left$}  {weight:>6} bits  {}", step.left_record_id, step.right_record_id)?;
    }
    if let Some(groups) =
        found.groups.as_ref().filter(|_| !matches!(found.reason, Reason::Kinds | Reason::Source | Reason::Torn))
    {
        paragraph(out, &between(groups, found.bound), 0, width)?;
    }
    if why.records_elsewhere > 0 {
        let note = format!(
            "note: matching again puts {} records into other contacts than the run did, probably because another version made it; \
             run it again",
            why.records_elsewhere
        );
        paragraph(out, &note, 0, width)?;
    }
    writeln!(out)?;
    waterfall(out, why, width)?;
    writeln!(out)?;
    keys(out, found)
}

/// The decision and what made it, in a sentence.
fn decision(why: &Why) -> String {
    let found = &why.explanation;
    let (left, right) = (&why.left.record_id, &why.right.record_id);
    let (weight, bound) = (format!("{} bits", bits(found.weight)), bits(found.bound));
    if found.together {
        let contact = if why.left.contact_id == why.right.contact_id {
            format!(" ({})", why.left.contact_id)
        } else {
            String::new()
        };
        let how = match (found.reason, found.compared) {
            (Reason::Linked, _) => format!("their weight of {weight} reaches the bound of {bound}"),
            (Reason::Copy, _) => "one repeats the other in every cell".to_owned(),
            (Reason::SaidSame, _) => "a label says so".to_owned(),
            (_, true) => format!("by way of other records; their own weight of {weight} would not do"),
            (_, false) => "by way of other records; the two were never compared".to_owned(),
        };
        return format!("{left} and {right} are one contact{contact}: {how}.");
    }
    let had = format!("Compared, they would weigh {weight}; the bound is {bound}.");
    let why_not = match found.reason {
        Reason::Kinds => format!("{} and {} never merge. {had}", an(found.kinds[0]), an(found.kinds[1])),
        Reason::Source => {
            format!("both stand in {}, whose records never merge with one another. {had}", why.left.source)
        }
        Reason::SaidApart => format!("a label says so. {had}"),
        Reason::Disabled => format!("the pipeline switched matching off. {had}"),
        Reason::NoSharedKey => format!("they were never compared, because they share no key. {had}"),
        Reason::KeysTooCommon => {
            format!("they were never compared, because what they share is too common: {}. {had}", common(&found.keys))
        }
        Reason::BelowBound => format!("their weight of {weight} is below the bound of {bound}."),
        Reason::Contradiction => contradiction(found, &weight),
        Reason::Torn => format!(
            "they weigh {weight} themselves, but one of them lacks a given name and fits another, who contradicts the first, \
             about as well; it may be either."
        ),
        Reason::ClusterMean => {
            format!("they weigh {weight} themselves, but the records they were merged with agree too little.")
        }
        _ => {
            format!("they weigh {weight} themselves, but were merged with others first, and joining these failed.")
        }
    };
    format!("{left} and {right} are two contacts: {why_not}")
}

fn an(kind: &str) -> String {
    match kind {
        "organisation" => "an organisation".to_owned(),
        "role_mailbox" => "a mailbox of a function".to_owned(),
        other => format!("a {other}"),
    }
}

/// Which two records keep the groups apart.
fn contradiction(found: &Explanation, weight: &str) -> String {
    let Some(Cross { worst, barred, .. }) = &found.groups else { return String::new() };
    let CrossPair { left_record_id: left, right_record_id: right, .. } = worst;
    let because = match barred {
        Some("source") => "two records of one source without duplicates, which never merge",
        Some("label") => "of which a label says that they are two",
        Some("generations") => "namesakes of one home whose birthdays are a generation apart",
        Some(_) => "whose kinds never merge",
        None => "which contradict each other",
    };
    format!("they weigh {weight} themselves, but one contact would hold {left} and {right} as well, {because}.")
}

/// The keys that were too common, with the size of their blocks.
fn common(keys: &[SharedKey]) -> String {
    let named = keys.iter().filter(|key| key.fate != Fate::Paired);
    named.map(|key| format!("{} ({} records, cap {})", key.name, key.records, key.cap)).collect::<Vec<_>>().join(", ")
}

/// What lies between two groups.
fn between(groups: &Cross, bound: f64) -> String {
    let side = |records: usize| if records == 1 { "1 record".to_owned() } else { format!("{records} records") };
    let Cross { left_records, right_records, pairs, mean, worst, contradiction, barred } = groups;
    let weight = if barred.is_some() { "barred".to_owned() } else { format!("{} bits", bits(worst.weight)) };
    format!(
        "Between their groups of {} and {} lie {pairs} pairs of {} bits on average; groups are joined from {} on, and never \
         over a pair at {} or below. The worst is {} and {}, {weight}.",
        side(*left_records),
        side(*right_records),
        bits(*mean),
        bits(bound),
        bits(*contradiction),
        worst.left_record_id,
        worst.right_record_id,
    )
}

/// Prior, comparisons and sum, each with its bar.
fn waterfall(out: &mut impl Write, why: &Why, width: usize) -> io::Result<()> {
    let found = &why.explanation;
    let (said, silent): (Vec<&Part>, Vec<&Part>) = found.parts.iter().partition(|part| part.level > 0);
    let mut totals = vec![found.prior];
    totals.extend(said.iter().scan(found.prior, |sum, part| {
        *sum += part.weight;
        Some(*sum)
    }));
    let look = Look::of(&said, &totals, why, width);
    look.title(out, why)?;
    look.line(out, "prior", found.prior, [0.0, found.prior], "any two records that share a key", None)?;
    for (part, ends) in said.iter().zip(totals.windows(2)) {
        let values = [&part.left, &part.right].map(|value| value.as_deref().unwrap_or("-"));
        look.line(out, &part.name, part.weight, [ends[0], ends[1]], &part.agreement, Some(values))?;
    }
    let sum = format!("probability {}", percent(found.probability));
    look.line(out, "sum", found.weight, [0.0, found.weight], &sum, None)?;
    if silent.is_empty() {
        return Ok(());
    }
    let mut silences: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in silent {
        match silences.iter_mut().find(|(why, _)| *why == part.agreement) {
            Some((_, names)) => names.push(&part.name),
            None => silences.push((&part.agreement, vec![&part.name])),
        }
    }
    let silences: Vec<String> = silences.iter().map(|(why, names)| format!("{} ({why})", names.join(", "))).collect();
    paragraph(out, &format!("no evidence: {}", silences.join("; ")), 0, width)
}

/// Widths of the columns.
struct Look {
    scale: Scale,
    name: usize,
    left: usize,
    right: usize,
    /// Characters of the terminal where values stand below.
    below: Option<usize>,
}

impl Look {
    fn of(parts: &[&Part], totals: &[f64], why: &Why, width: usize) -> Self {
        let scale = Scale::of(totals.iter().copied(), BAR);
        let name = widest(parts.iter().map(|part| part.name.as_str()).chain(["prior"]), NAME);
        let words = widest(parts.iter().map(|part| part.agreement.as_str()), usize::MAX);
        let room = width.saturating_sub(name + 2 + 6 + 2 + BAR + 2 + 2 + 2 + words) / 2;
        let value = |of: fn(&Part) -> &Option<String>, id: &str| {
            widest(parts.iter().filter_map(|part| of(part).as_deref()).chain([id]), room)
        };
        let left = value(|part| &part.left, &why.left.record_id);
        let right = value(|part| &part.right, &why.right.record_id);
        Self { scale, name, left, right, below: (room < VALUE).then_some(width) }
    }

    fn title(&self, out: &mut impl Write, why: &Why) -> io::Result<()> {
        let (left, right) = (&why.left.record_id, &why.right.record_id);
        let head = format!("{}    bits  {}", " ".repeat(self.name), " ".repeat(BAR));
        match self.below {
            None => writeln!(out, "{head}  {}  {right}", pad(left, self.left)),
            Some(width) => {
                let room = width.saturating_sub(head.len() + 2);
                let mut before = format!("{head}  ");
                for line in beside_or_below(left, right, room) {
                    writeln!(out, "{before}{line}")?;
                    before = " ".repeat(head.len() + 2);
                }
                Ok(())
            }
        }
    }

    fn line(
        &self,
        out: &mut impl Write,
        name: &str,
        weight: f64,
        [from, to]: [f64; 2],
        words: &str,
        values: Option<[&str; 2]>,
    ) -> io::Result<()> {
        let start = format!("{}  {:>6}  {}", pad(name, self.name), bits(weight), self.scale.bar(from, to));
        let indent = self.name + 2 + 6 + 2 + BAR + 2;
        match (self.below, values) {
            (None, Some([left, right])) => {
                writeln!(out, "{start}  {}  {}  {words}", pad(left, self.left), pad(right, self.right))
            }
            (None, None) => writeln!(out, "{start}  {words}"),
            (Some(width), values) => {
                let room = width.saturating_sub(indent).max(VALUE);
                for (at, line) in wrapped(words, room).iter().enumerate() {
                    let before = if at == 0 { format!("{start}  ") } else { " ".repeat(indent) };
                    writeln!(out, "{before}{line}")?;
                }
                let Some([left, right]) = values else { return Ok(()) };
                beside_or_below(left, right, room).iter().try_for_each(|l| writeln!(out, "{}{l}", " ".repeat(indent)))
            }
        }
    }
}

/// Two values in one line where they fit, else in two; equal ones once.
fn beside_or_below(left: &str, right: &str, width: usize) -> Vec<String> {
    let both = if left == right { left.to_owned() } else { format!("{left} | {right}") };
    match both.chars().count() <= width {
        true => vec![cut(&both, width)],
        false if left == right => vec![cut(left, width)],
        false => vec![cut(left, width), cut(&format!("| {right}"), width)],
    }
}

/// The keys the two share, and what became of them in each block.
fn keys(out: &mut impl Write, found: &Explanation) -> io::Result<()> {
    if found.keys.is_empty() {
        return writeln!(out, "they share no key");
    }
    writeln!(out, "{}", if found.compared { "keys that brought them together" } else { "keys they share" })?;
    let width = widest(found.keys.iter().map(|key| key.name), usize::MAX);
    for key in &found.keys {
        let fate = match key.fate {
            Fate::Paired => "paired".to_owned(),
            Fate::Refined => format!("over the cap of {}, refined into parts that set the two apart", key.cap),
            Fate::Thinned => format!("over the cap of {}, paired with neighbours only", key.cap),
            Fate::LeftOut => format!("over the cap of {}, left out", key.cap),
        };
        writeln!(out, "  {}  {:>7} records  {fate}", pad(key.name, width), key.records)?;
    }
    Ok(())
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        share if share > 99.995 => "> 99.99 %".to_owned(),
        share if share < 0.005 => "< 0.01 %".to_owned(),
        share => format!("{share:.2} %"),
    }
}
