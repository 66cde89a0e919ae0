//! Postal code ranges to Länder and cantons, as data. Codes that several Länder share, and ranges that are a patchwork,
//! are left out: no region is better than a wrong one.

/// German ranges: first and last code (inclusive), Land. Sorted.
#[rustfmt::skip]
pub const DE: &[(u32, u32, &str)] = &[
    (1001, 1936, SN), (1941, 1998, BB), (2601, 2999, SN), (3001, 3253, BB), (4001, 4579, SN), (4581, 4639, TH),
    (4641, 4889, SN), (4891, 4938, BB), (6001, 6548, ST), (6551, 6578, TH), (6601, 6928, ST), (7301, 7918, TH), (7920, 7950, TH),
    (7951, 7951, SN), (7953, 7980, TH), (7982, 7982, SN), (7986, 7989, TH), (8001, 9669, SN), (10001, 14330, BE), (14401, 14714, BB),
    (14723, 16949, BB), (17001, 17256, MV), (17261, 17291, BB), (17301, 17308, MV), (17310, 17320, MV), (17326, 17326, BB),
    (17328, 17331, MV), (17348, 19260, MV), (19271, 19272, NI), (19274, 19306, MV), (19307, 19356, BB), (19358, 19417, MV),
    (20001, 21037, HH), (21040, 21170, HH), (21202, 21449, NI), (21451, 21521, SH), (21522, 21522, NI), (21524, 21529, SH),
    (21601, 21789, NI), (22001, 22112, HH), (22115, 22143, HH), (22147, 22786, HH), (22801, 23919, SH), (23921, 23999, MV),
    (24001, 25999, SH), (26001, 27478, NI), (27483, 27498, SH), (27499, 27499, HH), (27501, 27580, HB), (27607, 27809, NI),
    (28001, 28779, HB), (28784, 29399, NI), (29401, 29416, ST), (29431, 31868, NI), (32001, 33829, NW), (34001, 34329, HE),
    (34331, 34353, NI), (34356, 34399, HE), (34401, 34439, NW), (34441, 36399, HE), (36401, 36469, TH), (37001, 37193, NI),
    (37195, 37195, HE), (37197, 37199, NI), (37201, 37299, HE), (37301, 37359, TH), (37401, 37649, NI), (37651, 37688, NW),
    (37689, 37691, NI), (37692, 37696, NW), (37697, 38479, NI), (38481, 38489, ST), (38501, 38729, NI), (38801, 39649, ST),
    (40001, 48432, NW), (48442, 48465, NI), (48466, 48477, NW), (48478, 48480, NI), (48481, 48485, NW), (48486, 48488, NI),
    (48489, 48496, NW), (48497, 48531, NI), (48541, 48739, NW), (49001, 49459, NI), (49461, 49549, NW), (49551, 49849, NI),
    (50101, 51597, NW), (51598, 51598, RP), (51601, 53359, NW), (53401, 53579, RP), (53581, 53604, NW), (53614, 53619, RP),
    (53621, 53949, NW), (54181, 55239, RP), (55240, 55252, HE), (55253, 56869, RP), (57001, 57489, NW), (57501, 57648, RP),
    (58001, 59966, NW), (60001, 63699, HE), (63701, 63927, BY), (63930, 63939, BY), (64201, 64753, HE), (64756, 65325, HE),
    (65327, 65390, HE), (65392, 65556, HE), (65558, 65582, RP), (65583, 65620, HE), (65621, 65626, RP), (65627, 65627, HE),
    (65629, 65629, RP), (65701, 65936, HE), (66001, 66459, SL), (66461, 66509, RP), (66511, 66839, SL), (66841, 67829, RP),
    (68001, 68312, BW), (68501, 68519, HE), (68520, 68549, BW), (68601, 68649, HE), (68701, 69234, BW), (69235, 69239, HE),
    (69240, 69429, BW), (69430, 69431, HE), (69435, 69469, BW), (70001, 74592, BW), (74595, 76709, BW), (76711, 76891, RP),
    (77601, 79879, BW), (80001, 87490, BY), (87492, 87561, BY), (87571, 87789, BY), (88001, 88099, BW), (88101, 88146, BY),
    (88148, 88179, BY), (88181, 89079, BW), (89081, 89085, BW), (89087, 89087, BY), (89090, 89198, BW), (89201, 89449, BY),
    (89501, 89619, BW), (90001, 96489, BY), (96501, 96529, TH), (97001, 97859, BY), (97861, 97877, BW), (97888, 97892, BY),
    (97893, 97895, BW), (97897, 97900, BW), (97901, 97909, BY), (97910, 97999, BW), (98501, 99998, TH),
];

/// Austrian ranges.
#[rustfmt::skip]
pub const AT: &[(u32, u32, &str)] = &[
    (1000, 1299, "Wien"), (1400, 1901, "Wien"), (2000, 2420, NOE), (2426, 2472, NOE), (2480, 2490, NOE), (2492, 3333, NOE),
    (3336, 3999, NOE), (4000, 4299, OOE), (4304, 4391, OOE), (4393, 4430, OOE), (4442, 4481, OOE), (4483, 4999, OOE),
    (5000, 5119, "Salzburg"), (5120, 5145, OOE), (5150, 5165, "Salzburg"), (5200, 5205, "Salzburg"), (5211, 5283, OOE),
    (5300, 5303, "Salzburg"), (5310, 5311, OOE), (5321, 5351, "Salzburg"), (5360, 5360, OOE), (5400, 5771, "Salzburg"),
    (6000, 6691, "Tirol"), (6700, 6999, "Vorarlberg"), (7000, 7399, "Burgenland"), (7400, 7420, "Burgenland"),
    (7422, 7999, "Burgenland"), (8000, 8379, STM), (8380, 8385, "Burgenland"), (8386, 8999, STM), (9000, 9322, KTN),
    (9324, 9781, KTN), (9800, 9873, KTN), (9900, 9999, "Tirol"),
];

/// Swiss ranges, and Liechtenstein's as none.
#[rustfmt::skip]
pub const CH: &[(u32, u32, &str)] = &[
    (1000, 1149, "VD"), (1162, 1197, "VD"), (1200, 1258, "GE"), (1260, 1278, "VD"), (1302, 1358, "VD"), (1400, 1464, "VD"),
    (1700, 1737, "FR"), (1800, 1867, "VD"), (1868, 1997, "VS"), (2000, 2325, "NE"), (2500, 2505, "BE"), (2800, 2954, "JU"),
    (3000, 3174, "BE"), (3250, 3274, "BE"), (3300, 3380, "BE"), (3400, 3475, "BE"), (3500, 3556, "BE"), (3600, 3864, "BE"),
    (3900, 3999, "VS"), (4000, 4070, "BS"), (4101, 4107, "BL"), (4123, 4144, "BL"), (4402, 4410, "BL"), (4411, 4411, "BL"),
    (4414, 4463, "BL"), (4500, 4528, "SO"), (4600, 4658, "SO"), (4800, 4814, "AG"), (4900, 4944, "BE"), (5000, 5001, "AG"),
    (5017, 5079, "AG"), (5200, 5326, "AG"), (5400, 5467, "AG"), (5600, 5647, "AG"), (5702, 5734, "AG"), (6000, 6039, "LU"),
    (6060, 6078, "OW"), (6102, 6196, "LU"), (6203, 6295, "LU"), (6300, 6343, "ZG"), (6370, 6387, "NW"), (6405, 6443, "SZ"),
    (6460, 6493, "UR"), (6500, 6532, "TI"), (6582, 6999, "TI"), (7000, 7307, "GR"), (7310, 7326, "SG"), (7400, 7748, "GR"),
    (8000, 8197, "ZH"), (8200, 8242, "SH"), (8252, 8253, "TG"), (8280, 8288, "TG"), (8302, 8354, "ZH"), (8400, 8499, "ZH"),
    (8500, 8599, "TG"), (8600, 8637, "ZH"), (8640, 8646, "SG"), (8700, 8712, "ZH"), (8750, 8784, "GL"), (8800, 8825, "ZH"),
    (8832, 8849, "SZ"), (8880, 8898, "SG"), (9000, 9016, "SG"), (9050, 9050, "AI"), (9100, 9104, "AR"), (9200, 9249, "SG"),
    (9400, 9479, "SG"), (9500, 9512, "SG"),
];

use crate::kernel::company::local::squash;

const SN: &str = "Sachsen";
const BB: &str = "Brandenburg";
const TH: &str = "Thüringen";
const ST: &str = "Sachsen-Anhalt";
const BE: &str = "Berlin";
const MV: &str = "Mecklenburg-Vorpommern";
const NI: &str = "Niedersachsen";
const HH: &str = "Hamburg";
const SH: &str = "Schleswig-Holstein";
const HB: &str = "Bremen";
const NW: &str = "Nordrhein-Westfalen";
const HE: &str = "Hessen";
const RP: &str = "Rheinland-Pfalz";
const BY: &str = "Bayern";
const BW: &str = "Baden-Württemberg";
const SL: &str = "Saarland";
const NOE: &str = "Niederösterreich";
const OOE: &str = "Oberösterreich";
const STM: &str = "Steiermark";
const KTN: &str = "Kärnten";

/// The Land or canton of a postal code in its usual notation; None where a table by ranges cannot tell.
pub fn of(postal_code: &str, country: &str) -> Option<&'static str> {
    let (table, digits) = match country {
        "DE" => (DE, 5),
        "AT" => (AT, 4),
        "CH" => (CH, 4),
        _ => return None,
    };
    if postal_code.len() != digits {
        return None;
    }
    let code: u32 = postal_code.parse().ok()?;
    let at = table.partition_point(|(first, ..)| *first <= code).checked_sub(1)?;
    table.get(at).filter(|(_, last, _)| code <= *last).map(|(.., region)| *region)
}

/// Länder by the codes of ISO 3166-2, without the country in front.
#[rustfmt::skip]
const CODES: &[(&str, &str, &str)] = &[
    ("DE", "BW", BW), ("DE", "BY", BY), ("DE", "BE", BE), ("DE", "BB", BB), ("DE", "HB", HB), ("DE", "HH", HH), ("DE", "HE", HE),
    ("DE", "MV", MV), ("DE", "NI", NI), ("DE", "NW", NW), ("DE", "RP", RP), ("DE", "SL", SL), ("DE", "SN", SN), ("DE", "ST", ST),
    ("DE", "SH", SH), ("DE", "TH", TH), ("AT", "1", "Burgenland"), ("AT", "2", KTN), ("AT", "3", NOE), ("AT", "4", OOE),
    ("AT", "5", "Salzburg"), ("AT", "6", STM), ("AT", "7", "Tirol"), ("AT", "8", "Vorarlberg"), ("AT", "9", "Wien"),
];

/// The name of a Land by its ISO code (`BY`; `9` or `09` in Austria).
pub fn by_code(country: &str, code: &str) -> Option<&'static str> {
    let code = code.trim_start_matches('0');
    CODES.iter().find(|(land, known, _)| *land == country && *known == code).map(|(.., name)| *name)
}

/// The Land or canton that a region cell names, by name or code; `None` for anything else.
fn named(region: &str, country: &str) -> Option<&'static str> {
    let asked = squash(region);
    if country == "CH" {
        return CH.iter().map(|(.., canton)| *canton).find(|canton| asked == canton.to_ascii_lowercase());
    }
    let mut lands = CODES.iter().filter(|(land, ..)| *land == country);
    by_code(country, &region.to_ascii_uppercase())
        .or_else(|| lands.find(|(.., name)| squash(name) == asked).map(|(.., name)| *name))
}

/// True when the region is a Land or canton of the country, and the postal code lies in another one.
pub fn contradicts(region: &str, postal_code: &str, country: &str) -> bool {
    match (of(postal_code, country), named(region, country)) {
        (Some(lies_in), Some(named)) => lies_in != named,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_apart() {
        for table in [DE, AT, CH] {
            for pair in table.windows(2) {
                assert!(pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0, "{:?}", pair[1]);
            }
        }
    }

    #[test]
    fn a_region_contradicts_a_code_of_another_one() {
        assert!(
            contradicts("Bayern", "04229", "DE") && contradicts("by", "04229", "DE") && contradicts("ZH", "3011", "CH")
        );
        for (region, code, country) in [
            ("Sachsen", "04229", "DE"),
            ("SN", "04229", "DE"),
            ("Süd", "04229", "DE"),
            ("Baden Württemberg", "70173", "DE"),
            ("BE", "3011", "CH"),
        ] {
            assert!(!contradicts(region, code, country), "{region} {code}");
        }
        assert_eq!((by_code("AT", "09"), by_code("DE", "XX")), (Some("Wien"), None));
    }

    #[test]
    fn regions() {
        assert_eq!(of("04229", "DE"), Some("Sachsen"));
        assert_eq!(of("6020", "AT"), Some("Tirol"));
        assert_eq!(of("6900", "CH"), Some("TI"));
        assert_eq!(of("07919", "DE"), None);
        assert_eq!(of("75001", "FR"), None);
    }
}
