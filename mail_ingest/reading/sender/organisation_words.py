"""Words that tell an organisation, an office within it, or a person's function in it. Lemmas, folded."""

from mail_ingest.reading.words.morphology import fold, words

TYPES = frozenset(
    words(
        """
        stowarzyszenie fundacja klub kolo towarzystwo rada zespol zwiazek zrzeszenie federacja bractwo hufiec
        szczep druzyna choragiew chor orkiestra kapela parafia spoldzielnia uniwersytet hospicjum koalicja
        porozumienie wspolnota zgromadzenie caritas kolektyw inicjatywa ekopracownia straz liga kooperatywa cech
        izba konfraternia amazonki solectwo ogrod spolka zbor gromada liceum technikum harcerstwo unia sztab
        """
    )
)
"""Kinds of organisations that write to the Centre in their own name."""

PLACES = frozenset(
    words(
        """
        wydzial urzad referat departament dom osrodek centrum akademia szkola przedszkole biblioteka muzeum
        teatr kino galeria schronisko bank siec forum komitet instytut grupa pracownia redakcja portal oddzial
        sekcja samorzad agencja swietlica warsztat studio stacja ognisko zlobek przychodnia rodzina fundusz
        pogotowie jednostka komenda starostwo placowka organizacja delegatura zastep filia kolegium ruch
        seniorzy komisja akcja kabaret spolecznosc manufaktura kuznia kancelaria
        radio telewizja
        """
    )
)
"""Kinds that a letter as often names as the place or the authority it speaks of: they need a sign that they write."""

UKRAINIAN_GENITIVES = {
    fold(genitive): nominative
    for genitive, nominative in (
        ("організації", "організація"),
        ("фундації", "фундація"),
        ("асоціації", "асоціація"),
        ("федерації", "федерація"),
        ("спілки", "спілка"),
        ("групи", "група"),
        ("громади", "громада"),
        ("спільноти", "спільнота"),
        ("ініціативи", "ініціатива"),
        ("школи", "школа"),
        ("ради", "рада"),
        ("фонду", "фонд"),
        ("центру", "центр"),
        ("клубу", "клуб"),
        ("гуртка", "гурток"),
        ("хору", "хор"),
        ("союзу", "союз"),
        ("театру", "театр"),
        ("ансамблю", "ансамбль"),
        ("пласту", "пласт"),
    )
}
"""Ukrainian kinds, as `fold` leaves their genitive, and their nominative."""

FOREIGN_TYPES = frozenset(UKRAINIAN_GENITIVES) | frozenset(
    words(
        """
        association foundation club society network trust charity union council centre center institute choir
        theatre theater church committee collective federation alliance league orchestra academy group exchange
        circle guild initiative
        спілка спілки фонд фундація фундації товариство товариства асоціація асоціації організація
        громада громади спільнота клуб спільнота центр гурток хор союз рада ініціатива обʼєднання об'єднання
        обєднання пласт школа театр ансамбль го
        """
    )
)

ABBREVIATIONS = frozenset(
    words(
        """
        OSP KGW ROD LKS UKS MKS KS GKS KTK KTF TKKF PTTK LZS ZHP ZHR PCK PZW LOP TPD PZN PSONI WOPR UTW KIK
        PZERI ZNP SEP PTT PZD PTSM ZKP PKPS TWP LOK PSL OPP KSM WTZ ŚDS SDS MOPS GOPS DPS SP ZSO ZS LO MDK GOK
        MOK WSSiM OPZZ NSZZ ZBOWiD SKKT PTSR PZG ГО БФ NGO TKM KKS KLA MDP OZZ SKS
        """
    )
)
"""Written in capitals before a name."""

FUNCTIONS = frozenset(
    fold(word)
    for word in words(
        """
        prezes prezeska wiceprezes wiceprezeska przewodniczacy przewodniczaca wiceprzewodniczacy
        wiceprzewodniczaca skarbnik skarbniczka sekretarz sekretarka czlonek czlonkini koordynator koordynatorka
        kierownik kierowniczka dyrektor dyrektorka wicedyrektor wicedyrektorka instruktor instruktorka trener
        trenerka opiekun opiekunka lider liderka animator animatorka nauczyciel nauczycielka wolontariusz
        wolontariuszka fundator fundatorka zalozyciel zalozycielka pelnomocnik pelnomocniczka komendant
        komendantka druzynowy druzynowa szczepowy szczepowa hufcowy inspektor inspektorka podinspektor
        podinspektorka specjalista specjalistka referent referentka glowny glowna starszy starsza mlodszy
        mlodsza asystent asystentka kapelmistrz dyrygent dyrygentka naczelnik naczelniczka soltys soltyska
        pedagog psycholog prowadzacy prowadzaca rzecznik rzeczniczka redaktor redaktorka doradca doradczyni
        przedstawiciel przedstawicielka zarzad z-ca zastepca zastepczyni gospodarz gospodyni kronikarz kustosz
        kustoszka bibliotekarz bibliotekarka radny radna burmistrz wojt starosta prezydent proboszcz wikary
        organista emeryt emerytka ksiegowy ksiegowa administrator administratorka organizator organizatorka
        terapeuta terapeutka logopeda lekarz pielegniarka strazak student studentka uczen uczennica mieszkaniec
        mieszkanka mama tata babcia dziadek doktorant president chair chairman chairwoman chairperson secretary
        treasurer director coordinator manager founder head volunteer officer member leader vice-president
        lektor lektorka muzyk plastyk plastyczka fotograf fotografka edukator edukatorka mediator mediatorka tlumacz
        tlumaczka rodzic aktor aktorka rezyser rezyserka choreograf choreografka tancerz tancerka pisarz pisarka
        poeta poetka dziennikarz dziennikarka sedzia radca prawniczka prawnik rehabilitantka rehabilitant
        trustee artistic executive project teacher голова президент координатор координаторка директор
        директорка секретар секретарка керівник керівниця засновник засновниця волонтер волонтерка заступник
        заступниця член членкиня
        """
    )
)

OFFICES = frozenset(
    words(
        """
        sekretariat biuro dzial sekretariatu biura dzialu kontakt info marketing recepcja portiernia ksiegowosc
        kadry sprzedaz obsluga punkt newsletter biuletyn zespol redakcja office team support sales department
        """
    )
)
"""First words of an office within an organisation, which alone names no organisation."""
