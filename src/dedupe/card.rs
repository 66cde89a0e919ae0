//! What the records of a cluster say together, as one row of ids that compares like a record.
//!
//! For matching clusters once more. Not the contact that is written (that is `consolidate`, which knows sources and dates).

use super::dictionary::NO_VALUE;
use super::records::{Records, at};

/// Columns whose values belong together.
const GROUPS: [&[usize]; 7] = [
    &[at::GIVEN, at::FAMILY, at::NAME, at::GENDER],
    &[at::BIRTH],
    &[at::ROLE],
    &[at::STREET, at::HOUSE, at::POSTAL, at::CITY],
    &[at::COMPANY],
    &[at::DOMAIN],
    &[at::VAT],
];
/// Columns that are slots of one field.
const SLOTS: [[usize; 2]; 2] = [[at::EMAIL, at::EMAIL_2], [at::PHONE, at::MOBILE]];

/// The row of a cluster: of each group of columns the fullest values, among those the commonest; of fields with slots the
/// commonest values.
pub fn card(records: &Records, members: &[u32]) -> Vec<u32> {
    let mut card = members.first().map_or_else(Vec::new, |&first| records.row(first).to_vec());
    if members.len() < 2 {
        return card;
    }
    let further: Vec<[usize; 1]> = (at::EXTRA..card.len()).map(|column| [column]).collect();
    for columns in GROUPS.into_iter().chain(further.iter().map(<[usize; 1]>::as_slice)) {
        let of = |&row: &u32| -> Vec<u32> { columns.iter().map(|&column| records.row(row)[column]).collect() };
        let filled = |values: &[u32]| values.iter().filter(|&&id| id != NO_VALUE).count();
        let (_, best) = counted(members.iter().map(of))
            .min_by_key(|(count, values)| (std::cmp::Reverse((filled(values), *count)), values.clone()))
            .unwrap_or_default();
        columns.iter().zip(best).for_each(|(&column, id)| card[column] = id);
    }
    for slots in SLOTS {
        let values = members.iter().flat_map(|&row| slots.map(|slot| records.row(row)[slot]));
        let mut counted: Vec<(usize, u32)> = counted(values.filter(|&id| id != NO_VALUE)).collect();
        counted.sort_by_key(|&(count, id)| (std::cmp::Reverse(count), id));
        for (at, slot) in slots.into_iter().enumerate() {
            card[slot] = counted.get(at).map_or(NO_VALUE, |&(_, id)| id);
        }
    }
    card
}

/// How often each value occurs.
fn counted<T: Ord + Clone>(values: impl Iterator<Item = T>) -> impl Iterator<Item = (usize, T)> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let counted: Vec<(usize, T)> =
        values.chunk_by(|x, y| x == y).map(|equal| (equal.len(), equal[0].clone())).collect();
    counted.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Row, frame};
    use super::super::{input, records};
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_card_has_the_fullest_address_and_the_commonest_of_the_rest() {
        let rows: [&Row; 3] = [
            &[("given_name", "Anna"), ("family_name", "Kessler"), ("city", "Ulm"), ("email_key", "a@kessler.example")],
            &[("given_name", "Anna"), ("family_name", "Kesler"), ("street", "Lindenweg"), ("postal_code", "89073")],
            &[("given_name", "Anna"), ("family_name", "Kessler"), ("phone", "+4934123125001"), ("city", "Ulm")],
        ];
        let frame = frame(&rows);
        let records = records::encode(&input::columns(&frame, &[], &BTreeMap::new(), &[], &[]).unwrap());
        let card = card(&records, &[0, 1, 2]);
        let text = |field: &super::super::dictionary::Field, at: usize| {
            if card[at] == NO_VALUE { "" } else { field.text(card[at]) }.to_owned()
        };
        assert_eq!(text(&records.family, at::FAMILY), "kessler");
        assert_eq!(text(&records.street, at::STREET), "lindenweg");
        assert_eq!((text(&records.postal, at::POSTAL), text(&records.city, at::CITY)), ("89073".into(), String::new()));
        assert_eq!(text(&records.email, at::EMAIL), "a@kessler.example");
        assert_eq!(text(&records.phone, at::PHONE), "4934123125001");
    }
}
