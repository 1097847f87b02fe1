# ruff: noqa: E501 - a row of a table is one line
"""Whole drafts of short letters: what each asks for, all its values in one line.

    Prosimy o małą salę 20 marca 17-19 na 9 osób, z rzutnikiem. => booking new workshop 03-20T17:00/19:00 x9 projector

Earlier slots of changes and cancellations stand behind "was", "any" says that one slot serves, ";" parts requests.
"""

import pytest

from mail_ingest.reading.requests.request import Request
from tests.reading.letters import read
from tests.reading.when.table import rows

DRAFTS = """
Planujemy kurs dla mam. Potrzebujemy sali 20 maja 9-14, zgłosiło się 11 pań. => booking new 05-20T09:00/14:00 x11
Byłam zapisana na szkolenie z księgowości 26 marca, ale nie dam rady przyjść. => training cancel accounting
Zapisałam się na kurs pisania wniosków, czy mogę zabrać koleżankę? => training new funding
Planujemy walne i na nie potrzebujemy sali wykładowej 3 kwietnia o 17. => booking new lecture_hall 04-03T17:00
Potrzebujemy głośników na 4 kwietnia, przyjedziemy po nie autem. => equipment new 04-04 speakers
Nie prosimy o rzutnik, tylko o małą salę 4 kwietnia 10-12. => booking new workshop 04-04T10:00/12:00
Sali na nie więcej niż 30 osób potrzebujemy 4 kwietnia 10-12. => booking new 04-04T10:00/12:00 x30
Nie mamy rzutnika, a 12 kwietnia wyświetlamy film. Czy dałoby się pożyczyć taki od Państwa? => equipment new 04-12 projector
20 maja robimy piknik, przydałby się mikrofon. Pożyczycie nam go na dwa dni? => equipment new 05-20/05-21 microphone
Czy sala wykładowa ma klimatyzację? Nie proszę jeszcze o termin. => booking question lecture_hall
Czy mogłybyśmy się umówić z księgową 10 kwietnia o 11? Jedna z nas zna się na podatkach. => advice new 04-10T11:00 accounting
Chcielibyśmy szkolenie z RODO. Zainteresowanych jest już u nas 12. => training new x12 legal
Zebrałam 14 chętnych na kurs pierwszej pomocy, zorganizowalibyście taki? => training new x14
Myśleliśmy o sali wykładowej na 27 kwietnia, 10-12. => booking new lecture_hall 04-27T10:00/12:00
We were wondering if we could have the lecture hall on 27 April from 10 to 12. => booking new lecture_hall 04-27T10:00/12:00
We were planning to hold our meeting in your large room on 27 April, 10-12. Would it be free? => booking new lecture_hall 04-27T10:00/12:00
Mieliśmy nadzieję spotkać się u Państwa w małej sali 27 kwietnia, 10-12. => booking new workshop 04-27T10:00/12:00
Liczyliśmy na to, że 27 kwietnia od 10 do 12 użyczą nam Państwo dużej sali. => booking new lecture_hall 04-27T10:00/12:00
Zastanawialiśmy się nad 27 kwietnia w godz. 10-12, mała sala. => booking new workshop 04-27T10:00/12:00
Informuję, że 27 kwietnia potrzebujemy dużej sali od 10 do 12. => booking new lecture_hall 04-27T10:00/12:00
Zebranie przesuwamy ze środy 18 marca na piątek 20 marca. => booking change 03-20 was 03-18
Proszę pamiętać, że 27 kwietnia nie przyjdziemy, odwołujemy próbę. => booking cancel was 04-27
Instruktor może przyjechać 12 albo 13 maja, od 9 do 14. Szukamy małej sali na kurs, chętnych zapisało się 9. => booking new workshop 05-12T09:00/14:00 05-13T09:00/14:00 any x9
Wycofujemy próbę chóru, którą mieliśmy mieć 19 marca o 17 w holu. Aktualne pozostaje zebranie i na nie prosimy o dużą salę, 26 marca 18-20. => booking cancel open_space was 03-19T17:00; booking new lecture_hall 03-26T18:00/20:00
Trzy sprawy. Pierwsza: prosimy o dużą salę 20 marca 17-20. Druga: na festyn 12 kwietnia brakuje nam głośników. Czy moglibyśmy pożyczyć Państwa? Trzecia: zapisuję dwie osoby na kurs księgowości. => booking new lecture_hall 03-20T17:00/20:00; equipment new 04-12 speakers; training new x2 accounting
In the past we met outdoors, so we were thinking of your lecture hall on Friday, 20 March, 5-7 pm. => booking new lecture_hall 03-20T17:00/19:00
Jestem prezeską od grudnia. Proszę o rozmowę z księgową w przyszłym tygodniu. => advice new 03-16/03-22 accounting
Od listopada prowadzimy świetlicę, prosimy o poradę prawnika za tydzień w środę o 10. => advice new 03-18T10:00 legal
Półkolonie robimy w ostatnim tygodniu ferii: od poniedziałku 15 do piątku 19 lutego, codziennie 9-13, obie sale warsztatowe. => booking new workshop_1 workshop_2 2027-02-15T09:00/13:00 2027-02-16T09:00/13:00 2027-02-17T09:00/13:00 2027-02-18T09:00/13:00 2027-02-19T09:00/13:00
Mała sala w każdy wtorek 10-12, począwszy od 14 kwietnia do 30 czerwca. => booking new workshop 04-14T10:00/12:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
We would like the small room every Tuesday from 10 to 12, starting on 14 April until 30 June. => booking new workshop 04-14T10:00/12:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630
Poprosimy o duży hol 12 czerwca, 16-19. Flipcharta nie mamy, przydałby się. => booking new open_space 06-12T16:00/19:00 flipchart
Prosimy o dużą salę na sobotę 28 marca. Zebranie zaczyna się o 10, ale sala potrzebna jest od 9.30 do 14. => booking new lecture_hall 03-28T09:30/14:00
Spotkanie w piątek 24 kwietnia o 18; hol potrzebny już od 17 do 20.30. => booking new open_space 04-24T17:00/20:30
Koncert jest 24 kwietnia o godz. 18, a duża sala przyda się od 16 do 21. => booking new lecture_hall 04-24T16:00/21:00
Prosimy o dużą salę 28 marca o 10 i drugi raz 29 marca, od 9 do 14. => booking new lecture_hall 03-28T10:00 03-29T09:00/14:00
Prosimy o dużą salę na dwa dni: sobota 5 września, 9:00-18:00, niedziela 6 września, 9:00-15:00. => booking new lecture_hall 09-05T09:00/18:00 09-06T09:00/15:00
Prosimy o dużą salę na trzy dni od 5 maja, 9-12. => booking new lecture_hall 05-05T09:00/12:00 05-06T09:00/12:00 05-07T09:00/12:00
8 maja to piątek, więc prosimy o małą salę na ten dzień, 10-12. => booking new workshop 05-08T10:00/12:00
Zebranie wypada w piątek trzynastego, prosimy o małą salę o 17. => booking new workshop 03-13T17:00
Spotkamy się we wtorek dwudziestego ósmego o 17 w małej sali. => booking new workshop 04-28T17:00
Czy możemy do was wpaść we wtorek o 17 na poradę prawnika? => advice new 03-10T17:00 legal
Czy u was są wolne sale we wtorki i we środy o 17? Szukamy miejsca na próby. => booking new 03-10T17:00 FREQ=WEEKLY;BYDAY=TU,WE
Pracujemy u Was do dziś, a od kwietnia prosimy o małą salę w czwartki 17-19. => booking new workshop 04-02T17:00/19:00 FREQ=WEEKLY;BYDAY=TH
Prosimy o dużą salę 20 marca 17-19. Grupa to 8 osób słyszących i 2 tłumaczki. => booking new lecture_hall 03-20T17:00/19:00 x10
Prosimy o dużą salę 20 marca 17-19. Zapisało się 9 pań, ale proszę liczyć dwanaście. => booking new lecture_hall 03-20T17:00/19:00 x12
Prosimy o dużą salę 20 marca 17-19. Zaprosiliśmy 80 gości, potwierdziło 55 i tylu prosimy się spodziewać. => booking new lecture_hall 03-20T17:00/19:00 x55
Prosimy o dużą salę 20 marca 17-19. Na spotkanie zapisze się pewnie 20 osób. => booking new lecture_hall 03-20T17:00/19:00 x20
Prosimy o dużą salę 10, 17 i 24 kwietnia, 9-15. Na każde szkolenie zapisze się nie więcej niż 20 osób. => booking new lecture_hall 04-10T09:00/15:00 04-17T09:00/15:00 04-24T09:00/15:00 x20
Chcielibyśmy się dowiedzieć, czy planują Państwo szkolenie z RODO. => training question legal
Nasza fundacja planuje kurs dla seniorów, mała sala 20 marca 10-12. => booking new workshop 03-20T10:00/12:00
Prosimy o spotkanie z prawnikiem 20 marca, bo księgowa nie zna się na umowach. => advice new 03-20 legal
Rezygnujemy z sali 20 marca, bo prawniczka zachorowała. => booking cancel was 03-20
Mieliśmy zamówioną salę na 10 grudnia, 9-12. Prosimy przełożyć na 17 grudnia, te same godziny. => booking change 12-17T09:00/12:00 was 12-10T09:00/12:00
Umowa ma przenosić prawa na wydawcę. Czy możemy przyjść do prawnika 2 czerwca o 14? => advice new 06-02T14:00 legal
Od marca mamy nowy zarząd. Prosimy o spotkanie z doradcą, termin dowolny. => advice new organisational
We'd like the small room on 20 March, 10-12; twelve of us will sit around the table. A projector would help. => booking new workshop 03-20T10:00/12:00 x12 projector
Zebranie wypada w piątek trzynastego, prosimy o małą salę o 17. => booking new workshop 03-13T17:00
Półkolonie od 20 do 24 lipca, codziennie 9-14, obie sale warsztatowe. Prosimy o głośniki, bo w piątek dzieci tańczą. => booking new workshop_1 workshop_2 07-20T09:00/14:00 07-21T09:00/14:00 07-22T09:00/14:00 07-23T09:00/14:00 07-24T09:00/14:00 speakers
Rezerwację prosimy przyjąć na 27 marca 2026 r. (piątek) od 16:00 do 21:00, duża sala. 28 marca obchodzimy Dzień Teatru. => booking new lecture_hall 03-27T16:00/21:00
Czy 22 marca, mimo że to niedziela, moglibyśmy skorzystać z holu od 14 do 17? => booking new open_space 03-22T14:00/17:00
22 marca to niedziela, wiemy, ale prosimy o hol od 14 do 17. => booking new open_space 03-22T14:00/17:00
W tym roku zebranie wypada w święto, przesuwamy je na 13 listopada. Prosimy o dużą salę od 9 do 12. => booking new lecture_hall 11-13T09:00/12:00
Przesuwamy nasze zajęcia na 13 listopada. Prosimy o potwierdzenie. => booking change 11-13
Zajęcia z 6 listopada przenosimy na 13 listopada. Prosimy o dużą salę od 9 do 12. => booking change lecture_hall 11-13T09:00/12:00 was 11-06
Nagłośnienie mamy, ekranu nie mamy i o niego prosimy. Duża sala 12 czerwca, 16-19. => booking new lecture_hall 06-12T16:00/19:00 screen
The open space on Saturday 16 May, 9.30-11.30 am, please, and a small speaker for our music. We bring our own chairs. => booking new open_space 05-16T09:30/11:30 speakers
Mala sala zamowiona jest na 10 grudnia 9-12. Prosimy przelozyc na 17 grudnia, te same godziny, bo prawnik choruje. => booking change workshop 12-17T09:00/12:00 was 12-10T09:00/12:00
Zajęcia z 18 marca przenosimy o tydzień. => booking change 03-25 was 03-18
Prosimy o przesunięcie naszej rezerwacji z 18 marca (17-19) o dwa tygodnie, na te same godziny. => booking change 04-01T17:00/19:00 was 03-18T17:00/19:00
Prosimy o przesunięcie próby 18 marca z 17-19 o godzinę później. => booking change 03-18T18:00/20:00 was 03-18T17:00/19:00
Mamy rezerwację 18 marca w godz. 17-19. Czy możemy przesunąć ją o pół godziny wcześniej? => booking change 03-18T16:30/18:30 was 03-18T17:00/19:00
Nasze spotkanie 18 marca chcielibyśmy przesunąć o jeden dzień, na 19 marca. => booking change 03-19 was 03-18
W środę 18 marca mamy u Państwa zajęcia o 16. Czy dałoby się zacząć o 15.30? => booking change 03-18T15:30 was 03-18T16:00
Mamy rezerwację 18 marca 17-19, prosimy o wydłużenie o pół godziny. => booking change 03-18T17:00/19:30 was 03-18T17:00/19:00
Mamy rezerwację 18 marca 17-19, prosimy skrócić ją o godzinę. => booking change 03-18T17:00/18:00 was 03-18T17:00/19:00
Wtorkowe zajęcia z 24 marca odpadają, bo prowadzący wyjeżdża. Pozostałe wtorki bez zmian. => booking cancel was 03-24
Ogrzewanie w małej sali nie działało w czwartek, prosimy o naprawę. => other new
Potrzebny laptop i ekran, a rzutnik mamy. Duża sala 20 kwietnia 17-19. => booking new lecture_hall 04-20T17:00/19:00 laptop screen
Prosimy o dużą salę 20 kwietnia, chcemy zacząć o 17, a skończyć o 19. => booking new lecture_hall 04-20T17:00/19:00
Nasz rzutnik jest w naprawie, prosimy o małą salę z rzutnikiem 20 kwietnia 17-19. => booking new workshop 04-20T17:00/19:00 projector
Czwartkowa próba 19 marca odpada, salę można zwolnić. => booking cancel was 03-19
Prosimy o małą salę na sobotnie warsztaty 21 marca, 10-12. => booking new workshop 03-21T10:00/12:00
Could we please move Thursday's rehearsal (19 March, 5-7 pm) to Friday, same time? => booking change 03-20T17:00/19:00 was 03-19T17:00/19:00
Hello, we need to cancel tomorrow's meeting in the small room. Sorry! => booking cancel workshop was 03-10
Mala sala, wtorek 14 kwietnia, 17-19. W razie czego może być czwartek o tej samej porze. => booking new workshop 04-14T17:00/19:00 04-16T17:00/19:00 any
Zebranie z 14 kwietnia prosimy przenieść na czwartek. => booking change 04-16 was 04-14
Prosimy o małą salę 14 kwietnia lub w środę, 17-19. => booking new workshop 04-14T17:00/19:00 04-15T17:00/19:00 any
Prosimy o małą salę 14 kwietnia, 17-19. W piątek zadzwonię i potwierdzę. => booking new workshop 04-14T17:00/19:00
W piątek zadzwonię. Prosimy o małą salę 14 kwietnia, 17-19. => booking new workshop 04-14T17:00/19:00
Prosimy o dużą salę 20 kwietnia 10-13 dla 25-osobowej grupy młodzieży i trzech opiekunów. => booking new lecture_hall 04-20T10:00/13:00 x28
Prosimy o dużą salę 20 kwietnia 10-13 dla 25-osobowej grupy seniorów. => booking new lecture_hall 04-20T10:00/13:00 x25
Zapraszamy na nasz jubileusz 25 kwietnia o 17 w ratuszu. => other new
Sali 25 kwietnia jednak nie potrzebujemy, za to prosimy o 2 maja, 10-14. => booking change 05-02T10:00/14:00 was 04-25
Bardzo przepraszamy, ale 25 kwietnia musimy odpuścić, sala zostaje do Państwa dyspozycji. => booking cancel was 04-25
Piszę w sprawie faktury za salę z 3 marca. Nie dotarła do nas. => other new
Czy zamiast małej sali moglibyśmy 25 kwietnia dostać dużą? => booking change lecture_hall 04-25
Prosimy o dużą salę 25 kwietnia 17-19 na koncert. Zapraszamy też Państwa! => booking new lecture_hall 04-25T17:00/19:00
Spotkanie w małej sali 14 kwietnia trwa od 17 do 19. Zaproszenia wyślemy w środę. => booking new workshop 04-14T17:00/19:00
Szukamy sali na próby teatru. Najchętniej poniedziałki albo środy od 18 do 20, od 13 kwietnia do końca maja. Wystarczy mała. => booking new workshop 04-13T18:00/20:00 FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260531
Organizujemy turniej szachowy, 16 zawodników i sędzia, sobota 18 kwietnia od 9, potrwa jakieś 6 godzin. Duża sala. => booking new lecture_hall 04-18T09:00/15:00 x17
Chcielibyśmy się spotkać 7, 14 i 21 kwietnia (wtorki) o 17, za każdym razem na dwie godziny, w małej sali. => booking new workshop 04-07T17:00/19:00 04-14T17:00/19:00 04-21T17:00/19:00
Prosimy o dużą salę w ostatni piątek kwietnia od 18 do 20 na wieczór poezji, wejdzie 35 osób. => booking new lecture_hall 04-24T18:00/20:00 x35
Prosimy o małą salę w drugi weekend maja, w sobotę 10-16, w niedzielę 10-14. => booking new workshop 05-09T10:00/16:00 05-10T10:00/14:00
Na warsztaty zapisało się 14 osób, a prowadzą dwie trenerki, mała sala, 20 kwietnia 10-13. => booking new workshop 04-20T10:00/13:00 x14
Prosimy o dużą salę 20 kwietnia 10-13. Mikrofon i nagłośnienie zapewnia zespół, od Państwa tylko ekran. => booking new lecture_hall 04-20T10:00/13:00 screen
Walne odbędzie się 20 kwietnia o 17, salę prosimy od 16 do 20. => booking new 04-20T16:00/20:00
Sala potrzebna nam jest od 16, samo spotkanie zaczyna się o 17 i kończy o 19. Termin to 20 kwietnia, duża sala. => booking new lecture_hall 04-20T16:00/19:00
Potrzebujemy holu 20 kwietnia od 16 do 20, z tego od 16 do 17 na ustawienie stoisk. => booking new open_space 04-20T16:00/20:00
20 kwietnia o 17 przyjeżdża do nas wojewoda. Prosimy o dużą salę na 2 godziny. => booking new lecture_hall 04-20T17:00/19:00
Termin: 20.04 (pon.), godz. 17-19, sala: mała, osoby: 12, sprzęt: brak. => booking new workshop 04-20T17:00/19:00 x12
Termin: 20.04 (pon.), godz. 17-19, sala: duża, liczba osób: 35, sprzęt: rzutnik + laptop. => booking new lecture_hall 04-20T17:00/19:00 x35 projector laptop
Prosimy o salę 20 kwietnia. Godziny: 17:00-19:00. Sala: wykładowa. Uczestnicy: 35 os. => booking new lecture_hall 04-20T17:00/19:00 x35
Nie wiem, czy zdążymy przed 20 kwietnia, ale salę wykładową na 25 kwietnia, 10-14, prosimy zarezerwować już teraz. => booking new lecture_hall 04-25T10:00/14:00
W sobotę 25 kwietnia, kiedy wszyscy będą na rynku, chcielibyśmy małą salę, 10-14. => booking new workshop 04-25T10:00/14:00
Termin 20.04, 17-19. Sala: większa. Osób: 30. => booking new lecture_hall 04-20T17:00/19:00 x30
W środę 15 kwietnia gramy próbę otwartą dla sąsiadów, 17-19, w dużej sali. => booking new lecture_hall 04-15T17:00/19:00
Planujemy otwarte śpiewanie co drugi wtorek od 14 kwietnia do 9 czerwca w godz. 18-20, wystarczy mała sala. => booking new workshop 04-14T18:00/20:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260609
Proszę wykreślić salę z 15 kwietnia, godz. 16-18. => booking cancel was 04-15T16:00/18:00
Mamy u was małą salę 15 kwietnia 16-18, ale zgłosiło się 30 osób. Prosimy o zmianę na wykładową, termin zostaje. => booking change lecture_hall 04-15T16:00/18:00 was 04-15T16:00/18:00 x30
Jesteśmy umówieni z prawniczką na 15 kwietnia na 16. Czy możemy przyjść o 16.30? => advice change 04-15T16:30 was 04-15T16:00 legal
Pożyczyłam ekran, miałam oddać 15 kwietnia. Czy mogę go przetrzymać do 17 kwietnia? => equipment change 04-17 was 04-15 screen
Zapisałam się na szkolenie, ale zamiast mnie przyjdzie Ola. => training change
Myślimy o przeniesieniu do Państwa naszych prób. Zanim podejmiemy decyzję: ile kosztuje duża sala? => booking question lecture_hall
15 kwietnia (środa), 17:00-18:30, sala warsztatowa 2. Zebranie z rodzicami. => booking new workshop_2 04-15T17:00/18:30
Could we have workshop room 2 every Monday from 13 April to 25 May, 6 to 8 pm? We will be 14 at most. => booking new workshop_2 04-13T18:00/20:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20260525 x14
Prosimy o małą salę 15 kwietnia 17-19. Będzie nas 12 i jeden pies przewodnik. => booking new workshop 04-15T17:00/19:00 x12
Prosimy o dużą salę 15 kwietnia 17-19. Gości zaprosiliśmy trzydziestu. => booking new lecture_hall 04-15T17:00/19:00 x30
Prosimy o dużą salę 15 kwietnia 17-19. Komputer mamy, rzutnika i ekranu nie. => booking new lecture_hall 04-15T17:00/19:00 projector screen
Czy pożyczycie nam krzesła? Podjechalibyśmy po nie 15 kwietnia, a odwieźlibyśmy 17 kwietnia. => equipment new 04-15/04-17 chairs
Prosimy o szkolenie z prowadzenia ksiąg, pasują nam dni powszednie po 17. => training new accounting
Do wpisu fundacji brakuje nam siedziby. Czy Centrum zgodziłoby się użyczyć nam adresu? => registered_address new
I would gladly give a workshop on grant writing for your members, for up to 14 participants. => training new x14 funding
Czy 15 kwietnia konferencyjna jest wolna 10-14? Jeśli tak, prosimy o rezerwację. => booking new lecture_hall 04-15T10:00/14:00
Prosimy o obie sale warsztatowe 15 kwietnia 9-14 i dwa krzesła na korytarz. => booking new workshop_1 workshop_2 04-15T09:00/14:00 chairs
Szukamy sali na 14 kwietnia, nie, czekajcie, na 15 kwietnia, 17-19. => booking new 04-15T17:00/19:00
Zebranie wpisane w Państwa kalendarzu na 15 kwietnia, 16-18, musimy przesunąć na 16 kwietnia, godziny bez zmian. Muszę rozesłać zaproszenia. => booking change 04-16T16:00/18:00 was 04-15T16:00/18:00
Prowadzę jednoosobową działalność. Ile kosztuje godzina w dużej sali? => booking question lecture_hall
"""


@pytest.mark.parametrize(("letter", "drafts"), rows(DRAFTS))
def test_drafts(letter: str, drafts: str) -> None:
    assert "; ".join(_written(request) for request in read(letter, "Dzień dobry").requests) == drafts


def _written(request: Request) -> str:
    told = request.as_json()
    parts = [told["kind"], told["intent"], *told["rooms"], *map(_slot, told["slots"])]
    parts += [told["recurrence"]] if told["recurrence"] else []
    parts += ["any"] if told["choice"] == "any" else []
    parts += ["was", *map(_slot, told["previous"])] if told["previous"] else []
    parts += [f"x{told['attendees']}"] if told["attendees"] else []
    return " ".join([*parts, *told["equipment"], *([told["topic"]] if told["topic"] else [])])


def _slot(slot: dict[str, str | None]) -> str:
    start, end = slot["start"] or "", slot["end"] or ""
    same_day = end.partition("T")[0] == start.partition("T")[0]
    end = end.partition("T")[2] if same_day else end.removeprefix("2026-")
    return start.removeprefix("2026-") + (f"/{end}" if end else "")
