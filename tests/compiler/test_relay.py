from __future__ import annotations

from dataclasses import replace

import pytest
from tests.compiler.sitting_model import GROUND, PATIENCE
from tests.compiler.written_scripts import read

from practice_tui.compiler import relay
from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.kept import Manner, keep
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames
from practice_tui.domain.timeline import EventKind, Timeline

SECOND = SAMPLE_RATE
NOBODY: frozenset[str] = frozenset()

EVENING = """\
Title: Evening settling
Length: 5m to 45m
Home: 15m
# Arriving
[bell]
{arrive} Sit in a way that is easy. Let the hands rest. Nothing to fix.
[pause 20s+]
# Breathing (gentler: sounds)
{breathe} Let us breathe together.
[breathe in 4 out 6 for 1m to 5m]
# Sounds
{sounds} Hear what there is to hear.
[pause 30s to 2m]
# Body (from 15m)
{feet} Bring attention to the soles of the feet. [pause 30s+ x2]
{hands} Now the palms of the hands. [pause 30s+]
# Closing (close)
{close} Hear the room again. [pause 10s]
[bell x3]
"""
FIXED = """\
Title: Fixed ahead
Length: 2m to 20m
# One
{one} Sit.
[pause 10s to 20s]
# Two
{two} Stay where you are for a moment.
[breathe in 4 out 6 for 20s]
# End (close)
{end} That is all.
[bell]
"""


def begun(text: str, minutes: int) -> Timeline:
    return compile_timeline(read(text), minutes * MINUTE, Wishes(no_voice))


def at_cue(timeline: Timeline, cue: str) -> int:
    return next(event.at for event in timeline.events if event.cue == cue)


def cues(timeline: Timeline) -> list[str]:
    return [event.cue for event in timeline.events if event.cue]


def changed(text: str, timeline: Timeline, at: int, minutes: int) -> Timeline:
    total = timeline.length + minutes * MINUTE
    return relay.change_length(read(text), timeline, at, total, Wishes(no_voice), left_out=NOBODY)


def test_a_longer_sitting_is_joined_by_the_parts_that_belong_to_it() -> None:
    timeline = begun(EVENING, 10)
    longer = changed(EVENING, timeline, 100 * SECOND, 5)
    assert longer.length == 15 * MINUTE
    assert cues(longer) == ["arrive", "breathe", "feet", "hands", "close"]
    assert cues(changed(EVENING, timeline, 100 * SECOND, 4)) == ["arrive", "breathe", "close"]


def test_a_shorter_sitting_is_left_by_the_parts_that_no_longer_belong_to_it() -> None:
    shorter = changed(EVENING, begun(EVENING, 15), 100 * SECOND, -5)
    assert shorter.length == 10 * MINUTE
    assert cues(shorter) == ["arrive", "breathe", "close"]


def test_a_part_without_room_stays_away() -> None:
    text = EVENING.replace("{feet}", "{long} " + "word " * 900 + "[pause 1s]\n{feet}").replace("15m)", "20m)")
    timeline = begun(text, 18)
    longer = changed(text, timeline, at_cue(timeline, "close") - 10 * SECOND, 5)
    assert longer.length == 23 * MINUTE
    assert cues(longer) == ["arrive", "breathe", "close"]


def test_a_shorter_sitting_stops_at_what_the_remaining_words_need() -> None:
    timeline = begun(EVENING, 10)
    shorter = changed(EVENING, timeline, 30 * SECOND, -60)
    lengths = {event.cue or event.kind.value: event.length for event in shorter.events if event.at >= 30 * SECOND}
    assert lengths["breath"] == MINUTE
    assert cues(shorter) == ["arrive", "breathe", "close"]
    assert 30 * SECOND < shorter.length < 3 * MINUTE
    assert changed(EVENING, shorter, 30 * SECOND, -1) == shorter


def test_time_that_nothing_ahead_can_take_becomes_a_rest() -> None:
    timeline = begun(FIXED, 2)
    at = at_cue(timeline, "two") + SECOND
    longer = changed(FIXED, timeline, at, 5)
    assert longer.length == timeline.length + 5 * MINUTE
    rest = next(event for event in longer.events if event.length == 5 * MINUTE)
    assert (rest.kind, rest.part, rest.end) == (EventKind.PAUSE, "Two", at_cue(longer, "end"))
    assert [event.length for event in longer.events if event != rest] == [event.length for event in timeline.events]
    further = changed(FIXED, longer, rest.at + MINUTE, 5)
    assert next(event.length for event in further.events if event.at == rest.at) == 10 * MINUTE


def test_a_line_is_finished_before_the_new_length_holds_and_silenced_by_a_skip() -> None:
    timeline = begun(EVENING, 10)
    line = next(event for event in timeline.events if event.cue == "arrive")
    longer = changed(EVENING, timeline, line.at + SECOND, 5)
    assert line in longer.events
    skipped = relay.skip_part(read(EVENING), timeline, line.at + SECOND, Wishes(no_voice), left_out=NOBODY)
    assert skipped.event_at(line.at).length == SECOND
    assert skipped.event_at(line.at + SECOND).cue == "breathe"
    assert skipped.length == timeline.length


def test_a_breath_is_finished_also_by_a_skip() -> None:
    timeline = begun(EVENING, 10)
    stretch = next(event for event in timeline.events if event.kind is EventKind.BREATH)
    skipped = relay.skip_part(read(EVENING), timeline, stretch.at + 25 * SECOND, Wishes(no_voice), left_out=NOBODY)
    assert skipped.event_at(stretch.at).length == 30 * SECOND
    assert len(skipped.event_at(stretch.at).breaths) == 3


def test_a_part_that_is_skipped_from_its_first_frame_is_not_heard_at_all() -> None:
    timeline = begun(EVENING, 10)
    at = at_cue(timeline, "breathe")
    skipped = relay.skip_part(read(EVENING), timeline, at, Wishes(no_voice), left_out=NOBODY)
    assert cues(skipped) == ["arrive", "close"]
    assert skipped.length == timeline.length


def test_a_gentler_way_takes_the_place_of_the_rest_of_its_part() -> None:
    timeline = begun(EVENING, 15)
    wishes = Wishes(no_voice, gentler=frozenset({"sounds"}))
    at = at_cue(timeline, "breathe") + SECOND
    gentler = relay.take_gentler(read(EVENING), timeline, at, wishes, left_out=NOBODY)
    assert cues(gentler) == ["arrive", "breathe", "sounds", "feet", "hands", "close"]
    assert not any(event.kind is EventKind.BREATH for event in gentler.events)
    assert gentler.length == 15 * MINUTE
    assert relay.part_at(read(EVENING), gentler, at_cue(gentler, "sounds")).name == "Breathing"
    again = relay.change_length(read(EVENING), gentler, at, 10 * MINUTE, wishes, left_out=NOBODY)
    assert cues(again) == ["arrive", "breathe", "sounds", "close"]


@pytest.mark.parametrize("offset", [0, 1, SECOND])
def test_a_pause_past_its_top_goes_on_when_the_sitting_grows(offset: int) -> None:
    timeline = begun(FIXED.replace("[breathe in 4 out 6 for 20s]", "[pause 10s to 20s]"), 10)
    first = next(event for event in timeline.events if event.kind is EventKind.PAUSE)
    assert first.length > 3 * MINUTE
    at = first.at + MINUTE + offset
    longer = changed(FIXED.replace("[breathe in 4 out 6 for 20s]", "[pause 10s to 20s]"), timeline, at, 5)
    assert longer.event_at(first.at).length > first.length


def test_the_closing_that_is_being_spoken_is_not_begun_again() -> None:
    timeline = begun(EVENING, 10)
    at = at_cue(timeline, "close") + SECOND
    closing = relay.close_gently(read(EVENING), timeline, at, Wishes(no_voice))
    assert cues(closing) == ["arrive", "breathe", "close"]
    assert [event.strikes for event in closing.events][-1] == 3
    at = next(event.at for event in timeline.events if event.strikes == 3) + SECOND
    assert relay.close_gently(read(EVENING), timeline, at, Wishes(no_voice)) == timeline


def test_the_closing_follows_at_the_next_silence() -> None:
    timeline = begun(EVENING, 15)
    line = next(event for event in timeline.events if event.cue == "feet")
    closing = relay.close_gently(read(EVENING), timeline, line.at + SECOND, Wishes(no_voice))
    assert closing.event_at(line.end).cue == "close"
    assert closing.length == line.end + closing.event_at(line.end).length + 19 * SECOND
    pause = timeline.event_at(line.end)
    assert (
        relay.close_gently(read(EVENING), timeline, pause.at + 7, Wishes(no_voice)).event_at(pause.at + 7).cue
        == "close"
    )


def steadied(timeline: Timeline, at: int) -> Timeline:
    return relay.steady(read(EVENING), timeline, at, GROUND, PATIENCE, Wishes(no_voice))[0]


def returned(timeline: Timeline, left_at: int, at: int) -> Timeline:
    now = steadied(timeline, left_at)
    return relay.resume_after(read(EVENING), timeline, left_at, now, at, Wishes(no_voice), left_out=NOBODY)


def test_steady_ground_comes_at_once_and_leads_to_the_closing() -> None:
    timeline = begun(EVENING, 10)
    at = at_cue(timeline, "arrive") + SECOND
    ground = steadied(timeline, at)
    assert ground.event_at(at - 1).length == SECOND
    assert ground.event_at(at).script == "ground"
    assert ground.event_at(at + GROUND.length).length == PATIENCE
    assert ground.event_at(at + GROUND.length + PATIENCE).cue == "close"


def test_a_line_that_was_cut_short_is_begun_again_and_the_time_left_stays() -> None:
    timeline = begun(EVENING, 10)
    at = at_cue(timeline, "arrive") + SECOND
    back_at = at + 40 * SECOND
    back = returned(timeline, at, back_at)
    assert back.event_at(back_at).cue == "arrive"
    assert back.length == timeline.length + 40 * SECOND
    assert cues(back)[-3:] == ["arrive", "breathe", "close"]


def test_what_was_spent_on_steady_ground_adds_no_parts() -> None:
    timeline = begun(EVENING, 10)
    at = at_cue(timeline, "arrive") - SECOND
    back = returned(timeline, at, at + 6 * MINUTE)
    assert back.length == 16 * MINUTE
    longer = changed(EVENING, back, at + 7 * MINUTE, 1)
    assert longer.length == 17 * MINUTE
    assert "feet" not in cues(longer)
    assert "feet" in cues(changed(EVENING, back, at + 7 * MINUTE, 5))


def test_coming_back_while_the_closing_words_are_spoken() -> None:
    timeline = begun(EVENING, 10)
    at = at_cue(timeline, "breathe") + SECOND
    back_at = at + GROUND.length + PATIENCE + SECOND
    back = returned(timeline, at, back_at)
    assert [event.cue for event in back.events if event.at >= back_at and event.cue] == ["breathe", "close"]
    for moment in (back_at, back_at + 1):
        longer = changed(EVENING, back, moment, 2)
        assert [event.cue for event in longer.events if event.at >= back_at and event.cue] == ["breathe", "close"]
        assert longer.length == back.length + 2 * MINUTE


def test_steady_ground_asked_for_past_the_end_keeps_what_was_sat_there() -> None:
    timeline = begun(EVENING, 10)
    over = timeline.length + 90 * SECOND
    ground = steadied(timeline, over)
    rest = ground.event_at(timeline.length)
    assert (rest.kind, rest.length) == (EventKind.PAUSE, 90 * SECOND)
    assert ground.event_at(over).script == "ground"


def test_an_easing_stretch_goes_on_from_the_breath_it_has_come_to() -> None:
    text = "Title: T\nLength: 5m to 20m\n# One\n[breathe my rhythm to 5 a minute for 2m+]\n[pause 1s]\n"
    timeline = begun(text, 10)
    before = timeline.events[0].breaths
    assert before[0].length == 5 * SECOND
    assert before[-1].length == 12 * SECOND
    longer = changed(text, timeline, 4 * MINUTE, 5)
    heard = next(n for n, event in enumerate(longer.events) if event.end >= 4 * MINUTE)
    reached = longer.events[heard].breaths[-1].length
    assert longer.events[heard].end - 4 * MINUTE < 12 * SECOND
    assert longer.events[heard + 1].breaths[0].length == reached > 8 * SECOND


def test_what_is_kept_of_a_timeline() -> None:
    timeline = begun(EVENING, 10)
    line = timeline.events[1]
    inside = line.at + SECOND
    assert keep(timeline, inside, Manner.FINISHED).cut == line.end
    assert keep(timeline, inside, Manner.SILENCED).cut == inside
    assert keep(timeline, line.at, Manner.FINISHED).cut == line.at
    kept = keep(timeline, inside, Manner.CUT)
    assert (kept.cut, kept.last, kept.ahead[0]) == (inside, replace(line, length=Frames(SECOND)), line)
    assert keep(timeline, timeline.length, Manner.CUT).events == timeline.events
