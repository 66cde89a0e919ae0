//! What the invented shop sells, and which articles bring others along. Data, no logic.

/// One article.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) number: &'static str,
    pub(super) name: &'static str,
    pub(super) group: usize,
    pub(super) cents: i64,
}

/// Product groups by index.
pub(super) const GROUPS: &[&str] = &["Kaffee & Tee", "Küche", "Fahrrad", "Camping", "Foto", "Haustier"];

const fn article(number: &'static str, name: &'static str, group: usize, cents: i64) -> Article {
    Article { number, name, group, cents }
}

/// The articles, eight of each group in the order of [`GROUPS`].
pub(super) const ARTICLES: &[Article] = &[
    article("K-1001", "Siebträgermaschine Duo", 0, 124_900),
    article("K-1002", "Espressobohnen 1 kg", 0, 2_190),
    article("K-1003", "Kaffeemühle Stahl", 0, 18_950),
    article("K-1004", "Reinigungspinsel Mühle", 0, 790),
    article("K-1005", "Teekanne Glas 1,2 l", 0, 3_490),
    article("K-1006", "Stövchen", 0, 1_990),
    article("K-1007", "Entkalker 500 ml", 0, 990),
    article("K-1008", "Milchkännchen", 0, 1_690),
    article("C-2001", "Küchenmaschine Pro", 1, 49_900),
    article("C-2002", "Fleischwolf-Aufsatz", 1, 8_990),
    article("C-2003", "Kochmesser 20 cm", 1, 7_990),
    article("C-2004", "Wetzstahl", 1, 2_990),
    article("C-2005", "Gusspfanne 28 cm", 1, 6_490),
    article("C-2006", "Pfannenschaber", 1, 590),
    article("C-2007", "Schneidebrett Eiche", 1, 3_990),
    article("C-2008", "Vorratsdosen 6 Stück", 1, 2_490),
    article("F-3001", "E-Bike City 500", 2, 219_900),
    article("F-3002", "Faltschloss", 2, 7_990),
    article("F-3003", "Kette 11-fach", 2, 3_290),
    article("F-3004", "Kettenöl 100 ml", 2, 890),
    article("F-3005", "Helm Tour", 2, 6_990),
    article("F-3006", "Rücklicht LED", 2, 2_490),
    article("F-3007", "Satteltasche", 2, 2_990),
    article("F-3008", "Standpumpe", 2, 3_490),
    article("Z-4001", "Familienzelt 4P", 3, 38_900),
    article("Z-4002", "Heringe Stahl 20 Stück", 3, 1_490),
    article("Z-4003", "Gaskocher", 3, 4_990),
    article("Z-4004", "Gaskartusche 450 g", 3, 890),
    article("Z-4005", "Isomatte", 3, 5_990),
    article("Z-4006", "Schlafsack 0 °C", 3, 11_900),
    article("Z-4007", "Stirnlampe", 3, 2_990),
    article("Z-4008", "Klappstuhl", 3, 3_990),
    article("P-5001", "Systemkamera Gehäuse", 4, 139_900),
    article("P-5002", "Speicherkarte 128 GB", 4, 3_490),
    article("P-5003", "Reisestativ", 4, 9_990),
    article("P-5004", "Fernauslöser", 4, 1_990),
    article("P-5005", "Objektiv 50 mm", 4, 34_900),
    article("P-5006", "UV-Filter 55 mm", 4, 1_990),
    article("P-5007", "Kameratasche", 4, 4_990),
    article("P-5008", "Ersatzakku", 4, 3_990),
    article("T-6001", "Aquarium 112 l", 5, 17_900),
    article("T-6002", "Filterwatte", 5, 690),
    article("T-6003", "Kratzbaum hoch", 5, 12_900),
    article("T-6004", "Baldrianspray", 5, 890),
    article("T-6005", "Hundeleine 3 m", 5, 1_990),
    article("T-6006", "Kotbeutel 200 Stück", 5, 790),
    article("T-6007", "Katzenfutter 24 Dosen", 5, 1_790),
    article("T-6008", "Katzenstreu 20 kg", 5, 1_490),
];

/// Planted pairs: who buys the first also takes the second, so many times in a thousand.
pub(super) const PAIRS: &[(usize, usize, u32)] = &[
    (0, 1, 600),
    (2, 3, 450),
    (4, 5, 500),
    (8, 9, 350),
    (10, 11, 400),
    (12, 13, 450),
    (16, 17, 550),
    (18, 19, 600),
    (20, 21, 250),
    (24, 25, 500),
    (26, 27, 650),
    (28, 29, 300),
    (32, 33, 550),
    (34, 35, 350),
    (36, 37, 400),
    (40, 41, 600),
    (42, 43, 250),
    (44, 45, 450),
    (46, 47, 300),
];

/// Articles that sell well, each for itself.
pub(super) const POPULAR: [usize; 4] = [7, 15, 23, 39];

/// Pairs nobody planted: popular articles meet often and mean nothing.
pub(super) const DECOYS: &[(usize, usize)] = &[(7, 23), (15, 39), (23, 39), (7, 15)];

/// Postage: revenue, but not a product.
pub(super) const POSTAGE: Article = article("VERSAND", "Versandkostenpauschale", usize::MAX, 590);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_name_articles_and_no_article_brings_two_along() {
        for (a, b, share) in PAIRS {
            assert!(*a < ARTICLES.len() && *b < ARTICLES.len() && a != b && *share <= 1000);
        }
        for (a, b) in DECOYS {
            assert!(*a < ARTICLES.len() && *b < ARTICLES.len());
            assert!(!PAIRS.iter().any(|(x, y, _)| (x, y) == (a, b) || (x, y) == (b, a)));
        }
        assert!(ARTICLES.iter().all(|article| article.group < GROUPS.len()));
    }
}
