#!/usr/bin/env python3
"""Writes the damaged exports of this folder and `truth.json`. Standard library only; same input, same bytes.

Two files a kind of damage; the number is the kind's, the letter tells the files apart. All people, firms and numbers are
invented. The keys of `truth.json` are those of the ingest accuracy kit, plus some for the accounting of lines:

`lines`         physical lines of the file,
`header_lines`  those of the header proper (a group row above it is a skipped line),
`inner_lines`   line breaks within records and rejects,
`skipped`       [line, code] of every line that is no data, where there is but one answer,

so that records + inner_lines + rejects + skipped lines + header_lines = lines. A file without `lines` is not accounted
for (workbooks and empty files). `sheets` names the sheets that may have an entry.
"""
import io
import json
import os
import re
import unicodedata
import zipfile
from xml.sax.saxutils import escape, quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
TRUTH = {}
LATIN = ["windows-1252", "iso-8859-1"]


def check(row, column, value):
    return {"row": row, "column": column, "value": value}


def case(name, content, columns, records, checks, encoding=("utf-8",), delimiter=",", header_lines=1, inner=0, **more):
    """Writes a file. `checks`: (row, column, value or list of values)."""
    with open(os.path.join(HERE, name), "wb") as handle:
        handle.write(content)
    truth = {"columns": columns, "records": records, "checks": [check(*one) for one in checks]}
    if encoding:
        truth["encoding"] = list(encoding)
    if delimiter:
        truth["delimiter"] = delimiter
    if header_lines is not None:
        truth["lines"], truth["header_lines"], truth["inner_lines"] = lines_of(content, encoding), header_lines, inner
    truth.update(more)
    TRUTH[name] = truth


def lines_of(content, encoding):
    """Physical lines, whatever ends them; no line begins at the end of the file."""
    wide = next((one for one in encoding or () if one.startswith("utf-16")), None)
    plain = content.decode(wide) if wide else content.decode("latin-1")
    breaks = re.findall("\r\n|\r|\n", plain)
    return len(breaks) + (not plain.endswith(("\r", "\n")))


def text(*lines, end="\n", last=True):
    return end.join(lines) + (end if last else "")


# --- plain files of other countries, and marks of UTF-8 and UTF-16 -------------------------------------------------

case("01a_french_tab.tsv",
     text("Réf.\tPrénom\tNom\tSociété\tCode postal\tVille\tTéléphone\tCA annuel\tCréé le",
          "C-104\tÉloïse\tMarchand\tAtelier du Bois SARL\t06200\tNice\t04 93 55 01 02\t12 345,60\t14/02/2025",
          "C-105\tGuénolé\tLe Goff\tChantiers Gwenn\t29200\tBrest\t02 98 55 01 03\t980,00\t28/02/2025",
          "C-106\tMaëlle\tÇelik\tMaison Çelik\t01000\tBourg-en-Bresse\t04 74 55 01 04\t1 200,50\t03/03/2025").encode(),
     ["Réf.", "Prénom", "Nom", "Société", "Code postal", "Ville", "Téléphone", "CA annuel", "Créé le"], 3,
     [(0, "Prénom", "Éloïse"), (0, "Code postal", "06200"), (2, "Nom", "Çelik"), (2, "CA annuel", "1 200,50")],
     delimiter="\t")

case("01b_italian_semicolon.csv",
     text("Codice;Nome;Cognome;Ragione sociale;CAP;Città;Provincia;Fatturato;Data contatto",
          "88;Niccolò;Tartù;Officine Tartù S.r.l.;00184;Roma;RM;3.450,00;07/10/2024",
          "89;Zoe;D'Amico;Caffè D'Amico;20121;Milano;MI;12,5;25/10/2024", end="\r\n").encode(),
     ["Codice", "Nome", "Cognome", "Ragione sociale", "CAP", "Città", "Provincia", "Fatturato", "Data contatto"], 2,
     [(0, "CAP", "00184"), (1, "Cognome", "D'Amico"), (1, "Fatturato", "12,5"), (0, "Cognome", "Tartù")], delimiter=";")

case("02a_dutch_1252.csv",
     text('"Voornaam","Achternaam","Bedrijf","Plaats","Bedrag","Opmerking"',
          '"Daniëlle","Coëlho","Café ’t Hoekje","’s-Hertogenbosch","€ 120,00","belt terug – na 17 uur"',
          '"Jörg","Brouwer","Brouwer & Zoën","Zaltbommel","€ 75,50",""', end="\r\n").encode("cp1252"),
     ["Voornaam", "Achternaam", "Bedrijf", "Plaats", "Bedrag", "Opmerking"], 2,
     [(0, "Achternaam", "Coëlho"), (0, "Bedrijf", "Café ’t Hoekje"), (0, "Bedrag", "€ 120,00"), (1, "Voornaam", "Jörg")],
     encoding=LATIN)

case("02b_spanish_1252.txt",
     text("Nombre\tApellidos\tEmpresa\tPoblación\tTeléfono",
          "Íñigo\tPeña Garzón\tPeluquería Peña\tLogroño\t941 55 01 01",
          "Begoña\tMuñiz\tMuñiz e Hijos S.L.\tCádiz\t956 55 01 02",
          "Raúl\tNúñez\tÁridos Núñez\tAlcañiz\t978 55 01 03").encode("cp1252"),
     ["Nombre", "Apellidos", "Empresa", "Población", "Teléfono"], 3,
     [(0, "Nombre", "Íñigo"), (0, "Apellidos", "Peña Garzón"), (2, "Empresa", "Áridos Núñez")],
     encoding=LATIN, delimiter="\t")

case("02c_polish_1250.csv",
     text("Imię;Nazwisko;Firma;Miasto;E-mail",
          "Łucja;Wiśniak;Piekarnia Żytnia;Łomża;l.wisniak@example.com",
          "Grażyna;Dębska;Usługi Dębska;Świdnik;g.debska@example.org",
          "Paweł;Źródlak;Źródlak i Synowie;Gdańsk;p.zrodlak@example.net", end="\r\n").encode("cp1250"),
     ["Imię", "Nazwisko", "Firma", "Miasto", "E-mail"], 3,
     [(0, "Nazwisko", "Wiśniak"), (0, "Miasto", "Łomża"), (2, "Nazwisko", "Źródlak"), (1, "Imię", "Grażyna")],
     encoding=["windows-1250"], delimiter=";")

case("03a_bom_quoted_first_header.csv",
     b"\xef\xbb\xbf" + text('"Member No","Full Name","Email","Joined"',
                            '"M-77","Ottilie Brandt","o.brandt@example.com","2024-11-02"',
                            '"M-78","Søren Kjær","s.kjaer@example.org","2024-11-05"', end="\r\n").encode(),
     ["Member No", "Full Name", "Email", "Joined"], 2, [(0, "Member No", "M-77"), (1, "Full Name", "Søren Kjær")])

case("03b_bom_tab_polish.tsv",
     b"\xef\xbb\xbf" + text("Imię\tNazwisko\tNr klienta\tMiasto", "Zbigniew\tŻak\tPL-31\tŁódź",
                            "Halina\tGąsior\tPL-32\tKraków").encode(),
     ["Imię", "Nazwisko", "Nr klienta", "Miasto"], 2, [(0, "Imię", "Zbigniew"), (1, "Nazwisko", "Gąsior"), (0, "Miasto", "Łódź")],
     delimiter="\t")

case("04a_utf16le_tab.csv",
     "\ufeff".encode("utf-16-le") + text(
         "id\tcreated\tcampaign\tfull_name\tphone_number\temail",
         "l:701\t2025-03-04T10:15:00+01:00\tFrühling\tJana Krämer\tp:+4915155501234\tjana@example.com",
         "l:702\t2025-03-04T11:20:00+01:00\tFrühling\tTill Weiß\tp:+4915155501235\ttill@example.org").encode("utf-16-le"),
     ["id", "created", "campaign", "full_name", "phone_number", "email"], 2,
     [(0, "full_name", "Jana Krämer"), (1, "email", "till@example.org"), (1, "campaign", "Frühling")],
     encoding=["utf-16le"], delimiter="\t")

case("04b_utf16le_without_mark.csv",
     text("Jméno;Příjmení;Obec", "Jiří;Dvořáček;Třebíč", "Žofie;Růžičková;Plzeň", end="\r\n").encode("utf-16-le"),
     ["Jméno", "Příjmení", "Obec"], 2, [(0, "Jméno", "Jiří"), (1, "Příjmení", "Růžičková"), (1, "Obec", "Plzeň")],
     encoding=["utf-16le"], delimiter=";")

case("05a_utf16be_comma.csv",
     "\ufeff".encode("utf-16-be") + text('Nome,Apelido,Empresa,Cidade', 'João,Simões,"Simões, Irmãos Lda",Évora',
                                         'Inês,Conceição,Padaria Sol,Guimarães').encode("utf-16-be"),
     ["Nome", "Apelido", "Empresa", "Cidade"], 2,
     [(0, "Empresa", "Simões, Irmãos Lda"), (1, "Apelido", "Conceição")], encoding=["utf-16be"])

case("05b_utf16be_without_mark.txt",
     text("Customer\tContact\tMail", "4711\tOleg Brenner\toleg@example.com", "4712\tÅse Lund\tase@example.org",
          end="\r\n").encode("utf-16-be"),
     ["Customer", "Contact", "Mail"], 2, [(0, "Customer", "4711"), (1, "Contact", "Åse Lund")],
     encoding=["utf-16be"], delimiter="\t")

# --- damaged letters -----------------------------------------------------------------------------------------------


def misread(value, page):
    return "".join(bytes([b]).decode(page) if page != "cp1252" or b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b)
                   for b in value.encode())


case("06a_mojibake_some_cells.csv",
     text("Name,Company,City,Mail",
          f"Lena Vogt,{misread('Gärtnerei Süßmilch', 'cp1252')},{misread('Würzburg', 'cp1252')},lena@example.com",
          f"{misread('Jörn Böttcher', 'cp1252')},Böttcher Böden,Köln,joern@example.org",
          f"André Petit,{misread('Crêperie d’Auray', 'cp1252')},Auray,andre@example.net").encode(),
     ["Name", "Company", "City", "Mail"], 3,
     [(0, "Company", "Gärtnerei Süßmilch"), (0, "City", "Würzburg"), (1, "Name", "Jörn Böttcher"), (1, "City", "Köln"),
      (2, "Name", "André Petit"), (2, "Company", "Crêperie d’Auray")],
     must_report=["Name", "Company", "City"])

twice = misread(misread("Müßiggang & Söhne", "cp1252"), "cp1252")
case("06b_mojibake_twice_and_dos.csv",
     text("Firma;Ansprechpartner;Ort", f"{twice};Uwe Lang;Fulda",
          f"Lang AG;{misread('Käthe Grün', 'cp850')};{misread('Gießen', 'cp850')}",
          f"Möbel Ernst;{misread('Jürgen Voß', 'mac_roman')};Hürth").encode(),
     ["Firma", "Ansprechpartner", "Ort"], 3,
     [(0, "Firma", "Müßiggang & Söhne"), (1, "Ansprechpartner", "Käthe Grün"), (1, "Ort", "Gießen"),
      (2, "Ansprechpartner", "Jürgen Voß"), (2, "Firma", "Möbel Ernst")],
     delimiter=";", must_report=["Firma", "Ansprechpartner", "Ort"])

case("07a_letters_lost_french.tsv",
     text("Nom\tSociete\tVille\tCourriel", "H?l?ne Lef?vre\tB?timents du Rh?ne\tOrl?ans\th.l@example.com",
          "Paul Martin\tMartin SA\tN?mes\tp.m@example.org").encode(),
     ["Nom", "Societe", "Ville", "Courriel"], 2,
     [(0, "Nom", ["H?l?ne Lef?vre"]), (1, "Ville", "N?mes"), (1, "Nom", "Paul Martin")],
     delimiter="\t", must_report=["Nom", "Societe", "Ville"])

case("07b_letters_lost_replacement.csv",
     text("Kontakt;Firma;Ort", "J\ufffdrg M\ufffdckel;M\ufffdckel Bau;Rh\ufffdn", "Tanja Hess;B\ufffdrobedarf Hess;Kassel",
          end="\r\n").encode(),
     ["Kontakt", "Firma", "Ort"], 2,
     [(0, "Kontakt", ["J\ufffdrg M\ufffdckel", "J?rg M?ckel"]), (1, "Kontakt", "Tanja Hess")],
     delimiter=";", must_report=["Kontakt", "Firma", "Ort"])

case("08a_mixed_utf8_and_1252.csv",
     "Vorname;Nachname;Ort\r\nGünter;Möck;Würselen\r\n".encode() + "Jürgen;Böll;Düren\r\n".encode("cp1252")
     + "Sören;Grün;Jülich\r\n".encode() + "Björn;Häß;Köln\r\n".encode("cp1252"),
     ["Vorname", "Nachname", "Ort"], 4,
     [(0, "Nachname", "Möck"), (1, "Vorname", "Jürgen"), (1, "Ort", "Düren"), (2, "Ort", "Jülich"), (3, "Nachname", "Häß")],
     encoding=["mixed"], delimiter=";")

case("08b_one_line_appended.csv",
     text("Nombre,Empresa,Ciudad", "José Ibáñez,Construcción Ibáñez,Málaga", "Lucía Rincón,Óptica Rincón,León").encode()
     + "Andrés Cañas,Cañas y Pérez,Cáceres\n".encode("cp1252"),
     ["Nombre", "Empresa", "Ciudad"], 3,
     [(0, "Nombre", "José Ibáñez"), (1, "Empresa", "Óptica Rincón"), (2, "Nombre", "Andrés Cañas"), (2, "Ciudad", "Cáceres")],
     encoding=["mixed"])

case("09a_cp850_french.txt",
     text("Code\tNom\tPrénom\tVille", "12\tBéranger\tFrançois\tBesançon", "13\tLefèvre\tAnaïs\tNîmes",
          "14\tHônoré\tZoé\tAlençon", end="\r\n").encode("cp850"),
     ["Code", "Nom", "Prénom", "Ville"], 3,
     [(0, "Nom", "Béranger"), (0, "Prénom", "François"), (1, "Prénom", "Anaïs"), (2, "Ville", "Alençon")],
     encoding=["ibm850", "cp850"], delimiter="\t")

case("09b_cp850_capitals.csv",
     text("KDNR|NAME|STRASSE|ORT", "100234|GÜNTHER KÖRBER|GRÜNER WEG 8|LÜBECK", "100235|BÄRBEL ÖZDEMIR|AM RÖMERTOR 2|KÖLN",
          end="\r\n").encode("cp850"),
     ["KDNR", "NAME", "STRASSE", "ORT"], 2,
     [(0, "NAME", "GÜNTHER KÖRBER"), (1, "NAME", "BÄRBEL ÖZDEMIR"), (1, "STRASSE", "AM RÖMERTOR 2")],
     encoding=["ibm850", "cp850"], delimiter="|")

case("10a_decomposed_german.csv",
     unicodedata.normalize("NFD", text("Name,Straße,Größe", "Käthe Bühler,Löwengasse 3,klein",
                                       "Jörg Bächtold,Süßer Winkel 7,groß")).encode(),
     ["Name", "Straße", "Größe"], 2, [(0, "Name", "Käthe Bühler"), (1, "Straße", "Süßer Winkel 7")])

case("10b_decomposed_czech.tsv",
     unicodedata.normalize("NFD", text("Jméno\tPříjmení\tMěsto", "Šárka\tŘeháková\tKroměříž", "Luděk\tČerný\tJičín",
                                       end="\r\n")).encode(),
     ["Jméno", "Příjmení", "Město"], 2, [(0, "Příjmení", "Řeháková"), (1, "Jméno", "Luděk"), (0, "Město", "Kroměříž")],
     delimiter="\t")

# --- records, quotes, line ends ------------------------------------------------------------------------------------

case("11a_separator_hint_pipe.csv",
     text("sep=|", "Lead|Company, Unit|Value", "Rita Blum|Blum, Werk 2|10,5", "Olaf Zorn|Zorn; Partner|8,25",
          end="\r\n").encode(),
     ["Lead", "Company, Unit", "Value"], 2, [(0, "Company, Unit", "Blum, Werk 2"), (1, "Value", "8,25")], delimiter="|", header_row=2, skipped=[[1, "separator_hint"]])

case("11b_separator_hint_capitals_and_mark.csv",
     b"\xef\xbb\xbf" + text("SEP=,", "Name,Land,Mail", "Ines Kolb,AT,ines@example.com", "Reto Frei,CH,reto@example.org",
                            end="\r\n").encode(),
     ["Name", "Land", "Mail"], 2, [(0, "Name", "Ines Kolb"), (1, "Mail", "reto@example.org")], header_row=2, skipped=[[1, "separator_hint"]])

case("12a_lines_within_cells_and_header.csv",
     'Contact,"E-Mail\nprivate",Address,Country\n'
     'Nora Falk,nora@example.com,"Hof 3\nHaus B\nIsle of Wight",UK\n'
     '"Per Lind",per@example.org,"Storgatan 9",SE\n'.encode(),
     ["Contact", "E-Mail private", "Address", "Country"], 2,
     [(0, "Address", ["Hof 3\nHaus B\nIsle of Wight"]), (0, "Country", "UK"), (1, "Contact", "Per Lind"), (1, "Country", "SE")],
     header_lines=2, inner=2, header_row=2)

case("12b_paragraphs_in_notes.csv",
     'Firma;Notiz;Betreuer\r\n'
     '"Kübler; Söhne";"Will ein Angebot.\r\n\r\nSagt: ""nicht vor Mai"";\r\ndann anrufen";Ute\r\n'
     'Adler KG;"kurz";Jan\r\n'.encode(),
     ["Firma", "Notiz", "Betreuer"], 2,
     [(0, "Firma", "Kübler; Söhne"), (0, "Betreuer", "Ute"), (1, "Firma", "Adler KG"), (1, "Notiz", "kurz"),
      (0, "Notiz", 'Will ein Angebot.\n\nSagt: "nicht vor Mai";\ndann anrufen')],
     delimiter=";", inner=3)

case("13a_inner_quotes_not_doubled.csv",
     text('Name,Firm,Town,Mail', '"Max Ott","Gasthof "Zum Anker"","Husum","max@example.com"',
          '"Eva Lau","Verlag "Neue Wege" GmbH","Plön","eva@example.org"',
          '"Ilka Sand","Sand GmbH","Eutin","ilka@example.net"', end="\r\n").encode(),
     ["Name", "Firm", "Town", "Mail"], 3,
     [(0, "Firm", 'Gasthof "Zum Anker"'), (0, "Town", "Husum"), (1, "Firm", 'Verlag "Neue Wege" GmbH'), (1, "Mail", "eva@example.org"),
      (2, "Name", "Ilka Sand")])

case("13b_inner_quotes_tab.tsv",
     text('Klient\tFirma\tMiasto', '"Ewa Lis"\t"Bar "Pod Lipą""\t"Łeba"', '"Jan Kos"\t"Kos"\t"Hel"').encode(),
     ["Klient", "Firma", "Miasto"], 2,
     [(0, "Firma", 'Bar "Pod Lipą"'), (0, "Miasto", "Łeba"), (1, "Klient", "Jan Kos")], delimiter="\t")

case("14a_backslash_escapes.csv",
     text('id,name,comment,mail', r'1,"Tim Rau","says \"later, maybe\" again","tim@example.com"',
          r'2,"Ida \"Iddi\" Moll","","ida@example.org"', '3,"Kai Noss","none, really","kai@example.net"').encode(),
     ["id", "name", "comment", "mail"], 3,
     [(0, "comment", 'says "later, maybe" again'), (0, "mail", "tim@example.com"), (1, "name", 'Ida "Iddi" Moll'),
      (2, "comment", "none, really")])

case("14b_backslash_escapes_semicolon.csv",
     text('"Firma";"Kontakt";"Ort"', r'"Wirtshaus \"Krone\"; Saal";"Leo Fink";"Ulm"', r'"Fink \"und\" Star";"Mia Star";"Aalen"',
          '"Drossel OHG";"Ben Dross";"Lahr"', end="\r\n").encode(),
     ["Firma", "Kontakt", "Ort"], 3,
     [(0, "Firma", 'Wirtshaus "Krone"; Saal'), (0, "Ort", "Ulm"), (1, "Firma", 'Fink "und" Star'), (2, "Ort", "Lahr")],
     delimiter=";")

case("15a_inch_signs.csv",
     text('Company,Product,Contact,City', 'Rack World,19" cabinet,Lou Hale,Leeds', 'Pipe & Co,2" and 3" pipes,Amy Stone,York',
          'Tube Ltd,none,Ron Ash,Bath').encode(),
     ["Company", "Product", "Contact", "City"], 3,
     [(0, "Product", '19" cabinet'), (1, "Product", '2" and 3" pipes'), (1, "City", "York"), (2, "Contact", "Ron Ash")])

case("15b_quote_that_nothing_closes.csv",
     text('Kunde;Zusatz;Ort;Mail', 'Anna Pohl;"Alte Post;Trier;anna@example.com', 'Bert Quast;keiner;Prüm;bert@example.org',
          'Cora Rist;Hof d"Eifel;Daun;cora@example.net', end="\r\n").encode(),
     ["Kunde", "Zusatz", "Ort", "Mail"], 3,
     [(0, "Zusatz", ['"Alte Post', "Alte Post"]), (0, "Mail", "anna@example.com"), (1, "Ort", "Prüm"),
      (2, "Zusatz", 'Hof d"Eifel'), (2, "Mail", "cora@example.net")],
     delimiter=";")

case("16a_tab_with_commas.txt",
     text("Name\tFirma\tOrt\tUmsatz", "Holm, Ida\tHolm, Söhne; Co\tKiel\t1.200,50", "Jung, Kai\tJung\tLübeck\t99,90",
          "Kern, Lou\tKern, Bau\tHusum\t0,00").encode(),
     ["Name", "Firma", "Ort", "Umsatz"], 3,
     [(0, "Name", "Holm, Ida"), (0, "Firma", "Holm, Söhne; Co"), (1, "Umsatz", "99,90")], delimiter="\t")

case("16b_tab_empty_cells.tsv",
     text("first\tlast\tphone\tmail\tnote", "Ada\tMoor\t\tada@example.com\t", "\tNeill\t+44 20 7946 0101\t\tcall",
          "Sam\tReed\t\t\t", end="\r\n").encode(),
     ["first", "last", "phone", "mail", "note"], 3,
     [(0, "mail", "ada@example.com"), (1, "first", ""), (1, "note", "call"), (2, "last", "Reed")], delimiter="\t")

case("17a_pipe_padded.txt",
     text("Account | Contact    | Town     | Opened", "A-9     | Nina Grau  | Bremen   | 2024-05-01",
          "A-10    | Jens Blau  | Emden    | 2024-06-11").encode(),
     ["Account", "Contact", "Town", "Opened"], 2,
     [(0, "Account", "A-9"), (0, "Contact", "Nina Grau"), (1, "Opened", "2024-06-11")], delimiter="|")

case("17b_pipe_quoted.csv",
     text('"Nome"|"Email"|"Tag"', '"Carla Riva"|"carla@example.com"|"vip|fiera"', '"Ugo Neri"|"ugo@example.org"|""',
          end="\r\n").encode(),
     ["Nome", "Email", "Tag"], 2, [(0, "Tag", "vip|fiera"), (1, "Nome", "Ugo Neri")], delimiter="|")

case("18a_cr_only.csv",
     text("Name,Firm,Postcode", "Gail Oaks,Oaks Ltd,YO1 7HH", 'Hugh Penn,"Penn, Sons",BA1 1SU', "Iris Rowe,Rowe,LS1 4DY",
          end="\r").encode(),
     ["Name", "Firm", "Postcode"], 3, [(0, "Firm", "Oaks Ltd"), (1, "Firm", "Penn, Sons"), (2, "Postcode", "LS1 4DY")])

case("18b_cr_only_macintosh.csv",
     text("Vorname;Nachname;Firma;Ort", "Jürgen;Großmann;Bäckerei Größe;Düsseldorf", "Käthe;Strauß;Blumenhaus Süd;Köln",
          end="\r", last=False).encode("mac_roman"),
     ["Vorname", "Nachname", "Firma", "Ort"], 2,
     [(0, "Vorname", "Jürgen"), (0, "Firma", "Bäckerei Größe"), (1, "Nachname", "Strauß"), (1, "Ort", "Köln")],
     encoding=["macintosh"], delimiter=";")

case("19a_whole_lines_quoted_semicolon.csv",
     text('"Kontakt;Firma;Ort;Notiz"', '"Lina Marx;Marx KG;Mainz;ruft an"', '"Noah Opitz;""Opitz; Sohn"";Worms;keine"',
          '"Paul Quint;Quint;Speyer;"', end="\r\n").encode(),
     ["Kontakt", "Firma", "Ort", "Notiz"], 3,
     [(0, "Firma", "Marx KG"), (1, "Firma", "Opitz; Sohn"), (1, "Ort", "Worms"), (2, "Kontakt", "Paul Quint")], delimiter=";")

case("19b_whole_lines_quoted.csv",
     text('"email,first,last,city"', '"rob@example.com,Rob,Steel,Hull"', '"sue@example.org,Sue,""Tate, Jr."",Derby"').encode(),
     ["email", "first", "last", "city"], 2, [(0, "first", "Rob"), (1, "last", "Tate, Jr."), (1, "city", "Derby")])

case("20a_mixed_crlf_and_lf.csv",
     b"Nom;Ville;Courriel\r\nAgn\xc3\xa8s Roux;Dijon;agnes@example.com\nBruno Sel;Metz;bruno@example.org\r\nClaude Tour;Reims;claude@example.net\n",
     ["Nom", "Ville", "Courriel"], 3,
     [(0, "Nom", "Agnès Roux"), (1, "Courriel", "bruno@example.org"), (2, "Ville", "Reims")], delimiter=";")

case("20b_mixed_all_three.csv",
     b"name,town,mail\r\nDan Ury,Cork,dan@example.com\rEve Vane,Sligo,eve@example.org\nFay Wynn,Galway,fay@example.net\r\n",
     ["name", "town", "mail"], 3,
     [(0, "mail", "dan@example.com"), (1, "name", "Eve Vane"), (1, "town", "Sligo"), (2, "mail", "fay@example.net")])

case("21a_nul_padding.csv",
     b"KEY,NAME,CITY,MAIL\nA1,Grete Holt\0\0\0\0,Varel\0\0\0\0\0,grete@example.com\nA2,Hinnerk Ihde\0\0,Leer\0\0\0\0\0\0,hinnerk@example.org\n"
     + b"A3,Ida Jans,Aurich,ida@example.net\n" * 1,
     ["KEY", "NAME", "CITY", "MAIL"], 3,
     [(0, "NAME", "Grete Holt"), (0, "CITY", "Varel"), (1, "MAIL", "hinnerk@example.org"), (2, "CITY", "Aurich")])

case("21b_nul_cells.csv",
     text("Kod;Firma;Kontakt;Miasto;E-mail", "1001;Dom i Ogród Sp. z o.o.;Kuba Lech;Opole;kuba@example.com",
          "1002;Fabryka Mebli Nysa S.A.;\0;Nysa;biuro@example.org",
          "1003;Zakład Stolarski Mazur;Olga Mazur;Brzeg;olga@example.net", end="\r\n").encode(),
     ["Kod", "Firma", "Kontakt", "Miasto", "E-mail"], 3,
     [(1, "Kontakt", ""), (1, "Miasto", "Nysa"), (2, "Kontakt", "Olga Mazur")], delimiter=";")

case("22a_blanks_and_zero_width.csv",
     text("Name,\u00a0Mail\u00a0,Phone,City", "Lea\u00a0Moos,\u200blea@example.com\u200b,\u202a+49 441 550101\u202c,Oldenburg\u00a0",
          "\u2003Max Nott\u2003,max@example\u200b.org,+49\u00a0441\u00a0550102,\ufeffJever").encode(),
     ["Name", "Mail", "Phone", "City"], 2,
     [(0, "Name", "Lea Moos"), (0, "Mail", "lea@example.com"), (0, "Phone", "+49 441 550101"), (0, "City", "Oldenburg"),
      (1, "Name", "Max Nott"), (1, "Mail", "max@example.org"), (1, "City", "Jever")])

case("22b_soft_hyphens_and_thin_blanks.csv",
     text("Firma;Umsatz;Kontakt", "Gar\u00adten\u00adbau Ohm;1\u202f250,00;Per\u200e Ohm", "Pech &\u2009Schwefel;\u00a0;Quinn\u00a0\u00a0Rabe",
          end="\r\n").encode(),
     ["Firma", "Umsatz", "Kontakt"], 2,
     [(0, "Firma", "Gartenbau Ohm"), (0, "Kontakt", "Per Ohm"), (1, "Firma", "Pech & Schwefel"), (1, "Umsatz", ""),
      (1, "Kontakt", "Quinn Rabe")], delimiter=";")

# --- lines that are no data ----------------------------------------------------------------------------------------

case("23a_report_title_padded.csv",
     text("Open leads by region,,,,", "Run on 02 May 2025,,,,", ",,,,", "Lead,Firm,Region,Owner,Value",
          "Tess Ullman,Ullman Inc,North,Vic,1200", "Uma Vance,Vance LLC,South,Wes,800", "Val Wood,Wood,West,Vic,50",
          end="\r\n").encode(),
     ["Lead", "Firm", "Region", "Owner", "Value"], 3, [(0, "Lead", "Tess Ullman"), (2, "Value", "50")], header_row=4,
     skipped=[[1, "preamble"], [2, "preamble"], [3, "blank"]])

case("23b_settings_above.csv",
     text("Auswertung Interessenten", "Filter:;Status = offen", "Zeitraum:;01.01.2025 - 31.03.2025", "", "",
          "Nr;Name;Firma;PLZ;Ort;E-Mail", "1;Xenia Yale;Yale GmbH;26122;Oldenburg;xenia@example.com",
          "2;Yves Zander;Zander AG;01099;Dresden;yves@example.org").encode(),
     ["Nr", "Name", "Firma", "PLZ", "Ort", "E-Mail"], 2,
     [(0, "Name", "Xenia Yale"), (1, "PLZ", "01099"), (1, "E-Mail", "yves@example.org")], delimiter=";", header_row=6,
     skipped=[[1, "preamble"], [2, "preamble"], [3, "preamble"], [4, "blank"], [5, "blank"]])

case("24a_salesforce_footer.csv",
     text('"Lead Owner","First Name","Last Name","Company / Account","Email","Phone","Zip/Postal Code","City","Lead Status"',
          '"Kim Lorenz","Ava","Birk","Birk, Blum & Co","ava@example.com","+49 421 550101","28195","Bremen","Open"',
          '"Kim Lorenz","Ben","Cors","Cors AG","ben@example.org","","04109","Leipzig","Contacted"',
          '"Mia Notter","Cem","Dahl","Dahl","cem@example.net","","","","Open"', "", "",
          '"Grand Totals (3 records)"', "", "", "", '"Leads of the north"',
          '"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."',
          '"Confidential Information - Do Not Distribute"', '"Generated By:  Kim Lorenz  4/2/2025 8:05 AM"', '"Nordlicht AG"').encode(),
     ["Lead Owner", "First Name", "Last Name", "Company / Account", "Email", "Phone", "Zip/Postal Code", "City", "Lead Status"], 3,
     [(0, "Company / Account", "Birk, Blum & Co"), (1, "Zip/Postal Code", "04109"), (2, "First Name", "Cem")],
     vendor="salesforce_report", header_row=1)

case("24b_source_note_below.csv",
     text("Nachname;Vorname;Verein;Eintritt", "Ahlers;Bo;TSV Nord;01.02.2023", "Behn;Cai;TSV Nord;14.08.2023",
          "Claus;Dörte;TSV Süd;30.09.2023", "", "Quelle: Mitgliederverwaltung, Abruf vom 03.04.2025", "Seite 1 von 1",
          end="\r\n").encode(),
     ["Nachname", "Vorname", "Verein", "Eintritt"], 3,
     [(0, "Nachname", "Ahlers"), (2, "Vorname", "Dörte"), (2, "Eintritt", "30.09.2023")], delimiter=";", header_row=1,
     skipped=[[5, "blank"], [6, "footer"], [7, "footer"]])

case("25a_linkedin_notes.csv",
     text("Notes:", '"Some of your connections keep their address to themselves, so cells may be empty. Ask them, if you need it."',
          "", "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
          'Dora,Engel,https://www.linkedin.com/in/dora-engel-x,,"Engel, Fuchs & Partner",Head of Sales,07 Feb 2025',
          "Emil,Funk,https://www.linkedin.com/in/emil-funk-x,emil@example.com,Funkwerk,CTO,19 Nov 2024",
          "Frida,Gold,https://www.linkedin.com/in/frida-gold-x,,,Retired,02 Jan 2023").encode(),
     ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"], 3,
     [(0, "Company", "Engel, Fuchs & Partner"), (1, "Email Address", "emil@example.com"), (2, "Last Name", "Gold")],
     vendor="linkedin_connections", header_row=4,
     skipped=[[1, "preamble"], [2, "preamble"], [3, "blank"]])

case("25b_notes_in_two_paragraphs.csv",
     "Hinweise:\r\n\"Diese Liste enthält nur Kontakte, die einer Weitergabe\r\nzugestimmt haben.\"\r\n\r\n"
     "Name;E-Mail;Firma;Kontakt seit\r\nGero Hahn;gero@example.com;Hahn OHG;12.03.2024\r\n"
     "Hella Ibs;hella@example.org;Ibs;05.05.2024\r\n".encode(),
     ["Name", "E-Mail", "Firma", "Kontakt seit"], 2, [(0, "Name", "Gero Hahn"), (1, "Kontakt seit", "05.05.2024")],
     delimiter=";", header_row=5,
     skipped=[[1, "preamble"], [2, "preamble"], [3, "preamble"], [4, "blank"]])

case("26a_duplicate_headers.csv",
     text("Name,Phone,Email,Phone,Email", "Ivo Jost,+49 40 550101,ivo@example.com,+49 171 5501011,i.jost@example.org",
          "Jule Karg,+49 40 550102,jule@example.com,,").encode(),
     ["Name", "Phone", "Email", "Phone_2", "Email_2"], 2,
     [(0, "Phone", "+49 40 550101"), (0, "Phone_2", "+49 171 5501011"), (0, "Email_2", "i.jost@example.org"), (1, "Email", "jule@example.com")])

case("26b_three_times.csv",
     text("Firma;Notiz;Notiz;Ort;Notiz", "Kolb;erste;zweite;Celle;dritte", "Lenz;a;;Peine;c", end="\r\n").encode("cp1252"),
     ["Firma", "Notiz", "Notiz_2", "Ort", "Notiz_3"], 2,
     [(0, "Notiz", "erste"), (0, "Notiz_2", "zweite"), (0, "Notiz_3", "dritte"), (1, "Ort", "Peine")], encoding=None, delimiter=";")

case("27a_empty_headers.csv",
     text("Name,,Email,City,", "Mona Nies,Sales,mona@example.com,Verden,", "Nils Orth,Support,nils@example.org,Stade,").encode(),
     ["Name", "column_2", "Email", "City"], 2, [(0, "column_2", "Sales"), (1, "City", "Stade")])

case("27b_first_header_empty.csv",
     text(";Nachname;Vorname;Ort", "0;Olm;Pia;Uelzen", "1;Pape;Quirin;Soltau", "2;Quade;Ruth;Celle", end="\r\n").encode(),
     ["column_1", "Nachname", "Vorname", "Ort"], 3, [(0, "column_1", "0"), (2, "Nachname", "Quade")], delimiter=";")

case("28a_short_and_long_rows.csv",
     text("Nr;Name;Mail;Ort;Land", "1;Rolf Sass;rolf@example.com;Jena;DE", "2;Silke Thun;silke@example.org",
          "3;Tom Ulm;tom@example.net;Gera;DE;;", "4;Ute Veit;ute@example.com;Suhl;DE").encode(),
     ["Nr", "Name", "Mail", "Ort", "Land"], 4,
     [(0, "Ort", "Jena"), (1, "Mail", "silke@example.org"), (1, "Ort", ""), (2, "Land", "DE"), (3, "Name", "Ute Veit")],
     delimiter=";")

case("28b_delimiter_at_the_end_of_rows.csv",
     text("Prénom,Nom,Courriel", "Yann,Zola,yann@example.com,", "Zoé,Aubin,zoe@example.org,", "Alix,Baron,alix@example.net,",
          end="\r\n").encode(),
     ["Prénom", "Nom", "Courriel"], 3, [(0, "Prénom", "Yann"), (2, "Courriel", "alix@example.net")])

case("28c_value_too_many.csv",
     text("Key,Name,Mail,City", "K1,Ada Bell,ada@example.com,Perth", "K2,Bob Carr,bob@example.org,Ayr", "K3,Cy Dow,cy@example.net,Oban",
          "K4,Di East,di@example.com,Wick,left over").encode(),
     ["Key", "Name", "Mail", "City"], 4, [(0, "Name", "Ada Bell"), (1, "City", "Ayr"), (2, "Mail", "cy@example.net")],
     columns_also=[["Key", "Name", "Mail", "City", "column_5"]], records_also=[3])

case("29a_groups_above.csv",
     text("Contact,,Billing,,Delivery,", "Name,Email,Street,City,Street,City",
          "Cleo Dorn,cleo@example.com,1 Mill Ln,Ripon,2 Hill Rd,Selby", "Drew Eads,drew@example.org,3 Low St,Otley,,").encode(),
     ["Name", "Email", "Street", "City", "Street_2", "City_2"], 2,
     [(0, "Name", "Cleo Dorn"), (0, "City", "Ripon"), (0, "City_2", "Selby"), (1, "Street", "3 Low St")], header_row=2,
     skipped=[[1, "group_header"]])

case("29b_groups_repeated.csv",
     text("Person;Person;Firma;Firma;Firma", "Anrede;Name;Name der Firma;PLZ;Ort", "Frau;Wiebke Ahrens;Ahrens KG;21337;Lüneburg",
          "Herr;Xaver Brix;Brix;04229;Leipzig", end="\r\n").encode(),
     ["Anrede", "Name", "Name der Firma", "PLZ", "Ort"], 2,
     [(0, "Name", "Wiebke Ahrens"), (1, "PLZ", "04229"), (1, "Name der Firma", "Brix")], delimiter=";", header_row=2,
     skipped=[[1, "group_header"]])

case("30a_header_on_every_page.csv",
     text("Lead,Mail,Town", "Abe Cole,abe@example.com,Troon", "Bea Dunn,bea@example.org,Largs", "Lead,Mail,Town",
          "Cal Epps,cal@example.net,Irvine", "Lead,Mail,Town", "Dot Frey,dot@example.com,Kelso").encode(),
     ["Lead", "Mail", "Town"], 4, [(1, "Lead", "Bea Dunn"), (2, "Lead", "Cal Epps"), (3, "Town", "Kelso")], skipped=[[4, "repeated_header"], [6, "repeated_header"]])

case("30b_two_files_in_one.csv",
     b"\xef\xbb\xbf" + text("Vorname;Nachname;PLZ", "Enno;Focke;26721", "Fenja;Gerdes;26603", end="\r\n").encode()
     + b"\xef\xbb\xbf" + text("Vorname;Nachname;PLZ", "Gesa;Harms;01067", end="\r\n").encode(),
     ["Vorname", "Nachname", "PLZ"], 3, [(0, "Vorname", "Enno"), (2, "Vorname", "Gesa"), (2, "PLZ", "01067")], delimiter=";", skipped=[[4, "repeated_header"]])

META = '"EXTF";700;16;"Debitoren/Kreditoren";5;20250312081500000;;"RE";"leser";"";4711;10020;20250101;5;;;"{}";"";;"EUR";;"";;;"";"";"";"";""'
case("31a_datev_persons.csv",
     text(META.format("Stammdaten"), "Konto;Name (Adressattyp natürl. Person);Vorname (Adressattyp natürl. Person);Adressattyp;Straße;Postleitzahl;Ort;Telefon",
          '12001;"Bühring";"Anke";"1";"Am Müßberg 4";"01445";"Radebeul";"0351 5550101"',
          '12002;"Conradi";"Götz";"1";"Röhrweg 1";"06108";"Halle";""', end="\r\n").encode("cp1252"),
     ["Konto", "Name (Adressattyp natürl. Person)", "Vorname (Adressattyp natürl. Person)", "Adressattyp", "Straße", "Postleitzahl", "Ort", "Telefon"], 2,
     [(0, "Konto", "12001"), (0, "Postleitzahl", "01445"), (1, "Vorname (Adressattyp natürl. Person)", "Götz"), (0, "Straße", "Am Müßberg 4")],
     encoding=LATIN, delimiter=";", vendor="datev_debitoren", header_row=2,
     skipped=[[1, "metadata"]])

case("31b_datev_utf8.csv",
     b"\xef\xbb\xbf" + text(META.format("Kunden"), "Konto;Name (Adressatentyp Unternehmen);Unternehmensgegenstand;Kurzbezeichnung;EU-USt-IdNr.;Postleitzahl;Ort;E-Mail",
                            '10500;"Dünnebier & Töchter OHG";"Handel";"Dünnebier";"";"99084";"Erfurt";"post@example.com"',
                            '10501;"Ehlers eG";"";"Ehlers";"";"18055";"Rostock";"info@example.org"',
                            '10502;"Förster AG";"";"Förster";"";"07743";"Jena";""', end="\r\n").encode(),
     ["Konto", "Name (Adressatentyp Unternehmen)", "Unternehmensgegenstand", "Kurzbezeichnung", "EU-USt-IdNr.", "Postleitzahl", "Ort", "E-Mail"], 3,
     [(0, "Name (Adressatentyp Unternehmen)", "Dünnebier & Töchter OHG"), (2, "Konto", "10502"), (2, "Ort", "Jena")],
     delimiter=";", vendor="datev_debitoren", header_row=2,
     skipped=[[1, "metadata"]])

case("32a_shopify_orders.csv",
     'Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,Billing Zip,Billing Country,Notes,Id,Phone\n'
     "#2201,edda@example.com,paid,2025-05-02 09:00:00 +0200,EUR,39.00,43.90,2025-05-02 08:59:00 +0200,1,Mug,19.00,MUG-1,Edda Frisch,Jena,'07743,DE,\"Ring twice,\nthen wait\",6600000000011,'+493641550101\n"
     "#2201,edda@example.com,,,,,,2025-05-02 08:59:00 +0200,2,Tea,10.00,TEA-2,,,,,,,\n"
     "#2202,falk@example.org,refunded,2025-05-03 11:30:00 +0200,EUR,10.00,14.90,2025-05-03 11:29:00 +0200,1,Tea,10.00,TEA-2,Falk Gehr,Gera,'07545,DE,,6600000000012,\n".encode(),
     ["Name", "Email", "Financial Status", "Paid at", "Currency", "Subtotal", "Total", "Created at", "Lineitem quantity", "Lineitem name",
      "Lineitem price", "Lineitem sku", "Billing Name", "Billing City", "Billing Zip", "Billing Country", "Notes", "Id", "Phone"], 3,
     [(0, "Billing Zip", "07743"), (0, "Phone", "+493641550101"), (1, "Lineitem sku", "TEA-2"), (1, "Total", ""), (2, "Billing Name", "Falk Gehr")],
     vendor="shopify_orders", inner=1)

case("32b_shopify_customers.csv",
     text("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Zip,Default Address Country Code,Phone,Total Spent,Total Orders,Note,Tags",
          "'7700000000021,Gitta,Hirsch,gitta@example.com,yes,Hirsch Optik,Ring 5,Plauen,'08523,DE,'+493741550101,120.00,2,,vip",
          "'7700000000022,Horst,Iwan,horst@example.org,no,,Gasse 6,Zittau,'02763,DE,,0.00,0,,").encode(),
     ["Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing", "Default Address Company", "Default Address Address1",
      "Default Address City", "Default Address Zip", "Default Address Country Code", "Phone", "Total Spent", "Total Orders", "Note", "Tags"], 2,
     [(0, "Customer ID", "7700000000021"), (0, "Default Address Zip", "08523"), (1, "Default Address Zip", "02763"), (0, "Phone", "+493741550101")],
     vendor="shopify_customers")

case("33a_header_only.csv", b"First Name,Last Name,Email,Company", ["First Name", "Last Name", "Email", "Company"], 0, [])
case("33b_header_and_blank_lines.csv", b"\xef\xbb\xbf" + "Vorname;Nachname;Straße;E-Mail\r\n\r\n\r\n".encode(),
     ["Vorname", "Nachname", "Straße", "E-Mail"], 0, [], delimiter=";", header_row=1, skipped=[[2, "blank"], [3, "blank"]])

case("34a_empty.csv", b"", [], 0, [], encoding=None, delimiter=None, header_lines=None)
case("34b_only_blank_lines.csv", b"\xef\xbb\xbf\r\n \r\n\r\n", [], 0, [], encoding=None, delimiter=None, header_lines=None)

case("35a_no_header.csv",
     text("Ingo Jahn,Jahn Bau,ingo@example.com,+49 355 550101,Cottbus", "Jana Koch,Koch & Co,jana@example.org,+49 355 550102,Guben",
          "Karl Lang,,karl@example.net,,Forst", "Lisa Marx,Marx,lisa@example.com,+49 355 550104,Lübben").encode(),
     [f"column_{n}" for n in range(1, 6)], 4,
     [(0, "column_1", "Ingo Jahn"), (1, "column_3", "jana@example.org"), (3, "column_5", "Lübben")], header_lines=0, header_row=None)

case("35b_no_header_numbers.csv",
     text("50011;Mertens;Nele;03042;Cottbus;12.03.2025;1.250,00", "50012;Otto;Piet;15230;Frankfurt;14.03.2025;80,50",
          "50013;Quandt;Rosa;03172;Guben;01.04.2025;640,00", end="\r\n").encode(),
     [f"column_{n}" for n in range(1, 8)], 3,
     [(0, "column_2", "Mertens"), (0, "column_4", "03042"), (2, "column_7", "640,00")], delimiter=";", header_lines=0, header_row=None)

case("36a_totals_and_subtotals.csv",
     text("Region,Customer,Email,Amount", "North,Sven Toth,sven@example.com,100.00", "North,Tilda Ulm,tilda@example.org,50.00",
          "Subtotal North,,,150.00", "South,Ugo Vey,ugo@example.net,30.00", "South,Vera Wick,vera@example.com,70.00",
          "Subtotal South,,,100.00", "Grand Total,,,250.00").encode(),
     ["Region", "Customer", "Email", "Amount"], 4,
     [(1, "Customer", "Tilda Ulm"), (2, "Customer", "Ugo Vey"), (3, "Amount", "70.00")],
     skipped=[[4, "total"], [7, "total"], [8, "total"]])

case("36b_summe.csv",
     text("Kunde;Ort;Aufträge;Umsatz", "Wanda Xander;Pirna;3;1.200,00", "Yannik Zech;Riesa;1;99,50", "Zwischensumme;;4;1.299,50", "Zora Abt;Meißen;2;450,25",
          "Gesamtsumme;;6;1.749,75", end="\r\n").encode(),
     ["Kunde", "Ort", "Aufträge", "Umsatz"], 3, [(0, "Kunde", "Wanda Xander"), (2, "Umsatz", "450,25")], delimiter=";",
     skipped=[[4, "total"], [6, "total"]])

# --- values --------------------------------------------------------------------------------------------------------

case("37a_digits_lost.tsv",
     text("Account\tGTIN\tPhone\tName", "7.70E+12\t4.01234E+12\t4.47701E+11\tAmos Bright",
          "7.70E+12\t5.01234E+12\t4.47701E+11\tBess Clay").encode(),
     ["Account", "GTIN", "Phone", "Name"], 2,
     [(0, "GTIN", "4.01234E+12"), (0, "Account", "7.70E+12"), (1, "Name", "Bess Clay")], delimiter="\t", must_report=["Account", "GTIN", "Phone"])

case("37b_digits_and_zeros_lost.csv",
     text("Artikelkonto;Name;PLZ;Ort;Land", "1,00057E+12;Bodo Claas;1309;Dresden;Deutschland",
          "1,00058E+12;Carla Dietz;28203;Bremen;Deutschland", "1,00059E+12;Doris Eck;6114;Halle;Deutschland", end="\r\n").encode(),
     ["Artikelkonto", "Name", "PLZ", "Ort", "Land"], 3,
     [(0, "Artikelkonto", "1,00057E+12"), (0, "PLZ", ["01309", "1309"]), (1, "PLZ", "28203"), (2, "PLZ", ["06114", "6114"])],
     delimiter=";", must_report=["Artikelkonto", "PLZ"])

case("38a_serial_dates.csv",
     text("Name,Email,Created Date,Orders", "Ella Finn,ella@example.com,45385,3", "Fred Gray,fred@example.org,45420,45000",
          "Gwen Hood,gwen@example.net,45511,1").encode(),
     ["Name", "Email", "Created Date", "Orders"], 3,
     [(0, "Created Date", ["45385", "2024-04-03"]), (1, "Orders", "45000"), (2, "Created Date", ["45511", "2024-08-07"])])

case("38b_serial_dates_with_time.csv",
     text("Kunde;PLZ;Geburtsdatum;Letzter Kontakt", "Edgar Fuchs;45127;29221;45291,5", "Frieda Groß;45130;31048;45300,25",
          end="\r\n").encode(),
     ["Kunde", "PLZ", "Geburtsdatum", "Letzter Kontakt"], 2,
     [(0, "PLZ", "45127"), (1, "PLZ", "45130"), (0, "Geburtsdatum", ["29221", "1980-01-01"]),
      (0, "Letzter Kontakt", ["45291,5", "2023-12-31", "2023-12-31T12:00:00", "2023-12-31 12:00:00"])], delimiter=";")

case("39a_day_first_by_one_row.csv",
     text("Lead,Email,Created", "Hal Ives,hal@example.com,05/06/2024", "Ina Joss,ina@example.org,07/08/2024",
          "Jon Kerr,jon@example.net,30/09/2024").encode(),
     ["Lead", "Email", "Created"], 3, [(0, "Created", ["05/06/2024", "2024-06-05"]), (2, "Created", ["30/09/2024", "2024-09-30"])])

case("39b_month_first_by_one_row.csv",
     text("Customer;Signed up;Country", "Kit Lowe;04/05/2024;US", "Lee Mann;11/28/2024;US", "Meg Nash;12/01/2024;US", end="\r\n").encode(),
     ["Customer", "Signed up", "Country"], 3,
     [(0, "Signed up", ["04/05/2024", "2024-04-05"]), (1, "Signed up", ["11/28/2024", "2024-11-28"])], delimiter=";")

case("40a_contradicting_dates.csv",
     text("Name,Email,Created Date", "Ned Orr,ned@example.com,25/12/2024", "Ora Pike,ora@example.org,12/26/2024",
          "Pip Quayle,pip@example.net,27/12/2024", "Roy Shaw,roy@example.com,03/04/2024").encode(),
     ["Name", "Email", "Created Date"], 4,
     [(0, "Created Date", ["25/12/2024", "2024-12-25"]), (1, "Created Date", ["12/26/2024", "2024-12-26"]), (3, "Name", "Roy Shaw")],
     must_report=["Created Date"])

case("40b_many_forms_of_dates.csv",
     text("Kunde;Angelegt am;Geburtsdatum", "Gitte Holm;03.04.24;1980-02-01", "Hauke Ihrig;2024-04-15;1.2.75", "Imke Jess;17. April 2024;07.11.1990",
          end="\r\n").encode(),
     ["Kunde", "Angelegt am", "Geburtsdatum"], 3,
     [(0, "Angelegt am", "03.04.24"), (1, "Geburtsdatum", "1.2.75"), (2, "Angelegt am", "17. April 2024")], delimiter=";")

case("41a_formulas.csv",
     text("Kunde;Firma;Telefon;Notiz", 'Jost Kamp;"=HYPERLINK(""http://example.com/x"";""hier"")";+49 385 550101;- ruft zurück',
          "Kaja Lühr;Lühr GmbH;+49 385 550102;-2+3+cmd|'/C calc'!A0", "Lars Meents;Meents;-;ok", end="\r\n").encode(),
     ["Kunde", "Firma", "Telefon", "Notiz"], 3,
     [(0, "Telefon", "+49 385 550101"), (0, "Firma", '=HYPERLINK("http://example.com/x";"hier")'), (2, "Firma", "Meents")],
     delimiter=";", must_report=["Firma", "Notiz"])

case("41b_formulas_beside_handles.tsv",
     text("Contact\tHandle\tBalance\tRemark", "Stu Tull\t@stu\t-12.50\t@SUM(A1:A9)", "Tia Usher\t@tia\t+3.00\t=A1&B1",
          "Una Voss\t@una\t0.00\tfine").encode(),
     ["Contact", "Handle", "Balance", "Remark"], 3,
     [(0, "Handle", "@stu"), (0, "Balance", "-12.50"), (1, "Remark", "=A1&B1"), (2, "Remark", "fine")],
     delimiter="\t", must_report=["Remark"])

case("42a_numbers_of_five_locales.csv",
     text("Country;Name;Revenue", "DE;Malte Nord;1.234,56", "US;Wes Young;1,234.56", "CH;Reto Ochs;1'234.56", "FR;Luc Petit;1 234,56",
          "SE;Nils Öberg;1\u00a0234,5").encode(),
     ["Country", "Name", "Revenue"], 5,
     [(0, "Revenue", "1.234,56"), (1, "Revenue", "1,234.56"), (2, "Revenue", "1'234.56"), (4, "Name", "Nils Öberg")], delimiter=";")

case("42b_amounts_with_currency.csv",
     text('Account,Order Total,Discount', 'Quinn Ross,"USD 1,200.00",(99.00)', 'Rae Sims,"€ 80,50",-5%', 'Sid Todd,"1.200,00-",0'
          ).encode(),
     ["Account", "Order Total", "Discount"], 3,
     [(0, "Order Total", "USD 1,200.00"), (0, "Discount", "(99.00)"), (2, "Order Total", "1.200,00-")])

case("43a_consent_fr_es.csv",
     text("email,Infolettre,Acepta publicidad", "a1@example.com,oui,sí", "b2@example.org,non,no", "c3@example.net,,",
          "d4@example.com,vrai,falso", "e5@example.org,x,1").encode(),
     ["email", "Infolettre", "Acepta publicidad"], 5,
     [(0, "Infolettre", "oui"), (2, "Infolettre", ""), (4, "email", "e5@example.org")])

case("43b_consent_it_nl_pl.csv",
     text("E-Mail;Consenso;Nieuwsbrief;Zgoda;Abgemeldet", "f6@example.com;sì;ja;tak;nein", "g7@example.org;no;nee;nie;ja",
          "h8@example.net;;;;", "i9@example.com;VERO;WAAR;PRAWDA;0", end="\r\n").encode(),
     ["E-Mail", "Consenso", "Nieuwsbrief", "Zgoda", "Abgemeldet"], 4,
     [(0, "Consenso", "sì"), (2, "Zgoda", ""), (3, "E-Mail", "i9@example.com")], delimiter=";")

case("44a_words_for_nothing.csv",
     text("First Name,Last Name,Company,Phone,Country", "Greta,Null,n/a,-,NA", "Nan,Keiner,NULL,N/A,DE", "Hugo,None,(none),unknown,AT",
          "Ilse,Thamm,Thamm KG,+49 30 5550101,DE").encode(),
     ["First Name", "Last Name", "Company", "Phone", "Country"], 4,
     [(0, "Last Name", "Null"), (1, "First Name", "Nan"), (1, "Last Name", "Keiner"), (2, "Last Name", "None"),
      (0, "Company", ["", "n/a"]), (3, "Phone", "+49 30 5550101")])

case("44b_keine_angabe.csv",
     text("Vorname;Name;Firma;E-Mail", "Kurt;Null;keine Angabe;kurt@example.com", "Na;Lim;k. A.;na@example.org", "Otto;Leer;#NV;otto@example.net",
          end="\r\n").encode(),
     ["Vorname", "Name", "Firma", "E-Mail"], 3,
     [(0, "Name", "Null"), (1, "Vorname", "Na"), (2, "Name", "Leer"), (0, "Firma", ["", "keine Angabe"])], delimiter=";")

case("45a_entities.csv",
     text('name,company,city', 'Ren&eacute; Dubois,"Caf&eacute; &amp; Th&eacute;, S&agrave;rl",Gen&egrave;ve', "Bj&ouml;rn Ek,Ek &amp; Son,Malm&ouml;").encode(),
     ["name", "company", "city"], 2,
     [(0, "name", "René Dubois"), (0, "company", "Café & Thé, Sàrl"), (1, "city", "Malmö"), (1, "company", "Ek & Son")])

case("45b_numeric_entities.tsv",
     text("Kontakt\tFirma\tBemerkung", "J&#252;rgen Kr&#xE4;mer\tKr&#xE4;mer&nbsp;GmbH\t<b>dringend</b>",
          "Lotte Moor\tMoor &quot;Garten&quot;\t<p>Erst</p><p>dann</p>", "Max R&auml;t\tR&D Services\t&lt;leer&gt;", end="\r\n").encode(),
     ["Kontakt", "Firma", "Bemerkung"], 3,
     [(0, "Kontakt", "Jürgen Krämer"), (0, "Firma", "Krämer GmbH"), (1, "Firma", 'Moor "Garten"'), (2, "Kontakt", "Max Rät"), (2, "Firma", "R&D Services")],
     delimiter="\t")

case("46a_decimal_comma_shifts.csv",
     text("Customer,Email,Amount,Ordered,Country", "Vic Weir,vic@example.com,10.00,2024-03-01,GB", "Wyn Yates,wyn@example.org,8.25,2024-03-02,GB",
          "Yve Zahn,yve@example.net,7.00,2024-03-03,GB", "Zac Abel,zac@example.com,12,50,2024-03-04,DE").encode(),
     ["Customer", "Email", "Amount", "Ordered", "Country"], 4,
     [(0, "Amount", "10.00"), (2, "Email", "yve@example.net"), (3, "Email", "zac@example.com"), (3, "Ordered", "2024-03-04"), (3, "Country", "DE")])

case("46b_delimiter_within_a_firm.csv",
     text("Nr;Firma;Ansprechpartner;E-Mail;PLZ", "1;Nolte KG;Pia Nolte;pia@example.com;18055", "2;Ohm AG;Rolf Ohm;rolf@example.org;01067",
          "3;Paasch GmbH;Sina Paasch;sina@example.net;19053", "4;Quast; Rieck & Co;Tim Rieck;tim@example.com;17489",
          end="\r\n").encode(),
     ["Nr", "Firma", "Ansprechpartner", "E-Mail", "PLZ"], 4,
     [(0, "Firma", "Nolte KG"), (1, "PLZ", "01067"), (2, "Ansprechpartner", "Sina Paasch")],
     delimiter=";", records_also=[3])

case("47a_crlf_within_lf.csv",
     b'company,note,city\n"Ute Raabe GmbH","first\r\nsecond",Binz\n"Sander","only",Thale\n',
     ["company", "note", "city"], 2, [(0, "city", "Binz"), (1, "company", "Sander"), (0, "note", "first\nsecond")], inner=1)

case("47b_lf_within_crlf.csv",
     'Firma;Anschrift;Mail\r\nTesch;"Weg 1\n38855 Wernigerode";tesch@example.com\r\nUhde;"Weg 2\n38820 Halberstadt";uhde@example.org\r\n'.encode(),
     ["Firma", "Anschrift", "Mail"], 2,
     [(0, "Anschrift", "Weg 1\n38855 Wernigerode"), (1, "Firma", "Uhde"), (1, "Mail", "uhde@example.org")], delimiter=";", inner=2)

# --- workbooks -----------------------------------------------------------------------------------------------------

STYLES = {"general": 0, "date": 1, "datetime": 2, "00000": 3, "0": 4, "zip": 5}


def cell_xml(at, value):
    if value is None:
        return ""
    if isinstance(value, tuple):
        kind, content = value[0], value[1]
        if kind == "error":
            return f'<c r="{at}" t="e"><v>{escape(content)}</v></c>'
        if kind == "formula":
            cached = "" if len(value) < 3 else f"<v>{escape(str(value[2]))}</v>"
            return f'<c r="{at}"><f>{escape(content)}</f>{cached}</c>'
        return f'<c r="{at}" s="{STYLES[kind]}"><v>{content}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(rows, merges=()):
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(cell_xml(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in merges)
    merged = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else ""
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<sheetData>{"".join(lines)}</sheetData>{merged}</worksheet>')


def workbook(sheets, date1904=False):
    """`sheets`: (name, rows, merges, state)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    numbers = range(1, len(sheets) + 1)
    files = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in numbers)
        + "</Types>",
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr{" date1904=" + quoteattr("1") if date1904 else ""}/><sheets>'
        + "".join(f'<sheet name={quoteattr(sheet[0])} sheetId="{n}"{" state=" + quoteattr(sheet[3]) if sheet[3] else ""} r:id="rId{n}"/>' for n, sheet in zip(numbers, sheets))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        + f'<Relationship Id="rId{len(sheets) + 1}" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{head}<styleSheet xmlns="{main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="000000"/></numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6">'
        + "".join(f'<xf numFmtId="{number}" xfId="0" applyNumberFormat="1"/>' for number in (0, 14, 22, 164, 1, 165))
        + "</cellXfs></styleSheet>",
    }
    for n, sheet in zip(numbers, sheets):
        files[f"xl/worksheets/sheet{n}.xml"] = sheet_xml(sheet[1], sheet[2])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def book(name, content, columns, records, checks, date1904=False, **more):
    padded = [(*sheet, *([(), None][len(sheet) - 2:])) for sheet in content]
    case(name, workbook(padded, date1904), columns, records, checks, encoding=None, delimiter=None, header_lines=None, **more)


book("x01a_groups_merged.xlsx",
     [("Leads", [["Person", None, "Company", None, None], ["First", "Last", "Firm", "ZIP", "City"],
                 ["Abel", "Brook", "Brook Ltd", "07030", "Hoboken"], ["Cleo", "Dane", "Dane Inc", "02108", "Boston"]], ("A1:B1", "C1:E1"))],
     ["First", "Last", "Firm", "ZIP", "City"], 2, [(0, "ZIP", "07030"), (1, "Last", "Dane")], header_row=2)

book("x01b_title_and_merged_cells.xlsx",
     [("Messe", [["Besucher Halle 3", None, None, None], [], ["Firma", "Ansprechpartner", "E-Mail", "PLZ"],
                 ["Eibe AG", "Fritz Gabel", "fritz@example.com", "01069"], [None, "Gerda Hase", "gerda@example.org", "01097"],
                 ["Igel KG", "Jan Kranz", "jan@example.net", "99423"]], ("A1:D1", "A4:A5"))],
     ["Firma", "Ansprechpartner", "E-Mail", "PLZ"], 3,
     [(0, "Firma", "Eibe AG"), (1, "Firma", ["Eibe AG", ""]), (1, "Ansprechpartner", "Gerda Hase"), (2, "PLZ", "99423")], header_row=3)

book("x02a_hidden_sheets.xlsx",
     [("Alt", [["Name", "Mail"], ["Old One", "old@example.com"]], (), "hidden"),
      ("Lists", [["Status"], ["open"], ["closed"]], (), "veryHidden"),
      ("Contacts", [["Name", "Mail", "City"], ["Nell Oake", "nell@example.com", "Luton"], ["Owen Pratt", "owen@example.org", "Derby"]])],
     ["Name", "Mail", "City"], 2, [(0, "Name", "Nell Oake"), (1, "City", "Derby")], sheet="Contacts", sheets=["Contacts"])

book("x02b_two_sheets_and_instructions.xlsx",
     [("Anleitung", [["Bitte nur die gelben Felder ausfüllen."], ["Fragen an die Zentrale."]]), ("Leer", []),
      ("Kontakte", [["Nachname", "Vorname", "Ort"], ["Lemke", "Mara", "Aue"], ["Noack", "Olli", "Plau"], ["Petri", "Rena", "Goslar"]])],
     ["Nachname", "Vorname", "Ort"], 3, [(0, "Nachname", "Lemke"), (2, "Ort", "Goslar")], sheet="Kontakte", sheets=["Kontakte"])

book("x03a_typed_cells.xlsx",
     [("Sheet1", [["Account", "Mobile", "Joined", "Spent", "Double", "Ref", "Active"],
                  [70001234, 447700900101, ("date", 45385), 1234.5, ("formula", "D2*2", 2469), ("error", "#REF!"), True],
                  [70001235, "+44 7700 900102", ("date", 45442), 80, ("formula", "D3*2", 160), ("error", "#N/A"), False]])],
     ["Account", "Mobile", "Joined", "Spent", "Double", "Ref", "Active"], 2,
     [(0, "Account", "70001234"), (0, "Mobile", ["447700900101", "+447700900101"]), (0, "Joined", "2024-04-03"), (1, "Mobile", "+44 7700 900102"),
      (1, "Joined", "2024-05-30"), (0, "Spent", "1234.5")], header_row=1, must_report=["Ref"])

book("x03b_times_and_formulas.xlsx",
     [("Scan", [["Name", "Scan-Zeitpunkt", "Summe", "Prüfwert"], ["Resi Stumm", ("datetime", 45385.5), ("formula", "SUM(1,2)", 3), ("error", "#DIV/0!")],
                ["Sepp Thoma", ("datetime", 45386.25), ("formula", "SUM(2,2)", 4), 7]])],
     ["Name", "Scan-Zeitpunkt", "Summe", "Prüfwert"], 2,
     [(0, "Scan-Zeitpunkt", ["2024-04-03T12:00:00", "2024-04-03 12:00:00", "2024-04-03 12:00", "2024-04-03T12:00"]), (1, "Name", "Sepp Thoma"),
      (1, "Summe", "4")], must_report=["Prüfwert"])

book("x04a_leading_zeros_by_format.xlsx",
     [("Kunden", [["Kundennr", "Name", "PLZ", "Ort"], [("zip", 4711), "Udo Vetter", ("00000", 1067), "Dresden"],
                  [("zip", 815), "Wilma Yburg", ("00000", 28195), "Bremen"]])],
     ["Kundennr", "Name", "PLZ", "Ort"], 2, [(0, "Kundennr", "004711"), (0, "PLZ", "01067"), (1, "Kundennr", "000815"), (1, "PLZ", "28195")])

book("x04b_text_and_numbers_mixed.xlsx",
     [("Data", [["Id", "Zip", "Town"], [100001, "06520", "New Haven"], ["100002", ("00000", 2903), "Providence"], [100003, 10001, "New York"]])],
     ["Id", "Zip", "Town"], 3, [(0, "Id", "100001"), (1, "Id", "100002"), (0, "Zip", "06520"), (1, "Zip", "02903"), (2, "Zip", "10001")])

book("x05a_dates_of_1904.xlsx",
     [("Blatt", [["Name", "Geburtsdatum", "Angelegt"], ["Alma Brehm", ("date", 27759), ("date", 43923)], ["Benno Cordes", ("date", 29586), ("date", 43954)]])],
     ["Name", "Geburtsdatum", "Angelegt"], 2, [(0, "Geburtsdatum", "1980-01-01"), (0, "Angelegt", "2024-04-03"), (1, "Angelegt", "2024-05-04")],
     date1904=True)

book("x06a_totals_and_blank_rows.xlsx",
     [("Umsatz", [["Kundenliste"], ["Stand", ("date", 45778)], [], ["Kunde", "Mail", "Umsatz"], ["Dirk Ebel", "dirk@example.com", 100], [],
                  ["Edna Forst", "edna@example.org", 250.5], ["Summe", None, 350.5]])],
     ["Kunde", "Mail", "Umsatz"], 2, [(0, "Kunde", "Dirk Ebel"), (1, "Umsatz", "250.5")], header_row=4)

book("x06b_duplicate_and_empty_headers.xlsx",
     [("Tab", [["Name", "Phone", "Phone", None, "City"], ["Finn Grove", "01904 550101", "07700 900101", "x", "York"],
               ["Gail Heath", "01904 550102", None, "y", "Selby"]])],
     ["Name", "Phone", "Phone_2", "column_4", "City"], 2, [(0, "Phone_2", "07700 900101"), (1, "column_4", "y"), (1, "City", "Selby")])

with open(os.path.join(HERE, "truth.json"), "w", encoding="utf-8", newline="\n") as handle:
    json.dump(TRUTH, handle, ensure_ascii=False, indent=1)
    handle.write("\n")
