"""A sitting laid out in time: whole frames from 0 to its end, no gap, no overlap.

Owns which event holds a frame and what is due between two frames. It refuses events that don't follow each other.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from practice_tui.domain.script import BreathPattern

BELL_STRIKE = Frames(3 * 48_000)
"""What one strike takes of the timeline; it rings on under what follows."""

OPEN_END = Frames(24 * 3600 * 48_000)
"""How far an open-ended silence reaches: a day, which is to say until somebody ends it."""


class EventKind(StrEnum):
    """What happens during an event."""

    SPEECH = "speech"
    PAUSE = "pause"
    BREATH = "breath"
    BELL = "bell"
    WRITE = "write"


class Phase(StrEnum):
    """A phase of one breath."""

    IN = "in"
    HOLD = "hold"
    OUT = "out"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a breath is at one frame.

    Attributes:
        start: the phase's first frame on the timeline.
        length: the phase's length.
        progress: how much of the phase has passed, from 0 to 1.
    """

    phase: Phase
    start: Frames
    length: Frames
    progress: float


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens, from `at` for `length` frames.

    Attributes:
        part: the part's name, as people read it.
        step: which step of the script it came from: part index and step index.
        script: the id of the script it came from.
        cue: the passage's name, for speech.
        text: its words, for speech.
        voice, strikes: which bell and how often, for a bell.
        breaths: the breaths in order, for a breath stretch.
        is_open: whether it lasts until somebody ends it.
        source_at: the frame of the script's finished recording it begins at; None where it isn't taken from one.
    """

    at: Frames
    length: Frames
    kind: EventKind
    part: str
    step: tuple[int, int]
    script: str
    cue: str = ""
    text: str = ""
    voice: str = ""
    strikes: int = 0
    breaths: tuple[BreathPattern, ...] = ()
    is_open: bool = False
    source_at: Frames | None = None

    @property
    def end(self) -> Frames:
        """The first frame after it."""
        return Frames(self.at + self.length)


@dataclass(frozen=True, slots=True)
class Strike:
    """One strike of a bell at frame `at`, over whatever happens there; `voice` names the bell."""

    at: Frames
    voice: str


@dataclass(frozen=True)
class Timeline:
    """Events in order, contiguous from frame 0 to `length`.

    Attributes:
        script: the id of the script it came from.
        strikes: interval bells that are laid over the events and take nothing of the timeline, in order.

    Raises:
        ValueError: on creation, where events leave a gap or overlap.
    """

    script: str
    events: tuple[Event, ...]
    strikes: tuple[Strike, ...] = ()

    def __post_init__(self) -> None:
        at = 0
        for event in self.events:
            if event.at != at or event.length < 0:
                raise ValueError(f"an event at {event.at} where {at} was expected")
            at += event.length

    @property
    def length(self) -> Frames:
        """The whole sitting, in frames."""
        return self.events[-1].end if self.events else Frames(0)

    @property
    def is_open(self) -> bool:
        """Whether it lasts until somebody ends it."""
        return any(event.is_open for event in self.events)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every event and strike, as hex: two timelines with the same digest sound and read alike."""
        digest = hashlib.sha256(self.script.encode())
        for event in self.events:
            digest.update(_canonical(event).encode())
        for strike in self.strikes:
            digest.update(repr((int(strike.at), strike.voice)).encode())
        return digest.hexdigest()

    @cached_property
    def _starts(self) -> list[int]:
        return [event.at for event in self.events]

    def index_at(self, frame: int) -> int:
        """Return the index of the event that holds `frame`; before the start the first, past the end the last."""
        return min(max(bisect_right(self._starts, frame) - 1, 0), len(self.events) - 1)

    def event_at(self, frame: int) -> Event:
        """Return the event that holds `frame`; before the start the first, past the end the last."""
        return self.events[self.index_at(frame)]

    def events_between(self, start: int, end: int) -> tuple[Event, ...]:
        """Return the events that begin at `start` or later and before `end`."""
        return self.events[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def strikes_between(self, start: int, end: int) -> tuple[Strike, ...]:
        """Return the interval bells that are struck at `start` or later and before `end`."""
        return tuple(strike for strike in self.strikes if start <= strike.at < end)

    def breath_at(self, frame: int) -> Moment | None:
        """Return where the paced breath is at `frame`, or None where breath isn't paced."""
        event = self.event_at(frame)
        if event.kind is not EventKind.BREATH or not event.at <= frame < event.end:
            return None
        for phase, start, length in phases(event):
            if start <= frame < start + length:
                return Moment(phase, start, length, (frame - start) / length)
        return None

    def frames_of(self, kind: EventKind) -> Frames:
        """Return how many frames events of `kind` take together."""
        return Frames(sum(event.length for event in self.events if event.kind is kind))


def _canonical(event: Event) -> str:
    breaths = [tuple(int(phase) for phase in (b.inhale, b.hold, b.exhale, b.rest)) for b in event.breaths]
    return repr(
        (
            int(event.at),
            int(event.length),
            event.kind.value,
            event.part,
            event.script,
            event.cue,
            event.text,
            event.voice,
            event.strikes,
            breaths,
            event.is_open,
            *(() if event.source_at is None else (int(event.source_at),)),
        )
    )


def phases(event: Event) -> list[tuple[Phase, Frames, Frames]]:
    """Return the phases of a breath stretch as (phase, first frame, length), in order, none of them empty."""
    found: list[tuple[Phase, Frames, Frames]] = []
    at = int(event.at)
    for breath in event.breaths:
        for phase, length in zip(Phase, (breath.inhale, breath.hold, breath.exhale, breath.rest), strict=True):
            if length:
                found.append((phase, Frames(at), length))
                at += length
    return found


def breath_boundary(event: Event, frame: int) -> Frames:
    """Return the end of the breath that holds `frame`, in a breath stretch."""
    at = int(event.at)
    for breath in event.breaths:
        at += breath.length
        if at > frame:
            break
    return Frames(at)
