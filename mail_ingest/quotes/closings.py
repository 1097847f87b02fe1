"""The phrases with which letters open and close."""

import re
from functools import lru_cache

from mail_ingest.reading.sender.names import is_person
from mail_ingest.reading.words.folding import fold_text

# Closing phrases, as `fold` leaves them: lower case, without diacritics.
_CLOSING = re.compile(
    r"""\W*(?:
    (?:ze?|lacze)\ (?:\w+\ ){0,3}?(?:powazaniem|szacunk(?:u|iem)|uszanowani(?:a|em)|pozdrowieni\w+|wdziecznoscia
    |wyrazami
        |wyrazy|czuwaj\w*|uklonami)(?:\ (?:szacunku|uszanowania|wdziecznosci|zyczliwosci))?
    |(?:(?:serdecznie|goraco|cieplo|mocno|najserdeczniej|bardzo|jeszcze\ raz|raz\ jeszcze|slicznie)\ )?pozdrawiam\w*
        (?:\ (?:serdecznie|goraco|cieplo|mocno|panstwa|was|wszystkich|i\ \w+))*
    |(?:serdeczne\ |gorace\ |cieple\ )?pozdrowienia|pozdro\w*|pozdr|pzdr|serdecznosci|sciskam\w*|usciski|caluje
    |(?:(?:z\ gory|bardzo|serdecznie|uprzejmie|pieknie|slicznie|i)\ )*(?:dziekuje\w*|dzieki)
        (?:\ (?:z\ gory|bardzo|serdecznie|wielkie|slicznie|uprzejmie))*(?:\ za(?:\ \w+){1,4})?
        (?:\ i\ (?:serdecznie\ )?(?:pozdrawia\w+|czekam\w*(?:\ na\ \w+)?))?
    |do\ (?:zobaczenia|uslyszenia|widzenia|milego)|czuwaj|szczesc\ boze|z\ bogiem|darz\ bor|ahoj|bywaj(?:cie)?
    |(?:zycz[ey]\w*\ )?(?:milego|dobrego|udanego|spokojnego|zdrowych|wesolych|pogodnych)(?:\ \w+){1,4}
    |wszystkiego\ (?:dobrego|najlepszego)
    |(?:(?:kind(?:est)?|best|warm(?:est)?)\ )?regards|all\ the\ best|best(?:\ wishes)?
    |yours(?:\ (?:sincerely|faithfully|truly))?|sincerely(?:\ yours)?|cheers|take\ care|respectfully
    |(?:(?:many\ )?thanks|thank\ you)(?:\ (?:in\ advance|a\ lot|very\ much|again|so\ much))*
    |[зі]\ (?:\w+\ )?(?:повагою|пошаною|побажаннями)|(?:(?:щиро|дуже|заздалегідь|наперед)\ )*(?:дякую|дякуємо)
    |гарного\ дня|(?:усього|всього)\ наикращого
    )(?!\w)""",
    re.VERBOSE,
)
_THANKS = re.compile(r"\b(?:dziek|thank|дяку)")
_GREETING = re.compile(
    r"^[^\w\n]*(?:dzien dobry|witam\w*|czesc|hej\w*|siema|szanown\w+(?: \w+){0,3}|dro[dg]\w+(?: \w+){0,2}|hello|hi|dear"
    r"|good \w+"
    r"|добрии (?:день|вечір)|доброго дня|вітаю)\b[^\n.!]{0,40}(?:[,.!]|$)",
    re.MULTILINE,
)


LONGEST_CLOSING = 90
"""Characters of a closing phrase with the name behind it."""


def is_closing(line: str) -> bool:
    """Whether a line is a closing phrase ("Z poważaniem"), alone or with the name behind it."""
    if len(line) > LONGEST_CLOSING:
        line = " ".join(line.split())
    return len(line) <= LONGEST_CLOSING and _closes(line)


@lru_cache(maxsize=1_000)
def _closes(line: str) -> bool:
    """The same of a short line; it is asked for from above, from below and for the signature."""
    squeezed = " ".join(line.split())
    match = _CLOSING.match(fold_text(squeezed))
    if match is None:
        return False
    behind = squeezed[match.end() :]
    rest = behind.strip(" ,.!;:)-–—/|")
    if not any(char.isalnum() for char in rest):
        return True
    if re.match(r"\s*[/|]", behind):
        return is_closing(rest)
    if re.match(r"\s*[.!?]", behind):
        return is_person(" ".join(rest.split()[:2]))
    return (rest[0].isupper() and len(rest.split()) <= 8) or (rest.startswith("i ") and len(rest.split()) <= 5)


def is_thanks(line: str) -> bool:
    """Whether a line thanks: a closing that can also be all that a letter says."""
    return bool(_THANKS.search(fold_text(line)))


def without_greeting(folded: str) -> str:
    """A folded text without its opening phrases."""
    return _GREETING.sub("", folded)
