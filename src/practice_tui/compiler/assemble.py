"""Slots and a length to a timeline.

Owns the laying out of events: whole frames, contiguous, to the target exactly. Compiling a script and laying out anew
what remains of a running sitting go through the same two functions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice_tui.compiler.slots import Slot, Wishes, breaths_within, slots_of
from practice_tui.compiler.solver import allocate
from practice_tui.domain.errors import Unreachable
from practice_tui.domain.quantities import Frames, length_words
from practice_tui.domain.script import Bell, Breath, Pause, Script, Silence, Speech, Writing
from practice_tui.domain.timeline import OPEN_END, Event, EventKind, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def compile_timeline(script: Script, target: int, wishes: Wishes) -> Timeline:
    """Return the timeline of a sitting of exactly `target` frames.

    A target that means an end of the script's range to the second is that end.

    Raises:
        Unreachable: `target` lies outside the script's range, or its words don't fit at this length.
    """
    header = script.header
    target = header.length_meant(target)
    if not header.shortest <= target <= header.longest:
        raise unreachable(script, target)
    events = lay_out(slots_of(script, script.parts_for(target), wishes), Frames(0), target)
    if events is None:
        raise unreachable(script, target)
    return Timeline(script.id, tuple(events))


def compile_open(script: Script, wishes: Wishes) -> Timeline:
    """Return the timeline of a sitting without a planned end: its one open pause lasts until somebody ends it.

    Raises:
        Unreachable: the script has no open pause, or something else in it is open too.
    """
    slots = slots_of(script, script.parts_for(script.header.longest), wishes)
    open_slots = [slot for slot in slots if slot.span.most is None]
    if len(open_slots) != 1 or not isinstance(open_slots[0].step, Pause):
        raise Unreachable(
            f"{script.header.title!r} has no open end; give it a length such as -m {length_words(script.header.home)}",
            script.header.shortest,
            script.header.longest,
        )
    least = sum(slot.span.least for slot in slots)
    events = lay_out(slots, Frames(0), least + OPEN_END)
    assert events is not None
    return Timeline(script.id, with_open_end(events))


def with_open_end(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events with the one that reaches to the open end marked as open."""
    return tuple(event if event.length < OPEN_END // 2 else replace(event, is_open=True) for event in events)


def unreachable(script: Script, target: int) -> Unreachable:
    """Return the refusal of a length, which names the shortest and the longest."""
    header = script.header
    reach = f"goes from {length_words(header.shortest)} to {length_words(header.longest)}"
    if header.has_one_length:
        reach = f"lasts {length_words(header.shortest)}"
    return Unreachable(
        f"{header.title} can't be {length_words(target)} long; it {reach}",
        header.shortest,
        header.longest,
    )


def least_of(slots: Iterable[Slot]) -> Frames:
    """Return what the slots take at the very least, in frames."""
    return Frames(sum(slot.span.least for slot in slots))


def lay_out(slots: Sequence[Slot], start: Frames, length: int) -> list[Event] | None:
    """Return the events of `slots` from frame `start` on, `length` frames in all; None where they don't fit."""
    overflow = [slot.takes_overflow for slot in slots]
    if not any(overflow):
        overflow = [not slot.span.is_fixed for slot in slots]
    lengths = allocate([slot.span for slot in slots], length, overflow=overflow)
    if lengths is None:
        return None
    writer = _Writer(start)
    for slot, share in zip(slots, lengths, strict=True):
        writer.write(slot, share)
    return writer.events


@dataclass
class _Writer:
    """Writes events one after another."""

    at: Frames

    def __post_init__(self) -> None:
        self.events: list[Event] = []

    def write(self, slot: Slot, length: int) -> None:
        step = slot.step
        if isinstance(step, Speech):
            self._add(slot, EventKind.SPEECH, length, cue=step.cue, text=step.text, source_at=_source_at(slot))
        elif isinstance(step, Bell):
            self._add(slot, EventKind.BELL, length, voice=step.voice, strikes=step.strikes)
        elif isinstance(step, Breath):
            breaths = breaths_within(slot, length)
            paced = sum(breath.length for breath in breaths)
            self._add(slot, EventKind.BREATH, paced, breaths=breaths)
            self._add(slot, EventKind.PAUSE, length - paced)
        elif isinstance(step, Silence):
            self._write_silence(slot, step, length)
        elif isinstance(step, Writing):
            self._add(slot, EventKind.WRITE, length)
        elif isinstance(step, Pause):
            self._add(slot, EventKind.PAUSE, length, source_at=_source_at(slot))

    def _write_silence(self, slot: Slot, step: Silence, length: int) -> None:
        """Break a silence at multiples of its interval, with at least half an interval of silence behind each line."""
        reminder, every = step.reminder, step.every
        end = self.at + length
        if reminder is None or every is None:
            self._add(slot, EventKind.PAUSE, length)
            return
        origin = self.at - slot.used
        due = origin + (slot.used // every + 1) * every
        while due + slot.reminder + every // 2 <= end:
            self._add(slot, EventKind.PAUSE, due - self.at)
            if isinstance(reminder, Speech):
                self._add(slot, EventKind.SPEECH, slot.reminder, cue=reminder.cue, text=reminder.text)
            else:
                self._add(slot, EventKind.BELL, slot.reminder, voice=reminder.voice, strikes=1)
            due += every * -(-(slot.reminder + every // 2) // every)  # a line longer than half of it takes two or more
        self._add(slot, EventKind.PAUSE, end - self.at)

    def _add(self, slot: Slot, kind: EventKind, length: int, **content: object) -> None:
        if length <= 0:
            return
        event = Event(self.at, Frames(length), kind, slot.part, slot.ref, slot.script, **content)  # type: ignore[arg-type]
        self.events.append(event)
        self.at = Frames(self.at + length)


def _source_at(slot: Slot) -> Frames | None:
    """Return the frame of the finished recording at which what is left of a step begins; None where it has none."""
    step = slot.step
    if not isinstance(step, Speech | Pause) or step.excerpt is None:
        return None
    return Frames(step.excerpt.start + slot.used)
