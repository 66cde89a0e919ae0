//! Common family names, folded. Beside a given name they tell the order, alone they tell a family from a given name.

/// Family names outside the English-speaking world, separated by blanks.
pub(in super::super) const FAMILY: &[&str] = &[
    // German, Austrian, Swiss
    "abel achleitner ackermann adam adler aebi aebischer aeschbacher aichinger albers albert albrecht altmann ammann amann anders
     angerer appel arndt arnold auer bach bachmann bader baer baier bartels barth bartsch bauer baum baumann baumgartner baumgaertner
     baur bayer beck becker beckmann beer behrendt behrens beier bender benz berg berger bergmann berner bernhard betz beyer biber
     bieri binder bischof bischofberger blank blaser bloch blum boehm boehme bohn bolliger born bosshard bosch brand brandl brandt
     braun brenner breuer brinkmann brodbeck bruegger brugger brunner bucher buchholz buechi buehler buerki buergi burger burkhardt
     busch buschmann busse christen conrad dahl daniel decker deppe dick diehl dietrich dietz doerfler doering dorn dreher dreier
     duerr eberle ebert ebner eckert egger eggers egli ehlers ehrlich eichler eichhorn eigner eisele enderle engel engelhardt erb
     erdmann erhard ernst esser ettlin euler ewald faber fankhauser fehr felber feld felder fellner fichtner fiedler fink fischer
     fleischer fleischmann fluckiger forster frank franke franz frei freitag frey freund frick fricke friedl friedrich fritsch fritz
     froehlich fuchs funk furrer gabler gabriel gartner gasser gebauer gebhardt geiger geisler geissler gerber gerlach gerster
     giger glaser glaus gloor gmeiner goetz goldmann gottschalk graf grab graefe grau gross grossmann gruber gruenwald guenther
     guentner gut gutmann gygax haag haas haase haberl hafner hager hahn haider haller hammer hansen hanke harms hartl hartmann
     hartwig hase hassler hauser hecht heck heer heger heim hein heine heinemann heinrich heinz heinzmann held heller hellwig hempel
     henke henkel hennig henning hensel herbst hering herman hermann herold herrmann herzog hess hesse heuberger heuer hildebrandt
     hiller hinz hirsch hirt hochstrasser hoefer hoffmann hofer hofmann hofstetter hohl hoelzl holzer holzinger hoppe horn horvath
     hotz huber huebner huegli hug hummel hunziker hutter imhof iten jaeger jaggi jahn jakob jakobs jansen janssen janzen jenny jost
     john jordan jung junker kaelin kaiser karl karrer kaser kaspar kaufmann keil keller kellner kempf kern kessler kiefer
     kilian kirchner kirsch klein kleine klemm klinger klose kluge knapp knecht knoll koch koehler koenig koller kolb konrad kopp
     koerner kraemer kraft kramer kraus krause kraut krebs kreuzer kroeger kroll krueger krug kruse kuehn kuehne kuhn kummer kunz
     kuenzli kurz kuster lampert landolt lang lange langer lauer laux lechner lehmann lehner leitner lemke lenz lindemann lindner
     link lindt locher loeffler lohmann lorenz ludwig lueders luthi luethi lutz maag mader mahler maier mair manz marti martens
     martin marx mathis maurer may mayer mayr meier meister meissner melzer menzel merkel merz messerli metz metzger meyer michel
     miller mischler mohr moos morgenthaler moritz moser mueller muench muenzer nagel naef naumann neubauer neuhaus neumann ney
     nickel niederer niemann noack noll nowak nussbaumer ober oberholzer oberhauser oberle ochs odermatt ortner oser ostermann ott
     otto pabst paul paulsen peter petersen peters pfaff pfeffer pfeifer pfeiffer pfister pfitzner philipp pichler pieper pilz
     plank pohl poschmann preiss preuss probst pucher putz rapp rath rau rauch rausch rauscher reber rechsteiner redlich reich
     reichert reimann reimer reiner reinhardt reinhold reiser reisinger reiter renner renz reuter rey richter rieder riedl riedel
     rieger ritter ritz rohner romer roth rothe rudolf rudolph ruf rupp rutz sailer salzmann sander santschi sauer sauter schaad
     schade schaefer schaeffer schaller schaub schaerer schauer scheidegger schenk scherer scherrer schick schiller schilling schindler
     schlegel schlosser schluter schmid schmidt schmidtke schmied schmitt schmitz schmutz schnabel schneider schnyder schober schoch
     schoen schoenberg scholl scholz schott schreiber schreiner schroeder schroeter schubert schuh schuler schulte schultz schultze
     schulz schulze schumacher schumann schuetz schuster schwab schwager schwarz schweizer schwander seeger seidel seidl seiler seitz
     senn siebert siegel sieber siegrist simon singer sommer sonntag sorg specht spiess sprenger springer stadelmann stadler stahl
     stalder stamm stark staub steffen stein steinbach steiner steinmann steinmetz stephan stern stettler steuer stocker stoll storch
     straub strasser strauss strobl stucki studer sturm suter sutter teichmann thaler thiel thiele thomas thommen tobler trachsel
     treiber trost tschanz uhl uhlig ullrich ulrich unger unterberger urban vetter vock vogel vogelsang vogl vogler vogt voigt volk
     volkmann voll vonlanthen vorster wacker wagner wahl walder waldmann walker walter walther weber wegener wegmann wehrli weibel weidner
     weigel weiler weinberger weiss weissmann welsch wendt wenger wenzel werner wernli wess wetzel widmer wieland wiese wild wilhelm
     will wimmer windisch winkler winter winzer wirth wirz witt witte wittmann wolf wolff wolter wulf wunderlich wurm wuest wyss
     zander zaugg zehnder zeller zimmer zimmermann zingg zgraggen zoller zuber zuercher zumstein zurbriggen zwahlen",
    // French, Italian, Spanish, Portuguese
    "aubert barbier bernasconi bertrand blanc blanchard bonnet boucher bouvier brun caron chevalier clement colin david dubois dufour
     dumont dupont dupuis durand duval faure favre fontaine fournier garnier gauthier gautier girard giraud guerin jacquet jolissaint
     lacroix lambert laurent leblanc leclerc lefebvre lefevre legrand lemaire leroy lopez marchand martinez masson mathieu mercier
     meunier meylan michaud moreau morel morin nicolas noel olivier perret perrin petit picard pittet renard rey richard riviere robin
     rochat roche rossier rousseau roux roy savoy schmitter thevenaz vidal vincent
     amato barbieri basile battaglia bellini benedetti bernardi bianchi bianco bruno caputo caruso cattaneo colombo conte conti
     coppola costa deluca esposito fabbri farina ferrara ferrari ferraro ferretti ferri fontana galli gallo garbani gatti giordano
     giuliani grassi grasso greco guerra leone lombardi lombardo longo mancini marchetti mariani marini marino martinelli martini
     mazza messina monti morelli moretti negri orlando palmieri palumbo parisi pellegrini pellegrino piras ricci rinaldi riva rizzi
     rizzo romano rossetti rossi ruggiero russo sala sanna santini santoro sartori serra silvestri sorrentino testa valentini villa vitale
     vitali
     aguilar alonso alvarez blanco cabrera calvo campos cano carmona castillo castro crespo cruz delgado diaz diez dominguez
     duran fernandez ferreira fuentes gallego garcia garrido gil gimenez gomez gonzalez guerrero gutierrez hernandez herrera herrero
     hidalgo ibanez iglesias jimenez leon lozano marin marquez medina mendez molina montero mora morales moreno munoz navarro nieto
     nunez oliveira ortega ortiz pascual pena pereira perez prieto ramirez ramos reyes rodriguez rojas romero rubio ruiz sanchez santana
     santos sanz silva soto souza suarez torres valdes vargas vazquez vega velasquez vicente",
    // Dutch, Nordic, Polish, Czech, South Slavic, Hungarian, Turkish, Vietnamese, Korean, Indian
    "bakker beek berends boer bos brouwer claes dekker dijkstra dupuy groot haan heuvel hendriks hoekstra huisman jacobs janssens
     jong kok koster kuiper kuipers linden maes mulder peeters postma prins schouten smeets smit smits vermeulen visser vos vries
     willems wouters
     andersen andersson bengtsson berglund carlsen christensen eriksen eriksson gustafsson halvorsen hansson henriksen jensen
     johansen johansson joergensen karlsson knudsen larsen larsson lindberg lindqvist lund madsen mortensen nielsen nilsson olsen
     olsson pedersen persson petersson poulsen rasmussen soerensen svensson korhonen laine maekinen nieminen virtanen
     adamczyk adamski bak baran cerny cieslak czarnecki dabrowska dabrowski dudek dvorak duda fiala gajewska gajewski glowacki gorski
     grabowska grabowski horak jablonski jankowska jankowski jaworski kaczmarek kalinowski kaminska kaminski kowalczyk kowalska kowalski
     kozlowska kozlowski krajewski krawczyk kral krol kubiak kucera kucharski kwiatkowski lewandowska lewandowski maciejewski majewski malinowski
     marek mazur mazurek michalak michalski nemec nemeth novak novakova novotny nowakowska nowakowski nowicki olszewski ostrowski
     pavlik pawlak pawlowski piotrowski pokorny prochazka rutkowski sikora sikorski sobczak stepien svoboda svobodova szewczyk
     szymanska szymanski tomaszewski urbanek walczak wieczorek wilk wisniewska wisniewski witkowski wojciechowski wojcik wozniak
     wrobel wroblewski zajac zalewski zawadzki zielinska zielinski
     babic balogh basic bozic cosic farkas hodzic horvat ilic ivanovic ivanov ivanova jankovic jovanovic juric jukic kiss knezevic kovac kovacevic
     kovacs kovacic lakatos lukic maric markovic matic milic molnar mihajlovic nagy nikolic novakovic pavlovic perkovic peric petrov petrova petrovic
     popescu popovic radic savic simic stankovic stojanovic szabo szilagyi todorovic toth tomic vasic vidovic vukovic zivkovic
     krasniqi gashi berisha hoxha shala morina bytyqi kelmendi
     aksoy aktas akin altin arslan aslan aydin aydogan bulut celik cakir cetin coban demir demirci dogan erdogan gunes guenes guel kaplan kara
     karaca kaya kilic koc korkmaz koese kurt ozdemir oezdemir ozkan oezkan ozturk oeztuerk polat sahin simsek tas tekin toprak tuerk turk uysal yavuz
     yildirim yildiz yilmaz yueksel
     chen cao chang huang kim lee li lin liu ma nguyen park pham singh tran wang wong wu xu yang zhang zhao zhou zhu kumar patel
     sharma gupta khan hussain ibrahimi rahimi suzuki tanaka yamamoto",
];

/// Family names of the English-speaking world, where a family name may also stand as a middle name.
pub(in super::super) const FAMILY_ENGLISH: &[&str] = &[
    "adams alexander allen anderson andrews armstrong atkinson bailey baker ball barker barnes barnett bell bennett berry black
     booth bradley brooks brown burke burns burton butler campbell carpenter carr carroll carter chapman clark clarke coleman collins
     cook cooper cox crawford cunningham davidson davies davis dawson dixon doyle duncan dunn edwards elliott ellis evans fisher
     fitzgerald fleming fletcher ford foster fox francis franklin fraser freeman gardner gibson gordon graham grant gray green
     greene griffin griffiths hall hamilton harper harris harrison hart harvey hayes henderson henry hicks higgins hill holmes hopkins
     howard hudson hughes hunt hunter hurst jackson james jenkins jennings johnson johnston jones jordan kelly kennedy king knight
     lawrence lawson lewis lloyd lowe macdonald marsh marshall mason matthews mcdonald mccarthy mitchell moore morgan morris
     morrison murphy murray nelson newman nicholson norman obrien oconnor oneill owen palmer parker parsons patterson payne pearce
     pearson perkins perry phillips pierce porter powell price quinn reed reid reynolds rice richards richardson roberts robertson
     robinson rogers rose ross russell ryan sanders saunders scott shaw simmons simpson smith spencer stephens stevens stevenson stewart
     stone sullivan taylor thompson tucker turner wallace walsh ward warren washington watkins watson watts webb wells west wheeler white
     wilkinson williams williamson wilson wood woods wright young",
];
