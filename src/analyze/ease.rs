//! EASE: how strongly each product speaks for each other one when all are looked at together (H. Steck, Embarrassingly
//! Shallow Autoencoders for Sparse Data, WWW 2019): the ridge regression of every product on all others, in closed form.
//!
//! Not for choosing what to recommend (`recommend`). Costs 2 n³ operations and 12 n² bytes for n products, in parallel;
//! only the most bought products take part.

use rayon::prelude::*;

/// The ridge; the one value that was tried.
const RIDGE: f64 = 300.0;

/// Products that take part at most, the most bought first.
const MOST: usize = 4000;

/// Rows and columns of a block of the inversion; columns worked on at a time.
const BLOCK: usize = 48;
const TILE: usize = 1024;

/// The weights.
#[derive(Debug)]
pub struct Ease {
    /// Products that take part, ascending.
    products: Vec<u32>,
    /// Weight of row product for column product, row after row.
    weights: Vec<f32>,
}

impl Ease {
    /// From what each contact has bought, ascending.
    pub fn of(histories: &[Vec<u32>], products: usize) -> Self {
        let mut counts = vec![0_u32; products];
        for &product in histories.iter().flatten() {
            if let Some(count) = counts.get_mut(product as usize) {
                *count += 1;
            }
        }
        let mut chosen: Vec<(u32, u32)> = counts.into_iter().zip(0..).filter(|&(count, _)| count > 0).collect();
        chosen.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        chosen.truncate(MOST);
        let mut products: Vec<u32> = chosen.into_iter().map(|(_, product)| product).collect();
        products.sort_unstable();
        let n = products.len();
        let mut gram = gram(histories, &products);
        for at in 0..n {
            if let Some(cell) = gram.get_mut(at * n + at) {
                *cell += RIDGE;
            }
        }
        invert(&mut gram, n);
        let diagonal: Vec<f64> = (0..n).map(|at| gram.get(at * n + at).copied().unwrap_or(1.0)).collect();
        let mut weights = vec![0.0_f32; n * n];
        weights.par_chunks_mut(n.max(1)).zip(gram.par_chunks(n.max(1))).enumerate().for_each(|(row, (to, from))| {
            for (column, ((to, from), own)) in to.iter_mut().zip(from).zip(&diagonal).enumerate() {
                *to = if row == column { 0.0 } else { (-from / own) as f32 };
            }
        });
        Self { products, weights }
    }

    /// The products that take part, ascending, and how strongly this one speaks for each; `None` when it does not.
    pub fn row(&self, product: u32) -> Option<(&[u32], &[f32])> {
        let n = self.products.len();
        let at = self.products.binary_search(&product).ok()?;
        Some((&self.products, self.weights.get(at * n..(at + 1) * n)?))
    }
}

/// In how many histories each two products are together.
fn gram(histories: &[Vec<u32>], products: &[u32]) -> Vec<f64> {
    let n = products.len();
    let places: Vec<Vec<usize>> = histories
        .par_iter()
        .map(|history| history.iter().filter_map(|product| products.binary_search(product).ok()).collect())
        .collect();
    let mut with: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (history, places) in (0_u32..).zip(&places) {
        for &place in places {
            if let Some(list) = with.get_mut(place) {
                list.push(history);
            }
        }
    }
    let mut gram = vec![0.0; n * n];
    gram.par_chunks_mut(n.max(1)).zip(&with).for_each(|(row, histories)| {
        for places in histories.iter().filter_map(|&history| places.get(history as usize)) {
            for &place in places {
                if let Some(cell) = row.get_mut(place) {
                    *cell += 1.0;
                }
            }
        }
    });
    gram
}

/// Replaces a symmetric positive definite matrix of n rows by its inverse: Gauss–Jordan by blocks of rows, which needs no
/// pivots there.
fn invert(matrix: &mut [f64], n: usize) {
    let mut start = 0;
    while start < n {
        let width = BLOCK.min(n - start);
        let end = start + width;
        // The rows of the block, and its own square turned into its inverse.
        let Some(panel) = matrix.get(start * n..end * n) else { return };
        let mut square: Vec<f64> =
            panel.chunks(n).flat_map(|row| row.iter().skip(start).take(width)).copied().collect();
        invert_small(&mut square, width);
        let mut rows = vec![0.0; width * n];
        rows.par_chunks_mut(n).zip(square.par_chunks(width)).for_each(|(to, factors)| {
            for (factor, from) in factors.iter().zip(panel.chunks(n)) {
                for (to, from) in to.iter_mut().zip(from) {
                    *to += factor * from;
                }
            }
        });
        matrix.par_chunks_mut(n).enumerate().filter(|(row, _)| !(start..end).contains(row)).for_each(|(_, row)| {
            let factors: Vec<f64> = row.iter().skip(start).take(width).copied().collect();
            subtract(row, &factors, &rows, n);
            // The columns of the block become -A[i, k] times its inverse.
            for column in 0..width {
                let sum: f64 = factors
                    .iter()
                    .zip(square.chunks(width))
                    .map(|(f, from)| f * from.get(column).copied().unwrap_or(0.0))
                    .sum();
                if let Some(cell) = row.get_mut(start + column) {
                    *cell = -sum;
                }
            }
        });
        for (at, (to, from)) in matrix.chunks_mut(n).skip(start).take(width).zip(rows.chunks(n)).enumerate() {
            to.copy_from_slice(from);
            let own = square.get(at * width..(at + 1) * width).unwrap_or_default();
            to.iter_mut().skip(start).zip(own).for_each(|(to, from)| *to = *from);
        }
        start = end;
    }
}

/// row -= factors × rows, four rows at a time and in tiles that stay in the cache.
fn subtract(row: &mut [f64], factors: &[f64], rows: &[f64], n: usize) {
    for (tile, to) in row.chunks_mut(TILE).enumerate() {
        let part = |at: usize| {
            let from = at * n + tile * TILE;
            rows.get(from..from + to.len()).unwrap_or_default()
        };
        let quads: Vec<[&[f64]; 4]> = (0..factors.len() / 4).map(|at| [0, 1, 2, 3].map(|k| part(at * 4 + k))).collect();
        let rest: Vec<&[f64]> = (factors.len() / 4 * 4..factors.len()).map(part).collect();
        let (fours, ones) = factors.split_at(factors.len() / 4 * 4);
        for ([a, b, c, d], factors) in quads.into_iter().zip(fours.chunks_exact(4)) {
            let &[fa, fb, fc, fd] = factors else { continue };
            for ((((to, a), b), c), d) in to.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *to -= fa * a + fb * b + fc * c + fd * d;
            }
        }
        for (from, factor) in rest.into_iter().zip(ones) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to -= factor * from);
        }
    }
}

/// The same for a block, element by element.
fn invert_small(matrix: &mut [f64], n: usize) {
    for k in 0..n {
        let pivot = 1.0 / matrix[k * n + k];
        matrix[k * n + k] = 1.0;
        for column in 0..n {
            matrix[k * n + column] *= pivot;
        }
        for row in (0..n).filter(|&row| row != k) {
            let factor = matrix[row * n + k];
            matrix[row * n + k] = 0.0;
            for column in 0..n {
                matrix[row * n + column] -= factor * matrix[k * n + column];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_times_the_matrix_is_one() {
        let n = 131;
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1 << 24) - 0.5
        };
        let half: Vec<f64> = (0..n * n).map(|_| random()).collect();
        let mut matrix = vec![0.0; n * n];
        for row in 0..n {
            for column in 0..n {
                let product: f64 = (0..n).map(|k| half[row * n + k] * half[column * n + k]).sum();
                matrix[row * n + column] = product + if row == column { 1.0 } else { 0.0 };
            }
        }
        let mut inverse = matrix.clone();
        invert(&mut inverse, n);
        for row in 0..n {
            for column in 0..n {
                let cell: f64 = (0..n).map(|k| matrix[row * n + k] * inverse[k * n + column]).sum();
                let expected = f64::from(u8::from(row == column));
                assert!((cell - expected).abs() < 1e-8, "{row} {column} {cell}");
            }
        }
    }

    /// Two products always together: each is the other's only witness, g / (g + λ) of it.
    #[test]
    fn a_pair_speaks_for_each_other() {
        let ease = Ease::of(&vec![vec![0, 2]; 100], 3);
        let (products, weights) = ease.row(0).unwrap();
        assert_eq!(products, [0, 2]);
        assert!((weights[1] - 0.25).abs() < 1e-6 && weights[0] == 0.0, "{weights:?}");
        assert!(ease.row(1).is_none());
    }
}
