//! A short text without its dots, hyphens and other signs, on the stack.

/// Longest text that is read, in bytes: the longest local part there is.
const LONGEST: usize = 64;

/// Every byte in lower case, whether it is a letter or digit, and whether it parts words.
const ROLES: [(u8, bool, bool); 256] = {
    let mut out = [(0, false, false); 256];
    let mut c: u8 = 0;
    while c < 128 {
        out[c as usize] = (c.to_ascii_lowercase(), c.is_ascii_alphanumeric(), matches!(c, b'.' | b'-' | b'_'));
        c += 1;
    }
    out
};

/// The ASCII letters and digits of a text, in lower case.
pub(super) struct Letters {
    bytes: [u8; LONGEST],
    length: usize,
    /// One bit for every byte of the text: a dot, hyphen or underscore.
    gaps: u64,
}

impl Letters {
    /// `None` for a text that is longer than anything on a list. Anything but ASCII is left out.
    #[inline]
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut out = Self { bytes: [0; LONGEST], length: 0, gaps: 0 };
        for (at, byte) in text.bytes().enumerate() {
            let (letter, is_letter, is_gap) = ROLES.get(usize::from(byte)).copied().unwrap_or_default();
            // written in any case, kept when it counts: no branch to guess wrong
            if let Some(slot) = out.bytes.get_mut(out.length % LONGEST) {
                *slot = letter;
            }
            out.length += usize::from(is_letter);
            out.gaps |= u64::from(is_gap) << at;
        }
        Some(out)
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The words of `text`, from which these letters were made, between its gaps.
    #[inline]
    pub fn words<'a>(&self, text: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        let (mut from, mut gaps) = (0, self.gaps);
        std::iter::from_fn(move || {
            let end = text.len().min(gaps.trailing_zeros() as usize);
            let word = text.get(from..end)?;
            gaps &= gaps.wrapping_sub(1);
            from = end + 1;
            Some(word)
        })
    }
}
