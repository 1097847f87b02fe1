"""`./cop up` as a newcomer meets it: first start, second start, stopping, and all that can be in its way."""

import ctypes
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from copapp.demo.letters import FOLDER
from tests.commands.running import Up, cop, environment, processes_on
from tests.servers.dovecot import Mailbox
from tests.servers.process import free_port

MACHINE_MAIL = 3  # a newsletter, an auto-reply and a bounce among the sample messages


def rows(data: Path, command: str) -> list[dict[str, object]]:
    done = cop(data, command, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a centre that was started once, read its sample messages, and was stopped with Ctrl-C."""
    data = tmp_path_factory.mktemp("used") / "var"
    first = Up(data)
    first.wait_for("W skrzynce zgłoszeń:")
    people_signed_in = {login: signs_in(first, login, password) for login, password in first.logins().items()}
    code = first.stop(signal.SIGINT)

    assert code == 0, first.output
    assert people_signed_in == {"joanna": True, "marek": True, "zofia": True}
    assert first.output.count("http://") == 1
    assert "Traceback" not in first.output
    assert first.output.endswith("Zatrzymano.\n")
    assert processes_on(data) == {}
    return data


@pytest.fixture
def up(used: Path) -> Iterator[Up]:
    running = Up(used)
    yield running
    if running.process.poll() is None:
        running.stop()


def signs_in(centre: Up, login: str, password: str) -> bool:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{centre.address}/sign-in", timeout=30) as answer:
        token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    assert token
    form = urlencode({"csrf_token": token[1], "login": login, "password": password}).encode()
    with browser.open(f"{centre.address}/sign-in", form, timeout=30) as answer:
        return "/tickets" in answer.url


def test_first_start_reads_all_sample_messages_into_tickets(used: Path) -> None:
    messages, tickets = rows(used, "messages"), rows(used, "tickets")

    samples = len(list(FOLDER.glob("*.eml")))
    assert len(messages) == samples
    assert {message["state"] for message in messages} == {"read"}
    assert len(tickets) == samples - MACHINE_MAIL
    assert all(ticket["kinds"] and ticket["messages"] == 1 for ticket in tickets)


def test_second_start_is_quick_and_keeps_everything(used: Path, up: Up) -> None:
    before = rows(used, "tickets")
    assert up.cpu_seconds < 3, "about a second on an idle machine"
    assert "przykładowe Centrum…" not in up.output
    assert set(up.logins()) == {"joanna", "marek", "zofia"}
    assert up.stop(signal.SIGTERM) == 0
    assert rows(used, "tickets") == before
    assert processes_on(used) == {}


def test_mail_sent_while_it_runs_becomes_a_ticket(used: Path, up: Up, tmp_path: Path) -> None:
    letter = tmp_path / "list.eml"
    letter.write_bytes(
        b"From: Ala <ala@piechur.example>\r\nSubject: Sala\r\nMessage-ID: <sala-1@piechur.example>\r\n"
        b"Date: Tue, 24 Nov 2026 10:00:00 +0100\r\n\r\nProsimy o salke na 12 osob.\r\n"
    )

    done = cop(used, "mail", "send", str(letter))

    assert "wysłano przez SMTP" in done.stdout
    limit = time.monotonic() + 30
    while not any(ticket["sender"] == "ala@piechur.example" for ticket in rows(used, "tickets")):
        assert time.monotonic() < limit, up.output
        time.sleep(0.3)


def test_worker_that_dies_is_started_again(used: Path, up: Up) -> None:
    (worker,) = [pid for pid, command in processes_on(used).items() if "mail_ingest run" in command]

    os.kill(worker, signal.SIGKILL)

    up.wait_for("Odczyt poczty: proces się zakończył (sygnał SIGKILL); uruchamiam go ponownie za 1 s.")
    limit = time.monotonic() + 30
    while not any("mail_ingest run" in command for command in processes_on(used).values()):
        assert time.monotonic() < limit, up.output
        time.sleep(0.1)


def test_nothing_survives_when_it_is_killed(used: Path, up: Up) -> None:
    up.stop(signal.SIGKILL)

    limit = time.monotonic() + 20
    while processes_on(used):
        assert time.monotonic() < limit, processes_on(used)
        time.sleep(0.1)


def test_empty_centre_says_how_to_add_the_first_administrator(tmp_path: Path) -> None:
    data = tmp_path / "var"
    centre = Up(data, "--no-demo")
    assert centre.stop() == 0

    assert "./cop staff add LOGIN --administrator" in centre.output
    assert rows(data, "tickets") == []
    added = cop(data, "staff", "add", "ewa", "--name", "Ewa Kos", "--administrator", "--password", "dlugie-haslo-7")
    assert added.returncode == 0, added.stderr
    again = Up(data)
    assert signs_in(again, "ewa", "dlugie-haslo-7")
    assert again.stop() == 0
    assert "Pierwsze uruchomienie" not in again.output
    assert "staff add" not in again.output


def test_a_real_mailbox_without_a_server_for_letters_is_pointed_out(tmp_path: Path, mailbox: Mailbox) -> None:
    imap = {"HOST": "127.0.0.1", "PORT": str(mailbox.server.port), "TLS": "off", "USER": mailbox.user}
    settings = {f"COP_IMAP_{name}": value for name, value in imap.items()}
    up = Up(tmp_path / "var", "--no-demo", COP_IMAP_PASSWORD=mailbox.password, **settings)
    try:
        assert f"Skrzynka Centrum: {mailbox.user} na serwerze 127.0.0.1" in up.output
        assert "listy nie wychodzą do ludzi" in up.output
    finally:
        up.stop()


def test_first_start_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    data = tmp_path / "var"
    centre = Up(data, COP_DATABASE_URL=postgres_url)
    centre.wait_for("W skrzynce zgłoszeń:")
    assert centre.stop() == 0

    listed = cop(data, "tickets", "--json", COP_DATABASE_URL=postgres_url)
    assert len(listed.stdout.splitlines()) == len(list(FOLDER.glob("*.eml"))) - MACHINE_MAIL
    assert not (data / "cop.db").exists()


def test_the_next_free_port_serves_the_mailbox(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        centre = Up(tmp_path / "var", "--no-demo", COP_DOOR_PORT=str(port))
        chosen = re.search(r"SMTP na 127\.0\.0\.1, port (\d+)", centre.output)
        centre.stop()

    assert chosen and int(chosen[1]) > port


def refused(done: "subprocess.CompletedProcess[str]") -> str:
    """The one line that says why nothing was started."""
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_taken_port_is_told_with_the_way_to_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refused(cop(tmp_path / "var", "up", COP_PORT=str(port)))

    assert f"Port {port} jest zajęty" in line
    assert re.search(r"COP_PORT=\d+ \./cop up", line)


def test_one_centre_is_not_started_twice(used: Path, up: Up) -> None:
    line = refused(cop(used, "up", COP_PORT=str(free_port())))

    assert str(used) in line and "już działa" in line


def test_folder_without_permission_is_told(tmp_path: Path) -> None:
    locked = tmp_path / "tylko-do-odczytu"
    locked.mkdir(mode=0o555)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "copapp", "up"],
        cwd=tmp_path,
        env=environment(locked, COP_PORT=str(free_port())),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=_without_roots_right_to_ignore_permissions,
    )

    assert str(locked) in refused(done)


def _without_roots_right_to_ignore_permissions() -> None:
    drop_from_bounding_set, dac_override = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"COP_DATABASE_URL": "postgresql+psycopg://cop:tajne@127.0.0.1:1/cop"}, "nie odpowiada"),
        ({"COP_DATABASE_URL": "sqlite:////etc/hostname"}, "/etc/hostname"),
        ({"COP_DATABASE_URL": "baza"}, "COP_DATABASE_URL"),
        ({"COP_HOST": "192.0.2.1"}, "COP_HOST"),
        ({"COP_PORT": "osiem"}, "COP_PORT=osiem"),
    ],
    ids=["unreachable", "no database", "no address", "another machine", "no port"],
)
def test_what_is_set_wrongly_is_told(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    line = refused(cop(tmp_path / "var", "up", **{"COP_PORT": str(free_port()), **settings}))

    assert said in line
    assert "tajne" not in line


def test_unreadable_env_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"COP_PORT=\xff\xfe")

    assert ".env" in refused(cop(tmp_path / "var", "up", cwd=tmp_path))
