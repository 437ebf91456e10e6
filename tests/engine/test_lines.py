"""A finished recording while it is sat: lines that are gone to, time that can't be stretched, minutes that were sat."""

from __future__ import annotations

import pytest
from tests.compiler.walks import IN_ONE_PIECE, RIGID, SOUND, walk
from tests.engine.sitting_room import EVENING, SECOND, Room

from practice_tui.domain.quantities import MINUTE, frames
from practice_tui.domain.record import Ending
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts
from practice_tui.engine.player import REACH

LONG = "WEBVTT\n\n" + "\n".join(
    f"m{minute}\n{minute:02}:00.000 --> {minute:02}:10.000\nIt is {minute}.\n" for minute in range(40)
)


def room(captions: str = RIGID, seconds: float | None = None) -> Room:
    script = walk(captions)
    return Room(practice=script, minutes=(script.header.home if seconds is None else frames(seconds)) / MINUTE).begin()


def hours() -> Room:
    script = walk(LONG, sound=40 * MINUTE)
    return Room(practice=script, minutes=40).begin()


def recorded(at: Room) -> tuple[float, float | None, Ending]:
    record = at.only(facts.SessionEnded).record
    return record.seconds, record.planned_seconds, record.ending


def test_it_is_sat_line_by_line_to_its_end() -> None:
    here = room()
    here.sit(26, polls=26)
    assert here.heard_cues() == ["stand", "feet", "walk", "slowly", "stop"]
    assert recorded(here) == (SOUND / SECOND, SOUND / SECOND, Ending.FINISHED)


def test_the_next_line_is_heard_a_moment_later() -> None:
    here = room()
    here.sit(2)
    here.player.next_line()
    assert here.only_told(facts.LineChosen).cue == "feet"
    here.sit(0.2)
    started = here.all_of(facts.EventStarted)[-1]
    assert (started.event.cue, started.frame) == ("feet", 2 * SECOND + REACH)
    assert here.player.present.source_at == frames(5.5)


def test_the_line_before_is_begun_again_and_pressed_twice_the_one_before_that() -> None:
    here = room()
    here.sit(15)
    here.player.previous_line()
    here.sit(0.2)
    assert here.player.present.cue == "walk"
    here.player.previous_line()
    here.sit(0.2)
    assert here.player.present.cue == "feet"


def test_keys_pressed_at_once_count_each() -> None:
    here = room()
    here.sit(2)
    for _ in range(3):
        here.player.next_line()
    here.sit(0.2)
    assert here.player.present.cue == "slowly"
    here.player.change_length(-1)
    here.sit(0.2)
    assert here.player.present.cue == "slowly", "what was passed over doesn't come back"


def test_a_line_can_be_gone_to_by_its_name() -> None:
    here = room()
    here.sit(1)
    here.player.go_to("slowly")
    here.sit(0.2)
    assert here.player.present.cue == "slowly"
    here.player.go_to("\x1b[2Jnowhere")
    assert here.only_told(facts.Refused).note == "there is no line '[2Jnowhere'"


def test_what_is_passed_over_is_not_sat() -> None:
    """A minute, thirty that are passed over, a minute: two minutes of practice, of forty that were planned."""
    here = hours()
    here.sit(60, polls=60)
    here.player.go_to("m31")
    here.sit(60, polls=60)
    assert here.player.position == 120 * SECOND
    assert here.heard_cues() == ["m0", "m1", "m31"]
    here.player.stop()
    here.poll()
    assert recorded(here) == (120.0, 2400.0, Ending.STOPPED)


def test_what_is_heard_again_is_sat_again() -> None:
    here = hours()
    here.sit(60, polls=60)
    here.player.go_to("m0")
    here.sit(30, polls=30)
    here.player.stop()
    here.poll()
    assert recorded(here)[0] == 90.0


def test_at_the_end_it_has_lasted_as_long_as_it_was_heard() -> None:
    here = hours()
    here.player.go_to("m39")
    here.sit(61, polls=61)
    seconds, planned, ending = recorded(here)
    assert seconds == pytest.approx(60 + REACH / SECOND)
    assert (planned, ending) == (2400.0, Ending.FINISHED)


def test_behind_the_last_line_there_is_none() -> None:
    here = room()
    here.sit(21)
    here.player.next_line()
    assert here.only_told(facts.Refused).note == "this is the last line"


def test_lines_are_not_gone_to_where_there_is_no_recording_or_the_closing_is_spoken() -> None:
    guided = Room(EVENING).begin()
    guided.sit(5)
    guided.player.next_line()
    assert "only finished recordings" in guided.only_told(facts.Refused).note
    closing = room()
    closing.player.close_gently()
    closing.sit(1)
    closing.told.clear()
    closing.player.previous_line()
    assert closing.only_told(facts.Refused).note == "there is no other line to go to here"


def test_while_paused_it_can_be_gone_to_and_stays_paused() -> None:
    here = room()
    here.sit(2)
    here.player.pause()
    here.player.next_line()
    assert here.player.session.is_paused
    here.player.resume()
    here.sit(0.2)
    assert here.player.present.cue == "feet"


@pytest.mark.parametrize("captions", [RIGID, IN_ONE_PIECE])
def test_what_can_t_stretch_says_so(captions: str) -> None:
    here = room(captions)
    here.sit(2)
    here.player.change_length(1)
    assert "nothing ahead in this recording can stretch" in here.only_told(facts.Refused).note
    assert here.timeline.length == SOUND
    here.player.change_length(-1)
    changed = here.only_told(facts.LengthChanged)
    assert (changed.length, changed.note) == (SOUND, "the words that remain need 23s")


def test_more_time_goes_to_the_pause_that_was_written() -> None:
    script = walk()
    here = Room(practice=script, minutes=1).begin()
    here.sit(2)
    here.player.change_length(1)
    here.sit(118.5, polls=30)
    assert recorded(here)[:2] == (120.0, 120.0)
    silent = [event for event in here.timeline.events if event.source_at is None]
    assert [(event.kind, event.length) for event in silent] == [(EventKind.PAUSE, 2 * MINUTE - SOUND)]


def test_in_one_piece_nothing_is_skipped_and_ending_gently_ends_behind_the_line() -> None:
    here = room(IN_ONE_PIECE)
    here.sit(11)
    here.player.skip()
    assert "in one piece" in here.only_told(facts.Refused).note
    here.player.close_gently()
    here.sit(3)
    assert recorded(here) == (13.0, SOUND / SECOND, Ending.ENDED_GENTLY)


def test_a_part_that_was_skipped_can_be_gone_back_to() -> None:
    here = room()
    here.sit(11)
    here.player.skip()
    here.sit(1)
    assert here.player.part is not None
    assert here.player.part.name == "Closing"
    here.player.go_to("walk")
    here.sit(0.2)
    assert here.player.present.cue == "walk"


def test_steady_ground_gives_the_line_back() -> None:
    here = room()
    here.sit(11)
    here.player.steady()
    here.sit(5)
    here.player.return_()
    here.sit(0.2)
    assert (here.player.present.cue, here.player.present.source_at) == ("walk", frames(10))
