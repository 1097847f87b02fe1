"""What advice, or a training, is about: legal, accounting, organisational, funding, founding.

    read_topic(passage)                       # → Found("accounting", first, last, …) or None
    read_topic(passage, training=True)        # of a training only its own name and subject count

The adviser who is asked for decides most ("do księgowej"), then the matter itself; founding a new organisation wins
over the papers that it takes (statute, register entry), which alone are legal.
"""

from collections import defaultdict
from itertools import pairwise

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage, is_past
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import ASKING, NEGATION, Vocabulary, phrases

ADVISERS = Vocabulary(
    {
        "legal": phrases("""prawnik, prawniczka, radca prawny, radczyni prawna, adwokat, mecenas, porada
            prawna, pomoc prawna, =od spraw prawnych, konsultacja prawna, doradztwo prawne,
            dyżur prawny, dyżur prawnika, spotkanie z prawnikiem, radca, notariusz, =lawyer,
            =solicitor, =attorney, =legal advice, =legal adviser, =legal advisor, =legal
            consultation, юрист*, адвокат*, юридичн*, правнич*"""),
        "accounting": phrases("""=księgowa, =księgowej, =księgową, =księgowy, =księgowego, =księgowemu, =księgowym,
            porada księgowa, konsultacja księgowa, doradztwo księgowe, pomoc księgowa, doradca
            podatkowy, =od księgowości, =od finansów, =od podatków, porada podatkowa, dyżur
            księgowej, =accountant, =accounting advice, =tax adviser, =tax advisor, бухгалтер*"""),
        "funding": phrases("""doradca do spraw funduszy, doradca od dotacji, =od dotacji, =od grantów, =od
            funduszy, =od wniosków, doradca grantowy, doradca od grantów, doradca od funduszy,
            doradca ds dotacji, fundraiser*, ekspert od funduszy, =fundraiser, =grant adviser"""),
        "organisational": phrases("""doradca organizacyjny, =od spraw organizacyjnych, =od organizacji,
            organizacja pracy, doradca od spraw organizacyjnych, doradca w sprawach organizacyjnych,
            porada organizacyjna,
            konsultacja organizacyjna, doradztwo organizacyjne, sprawa organizacyjna,
            =organisational advice, =organisational adviser, =organizational advice,
            організаційн*"""),
    }
)

MATTERS = Vocabulary(
    {
        "legal": phrases("""umowa, kontrakt, statut, rodo, dane osobowe, ochrona danych, odpowiedzialność
            prawna, odpowiedzialność członków, odpowiedzialność zarządu, sąd, pozew, uchwała,
            wypowiedzenie, najem, licencja, prawo autorskie, przepis, ustawa, prawny, prawnie,
            prawo, wpis zmian, zmiana w krs, zmiana krs, wniosek do krs, rejestr,
            pełnomocnictwo, likwidacja, spór, mandat, kara umowna, zezwolenie, pozwolenie,
            regulamin zbiórki, zbiórka publiczna, użyczenie lokalu, standard ochrony
            małoletnich, ochrona małoletnich, standard ochrony dzieci, ochrona dzieci, polityka prywatności,
            =do krs, =w krs, krajowy rejestr sądowy, wizerunek, zmiana statutu, =agreement,
            =contract, =statute, =law, =legal, =gdpr, =court, договір*, статут*, закон*, суд"""),
        "accounting": phrases("""księgowość, księgowy, sprawozdanie finansowe, bilans, rachunkowość, podatek, =vat,
            =cit, =pit, kasa fiskalna, faktura, fakturowanie, ewidencja, ewidencja przychodów,
            koszt, księgować, zaksięgować, rachunek zysków, rozliczenie podatku, deklaracja
            podatkowa, polityka rachunkowości, składka zus, zus, lista płac, darowizna
            rzeczowa, amortyzacja, zeznanie, księgi rachunkowe, e-deklaracja,
            finansowo-księgowy, prowadzenie ksiąg, prowadzić księgi,
            jpk, ksef, =accounting, =bookkeeping, =tax, =taxes, =vat,
            =invoice, =financial statement, =financial report, бухгалтер*, податк*, фінансов*
            звіт*"""),
        "funding": phrases("""dotacja, grant, mikrogrant*, mikrodotacja, konkurs ofert, otwarty konkurs, oferta
            realizacji zadania, dofinansowanie, wkład własny, budżet zadania, budżet projektu,
            wniosek o dotację, wniosek o dofinansowanie, zdobyć pieniądze, zdobyć środki, zdobyć fundusze,
            zdobywanie pieniędzy, zdobywanie środków, pozyskać pieniądze, pozyskać fundusze, oferta w konkursie,
            oferta konkursowa, konkurs miasta, konkurs miejski, konkurs na zadanie, pisanie wniosków, pisanie projektów,
            fundraising*, sponsor, sponsoring, nabór wniosków, rozliczenie dotacji,
            rozliczanie dotacji, sprawozdanie z dotacji, sprawozdanie z zadania, pozyskiwanie
            środków, pozyskiwanie funduszy, pozyskać środki, fundusz, grantodawca, półtora
            procent, 1 procent, jeden procent, =opp, generator, witkac*, crowdfunding*,
            zbiórka internetowa, darczyńca, mecenat, budżet obywatelski, inicjatywa lokalna,
            mały grant, tryb małych grantów, konkurs grantowy, nowefio*, fio, niw, erasmus*,
            zadanie publiczne, finansowanie, =grant, =grants, =funding, =fundraising, =call
            for proposals, =sponsors, =subsidy, грант*, фінансуван*, дотаці*, кошторис*"""),
        "organisational": phrases("""podział zadań, podział obowiązków, podzielić zadania, podzielić się zadaniami,
            podzielić się obowiązkami,
            podzielić obowiązki, dzielić obowiązki, kłócić się,
            zakres obowiązków, zarządzanie, zarządzać, współpraca w zarządzie, organizacyjny,
            rekrutacja wolontariuszy, rekrutować wolontariuszy, koordynacja wolontariatu,
            strategia, plan działania, planowanie strategiczne, konflikt, komunikacja
            wewnętrzna, dokumentacja zebrań, prowadzenie zebrań, dokument z posiedzeń, praca
            zespołu, praca zespołowa, nowy zarząd, struktura, regulamin pracy, budowanie
            zespołu, praca wolontariuszy, praca z wolontariuszami, pozyskiwanie wolontariuszy, pozyskać wolontariuszy,
            wolontariat, lider, przywództwo, rozwój organizacji, =management,
            =volunteer management, =strategy, =teamwork, =organisational, =running an
            organisation, управлін*, стратегі*"""),
    }
)

_FOUNDING = Vocabulary(
    {
        "found": phrases("""wpis nowy, założyć, zakładać, sformalizować, sformalizować się, przekształcić, zakładanie,
            założenie, utworzyć, tworzyć, utworzenie, tworzenie, powołać, powołanie, stworzyć,
            zarejestrować, zarejestrowanie, rejestracja, rejestrować, powstać, powstawać, =turn it into,
            =turn into, =turn ourselves into, =set up, =setting up, =found, =founding, =establish, =establishing,
            =create, =start,
            =register, =registering, заснува*, засновув*, створ*, зареєструва*, реєстраці*,
            відкрити"""),
        "meeting": phrases("""zebranie założycielskie, komitet założycielski, członek założyciel, akt
            założycielski, założycielski"""),
    }
)
_BODIES = Vocabulary(
    {
        "body": phrases("""stowarzyszenie, fundacja, organizacja, klub, spółdzielnia, koło, ngo,
            =association, =foundation, =organisation, =charity, =organization, =ngo, фундаці*,
            фонд, фонду, організаці*, об'єднан*, товариств*, асоціаці*""")
    }
)
_OURS = frozenset(words("nasz nasza naszej nasze naszego naszym jestem jako byla byl our наш наша"))
_ADVISER_WEIGHT, _MATTER_WEIGHT = 4, 1


def read_topic(passage: Passage, *, training: bool = False) -> Found[str] | None:
    """The topic, or None where nothing tells it."""
    if (founding := _founding(passage, lesson=training)) is not None:
        return founding
    scores: dict[str, int] = defaultdict(int)
    places: dict[str, Match] = {}
    for weight, match in _clues(passage, training):
        scores[match.concept] += weight
        if match.concept not in places or weight > _MATTER_WEIGHT:
            places[match.concept] = match
    if not scores:
        return None
    best = max(scores, key=lambda topic: (scores[topic], -places[topic].first))
    place = places[best]
    sure = sum(scores.values()) == scores[best] or scores[best] >= 4
    return Found(best, place.first, place.last, Confidence.CERTAIN if sure else Confidence.LIKELY)


def _clues(passage: Passage, training: bool) -> list[tuple[int, Match]]:
    clues = (
        []
        if training
        else [(_ADVISER_WEIGHT, match) for match in passage.find(ADVISERS) if not is_ours(passage, match)]
    )
    clues += [
        (_MATTER_WEIGHT + (match.last > match.first) + _of_register(passage, match), match)
        for match in passage.find(MATTERS)
        if not (training and (_is_audience(passage, match) or _is_paper_for(passage, match)))
    ]
    clues += [
        (2, Match("funding", index, index + 3))
        for index in range(passage.first, passage.last - 2)
        if _share_of_tax(passage, index)
    ]
    return clues


def _of_register(passage: Passage, match: Match) -> bool:
    """Whether it names the court register, which alone makes a matter legal ("wpisać nowy zarząd do KRS")."""
    return passage.letter.tokens[match.last].folded == "krs"


def _share_of_tax(passage: Passage, index: int) -> bool:
    """ "1,5%", "1,5 procent": the share of the income tax that people may give to an organisation of public benefit."""
    tokens = passage.letter.tokens
    if tokens[index].raw != "1":
        return False
    said = [token.folded for token in tokens[index : index + 4]]
    return said[1:2] in ([","], ["."]) and said[2:3] == ["5"] and said[3] in _PERCENT


_PERCENT = frozenset(words("% procent procenta proc"))


def _is_audience(passage: Passage, match: Match) -> bool:
    """Whether a training is for these people, not about them: "dla liderów wolontariatu"."""
    tokens = passage.letter.tokens
    if any(token.folded in ("dla", "для") for token in tokens[max(passage.first, match.first - 3) : match.first]):
        return True
    return match.first > passage.first and tokens[match.first - 1].folded == "for"


def _is_paper_for(passage: Passage, match: Match) -> bool:
    """ "faktury nie potrzebujemy", "fakturę proszę wystawić na fundację": no matter of a training."""
    return passage.letter.tokens[match.first].folded.startswith("faktur") and (
        passage.clause(match.first).has(NEGATION) or passage.clause(match.first).has(_ISSUING)
    )


_ISSUING = Vocabulary(
    {"issue": phrases("wystawić, wystawienie, przesłać, dane do, potrzebować, potrzebny")}, typos=False
)


def is_ours(passage: Passage, match: Match) -> bool:
    """Whether it is the writer's own accountant or lawyer, named as such or in a reason ("bo księgowa choruje")."""
    before = passage.letter.tokens[max(passage.first, match.first - 2) : match.first]
    return any(token.folded in _OURS for token in before) or in_reason(passage, match)


def in_reason(passage: Passage, match: Match) -> bool:
    """Whether the adviser stands in a reason that itself asks for nothing."""
    clause = passage.clause(match.first)
    begins = passage.letter.tokens[max(passage.first, clause.first - 1) : clause.first + 1]
    return any(token.folded in _REASONS for token in begins) and not clause.has(ASKING)


_REASONS = frozenset(words("bo gdyz poniewaz albowiem because since бо"))


def speaks_of_founding(passage: Passage) -> bool:
    """Whether a new organisation is to be set up."""
    return _founding(passage) is not None


def _founding(passage: Passage, *, lesson: bool = False) -> Found[str] | None:
    """ "chcemy założyć fundację", "rejestracja stowarzyszenia" - not "stowarzyszenie założono w 1991".

    `lesson`: only what a training is about: "z zakładania stowarzyszeń", "jak założyć fundację".
    """
    for match in passage.find(_FOUNDING):
        if match.concept == "meeting":
            continue
        word = passage.letter.tokens[match.first]
        if lesson and (match.first == 0 or passage.letter.tokens[match.first - 1].folded not in _ABOUT):
            continue
        if is_past(word) or word.folded.endswith(("ono", "ony", "ona", "ano", "ana", "ane", "ane", "onego", "onej")):
            continue
        body = next((body for body in passage.find(_BODIES) if match.last < body.first <= match.last + 6), None)
        between = passage.letter.tokens[match.last + 1 : body.first] if body is not None else ()
        if body is not None and all(token.sentence == word.sentence for token in between):
            return Found("founding", match.first, body.last)
    return None if lesson else _forms_compared(passage)


def _forms_compared(passage: Passage) -> Found[str] | None:
    """ "stowarzyszenie czy fundacja?": who chooses between legal forms has no organisation yet."""
    tokens = passage.letter.tokens
    forms = [match for match in passage.find(_BODIES) if _is_form(passage, match)]
    for one, other in pairwise(forms):
        sentence = passage.sentence(one.first)
        if other.last > sentence.last or tokens[one.first].folded == tokens[other.first].folded:
            continue
        if any(token.folded in _CHOOSING for token in sentence.tokens):
            return Found("founding", one.first, other.last)
    return None


def _is_form(passage: Passage, match: Match) -> bool:
    """Whether the word stands for the legal form itself: without a name, as subject or object."""
    token = passage.letter.tokens[match.first]
    if token.raw.isupper() or (token.raw[:1].isupper() and match.first > passage.sentence(match.first).first):
        return False
    cases = {
        case
        for _, tag in loose_analyses(token.raw)
        if tag.startswith("subst:sg")
        for case in tag.split(":")[2].split(".")
    }
    return bool(cases & {"nom", "acc"})


_CHOOSING = frozenset(words("czy albo lub lepiej wystarczy forma forme formy wybrac or whether чи"))


_ABOUT = frozenset(words("z ze jak o how on of з як"))
