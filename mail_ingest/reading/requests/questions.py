"""Whether a letter wants no more than an answer: how much, by what rules, whether at all."""

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.agreed import AGREED
from mail_ingest.reading.requests.kind_words import EVENTS, TRAINING
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import IFS, QUESTION, Vocabulary, phrases

PLEASE = Vocabulary(
    {
        "please": phrases("""=prosimy, =proszę, =poprosimy, =poproszę, =prosi, =prosiłabym, =prosiłbym,
            =prosilibyśmy, =prosiłybyśmy, =chciałabym, =chciałbym, =chcielibyśmy,
            =chciałybyśmy, =chcemy, =chcę, =chciałby, =chciałaby, =chciałoby, =chcieliby,
            potrzebować, =zwracam się, =zwracamy się, szukać, =zgłaszam, =zgłaszamy,
            =zapisuję, =zapisujemy, =wnioskuję, =wnioskujemy, proponować, zaproponować,
            oferować, =gotowi, =gotowa, =gotów, =gotowe, =poprowadzimy, =poprowadzę, =chętnie,
            =przydałby, =przydałaby, =przydałoby, =prośbą, =prośba, =would like, =we need, =i
            need, =please, =looking for, =просимо, =прошу, =хочемо, =хотіли, =хотіла, =хотів,
            =потрібен, =потрібна, =потрібно, =шукаємо, =można przyjść, =można się umówić,
            =można umówić, =da się umówić, =чи можна прийти, =чи можна записатися, =znajdzie
            się, =znalazłoby się, =znalazłaby się, =znalazłby się,
            =szansa, =bierzemy, =wybieramy, =wybieram, =marzy nam"""),
        "kind": phrases("""=byłaby pani tak, =byłby pan tak, =byliby państwo tak, =bylibyście tak, =bądźcie tak,
            =would you be so kind, =could you be so kind"""),
        "possible": phrases("""=czy możliwe, =czy możliwa, =czy możliwy, =byłaby możliwość, =istnieje możliwość,
            =jest możliwość, =is it possible, =would it be possible"""),
        "can": phrases("""=mogłabym, =mógłbym, =moglibyśmy, =mogłybyśmy, =możemy, =mogę, =mogliby,
            =moglibyście, =mogłoby, =mógłby, =mogłaby, =możecie, =mogą państwo, =da się,
            =zgodziłoby się, =zgodzi się, =zgodzą się, =zgodziliby się, =zgodzilibyście się, =zgodzicie się,
            =zechcą, =zechcieliby, =zechcielibyście, =zechciałoby, =dałoby się,
            =udostępnią, =udostępnicie, =pożyczycie, =pożyczą, =użyczycie,
            =could, =can we, =can i, =may we, =may i, =чи можемо, =чи могли, =можемо, =можете"""),
    },
    typos=False,
)
"""Words of asking for something, and of asking whether it may be had."""
_EXISTING = Vocabulary(
    {
        "exist": phrases("""=czy będzie, =czy jest, =czy są, =czy będą, przyjmować, dyżurować, odbywać się,
            odbyć się, =czy planują, =czy planujecie, =is there, =are there, =чи є, =чи буде,
            =będzie dyżur""")
    },
    typos=False,
)
_INFORM = Vocabulary(
    {
        "told": phrases("""informacja, odpowiedź, zapytać, spytać, dowiedzieć, wiedzieć, cennik,
            =information, =know, інформаці*, відповід*, дізнатися"""),
        "inform": phrases("""wiadomość, kontakt, potwierdzenie, powiedzieć, napisać, poinformować,
            doprecyzować, wyjaśnienie, podanie, wskazówka, =tell, =inform, =let me, =let us,
            =reply, сказати"""),
    },
    typos=False,
)
_OBTAINING = Vocabulary(
    {
        "obtain": phrases("""zarezerwować, dostać, otrzymać, wynająć, skorzystać, spotkać, spotykać,
            zorganizować, zrobić, odbyć, udostępnić, użyczyć, zająć, przyjąć, ugościć,
            przyjść, usiąść, liczyć, urządzić, wypożyczyć, pożyczyć, powiesić, =have, =book,
            =get, =use, =reserve, =hold, =rent, =hire, забронювати, отримати, скористатися,
            провести, орендувати""")
    },
)
_JUST_ASKING = Vocabulary(
    {
        "just": phrases("""=tylko pytam, =na razie tylko, =tylko się orientuję, =tylko się rozglądam, =na
            razie się, =na przyszłość, =póki co, =narazie tylko, =tylko zapytać, =tylko
            orientacyjnie, =just asking, =just wondering, =for now""")
    },
    typos=False,
)


def only_asks(passage: Passage, kind: str, days: bool, hours: bool) -> Match | None:
    """The words that ask (for a price, rules, whether), where nothing is asked for beyond the answer."""
    priced = any(match.concept == "price" for match in passage.find(QUESTION))
    told = passage.has(AGREED) and not passage.has(PLEASE, "please")
    unsettled = passage.find(_NOT_YET)
    if unsettled:
        return unsettled[0]
    if days and kind != "training" and not told and not (priced and not hours):
        return None
    if kind == "training" and _enrols_some(passage):
        return None
    if kind == "advice" and not passage.has(QUESTION, "price", "rules", "general") and not passage.has(_EXISTING):
        return None
    asked = passage.find(QUESTION) + [
        Match("mark", index, index) for index, raw in enumerate(passage.raws, passage.first) if raw == "?"
    ]
    just = passage.find(_JUST_ASKING)
    if just:
        return (asked or just)[0]
    if not asked or any(_wishes(passage, match, kind) for match in passage.find(PLEASE)):
        return None
    if not priced and not passage.has(QUESTION, "rules") and any(_will_you(passage, mark.first) for mark in asked):
        return None
    return asked[0]


_NOT_YET = Vocabulary(
    {
        "unsettled": phrases("""=nie rezerwuję, =nie rezerwujemy, =jeszcze nie rezerwujemy, =tylko pytam, =tylko pytamy,
            =zanim cokolwiek, =zanim podejmiemy decyzję, =zanim się zdecydujemy, =before we decide,
            =just asking, =just wondering""")
    },
    typos=False,
)


def _will_you(passage: Passage, mark: int) -> bool:
    """ "wrzucicie nasz plakat?", "opublikują Państwo ogłoszenie?": a deed is asked for, not how things are done."""
    sentence = passage.sentence(mark)
    if any(token.folded.endswith(("libyscie", "lybyscie")) for token in sentence.tokens):
        return True
    polite = any(token.folded in ("panstwo", "centrum") for token in sentence.tokens)
    return any(
        tag.startswith("fin:") and tag.endswith(":perf") and (":sec:" in tag or (polite and ":pl:ter:" in tag))
        for token in sentence.tokens
        if token.is_word
        for _, tag in loose_analyses(token.raw)
    )


def _enrols_some(passage: Passage) -> bool:
    """ "czy można jeszcze zgłosić trzy osoby"."""
    return any(
        number_at(passage.letter.text, index) is not None
        for match in passage.find(TRAINING)
        if match.concept == "enrol"
        for index in range(match.last + 1, min(passage.last, match.last + 3) + 1)
    )


def _wishes(passage: Passage, match: Match, kind: str) -> bool:
    """Whether "prosimy", "czy moglibyśmy" asks for the thing itself, not to be told something."""
    sentence = passage.sentence(match.first)
    if passage.first < match.first and passage.letter.tokens[match.first - 1].folded in ("nie", "не", "not", "don't"):
        return False  # "nie chcę jeszcze niczego rezerwować"
    conditional = passage.letter.tokens[passage.clause(match.first).first].folded in _IF
    if conditional and not passage.letter.tokens[match.first].folded.startswith("pros"):
        return False  # "jeśli od gości bierzemy po 5 zł"
    if kind == "training" and _asks_whether_planned(passage) and _would_come(sentence, match):
        return False
    following = passage.part((match.first, match.last + 4))
    if kind != "promotion" and following.has(_INFORM, *(("told",) if kind == "advice" else ("told", "inform"))):
        return False
    if match.concept == "possible":
        return kind != "booking"
    if match.concept == "can" and kind == "booking":
        return sentence.has(_OBTAINING)
    return True


_IF = IFS | {"gdy"}


def _would_come(sentence: Passage, match: Match) -> bool:
    """ "chętnie bym się wybrała": a reason to ask whether a training is planned, no enrolment."""
    word = sentence.letter.tokens[match.first].folded
    return word.startswith(("chetn", "chcial", "chciel", "would")) and not sentence.has(TRAINING, "enrol", "propose")


def _asks_whether_planned(passage: Passage) -> bool:
    """ "czy jesienią będą szkolenia", "kiedy odbędzie się następny kurs"."""
    tokens = passage.letter.tokens
    return any(
        passage.part((match.last + 1, min(match.last + 5, passage.sentence(match.first).last))).has(_PLANNED)
        for match in passage.find(_WHETHER)
        if tokens[match.last].sentence == tokens[min(match.last + 1, passage.last)].sentence
    )


_WHETHER = Vocabulary({"whether": phrases("=czy, =kiedy, =чи, =коли, =are, =will, =do, =when, =is")}, typos=False)

_PLANNED = Vocabulary(
    {
        "planned": phrases("""=będą, =będzie, =jest, =są, odbyć się, odbywać się, planować, planowany, organizować,
            prowadzić, przewidywać, =planning, =planned, =plan, =run, =there, =next, =будуть, =буде, =плануєте""")
    },
    typos=False,
)


def asks_in_general(passage: Passage) -> Match | None:
    """ "Czy można wynająć salę w niedzielę?", "Czy w soboty sale są czynne?": how it is in general, for nobody yet."""
    told = any(match.concept in ("please", "can") for match in passage.find(PLEASE))
    if told or passage.has(AGREED) or passage.has(EVENTS):
        return None
    for match in passage.find(_GENERALLY):
        sentence = passage.sentence(match.first)
        if sentence.tokens[-1].raw == "?" or sentence.has(QUESTION, "asking"):
            return match
    return None


_GENERALLY = Vocabulary(
    {
        "generally": phrases("""=można, =da się, =wynajmują, =wynajmujecie, =udostępniają, =udostępniacie, =czynne,
            =czynny, =czynna, =otwarte, =otwarty, =są dostępne, =działa, =działają, =pracują, =pracujecie,
            =możliwy, =możliwe, =możliwość, =is it possible, =do you rent, =do you hire, =do you lend, =are open,
            =is open, =open on, =rooms available, =чи можна, =чи можливо, =чи працюєте, =чи працює""")
    },
    typos=False,
)
