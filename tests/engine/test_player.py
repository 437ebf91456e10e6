from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice_tui.domain.errors import AlreadySitting
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Stage
from practice_tui.domain.timeline import EventKind, Phase
from practice_tui.engine import events as facts
from practice_tui.engine.player import PATIENCE, REACH
from tests.engine.fakes import HandOutput
from tests.engine.sitting_room import EVENING, SECOND, SILENT_SIT, STEADYING, Room, shape

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
    closing = next(n for n, fact in enumerate(told) if isinstance(fact, facts.EventStarted) and fact.event.cue == "close")
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


ASKS = ["plus", "minus", "skip", "take_gentler", "steady", "return_", "close_gently", "pause", "resume"]


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.sampled_from(ASKS), st.one_of(st.sampled_from([0, 0.01, 0.1]), st.floats(0, 200)), st.integers(1, 3)),
        max_size=12,
    ),
    st.sampled_from([(EVENING, 10, False), (EVENING, 15, False), (SILENT_SIT, 5, True), (SILENT_SIT, None, False)]),
    st.sampled_from([0, 4800, 9600]),
)
def test_whatever_is_asked_facts_come_in_order_and_the_minutes_add_up(
    asks: list[tuple[str, float, int]], practice: tuple[str, float | None, bool], latency: int
) -> None:
    text, minutes, has_overtime = practice
    room = Room(text, minutes, has_overtime=has_overtime, output=HandOutput(latency=latency)).begin()
    sat = 0.0
    for name, seconds, polls in asks:
        before = room.player.position
        room.sit(seconds, polls=polls)
        sat += (room.player.position - before) / SECOND
        if name in {"plus", "minus"}:
            room.player.change_length(5 if name == "plus" else -5)
        else:
            getattr(room.player, name)()
    room.player.resume()
    before = room.player.position
    room.sit(4 * 3600)
    room.player.stop()
    room.poll()
    sat += (room.player.position - before) / SECOND
    record = room.only(facts.SessionEnded).record
    assert record.seconds == pytest.approx(sat)
    frames = [fact.frame for fact in room.told]
    assert frames == sorted(frames)
    starts = [fact.event.at for fact in room.all_of(facts.EventStarted)]
    assert all(former < latter for former, latter in pairwise(starts))
    heard = [shape(event) for event in room.heard_events() if event.kind is not EventKind.PAUSE]
    assert heard == [
        shape(event)
        for event in room.timeline.events
        if event.at <= room.player.position and event.kind is not EventKind.PAUSE
    ]
    assert room.store.records() == [record]
