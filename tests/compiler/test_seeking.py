"""Going from line to line, and every other wish, in a running sitting of a finished recording."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compiler.sitting_model import GROUND, PATIENCE
from tests.compiler.walks import CAPTIONS, IN_ONE_PIECE, RIGID, SOUND, walk

from practice_tui.compiler import relay, seeking
from practice_tui.compiler.assemble import compile_open, compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import Frames, frames
from practice_tui.domain.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Event

WISHES = Wishes(no_voice)
NOBODY: frozenset[str] = frozenset()
STRETCHING, RIGID_WALK, ONE_PIECE = walk(), walk(RIGID), walk(IN_ONE_PIECE)


def begun(script: Script, seconds: float | None = None) -> Timeline:
    return compile_timeline(script, script.header.home if seconds is None else frames(seconds), WISHES)


def gone_to(script: Script, timeline: Timeline, at: float, cue: str, left_out: frozenset[str] = NOBODY) -> Timeline:
    ref = next(ref for ref, line in seeking.lines(script).items() if line.cue == cue)
    planned = begun(script, timeline.length / 48_000) if script is STRETCHING else begun(script)
    return seeking.go_to(script, timeline, frames(at), ref, WISHES, planned=planned, left_out=left_out)


def cue_of(script: Script, ref: tuple[int, int] | None) -> str | None:
    return None if ref is None else seeking.lines(script)[ref].cue


def played(timeline: Timeline, since: float) -> list[tuple[int, int]]:
    """Return the stretches of the recording that are played from a time on, as (first frame, frame after the last)."""
    found: list[tuple[int, int]] = []
    for event in timeline.events:
        if event.at < frames(since) or event.source_at is None:
            continue
        if found and found[-1][1] == event.source_at:
            found[-1] = (found[-1][0], event.source_at + event.length)
        else:
            found.append((event.source_at, event.source_at + event.length))
    return found


@pytest.mark.parametrize(
    ("at", "following"), [(0, "stand"), (2, "feet"), (4.5, "feet"), (9, "walk"), (15, "stop"), (21, None), (24, None)]
)
def test_the_next_line_is_the_one_that_would_come(at: float, following: str | None) -> None:
    assert cue_of(RIGID_WALK, seeking.line_ahead(RIGID_WALK, begun(RIGID_WALK), frames(at), NOBODY)) == following


@pytest.mark.parametrize(
    ("at", "back"),
    [(0, "stand"), (2, "stand"), (4.5, "stand"), (6, "stand"), (9, "feet"), (14.5, "walk"), (17.1, "slowly")],
)
def test_the_line_before_is_the_one_that_is_heard_unless_it_has_just_begun(at: float, back: str) -> None:
    assert cue_of(RIGID_WALK, seeking.line_behind(RIGID_WALK, begun(RIGID_WALK), frames(at), NOBODY)) == back


def test_parts_that_were_skipped_are_passed_over() -> None:
    gone = frozenset({"walking"})
    assert cue_of(RIGID_WALK, seeking.line_ahead(RIGID_WALK, begun(RIGID_WALK), frames(9), gone)) == "stop"
    assert cue_of(RIGID_WALK, seeking.line_behind(RIGID_WALK, begun(RIGID_WALK), frames(20.5), gone)) == "feet"


def test_going_ahead_leaves_out_what_lies_between() -> None:
    timeline = gone_to(RIGID_WALK, begun(RIGID_WALK), 2, "slowly")
    assert timeline.events[1].length == frames(1), "the line that is left stops where it was left"
    assert timeline.event_at(frames(2)).cue == "slowly"
    assert played(timeline, 2) == [(frames(14), SOUND)]
    assert timeline.length == frames(2) + SOUND - frames(14)


def test_going_back_takes_the_time_once_more() -> None:
    timeline = gone_to(RIGID_WALK, begun(RIGID_WALK), 15, "feet")
    assert played(timeline, 15) == [(frames(5.5), SOUND)]
    assert timeline.length == frames(15) + SOUND - frames(5.5)


def test_pauses_ahead_keep_the_length_they_were_going_to_have() -> None:
    before = begun(STRETCHING, 60)
    pause = next(event for event in before.events if event.source_at is None)
    ahead = gone_to(STRETCHING, before, 2, "feet")
    assert [event.length for event in ahead.events if event.source_at is None] == [pause.length]
    back = gone_to(STRETCHING, before, 57, "stand")
    assert [event.length for event in back.events if event.source_at is None] == [pause.length, pause.length]


def test_an_open_ended_sitting_stays_open_where_its_pause_lies_ahead() -> None:
    before = compile_open(STRETCHING, WISHES)
    refs = {line.cue: ref for ref, line in seeking.lines(STRETCHING).items()}
    behind = seeking.go_to(STRETCHING, before, frames(2), refs["walk"], WISHES, planned=before, left_out=NOBODY)
    assert not behind.is_open
    again = seeking.go_to(STRETCHING, behind, frames(4), refs["feet"], WISHES, planned=before, left_out=NOBODY)
    assert again.is_open


def test_a_pause_that_was_left_is_whole_again_where_it_is_gone_back_to() -> None:
    before = begun(STRETCHING, 60)
    back = gone_to(STRETCHING, before, 20, "feet")
    assert [event.length for event in back.events if event.source_at is None] == [frames(11), frames(60) - SOUND]


@pytest.mark.parametrize(("script", "seconds"), [(RIGID_WALK, None), (ONE_PIECE, None)])
def test_what_can_t_stretch_stays_as_long_as_it_is(script: Script, seconds: float | None) -> None:
    before = begun(script, seconds)
    for total in (before.length + frames(60), before.length - frames(10)):
        after = relay.change_length(script, before, frames(6), total, WISHES, left_out=NOBODY)
        assert after.length == before.length
        assert played(after, 0) == played(before, 0)


def test_a_minute_more_goes_to_the_pause_the_author_wrote() -> None:
    before = begun(STRETCHING, 60)
    after = relay.change_length(STRETCHING, before, frames(6), frames(120), WISHES, left_out=NOBODY)
    assert after.length == frames(120)
    assert [event.length for event in after.events if event.source_at is None] == [frames(120) - SOUND]
    behind = relay.change_length(STRETCHING, before, frames(55), frames(120), WISHES, left_out=NOBODY)
    assert behind.length == before.length, "behind the pause nothing can stretch"


def test_a_skipped_part_gives_its_time_to_the_pauses_ahead_and_else_is_gone() -> None:
    late = walk(
        CAPTIONS.replace("NOTE pause 10s+\n\n", "").replace(
            "NOTE part: Closing", "NOTE pause 10s+\n\nNOTE part: Closing"
        )
    )
    before = begun(late, 60)
    skipped = relay.skip_part(late, before, frames(6), WISHES, left_out=NOBODY)
    assert skipped.length == before.length
    rigid = relay.skip_part(RIGID_WALK, begun(RIGID_WALK), frames(11), WISHES, left_out=NOBODY)
    assert played(rigid, 11) == [(frames(20), SOUND)]
    assert rigid.length == frames(11) + SOUND - frames(20)


def test_ending_gently_goes_to_the_closing_or_ends_behind_the_line() -> None:
    closed = relay.close_gently(RIGID_WALK, begun(RIGID_WALK), frames(11), WISHES)
    assert played(closed, 13) == [(frames(20), SOUND)]
    ended = relay.close_gently(ONE_PIECE, begun(ONE_PIECE), frames(11), WISHES)
    assert ended.length == frames(13), "the line is finished"
    assert relay.close_gently(ONE_PIECE, begun(ONE_PIECE), frames(13.5), WISHES).length == frames(13.5)


@pytest.mark.parametrize(("at", "again"), [(11, 10), (13.5, 13.5), (4.5, 4.5), (0.5, 0.5)])
def test_steady_ground_gives_the_recording_back_where_a_line_begins(at: float, again: float) -> None:
    before = begun(RIGID_WALK)
    away, _ = relay.steady(RIGID_WALK, before, frames(at), GROUND, Frames(PATIENCE), WISHES)
    assert played(away, at) == [(frames(20), SOUND)], "whoever doesn't choose is led to the closing"
    here = frames(at + 1)
    back = relay.resume_after(RIGID_WALK, before, frames(at), away, here, WISHES, left_out=NOBODY)
    assert played(back, at + 1) == [(frames(again), SOUND)]


def test_steady_ground_ends_where_a_recording_has_no_closing() -> None:
    away, offered = relay.steady(ONE_PIECE, begun(ONE_PIECE), frames(6), GROUND, Frames(PATIENCE), WISHES)
    assert away.length == offered + PATIENCE


def _wishes() -> st.SearchStrategy[list[tuple[str, float]]]:
    kinds = st.sampled_from(["longer", "shorter", "next", "previous", "skip", "close"])
    return st.lists(st.tuples(kinds, st.floats(0, 9)), max_size=8)


@settings(max_examples=150)
@given(st.sampled_from([STRETCHING, RIGID_WALK, ONE_PIECE]), _wishes())
def test_whatever_is_wished_the_recording_goes_on_line_by_line(script: Script, wishes: list[tuple[str, float]]) -> None:
    """What was heard stays, and each stretch that follows begins where a line begins or where it was left."""
    timeline = begun(script, 60 if script is STRETCHING else None)
    at, gone = 0, NOBODY
    for kind, passes in wishes:
        at = min(at + frames(passes), timeline.length - 1)
        before, timeline = timeline, _after(script, timeline, at, kind, gone)
        if kind == "skip":
            gone |= {relay.part_at(script, before, at).slug}
        _assert_kept(before, timeline, at)
        _assert_whole_lines(script, timeline, at)


def _after(script: Script, timeline: Timeline, at: int, kind: str, gone: frozenset[str]) -> Timeline:
    if kind in {"longer", "shorter"}:
        total = timeline.length + frames(20 if kind == "longer" else -20)
        return relay.change_length(script, timeline, at, total, WISHES, left_out=gone)
    if kind in {"next", "previous"}:
        find = seeking.line_ahead if kind == "next" else seeking.line_behind
        ref = find(script, timeline, at, gone)
        if ref is None:
            return timeline
        return seeking.go_to(script, timeline, at, ref, WISHES, planned=timeline, left_out=gone)
    if kind == "skip" and relay.part_at(script, timeline, at) is not script.close:
        return relay.skip_part(script, timeline, at, WISHES, left_out=gone)
    return relay.close_gently(script, timeline, at, WISHES) if kind == "close" else timeline


def _assert_kept(before: Timeline, after: Timeline, at: int) -> None:
    def heard(timeline: Timeline) -> list[tuple[Frames, str, Frames | None]]:
        return [(event.at, event.text, event.source_at) for event in timeline.events if event.at < at]

    assert heard(after) == heard(before)


def _assert_whole_lines(script: Script, timeline: Timeline, at: int) -> None:
    lengths = {line.cue: line.excerpt.length for line in seeking.lines(script).values() if line.excerpt}
    for event in timeline.events:
        if event.kind is EventKind.SPEECH and event.at > at:
            assert event.length == lengths[event.cue]
    for last, event in pairwise(timeline.events):
        if event.at > at and event.source_at is not None:
            assert _goes_on(last, event) or event.kind is EventKind.SPEECH or last.source_at is None


def _goes_on(last: Event, event: Event) -> bool:
    return last.source_at is not None and last.source_at + last.length == event.source_at
