"""Leaving a running timeline.

Owns what stays of it at the frame where it is left, and how gently the event that sounds there is left. What was heard
is never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from practice_tui.domain.quantities import Frames
from practice_tui.domain.timeline import Event, EventKind, breath_boundary

if TYPE_CHECKING:
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline


class Manner(Enum):
    """How gently the event that sounds now is left."""

    FINISHED = auto()  # a line, a bell and a breath are finished; a pause is left where it is
    SILENCED = auto()  # words stop at once; a breath is finished
    CUT = auto()  # everything stops at once


@dataclass(frozen=True, slots=True)
class Kept:
    """The beginning of a timeline that stays as it is, up to `cut`, and what lay ahead of it there."""

    events: tuple[Event, ...]
    cut: Frames
    ahead: tuple[Event, ...] = ()

    @property
    def last(self) -> Event | None:
        """The event that was left."""
        return self.events[-1] if self.events else None

    def last_of(self, script: Script) -> Event | None:
        """Return the last event of the script itself, whatever was heard since."""
        return next((event for event in reversed(self.events) if event.script == script.id), None)

    def elsewhere(self, script: Script) -> int:
        """Return how many frames were spent outside the script, on steady ground."""
        return sum(event.length for event in self.events if event.script != script.id)


def keep(timeline: Timeline, at: int, manner: Manner) -> Kept:
    """Return what stays of `timeline` when it is left at frame `at` or as soon after as the manner allows.

    Past its end, what was sat there is kept as a rest.
    """
    if at >= timeline.length:
        return _kept_past_the_end(timeline, at)
    event = timeline.event_at(at)
    cut = at
    if event.at == at or manner is Manner.CUT:
        pass
    elif event.kind is EventKind.BREATH:
        cut = breath_boundary(event, at)
    elif manner is Manner.FINISHED and event.kind in {EventKind.SPEECH, EventKind.BELL}:
        cut = event.end
    whole = timeline.index_at(cut) if cut < timeline.length else len(timeline.events)
    kept, ahead = timeline.events[:whole], timeline.events[whole:]
    if ahead and ahead[0].at < cut:
        kept = (*kept, _shortened(ahead[0], cut))
    return Kept(kept, Frames(cut), ahead)


def _kept_past_the_end(timeline: Timeline, at: int) -> Kept:
    last, over = timeline.events[-1], at - timeline.length
    if not over:
        return Kept(timeline.events, Frames(at))
    rest = Event(timeline.length, Frames(over), EventKind.PAUSE, last.part, last.step, last.script)
    return Kept((*timeline.events, rest), Frames(at))


def _shortened(event: Event, cut: int) -> Event:
    breaths, at = [], int(event.at)
    for breath in event.breaths:
        at += breath.length
        if at <= cut:
            breaths.append(breath)
    return replace(event, length=Frames(cut - event.at), breaths=tuple(breaths), is_open=False)
