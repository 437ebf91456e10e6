"""`import`, `export`, `backup` and `restore`, on the real record."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.room import NOON, Call, make_room, sat
from tests.cli.test_refusals import is_one_line

from practice_tui.cli import import_
from practice_tui.engine.recorder import json_line

if TYPE_CHECKING:
    from pathlib import Path

INSIGHT = "Started At,Duration,Preset,Activity\n05/01/2026 16:03:29,0:21:4,,Metta\nsomeday,0:10:0,,Yoga\n"
TICKED = "Date,Value\n2026-04-20,YES_MANUAL\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "insight.csv"
    path.write_text(INSIGHT, "utf-8")
    return path


class Stdin:
    """Something on stdin."""

    def __init__(self, content: str) -> None:
        self.buffer = io.BytesIO(content.encode())
        self.closed = False

    def isatty(self) -> bool:
        return False


def test_an_import_says_what_became_of_each_line(practice: Call, file: Path) -> None:
    command = ("import", str(file), "--zone", "Europe/Berlin", "--json")
    refused = [
        {
            "line": 3,
            "reason": "'someday' is no date and time; it should be like 04/20/2026 08:21:14 or 2026-04-20 08:21",
        }
    ]
    expected = {"read": 2, "added": 1, "already_there": 0, "refused": refused}
    assert practice(*command, "--dry-run").document == expected
    assert practice("log", "list", "--json").document == []
    assert practice(*command).document == expected
    assert practice(*command).document == expected | {"added": 0, "already_there": 1}
    (record,) = practice("log", "list", "--json").document
    assert (record["practice"], record["seconds"], record["start"]) == ("metta", 1264.0, "2026-05-01T14:03:29.000Z")
    assert practice("stats", "--json").document["by_practice"] == {"metta": 1264.0}


def test_an_import_is_one_line_of_the_log(practice: Call, tmp_path: Path, home: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text("date,minutes\n" + "".join(f"2026-04-{day:02},10\n" for day in range(1, 31)), "utf-8")
    assert practice("import", str(many)).code == 0
    (log,) = (home / "data" / "log").iterdir()
    assert log.read_bytes().count(b"\n") == 1
    assert len(practice("log", "undo", "--json").document) == 30


def test_an_import_for_people(practice: Call, file: Path) -> None:
    first, second, last = practice("import", str(file), "--zone", "Europe/Berlin").out.splitlines()
    assert first == "2 read as insight-timer: 1 added (21m4s), 0 already there, 1 refused"
    assert second.startswith("line 3  'someday'")
    assert last == "practice log undo takes it back"


def test_without_a_terminal_the_option_that_answers_is_named(practice: Call, file: Path, tmp_path: Path) -> None:
    answer = practice("import", str(file))
    assert (answer.code, answer.out) == (1, "")
    assert is_one_line(answer.err)
    assert "--zone" in answer.err
    ticked = tmp_path / "ticked.csv"
    ticked.write_text(TICKED, "utf-8")
    assert "--length" in practice("import", str(ticked)).err


@pytest.mark.parametrize(
    ("content", "said", "question"),
    [(INSIGHT, "Asia/Tokyo", "time zone"), (TICKED, "10", "How long was a day")],
)
def test_on_a_terminal_it_is_asked(
    practice: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
    said: str,
    question: str,
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(content, "utf-8")
    monkeypatch.setattr(import_, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{said}\n"))
    answer = practice("import", str(path), "--json")
    assert answer.document["added"] == 1
    assert question in answer.err


@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_the_line_of_an_unsaved_sitting_comes_back_from_stdin(
    practice: Call, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    record = sat(NOON, 10, note="kept\nwhole")
    monkeypatch.setattr(sys, "stdin", Stdin(json_line(record) + "\n"))
    assert practice("import", "-", *form, "--json").document["added"] == 1
    assert practice("log", "list", "--json").document[0]["note"] == "kept\nwhole"


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, ("import",)),
        (2, ("import", "x", "--format", "headspace")),
        (2, ("import", "x", "--map", "begin=A")),
        (2, ("import", "x", "--map", "start")),
        (2, ("import", "x", "--length", "open")),
        (1, ("import", "absent.csv")),
        (1, ("import", ".")),
        (1, ("import", "a\x00b")),
        (1, ("import", "\x1b]0;x\x07")),
        (2, ("export",)),
        (2, ("export", "csv")),
        (2, ("export", "xml", "-o", "-")),
        (2, ("export", "csv", "-o", "-", "--json")),
        (1, ("export", "csv", "-o", "absent/folder/file.csv")),
        (1, ("export", "csv", "-o", ".")),
        (1, ("export", "csv", "-o", "a\x00b")),
        (1, ("restore", "absent")),
        (1, ("restore", "a\x00b")),
        (1, ("restore", ".")),
        (1, ("backup", "-o", "absent/folder/file")),
    ],
    ids=repr,
)
def test_what_cannot_be_is_one_line(practice: Call, code: int, arguments: tuple[str, ...]) -> None:
    answer = practice(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert is_one_line(answer.err), answer.err


def test_an_unknown_zone_names_the_nearest_and_writes_nothing(practice: Call, file: Path) -> None:
    assert "did you mean Europe/Berlin?" in practice("import", str(file), "--zone", "Berlin").err
    assert practice("log", "list", "--json").document == []


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", b"id,practice,"), ("json", b"[\n{"), ("ics", b"BEGIN:VCALENDAR\r\n"), ("markdown", b"# Practice journal")],
)
def test_an_export_is_a_private_file_and_can_be_renewed(
    practice: Call, tmp_path: Path, form: str, begins: bytes
) -> None:
    services = make_room([sat(NOON, 10, note="a note")]).services
    path = tmp_path / f"out.{form}"
    answer = practice("export", form, "-o", str(path), "--json", services=services)
    assert answer.document == {"file": str(path), "sittings": 1}
    content = path.read_bytes()
    assert content.startswith(begins)
    assert b"a note" in content
    assert path.stat().st_mode & 0o777 == 0o600
    assert practice("export", form, "-o", str(path), services=services).code == 0
    assert (path.read_bytes(), [each.name for each in tmp_path.glob("*out*")]) == (content, [path.name])


def test_something_else_is_not_written_over(practice: Call, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear friend", "utf-8")
    answer = practice("export", "csv", "-o", str(path))
    assert answer.code == 1
    assert is_one_line(answer.err)
    assert "--force" in answer.err
    assert path.read_text("utf-8") == "dear friend"
    assert practice("export", "csv", "-o", str(path), "--force").code == 0
    assert path.read_text("utf-8").startswith("id,practice")


def test_an_export_to_stdout_is_the_export_and_nothing_else(practice: Call) -> None:
    services = make_room([sat(NOON, 10)]).services
    answer = practice("export", "json", "-o", "-", "--json", services=services)
    assert [record["id"] for record in json.loads(answer.out)] == ["sitting-202611201200"]
    assert practice("export", "markdown", "-o", "-", services=services).out.startswith("# Practice journal\n")


def test_export_and_import_elsewhere_is_the_same_record(
    practice: Call, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice("import", str(file), "--zone", "Europe/Berlin")
    practice("log", "add", "nurturance", "-m", "7.5", "--at", "2026-11-20T06:10", "--note", "=x")
    here = practice("export", "json", "-o", "-").out
    files = [tmp_path / "all.json", tmp_path / "all.csv"]
    for path in files:
        practice("export", path.suffix[1:], "-o", str(path))
    for number, path in enumerate(files):
        monkeypatch.setenv("PRACTICE_HOME", str(tmp_path / f"elsewhere{number}"))
        assert practice("import", str(path), "--json").document["added"] == 2
        assert practice("export", "json", "-o", "-").out == here


def test_backup_and_restore(practice: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    practice("log", "add", "nurturance", "-m", "7.5", "--at", "2026-11-20T06:10")
    practice("log", "add", "nurturance", "-m", "7.5", "--at", "2026-11-20T08:10")
    record = practice("log", "list", "--json").document
    assert str(home / "state" / "backups") in practice("backup", "--json").document["file"]
    copy = tmp_path / "copy"
    assert practice("backup", "-o", str(copy), "--json").document == {"file": str(copy)}
    practice("log", "remove", "last")
    kept_out = practice("restore", str(copy), "--json")
    assert kept_out.document == {"read": 2, "added": 0, "already_there": 1, "removed_before": 1, "pauses_added": 0}
    assert kept_out.err.startswith("note: removed here before and left out: 1")
    assert practice("restore", str(copy), "--bring-back", "--json").document["added"] == 1
    monkeypatch.setenv("PRACTICE_HOME", str(tmp_path / "elsewhere"))
    assert practice("restore", str(copy), "--json").document["added"] == 2
    assert practice("log", "list", "--json").document == record
