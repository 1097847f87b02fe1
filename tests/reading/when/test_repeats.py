"""Repetitions, what bounds them, and what is taken out."""

import pytest

from mail_ingest.reading.when import read_when
from tests.reading.when.table import AT, expected, read, rows

WEEKLY = """
w każdy wtorek => 03-10 FREQ=WEEKLY;BYDAY=TU
każdy wtorek => 03-10 FREQ=WEEKLY;BYDAY=TU
w każdą środę o 17 => 03-11 17:00 FREQ=WEEKLY;BYDAY=WE
w każdy poniedziałek 17-19 => 03-16 17:00-19:00 FREQ=WEEKLY;BYDAY=MO
w każdy wtorek 17-19 do końca czerwca => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
każdego wtorku od 17 do 19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
we wtorki => 03-10 FREQ=WEEKLY;BYDAY=TU
we wtorki od 17 do 19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
w środy w godz. 10-12 => 03-11 10:00-12:00 FREQ=WEEKLY;BYDAY=WE
w soboty => 03-14 FREQ=WEEKLY;BYDAY=SA
w niedziele od południa => 03-15 12:00 FREQ=WEEKLY;BYDAY=SU
we wtorki i czwartki od 17 do 19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU,TH
wtorki i czwartki 17-19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU,TH
w poniedziałki, środy i piątki o 9 => 03-11 09:00 FREQ=WEEKLY;BYDAY=MO,WE,FR
w każdy wtorek i czwartek 17-19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU,TH
co wtorek o 18 => 03-10 18:00 FREQ=WEEKLY;BYDAY=TU
co środę 17-18 => 03-11 17:00-18:00 FREQ=WEEKLY;BYDAY=WE
co tydzień we wtorek o 18 => 03-10 18:00 FREQ=WEEKLY;BYDAY=TU
co tydzień w czwartki => 03-12 FREQ=WEEKLY;BYDAY=TH
raz w tygodniu w środę o 16 => 03-11 16:00 FREQ=WEEKLY;BYDAY=WE
raz w tygodniu, we wtorki, 17-19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
dwa razy w tygodniu, we wtorki i czwartki, 17-18 => 03-10 17:00-18:00 FREQ=WEEKLY;BYDAY=TU,TH
cotygodniowo w piątki o 10 => 03-13 10:00 FREQ=WEEKLY;BYDAY=FR
w kazda srode od 10 do 12 => 03-11 10:00-12:00 FREQ=WEEKLY;BYDAY=WE
w każdy pon. 17-19 => 03-16 17:00-19:00 FREQ=WEEKLY;BYDAY=MO
w każdą sob. o 10 => 03-14 10:00 FREQ=WEEKLY;BYDAY=SA
we wtorki od 7 kwietnia => 04-07 FREQ=WEEKLY;BYDAY=TU
we wtorki, począwszy od 7 kwietnia, 17-19 => 04-07 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
we wtorki od 7 kwietnia do 30 czerwca => 04-07 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
we wtorki w godz. 17-19 w okresie od 7 kwietnia do 30 czerwca => 04-07 17:00-19:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
od 7 kwietnia do 30 czerwca w każdy wtorek 17-19 => 04-07 17:00-19:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
we wtorki do 30 czerwca => 03-10 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
we wtorki do 30.06.2026 r. w godz. 17-19 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
w każdy wtorek kwietnia => 04-07 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260430
we wtorki w kwietniu 17-19 => 04-07 17:00-19:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260430
w kwietniu w każdy wtorek o 17 => 04-07 17:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260430
we wtorki w kwietniu i maju => 04-07 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260531
w każdy piątek od kwietnia do czerwca, 16-18 => 04-03 16:00-18:00 FREQ=WEEKLY;BYDAY=FR;UNTIL=20260630
w każdy piątek od kwietnia => 04-03 FREQ=WEEKLY;BYDAY=FR
w każdą sobotę od września do końca roku => 09-05 FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231
w każdą sobotę do końca roku => 03-14 FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231
w każdą sobotę do końca miesiąca => 03-14 FREQ=WEEKLY;BYDAY=SA;UNTIL=20260331
w każdą sobotę do czerwca => 03-14 FREQ=WEEKLY;BYDAY=SA;UNTIL=20260630
w każdy czwartek, 10 spotkań, o 17 => 03-12 17:00 FREQ=WEEKLY;BYDAY=TH;COUNT=10
w każdy czwartek, osiem zajęć => 03-12 FREQ=WEEKLY;BYDAY=TH;COUNT=8
w czwartki przez 6 tygodni => 03-12 FREQ=WEEKLY;BYDAY=TH;COUNT=6
w każdy czwartek przez cały maj => 05-07 FREQ=WEEKLY;BYDAY=TH;UNTIL=20260531
przez cały maj w czwartki o 17 => 05-07 17:00 FREQ=WEEKLY;BYDAY=TH;UNTIL=20260531
w każdy czwartek, pierwsze spotkanie 9 kwietnia, o 17 => 04-09 17:00 FREQ=WEEKLY;BYDAY=TH
w każdy czwartek, pierwsze zajęcia 9 kwietnia, ostatnie 28 maja => 04-09 FREQ=WEEKLY;BYDAY=TH;UNTIL=20260528
we wtorki 17-19, start 7 kwietnia => 04-07 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
w każdy wtorek przez cały semestr letni => 03-10 FREQ=WEEKLY;BYDAY=TU
w każdy wtorek o 17 na dwie godziny => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
w każdy dzień roboczy od 8 do 10 => 03-10 08:00-10:00 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
w dni robocze 8-10 => 03-10 08:00-10:00 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
w majowe wtorki 17-19 => 05-05 17:00-19:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260531
przez najbliższe cztery środy 17-19 => 03-11 17:00-19:00 FREQ=WEEKLY;BYDAY=WE;COUNT=4
w poniedziałek, środę i piątek co tydzień => 03-11 FREQ=WEEKLY;BYDAY=MO,WE,FR
od poniedziałku do piątku co tydzień w godz. 8-9 => 03-10 08:00-09:00 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
w każdy weekend kwietnia => 04-04 FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20260430
codziennie od 9 do 10 => 03-10 09:00-10:00 FREQ=DAILY
"""

FORTNIGHTLY = """
co dwa tygodnie w czwartki => 03-12 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH
co dwa tygodnie w czwartek o 17 => 03-12 17:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH
co 2 tygodnie w czwartki, 17-19 => 03-12 17:00-19:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH
co drugi czwartek => 03-12 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH
co drugą środę 17-19 => 03-11 17:00-19:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
w co drugi czwartek o 17 => 03-12 17:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH
co drugi tydzień w środę => 03-11 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
w środy co dwa tygodnie => 03-11 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
w środy, co drugi tydzień, o 17 => 03-11 17:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
co trzy tygodnie w piątek => 03-13 FREQ=WEEKLY;INTERVAL=3;BYDAY=FR
raz na dwa tygodnie w poniedziałek => 03-16 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO
co dwa tygodnie od 8 kwietnia, 17-19 => 04-08 17:00-19:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
co dwa tygodnie, pierwsze spotkanie 8 kwietnia => 04-08 FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
co drugi wtorek od 7 kwietnia do 30 czerwca => 04-07 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260630
co drugi wtorek od 7 kwietnia, 5 spotkań => 04-07 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5
"""

MONTHLY = """
w pierwszy poniedziałek każdego miesiąca => 04-06 FREQ=MONTHLY;BYDAY=1MO
w każdy pierwszy poniedziałek miesiąca o 17 => 04-06 17:00 FREQ=MONTHLY;BYDAY=1MO
w każdą pierwszą środę miesiąca 17-19 => 04-01 17:00-19:00 FREQ=MONTHLY;BYDAY=1WE
w pierwsze poniedziałki miesiąca => 04-06 FREQ=MONTHLY;BYDAY=1MO
w drugą środę każdego miesiąca 10-12 => 03-11 10:00-12:00 FREQ=MONTHLY;BYDAY=2WE
w ostatni piątek każdego miesiąca o 16 => 03-27 16:00 FREQ=MONTHLY;BYDAY=-1FR
w ostatni czwartek każdego miesiąca do końca roku => 03-26 FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20261231
co miesiąc w pierwszy wtorek => 04-07 FREQ=MONTHLY;BYDAY=1TU
raz w miesiącu, w trzeci czwartek, 17-19 => 03-19 17:00-19:00 FREQ=MONTHLY;BYDAY=3TH
w trzeci czwartek miesiąca, od września do grudnia => 09-17 FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261231
10. dnia każdego miesiąca => 03-10 FREQ=MONTHLY;BYMONTHDAY=10
15 każdego miesiąca o 12 => 03-15 12:00 FREQ=MONTHLY;BYMONTHDAY=15
co miesiąc 15-go => 03-15 FREQ=MONTHLY;BYMONTHDAY=15
co dwa miesiące w pierwszy wtorek => 04-07 FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU
"""

TAKEN_OUT = """
w każdy wtorek oprócz 21 kwietnia => 03-10 FREQ=WEEKLY;BYDAY=TU
we wtorki 17-19 z wyjątkiem 21 kwietnia => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
w każdy wtorek kwietnia oprócz 21 kwietnia => 04-07; 04-14; 04-28
we wtorki od 7 do 28 kwietnia, bez 21 kwietnia, o 17 => 04-07 17:00; 04-14 17:00; 04-28 17:00
w każdy wtorek kwietnia 17-19, 21 kwietnia robimy przerwę => 04-07 17:00-19:00; 04-14 17:00-19:00; 04-28 17:00-19:00
we wtorki w kwietniu, ale nie 21 kwietnia => 04-07; 04-14; 04-28
we wtorki w kwietniu poza 14 i 21 kwietnia => 04-07; 04-28
od 4 do 8 maja oprócz 6 maja, 9-12 => 05-04 09:00-12:00; 05-05 09:00-12:00; 05-07 09:00-12:00; 05-08 09:00-12:00
4-8 maja z wyłączeniem 6 maja => 05-04..05-05; 05-07..05-08
"""

ENGLISH = """
12 March => 03-12
March 12 => 03-12
12th of March => 03-12
March 12th, 2026 => 03-12
Thursday, 12 March 2026 => 03-12
on Thursday => 03-12
next Thursday => 03-19
this Friday => 03-13
tomorrow at 5 pm => 03-10 17:00
tomorrow at 5:30 pm => 03-10 17:30
tomorrow at 10 am => 03-10 10:00
tomorrow at 5 p.m. => 03-10 17:00
tomorrow at noon => 03-10 12:00
tomorrow from 5 to 7 pm => 03-10 17:00-19:00
tomorrow from 10 am to 1 pm => 03-10 10:00-13:00
tomorrow between 10 am and noon => 03-10 10:00-12:00
tomorrow, 5-7pm => 03-10 17:00-19:00
tomorrow at half past five pm => 03-10 17:30
tomorrow at 17:00 for two hours => 03-10 17:00-19:00
the day after tomorrow => 03-11
next week => 03-16..03-22
next week on Tuesday => 03-17
in two weeks => 03-23
on Tuesday or Wednesday => 03-10; 03-11 any
every Tuesday from 5 pm to 7 pm => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
on Tuesdays and Thursdays at 5 pm => 03-10 17:00 FREQ=WEEKLY;BYDAY=TU,TH
every other Friday => 03-13 FREQ=WEEKLY;INTERVAL=2;BYDAY=FR
every two weeks on Friday => 03-13 FREQ=WEEKLY;INTERVAL=2;BYDAY=FR
every Tuesday until the end of June => 03-10 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
the first Monday of every month => 04-06 FREQ=MONTHLY;BYDAY=1MO
from 12 to 14 May => 05-12..05-14
May 12-14 => 05-12..05-14
12-14 May, 9 am - 3 pm => 05-12 09:00-15:00; 05-13 09:00-15:00; 05-14 09:00-15:00
on 12 and 13 May => 05-12; 05-13
12 May or 13 May => 05-12; 05-13 any
"""

UKRAINIAN = """
12 березня => 03-12
12 березня 2026 року => 03-12
у четвер 12 березня => 03-12
у четвер => 03-12
у п'ятницю => 03-13
наступного четверга => 03-19
завтра о 17:00 => 03-10 17:00
завтра о 17 => 03-10 17:00
завтра з 12:00 до 15:00 => 03-10 12:00-15:00
завтра з 17 до 19 => 03-10 17:00-19:00
завтра о п'ятій вечора => 03-10 17:00
післязавтра => 03-11
наступного тижня => 03-16..03-22
у вівторок або у середу => 03-10; 03-11 any
щовівторка з 17:00 до 19:00 => 03-10 17:00-19:00 FREQ=WEEKLY;BYDAY=TU
кожного вівторка о 17:00 => 03-10 17:00 FREQ=WEEKLY;BYDAY=TU
щовівторка до кінця червня => 03-10 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
3-5 квітня => 04-03..04-05
12 і 13 травня => 05-12; 05-13
з 12 до 14 травня => 05-12..05-14
"""


@pytest.mark.parametrize(("text", "meaning"), rows(WEEKLY + FORTNIGHTLY + MONTHLY + TAKEN_OUT + ENGLISH + UKRAINIAN))
def test_repeats(text: str, meaning: str) -> None:
    slots, choice, rule = expected(meaning)
    assert read(read_when(text, AT)) == (sorted(slots, key=str), choice, rule)
