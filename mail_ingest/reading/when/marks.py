"""Words that join or carry over: "lub", "odpowiednio", "te same godziny", "cały dzień", "zamiast"."""

from mail_ingest.reading.when.beginnings import Beginning
from mail_ingest.reading.when.scan import ORS, Found, Scan
from mail_ingest.reading.when.values import Mark
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import fold, words

_LISTED = {
    "or": """
        =w razie czego, =jeśli nie, =jeżeli nie, =jak nie, =gdyby nie, =a jak nie, =a jeśli nie, =alternatively,
        =w drugiej kolejności, =plan B, =można też, =może też być, =w ostateczności,
        =może być, =mogłoby być, =mógłby być, =jest zajęta,
        =jest zajęty, =będzie zajęta, =będzie zajęty, =był zajęty, =była zajęta, =jest niedostępna, ewentualny,
        rezerwowy, zapasowy, alternatywny, =drugi termin, drugi wybór, drugi opcja, drugi wariant, drugi propozycja,
        =będź, =alternatywą, =zapasowo, =rezerwowo, =if not, =otherwise, =якщо ні
    """,
    "any": """
        =do wyboru, =wszystko jedno, =którykolwiek, =którymkolwiek, =obojętnie który, =obojętne który,
        =obojętnie kiedy, =który z nich, =która z nich, =które z nich, =który z tych, =wystarczy jeden,
        =wystarczy nam jeden, =jeden nam wystarczy, =jeden wystarczy,
        =jeden z terminów, =jednym z terminów, =jednego z terminów, =któryś z, =którymś z,
        =któregoś z, =either, =whichever, =на вибір, =też pasuje, =też nam pasuje, =też by pasował, =też odpowiada,
        =też może być, =również pasuje, =również odpowiada, =też wchodzi w grę, =wchodzi w grę, jeden =z dzień,
        jeden =z ten dzień, jeden =z ten termin, jeden =z podany termin, jeden =z poniższy termin,
        jeden =z następujący termin, jeden =z wymieniony termin, jeden =z dwóch termin, jeden =z trzech termin
    """,
    "same hours": """
        =te same godziny, =tych samych godzinach, =godziny te same, =godziny bez zmian, =ta sama godzina,
        =o tej samej porze, =tej samej godzinie, =same hours, =same time, =godzina bez zmian, =godzina ta sama,
        =w tych godzinach, =ті самі години
    """,
    "same day": """
        =tego samego dnia, =ten sam dzień, =tym samym dniu, =dzień bez zmian, =same day, =того ж дня
    """,
    "whole day": """
        całodniowy, =cały dzień, =całodniowo, =przez cały dzień, =całego dnia, =all day, =whole day, =весь день,
        =całe dnie
    """,
    "instead": """
        =zamiast, =instead of, =замість, =w miejsce
    """,
}
"""Phrases, parted by commas; "=" before a phrase: these forms only."""


def _entries(listed: str) -> list[str]:
    found = (" ".join(phrase.split()) for phrase in listed.split(","))
    return [phrase if phrase[0] != "=" else phrase.replace(" ", " =") for phrase in found]


_PHRASES = Lexicon({name: _entries(listed) for name, listed in _LISTED.items()}, typos=False)


def mark_at(scan: Scan, index: int) -> Found | None:
    """The joining word or phrase that begins at this token."""
    if scan.has(index, "respectively"):
        return Found(index, index, Mark("respectively"))
    word = scan.word(index)
    if word == "pierwszego" and scan.word(index + 1) == "dnia":
        return Found(index, index + 1, Mark("respectively"))
    if word in ORS:
        return Found(index, index, Mark("or"))
    if word in _OPTIONS and scan.word(index + 1) in _SECOND:
        return Found(index, index + 1, Mark("or"))
    if word in _IF and (last := _unless(scan, index)):
        return Found(index, last, Mark("or"))
    match = _PHRASES.at(scan.text, index)
    return Found(index, match.last, Mark(match.concept)) if match else None


_OPTIONS = frozenset(words("opcja wariant propozycja wersja"))
_SECOND = frozenset(words("2 3 b c ii iii dwa druga drugi"))
_IF = frozenset(words("jesli jezeli jak gdyby jakby razie"))
_TAKEN = frozenset(words("zajety niedostepny niemozliwy kolidowac odpasc brak niepogoda deszcz kolizja odmowa"))
_HARMLESS = frozenset(words("problem klopot przeszkadzac sprawiac stanowic"))


def _unless(scan: Scan, index: int) -> int:
    """The last token of "gdyby się nie dało", "jeśli termin jest zajęty"; 0 where nothing stands in the way."""
    sentence = scan.tokens[index].sentence
    for n in range(index + 1, min(index + 7, scan.size)):
        token = scan.tokens[n]
        if token.sentence != sentence or token.raw in ",.;" or not token.is_word:
            return 0
        if _TAKEN & set(token.lemmas):
            return n
        if token.folded == "nie":
            following = scan.tokens[n + 1] if n + 1 < scan.size else None
            harmless = following is not None and following.is_word and bool(_HARMLESS & set(following.lemmas))
            return 0 if harmless else n
    return 0


def begins_mark(raw: str) -> bool:
    """Whether a joining phrase may begin with this word."""
    return _PHRASES.begins(raw) or fold(raw) in _OPTIONS or fold(raw) in _IF


_MARKS = Beginning(words=ORS | _OPTIONS | _IF | {"pierwszego"}, tags=frozenset({"respectively"}))


def may_be_mark(raw: str) -> bool:
    """Whether a joining word, or a phrase of them, may begin with this word."""
    return _MARKS.fits(raw) or _PHRASES.begins(raw)
