from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.fakes import HandClock, MemoryJournal, MemoryStore
from tests.engine.sitting_room import ORIGIN, Room

from practice_tui.domain.errors import AlreadySitting
from practice_tui.domain.record import Ending, SessionRecord, as_plain, from_plain
from practice_tui.engine import events as facts
from practice_tui.engine.recorder import HEARTBEAT_SECONDS, Recorder, recover


class Desk:
    """A recorder with everything it writes to."""

    def __init__(self) -> None:
        self.clock, self.journal, self.store = HandClock(), MemoryJournal(), MemoryStore()
        self.recorder = Recorder(self.journal, self.store, self.clock, ORIGIN)

    def recover(self) -> list[SessionRecord]:
        return recover(self.journal, self.store)


def test_a_record_holds_what_is_known_of_a_sitting() -> None:
    desk = Desk()
    assert desk.recorder.begin(600.0) == ""
    desk.clock.move(725.5)
    record, saved, note = desk.recorder.end(Ending.FINISHED, 600.0, 600.0)
    assert (saved, note) == (True, "")
    assert desk.store.records() == [record]
    assert as_plain(record) == {
        "id": record.id,
        "practice": "evening",
        "pack": "org.example.pack",
        "version": "1.2",
        "script_hash": "abc123",
        "planned_seconds": 600.0,
        "seconds": 600.0,
        "start": "2026-11-21T06:10:00.123Z",
        "end": "2026-11-21T06:22:05.623Z",
        "zone": "Europe/Madrid",
        "offset_minutes": 60,
        "day": "2026-11-21",
        "day_start_hour": 4,
        "ending": "finished",
        "source": "app",
        "course_step": "care-1",
    }
    assert record.id[14] == "7"


@pytest.mark.parametrize(("wall", "day"), [("02:30", date(2026, 11, 20)), ("03:10", date(2026, 11, 21))])
def test_the_day_is_that_of_the_wall_clock_at_the_start(wall: str, day: date) -> None:
    desk = Desk()
    desk.clock.wall = datetime.fromisoformat(f"2026-11-21T{wall}:00+00:00")
    desk.recorder.begin(None)
    desk.clock.move(7200)
    assert desk.recorder.end(Ending.FINISHED, 7200.0, None)[0].day == day


def test_a_journal_tells_how_far_a_sitting_has_come() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.clock.move(HEARTBEAT_SECONDS - 0.1)
    desk.recorder.heartbeat(4.9, 600.0)
    desk.clock.move(0.1)
    desk.recorder.heartbeat(5.0, 600.0)
    desk.clock.move(3)
    desk.recorder.note("Paused", 8.0, 600.0)
    desk.clock.move(HEARTBEAT_SECONDS - 0.1)
    desk.recorder.heartbeat(8.0, 600.0)
    assert [line["kind"] for line in desk.journal.lines] == ["start", "heartbeat", "Paused"]
    assert desk.journal.lines[1] == {
        "kind": "heartbeat",
        "seconds": 5.0,
        "planned": 600.0,
        "at": "2026-11-21T06:10:05.123Z",
    }
    desk.recorder.end(Ending.STOPPED, 12.0, 600.0)
    assert desk.journal.lines[-1]["ending"] == "stopped"
    assert desk.journal.state == "removed"


def test_a_lost_process_costs_no_more_than_a_heartbeat() -> None:
    room = Room().begin()
    room.sit(303, polls=3000)
    room.player.change_length(5)
    room.sit(100, polls=1000)
    room.journal.lose_process()
    (record,) = recover(room.journal, room.store)
    assert (record.ending, record.planned_seconds, record.practice) == (Ending.RECOVERED, 900.0, "evening")
    assert 403 - HEARTBEAT_SECONDS - 0.2 <= record.seconds <= 403
    assert record.end - record.start == pytest.approx(timedelta(seconds=record.seconds), abs=timedelta(seconds=0.01))
    assert record.id == room.journal.session_id
    assert room.store.records() == [record]


def test_entering_a_sitting_twice_adds_nothing() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.recorder.note("heartbeat", 60.0, 600.0)
    desk.journal.lose_process()
    lines = dict(desk.journal.abandoned_lines)
    (first,) = desk.recover()
    assert desk.recover() == []
    desk.journal.abandoned_lines = lines
    assert desk.recover() == []
    assert desk.store.records() == [first]


def test_a_record_saved_before_its_journal_could_be_removed_is_not_entered_anew() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    record, _, _ = desk.recorder.end(Ending.FINISHED, 600.0, 600.0)
    desk.journal.abandoned_lines[record.id] = desk.journal.lines
    desk.recover()
    assert desk.store.records() == [record]


def test_a_sitting_that_cannot_be_saved_stays_in_its_journal_and_is_given_as_a_line() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.clock.move(600)
    desk.store.is_full = True
    record, saved, note = desk.recorder.end(Ending.FINISHED, 600.0, 600.0)
    assert not saved
    assert "no space is left" in note
    assert "`practice import -`" in note
    assert from_plain(json.loads(note[note.index("{") :])) == record
    assert desk.journal.state == "released"
    assert desk.recover() == []
    desk.store.is_full = False
    assert desk.recover() == [record]
    assert desk.store.records() == [record]
    assert desk.journal.abandoned_lines == {}


def test_without_a_journal_the_line_alone_keeps_the_minutes() -> None:
    desk = Desk()
    desk.journal.cannot_write = True
    assert "goes on without it" in desk.recorder.begin(600.0)
    desk.recorder.note("heartbeat", 5.0, 600.0)
    desk.store.is_full = True
    record, saved, note = desk.recorder.end(Ending.STOPPED, 30.0, 600.0)
    assert not saved
    assert from_plain(json.loads(note[note.index("{") :])) == record


def test_a_failed_save_reaches_the_person() -> None:
    room = Room().begin()
    room.store.is_full = True
    room.sit(700)
    ended = room.only(facts.SessionEnded)
    assert not ended.saved
    assert "`practice import -`" in ended.note
    assert ended.record.seconds == 600


def test_two_sittings_at_once_are_refused() -> None:
    desk = Desk()
    desk.journal.other_is_sitting = True
    with pytest.raises(AlreadySitting):
        desk.recorder.begin(600.0)


def test_a_wall_clock_that_is_set_back_shortens_no_sitting() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.clock.move(300)
    desk.clock.wall -= timedelta(hours=2)
    desk.recorder.note("heartbeat", 300.0, 600.0)
    desk.clock.move(300)
    lines = list(desk.journal.lines)
    record, _, _ = desk.recorder.end(Ending.FINISHED, 600.0, 600.0)
    assert record.end - record.start == timedelta(seconds=600)
    desk.journal.abandoned_lines = {"other": lines}
    (recovered,) = recover(Claimed(desk.journal, record.id), MemoryStore())
    assert recovered.seconds == 300
    assert recovered.end - recovered.start == timedelta(seconds=300)


class Claimed(MemoryJournal):
    """Another process, which finds the journal of a lost one."""

    def __init__(self, lost: MemoryJournal, session_id: str) -> None:
        super().__init__()
        self.abandoned_lines = {session_id: next(iter(lost.abandoned_lines.values()))}


def test_a_sleeping_machine_makes_a_sitting_end_later_and_no_longer() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.clock.move(600)
    desk.clock.wall += timedelta(hours=3)
    record, _, _ = desk.recorder.end(Ending.FINISHED, 600.0, 600.0)
    assert record.seconds == 600
    assert record.end - record.start == timedelta(hours=3, seconds=600)


def test_a_sitting_of_no_length_is_let_go() -> None:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.journal.lose_process()
    assert desk.recover() == []
    assert desk.store.records() == []
    assert desk.journal.abandoned_lines == {}


def journal_of(seconds: float) -> tuple[str, list[dict[str, Any]]]:
    desk = Desk()
    desk.recorder.begin(600.0)
    desk.clock.move(seconds)
    desk.recorder.note("heartbeat", seconds, 600.0)
    return desk.journal.session_id, desk.journal.lines


GARBAGE: list[Any] = [
    {},
    [],
    None,
    7,
    "heartbeat",
    {"kind": "heartbeat", "seconds": "many", "planned": 600.0, "at": "2026-11-21T06:12:00.000Z"},
    {"kind": "heartbeat", "seconds": float("nan"), "planned": 600.0, "at": "2026-11-21T06:12:00.000Z"},
    {"kind": "heartbeat", "seconds": float("inf"), "planned": 600.0, "at": "2026-11-21T06:12:00.000Z"},
    {"kind": "heartbeat", "seconds": 1e300, "planned": 600.0, "at": "2026-11-21T06:12:00.000Z"},
    {"kind": "heartbeat", "seconds": 400.0, "planned": "soon", "at": "2026-11-21T06:12:00.000Z"},
    {"kind": "heartbeat", "seconds": 400.0, "planned": -1.0, "at": "2026-11-21T06:12:00.000Z"},
    {"kind": "heartbeat", "seconds": 400.0, "planned": 600.0, "at": "noon"},
    {"kind": "heartbeat", "seconds": 400.0, "planned": 600.0, "at": "0001-01-01T00:00:00+14:00"},
    {"kind": "heartbeat", "seconds": 400.0, "planned": 600.0, "at": None},
    {"kind": "heartbeat", "seconds": 400.0, "planned": 600.0},
    {"kind": "end", "seconds": 400.0, "planned": 600.0, "at": "2026-11-21T06:12:00.000Z", "ending": "tired"},
    {"kind": "end", "seconds": 400.0, "planned": 600.0, "at": "2026-11-21T06:12:00.000Z"},
    {"seconds": 400.0, "planned": 600.0, "at": "2026-11-21T06:12:00.000Z"},
]


@given(st.lists(st.sampled_from(GARBAGE), max_size=6), st.integers(0, 6))
def test_lines_that_cannot_be_read_are_passed_over(garbage: list[Any], place: int) -> None:
    session_id, lines = journal_of(90.0)
    lines[1:1] = garbage[:place]
    lines += garbage[place:]
    journal, store = MemoryJournal(), MemoryStore()
    journal.abandoned_lines = {session_id: lines}
    (record,) = recover(journal, store)
    assert (record.seconds, record.planned_seconds, record.ending) == (90.0, 600.0, Ending.RECOVERED)
    assert record.end == datetime(2026, 11, 21, 6, 11, 30, 123_000, tzinfo=UTC)


@pytest.mark.parametrize("first", [{}, {"record": None}, {"record": {}}, {"record": {"id": 5}}, [], None, "torn"])
def test_a_journal_without_its_beginning_harms_no_other(first: Any) -> None:
    session_id, lines = journal_of(90.0)
    journal, store = MemoryJournal(), MemoryStore()
    journal.abandoned_lines = {"torn": [first, *lines[1:]], "empty": [], session_id: lines}
    assert [record.id for record in recover(journal, store)] == [session_id]


def test_minutes_never_grow_fewer_as_a_journal_is_read() -> None:
    session_id, lines = journal_of(90.0)
    lines.append(lines[-1] | {"seconds": 30.0})
    journal = MemoryJournal()
    journal.abandoned_lines = {session_id: lines}
    assert recover(journal, MemoryStore())[0].seconds == 90.0
