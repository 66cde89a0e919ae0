//! Which rows belong to a cluster, and the figures that follow from that alone.

use super::Input;
use crate::engine::frame::text;
use polars::prelude::*;
use std::collections::BTreeSet;

/// Rows by cluster.
#[derive(Debug)]
pub struct Members {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Members {
    /// From the cluster of each row; clusters are numbered from 0 without gaps.
    pub fn new(clusters: &[u32]) -> Self {
        let count = clusters.iter().max().map_or(0, |most| *most as usize + 1);
        let mut starts = vec![0_u32; count + 1];
        for &cluster in clusters {
            starts[cluster as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut rows = vec![0; clusters.len()];
        for (row, &cluster) in clusters.iter().enumerate() {
            rows[next[cluster as usize] as usize] = row as u32;
            next[cluster as usize] += 1;
        }
        Self { starts, rows }
    }

    /// Number of clusters.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Rows of a cluster, ascending.
    pub fn rows(&self, cluster: usize) -> &[u32] {
        &self.rows[self.starts[cluster] as usize..self.starts[cluster + 1] as usize]
    }

    /// All clusters' rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|cluster| self.rows(cluster))
    }
}

/// Sorted names of the sources of each cluster.
pub fn sources<'a>(leads: &'a DataFrame, members: &Members) -> PolarsResult<Vec<Vec<&'a str>>> {
    let source = text(leads, "source")?;
    let names = |rows: &[u32]| {
        rows.iter().filter_map(|&row| source.get(row as usize)).collect::<BTreeSet<_>>().into_iter().collect()
    };
    Ok(members.iter().map(names).collect())
}

/// Key of the first record of a master source in each cluster.
pub fn crm_ids(input: &Input, members: &Members) -> PolarsResult<Vec<Option<String>>> {
    let (source, key) = (text(input.leads, "source")?, text(input.leads, "source_key")?);
    let master = |name: Option<&str>| input.sources.iter().any(|s| s.master && Some(s.name.as_str()) == name);
    let first = |rows: &[u32]| rows.iter().find(|&&row| master(source.get(row as usize))).copied();
    Ok(members.iter().map(|rows| first(rows).and_then(|row| key.get(row as usize)).map(str::to_owned)).collect())
}

/// Best quality among the records of each cluster.
pub fn quality(leads: &DataFrame, members: &Members) -> PolarsResult<Vec<i32>> {
    let quality = leads.column("quality")?.i32()?;
    Ok(members.iter().map(|rows| rows.iter().filter_map(|&row| quality.get(row as usize)).max().unwrap_or(0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_grouped_in_order() {
        let members = Members::new(&[1, 0, 1]);
        assert_eq!(members.iter().collect::<Vec<_>>(), [&[1][..], &[0, 2][..]]);
        assert_eq!(Members::new(&[]).len(), 0);
    }
}
