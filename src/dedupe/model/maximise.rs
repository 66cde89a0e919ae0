//! The M-step: shares of levels by class from expected counts, held to what the classes mean.

use super::super::compare::{Comparison, GENERATION, Given, LEVELS, RARITIES, What};
use super::super::records::Records;
use super::expect::Expected;
use super::names::{
    expected_namesakes, hold_conflicts, hold_matches, hold_namesakes, independent, marginals, most_matches, only_alike,
    product, start_namesakes,
};
use super::start::{random_shares, starting_colleagues, starting_household, starting_m};
use super::{BACKGROUND, CLASSES, PRIOR, Shares, class};

/// How often given names of one person contradict each other where the data do not tell, and how many pairs that counts
/// for. The data tell where something of the person's own is compared too: without it relatives look like one person
/// with two names.
const CONFLICTS: f64 = 0.001;
/// At most.
const MOST_CONFLICTS: f64 = 0.1;
/// How many pairs the usual share of contradicting given names counts for.
const CONFLICT_PRIOR: f64 = 200.0;
/// How often two people of one household have one given name, as father and son, where the data do not tell.
const EQUAL: f64 = 0.01;
/// Share of pairs of one household with one birthday.
const TWINS: f64 = 0.02;
/// How often a household lives at two addresses, and colleagues work for two firms, at most: what makes them that.
const APART: f64 = 0.2;

/// What the M-step knows of the comparisons.
#[derive(Debug)]
pub struct Maximiser<'a> {
    comparisons: &'a [Comparison],
    own: &'a [bool],
    chance: Vec<Shares>,
    matched: Vec<Shares>,
    household: Vec<Shares>,
    colleagues: Vec<Shares>,
    namesakes: [f64; RARITIES],
    most_matches: [f64; RARITIES],
    twins: f64,
}

impl<'a> Maximiser<'a> {
    /// Draws random pairs and lays out the starting values.
    pub fn new(records: &Records, comparisons: &'a [Comparison], own: &'a [bool]) -> Self {
        let namesakes = expected_namesakes(records);
        Self {
            comparisons,
            own,
            chance: random_shares(records, comparisons, &namesakes),
            matched: comparisons.iter().map(starting_m).collect(),
            household: comparisons.iter().map(starting_household).collect(),
            colleagues: comparisons.iter().map(starting_colleagues).collect(),
            namesakes,
            most_matches: most_matches(records),
            twins: TWINS * f64::from(records.birth.filled),
        }
    }

    /// Shares of levels before any of the `pairs` was seen. Candidates have met by their names, so among them namesakes
    /// are as common as the frequencies of names let expect, not as among random pairs.
    pub fn start(&self, pairs: f64) -> Vec<[Shares; CLASSES]> {
        let classes = |at: usize| {
            let (household, colleagues) = (&self.household[at], &self.colleagues[at]);
            let mut strangers = self.chance[at];
            if self.comparisons[at].what == What::Name {
                start_namesakes(&mut strangers, &self.namesakes, pairs);
            }
            self.classes(at, self.matched[at], household, colleagues, strangers, EQUAL)
        };
        (0..self.comparisons.len()).map(classes).collect()
    }

    /// Shares of levels from expected counts.
    pub fn step(&self, expected: &mut Expected) -> Vec<[Shares; CLASSES]> {
        let told = |[some, all]: [f64; 2], usual: f64| (some + CONFLICT_PRIOR * usual) / (all + CONFLICT_PRIOR);
        let [conflicts, matches] = expected.conflicts;
        let conflicts = told([(conflicts - self.twins).max(0.0), matches], CONFLICTS).min(MOST_CONFLICTS);
        let namesake = told(expected.namesakes, EQUAL);
        let [here, _, household, colleagues, _, neighbours, strangers] = &mut expected.levels;
        hold_namesakes(&mut strangers[0], &self.namesakes);
        hold_matches(&mut here[0], &mut strangers[0], &self.most_matches);
        let classes = |at: usize| {
            let comparison = &self.comparisons[at];
            let levels = comparison.levels;
            let matched = self.matched(at, &here[at], conflicts);
            let household = posterior(&household[at], &self.household[at], PRIOR);
            let household = bounded(household, levels, |level| household_bounds(comparison, level));
            let colleagues = match comparison.what {
                What::Name => self.chance[at],
                _ => posterior(&colleagues[at], &self.colleagues[at], PRIOR),
            };
            let colleagues = bounded(colleagues, levels, |level| colleague_bounds(comparison, level));
            let strangers = posterior(&strangers[at], &self.chance[at], BACKGROUND);
            let mut classes = self.classes(at, matched, &household, &colleagues, strangers, namesake);
            if comparison.what == What::Firm {
                classes[class::NEIGHBOURS] = neighbouring(&neighbours[at], &strangers);
            }
            classes
        };
        (0..self.comparisons.len()).map(classes).collect()
    }

    fn matched(&self, at: usize, counts: &Shares, conflicts: f64) -> Shares {
        let (comparison, start) = (&self.comparisons[at], &self.matched[at]);
        let shares = match comparison.what {
            What::Name => hold_conflicts(posterior(counts, &independent(counts, start), PRIOR), conflicts),
            What::Birth => hold_generations(posterior(counts, start, PRIOR)),
            _ => posterior(counts, start, PRIOR),
        };
        let bounds = |level| (comparison.least_among_matches(level), comparison.most_among_matches(level));
        bounded(shares, comparison.levels, bounds)
    }

    /// The shares of all classes, in the order of [`super::class`]: those that have none of their own take them from
    /// others.
    fn classes(
        &self,
        at: usize,
        matched: Shares,
        household: &Shares,
        colleagues: &Shares,
        stranger: Shares,
        namesake: f64,
    ) -> [Shares; CLASSES] {
        let what = self.comparisons[at].what;
        let elsewhere = match what {
            What::Name => only_alike(&matched),
            _ if self.own[at] => matched,
            _ => stranger,
        };
        let mut household = self.related(at, household, &matched, namesake);
        if what == What::Birth {
            household[1] += TWINS;
        }
        let colleagues = self.related(at, colleagues, &matched, 0.0);
        let branches = if matches!(what, What::Firm | What::Domain | What::Vat) { matched } else { stranger };
        let neighbours = if matches!(what, What::Street | What::Place) { matched } else { stranger };
        [matched, elsewhere, household, colleagues, branches, neighbours, stranger]
    }

    /// How levels are shared out among relatives: as the data say, but by chance in what only identity explains.
    fn related(&self, at: usize, free: &Shares, matched: &Shares, namesake: f64) -> Shares {
        if self.own[at] {
            return self.chance[at];
        }
        if self.comparisons[at].what != What::Name {
            return *free;
        }
        let (family, mut given) = marginals(free);
        let (_, mut by_chance) = marginals(&self.chance[at]);
        by_chance[Given::Same as usize] += namesake;
        // Relatives have one name by chance only; how their names differ (most couples are a man and a woman) the data say.
        let alike: f64 = by_chance[..=Given::Typo as usize].iter().sum();
        let unlike: f64 = given[Given::Typo as usize + 1..].iter().sum();
        for (at, share) in given.iter_mut().enumerate() {
            *share = if at <= Given::Typo as usize { by_chance[at] } else { *share * (1.0 - alike) / unlike.max(1e-9) };
        }
        product(family, given, matched)
    }
}

/// Names of firms at one address: equal or nearly so by chance only, but the restaurants of a hotel and the firms of a group
/// have words in common.
fn neighbouring(counts: &Shares, strangers: &Shares) -> Shares {
    let mut shares = posterior(counts, strangers, PRIOR);
    let equal: f64 = strangers[1..=2].iter().sum();
    let others: f64 = shares[3..].iter().sum();
    shares[3..].iter_mut().for_each(|share| *share *= (1.0 - equal) / others.max(1e-9));
    shares[1..=2].copy_from_slice(&strangers[1..=2]);
    shares
}

/// Shares from counts and a prior that counts as `strength` pairs, or as many fewer as have no evidence here.
fn posterior(counts: &Shares, prior: &Shares, strength: f64) -> Shares {
    let total: f64 = counts[1..].iter().sum();
    let told = total / (total + counts[0]).max(1.0);
    let strength = strength * told.max(0.05);
    let mut shares = [1.0; LEVELS];
    for level in 1..LEVELS {
        shares[level] = (counts[level] + strength * prior[level]) / (total + strength);
    }
    shares
}

/// Holds every level between the shares that identity allows; what that adds or takes is shared out among the levels
/// that still have room, in proportion to it.
fn bounded(mut shares: Shares, levels: usize, bounds: impl Fn(usize) -> (f64, f64)) -> Shares {
    let levels = 1..=levels;
    let (least, most) = (|level| bounds(level).0, |level| bounds(level).1);
    for level in levels.clone() {
        shares[level] = shares[level].clamp(least(level), most(level));
    }
    for _ in 0..8 {
        let over = levels.clone().map(|level| shares[level]).sum::<f64>() - 1.0;
        let room = |level: usize, share: f64| if over > 0.0 { share - least(level) } else { most(level) - share };
        let total: f64 = levels.clone().map(|level| room(level, shares[level])).sum();
        if over.abs() < 1e-9 || total < 1e-12 {
            break;
        }
        for level in levels.clone() {
            let part = room(level, shares[level]) / total;
            shares[level] = (shares[level] - over * part).clamp(least(level), most(level));
        }
    }
    shares
}

fn household_bounds(comparison: &Comparison, level: usize) -> (f64, f64) {
    match comparison.what {
        What::Street | What::Place if level == comparison.levels => (0.0, APART),
        _ => (0.0, 1.0),
    }
}

fn colleague_bounds(comparison: &Comparison, level: usize) -> (f64, f64) {
    match comparison.what {
        What::Company if level == comparison.levels => (0.0, APART),
        _ => (0.0, 1.0),
    }
}

/// Dates of one person a generation apart are misread ones, and no likelier than half of all the other misreadings: what goes
/// beyond are parents and children of one name.
fn hold_generations(mut shares: Shares) -> Shares {
    let apart = shares[GENERATION];
    let misread: f64 = shares[2..GENERATION].iter().sum();
    let held = apart.min(misread / 2.0);
    let total = 1.0 - apart;
    for share in &mut shares[1..GENERATION] {
        *share *= (1.0 - held) / total.max(1e-9);
    }
    shares[GENERATION] = held;
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounded_shares_stay_shares_within_their_bounds() {
        let bounds = |level: usize| match level {
            1 => (0.4, 1.0),
            5 | 6 => (0.0, 0.1),
            _ => (0.0, 1.0),
        };
        for full in 1..=6 {
            let mut shares = [0.0; LEVELS];
            shares[full] = 1.0;
            let held = bounded(shares, 6, bounds);
            assert!((held[1..=6].iter().sum::<f64>() - 1.0).abs() < 1e-6, "{full}: {held:?}");
            for (level, share) in held.iter().enumerate().take(7).skip(1) {
                let (least, most) = bounds(level);
                assert!((least..=most).contains(share), "{full} {level}: {share}");
            }
        }
    }

    #[test]
    fn a_misread_year_is_no_likelier_than_half_of_the_other_misreadings() {
        let mut shares = [0.0; LEVELS];
        (shares[1], shares[2], shares[GENERATION]) = (0.8, 0.02, 0.18);
        let held = hold_generations(shares);
        assert!((held[GENERATION] - 0.01).abs() < 1e-12);
        assert!((held[1..=GENERATION].iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
