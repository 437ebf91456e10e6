"""A timeline as sound: which sound begins at which frame.

Owns the laying out of placements. Pure: the same timeline, bells and recordings give the same arrangement.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from practice_tui.adapters.audio.breath_sounds import is_heard
from practice_tui.adapters.audio.clips import (
    BedSource,
    BellSource,
    BreathSource,
    ExcerptSource,
    Layer,
    Placement,
    RecordingSource,
)
from practice_tui.adapters.audio.ducking import FADE_OUT, spoken_together, touching
from practice_tui.adapters.audio.levels import AsTheyAre
from practice_tui.adapters.audio.palette import Palette
from practice_tui.domain.quantities import SAMPLE_RATE, Decibels, Frames, gain
from practice_tui.domain.timeline import BELL_STRIKE, EventKind, phases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from practice_tui.adapters.audio.levels import Levels
    from practice_tui.adapters.audio.palette import Bed, BreathManner
    from practice_tui.domain.timeline import Event, Timeline

BED_STRETCH = Frames(10 * SAMPLE_RATE)
"""A bed is placed in stretches, so that a new plan has most of them in common with the old one."""

INTERVAL_BELL_GAIN = gain(Decibels(-9.0))
"""A bell that only marks the time is softer than one that begins or ends something."""

_NOTHING_CHOSEN = Palette()
_AS_THEY_ARE = AsTheyAre()


class RecordingLookup(Protocol):
    """Answers which recording belongs to a spoken line; asked for every line of a plan."""

    def __call__(self, script_id: str, cue: str, text: str) -> Path | None:
        """Return the recording of those very words, or None where there is none."""


class WholeLookup(Protocol):
    """Answers which finished recording a script is made of; asked once for every stretch of a plan."""

    def __call__(self, script_id: str) -> Path | None:
        """Return its file, or None where there is none."""


def no_recordings(script_id: str, cue: str, text: str) -> Path | None:  # noqa: ARG001 - a lookup's signature
    """Answer for a sitting without a voice."""
    return None


def no_whole(script_id: str) -> Path | None:  # noqa: ARG001 - a lookup's signature
    """Answer for a sitting without a voice."""
    return None


@dataclass(frozen=True)
class Arrangement:
    """Every sound of a sitting, sorted by its start; nobody changes it.

    Attributes:
        length: the timeline's own length in frames; bells may ring past it.
    """

    placements: tuple[Placement, ...]
    length: Frames

    @cached_property
    def _starts(self) -> list[int]:
        return [placement.start for placement in self.placements]

    @cached_property
    def _longest(self) -> int:
        return max((placement.length for placement in self.placements), default=0)

    def sounding_between(self, start: int, end: int) -> list[Placement]:
        """Return what may sound at any frame from `start` to before `end`, in order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [placement for placement in self.placements[first:last] if placement.end > start]

    @cached_property
    def ring_out(self) -> Frames:
        """How long the last bell can still be heard past the end of the timeline, in frames."""
        last = max((placement.end for placement in self.placements), default=Frames(0))
        return Frames(max(last - self.length, 0))


def arrange(
    timeline: Timeline,
    bell_length: Callable[[str], Frames],
    recording: RecordingLookup = no_recordings,
    palette: Palette = _NOTHING_CHOSEN,
    whole: WholeLookup = no_whole,
    levels: Levels = _AS_THEY_ARE,
) -> Arrangement:
    """Return the arrangement of `timeline`; `bell_length` tells how many frames a bell rings."""
    placements = list(_stretches(timeline, whole, levels))
    lines = [(event.at, event.end) for event in timeline.events if placements and _is_line_of_whole(event)]
    for event in timeline.events:
        if event.source_at is not None:
            continue
        if event.kind is EventKind.BELL:
            placements.extend(_strikes(event, bell_length(event.voice)))
        elif event.kind is EventKind.BREATH:
            placements.extend(_breaths(event, palette.breath))
        elif event.kind is EventKind.SPEECH:
            path = recording(event.script, event.cue, event.text)
            if path is not None:
                source = RecordingSource(path)
                placements.append(Placement(event.at, event.length, source, Layer.VOICE, levels.gain(path)))
                lines.append((event.at, event.end))
    placements.extend(
        Placement(strike.at, bell_length(strike.voice), BellSource(strike.voice), Layer.BELLS, INTERVAL_BELL_GAIN)
        for strike in timeline.strikes
    )
    if palette.bed is not None:
        placements.extend(_bed(palette.bed, timeline.length, spoken_together(sorted(lines))))
    placements.sort(key=lambda placement: (placement.start, placement.layer))
    return Arrangement(tuple(placements), timeline.length)


def _stretches(timeline: Timeline, whole: WholeLookup, levels: Levels) -> Iterator[Placement]:
    """Yield the stretches of finished recordings, each as long as one event goes on where the one before it ended."""
    first: Event | None = None
    last: Event | None = None
    for event in (*timeline.events, None):
        if first is not None and last is not None and not _goes_on(last, event):
            path, start = whole(first.script), first.source_at
            if path is not None and start is not None:
                length = Frames(last.end - first.at)
                yield Placement(first.at, length, ExcerptSource(path, start), Layer.VOICE, levels.gain(path))
            first = None
        if event is not None and event.source_at is not None:
            first, last = first or event, event


def _goes_on(last: Event, event: Event | None) -> bool:
    """Return whether `event`, which comes behind `last`, plays on in the same recording."""
    if event is None or event.source_at is None or last.source_at is None:
        return False
    return event.script == last.script and event.source_at == last.source_at + last.length


def _is_line_of_whole(event: Event) -> bool:
    return event.kind is EventKind.SPEECH and event.source_at is not None


def _strikes(event: Event, length: Frames) -> Iterator[Placement]:
    """Yield each strike; those that a shortened event has no room for any more are left out."""
    for start in range(event.at, min(event.end, event.at + event.strikes * BELL_STRIKE), BELL_STRIKE):
        yield Placement(Frames(start), length, BellSource(event.voice), Layer.BELLS)


def _breaths(event: Event, manner: BreathManner) -> Iterator[Placement]:
    for phase, start, length in phases(event):
        if is_heard(phase, manner):
            yield Placement(start, length, BreathSource(phase, manner), Layer.BREATH)


def _bed(bed: Bed, length: int, lines: list[tuple[int, int]]) -> Iterator[Placement]:
    for start in range(0, length, BED_STRETCH):
        end = min(start + BED_STRETCH, length)
        ends = Frames(length) if end > length - FADE_OUT else None
        source = BedSource(bed, touching(lines, start, end), ends)
        yield Placement(Frames(start), Frames(end - start), source, Layer.BED)
