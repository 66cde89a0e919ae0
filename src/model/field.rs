//! Canonical fields: what a column of any export may mean.

/// The type a field has once `validate` has read it. Every field is text before that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// UTF-8 text, NFC, trimmed; null when missing.
    Text,
    /// Calendar date without a time.
    Date,
    /// Instant in UTC, microseconds.
    Timestamp,
    /// Yes, no, or null for unknown.
    Flag,
}

/// One canonical field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Column name, lower snake_case.
    pub name: &'static str,
    /// Type after validation.
    pub kind: FieldKind,
    /// One sentence for readers of the tables.
    pub description: &'static str,
}

const fn text(name: &'static str, description: &'static str) -> Field {
    Field { name, kind: FieldKind::Text, description }
}

const fn date(name: &'static str, description: &'static str) -> Field {
    Field { name, kind: FieldKind::Date, description }
}

const fn stamp(name: &'static str, description: &'static str) -> Field {
    Field { name, kind: FieldKind::Timestamp, description }
}

const fn flag(name: &'static str, description: &'static str) -> Field {
    Field { name, kind: FieldKind::Flag, description }
}

/// The columns that say where a record came from. `record_id`, `source`, `source_file` and `source_key`
/// are text, `source_row` is the 1-based ordinal of the data record in its file, rejects counted.
pub const ORIGIN: [&str; 5] = ["record_id", "source", "source_file", "source_row", "source_key"];

/// The fields of a contact, in the order in which every table shows them.
pub const CONTACT: &[Field] = &[
    text("record_kind", "person, organisation, role_mailbox or unknown"),
    text("salutation", "Form of address in its own language, written out: Herr, Frau, Ms."),
    text("academic_title", "Titles in front of the name in usual spelling: Prof. Dr., Dipl.-Ing."),
    text("given_name", "All given names and initials, in order"),
    text("name_particle", "Particle of the family name: von der, de la"),
    text("family_name", "Family name with its particles"),
    text("name_suffix", "Jr., III, and degrees behind the name"),
    text("full_name", "Title, given name, family name and suffix as one would address a letter"),
    text("company", "Company name with its legal form"),
    text("legal_form", "Legal form in its usual short form: GmbH, e.K., Ltd."),
    text("job_title", "Position in the company"),
    text("department", "Department in the company"),
    text("email", "E-mail address, domain in lower case"),
    text("email_2", "A second e-mail address"),
    text("phone", "Landline or main number, E.164"),
    text("mobile", "Mobile number, E.164"),
    text("fax", "Fax number, E.164"),
    text("street", "Street without the house number"),
    text("house_number", "House number with its letter, range without blanks"),
    text("address_extra", "Staircase, floor, door, building, second address line"),
    text("po_box", "Post-office box, digits"),
    text("postal_code", "Postal code in its country's notation"),
    text("city", "City"),
    text("region", "State, Land or canton"),
    text("country", "ISO 3166-1 alpha-2 code"),
    text("website", "Website as a URL"),
    text("domain", "Registrable domain of the website, else of a business e-mail address"),
    text("vat_id", "VAT id with its country prefix, no separators"),
    date("birth_date", "Date of birth"),
    text("language", "Language, ISO 639-1 where it can be told"),
    text("lead_source", "Where the lead came from, in the source's words"),
    text("campaign", "Campaign the lead belongs to"),
    text("lead_status", "Status in the source's words"),
    text("lifecycle_stage", "Lifecycle stage in the source's words"),
    text("owner", "Owner in the source system"),
    stamp("created_at", "When the source created the record"),
    stamp("updated_at", "When the source last changed the record"),
    stamp("last_activity_at", "Last activity known to the source"),
    flag("consent_email", "Consent to e-mail; null is unknown, never no"),
    flag("consent_phone", "Consent to calls; null is unknown, never no"),
    stamp("consent_at", "When consent was given"),
    flag("opt_out", "True when the person objected to being contacted"),
    text("notes", "Free notes"),
];

/// Fields that a source may carry and that help to fill [`CONTACT`], but that no contact table holds.
pub const AUXILIARY: &[Field] = &[
    text("middle_name", "Second given name; appended to the given name"),
    text("gender", "Gender as the source says it"),
    text("nickname", "Nickname"),
    text("industry", "Industry of the company"),
    text("employees", "Number of employees"),
    text("annual_revenue", "Annual revenue"),
    text("tags", "Tags or categories"),
    text("linkedin_url", "LinkedIn profile"),
    text("company_line2", "Second line of a company name"),
    text("score", "Score or rating of the source"),
];

/// The fields of an order line. Amounts stay text until `validate` reads them.
pub const ORDER: &[Field] = &[
    text("order_id", "Document number"),
    text("order_date", "Document date"),
    text("document_type", "Order, invoice, cancellation, credit note, in the source's words"),
    text("customer_id", "Customer number of the source"),
    text("email", "E-mail address of the buyer"),
    text("product_id", "Article number"),
    text("product_name", "Article name"),
    text("category", "Product category"),
    text("quantity", "Quantity, negative for returns"),
    text("unit_price", "Price of one unit"),
    text("order_total", "Total of the line or document where there is no unit price"),
    text("currency", "ISO 4217 code"),
    text("discount", "Discount of the line"),
    text("tax", "Tax of the line"),
    text("cancelled_at", "When the document was cancelled"),
    text("refunded_amount", "Amount paid back"),
];

/// The fields of an activity: an opened e-mail, a visit, a meeting.
pub const ACTIVITY: &[Field] = &[
    text("activity_id", "The source's own id of the activity"),
    text("activity_type", "What happened, in the source's words"),
    text("channel", "Channel it went through, in the source's words; without one the type tells"),
    text("email", "E-mail address of the person"),
    text("phone", "Phone number of the person"),
    text("customer_id", "Customer number of the person"),
    stamp("occurred_at", "When it happened"),
    text("campaign", "Campaign it belongs to"),
];

/// The fields of a suppression entry: somebody who must not be contacted.
pub const SUPPRESSION: &[Field] = &[
    text("email", "E-mail address, any spelling"),
    text("phone", "Phone number, any spelling"),
    text("reason", "Why"),
    text("opted_out_at", "When"),
    text("channel", "Which channel the objection came by; the suppression covers all channels"),
];

/// The contact field of that name.
pub fn contact(name: &str) -> Option<&'static Field> {
    CONTACT.iter().find(|field| field.name == name)
}
