//! Opening files: reading, unpacking, hashing, telling the format.
//!
//! Not for what the bytes say. Costs one read of the file; hashing runs beside parsing.

use super::error::IngestError;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

/// Family of formats a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// CSV, TSV and their relatives.
    Delimited,
    /// XLSX, XLSM, XLSB, XLS, ODS.
    Workbook,
    /// NDJSON or one JSON document.
    Json,
    /// Apache Parquet.
    Parquet,
    /// Arrow IPC, as a file or as a stream.
    Arrow,
    /// vCard.
    VCard,
    /// An SQLite database.
    Sqlite,
}

/// Extensions that are read, without those of packed files.
const EXTENSIONS: &[(&str, Format)] = &[
    ("csv", Format::Delimited),
    ("tsv", Format::Delimited),
    ("tab", Format::Delimited),
    ("txt", Format::Delimited),
    ("xlsx", Format::Workbook),
    ("xlsm", Format::Workbook),
    ("xlsb", Format::Workbook),
    ("xls", Format::Workbook),
    ("ods", Format::Workbook),
    ("json", Format::Json),
    ("ndjson", Format::Json),
    ("jsonl", Format::Json),
    ("parquet", Format::Parquet),
    ("pq", Format::Parquet),
    ("arrow", Format::Arrow),
    ("arrows", Format::Arrow),
    ("feather", Format::Arrow),
    ("ipc", Format::Arrow),
    ("vcf", Format::VCard),
    ("vcard", Format::VCard),
    ("sqlite", Format::Sqlite),
    ("sqlite3", Format::Sqlite),
    ("db", Format::Sqlite),
];

/// The file name without its extensions, packed or not: `leads` of `leads.csv.gz`.
pub(crate) fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (rest, _) = packing(&name);
    match rest.rsplit_once('.') {
        Some((stem, ext)) if !stem.is_empty() && format_of(ext).is_some() => stem.to_string(),
        _ => rest.to_string(),
    }
}

/// True when files with this name are read at all.
pub(crate) fn is_readable_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    packing(&name).0.rsplit_once('.').is_some_and(|(_, ext)| format_of(ext).is_some())
}

fn format_of(ext: &str) -> Option<Format> {
    EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ext)).map(|(_, format)| *format)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

fn packing(name: &str) -> (&str, Packing) {
    for (suffix, packing) in [(".gz", Packing::Gzip), (".zst", Packing::Zstd)] {
        let at = name.len().saturating_sub(suffix.len());
        if name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case(suffix) {
            return (&name[..at], packing);
        }
    }
    (name, Packing::None)
}

/// The bytes of a file as they are on disk.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, IngestError> {
    match std::fs::read(path) {
        Ok(bytes) if bytes.is_empty() => Err(IngestError::Empty { path: path.into() }),
        Ok(bytes) => Ok(bytes),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
            Err(IngestError::NotFound { path: path.into() })
        }
        Err(source) => Err(IngestError::Unreadable { path: path.into(), source }),
    }
}

/// The content of a file, unpacked when its name says that it is packed, and its format.
pub(super) fn unpack<'a>(path: &Path, raw: &'a [u8]) -> Result<(Cow<'a, [u8]>, Format), IngestError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (inner, packing) = packing(&name);
    let damaged =
        |what, error: std::io::Error| IngestError::Damaged { path: path.into(), what, detail: error.to_string() };
    let bytes = match packing {
        Packing::None => Cow::Borrowed(raw),
        Packing::Gzip => {
            let mut out = Vec::with_capacity(raw.len().saturating_mul(4));
            flate2::read::MultiGzDecoder::new(raw)
                .read_to_end(&mut out)
                .map_err(|error| damaged("gzip file", error))?;
            Cow::Owned(out)
        }
        Packing::Zstd => Cow::Owned(zstd::stream::decode_all(raw).map_err(|error| damaged("zstd file", error))?),
    };
    if bytes.is_empty() {
        return Err(IngestError::Empty { path: path.into() });
    }
    let ext = inner.rsplit_once('.').map_or("", |(_, ext)| ext);
    let format = sniff(&bytes, format_of(ext)).map_err(|what| IngestError::Unsupported { path: path.into(), what })?;
    Ok((bytes, format))
}

/// The first bytes win over the extension: a workbook that somebody named `.csv` is still a workbook.
fn sniff(bytes: &[u8], by_name: Option<Format>) -> Result<Format, String> {
    if bytes.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if bytes.starts_with(b"ARROW1") {
        return Ok(Format::Arrow);
    }
    if bytes.starts_with(super::sqlite::MAGIC) {
        return Ok(Format::Sqlite);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if text.get(..11).is_some_and(|head| head.eq_ignore_ascii_case(b"BEGIN:VCARD")) {
        return Ok(Format::VCard);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Format::Workbook);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        // a workbook names its parts within the first entries; any other archive has to be unpacked first
        let head = &bytes[..bytes.len().min(4096)];
        let has = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
        let workbook = by_name == Some(Format::Workbook)
            || has(b"[Content_Types].xml")
            || has(b"xl/")
            || has(b"opendocument.spreadsheet");
        return if workbook { Ok(Format::Workbook) } else { Err("zip archive".into()) };
    }
    for (magic, what) in [(&b"%PDF"[..], "PDF"), (b"\x1f\x8b", "gzip without .gz")] {
        if bytes.starts_with(magic) {
            return Err(what.into());
        }
    }
    Ok(by_name.unwrap_or(match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => Format::Json,
        _ => Format::Delimited,
    }))
}

/// SHA-256 in lower-case hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes).iter() {
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_lose_packing_and_format_only() {
        assert_eq!(stem(Path::new("a/leads.2024.csv.gz")), "leads.2024");
        assert_eq!(stem(Path::new("Kunden.XLSX")), "Kunden");
        assert_eq!(stem(Path::new("noext")), "noext");
        assert!(is_readable_name(Path::new("x.ndjson.zst")) && !is_readable_name(Path::new("x.docx")));
    }

    #[test]
    fn hash_is_the_standard_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn packed_bytes_come_back_and_broken_ones_are_named() {
        let packed = zstd::stream::encode_all(&b"a,b\n1,2\n"[..], 1).unwrap();
        let (bytes, format) = unpack(Path::new("x.csv.zst"), &packed).unwrap();
        assert_eq!((&*bytes, format), (&b"a,b\n1,2\n"[..], Format::Delimited));
        let error = unpack(Path::new("x.csv.gz"), b"\x1f\x8bnonsense").unwrap_err();
        assert!(error.to_string().starts_with("x.csv.gz: damaged gzip file"));
    }

    #[test]
    fn content_beats_the_extension() {
        assert_eq!(sniff(b"PK\x03\x04....xl/workbook.xml", Some(Format::Delimited)), Ok(Format::Workbook));
        assert!(sniff(b"PK\x03\x04....stuff", None).is_err());
        assert_eq!(sniff(b" [{\"a\":1}]", None), Ok(Format::Json));
    }
}
