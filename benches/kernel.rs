//! Kernels over distinct values, one thread, beside the Python packages people use today.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use crate::values::{self, Set};
use leadloom::kernel::{address, company, email, name, phone};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const VALUES: usize = 20_000;

/// The fastest of so many rounds counts: everything slower is the machine.
const ROUNDS: usize = 15;

/// Measures every kind and prints a table.
pub fn run() {
    let sets = values::sets(VALUES);
    let peers = peers(&sets);
    println!("{VALUES} distinct values of each kind, one thread, best of {ROUNDS}, thousands a second\n");
    println!("{:10}{:>10}   {:26}{:>10}{:>8}", "values", "leadloom", "Python", "", "times");
    for set in &sets {
        let ours = thousands(set);
        let (peer, theirs) = peers.get(set.kind).cloned().unwrap_or_default();
        let (theirs, times) = match theirs > 0.0 {
            true => (format!("{theirs:.1}"), format!("{:.0}", ours / theirs)),
            false => (String::new(), String::new()),
        };
        println!("{:10}{ours:>10.0}   {peer:26}{theirs:>10}{times:>8}", set.kind);
    }
}

fn thousands(set: &Set) -> f64 {
    let read: fn(&str, Option<&str>) = match set.kind {
        "phone" => |value, country| drop(black_box(phone::read(value, country))),
        "name" => |value, _| drop(black_box(name::read(value))),
        "company" => |value, country| drop(black_box(company::read(value, country))),
        "street" => |value, country| drop(black_box(address::read_street(value, country))),
        "city" => |value, country| drop(black_box(address::read_city(value, country))),
        "address" => |value, country| drop(black_box(address::read(value, country))),
        _ => |value, _| drop(black_box(email::read(value))),
    };
    let round = || {
        let start = Instant::now();
        for (value, country) in &set.values {
            read(black_box(value), Some(country));
        }
        start.elapsed().as_secs_f64()
    };
    let best = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
    set.values.len() as f64 / best / 1e3
}

/// Kind → package and thousands a second, from `benches/peers.py`; nothing where Python or the packages are missing.
fn peers(sets: &[Set]) -> BTreeMap<String, (String, f64)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
    let child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return BTreeMap::new() };
    if let Some(mut input) = child.stdin.take() {
        for set in sets {
            for (value, country) in &set.values {
                // a peer that is not there closes the pipe
                let _ = writeln!(input, "{}\t{country}\t{}", set.kind, value.replace('\n', "\u{1f}"));
            }
        }
    }
    let Ok(output) = child.wait_with_output() else { return BTreeMap::new() };
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (kind, package, rate) = (cells.next()?, cells.next()?, cells.next()?);
            Some((kind.to_owned(), (package.to_owned(), rate.parse().ok()?)))
        })
        .collect()
}
