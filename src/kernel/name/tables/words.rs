//! Words that tell that a cell holds no person's name: companies, departments, tests, invented people, nothing.

use crate::kernel::company::wordset::Words;

/// Legal forms and their parts that decide alone.
pub(in super::super) const LEGAL: &str =
    "gmbh mbh gesmbh ggmbh gmbhco ohg kgaa gbr partg partgmbb partnerschaftsgesellschaft aktiengesellschaft kommanditgesellschaft
     ekfm ekfr ltd limited llc inc incorporated corp corporation sarl srl srls vof zoo kft doo aps
     sagl eirl plc llp pty gesellschaft genossenschaft stiftung haftungsbeschraenkt";

/// Legal forms that are also names or initials: they count in capitals, behind another word.
pub(in super::super) const LEGAL_CAPITAL: &str = "ag kg se sa ug ab oy as nv bv sas eg ev ek eu spa";

/// Words that stand in names of companies, associations and authorities.
pub(in super::super) const COMPANY: &str =
    "firma fa autohaus autowerkstatt baeckerei metzgerei fleischerei konditorei schreinerei tischlerei schlosserei gaertnerei druckerei
     spedition praxis arztpraxis zahnarztpraxis gemeinschaftspraxis kanzlei anwaltskanzlei rechtsanwaelte steuerberater steuerberatung
     hotel gasthof gasthaus restaurant cafe pension pizzeria gemeinde gemeindeverwaltung stadtverwaltung landratsamt rathaus finanzamt
     bezirksamt jobcenter magistrat stadtwerke universitaet hochschule fachhochschule schule grundschule gymnasium realschule kindergarten
     verein verband sparkasse volksbank raiffeisenbank versicherung versicherungen apotheke immobilien hausverwaltung handel grosshandel
     holding group gruppe consulting solutions services systems software technologies technology international industries enterprises company
     technik elektro sanitaer heizung maschinenbau metallbau holzbau hochbau tiefbau verlag ministerium bundesministerium kammer handwerkskammer
     klinik klinikum krankenhaus spital institut akademie agentur studio zentrum werkstatt soehne sohn partner gebrueder gebr erbengemeinschaft
     wohnungsbau werbeagentur fahrschule reisebuero ingenieurbuero architekturbuero kfz-werkstatt tankstelle pfarramt kirchengemeinde feuerwehr stadt kanton marktgemeinde bundesamt bezirkshauptmannschaft
     sportverein turnverein musikverein foundation association university college bank insurance associates ltda societe etablissements
     impresa azienda ditta comune mairie ayuntamiento gemeente bedrijf transporte logistik bau bauunternehmen malerbetrieb weingut brauerei";

/// Ends of compound words that name a company or authority, four letters of stem required.
pub(in super::super) static COMPANY_ENDS: Words = Words::new(&[
    "gmbh",
    "verwaltung",
    "gesellschaft",
    "vertriebs",
    "handels",
    "technik",
    "baeckerei",
    "metzgerei",
    "reinigung",
    "druckerei",
    "praxis",
    "kanzlei",
    "apotheke",
    "klinik",
    "krankenhaus",
    "ministerium",
    "universitaet",
    "institut",
    "verlag",
    "versicherung",
    "versicherungen",
    "agentur",
    "genossenschaft",
    "stiftung",
    "verein",
    "verband",
    "werkstatt",
    "betriebe",
    "werke",
    "sparkasse",
    "maschinenbau",
    "logistik",
    "spedition",
    "systeme",
    "immobilien",
    "schule",
    "finanzamt",
    "kammer",
    "unternehmen",
    "consulting",
    "solutions",
    "tischlerei",
    "schreinerei",
    "schlosserei",
    "gaertnerei",
    "brauerei",
    "konzern",
]);

/// Ends of compound words that name a department.
pub(in super::super) static ROLE_ENDS: Words =
    Words::new(&["abteilung", "leitung", "buchhaltung", "sekretariat", "einkauf", "vertrieb"]);

/// Departments and functions.
pub(in super::super) const ROLE: &str =
    "einkauf verkauf vertrieb buchhaltung finanzbuchhaltung lohnbuchhaltung debitorenbuchhaltung kreditorenbuchhaltung disposition dispo
     zentrale empfang sekretariat personal personalabteilung personalwesen geschaeftsleitung geschaeftsfuehrung geschaeftsfuehrer
     geschaeftsfuehrerin marketing kundenservice kundendienst kundenbetreuung kundencenter support info information buero rezeption lager versand
     wareneingang warenannahme rechnungswesen rechnung rechnungen rechnungseingang rechnungspruefung einkaufsleitung einkaufsleiter einkaufsleiterin vertriebsleitung
     vertriebsleiter vertriebsleiterin verkaufsleitung verkaufsleiter innendienst aussendienst team abteilung abt leitung leiter leiterin
     vorstand inhaber inhaberin ansprechpartner ansprechpartnerin sachbearbeiter sachbearbeiterin mitarbeiter sales purchasing accounting accounts
     payable receivable office admin administration administrator procurement finance reception manager management director ceo cfo cto coo hr human
     resources it edv it-abteilung edv-abteilung technische technischer technisches werkstattleitung werksleitung betriebsleitung betriebsrat hausmeister
     kasse kassa telefonzentrale hotline auftragsannahme auftragsbearbeitung bestellung bestellungen reklamation qualitaetssicherung qs
     produktion produktionsleitung entwicklung konstruktion arbeitsvorbereitung projektleitung assistenz sekretaerin verwaltung
     poststelle posteingang postmaster webmaster kontakt contact service kundenkonto filialleitung marktleitung pflegedienstleitung
     assistentin bueroleitung prokurist prokuristin direktion direktor direktorin sachbearbeitung zustaendige zustaendiger frontdesk
     helpdesk export import logistikleitung fuhrpark fuhrparkleitung helfer acquisti amministrazione vendite ventes achats comptabilite compras ventas inkoop verkoop
     administratie ksiegowosc sprzedaz zakupy";

/// Small words allowed among role words.
pub(in super::super) const ROLE_FILLERS: &str = "der die das des und u & and fuer im of the de la dept department";

/// Words of form examples, tests and keyboards that make a cell junk wherever no plausible name surrounds them.
pub(in super::super) const JUNK: &str =
    "test testtest tester testperson testuser testkunde testkundin testname testnutzer testbenutzer testaccount testlead testing teste tests
     prueftest demo demouser demokunde dummy foo bar foobar baz blub blubb bla blabla blah asd asdf asdfg asdfgh asdfasdf sdf sdfsdf dfg dfgdfg
     qwe qwer qwert qwertz qwerty qwertzu yxc yxcv yxcvb zxc zxcv jkl jkloe hjkl abc abcd abcde abcdef xyz aaa aaaa bbb bbbb ccc xxx xxxx xxxxx yyy zzz
     lorem ipsum dolor sample example beispiel probe vorname nachname familienname name username benutzer benutzername user firstname
     lastname surname kunde kundin neukunde laufkunde laufkundschaft barverkauf stammkunde gast interessent interessentin spam fake loeschen geloescht dublette
     bitte ausfuellen todo tbd xxxxxx irgendwas irgendwer jemand niemand egal privat privatkunde privatperson sonstige sonstiger diverse kontaktformular lol haha hallo
     musterperson musterkunde mustername placeholder platzhalter undefined unbekannt unknown none nan anonym anonymous unknown-user storniert";

/// Words of [`JUNK`] that are family names when a given name stands in front of them.
pub(in super::super) const JUNK_SURNAMES: [&str; 12] =
    ["niemand", "jemand", "gast", "kunde", "probe", "bar", "sample", "bitte", "egal", "name", "kundin", "teste"];

/// Words between two people's names.
pub(in super::super) const ANDS: &str = "und u and et sowie bzw";

/// Words and phrases that say that there is nothing.
pub(in super::super) const NOTHING: &[&str] = &[
    "na",
    "n/a",
    "ka",
    "k a",
    "k a ",
    "keine angabe",
    "keine angaben",
    "keine",
    "kein",
    "keiner",
    "ohne",
    "ohne angabe",
    "ohne angaben",
    "ohne namen",
    "ohne name",
    "kein name",
    "nicht angegeben",
    "nicht bekannt",
    "nicht vorhanden",
    "nicht verfuegbar",
    "unbekannt",
    "unbek",
    "unknown",
    "none",
    "null",
    "nil",
    "nan",
    "nichts",
    "leer",
    "empty",
    "blank",
    "undefined",
    "anonym",
    "anonymous",
    "anonyme",
    "n n",
    "nn",
    "no name",
    "noname",
    "not available",
    "not applicable",
    "not provided",
    "not set",
    "not specified",
    "no data",
    "nd",
    "tba",
    "tbd",
    "entfaellt",
    "fehlt",
    "siehe oben",
    "sehr geehrte damen und herren",
    "damen und herren",
    "s o",
    "dito",
    "inconnu",
    "inconnue",
    "non renseigne",
    "sconosciuto",
    "desconocido",
    "onbekend",
    "brak",
    "brak danych",
    "nieznany",
    "nessuno",
    "null null",
    "none none",
    "nan nan",
    "unbekannt unbekannt",
    "unknown unknown",
    "undefined undefined",
    "anonym anonym",
];

/// Invented people: comic and film figures, and the sample people of forms, given and family name in order.
pub(in super::super) const INVENTED: &[&str] = &[
    "max mustermann",
    "maxi mustermann",
    "erika mustermann",
    "erika musterfrau",
    "max musterfrau",
    "max muster",
    "maria muster",
    "erika muster",
    "hans muster",
    "felix muster",
    "petra muster",
    "martina muster",
    "peter muster",
    "eva muster",
    "anna muster",
    "john doe",
    "jane doe",
    "joe bloggs",
    "fred bloggs",
    "richard roe",
    "jane roe",
    "john q public",
    "john public",
    "otto normalverbraucher",
    "otto normal",
    "lieschen mueller",
    "erika gabler",
    "hein bloed",
    "hans wurst",
    "hanswurst",
    "kaiser von china",
    "micky maus",
    "mickey maus",
    "mickey mouse",
    "micky mouse",
    "minnie mouse",
    "minni maus",
    "minnie maus",
    "donald duck",
    "daisy duck",
    "dagobert duck",
    "onkel dagobert",
    "tick duck",
    "gustav gans",
    "goofy",
    "pluto",
    "darth vader",
    "luke skywalker",
    "han solo",
    "obi wan kenobi",
    "harry potter",
    "hermine granger",
    "ron weasley",
    "lord voldemort",
    "james bond",
    "bugs bunny",
    "daffy duck",
    "homer simpson",
    "bart simpson",
    "lisa simpson",
    "marge simpson",
    "peter griffin",
    "spongebob schwammkopf",
    "patrick star",
    "fred feuerstein",
    "wilma feuerstein",
    "barney geroellheimer",
    "pippi langstrumpf",
    "asterix",
    "obelix",
    "asterix gallier",
    "batman",
    "superman",
    "spiderman",
    "spider man",
    "bruce wayne",
    "clark kent",
    "peter parker",
    "peter pan",
    "kapitaen blaubaer",
    "captain hook",
    "jack sparrow",
    "indiana jones",
    "pumuckl",
    "meister eder",
    "sherlock holmes",
    "santa claus",
    "weihnachtsmann",
    "osterhase",
    "nikolaus weihnachtsmann",
    "rotkaeppchen",
    "schneewittchen",
    "rumpelstilzchen",
    "frau holle",
    "hans im glueck",
    "biene maja",
    "bob baumeister",
    "benjamin bluemchen",
    "bibi blocksberg",
    "winnie puuh",
    "winnie pooh",
    "frodo beutlin",
    "bilbo beutlin",
    "super mario",
    "lara croft",
    "chuck norris",
    "mr bean",
    "alf tanner",
    "garfield",
    "snoopy",
    "charlie brown",
    "popeye",
    "tom sawyer",
    "huckleberry finn",
    "robin hood",
    "dracula",
    "graf dracula",
    "paulchen panther",
    "lucky luke",
    "speedy gonzales",
    "homer j simpson",
    "ned flanders",
    "dagobert",
    "donald",
    "vorname nachname",
    "name vorname",
    "nachname vorname",
    "vorname name",
    "first last",
    "first name",
    "last name",
    "first name last name",
    "firstname lastname",
    "given family",
    "ihr name",
    "dein name",
    "mein name",
    "your name",
    "full name",
    "foo bar",
    "lorem ipsum",
    "max max",
    "hans hans",
    "a a",
    "aa aa",
    "a b",
    "x x",
    "x y",
    "xx xx",
    "asdf asdf",
    "abc def",
    "fritz fantom",
    "max power",
    "nomen nominandum",
    "nomen nescio",
];

/// Words in front of a name that names several people.
pub(in super::super) const SEVERAL: &str =
    "familie fam eheleute ehepaar geschwister family famille famiglia familia hergut ehel";

/// Words of a letter's first line in front of a name.
pub(in super::super) const GREETINGS: &str =
    "sehr geehrter geehrte geehrten geehrtes lieber liebe hallo dear an attn att haenden zhd zhdn zh z hd";
