"""What a request wants done: something new, a change, a cancellation, or only an answer.

read_intent(passage, kind, days=True, reply=False)      # → Found("change", first, last, …)
"""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.agreed import AGREED, RESERVED
from mail_ingest.reading.requests.cancelling import CALLING_OFF, calling_off
from mail_ingest.reading.requests.changing import MOVING, moving
from mail_ingest.reading.requests.kind_words import ADDRESS, EVENTS, TRAINING
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import QUESTION, THANKS, Vocabulary, phrases


def read_intent(
    passage: Passage,
    kind: str,
    *,
    days: bool,
    hours: bool = False,
    period: bool = False,
    vague: bool = False,
    reply: bool = False,
) -> Found[str]:
    """The intent. `days`: a wanted day is named, `period`: a week or month, `vague`: nothing but weekdays ("w soboty");
    `reply`: it answers the Centre's letter."""
    first, last = passage.first, passage.last
    if kind == "other":
        return _of_other(passage)
    moved = None if kind in ("registered_address", "promotion") else moving(passage, reply=reply)
    if kind == "registered_address" and (altered := _alters_address(passage)) is not None:
        return Found("change", altered.first, altered.last, Confidence.LIKELY)
    off = calling_off(passage) if kind != "promotion" else None
    if kind == "registered_address" and off is not None and not passage.clause(off.first).has(ADDRESS):
        off = None
    if moved is not None and (off is None or moved.concept != "rest"):
        return Found(
            "change", moved.first, moved.last, Confidence.CERTAIN if moved.concept == "move" else Confidence.LIKELY
        )
    if off is not None and kind == "training" and passage.part((off.last + 1, passage.last)).has(_IN_PLACE):
        return Found("change", off.first, off.last, Confidence.LIKELY)
    if off is not None:
        return Found("cancel", off.first, off.last, Confidence.CERTAIN if off.concept == "off" else Confidence.LIKELY)
    general = _asks_in_general(passage) if vague and kind == "booking" else None
    if general is not None:
        return Found("question", general.first, general.last, Confidence.LIKELY)
    days = days or (period and not passage.has(QUESTION) and not passage.has(_VACANT))
    asked = _only_asks(passage, kind, days, hours)
    if asked is not None:
        return Found("question", asked.first, asked.last, Confidence.LIKELY)
    asking = next((match for match in passage.find(_PLEASE)), None)
    if asking is not None:
        first, last = asking.first, asking.last
    elif first <= last:
        wished = passage.sentence(_first_wish(passage))
        first, last = wished.first, wished.last
    sure = days and asking is not None and not reply and not _speaks_of_earlier(passage)
    return Found("new", first, last, Confidence.CERTAIN if sure else Confidence.LIKELY)


_IN_PLACE = Vocabulary(
    {"in place": phrases("wpisać, dopisać, =w jej miejsce, =w jego miejsce, =zamiast, zastąpić, =instead, =замість")},
    typos=False,
)


def _alters_address(passage: Passage) -> Match | None:
    """ "zmiana adresu korespondencyjnego w umowie": of an address that is lent already, not one to be had here."""
    altered = [
        match
        for match in passage.find(MOVING)
        if match.concept == "alter" and passage.part((match.last + 1, match.last + 3)).has(ADDRESS)
    ]
    if not altered or passage.has(ADDRESS, "yours"):
        return None
    return None if any(token.folded in ("centrum", "cop", "babina") for token in passage.tokens) else altered[0]


def _speaks_of_earlier(passage: Passage) -> bool:
    """Whether words of booked things, of changing or calling off stand in it, even if they are not taken as such."""
    return passage.has(RESERVED) or passage.has(CALLING_OFF) or passage.has(MOVING)


def _first_wish(passage: Passage) -> int:
    """Where a letter without a word of asking begins to say what it wants: its first question or its first event."""
    marks = [index for index, raw in enumerate(passage.raws, passage.first) if raw == "?"]
    return min([*marks, *(match.first for match in passage.find(EVENTS))], default=passage.first)


def _asks_in_general(passage: Passage) -> Match | None:
    """ "Czy można wynająć salę w niedzielę?", "Czy w soboty sale są czynne?": how it is in general, for nobody yet."""
    told = any(match.concept in ("please", "can") for match in passage.find(_PLEASE))
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


def _of_other(passage: Passage) -> Found[str]:
    mark = next((index for index, raw in enumerate(passage.raws, passage.first) if raw == "?"), None)
    if mark is not None and not offers(passage):
        sentence = passage.sentence(mark)
        return Found("question", sentence.first, sentence.last, Confidence.LIKELY)
    asking = [match for match in passage.find(QUESTION) if match.concept == "asking"]
    if asking and not passage.has(THANKS, "thanks") and not offers(passage):
        return Found("question", asking[0].first, asking[0].last, Confidence.LIKELY)
    return Found("new", passage.first, passage.last, Confidence.LIKELY)


_OFFERS = Vocabulary(
    {
        "offer": phrases("""oddać, oddanie, oferować, przekazać, podarować, ofiarować, =za darmo, darowizna,
            sprzedać, =give away, =donate, віддати, подарувати, віддамо""")
    }
)


def offers(passage: Passage) -> bool:
    """Whether something is given away."""
    return passage.has(_OFFERS)


def asks_plainly(passage: Passage) -> bool:
    """Whether the writer asks for something for themselves."""
    return passage.has(_PLEASE) or "?" in passage.raws


_VACANT = Vocabulary({"vacant": phrases("wolny, dostępny, =available, =free, вільн*")}, typos=False)
_EXISTING = Vocabulary(
    {
        "exist": phrases("""=czy będzie, =czy jest, =czy są, =czy będą, przyjmować, dyżurować, odbywać się,
            odbyć się, =czy planują, =czy planujecie, =is there, =are there, =чи є, =чи буде,
            =będzie dyżur""")
    },
    typos=False,
)
_PLEASE = Vocabulary(
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
            =dałoby się, =udostępnią, =udostępnicie, =pożyczycie, =pożyczą, =użyczycie,
            =could, =can we, =can i, =may we, =may i, =чи можемо, =чи могли, =можемо, =можете"""),
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


def _only_asks(passage: Passage, kind: str, days: bool, hours: bool) -> Match | None:
    """The words that ask (for a price, rules, whether), where nothing is asked for beyond the answer."""
    priced = any(match.concept == "price" for match in passage.find(QUESTION))
    told = passage.has(AGREED) and not passage.has(_PLEASE, "please")
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
    if not asked or any(_wishes(passage, match, kind) for match in passage.find(_PLEASE)):
        return None
    if not priced and not passage.has(QUESTION, "rules") and any(_will_you(passage, mark.first) for mark in asked):
        return None
    return asked[0]


_NOT_YET = Vocabulary(
    {
        "unsettled": phrases("""=nie rezerwuję, =nie rezerwujemy, =jeszcze nie rezerwujemy, =tylko pytam, =tylko pytamy,
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


_IF = frozenset(words("jesli jezeli gdy gdyby if якщо"))


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
