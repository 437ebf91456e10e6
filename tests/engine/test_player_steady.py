"""Steady ground and a gentle end: where they lead, and how one comes back."""

from __future__ import annotations

import pytest
from tests.engine.sitting_room import SECOND, SILENT_SIT, STEADYING, Room

from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Stage
from practice_tui.engine import events as facts
from practice_tui.engine.layout import PATIENCE
from practice_tui.engine.player import REACH

REACH_SECONDS = REACH / SECOND


def test_steady_ground_offers_to_return_and_the_sitting_goes_on() -> None:
    room = Room().begin()
    room.sit_to_cue("breathe", 1)
    left_at = room.player.position
    room.player.steady()
    began = room.only_told(facts.SteadyingBegan)
    assert (began.frame, room.player.session.stage) == (left_at, Stage.STEADYING)
    assert room.player.planned_seconds == 600
    told = room.sit(125)
    offered = next(fact for fact in told if isinstance(fact, facts.ChoiceOffered))
    assert offered.frame == left_at + REACH + STEADYING.length
    assert room.player.session.stage is Stage.OFFERED
    assert room.player.part is None
    room.sit(60)
    room.player.return_()
    back = room.only_told(facts.Returned)
    assert (back.frame, room.player.session.stage) == (room.player.position, Stage.GUIDED)
    room.sit(700)
    assert room.heard_cues() == ["arrive", "breathe", "open", "feet", "next", "breathe", "look", "close"]
    record = room.only(facts.SessionEnded).record
    assert (record.planned_seconds, record.ending) == (600, Ending.FINISHED)
    assert record.seconds == pytest.approx(600 + 185, abs=0.2)


def test_a_choice_is_offered_before_anything_that_comes_after_it() -> None:
    room = Room().begin()
    room.sit(50)
    room.player.steady()
    told = room.sit(20 * 60)
    frames = [fact.frame for fact in told]
    assert frames == sorted(frames)
    kinds = [type(fact).__name__ for fact in told]
    closing = next(
        n for n, fact in enumerate(told) if isinstance(fact, facts.EventStarted) and fact.event.cue == "close"
    )
    assert kinds.index("ChoiceOffered") < closing
    assert kinds[-1] == "SessionEnded"


def test_whoever_does_not_choose_is_led_to_the_closing_after_ten_minutes() -> None:
    room = Room().begin()
    room.sit(50)
    room.player.steady()
    room.sit(120 + 599)
    assert room.heard_cues() == ["arrive", "open", "feet", "next"]
    room.sit(60)
    assert room.heard_cues()[-1] == "close"
    record = room.only(facts.SessionEnded).record
    assert (record.ending, record.planned_seconds) == (Ending.ENDED_GENTLY, 600)
    assert PATIENCE == 10 * MINUTE


def test_one_may_still_return_while_the_closing_words_are_spoken() -> None:
    room = Room().begin()
    room.sit(50)
    room.player.steady()
    room.sit(120 + 600.5)
    assert room.heard_cues()[-1] == "close"
    room.player.return_()
    room.player.change_length(1)
    room.sit(15 * 60)
    assert room.heard_cues() == ["arrive", "open", "feet", "next", "close", "breathe", "look", "close"]
    assert room.only(facts.SessionEnded).record.planned_seconds == 660


def test_steady_ground_can_lead_to_a_gentle_end() -> None:
    room = Room().begin()
    room.sit(50)
    room.player.steady()
    room.sit(10)
    room.player.close_gently()
    assert room.only_told(facts.ClosingBegan).frame == 60 * SECOND
    room.player.return_()
    assert room.only_told(facts.Refused).note == "the sitting goes on already"
    room.sit(60)
    assert room.heard_cues() == ["arrive", "open", "close"]
    assert room.only(facts.SessionEnded).record.ending is Ending.ENDED_GENTLY


def test_steady_ground_is_reached_from_a_pause_and_twice() -> None:
    room = Room().begin()
    room.sit(50)
    room.player.pause()
    room.player.steady()
    assert not room.player.session.is_paused
    assert not room.sound.is_paused
    room.player.steady()
    assert room.poll()[-1] == facts.Refused(Frames(50 * SECOND), "you are on steady ground already")
    room.sit(5)
    room.player.return_()
    room.player.steady()
    room.sit(5)
    room.player.return_()
    room.sit(15 * 60)
    assert room.heard_cues() == ["arrive", "open", "open", "breathe", "look", "close"]
    assert room.only(facts.SessionEnded).record.ending is Ending.FINISHED


def test_commands_right_after_returning_take_nothing_from_what_was_heard() -> None:
    room = Room().begin()
    room.sit_to_cue("look", 1)
    room.player.steady()
    room.sit(10)
    room.player.return_()
    room.player.change_length(5)
    room.player.change_length(-1)
    room.sit(30 * 60)
    assert room.heard_cues() == ["arrive", "breathe", "look", "open", "look", "close"]


def test_in_steady_ground_itself_there_is_nowhere_to_go() -> None:
    room = Room(has_ground=False).begin()
    room.player.steady()
    assert room.only_told(facts.Refused).note == "this is steady ground"


def test_a_gentle_end_speaks_the_closing_words_at_the_next_silence() -> None:
    room = Room().begin()
    room.sit_to_cue("breathe", 0.5)
    room.player.close_gently()
    room.player.skip()
    assert room.poll()[-1] == facts.Refused(room.player.position, "there is nothing to skip here")
    told = room.sit(120)
    line = next(event for event in room.heard_events() if event.cue == "breathe")
    assert [fact.event.kind for fact in told if isinstance(fact, facts.EventStarted)] == ["speech", "pause", "bell"]
    assert told[0].frame == line.end
    record = room.only(facts.SessionEnded).record
    assert (record.ending, record.planned_seconds) == (Ending.ENDED_GENTLY, 600)
    closing = told[0].event.length if isinstance(told[0], facts.EventStarted) else 0
    assert record.seconds * SECOND == line.end + closing + 19 * SECOND


def test_a_gentle_end_in_the_closing_lets_it_end() -> None:
    room = Room().begin()
    room.sit_to_cue("close", 0.5)
    room.player.close_gently()
    room.sit(60)
    assert room.heard_cues() == ["arrive", "breathe", "look", "close"]
    assert room.only(facts.SessionEnded).record.seconds == 600


def test_steady_ground_in_overtime_returns_to_overtime() -> None:
    room = Room(SILENT_SIT, 5, has_overtime=True).begin()
    room.sit(330)
    room.player.steady()
    room.sit(30)
    room.player.return_()
    assert room.only_told(facts.Returned).frame == 360 * SECOND
    room.sit(10)
    assert room.player.session.stage is Stage.OVERTIME
    room.player.close_gently()
    record = room.only_told(facts.SessionEnded).record
    assert (record.seconds, record.planned_seconds, record.ending) == (370, 300, Ending.FINISHED)
    assert len(room.all_of(facts.OvertimeBegan)) == 1
