"""What every journal of a running sitting promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.journal_thread import JournalThread
from practice_tui.adapters.storage.memory import JournalShelf, MemoryJournal
from practice_tui.adapters.storage.sitting_journal import FileJournal
from practice_tui.domain.errors import AlreadySitting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.engine.ports import Journal

BEGUN = {"kind": "start", "practice": "gratitude", "note": "“ü” 🔔\n"}
HEARD = {"kind": "heartbeat", "seconds": 5.25, "planned": None}


@pytest.fixture(params=["files", "thread", "memory"])
def process(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Journal]:
    """Each call gives the journal of one more process of the same machine."""
    shelf = JournalShelf()
    if request.param == "memory":
        return lambda: MemoryJournal(shelf)
    if request.param == "thread":
        return lambda: JournalThread(FileJournal(tmp_path / "state"))
    return lambda: FileJournal(tmp_path / "state")


def test_nothing_is_abandoned_where_nobody_sat(process: Callable[[], Journal]) -> None:
    assert process().abandoned() == []


def test_a_sitting_that_is_over_leaves_nothing(process: Callable[[], Journal]) -> None:
    journal = process()
    journal.open("one", BEGUN)
    journal.note(HEARD)
    journal.remove()
    assert process().abandoned() == []


def test_a_running_sitting_is_nobody_elses_business(process: Callable[[], Journal]) -> None:
    mine, other = process(), process()
    mine.open("one", BEGUN)
    assert other.abandoned() == []
    with pytest.raises(AlreadySitting, match="goes on"):
        other.open("two", BEGUN)
    mine.note(HEARD)
    mine.release()
    assert other.abandoned() == [[BEGUN, HEARD]]


def test_whether_someone_sits_is_seen_without_getting_in_their_way(tmp_path: Path) -> None:
    mine, other = FileJournal(tmp_path / "state"), FileJournal(tmp_path / "state")
    assert not other.someone_sits()
    mine.open("one", BEGUN)
    assert (mine.someone_sits(), other.someone_sits()) == (True, True)
    mine.note(HEARD)
    mine.release()
    assert (mine.someone_sits(), other.someone_sits()) == (False, False)
    assert other.abandoned() == [[BEGUN, HEARD]], "looking has claimed nothing"
    assert (mine.someone_sits(), other.someone_sits()) == (True, False), "what another enters at this moment is held"
    other.settle("one")
    assert not mine.someone_sits()


def test_one_process_sits_once_at_a_time(process: Callable[[], Journal]) -> None:
    journal = process()
    journal.open("one", BEGUN)
    with pytest.raises(AlreadySitting):
        journal.open("two", BEGUN)
    journal.note(HEARD)
    journal.release()
    assert process().abandoned() == [[BEGUN, HEARD]]


def test_what_was_left_is_claimed_by_one_and_stays_claimed_until_it_is_settled(
    process: Callable[[], Journal],
) -> None:
    left, first, second = process(), process(), process()
    left.open("one", BEGUN)
    left.note(HEARD)
    left.release()
    assert first.abandoned() == [[BEGUN, HEARD]]
    assert second.abandoned() == []
    assert first.abandoned() == [[BEGUN, HEARD]], "its record could not be saved, and it is tried again"
    first.settle("one")
    assert first.abandoned() == []
    assert second.abandoned() == []


def test_several_that_were_left_come_in_the_order_of_their_ids(process: Callable[[], Journal]) -> None:
    journal = process()
    for session_id in ("0193-b", "0193-a", "0193-c"):
        journal.open(session_id, {"id": session_id})
        journal.release()
    assert process().abandoned() == [[{"id": "0193-a"}], [{"id": "0193-b"}], [{"id": "0193-c"}]]


def test_a_new_sitting_may_begin_while_an_old_one_waits_to_be_entered(process: Callable[[], Journal]) -> None:
    old, new = process(), process()
    old.open("old", BEGUN)
    old.release()
    assert new.abandoned() == [[BEGUN]]
    new.open("new", HEARD)
    new.settle("old")
    new.note(HEARD)
    assert process().abandoned() == []
    new.release()
    assert process().abandoned() == [[HEARD, HEARD]]


def test_what_no_record_can_be_made_of_is_set_aside_and_claimed_no_more(process: Callable[[], Journal]) -> None:
    left, first, second = process(), process(), process()
    for session_id, facts in (("one", {"kind": "nothing known"}), ("two", BEGUN)):
        left.open(session_id, facts)
        left.release()
    assert first.abandoned() == [[{"kind": "nothing known"}], [BEGUN]]
    first.set_aside([{"kind": "nothing known"}])
    first.set_aside([{"kind": "never claimed"}])
    assert first.abandoned() == [[BEGUN]]
    first.settle("two")
    assert second.abandoned() == []


def test_without_an_open_journal_notes_and_farewells_do_nothing(process: Callable[[], Journal]) -> None:
    journal = process()
    journal.note(HEARD)
    journal.remove()
    journal.release()
    journal.settle("never-claimed")
    assert process().abandoned() == []


def test_another_sitting_may_follow(process: Callable[[], Journal]) -> None:
    journal = process()
    for session_id in ("one", "two"):
        journal.open(session_id, BEGUN)
        journal.note(HEARD)
        journal.remove()
    assert journal.abandoned() == []
