//! Order lines → calendar years, customers, cohorts, exclusions, cross-sell rules, itemsets, recommendations and how they
//! would have done; activities → counts by channel, kind and campaign; and segments of contacts.
//!
//! Not for reading or attaching order lines (`ingest`, `validate`, `dedupe` have done that) nor for lead scores. Costs a
//! few hashes and one sort per line; cross-sell costs the sum of squared basket sizes.
//!
//! The books balance or there is no result: every line is a sale, a return, or excluded with exactly one code.

mod account;
mod activities;
mod baskets;
mod book;
pub mod cards;
mod classify;
mod cohorts;
mod columns;
mod cross_sell;
mod customers;
mod ease;
mod exclusions;
mod itemsets;
mod ledger;
mod lifetime;
mod money;
mod rates;
mod recommend;
mod replenish;
mod segments;
mod stats;
mod trial;
mod up_sell;
mod years;

#[cfg(test)]
mod tests;

pub use activities::Activities;
pub use ledger::NO_CURRENCY;
pub use lifetime::{Backtest, Lifetime};
pub use rates::{Converted, Rates};
pub use segments::{Schemas, SegmentError, segment_schemas, segments};
pub use trial::{Hits, Trial};

use crate::pipeline::plan;
use chrono::NaiveDate;
use classify::Class;
use polars::prelude::*;
use rayon::prelude::*;

/// What is analysed.
#[derive(Debug)]
pub struct Input {
    /// All order lines of all sources, after validation and attachment to contacts: `source`, `source_file` (String),
    /// `source_row` (Int64), `contact_id` (String, null without a customer), `order_id` (String, null without a number),
    /// `order_date` (Date), `document_kind` (`order`, `return`, `cancellation`), `customer_id`, `product_id`,
    /// `product_name`, `category` (String, null), `quantity_milli` (Int64, thousandths, null when unreadable; 1000 where
    /// the source has no quantity), `price_e4` (Int64, ten-thousandths, null when there are only totals), `amount_micro`
    /// (Int64, millionths of a currency unit, null when unreadable), `currency` (String, null), `cancelled` (Boolean: the
    /// whole document was cancelled), `refunded_micro` (Int64, null; on one line of the document).
    pub lines: DataFrame,
    /// What currencies are worth in one of them; without rates they are kept apart.
    pub rates: Option<Rates>,
}

/// The tables, in the shape of [`crate::model::table`], rows in order.
#[derive(Debug)]
pub struct Analyzed {
    /// `purchase_years`.
    pub purchase_years: DataFrame,
    /// `customers`.
    pub customers: DataFrame,
    /// `order_exclusions`.
    pub order_exclusions: DataFrame,
    /// `cross_sell_rules`.
    pub cross_sell_rules: DataFrame,
    /// `cohorts`.
    pub cohorts: DataFrame,
    /// `itemsets`.
    pub itemsets: DataFrame,
    /// `recommendations`.
    pub recommendations: DataFrame,
    /// What became of the lines.
    pub accounting: Accounting,
    /// The lifetime models, or why there are none.
    pub lifetime: Result<Lifetime, String>,
    /// How the recommender did on the last part of the data, when enough customers bought something new.
    pub trial: Option<Trial>,
    /// What became of the currencies, when there are rates.
    pub converted: Option<Converted>,
    /// From how many orders on sets of products are listed, and how many were asked for.
    pub itemset_orders: (u32, u32),
}

/// What became of the lines: `lines = counted_sales + counted_returns + excluded`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accounting {
    /// Lines read.
    pub lines: u64,
    /// Lines counted as bought.
    pub counted_sales: u64,
    /// Lines counted as returned.
    pub counted_returns: u64,
    /// Lines excluded with a reason.
    pub excluded: u64,
    /// Lines without a contact; all of them are excluded.
    pub unattached: u64,
    /// Orders.
    pub orders: u64,
}

/// Analyses the order lines.
///
/// # Errors
/// When a column is missing or of another type, when a sum has more than 18 digits, or when the books do not balance.
pub fn analyze(input: Input, plan: &plan::Analyze, as_of: NaiveDate) -> PolarsResult<Analyzed> {
    let rates = input.rates.clone();
    let mut lines = ledger::Lines::new(input)?;
    let converted = rates.map(|rates| rates.convert(lines.frame_mut())).transpose()?;
    let ledger = ledger::Ledger::of(&lines, &plan.service_products)?;
    let classified = classify::classify(&ledger, plan.order_key);
    let book = book::Book::of(&ledger, &classified, plan.order_key);
    let accounts = book.accounts();
    let settled: Vec<(Vec<account::Year>, account::Customer)> = accounts
        .par_iter()
        .with_min_len(64)
        .map(|&account| account::settle(account, &ledger, &classified, &book.sales))
        .collect();
    let (years, customers): (Vec<Vec<account::Year>>, Vec<account::Customer>) = settled.into_iter().unzip();
    let years: Vec<account::Year> = years.into_iter().flatten().collect();
    let order_exclusions = exclusions::table(&lines, &classified)?;
    let (outlooks, lifetime) =
        lifetime::foretell(&accounts, &customers, &book, &ledger, &classified, plan.lifetime, as_of);
    let accounting = balance(&ledger, &classified, &book, &years, order_exclusions.height())?;
    let orders: Vec<Vec<u32>> =
        book.orders.par_iter().map(|order| baskets::products(&book.sales, order.lines.clone(), &ledger)).collect();
    let itemsets = itemsets::itemsets(&orders, plan.itemset_support);
    if itemsets.least > itemsets.asked {
        tracing::warn!(asked = itemsets.asked, used = itemsets.least, "too many itemsets: support raised");
    }
    let pairs = baskets::Baskets::of(&orders, ledger.products.len(), plan.min_joint_orders).pairs();
    Ok(Analyzed {
        purchase_years: years::table(&years, &ledger, as_of)?,
        customers: customers::table(&customers, &outlooks, &ledger, plan.rfm_grid.as_ref(), as_of)?,
        order_exclusions,
        cross_sell_rules: cross_sell::table(&pairs, &ledger)?,
        cohorts: cohorts::table(&accounts, &ledger)?,
        itemsets: itemsets::table(&itemsets, &ledger)?,
        recommendations: recommend::table(&accounts, &book, &ledger, &classified, plan, as_of)?,
        trial: trial::trial(&accounts, &book, &ledger, plan, as_of),
        itemset_orders: (itemsets.least, itemsets.asked),
        accounting,
        converted,
        lifetime,
    })
}

/// Counts the lines by class and checks them against what the tables hold.
fn balance(
    ledger: &ledger::Ledger<'_>,
    classified: &classify::Classified,
    book: &book::Book,
    years: &[account::Year],
    excluded: usize,
) -> PolarsResult<Accounting> {
    let count = |class: Class| classified.class.iter().filter(|&&other| other == class).count() as u64;
    let accounting = Accounting {
        lines: ledger.rows as u64,
        counted_sales: count(Class::Sale),
        counted_returns: count(Class::Return),
        excluded: excluded as u64,
        unattached: count(Class::Excluded(classify::Reason::NoCustomer)),
        orders: book.orders.len() as u64,
    };
    let sale_lines: u64 = years.iter().map(|row| row.figures.lines).sum();
    let sold: i128 = sum(ledger, classified, Class::Sale);
    let gross: i128 = years.iter().map(|row| row.figures.gross).sum();
    let returned: i128 = book.returns.iter().map(|back| back.value).sum();
    let returns: i128 = years.iter().map(|row| row.figures.returns).sum();
    let counted = accounting.counted_sales + accounting.counted_returns + accounting.excluded;
    let balanced =
        accounting.lines == counted && accounting.counted_sales == sale_lines && sold == gross && returned == returns;
    if !balanced {
        polars_bail!(
            ComputeError:
            "order lines do not balance: {accounting:?}; {sale_lines} sale lines, {sold} sold as {gross}, \
             {returned} returned as {returns}"
        );
    }
    Ok(accounting)
}

fn sum(ledger: &ledger::Ledger<'_>, classified: &classify::Classified, class: Class) -> i128 {
    let rows = classified.class.iter().enumerate().filter(|&(_, &other)| other == class);
    rows.map(|(row, _)| classified.value(ledger, row)).sum()
}
