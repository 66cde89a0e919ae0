//! Legal forms, as data: German-speaking countries in full, the rest of Europe and the big English-speaking
//! countries by their usual forms. Checked against the national lists behind ISO 20275; spellings are our own.

/// One legal form.
#[derive(Debug)]
pub struct Form {
    /// Usual short form.
    pub short: &'static str,
    /// Spellings, squashed (lower case, umlauts written out, letters, digits, `&` and `/` only), `|` between.
    pub spellings: &'static str,
    /// The one country the form belongs to; empty when several know it.
    pub country: &'static str,
    /// When a spelling counts.
    pub when: When,
    /// Forms of one group are translations of each other: the same entity may carry either.
    pub group: &'static str,
}

/// When a spelling counts as the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In any letter case, and also in the middle of a name.
    Sure,
    /// In any letter case, at the end only.
    Tail,
    /// Short enough to be a word or an initialism: dots, the very letter case, or a cell in one letter case.
    Exact,
}

use When::{Exact, Sure, Tail};

const fn f(short: &'static str, spellings: &'static str, country: &'static str, when: When) -> Form {
    Form { short, spellings, country, when, group: short }
}

const fn g(
    short: &'static str,
    spellings: &'static str,
    country: &'static str,
    when: When,
    group: &'static str,
) -> Form {
    Form { short, spellings, country, when, group }
}

/// The forms. Where two rows share a spelling the first whose country fits wins; see `find`.
#[rustfmt::skip]
pub const FORMS: &[Form] = &[
    // Germany, Austria, Switzerland, Liechtenstein
    g("GmbH", "gmbh|gesmbh|gesellschaftmitbeschraenkterhaftung|gesellschaftmitbeschrankterhaftung|gesellschaftmbh|gesmitbeschraenkterhaftung|gesmitbeschrhaftung|gmbhh|gembh|gesellschaftmbhaftung", "", Sure, "llc"),
    f("gGmbH", "ggmbh|gemeinnuetzigegmbh|gemeinnuetzigegesellschaftmitbeschraenkterhaftung|gemgmbh", "DE", Sure),
    f("UG (haftungsbeschränkt)", "ug|ughaftungsbeschraenkt|ughaftungsbeschrankt|ughaftungsbeschr|ughb|ughaftbeschr|unternehmergesellschaft|unternehmergesellschafthaftungsbeschraenkt|unternehmergesellschafthaftungsbeschrankt|haftungsbeschraenkteunternehmergesellschaft", "DE", Sure),
    f("gUG (haftungsbeschränkt)", "gug|gughaftungsbeschraenkt|gemeinnuetzigeughaftungsbeschraenkt|gemeinnuetzigeunternehmergesellschafthaftungsbeschraenkt", "DE", Sure),
    g("AG", "ag|aktiengesellschaft|aktienges", "", Tail, "plc"),
    f("gAG", "gag|gemeinnuetzigeag", "DE", Exact),
    f("SE", "se|societaseuropaea", "", Exact),
    f("KGaA", "kgaa|kommanditgesellschaftaufaktien|kgaufaktien", "DE", Sure),
    f("KG", "kg|kommanditgesellschaft|kommanditges", "", Tail),
    f("OHG", "ohg|offenehandelsgesellschaft|offenehandelsges", "DE", Tail),
    f("OG", "og|offenegesellschaft", "AT", Exact),
    f("OEG", "oeg|offeneerwerbsgesellschaft", "AT", Exact),
    f("KEG", "keg|kommanditerwerbsgesellschaft", "AT", Exact),
    f("GbR", "gbr|gdbr|gesellschaftbuergerlichenrechts|gesellschaftdesbuergerlichenrechts|bgbgesellschaft", "DE", Tail),
    f("eGbR", "egbr|eingetragenegesellschaftbuergerlichenrechts", "DE", Tail),
    f("GesbR", "gesbr|gesnbr", "AT", Tail),
    f("e.K.", "ek|eingetragenerkaufmann|eingetragenekauffrau|eingkaufmann|eingkauffrau", "DE", Exact),
    g("e.Kfm.", "ekfm|ekaufm|ekaufmann", "DE", Sure, "e.K."),
    g("e.Kfr.", "ekfr|ekffr|ekauffrau", "DE", Sure, "e.K."),
    f("e.U.", "eu|eingetragenesunternehmen|eingetragenerunternehmer|eingetrageneunternehmerin", "AT", Exact),
    f("e.V.", "ev|eingetragenerverein|eingverein|evgemeinnuetzig", "DE", Exact),
    f("eG", "eg|egmbh|egmuh|eingetragenegenossenschaft", "DE", Exact),
    f("eGen", "egen|egenmbh|reggenmbh|regisgenmbh|registriertegenossenschaft|registriertegenossenschaftmitbeschraenkterhaftung|rgmbh", "AT", Tail),
    f("PartG", "partg|partnerschaftsgesellschaft|partges", "DE", Tail),
    f("PartG mbB", "partgmbb|partmbb|partgesmbb|partnerschaftmbb|partnerschaftsgesellschaftmbb|partnerschaftmitbeschraenkterberufshaftung|partnerschaftsgesellschaftmitbeschraenkterberufshaftung", "DE", Sure),
    f("AöR", "aoer|anstaltdesoeffentlichenrechts|anstaltoeffentlichenrechts", "DE", Tail),
    f("KdöR", "kdoer|koer|koerperschaftdesoeffentlichenrechts", "DE", Tail),
    f("VVaG", "vvag|versicherungsvereinaufgegenseitigkeit", "DE", Tail),
    f("InvAG", "invag|investmentaktiengesellschaft", "DE", Tail),
    f("FlexCo", "flexco|flexkapg|flexiblekapitalgesellschaft", "AT", Tail),
    f("KlG", "klg|kollektivgesellschaft", "CH", Exact),
    g("Sagl", "sagl|societaagaranzialimitata", "CH", Tail, "llc"),
    // French
    g("Sàrl", "sarl|societearesponsabilitelimitee|sarlresponsabilitelimitee", "", Tail, "llc"),
    g("SARL", "sarl", "FR", Tail, "llc"),
    g("SA", "sa|societeanonyme|socanonyme", "", Exact, "plc"),
    f("SAS", "sas|societeparactionssimplifiee", "FR", Tail),
    f("SASU", "sasu", "FR", Tail),
    f("EURL", "eurl", "FR", Tail),
    f("SNC", "snc|societeennomcollectif", "FR", Tail),
    f("SCI", "sci|societecivileimmobiliere", "FR", Exact),
    f("SCA", "sca", "", Exact),
    f("SCS", "scs", "", Exact),
    f("SELARL", "selarl", "FR", Tail),
    f("SCOP", "scop", "FR", Exact),
    f("ASBL", "asbl", "", Tail),
    // Italian
    g("S.r.l.", "srl|societaaresponsabilitalimitata|soarl", "IT", Tail, "llc"),
    f("S.r.l.s.", "srls", "IT", Tail),
    g("S.p.A.", "spa|societaperazioni", "IT", Exact, "plc"),
    f("S.n.c.", "snc", "IT", Tail),
    f("S.a.s.", "sas", "IT", Tail),
    f("S.a.p.A.", "sapa", "IT", Exact),
    f("Soc. Coop.", "soccoop|societacooperativa", "IT", Tail),
    // Spanish, Portuguese, Latin America
    g("S.L.", "sl|sociedadlimitada|sociedadderesponsabilidadlimitada", "ES", Exact, "llc"),
    f("S.L.U.", "slu|sociedadlimitadaunipersonal", "ES", Tail),
    f("S.A.U.", "sau", "ES", Exact),
    g("S.A.", "sociedadanonima|sociedadeanonima|spolkaakcyjna", "", Tail, "plc"),
    f("S.A. de C.V.", "sadecv|sociedadanonimadecapitalvariable", "MX", Tail),
    f("S. de R.L. de C.V.", "sderldecv", "MX", Tail),
    f("Lda.", "lda|limitada", "PT", Tail),
    f("Unipessoal Lda.", "unipessoallda", "PT", Tail),
    f("Ltda.", "ltda", "", Tail),
    f("S/A", "s/a", "BR", Tail),
    f("EIRELI", "eireli", "BR", Tail),
    // Benelux
    f("B.V.", "bv|beslotenvennootschap", "NL", Exact),
    f("N.V.", "nv|naamlozevennootschap", "", Exact),
    f("V.O.F.", "vof|vennootschaponderfirma", "NL", Tail),
    f("C.V.", "commanditairevennootschap", "NL", Tail),
    f("BV", "bv|bvba", "BE", Exact),
    f("BVBA", "bvba", "BE", Tail),
    f("SRL", "srl", "BE", Tail),
    f("SPRL", "sprl", "BE", Tail),
    f("CVBA", "cvba", "BE", Tail),
    f("VZW", "vzw", "BE", Tail),
    // Poland, Czechia, Slovakia, Hungary, the south-east
    f("Sp. z o.o.", "spzoo|spolkazoo|spolkazograniczonaodpowiedzialnoscia|spzogrodp|zoo", "PL", Sure),
    f("Sp. z o.o. Sp. k.", "spzoospk|spzoospkomandytowa|spolkazograniczonaodpowiedzialnosciaspolkakomandytowa", "PL", Sure),
    f("Sp. k.", "spk|spolkakomandytowa", "PL", Tail),
    f("Sp. j.", "spj|spolkajawna", "PL", Tail),
    f("s.r.o.", "sro|spolsro|spolecnostsrucenimomezenym|spolocnostsrucenimobmedzenym", "", Tail),
    f("a.s.", "akciovaspolecnost|akciovaspolocnost|as", "CZ", Exact),
    f("a.s.", "as", "SK", Exact),
    f("v.o.s.", "vos", "", Exact),
    f("k.s.", "ks", "CZ", Exact),
    f("Kft.", "kft|korlatoltfelelossegutarsasag", "HU", Tail),
    f("Zrt.", "zrt", "HU", Tail),
    f("Nyrt.", "nyrt", "HU", Tail),
    f("Bt.", "bt", "HU", Exact),
    f("Rt.", "reszvenytarsasag", "HU", Tail),
    f("d.o.o.", "doo", "", Tail),
    f("j.d.o.o.", "jdoo", "HR", Tail),
    f("d.d.", "dioničkodruštvo|dionickodrustvo|delniskadruzba|dd", "", Exact),
    f("S.R.L.", "srl", "RO", Tail),
    f("OOD", "ood|ood", "BG", Exact),
    f("EOOD", "eood", "BG", Tail),
    f("ООД", "оод", "BG", Tail),
    f("ЕООД", "еоод", "BG", Tail),
    f("A.E.", "αε|ανωνυμηεταιρεια", "GR", Tail),
    f("E.P.E.", "επε|epe", "GR", Exact),
    f("IKE", "ικε|ike", "GR", Exact),
    f("A.Ş.", "as|anonimsirketi|anonimsirket", "TR", Exact),
    f("Ltd. Şti.", "ltdsti|limitedsirketi|limitedsti", "TR", Tail),
    // North and Baltic
    f("A/S", "a/s|aktieselskab", "", Tail),
    f("ApS", "aps|anpartsselskab", "DK", Tail),
    f("I/S", "i/s|interessentskab", "DK", Tail),
    f("K/S", "k/s|kommanditselskab", "DK", Tail),
    f("P/S", "p/s", "DK", Tail),
    f("AB", "ab|aktiebolag|aktiebolaget", "SE", Exact),
    f("HB", "handelsbolag|hb", "SE", Exact),
    f("AS", "as|aksjeselskap|aktsiaselts", "", Exact),
    f("ASA", "asa|allmennaksjeselskap", "NO", Exact),
    f("ENK", "enk|enkeltpersonforetak", "NO", Exact),
    f("Oy", "oy|osakeyhtio|oyab", "FI", Tail),
    f("Oyj", "oyj|julkinenosakeyhtio|oyjabp", "FI", Tail),
    f("Ky", "ky|kommandiittiyhtio", "FI", Exact),
    f("OÜ", "oue|osauehing", "EE", Exact),
    f("SIA", "sia|sabiedribaarierobezotuatbildibu", "LV", Exact),
    f("UAB", "uab|uzdarojiakcinebendrove", "LT", Exact),
    f("ehf.", "ehf|einkahlutafelag", "IS", Tail),
    f("hf.", "hlutafelag", "IS", Tail),
    // English
    f("Ltd.", "ltd|limited|ltdcompany|limitedcompany|privatelimitedcompany", "", Tail),
    f("PLC", "plc|publiclimitedcompany", "", Tail),
    f("LLP", "llp|limitedliabilitypartnership", "", Tail),
    f("LP", "lp|limitedpartnership", "", Exact),
    f("LLLP", "lllp|limitedliabilitylimitedpartnership", "US", Tail),
    f("LLC", "llc|limitedliabilitycompany|ltdliabilitycompany|llcompany|ltdliabilityco", "", Tail),
    f("PLLC", "pllc|professionallimitedliabilitycompany", "US", Tail),
    f("Inc.", "inc|incorporated|incorp", "", Tail),
    f("Corp.", "corp|corporation", "", Tail),
    f("P.C.", "pc|professionalcorporation", "US", Exact),
    f("P.A.", "pa|professionalassociation", "US", Exact),
    f("FSB", "fsb", "US", Tail),
    f("N.A.", "nationalassociation", "US", Tail),
    f("Co.", "co", "", Tail),
    f("Co., Ltd.", "coltd|companyltd|colimited|companylimited", "", Tail),
    f("CIC", "cic|communityinterestcompany", "GB", Exact),
    f("DAC", "dac|designatedactivitycompany", "IE", Exact),
    f("CLG", "clg|companylimitedbyguarantee", "IE", Exact),
    f("Pty Ltd", "ptyltd|ptylimited|proprietarylimited|pltd", "AU", Tail),
    f("(Pty) Ltd", "ptyltd", "ZA", Tail),
    f("Pte. Ltd.", "pteltd|ptelimited|privatelimitedsg|pte", "SG", Tail),
    f("Pvt. Ltd.", "pvtltd|pvtlimited|privatelimited|privateltd", "IN", Tail),
    f("Sdn. Bhd.", "sdnbhd", "MY", Tail),
    f("K.K.", "kk|kabushikikaisha", "JP", Exact),
    // Cyrillic
    f("ООО", "ооо", "RU", Tail),
    f("АО", "ао", "RU", Tail),
    f("ОАО", "оао", "RU", Tail),
    f("ЗАО", "зао", "RU", Tail),
    f("ПАО", "пао", "RU", Tail),
    f("ТОВ", "тов", "UA", Tail),
];

/// Forms written in front of the name, squashed, with the short form they stand for.
pub const LEADING: &[(&str, &str)] = &[
    ("ооо", "ООО"),
    ("оао", "ОАО"),
    ("зао", "ЗАО"),
    ("пао", "ПАО"),
    ("ао", "АО"),
    ("тов", "ТОВ"),
    ("sarl", "SARL"),
    ("eurl", "EURL"),
    ("sasu", "SASU"),
    ("selarl", "SELARL"),
    ("uab", "UAB"),
    ("sia", "SIA"),
    ("sprl", "SPRL"),
];

/// What stands behind "& Co.": squashed spelling and short form.
pub const PARTNERS: &[(&str, &str)] = &[
    ("kg", "KG"),
    ("kommanditgesellschaft", "KG"),
    ("kgaa", "KGaA"),
    ("kommanditgesellschaftaufaktien", "KGaA"),
    ("ohg", "OHG"),
    ("offenehandelsgesellschaft", "OHG"),
    ("og", "OG"),
    ("offenegesellschaft", "OG"),
    ("keg", "KEG"),
    ("oeg", "OEG"),
    ("gbr", "GbR"),
];

/// What stands in front of "& Co." and is no form of its own at the end: squashed spelling and short form.
pub const GENERAL_PARTNERS: &[(&str, &str)] = &[
    ("mbh", "GmbH"),
    ("stiftung", "Stiftung"),
    ("verwaltungsgmbh", "GmbH"),
    ("gesmbh", "GmbH"),
    ("se", "SE"),
    ("bv", "B.V."),
];
