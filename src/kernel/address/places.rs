//! German and Austrian places whose official name says where they lie, and foreign places under their German and
//! English names, as data. The names are the official ones.

/// Full names. What stands behind the first word (or the part in brackets) may be abbreviated in any way:
/// "Esslingen a. N.", "Halle/S.", "Rothenburg o.d.T.". The more frequent of two that fit comes first.
#[rustfmt::skip]
pub const SITUATED: &[&str] = &[
    "Frankfurt am Main", "Offenbach am Main", "Hattersheim am Main", "Flörsheim am Main", "Hochheim am Main", "Rüsselsheim am Main",
    "Gemünden am Main", "Lohr am Main", "Klingenberg am Main", "Obernburg am Main", "Wörth am Main", "Erlenbach am Main",
    "Esslingen am Neckar", "Rottenburg am Neckar", "Sulz am Neckar", "Horb am Neckar", "Oberndorf am Neckar", "Lauffen am Neckar",
    "Marbach am Neckar", "Remseck am Neckar", "Freiberg am Neckar", "Benningen am Neckar", "Wendlingen am Neckar", "Wernau (Neckar)",
    "Hirschhorn (Neckar)", "Ludwigshafen am Rhein", "Weil am Rhein", "Emmerich am Rhein", "Wörth am Rhein", "Linz am Rhein",
    "Rüdesheim am Rhein", "Eltville am Rhein", "Monheim am Rhein", "Neuenburg am Rhein", "Breisach am Rhein", "Bingen am Rhein",
    "Ingelheim am Rhein", "Stein am Rhein", "Langenfeld (Rheinland)", "Mülheim an der Ruhr", "Wetter (Ruhr)",
    "Dillingen an der Donau", "Neuburg an der Donau", "Neustadt an der Donau", "Höchstädt an der Donau", "Vohburg an der Donau",
    "Lauingen (Donau)", "Wörth an der Donau", "Mühlheim an der Donau", "Vilshofen an der Donau", "Krems an der Donau",
    "Ybbs an der Donau", "Tulln an der Donau", "Hainburg an der Donau", "Halle (Saale)", "Bernburg (Saale)", "Calbe (Saale)",
    "Naumburg (Saale)", "Bad Neustadt an der Saale", "Saalfeld/Saale", "Schwarzenbach an der Saale", "Landau an der Isar",
    "Moosburg an der Isar", "Mühldorf am Inn", "Wasserburg am Inn", "Simbach am Inn", "Braunau am Inn", "Ried im Innkreis",
    "Hall in Tirol", "Landsberg am Lech", "Pfaffenhofen an der Ilm", "Neustadt an der Weinstraße", "Neustadt an der Aisch",
    "Höchstadt an der Aisch", "Neustadt an der Waldnaab", "Neustadt an der Orla", "Neustadt am Rübenberge", "Neustadt in Holstein",
    "Neustadt in Sachsen", "Neustadt (Dosse)", "Neustadt (Hessen)", "Neustadt bei Coburg", "Lauf an der Pegnitz",
    "Röthenbach an der Pegnitz", "Rothenburg ob der Tauber", "Rothenburg/O.L.", "Limburg an der Lahn", "Frankenberg (Eder)",
    "Frankenberg/Sa.", "Allendorf (Eder)", "Battenberg (Eder)", "Rotenburg an der Fulda", "Rotenburg (Wümme)", "Lauenburg/Elbe",
    "Winsen (Luhe)", "Winsen (Aller)", "Buchholz in der Nordheide", "Verden (Aller)", "Nienburg/Weser", "Brandenburg an der Havel",
    "Werder (Havel)", "Forst (Lausitz)", "Lübben (Spreewald)", "Lübbenau/Spreewald", "Burg (Spreewald)", "Fürstenwalde/Spree",
    "Frankfurt (Oder)", "Bad Freienwalde (Oder)", "Schwedt/Oder", "Oldenburg in Holstein", "Oldenburg (Oldb)",
    "Lichtenstein/Sa.", "Reichenbach im Vogtland", "Falkenstein/Vogtl.", "Auerbach/Vogtl.", "Schwarzenberg/Erzgeb.",
    "Weißwasser/O.L.", "Königstein im Taunus", "Kronberg im Taunus", "Kelkheim (Taunus)", "Oberursel (Taunus)", "Hofheim am Taunus",
    "Schwalbach am Taunus", "Bad Soden am Taunus", "Homberg (Efze)", "Homberg (Ohm)", "Bad Homburg vor der Höhe",
    "Friedberg (Hessen)", "Heppenheim (Bergstraße)", "Reichelsheim (Odenwald)", "Buchen (Odenwald)",
    "Neuhaus am Rennweg", "Mühlhausen/Thüringen", "Freiburg im Breisgau", "Staufen im Breisgau", "Kirchheim unter Teck",
    "Wangen im Allgäu", "Leutkirch im Allgäu", "Isny im Allgäu", "Immenstadt im Allgäu", "Kempten (Allgäu)", "Singen (Hohentwiel)",
    "Radolfzell am Bodensee", "Lindau (Bodensee)", "Giengen an der Brenz", "Heidenheim an der Brenz", "Geislingen an der Steige",
    "Laufenburg (Baden)", "Rheinfelden (Baden)", "Biberach an der Riß", "St. Georgen im Schwarzwald", "Furtwangen im Schwarzwald",
    "Vaihingen an der Enz", "Haslach im Kinzigtal", "Endingen am Kaiserstuhl", "Ebersbach an der Fils", "Eislingen/Fils",
    "Weiden in der Oberpfalz", "Neumarkt in der Oberpfalz", "Landau in der Pfalz", "Frankenthal (Pfalz)", "Neunburg vorm Wald",
    "Furth im Wald", "Garching bei München", "Neufahrn bei Freising", "Weißenburg in Bayern", "Königsberg in Bayern",
    "Hofheim in Unterfranken", "Halle (Westf.)", "Lohne (Oldenburg)", "Leer (Ostfriesland)", "Haren (Ems)", "Lingen (Ems)",
    "Alfeld (Leine)", "Gronau (Leine)", "Gronau (Westf.)", "Osterode am Harz", "Herzberg am Harz", "Bad Lauterberg im Harz", "Königslutter am Elm",
    "Lüchow (Wendland)", "Dannenberg (Elbe)", "Hitzacker (Elbe)", "Schönebeck (Elbe)", "Simmern/Hunsrück", "Kirchberg (Hunsrück)",
    "Zell (Mosel)", "Altenkirchen (Westerwald)", "Köthen (Anhalt)", "Coswig (Anhalt)", "Zerbst/Anhalt", "Oschersleben (Bode)",
    "Jessen (Elster)", "Osterburg (Altmark)", "Seehausen (Altmark)", "Ilsenburg (Harz)", "Blankenburg (Harz)", "Waren (Müritz)",
    "Röbel/Müritz", "Bergen auf Rügen", "Bruck an der Mur", "Bruck an der Leitha", 
    "Klagenfurt am Wörthersee", "Velden am Wörther See", "St. Veit an der Glan", "St. Johann im Pongau", "St. Johann in Tirol",
    "Zell am See", "Waidhofen an der Ybbs", "Waidhofen an der Thaya", "Laa an der Thaya", "Neusiedl am See", 
    "Kirchdorf an der Krems", "Stein an der Donau", "Rohrbach in Oberösterreich",
    "Seekirchen am Wallersee", "Neumarkt am Wallersee", "Saalfelden am Steinernen Meer", 
    "Prien am Chiemsee", "Herrsching am Ammersee", "Dießen am Ammersee", "Murnau am Staffelsee",
    "Garmisch-Partenkirchen", "Bad Neuenahr-Ahrweiler", "Villingen-Schwenningen", "Castrop-Rauxel", "Baden-Baden", "Idar-Oberstein",
    "Dessau-Roßlau", "Bietigheim-Bissingen", "Leinfelden-Echterdingen", "Clausthal-Zellerfeld", "Rheda-Wiedenbrück",
    "Osterholz-Scharmbeck", "Waldshut-Tiengen", "Titisee-Neustadt", "Annaberg-Buchholz", "Limbach-Oberfrohna", "Hohenstein-Ernstthal",
    "Ribnitz-Damgarten", "Bernkastel-Kues", "Traben-Trarbach", "Bitterfeld-Wolfen", "Sulzbach-Rosenberg", "Seeheim-Jugenheim",
    "Neu-Isenburg", "Neu-Anspach", "Horn-Bad Meinberg", "Ransbach-Baumbach", "Edingen-Neckarhausen", "Vaihingen-Enz",
    "Yverdon-les-Bains", "La Tour-de-Peilz", "Estavayer-le-Lac", "Lutherstadt Eisleben", 
];

/// Larger places whose official name says nothing of where they lie, so that "Ulm/Donau" and "Essen (Ruhr)" are
/// just Ulm and Essen. Those of `CODES` need not be named again.
#[rustfmt::skip]
pub const PLAIN: &[&str] = &[
    "Aalen", "Altenburg", "Amberg", "Andernach", "Ansbach", "Arnsberg", "Aschaffenburg", "Bad Kreuznach", "Bamberg", "Bautzen",
    "Bayreuth", "Bensheim", "Bergheim", "Bocholt", "Böblingen", "Bruchsal", "Celle", "Coburg", "Cuxhaven", "Dachau", "Deggendorf",
    "Delmenhorst", "Detmold", "Dinslaken", "Dormagen", "Dorsten", "Düren", "Eisenach", "Emden", "Erding", "Eschweiler", "Euskirchen",
    "Flensburg", "Freising", "Freital", "Friedrichshafen", "Fulda", "Geesthacht", "Germering", "Gießen", "Gladbeck", "Göppingen",
    "Görlitz", "Goslar", "Gotha", "Greifswald", "Grevenbroich", "Gütersloh", "Halberstadt", "Hameln", "Hanau", "Herford", "Herten",
    "Hilden", "Hildesheim", "Hof", "Hürth", "Ibbenbüren", "Iserlohn", "Kaufbeuren", "Kerpen", "Kitzingen", "Kleve", "Kulmbach", "Lahr",
    "Landshut", "Lippstadt", "Ludwigsburg", "Lüdenscheid", "Lüneburg", "Lünen", "Marl", "Meerbusch", "Meißen", "Memmingen", "Menden",
    "Merseburg", "Minden", "Moers", "Neubrandenburg", "Neumünster", "Neuwied", "Norderstedt", "Nordhausen", "Nordhorn", "Nürtingen",
    "Oberursel", "Offenburg", "Oranienburg", "Passau", "Peine", "Pirmasens", "Pirna", "Plauen", "Rastatt", "Ratingen", "Ravensburg",
    "Recklinghausen", "Remscheid", "Rheine", "Riesa", "Rosenheim", "Salzgitter", "Schweinfurt", "Schwerte", "Siegburg", "Siegen",
    "Sindelfingen", "Singen", "Soest", "Speyer", "Stade", "Stolberg", "Stralsund", "Straubing", "Suhl", "Traunstein", "Troisdorf",
    "Tübingen", "Unna", "Velbert", "Viersen", "Waiblingen", "Weimar", "Weinheim", "Wesel", "Wetzlar", "Wilhelmshaven", "Wismar",
    "Witten", "Wolfenbüttel", "Worms", "Zweibrücken", "Kehl", "Andernach", "Boppard", "Remagen", "Konz", "Teltow", "Donauwörth",
    "Günzburg", "Neu-Ulm", "Rottweil", "Tuttlingen", "Vöcklabruck", "Gmunden", "Hallein", "Kufstein", "Schwaz", "Telfs", "Lustenau",
    "Feldkirch", "Bludenz", "Spittal", "Wolfsberg", "Kapfenberg", "Leonding", "Traun", "Amstetten", "Mödling", "Schwechat", "Baden",
    "Thun", "Köniz", "Fribourg", "Marburg", "Murau", "Judenburg", "Leoben", "Purkersdorf", "Starnberg", "Bischofshofen", "Uster", "Emmen", "Kriens", "Rapperswil", "Frauenfeld", "Wetzikon", "Olten", "Baar", "Dietikon",
    "Vaduz", "Schaan",
];

/// Words and abbreviations of regions behind a place that is known without them: "Minden/Westf.", "Fürth i. Bay.".
#[rustfmt::skip]
pub const REGIONS: &[&str] = &[
    "bay", "bayern", "obb", "oberbayern", "ndb", "niederbayern", "opf", "oberpfalz", "ofr", "oberfr", "oberfranken", "mfr", "mittelfr",
    "mittelfranken", "ufr", "unterfr", "unterfranken", "schwaben", "schwab", "wuertt", "wuerttemberg", "bawue", "bw", "bad", "baden",
    "hess", "hessen", "westf", "westfalen", "sauerland", "siegerland", "rhld", "rheinland", "nrw", "lippe", "nds", "niedersachsen",
    "han", "hann", "oldb", "oldbg", "ostfr", "ostfriesland", "sa", "sachs", "sachsen", "anh", "anhalt", "thuer", "thueringen", "brandenb",
    "brandenburg", "mark", "uckermark", "meckl", "mecklenburg", "vorp", "pommern", "holst", "holstein", "sh", "saar", "saarl", "saarland",
    "pf", "pfalz", "eifel", "hunsrueck", "westerwald", "ww", "taunus", "ts", "harz", "vogtl", "vogtland", "erzgeb", "erzgebirge", "lausitz",
    "ol", "nl", "spreewald", "allgaeu", "schwarzw", "schwarzwald", "odenwald", "odw", "bergstr", "bergstrasse", "noe", "ooe", "stmk",
    "steiermark", "tirol", "vlbg", "vorarlberg", "ktn", "kaernten", "sbg", "bgld", "burgenland",
];

/// Foreign places: country, name in German or English (key: lower case, umlauts written out, letters only), own name.
/// Where a place has several official names, the usual one of the country at large.
#[rustfmt::skip]
pub const EXONYMS: &[(&str, &str, &str)] = &[
    ("BE", "antwerp", "Antwerpen"), ("BE", "bruessel", "Bruxelles"), ("BE", "brussels", "Bruxelles"), ("BE", "luettich", "Liège"),
    ("BE", "bruegge", "Brugge"), ("BE", "bruges", "Brugge"), ("BE", "ghent", "Gent"), ("BE", "loewen", "Leuven"),
    ("BG", "sophia", "Sofia"), ("CZ", "prag", "Praha"), ("CZ", "prague", "Praha"), ("CZ", "bruenn", "Brno"), ("CZ", "pilsen", "Plzeň"),
    ("CZ", "karlsbad", "Karlovy Vary"), ("CZ", "ostrau", "Ostrava"), ("CZ", "olmuetz", "Olomouc"), ("CZ", "reichenberg", "Liberec"),
    ("CZ", "eger", "Cheb"), ("CZ", "budweis", "České Budějovice"), ("DK", "kopenhagen", "København"), ("DK", "copenhagen", "København"),
    ("ES", "seville", "Sevilla"), ("FR", "strassburg", "Strasbourg"),
    ("FR", "nizza", "Nice"), ("FR", "muelhausen", "Mulhouse"), ("FR", "diedenhofen", "Thionville"), ("FR", "kolmar", "Colmar"),
    ("FR", "lyons", "Lyon"), ("FR", "marseilles", "Marseille"), ("GR", "athen", "Athina"), ("HR", "agram", "Zagreb"),
    ("HU", "raab", "Győr"), ("HU", "oedenburg", "Sopron"), ("HU", "fuenfkirchen", "Pécs"), ("IT", "mailand", "Milano"), ("IT", "milan", "Milano"),
    ("IT", "rom", "Roma"), ("IT", "rome", "Roma"), ("IT", "turin", "Torino"), ("IT", "venedig", "Venezia"), ("IT", "venice", "Venezia"),
    ("IT", "florenz", "Firenze"), ("IT", "florence", "Firenze"), ("IT", "neapel", "Napoli"), ("IT", "naples", "Napoli"),
    ("IT", "genua", "Genova"), ("IT", "genoa", "Genova"), ("IT", "padua", "Padova"), ("IT", "triest", "Trieste"), ("IT", "bozen", "Bolzano"),
    ("IT", "meran", "Merano"), ("IT", "trient", "Trento"), ("IT", "mantua", "Mantova"), ("IT", "brixen", "Bressanone"),
    ("LU", "luxemburg", "Luxembourg"), ("LU", "luxemburgstadt", "Luxembourg"), ("NL", "thehague", "Den Haag"), ("NL", "sgravenhage", "Den Haag"),
    ("NL", "shertogenbosch", "'s-Hertogenbosch"), ("NL", "denbosch", "'s-Hertogenbosch"), ("NL", "nimwegen", "Nijmegen"), ("NL", "flushing", "Vlissingen"),
    ("PL", "warschau", "Warszawa"), ("PL", "warsaw", "Warszawa"), ("PL", "krakau", "Kraków"), ("PL", "cracow", "Kraków"),
    ("PL", "krakow", "Kraków"), ("PL", "breslau", "Wrocław"), ("PL", "wroclaw", "Wrocław"), ("PL", "danzig", "Gdańsk"), ("PL", "gdansk", "Gdańsk"),
    ("PL", "posen", "Poznań"), ("PL", "poznan", "Poznań"), ("PL", "stettin", "Szczecin"), ("PL", "lodz", "Łódź"), ("PL", "kattowitz", "Katowice"),
    ("PL", "gleiwitz", "Gliwice"), ("PL", "oppeln", "Opole"), ("PL", "allenstein", "Olsztyn"), ("PL", "bromberg", "Bydgoszcz"),
    ("PL", "thorn", "Toruń"), ("PL", "gruenberg", "Zielona Góra"), ("PT", "lissabon", "Lisboa"), ("PT", "lisbon", "Lisboa"), ("PT", "oporto", "Porto"),
    ("RO", "bukarest", "București"), ("RO", "bucharest", "București"), ("RO", "hermannstadt", "Sibiu"), ("RO", "kronstadt", "Brașov"),
    ("RO", "klausenburg", "Cluj-Napoca"), ("RO", "temeswar", "Timișoara"), ("RO", "temeschburg", "Timișoara"), ("RS", "belgrad", "Beograd"),
    ("RS", "belgrade", "Beograd"), ("SE", "gothenburg", "Göteborg"), ("SE", "goeteborg", "Göteborg"), ("SE", "goteborg", "Göteborg"),
    ("SE", "malmo", "Malmö"), ("SI", "laibach", "Ljubljana"), ("SI", "marburg", "Maribor"), ("SI", "marburganderdrau", "Maribor"), ("SI", "cilli", "Celje"),
    ("SK", "pressburg", "Bratislava"), ("SK", "kaschau", "Košice"), ("TR", "konstantinopel", "İstanbul"), ("UA", "kiew", "Kyiv"), ("UA", "kiev", "Kyiv"),
    ("UA", "lemberg", "Lviv"), ("DK", "kobenhavn", "København"), ("CZ", "plzen", "Plzeň"), ("HU", "gyor", "Győr"), ("RO", "bucuresti", "București"),
    ("ES", "saragossa", "Zaragoza"), ("ES", "corunna", "A Coruña"),
    ("CH", "freiburg", "Fribourg"), ("CH", "freiburgimuechtland", "Fribourg"), ("CH", "sitten", "Sion"), ("CH", "siders", "Sierre"),
    ("CH", "delsberg", "Delémont"), ("CH", "pruntrut", "Porrentruy"), ("CH", "zurich", "Zürich"),
    ("CH", "geneva", "Genève"),
];

/// Italian provinces: the two letters behind a city ("Milano (MI)").
#[rustfmt::skip]
pub const PROVINCES: &[&str] = &[
    "AG", "AL", "AN", "AO", "AP", "AQ", "AR", "AT", "AV", "BA", "BG", "BI", "BL", "BN", "BO", "BR", "BS", "BT", "BZ", "CA", "CB", "CE", "CH",
    "CL", "CN", "CO", "CR", "CS", "CT", "CZ", "EN", "FC", "FE", "FG", "FI", "FM", "FR", "GE", "GO", "GR", "IM", "IS", "KR", "LC", "LE", "LI",
    "LO", "LT", "LU", "MB", "MC", "ME", "MI", "MN", "MO", "MS", "MT", "NA", "NO", "NU", "OR", "PA", "PC", "PD", "PE", "PG", "PI", "PN", "PO",
    "PR", "PT", "PU", "PV", "PZ", "RA", "RC", "RE", "RG", "RI", "RM", "RN", "RO", "SA", "SI", "SO", "SP", "SR", "SS", "SU", "SV", "TA", "TE",
    "TN", "TO", "TP", "TR", "TS", "TV", "UD", "VA", "VB", "VC", "VE", "VI", "VR", "VT", "VV",
];

/// Swiss cantons.
pub const CANTONS: &[&str] = &[
    "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG", "SH", "SO", "SZ",
    "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
];

/// German and Austrian Länder by their names, as they follow a city ("Regensburg, Bayern").
pub const LAENDER: &[&str] = &[
    "Baden-Württemberg",
    "Bayern",
    "Berlin",
    "Brandenburg",
    "Bremen",
    "Hamburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "Nordrhein-Westfalen",
    "NRW",
    "Rheinland-Pfalz",
    "Saarland",
    "Sachsen",
    "Sachsen-Anhalt",
    "Schleswig-Holstein",
    "Thüringen",
    "Burgenland",
    "Kärnten",
    "Niederösterreich",
    "Oberösterreich",
    "Salzburg",
    "Steiermark",
    "Tirol",
    "Vorarlberg",
    "Wien",
];
