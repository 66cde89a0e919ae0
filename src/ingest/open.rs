//! Opening files: telling the format, unpacking, hashing, and handing out the content whole or in blocks.
//!
//! Not for what the bytes say. Packed files are unpacked as they are read, so that memory does not grow with what is
//! packed; a member of a zip archive is named like a file in a folder, `export.zip/leads.csv`. Reading, unpacking and
//! hashing run in a thread of their own, beside parsing.

use super::error::IngestError;
use super::memory;
use crate::pipeline::inputs;
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Bytes of content in a block.
pub(super) const BLOCK: usize = 16 << 20;
/// The last block holds at least this much of what came before, so that a footer is in one piece.
const TAIL: usize = 1 << 20;
/// Bytes that are looked at to tell the format.
const HEAD: usize = 8192;
/// Members of an archive that are looked at.
const MEMBERS: usize = 10_000;

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

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
    Bzip2,
    Zip,
}

/// Endings of packed files, and what they start with.
const PACKINGS: &[(&str, &[u8], Packing)] = &[
    (".gz", b"\x1f\x8b", Packing::Gzip),
    (".zst", b"\x28\xb5\x2f\xfd", Packing::Zstd),
    (".bz2", b"BZh", Packing::Bzip2),
    (".zip", b"PK\x03\x04", Packing::Zip),
];

/// The file name without its extensions, packed or not: `leads` of `leads.csv.gz`.
pub(crate) fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let rest = unpacked_name(&name);
    match rest.rsplit_once('.') {
        Some((stem, ext)) if !stem.is_empty() && format_of(ext).is_some() => stem.to_string(),
        _ => rest.to_string(),
    }
}

fn format_of(ext: &str) -> Option<Format> {
    EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ext)).map(|(_, format)| *format)
}

/// The name without the ending that says how the file is packed.
fn unpacked_name(name: &str) -> &str {
    for (suffix, _, _) in PACKINGS {
        let at = name.len().saturating_sub(suffix.len());
        if at > 0 && name.is_char_boundary(at) && name[at..].eq_ignore_ascii_case(suffix) {
            return &name[..at];
        }
    }
    name
}

/// A file that was found and whose format is known.
#[derive(Debug)]
pub(super) struct Input {
    /// As the caller named it; for a member of an archive the archive and its name.
    pub path: PathBuf,
    /// Size on disk.
    pub bytes: u64,
    /// What the content is.
    pub format: Format,
    /// The file on disk.
    file: PathBuf,
    packing: Packing,
    /// Name within the zip archive.
    member: Option<String>,
}

impl Input {
    /// Finds the file and looks at its first bytes.
    ///
    /// # Errors
    /// When it does not exist, is no regular file, cannot be read, is damaged, empty, or of a format that is not read.
    pub fn open(path: &Path) -> Result<Self, IngestError> {
        let (file, member) = match archive_in(path) {
            Some((archive, member)) => (archive, Some(member)),
            None => (path.to_path_buf(), None),
        };
        let bytes = size(path, &file)?;
        let mut input =
            Self { path: path.into(), bytes, format: Format::Delimited, file, packing: Packing::None, member };
        let magic = input.magic()?;
        input.packing = match PACKINGS.iter().find(|(_, start, _)| magic.starts_with(start)) {
            Some((_, _, Packing::Zip)) if input.member.is_none() && is_workbook(&magic, path) => Packing::None,
            Some(&(_, _, packing)) => packing,
            None => Packing::None,
        };
        if input.packing == Packing::Zip && input.member.is_none() {
            input.member = Some(only_member(path, &input.file)?);
        }
        let mut head = Vec::with_capacity(HEAD);
        input.with_content(&mut |content| content.take(HEAD as u64).read_to_end(&mut head).map(drop))?;
        if head.is_empty() {
            return Err(IngestError::Empty { path: path.into() });
        }
        let name = input.member.clone().unwrap_or_else(|| {
            input.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        });
        let ext = unpacked_name(&name).rsplit_once('.').map_or("", |(_, ext)| ext);
        let unsupported = |what| IngestError::Unsupported { path: path.into(), what };
        input.format = sniff(&head, format_of(ext)).map_err(unsupported)?;
        Ok(input)
    }

    /// True when the content is larger than the file.
    pub fn is_packed(&self) -> bool {
        self.packing != Packing::None
    }

    /// Bytes of the content. Unpacks a large packed file to count them, up to `enough`.
    ///
    /// # Errors
    /// When the file cannot be read or unpacked.
    pub fn content_bytes(&self, enough: u64) -> Result<u64, IngestError> {
        // what text is packed to, roughly; a file that is small either way is not worth a pass
        const RATIO: u64 = 10;
        const SMALL: u64 = 32 << 20;
        match self.packing {
            Packing::None => Ok(self.bytes),
            Packing::Bzip2 => Ok(self.bytes.saturating_mul(RATIO)),
            Packing::Gzip | Packing::Zstd | Packing::Zip if self.bytes <= SMALL => Ok(self.bytes * RATIO),
            Packing::Gzip | Packing::Zstd | Packing::Zip => {
                let mut bytes = 0;
                self.with_content(&mut |content| {
                    let mut content = content.take(enough.saturating_add(1));
                    io::copy(&mut content, &mut io::sink()).map(|count| bytes = count)
                })?;
                Ok(bytes)
            }
        }
    }

    fn magic(&self) -> Result<Vec<u8>, IngestError> {
        let mut magic = Vec::with_capacity(4096);
        let file = File::open(&self.file).map_err(|source| self.unreadable(source))?;
        file.take(4096).read_to_end(&mut magic).map_err(|source| self.unreadable(source))?;
        Ok(magic)
    }

    fn unreadable(&self, source: io::Error) -> IngestError {
        IngestError::Unreadable { path: self.path.clone(), source }
    }

    /// Runs `work` on the unpacked content.
    fn with_content(&self, work: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>) -> Result<(), IngestError> {
        let file = File::open(&self.file).map_err(|source| self.unreadable(source))?;
        self.unpack(BufReader::with_capacity(1 << 18, file), work)
    }

    /// Runs `work` on what is packed in `raw`.
    fn unpack<R: Read + Seek>(
        &self,
        raw: R,
        work: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> Result<(), IngestError> {
        let (what, result) = match self.packing {
            Packing::None => {
                let mut raw = raw;
                return work(&mut raw).map_err(|source| self.unreadable(source));
            }
            Packing::Gzip => ("gzip file", work(&mut MultiGzDecoder::new(raw))),
            Packing::Zstd => {
                ("zstd file", zstd::stream::read::Decoder::new(raw).and_then(|mut content| work(&mut content)))
            }
            Packing::Bzip2 => ("bzip2 file", work(&mut MultiBzDecoder::new(raw))),
            Packing::Zip => {
                let opened = zip::ZipArchive::new(raw).map_err(io::Error::other);
                let member = self.member.as_deref().unwrap_or_default();
                let result = opened.and_then(|mut archive| match archive.by_name(member) {
                    Ok(mut content) => work(&mut content),
                    Err(error) => Err(io::Error::other(error)),
                });
                ("zip archive", result)
            }
        };
        result.map_err(|error| IngestError::Damaged { path: self.path.clone(), what, detail: error.to_string() })
    }

    /// The whole content.
    ///
    /// # Errors
    /// When it cannot be read or unpacked, or is larger than memory allows.
    pub fn content(&self) -> Result<Vec<u8>, IngestError> {
        let budget = memory::available();
        let mut out = Vec::new();
        if !self.is_packed() {
            memory::check(&self.path, self.bytes, budget)?;
            out.reserve(usize::try_from(self.bytes).unwrap_or(0));
        }
        self.with_content(&mut |content| content.take(budget.saturating_add(1)).read_to_end(&mut out).map(drop))?;
        memory::check(&self.path, out.len() as u64, budget)?;
        Ok(out)
    }

    /// Hands the content to `each` in blocks of about [`BLOCK`] bytes, the last one marked, until `each` breaks off.
    /// The hash of the file on disk is made beside when it is asked for.
    ///
    /// # Errors
    /// When the file cannot be read or unpacked, and whatever `each` returns.
    pub fn blocks(
        &self,
        hash: bool,
        mut each: impl FnMut(&[u8], bool) -> Result<ControlFlow<()>, IngestError>,
    ) -> Result<Option<String>, IngestError> {
        std::thread::scope(|scope| {
            let (full, blocks) = sync_channel::<(Vec<u8>, bool)>(2);
            let (spare, empty) = sync_channel::<Vec<u8>>(4);
            let reader = scope.spawn(move || self.read_blocks(hash, &full, &empty));
            let mut failed = Ok(());
            for (block, last) in &blocks {
                match each(&block, last) {
                    Ok(ControlFlow::Continue(())) => {}
                    Ok(ControlFlow::Break(())) => break,
                    Err(error) => {
                        failed = Err(error);
                        break;
                    }
                }
                // a full pool only means that the buffer is freed
                let _ = spare.try_send(block);
            }
            drop(blocks);
            let done = reader.join().unwrap_or_else(|_| Err(self.unreadable(io::Error::other("its reader gave up"))));
            failed?;
            done
        })
    }

    fn read_blocks(
        &self,
        hash: bool,
        full: &SyncSender<(Vec<u8>, bool)>,
        empty: &Receiver<Vec<u8>>,
    ) -> Result<Option<String>, IngestError> {
        // an archive is read out of order: its hash takes a pass of its own
        let beside = hash && self.packing != Packing::Zip;
        let file = File::open(&self.file).map_err(|source| self.unreadable(source))?;
        let mut tap = Tap { file, hasher: beside.then(Sha256::new) };
        let mut send = |content: &mut dyn Read| send_blocks(content, full, empty);
        match self.packing {
            Packing::None => send(&mut tap).map_err(|source| self.unreadable(source))?,
            _ if beside => {
                self.unpack(Unseekable(BufReader::with_capacity(1 << 18, &mut tap)), &mut send)?;
            }
            _ => self.with_content(&mut send)?,
        }
        match tap.hasher.is_some() {
            true => {
                // what a limit or the end of the packed data left unread
                io::copy(&mut tap, &mut io::sink()).map_err(|source| self.unreadable(source))?;
                Ok(tap.hasher.map(|hasher| hex(&hasher.finalize())))
            }
            false if hash => self.sha256().map(Some),
            false => Ok(None),
        }
    }

    /// SHA-256 of the file on disk, in lower-case hex.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sha256(&self) -> Result<String, IngestError> {
        let file = File::open(&self.file).map_err(|source| self.unreadable(source))?;
        let mut tap = Tap { file, hasher: Some(Sha256::new()) };
        let mut buffer = vec![0; 1 << 18];
        while tap.read(&mut buffer).map_err(|source| self.unreadable(source))? > 0 {}
        Ok(hex(&tap.hasher.unwrap_or_default().finalize()))
    }
}

fn send_blocks(
    content: &mut dyn Read,
    full: &SyncSender<(Vec<u8>, bool)>,
    empty: &Receiver<Vec<u8>>,
) -> io::Result<()> {
    let mut tail = Vec::new();
    loop {
        let mut block = empty.try_recv().unwrap_or_default();
        block.clear();
        block.append(&mut tail);
        let more = BLOCK.saturating_sub(block.len());
        (&mut *content).take(more as u64).read_to_end(&mut block)?;
        let ended = block.len() < BLOCK;
        if !ended {
            (&mut *content).take(TAIL as u64).read_to_end(&mut tail)?;
        }
        let last = ended || tail.len() < TAIL;
        if last {
            block.append(&mut tail);
        }
        // nobody listens any more: a limit was reached
        if full.send((block, last)).is_err() || last {
            return Ok(());
        }
    }
}

/// A file whose bytes are hashed as they are read.
struct Tap {
    file: File,
    hasher: Option<Sha256>,
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        if let (Some(hasher), Some(read)) = (&mut self.hasher, buffer.get(..count)) {
            hasher.update(read);
        }
        Ok(count)
    }
}

/// A stream where a file is asked for; only archives seek.
struct Unseekable<R>(R);

impl<R: Read> Read for Unseekable<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R> Seek for Unseekable<R> {
    fn seek(&mut self, _: io::SeekFrom) -> io::Result<u64> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

/// Size of the file, which has to be a regular one.
fn size(path: &Path, file: &Path) -> Result<u64, IngestError> {
    let unreadable = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => IngestError::NotFound { path: path.into() },
        _ => IngestError::Unreadable { path: path.into(), source },
    };
    let about = std::fs::metadata(file).map_err(unreadable)?;
    if about.is_dir() {
        return Err(unreadable(io::Error::other("it is a folder")));
    }
    if !about.is_file() {
        return Err(unreadable(io::Error::other("it is a device or a pipe")));
    }
    if about.len() == 0 {
        return Err(IngestError::Empty { path: path.into() });
    }
    Ok(about.len())
}

/// Archive and member of a path such as `export.zip/leads.csv`.
fn archive_in(path: &Path) -> Option<(PathBuf, String)> {
    if path.exists() {
        return None;
    }
    let archive = path.ancestors().skip(1).find(|ancestor| ancestor.is_file())?;
    let member = path.strip_prefix(archive).ok()?;
    let parts: Vec<String> = member.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Some((archive.to_path_buf(), parts.join("/")))
}

/// The tables of a zip archive as paths, sorted by name; any other file is itself.
///
/// # Errors
/// When the archive is damaged or holds no table.
pub(crate) fn members(path: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let itself = || Ok(vec![path.to_path_buf()]);
    let Ok(mut file) = File::open(path) else { return itself() };
    let mut magic = Vec::with_capacity(4096);
    let is_zip = (&mut file).take(4096).read_to_end(&mut magic).is_ok() && magic.starts_with(b"PK\x03\x04");
    if !is_zip || is_workbook(&magic, path) {
        return itself();
    }
    let names = tables_in(path, path)?;
    Ok(names.into_iter().map(|name| path.join(name)).collect())
}

/// Names of the members that can be read, sorted.
fn tables_in(path: &Path, file: &Path) -> Result<Vec<String>, IngestError> {
    let damaged = |detail: String| IngestError::Damaged { path: path.into(), what: "zip archive", detail };
    let opened = File::open(file).map_err(|source| IngestError::Unreadable { path: path.into(), source })?;
    let archive = zip::ZipArchive::new(BufReader::new(opened)).map_err(|error| damaged(error.to_string()))?;
    let hidden = |name: &str| name.split('/').any(|part| part.starts_with(['.', '~']) || part == "__MACOSX");
    let mut names: Vec<String> = archive
        .file_names()
        .take(MEMBERS)
        .filter(|name| !name.ends_with('/') && !hidden(name) && !name.contains('\\'))
        .filter(|name| inputs::is_readable(Path::new(name)) && !name.to_ascii_lowercase().ends_with(".zip"))
        .map(str::to_string)
        .collect();
    names.sort_unstable();
    if names.is_empty() {
        return Err(IngestError::Unsupported { path: path.into(), what: "zip archive without a table".into() });
    }
    Ok(names)
}

fn only_member(path: &Path, file: &Path) -> Result<String, IngestError> {
    let names = tables_in(path, file)?;
    match names.as_slice() {
        [one] => Ok(one.clone()),
        several => Err(IngestError::SeveralMembers { path: path.into(), members: several.to_vec() }),
    }
}

/// True for workbooks, which are zip archives as well; they name their parts within the first entries.
fn is_workbook(magic: &[u8], path: &Path) -> bool {
    let has = |needle: &[u8]| memchr::memmem::find(magic, needle).is_some();
    let by_name = path.extension().and_then(|ext| format_of(&ext.to_string_lossy())) == Some(Format::Workbook);
    by_name || has(b"[Content_Types].xml") || has(b"xl/") || has(b"opendocument.spreadsheet")
}

/// The first bytes win over the extension: a workbook that somebody named `.csv` is still a workbook.
fn sniff(head: &[u8], by_name: Option<Format>) -> Result<Format, String> {
    if head.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if head.starts_with(b"ARROW1") {
        return Ok(Format::Arrow);
    }
    if head.starts_with(super::sqlite::MAGIC) {
        return Ok(Format::Sqlite);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD")) {
        return Ok(Format::VCard);
    }
    // a zip archive that is not taken apart, or the older container
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Format::Workbook);
    }
    if head.starts_with(b"%PDF") {
        return Err("PDF".into());
    }
    Ok(by_name.unwrap_or(match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => Format::Json,
        _ => Format::Delimited,
    }))
}

fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    digest.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use tempfile::TempDir;

    fn file(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        (dir, path)
    }

    fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, content) in members {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn stems_lose_packing_and_format_only() {
        assert_eq!(stem(Path::new("a/leads.2024.csv.gz")), "leads.2024");
        assert_eq!(stem(Path::new("Kunden.XLSX")), "Kunden");
        assert_eq!(stem(Path::new("noext")), "noext");
    }

    #[test]
    fn the_hash_is_the_standard_one() {
        let (_dir, path) = file("a.csv", b"abc");
        let expect = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let input = Input::open(&path).unwrap();
        assert_eq!(input.sha256().unwrap(), expect);
        let beside = input.blocks(true, |_, _| Ok(ControlFlow::Continue(()))).unwrap();
        assert_eq!(beside.as_deref(), Some(expect));
    }

    #[test]
    fn packed_files_are_unpacked_whatever_their_name() {
        let plain = b"a,b\n1,2\n";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(plain).unwrap();
        let mut bzip = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip.write_all(plain).unwrap();
        for packed in [
            gzip.finish().unwrap(),
            bzip.finish().unwrap(),
            zstd::stream::encode_all(&plain[..], 1).unwrap(),
            zipped(&[("a.csv", plain), ("__MACOSX/._a.csv", b"x")]),
        ] {
            let (_dir, path) = file("export.csv", &packed);
            let input = Input::open(&path).unwrap();
            assert_eq!((input.content().unwrap(), input.format), (plain.to_vec(), Format::Delimited));
        }
        let (_dir, path) = file("x.csv.gz", b"\x1f\x8bnonsense");
        assert!(Input::open(&path).unwrap_err().to_string().contains("damaged gzip file"));
    }

    #[test]
    fn members_of_an_archive_are_files_in_a_folder() {
        let (_dir, path) =
            file("export.zip", &zipped(&[("b/unsubscribed.csv", b"b"), ("a.csv", b"a"), ("x.pdf", b"")]));
        let members = members(&path).unwrap();
        assert_eq!(members, [path.join("a.csv"), path.join("b/unsubscribed.csv")]);
        assert_eq!(Input::open(&members[1]).unwrap().content().unwrap(), b"b");
        let error = Input::open(&path).unwrap_err().to_string();
        assert!(error.contains("export.zip/a.csv") || error.contains("a.csv, b/unsubscribed.csv"), "{error}");
        assert!(matches!(Input::open(&path.join("c.csv")), Err(IngestError::Damaged { .. })));
    }

    #[test]
    fn content_beats_the_extension() {
        assert_eq!(sniff(b"PK\x03\x04....xl/workbook.xml", Some(Format::Delimited)), Ok(Format::Workbook));
        assert!(sniff(b"%PDF-1.7", None).is_err());
        assert_eq!(sniff(b" [{\"a\":1}]", None), Ok(Format::Json));
    }

    #[test]
    fn the_last_block_is_marked_and_holds_the_tail() {
        let content: Vec<u8> = (0..2 * BLOCK + 10).map(|at| (at % 251) as u8).collect();
        let (_dir, path) = file("big.csv", &content);
        let mut joined = Vec::new();
        let mut lasts = Vec::new();
        let input = Input {
            path: path.clone(),
            bytes: 0,
            format: Format::Delimited,
            file: path,
            packing: Packing::None,
            member: None,
        };
        input
            .blocks(false, |block, last| {
                joined.extend_from_slice(block);
                lasts.push(last);
                Ok(ControlFlow::Continue(()))
            })
            .unwrap();
        assert!(joined == content);
        assert_eq!(lasts, [false, true]);
    }

    #[test]
    fn what_is_no_file_is_told() {
        let (dir, path) = file("a.csv", b"");
        assert!(matches!(Input::open(&path), Err(IngestError::Empty { .. })));
        assert!(matches!(Input::open(dir.path()), Err(IngestError::Unreadable { .. })));
        assert!(matches!(Input::open(&dir.path().join("b.csv")), Err(IngestError::NotFound { .. })));
        #[cfg(unix)]
        {
            let knot = dir.path().join("knot.csv");
            std::os::unix::fs::symlink(&knot, &knot).unwrap();
            assert!(matches!(Input::open(&knot), Err(IngestError::Unreadable { .. } | IngestError::NotFound { .. })));
        }
    }
}
