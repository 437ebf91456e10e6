from __future__ import annotations

import pytest
from tests.engine.sitting_room import SECOND, SILENT_SIT, Room

from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Stage
from practice_tui.domain.timeline import EventKind, Phase
from practice_tui.engine import events as facts
from practice_tui.engine.player import REACH

REACH_SECONDS = REACH / SECOND


def test_a_sitting_from_its_first_bell_to_its_record() -> None:
    room = Room()
    room.player.start()
    assert room.poll() == [facts.Began(Frames(0), "hand"), facts.EventStarted(Frames(0), room.timeline.events[0])]
    room.sit(11 * 60, polls=700)
    assert room.heard_events() == list(room.timeline.events)
    assert room.heard_cues() == ["arrive", "breathe", "look", "close"]
    ended = room.only(facts.SessionEnded)
    assert (ended.frame, ended.saved, ended.note) == (10 * MINUTE, True, "")
    record = ended.record
    assert (record.seconds, record.planned_seconds, record.ending) == (600.0, 600.0, Ending.FINISHED)
    assert room.store.records() == [record]
    assert room.journal.state == "removed"
    assert room.told[-1] is ended


def test_a_look_after_a_long_time_tells_everything_once_in_order_with_exact_frames() -> None:
    room = Room().begin()
    room.sit(3 * 60 + 0.123)
    room.sit(20 * 60)
    starts = [fact.frame for fact in room.all_of(facts.EventStarted)]
    assert starts == [event.at for event in room.timeline.events]
    assert isinstance(room.told[-1], facts.SessionEnded)
    assert room.poll() == []


def test_what_a_screen_reads_moves_with_what_is_heard() -> None:
    room = Room().begin()
    assert (room.player.position, room.player.remaining) == (0, 10 * MINUTE)
    room.sit_to_cue("breathe", 1)
    assert room.player.present.cue == "breathe"
    part = room.player.part
    assert part is not None
    assert part.name == "Breathing"
    assert room.player.breath() is None
    stretch = next(event for event in room.timeline.events if event.kind is EventKind.BREATH)
    room.sit_until(stretch.at + 15 * SECOND)
    breath = room.player.breath()
    assert breath is not None
    assert (breath.phase, breath.start, breath.length) == (Phase.OUT, stretch.at + 14 * SECOND, 6 * SECOND)
    assert breath.progress == pytest.approx(1 / 6)
    assert room.player.remaining == 10 * MINUTE - room.player.position
    assert not room.player.is_over


def test_a_pause_does_not_count() -> None:
    room = Room().begin()
    room.sit(60)
    room.player.pause()
    assert room.only_told(facts.Paused).frame == 60 * SECOND
    room.sit(300, polls=10)
    assert room.player.position == 60 * SECOND
    room.player.resume()
    assert room.only_told(facts.Resumed).frame == 60 * SECOND
    room.sit(9 * 60)
    record = room.only(facts.SessionEnded).record
    assert record.seconds == 600
    assert (record.end - record.start).total_seconds() == pytest.approx(900, abs=0.001)
    assert room.sound.asked == ["load", "pause", "resume"]


def test_stopping_keeps_the_minutes_and_lets_go_of_the_sound() -> None:
    room = Room().begin()
    room.sit(125.5)
    room.output.move(2 * SECOND)
    room.player.stop()
    told = room.poll()
    assert isinstance(told[-1], facts.SessionEnded)
    record = room.only(facts.SessionEnded).record
    assert (record.seconds, record.planned_seconds, record.ending) == (127.5, 600, Ending.STOPPED)
    assert (room.output.stops, room.sound.is_closed) == (1, True)
    assert not room.player.ringing()
    room.player.stop()
    assert room.poll() == []
    assert room.store.records() == [record]


def test_stopping_tells_first_what_was_heard_before() -> None:
    room = Room().begin()
    room.output.move(100 * SECOND)
    room.player.stop()
    told = room.poll()
    assert [fact.frame for fact in told] == sorted(fact.frame for fact in told)
    expected = [event for event in room.timeline.events if 0 < event.at <= 100 * SECOND]
    assert [fact.event for fact in told if isinstance(fact, facts.EventStarted)] == expected


def test_stopping_past_the_end_is_a_finished_sitting() -> None:
    room = Room().begin()
    room.output.move(11 * MINUTE)
    room.player.stop()
    assert room.poll()[-1] == room.all_of(facts.SessionEnded)[-1]
    assert room.only(facts.SessionEnded).record.ending is Ending.FINISHED


def test_a_timer_counts_on_until_the_person_ends_it() -> None:
    room = Room(SILENT_SIT, 5, has_overtime=True).begin()
    told = room.sit(400)
    assert told[-1] == facts.OvertimeBegan(Frames(5 * MINUTE))
    assert room.player.session.stage is Stage.OVERTIME
    assert (room.player.position, room.player.remaining) == (400 * SECOND, 0)
    room.player.change_length(5)
    assert "the length stays" in room.only_told(facts.Refused).note
    room.sit(20)
    room.player.close_gently()
    record = room.only_told(facts.SessionEnded).record
    assert (record.seconds, record.planned_seconds, record.ending) == (420, 300, Ending.FINISHED)
    assert room.poll() == []


def test_stopping_in_overtime_is_a_finished_sitting() -> None:
    room = Room(SILENT_SIT, 5, has_overtime=True).begin()
    room.sit(330)
    room.player.stop()
    record = room.only_told(facts.SessionEnded).record
    assert (record.seconds, record.planned_seconds, record.ending) == (330, 300, Ending.FINISHED)


def test_a_guided_sitting_and_a_timer_nobody_can_end_have_no_overtime() -> None:
    for room in (Room(), Room(SILENT_SIT, 10)):
        room.begin().sit(3600)
        assert room.only(facts.SessionEnded).record.seconds == 600


def test_nothing_is_asked_of_a_sitting_that_has_not_begun_or_has_ended() -> None:
    room = Room()
    asks = ("pause", "resume", "skip", "take_gentler", "steady", "return_", "close_gently")

    def ask_all() -> list[facts.Fact]:
        for name in asks:
            getattr(room.player, name)()
        room.player.change_length(5)
        return room.poll()

    assert [type(fact) for fact in ask_all()] == [facts.Refused] * 8
    room.begin().sit(700)
    assert [type(fact) for fact in ask_all()] == [facts.Refused] * 8
    assert len(room.store.records()) == 1


def test_a_pause_at_the_very_end_stands_still_there() -> None:
    room = Room().begin()
    room.sit(10 * 60 - 0.01)
    room.player.change_length(5)
    assert room.only_told(facts.Refused).note == "the sitting is at its end"
    room.player.pause()
    room.sit(60)
    assert not room.player.is_over
    room.player.resume()
    room.sit(1)
    assert room.only(facts.SessionEnded).record.seconds == 600
