//! What each import takes, from the vendors' pages, as a table of its own: nothing here is read from the writer's files.

/// What a cell must look like.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// Any letters behind the @ sign, ASCII before it.
    Email,
    /// ASCII only.
    PlainEmail,
    /// + and 7 to 15 digits.
    Phone,
    /// A date in a form.
    Day(&'static str),
    /// One of these words.
    Words(&'static [&'static str]),
    /// The external id: a UUID.
    External,
    /// An id that the system gave.
    Own(fn(&str) -> bool),
    /// Two letters.
    CountryCode,
    /// The country's English name.
    CountryName,
    /// Street, city, region, postal code, country, two blanks between them, nothing left out but the region.
    TwoBlanks,
    Number,
}

/// A column: its header, its cells, and the field of a contact or organisation that it shows.
#[derive(Clone, Copy)]
pub struct Column {
    pub header: &'static str,
    pub field: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// No two rows have the same, capitals apart.
    pub once: bool,
    pub chars: usize,
    pub bytes: usize,
    /// `new` or `update` when it is only in one of the two files.
    pub only: &'static str,
    /// Its values stand in this column of the companies' file.
    pub parent: &'static str,
}

const fn c(header: &'static str, field: &'static str, kind: Kind, chars: usize) -> Column {
    let (any, none) = (usize::MAX, "");
    Column { header, field, kind, required: false, once: false, chars, bytes: any, only: none, parent: none }
}

const fn t(header: &'static str, field: &'static str, chars: usize) -> Column {
    c(header, field, Kind::Text, chars)
}

const fn id(header: &'static str, field: &'static str) -> Column {
    c(header, field, Kind::External, 100).must().once()
}

const fn own(header: &'static str, is: fn(&str) -> bool) -> Column {
    c(header, "crm_id", Kind::Own(is), 100).must().once().only("update")
}

impl Column {
    const fn must(mut self) -> Self {
        self.required = true;
        self
    }
    const fn once(mut self) -> Self {
        self.once = true;
        self
    }
    const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }
    const fn only(mut self, only: &'static str) -> Self {
        self.only = only;
        self
    }
    const fn parent(mut self, parent: &'static str) -> Self {
        self.parent = parent;
        self
    }
}

/// A kind of file.
pub struct Sheet {
    pub stem: &'static str,
    /// Header of the external id.
    pub id: &'static str,
    pub one_of: &'static [&'static str],
    pub columns: &'static [Column],
}

/// A target.
pub struct Rule {
    pub name: &'static str,
    pub xlsx: bool,
    pub bom: bool,
    pub delimiter: u8,
    pub crlf: bool,
    /// Data rows of a file.
    pub rows: usize,
    pub bytes: usize,
    pub marketing: bool,
    pub forbidden: &'static str,
    /// An empty cell leaves what the record has.
    pub keeps: bool,
    /// True for an id of the system; none where new and known people are not told apart.
    pub own: Option<fn(&str) -> bool>,
    /// Companies before contacts.
    pub sheets: &'static [Sheet],
}

pub fn is_digits(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

pub fn is_uuid(id: &str) -> bool {
    let groups: Vec<&str> = id.split('-').collect();
    groups.iter().map(|group| group.len()).collect::<Vec<_>>() == [8, 4, 4, 4, 12]
        && id.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

pub fn is_salesforce(id: &str) -> bool {
    [15, 18].contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub fn is_odoo(id: &str) -> bool {
    id.split('.').count() == 2 && id.split('.').all(|part| !part.is_empty()) && !id.contains([' ', ','])
}

fn is_any(id: &str) -> bool {
    !id.is_empty()
}

/// The rules of a target.
pub fn rule(name: &str) -> &'static Rule {
    RULES.iter().find(|rule| rule.name == name).unwrap()
}

const CSV: Rule = Rule {
    name: "",
    xlsx: false,
    bom: false,
    delimiter: b',',
    crlf: false,
    rows: 0,
    bytes: 0,
    marketing: false,
    forbidden: "",
    keeps: true,
    own: None,
    sheets: &[],
};

const SALUTATION: Kind = Kind::Words(&["Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Mx."]);
const TRUE_FALSE: Kind = Kind::Words(&["true", "false"]);
const YES_NO: Kind = Kind::Words(&["Yes", "No"]);
const YES_NO_SMALL: Kind = Kind::Words(&["yes", "no"]);
const ONE_ZERO: Kind = Kind::Words(&["1", "0"]);
const ISO: Kind = Kind::Day("%Y-%m-%d");
const STAGES: Kind = Kind::Words(&[
    "subscriber",
    "lead",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "opportunity",
    "customer",
    "evangelist",
    "other",
]);
const LEAD_STATUS: Kind = Kind::Words(&[
    "NEW",
    "OPEN",
    "IN_PROGRESS",
    "OPEN_DEAL",
    "UNQUALIFIED",
    "ATTEMPTED_TO_CONTACT",
    "CONNECTED",
    "BAD_TIMING",
]);
const ANY: usize = usize::MAX;
/// Of a cell of Excel, and of a text of Salesforce and Zoho.
const CELL: usize = 32_767;
const MEMO: usize = 32_000;
use Kind::{CountryCode, CountryName, Email, Number, Phone, PlainEmail, TwoBlanks};

/// All targets.
pub const RULES: &[Rule] = &[
    Rule {
        name: "salesforce",
        rows: 5_000_000,
        bytes: 100_000_000,
        own: Some(is_salesforce),
        sheets: &[
            Sheet {
                stem: "accounts",
                id: "Leadloom_Id__c",
                one_of: &[],
                columns: &[
                    id("Leadloom_Id__c", "organisation_id"),
                    t("Name", "company", 255).must(),
                    t("Website", "domain", 255),
                    t("BillingStreet", "street_line", 255),
                    t("BillingPostalCode", "postal_code", 20),
                    t("BillingCity", "city", 40),
                    c("BillingCountry", "country", CountryName, 80),
                ],
            },
            Sheet {
                stem: "contacts",
                id: "Leadloom_Id__c",
                one_of: &[],
                columns: &[
                    own("Id", is_salesforce),
                    id("Leadloom_Id__c", "contact_id"),
                    t("Account.Leadloom_Id__c", "organisation_id", 255).parent("Leadloom_Id__c"),
                    c("Salutation", "salutation", SALUTATION, 40),
                    t("FirstName", "given_name", 40),
                    t("LastName", "family_name", 80).must(),
                    t("Title", "job_title", 128),
                    t("Department", "department", 80),
                    c("Email", "email", PlainEmail, 80),
                    c("Phone", "phone", Phone, 40),
                    c("MobilePhone", "mobile", Phone, 40),
                    c("Fax", "fax", Phone, 40),
                    t("MailingStreet", "street_line", 255),
                    t("MailingPostalCode", "postal_code", 20),
                    t("MailingCity", "city", 40),
                    t("MailingState", "region", 80),
                    c("MailingCountry", "country", CountryName, 80),
                    c("Birthdate", "birth_date", ISO, 10),
                    c("HasOptedOutOfEmail", "opt_out", TRUE_FALSE, 5),
                    t("Description", "notes", MEMO),
                ],
            },
        ],
        ..CSV
    },
    Rule {
        name: "salesforce_wizard",
        crlf: true,
        rows: 50_000,
        bytes: 100_000_000,
        own: Some(is_salesforce),
        sheets: &[Sheet {
            stem: "contacts",
            id: "Leadloom Id",
            one_of: &[],
            columns: &[
                own("Contact ID", is_salesforce),
                id("Leadloom Id", "contact_id"),
                t("Account Name", "organisation_name", 255),
                c("Salutation", "salutation", SALUTATION, 40),
                t("First Name", "given_name", 40),
                t("Last Name", "family_name", 80).must(),
                t("Title", "job_title", 128),
                t("Department", "department", 80),
                c("Email", "email", PlainEmail, 80),
                c("Phone", "phone", Phone, 40),
                c("Mobile", "mobile", Phone, 40),
                t("Mailing Street", "street_line", 255),
                t("Mailing Zip/Postal Code", "postal_code", 20),
                t("Mailing City", "city", 40),
                t("Mailing State/Province", "region", 80),
                c("Mailing Country", "country", CountryName, 80),
                c("Email Opt Out", "opt_out", ONE_ZERO, 1),
                t("Description", "notes", MEMO).bytes(32_768),
            ],
        }],
        ..CSV
    },
    Rule {
        name: "hubspot",
        rows: 1_048_575,
        bytes: 20_000_000,
        own: Some(is_digits),
        sheets: &[
            Sheet {
                stem: "companies",
                id: "leadloom company ID",
                one_of: &["Company name", "Company Domain Name"],
                columns: &[
                    id("leadloom company ID", "organisation_id"),
                    t("Company name", "company", 65_536).must(),
                    t("Company Domain Name", "domain", 65_536).once(),
                    t("Street Address", "street_line", 65_536),
                    t("Postal Code", "postal_code", 65_536),
                    t("City", "city", 65_536),
                    c("Country/Region", "country", CountryName, 65_536),
                ],
            },
            Sheet {
                stem: "contacts",
                id: "leadloom contact ID",
                one_of: &["First Name", "Last Name", "Email"],
                columns: &[
                    own("Record ID", is_digits),
                    id("leadloom contact ID", "contact_id"),
                    t("leadloom company ID", "organisation_id", 100).parent("leadloom company ID"),
                    c("Email", "email", PlainEmail, 254).once(),
                    t("First Name", "given_name", 65_536),
                    t("Last Name", "family_name", 65_536),
                    t("Salutation", "salutation", 65_536),
                    t("Job Title", "job_title", 65_536),
                    t("Company Name", "organisation_name", 65_536),
                    c("Phone Number", "phone", Phone, 16),
                    c("Mobile Phone Number", "mobile", Phone, 16),
                    t("Street Address", "street_line", 65_536),
                    t("Postal Code", "postal_code", 65_536),
                    t("City", "city", 65_536),
                    t("State/Region", "region", 65_536),
                    c("Country/Region", "country", CountryName, 65_536),
                    c("Lifecycle Stage", "lifecycle_stage", STAGES, 65_536),
                    c("Lead Status", "lead_status", LEAD_STATUS, 65_536),
                    c("Date of birth", "birth_date", ISO, 10),
                    c("Unsubscribed from all email", "opt_out", TRUE_FALSE, 5),
                    t("Message", "notes", 65_536),
                ],
            },
        ],
        ..CSV
    },
    Rule {
        name: "pipedrive",
        rows: 50_000,
        bytes: 50_000_000,
        own: Some(is_digits),
        sheets: &[
            Sheet {
                stem: "organizations",
                id: "Organization - leadloom ID",
                one_of: &[],
                columns: &[
                    id("Organization - leadloom ID", "organisation_id"),
                    t("Organization - Name", "company", 255).must().once(),
                    t("Organization - Address", "address", 255),
                    t("Organization - Website", "domain", 255),
                ],
            },
            Sheet {
                stem: "people",
                id: "Person - leadloom ID",
                one_of: &[],
                columns: &[
                    own("Person - ID", is_digits),
                    id("Person - leadloom ID", "contact_id"),
                    t("Person - Name", "full_name", 255).must(),
                    t("Organization - Name", "organisation_name", 255).parent("Organization - Name"),
                    t("Person - Job title", "job_title", 255),
                    c("Person - Email - Work", "email", PlainEmail, 255),
                    c("Person - Email - Other", "email_2", PlainEmail, 255),
                    c("Person - Phone - Work", "phone", Phone, 16),
                    c("Person - Phone - Mobile", "mobile", Phone, 16),
                    t("Person - Postal address", "address", 255),
                    c("Person - Birthday", "birth_date", ISO, 10),
                    c("Person - Opted out", "opt_out", YES_NO, 3),
                    t("Note", "notes", ANY).bytes(100_000),
                ],
            },
        ],
        ..CSV
    },
    Rule {
        name: "dynamics",
        bom: true,
        crlf: true,
        rows: 1_000_000,
        bytes: 8_000_000,
        keeps: false,
        own: Some(is_uuid),
        sheets: &[
            Sheet {
                stem: "accounts",
                id: "leadloom ID",
                one_of: &[],
                columns: &[
                    id("leadloom ID", "organisation_id"),
                    t("Account Name", "company", 160).must().once(),
                    t("Website", "domain", 200),
                    t("Address 1: Street 1", "street_line", 250),
                    t("Address 1: ZIP/Postal Code", "postal_code", 20),
                    t("Address 1: City", "city", 80),
                    c("Address 1: Country/Region", "country", CountryName, 80),
                ],
            },
            Sheet {
                stem: "contacts",
                id: "leadloom ID",
                one_of: &[],
                columns: &[
                    own("Contact", is_uuid),
                    id("leadloom ID", "contact_id"),
                    t("First Name", "given_name", 50),
                    t("Last Name", "family_name", 50).must(),
                    t("Company Name", "organisation_name", 160).parent("Account Name"),
                    t("Job Title", "job_title", 100),
                    t("Department", "department", 100),
                    c("Email", "email", PlainEmail, 100),
                    c("Business Phone", "phone", Phone, 50),
                    c("Mobile Phone", "mobile", Phone, 50),
                    c("Fax", "fax", Phone, 50),
                    t("Address 1: Street 1", "street_line", 250),
                    t("Address 1: ZIP/Postal Code", "postal_code", 20),
                    t("Address 1: City", "city", 80),
                    t("Address 1: State/Province", "region", 50),
                    c("Address 1: Country/Region", "country", CountryName, 80),
                    c("Birthday", "birth_date", ISO, 10),
                    c("Do not allow Bulk Emails", "opt_out", Kind::Words(&["Do Not Allow", "Allow"]), 12),
                    t("Description", "notes", 2_000),
                ],
            },
        ],
        ..CSV
    },
    Rule {
        name: "zoho",
        rows: 10_000,
        bytes: 25_000_000,
        forbidden: "\"|<>",
        own: Some(is_digits),
        sheets: &[
            Sheet {
                stem: "accounts",
                id: "leadloom ID",
                one_of: &[],
                columns: &[
                    id("leadloom ID", "organisation_id"),
                    t("Account Name", "company", 200).must().once(),
                    t("Website", "domain", 255),
                    t("Billing Street", "street_line", 250),
                    t("Billing Code", "postal_code", 30),
                    t("Billing City", "city", 100),
                    c("Billing Country", "country", CountryName, 100),
                ],
            },
            Sheet {
                stem: "contacts",
                id: "leadloom ID",
                one_of: &[],
                columns: &[
                    own("Record Id", is_digits),
                    id("leadloom ID", "contact_id"),
                    t("First Name", "given_name", 40),
                    t("Last Name", "family_name", 80).must(),
                    t("Account Name", "organisation_name", 200).parent("Account Name"),
                    t("Title", "job_title", 100),
                    t("Department", "department", 50),
                    c("Email", "email", PlainEmail, 100).once(),
                    c("Secondary Email", "email_2", PlainEmail, 100),
                    c("Phone", "phone", Phone, 30),
                    c("Mobile", "mobile", Phone, 30),
                    c("Fax", "fax", Phone, 30),
                    t("Mailing Street", "street_line", 250),
                    t("Mailing Zip", "postal_code", 30),
                    t("Mailing City", "city", 100),
                    t("Mailing State", "region", 100),
                    c("Mailing Country", "country", CountryName, 100),
                    c("Date of Birth", "birth_date", Kind::Day("%m/%d/%Y"), 10),
                    c("Email Opt Out", "opt_out", TRUE_FALSE, 5),
                    t("Description", "notes", MEMO),
                ],
            },
        ],
        ..CSV
    },
    Rule {
        name: "mailchimp",
        rows: 500_000,
        bytes: 100_000_000,
        marketing: true,
        sheets: &[Sheet {
            stem: "contacts",
            id: "leadloom ID",
            one_of: &[],
            columns: &[
                c("Email Address", "email", Email, ANY).must().once().bytes(255),
                id("leadloom ID", "contact_id"),
                t("First Name", "given_name", ANY).bytes(255),
                t("Last Name", "family_name", ANY).bytes(255),
                t("Salutation", "salutation", ANY).bytes(255),
                t("Company", "organisation_name", ANY).bytes(255),
                c("Address", "two_blanks", TwoBlanks, ANY).bytes(255),
                c("Phone Number", "phone_or_mobile", Phone, 16),
                c("Birthday", "birth_date", Kind::Day("%m/%d"), 5),
                t("Language", "language", ANY).bytes(255),
            ],
        }],
        ..CSV
    },
    Rule {
        name: "brevo",
        delimiter: b';',
        rows: ANY,
        bytes: 250_000_000,
        marketing: true,
        sheets: &[Sheet {
            stem: "contacts",
            id: "EXT_ID",
            one_of: &["EMAIL", "SMS", "WHATSAPP", "LANDLINE_NUMBER", "EXT_ID"],
            columns: &[
                c("EMAIL", "email", Email, 254).must().once(),
                id("EXT_ID", "contact_id"),
                t("LASTNAME", "family_name", 255),
                t("FIRSTNAME", "given_name", 255),
                t("SALUTATION", "salutation", 255),
                t("COMPANY", "organisation_name", 255),
                t("JOB_TITLE", "job_title", 255),
                c("SMS", "mobile", Phone, 16).once(),
                c("LANDLINE_NUMBER", "phone", Phone, 16),
                t("POSTAL_CODE", "postal_code", 255),
                t("CITY", "city", 255),
                c("COUNTRY", "country", CountryCode, 255),
                t("LANGUAGE", "language", 255),
                c("BIRTHDAY", "birth_date", Kind::Day("%d-%m-%Y"), 10),
                c("OPTIN_TIME", "consent_at", Kind::Day("%d-%m-%Y"), 10),
            ],
        }],
        ..CSV
    },
    Rule {
        name: "cleverreach",
        delimiter: b';',
        crlf: true,
        rows: 500_000,
        bytes: 50_000_000,
        marketing: true,
        sheets: &[Sheet {
            stem: "contacts",
            id: "leadloom_id",
            one_of: &[],
            columns: &[
                c("email", "email", Email, 254).must().once(),
                id("leadloom_id", "contact_id"),
                t("salutation", "salutation", 255),
                t("title", "academic_title", 255),
                t("firstname", "given_name", 255),
                t("lastname", "family_name", 255),
                t("company", "organisation_name", 255),
                t("zip", "postal_code", 255),
                t("city", "city", 255),
                c("country", "country", CountryCode, 255),
                c("birthday", "birth_date", ISO, 10),
            ],
        }],
        ..CSV
    },
    Rule {
        name: "odoo",
        rows: 2_000,
        bytes: 25_000_000,
        keeps: false,
        own: Some(is_odoo),
        sheets: &[
            Sheet {
                stem: "companies",
                id: "id",
                one_of: &[],
                columns: &[
                    id("id", "organisation_id"),
                    t("name", "company", ANY).must(),
                    c("is_company", "", Kind::Words(&["1"]), 1).must(),
                    t("vat", "vat_id", ANY),
                    t("website", "domain", ANY),
                    t("street", "street_line", ANY),
                    t("zip", "postal_code", ANY),
                    t("city", "city", ANY),
                    c("country_id", "country", CountryCode, 2),
                ],
            },
            Sheet {
                stem: "contacts",
                id: "ref",
                one_of: &[],
                columns: &[
                    id("id", "contact_id").only("new"),
                    own("id", is_odoo),
                    id("ref", "contact_id"),
                    t("name", "full_name", ANY).must(),
                    c("is_company", "", Kind::Words(&["0"]), 1).must(),
                    t("parent_id/id", "organisation_id", ANY).parent("id"),
                    t("function", "job_title", ANY),
                    c("email", "email", PlainEmail, ANY),
                    c("phone", "phone", Phone, ANY),
                    c("mobile", "mobile", Phone, ANY),
                    t("street", "street_line", ANY),
                    t("street2", "address_extra", ANY),
                    t("zip", "postal_code", ANY),
                    t("city", "city", ANY),
                    c("country_id", "country", CountryCode, 2),
                    t("comment", "notes", ANY),
                ],
            },
        ],
        ..CSV
    },
    Rule {
        name: "excel",
        xlsx: true,
        rows: 1_048_575,
        bytes: ANY,
        keeps: false,
        own: Some(is_any),
        sheets: &[
            Sheet {
                stem: "companies",
                id: "Organisation ID",
                one_of: &[],
                columns: &[
                    id("Organisation ID", "organisation_id"),
                    t("Company", "company", CELL).must(),
                    t("Domain", "domain", CELL),
                    t("VAT ID", "vat_id", CELL),
                    t("Street", "street_line", CELL),
                    t("Postal code", "postal_code", CELL),
                    t("City", "city", CELL),
                    c("Country", "country", CountryCode, CELL),
                    c("Contacts", "contact_count", Number, CELL),
                    c("Orders", "lifetime_orders", Number, CELL),
                    c("Net value", "lifetime_net", Number, CELL),
                ],
            },
            Sheet {
                stem: "contacts",
                id: "Contact ID",
                one_of: &[],
                columns: &[
                    id("Contact ID", "contact_id"),
                    t("CRM ID", "crm_id", CELL),
                    t("Changed fields", "changed_fields", CELL).only("update"),
                    t("Organisation ID", "organisation_id", CELL).parent("Organisation ID"),
                    t("Kind", "record_kind", CELL),
                    t("Salutation", "salutation", CELL),
                    t("Title", "academic_title", CELL),
                    t("Given name", "given_name", CELL),
                    t("Family name", "family_name", CELL),
                    t("Company", "organisation_name", CELL),
                    t("Job title", "job_title", CELL),
                    t("E-mail", "email", CELL),
                    t("Second e-mail", "email_2", CELL),
                    t("Phone", "phone", CELL),
                    t("Mobile", "mobile", CELL),
                    t("Street", "street_line", CELL),
                    t("Postal code", "postal_code", CELL),
                    t("City", "city", CELL),
                    t("Region", "region", CELL),
                    c("Country", "country", CountryCode, CELL),
                    c("Date of birth", "birth_date", ISO, CELL),
                    c("Consent to e-mail", "consent_email", YES_NO_SMALL, CELL),
                    c("Consent to calls", "consent_phone", YES_NO_SMALL, CELL),
                    c("Opted out", "opt_out", YES_NO_SMALL, CELL),
                    c("Orders", "lifetime_orders", Number, CELL),
                    c("Net value", "lifetime_net", Number, CELL),
                    t("Currency", "lifetime_currency", CELL),
                    c("Last order", "last_order", ISO, CELL),
                    t("Segments", "segment_names", CELL),
                    t("Sources", "sources", CELL),
                    t("Notes", "notes", CELL),
                ],
            },
        ],
        ..CSV
    },
];
