//! The verdict every reading kernel gives: a status, the reasons, and what was read.

/// What can be done with a value. Ordered from good to bad, `Missing` last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Usable; differs from the input in notation only.
    Valid,
    /// Usable; its content was repaired.
    Corrected,
    /// Readable, but there is evidence against it. Nobody should use it unseen.
    Suspect,
    /// Cannot be what it claims to be.
    Invalid,
    /// Says that there is nothing.
    Missing,
}

impl Status {
    /// The word the tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Corrected => "corrected",
            Self::Suspect => "suspect",
            Self::Invalid => "invalid",
            Self::Missing => "missing",
        }
    }

    /// True for [`Status::Valid`] and [`Status::Corrected`].
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Valid | Self::Corrected)
    }
}

/// What a kernel says about one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<T> {
    /// What can be done with the value.
    pub status: Status,
    /// Reasons as stable codes `<kind>.<reason>`, the most important first; empty when all is well.
    pub codes: Vec<&'static str>,
    /// What was read; empty parts where nothing was.
    pub parts: T,
}

/// The code of a verdict that has no better reason.
pub const UNREADABLE: &str = "cell.unreadable";

/// What is known of a value that could not be read at all.
impl<T: Default> Default for Verdict<T> {
    fn default() -> Self {
        Self::because(Status::Invalid, UNREADABLE, T::default())
    }
}

impl<T> Verdict<T> {
    /// A verdict without a reason.
    pub const fn new(status: Status, parts: T) -> Self {
        Self { status, codes: Vec::new(), parts }
    }

    /// A verdict with its one reason.
    pub fn because(status: Status, code: &'static str, parts: T) -> Self {
        Self { status, codes: vec![code], parts }
    }

    /// The most important reason.
    pub fn code(&self) -> Option<&'static str> {
        self.codes.first().copied()
    }
}
