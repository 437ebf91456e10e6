"""A machine that sleeps, a device that stands still, a program that is held up: nothing of it is practice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.engine.fakes import MemoryJournal, MemoryStore
from tests.engine.sitting_room import SILENT_SIT, Room

from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.domain.record import Ending
from practice_tui.engine import events as facts
from practice_tui.engine.interruptions import LONGEST_GAP_SECONDS, NEAR_SECONDS
from practice_tui.engine.recorder import recover


def sleep(room: Room, hours: float) -> None:
    """Let the machine sleep: the wall clock goes on, the other stands still, and no sound is taken."""
    room.clock.wall += timedelta(hours=hours)


def hang(room: Room, seconds: float) -> None:
    """Let sound stand still: both clocks go on, and no sound is taken."""
    room.clock.move(seconds)


def test_a_machine_that_slept_is_told_written_down_and_not_counted() -> None:
    room = Room().begin()
    room.sit(60, polls=60)
    sleep(room, 3)
    told = room.sit(0.25)
    (interrupted,) = [fact for fact in told if isinstance(fact, facts.Interrupted)]
    assert interrupted.seconds == pytest.approx(3 * 3600)
    assert room.journal.lines[-1]["kind"] == "Interrupted"
    assert room.journal.lines[-1]["seconds"] == 60.25
    room.sit(600, polls=600)
    record = room.only(facts.SessionEnded).record
    assert (record.ending, record.seconds) == (Ending.FINISHED, 600)
    assert record.end - record.start == pytest.approx(timedelta(hours=3, minutes=10), abs=timedelta(seconds=1))


def test_a_device_that_stands_still_is_told_once_it_goes_on() -> None:
    room = Room().begin()
    room.sit(30, polls=120)
    for _ in range(40):
        hang(room, 0.25)
        assert room.poll() == []
    room.sit(1, polls=4)
    assert room.only(facts.Interrupted).seconds == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize("gap", [0.25, 1.0, LONGEST_GAP_SECONDS])
def test_a_short_gap_is_nothing(gap: float) -> None:
    room = Room().begin()
    room.sit(30, polls=120)
    hang(room, gap)
    room.sit(30, polls=120)
    assert room.all_of(facts.Interrupted) == []


def test_sound_that_went_on_while_nobody_looked_is_practice() -> None:
    room = Room().begin()
    room.sit(30, polls=120)
    room.sit(120)
    assert room.all_of(facts.Interrupted) == []
    room.player.stop()
    record = room.only_told(facts.SessionEnded).record
    assert (record.ending, record.seconds) == (Ending.STOPPED, 150)


def test_a_pause_is_no_interruption_however_long() -> None:
    room = Room().begin()
    room.sit(30, polls=120)
    room.player.pause()
    for _ in range(100):
        hang(room, 0.25)
        room.poll()
    sleep(room, 2)
    room.poll()
    room.player.resume()
    room.sit(30, polls=120)
    assert room.all_of(facts.Interrupted) == []
    room.player.stop()
    assert room.only_told(facts.SessionEnded).record.ending is Ending.STOPPED


def test_a_clock_that_is_set_back_is_none_either() -> None:
    room = Room().begin()
    room.sit(30, polls=120)
    room.clock.wall -= timedelta(hours=2)
    room.sit(30, polls=120)
    assert room.all_of(facts.Interrupted) == []


@pytest.mark.parametrize(
    ("heard_after", "ending"), [(0.0, "interrupted"), (5.0, "interrupted"), (NEAR_SECONDS + 5, "stopped")]
)
def test_who_stops_right_after_it_was_interrupted(heard_after: float, ending: str) -> None:
    room = Room().begin()
    room.sit(300, polls=300)
    sleep(room, 8)
    room.sit(heard_after, polls=20)
    room.player.stop()
    record = room.only_told(facts.SessionEnded).record
    assert (record.ending, record.seconds) == (ending, 300 + heard_after)
    assert not room.output.is_playing


def test_an_open_sitting_through_the_silent_output_counts_no_sleep() -> None:
    room = Room(SILENT_SIT, minutes=None)
    room.note = ""
    silent = SilentOutput(room.clock)
    room._wished = lambda: (silent, "")  # type: ignore[method-assign]
    room.player._hearing._outputs = type(room.player._hearing._outputs)(room._wished, room._silent)
    room.begin()
    for _ in range(100):
        room.clock.move(0.25)
        room.poll()
    room.clock.move(6 * 3600)
    for _ in range(5):
        room.clock.move(0.25)
        room.poll()
    assert room.only(facts.Interrupted).seconds == pytest.approx(6 * 3600, abs=1)
    room.player.stop()
    record = room.only_told(facts.SessionEnded).record
    assert record.ending is Ending.INTERRUPTED
    assert record.seconds == pytest.approx(26, abs=0.6)


@pytest.mark.parametrize("lines", [[], [{}], [{"record": {"id": 5}}, {"kind": "heartbeat", "seconds": 5.0}]])
def test_a_journal_whose_beginning_cannot_be_read_is_claimed_once(lines: list[dict[str, Any]]) -> None:
    journal, store = MemoryJournal(), MemoryStore()
    journal.abandoned_lines = {"torn": lines}
    assert recover(journal, store) == []
    assert journal.lines_set_aside == [lines]
    assert journal.abandoned() == []


def test_a_slow_device_at_the_beginning_is_no_interruption() -> None:
    room = Room().begin()
    hang(room, 8)
    room.sit(60, polls=60)
    assert room.all_of(facts.Interrupted) == []
