"""`./cop mail send`: over SMTP where the embedded mailbox listens, else straight into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from copapp import config
from copapp.commands.door import forget_port, listening_door, note_port
from copapp.commands.mail import mail
from copapp.config import Settings
from copapp.problems import Refused
from mail_ingest.door import Door
from tests.servers.process import free_port

LETTER = (
    "From: Ala Kos <ala@piechur.example>\nSubject: Sala\n\nProsimy o salę na zebranie.\n.kropka na początku\n".encode()
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("COP_DATA", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return config.load()


@pytest.fixture
def door(settings: Settings) -> Iterator[Door]:
    opened = Door(settings.mailbox, free_port())
    opened.start()
    note_port(settings, opened.port)
    yield opened
    opened.stop()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "list.eml"
    path.write_bytes(LETTER)
    return path


def send(*arguments: object) -> str:
    done = CliRunner().invoke(mail, ["send", *map(str, arguments)], catch_exceptions=False)
    return done.output


def delivered(settings: Settings) -> list[bytes]:
    return [path.read_bytes() for path in sorted((settings.mailbox / "new").iterdir())]


def test_without_a_door_the_bytes_go_straight_into_the_mailbox(settings: Settings, letter: Path) -> None:
    said = send(letter, letter)

    assert delivered(settings) == [LETTER, LETTER]
    assert said.count("włożono wprost do skrzynki") == 2


def test_with_a_door_it_goes_over_smtp(settings: Settings, door: Door, letter: Path) -> None:
    said = send(letter)

    assert delivered(settings) == [LETTER.replace(b"\n", b"\r\n")]
    assert f"wysłano przez SMTP, port {door.port}" in said


def test_a_door_of_another_centre_gets_nothing(settings: Settings, door: Door, letter: Path) -> None:
    forget_port(settings)

    assert "włożono wprost" in send(letter)
    assert listening_door(settings) is None


def test_a_noted_door_that_is_closed_is_no_door(settings: Settings, letter: Path) -> None:
    note_port(settings, free_port())

    assert "włożono wprost" in send(letter)


@pytest.mark.parametrize("raw", [b"", b"no header at all", b"From: \xf3\n\n", b"From: a b <x y@z>\n\ntext\n"])
def test_any_bytes_are_mail(settings: Settings, door: Door, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "dziwny.eml"
    path.write_bytes(raw)

    assert "wysłano" in send(path)
    assert len(delivered(settings)) == 1


def test_nothing_is_sent_when_a_file_is_missing(settings: Settings, letter: Path) -> None:
    with pytest.raises(Refused, match=r"brak\.eml: nie ma go"):
        send(letter, "brak.eml")

    assert not settings.mailbox.exists()


def test_a_real_mailbox_is_not_ours_to_write_into(
    letter: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_IMAP_HOST", "poczta.example")

    with pytest.raises(Refused, match=r"poczta\.example"):
        send(letter)
