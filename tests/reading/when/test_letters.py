# ruff: noqa: E501 - a row of a table is one line
"""Days and hours among the other things that a letter tells."""

import pytest

from mail_ingest.reading.when import read_when
from tests.reading.when.table import AT, expected, read, rows

ONE_DAY = """
W zeszłym roku, 12 czerwca, korzystaliśmy z sali. W tym roku chcielibyśmy powtórzyć spotkanie 11 czerwca o 17:00. => 06-11 17:00
W dniu 20 lutego odbyło się walne zebranie, na którym postanowiono zrobić festyn. Festyn planujemy na 13 czerwca w godz. 10-18. => 06-13 10:00-18:00
Zebranie odbędzie się 20 marca o godzinie 17:00. Zaproszenia wyślemy 16 marca. => 03-20 17:00
Chcemy zarezerwować salę na 20 marca w godz. 16-18. Klucze odbierzemy dzień wcześniej, 19 marca. => 03-20 16:00-18:00
Chcemy zarezerwować salę na 20 marca w godz. 16-18. Przyjdziemy o 15.30, żeby wszystko przygotować. => 03-20 16:00-18:00
Prosimy o salę 20 marca od godz. 17.00 do godz. 19.00. Prelekcja rozpocznie się o 17.30. => 03-20 17:00-19:00
Wniosek musimy złożyć do 20 marca, dlatego prosimy o poradę jak najszybciej, najlepiej 12 lub 13 marca. => 03-12; 03-13 any
Czy 12 marca byłby doradca prawny? Umowę mamy podpisać 16 marca. => 03-12
Mamy umowę najmu z 1 stycznia 2024 r. zawartą do 31 grudnia 2026 r. Prosimy o konsultację 18 marca o 11. => 03-18 11:00
Poprzednie spotkanie było 3 marca, kolejne chcemy zrobić 17 marca, o tej samej porze, czyli 17-19. => 03-17 17:00-19:00
Jesteśmy dostępni w dni robocze w godz. 8-16 pod numerem 62 757 11 22. Prosimy o salę 20 marca o 17. => 03-20 17:00
Nasze biuro czynne jest od poniedziałku do piątku w godz. 9-13. Salę potrzebujemy 20 marca od 17 do 19. => 03-20 17:00-19:00
Zapraszamy Państwa na nasz jubileusz 15 maja. Salę prosimy zarezerwować na 20 marca o 17. => 03-20 17:00
Spotkanie zaplanowaliśmy na sobotę 21 marca. Zaczniemy o 10.00, potrwa ono do ok. 13.00. => 03-21 10:00-13:00
Grupa 12-15 osób, wiek 7-10 lat. Termin: sobota 21 marca, 10-13. => 03-21 10:00-13:00
Nie możemy 19 marca, ale 20 marca jak najbardziej, o 17. => 03-20 17:00
20 marca nam nie pasuje, prosimy o 27 marca o 17. => 03-27 17:00
Wolelibyśmy 20 marca niż 27 marca. => 03-20
Do 31 marca rozliczamy dotację, a 1 kwietnia chcemy się spotkać z księgową o 9:00. => 04-01 09:00
Proszę o telefon między 10 a 12, sala potrzebna na 20 marca na cały dzień. => 03-20
Od 5 stycznia 2026 r. mamy nowy zarząd. Prosimy o salę 20 marca. => 03-20
Salę prosimy na piątek 20.03 w godz. 9-12. Nasz adres: ul. 3 Maja 12/4, Kalisz. => 03-20 09:00-12:00
Stowarzyszenie „Wtorkowe Popołudnia" prosi o salę w czwartek 19 marca o 16. => 03-19 16:00
Jestem w Kaliszu tylko w czwartki. Czy 19 marca o 13:00 byłoby możliwe? => 03-19 13:00
Festyn jest 13 czerwca. Na spotkanie organizacyjne potrzebujemy sali 20 marca o 17:00 na 2 godziny. => 03-20 17:00-19:00
Robimy noc planszówek z 20 na 21 marca, od 20:00 do 6:00. => 03-20 20:00-+6:00
Potrzebuję salę na 20.03 od 18, ok. 3 godz. => 03-20 18:00-21:00
Prosimy o salę na jutro, tj. wtorek 10 marca, na 18. => 03-10 18:00
We need the room for two hours on Saturday, 21st March, starting at 10:30. => 03-21 10:30-12:30
We registered on your website on 3 March, and would like a room on 20 March. => 03-20
Zabieramy nagłośnienie 20 marca, oddamy 22 marca. => 03-20..03-22
"""

SEVERAL_DAYS = """
Warsztaty: 3 spotkania po 2 godziny: 17, 24 i 31 marca, start o 17. => 03-17 17:00-19:00; 03-24 17:00-19:00; 03-31 17:00-19:00
Będą trzy terminy: 17.03 (wtorek) 16:00-18:00, 18.03 (środa) 16:00-18:00 oraz 24.03 (wtorek) 10:00-12:00. => 03-17 16:00-18:00; 03-18 16:00-18:00; 03-24 10:00-12:00
we wtorki: 17, 24 i 31 marca, w godz. 17-19 => 03-17 17:00-19:00; 03-24 17:00-19:00; 03-31 17:00-19:00
17 lub 19 marca, godzina 16 => 03-17 16:00; 03-19 16:00 any
Najchętniej 20 marca 17-19. Jeśli nie, to 27 marca w tych samych godzinach. => 03-20 17:00-19:00; 03-27 17:00-19:00 any
Zajęcia w poniedziałki: 23 i 30 marca, 13 kwietnia (6 kwietnia - święto, nie ma zajęć), 17-18. => 03-23 17:00-18:00; 03-30 17:00-18:00; 04-13 17:00-18:00
19.03, w ostateczności 20.03 => 03-19; 03-20 any
najchętniej 19 marca, ale może być też 20 marca => 03-19; 03-20 any
Jeżeli sala 20 marca jest zajęta, prosimy o 27 marca, 17-19. => 03-20 17:00-19:00; 03-27 17:00-19:00 any
w przyszłym tygodniu: wtorek 10-12, czwartek 14-16 => 03-17 10:00-12:00; 03-19 14:00-16:00
14 marca 18:00 - 15 marca 12:00 => 03-14 18:00-03-15T12:00
od 14 marca od godz. 10 do 16 marca do godz. 15 => 03-14 10:00-03-16T15:00
od 16 marca codziennie o 9 przez 5 dni => 03-16 09:00; 03-17 09:00; 03-18 09:00; 03-19 09:00; 03-20 09:00
20-22 marca: piątek 16-20, sobota 9-18, niedziela 9-13 => 03-20 16:00-20:00; 03-21 09:00-18:00; 03-22 09:00-13:00
17, 18, 19 marca od 9:00 do 12:00, a 20 marca od 9:00 do 15:00 => 03-17 09:00-12:00; 03-18 09:00-12:00; 03-19 09:00-12:00; 03-20 09:00-15:00
move our booking from 17 March to 24 March, 5-7 pm => 03-24 17:00-19:00
z 16 na 17 marca => 03-16; 03-17
trzy dni od 20 marca => 03-20..03-22
piątek-niedziela 20-22 marca => 03-20..03-22
16-20 marca oprócz środy => 03-16..03-17; 03-19..03-20
Półkolonie: 8-10 lutego 2027 w godz. 8-15. Ferie mamy od 2 do 15 lutego 2027. => 2027-02-08 08:00-15:00; 2027-02-09 08:00-15:00; 2027-02-10 08:00-15:00
"""

COMING_BACK = """
Próby odbywają się w czwartki w godz. 18-20. Pierwsza próba: 2 kwietnia, ostatnia 25 czerwca. => 04-02 18:00-20:00 FREQ=WEEKLY;BYDAY=TH;UNTIL=20260625
Potrzebujemy salę na kurs: 10 zajęć, w każdą środę, 17:00-18:30, start 18 marca. => 03-18 17:00-18:30 FREQ=WEEKLY;BYDAY=WE;COUNT=10
cykl 8 spotkań w środy 17-19 od 18 marca => 03-18 17:00-19:00 FREQ=WEEKLY;BYDAY=WE;COUNT=8
Zarząd zbiera się zawsze w pierwszy wtorek miesiąca o 18. => 04-07 18:00 FREQ=MONTHLY;BYDAY=1TU
w drugi i czwarty wtorek każdego miesiąca => 03-10 FREQ=MONTHLY;BYDAY=2TU,4TU
co 14 dni we wtorek od 17 marca => 03-17 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
w trzy kolejne wtorki, o 17 => 03-10 17:00 FREQ=WEEKLY;BYDAY=TU;COUNT=3
codziennie oprócz niedziel => 03-10 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA
w każdy weekend => 03-14 FREQ=WEEKLY;BYDAY=SA,SU
we wtorki od przyszłego tygodnia 17-19 => 03-17 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
"""


@pytest.mark.parametrize(("text", "meaning"), rows(ONE_DAY + SEVERAL_DAYS + COMING_BACK))
def test_letters(text: str, meaning: str) -> None:
    slots, choice, rule = expected(meaning)
    assert read(read_when(text, AT)) == (sorted(slots, key=str), choice, rule)


MONTHS_WITH_DAYS = """marzec: 17, 24, 31
kwiecień: 7, 14
maj: 5
godz. 17.00-18.30"""
FORM = """Data rezerwacji: 19.03.2026
Od: 17:00
Do: 19:00
Liczba osób: 15-18"""
ENDS_APART = """Termin rozpoczęcia: 19.03.2026 17:00
Termin zakończenia: 19.03.2026 19:30"""
TABLE = """Data | Godzina od | Godzina do
17.03.2026 | 16:00 | 18:00
24.03.2026 | 17:00 | 19:00"""


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (
            MONTHS_WITH_DAYS,
            "; ".join(f"{day} 17:00-18:30" for day in ("03-17", "03-24", "03-31", "04-07", "04-14", "05-05")),
        ),
        (FORM, "03-19 17:00-19:00"),
        (ENDS_APART, "03-19 17:00-19:30"),
        (TABLE, "03-17 16:00-18:00; 03-24 17:00-19:00"),
    ],
)
def test_forms_and_tables(text: str, meaning: str) -> None:
    slots, choice, rule = expected(meaning)
    assert read(read_when(text, AT)) == (sorted(slots, key=str), choice, rule)
