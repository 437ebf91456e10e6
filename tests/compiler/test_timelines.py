from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.compiler.written_scripts import Written, bodies, header, lengths_of, read, wished, written_scripts

from practice_tui.compiler.assemble import compile_open, compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.linter import lint
from practice_tui.compiler.slots import Slot, Wishes, slots_of
from practice_tui.domain.errors import Unreachable
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE
from practice_tui.domain.script import Bell, Breath, BreathPattern, Script, Silence, Speech
from practice_tui.domain.timeline import OPEN_END, Event, EventKind, Timeline

SECOND = SAMPLE_RATE


@st.composite
def compiled(draw: st.DrawFn) -> tuple[Written, int, Timeline]:
    written = draw(written_scripts())
    target = draw(lengths_of(written.script))
    return written, target, compile_timeline(written.script, target, written.wishes)


def slots_for(written: Written, target: int) -> list[Slot]:
    return slots_of(written.script, written.script.parts_for(target), written.wishes)


def by_step(timeline: Timeline) -> dict[tuple[int, int], list[Event]]:
    found: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in timeline.events:
        found[event.step].append(event)
    return found


def length_by_step(timeline: Timeline) -> dict[tuple[int, int], int]:
    return {ref: sum(event.length for event in events) for ref, events in by_step(timeline).items()}


def assert_whole_breaths(event: Event, slot: Slot) -> None:
    assert isinstance(slot.step, Breath)
    lengths = [breath.length for breath in event.breaths]
    assert lengths, "a paced stretch without a breath"
    assert sum(lengths) == event.length
    if slot.step.eases:
        assert lengths == sorted(lengths)
        assert slot.breath_from <= lengths[0]
        assert lengths[-1] <= slot.step.pattern.length
        assert all(breath == BreathPattern.of_length(breath.length) for breath in event.breaths)
    else:
        assert set(event.breaths) == {slot.step.pattern}


@given(compiled())
def test_events_follow_each_other_to_the_asked_frame(case: tuple[Written, int, Timeline]) -> None:
    _, target, timeline = case
    assert timeline.events[0].at == 0
    assert all(former.end == latter.at for former, latter in pairwise(timeline.events))
    assert all(event.length > 0 for event in timeline.events)
    assert timeline.length == sum(event.length for event in timeline.events) == target


@given(compiled())
def test_steps_come_in_the_order_they_are_written_and_none_is_forgotten(case: tuple[Written, int, Timeline]) -> None:
    written, target, timeline = case
    refs = [event.step for event in timeline.events]
    assert refs == sorted(refs)
    assert {slot.ref for slot in slots_for(written, target) if slot.span.least} <= set(refs)


@given(compiled())
def test_every_step_keeps_within_its_limits(case: tuple[Written, int, Timeline]) -> None:
    written, target, timeline = case
    slots = slots_for(written, target)
    found = length_by_step(timeline)
    room = sum(slot.span.least if slot.span.most is None else slot.span.most for slot in slots)
    all_tops_reached = all(slot.span.most is not None for slot in slots) and room < target
    for slot in slots:
        length = found.get(slot.ref, 0)
        assert length >= slot.span.least
        if slot.span.is_fixed:
            assert length == slot.span.least
        elif slot.span.most is not None and not all_tops_reached:
            assert length <= slot.span.most
        elif all_tops_reached and slot.span.most is not None:
            assert length >= slot.span.most


@given(compiled())
def test_words_and_bells_take_what_they_take(case: tuple[Written, int, Timeline]) -> None:
    written, target, timeline = case
    slots = {slot.ref: slot for slot in slots_for(written, target)}
    for event in timeline.events:
        step = slots[event.step].step
        if isinstance(step, Speech):
            assert (event.kind, event.cue, event.text) == (EventKind.SPEECH, step.cue, step.text)
            measured = written.wishes.spoken(step)
            assert event.length >= 2 * SECOND
            assert measured is None or event.length == max(measured, 2 * SECOND)
        elif isinstance(step, Bell):
            assert (event.kind, event.voice, event.strikes) == (EventKind.BELL, step.voice, step.strikes)
            assert event.length == 3 * SECOND * step.strikes


@given(compiled())
def test_paced_stretches_hold_whole_breaths_with_less_than_one_as_a_rest_behind(
    case: tuple[Written, int, Timeline],
) -> None:
    written, target, timeline = case
    slots = {slot.ref: slot for slot in slots_for(written, target)}
    for ref, events in by_step(timeline).items():
        slot = slots[ref]
        if not isinstance(slot.step, Breath):
            assert all(event.kind is not EventKind.BREATH for event in events)
            continue
        kinds = [event.kind for event in events]
        assert kinds in ([EventKind.BREATH], [EventKind.BREATH, EventKind.PAUSE], [EventKind.PAUSE])
        if kinds[0] is EventKind.BREATH:
            assert_whole_breaths(events[0], slot)
        if kinds[-1] is EventKind.PAUSE and not slot.step.eases:
            assert events[-1].length < slot.step.pattern.length


@given(compiled())
def test_lines_in_a_silence_come_at_its_intervals_with_silence_behind_each(
    case: tuple[Written, int, Timeline],
) -> None:
    written, target, timeline = case
    slots = {slot.ref: slot for slot in slots_for(written, target)}
    for ref, events in by_step(timeline).items():
        step = slots[ref].step
        if isinstance(step, Silence):
            assert events[0].kind is events[-1].kind is EventKind.PAUSE
            assert all(former.kind is not latter.kind for former, latter in pairwise(events))
            for line, rest in zip(events[1::2], events[2::2], strict=True):
                assert step.every is not None
                assert (line.at - events[0].at) % step.every == 0
                assert line.length == slots[ref].reminder
                assert rest.length >= step.every // 2


@given(written_scripts(), st.data())
def test_a_longer_sitting_shortens_nothing_within_the_same_parts(written: Written, data: st.DataObject) -> None:
    script = written.script
    shorter, longer = sorted(data.draw(lengths_of(script)) for _ in range(2))
    assume(script.parts_for(shorter) == script.parts_for(longer))
    less, more = (compile_timeline(script, length, written.wishes) for length in (shorter, longer))
    lengths = length_by_step(more)
    for ref, length in length_by_step(less).items():
        assert length <= lengths[ref]
    stretches = {event.step: event for event in more.events if event.kind is EventKind.BREATH}
    for event in less.events:
        if event.kind is EventKind.BREATH:
            assert event.length <= stretches[event.step].length
            assert len(event.breaths) <= len(stretches[event.step].breaths)


@given(written_scripts(), st.data())
def test_one_more_frame_goes_to_one_step(written: Written, data: st.DataObject) -> None:
    script = written.script
    target = data.draw(lengths_of(script))
    assume(target < script.header.longest and script.parts_for(target) == script.parts_for(target + 1))
    less, more = (length_by_step(compile_timeline(script, target + extra, written.wishes)) for extra in (0, 1))
    assert sorted(more[ref] - less.get(ref, 0) for ref in more) == [*[0] * (len(more) - 1), 1]


@given(compiled())
def test_the_same_text_and_length_give_the_same_timeline(case: tuple[Written, int, Timeline]) -> None:
    written, target, timeline = case
    again = compile_timeline(read(written.text), target, written.wishes)
    assert again == timeline
    assert again.digest == timeline.digest


@given(compiled())
def test_the_digest_notices_another_length(case: tuple[Written, int, Timeline]) -> None:
    written, target, timeline = case
    other = target - 1 if target > written.script.header.shortest else target + 1
    assume(other <= written.script.header.longest)
    assert compile_timeline(written.script, other, written.wishes).digest != timeline.digest


@given(written_scripts(), st.integers(1, 10**9))
def test_a_length_outside_the_promise_is_refused_with_both_ends(written: Written, outside: int) -> None:
    head = written.script.header
    for target in (max(0, head.shortest - outside), head.longest + outside):
        with pytest.raises(Unreachable) as refused:
            compile_timeline(written.script, target, written.wishes)
        assert (refused.value.shortest, refused.value.longest) == (head.shortest, head.longest)


@st.composite
def promised_at_random(draw: st.DrawFn) -> tuple[Script, Wishes]:
    """Return a script whose author didn't count: its lengths may or may not be possible."""
    flags = st.sampled_from(["", "", " (from 1m)", " (from 3m)", " (from 100.5s)"])
    parts = [f"# Part {number}{draw(flags)}\n{draw(bodies(number))}\n" for number in range(draw(st.integers(1, 3)))]
    shortest = draw(st.integers(1, 240))
    return read(header(shortest, shortest + draw(st.integers(0, 240))) + "".join(parts)), draw(wished())


@given(promised_at_random())
def test_every_whole_second_works_unless_the_checker_says_where_not(case: tuple[Script, Wishes]) -> None:
    script, wishes = case
    errors = [found for found in lint(script, wishes.spoken) if found.severity == "error"]
    shortest, longest = script.header.shortest // SECOND, script.header.longest // SECOND
    refused = []
    for length in range(shortest, longest + 1):
        try:
            assert compile_timeline(script, length * SECOND, wishes).length == length * SECOND
        except Unreachable:
            refused.append(length)
    assert bool(errors) == bool(refused), (errors, refused)


@pytest.mark.parametrize(
    ("stretch", "breaths", "rest"),
    [
        ("in 4 out 3 for 1m", 9, 0),  # 63 seconds: the least is rounded up to whole breaths
        ("in 4 out 6 for 1m", 6, 0),
        ("in 4 out 6 for 1m to 2m", 11, 8.5),
        ("in 4 hold 1 out 6 rest 1 for 0s to 35s", 2, 11),
    ],
)
def test_a_stretch_is_given_in_whole_breaths(stretch: str, breaths: int, rest: float) -> None:
    text = f"Title: T\nLength: 3m\n\n# Part\n[breathe {stretch}]\n[pause 2s to 3s x99]\n[pause 0s+]\n"
    events = compile_timeline(read(text), 3 * MINUTE, Wishes(no_voice)).events
    paced = [event for event in events if event.step == (0, 0)]
    assert (len(paced[0].breaths), paced[0].length % paced[0].breaths[0].length) == (breaths, 0)
    assert sum(event.length for event in paced[1:]) == rest * SECOND


def test_an_open_sitting_lasts_until_somebody_ends_it() -> None:
    script = read("Title: Sit\nLength: 1m to 1h\n\n# Sit\n[bell]\n[pause 5s to 10s]\n[pause 1s+]\n# End\n[bell]\n")
    timeline = compile_open(script, Wishes(no_voice))
    assert timeline.is_open
    assert [event.is_open for event in timeline.events] == [False, False, True, False]
    assert timeline.events[2].length > OPEN_END - MINUTE
    assert timeline.events[1].length == 10 * SECOND


@pytest.mark.parametrize(
    "body",
    [
        "[pause 20s to 2m]",
        "[pause 1s+]\n[pause 2s+]",
        "[pause 1s+]\n[silence 1m+]",
        "[pause 1s+]\n[breathe in 4 out 6 for 1m+]",
        '[silence 1m+ every 1m: "Still here."]',
    ],
)
def test_a_script_without_one_open_pause_has_no_open_sitting(body: str) -> None:
    script = read(f"Title: Sit\nLength: 1m to 1h\nHome: 20m\n\n# Sit\n{body}\n")
    with pytest.raises(Unreachable, match="-m 20m"):
        compile_open(script, Wishes(no_voice))


def test_a_line_longer_than_its_interval_never_runs_past_the_silence() -> None:
    words = " ".join(["word"] * 55)  # thirty seconds at 110 words a minute
    text = f'Title: T\nLength: 100s\n\n# Part\n[silence 10s+ every 10s: "{words}"]\n[pause 1s]\n'
    timeline = compile_timeline(read(text), 100 * SECOND, Wishes(no_voice))
    assert timeline.length == 100 * SECOND
    assert [(event.kind.value, event.length / SECOND) for event in timeline.events] == [
        ("pause", 10),
        ("speech", 30),
        ("pause", 10),
        ("speech", 30),
        ("pause", 19),
        ("pause", 1),
    ]
