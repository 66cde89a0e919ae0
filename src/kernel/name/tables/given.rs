//! Common given names, folded. They decide order ("Müller Hans"), not validity: an unknown name is still a name.

/// Blocks of given names separated by blanks, by the language area they are most common in.
pub(in super::super) const GIVEN: &[&str] = &[
    // German, men
    "aaron achim adalbert adam adolf adrian albert albin albrecht alex alexander alf alfons alfred alois aloys alwin
     anders andi andre andreas andree ansgar anton armin arnd arndt arne arno arnold artur arthur arved august axel balthasar
     bastian beat ben benedikt benjamin benno bernd bernhard berthold bertold bert bertram bjoern bodo boris bruno
     burkhard burkhart carl carlo carsten christian christof christoph claas claudius claus clemens constantin cornelius daniel
     david denis dennis detlef detlev diethelm dieter dietmar dietrich dirk dominic dominik eberhard eckart eckhard eckhart edgar
     edmund eduard edwin egbert egon ehrenfried ekkehard elias elmar emanuel emil engelbert enrico erhard eric erich erik
     ernst erwin eugen ewald fabian falk felix ferdinand fiete finn florian florin frank franz fred frederic frederik fredi
     friedbert friedemann frieder friedhelm friedrich fridolin friedolin fritz gabriel gebhard georg gerald gerd gereon gerhard
     gerhardt gernot gero gerold gert giselher gottfried gotthard gotthilf gottlieb gregor guenter guenther guido gunnar
     gunter gunther gustav hagen hanno hannes hans hansjoerg hanspeter harald hardy harro hartmut hartwig harry
     hasso heiko heiner heinrich heinz helge hellmut helmut helmuth hendrik henning henrik henry herbert heribert hermann hilmar
     hinrich holger horst hubert hubertus hugo ignaz immanuel ingbert ingo ingolf isidor iven iwan jakob jan janik jannik jannis
     jannes jasper jens jeremias joachim jobst jochen joel joerg joern johann johannes jonas jonathan jordan josef joseph joshua
     josua juergen julian julius jannick jost jupp justus kai karl karlheinz karsten kaspar kay kevin kilian klaas klaus
     knut konrad konstantin korbinian kornelius kristian kuno kurt lars lasse laurenz laurin leander lennart lennard lenni leo
     leon leonard leonhard leopold levi levin liam linus lorenz lothar louis luca lucas ludger ludolf ludwig luis luitpold lukas
     lutz maik malte manfred manuel marc marcel marco marcus mario marius mark marko markus marten martin marvin mathias mats
     matteo matthias matthaeus mattis max maximilian meinhard meinrad melchior meik merlin michael michel mike mirco mirko
     moritz nathanael nick niclas nico nicolas niels niko nikolai nikolaus niklas nikodemus nils noah norbert norman
     notker oliver olaf ole oskar oscar ortwin osmar oswald otmar ottmar otto ottokar pascal patrick paul peer peter philip philipp
     phillip pirmin pius quirin raimund rainer ralf ralph ramon raphael rafael reiner reinhard reinhardt reinhold rene reto
     richard rico robert robin roger roland rolf roman ronald ronny rouven ruben rudi rudolf ruediger ruedi rupert rupprecht
     ruprecht samuel sandro sascha sebastian seppl severin siegbert siegfried siegmar siegmund sigmar sigmund sigurd silvan silvio
     simon soenke soeren stefan steffen stephan sven swen sylvester tassilo thaddaeus theo theobald theodor thies
     thilo thimo thomas thorben thorsten thorvald till tilman tilmann tilo tim timo timon tino tizian tobias tom
     toni torben torge torsten traugott tristan udo ueli ulf ulli ulrich urban urs uwe valentin vincent viktor vinzenz
     vinzent vitus volker volkmar volkhard waldemar walter walther wendelin wenzel werner wieland wigbert wilfried wilhelm
     willi willibald willy winfried wolf wolfgang wolfhard wolfram wulf xaver yannick yannik yves zeno",
    // German, women
    "adelheid adele agathe agnes alena alexandra alice alina alma almut amalia amalie amelie andrea angela angelika angelina anika
     anita anja anke ann anna annabell annabelle annalena anne annegret annelie anneliese annelore annemarie annett annette anni
     annika annina anouk antje antonia antonie ariane arlette astrid augusta aurelia babette barbara beate beatrice beatrix
     benita berit bernadette berta bertha bettina bianca bianka birgit birgitta birgitte birte brigitta brigitte britta brunhild
     brunhilde caecilia carina carla carmen carola carolin carolina caroline caterina catharina catrin celina charlotte chantal
     chiara christa christel christiane christin christina christine clara claudia cora cordula corina corinna corinne cornelia
     corona daniela dagmar daria delia denise desiree diana doerte dora doreen doris dorothea dorothee edda edeltraud edelgard
     edith elena eleonora eleonore elfi elfriede elisa elisabeth elise elke ella ellen elli elma elsa elsbeth else elvira emilia
     emilie emily emma emmi erika erna esther eva evamaria evelin eveline evelyn fabienne fanny felicitas felizitas finja franka
     franziska frauke freya frida frieda friederike gabi gabriela gabriele genoveva gerda gerlinde gerlind gertraud gertrud
     gertrude gesa gesche gesine gisela gislinde giulia grete gretel grit gudrun gunda gundula hanna hannah hannelore hanne
     hedda hedwig heide heidelinde heidemarie heidi heidrun heike helen helena helene helga helma henrike henriette herma hermine
     herta hertha hilda hilde hildegard hildegund hiltrud ida ilka ilona ilse imke ina ines inga inge ingeborg ingelore ingrid
     insa irene irina iris irma irmgard irmtraud isabel isabell isabella isabelle isolde ivonne jacqueline jana jane janin janina
     janine janna jasmin jeanette jeannette jenni jennifer jenny jessica jessika jette johanna josefa josefine josephine
     judith jule julia juliana juliane julie jutta karen karin karina karla karola karolin karoline katarina katharina katherina
     kathi kathleen kathrin kathy katja katrin katrina kerstin kim kira klara klaudia konstanze kordula kornelia kristin kristina
     kristine kunigunde lara larissa laura lea leandra lena leni leonie leonore leoni lia liane lidia lieselotte liesel
     lilli lilly lilian lina linda lisa lisbeth liselotte lore loreley lorena lotte louisa louise lucia lucie ludmilla luisa
     luise luzia lydia madeleine magda magdalena maike maja malin malina manja manon manuela mara mareike mareile maren margarete
     margaretha margareta margarethe margit margitta margot margret margrit maria mariana mariann marianne marie marieke marielle
     marietta marija marika marina marion marisa marit marita marlen marlene marlies marliese marlis marta martha martina
     mathilde mechthild meike melanie melina melissa mia michaela michelle mila mina mira miriam mirjam mirja monika mona muriel
     nadia nadin nadine nadja natalia natalie nathalie natascha neele nele nicola nicole nikola nina noemi nora norma odilia olga
     olivia ortrud ottilie patricia patrizia paula pauline petra philine philippa pia ramona rahel rebecca rebekka regina regine
     regula renate resi ria ricarda riccarda rita romy ronja rosa rosalie rosalinde rosemarie rosi rosina rosmarie roswitha ruth
     sabine sabrina sandra sara sarah saskia selina selma senta serena sibylle sieglinde siegrid sigrid sigrun silja silke silvana
     silvia simone sina sofia sofie solveig sonja sophia sophie stefanie steffi stella stephanie susanna susanne susi svea svenja
     swantje swetlana sybille sylvia sylvana tabea tamara tanja tatjana teresa thea thekla theodora theres theresa therese theresia
     tina traude traudl trudi ulla ulrike ursel ursula uschi ute valeria valerie vanessa vera verena veronika viktoria viola
     vreni vroni waltraud waltraut wanda wencke wenke wiebke wilhelmine wilma xenia yasmin yvette yvonne zita zoe",
    // English
    "justice earl duke dean major abby abigail agatha alan alastair albert alec alexa alexis alfie alison allan allen alvin amanda amber amelia amy andrew andy
     angus anthony april archie arlene ashley audrey austin barbara barry becky beth betty beverly bill billy bob bobby bonnie
     brad bradley brandon brenda brendan brian bridget britney brittany bruce bryan callum calvin cameron carl carol carole carolyn
     catherine cathy cecil charles charlie chelsea cheryl chester chloe chris christie christopher christy cindy claire clarence
     clifford clint clive clyde cody colin colleen connie connor corey craig crystal curtis cynthia daisy dale damian dana damon dan
     danielle danny darren dave dawn dean debbie deborah debra declan derek desmond diane dick dolores donald donna dorothy doug
     douglas duncan dustin dwayne dylan earl ed eddie edna edward edwina eileen elaine eleanor eli elijah elizabeth ellie elliot
     elsie emmanuel emmett eoin ernest erin ethan eugene evan eve faith fergus fiona florence floyd frances francis frankie fraser
     freddie frederick gail gareth garry gary gavin gene geoff geoffrey george gerard gilbert gillian gina gladys glen glenn gloria
     gordon grace graeme graham grant greg gregory gwen harold harriet harrison harvey hazel heather henrietta herman hilary holly
     homer howard hugh ian imogen irving isaac isaiah isla ivan ivy jack jackie jacob jade jaime jake james jamie janet janice
     jared jason jay jayne jean jeanne jeff jeffrey jerome jeremy jerry jesse jessie jill jim jimmy jo joan joann joanna joanne joe
     joey john johnny jon jordan jorge josephine josh joyce juan juanita judy june justin karen kate katherine kathryn katie kay
     kayla keith kelly ken kenneth kenny kerry kieran kimberly kirk kristen kyle lauren laurence laurie lawrence leah lee leigh
     leonard leroy leslie lester lewis lillian lindsay lindsey lloyd logan lois loretta lori lorraine louis lucy luke lynn mabel
     madison maggie malcolm marcia margaret marge marilyn marjorie marsha marshall marvin mary maryann matt matthew maureen
     maurice maxine megan melvin mervyn meredith michele mick mildred miles milton mitchell moira molly morgan muriel murray myra
     myrtle nancy naomi natasha nathan nathaniel neal neil nell nelson niall nicholas nigel norma olive oliver owen pam pamela pat
     patsy paula peggy penelope penny percy pete phil phyllis polly priscilla rachel ralph randall randy raymond rebecca reginald
     reuben rhonda rhys rich rick ricky rob robbie roberta roderick rodney ron ronnie rory rosemary ross roy ruby russell ryan
     sally sam samantha sandy scott sean seamus sinead shane shannon sharon shaun shawn sheila shelley sheryl shirley sidney
     spencer stacey stan stanley stella stephen steve steven stewart stuart sue susan suzanne sylvia tammy tara ted terence
     teresa terry thelma theresa tiffany tim timothy todd tony tracey tracy travis trevor tricia tyler valerie vera vernon vicki
     victor victoria violet virginia vivian walter warren wayne wendy wesley will william willie winston yolanda zachary",
    // French
    "adrien aime alain alexandre alexis amandine anais andree antoine arnaud aude aurelie aurelien baptiste bastien benoit
     bernadette brice brigitte camille cecile cedric celine chantal charlene christelle christophe claire claude clemence clement
     colette coralie cyril damien delphine didier dominique edouard elodie eloise emeline emile emilien emmanuelle estelle etienne
     fabien fabrice florence florent francois francoise frederic frederique gael gaelle gaston genevieve geraldine
     ghislaine gilles gregoire guillaume guy gwenaelle helene henri herve hugues isabelle jacques jean jeanne jeremie jerome joelle
     josiane julien juliette laetitia laure laurence laurent leon lionel loic lucien lucienne ludivine ludovic luc lise madeleine
     magali manon marc marcel marguerite marianne marielle marine marion marthe martine mathieu mathilde matthieu maud maurice
     melanie michel micheline mireille monique morgane mylene nadege nadine nathan nathalie noel noelle odette odile olivier
     pascale patrice philippe pierre pierrick quentin raphaelle raymond regis remi remy renaud renee roland romain roseline sabine
     sandrine sebastien serge severine simone solange solene sophie stephane sylvain sylvie tanguy thibault thierry valentine
     veronique vincent virginie xavier yann yannick yvan",
    // Italian
    "alberto aldo alessandra alessandro alessia alessio alfredo ambra amedeo andrea angelo annalisa antonella antonio
     arianna armando arturo barbara beniamino bruna camilla carlotta caterina chiara cinzia claudio corrado cosimo cristian
     cristiano cristina damiano daniele dario davide debora domenico donatella donato edoardo eleonora elio elisabetta emanuela
     emanuele emilio emma ennio enzo ettore eugenio ezio fabio fabiola fabrizio federica federico ferdinando filippo flavia flavio
     franca francesca francesco franco fulvio gabriella gaetano gaia gennaro giacomo giada gian giancarlo gianfranco gianluca
     gianluigi gianmarco gianni gianpaolo gina gino gioia giorgia giorgio giovanna giovanni gisella giulio giuseppe giuseppina
     giuliana giuliano graziella grazia guglielmo ilaria ivana ivano ivo leonardo letizia lidia lino livia livio loredana lorenza
     lorenzo luca luciana luciano lucrezia luigi luigina luisa manuela marcello margherita mariangela marianna mariano massimiliano
     massimo matilde matteo maura maurizio mauro michela michele milena mirella monica nadia nicola nicoletta nicolo nunzia nunzio
     oreste orlando ornella osvaldo ottavio palmiro paola paolo pasquale patrizia piera piero pierluigi pietro raffaele raffaella
     remo renato renzo riccardo rinaldo roberta roberto rocco romano romeo rosanna rosaria rosario rossana rossella ruggero
     salvatore samuele santo sara saverio sergio silvano simona stefania stefano teresa tiziana tiziano tommaso tullio ubaldo
     ugo umberto valentina valerio vincenza vincenzo vito vittoria vittorio viviana walter",
    // Spanish and Portuguese
    "agustin alberto alejandra alejandro alfonso alicia alvaro ana anabel andres angeles antonia araceli armando arturo asuncion
     beatriz begona belen blanca borja candela carlos carolina catalina cesar claudia concepcion consuelo cristobal cristina
     dario diego dolores domingo duarte eduardo elvira emilia enrique ernesto esperanza esteban eva fatima felipe fernando
     francisca francisco gabriela gerardo gonzalo graciela gregorio guadalupe guillermo gustavo hector hernan hugo ignacio
     ines inmaculada irene isabel ismael ivan jaime javier jesus joao joaquim joaquin jorge jose josefina joseba juan julio
     lourdes lucia luis luisa luz manuel manuela marcelo marcos margarida margarita maria mariana maribel marina marisol marta
     mateo mercedes miguel milagros monica montserrat nelson nerea nicolas nuno nuria olga oscar pablo paloma patricia pedro pilar
     rafael ramiro ramon raquel raul ricardo roberto rocio rodrigo rogelio rosario ruben rui salvador santiago saul sergio silvia
     sofia sonia susana teresa thiago tiago tomas valeria veronica vicente victor virginia ximena yolanda",
    // Dutch, Flemish and Nordic
    "aart adriaan anneke annemiek anouk arend arie arjan bart bas bram cees corrie daan dirk erwin evert femke fleur floor frans
     frits geert gerrit gijs guus hanneke hein henk hetty ilse ineke jaap jacco jacob jan jelle jeroen jesper jip jolanda joost
     joris jos joep karel kees klaas koen lars leendert lieke lotte luuk maarten maartje marcel margriet marieke marijke marjolein
     mark martijn meindert menno merel miep mieke nienke nynke peter piet pieter pim rik roel roos ruud sander sanne siebe
     sjaak sjoerd stijn sybren teun teunis thijs tineke tjeerd toos wessel wietske willem willemijn wim wouter yvonne
     aase agneta anders annika arvid asa bengt bjarne birger bo britt dag egil einar elin elsa eskil espen finn frode gerda geir
     goeran gunilla haakon hakan halvor hanne hege henriette inger ingvar jarle jesper johan jorgen jorn karin kari kirsten kjell
     lars lasse leif lene lennart linnea liv magnus maj marit mats mette mikael mikkel mogens morten nils oddvar ole olof oyvind per
     pernille poul ragnar ragnhild rasmus rune sigrid siv soren stig stine sture svein terje tone tor tore torbjorn trine trond
     ulrika vaeino vidar vilhelm yngve aino antti eero eija esa hannu heikki ilkka jari jarmo jorma juha jukka kaarina kalle
     kari lauri leena marja markku matti mika mikko olli paavo paivi pekka pirjo risto sami satu seppo tapio timo tuomas veikko ville",
    // Polish, Czech, Slovak, Hungarian, South Slavic, Russian, Ukrainian, Baltic, Romanian, Albanian, Greek
    "adrianna agata agnieszka aleksander aleksandra aleksandr aleksandar alicja anatoli andrej andrejs andrius andrzej aneta anton
     arkadiusz artur asta bartek bartlomiej bartosz beata blazej boguslaw bogdan bohdan bojan boris borislav bozena branka
     branko bronislaw cezary czeslaw dalibor damir danica danuta dariusz darko dawid dejan denisa desanka diana dimitri dimitrios
     dmitri dmitrij dmitry dobrila dominika dorota drago dragan dragana drazen dusan dusko dzenan edyta ekaterina elzbieta emil
     emir enikoe eniko ewa ewelina filip frantisek galina genowefa gennadi gheorghe goran gordana grazyna grzegorz gyoergy halina hana
     henryk hrvoje igor ilie ilija ioan ioana ion irena ireneusz ivana ivica ivo iwona izabela jacek jadranka jadwiga jakub jan
     jana janina janos janusz jaroslav jaroslaw jasmina jasna jelena jerzy jiri joanna jolanta josip jovan jozef jozsef
     juraj jurij justyna kamil kamila karol karolina katarzyna katerina kazimierz kinga kiril konstantinos krisztina krystian krystyna
     krzysztof ksenija laszlo lech leonid leszek lidija ljiljana ljubica ljubomir lubomir lucyna ludmila lukasz luka lyudmila maciej
     magdalena malgorzata marcin marek margareta mariola marija mariusz marko marta marzena mateusz matej matija michal mihai mihail
     milan milena milica milka milos miloslav mihaela miroslav miroslaw mladen monika nada natalija nataliya natasa nebojsa nenad
     nevena nikita nikola nikolaos nikolay oksana oleg oleksandr olena olga ondrej pavel pavle pawel peter petar petr piotr predrag
     przemyslaw radoslav radoslaw radovan ranka robert roman ruzica ryszard sanja sasa sergej sergei sergey serhii slavica slavko slawomir
     slobodan snezana stana stanislav stanislaw stanko stefania stipe svetlana sylwia szymon tadeusz tatiana tatyana tihomir tomas
     tomasz tomislav urszula vaclav valentina vanja vasile vasil veljko vesna viktor vilma vitali vjekoslav vlad vladimir vladislav
     vojtech volodymyr vuk waclaw waldemar wieslaw wieslawa wioletta witold wladyslaw wlodzimierz wojciech yevgeny yulia yuri zbigniew
     zdenek zdenka zdzislaw zeljko zeljka zlatko zofia zoltan zoran zorica zsolt zsuzsanna zuzana agim arben arjan bekim besim
     blerim driton fatmir ilir luan valon giorgos kostas spyros stavros vasilis yannis",
    // Turkish, Arabic, Persian
    "abdul abdullah abdulrahman adem adnan ahmad ahmed ahmet aisha akin aleyna ali alper amina amir arda arif arzu asli asim ayhan
     ayla aylin ayse aysel aysegul ayten aziz baris bayram bekir belgin berk berkay betuel betul bilal bilge birol bora buelent bulent
     burak burcu busra can canan cem cemal cemil cengiz cetin ceyda cihan defne deniz derya dilara dilek duygu ebru ece ecem ekrem
     elif elmas emel emin emine emrah emre enes engin ercan erdal erdem eren erhan erkan erol ersin esma esra fadime faruk fatih fatima
     fatma fehmi ferhat feride fikret filiz fuat furkan gamze gizem goekhan gokhan guel guelay guelcan guelsen guelten gul gulsen
     hakan halil haluk hamid hamza hanife hasan hassan hatice havva hayriye hikmet huelya hulya huesein hueseyin huseyin hussein ibrahim
     idris ilhan ilker ilknur inci irfan ismail ismet kadir kader kamal kamil karim kemal kerem khaled koray kuebra kubra latif leila
     levent leyla mahmoud mahmud mahmut mehmet melek meltem meryem merve mesut metin mina mohamad mohamed mohammad mohammed
     muhammad muhammed murat mustafa nadir nazan nazli necati necla nermin nesrin nevin nihat nilguen nilufer nuray nurcan nurten omar
     omer oemer onur orhan osman oezge oezguer ozan ozge ozgur oezlem ozlem rabia ramazan rashid recep reza rukiye salih sami samir
     savas sebnem seda sedat sefa selcuk selim semra serap serdar serhat serkan sevgi sevil sevim sezen sibel sinan suat suleyman
     sueleyman suemeyye sultan tarek tarik tayfun temel tolga tugba tuncay tuncer turan turgut uemit ufuk ugur umit umut usman volkan
     yagmur yahya yakup yalcin yasar yasemin yasin yavuz yilmaz youssef yunus yusuf zafer zahra zainab zehra zekeriya zeki zeliha zeynep",
    // South and East Asian, African, as far as they are unmistakable
    "ajay akira amit anand anil anjali anita arjun arun ashok deepak ganesh haruki hiroshi ichiro indira jayesh kamala keiko kenji
     kiran krishna lakshmi mahesh makoto manish mohan nikhil prakash pradeep prasad priya rahul raj rajesh rakesh ramesh ravi rohit
     sanjay satoshi shanti sunil suresh takashi vijay vikram yoko yuki chinedu kofi ngozi kwame",
    // Rarer names of the same lands, and of Albania, Bosnia and the Arab world as they live there
    "aaliyah abdelkader abdellah abdou abdoulaye abelke ada adalberta adalbrecht adel adela adelbert adelgunde adelina
     adeltraud adi adriano adrienne afra afrim agda agilolf aglae aglaia agna agostino agrippina agron aida aiden ailin
     aishe ajla alaa alba alban albana albane albertine albertus albina albino alea aleida alette alexej alexia alfreda alia
     alida aliette aline alita alix alke alketa alkje almir aloisia aloisius alphonse alraune altraud alwina alwine amadeus
     amadou amaia amandus amara amarilis ambrogio ambroise ambros ambrosius amedee amin amke anas anastasia anastasius
     anatol anatole ancilla andra andreja ange angele angelica angelique anian anicet annabarbara annamaria annamarie
     annarita annedore annegrete annekathrin annekatrin annelene annelies annelis annelotte anneluise annemarei annemargret
     annerl annerose annick annunziata anselm anselma anselme ansgard anthea antke antoinette antonietta antonina apolline
     apollonia apollonius arbogast archibald ardita arian aribert arijana aristide arlett armand armanda armelle armend
     arnfried arnhild arnim arnolda arnulf arsene arta artan arwed asma assunta athanasius athina attila aubin auguste
     augustin augustine augustinus augusto aurel aurelio aurelius aurora avni axelle aymeric azra baerbel balduin baldur
     balz barbel barbla bardo barnabe barthelemy bartholomaeus bartolomaeus bartolomeo bashkim basil basilius bassam bea
     beatus behar bela belinda benedict benedicte benedikta bennet beppe berend berengere berenice berenike bernard bernarda
     bernardo bernhardine bernward berthilde bertil bertina bertine bertl bertolt besa besnik bettine bibiana bine birga
     birgid birgitt birk birka birke birthe blaise blandina blandine blanka blasius blerta bogomil bogumil bonifatius
     bonifaz bortolo bosse brieuc brigid brigida briska brunhilda bujar burga burgel burghard burghild burgi burgl burkard
     caesar cajetan calogero candidus capucine carmela carmelo carmine caspar cassandre cassian cathrin catia cecilia
     celeste celestin celia centa cesaire cesare charis charline charlott chasper chlodwig chrigel chrigu christabel
     christamaria christele christeta christfried christhard christiana christl christlieb christoffel cilli ciro clarissa
     clas claudette claudine clelia clementine clotaire clothilde coelestin colas concetta conny constance constant
     constanze cordelia corentin corentine cosima cosmas costantino costanza crescentia creszenz crispin cyprien cyriak
     cyrielle cyrill dagmara dagny dalal danilo dankmar dankwart dardan darius davin degenhard deike delfina demian desire
     detta diar diebald diemut dietbert dietfried diethard dietlind dietlinde dijana diletta dina dino dionys diyar dodo
     dominikus donat donata donatus doortje dorette dorian dorina dorit dorle dorli doroth dorothe dortje dunja dzemal ebbo
     eberhardt eckbert eckehard edelbert edelburg edeltraut edeltrud edgard edi edin edmar edmee edmond edona edwige effi
     egidio egmont ehrhard eike eitel ekbert elard elda eleni elfgard elfrun elftraud eliah elian eliane eligius elimar
     elina eliott elisabetha elisee elka elko elna eloi elsebeth elsi elvi elvire elwira elyas emerentia emerenz emeric
     emina emmeline emmeran emmerich emmy enguerrand enis enno enrica enya ephraim erasmus erdmut erdmute erdmuthe erhart
     erica erintrud erjon erk erkenbert ermal ermanno ermes ernestine ernestus erwan esad esmeralda ester etta eucharius
     eudes eugenie euphemia euphrasie eusebius evamarie evarist evariste evchen everhard evi evita ezechiel fabricius fadil
     faisal falko farid faris fatbardha fatime faustin faustine fausto fedele fedor fee felice felician felicie felicite
     felizia fenja fenna ferdi ferid fernand fernande fiacre fidelis fides fikreta finchen finni finnley fiorella fiorenza
     firat firmin flamur flavian flaviano flavie flavien flora florentine flori florim flurina focko foelke folkert
     fortunato fosco fraenzi francine franz-josef franzi franzjosef franzl frederike friedegard friedel friedelinde
     friedericke friederun friedhild friedhold friedjof friedlinde friedwart frithjof fritjof fritzi frowin fuad fulbert
     fynn gaetan gallus gandolf gangolf gaspard gavino gebhart gedeon gela gemma genia georges georgette georgine georgius
     gera geraud gerbert gerburg geremia gerfried gerhardus gerhild gerko germain germaine germana germano gerolamo gerome
     gerta gerte gerti gertie gertrudis gerulf gerwin gesualdo gezim ghassan ghislain gianna gila gilberte gilberto gilda
     ginette ginevra gioacchino gioele girolamo gisa gisbert gisele giselle gislbert gitta gitte giuditta godehard goeke
     gontran gorch gotthelf gotthold gottliebe gottlinde gottwald gratien graziano gregorius gretchen gretl griet grischa
     griseldis grittli gudula guenfried guerino gumbert gundel gundelinde gundi gundolf gunhild guntbert guntram guntraud
     gustaf gusti gwenael gwendoline gwenole habib hadwig hailey hajo haki halid halima halka hamdi hamed hanan hanjo hanka
     hannchen hannelies hannerl hannfried hanni hansdieter hansgeorg hansheinrich hanshelmut hansi hansine hansjakob
     hansjuergen hansruedi hansueli hanswerner hanswilhelm harma hartfried hartlieb harun hasko hatixhe hauke hawa heda hedi
     hedy heida heideline heidemaria heiderose heiderun heidy heilgard heilke heilwig heimfried heimke heimo heini heino
     heinzpeter helfried helgard helgi hella helmar helmer helmfried helmina helmtraud helmtrud hemmo hendrika henner henni
     henno henny hera hergard herlind herlinde hermenegild hermengild hermia hermione herrad hertraud herward hicham
     hieronymus hilaire hilaria hilarius hildburg hildebert hildebrand hildegart hildegunde hildtrud hilka hilke hille
     hiltraud hiltrudis hinnerk hippolyt hippolyte hjalmar hoda holm honore honorine hortense hosea houda huberta huguette
     hulda humbert hussam ibo idda idis igino ignace ignatius ignatz ilario ilga ilirjana ilke ilonka ilsabe ilsebill
     ilsetraud imad iman imanuel imgard imma immacolata immeke immo ingburg ingeburg ingela ingelene ingemarie ingetraud
     ingetraut ingfried ingke ingmar ingrun ingvild ingwer innozentia innozenz iolanda irmel irmela irmelin irmentraud
     irmgart irmhild irmi irmina irmlind irmtraut irmtrud isa isabeau isgard isidore italo itta ivanka iwo jacinthe jacky
     jacopo jaelle jakobus jalal jamal jamila janett janette janick janko jann janne jannek janosch jara jarik jarno jaron
     jawad jean-pierre jeanine jeannine jeannot jehan jehona jelka jella jenna jeremia jeton joana jocelyn jocelyne jockel
     johanne jolante jonah jonna jonte jorid jorin jorinde jorrit josepha josette josi josina josselin josy judicael judit
     juerg jules julika juliska juna juno juri jussuf justine jusuf jutte kaete kaethchen kaethe kaethi kais kaja kajetan
     kaltrina karima karinka karlfried karlfriedrich karline karljosef karlludwig karlotta kasimir katha kathinka kathrina
     kati katinka katy kea kersten kersti khadija khalid kian kiano kirsti klaere klemens klothilde klotilde koebi koloman
     kordelia korinna kosovare kreszentia kreszenz kriemhild kristel kristiane kujtim kuni kunibert kunigund kurtfritz laban
     labinot ladislao ladislas ladislaus laila laith lale lamberto lamia lana lando landolf latifa laureen laurentia
     laurentius laurids lavinia lazare leandro leano leberecht lebrecht leda lenchen lenhard lenka lenn lennox leokadia
     leonarda leonas leonhardt leonora leontine leonz leopoldine leupold leutrim lian lias liborius liemar liesa liesbet
     liesbeth lieschen lieselore liesl lili liliana liliane lilo linde lindis linhard lio lioba liridon lirim lis lisanne
     lisbet lisel liselore lisette lisi lissi lissy liz ljuba lola loni lony lora lorina loris lotta lotti lou loulou louna
     loup luce luci lucian luciane lucille lucinde lucius lucrece lucretia luder ludgera ludovica ludwiga ludwin luitgar
     luitgard luitgart luk luljeta lulu lulzim luna lutger luzian luzius lya lydie lys maddalena madita madlaina madleina
     madlen mads mael maelle maeva magalie magarete magdalene maher mahir maila maira majbritt majke malachias malene malia
     malo malve malwine mandy mang mani manlio manuella marceline marcell marcella marcelle marcellin marga margareth
     margaritha margaux margita margo margrethe margrith margund mariam marian marica mariechen mariele marieliese mariella
     marielouise marieluise mariette marilena marilene marinella marinette marinus marissa marla marleen marlena marlise
     marlit marlitt marlo marlon marold marquard marty maruschka marwa marwan maryam maryline maryse maryvonne mascha mathea
     mathilda mathys mattheus mattia mauricette mauritius mauritz maxence maxi maxie maxime maximilien maximin maxl mazen
     mechthilde mechthildis mechtild medard mehdi meiko meinolf meinulf melania melitta melusine mena mergim merima merle
     merlind meta metta micaela michaele michelangelo michl mickael milaim milda milene milly milo mimi mimoza minka minna
     minnie mino mirela mirsad mirta mizzi mombert moni monir mounir muhamed muhamet muharrem munir murielle musa myriam
     nabil nadeschda nadim nael naemi nando nanette nanna nannette napoleon narcisse narzis nasser natacha nathalia nawal
     nazario nazmi nedim neidhard nelli nello nelly neo nepomuk nerina nestor neta nevio nexhmije niccolo niclaus nicolina
     nike niklaus nikodem nikolas nikoline nino ninon nives nizar noe noemie nolwenn noor norwin notburga nour nova nuri
     oceane octave octavia oda oddo odila odilo odilon odo odoardo oktavian olf olimpia oliva olympia onno onofrio ophelia
     ophelie orazio oriane orianne orsola orsolya ortfried ortlieb ortolf ortraud ortrun osama osmund oswin otello otfried
     otger othman othmar ottfried otthard otthein ottheinrich ottilia ottwin paco pacome palmira pankratius pankraz
     pantaleon paride paschalis pasqualina paulette paulin paulina paulus pelagia pelagie pepe peppi perdita peregrin
     perpetua perrine petronella petronilla phila philibert philippine philo philomena pidder pierangelo piergiorgio pierina
     pierpaolo pina poldi polykarp primo prisca priska prosper prudence qendrim quinto quintus quirina rabanus rachid
     radegund radegunde rado radwan rafaela raffael rafik raik raiko raimar raimondo raimunde rainald raissa ramadan rami
     ramiz randolf raoul raphaela rasim rasso ratbert rato rauf recha refik regelindis reimar reimund reinald reinar
     reinbert reinbold reine reinette reinfried reingard reinhart reinhild reinhilde reintraud reinulf rembert remigius
     remus rena renata renatus reni resl rexhep rhea riad rica richart ridvan rieke rifat rigobert rijad rikarda rike rina
     rochus roderich rodger rodolfo rodolphe rodrigue romana romane romanus romaric romina romolo romuald romulus ronaldo
     ronan rosalba rosalia rosalind rosamunde rosel roseli roselinde roselyne rosl rosy rotraud rotraut roxana roxane
     rudibert rudl rueben rufina rufus rumold runa ruperta rupertus ruthild ruthli ruwen sabatino sabina sabino sabri sacha
     sadik safet said saida salah salem salim salma salome salomon samanta samira samu sanaa santina sarina sasso savino
     schani scholastika schorsch sead sebald sebastiane sebastiano sebi sefer segolene selmar selvete senad sepp serafina
     serafino seraina seraphine servane servatius settimio severino severus shaban shpresa shqipe sibilla sibo sidonia
     sidonie siegbald siegburg sieghard sieghild sieglind siegolf siegtraud siegward siegwin sienna sigbert siggi sigi
     sigismund siglinde sigune silas silka silla silverius silvester silvestro silvi simeon sinah sinje sissi sissy sixt
     sixtine sixtus skender sofiane soizic sokol solvejg sonnhild sontje sophy soraya souad stanislas stanislaus stanislava
     stefana stefani steffan steffanie stephanus stephany stina sturmius suitbert sulejman sunhild sunna susann suse susette
     suzette swidbert sybilla sylke sylvan sylvi taeve taha tahir tale talea tamer tamina tamino tancrede tanita tankred
     tarcisio tariq teda telse teodoro tessa tetje teuta thaddae thais thaissa thankmar theda theodolinde theodore
     theodosius theophil theophile thiemo thilde thora thoralf thore thorwald thusnelda thyra tiberius tibor tilda tilli
     tilly tilmar timeo timothee timotheus tini tiphaine titia titus tjark tjorven tobi tofik tonino tordis tosca toska
     toussaint traudel traute trautel trixi trudbert trude trudel trudl trudy tuisko tyll ulfert ulfried uli ulisse ulrik
     ulysse undine urbain urda urias urschel ursela urseli ursi ursin ursina ursl ursulina ursus uta utta utz vahid valbona
     valdet valerian valerius valery valeska vally valtin vanda vanni veit velia venceslas verona veton vicky victoire
     victorien victorine viki viktorin viktorine viktorinus violaine violetta violette virgile virgilia virgilio visar vita
     vitalij vitalis vittorina viviane vivien vivienne volkbert volkert volkhild volkwin vollrad vreneli walburg walburga
     waldfried waldo waldtraud waldtraut walfried walid wallfried walli wally walo waltrud waltrude waltrun wanja wassim
     wastl wedig wedigo weikhard wenzeslaus wernfried wernhard werno wieka wigand wignand wiho wilbert wilderich wilfrid
     wilfriede wilgard wilgund wilhard wilhelma wilhelmina wilja wilko willa willfried willibert willibrord wiltraud wiltrud
     winand winfred winibald winifred winrich wita witiko wito wjera wladimir wlodek wolfdieter wolfdietrich wolfgard
     wolfhardt wolfhart wolfhild wolfrid wolke wulfhard wunibald wunnibald xandi xandra xaveria xaverl xaviere xhevdet yael
     yana yanick yara yassin yassine ybo yelena ylva yoann yohan yolande york younes yseult yuna yvon zachaeus zacharias
     zahir zaid zaira zakaria zara zelie zensi zenta zephyr zeta ziad zilla zineb ziprian zoey zoubir zyprian",
    // The English-speaking world, further
    "abbie addie adelaide adeline adolph adolphus adrianne aileen aimee alaina alana alberta alden alesia alisa
     alisha alissa allison allyson alonzo alphonso alta althea alton alvah alyce alyssa amie amos amparo angel
     angelia angeline angelita anissa annetta annmarie ansel arlen arlie arlo arnaldo artemis ashlee ashton athena
     aubrey audra ava averill avis barbra beauregard bella bennie bernadine bertie berton bethany bette bettie bettye
     beulah beverley billie blaine blanche bonita bonny braden brandi brandy brant breanna brendon brennan brent
     brenton bret brett briana brianna bridgett bridgette brittney brock broderick brody bronson brook brooke bryce
     bryson buddy burl burt byron caitlin caleb callie candice cara carissa carlene carlton carlyle carmella cary
     caryn casandra casey cassandra cassie cathleen cathryn cecelia chad chadwick chance charity charmaine chasity
     chauncey cheri cherie cherry chip christene christi chrystal clarice claud clayton cleo cletus cleve cleveland
     clifton colby coleen collin conor cordell cornell corrine courtney cyrus dane daphne darcy darla darlene darnell
     darrel darrell darrin darryl darwin daryl deana deandre deanna deanne dee deena deidra deidre deirdre delmar
     delores deloris demarcus demetria demetrius dena denny denver denzel deon dereck derrick devin devon dewayne
     dewey dexter dianna dianne dion dionne dixie dollie dominick donnell donnie donovan dorthy duane dudley durward
     dusty dwight earle earline earnest earnestine ebony edgardo edison edsel edwardo effie efrain elba elbert eldon
     eldridge elisha ellery ellsworth elmore elton elva elvin elvis elwood emerson emery emory enid enoch erasmo erma
     ervin essie estela estella ethel ethelbert eugenia eula eunice evangelina evangeline everett ezekiel ezra fannie
     faye felecia felicia felton fern florine flossie freda fredrick freida gabrielle gale galen garret garrett garth
     gayle gaylord gearld gena geneva georgia georgina geraldo gideon giles ginger glenda glenna glynn goldie gracie
     graig granville grayson gregg griselda grover hallie harlan harland harley harmon harriett haywood herminia
     herschel hershel hester hezekiah hilario hillary hilton hiram hobart holli hollie horace howie hoyt huey
     humberto humphrey hyman ila ilene imelda imogene inez ira irvin irwin isiah israel issac iva jacklyn jaclyn
     jacquelyn jamaal jamar jameson jamison janell janelle janie janis jannie jarod jarrett jarrod jarvis jasmine
     jayson jeanie jeannie jefferey jeffery jeffry jenifer jennie jerald jeramy jere jeremiah jeri jermaine jerold
     jerri jerrod jerrold jethro jewel jewell jillian jodi jodie jody joesph johnathan johnathon johnnie jolene
     jonathon joni josiah jospeh josue juana judson julianne juliet kaitlin kaitlyn karyn kasey katelyn katheryn
     kathie kathrine katina kaye keenan keisha kelli kellie kelvin kendall kendra kendrick kennith kenton kenya keri
     kerri keven kieth kimberley kip kirby kraig kris krista kristi kristie kristofer kristopher kristy krystal
     kurtis lacey lacy ladonna lakeisha lakisha lamar lamont landon lane latasha latisha latonya latoya laurel lavern
     laverne lavonne lawerence lazaro leann leanna leanne lela leland lelia lemuel lenard lenora leola leonor lesa
     lesley lessie leta letha leticia letitia lila lilia lillie lily linwood lon lonnie lonny loraine loren lorene
     lorie lorna lorrie lottie louella louie lowell luann lucile lucinda luella lula luther lyle lyman lynda lyndon
     lynette lynne lynnette lynwood mable mack mackenzie madeline madelyn madge mae mahlon malcom malik malinda
     mallory mamie marcelino marci marcie marcy margarito margery mari maricela maritza marlin marquita marva
     maryanne marylou mathew mattie maude mauricio mavis maximo maxwell maynard mayra mckenzie meagan meghan melba
     melinda melisa melody melva mervin micah michell milford millard millicent mindy minerva minh miranda misty
     mitchel moises mollie monroe monte monty mordecai morton moses myles myrna myron nannie nathanial nelda nettie
     neva neville newton nichole nickolas nikki nita nola nolan nona noreen oakley octavio odell odessa odis ofelia
     olen olin opal oren orval orville oswaldo otha otis paige pansy patrica patti pearlie phoebe prentice preston
     quincy quintin quinton rachelle raleigh ralston randal randell randi randolph rashad rayford raymon raymundo
     reba rebekah refugio reggie renae renaldo reva rex reyna reynaldo rhett rhoda rickey rickie rigoberto riley
     robby robyn rochelle rodrick rolando rolland ronda roosevelt rosalinda rosalyn rosanne roscoe roseann rosella
     rosendo rosetta rosie roslyn rowena roxanne roxie royce rubin rudy russel rusty ruthie sal sallie sammie samson
     sasha saundra savannah scot scottie scotty selena seth shad shana shanna shari sharlene sharron shauna shawna
     shayne sheena shelby sheldon shelia shelly shelton sheree sheri sherman sherri sherrie sherry sherwood shon
     socorro solomon sondra sonny sonya staci stacie stacy stanford stephon sterling sybil sydney tabatha tabitha tad
     tameka tamera tami tamika tammi tammie tamra tania tanisha tanya tasha teri terra terrance terrell terrence
     terri terrie thad thaddeus theron thurman tia tisha toby tod tommie tonia tonya tory traci tracie trent trenton
     trey trina trisha troy truman tuan twila ty tyree tyrell tyrone tyson ulysses valarie velma vern verna vickie
     virgie virgil vonda walton waylon weldon wendell wendi wes whitney wilber wilbur wilburn wilda wilford wilfred
     wilfredo willard willian wilmer wilton winford winthrop yesenia zachariah zachery zane zebulon zelma",
    // India, further
    "abhijit abhinav abhishek aditi aditya ajit akash akhil akshay alok aman amar amitabh amol amrita ananya anirudh
     ankit ankita ankur anshul anuj anupam anuradha anurag aparna archana arnab aruna arvind asha ashish ashwin atul
     avinash ayush balaji bharat bhaskar bhavana chandan chandra chetan chitra deepa deepika devendra dhananjay dhruv
     dilip dinesh divya farhan farida gaurav gautam geeta girish gopal govind hari harish harsh harsha hemant hitesh
     ishaan ishita jagdish jai jatin jayant jitendra jyoti kailash kalpana kapil karan karthik kartik kavita keshav
     ketan kishore krishnan kunal lalit lata madhav madhu madhuri mahendra manisha manoj mansi meena meera mohit
     mukesh mukund nagesh namrata nandini narayan narendra naresh naveen navin neeraj neha nidhi nilesh nirmala nisha
     nitin padma pallavi pankaj parth parvati pooja prabhakar pranav prashant prateek pratik praveen preeti prem
     priyanka purnima radha radhika raghav raghu raja rajan rajat rajeev rajendra rajiv rajkumar ram rama ranjan
     ranjit rashmi ravindra reema rekha renu rishi ritu rohan roshan ruchi rupali sachin sagar sandeep sandhya
     sangeeta sanjeev sanjiv santosh sarita satish saurabh savita seema shalini shankar sharad shashi shilpa shiva
     shivani shreya shruti shweta siddharth smita sneha sohan sonal srikanth srinivas srinivasan subhash sudhir
     sujata sukumar suman sumit sunita surendra sushil sushma swapna swati tanvi tarun tushar uday uma umesh usha
     vaibhav vandana varun vasant venkat venkatesh vidya vikas vimal vinay vineet vinod vipin vishal vishnu vivek
     yash yogesh",
    // The Arabic-speaking world, further
    "abbas abeer adham ahlam aicha akram alaeldin alauddin allaeldin amal amani amer amine amira ammar anis anwar
     arwa ashraf assia atef awad ayman aymen aziza badr bahaa baher basel bashar bashir basma bouchra boutros chafik
     dalia diaa emad eman essam ezzat fadi fadia fadwa fahad fahd farah fares farouk faten fathi fatiha fawzi fayez
     fayza fouad ghada habiba hadi hadil hafsa haitham hakim hala hamad hamida hani hania haroun hasna hatem haya
     hazem heba hend hisham huda ibtissam ihab ikram ilham imane imran inas iqbal issam iyad jaber jabir jafar jihad
     jihan kamel khadim khalil layla loubna lubna maha mahmood majed majid malak malika manal mansour maysa medhat
     mehmood moncef moniem mostafa mourad moustafa muhannad murad nabila nader naima najat naji najib najwa nazih
     nesrine nidal noha noura omnia ousmane qais qasim rabab rabih rafiq raghad rahma ramzi rana rania raouf rasha
     reda reem rehab rida riyad rola ruba saad sabah saddam sadiq safa safia safwan sahar saif salima salman salwa
     sameh samer sana sawsan sayed shadi shaima sharif shereen sherif shirin siham soha soumaya suad suha suleiman
     sumaya tahar talal tareq tawfik thamer usama wael wafa wahid widad yacine yahia yaser yasmine yasser yehia
     younis yousuf zaki zakia zayd zeina zeinab zeyad zouhair",
    // Slavic countries, further
    "aleksei aleksey alexei alexey alojz alojzy anastasiya anatoliy anatoly andrei andrey andriy antoni antun arkady
     artem barbora blaz bogumila bojana borislava borivoj boryana boyan bozidar branimir branislav branislava damjan
     danijel danijela darja davor desislava dimitar dimitrij dimo dmitriy dobroslav domagoj dragoslav dubravka
     dusanka duska dzmitry emilija evgeni evgenia evgeniy evgeny ferenc franciszek gabor genadi gennady georgi
     hristina hristo ilya iryna jakov janez jarmila jaroslava jaroslawa jirina jolana jovana jozefina jozo jure
     kacper kirill konstanty kostadin kresimir ksenia kveta ladislav larisa lubos lucjan ludwik marijana mateja
     matjaz mieczyslaw mihajlo mikhail mikolaj milada miljan milorad miriana mirjana miroslava miroslawa momir
     nadezda nadezhda nataliia nela nemanja nikolina oleh oleksandra oleksii pavla pavol plamen premysl pyotr radek
     radim radka radmila radomir rafal rajko rastislav roksana rostislav roza ruslan sava savo sergii slavomir
     slobodanka snezhana sofija srdjan srecko stanimir stanka stefanija stjepan stojan stoyan svetoslav svetozar
     svitlana sylwester teodora tereza tetiana tomo tsvetan tsvetelina tymoteusz vadim valeri valeriy vasili vasilij
     vasiliy vasyl velimir viktoriia viktorija vinko violeta vit vitalii vitaliy vitomir vladan vladimira vladyslav
     vlasta vlastimil vojislav vyacheslav wladyslawa yaroslav yuliia yuriy zbynek zdravko zenon zlata zorka zuzanna
     zvonimir zygmunt",
    // France, Italy, Spain, Portugal, further
    "amancio andreia anne-marie anselmo antia apolonia ascension azucena baltasar benedetta benedetto benito
     berangere blas caetano camilo candido catarina celso cipriano clarisse claudie clemente conchita cyrille
     desiderio diogo domenica eduarda eliseo emiliano encarnacion estefania estrella eusebio evelyne faustino felisa
     fermin fernanda filipa filipe franck gaspar giampaolo gines giusy goncalo gustave heitor helder immaculada inaki
     inocencio iratxe isidoro isidro itziar jacinta jacinto jean-baptiste jordi josep karine laia leopoldo lisandro
     lucette luigia mafalda manel marie-claude martial modesto narciso natalino neus nicolle noelia norberto onofre
     oriol paule paulo pere pier pierrette placido primitivo purificacion raimundo raymonde remedios romulo roque
     santino sebastiao soledad sylvaine sylvette sylviane teofilo teresinha thibaut valentino vasco vicenta xavi
     zoraida",
];
