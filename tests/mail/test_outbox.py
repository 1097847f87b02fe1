"""Letters on their way out, through a real SMTP server: each leaves once."""

import threading
from datetime import timedelta

import pytest

from copapp.audit import SYSTEM
from copapp.config import Settings
from copapp.correspondence import actions, outbox
from copapp.correspondence.actions import LetterLeft
from copapp.correspondence.models import Letter, LetterState
from copapp.db import Database
from mail_ingest.outbox import send_waiting
from mail_ingest.transports import SmtpTransport
from tests.mail.killing import killed_at
from tests.mail.sending import later, letter, queue, settings_of
from tests.servers.smtp import SmtpServer


@pytest.fixture
def settings(smtp: SmtpServer) -> Settings:
    return settings_of(smtp.port)


@pytest.fixture
def transport(settings: Settings) -> SmtpTransport:
    return SmtpTransport(settings)


def test_a_letter_arrives_as_it_was_written_and_only_once(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    letter_id = queue(database, settings)

    assert send_waiting(database, transport).sent == 1
    assert send_waiting(database, transport).sent == 0

    (received,) = smtp.received
    sent = letter(database, letter_id)
    assert (received.sender, received.recipients) == ("cop@um.kalisz.pl", ["jadwiga@lokietek.example"])
    assert received.raw == sent.raw
    assert received.message["Message-ID"] == sent.message_id
    assert received.message["In-Reply-To"] == "<a@b.example>"
    assert sent.state is LetterState.SENT
    assert sent.sent_at is not None


def test_a_letter_that_no_person_wrote_leaves_without_a_sender(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    with database.unit_of_work(SYSTEM) as session:
        for automatic in (True, False):
            actions.queue_letter(
                session, settings, to_address="a@b.example", subject="Sala", body="Tak.", automatic=automatic
            )

    assert send_waiting(database, transport).sent == 2

    assert [received.sender for received in smtp.received] == ["<>", "cop@um.kalisz.pl"]
    assert all("cop@um.kalisz.pl" in received.message["From"] for received in smtp.received)


def test_a_letter_of_a_change_that_failed_never_leaves(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    with pytest.raises(ZeroDivisionError), database.unit_of_work(SYSTEM) as session:
        actions.queue_letter(session, settings, to_address="a@b.example", subject="Sala", body="Tak.")
        raise ZeroDivisionError

    send_waiting(database, transport)

    assert smtp.received == []


def test_a_letter_waits_until_it_can_no_longer_be_withdrawn(
    database: Database, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    letter_id = queue(database, settings_of(smtp.port, COP_SEND_DELAY_SECONDS="10"))

    assert send_waiting(database, transport).sent == 0
    with later(timedelta(seconds=11)):
        assert send_waiting(database, transport).sent == 1
    with pytest.raises(LetterLeft), database.unit_of_work(SYSTEM) as session:
        actions.withdraw_letter(session, letter_id)


def test_a_withdrawn_letter_never_leaves(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    letter_id = queue(database, settings)
    with database.unit_of_work(SYSTEM) as session:
        actions.withdraw_letter(session, letter_id)

    send_waiting(database, transport)

    assert smtp.received == []
    assert letter(database, letter_id).state is LetterState.WITHDRAWN


def test_of_withdrawing_and_sending_exactly_one_wins(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    letters = [queue(database, settings, subject=str(number)) for number in range(12)]
    withdrawn: list[int] = []

    def withdraw_all() -> None:
        for letter_id in reversed(letters):
            try:
                with database.unit_of_work(SYSTEM) as session:
                    actions.withdraw_letter(session, letter_id)
                withdrawn.append(letter_id)
            except LetterLeft:
                pass

    person = threading.Thread(target=withdraw_all)
    person.start()
    send_waiting(database, transport)
    person.join()
    send_waiting(database, transport)

    states = {letter_id: letter(database, letter_id).state for letter_id in letters}
    assert {key for key, state in states.items() if state is LetterState.WITHDRAWN} == set(withdrawn)
    sent = {key for key, state in states.items() if state is LetterState.SENT}
    assert sent == set(letters) - set(withdrawn)
    assert sorted(item.message["Subject"] for item in smtp.received) == sorted(str(letters.index(key)) for key in sent)


def test_two_senders_at_once_send_each_letter_once(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    for number in range(12):
        queue(database, settings, subject=str(number))
    senders = [threading.Thread(target=send_waiting, args=(database, transport)) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sorted(int(item.message["Subject"]) for item in smtp.received) == list(range(12))


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_server_that_says_later_is_asked_again_later(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport, stage: str
) -> None:
    letter_id = queue(database, settings)
    setattr(smtp.behaviour, stage, "450 4.2.1 greylisted, try again")

    assert send_waiting(database, transport).later == 1
    waiting = letter(database, letter_id)
    assert waiting.state is LetterState.QUEUED
    assert "greylisted" in waiting.error
    assert send_waiting(database, transport).later == 0, "it must not hammer"

    setattr(smtp.behaviour, stage, None)
    with later(timedelta(minutes=1)):
        assert send_waiting(database, transport).sent == 1
    assert letter(database, letter_id).error == ""
    assert len(smtp.received) == 1


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_refused_letter_is_never_offered_again_and_says_why(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport, stage: str
) -> None:
    refused, fine = queue(database, settings), queue(database, settings)
    setattr(smtp.behaviour, stage, "550 5.1.1 no such user")
    send_waiting(database, transport)
    setattr(smtp.behaviour, stage, None)

    with later(timedelta(hours=1)):
        assert send_waiting(database, transport).sent == 0

    assert letter(database, refused).state is letter(database, fine).state is LetterState.FAILED
    assert "550 5.1.1 no such user" in letter(database, refused).error


@pytest.mark.parametrize("size", [0, 5_000_000])
def test_a_connection_cut_in_the_middle_of_data_is_tried_again(
    database: Database, settings: Settings, smtp: SmtpServer, size: int
) -> None:
    transport = SmtpTransport(settings_of(smtp.port, COP_MAIL_TIMEOUT_SECONDS="10"))
    letter_id = queue(database, settings)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Letter, letter_id).raw += (b"y" * 800 + b"\r\n") * (size // 800)
    smtp.behaviour.drop_before_data_ends = True

    assert send_waiting(database, transport).later == 1
    smtp.behaviour.drop_before_data_ends = False
    with later(timedelta(minutes=1)):
        assert send_waiting(database, transport).sent == 1
    assert len(smtp.received) == 1


@pytest.mark.parametrize("how", ["cut", "silent"])
def test_a_connection_lost_after_data_is_unclear_and_never_sent_again_by_itself(
    database: Database,
    settings: Settings,
    smtp: SmtpServer,
    transport: SmtpTransport,
    how: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mail_ingest.transports.FINAL_REPLY", 1)
    letter_id = queue(database, settings)
    smtp.behaviour.drop_after_data_ends = how == "cut"
    smtp.behaviour.delay = 2 if how == "silent" else 0

    assert send_waiting(database, transport).unclear == 1
    smtp.behaviour.drop_after_data_ends, smtp.behaviour.delay = False, 0
    with later(timedelta(days=1)):
        assert send_waiting(database, transport).sent == 0

    assert letter(database, letter_id).state is LetterState.UNCLEAR
    assert "Serwer dostał list" in letter(database, letter_id).error


def test_of_an_unclear_letter_a_person_decides(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    again, arrived = queue(database, settings, subject="znowu"), queue(database, settings, subject="doszedł")
    smtp.behaviour.drop_after_data_ends = True
    send_waiting(database, transport)
    smtp.reset()

    with database.unit_of_work(SYSTEM) as session:
        actions.send_again(session, again)
        actions.settle_as_sent(session, arrived)
    send_waiting(database, transport)

    assert [item.message["Subject"] for item in smtp.received] == ["znowu"]
    assert letter(database, again).state is letter(database, arrived).state is LetterState.SENT
    with pytest.raises(actions.NothingToDecide), database.unit_of_work(SYSTEM) as session:
        actions.send_again(session, again)


def test_a_dead_server_blames_the_server_and_stops_the_turn(database: Database, smtp: SmtpServer) -> None:
    settings = settings_of(smtp.port)
    first, second = queue(database, settings), queue(database, settings)
    smtp.stop()

    dispatch = send_waiting(database, SmtpTransport(settings))

    assert dispatch.later == 1
    assert "Nie udało się połączyć" in dispatch.trouble
    assert [letter(database, item).state for item in (first, second)] == [LetterState.QUEUED] * 2
    assert letter(database, second).attempts == 0
    smtp.start()
    with later(timedelta(minutes=1)):
        assert send_waiting(database, SmtpTransport(settings)).sent == 2


def test_a_letter_that_nobody_took_for_two_days_is_given_up(database: Database, smtp: SmtpServer) -> None:
    settings = settings_of(smtp.port)
    letter_id = queue(database, settings)
    smtp.behaviour.rcpt = "450 4.2.1 later"

    with later(timedelta(days=2, hours=1)):
        send_waiting(database, SmtpTransport(settings))

    assert letter(database, letter_id).state is LetterState.FAILED
    assert "przez dwa dni" in letter(database, letter_id).error


@pytest.mark.parametrize("handed_over", [False, True])
def test_a_sender_that_died_leaves_a_letter_to_send_again_or_to_decide_on(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport, handed_over: bool
) -> None:
    letter_id = queue(database, settings)
    with database.unit_of_work(SYSTEM) as session:
        lease = outbox.lease_next(session)
        assert lease is not None
    if handed_over:
        with database.unit_of_work(SYSTEM) as session:
            outbox.note_handing_over(session, lease)

    assert send_waiting(database, transport).sent == 0, "it may still be alive"
    with later(timedelta(minutes=11)):
        send_waiting(database, transport)

    assert letter(database, letter_id).state is (LetterState.UNCLEAR if handed_over else LetterState.SENT)
    assert len(smtp.received) == (0 if handed_over else 1)


def test_a_sender_whose_lease_ran_out_breaks_off_before_the_server_has_the_letter(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    letter_id = queue(database, settings)
    with database.unit_of_work(SYSTEM) as session:
        slow = outbox.lease_next(session)
        assert slow is not None
    with later(timedelta(minutes=3)):
        send_waiting(database, transport)

    def handing_over() -> None:
        with database.unit_of_work(SYSTEM) as session:
            outbox.note_handing_over(session, slow)

    with pytest.raises(outbox.LeaseLost):
        transport.send(slow, handing_over)
    assert len(smtp.received) == 1
    assert letter(database, letter_id).state is LetterState.SENT


@pytest.mark.parametrize(
    ("step", "state", "arrived"),
    [
        ("step=leased", LetterState.SENT, 1),
        ("step=handing_over", LetterState.UNCLEAR, 0),
        ("step=accepted", LetterState.UNCLEAR, 1),
    ],
)
def test_a_sender_killed_at_any_step_never_sends_twice(
    database: Database,
    settings: Settings,
    smtp: SmtpServer,
    transport: SmtpTransport,
    step: str,
    state: LetterState,
    arrived: int,
) -> None:
    letter_id = queue(database, settings)
    assert killed_at(step, lambda: send_waiting(Database(database.url), transport))

    with later(timedelta(minutes=11)):
        send_waiting(database, transport)

    assert letter(database, letter_id).state is state
    assert len(smtp.received) == arrived


def test_no_letter_leaves_while_staff_have_stopped_them(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    queue(database, settings)
    with database.unit_of_work(SYSTEM) as session:
        outbox.pause(session, "Anna Maj")

    dispatch = send_waiting(database, transport)
    assert smtp.received == []
    assert "wstrzymane (Anna Maj" in dispatch.held_back

    with database.unit_of_work(SYSTEM) as session:
        outbox.resume(session)
    assert send_waiting(database, transport).sent == 1


def test_what_runs_wild_is_stopped_at_the_days_number_of_letters(
    database: Database, settings: Settings, smtp: SmtpServer, transport: SmtpTransport
) -> None:
    for _ in range(4):
        queue(database, settings)

    first = send_waiting(database, transport, letters_per_day=3)
    with later(timedelta(hours=23)):
        again = send_waiting(database, transport, letters_per_day=3)
    assert (first.sent, again.sent, len(smtp.received)) == (3, 0, 3)
    assert "wyszło już 3 listy" in again.held_back

    with later(timedelta(hours=25)):
        assert send_waiting(database, transport, letters_per_day=3).sent == 1
