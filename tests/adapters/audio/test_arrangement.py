"""From a timeline to placements."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.adapters.audio.material import bell, breathing, pause, speech, timeline

from practice_tui.adapters.audio.arrangement import INTERVAL_BELL_GAIN, arrange
from practice_tui.adapters.audio.clips import BellSource, BreathSource, Layer, RecordingSource
from practice_tui.domain.quantities import Frames, frames
from practice_tui.domain.script import BreathPattern
from practice_tui.domain.timeline import Phase, Strike

RING = frames(15)


def ring(_voice: str) -> Frames:
    return RING


def test_each_strike_has_its_three_seconds_and_rings_on() -> None:
    arrangement = arrange(timeline(pause(1.0), bell("low", 3), pause(1.0)), ring)
    assert [(placement.start, placement.length) for placement in arrangement.placements] == [
        (frames(1), RING),
        (frames(4), RING),
        (frames(7), RING),
    ]
    assert {placement.source for placement in arrangement.placements} == {BellSource("low")}
    assert arrangement.ring_out == frames(7 + 15 - 11)


def test_strikes_that_a_shortened_bell_has_no_room_for_are_left_out() -> None:
    cut_short = replace(bell("low", 5), length=frames(7.5))
    arrangement = arrange(timeline(cut_short, pause(9.0)), ring)
    assert [placement.start for placement in arrangement.placements] == [0, frames(3), frames(6)]


def test_each_phase_of_breath_that_is_heard_has_its_place() -> None:
    pattern = BreathPattern(frames(4), frames(1), frames(6), frames(2))
    arrangement = arrange(timeline(pause(2.0), breathing(2, pattern)), ring)
    assert [(p.source, p.start, p.length) for p in arrangement.placements] == [
        (BreathSource(Phase.IN), frames(2), frames(4)),
        (BreathSource(Phase.OUT), frames(7), frames(6)),
        (BreathSource(Phase.IN), frames(15), frames(4)),
        (BreathSource(Phase.OUT), frames(20), frames(6)),
    ]
    assert arrangement.ring_out == 0


def test_a_line_with_a_recording_has_its_place_and_one_without_is_read() -> None:
    path = Path("arrive.opus")
    spoken = timeline(speech(3.0, "arrive"), speech(4.0, "feet"))
    arrangement = arrange(spoken, ring, lambda _script, cue, _text: path if cue == "arrive" else None)
    (placement,) = arrangement.placements
    assert placement.source == RecordingSource(path)
    assert placement.layer is Layer.VOICE
    assert (placement.start, placement.end) == (0, frames(3))


def test_what_sounds_between_two_frames_includes_what_rings_from_before() -> None:
    arrangement = arrange(timeline(bell(), pause(60.0), bell(), pause(5.0)), ring)
    first, second = arrangement.placements
    assert arrangement.sounding_between(frames(14), frames(20)) == [first]
    assert arrangement.sounding_between(frames(15), frames(20)) == []
    assert arrangement.sounding_between(frames(62), frames(63)) == []
    assert arrangement.sounding_between(frames(62), frames(64)) == [second]


def test_the_same_timeline_gives_the_same_arrangement() -> None:
    events = (bell(), breathing(3), pause(2.0), bell("small", 2))
    assert arrange(timeline(*events), ring) == arrange(timeline(*events), ring)


def test_an_empty_timeline_is_silent() -> None:
    arrangement = arrange(timeline(pause(1.0)), ring)
    assert arrangement.placements == ()
    assert arrangement.ring_out == 0


def test_an_interval_bell_is_soft_lies_over_whatever_happens_and_rings_out() -> None:
    plan = replace(timeline(breathing(4)), strikes=(Strike(frames(8), "small"),))
    arrangement = arrange(plan, ring)
    (strike,) = [placement for placement in arrangement.placements if placement.layer is Layer.BELLS]
    assert (strike.start, strike.length, strike.source) == (frames(8), RING, BellSource("small"))
    assert strike.gain == INTERVAL_BELL_GAIN < 0.5
    assert [each for each in arrangement.placements if each is not strike] == [
        *arrange(timeline(breathing(4)), ring).placements
    ]
    assert arrangement.ring_out == frames(8 + 15 - 20)
