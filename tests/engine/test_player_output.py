"""What a sitting does without its output, its journal, or with another sitting beside it."""

from __future__ import annotations

import pytest
from tests.engine.fakes import HandOutput
from tests.engine.sitting_room import SECOND, Room

from practice_tui.domain.errors import AlreadySitting
from practice_tui.domain.quantities import Frames
from practice_tui.domain.record import Ending
from practice_tui.engine import events as facts
from practice_tui.engine.player import REACH

REACH_SECONDS = REACH / SECOND


def test_the_last_bell_rings_out_before_the_output_is_let_go() -> None:
    room = Room(output=HandOutput(latency=9600)).begin()
    room.sit(10 * 60)
    assert room.player.is_over
    assert room.player.ringing()
    assert room.output.stops == 0
    room.sit(5)
    assert not room.player.ringing()
    assert (room.output.stops, room.sound.is_closed) == (1, True)
    assert not room.player.ringing()
    assert room.only(facts.SessionEnded).record.seconds == 600


def test_an_output_that_vanishes_is_followed_by_silence_at_the_last_heard_frame() -> None:
    room = Room(output=HandOutput(latency=9600)).begin()
    room.sit(60)
    heard = room.output.last_heard
    room.output.is_lost = True
    told = room.poll()
    assert told == [facts.OutputChanged(heard, "silent", told[0].note)]  # type: ignore[union-attr]
    assert "goes on in silence" in room.only(facts.OutputChanged).note
    assert room.sound.asked[-1] == f"seek {heard}"
    assert room.output.stops == 1
    room.sit(600)
    record = room.only(facts.SessionEnded).record
    assert (record.seconds, record.ending) == (600, Ending.FINISHED)
    assert room.heard_events() == list(room.timeline.events)
    assert len(room.all_of(facts.OutputChanged)) == 1


def test_an_output_lost_between_looks_is_told_in_its_place() -> None:
    room = Room().begin()
    room.output.move(100 * SECOND)
    room.output.is_lost = True
    told = room.poll()
    assert isinstance(told[-1], facts.OutputChanged)
    assert [fact.frame for fact in told] == sorted(fact.frame for fact in told)
    assert told[-1].frame == 100 * SECOND


def test_an_output_lost_while_paused_keeps_the_pause() -> None:
    room = Room().begin()
    room.sit(30)
    room.player.pause()
    room.output.is_lost = True
    room.sit(30, polls=3)
    assert room.player.position == 30 * SECOND
    room.player.resume()
    room.sit(30)
    assert room.player.position == 60 * SECOND


def test_an_output_lost_right_after_a_change_keeps_what_was_heard() -> None:
    room = Room(output=HandOutput(latency=9600)).begin()
    room.sit_to_cue("look", 3)
    room.player.steady()
    room.sit(5)
    room.player.return_()
    room.output.is_lost = True
    room.poll()
    room.player.change_length(5)
    room.sit(30 * 60)
    assert room.heard_cues() == ["arrive", "breathe", "look", "open", "look", "close"]


def test_a_wished_output_that_cannot_start_gives_way_to_silence() -> None:
    room = Room(output=HandOutput(can_start=False)).begin()
    assert room.only(facts.Began).output == "silent"
    assert "in use" in room.only(facts.OutputChanged).note
    assert room.output.stops == 1
    room.sit(700)
    assert room.only(facts.SessionEnded).record.seconds == 600
    assert not room.player.ringing()


def test_an_output_that_is_another_than_the_wished_one_says_so() -> None:
    room = Room()
    room.note = "PortAudio isn't there; sound goes through pacat"
    room.begin()
    assert room.only(facts.OutputChanged) == facts.OutputChanged(Frames(0), "hand", room.note)


def test_two_sittings_at_once_are_refused_before_anything_sounds() -> None:
    room = Room()
    room.journal.other_is_sitting = True
    with pytest.raises(AlreadySitting):
        room.player.start()
    assert not room.output.is_playing
    room.player.stop()
    assert room.poll() == []
    assert room.store.records() == []


def test_a_journal_that_cannot_be_written_does_not_stop_a_sitting() -> None:
    room = Room()
    room.journal.cannot_write = True
    room.begin()
    assert "goes on without it" in room.only(facts.Refused).note
    room.sit(700)
    assert room.only(facts.SessionEnded).saved
