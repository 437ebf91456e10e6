from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.quantities import Frames
from practice_tui.domain.script import BreathPattern
from practice_tui.domain.timeline import Event, EventKind, Phase, Timeline, breath_boundary, phases


def event(at: int, length: int, kind: EventKind = EventKind.PAUSE, *breaths: BreathPattern, **more: str) -> Event:
    return Event(Frames(at), Frames(length), kind, "Part", (0, 0), "s", breaths=breaths, **more)  # type: ignore[arg-type]


def breath(*phases: int) -> BreathPattern:
    return BreathPattern(*(Frames(phase) for phase in phases))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    at, events = 0, []
    for _ in range(draw(st.integers(1, 8))):
        breaths = draw(st.lists(st.builds(breath, *[st.integers(0, 4)] * 4), max_size=4))
        length = int(sum(each.length for each in breaths)) or draw(st.integers(1, 9))
        events.append(
            event(at, length, EventKind.BREATH if any(each.length for each in breaths) else EventKind.PAUSE, *breaths)
        )
        at += length
    return Timeline("s", tuple(events))


@pytest.mark.parametrize(
    "events", [[event(1, 2)], [event(0, 2), event(3, 1)], [event(0, 2), event(1, 1)], [event(0, -1)]]
)
def test_events_that_do_not_follow_each_other_are_refused(events: list[Event]) -> None:
    with pytest.raises(ValueError, match="was expected"):
        Timeline("s", tuple(events))


@given(timelines(), st.integers(-3, 80))
def test_every_frame_has_its_event(timeline: Timeline, frame: int) -> None:
    found = timeline.event_at(frame)
    assert found is timeline.events[timeline.index_at(frame)]
    if frame < 0:
        assert found is timeline.events[0]
    elif frame >= timeline.length:
        assert found is timeline.events[-1]
    else:
        assert found.at <= frame < found.end


@given(timelines(), st.lists(st.integers(0, 90), min_size=1))
def test_looking_at_any_moments_every_event_is_found_once(timeline: Timeline, looks: list[int]) -> None:
    looks = sorted({0, *looks, timeline.length + 1})
    found = [each for start, end in pairwise(looks) for each in timeline.events_between(start, end)]
    assert found == list(timeline.events)


@given(timelines())
def test_phases_fill_a_paced_stretch_without_gaps(timeline: Timeline) -> None:
    for each in timeline.events:
        if each.kind is EventKind.BREATH:
            found = phases(each)
            assert found[0][1] == each.at
            assert all(start + length == following for (_, start, length), (_, following, _) in pairwise(found))
            assert found[-1][1] + found[-1][2] == each.end
            assert all(length > 0 for _, _, length in found)


@given(timelines(), st.integers(-1, 80))
def test_the_breath_of_a_frame_is_the_phase_that_holds_it(timeline: Timeline, frame: int) -> None:
    moment = timeline.breath_at(frame)
    is_paced = 0 <= frame < timeline.length and timeline.event_at(frame).kind is EventKind.BREATH
    assert (moment is not None) == is_paced
    if moment is not None:
        assert moment.start <= frame < moment.start + moment.length
        assert 0 <= moment.progress < 1
        assert (moment.phase, moment.start, moment.length) in phases(timeline.event_at(frame))


def test_a_breath_goes_in_hold_out_rest() -> None:
    stretch = event(0, 20, EventKind.BREATH, breath(4, 0, 6, 0), breath(4, 2, 3, 1))
    assert phases(stretch) == [
        (Phase.IN, 0, 4),
        (Phase.OUT, 4, 6),
        (Phase.IN, 10, 4),
        (Phase.HOLD, 14, 2),
        (Phase.OUT, 16, 3),
        (Phase.REST, 19, 1),
    ]
    assert [breath_boundary(stretch, frame) for frame in (0, 9, 10, 19)] == [10, 10, 20, 20]


def test_a_breath_that_was_cut_short_is_no_longer_paced() -> None:
    timeline = Timeline("s", (event(0, 13, EventKind.BREATH, breath(4, 0, 6, 0)), event(13, 2)))
    assert timeline.breath_at(9) is not None
    assert timeline.breath_at(11) is None


def test_how_long_a_kind_lasts() -> None:
    timeline = Timeline("s", (event(0, 3), event(3, 4, EventKind.BELL), event(7, 5)))
    assert timeline.frames_of(EventKind.PAUSE) == 8
    assert timeline.frames_of(EventKind.SPEECH) == 0


def test_the_digest_is_of_what_is_heard_and_read() -> None:
    def digest(*events: Event, script: str = "s") -> str:
        return Timeline(script, events).digest

    alike = event(0, 3, EventKind.SPEECH, cue="a", text="Sit.")
    assert digest(alike) == digest(event(0, 3, EventKind.SPEECH, cue="a", text="Sit."))
    others = [
        digest(event(0, 4, EventKind.SPEECH, cue="a", text="Sit.")),
        digest(event(0, 3, EventKind.PAUSE, cue="a", text="Sit.")),
        digest(event(0, 3, EventKind.SPEECH, cue="b", text="Sit.")),
        digest(event(0, 3, EventKind.SPEECH, cue="a", text="Sit!")),
        digest(alike, script="t"),
        digest(alike, event(3, 1)),
        digest(event(0, 3, EventKind.BREATH, breath(1, 0, 2, 0))),
        digest(event(0, 3, EventKind.BREATH, breath(2, 0, 1, 0))),
    ]
    assert len({digest(alike), *others}) == len(others) + 1


def test_only_an_open_event_makes_a_timeline_open() -> None:
    assert not Timeline("s", (event(0, 3),)).is_open
    last = Event(Frames(0), Frames(3), EventKind.PAUSE, "P", (0, 0), "s", is_open=True)
    assert Timeline("s", (last,)).is_open
