"""Lines that a mail program, a firm or a mailing list appends below a letter."""

import re

from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.sought import Sought

# All patterns are of text as `fold` leaves it: lower case, without diacritics.
_PROGRAM_LINE = Sought(
    r"""[\W_]*(?:
    wyslan[eoay]\ (?:z|za|przez|przy)\b.{0,80}$
    |(?:ta\ )?(?:wiadomosc\ )?(?:zostala\ )?wyslana\ (?:z|przez|za\ pomoca)\b.{0,60}$
    |sent\ (?:from|with|via|using)\b.{0,80}$
    |(?:pobierz|get|завантажте)\ (?:aplikacje\ |program\ )?outlook\b
    |(?:надіслано|відправлено|отправлено)\ (?:з|із|с|из|через|за)\b.{0,60}$
    |(?:woln[aey]\ od|bez)\ wirusow\b|virus-free\b
    |(?:ta\ )?wiadomosc\ (?:e-mail\ )?zostala\ (?:sprawdzona|przeskanowana)
    |informacja\ programu\b|(?:\w+\W+){0,4}nie\ zawiera\ wirusow|this\ e-?mail\ has\ been\ (?:checked|scanned)
    |(?:przepraszam\ )?za\ (?:ewentualne\ )?(?:literowki|bledy).{0,60}(?:telefon|smartfon|komork)
    )""",
    re.VERBOSE,
)
_BOILERPLATE = Sought(
    r"""\W*(?:p\W+)?(?:(?:uwaga|zastrzezenie|disclaimer|notice|(?:klauzula|nota)(?:\W+\w+)?)\W+)?
    (?:(?:szanown\w+\s\w+\W+)?(?:uprzejmie\s)?informuj\w+\W+(?:iz|ze)\W+)?(?:
    (?:\w+[^\w\n]+){0,4}?(?:wiadomosc\w*|e-?mail\w*|korespondencj\w+|informacj\w+|zalacznik\w*|message|повідомлення|лист)\b
        .{0,200}?(?:poufn|wylacznie\s(?:dla|do|na)|przeznaczon|tajemnic|confidential|intended|privileged|конфіденц)
    |(?:wspol)?administrator(?:em|zy|ami)?\b(?:\W+\w+){0,5}?\W+danych\b
    |(?:\w+\s){0,3}(?:charakter\w?|stanowi)\s(?:\w+\s)?(?:informacj\w\s)?(?:handlow|marketing|reklam)\w+
    |obowiazek\sinformacyjny\b|confidentiality\s(?:notice|note)|the\s(?:contents?|information)\b.{0,60}\bthis\se-?mail
    |(?:\w+[^\w\n]+){0,2}?(?:klauzul|nota|informacj)\w*\W+
        (?:informacyjn|o\sprzetwarzaniu|o\spoufno|poufno|rodo|dotycz\w+\s(?:przetw|ochron))
    |(?:zgodnie\sz|na\spodstawie|w\szwiazku\sz)\W+
        (?:art\.?\W*1[34]\b|rozporzadzeni\w+\s(?:parlamentu|ogoln)|rodo\b|ustaw\w+\so\sochronie\sdanych).{0,200}?
        (?:inform|dan(?:e|ych)|administrator)
    |(?:pani|pana|panstwa|twoje)\sdane(?:\sosobowe)?\s(?:sa|beda|przetwarza)|dane\sosobowe\b.{0,40}przetwarzan
    |[^\n?]{0,120}\bprzetwarza\w*\b[^?]{0,60}(?:dan\w+\sosobow|rodo)\b[^?]*$
    |(?:zanim|nim|przed)\b.{0,24}(?:wydruk|drukuj)|pomysl\so\ssrodowisku|chron(?:my)?\ssrodowisko
    |czy\s(?:na\spewno\s|naprawde\s)?(?:musisz|trzeba|potrzebujesz)\s\w*druk
    |(?:please\s|before\sprinting\W+)?(?:please\s)?(?:consider|think)\b.{0,60}(?:environment|print)
    |(?:jezeli|jesli|w\sprzypadku|if)\b.{0,80}
        (?:nie\s(?:jest|sa)\w*\b.{0,60}(?:adresat|odbiorc)|omylkow|pomylk[eia]|not\sthe\s(?:intended|named))
    |(?:otrzymal\w*|otrzymujesz|otrzymuja)\b.{0,60}wiadomosc.{0,60}(?:poniewaz|bo\b|gdyz|pomylk)
    |you\s(?:are\sreceiving|received|have\sreceived)\sthis\b
    |(?:aby|jesli|jezeli)\b.{0,60}(?:wypisac|zrezygnowac\sz|anulowac\ssubskryp)|to\sunsubscribe\b
    |(?:jesli|jezeli)\snie\szycz.{0,60}(?:otrzymywa|informacj|ofert)
    |this\s(?:e-?mail|message|communication)\b.{0,120}(?:confidential|intended|privileged|solely)
    |[^\n]{0,160}kapital\w*\s(?:zakladow|akcyjn)|[^\n]{0,160}\bmailing\slist\b$
    |(?:niniejsz\w+\s)?(?:(?:wiadomosc|e-?mail|korespondencja)\s)?nie\sstanowi\b.{0,40}oferty\sw\srozumieniu
    )""",
    re.VERBOSE | re.DOTALL,
)
_FIRM = Sought(
    r"\bsp\.?\s*z\s*o\.?\s*o\b|\bspolka z ograniczon|\bs\.\s?a\.(?=\W|$)|\bspolka akcyjna|\bsp\.?\s*[jk]\."
    r"|\bs\.\s?c\.|\b(?:gmbh|ltd|inc)\b"
)
_REGISTERED = Sought(r"sad(?:zie|em)? rejonow|kapital|\bnip\b|\bkrs\b|\bregon\b|z siedziba|zarejestrowan")
_COURT = Sought(r"sad(?:zie|em)? rejonow|kapital\w* zakladow")
_RULE = re.compile(r"^\s*[-_=*~]{3,}\s*$")


def is_program_line(line: str) -> bool:
    """Whether a mail program wrote this line ("Wysłane z iPhone'a")."""
    return len(line) < 160 and bool(_PROGRAM_LINE.match(fold_text(line)))


def is_boilerplate(paragraph: str) -> bool:
    """Whether a disclaimer, an information clause or a firm's registration note begins here."""
    start = fold_text(paragraph[:400])
    if _BOILERPLATE.match(start):
        return True
    line = start.split("\n", 1)[0]
    if not _FIRM.search(line):
        return False
    return len(_REGISTERED.findall(line)) >= 2 or bool(_COURT.search(start) and len(_REGISTERED.findall(start)) >= 2)


def is_firm(name: str) -> bool:
    """Whether a name bears a commercial company's legal form."""
    return bool(_FIRM.search(fold_text(name)))


def is_rule(line: str) -> bool:
    """Whether the line is but a drawn rule."""
    return bool(_RULE.match(line))
