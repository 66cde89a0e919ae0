//! What consent cells say about other columns: an objection, and the day of the consent.
//!
//! The strictest word wins: an objection in a consent column sets the opt-out even where the opt-out column says no.

use super::Context;
use super::dates::{Dates, Sources, Way};
use super::flags::{self, Flags};
use super::note::Notes;
use super::sheet::Sheet;

/// A contact field that is not text, read.
pub enum Typed {
    /// A calendar date.
    Day(Dates),
    /// An instant.
    Instant(Dates),
    /// Yes, no or unknown.
    Flag(Flags),
}

/// The columns that ask for consent.
const CONSENTS: [&str; 2] = ["consent_email", "consent_phone"];

/// Carries objections into `opt_out` and dates into an empty `consent_at`.
pub fn settle(read: &mut [(&'static str, Typed)], sheet: &Sheet, sources: &Sources, context: &Context) {
    for consent in CONSENTS {
        let Some((objections, dated)) = read.iter_mut().find_map(|(name, typed)| match typed {
            Typed::Flag(flags) if *name == consent => {
                Some((std::mem::take(&mut flags.objections), std::mem::take(&mut flags.dated)))
            }
            _ => None,
        }) else {
            continue;
        };
        for (name, typed) in read.iter_mut() {
            match (*name, typed) {
                ("opt_out", Typed::Flag(flags)) => object(flags, &objections, consent, sheet),
                ("consent_at", Typed::Instant(dates)) if !dated.is_empty() => {
                    let ways = sources.ask(|source, rows| Way::of(sheet, consent, source, rows, context));
                    let order = |row| sources.answer(&ways, row).map(|way| way.order);
                    let days = dated.iter().map(|(row, text)| (*row, flags::date_of(text, order(*row))));
                    for (row, stamp) in days {
                        if let Some(slot) = dates.stamps.get_mut(row).filter(|slot| slot.is_none()) {
                            *slot = stamp;
                            note(&mut dates.notes, row, consent, "consent.dated", sheet);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn object(opt_out: &mut Flags, objections: &[usize], consent: &'static str, sheet: &Sheet) {
    for &row in objections {
        if let Some(slot) = opt_out.values.get_mut(row).filter(|slot| **slot != Some(true)) {
            *slot = Some(true);
            note(&mut opt_out.notes, row, consent, "consent.objection", sheet);
        }
    }
}

fn note(notes: &mut Notes, row: usize, consent: &'static str, code: &'static str, sheet: &Sheet) {
    let original = sheet.original(consent, row);
    notes.add(row, consent, code, original, original);
}
