//! Functions, mailboxes that nobody reads, and invented people, as data. Everything in lower case and folded to ASCII
//! (`ä` is `ae`); umlauts without their e ("buro") are listed where people write them.

/// Local parts that are functions; compared without dots, hyphens and digits at the end.
#[rustfmt::skip]
pub(super) const FUNCTIONS: &str = "
    seminare kurse career
    aankoop aanmelden aanmelding aanmeldingen aanvraag aanvragen abbonamenti abfall ablage abo abogado abogados
    abonnement abonnementen abos aboservice abrechnung abrechnungen abteilung abuse academy accoglienza accommodation
    account accountant accounting accountmanagement accounts accountspayable accountsreceivable accueil achat achats
    acquisti acties adherents adm admin administracion administracja administratie administratif administration
    administrator admins admision admisiones admission admissions ads adsales adv adverteren advertise advertising
    advice advies advocaat advocaten adwokat afdeling affari affiliate affiliates afspraak afspraken agence agencia
    agency agentur agenzia agriturismo akademie aktion aktuell albergo alert alerte alerts algemeen alle allgemein
    almacen alojamiento alquiler altenheim alumni ambulanz amministrativo amministratore amministrazione amt
    amtsleitung anagrafe analytics anfrage anfragen angebot angebote anlagenbau anlieferung anmeldung anmeldungen
    annahme annonce annonces annuaire answers anwaelte anwalt anwaltskanzlei anzeige anzeigen ap api apoio apotheek
    apotheke app appel appels application applications apply appointment appointments apps appuntamenti apteka ar
    arbeit arbeitssicherheit arbo archief architect architekten architektur architekturbuero archiv archive archives
    archivio archiwum area arge arquitectura arzt arztpraxis asesoria asiakaspalvelu asistencia assicurazioni
    assistance assistant assistent assistentin assistenz assistenza assistenzaclienti associates association
    associazione assurances asyl asystent atelier ateliers atencion atencionalcliente atencioncliente atencionclientes
    atendimento attorney auction audit audits auftraege auftrag auftragsannahme auftragsbearbeitung auguri auktion
    ausbildung ausbildungen auskunft ausland ausschreibung ausschreibungen aussendienst ausstellung autohaus
    automation avis avise avocat avocats avvocato awizacja ayuda ayuntamiento azubi azubis backoffice baeckerei balie
    ballett bank banking bar bau bauabteilung bauamt bauhof bauleitung bauservice beauftragter bedrijf bedrijfsbureau
    begeleiding beheer behoerde beitrag belasting benvenuti beratung beratungsstelle bereitschaft berichte beschaffung
    beschwerde beschwerden bestel bestellannahme bestellbuero bestellen bestelling bestellingen bestellung
    bestellungen bestellwesen bestilling bestuur besucher beszerzes betaling betalingen betreuung betrieb
    betriebsleitung betriebsrat bewerber bewerbung bewerbungen bezirk bezoek bezorging biblioteca biblioteka
    bibliotheek bibliothek bibliothekar bibliotheque bienvenido bienvenidos biglietteria bildung bilety bilgi
    billetterie billing billings birou biuro biuroobslugiklienta bizdev blog blumen board boeken boekhouder
    boekhouding boeking boekingen bogholderi bok bokforing boletin bonjour booking bookings bookkeeping bote bottega
    boutique bouw bouwbedrijf br branch branding brief briefe briefkasten broker brokers brygada buch buchhalter
    buchhaltung buchhandlung buchung buchungen budowa buecherei buehne buerger buergerbuero buergermeister
    buergermeisterin buergerservice buero bureau buro business businessdevelopment buying buzon cabinet cafe cafeteria
    caisse calculatie calidad callcenter camp campaign campaigns camping campingplatz campus candidat candidature
    candidatures care career careers cartera cashier cassa catalogue catering cennik centraal centrala centrale
    centralino centre ceny ceo cfo chairman chantier charity checkin chef chefin chefs chefsekretariat church ciao
    city claims class classifieds client cliente clientele clientes clienti clients clientservice clientservices
    clinic clinica club coach cobranza cobranzas cobros colegio collaborazioni collections collectivites comenzi
    comercial comite commande commandes commerce commercial commerciale commercialista commerciaux committee
    communicatie communication communications community company compliance compra compras compta comptabilite
    comptable comptes comune comunicacion comunicaciones comunicazione concierge condominio conference connect
    consegne conseil consulenza consult consulta consultas consulting consultoria contabile contabilidad contabilidade
    contabilita contabilitate contable contact contacta contactar contacter contacto contactos contacts contactus
    contato contatti contatto content contentieux contracts contratacion contratti controlling coo copropriete
    copyright corp corporate correo correos corsi cortesia cotizaciones council counsel courrier courses coursier
    credit creditcontrol crediteuren credito creditos crew cso cto cucina cuisine curriculum cursos cursus customer
    customercare customerrelations customers customersales customerservice customerservices customersuccess
    customersupport dachverband data dataprotection datenschutz datenschutzbeauftragter dealers deals debiteuren
    debiteurenbeheer debitor debitoren decanato delivery demo depannage departamento depot desarrollo design desk
    despacho destek dev developer developers development devis devoluciones devops dialog diensthabender
    dienstleistungen dienstplan dierenarts digital digitalisierung direccion directeur directie directiesecretariaat
    direction director directors directrice direkt direktion direktor direktorat diretoria direttore direzione
    direzionegenerale dirigeant diseno dispatch dispatcher dispo disponent disponenten disposition distribucion
    distribuidores distribution ditta dns docenten doku dokumentation domain domains domande donaciones donatie
    donations donneespersonnelles dostawa dostawy dotazy dpd dpo drh drivers druck drucker druckerei druk drukarnia
    drukkerij dsb dsgvo dyrekcja dyrektor dystrybucja dzial dzialhandlowy dzialkadr dzialtechniczny ecole ecommerce
    edi edilizia edition editions editor editora editorial editors education edukacja edv edvabteilung eforms ehrenamt
    eingang eingangsrechnung eingangsrechnungen einkauf einkaufsabteilung einsatz einsatzleitung einsatzplanung
    einteilung ekonomi ekspedycja eksport elternbeirat elternverein email emails empfang empleo empleos emploi
    employment empresa empresas encomendas energie engineering enquire enquiries enquiry entreprise entsorgung
    entwicklung envio envios environnement equipe equipment erechnung erp ersatzteil ersatzteile ersatzteilservice
    ertekesites escritorio escuela espaceclient estate estates estimates estimating estudio estudios etl etudes
    evenement evenementiel event eventi eventmanagement eventos events everybody everyone exec executive expediciones
    expeditie expedition export exportabteilung exports fachschaft facilitair facilities facility factura facturacion
    facturas facturatie facturation facture facturen factures factuur fahrdienst fahrrad fahrschule fahrzeuge faktura
    fakturace fakturacia fakturierung fakturowanie faktury faq farmacia fattura fatturazione fatture faturamento fax
    feedback ferienwohnung ferienwohnungen ferme fertigung festival feuerwehr ff fibu fietsen filiale film finance
    financeiro finances financial financieel financien finanse finanz finanza finanzabteilung finanzamt finanzas
    finanzbuchhaltung finanzen finanzierung firma firmenkunden fitness fleet foerderung foerderverein food formacion
    formation formations formazione forms fornitori forsaljning forum foto fotografia fotografie fotografo foundation
    fournisseur fournisseurs fragen fraktion freizeit fremdenverkehr friedhof friseur frontdesk frontoffice
    fuehrerschein fuehrungen fuhrpark fulfillment fundbuero fundraising funk fysiotherapie gaeste gaestebuch
    gaestehaus gallery garage garantia garantie garanzia gartenbau gast gasten gasthaus gasthof gastro gastronomie
    gdpr gebaeude gemeente gemeinde gemeindeamt gemeindebuero gemeindeverwaltung general generalenquiries geral
    gerance gerencia gerente gericht gesch geschaeft geschaeftsfuehrer geschaeftsfuehrung geschaeftsleitung
    geschaeftsstelle gestion gestione gesundheit gethelp gf ginekolog giornale gite gites gleichstellung gmina go
    grafik grafika grafisch graphics gremium groep group groups grueezi gruezi guest guestrelations guests
    guestservice gutachten gutentag gutschein gutscheine gwarancja halle hallihallo hallo handel handlowy handwerk
    haus hausarzt hausmeister haustechnik hausverwaltung headoffice hebamme heim heimleitung heizung hello hellothere
    help helpcenter helpdesk helpme herstellung hey hi hilfe hire hiring hochzeit hofladen hola home hostal hostmaster
    hotel hoteles hotellerie hotelreservierung hotline housekeeping housing hr hrdepartment huisarts hulp
    humanresources huren hurt hurtownia ict ideas iletisim immo immobiliare immobilien immobilier impianti import
    importabteilung imports imprensa impressum inbound inbox incassi incasso industrie info infobox infobuero
    infocenter infodesk infodienst infohotline infoline infomail infopoint infopost informacion informaciones
    informacja informacje informatica informatie informatik information informationen informations
    informationtechnology informatique informatyk informazione informazioni infos infosec infostelle infotelefon
    infothek infrastructures ingegneria ingenieria ingenieurbuero inkasso inkoop inkoopfacturen inkop inkopen
    inmobiliaria innendienst innung inquire inquiries inquiry inschrijven inschrijving inschrijvingen inscripciones
    inscription inscriptions inserate inside insidesales insolvenz installatie installation instandhaltung institut
    instytut insurance intake integration interessenten intern internat international internet internetredaktion
    internship internships inventur investment investments investor investorrelations investors invoice invoices
    invoicing inwestycje iod iodo iodoo ir iroda iscrizioni it itadmin itdepartment ithelp itservice itsupport jagd
    jahrbuch job jobangebote jobboerse jobs jugend jugendamt jugendarbeit jugendleiter jugendzentrum junior juridico
    juridique juridisch kadry kalender kalkulation kammer kancelar kancelaria kancelariaprawna kantine kantoor kanzlei
    kapitaen kariera karriere karten kartenvorverkauf kasa kassa kasse kassenwart kassier katalog kaufen kerk keuken
    keyaccount keyaccounting kfz kfzservice kfzwerkstatt kierownik kinder kindergarten kinderkrippe kino kirche kita
    kitaleitung kitchen klacht klachten klant klanten klantenservice klienci klient klima klinik klinika kommunikation
    konferenz konstruktion konsultacje kontakt kontakte kontaktformular konto kontrahent konyveles kooperation
    kooperationen koordination kosmetik kosztorysy krankenhaus kredit kreditor kreditoren ksiegowa ksiegowosc kueche
    kultur kultura kulturamt kunde kunden kundenberatung kundenbetreuer kundenbetreuung kundencenter kundendialog
    kundendienst kundenkarte kundenmanagement kundenservice kundenzentrum kundeservice kundservice kundtjanst kurier
    kurs kurse kursleitung kursy kwaliteit lab labor laboral laboratorio laboratorium laboratory laden lager
    lagerverwaltung landesverband landratsamt landwirtschaft laskutus lavoraconnoi lavoro leads learning leasing
    lecteurs leden ledenadministratie leerlingen legal legale lehre lehrer lehrgang lehrlinge leiter leitstelle
    leitung lekarz lektorat lening leser leserbriefe leserservice letters letting lettings leverancier leveranciers
    levering library libreria license licensing lieferant lieferanten lieferservice lieferung lieferungen list
    listings livraison livraisons lizenzen loans location locations logistic logistica logistics logistik
    logistikzentrum logistique logistyka lohn lohnbuchhaltung lohnverrechnung loja loonadministratie magasin magazijn
    magazyn magazzino mahnung mahnungen mahnwesen mail mailbox mailer mailing mailinglist mails main maintenance
    mairie makelaar makelaardij makelaars makler management manager managers mandanten mannschaft mantenimiento
    manufacturing manutenzione marches marketing markets markt marktforschung marktleitung maschinen master material
    materialwesen materialwirtschaft materiel matriculas medecin medewerkers media mediarelations mediathek mediation
    medico medien mediengestaltung meetings meisterbuero meldeamt meldewesen melding meldingen meldung meldungen
    member members membership mensa mensajeria mercadeo merchandise messages messe messen metzgerei mgmt miete mieten
    mieter mietservice mietverwaltung ministry mitarbeiter mitglied mitglieder mitgliederservice mitgliederverwaltung
    mitgliedschaft mitteilung moderation moin mondzorg montage montaje montaz monteur mortgage mostre motorrad motors
    muhasebe municipio museum music musik musikschule musikverein muster mutuelle myynti nachhaltigkeit nachricht
    nachrichten nakup narocila narudzbe nauka negozio netzwerk neworders news newsdesk newsletter newsroom
    niederlassung nieruchomosci nieuws nieuwsbrief noc noleggi noleggio nominas notaio notaire notaires notar notaria
    notariaat notariat notaris notariusz notdienst notfall notice noticias notification notifications notruf nurse
    obchod objednavka objednavky objektbetreuung obmann obras obsluga obslugaklienta ochrona odbior odpowiedz
    oeffentlichkeit oeffentlichkeitsarbeit oferta oferty offerte offertes office officemanager offices official offres
    oficina oficinatecnica ogloszenia onderdelen onderhoud onderwijs online onlineorders onlineredaktion onlinesales
    onlineservice onlineshop ontvangst ontwikkeling opdracht oper operaciones operation operations operator opleiding
    opleidingen ops orchester order orderdesk orderentry orders ordi ordination ordine ordini ordnungsamt ordrer orga
    organisatie organisation organisatorisches ospitalita ouders outreach ouvidoria owner owners paczki pagamenti
    pagos paie paket paketshop palestra parafia paralegal parking parochie paroisse parrocchia partei parteien
    partenaire partenaires partenariat partenariats partner partners partnerschaft partnership partnerships parts
    party patienten patientenservice patientservices patrimoine payable payables payment payments payroll pdl pedido
    pedidos pension pensionskasse pensjonat penzugy permits pers personal personalabteilung personalbuero personale
    personalentwicklung personalleitung personalmanagement personalrat personalservice personalverrechnung
    personalwesen personeel personeelszaken personnel pfarramt pfarrbuero pfarre pfarrei pfarrer pflege pflegedienst
    pflegedienstleitung pforte pharmacie pharmacy philharmonie phone photo photos physio physiotherapie plainte plan
    planification planning planung planungsbuero platnosci poczta podpora podrska pokoje policy politik polizei pomoc
    pomoctechniczna poradnia porady portal portier post posta postamt postbox poste posteingang postfach postkamer
    postkasten postmaster postoffice poststelle pr praca pracownia praesentation praesident praesidium praktijk
    praktijken praktika praktikant praktikanten praktikum prawnik praxis predaj preisanfrage preise prenota
    prenotazione prenotazioni prensa prenumerata presales presidence presidencia president presidente presidenza press
    presse presseabteilung pressebuero presseinfo pressekontakt pressesprecher pressestelle pressoffice prestations
    presupuesto presupuestos preventivi preventivo prezes prezydent principal print printing privacy privacyofficer
    probefahrt problem procurement prod prodaja prodej producao produccion product productie production productions
    products produkcja produktentwicklung produktion produktionsleitung produktmanagement produzione professur
    progettazione progetti progetto program programm programs project projecten projectmanagement projects projekt
    projektbuero projekte projektleitung projekty projets prokura promo promociones promocja promotion promotions
    promozione property proposals prospekt prospekte protocol protocollo protokoll proveedores proyecto proyectos
    pruefung pruefungen pruefungsamt przedszkole przetargi przychodnia public publications publicidad publicity
    publicrelations publikation publisher publishing purchase purchaseledger purchaseorders purchases purchasing qa qm
    qmb qs qualidade qualita qualitaet qualitaetsmanagement qualitaetssicherung qualite quality qualitycontrol query
    question questions quotation quotations quote quotes rachunki racuni racunovodstvo rada radio rathaus raum rdv
    recambios receivable receivables recepcao recepce recepcion recepcja receptie reception receptionist rechnung
    rechnungen rechnungsabteilung rechnungseingang rechnungspruefung rechnungswesen recht rechtsabteilung
    rechtsanwaelte rechtsanwalt reclamaciones reclamation reclamations reclame reclami recouvrement recruit recruiter
    recruiters recruiting recruitment recrutement rectorado recursoshumanos recycling redaccion redactie redaction
    redakcja redaktion redaktionsleitung redazione referat referent referrals refunds register registrar registratie
    registration registrations registro registry regnskab reinigung reise reisebuero reisen reizen rejestracja reklama
    reklamace reklamacja reklamacje reklamation reklamationen rekrutacja rekruttering rektor rektorat rektorin
    rendeles rendezvous renseignement renseignements rental rentals repair repairs reparaciones reparatie reparation
    reparatur reparaturannahme reparaturen reparto reply report reporting reports request requests res research
    resepsjon reserva reservas reservation reservations reserve reserveer reserveren reservering reserveringen
    reservierung reservierungen resources ressourceshumaines restauracja restaurant restaurante restauration resume
    resumes retail retour retoure retouren returns revision rezept rezeptbestellung rezepte rezeption rezervace
    rezerwacja rezerwacje rfp rfq rh ricambi ricerca ricevimento ricezione richieste risorseumane ristorante
    rivenditori rma rodo root rrhh rrpp rsvp rundfunk rzecznik saal sachbearbeitung sachverstaendiger safety saison
    salaris salarisadministratie sale sales salesadmin salesdepartment salesdesk salesoffice salessupport salesteam
    salg salon salut salve samples sanita sanitaer sanitaetshaus satis sav schaden schadenmanagement schadenmeldung
    schadenservice schadensmeldung schatzmeister scheduling schiedsrichter schlosserei scholarships school schools
    schreinerei schriftfuehrer schriftleitung schueler schuelerrat schulamt schule schulleiter schulleitung
    schulsekretariat schulung schulungen schulverwaltung schwimmbad science scolarite scuola secretaire secretaresse
    secretaria secretariaat secretariageneral secretariat secretariatgeneral secretaris secretary security sede
    seelsorge segnalazioni segretaria segretario segreteria seguridad seguros sek sekretaer sekretaerin sekretariat
    selbsthilfe seleccion seminar seminars senat senioren seniorenheim seniorenzentrum seo server service
    serviceabteilung serviceachat serviceachats serviceafdeling serviceannahme servicebuero servicecenter
    servicecentre serviceclient serviceclientele serviceclients servicecommercial servicecompta servicecomptabilite
    servicedept servicedesk servicehotline servicejuridique serviceleitung servicepoint servicerh services
    servicestelle serviceteam servicetechnique servicezentrum servicio servicioalcliente servicios serviciotecnico
    servis servizi servizio servizioclienti serviziotecnico servus serwis serwistechniczny shareholders ship shipment
    shipping shop shopping shops showroom sicherheit sicurezza siedlung siege signup sindaco siniestros siparis
    sistemas sito skischule skiverleih sklad sklep sklepinternetowy skup smm social socialmedia socios software
    solicitudes sollicitatie sollicitaties solutions sonderverkauf soporte soportetecnico sozial sozialamt
    sozialdienst sozialstation spa spam spedition speditionen spedizione spedizioni spedycja spende spenden sponsor
    sponsoren sponsoring sponsorizzazioni sponsorship sport sportamt sportverein sportwart sprachschule sprecher
    sprechstunde sprzedawca sprzedaz stab stabilimento stadt stadtamt stadtarchiv stadtbibliothek stadtbuecherei
    stadtmarketing stadtrat stadtverwaltung stadtwerke staff staffing stage stages stampa standesamt standort start
    statements statistik stats stelle stellen stellenangebote stellenanzeige stellenmarkt steuer steuerberater
    steuerberatung steuerbuero steuerkanzlei steuern stiftung stock stoerung stoerungen stolarnia store stores strom
    student studenten studentenzaken students studie studienberatung studienbuero studiensekretariat studio
    studiolegale studiomedico studios studiotecnico studium subscribe subscriber subscribers subscription
    subscriptions subventionen success suche sugerencias suggestions supervisor suporte supplier suppliers supplies
    supply supplychain support supporto supportteam survey suscripciones sv syndic syndicat sysadmin system systems
    szamla szamlazas szkola szkolenia szkolenie tagung tagungen tajnistvo talent talentacquisition taller talleres
    tandarts tankstelle tanzschule tax taxi team teams tech technical technicalsupport technician techniczny techniek
    technik technikabteilung techniker technique techniques technisch technolog technology techsupport tecnica tecnici
    tecnico teile teiledienst teilelager telecom telefon telefonzentrale telephone tender tenders termin terminanfrage
    termine terminvereinbarung tesoreria test theater theaterkasse theatre therapie ticket ticketing tickets tienda
    tiendaonline tierarzt tierarztpraxis tierheim tierklinik tilaukset tips tischlerei titkarsag toimisto tour tourism
    tourismus tourismusbuero tourismusverband tourist touristik touristinfo touristinformation tours trabajo trade
    trades traffic trainer trainerteam training transfer transport transportation transporte transportes transports
    trasporti travaux travel treasurer treasury tresorerie tresorier treuhand tuin turismo turnier turystyka tv ucetni
    uctarna uctovnictvo uczelnia ufficio ufficioacquisti ufficiocommerciale ufficiocontabilita ufficioordini
    ufficiopersonale ufficiospedizioni ufficiostampa ufficiotecnico ufficiovendite ugyfelszolgalat uitgeverij umowy
    umwelt umweltschutz unfall universitaet university unsubscribe unternehmen unternehmensberatung
    unternehmenskommunikation unterricht update updates urbanisme urlaub urzad usenet user users uslugi uucp vacature
    vacatures valuations vanzari vedeni veiligheid vendas vendita vendite venditeonline vendor vendors venta ventas
    ventasonline vente ventes venue veranstaltung veranstaltungen verband verbraucher verein vereine vereinsleitung
    vereniging vergabe vergabestelle verhuur verification verkauf verkaufsbuero verkaufsinnendienst verkaufsleiter
    verkaufsleitung verkehr verkehrsamt verkoop verkoopbinnendienst verlag verleih verleihservice vermarktung
    vermieter vermietung vermietungen vermittlung vermoegen verpackung verpflegung verrechnung versand
    versandabteilung versicherung versicherungen vertraege vertrag vertragswesen vertretung vertrieb
    vertriebsabteilung vertriebsassistenz vertriebsbuero vertriebsinnendienst vertriebsleiter vertriebsleitung
    vertrouwenspersoon verwalter verwaltung verwaltungsleitung verzeichnis verzekering verzekeringen verzenden
    verzending vhs viaggi viajes video viescolaire vip vivaio volkshochschule volunteer volunteering volunteers
    voorraad voorzitter vorsitz vorsitzende vorsitzender vorstand vorstandsassistenz vorverkauf vorzimmer vragen
    vrijwilligers wache wanted warehouse waren warenannahme warenausgang wareneingang warranty warsztat wartung wasser
    watch web webadmin webdesign webinar webinfo webmail webmaster webmasters weborders webredaktion websales webshop
    website websupport webteam webwinkel wecare wein weinbau weingut weiterbildung weiterbildungen welcome welkom
    welzijn werbeagentur werbung werft werk werkenbij werkleitung werkplaats werksleitung werkstaette werkstatt
    werksverkauf werkvoorbereiding wettbewerb wholesale widerruf widerspruch willkommen windykacja wineclub winkel
    winzer wirtschaft wirtschaftsfoerderung wissen wms wniosek wohnbau wohnen wohnheim wohnung wohnungen
    wohnungsverwaltung wojt wonen work workshop workshops writeus wspolpraca www wycena wyceny wydawnictwo wynajem
    wysylka yourorder youth zahlung zahlungen zahlungseingang zahlungsverkehr zahnaerzte zahnarzt zahnarztpraxis zaken
    zaklad zakupy zamowienia zamowienie zaopatrzenie zapisy zapytania zapytanie zarzad zeitung zentral zentrale
    zentralsekretariat zentrum zeugnisse zgloszenia zimmer zimmeranfrage zimmerei zimmervermietung zivildienst zoll
    zollabteilung zoo zorg zukunft zustellung zwroty";

/// Functions that are also given names, family names or places: they count alone, not beside another word.
#[rustfmt::skip]
pub(super) const ALSO_NAMES: &str = "
    mailer lager messe brief kurier markt suche
    abo abos adm ads agentur akademie aktion aktuell alerte alle amt anwalt ap api app ar area arzt atelier bank bar
    bau biuro blumen bok bote br caisse chef chefin ciao city class club coach comune direkt email energie ferme ff
    film firma food forum friseur funk garage gast geral gericht gf go guest halle haus heim hey hi home hr ir it jagd
    junior kammer kapitaen kasa kassa kasse kassier kinder kino kirche kunde kunden kurs laden lehre lehrer leiter
    list loja mail main makler marches markt master mensa mieter moin motors musik muster notar ops order party
    pension personal pfarrer pflege plan post posta poste pr praesident prod rada raum recht referent res saal sale
    salon salve sede sek siege social spa sport stab stadt start stelle stock store strom student sv test trainer tv
    user users vip wache wasser web wein werft werk winzer wirtschaft wohnen work www youth zimmer zoll zoo";

/// What a German word for a function ends in; the word is longer than that.
#[rustfmt::skip]
pub(super) const ENDINGS: &[&str] = &[
    "ausbildung", "abteilung", "annahme", "abwicklung", "bearbeitung", "verwaltung", "leitung", "betreuung", "beratung", "service",
    "center", "centrum", "zentrum", "zentrale", "sekretariat", "buero", "management", "dienst", "dienste", "stelle", "wesen", "planung",
    "support", "team", "buchhaltung", "fuehrung", "vertretung", "hotline", "helpdesk", "kanzlei", "praxis", "apotheke",
    "hotel", "redaktion", "rechnung", "rechnungen", "bestellung", "bestellungen", "anfrage", "anfragen", "bewerbung",
    "bewerbungen", "reservierung", "vermietung", "verkauf", "vertrieb", "versand", "einkauf", "werkstatt", "technik",
    "entwicklung", "marketing", "assistenz", "office", "schule", "verein", "anmeldung", "kontakt", "department",
    "sales", "desk", "info", "shop", "helpline", "relations", "enquiries", "orders", "invoices", "klinik",
    "verband", "gemeinde", "kasse", "beauftragte", "beauftragter",
];

/// What a word for a function begins with; the word is longer than that.
#[rustfmt::skip]
pub(super) const BEGINNINGS: &[&str] = &[
    "kunden", "bewerb", "rechnungs", "buchhalt", "auftrags", "bestell", "reservier", "vertriebs", "verkaufs", "einkaufs", "kontakt",
    "anfrage", "zahlungs", "personalab", "personalb", "service", "support", "customer", "contact", "recruit", "marketing",
    "sekretariat", "datenschutz", "reklamation",
];

/// Businesses whose address begins with their kind, whoever they belong to ("praxis.dr.huber").
#[rustfmt::skip]
pub(super) const BUSINESSES: &str = "
    agriturismo anwaltskanzlei apotheke architekturbuero arztpraxis atelier autohaus baeckerei berggasthof
    berufsschule brauerei buchhaltung buchhandlung cafe camping campingplatz drogerie elektro ergotherapie fahrschule
    farmacia feuerwehr fleischerei friseur friseursalon gaertnerei galerie gasthaus gasthof gemeinde grundschule
    gymnasium hauptschule hausverwaltung hotel immobilien info ingenieurbuero kanzlei kindergarten kindertagesstaette
    kita klinik konditorei kontakt krankenhaus kundendienst kundenservice landgasthof logopaedie marktgemeinde
    metzgerei mittelschule museum musikschule notariat office ordination pension pfarramt pfarre pfarrei pflegeheim
    physio physiotherapie planungsbuero praxis raiffeisenbank realschule reisebuero restaurant ristorante salon
    schreinerei schule seniorenheim skischule sparkasse spedition stadtgemeinde stadtwerke steuerberater
    steuerberatung steuerkanzlei studio tankstelle tanzschule theater tierarzt tierarztpraxis tischlerei vertrieb
    volksbank volksschule weingut zahnarzt zahnarztpraxis zimmerei";

/// Mailboxes that nobody reads; compared without dots, hyphens and underscores.
#[rustfmt::skip]
pub(super) const NO_REPLY: &[&str] = &[
    "noreply", "noreplies", "donotreply", "donotrespond", "dontreply", "dontrespond", "noanswer", "noresponse", "bounce", "bounces",
    "mailerdaemon", "nepasrepondre", "nichtantworten", "nichtbeantworten", "keineantwort", "keineantworten", "bittenichtantworten", "antwortenichtmoeglich",
    "ohneantwort", "nonrispondere", "norispondere", "norisponder", "noresponder", "noresponda", "nietbeantwoorden", "nietantwoorden", "nietreageren", "geenantwoord", "autoreply",
    "autoresponder", "autoantwort", "nieodpowiadaj", "nieodpowiadac", "neodpovidat", "automailer", "naoresponda", "naoresponder", "svarainte", "svarikke", "unmonitored", "nobodyreply", "sansreponse",
];

/// Local parts that people type to get past a form, and the people of examples; without dots, hyphens and underscores.
#[rustfmt::skip]
pub(super) const INVENTED: &str = "
    tester123 name testkonto1
    000 0000 111 1111 11111 123 1234 12345 123456 1234567 12345678 123456789 1234567890 999 aa aaa aaaa aaaaa abc
    abc123 abcd abcde abcdef abcdefg adsf annamuster anon anonym anonymous asd asda asdasd asdf asdfasdf asdfg asdfgh
    asdfghj asdfghjk asdfghjkl asdfjkl asdfjkloe asterix aucun bar bartsimpson batman baz bbb beispiel bla blabla
    blablabla bobderbaumeister brak brakemail brakmaila ccc dagobert dagobertduck daisyduck darthvader ddd deine
    deineemail deineemailadresse deinemail deinname delete deleted desconocido dfg dfgdfg doesnotexist donaldduck
    dummy eee egal emailaddress emailadresse emailtest emustermann erikamustermann example existiertnicht fake
    fakemail fakeuser fdsa fff fgh firstlast firstlastname firstnamelastname foo foobar foobaz geen geloescht ghj
    gibtesnicht gibtsnicht goofy haha hahaha hansmuster hanswurst harrypotter hatkeine hatkeineemail hihi hjk
    homersimpson huhu ihre ihreemail ihreemailadresse ihremail ihrname inconnu invalid ipsum irgendjemand irgendwer
    jamesbond jandekowalski janedoe jkl jkloe joebloggs johndoe johnqpublic johnsmithexample jondoe kein keine
    keineadresse keineangabe keineemail keinemail keiner keines lala lalala lieschenmueller loeschen lorem loremipsum
    lukeskywalker mailtest martinamustermann maximustermann maxmuster maxmusterman maxmustermann meineemail meinemail
    mickeymouse mickymaus mickymouse minniemaus mmustermann moritzmustermann musteremail musterfrau mustermail
    mustermann musterperson myemail mymail na nachname nachnamevorname namesurname nessuno nichts nichtvorhanden
    niemand nikolaus ninguno nirgends nix nobody noemail noexist nomail nombreapellido nomecognome none none1
    nonexistent nope notvalid null obelix ohneemail ohnemail onbekend osterhase ottonormalverbraucher petermuster
    pippilangstrumpf prenomnom pumuckl qwe qweqwe qwer qwerqwer qwert qwerty qwertyuiop qwertz qwertzu qwertzuiop
    sconosciuto sdf sdfg sdfsdf sherlockholmes somebody someone spam spiderman spongebob superman surname test test1
    test12 test123 test1234 test2 testaccount teste testemail testen tester testing testkonto testkunde testmail
    testperson testtest testuser tralala tucorreo tuemail unbekannt undefined ungueltig unknown username vorname
    vornamenachname vornamename votreemail votremail votrenom wasd weihnachtsmann xx xxx xxxx xxxxx xy xyz xyzxyz
    youremail youremailaddress yourmail yourname yxc yxcv yxcvb yxcvbnm yyy zxc zxcv zxcvbn zzz";

/// Words that stand for any address, on both sides of the `@`.
pub(super) const ANY_WORD: &str = "a b c x y z mail email info name me user domain firma company privat private web internet home adresse no nein na no";

/// Names of domains that stand in examples and forms, under whatever top level.
#[rustfmt::skip]
pub(super) const EXAMPLE_NAMES: &str = "
    aaa aaaa anbieter asdf asdfasdf asdfgh beispiel beispiel-firma beispieldomain beispielfirma blabla deine-domain
    deine-firma deinedomain deinefirma doesnotexist domainname dummy ejemplo eksempel entenhausen esempio example
    exempel exemple fake fake-mail fakeemail fakemail firma-muster firmenname foobar gibtesnicht gibts-nicht
    gibtsnicht hatkeinemail ihre-domain ihre-firma ihredomain ihrefirma invalid irgendwas irgendwo keine-email
    keine-mail keineemail keinemail max-mustermann maxmustermann meine-domain meine-firma meinedomain meinefirma
    muster-firma musterdomain musterfirma musterfrau mustermail mustermann musterstadt musterunternehmen mycompany
    mydomain nichtvorhanden nirgends nirgendwo no-email no-mail noemail nomail none notvalid nowhere null priklad
    provider przyklad qwert qwerty qwertz somewhere test-domain testdomain testfirma testmail testtest unbekannt
    undefined ungueltig unknown voorbeeld xxx xxxx yourcompany yourdomain yoursite yourwebsite yxcv yxcvbnm";

/// Further domains of examples whose name alone means nothing.
#[rustfmt::skip]
pub(super) const EXAMPLE_DOMAINS: &[&str] = &[
    "domain.com", "domain.de", "domain.tld", "domain.at", "domain.ch", "test.com", "test.de", "test.ch", "test.at", "test.net", "muster.de", "muster.ch", "muster.at", "abc.de",
    "abc.com", "xyz.de", "xyz.com", "company.com", "sample.com", "foo.com", "bar.com", "firma.tld", "email.tld", "mail.tld",
];
