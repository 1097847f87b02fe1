"""Words with a capital, or unknown to the dictionary, that name nobody: what letters to the Centre are made of."""

from functools import lru_cache

from mail_ingest.corrections.grammar import forms_of, forms_restored
from mail_ingest.reading.sender.organisation_words import ABBREVIATIONS, FOREIGN_TYPES, FUNCTIONS, PLACES, TYPES
from mail_ingest.reading.words.morphology import fold, words

LEMMAS = frozenset(
    fold(lemma)
    for lemma in words(
        """
        pan pani państwo szanowny drogi dzień dobry witać pozdrawiać pozdrowienie poważanie wyraz szacunek dzięki
        kalisz babina centrum organizacja pozarządowy miasto miejski urząd wydział sprawa społeczny obywatelski
        poniedziałek wtorek środa czwartek piątek sobota niedziela styczeń luty marzec kwiecień maj czerwiec lipiec
        sierpień wrzesień październik listopad grudzień wielkanoc wigilia zaduszki boży narodzenie ciało wielki
        święto rok godzina termin data miejsce czas osoba uczestnik liczba ilość
        sala salka hol foyer przestrzeń wspólny wykładowy konferencyjny warsztatowy mały duży otwarty parter piętro
        rzutnik projektor ekran laptop komputer nagłośnienie głośnik mikrofon flipchart tablica drukarka ksero
        kamera krzesło stół stolik wideokonferencja sprzęt rezerwacja wypożyczenie prośba pytanie zgłoszenie odwołanie
        zmiana potwierdzenie przesunięcie zapis zaproszenie informacja oferta dotacja grant konkurs wniosek statut
        porada konsultacja doradca prawnik księgowy prawny finansowanie zebranie spotkanie warsztat szkolenie walny
        próba zajęcia wykład kurs promocja adres rejestrowy siedziba umowa telefon tel kom mail mob fax nip krs regon
        konto numer nr strona www facebook instagram zoom teams internet wifi rodo statutowy zarząd członek prezes
        temat treść załącznik wiadomość list odpowiedź cc dw do od wysłano data kontakt biuro sekretariat
        nowy stary główny ogólny pierwszy drugi trzeci ostatni kolejny następny każdy cały kaliski
        potrzebny konieczny niezbędny wolny miły pilny ważny wskazany chętny dodatkowy planowany dostępny możliwy
        """
    )
)
WRITTEN = frozenset(
    fold(word)
    for word in words(
        """
        from to subject sent date wrote on re fw fwd odp pd aw wg cc dw bcc mon tue wed thu fri sat sun jan feb mar apr
        may jun jul aug sep oct nov dec monday tuesday wednesday thursday friday saturday sunday outlook gmail iphone
        android samsung galaxy onet wp interia thunderbird windows word excel pdf doc docx ok ps pozdr dzien prosze
        sale poniedzialek wykladowa wykladowej godz tel kom ul al os im sw nr szt zl pln tys mln mb gb itp itd tj np
        ww tzn dr mgr inz hab prof ks lek ngo cop um rodo pit cit vat zus bhp us opp nip krs regon iban pl pesel
        online offline workshop wi-fi hdmi usb vga powerpoint flipchart e-mail email mail www http https
        """
    )
)
_KINDS = TYPES | PLACES | FUNCTIONS | FOREIGN_TYPES
_NAMES = ("Kalisz", "Babina", "Wielkanoc", "Wigilia", "Zaduszki", "Internet", "Facebook", "Polska")
_CAPITALS = frozenset(fold(word) for word in ABBREVIATIONS)


@lru_cache(maxsize=20_000)
def is_safe(word: str) -> bool:
    """Whether a word names nobody although it has a capital or the dictionary does not know it."""
    if fold(word) in WRITTEN | _CAPITALS:
        return True
    found = forms_of(word) or forms_restored(word)
    return any(form.lemma in _NAMES or fold(form.lemma) in LEMMAS | _KINDS for form in found)


@lru_cache(maxsize=20_000)
def is_kind(word: str) -> bool:
    """Whether a word says what an organisation is ("Klub", "UKS") or that it is of Kalisz, not which one it is."""
    return fold(word) in _CAPITALS or any(
        fold(form.lemma) in _KINDS or form.lemma in ("Kalisz", "kaliski", "miejski")
        for form in (*forms_of(word), *forms_restored(word))
    )
