"""What was agreed with the Centre before, as letters tell it."""

from mail_ingest.reading.words.vocabulary import Vocabulary, participles, phrases

_LENT_WORDS = phrases("""=wypożyczyliśmy, =wypożyczyłyśmy, =wypożyczyłam, =wypożyczyłem, =pożyczyliśmy, =pożyczyłyśmy,
    =pożyczyłam, =pożyczyłem, =mieliśmy oddać, =mieliśmy go oddać, =mieliśmy ją oddać, =mieliśmy je oddać, =miałyśmy
    oddać, =miałam oddać, =miałem oddać, =miałam go oddać, =miałem go oddać, =mamy od państwa, =mamy od was, =mam od
    państwa, =mam od was, =borrowed, =позичили""")
LENT = Vocabulary({"lent": _LENT_WORDS}, typos=False)
"""What the writers have of the Centre's already."""
RESERVED = Vocabulary(
    {
        "reserved": _LENT_WORDS
        + participles("zarezerwowan zamówion umówion zaklepan zabukowan potwierdzon przydzielon zaplanowan")
        + phrases("""=mamy rezerwację, =mam rezerwację, =mamy u państwa, =mamy salę, =mam salę, =mamy
            zajętą, =mieliśmy rezerwację, =nasza rezerwacja, =naszej rezerwacji, =naszą
            rezerwację, =moja rezerwacja, =mojej rezerwacji, =moją rezerwację, =rezerwacji,
            =rezerwację na, =rezerwacja na, =rezerwacja z, =miałam przyjść, =miałem przyjść,
            =mieliśmy przyjść, =mamy u was, =mam u was,
            =w państwa kalendarzu, =w waszym kalendarzu, =mam u państwa, =przyznano nam,
            =przydzielono nam, =przyznaliście nam, =przydzieliliście nam, =dostaliśmy salę, =dostałyśmy salę,
            =zarezerwowaliśmy, =zarezerwowałam, =zarezerwowałem, =umówiłam,
            =umówiłem, =umówiliśmy, =mamy umówione, =planowane, =zaplanowany, =pierwotnie,
            =wcześniej ustalony, =zarezerwowane, =booked, =our booking, =our reservation, =my
            booking, =have a booking, =reserved, =заброньован*, =наше бронювання,
            заброньован*, =забронювали"""),
    },
    typos=False,
)
"""What was agreed before, or may be meant so: "planowane", "rezerwacji" stand in a new request as well."""
AGREED = Vocabulary(
    {
        "agreed": participles("zarezerwowan zamówion umówion zaklepan zabukowan potwierdzon")
        + phrases("""=mamy rezerwację, =mam rezerwację, =mieliśmy rezerwację, =miałam przyjść, =miałem
            przyjść, =mieliśmy przyjść, =mieliśmy mieć, =związku z rezerwacją, =do rezerwacji,
            =mamy u was, =mam u was, =mamy u państwa, =przyznano nam, =przydzielono nam, =przyznaliście nam,
            =przydzieliliście nam,
            =dotyczy rezerwacji, =dotyczące rezerwacji, =nasza rezerwacja, =naszej rezerwacji,
            =naszą rezerwację, =moja rezerwacja, =mojej rezerwacji, =our booking, =my booking,
            =booked, =have a booking, =have a reservation, =appointment on, заброньован*,
            =записана, =забронювали, =записаний""")
    },
    typos=False,
)
"""What was agreed before, said so that it can't be a new request."""
