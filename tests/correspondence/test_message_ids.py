"""Our own Message-IDs are told from made-up ones."""

import pytest

from copapp.correspondence.message_ids import FORM, Origin, beginning, new_message_id, origin

DOMAIN = "um.kalisz.pl"


def test_an_id_that_we_made_is_ours_and_never_made_twice() -> None:
    made = {new_message_id("klucz", DOMAIN) for _ in range(100)}

    assert len(made) == 100
    assert {origin(each, "klucz", DOMAIN) for each in made} == {Origin.OURS}


def test_the_hmac_has_at_least_eighty_bits() -> None:
    found = FORM.fullmatch(new_message_id("klucz", DOMAIN))

    assert found is not None
    assert len(found["mac"]) * 6 >= 80


@pytest.mark.parametrize("part", ["random", "mac"])
def test_one_changed_character_makes_it_forged(part: str) -> None:
    made = new_message_id("klucz", DOMAIN)
    found = FORM.fullmatch(made)
    assert found is not None
    at = found.start(part)

    changed = made[:at] + ("A" if made[at] != "A" else "B") + made[at + 1 :]

    assert origin(changed, "klucz", DOMAIN) is Origin.FORGED


def test_an_id_of_another_key_is_forged_under_our_domain_and_foreign_under_its_own() -> None:
    assert origin(new_message_id("inny", DOMAIN), "klucz", DOMAIN) is Origin.FORGED
    assert origin(new_message_id("inny", "inne-centrum.example"), "klucz", DOMAIN) is Origin.FOREIGN


def test_an_id_stays_ours_when_the_centre_gets_another_address() -> None:
    assert origin(new_message_id("klucz", "dawna.example"), "klucz", DOMAIN) is Origin.OURS


@pytest.mark.parametrize("text", ["", "<a@b>", "<cop.krotki.mac@um.kalisz.pl>", "<" + "a" * 50_000 + "@x>"])
def test_other_ids_are_foreign(text: str) -> None:
    assert origin(text, "klucz", DOMAIN) is Origin.FOREIGN
    assert beginning(text) == ""


def test_what_tells_letters_apart_leaves_the_hmac_out() -> None:
    made = new_message_id("klucz", DOMAIN)

    assert made.startswith(beginning(made))
    assert len(beginning(made)) == len("<cop.") + 16 + 1
