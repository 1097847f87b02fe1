"""Signs in a text that it is an advertisement, spam or a newsletter. All patterns are of text as `fold` leaves it."""

import re

from mail_ingest.reading.words.sought import Sought

_SIGNS = {
    "unsubscribe": r"""
        (?:wypisz|wypisac)\ sie|zrezygnowac\ z\ (?:otrzymywania|subskrypcji)|unsubscribe|opt-out
        |nie\ (?:chc|zycz)\w*\b.{0,40}otrzymywa|rezygnacja\ z\ (?:newslettera|subskrypcji|ofert\w*|mailingu)
        |anulowac\ subskrypcj
        |o\ tresci\W+(?:stop|nie|rezygnuje|usun)\b|usun\w*\ (?:z|moj\ adres\ z)\ (?:bazy|listy)
        |wiadomosc\ o\ tresci\ stop|\b(?:odpis|odpowiedz|wpis|wysl)\w*\W+(?:\w+\W+)?stop\b
        |відписатися""",
    "price": r"""
        \b\d[\d\ .]{0,12}(?:,\d\d)?\ ?(?:zl|pln|eur|usd)\b|\bnetto\b|\bbrutto\b|\d\ ?%\ (?:taniej|rabat|znizk|upust)
        |(?<!\d)-\ ?\d\d\ ?%|za\ pol\ ceny|(?:najnizsz|atrakcyjn|konkurencyjn|promocyjn)\w+\ cen""",
    "offer": r"""
        \bpromocj[aieo]\b\w*(?!\ (?:wydarz|organiz|koncert|nasz|zbior))|\brabat|\bznizk|\bwyprzedaz
        |\bspecjaln\w+\ ofert
        |\b(?:nasza|naszej|nasza)\ ofert|\boferta\ (?:specjalna|handlowa|wazna|dla)
        |\bprzedstawi\w+\ (?:\w+\ ){0,3}ofert
        |\b(?:oferuje(?:my)?|polecamy|posiadamy\ w\ ofercie)|\bgratis\b|\batrakcyjn\w+\ (?:propozycj|ofert|warunk)
        |\bmamy\ dla\ panstwa\b
        |\b(?:darmow|bezplatn)\w+\ (?:dostaw|wycen|serwis|prezentacj|probk|webinar)|\bspecial\ offer|\blimited\ offer
        |\bwe\ offer\b|\bfree\ quote|\bmiejsc\ ograniczona
        |\bdiscount""",
    "urge": r"""
        \bkliknij|\bkup\ bilet|\bskorzystaj\ z\b|\bzarejestruj\ sie\ (?:juz|teraz|dzis)|\bczytaj\ (?:wiecej|dalej)
        |\bzapisz\ sie\ (?:juz|teraz|na\ bezplatn)|\bzadzwon\W+\d|\bobniz\w*\ (?:rachunk|koszt)
        |\bzamow\ (?:juz|teraz|dzis)|\bi\ zamow|\bsprawdz\ (?:teraz|oferte|juz)|\bkup\ teraz
        |\bzapytaj\ o\ (?:wycen|ofert)
        |\bodbierz\ (?:raport|rabat|bonus|prezent|nagrod|kod)|\bnie\ czekaj|\btylko\ (?:do\ (?:konca|\d)|dzis|teraz)
        |\bostatnie\ (?:sztuki|dni)|\bclick\ here|\bbuy\ now|\border\ now|\bact\ now|\bzadzwon\ juz
        |\bumow\ (?:sie\ na\ )?
        (?:prezentacj|bezplatn\w+\ (?:konsultacj|audyt)|rozmowe\ handlow)""",
    "seo": r"""
        \bseo\b|\bpozycjonowani|\b(?:wyszukiwarce|wynikach)\ google|\bwidoczn\w+\ w\ google|\btop\ ?\d\b
        |\baudyt\w*\ (?:strony|seo)
        |\bdarmowy\ audyt|\bruch\w*\ na\ stron|\bbacklink|\blink\ building|\bstron\w*\ internetow\w+\ dla\ firm
        |\bleady\b
        |\bpozyskiwani\w+\ klientow|\bfirst\ page\ of\ google|\branking\ in\ google""",
    "money": r"""
        \bkredyt|\bpozyczk\w+\ (?:bez|dla)|\bkrypto\w*|\bbitcoin|\bwygral\w*\ (?:pan|nagrod)|\bnagrod\w+\ pieniezn
        |\binheritance
        |\blottery|\bmillion\ (?:usd|dollars|euro)|\bfotowoltai|\bpomp\w*\ ciepla|\bleasing|\bcasino|\bviagra
        |\bbeneficiary
        |\b(?:przesylka|paczka)\ oczekuje|\b(?:doplat|oplac)\w+\ (?:do\ )?przesylk""",
    "account": r"""
        \bkonto\ (?:\w+\ )?zostanie\ (?:zablokowan|zawieszon|usuniet)|\bzweryfikowac\ (?:haslo|konto|dane)
        |\bzaloguj\ sie\ (?:tutaj|teraz|natychmiast)|\bverify\ your\ (?:account|password|mailbox)
        |\b(?:paczk|przesylk)\w+\b.{0,60}\bdopla[ct]\w*|\b(?:dopla|opla)[ct]\w*\b.{0,60}\bw\ ciagu\ \d+\ godz
        |\bskrzynka\ (?:jest\ )?(?:pelna|zostanie)""",
    "sales": r"""
        \bdzial\w*\ (?:sprzedazy|handlow)|\bprzedstawiciel\w*\ firmy
        |\bhandlow(?:iec|cy|ca)\b|\bnasi\ klienci|\boszczedz\w+\ (?:nawet\ )?do
        |\bdoradca\ (?:klienta|handlowy)|\bprzedstawiciel\ handlowy|\baccount\ manager
        |\bspecjalist\w+\ ds\.?\ sprzedazy
        |\bopiekun\ klienta|\bsales\ (?:manager|team)|\binformacj\w+\ handlow|\bw\ rozumieniu\ art
        |\bmiesiecy\ gwarancji
        |\bzwrot\ pieniedzy|\bgwarantujemy|\bzapraszam\w*\ do\ (?:zakupu|wspolpracy|skladania\ zamowien
        |zapoznania\ sie\ z\ ofert)
        |\bnasza\ firma|\bjako\ (?:firma|producent|dystrybutor|lider)|\bhurtowni|\bdostawa\ (?:gratis|w\ \d|kurier)
        |\bdla\ (?:firm\ i\ instytucji|instytucji\ publicznych)|\bzadowolonych\ klientow|\bnaszych\ klientow""",
}
_OFFER_SIGNS = {name: Sought(pattern, re.VERBOSE) for name, pattern in _SIGNS.items()}
_SCAM = Sought(
    r"""\b(?:inheritance|business\ proposal|beneficiary|lottery|million\ (?:usd|dollars|euros?)|next\ of\ kin
        |bank\ (?:account
        |transfer|details)|congratulations
    |widow|claim
    |you\ have\ (?:won|been\ selected)|donate
    |bitcoin|wallet|investment|confidential\ transaction|atm\ card|late\ (?:client|husband)|donation\ of|spadek
    |spadkobierc\w*
    |kryptowalut\w*|milion\w*\ (?:euro|dolarow|usd)|\d\ ?000\ 000\ (?:euro?|dolarow|usd)
    |zmarl\w+\ klient\w*|dan\w+\ (?:panstwa\ |twojego\ )?konta|przelew\w*|zagraniczn\w+\ bank\w*)\b""",
    re.VERBOSE,
)
_ASKS_CENTRE = Sought(
    r"""\brezerwacj[aie]\b|\bzarezerwowa|\bw?ypozycz|\buzyczeni|\budostepni(?:eni|c)|\bporad[ayeo]?\b
    |\bpros(?:ze|imy)\ o\ (?:sal|rezerw|termin|mozliwosc|przesuniecie|przeniesienie|wypozyczenie)
    |\b(?:chcielibysmy|chcialabym|chcialbym)\ (?:zarezerw|wypozycz|umowic|sie\ umowic|prosic|zglosic)
    |\bpotrzebujemy\ (?:sal|miejsc)|\bnasz\w*\ (?:stowarzyszeni|fundacj|organizacj|kol[oaeu]\b|klub)""",
    re.VERBOSE,
)
_NEWSLETTER = Sought(
    r"""^\W*(?:newsletter|biuletyn)\b|\bw\ numerze\s?:
    |\bw\ (?:tym|biezacym|najnowszym)\ (?:numerze|wydaniu|newsletterze|biuletynie)|\b(?:newsletter
        |biuletyn)\b.{0,20}(?:nr|\d)
    |\botrzymujesz\ (?:te|ta)\ wiadomosc,?\ (?:bo|poniewaz|gdyz)|\bzobacz\ (?:te\ )?wiadomosc\ w\ przegladarce
    |\bwyswietl\ (?:\w+\ )?w\ przegladarce|\bview\ (?:this\ email\ )?in\ (?:your\ )?browser|\b(?:wiesci
    |aktualnosci)\b.{0,40}\bnr\ \d
    |\bzapisal\w*\ sie\ (?:do|na)\ (?:newsletter|list|biuletyn)""",
    re.VERBOSE,
)

_HEAVY = frozenset(("unsubscribe", "seo", "money", "sales"))
"""Kinds that hardly ever stand in a letter to the Centre: each weighs as much as two others."""
_TO_BUYERS = frozenset(("unsubscribe", "offer", "urge", "seo", "sales", "account"))
_NEEDS = Sought(
    r"\b(?:potrzebuje(?:my)?|szukam|szukamy|planuje(?:my)?|zastanawia\w+\ sie|chce(?:my)?|chciel\w+|dostalismy)\b"
)
_LEAVES = Sought(r"\b(?:chcial\w*|chce|prosze|prosimy|musze|musimy)\b.{0,40}\bwypisa")
"""Who takes back an enrolment or a subscription of their own."""


def offer_signs(text: str) -> set[str]:
    """Which kinds of an advertisement's signs stand in a folded text."""
    found = {name for name, pattern in _OFFER_SIGNS.items() if pattern.search(text)}
    return found - {"unsubscribe"} if _LEAVES.search(text) else found


def weight(signs: set[str]) -> int:
    """How heavily signs weigh together; 0 where none turns to a buyer: a person may write of loans and prices."""
    if not signs & _TO_BUYERS:
        return 0
    return sum(3 if sign == "account" else 2 if sign in _HEAVY else 1 for sign in signs)


def is_scam(text: str) -> bool:
    """Whether a folded text heaps up what only swindlers write of together."""
    return len(set(_SCAM.findall(text))) >= 3


def asks_the_centre(text: str) -> bool:
    """Whether a folded text asks for what the Centre gives: then signs of an offer weigh less."""
    return bool(_ASKS_CENTRE.search(text))


def speaks_of_needs(text: str) -> bool:
    """Whether a folded text speaks of what its writers need, as an advertisement does not."""
    return bool(_NEEDS.search(text))


def is_newsletter(text: str) -> bool:
    """Whether a folded text calls itself a newsletter."""
    return bool(_NEWSLETTER.search(text))
