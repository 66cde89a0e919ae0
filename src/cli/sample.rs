//! A look at the head of a file: how many records it may hold. Reads 256 KiB at most, of packed files 1 MiB.

use crate::pipeline::inputs::archive_of;
use crate::pipeline::outline::Sample;
use crate::pipeline::remote;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

const LOOK: u64 = 256 * 1024;
/// More of packed files: their decoders work in blocks, and the ratio must not hang on the first.
const LOOK_PACKED: u64 = 1024 * 1024;
/// Small, so that what a decoder takes is what it has unpacked.
const READ_AHEAD: usize = 4096;

/// Estimates size and records from the head of a file.
///
/// # Errors
/// When the file cannot be opened, read or unpacked.
pub(super) fn look(path: &Path) -> io::Result<Sample> {
    // what a member unpacks to is not told by its archive's head
    let path = archive_of(path).unwrap_or(path);
    if remote::is_remote(path) {
        return Ok(Sample { bytes: 0, text_bytes: 0, rows: None });
    }
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let read = Rc::new(Cell::new(0));
    let file = Counted { inner: file, read: Rc::clone(&read) };
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (packed, mut reader): (bool, Box<dyn Read>) = match name.rsplit('.').next() {
        Some("gz") => {
            (true, Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(READ_AHEAD, file))))
        }
        Some("zst") => {
            (true, Box::new(zstd::stream::read::Decoder::with_buffer(BufReader::with_capacity(READ_AHEAD, file))?))
        }
        Some(
            "xlsx" | "xls" | "xlsb" | "xlsm" | "ods" | "zip" | "json" | "parquet" | "pq" | "arrow" | "feather" | "ipc"
            | "db" | "sqlite" | "sqlite3",
        ) => {
            let mut first = [0; 1];
            let mut file = file;
            let _ = file.read(&mut first)?;
            return Ok(Sample { bytes, text_bytes: bytes.saturating_mul(4), rows: None });
        }
        _ => (false, Box::new(file)),
    };
    let mut head = Vec::new();
    let look = if packed { LOOK_PACKED } else { LOOK };
    reader.by_ref().take(look).read_to_end(&mut head)?;
    let whole = (head.len() as u64) < look;
    let text_bytes = match (whole, packed) {
        (true, _) => head.len() as u64,
        (false, false) => bytes,
        (false, true) => scale(bytes, head.len() as u64, read.get()),
    };
    let plain = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let rows = if plain.ends_with(".json") { None } else { Some(records(plain, &head, text_bytes)) };
    Ok(Sample { bytes, text_bytes, rows })
}

/// Records in the head, scaled up to the whole text. Line breaks within quotes are taken for record ends.
fn records(name: &str, head: &[u8], text_bytes: u64) -> u64 {
    let (count, headers) = if name.ends_with(".vcf") {
        (head.windows(11).filter(|window| window.eq_ignore_ascii_case(b"BEGIN:VCARD")).count() as u64, 0)
    } else {
        let breaks = head.iter().filter(|&&byte| byte == b'\n').count() as u64;
        let unfinished = u64::from(head.last().is_some_and(|&byte| byte != b'\n'));
        (breaks + unfinished, u64::from(!name.ends_with("jsonl") && !name.ends_with("ndjson")))
    };
    scale(text_bytes, count, head.len() as u64).saturating_sub(headers)
}

/// `total * part / whole` without overflow.
fn scale(total: u64, part: u64, whole: u64) -> u64 {
    let scaled = u128::from(total) * u128::from(part) / u128::from(whole.max(1));
    u64::try_from(scaled).unwrap_or(u64::MAX)
}

/// Counts the bytes that a decoder takes, for its ratio.
struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn rows(name: &str, text: &[u8]) -> Option<u64> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        look(&path).unwrap().rows
    }

    #[test]
    fn small_files_are_counted() {
        assert_eq!(rows("a.csv", b"h\n1\n2\n"), Some(2));
        assert_eq!(rows("a.csv", b"h\n1\n2"), Some(2));
        assert_eq!(rows("a.csv", b""), Some(0));
        assert_eq!(rows("a.ndjson", b"{}\n{}\n"), Some(2));
        assert_eq!(rows("a.vcf", b"BEGIN:VCARD\nEND:VCARD\nbegin:vcard\n"), Some(2));
        assert_eq!(rows("a.xlsx", b"PK"), None);
    }

    #[test]
    fn large_files_are_estimated_packed_or_not() {
        // A generator of our own: text that repeats would be packed to nothing.
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state >> 33
        };
        let text: Vec<u8> = (0..200_000).flat_map(|row| format!("{row:06};{:010}\n", next()).into_bytes()).collect();
        let close = |rows: Option<u64>| rows.is_some_and(|rows| (190_000..210_000).contains(&rows));
        assert!(close(rows("a.csv", &text)));
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&text).unwrap();
        assert!(close(rows("a.csv.gz", &packed.finish().unwrap())));
        assert!(close(rows("a.csv.zst", &zstd::encode_all(&text[..], 3).unwrap())));
    }

    #[test]
    fn what_cannot_be_unpacked_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.gz");
        std::fs::write(&path, b"no gzip").unwrap();
        assert!(look(&path).is_err());
        assert!(look(&folder.path().join("gone.csv")).is_err());
    }
}
