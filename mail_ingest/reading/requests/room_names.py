"""The Centre's rooms and what people call them: data for `rooms`.

The codes are the reading corpus': a lecture hall, two workshop rooms ("workshop" where it is not said which) and an
open space. "numbered" are words that name a room only with its number ("sala nr 2").
"""

from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

_HALL_WORDS = phrases("""wykładowa, konferencyjna, duża, większa, największa, główna, audytoryjna, odczytowa,
    reprezentacyjna""")
_SMALL_WORDS = phrases("warsztatowa, mała, mniejsza, najmniejsza, niewielka, nieduża, kameralna")
_NOUNS = ["sala", "salka"]


def _both_orders(nouns: list[str], adjectives: list[str]) -> list[str]:
    return [f"{a} {b}" for noun in nouns for adjective in adjectives for a, b in ((noun, adjective), (adjective, noun))]


ROOMS = Vocabulary(
    {
        "lecture_hall": [
            *_both_orders(_NOUNS, _HALL_WORDS),
            *(f"sala {size} {kind}" for size in ("duża", "główna") for kind in ("wykładowa", "konferencyjna")),
            *(f"{size} sala {kind}" for size in ("duża", "główna") for kind in ("wykładowa", "konferencyjna")),
            "wykładowa",
            "=konferencyjną",
            "=konferencyjnej",
            "aula",
            "wykładówka",
            *(
                f"={kind} ={noun}"
                for kind in ("lecture", "conference", "large", "big", "main", "larger", "bigger")
                for noun in ("room", "hall")
            ),
            "=lecture =theatre",
            "=main =conference =room",
            "=large =conference =room",
            "зал* для лекці*",
            "лекційн* зал*",
            "конференц зал*",
            "конференц-зал*",
            "велик* зал*",
            "зал* для конференці*",
            "конференційн* зал*",
            "актов* зал*",
            "більш* зал*",
        ],
        "workshop": [
            *_both_orders(_NOUNS, _SMALL_WORDS),
            "mała sala warsztatowa",
            "mała salka warsztatowa",
            "warsztatowa",
            "warsztatówka",
            *(
                f"={size} ={noun}"
                for size in ("workshop", "small", "smaller", "smallest")
                for noun in ("room", "rooms", "hall")
            ),
            *(f"=small =workshop ={noun}" for noun in ("room", "rooms")),
            "=training =room",
            "мал* зал*",
            "маленьк* зал*",
            "менш* зал*",
            "невелик* зал*",
            "зал* для майстер*",
            "зал* для воркшоп*",
            "майстерн* зал*",
            "кімнат* для майстер*",
            "зал* для занять",
            "невеличк* зал*",
            "воркшоп* зал*",
        ],
        "open_space": phrases("""hol, foyer, =hall, =holl, =hallu, lobby, korytarz, przestrzeń wspólna, wspólna
            przestrzeń, przestrzeń otwarta, otwarta przestrzeń, przestrzeń ogólna, open space,
            =open-space, strefa wspólna, część wspólna, =openspace, =open =area, =common
            =area, =common =space, =shared =space, відкрит* прост*, спільн* прост*, фойє, хол,
            =холі, =холу, вестибюл*"""),
        "numbered": phrases("sala, salka, =room, зал*, кімнат*, майстерн*"),
    }
)
