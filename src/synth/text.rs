//! Rows of delimited text in the character set of an export.

use super::dirt::ascii_of;
use super::source::Encoding;

/// How rows are laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// Quotes around every cell, not only where needed.
    pub(super) quote_all: bool,
    /// Lines end in CR LF.
    pub(super) crlf: bool,
    pub(super) encoding: Encoding,
}

impl Layout {
    /// UTF-8 with commas: all truth files.
    pub(super) const PLAIN: Self = Self { delimiter: b',', quote_all: false, crlf: false, encoding: Encoding::Utf8 };

    /// Appends one row.
    pub(super) fn row<T: AsRef<str>>(&self, out: &mut Vec<u8>, cells: &[T]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                out.push(self.delimiter);
            }
            self.cell(out, cell.as_ref());
        }
        self.end(out);
    }

    /// Appends the end of a line.
    pub(super) fn end(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.crlf { b"\r\n" } else { b"\n" });
    }

    fn cell(&self, out: &mut Vec<u8>, cell: &str) {
        let special = |byte: u8| byte == self.delimiter || matches!(byte, b'"' | b'\r' | b'\n');
        if !self.quote_all && !cell.bytes().any(special) {
            encode(out, cell, self.encoding);
            return;
        }
        out.push(b'"');
        if cell.contains('"') {
            encode(out, &cell.replace('"', "\"\""), self.encoding);
        } else {
            encode(out, cell, self.encoding);
        }
        out.push(b'"');
    }
}

/// Appends text in a character set. Letters it lacks become their ASCII neighbour in Windows-1252 ("best fit") and
/// `?` in Latin-1.
pub(super) fn encode(out: &mut Vec<u8>, text: &str, encoding: Encoding) {
    if encoding == Encoding::Utf8 || text.is_ascii() {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    for c in text.chars() {
        match u32::from(c) {
            code @ (0..0x80 | 0xA0..0x100) => out.push(code as u8),
            _ if encoding == Encoding::Latin1 => out.push(b'?'),
            _ => {
                let mut buffer = [0; 4];
                let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
                out.extend_from_slice(if lossy { ascii_of(c).unwrap_or("?").as_bytes() } else { &bytes });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_encoded() {
        let mut out = Vec::new();
        Layout::PLAIN.row(&mut out, &["a,b", "say \"x\"", "ü"]);
        assert_eq!(out, "\"a,b\",\"say \"\"x\"\"\",ü\n".as_bytes());
        out.clear();
        let layout = Layout { delimiter: b';', quote_all: false, crlf: true, encoding: Encoding::Windows1252 };
        layout.row(&mut out, &["Straße", "Łódź", "€"]);
        assert_eq!(out, b"Stra\xdfe;L\xf3dz;\x80\r\n");
        out.clear();
        encode(&mut out, "Łódź", Encoding::Latin1);
        assert_eq!(out, b"?\xf3d?");
    }
}
