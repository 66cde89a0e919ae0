//! How much memory there is, and whether a file fits.
//!
//! A table is held in memory as a whole, so a file that does not fit is refused before it is read, with a number, rather
//! than by the operating system later.

use super::error::IngestError;
use super::open::{self, Input};
use crate::pipeline::plan::Source;
use crate::pipeline::remote;
use std::path::Path;
use sysinfo::System;

/// Bytes of memory that the columns of a file take per byte of its content: short cells cost most.
const COLUMNS: u64 = 3;
/// Bytes of memory that a whole run takes per byte of content, measured (benches/README.md).
const RUN: u64 = 20;

/// Refuses a run whose sources do not fit into memory, before any of them is read.
///
/// # Errors
/// When they do not fit, or a file cannot be opened.
pub fn check_run(sources: &[Source]) -> Result<(), IngestError> {
    let available = available();
    let (mut needed, mut largest) = (0, (0, Path::new("")));
    for file in sources.iter().flat_map(|source| &source.files).filter(|file| !remote::is_remote(file)) {
        for path in open::members(file)? {
            let bytes = match Input::open(&path) {
                Ok(input) => input.content_bytes(available / RUN)?,
                Err(IngestError::Empty { .. }) => 0,
                Err(error) => return Err(error),
            };
            needed += bytes.saturating_mul(RUN);
            if bytes >= largest.0 {
                largest = (bytes, file.as_path());
            }
        }
    }
    check(largest.1, needed, available)
}

/// Refuses a file whose columns do not fit into memory.
pub(super) fn check_columns(input: &Input) -> Result<(), IngestError> {
    let available = available();
    let bytes = input.content_bytes(available / COLUMNS)?;
    check(&input.path, bytes.saturating_mul(COLUMNS), available)
}

/// Refuses to go on when the columns of a file have grown to more than fits; for content whose size nothing told.
pub(super) fn check_growth(path: &Path, content: u64, available: u64) -> Result<(), IngestError> {
    check(path, content.saturating_mul(COLUMNS), available)
}

/// Bytes that may still be allocated: what the machine, the control group and the address space of the process leave.
pub(super) fn available() -> u64 {
    let mut system = System::new();
    system.refresh_memory();
    let mut available = system.available_memory();
    if let Some(limits) = system.cgroup_limits() {
        available = available.min(limits.free_memory);
    }
    available.min(address_space().unwrap_or(u64::MAX))
}

/// What is left of a limit on the address space (`ulimit -v`), in bytes.
#[cfg(target_os = "linux")]
fn address_space() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max address space"))?;
    let limit: u64 = line.split_whitespace().nth(3)?.parse().ok()?;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let used = status.lines().find(|line| line.starts_with("VmSize:"))?;
    let used: u64 = used.split_whitespace().nth(1)?.parse().ok()?;
    Some(limit.saturating_sub(used << 10))
}

#[cfg(not(target_os = "linux"))]
fn address_space() -> Option<u64> {
    None
}

/// Refuses what does not fit.
pub(super) fn check(path: &Path, needed: u64, available: u64) -> Result<(), IngestError> {
    if needed > available {
        return Err(IngestError::Memory { path: path.into(), needed, available });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_some_memory_and_what_exceeds_it_is_refused() {
        let available = available();
        assert!(available > 1 << 20);
        assert!(check(Path::new("a.csv"), 10, available).is_ok());
        let error = check(Path::new("a.csv"), 6 << 30, 4 << 30).unwrap_err().to_string();
        assert!(error.starts_with("a.csv: needs 6.0 GB of memory") && error.contains("4.0 GB"), "{error}");
    }
}
