"""Notes that are written in a thread of their own: nobody waits for them, and their order stays."""

from __future__ import annotations

from threading import Event, current_thread
from typing import TYPE_CHECKING, Any

import pytest

from practice_tui.adapters.storage.journal_thread import JournalThread
from practice_tui.adapters.storage.sitting_journal import FileJournal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class SlowJournal(FileJournal):
    """A journal on a disk that takes its time until it is let go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.may_write = Event()
        self.done: list[tuple[str, str]] = []

    def note(self, facts: dict[str, Any]) -> None:
        self.may_write.wait()
        super().note(facts)
        self.done.append((f"note {facts['number']}", current_thread().name))

    def remove(self) -> None:
        super().remove()
        self.done.append(("remove", current_thread().name))

    def release(self) -> None:
        super().release()
        self.done.append(("release", current_thread().name))


def begun(folder: Path) -> tuple[SlowJournal, JournalThread]:
    slow = SlowJournal(folder)
    journal = JournalThread(slow)
    journal.open("0193-abc", {"kind": "start"})
    return slow, journal


def let_go_and(slow: SlowJournal, do: Callable[[], None]) -> list[tuple[str, str]]:
    slow.may_write.set()
    do()
    return slow.done


def test_nobody_waits_for_a_note(tmp_path: Path) -> None:
    slow, journal = begun(tmp_path)
    for number in range(3):
        journal.note({"number": number})
    assert slow.done == [], "the disk hasn't answered yet, and here we are"
    me = current_thread().name
    written = [(f"note {number}", "journal") for number in range(3)]
    assert let_go_and(slow, journal.remove) == [*written, ("remove", me)]
    assert list(tmp_path.glob("sitting-*.jsonl")) == []


def test_who_leaves_it_to_others_leaves_every_note(tmp_path: Path) -> None:
    slow, journal = begun(tmp_path)
    for number in range(20):
        journal.note({"number": number})
    let_go_and(slow, journal.release)
    journal.note({"number": "after it is over"})
    (facts,) = FileJournal(tmp_path).abandoned()
    assert facts == [{"kind": "start"}, *({"number": number} for number in range(20))]


def test_looking_for_others_waits_for_what_was_noted(tmp_path: Path) -> None:
    slow, journal = begun(tmp_path)
    journal.note({"number": 0})
    slow.may_write.set()
    assert journal.abandoned() == []
    assert slow.done == [("note 0", "journal")]
    journal.remove()


def test_one_sitting_after_another(tmp_path: Path) -> None:
    slow, journal = begun(tmp_path)
    slow.may_write.set()
    journal.remove()
    journal.open("0193-def", {"kind": "start"})
    journal.note({"number": 7})
    journal.release()
    assert FileJournal(tmp_path).abandoned() == [[{"kind": "start"}, {"number": 7}]]


def test_a_fault_of_the_program_is_heard_with_the_next_note_and_holds_nothing_up(tmp_path: Path) -> None:
    journal = JournalThread(FileJournal(tmp_path))
    journal.open("0193-abc", {"kind": "start"})
    journal.note({"seconds": float("nan")})
    assert journal.abandoned() == []
    with pytest.raises(ValueError, match="JSON"):
        journal.note({"seconds": 1.0})
    journal.release()
    assert FileJournal(tmp_path).abandoned() == [[{"kind": "start"}]]
