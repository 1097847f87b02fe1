"""The name that newsletters, advertisements and notices show in their From header."""

import pytest

from mail_ingest.reading.sender.mass_mail import of_mass_mail, shown_organisation
from mail_ingest.reading.sender.sender import Sender


@pytest.mark.parametrize(
    ("display", "bulk", "organisation"),
    [
        ("Hurtownia Mebli Nova", True, "Hurtownia Mebli Nova"),
        ("NovaMedia Weekly", True, "NovaMedia Weekly"),
        ("NovaMedia Biuro", True, "NovaMedia"),
        ("Newsletter NovaMedia", True, "NovaMedia"),
        ("Kurier24", False, "Kurier24"),
        ("Anna Kowalska", True, None),
        ("Jan de Boer", True, None),
        ("Imre Nagyvari", False, None),
        ("Administrator Poczty", True, None),
        ("nova@example.org", True, None),
        ("", True, None),
        (None, True, None),
    ],
)
def test_the_name_that_is_shown(display: str | None, bulk: bool, organisation: str | None) -> None:
    assert shown_organisation(display, bulk=bulk) == organisation


def test_the_shown_name_is_no_person() -> None:
    read = Sender(contact_name="NovaMedia Weekly")
    assert of_mass_mail(read, "NovaMedia Weekly", bulk=True) == Sender(organisation="NovaMedia Weekly")


def test_a_person_who_signs_for_a_firm_keeps_both() -> None:
    read = Sender(
        "Nova Media", "Jason Whitman", evidence={"organisation": "Nova Media", "contact_name": "Jason Whitman"}
    )
    assert of_mass_mail(read, "Jason Whitman", bulk=True) == read


def test_a_longer_name_in_the_letter_stands() -> None:
    read = Sender("Nova Media Polska", evidence={"organisation": "Nova Media Polska"})
    assert of_mass_mail(read, "Nova Media", bulk=True) == read
