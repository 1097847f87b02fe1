"""What a clause says of a head count in it: that people are expected, or that it tells of the past or of a size."""

from mail_ingest.reading.passage import Passage, tells_past
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

_EXPECTING = Vocabulary(
    {
        "expect": phrases("""=będzie, =będą, =będziemy, =byłoby, =byłaby, spodziewać, przewidywać, planować,
            liczyć, szacować, przyjść, przychodzić, przybyć, przyjechać, zgłaszać, zgłosić,
            zapisywać, zapisać, wziąć udział, brać udział, uczestniczyć, chodzić, zagrać,
            ćwiczyć, pojawić, zasiąść, usiąść, przyjmować, przyjąć, wysłać, delegować,
            dotrzeć, wchodzić, skład, liczba, ilość, ekipa, grupa, dla, zmieścić, pomieścić,
            liczny, potrzebować, uczyć, =expect, =will, =are, =group, =for, =about, =буде,
            =прийде, =очікуємо, =близько, =для, =прийдуть, =група, =групі""")
    },
)
_FORESEEING = Vocabulary(
    {
        "foresee": phrases("""spodziewać, przewidywać, szacować, liczyć na, =będzie, =będą, =będziemy,
            =przyjdzie, =przyjdą, =przyjdziemy, =przybędzie, =zapisało, =zapisały, =weźmie,
            =wezmą, =zagra, =pojawi, =zgłosiło, =zgłosiły, =expect, =expecting, =will, =буде,
            =прийде, =очікуємо, =прийдуть, =potrzebujemy, przewidywany, spodziewany, planowany""")
    },
    typos=False,
)
_ORGANISATIONS = Vocabulary(
    {
        "body": phrases("""klub, stowarzyszenie, organizacja, koło, sieć, towarzystwo, związek, fundacja,
            bractwo, chór, hufiec, network, =association, osiedle, wspólnota, szkoła, informal
            group"""),
        "time": phrases("""=obecnie, =dziś, =dzisiaj, =aktualnie, =currently, =zrzesza, zrzeszać, liczyć
            sobie, należeć, pomagać, pomóc, wspierać, wesprzeć, obdarować, =w =naszym =klubie
            =jest, =w =naszym =stowarzyszeniu =jest, =w =naszym =kole =jest"""),
    },
    typos=False,
)


def circumstances(passage: Passage, first: int, last: int) -> int:
    """What the clause adds (a verb of expecting) or takes (the past, an organisation's size, an earlier number)."""
    clause = passage.clause(first)
    tokens = passage.letter.tokens
    expecting = any(match.last < first or match.first > last for match in clause.find(_EXPECTING))
    past = tells_past(clause) and not any(_SIGNED.concepts(token.raw) for token in clause.tokens if token.is_word)
    if past or _of_organisation(passage, clause, first):
        return -5
    near = tokens[max(passage.first, first - 6) : first]
    if any(token.folded in ("ostatnio", "poprzednio", "zeszlym", "ubieglym", "dotychczas") for token in near):
        return -4
    return 2 if clause.has(_FORESEEING) else int(expecting)


_SIGNED = Vocabulary(
    {
        "signed": phrases("""zaprosić, zapowiedzieć, zapisać, zgłosić, potwierdzić, zadeklarować, zwiększyć,
            wzrosnąć, urosnąć, zmniejszyć, =mieliśmy, uzbierać, zebrać, chcieć, =registered,
            =signed, zmienić""")
    }
)


def _of_organisation(passage: Passage, clause: Passage, first: int) -> bool:
    """ "Klub liczy 61 członków", "sieć zrzesza 40 osób": a size, not an attendance."""
    before = passage.part((clause.first, first))
    return (before.has(_ORGANISATIONS, "body") and before.has(_SIZE)) or before.has(_ORGANISATIONS, "time")


_SIZE = Vocabulary({"size": phrases("liczyć, zrzeszać, skupiać, należeć, =of, =has, mieć")}, typos=False)


def visits(passage: Passage, first: int) -> bool:
    """Whether a head count is of those who come ("przyjdą dwie osoby"), not of those spoken of."""
    found = passage.clause(first).find(_VISITING)
    # "jesteśmy czwórką studentów" tells who writes, not how many come
    return any(passage.letter.tokens[match.first].folded not in ("jestesmy", "jestem") for match in found)


_VISITING = Vocabulary(
    {
        "visit": phrases("""przyjść, przychodzić, przyjechać, być, =będzie, =będą, =będziemy, dotrzeć, wpaść,
            stawić, pojawić, uczestniczyć, =nas, =we, =come, =us, =be, =will, =нас, прийти,
            =прийде, =прийдемо, =прийдуть, =буде, umówić, =spotkanie""")
    },
    typos=False,
)
