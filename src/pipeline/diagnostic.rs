//! Problems of a pipeline file: what, where, and what to do, shown the way compilers show them.

use super::text::{Place, Text};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;

/// Who has to act on a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The pipeline says something that cannot be.
    Config,
    /// The pipeline is fine; a file it names is not there.
    Input,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Who has to act.
    pub kind: Kind,
    /// What is wrong, one sentence without a final stop.
    pub message: String,
    /// Where, in bytes of the [`Text`].
    pub span: Range<usize>,
    /// What stands at that place; shown beside the caret.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of the configuration.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind: Kind::Config, message: message.into(), span, label: None, help: None }
    }

    /// A file that is not there.
    pub fn input(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind: Kind::Input, ..Self::new(span, message) }
    }

    /// Adds what is shown beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All problems of one pipeline, in the order of the file, with the text they point into.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    text: Text,
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Puts the problems in the order of the text.
    pub fn new(text: Text, mut all: Vec<Diagnostic>) -> Self {
        all.sort_by_key(|problem| (problem.span.start, problem.span.end));
        all.dedup();
        Self { text, all }
    }

    /// The problems, in the order of the file.
    pub fn all(&self) -> &[Diagnostic] {
        &self.all
    }

    /// True when nothing but missing input files was found.
    pub fn only_inputs(&self) -> bool {
        !self.all.is_empty() && self.all.iter().all(|diagnostic| diagnostic.kind == Kind::Input)
    }

    /// First and last place of a problem.
    pub fn places(&self, diagnostic: &Diagnostic) -> (Place, Place) {
        (self.text.place(diagnostic.span.start), self.text.place(diagnostic.span.end))
    }

    /// Each problem as `file:line:column: error: message`, the source line with a caret, and help. With `color`, the
    /// escape codes of a terminal.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut rendered = String::new();
        for (at, diagnostic) in self.all.iter().enumerate() {
            if at > 0 {
                rendered.push('\n');
            }
            rendered.push_str(&self.render_one(diagnostic, &renderer));
            rendered.push('\n');
        }
        rendered
    }

    fn render_one(&self, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
        let Place { name, line, column } = self.text.place(diagnostic.span.start);
        let (source, span) = self.text.excerpt(&diagnostic.span);
        let mut annotation = AnnotationKind::Primary.span(span);
        if let Some(label) = &diagnostic.label {
            annotation = annotation.label(label.as_str());
        }
        let mut group = Level::ERROR
            .with_name(format!("{name}:{line}:{column}: error"))
            .primary_title(diagnostic.message.as_str())
            .element(Snippet::source(source).annotation(annotation));
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// The candidate most like `word`, when it is alike enough to be a slip.
pub(crate) fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best = None;
    let mut best_score = 0.82;
    for candidate in candidates {
        let score = strsim::jaro_winkler(&lower, candidate);
        if score > best_score {
            best_score = score;
            best = Some(candidate);
        }
    }
    best
}

/// "did you mean `x`?", else the whole list when it is short enough to read.
pub(crate) fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(candidate) = did_you_mean(word, candidates.clone()) {
        return format!("did you mean `{candidate}`?");
    }
    let names: Vec<&str> = candidates.into_iter().collect();
    const READABLE: usize = 16;
    let shown = names.iter().take(READABLE).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "nothing can be named here".to_owned(),
        1..=READABLE => format!("one of {shown}"),
        more => format!("one of {shown} and {} more; see `leadloom schema pipeline`", more - READABLE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Diagnostics {
        let text = Text::new("p.toml", "name = \"x\"\nnmae = 3\n");
        let unknown =
            Diagnostic::new(11..15, "unknown key `nmae`").label("not a key here").help("did you mean `name`?");
        Diagnostics::new(text, vec![unknown, Diagnostic::new(0..4, "first")])
    }

    #[test]
    fn problems_come_in_the_order_of_the_file_with_place_caret_and_help() {
        let rendered = sample().render(false);
        let firsts: Vec<&str> = rendered.lines().filter(|line| line.contains(": error: ")).collect();
        assert_eq!(firsts, ["p.toml:1:1: error: first", "p.toml:2:1: error: unknown key `nmae`"]);
        assert!(rendered.contains("nmae = 3"), "{rendered}");
        assert!(rendered.contains("^^^^ not a key here"), "{rendered}");
        assert!(rendered.contains("help: did you mean `name`?"), "{rendered}");
        assert!(!rendered.contains('\u{1b}'));
    }

    #[test]
    fn colour_is_the_callers_choice() {
        assert!(sample().render(true).contains('\u{1b}'));
    }

    #[test]
    fn suggestions_are_for_slips_only() {
        assert_eq!(did_you_mean("Contact", ["contacts", "companies"]), Some("contacts"));
        assert_eq!(did_you_mean("zzz", ["contacts", "companies"]), None);
        assert_eq!(suggest("zzz", ["a", "b"]), "one of `a`, `b`");
    }
}
