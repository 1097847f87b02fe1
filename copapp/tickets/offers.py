"""Proposals as a draft keeps them, as a form sends them back, and as an answer picks one. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from copapp.bookings.proposals import Proposal
from copapp.tickets import times

Offer = dict[str, Any]
"""{"rooms": keys, "start", "end"}: the rooms and a slot in local wall time."""


def offer_of(proposal: Proposal) -> Offer:
    """A proposal as a draft keeps it."""
    return {"rooms": [room.key for room in proposal.rooms], **times.slot_of(proposal.span)}


def token_of(proposal: Proposal) -> str:
    """A proposal as a form sends it back, so that it is told from another."""
    offer = offer_of(proposal)
    return "|".join((offer["start"], offer["end"], *offer["rooms"]))


def picked(offers: Sequence[Offer], reading: Mapping[str, Any]) -> Offer | None:
    """The offer that an answer picks: by its number, else by its time where that fits one of them only."""
    number = reading.get("picked")
    if number is not None:
        return offers[number - 1] if 0 < number <= len(offers) else None
    slots = [slot for request in reading.get("requests") or () for slot in request.get("slots") or ()]
    meant = [offer for offer in offers if slots and all(_says(slot, offer) for slot in slots)]
    return meant[0] if len(meant) == 1 else None


def picks(reading: Mapping[str, Any], offer: Offer) -> list[int]:
    """The numbers of the requests that only take the offer, perhaps with more equipment or other people."""
    return [number for number, request in enumerate(reading.get("requests") or ()) if _is_pick(request, offer)]


def rest_of(reading: Mapping[str, Any], offer: Offer) -> dict[str, Any]:
    """What else the answer asks for beside the offer that it picks."""
    requests, said = reading.get("requests") or (), picks(reading, offer)
    kept = [number for number in range(len(requests)) if number not in said]
    return {
        **reading,
        "requests": [requests[number] for number in kept],
        **{name: _renumbered(reading.get(name) or {}, kept) for name in ("evidence", "confidence")},
    }


def _is_pick(request: Mapping[str, Any], offer: Offer) -> bool:
    """Whether a request says no more than that the offer is taken."""
    if request["kind"] not in ("booking", "other") or request.get("intent") == "cancel":
        return False
    return all(_says(slot, offer) for slot in request.get("slots") or ())


def _says(slot: Mapping[str, Any], offer: Offer) -> bool:
    """Whether a slot, as far as it goes, is the offer's time."""
    start, end = str(slot.get("start") or ""), str(slot.get("end") or "")
    day_alone = not times.has_hour(end) and end[:10] in ("", offer["end"][:10])
    return bool(start) and offer["start"].startswith(start) and (end == offer["end"] or day_alone)


def _renumbered(values: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """Entries of the requests kept, under their new numbers; others as they are."""
    found = {}
    for key, value in values.items():
        parts = key.split("/", 2)
        if parts[0] != "requests":
            found[key] = value
        elif int(parts[1]) in kept:
            found["/".join(("requests", str(kept.index(int(parts[1]))), *parts[2:]))] = value
    return found
