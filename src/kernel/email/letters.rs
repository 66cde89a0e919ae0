//! A short text without its dots, hyphens and other signs, on the stack.

/// Longest text that is read, in bytes: the longest local part there is.
const LONGEST: usize = 64;

/// The ASCII letters and digits of a text, in lower case.
pub(super) struct Letters {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Letters {
    /// `None` for a text that is longer than anything on a list. Anything but ASCII is left out.
    #[inline]
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut out = Self { bytes: [0; LONGEST], length: 0 };
        for byte in text.bytes() {
            // written in any case, kept when it counts: no branch to guess wrong
            if let Some(slot) = out.bytes.get_mut(out.length % LONGEST) {
                *slot = byte.to_ascii_lowercase();
            }
            out.length += usize::from(byte.is_ascii_alphanumeric());
        }
        Some(out)
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}
