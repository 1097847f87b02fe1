"""`python -m mail_ingest read`: one line a message, in file order, whatever the messages are."""

import json
from pathlib import Path

from click.testing import CliRunner

from mail_ingest.__main__ import main
from tests.reading.letters import raw_letter


def run(*paths: Path) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(main, ["read", *map(str, paths)])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_folder_is_read_in_file_order(tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_bytes(raw_letter("Prosimy o salę wykładową 20 marca od 17 do 19."))
    (tmp_path / "a.eml").write_bytes(raw_letter("Prosimy o użyczenie adresu do korespondencji."))
    (tmp_path / "note.txt").write_text("no message")
    code, lines = run(tmp_path)
    assert code == 0
    assert [line["file"] for line in lines] == ["a.eml", "b.eml"]
    assert next(iter(lines[0])) == "file"


def test_a_message_that_makes_no_sense_still_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "noise.eml").write_bytes(bytes(range(256)) * 40)
    code, lines = run(tmp_path / "empty.eml", tmp_path / "noise.eml")
    assert code == 0
    assert [line["file"] for line in lines] == ["empty.eml", "noise.eml"]
    assert lines[0]["requests"] == []
    assert lines[0]["problems"]


def test_a_path_that_does_not_exist_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert "nothing" in result.stderr
