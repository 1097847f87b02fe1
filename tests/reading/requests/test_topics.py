"""What advice and trainings are about."""

import pytest

from mail_ingest.reading.requests.topics import read_topic
from tests.reading.letters import passage

ADVICE = [
    ("Chciałabym porozmawiać z prawnikiem o umowie najmu.", "legal"),
    ("umówić się na poradę prawną", "legal"),
    ("czy radca prawny spojrzałby na naszą uchwałę", "legal"),
    ("sąd zwrócił nam wniosek o wpis zmian do KRS", "legal"),
    ("zmiana statutu istniejącej fundacji", "legal"),
    ("spotkanie z księgową", "accounting"),
    ("gubimy się w sprawozdaniu finansowym i CIT", "accounting"),
    ("jak zaksięgować darowiznę rzeczową", "accounting"),
    ("nie wiemy, jak policzyć wkład własny w ofercie", "funding"),
    ("jak zbierać 1,5% podatku", "funding"),
    ("kampania o 1,5 procent", "funding"),
    ("skąd wziąć grant na remont", "funding"),
    ("doradca organizacyjny, podział zadań w zarządzie", "organisational"),
    ("jak rekrutować wolontariuszy", "organisational"),
    ("chcemy założyć stowarzyszenie, statut i KRS to dla nas zagadka", "founding"),
    ("pomoc w rejestracji fundacji u notariusza", "founding"),
    ("nie wiemy, co lepsze: klub czy fundacja", "founding"),
    ("jedni chcą, żeby to było stowarzyszenie, albo może spółdzielnia", "founding"),
    ("planujemy powołać do życia klub sportowy", "founding"),
    ("we would like to set up a foundation", "founding"),
    ("хочемо заснувати фундацію", "founding"),
    ("потрібна консультація бухгалтера", "accounting"),
    ("our accountant says that only your lawyer can help", "legal"),
    ("jak zgłosić nowy skład zarządu do KRS", "legal"),
    ("wpis nowego klubu do rejestru", "founding"),
    ("skąd zdobyć środki na remont świetlicy", "funding"),
    ("jak zaplanować pracę wolontariuszy", "organisational"),
    ("nasza księgowa odesłała nas do prawnika", "legal"),
]


@pytest.mark.parametrize(("text", "topic"), ADVICE)
def test_the_topic_of_advice(text: str, topic: str) -> None:
    found = read_topic(passage(text))
    assert found is not None
    assert found.value == topic


@pytest.mark.parametrize(
    "text", ["Stowarzyszenie założono w 1991 roku.", "Chcielibyśmy się spotkać.", "Będzie nas dwoje."]
)
def test_nothing_tells_a_topic(text: str) -> None:
    assert read_topic(passage(text)) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("szkolenie z rozliczania dotacji", "funding"),
        ("warsztaty z fundraisingu", "funding"),
        ("kurs księgowości dla małych organizacji", "accounting"),
        ("szkolenie z ochrony danych osobowych", "legal"),
        ("warsztat z zarządzania zespołem", "organisational"),
        ("szkolenie z pierwszej pomocy dla wolontariuszy i liderów", None),
        ("kurs fotografii, prowadzi prawnik", None),
        ("szkolenie z zakładania fundacji", "founding"),
        ("szkolenie dla osób, które chcą założyć firmę", None),
        ("warsztat o polityce prywatności", "legal"),
    ],
)
def test_the_topic_of_a_training_is_its_subject_not_its_audience(text: str, topic: str | None) -> None:
    found = read_topic(passage(text), training=True)
    assert (found.value if found else None) == topic
