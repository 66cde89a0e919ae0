//! Opening a workbook: which of the four formats it is, whether it is safe to expand, whether a password is on it.
//!
//! Not for sheets. Costs the list of the archive's parts; the formats are expanded by their reader.

use crate::ingest::error::IngestError;
use calamine::{Error, Ods, OdsError, Reader, Sheets, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError};
use std::io::{Cursor, Read};
use std::path::Path;

/// A workbook in memory.
pub(super) type Book<'b> = Sheets<Cursor<&'b [u8]>>;

/// What all parts of a workbook may expand to, in bytes.
const MAX_PARTS_BYTES: u64 = 4 << 30;
/// A part that expands to more than this is looked at twice, in bytes.
const SUSPECT_BYTES: u64 = 100 << 20;
/// Bytes out of one packed byte that no sheet reaches.
const MAX_RATIO: u64 = 200;
/// First bytes of the container of XLS and of workbooks with a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Opens a workbook.
pub(super) fn open<'b>(path: &Path, bytes: &'b [u8]) -> Result<Book<'b>, IngestError> {
    let source = Cursor::new(bytes);
    let book = if bytes.starts_with(COMPOUND) {
        if is_encrypted(bytes) {
            return Err(IngestError::Password { path: path.into() });
        }
        Xls::new(source).map(Sheets::Xls).map_err(Error::Xls)
    } else {
        match kind(path, bytes)? {
            Kind::Xlsx => Xlsx::new(source).map(Sheets::Xlsx).map_err(Error::Xlsx),
            Kind::Xlsb => Xlsb::new(source).map(Sheets::Xlsb).map_err(Error::Xlsb),
            Kind::Ods => Ods::new(source).map(Sheets::Ods).map_err(Error::Ods),
        }
    };
    book.map_err(|error| refusal(path, &error))
}

/// What an error of the reader means to the user.
pub(super) fn refusal(path: &Path, error: &Error) -> IngestError {
    let locked = matches!(
        error,
        Error::Xls(XlsError::Password)
            | Error::Xlsx(XlsxError::Password)
            | Error::Xlsb(XlsbError::Password)
            | Error::Ods(OdsError::Password)
    );
    if locked { IngestError::Password { path: path.into() } } else { damaged(path, error.to_string()) }
}

/// A workbook that cannot be read.
pub(super) fn damaged(path: &Path, detail: impl Into<String>) -> IngestError {
    IngestError::Damaged { path: path.into(), what: "workbook", detail: detail.into() }
}

/// An encrypted workbook is a container with a stream of this name, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Xlsb,
    Ods,
}

/// Tells the zipped formats apart and refuses what would not fit into memory.
fn kind(path: &Path, bytes: &[u8]) -> Result<Kind, IngestError> {
    let broken = |error: zip::result::ZipError| damaged(path, error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut kind = None;
    let mut total = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        let (size, packed, name) = (part.size(), part.compressed_size(), part.name().to_ascii_lowercase());
        if part.encrypted() {
            return Err(IngestError::Password { path: path.into() });
        }
        if size > SUSPECT_BYTES && size / MAX_RATIO > packed {
            return Err(too_large(path, format!("{name} expands to {} times its size", size / packed.max(1))));
        }
        total = total.saturating_add(size);
        kind = kind.or(match name.as_str() {
            "content.xml" => Some(Kind::Ods),
            name if name.contains("workbook") && name.ends_with(".bin") => Some(Kind::Xlsb),
            name if name.contains("workbook") && name.ends_with(".xml") => Some(Kind::Xlsx),
            _ => None,
        });
        drop(part);
        if name.ends_with("sharedstrings.xml") {
            let mut head = Vec::new();
            archive.by_index(at).map_err(broken)?.take(2048).read_to_end(&mut head).map_err(|it| broken(it.into()))?;
            if declared_strings(&String::from_utf8_lossy(&head)).is_some_and(|count| count > size) {
                return Err(damaged(path, "its list of texts claims more texts than it has bytes"));
            }
        }
    }
    if total > MAX_PARTS_BYTES {
        return Err(too_large(path, format!("its parts expand to {} MB", total >> 20)));
    }
    kind.ok_or_else(|| damaged(path, "it has no workbook part"))
}

fn too_large(path: &Path, detail: String) -> IngestError {
    IngestError::TooLarge { path: path.into(), what: "workbook", detail }
}

/// The number of texts a list of texts announces; its reader reserves room for them unseen.
fn declared_strings(head: &str) -> Option<u64> {
    let (_, rest) = head.split_once("uniqueCount=")?;
    let digits = rest.trim_start_matches(['"', '\'']);
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    // more digits than a number holds are more texts than any file has
    (end > 0).then(|| digits[..end].parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn refused(bytes: &[u8]) -> String {
        open(Path::new("f.xlsx"), bytes).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_bomb_is_refused_before_it_expands() {
        let zeros = vec![b' '; (SUSPECT_BYTES + 1) as usize];
        let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < 1 << 20);
        let message = refused(&bomb);
        assert!(message.contains("xl/worksheets/sheet1.xml expands to") && message.contains("too large"), "{message}");
    }

    #[test]
    fn room_for_texts_that_are_not_there_is_not_reserved() {
        let list = b"<?xml version=\"1.0\"?><sst uniqueCount=\"99999999999999\" count=\"1\"><si><t>a</t></si></sst>";
        let message = refused(&archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", list)]));
        assert!(message.contains("claims more texts"), "{message}");
        assert_eq!(declared_strings("<sst count='9' uniqueCount='12'>"), Some(12));
        assert_eq!(declared_strings("<sst uniqueCount=\"99999999999999999999999\">"), Some(u64::MAX));
        assert_eq!(declared_strings("<sst>"), None);
    }

    #[test]
    fn a_password_is_named_as_the_reason() {
        let mut container = COMPOUND.to_vec();
        container.resize(1024, 0);
        container.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(refused(&container).contains("Remove the password"));
    }

    #[test]
    fn an_archive_without_a_workbook_is_told() {
        assert!(refused(&archive(&[("readme.txt", b"x")])).contains("no workbook part"));
    }
}
