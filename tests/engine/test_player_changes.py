"""Longer and shorter sittings, parts that are left, gentler ways, sittings without an end."""

from __future__ import annotations

import pytest
from tests.engine.sitting_room import SECOND, SILENT_SIT, Room

from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts
from practice_tui.engine.player import REACH

REACH_SECONDS = REACH / SECOND


def test_plus_and_minus_change_the_length_and_the_guidance() -> None:
    room = Room().begin()
    room.sit(60)
    room.player.change_length(5)
    changed = room.only_told(facts.LengthChanged)
    assert (changed.frame, changed.length, changed.note) == (60 * SECOND, 15 * MINUTE, "")
    assert room.player.planned_seconds == 900
    room.player.change_length(-5)
    assert room.poll()[0] == facts.LengthChanged(Frames(60 * SECOND), Frames(10 * MINUTE))
    room.player.change_length(5)
    room.sit(20 * 60)
    assert room.heard_cues() == ["arrive", "breathe", "feet", "look", "close"]
    record = room.only(facts.SessionEnded).record
    assert (record.seconds, record.planned_seconds, record.ending) == (900, 900, Ending.FINISHED)


def test_minus_stops_at_what_the_words_need_and_says_so() -> None:
    room = Room().begin()
    room.sit(30)
    room.player.change_length(-60)
    changed = room.only_told(facts.LengthChanged)
    assert 30 * SECOND < changed.length < 4 * MINUTE
    assert changed.note.startswith("the words that remain need ")
    assert room.player.planned_seconds == changed.length / SECOND
    room.sit(600)
    assert room.heard_cues() == ["arrive", "breathe", "look", "close"]
    assert room.only(facts.SessionEnded).record.seconds == changed.length / SECOND


def test_plus_may_pass_the_promised_length() -> None:
    room = Room(minutes=45).begin()
    room.player.change_length(20)
    assert room.only_told(facts.LengthChanged).length == 65 * MINUTE


@pytest.mark.parametrize("times", [2, 5])
def test_keys_that_come_faster_than_sound_are_all_obeyed(times: int) -> None:
    room = Room().begin()
    room.sit(100)
    for _ in range(times):
        room.player.change_length(5)
    assert [fact.length // MINUTE for fact in room.poll() if isinstance(fact, facts.LengthChanged)] == [
        15 + 5 * n for n in range(times)
    ]
    room.sit(90 * 60)
    assert room.heard_cues() == ["arrive", "breathe", "feet", "look", "close"]


def test_a_skipped_part_gives_its_time_to_the_silences_ahead() -> None:
    room = Room().begin()
    room.sit_to_cue("breathe", 1)
    room.player.skip()
    assert room.only_told(facts.PartSkipped).part == "Breathing"
    assert room.timeline.length == 10 * MINUTE
    room.player.change_length(5)
    room.player.change_length(-5)
    room.sit(700)
    assert room.heard_cues() == ["arrive", "breathe", "look", "close"]
    assert not any(event.kind is EventKind.BREATH for event in room.heard_events())
    assert room.only(facts.SessionEnded).record.seconds == 600


def test_the_part_that_a_skip_leaves_is_the_one_it_names() -> None:
    room = Room().begin()
    room.sit_to_cue("breathe", -REACH_SECONDS / 2)  # the line begins before a change can take hold
    room.player.skip()
    assert room.only_told(facts.PartSkipped).part == "Breathing"
    room.sit(700)
    assert room.heard_cues() == ["arrive", "breathe", "look", "close"]


def test_the_closing_words_are_never_skipped() -> None:
    room = Room().begin()
    for offset in (-REACH_SECONDS / 2, 0, 1):
        room.sit_to_cue("close", offset) if offset <= 0 else room.sit(1)
        room.player.skip()
        assert room.only_told(facts.Refused).note == "these are the closing words"
    room.sit(60)
    assert room.heard_cues()[-1] == "close"
    assert room.only(facts.SessionEnded).record.ending is Ending.FINISHED


def test_a_gentler_way_is_taken_in_place_of_what_is_left_of_a_part() -> None:
    room = Room().begin()
    room.player.take_gentler()
    assert "no gentler way here" in room.only_told(facts.Refused).note
    room.sit_to_cue("breathe", 1)
    room.player.take_gentler()
    assert room.only_told(facts.PartChosen).part == "Sounds"
    room.player.take_gentler()
    assert "no gentler way here" in room.only_told(facts.Refused).note
    part = room.player.part
    assert part is not None
    assert part.name == "Breathing"
    room.player.change_length(5)
    room.sit(16 * 60)
    assert room.heard_cues() == ["arrive", "breathe", "sounds", "feet", "look", "close"]
    assert room.only(facts.SessionEnded).record.seconds == 900


def test_a_gentler_way_may_be_taken_right_after_a_skip() -> None:
    room = Room().begin()
    room.sit_to_cue("breathe", 10)  # a breath is finished first
    room.player.skip()
    room.player.take_gentler()
    room.player.change_length(5)
    room.sit(16 * 60)
    assert room.heard_cues() == ["arrive", "breathe", "sounds", "feet", "look", "close"]


def test_an_open_sitting_has_no_planned_end() -> None:
    room = Room(SILENT_SIT, None).begin()
    assert (room.player.remaining, room.player.planned_seconds) == (None, None)
    room.sit(3600)
    room.player.change_length(5)
    assert room.only_told(facts.Refused).note == "this sitting has no planned end; it ends when you end it"
    room.player.steady()
    room.sit(60)
    room.player.return_()
    room.sit(3600)
    assert room.player.remaining is None
    room.player.close_gently()
    told = room.sit(10)
    assert [type(fact).__name__ for fact in told] == ["ClosingBegan", "EventStarted", "SessionEnded"]
    record = room.only(facts.SessionEnded).record
    assert (record.planned_seconds, record.ending) == (None, Ending.ENDED_GENTLY)
    assert record.seconds == pytest.approx(7260 + 3, abs=0.2)


def test_skipping_an_open_silence_leads_to_its_end() -> None:
    room = Room(SILENT_SIT, None).begin()
    room.sit(600)
    room.player.skip()
    room.sit(10)
    record = room.only(facts.SessionEnded).record
    assert record.seconds == pytest.approx(603, abs=0.2)
    assert record.planned_seconds is None
