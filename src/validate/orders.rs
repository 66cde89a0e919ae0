//! Order lines: documents, dates, exact quantities and amounts, buyers.
//!
//! Money is read into integers and multiplied exactly; nothing is rounded but products of more than six decimals.

use super::dates::{self, Sources};
use super::documents::{Documents, Kind, kind_by_sign, kind_of};
use super::flags::{self, About, Meaning};
use super::identifiers;
use super::note::{Notes, some};
use super::sheet::{Sheet, Slab, in_chunks, text_of};
use super::tidy::tidy;
use super::{Context, Validated};
use crate::engine::distinct::Distinct;
use crate::kernel::number::{self, Decimal, Mark};
use crate::kernel::verdict::{Status, Verdict};
use crate::kernel::{email, email::Email, text};
use crate::model::field::{ORDER, ORIGIN};
use polars::prelude::*;

const NUMBERS: [&str; 5] = ["quantity", "unit_price", "order_total", "discount", "refunded_amount"];
const WORDED: [&str; 6] = ["document_type", "customer_id", "product_id", "product_name", "category", "currency"];

/// Columns that others are found by.
const IDENTIFIERS: [&str; 3] = ["order_id", "customer_id", "product_id"];

/// Countries that write `1.234,56`; elsewhere `1.234` alone has three decimals.
#[rustfmt::skip]
const COMMA_COUNTRIES: [&str; 28] = [
    "AR", "AT", "BE", "BG", "BR", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IT", "LT", "LU", "LV",
    "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "TR",
];

/// Values that vote on the decimal mark of a source.
const VOTERS: usize = 20_000;

/// Signs and words for currencies.
const CURRENCIES: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("$", "USD"),
    ("us$", "USD"),
    ("dollar", "USD"),
    ("£", "GBP"),
    ("pfund", "GBP"),
    ("fr.", "CHF"),
    ("sfr", "CHF"),
    ("sfr.", "CHF"),
    ("franken", "CHF"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("¥", "JPY"),
    ("ft", "HUF"),
    ("kr", "SEK"),
];

/// Validates order lines.
///
/// `frame` has the ORIGIN columns and the fields of [`ORDER`] as text. The result has ORIGIN and `order_id`, `order_date`
/// (Date), `document_kind` (order, return, cancellation), `customer_id`, `email`, `email_key`, `product_id`,
/// `product_name`, `category`, `quantity_milli` (thousandths; 1000 where the line names none, null when unreadable),
/// `price_e4` (ten-thousandths; null where there are only totals), `amount_micro` (millionths: quantity × price less the
/// discount, or the total of a document without prices), `currency` (ISO 4217 or null), `cancelled` (Boolean) and
/// `refunded_micro`. Values of a document head that stand on one line are carried to its others, in other files of the
/// source too where their own file says nothing, money excepted.
///
/// # Errors
/// When an ORIGIN column is missing or a column has no text form.
pub fn orders(frame: DataFrame, context: &Context) -> PolarsResult<Validated> {
    let mut sheet = Sheet::of(&frame, ORDER.iter().map(|field| field.name))?;
    tidy(&mut sheet, &[], |name| WORDED.contains(&name));
    let mut notes = Notes::default();
    let (source, file) = (text_of(frame.column("source")?)?, text_of(frame.column("source_file")?)?);
    let sources = Sources::of(&source);
    notes.append(identifiers::tidy(&mut sheet, &IDENTIFIERS, &sources));
    let sheet = &sheet;
    let marks = sources.ask(|name, rows| mark_of(sheet, name, rows, context));
    for (row, field, mark) in marks.iter().filter_map(|(mark, open)| open.map(|(row, field)| (row, field, *mark))) {
        let read = number::parse_decimal(sheet.text(field).get(row).unwrap_or_default(), Some(mark));
        let read = read.map(|decimal| decimal.to_string());
        notes.add(row, field, "number.ambiguous", sheet.original(field, row), read.as_deref());
    }

    let ((dates, documents), (mails, words)) = rayon::join(
        || rayon::join(|| dates::read(sheet, "order_date", &sources, context), || Documents::of(&source, &file, sheet)),
        || rayon::join(|| Mails::of(sheet), || Words::of(sheet)),
    );
    let documents = documents.apart_by_day(|row| dates.stamps.get(row).copied().flatten().map(|stamp| stamp.days));
    let heads = Heads::of(sheet, &documents, &dates.stamps);
    let lines = Lines {
        sheet,
        sources: &sources,
        marks: &marks.iter().map(|(mark, _)| *mark).collect::<Vec<_>>(),
        repeats: &sources.ask(|_, rows| documents.repeat(sheet.text("order_total"), rows)),
        documents: &documents,
        heads: &heads,
        words: &words,
    };

    let chunks = in_chunks(sheet.rows, |range| {
        let mut chunk = Chunk::new(range.len());
        for row in range {
            let line = lines.read(row, &mut chunk.slab.notes);
            let day = heads.date(row, &documents, &dates.stamps);
            let mail = mails.of_row(heads.email.carried(row, &documents));
            let text = |name: &str| sheet.text(name).get(row);
            chunk.slab.push([
                text("order_id"),
                Some(line.kind.name()),
                heads.customer.cell(row, &documents),
                mail.and_then(|mail| mail.email.as_deref()),
                mail.and_then(|mail| mail.match_key.as_deref()),
                text("product_id"),
                text("product_name"),
                text("category"),
                line.currency,
            ]);
            chunk.days.push(day);
            chunk.cancelled.push(line.cancelled);
            for (column, value) in chunk.numbers.iter_mut().zip([
                line.quantity_milli,
                line.price_e4,
                line.amount_micro,
                line.refunded_micro,
            ]) {
                column.push(value);
            }
        }
        chunk
    });
    notes.append(dates.notes);
    notes.append(mails.notes);
    Chunk::finish(chunks, &frame, notes)
}

/// What becomes of a chunk of lines.
struct Chunk {
    slab: Slab<9>,
    days: Vec<Option<i32>>,
    cancelled: Vec<bool>,
    numbers: [Vec<Option<i64>>; 4],
}

impl Chunk {
    const TEXT: [&'static str; 9] = [
        "order_id",
        "document_kind",
        "customer_id",
        "email",
        "email_key",
        "product_id",
        "product_name",
        "category",
        "currency",
    ];
    const NUMBERS: [&'static str; 4] = ["quantity_milli", "price_e4", "amount_micro", "refunded_micro"];
    const ORDER: [&'static str; 15] = [
        "order_id",
        "order_date",
        "document_kind",
        "customer_id",
        "email",
        "email_key",
        "product_id",
        "product_name",
        "category",
        "quantity_milli",
        "price_e4",
        "amount_micro",
        "currency",
        "cancelled",
        "refunded_micro",
    ];

    fn new(rows: usize) -> Self {
        Self {
            slab: Slab::new(&Self::TEXT, rows),
            days: Vec::with_capacity(rows),
            cancelled: Vec::with_capacity(rows),
            numbers: std::array::from_fn(|_| Vec::with_capacity(rows)),
        }
    }

    fn finish(chunks: Vec<Self>, frame: &DataFrame, mut notes: Notes) -> PolarsResult<Validated> {
        let (mut slabs, mut days, mut cancelled) = (Vec::new(), Vec::new(), Vec::new());
        let mut numbers: [Vec<Option<i64>>; 4] = Default::default();
        for chunk in chunks {
            slabs.push(chunk.slab);
            days.extend(chunk.days);
            cancelled.extend(chunk.cancelled);
            for (all, some) in numbers.iter_mut().zip(chunk.numbers) {
                all.extend(some);
            }
        }
        let (texts, found) = Slab::stack(slabs)?;
        notes.append(found);
        let mut columns: Vec<Column> = texts.into_iter().map(IntoColumn::into_column).collect();
        columns.push(Int32Chunked::from_iter_options("order_date".into(), days.into_iter()).into_date().into_column());
        columns.push(BooleanChunked::from_iter_values("cancelled".into(), cancelled.into_iter()).into_column());
        for (name, values) in Self::NUMBERS.into_iter().zip(numbers) {
            columns.push(Int64Chunked::from_iter_options(name.into(), values.into_iter()).into_column());
        }
        let mut ordered: Vec<Column> =
            ORIGIN.iter().map(|name| frame.column(name).cloned()).collect::<PolarsResult<_>>()?;
        for name in Self::ORDER {
            ordered.extend(columns.iter().find(|column| column.name().as_str() == name).cloned());
        }
        Ok(Validated { frame: DataFrame::new(frame.height(), ordered)?, findings: notes.sorted() })
    }
}

/// A column whose value may stand on another line of the document.
struct Head<'a> {
    column: &'a StringChunked,
    rows: Vec<Option<usize>>,
}

impl<'a> Head<'a> {
    fn of(sheet: &'a Sheet, name: &str, documents: &Documents) -> Self {
        let column = sheet.text(name);
        // A column without gaps or without values has nothing to carry.
        let rows = if column.null_count() == 0 || column.null_count() == column.len() {
            Vec::new()
        } else {
            documents.heads(|row| column.get(row).is_some())
        };
        Self { column, rows }
    }

    fn carried(&self, row: usize, documents: &Documents) -> usize {
        if self.rows.is_empty() {
            row
        } else {
            documents.carried(row, |row| self.column.get(row).is_some(), &self.rows)
        }
    }

    fn cell(&self, row: usize, documents: &Documents) -> Option<&'a str> {
        self.column.get(self.carried(row, documents))
    }
}

/// The line of each document that tells its total.
struct Teller(Vec<Option<usize>>);

impl Teller {
    fn of(sheet: &Sheet, name: &str, documents: &Documents) -> Self {
        let column = sheet.text(name);
        let is_blank = column.null_count() == column.len();
        Self(if is_blank { Vec::new() } else { documents.tellers(column) })
    }

    fn row(&self, row: usize, documents: &Documents) -> Option<usize> {
        documents.of_row(row).and_then(|document| self.0.get(document).copied().flatten())
    }
}

/// Everything that may stand on one line of a document only.
struct Heads<'a> {
    customer: Head<'a>,
    email: Head<'a>,
    currency: Head<'a>,
    cancelled: Head<'a>,
    document_type: Head<'a>,
    price: Head<'a>,
    total: Teller,
    dates: Vec<Option<usize>>,
}

impl<'a> Heads<'a> {
    fn of(sheet: &'a Sheet, documents: &Documents, stamps: &[Option<crate::kernel::date::Stamp>]) -> Self {
        let head = |name: &str| Head::of(sheet, name, documents);
        Self {
            customer: head("customer_id"),
            email: head("email"),
            currency: head("currency"),
            cancelled: head("cancelled_at"),
            document_type: head("document_type"),
            price: head("unit_price"),
            total: Teller::of(sheet, "order_total", documents),
            dates: documents.heads(|row| stamps.get(row).is_some_and(Option::is_some)),
        }
    }

    fn date(&self, row: usize, documents: &Documents, stamps: &[Option<crate::kernel::date::Stamp>]) -> Option<i32> {
        let says = |row: usize| stamps.get(row).is_some_and(Option::is_some);
        let row = documents.carried(row, says, &self.dates);
        stamps.get(row).copied().flatten().map(|stamp| stamp.days)
    }
}

/// The e-mail addresses of the buyers; they repeat from line to line.
struct Mails {
    ids: Vec<u32>,
    read: Vec<Verdict<Email>>,
    notes: Notes,
}

impl Mails {
    fn of(sheet: &Sheet) -> Self {
        let distinct = Distinct::of(sheet.text("email"));
        let read = distinct.map(|cell| {
            let mut verdict = email::read(cell);
            verdict.parts.email = verdict.parts.email.map(|address| address.to_lowercase());
            verdict
        });
        let mut mails = Self { ids: distinct.ids, read, notes: Notes::default() };
        for (row, &id) in mails.ids.iter().enumerate() {
            if let Some(verdict) = mails.read.get(id as usize) {
                let corrected = verdict.parts.email.as_deref().filter(|_| verdict.status != Status::Invalid);
                mails.notes.verdict(row, "email", verdict, sheet.original("email", row), corrected);
            }
        }
        mails
    }

    fn of_row(&self, row: usize) -> Option<&Email> {
        let verdict = self.read.get(*self.ids.get(row)? as usize)?;
        (!matches!(verdict.status, Status::Invalid | Status::Missing)).then_some(&verdict.parts)
    }
}

/// Columns of a few words, read once per word.
struct Words {
    kinds: Vec<(u32, Kind)>,
    currencies: Vec<Option<String>>,
    currency_ids: Vec<u32>,
    cancelled: Vec<bool>,
    cancelled_ids: Vec<u32>,
}

impl Words {
    fn of(sheet: &Sheet) -> Self {
        let types = Distinct::of(sheet.text("document_type"));
        let kinds = types.map(kind_of);
        let currency = Distinct::of(sheet.text("currency"));
        let cancelled = Distinct::of(sheet.text("cancelled_at"));
        Self {
            kinds: types.ids.iter().map(|&id| (id, kinds.get(id as usize).copied().unwrap_or(Kind::Order))).collect(),
            currencies: currency.map(currency_of),
            currency_ids: currency.ids,
            cancelled: cancelled.map(|cell| {
                !matches!(flags::meaning(cell, About::OptOut), Meaning::No | Meaning::Unknown | Meaning::Open)
            }),
            cancelled_ids: cancelled.ids,
        }
    }
}

/// ISO 4217 code of a currency cell.
fn currency_of(cell: &str) -> Option<String> {
    let word = cell.trim();
    if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(word.to_ascii_uppercase());
    }
    let word = word.to_lowercase();
    CURRENCIES.iter().find(|(sign, _)| *sign == word).map(|&(_, code)| code.to_owned())
}

/// The currency whose sign stands in a price.
fn currency_in_price(cell: &str) -> Option<&'static str> {
    if cell.is_ascii() && !cell.contains('$') {
        let letters = cell.trim_matches(|c: char| !c.is_ascii_alphabetic());
        return ["EUR", "CHF", "USD", "GBP", "PLN", "CZK", "SEK", "DKK"].into_iter().find(|code| *code == letters);
    }
    ["€", "£", "$", "zł"]
        .into_iter()
        .find(|sign| cell.contains(sign))
        .and_then(|sign| CURRENCIES.iter().find(|(known, _)| *known == sign).map(|&(_, code)| code))
}

/// The decimal mark pinned for the source, else what its values prove, else what the home country writes; then also the
/// first cell that shows the doubt.
fn mark_of(sheet: &Sheet, source: &str, rows: &[u32], context: &Context) -> (Mark, Option<(usize, &'static str)>) {
    match context.sources.get(source).and_then(|read| read.decimal) {
        Some(b',') => return (Mark::Comma, None),
        Some(b'.') => return (Mark::Point, None),
        _ => {}
    }
    let columns = NUMBERS.map(|name| (name, sheet.text(name)));
    let filled: Vec<_> = columns.into_iter().filter(|(_, column)| column.null_count() < column.len()).collect();
    let cells = || {
        filled.iter().flat_map(|&(name, column)| {
            rows.iter().filter_map(move |&row| column.get(row as usize).map(|cell| (row as usize, name, cell)))
        })
    };
    let count = cells().count();
    let vote = number::vote_mark(cells().map(|(.., cell)| cell).step_by((count / VOTERS).max(1)));
    if let Some(mark) = vote {
        return (mark, None);
    }
    let is_comma = context.default_country.is_some_and(|home| COMMA_COUNTRIES.contains(&home));
    let open = cells().find(|(.., cell)| number::is_open(cell)).map(|(row, name, _)| (row, name));
    (if is_comma { Mark::Comma } else { Mark::Point }, open)
}

/// A line, read.
struct Line<'a> {
    kind: Kind,
    quantity_milli: Option<i64>,
    price_e4: Option<i64>,
    amount_micro: Option<i64>,
    refunded_micro: Option<i64>,
    currency: Option<&'a str>,
    cancelled: bool,
}

/// The lines and what is needed to read one.
struct Lines<'a> {
    sheet: &'a Sheet,
    sources: &'a Sources<'a>,
    marks: &'a [Mark],
    /// Sources whose documents show their total on each line.
    repeats: &'a [bool],
    documents: &'a Documents,
    heads: &'a Heads<'a>,
    words: &'a Words,
}

impl<'a> Lines<'a> {
    fn read(&self, row: usize, notes: &mut Notes) -> Line<'a> {
        let mark = self.sources.answer(self.marks, row).copied();
        let mut number = |name: &'static str, scale: u8| self.number(row, name, scale, mark, notes);
        let quantity = number("quantity", 3);
        let price = number("unit_price", 4);
        let refunded_micro = number("refunded_amount", 6).value();
        let total = number("order_total", 6);
        // A discount in percent is read below, where there is something to take it from.
        let discount_cell = self.sheet.text("discount").get(row);
        let percent = discount_cell.and_then(|cell| cell.trim_end().strip_suffix('%'));
        let discount = if percent.is_some() { Cell::Empty } else { number("discount", 6) };

        let has_total_only = self.heads.price.cell(row, self.documents).is_none();
        let quantity_milli = match quantity {
            Cell::Value(value) => Some(value),
            Cell::Empty => Some(1000),
            Cell::Unreadable => None,
        };
        let price_e4 = price.value();
        let amount_micro = match (price, quantity_milli) {
            (Cell::Value(price), Some(quantity)) => {
                let percent =
                    percent.and_then(|text| number::parse_decimal(text.trim(), mark)).and_then(|p| p.scaled(4));
                amount(quantity, price, discount.value(), percent)
            }
            (Cell::Empty, _) if has_total_only => total.value().map(|total| self.once(row, total, notes)),
            _ => None,
        };
        let kind = match self.words.kinds.get(self.heads.document_type.carried(row, self.documents)) {
            Some(&(id, kind)) if id != crate::engine::distinct::NULL => kind,
            _ => kind_by_sign(self.sheet.text("order_id").get(row), quantity.value(), amount_micro),
        };
        let of_word = |ids: &'a [u32], at: usize| ids.get(at).map_or(usize::MAX, |&id| id as usize);
        let currency_at = of_word(&self.words.currency_ids, self.heads.currency.carried(row, self.documents));
        let price_cell = || self.sheet.text("unit_price").get(row).or_else(|| self.sheet.text("order_total").get(row));
        let currency = match self.words.currencies.get(currency_at) {
            Some(currency) => currency.as_deref().and_then(some),
            None => price_cell().and_then(currency_in_price),
        };
        let cancelled_at = of_word(&self.words.cancelled_ids, self.heads.cancelled.carried(row, self.documents));
        let cancelled = self.words.cancelled.get(cancelled_at).copied().unwrap_or(false);
        Line { kind, quantity_milli, price_e4, amount_micro, refunded_micro, currency, cancelled }
    }

    /// The total of a document on the line that shows it first, nothing on the lines that repeat it.
    fn once(&self, row: usize, total: i64, notes: &mut Notes) -> i64 {
        let is_repeated = self.sources.answer(self.repeats, row).copied().unwrap_or(false);
        if !is_repeated || self.heads.total.row(row, self.documents) == Some(row) {
            return total;
        }
        let original = self.sheet.original("order_total", row);
        notes.add(row, "order_total", "order.total_repeated", original, None);
        0
    }

    fn number(&self, row: usize, name: &'static str, scale: u8, mark: Option<Mark>, notes: &mut Notes) -> Cell {
        let Some(cell) = self.sheet.text(name).get(row) else { return Cell::Empty };
        match number::parse_decimal(cell, mark).as_ref().and_then(|decimal: &Decimal| decimal.scaled(scale)) {
            Some(value) => Cell::Value(value),
            None if text::is_missing_word(cell) => Cell::Empty,
            None => {
                notes.add(row, name, "number.unreadable", self.sheet.original(name, row), None);
                Cell::Unreadable
            }
        }
    }
}

/// A cell of a number column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Empty,
    Unreadable,
    Value(i64),
}

impl Cell {
    const fn value(self) -> Option<i64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Empty | Self::Unreadable => None,
        }
    }
}

/// Quantity (thousandths) × price (ten-thousandths) less a discount, in millionths. A discount makes the line smaller in
/// magnitude, whatever sign it is written with. `None` when it does not fit.
fn amount(quantity: i64, price: i64, discount: Option<i64>, percent_e4: Option<i64>) -> Option<i64> {
    // 10⁻⁷, so that one digit has to be rounded away.
    let product = i128::from(quantity) * i128::from(price);
    let micro = half_away(product, 10);
    let percent = percent_e4.map_or(0, |percent| half_away(micro.abs() * i128::from(percent).abs(), 1_000_000));
    let discount = discount.map_or(0, |discount| i128::from(discount).abs()) + percent;
    i64::try_from(micro - discount * micro.signum()).ok()
}

/// `n / d` rounded half away from zero; `d` is positive.
const fn half_away(n: i128, d: i128) -> i128 {
    (n + d / 2 * n.signum()) / d
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_discounts_shrink_them() {
        assert_eq!(amount(3_000, 19_900, None, None), Some(5_970_000));
        assert_eq!(amount(-3_000, 19_900, Some(970_000), None), Some(-5_000_000));
        assert_eq!(amount(3_000, 19_900, Some(-970_000), None), Some(5_000_000));
        assert_eq!(amount(1_000, 1_000_000, None, Some(100_000)), Some(90_000_000));
        assert_eq!(amount(i64::MAX, i64::MAX, None, None), None);
        assert_eq!((half_away(15, 10), half_away(-15, 10), half_away(14, 10)), (2, -2, 1));
    }

    #[test]
    fn currencies_are_codes() {
        assert_eq!(currency_of("eur").as_deref(), Some("EUR"));
        assert_eq!(currency_of("€").as_deref(), Some("EUR"));
        assert_eq!(currency_of("Taler"), None);
        assert_eq!(currency_in_price("12,50 €"), Some("EUR"));
        assert_eq!(currency_in_price("CHF 12.50"), Some("CHF"));
        assert_eq!(currency_in_price("12.50"), None);
    }
}
