"""Words around a date that tell what it is the date of: a document, a deadline, a change, a thing elsewhere."""

from functools import lru_cache

from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import CACHED_WORDS, lemmas, words

_CUES = {
    "document": "ustawa uchwała zarządzenie umowa pismo faktura rozporządzenie wypowiedzenie aneks statut protokół"
    " wpis decyzja akt porozumienie regulamin postanowienie wyrok rozmowa wiadomość mail list dyrektywa wniosek"
    " zaświadczenie odpis notatka korespondencja e-mail =act =agreement =contract =letter =decree =email =закон"
    " =закону =договір =договору",
    "deadline": "odpowiedź potwierdzenie potwierdzić zapisy nabór rekrutacja złożyć składać wysłać przesłać"
    " rozliczyć rozliczenie odpowiedzieć ważny obowiązywać sprawozdanie upływać upłynąć mijać dostarczyć uwaga"
    " promocja zgłaszać zgłoszenie rejestracja zapłacić wpłata płatność zebrać zbierać najpóźniej decyzja podać"
    " odpowiadać informacja oddać zabrać urlop deadline =reply =confirm =submit =apply =respond =відповідь"
    " =реєстрація",
    "elsewhere": "egzamin urlop zbiórka remont ferie biwak zabieg wyjazd nabór rekrutacja zapisy wybory =exam",
    "aside": "wysłać podpisać podpisanie zaprosić zapraszać ogłosić opublikować wyjechać wrócić wracać dostarczyć"
    " dowieźć przywieźć opłacić przelać wypłynąć wyjeżdżać =sign =invite =publish",
    "asked": "sala salka prosić poprosić prośba potrzebować rezerwacja zarezerwować zajęcia spotkanie spotykać zebranie"
    " warsztat warsztaty próba szkolenie wypożyczyć wypożyczenie pożyczyć udostępnić udostępnienie wynająć"
    " konsultacja porada umówić =room =book =workshop =meeting =зал =залу =зустріч",
    "change": "przenieść przełożyć przesunąć zmienić zmiana odwołać odwoływać zrezygnować rezygnować rezygnacja"
    " anulować anulowanie zamienić przeniesienie przełożenie przesunięcie wycofać odwołanie przekładać przenosić"
    " przesuwać skreślić wykreślić"
    " wypisać =move =reschedule =cancel =change =postpone =shift =перенести =скасувати =змінити =скасовуємо"
    " =переносимо",
    "booked": "rezerwacja zarezerwować rezerwować termin planować zaplanować umówić mieć chcieć zamówić zależeć pasować"
    " proponować zaproponować zamawiać wstępnie potrzebować myśleć =booked =reserved =planned =scheduled =booking"
    " =reservation =хотіли =хотіла =хотів =планували =бронювання",
    "contact": "telefon =tel dzwonić zadzwonić oddzwonić kontakt kontaktować autobus pociąg odjazd dyżur praca"
    " biuro dostępny numer sekretariat czynny otwarty =call =phone =bus =train =дзвонити =телефонувати =дзвоніть",
    "pickup": "odebrać odbierać odbiór zabrać zabierać wziąć =pick =collect =забрати =заберемо",
    "thanks": "dziękować podziękowanie podziękować",
    "return": "odwieźć odwozić oddać oddawać zwrócić zwracać zwrot odwieźć odnieść =return =повернути =повернемо",
}
_LEXICON = Lexicon({cue: words(listed) for cue, listed in _CUES.items()}, typos=False)


@lru_cache(maxsize=CACHED_WORDS)
def cues_of(raw: str) -> frozenset[str]:
    """What this word tells of a date beside it. The conditional ("zabralibyśmy") is found by its lemma."""
    found = set(_LEXICON.concepts(raw))
    if not found and len(raw) > 7:
        for lemma in lemmas(raw):
            found.update(_LEXICON.concepts(lemma))
    if "asked" in found:
        found.discard("deadline")  # "zebranie" is a meeting, not what is gathered by some day
    return frozenset(found)
