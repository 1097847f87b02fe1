"""People who are told by their names or beside the writer, where no number counts them."""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.people import is_person_noun, noun_after
from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.words.numerals import number_at


def named_people(passage: Passage) -> Found[int] | None:
    """People told by their names: "zgłaszam Annę Nowak i Piotra Lisa" are two, "mnie i koleżankę" as well."""
    tokens = passage.letter.tokens
    if (beside_me := _me_and_others(passage)) is not None:
        return beside_me
    firsts = [
        index
        for index in range(passage.first, passage.last)
        if _is_first_name(tokens[index].raw) and _is_capitalised(tokens[index + 1].raw)
    ]
    if len(firsts) < 2 or any(tokens[i].sentence != tokens[firsts[0]].sentence for i in firsts):
        return None
    return Found(len(firsts), firsts[0], firsts[-1] + 1, Confidence.LIKELY)


def _me_and_others(passage: Passage) -> Found[int] | None:
    """ "mnie i koleżankę Zofię Bies", "siebie, skarbnika oraz dwie wolontariuszki"."""
    tokens = passage.letter.tokens
    first = next((i for i in range(passage.first, passage.last) if tokens[i].folded in ("mnie", "siebie", "me")), None)
    if first is None:
        return None
    count, last, index = 1, first, first + 1
    while index <= passage.last and tokens[index].sentence == tokens[first].sentence:
        token = tokens[index]
        joined = tokens[index - 1].folded in (",", "i", "oraz", "and", "z", "pana", "pania", "moja", "mojego", "nasza")
        number = number_at(passage.letter.text, index) if joined else None
        if number is not None and (noun := noun_after(passage, number.last, one=number.value == 1)) is not None:
            count, last, index = count + number.value, noun, noun
        elif joined and token.is_word and (_is_first_name(token.raw) or is_person_noun(token.raw, one=True)):
            named = token.folded not in ("pana", "pania")
            count, last = count + named, index
        elif token.folded in ("na", "do", ".", ":"):
            break
        index += 1
    return Found(count, first, last, Confidence.LIKELY) if count > 1 else None


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()


def _is_first_name(word: str) -> bool:
    return _is_capitalised(word) and any(label == "imię" for label, _ in labels(word))
