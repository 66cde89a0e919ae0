//! How a contact was assembled: its records, the pairs that hold them together, and which record won each field.
//!
//! All of it stands in the tables of the run; nothing is matched again. Costs the columns of `leads` and `pairs` that it
//! reads, and of the contact's own rows in the others.

mod human;
mod page;
mod read;

pub use human::write as write_human;
pub use page::html;
pub(super) use read::resolve;

use super::folder::FolderError;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A record of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// `<source>:<source_key>`.
    pub record_id: String,
    /// Name of the source.
    pub source: String,
    /// Name of the person, else of the company.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A compared pair of the contact's records.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Edge {
    /// The record with the smaller id.
    pub left_record_id: String,
    /// The other.
    pub right_record_id: String,
    /// log2 odds that both are one contact, bits.
    pub match_weight: f64,
    /// The same as a probability.
    pub match_probability: f64,
    /// Keys that brought them together.
    pub keys: Vec<String>,
}

/// The edge without which the contact would fall into two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeakestLink {
    /// The edge.
    pub edge: Edge,
    /// Records on the side of its left record.
    pub left_side: Vec<String>,
    /// Records on the side of its right record.
    pub right_side: Vec<String>,
}

/// A value that lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loser {
    /// Record that says otherwise.
    pub record_id: String,
    /// What it says.
    pub value: String,
}

/// A field of the contact and where it came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldOrigin {
    /// Field name.
    pub field: String,
    /// The value that survived.
    pub value: String,
    /// Record it was taken from; null when it was derived.
    pub record_id: Option<String>,
    /// Survivorship rule that decided.
    pub rule: String,
    /// Weighted share of the records with a value that say the same.
    pub confidence: f64,
    /// The values that lost.
    pub losers: Vec<Loser>,
}

/// How a contact was assembled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct How {
    /// Id of the contact.
    pub contact_id: String,
    /// The id that was asked for, where it has become another.
    pub formerly: Option<String>,
    /// Name of the person, else of the company.
    pub name: Option<String>,
    /// Lowest mean match probability of a record to the others; null for a single record.
    pub match_confidence: Option<f64>,
    /// Its records, by id.
    pub records: Vec<Member>,
    /// Its compared pairs, the strongest first.
    pub edges: Vec<Edge>,
    /// The compared pair of least weight.
    pub weakest_edge: Option<Edge>,
    /// The edge without which the contact would fall into two; null for a single record.
    pub weakest_link: Option<WeakestLink>,
    /// Its filled fields in the order of the contact tables.
    pub fields: Vec<FieldOrigin>,
}

impl How {
    /// Records that were compared; the others of a contact repeat one of them in every cell.
    pub fn compared(&self) -> usize {
        compared(&self.records, &self.edges).count()
    }
}

/// The records that have an edge.
fn compared<'a>(records: &'a [Member], edges: &'a [Edge]) -> impl Iterator<Item = &'a str> {
    let ends = edges.iter().flat_map(|edge| [edge.left_record_id.as_str(), edge.right_record_id.as_str()]);
    let ends: BTreeSet<&str> = ends.collect();
    records.iter().map(|record| record.record_id.as_str()).filter(move |id| ends.contains(id))
}

/// How the contact of that id, past or present, was assembled in the run in `out`.
///
/// # Errors
/// [`FolderError::Unreadable`] when a table cannot be read, [`FolderError::Unknown`] when no such id was ever issued.
pub fn how(out: &Path, id: &str) -> Result<How, FolderError> {
    let (contact, formerly) = read::resolve(out, id)?;
    let records = read::members(out, &contact.id)?;
    let mut edges = read::edges(out, &records)?;
    edges.sort_by(|x, y| {
        let ids = |edge: &Edge| (edge.left_record_id.clone(), edge.right_record_id.clone());
        y.match_weight.total_cmp(&x.match_weight).then_with(|| ids(x).cmp(&ids(y)))
    });
    let fields = read::fields(out, &contact.id)?;
    Ok(How {
        weakest_edge: edges.last().cloned(),
        weakest_link: weakest_link(&records, &edges),
        contact_id: contact.id,
        formerly,
        name: contact.name,
        match_confidence: contact.confidence,
        records,
        edges,
        fields,
    })
}

/// The last edge that a spanning tree of the strongest edges needs; `edges` are sorted, strongest first. `None` where the
/// edges leave the records in several pieces.
fn weakest_link(records: &[Member], edges: &[Edge]) -> Option<WeakestLink> {
    let mut piece_of: BTreeMap<&str, usize> = compared(records, edges).zip(0..).collect();
    let mut pieces = piece_of.len();
    for edge in edges {
        let (left, right) =
            (*piece_of.get(edge.left_record_id.as_str())?, *piece_of.get(edge.right_record_id.as_str())?);
        if left == right {
            continue;
        }
        if pieces == 2 {
            let side = |piece: usize| {
                piece_of.iter().filter(|(_, of)| **of == piece).map(|(id, _)| (*id).to_owned()).collect()
            };
            return Some(WeakestLink { edge: edge.clone(), left_side: side(left), right_side: side(right) });
        }
        pieces -= 1;
        piece_of.values_mut().filter(|piece| **piece == right).for_each(|piece| *piece = left);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(id: &str) -> Member {
        Member { record_id: id.into(), source: "s".into(), name: None, email: None }
    }

    fn edge(left: &str, right: &str, match_weight: f64) -> Edge {
        let (left_record_id, right_record_id) = (left.into(), right.into());
        Edge { left_record_id, right_record_id, match_weight, match_probability: 0.5, keys: Vec::new() }
    }

    #[test]
    fn the_weakest_link_is_the_one_that_holds_two_groups_together() {
        let records = ["a", "b", "c", "d"].map(member);
        let edges = [edge("a", "b", 9.0), edge("c", "d", 7.0), edge("b", "c", 3.0), edge("a", "d", 1.0)];
        let link = weakest_link(&records, &edges).unwrap();
        assert_eq!(link.edge.match_weight, 3.0);
        assert_eq!(
            (link.left_side, link.right_side),
            (vec!["a".to_owned(), "b".into()], vec!["c".to_owned(), "d".into()])
        );
        assert_eq!(weakest_link(&records, &edges[..2]), None);
        assert_eq!(weakest_link(&records[..1], &[]), None);
        let with_copy = ["a", "b", "copy"].map(member);
        assert_eq!(weakest_link(&with_copy, &edges[..1]).map(|link| link.edge), Some(edges[0].clone()));
    }
}
