//! The smallest value of a function of a few positive parameters: Nelder and Mead's simplex on their logarithms
//! (J. Nelder and R. Mead, The Computer Journal 7, 1965), begun afresh where it stopped until that gains nothing.

/// Logarithms beyond this are no parameters.
const WIDEST: f64 = 16.0;

/// Rounds of a simplex and restarts at most.
const ROUNDS: usize = 2000;
const RESTARTS: usize = 4;

/// The parameters near `start` for which `cost` is least, and the cost; `cost` may answer infinity.
pub fn minimise<const N: usize>(start: [f64; N], cost: &impl Fn([f64; N]) -> f64) -> ([f64; N], f64) {
    let of = |logs: [f64; N]| {
        let value = if logs.iter().all(|log| log.abs() <= WIDEST) { cost(logs.map(f64::exp)) } else { f64::INFINITY };
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut best = (start.map(f64::ln), of(start.map(f64::ln)));
    for _ in 0..RESTARTS {
        let found = descend(best.0, &of);
        let gained = best.1 - found.1;
        if gained > 0.0 {
            best = found;
        }
        if gained < 1e-7 {
            break;
        }
    }
    (best.0.map(f64::exp), best.1)
}

fn descend<const N: usize>(start: [f64; N], of: &impl Fn([f64; N]) -> f64) -> ([f64; N], f64) {
    let mut corners: Vec<([f64; N], f64)> = vec![(start, of(start))];
    for axis in 0..N {
        let mut corner = start;
        corner[axis] += 0.4;
        corners.push((corner, of(corner)));
    }
    for _ in 0..ROUNDS {
        corners.sort_by(|left, right| left.1.total_cmp(&right.1));
        let (Some(&best), Some(&worst)) = (corners.first(), corners.last()) else { break };
        let wide =
            |axis: usize| corners.iter().map(|(corner, _)| (corner[axis] - best.0[axis]).abs()).fold(0.0, f64::max);
        if (0..N).all(|axis| wide(axis) < 1e-6) {
            break;
        }
        let mut centre = [0.0; N];
        for (corner, _) in corners.iter().take(N) {
            for (sum, at) in centre.iter_mut().zip(corner) {
                *sum += at / N as f64;
            }
        }
        let along = |step: f64| {
            let mut point = centre;
            for (at, from) in point.iter_mut().zip(worst.0) {
                *at += step * (*at - from);
            }
            (point, of(point))
        };
        let second = corners.get(N.saturating_sub(1)).map_or(best.1, |corner| corner.1);
        let reflected = along(1.0);
        let next = if reflected.1 < best.1 {
            let expanded = along(2.0);
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < second {
            Some(reflected)
        } else {
            let contracted = along(if reflected.1 < worst.1 { 0.5 } else { -0.5 });
            (contracted.1 < worst.1.min(reflected.1)).then_some(contracted)
        };
        match (next, corners.last_mut()) {
            (Some(next), Some(last)) => *last = next,
            _ => {
                for corner in corners.iter_mut().skip(1) {
                    for (at, to) in corner.0.iter_mut().zip(best.0) {
                        *at = (*at + to) / 2.0;
                    }
                    corner.1 = of(corner.0);
                }
            }
        }
    }
    corners.into_iter().min_by(|left, right| left.1.total_cmp(&right.1)).unwrap_or((start, f64::INFINITY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let valley = |[x, y]: [f64; 2]| 100.0 * (y - x * x).powi(2) + (3.0 - x).powi(2);
        let ([x, y], cost) = minimise([0.1, 1.0], &valley);
        assert!((x - 3.0).abs() < 1e-4 && (y - 9.0).abs() < 1e-3 && cost < 1e-8, "{x} {y} {cost}");
    }
}
