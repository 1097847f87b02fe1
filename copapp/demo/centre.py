"""What every new centre begins with, demo or not: rooms and opening hours."""

import tomllib
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from copapp.bookings.models import OpeningHours, Room

DATA = Path(__file__).parent


def is_founded(session: Session) -> bool:
    """Whether the centre has any room yet."""
    return session.exec(select(Room.id).limit(1)).first() is not None


def found_centre(session: Session) -> bool:
    """Give a centre without any room its rooms and opening hours; says whether it did."""
    if is_founded(session):
        return False
    data = read_toml("centre.toml")
    for position, room in enumerate(data["rooms"]):
        session.add(Room(position=position, **room))
    for hours in data["opening_hours"]:
        for weekday in hours["weekdays"]:
            session.add(OpeningHours(weekday=weekday, opens=hours["opens"], closes=hours["closes"]))
    session.flush()
    return True


def read_toml(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
