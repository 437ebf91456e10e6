"""Reminders and notes in files: written whole, private, and never guessed at."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.test_due_lives import reminders as written_reminders

from practice_tui.adapters.reminders.kept import KeptReminders
from practice_tui.domain.due import Noted, State
from practice_tui.domain.errors import NotSaved, PracticeError
from practice_tui.domain.reminder import DailyTime, Reminder

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
MORNING = Reminder("morning", "breath-focus", 600, DailyTime(420))


def kept_in(folder: Path) -> KeptReminders:
    return KeptReminders(folder / "config" / "reminders.json", folder / "state" / "delivered.json")


@pytest.fixture
def kept(tmp_path: Path) -> KeptReminders:
    return kept_in(tmp_path)


def noted(name: str = "morning", day: date = DAY, number: int = 0, state: State = State.DELIVERED) -> Noted:
    return Noted(name, day, number, state, NOW, NOW + timedelta(milliseconds=7))


def test_nothing_is_there_at_first_and_looking_makes_nothing(kept: KeptReminders, tmp_path: Path) -> None:
    assert (kept.reminders(), kept.notes()) == ([], [])
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=50)
@given(st.lists(written_reminders(), max_size=4), st.text(max_size=12), st.booleans())
def test_reminders_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    reminders: list[Reminder],
    words: str,
    paused: bool,
) -> None:
    kept = kept_in(tmp_path_factory.mktemp("kept"))
    reminders = [each._replace(words=words.encode("utf-8", "ignore").decode(), paused=paused) for each in reminders]
    with kept.alone():
        kept.keep(reminders)
    assert kept.reminders() == reminders


def test_notes_come_back_as_they_were(kept: KeptReminders) -> None:
    snoozed = Noted("care", DAY, 2, State.SNOOZED, NOW, NOW, until=NOW + timedelta(minutes=10))
    with kept.alone():
        kept.note([noted(), snoozed])
    assert kept.notes() == [noted(), snoozed]


def test_a_later_note_takes_the_place_of_the_one_for_the_same_prompt(kept: KeptReminders) -> None:
    with kept.alone():
        kept.note([noted(), noted(number=1), noted("care")])
        kept.note([noted(state=State.BEGUN)])
    assert [(note.reminder, note.number, note.state.value) for note in kept.notes()] == [
        ("morning", 0, "begun"),
        ("morning", 1, "delivered"),
        ("care", 0, "delivered"),
    ]


def test_old_notes_are_let_go(kept: KeptReminders) -> None:
    with kept.alone():
        for days in range(40):
            kept.note([noted(day=DAY + timedelta(days=days))])
    assert [note.day for note in kept.notes()] == [DAY + timedelta(days=days) for days in range(25, 40)]


def test_forgetting_one_reminder_leaves_the_others(kept: KeptReminders) -> None:
    with kept.alone():
        kept.note([noted(), noted("care"), noted(number=1)])
        kept.forget("morning")
        kept.forget("nobody")
    assert kept.notes() == [noted("care")]


def test_files_and_folders_are_private(kept: KeptReminders, tmp_path: Path) -> None:
    with kept.alone():
        kept.keep([MORNING])
        kept.note([noted()])
    for path in tmp_path.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


BROKEN: dict[str, Any] = {
    "torn": '{"format": 1, "remi',
    "not an object": "[]",
    "no text": b"\xff\xfe",
    "nested": "[" * 100_000,
    "a list of nothing": '{"format": 1, "reminders": [null], "notes": [null]}',
    "a newer program's": '{"format": 2, "reminders": [], "notes": []}',
    "a time that is none": {"at": "25:00"},
    "days that are none": {"days": []},
    "a kind we don't know": {"at": None},
    "too many moments": {"moments": 9, "window": "09:00-17:00"},
    "a length of words": {"seconds": "ten"},
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_reminders_that_cannot_be_read_are_left_as_they_are(tmp_path: Path, content: Any) -> None:
    kept = kept_in(tmp_path)
    with kept.alone():
        kept.keep([MORNING])
    file = tmp_path / "config" / "reminders.json"
    if isinstance(content, dict):
        plain = json.loads(file.read_text("utf-8"))
        plain["reminders"][0] |= content
        if "moments" in content:
            del plain["reminders"][0]["at"]
        content = json.dumps(plain)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = file.read_bytes()
    with pytest.raises(PracticeError, match="the reminders can't be read") as refusal:
        kept.reminders()
    assert str(file) in str(refusal.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [each for each in BROKEN.values() if not isinstance(each, dict)])
def test_notes_that_cannot_be_read_are_begun_anew(tmp_path: Path, content: str | bytes) -> None:
    kept = kept_in(tmp_path)
    file = tmp_path / "state" / "delivered.json"
    with kept.alone():
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        assert kept.notes() == []
        kept.note([noted()])
    assert kept.notes() == [noted()]


def test_a_folder_that_cannot_be_made_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way", "utf-8")
    with pytest.raises(NotSaved, match="nothing was changed; look at"), kept_in(tmp_path).alone():
        pass


def test_a_file_that_cannot_be_written_is_a_refusal_and_keeps_what_was_there(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    (tmp_path / "config" / "reminders.json").mkdir(parents=True)
    with kept.alone(), pytest.raises(NotSaved, match="nothing was changed"):
        kept.keep([MORNING])
    assert [each.name for each in (tmp_path / "config").iterdir()] == ["reminders.json"]


def test_threads_take_turns(tmp_path: Path) -> None:
    def add(number: int) -> None:
        kept = kept_in(tmp_path)
        with kept.alone():
            kept.keep([*kept.reminders(), MORNING._replace(id=f"r{number}")])

    threads = [Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.id for each in kept_in(tmp_path).reminders()} == {f"r{number}" for number in range(12)}


def test_another_process_waits_for_its_turn(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    program = (
        "import sys; from pathlib import Path; from practice_tui.adapters.reminders.kept import KeptReminders;"
        "folder = Path(sys.argv[1]);"
        "kept = KeptReminders(folder / 'config' / 'reminders.json', folder / 'state' / 'delivered.json');"
        "print('ready', flush=True);"
        "held = kept.alone(); held.__enter__();"
        "print([each.id for each in kept.reminders()], flush=True)"
    )
    with kept.alone():
        other = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        kept.keep([MORNING])
    out, _ = other.communicate(timeout=20)
    assert (other.returncode, out) == (0, "['morning']\n")
