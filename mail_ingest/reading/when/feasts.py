"""Days that have a name: "w Wielki Czwartek", "w Boże Ciało", "w długi weekend", "w majówkę".

Public holidays come from the `holidays` library; the days before and after Easter are counted from it.
"""

from collections.abc import Callable
from datetime import date, timedelta

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.items import Item
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.when.values import Days, Span
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import fold, words
from mail_ingest.reading.words.numerals import Numeral


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: calendar.easter(year) + timedelta(days=days)


_FEASTS: dict[str, tuple[Callable[[int], date], list[str]]] = {
    "tlusty": (_from_easter(-52), ["tłusty czwartek"]),
    "ostatki": (_from_easter(-47), ["ostatki", "śledzik", "=Shrove =Tuesday"]),
    "popielec": (_from_easter(-46), ["środa popielcowy", "popielec", "=Ash =Wednesday"]),
    "palmowa": (_from_easter(-7), ["niedziela palmowy", "palmowy niedziela", "=Palm =Sunday"]),
    "wielki poniedzialek": (_from_easter(-6), ["wielki poniedziałek"]),
    "wielki wtorek": (_from_easter(-5), ["wielki wtorek"]),
    "wielka sroda": (_from_easter(-4), ["wielki środa"]),
    "wielki czwartek": (_from_easter(-3), ["wielki czwartek", "=Maundy =Thursday"]),
    "wielki piatek": (_from_easter(-2), ["wielki piątek", "=Good =Friday"]),
    "wielka sobota": (_from_easter(-1), ["wielki sobota", "=Holy =Saturday"]),
    "wielkanoc": (
        _from_easter(0),
        [
            "niedziela wielkanocny",
            "pierwszy święto wielkanoc",
            "wielkanoc",
            "=Easter =Sunday",
        ],
    ),
    "lany": (
        _from_easter(1),
        ["poniedziałek wielkanocny", "lany poniedziałek", "śmigus dyngus", "=Easter =Monday"],
    ),
    "zielone": (
        _from_easter(49),
        ["=zielone =świątki", "=zielonych =świątek", "=zielonych =świątkach", "zesłanie =Ducha"],
    ),
    "boze cialo": (_from_easter(60), ["boży ciało", "=Corpus =Christi"]),
    "nowy rok": (_fixed(1, 1), ["nowy =rok", "=Nowego =Roku", "=New =Year's =Day"]),
    "trzech kroli": (
        _fixed(1, 6),
        [
            "święto =trzech =króli",
            "=trzech =króli",
            "=trzech =królach",
            "=trzem =królom",
            "objawienie =pański",
            "=Epiphany",
        ],
    ),
    "walentynki": (_fixed(2, 14), ["walentynki"]),
    "dzien babci": (_fixed(1, 21), ["dzień =babci"]),
    "dzien dziadka": (_fixed(1, 22), ["dzień =dziadka"]),
    "dzien ziemi": (_fixed(4, 22), ["dzień =Ziemi"]),
    "dzien chlopaka": (_fixed(9, 30), ["dzień =chłopaka"]),
    "dzien kobiet": (_fixed(3, 8), ["dzień =kobiet"]),
    "prima": (_fixed(4, 1), ["=prima =aprilis"]),
    "swieto pracy": (_fixed(5, 1), ["święto =pracy"]),
    "dzien flagi": (_fixed(5, 2), ["dzień =flagi", "święto =flagi"]),
    "trzeciego maja": (_fixed(5, 3), ["święto =konstytucji"]),
    "dzien matki": (_fixed(5, 26), ["dzień =matki"]),
    "dzien dziecka": (_fixed(6, 1), ["dzień =dziecka"]),
    "dzien ojca": (_fixed(6, 23), ["dzień =ojca"]),
    "swietojanska": (_fixed(6, 23), ["noc =świętojańska"]),
    "wniebowziecie": (
        _fixed(8, 15),
        ["wniebowzięcie", "święto =wojska =polskiego", "=matki =boskiej =zielnej", "=matkę =boską =zielną"],
    ),
    "nauczyciela": (_fixed(10, 14), ["dzień =nauczyciela", "dzień =edukacji =narodowej"]),
    "wszystkich": (_fixed(11, 1), ["=wszystkich =świętych", "dzień =wszystkich =świętych"]),
    "zaduszki": (_fixed(11, 2), ["dzień =zaduszny", "zaduszki"]),
    "niepodleglosci": (_fixed(11, 11), ["święto =niepodległości", "dzień =niepodległości"]),
    "andrzejki": (_fixed(11, 30), ["andrzejki"]),
    "barborka": (_fixed(12, 4), ["barbórka"]),
    "mikolajki": (_fixed(12, 6), ["mikołajki"]),
    "wolontariusza": (_fixed(12, 5), ["dzień =wolontariusza"]),
    "wigilia": (_fixed(12, 24), ["wigilia", "wigilia =Bożego =Narodzenia", "=Christmas =Eve"]),
    "boze narodzenie": (
        _fixed(12, 25),
        ["boży =narodzenie", "=bożego =narodzenia", "=Christmas =Day"],
    ),
    "drugi dzien": (_fixed(12, 26), ["=Boxing =Day"]),
    "sylwester": (_fixed(12, 31), ["sylwester", "=New =Year's =Eve"]),
}
_LEXICON = Lexicon({name: phrases for name, (_, phrases) in _FEASTS.items()})
_LOOSE = frozenset(
    (
        *words("andrzejki mikolajki walentynki ostatki zaduszki sylwester wigilia nauczyciela wolontariusza barborka"),
        *words("prima swietojanska wniebowziecie"),
        *(f"dzien {whose}" for whose in words("dziecka kobiet matki ojca flagi babci dziadka ziemi chlopaka")),
    )
)


def feast_at(scan: Scan, index: int) -> Found | None:
    """The feast that begins at this token; names that are events as well ("andrzejki") need "w" or "na" before."""
    match = _LEXICON.at(scan.text, index)
    if match is None:
        return None
    lead = scan.word(index - 1)
    if match.concept in _LOOSE and index > 0 and lead not in ("w", "we", "dnia", "on", "przed", "po", "przeddzien"):
        return None
    year_at = match.last + 1
    digits = scan.digits(year_at)
    last = match.last
    day = _FEASTS[match.concept][0]
    if len(digits) == 4 and 1900 < int(digits) < 2100:
        found, last = day(int(digits)), year_at
    else:
        found = day(scan.today.year)
        if found < scan.today:
            found = day(scan.today.year + 1)
    return Found(index, last, Days((found,)))


def long_weekend_at(scan: Scan, index: int) -> Found | None:
    """ "długi weekend (majowy)", "majówka"."""
    if scan.has(index, "majowka"):
        year = scan.today.year + (scan.today > date(scan.today.year, 5, 3))
        return (
            Found(index, index, Span(date(year, 5, 1), date(year, 5, 3), True))
            if scan.word(index - 1) in ("w", "na", "po", "przed")
            else None
        )
    if not scan.has(index, "long") or not scan.has(index + 1, "weekend"):
        return None
    last, number = index + 1, scan.numbered(index + 2, "monthly:")
    if number > 0:
        last += 1
    elif scan.word(index + 2) == "w" and scan.numbered(index + 3, "month:") > 0:
        last, number = index + 3, scan.numbered(index + 3, "month:")
    return Found(index, last, Span(*calendar.long_weekend(scan.today, max(number, 0)), True))


def beside_feast(scan: Scan, index: int) -> Item | None:
    """ "dzień po Bożym Ciele", "tydzień przed Wielkanocą", "w przeddzień Wigilii"."""
    number = scan.number(index)
    count, at = (number.value, number.last + 1) if number else (1, index)
    days = 7 if scan.has(at, "week") else 1 if scan.has(at, "day") else 0
    sign = {"po": 1, "przed": -1}.get(scan.word(at + 1), 0) if days else 0
    if scan.word(at) == "przeddzien":
        days, sign, at = 1, -1, at - 1
    if not days or not sign or count > 30 or at + 2 >= scan.size:
        return None
    feast = feast_at(scan, at + 2)
    if feast is None or not isinstance(feast.value, Days):
        return None
    day = feast.value.days[0] + timedelta(days=sign * days * count)
    return Item(index, feast.last, ((day, day),))


def holidays_at(scan: Scan, index: int) -> Found | None:
    """ "w święta", "w Święta Bożego Narodzenia", "drugi dzień świąt", "pierwszego dnia Wielkanocy"."""
    number = scan.number(index)
    nth = number.value if number and number.kind is Numeral.ORDINAL and scan.has(number.last + 1, "day") else 0
    if nth not in (1, 2):
        if scan.word(index) not in ("swieta", "swiat") or scan.word(index - 1) not in _IN_HOLIDAYS:
            return None
        which, last = _which_holidays(scan, index + 1)
        return Found(index, last, Span(*calendar.next_holidays(scan.today, which), True))
    at = number.last + 2 if number else index
    which, last = _which_holidays(scan, at + (scan.word(at) == "swiat"))
    if not which and scan.word(at) != "swiat":
        return None
    return Found(index, last, Days((calendar.next_holidays(scan.today, which)[nth - 1],)))


_IN_HOLIDAYS = frozenset(words("w we podczas czasie przez trakcie okresie"))


def _which_holidays(scan: Scan, at: int) -> tuple[str, int]:
    """("easter", "christmas" or "", last token) of what stands behind "święta"."""
    word = scan.word(at)
    if word.startswith("wielkanoc"):
        return "easter", at
    if word == "wielkiej" and scan.word(at + 1) == "nocy":
        return "easter", at + 1
    if word == "bozego" and scan.word(at + 1).startswith("narodzeni"):
        return "christmas", at + 1
    return ("christmas", at) if word in ("bozonarodzeniowe", "bozonarodzeniowych") else ("", at - 1)


def begins_feast(raw: str) -> bool:
    """Whether the name of a feast may begin with this word."""
    return _LEXICON.begins(raw) or fold(raw) in ("swieta", "swiat")
