//! Providers of mailboxes, as data: brands with the top levels they use, single domains, and real domains that look
//! like a slip for one of them. Everything in lower case.
//!
//! Compiled from the providers' own pages and the access providers of each country; the npm package `email-providers`
//! (ISC) served to check the world list for gaps.

/// A provider's name and the top levels it hands out addresses under.
pub(super) struct Brand {
    pub name: &'static str,
    pub tops: &'static str,
    pub slips: Slips,
}

/// Which slips in the name point to the provider and to nobody else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slips {
    /// The world's largest: as `Any`, and hyphens and dots anywhere.
    Most,
    /// A long or made-up name: nearly every single slip.
    Any,
    /// Three or four letters, or a word that has real words near it: letters swapped or doubled only.
    Few,
    /// As few, and a key beside the right one: so widely used that it outweighs the companies of that name.
    Keys,
}

const fn most(name: &'static str, tops: &'static str) -> Brand {
    Brand { name, tops, slips: Slips::Most }
}

const fn any(name: &'static str, tops: &'static str) -> Brand {
    Brand { name, tops, slips: Slips::Any }
}

const fn few(name: &'static str, tops: &'static str) -> Brand {
    Brand { name, tops, slips: Slips::Few }
}

const fn keys(name: &'static str, tops: &'static str) -> Brand {
    Brand { name, tops, slips: Slips::Keys }
}

/// Free-mail and access providers whose misspellings are worth a hint. The order decides between equals: the more
/// widely used first, in names and in top levels.
#[rustfmt::skip]
pub(super) const BRANDS: &[Brand] = &[
    // World
    most("gmail", "com"),
    most("googlemail", "com"),
    most("hotmail", "com de at ch fr it es nl be co.uk dk se no fi pt gr ca cl ro hu cz sk li lu rs ru my ph sg hk in \
         com.br com.ar com.au com.mx com.tr com.hk co.jp co.kr co.th co.za co.nz co.id co.il com.tw com.vn com.pe"),
    most("outlook", "com de at ch fr it es be dk pt ie sk cz hu jp kr ph sg sa in id cl lv my co.th co.id com.br com.ar com.au com.gr \
         com.tr com.vn co.il pk"),
    few("live", "com de at ch fr it es nl be co.uk dk se no fi ie ca ru in cl cn jp hk sg com.ar com.au com.mx com.my com.ph com.pt \
         com.sg co.za co.kr"),
    few("msn", "com de co.uk nl"),
    most("yahoo", "com de at ch fr it es co.uk nl be dk se no fi pl ie gr ro cz hu pt ca co.in in co.jp co.kr co.nz co.za co.id co.th \
         co.il com.br com.ar com.mx com.au com.co com.cn com.hk com.my com.ph com.sg com.tr com.tw com.vn com.pe com.ve cn cl \
         ne.jp"),
    most("icloud", "com"),
    few("aol", "com de fr it es co.uk nl be at ch ca se pl in jp com.au com.br com.mx"),
    any("protonmail", "com ch"),
    few("proton", "me"),
    any("tutanota", "com de"),
    any("tutamail", "com"),
    few("tuta", "com io"),
    any("rocketmail", "com"),
    few("ymail", "com"),
    few("me", "com"),
    few("mac", "com"),
    few("pm", "me"),
    any("fastmail", "com fm de net org"),
    any("hushmail", "com me"),
    few("zoho", "com eu in"),
    any("zohomail", "com eu in"),
    // Germany, Austria, Switzerland and Liechtenstein
    keys("gmx", "de net at ch com eu org info biz li fr es it co.uk us tm ca nl cn pt sk hk co.in co.nz mx"),
    keys("web", "de"),
    most("t-online", "de hu"),
    most("freenet", "de"),
    any("arcor", "de"),
    any("posteo", "de net"),
    any("mailbox", "org"),
    any("vodafone", "de it es pt"),
    any("vodafonemail", "de"),
    any("kabelmail", "de"),
    any("kabelbw", "de"),
    any("unitybox", "de"),
    any("unitymedia", "de"),
    any("onlinehome", "de"),
    any("netcologne", "de"),
    any("ewetel", "net"),
    any("versanet", "de"),
    any("osnanet", "de"),
    any("hansenet", "de"),
    any("alice-dsl", "net de"),
    any("t-mobile", "de at"),
    any("o2online", "de"),
    any("o2mail", "de"),
    any("firemail", "de at"),
    any("arcormail", "de"),
    any("mnet-online", "de"),
    any("mnet-mail", "de"),
    any("directbox", "com"),
    few("aon", "at"),
    few("chello", "at nl hu pl cz sk se no fr be"),
    few("a1", "net at"),
    any("liwest", "at net"),
    any("utanet", "at"),
    any("telering", "at"),
    any("bluewin", "ch"),
    any("bluemail", "ch"),
    any("hispeed", "ch"),
    any("sunrise", "ch"),
    any("swissonline", "ch"),
    any("freesurf", "ch"),
    any("quickline", "ch"),
    any("vtxmail", "ch"),
    // France, Belgium, Netherlands, Luxembourg
    any("orange", "fr es be pl ro sk"),
    any("wanadoo", "fr es nl"),
    any("laposte", "net"),
    few("free", "fr"),
    few("sfr", "fr"),
    few("neuf", "fr"),
    any("numericable", "fr com"),
    any("club-internet", "fr"),
    any("aliceadsl", "fr"),
    few("bbox", "fr"),
    any("telenet", "be"),
    any("skynet", "be"),
    any("proximus", "be"),
    any("scarlet", "be"),
    any("belgacom", "net"),
    any("ziggo", "nl"),
    any("kpnmail", "nl"),
    any("hetnet", "nl"),
    few("planet", "nl"),
    any("casema", "nl"),
    any("upcmail", "nl ie at hu cz"),
    few("xs4all", "nl"),
    // Italy, Spain, Portugal
    any("libero", "it"),
    any("virgilio", "it"),
    few("alice", "it"),
    any("tiscali", "it de fr co.uk cz nl be ch at"),
    any("fastwebnet", "it"),
    any("inwind", "it"),
    any("legalmail", "it"),
    any("telefonica", "net"),
    any("movistar", "es"),
    few("terra", "es com com.br com.mx com.pe com.ar cl"),
    few("sapo", "pt"),
    // Poland, Czechia, Slovakia, Hungary and the south-east
    any("interia", "pl eu"),
    few("onet", "pl eu"),
    any("gazeta", "pl"),
    few("poczta", "fm onet.pl"),
    any("seznam", "cz"),
    any("centrum", "cz sk"),
    few("volny", "cz"),
    few("azet", "sk"),
    any("zoznam", "sk"),
    any("freemail", "hu de gr it"),
    any("citromail", "hu"),
    any("otenet", "gr"),
    // United Kingdom and Ireland
    any("btinternet", "com"),
    any("btopenworld", "com"),
    any("virginmedia", "com"),
    any("ntlworld", "com"),
    any("blueyonder", "co.uk"),
    any("talktalk", "net co.uk"),
    any("eircom", "net"),
    // Nordic countries
    any("bredband", "net"),
    any("comhem", "se"),
    few("telia", "com se"),
    any("stofanet", "dk"),
    // Russia, Ukraine, Asia
    any("yandex", "ru com ua by kz com.tr"),
    any("rambler", "ru"),
    few("mail", "ru com de at bg dk ua"),
    few("naver", "com"),
    any("hanmail", "net"),
    any("rediffmail", "com"),
    // Americas and Australia
    any("comcast", "net"),
    any("verizon", "net"),
    any("sbcglobal", "net"),
    any("bellsouth", "net"),
    any("earthlink", "net"),
    any("optonline", "net"),
    any("windstream", "net"),
    few("charter", "net"),
    few("att", "net"),
    few("cox", "net"),
    few("juno", "com"),
    any("sympatico", "ca"),
    any("videotron", "ca"),
    few("rogers", "com"),
    any("bigpond", "com net.au com.au"),
    any("optusnet", "com.au"),
];

/// Providers whose names lie too near to others, or are met too seldom, to be meant by a misspelling.
#[rustfmt::skip]
pub(super) const SINGLE: &str = "
    21cn.com sify.com
    posteo.at posteo.ch posteo.eu posteo.org posteo.me posteo.li posteo.be posteo.fr posteo.it posteo.nl posteo.es
    aim.com myyahoo.com ybb.ne.jp email.com inbox.com inbox.lv inbox.eu hey.com usa.com keemail.me tutanota.io
    runbox.com mailfence.com startmail.com disroot.org riseup.net ctemplar.com skiff.com kolabnow.com countermail.com
    simplelogin.com duck.com mozmail.com pobox.com lavabit.com safe-mail.net cock.li onet.com excite.com excite.it
    excite.de lycos.com lycos.de lycos.at lycos.nl lycos.it lycos.es lycos.co.uk caramail.com netscape.net
    netscape.com compuserve.com compuserve.de cs.com mindspring.com bigfoot.com bigfoot.de icq.com europe.com asia.com
    africamail.com consultant.com engineer.com dr.com doctor.com lawyer.com accountant.com post.com techie.com
    writeme.com iname.com myself.com workmail.com cheerful.com execs.com contractor.net financier.com programmer.net
    graphic-designer.com journalist.com musician.org artlover.com chef.net planetmail.com planetmail.net teachers.org
    alumni.com clubmember.org collector.org deliveryman.com diplomats.com geologist.com hairdresser.net housemail.com
    instructor.net job4u.com legislator.com linuxmail.org minister.com orthodontist.net pediatrician.com
    presidency.com priest.com publicist.com realtyagent.com registerednurses.com repairman.com representative.com
    salesperson.net secretary.net socialworker.net sociologist.com solution4u.com tech-center.com therapist.net
    toothfairy.com tvstar.com umpire.com berlin.com munich.com berlin.de london.com paris.com rome.com dublin.com
    moscowmail.com nycmail.com swissmail.com swissmail.org swiss-mail.ch germanymail.com austriamail.com e-mail.de
    e-mail.at email.ch email.de email.it email.cz email.si email.lu online.de online.no online.nl 1und1.de gmail.de
    gmail.at icloud.de icloud.fr web.com web-mail.de web.at lycosmail.com magenta.de magenta.at emailn.de epost.de
    epostmail.de smart-mail.de alice.de tele2.de tele2.at tele2.ch tele2.it tele2.fr tele2.nl tele2.se ewe.net ewe.de
    nordnet.fr htp-tel.de htp.net nefkom.net netsurf.de surfeu.de talknet.de talkline.de callisto.de
    planet-interkom.de genion.de superkabel.de vollbio.de unity-mail.de unitymail.de kabelmail.com
    kabel-deutschland.de primacom.net telecolumbus.net pyur.net wtnet.de wilhelm-tel.de willytel.de m-net.de mnet.de
    swb.de ennit.de dokom.net dokom21.de gelsennet.de helinet.de bitel.net uboot.com uni.de student.de
    studentenmail.de maxi-dsl.de foni.net gmxpro.de t-online.com kielnet.net lknet.de intersaar.de augustakom.net
    augustakom.de allgaeu.org cablesurf.de mail.ch mail.org mailo.com mail.fr mail.eu vivaldi.net dismail.de
    systemli.org snopyta.org mykolab.com eclipso.de eclipso.eu eclipso.at eclipso.ch bossmail.de bio-mail.de
    ist-einmalig.de quantentunnel.de freemail.ch mail2world.com mail2web.com liquidmail.de addcom.de crosswinds.net
    cybermail.net debitel.net dplanet.ch firstmail.de onmail.de operamail.com sms.at topmail.com worldonline.de
    ziplip.com drei.at kabsi.at kabelplus.at inode.at cable.vol.at vol.at speed.at eunet.at tmo.at 24speed.at
    salzburg.co.at salzburg-online.at cnh.at cnv.at surfeu.at telekabel.at tirol.com kufnet.at cablelink.at utanet.com
    mymagenta.at yesss.at besonet.ch ggaweb.ch netplus.ch vtxnet.ch romandie.com solnet.ch datazug.ch swissinfo.org
    green.ch swisscom.com mysunrise.ch bluemail.com freesurf.com catvmail.ch intergga.ch yetnet.ch flashcable.ch
    sasag.ch adon.li powersurf.li lie-comtel.li cegetel.net voila.fr noos.fr 9online.fr 9business.fr libertysurf.fr
    nordnet.com bouygtel.fr aliceadsl.com worldonline.fr chez.com mageos.com infonie.fr laposte.fr ifrance.com gmx.be
    voo.be pandora.be brutele.be versatel.be mobistarmail.be dommel.be tvcablenet.be teledisnet.be swing.be
    belgique.com numericable.be edpnet.be home.nl quicknet.nl zonnet.nl solcon.nl caiway.nl caiway.net kpnplanet.nl
    kpn.nl versatel.nl versatelmail.nl onsbrabantnet.nl orange.nl tiscalimail.nl wxs.nl worldonline.nl freeler.nl
    12move.nl lijbrandt.nl multiweb.nl kabelfoon.nl kabelfoon.net telfort.nl telfortglasvezel.nl online.be
    filternet.nl zeelandnet.nl deltanet.nl ziggomail.nl xmsnet.nl pt.lu internet.lu vo.lu pt-mail.lu tango.lu tin.it
    tim.it iol.it poste.it aruba.it pec.it supereva.it interfree.it katamail.com tele2.com jumpy.it teletu.it
    infinito.it blu.it libero.com kataweb.it vodafone.com wind.it arubapec.it ono.com telepolis.com wanadoo.com ya.com
    euskaltel.es mundo-r.com hispavista.com eresmas.com iespana.es teleline.es inicia.es jazztel.es jazzfree.com
    iol.pt netcabo.pt clix.pt mail.telepac.pt telepac.pt aeiou.pt portugalmail.pt portugalmail.com netmadeira.com
    zonmail.pt oninet.pt wp.pl o2.pl op.pl vp.pl tlen.pl go2.pl buziaczek.pl autograf.pl onet.com.pl poczta.onet.eu
    poczta.pl spoko.pl amorki.pl interia.com neostrada.pl int.pl lubie.to post.pl gery.pl plusnet.pl post.cz atlas.cz
    quick.cz iol.cz mybox.cz sweb.cz worldonline.cz stonline.sk post.sk pobox.sk orangemail.sk szm.sk szm.com
    inmail.sk mail.t-com.sk zoznam.com indamail.hu vipmail.hu mailbox.hu t-email.hu invitel.hu freestart.hu
    citromail.com enternet.hu digikabel.hu upcmail.com abv.com dir.bg gbg.bg siol.net siol.com volja.net t-2.net
    t-2.si amis.net net.hr inet.hr vip.hr optinet.hr in.gr forthnet.gr hol.gr pathfinder.gr vivodinet.gr mailbox.gr
    ath.forthnet.gr k.ro go.ro rdslink.ro personal.ro clicknet.ro home.ro abv.bg sbb.rs eunet.rs ptt.rs mts.rs
    open.telekom.rs yubc.net verat.net neobee.net bih.net.ba tel.net.ba sky.com virgin.net tesco.net freeserve.co.uk
    lineone.net supanet.com fsmail.net fsnet.co.uk o2.co.uk btclick.com btconnect.com googlemail.co.uk gmail.co.uk
    plus.com plusnet.com uwclub.net madasafish.com f2s.com zen.co.uk onetel.com onetel.net pipex.com dsl.pipex.com
    talk21.com cwgsy.net manx.net oceanfree.net indigo.ie iol.ie telia.no spray.se home.se swipnet.se passagen.se
    glocalnet.net ownit.nu bahnhof.se tele2.no broadpark.no frisurf.no start.no sensewave.com getmail.no c2i.net
    altibox.no lyse.net jubii.dk ofir.dk tdcadsl.dk tdc.dk get2net.dk youseepost.dk yousee.dk privat.dk webspeed.dk
    mail.tele.dk post.tele.dk os.dk fibermail.dk profibermail.dk luukku.com suomi24.fi kolumbus.fi pp.inet.fi inet.fi
    elisanet.fi saunalahti.fi netti.fi welho.com dnainternet.net nic.fi mbnet.fi jippii.fi simnet.is vortex.is
    internet.is hot.ee mail.ee online.ee apollo.lv one.lv delfi.lv bk.ru list.ru inbox.ru internet.ru ya.ru narod.ru
    pochta.ru land.ru front.ru newmail.ru mail.kz tut.by ukr.net i.ua meta.ua bigmir.net email.ua online.ua mynet.com
    superonline.com ttmail.com turk.net ttnet.net.tr walla.com walla.co.il bezeqint.net netvision.net.il zahav.net.il
    012.net.il 013.net inter.net.il qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net 139.com 188.com 189.cn
    sina.com sina.cn sina.com.cn sohu.com tom.com aliyun.com wo.cn vip.163.com vip.sina.com eyou.com 263.net daum.net
    nate.com korea.com paran.com dreamwiz.com lycos.co.kr kakao.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp
    i.softbank.jp au.com nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp excite.co.jp goo.jp infoseek.jp
    jcom.home.ne.jp plala.or.jp dion.ne.jp pchome.com.tw seed.net.tw hinet.net netvigator.com singnet.com.sg
    pacific.net.sg starhub.net.sg rediff.com rediffmailpro.com indiatimes.com vsnl.com vsnl.net airtelmail.in bsnl.in
    dataone.in india.com uol.com.br bol.com.br ig.com.br globo.com globomail.com zipmail.com.br r7.com oi.com.br
    superig.com.br pop.com.br itelefonica.com.br brturbo.com.br adinet.com.uy fibertel.com.ar arnet.com.ar
    speedy.com.ar ciudad.com.ar prodigy.net.mx prodigy.net infinitum.com.mx vtr.net une.net.co etb.net.co cantv.net
    roadrunner.com rr.com twc.com spectrum.net optimum.net frontier.com frontiernet.net centurylink.net centurytel.net
    embarqmail.com q.com qwest.net suddenlink.net wowway.com cableone.net mchsi.com mediacombb.net tds.net hughes.net
    netzero.net netzero.com peoplepc.com ameritech.net pacbell.net swbell.net snet.net nvbell.net prodigy.com
    flash.net ptd.net rcn.com attbi.com adelphia.net insightbb.com knology.net fuse.net alltel.net gte.net
    bellatlantic.net worldnet.att.net wideopenwest.com consolidated.net zoominternet.net atlanticbb.net metrocast.net
    erols.com shaw.ca telus.net bell.net nb.sympatico.ca cogeco.ca cogeco.net eastlink.ca mts.net mymts.net
    sasktel.net xplornet.com xplornet.ca ncf.ca nl.rogers.com bellnet.ca distributel.net teksavvy.com canada.com
    iinet.net.au internode.on.net westnet.com.au tpg.com.au dodo.com.au aapt.net.au ozemail.com.au iprimus.com.au
    telstra.com adam.com.au netspace.net.au live.net.au xtra.co.nz slingshot.co.nz clear.net.nz paradise.net.nz
    ihug.co.nz orcon.net.nz snap.net.nz vodafone.co.nz mweb.co.za telkomsa.net webmail.co.za vodamail.co.za
    absamail.co.za lantic.net iafrica.com emirates.net.ae eim.ae maktoob.com";

/// Providers that also serve companies: never a typo, but no sign of a private address.
#[rustfmt::skip]
pub(super) const NOT_FREE: &str = "
    pec.it legalmail.it aruba.it arubapec.it web.com a1.at zen.co.uk kpn.nl ewe.de swb.de m-net.de mnet.de
    swisscom.com vodafone.com telstra.com t-online.com tdc.dk wind.it kabel-deutschland.de";

/// Real domains one slip away from a provider, or providers' names under top levels that others own.
#[rustfmt::skip]
pub(super) const REAL: &str = "
    poste.de liberi.it mgx.de
    outlooks.de bluefin.ch posto.de hostmail.com vigilio.it gmc.de gmc.ch gmc.at gmc.net gmc.com hmx.de hotmail.eu
    arco.de acor.de treenet.de greenet.de ano.at bluewind.ch range.fr orage.fr cloud.com iclouds.com libro.it
    plannet.nl telenot.be scarlett.be tera.es yandex.eu alo.com ahoo.com box.fr ramble.ru";
