"""Going from line to line in a running sitting of a finished recording.

Owns which line is the next and the one before, and the timeline that goes on from there. What was heard stays; what is
passed over was not heard and takes no time; what is gone back to takes its time once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.compiler.assemble import lay_out, with_open_end
from practice_tui.compiler.kept import Manner, keep
from practice_tui.compiler.slots import slots_of
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import Speech
from practice_tui.domain.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from practice_tui.compiler.slots import Wishes
    from practice_tui.domain.script import Script

    Ref: TypeAlias = tuple[int, int]

BEGUN = Frames(3 * SAMPLE_RATE)
"""A line that has been heard for longer is gone back to itself; else the one before it."""


def lines(script: Script, left_out: AbstractSet[str] = frozenset()) -> dict[Ref, Speech]:
    """Return the lines of a script by part and step, in order, without the parts that were skipped."""
    return {
        (index, number): step
        for index, part in enumerate(script.parts)
        for number, step in enumerate(part.steps)
        if isinstance(step, Speech) and part.slug not in left_out
    }


def line_ahead(script: Script, timeline: Timeline, at: int, left_out: AbstractSet[str]) -> Ref | None:
    """Return the line that comes next at frame `at`, or None behind the last one."""
    present = timeline.event_at(at).step
    return next((ref for ref in lines(script, left_out) if ref > present), None)


def line_behind(script: Script, timeline: Timeline, at: int, left_out: AbstractSet[str]) -> Ref | None:
    """Return the line to go back to at frame `at`: the one that is spoken, or the one before where it just began."""
    event = timeline.event_at(at)
    has_just_begun = event.kind is EventKind.SPEECH and at - event.at < BEGUN
    earlier = [ref for ref in lines(script, left_out) if ref < event.step or (ref == event.step and not has_just_begun)]
    return earlier[-1] if earlier else next(iter(lines(script, left_out)), None)


def go_to(
    script: Script,
    timeline: Timeline,
    at: int,
    ref: Ref,
    wishes: Wishes,
    *,
    planned: Timeline,
    left_out: AbstractSet[str],
) -> Timeline:
    """Return the timeline that goes on with the line `ref` at frame `at`.

    What follows is as long as it was going to be; of what no longer lies ahead, as long as in `planned`.
    """
    kept = keep(timeline, at, Manner.CUT)
    parts = [index for index, part in enumerate(script.parts) if index >= ref[0] and part.slug not in left_out]
    slots = [slot for slot in slots_of(script, parts, wishes) if slot.ref >= ref]
    lengths = _lengths(script, planned, 0) | _lengths(script, timeline, at)
    longer = sum(max(0, lengths.get(slot.ref, 0) - slot.span.least) for slot in slots if slot.takes_overflow)
    total = sum(slot.span.least for slot in slots) + longer
    events = lay_out(slots, kept.cut, total)
    assert events is not None, "there is room for the leasts, and something elastic takes what is over"
    ahead = with_open_end(events) if planned.is_open else tuple(events)
    return Timeline(script.id, (*kept.events, *ahead))


def _lengths(script: Script, timeline: Timeline, since: int) -> dict[Ref, int]:
    """Return how long each step of the script is, of those that begin at frame `since` or later."""
    found: dict[Ref, int] = {}
    for event in timeline.events:
        if event.script == script.id and event.at >= since:
            found[event.step] = event.length
    return found
