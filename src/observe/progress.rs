//! Progress bars for people who wait; nothing at all for pipes and schedulers.

use indicatif::{HumanCount, MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The bars on the screen, so that log lines can be written between them.
static BARS: OnceLock<MultiProgress> = OnceLock::new();

/// Runs `write` while no bar is drawn.
pub(super) fn suspend<T>(write: impl FnOnce() -> T) -> T {
    match BARS.get() {
        Some(bars) => bars.suspend(write),
        None => write(),
    }
}

/// Where the stages of a run show how far they are. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    bars: Option<MultiProgress>,
}

impl Progress {
    /// Bars on standard error if `enabled` and it is a terminal, else nothing.
    pub fn new(enabled: bool) -> Self {
        let bars = (enabled && stderr().is_terminal())
            .then(|| BARS.get_or_init(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr())).clone());
        Self { bars }
    }

    /// Begins a stage; without a total a spinner counts.
    pub fn stage(&self, name: &'static str, total_rows: Option<u64>) -> Stage {
        let bar = self.bars.as_ref().map(|bars| {
            let bar = bars.add(total_rows.map_or_else(ProgressBar::no_length, ProgressBar::new));
            let template = match total_rows {
                Some(_) => "{prefix:>12} {bar:30} {human_pos}/{human_len} {per_sec} {eta}",
                None => "{prefix:>12} {spinner} {human_pos} {per_sec}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_prefix(name);
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Stage { name, bar, rows: std::sync::atomic::AtomicU64::new(0), start: Instant::now() }
    }
}

/// One stage that is running. Shared between threads by reference.
#[derive(Debug)]
pub struct Stage {
    name: &'static str,
    bar: Option<ProgressBar>,
    rows: std::sync::atomic::AtomicU64,
    start: Instant,
}

impl Stage {
    /// `rows` more are done.
    pub fn inc(&self, rows: u64) {
        self.rows.fetch_add(rows, std::sync::atomic::Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.inc(rows);
        }
    }

    /// Rows done so far.
    pub fn rows(&self) -> u64 {
        self.rows.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Ends the stage: the bar gives way to one line with rows, rows a second and `summary`.
    pub fn finish(self, summary: &str) {
        let line = line(self.name, self.rows(), self.start.elapsed(), summary);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
            bar.suspend(|| {
                use std::io::Write;
                // A terminal that has gone away needs no progress.
                let _ = writeln!(stderr().lock(), "{line}");
            });
        }
    }
}

fn line(name: &str, rows: u64, elapsed: Duration, summary: &str) -> String {
    let seconds = elapsed.as_secs_f64();
    let mut line = format!("{name:>12} {seconds:7.2} s");
    if rows > 0 {
        let rate = if seconds > 0.0 { (rows as f64 / seconds) as u64 } else { rows };
        line.push_str(&format!("  {} rows  {} rows/s", HumanCount(rows), HumanCount(rate)));
    }
    if !summary.is_empty() {
        line.push_str("  ");
        line.push_str(summary);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_terminal_nothing_is_drawn_and_rows_are_counted() {
        let progress = Progress::new(false);
        assert!(progress.bars.is_none());
        let stage = progress.stage("ingest", Some(10));
        stage.inc(4);
        stage.inc(6);
        assert_eq!(stage.rows(), 10);
        stage.finish("done");
    }

    #[test]
    fn the_last_line_tells_rows_and_rate() {
        let text = line("ingest", 1_000_000, Duration::from_secs(2), "3 files");
        assert_eq!(text, "      ingest    2.00 s  1,000,000 rows  500,000 rows/s  3 files");
        assert_eq!(line("export", 0, Duration::ZERO, ""), "      export    0.00 s");
    }
}
