//! Log lines: text or JSON, to standard error, without personal data.

use super::progress;
use super::redact::redact;
use std::io::{self, Write};
use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What is logged and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogOptions {
    /// How lines look.
    pub format: LogFormat,
    /// Number of `-v` minus number of `-q`: -2 errors only, -1 warnings, 0 stages, 1 details, 2 everything.
    pub verbosity: i8,
    /// Escape codes of a terminal in text lines.
    pub color: bool,
}

impl LogOptions {
    /// `RUST_LOG` when it is set and readable, else our own events from the level on and others' warnings.
    fn filter(self) -> EnvFilter {
        let level = match self.verbosity {
            ..=-2 => "error",
            -1 => "warn",
            0 => "info",
            1 => "debug",
            2.. => "trace",
        };
        let others = if self.verbosity <= -2 { "error" } else { "warn" };
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(format!("{others},leadloom={level}")))
    }
}

/// Sets up logging for the process. A second call changes nothing.
pub fn init(options: LogOptions) {
    let builder = tracing_subscriber::fmt().with_env_filter(options.filter()).with_writer(|| Redacted::new(Stderr));
    let _already_set = match options.format {
        LogFormat::Text => builder.with_ansi(options.color).with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_target(true).try_init(),
    };
}

/// Standard error, with progress bars out of the way while a line is written.
#[derive(Debug)]
struct Stderr;

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        progress::suspend(|| io::stderr().lock().write_all(bytes)).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}

/// Collects what is written and passes it on line by line, redacted; the rest when dropped.
#[derive(Debug)]
struct Redacted<W: Write> {
    inner: W,
    pending: Vec<u8>,
}

impl<W: Write> Redacted<W> {
    fn new(inner: W) -> Self {
        Self { inner, pending: Vec::new() }
    }

    fn pass_on(&mut self, upto: usize) -> io::Result<()> {
        let lines: Vec<u8> = self.pending.drain(..upto).collect();
        self.inner.write_all(redact(&String::from_utf8_lossy(&lines)).as_bytes())
    }
}

impl<W: Write> Write for Redacted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        if let Some(newline) = self.pending.iter().rposition(|&byte| byte == b'\n') {
            self.pass_on(newline + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Write> Drop for Redacted<W> {
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            // A log line that cannot be written has nowhere to be reported.
            let _ = self.pass_on(self.pending.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Shared {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    #[test]
    fn every_line_of_the_log_is_redacted() {
        let shared = Shared::default();
        let writer = shared.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || Redacted::new(writer.clone())).finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(email = "ilse@firma.example", "merged {}", "+49 351 7965512");
            tracing::warn!(rows = 1_000_000, "two lines\nand otto@firma.example");
        });
        let text = shared.text();
        assert!(!text.contains('@') && !text.contains("7965512"), "{text}");
        assert!(text.contains("merged [phone]") && text.contains("[email]") && text.contains("1000000"), "{text}");
    }

    #[test]
    fn json_lines_stay_json() {
        let shared = Shared::default();
        let writer = shared.clone();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .flatten_event(true)
            .with_writer(move || Redacted::new(writer.clone()))
            .finish();
        tracing::subscriber::with_default(subscriber, || tracing::info!(phone = "0351/7965512", rows = 12, "read"));
        let line: serde_json::Value = serde_json::from_str(&shared.text()).unwrap();
        assert_eq!((line["phone"].as_str(), line["rows"].as_i64()), (Some("[phone]"), Some(12)));
    }

    #[test]
    fn an_address_split_over_two_writes_is_still_masked() {
        let shared = Shared::default();
        let mut writer = Redacted::new(shared.clone());
        writer.write_all(b"ilse@fir").unwrap();
        writer.write_all(b"ma.example\nrest").unwrap();
        drop(writer);
        assert_eq!(shared.text(), "[email]\nrest");
    }
}
