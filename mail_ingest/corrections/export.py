"""From the database to a folder of cases: every message that staff found misread."""

import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlmodel import Session

from copapp import polish
from copapp.correspondence import queries as correspondence
from copapp.correspondence.models import Message
from copapp.reports.queries import Judged, judged
from copapp.reports.rules import DRAFT_FIELDS, SENDER, Judgement, Verdict
from copapp.reports.words import name_of
from copapp.tickets.rules import SENDER_FIELDS
from mail_ingest.corrections.case import Case, Gold, known_of, make_case
from mail_ingest.corrections.numbers import NotDisguised

EVER = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST_NAME_PART = 30


@dataclass
class Exported:
    """What was written, what was left out and why (Polish), and what a person should look at: values that staff filled
    in where nothing was read, which the letter may not say, as (file, field)."""

    written: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    to_check: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """For a person, in Polish."""
        for reason, number in self.left_out.most_common():
            yield f"Pominięto {polish.counted(number, 'wiadomość', 'wiadomości', 'wiadomości')}: {reason}."
        for name, fields in groupby(self.to_check, key=lambda pair: pair[0]):
            said = ", ".join(name_of(each).lower() for _, each in fields)
            yield f"Sprawdź, czy list to mówi ({name}.json, wpisał pracownik): {said}."

    def as_json(self) -> dict[str, Any]:
        return {"written": len(self.written), "left_out": dict(self.left_out)}


def export(session: Session, folder: Path, ours: str, with_added: bool = False) -> Exported:
    """Write each misread message as a case; with `with_added` those, too, where staff only filled in what was not read.

    Raises:
        FileExistsError: the folder holds files already; nothing is written.
        OSError: the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    done = Exported()
    for message in _misread(session, with_added):
        try:
            case = _case(session, message, ours)
        except NotDisguised as reason:
            done.left_out[str(reason)] += 1
            continue
        name = f"{len(done.written) + 1:03d}-{_slug(message)}"
        _write(folder, name, case)
        done.written.append(name)
        done.to_check += [(name, each.field) for each in message.judgements if each.verdict is Verdict.ADDED]
    return done


def _misread(session: Session, with_added: bool) -> Iterator[Judged]:
    for message in judged(session, EVER):
        verdicts = {each.verdict for each in message.judgements}
        if Verdict.WRONG in verdicts or (with_added and Verdict.ADDED in verdicts):
            yield message


def _case(session: Session, found: Judged, ours: str) -> Case:
    message = correspondence.message(session, found.message_id)
    raw = correspondence.raw_message(session, found.message_id)
    assert message is not None
    if found.waiting:
        raise NotDisguised("nie na wszystko jeszcze odpowiedziano")
    if not message.reading:
        raise NotDisguised("wiadomość odczytano, zanim program zachowywał odczyt")
    if message.size != len(raw):
        raise NotDisguised("zachowano tylko nagłówki wiadomości")
    settled = {each.field: each.settled for each in found.sender}
    read = message.reading["sender"]
    known = known_of(
        [read.get("contact_name"), settled.get(f"{SENDER}contact_name")],
        [read.get("organisation"), settled.get(f"{SENDER}organisation_name")],
        [ours],
    )
    # A fresh key for each case, kept nowhere: no list of names leads from what was made up to what was real.
    return make_case(raw, message.stored_at, gold_of(message, found), known, random.Random(secrets.token_bytes(32)))


def gold_of(message: Message, found: Judged) -> Gold:
    """What staff made of a message, in the corpus' form; what they only made more precise is as the letter says it."""
    reading = message.reading
    sender = {key: reading["sender"].get(key) for key in SENDER_FIELDS.values()}
    for name, key in SENDER_FIELDS.items():
        for each in found.sender:
            if each.field == SENDER + name and each.verdict is Verdict.WRONG:
                sender[key] = each.settled or None
    requests = [_request(judgements) for _, (_, judgements) in sorted(found.drafts.items())]
    return {
        "disposition": reading["disposition"],
        "language": reading["language"],
        "sender": sender,
        "requests": requests,
    }


_BLANK: dict[str, Any] = {
    **{name: None for name in DRAFT_FIELDS},
    **{"rooms": [], "slots": [], "previous": [], "equipment": [], "choice": "all"},
}


def _request(judgements: list[Judgement]) -> dict[str, Any]:
    said = {each.field: each.read if each.verdict is Verdict.RIGHT else each.settled for each in judgements}
    return {**_BLANK, **said}


def _slug(message: Judged) -> str:
    """Of the kind of request and the fields that were misread: nothing of the message's own words."""
    kind = next(each.settled for _, found in message.drafts.values() for each in found if each.field == "kind")
    fields = dict.fromkeys(each.field for each in message.judgements if each.verdict is not Verdict.RIGHT)
    parts = "-".join(name.removeprefix(SENDER) for name in fields)[:LONGEST_NAME_PART]
    return f"{kind}-{parts}".replace("_", "-").strip("-")


def _write(folder: Path, name: str, case: Case) -> None:
    with (folder / f"{name}.eml").open("xb") as file:
        file.write(case.message)
    with (folder / f"{name}.json").open("x", encoding="utf-8") as text:
        text.write(json.dumps(case.gold, ensure_ascii=False, indent=1) + "\n")
