"""Equipment asked for, owned, refused, and shared out among the things of an enumeration."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.requests.equipment import read_equipment
from tests.reading.letters import passage

SENTENCES = [
    ("Potrzebujemy rzutnika i ekranu.", ["projector", "screen"]),
    ("Przyda się nagłośnienie z mikrofonem.", ["speakers", "microphone"]),
    ("poprosimy o stoliki i dwadzieścia krzeseł", ["tables", "chairs"]),
    ("Czy jest u Państwa flipchart albo tablica suchościeralna?", ["flipchart", "whiteboard"]),
    ("potrzebne ksero i komputer", ["printer", "laptop"]),
    ("zestaw do wideokonferencji i kamera", ["videoconference", "camera"]),
    ("rzutnika nie potrzebujemy", []),
    ("robimy wieczór ze starymi komputerami, ekran poprosimy", ["screen"]),
    ("o krzesła proszę się nie martwić", []),
    ("Sprzęt wieziemy własny, laptop i mikrofon też, więc prosimy tylko o krzesła.", ["chairs"]),
    ("Laptop weźmiemy własny, głośniki też.", []),
    ("Przyda się laptop, głośniki też.", ["laptop", "speakers"]),
    ("rzutnika, ekranu i mikrofonu nie trzeba", []),
    ("rzutnik i ekran, mikrofonu nie trzeba", ["projector", "screen"]),
    ("nie potrzebujemy rzutnika ani nagłośnienia", []),
    ("nie potrzebujemy rzutnika, ale ekran tak", ["screen"]),
    ("bez rzutnika, za to z mikrofonem", ["microphone"]),
    ("rzutnik tak, mikrofon nie", ["projector"]),
    ("Niczego nie potrzebujemy poza flipchartem.", ["flipchart"]),
    ("Nie potrzebujemy niczego oprócz krzeseł.", ["chairs"]),
    ("nie tylko rzutnik, ale też laptop", ["projector", "laptop"]),
    ("krzesła niekoniecznie, stoły tak", ["tables"]),
    ("mikrofon zbędny", []),
    ("żadnych mikrofonów", []),
    ("laptop mamy własny, prosimy o rzutnik", ["projector"]),
    ("mamy swój rzutnik", []),
    ("rzutnik i laptop przyniesiemy", []),
    ("głośniki przywieziemy, stoły poprosimy", ["tables"]),
    ("gry i kostki są nasze, potrzebne będą tylko stoły", ["tables"]),
    ("prosimy o odsunięcie stołów i o mikrofon", ["microphone"]),
    ("zamiast rzutnika poprosimy telewizor i głośniki", ["speakers"]),
    ("plakat na tablicy ogłoszeń", []),
    ("turniej tenisa stołowego", []),
    ("We would like a projector and a whiteboard, no microphone.", ["projector", "whiteboard"]),
    ("We have our own laptop.", []),
    ("We don't need any equipment except a flip chart.", ["flipchart"]),
    ("потрібен проєктор та екран", ["projector", "screen"]),
    ("Wyposażenie mamy swoje, laptop i głośniki również.", []),
    ("Głośniki załatwimy skądinąd.", []),
    ("Stoliki pożyczamy od parafii.", []),
    ("Mikrofony dostarczy zespół muzyczny.", []),
    ("Projektor będziemy mieli, ale przyda się ekran.", ["screen"]),
    ("Cały sprzęt (laptop, kamera) przywozimy.", []),
    ("Czy pożyczymy od Państwa stoły?", ["tables"]),
    ("Nie mamy własnego laptopa.", ["laptop"]),
    ("Mamy głośniki, ale nie mamy mikrofonu.", ["microphone"]),
    ("Poza stołami niczego nie potrzebujemy.", ["tables"]),
    ("Krzesła proszę wynieść.", []),
    ("Ostatnio korzystaliśmy z flipchartu.", []),
    ("Własną kamerę podłączymy do rzutnika.", ["projector"]),
    ("Mikrofon i nasz laptop", ["microphone"]),
    ("Myśleliśmy o ekranie, ale jednak nie jest potrzebny.", []),
    ("Mikrofon byłby dobry, ale nie jest konieczny, wystarczy prosić o stoły", ["microphone", "tables"]),
    ("Mikrofon? Raczej nie.", []),
    ("Ekran: nie", []),
    ("Nasz rzutnik się popsuł, czy pożyczycie swój?", ["projector"]),
    ("szkolenie z obsługi kamery", []),
    ("kurs naprawy komputerów", []),
    ("wystawa dawnych drukarek", []),
    ("uczymy się naprawiać krzesła", []),
    ("prosimy o przygotowanie laptopa", ["laptop"]),
    ("Siedzę właśnie przed komputerem i piszę.", []),
    ("Krzesła użycza nam szkoła.", []),
    ("Rzutnik, lampy, kable - to wszystko mamy swoje.", []),
    ("Stoły rozstawimy sami.", []),
    ("Sami nie mamy rzutnika.", ["projector"]),
    ("Głośniki zabieramy z domu.", []),
    ("uczymy obsługi smartfonów i komputerów", []),
    ("prosimy o nagłośnienie informacji o rajdzie", []),
]


@pytest.mark.parametrize(("text", "things"), SENTENCES)
def test_what_is_asked_for(text: str, things: list[str]) -> None:
    assert [found.value for found in read_equipment(passage(text))] == things


def test_a_list_of_items_is_one_enumeration() -> None:
    text = passage("Prosimy o:\n- rzutnik\n- ekran\n- 3 stoły\nMikrofonu nie trzeba.")
    assert [found.value for found in read_equipment(text)] == ["projector", "screen", "tables"]


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Prosimy o rzutnik i ekran.", True),
        ("Sprzęt: rzutnik", True),
        ("Prosimy o salę z rzutnikiem.", True),
        ("W programie film i rzutnik.", False),
        ("Rzutnik się przydał, prosimy o salę.", False),
        ("Laptop weźmiemy, rzutnik raczej nie nasz.", False),
    ],
)
def test_only_what_is_plainly_asked_for_is_certain(text: str, certain: bool) -> None:
    found = read_equipment(passage(text))
    assert found and all((thing.confidence is Confidence.CERTAIN) is certain for thing in found)


GENITIVES = {
    "projector": "rzutnika",
    "screen": "ekranu",
    "microphone": "mikrofonu",
    "speakers": "nagłośnienia",
    "flipchart": "flipchartu",
    "laptop": "laptopa",
    "chairs": "krzeseł",
    "tables": "stołów",
}
names = st.lists(st.sampled_from(sorted(GENITIVES)), min_size=1, max_size=4, unique=True)


def listed(things: list[str]) -> str:
    written = [GENITIVES[thing] for thing in things]
    return written[0] if len(written) == 1 else ", ".join(written[:-1]) + " i " + written[-1]


@settings(deadline=None)
@given(names, st.sampled_from(["Potrzebujemy {}.", "potrzeba nam {}", "Będziemy potrzebować {}, dziękujemy!"]))
def test_an_enumeration_that_is_wanted(things: list[str], frame: str) -> None:
    assert [found.value for found in read_equipment(passage(frame.format(listed(things))))] == things


@settings(deadline=None)
@given(
    names, st.sampled_from(["Nie potrzebujemy {}.", "{} nie trzeba", "Obejdziemy się bez {}", "{} nie potrzebujemy"])
)
def test_an_enumeration_that_is_refused(things: list[str], frame: str) -> None:
    written = listed(things)
    if "bez" in frame and len(things) > 1:
        written = written.replace(" i ", " i bez ").replace(", ", ", bez ")
    assert read_equipment(passage(frame.format(written))) == []
