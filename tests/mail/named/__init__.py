"""Hostile and broken messages of our own making, each with its name and what is to become of it."""

from tests.mail.named.charsets import CHARSETS, ENCODINGS
from tests.mail.named.files import CONTENTS, NAMES
from tests.mail.named.headers import DATES, FROM, IDS, MISSING, OTHERS, SUBJECTS
from tests.mail.named.letter import Named
from tests.mail.named.machines import ANSWERS, BULK
from tests.mail.named.markup import MARKUP
from tests.mail.named.returns import RETURNS
from tests.mail.named.structure import PARTS, SEALED, WIRE
from tests.mail.named.twins import TWINS

CLASSES: tuple[dict[str, Named], ...] = (
    CHARSETS, ENCODINGS, MISSING, FROM, SUBJECTS, DATES, IDS, OTHERS, PARTS, SEALED, WIRE, NAMES, CONTENTS, RETURNS,
    ANSWERS, BULK, MARKUP, TWINS,
)  # fmt: skip
MESSAGES = {name: message for each in CLASSES for name, message in each.items()}
