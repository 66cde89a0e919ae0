//! Formats of postal codes, as data.

/// ISO code and patterns, `|` between: `d` a digit, `a` a letter, `x` either; other characters stand for
/// themselves. Blank and hyphen are written but not required. A country that is not listed has no codes or is
/// not judged.
#[rustfmt::skip]
pub const FORMATS: &[(&str, &str)] = &[
    ("AD", "ADddd"), ("AF", "dddd"), ("AL", "dddd"), ("AM", "dddd|dddddd"), ("AR", "dddd|addddaaa"), ("AT", "dddd"),
    ("AU", "dddd"), ("AX", "ddddd"), ("AZ", "AZdddd|dddd"), ("BA", "ddddd"), ("BB", "BBddddd"), ("BD", "dddd"), ("BE", "dddd"),
    ("BG", "dddd"), ("BH", "dddd|ddd"), ("BL", "ddddd"), ("BM", "aa dd|aa aa"), ("BN", "aadddd"), ("BR", "ddddd-ddd"),
    ("BT", "ddddd"), ("BY", "dddddd"), ("CA", "ada dad"), ("CC", "dddd"), ("CH", "dddd"), ("CL", "ddddddd"), ("CN", "dddddd"),
    ("CO", "dddddd"), ("CR", "ddddd|dddd"), ("CU", "ddddd"), ("CV", "dddd"), ("CX", "dddd"), ("CY", "dddd"), ("CZ", "ddd dd"),
    ("DE", "ddddd"), ("DK", "dddd"), ("DO", "ddddd"), ("DZ", "ddddd"), ("EC", "dddddd"), ("EE", "ddddd"), ("EG", "ddddd|ddddddd"),
    ("EH", "ddddd"), ("ES", "ddddd"), ("ET", "dddd"), ("FI", "ddddd"), ("FK", "FIQQ 1ZZ"), ("FM", "ddddd|ddddd-dddd"),
    ("FO", "ddd"), ("FR", "ddddd"), ("GB", "ad daa|add daa|aad daa|aadd daa|ada daa|aada daa"), ("GE", "dddd"), ("GF", "ddddd"),
    ("GG", "GYd daa|GYdd daa"), ("GI", "GX11 1AA"), ("GL", "dddd"), ("GN", "ddd"), ("GP", "ddddd"), ("GR", "ddd dd"),
    ("GS", "SIQQ 1ZZ"), ("GT", "ddddd"), ("GU", "ddddd|ddddd-dddd"), ("GW", "dddd"), ("HM", "dddd"), ("HN", "ddddd"),
    ("HR", "ddddd"), ("HT", "dddd"), ("HU", "dddd"), ("ID", "ddddd"), ("IE", "adx xxxx"), ("IL", "ddddddd|ddddd"),
    ("IM", "IMd daa|IMdd daa"), ("IN", "dddddd"), ("IQ", "ddddd"), ("IR", "ddddd-ddddd"), ("IS", "ddd"), ("IT", "ddddd"),
    ("JE", "JEd daa|JEdd daa"), ("JO", "ddddd"), ("JP", "ddd-dddd"), ("KE", "ddddd"), ("KG", "dddddd"), ("KH", "ddddd|dddddd"),
    ("KR", "ddddd|ddd-ddd"), ("KW", "ddddd"), ("KY", "KYd-dddd"), ("KZ", "dddddd"), ("LA", "ddddd"), ("LB", "dddd|ddddd|dddd dddd"),
    ("LI", "dddd"), ("LK", "ddddd"), ("LR", "dddd"), ("LS", "ddd"), ("LT", "ddddd"), ("LU", "dddd"), ("LV", "LV-dddd|dddd"),
    ("MA", "ddddd"), ("MC", "ddddd"), ("MD", "MD-dddd|dddd"), ("ME", "ddddd"), ("MF", "ddddd"), ("MG", "ddd"), ("MH", "ddddd|ddddd-dddd"),
    ("MK", "dddd"), ("MM", "ddddd"), ("MN", "ddddd|dddddd"), ("MP", "ddddd|ddddd-dddd"), ("MQ", "ddddd"), ("MT", "aaa dddd|aaa dd"),
    ("MU", "ddddd"), ("MV", "ddddd"), ("MX", "ddddd"), ("MY", "ddddd"), ("MZ", "dddd"), ("NA", "ddddd"), ("NC", "ddddd"),
    ("NE", "dddd"), ("NF", "dddd"), ("NG", "dddddd"), ("NI", "ddddd"), ("NL", "dddd aa"), ("NO", "dddd"), ("NP", "ddddd"),
    ("NZ", "dddd"), ("OM", "ddd"), ("PA", "dddd"), ("PE", "ddddd|LIMA dd|LIMA d"), ("PF", "ddddd"), ("PG", "ddd"), ("PH", "dddd"),
    ("PK", "ddddd"), ("PL", "dd-ddd"), ("PM", "ddddd"), ("PN", "PCRN 1ZZ"), ("PR", "ddddd|ddddd-dddd"), ("PT", "dddd-ddd|dddd"),
    ("PW", "ddddd|ddddd-dddd"), ("PY", "dddd"), ("RE", "ddddd"), ("RO", "dddddd"), ("RS", "ddddd|dddddd"), ("RU", "dddddd"),
    ("SA", "ddddd|ddddd-dddd"), ("SD", "ddddd"), ("SE", "ddd dd"), ("SG", "dddddd"), ("SH", "ASCN 1ZZ|STHL 1ZZ|TDCU 1ZZ"),
    ("SI", "dddd"), ("SJ", "dddd"), ("SK", "ddd dd"), ("SM", "ddddd"), ("SN", "ddddd"), ("SO", "aa ddddd"), ("SZ", "addd"),
    ("TC", "TKCA 1ZZ"), ("TH", "ddddd"), ("TJ", "dddddd"), ("TM", "dddddd"), ("TN", "dddd"), ("TR", "ddddd"),
    ("TW", "ddd|ddddd|dddddd"), ("TZ", "ddddd|dddd"), ("UA", "ddddd"), ("US", "ddddd|ddddd-dddd"), ("UY", "ddddd"),
    ("UZ", "dddddd"), ("VA", "ddddd"), ("VC", "VCdddd"), ("VE", "dddd"), ("VG", "VGdddd"), ("VI", "ddddd|ddddd-dddd"),
    ("VN", "ddddd|dddddd"), ("WF", "ddddd"), ("XK", "ddddd"), ("YT", "ddddd"), ("ZA", "dddd"), ("ZM", "ddddd"),
];

/// Countries with codes that start with zero, and how many zeros a spreadsheet may have eaten.
#[rustfmt::skip]
pub const LEADING_ZEROS: &[(&str, usize)] = &[
    ("DE", 1), ("FR", 1), ("ES", 1), ("IT", 2), ("FI", 2), ("US", 2), ("NO", 1), ("MX", 1), ("TR", 1), ("UA", 1), ("RO", 1),
    ("LT", 1), ("PL", 2), ("SK", 1), ("AU", 1), ("KR", 1), ("SG", 1), ("JP", 1), ("BR", 1), ("KZ", 1), ("MY", 1), ("NZ", 1),
    ("ZA", 2), ("PR", 2), ("SM", 0), ("VA", 2),
];
