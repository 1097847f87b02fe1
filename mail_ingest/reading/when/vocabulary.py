"""The words of time, in every inflection: what kind of time word a token is.

`tags(raw)` gives the set of tags of one word: "day:0" (Monday) … "day:6", "month:1" … "month:12", "hour", "week", …
Abbreviations that are other words as well (pt., mar.) carry "short" beside, so that a reader asks for company.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mail_ingest.reading.words.lexicon import TYPO_LENGTH, Lexicon
from mail_ingest.reading.words.morphology import CACHED_WORDS, analyses, fold, forms, words
from mail_ingest.reading.words.numerals import is_numeral, numeral_spelling
from mail_ingest.reading.words.spelling import loose_analyses

DAYS = (
    "poniedziałek poniedziałkowy =monday =mondays =понеділок =понеділка =понеділку =понеділки =понеділкам =понеділками",
    "wtorek wtorkowy =tuesday =tuesdays =вівторок =вівторка =вівторку =вівторки =вівторкам =вівторками",
    "środa środowy =wednesday =wednesdays =середа =середи =середу =середі =середою =середам =середах",
    "czwartek czwartkowy =thursday =thursdays =четвер =четверга =четвергу =четвергом =четверги =четвергам",
    "piątek piątkowy =friday =fridays =п'ятниця =п'ятницю =п'ятниці =п'ятницею =п'ятницям =пятницю",
    "sobota sobotni =saturday =saturdays =субота =суботу =суботи =суботі =суботою =суботам",
    "niedziela niedzielny =sunday =sundays =неділя =неділю =неділі =неділею =неділям",
)
_SHORT_DAYS = (
    "pon pn poniedz pnd mon пн", "wt wto tue tues вт", "śr śro wed ср", "czw czwart cz thu thur thurs чт",
    "pt piąt ptk fri пт", "sob sb sbt sat сб", "niedz nd ndz niedź sun нд",
)  # fmt: skip
MONTHS = (
    "styczeń =january =січень =січня =січні =січнем",
    "luty =february =лютий =лютого =лютому",
    "marzec =march =березень =березня =березні",
    "kwiecień =april =квітень =квітня =квітні",
    "maj =may =травень =травня =травні",
    "czerwiec =june =червень =червня =червні",
    "lipiec =july =липень =липня =липні",
    "sierpień =august =серпень =серпня =серпні",
    "wrzesień =september =вересень =вересня =вересні",
    "październik =october =жовтень =жовтня =жовтні",
    "listopad =november =листопад =листопада =листопаді",
    "grudzień =december =грудень =грудня =грудні",
)
_SHORT_MONTHS = (
    "sty stycz jan січ", "lut feb лют", "mar бер", "kwi kwiec apr квіт", "трав", "cze czerw jun чер",
    "lip jul лип", "sie sierp aug серп", "wrz wrzes sep sept вер", "paź paźdz oct жовт",
    "lis listop nov лист", "gru grudz dec груд",
)  # fmt: skip
_MONTH_ADJECTIVES = words(
    "styczniowy lutowy marcowy kwietniowy majowy czerwcowy lipcowy sierpniowy wrześniowy październikowy"
    " listopadowy grudniowy"
)
_SEASON = {
    "hour": "godzina godzinka =g =godz =godzin =hour =hours =година =години =годину =годин =годині =год",
    "clock": "=h =hrs =uhr",
    "minute": "minuta =min =minute =minutes =mins =хвилина =хвилини =хвилин",
    "quarter": "kwadrans =quarter",
    "day": "dzień =dn =day =days =день =дня =дні =днів =дню =дням",
    "week": "tydzień =tyg =week =weeks =тиждень =тижня =тижні =тижнів =тижню",
    "month": "miesiąc =mies =month =months =місяць =місяця =місяці =місяців",
    "year": "rok =r =year =рік =року =році",
    "weekend": "weekend łikend =weekends =вікенд =вихідні =вихідних",
    "next": "przyszły następny =next =наступний =наступного =наступну =наступної =наступному =наступна =наступні",
    "another": "kolejny =consecutive",
    "nearest": "najbliższy nadchodzący =nadchodzące =nadchodzącym =nadchodzącą =nadchodzącej =nadchodzącego =coming"
    " =upcoming =найближчий =найближчу =найближчого =найближчої =найближчому =найближчі",
    "this": "ten bieżący obecny =this =bm =цей =цю =цього =цієї =цьому =ця",
    "past": "zeszły ubiegły miniony poprzedni =минулий =минулого =минулу =минулої =минулому",
    "final": "ostatni =last =останній =останню =останнього =останньої =останнє",
    "every": "każdy =każdorazowo =every =each =кожен =кожного =кожну =кожної =кожний =кожні =кожне",
    "working": "roboczy powszedni =working =weekday =weekdays =робочі =робочих =будні =буднях =робочий",
    "whole": "cały całodniowy całodzienny =całodniowo =całodziennie =whole =entire =весь =цілий =увесь =всю",
    "long": "długi =long",
    "end": "koniec końcówka =end =кінець =кінця =кінці",
    "start": "początek =beginning =початок =початку",
    "middle": "połowa =middle =половині =половина =половини",
    "noon": "południe =noon =midday =полудень =опівдні",
    "midnight": "północ =midnight =опівночі =північ",
    "morning": "rano ranek poranek poranny =rana =morning =ранку =вранці =зранку =ранок",
    "afternoon": "popołudnie popołudniowy =popoludniu =afternoon",
    "evening": "wieczór wieczorny wieczorowy =wieczorem =evening =вечора =ввечері =увечері =вечором",
    "night": "noc nocny =night =ночі =вночі",
    "today": "dziś dzisiaj dzisiejszy =today =tonight =сьогодні =сьогоднішній",
    "tomorrow": "jutro jutrzejszy =jurto =juto =jutor =tomorrow =завтра =завтрашній =завтрашню =завтрашнього",
    "overmorrow": "pojutrze pojutrzejszy =jutrze =післязавтра",
    "yesterday": "wczoraj wczorajszy przedwczoraj =yesterday =вчора",
    "daily": "codziennie codzienny =daily =щодня =щоденно",
    "weekly": "cotygodniowy =cotygodniowo =weekly =щотижня =щотижнево",
    "fortnightly": "dwutygodniowy =dwutygodniowo =fortnightly =biweekly",
    "monthly": "comiesięczny =comiesięcznie =monthly =щомісяця",
    "except": "oprócz prócz wyjątek wyłączenie wyłączyć pominąć pomijać opuścić =poza =except =excluding =крім =окрім"
    " =винятком",
    "pause": "przerwa odpadać odpaść wypadać =pauza =skip =break",
    "meeting": "spotkanie zajęcia zajęcie raz termin sesja warsztat warsztaty próba trening lekcja zebranie wykład"
    " edycja =times =sessions =meetings =classes =razy =разів =рази =занять =зустрічей =зустрічі",
    "respectively": "odpowiednio =respectively =kolejno =відповідно",
    "first": "pierwszy =first =перший =перша =першу =перше =першого",
    "begin": "począwszy zacząć zaczynać rozpocząć rozpoczynać początek start startować wystartować ruszać ruszyć"
    " inauguracja =starting =beginning =починаючи",
    "finish": "rozejść rozchodzić skończyć kończyć zakończyć zakończenie koniec finał =ending =finishing =finish",
    "same": "sam =bez =same =ті =той =тих",
    "people": "osoba dziecko uczestnik uczestniczka gość człowiek senior seniorka kobieta mężczyzna pan pani zawodnik"
    " członek członkini chłopiec dziewczynka uczeń uczennica słuchacz wolontariusz rodzic mieszkaniec krzesło"
    " stół stolik miejsce sztuka złoty rok lato metr kilometr procent egzemplarz minuta edycja punkt strona"
    " dorosły zaproszony chętny organizacja rodzina młodzież =os =osob =szt =zł =zl =pln =lat =latek =m2 =km =kg =gr"
    " =people =persons =participants =guests =kids =children =years =осіб =особи =людей =дітей =учасників =років",
}
_FEASTS = {
    "easter": "wielkanoc =easter =великдень",
    "christmas": "=christmas",
    "sylwester": "sylwester",
    "wigilia": "wigilia",
    "majowka": "majówka",
    "andrzejki": "andrzejki",
    "mikolajki": "mikołajki",
}


def _entries() -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {f"day:{number}": words(listed) for number, listed in enumerate(DAYS)}
    entries |= {f"month:{number}": words(listed) for number, listed in enumerate(MONTHS, start=1)}
    entries |= {f"monthly:{number}": [adjective] for number, adjective in enumerate(_MONTH_ADJECTIVES, start=1)}
    entries |= {tag: words(listed) for tag, listed in (_SEASON | _FEASTS).items()}
    return entries


_LEXICON = Lexicon(_entries(), shortest=4)


@lru_cache(maxsize=1)
def _short() -> dict[str, frozenset[str]]:
    short: dict[str, frozenset[str]] = {}
    for number, listed in enumerate(_SHORT_DAYS):
        for word in words(listed):
            short[fold(word)] = frozenset({f"day:{number}", "short"})
    for number, listed in enumerate(_SHORT_MONTHS, start=1):
        for word in words(listed):
            short[fold(word)] = short.get(fold(word), frozenset()) | {f"month:{number}", "short"}
    return short


def _day_for_name(raw: str) -> set[str]:
    """The weekday that a small word is one slip from, if it is known as a surname only ("pątek", "sobotta")."""
    found = analyses(raw)
    if not found or not all(lemma[:1].isupper() for lemma, _ in found):
        return set()
    near = (n for n in range(7) for form in forms(DAYS[n].split()[0]) if OSA.distance(form, fold(raw)) == 1)
    return {f"day:{n}" for n in near}


_GLUED = ("wpo", "wew", "wsr", "wcz", "wpi", "wso", "wni", "nap", "naw", "nas", "nac")
"""How a weekday begins that is written together with "w" or "na" ("wczwartek", "nasobotę")."""
_CONDITIONAL = ("bysmy", "byscie", "bym", "bys", "loby", "laby", "liby", "lyby")


@lru_cache(maxsize=CACHED_WORDS)
def tags(raw: str) -> frozenset[str]:
    """The tags of a word as written; empty for a word that says nothing of time."""
    raw = raw.replace("’", "'").replace("ʼ", "'").removesuffix("'s")
    found = _short().get(fold(raw))
    if found:
        return found
    mended = raw if _LEXICON.spells(raw) or not is_numeral(raw) else numeral_spelling(raw)
    concepts = set(_LEXICON.concepts(mended)) if mended is raw or _LEXICON.spells(mended) else set()
    folded = fold(raw)
    if not concepts and folded.endswith(_CONDITIONAL):
        concepts = set(_LEXICON.concepts(folded[: folded.rindex("by")]))
    if not concepts and folded.startswith(_GLUED):
        bare = folded[1:].removeprefix("e") if folded[0] == "w" else folded[2:]
        day = _LEXICON.concepts(bare) if _LEXICON.spells(bare) else ()
        concepts = {tag for tag in day if tag.startswith("day:")}
    if not concepts and raw.islower() and len(raw) >= TYPO_LENGTH:
        concepts = _day_for_name(raw)
    mended = _LEXICON.mend(raw) or folded
    concepts |= {f"adjective:{n}" for n in range(7) if mended in _day_adjectives()[n]}
    return frozenset(concepts)


@lru_cache(maxsize=1)
def _day_adjectives() -> tuple[frozenset[str], ...]:
    return tuple(forms(listed.split()[1]) - forms(listed.split()[0]) for listed in DAYS)


@lru_cache(maxsize=1)
def plural_days() -> frozenset[str]:
    """Folded plural forms of the weekdays that are never singular ("wtorki", "czwartkach", "Tuesdays")."""
    plural = words(
        "poniedziałki wtorki czwartki piątki poniedziałków wtorków śród czwartków piątków sobót niedziel"
        " poniedziałkom wtorkom środom czwartkom piątkom sobotom niedzielom poniedziałkami wtorkami środami czwartkami"
        " piątkami sobotami niedzielami poniedziałkach wtorkach środach czwartkach piątkach sobotach niedzielach"
        " mondays tuesdays wednesdays thursdays fridays saturdays sundays понеділки вівторки четверги понеділкам"
        " вівторкам середам четвергам п'ятницям суботам неділям понеділках вівторках середах четвергах п'ятницях"
    )
    return frozenset(fold(word) for word in plural)


MAYBE_PLURAL_DAYS = frozenset(words("srody soboty niedziele середи суботи"))
"""Forms that are plural after "w" ("w środy") and singular after "do" ("do środy"), or without diacritics."""


@lru_cache(maxsize=20_000)
def misspelt_month(raw: str) -> int:
    """The month that a word after a day's number is one edit away from, even if it is a word itself ("14 kwietna")."""
    folded = fold(raw)
    if len(folded) < 4:
        return -1
    for number, listed in enumerate(MONTHS, start=1):
        genitives = [form for form in forms(listed.split()[0]) if form[:2] == folded[:2] and len(form) > 4]
        if any(OSA.distance(form, folded) <= 1 for form in genitives):
            return number
    return -1


@lru_cache(maxsize=20_000)
def shortened_month(raw: str) -> int:
    """The month that a word with a full stop behind it shortens ("15 kwiet.", "3 wrześ."), or -1."""
    folded = fold(raw)
    if len(folded) < 3:
        return -1
    for number, listed in enumerate(MONTHS, start=1):
        if any(form.startswith(folded) for form in forms(listed.split()[0])):
            return number
    return -1


_FUNCTION_WORDS = Lexicon(
    {
        word: [word]
        for word in words(
            "między pomiędzy ewentualnie około począwszy poczynając wpół alternatywnie przedostatni zamiast przez przed"
            " względnie punktualnie gdyby jeżeli najpóźniej święta święto świąt"
        )
    }
)


@lru_cache(maxsize=CACHED_WORDS)
def spelling(raw: str) -> str:
    """The folded token; a word of time with a slip of the pen as it should be ("pomiedyz", "wotrki", "dwunsatej")."""
    folded = fold(raw)
    if len(raw) < 4 or not raw.isalpha() or _LEXICON.spells(raw):
        return folded
    if is_numeral(raw):
        return numeral_spelling(raw)
    if loose_analyses(raw):  # "wykladowa" lacks its diacritics, and is no slip of "wykładów"
        return folded
    return _FUNCTION_WORDS.mend(raw) or _LEXICON.mend(raw) or folded


class TimeWord(NamedTuple):
    """What one token says of time."""

    spelling: str
    tags: frozenset[str]


@lru_cache(maxsize=CACHED_WORDS)
def time_word(raw: str) -> TimeWord:
    """The spelling and the tags of one token."""
    return TimeWord(spelling(raw), tags(raw))
