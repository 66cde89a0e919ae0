//! A short text without its dots, hyphens and other signs, on the stack.

/// Longest text that is looked up in a list.
const LONGEST: usize = 40;

/// The ASCII letters and digits of a text, in lower case.
pub(super) struct Letters {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Letters {
    /// `None` when there are more letters than any list holds. Anything but ASCII is left out.
    #[inline]
    pub fn of(text: &str) -> Option<Self> {
        let mut out = Self { bytes: [0; LONGEST], length: 0 };
        for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
            *out.bytes.get_mut(out.length)? = byte.to_ascii_lowercase();
            out.length += 1;
        }
        Some(out)
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}
