"""The steps of a sitting, each with what it may take of the timeline, before lengths are given out.

Owns what a step is worth to the solver: speech and bells are fixed, the rest is elastic; a paced stretch takes at least
whole breaths.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice_tui.compiler.durations import passage_length
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import (
    USUAL_BREATHS_A_MINUTE,
    Bell,
    Breath,
    BreathPattern,
    Script,
    Span,
    Speech,
    Step,
)
from practice_tui.domain.timeline import BELL_STRIKE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from practice_tui.compiler.durations import SpokenLengths


@dataclass(frozen=True, slots=True)
class Slot:
    """One step waiting for its length.

    Attributes:
        ref: part index and step index in the script.
        span: what it may take.
        used: how much of it has been sat already, when a running sitting is laid out anew.
        breath_from: the length of the breath an easing stretch begins with.
        reminder: the length of a silence's line, in frames.
    """

    script: str
    part: str
    ref: tuple[int, int]
    step: Step
    span: Span
    used: int = 0
    breath_from: Frames = Frames(0)
    reminder: Frames = Frames(0)

    @property
    def takes_overflow(self) -> bool:
        """Whether it may grow past its top when every top is reached; also what is left of it, once it is past."""
        return not isinstance(self.step, Speech | Bell | Breath) and not self.step.span.is_fixed


@dataclass(frozen=True, slots=True)
class Wishes:
    """What depends on the person rather than on the script.

    Attributes:
        spoken: how long the sound of a passage is, where there is any.
        rhythm: the person's own breaths a minute.
        gentler: slugs of the alternatives that were chosen, each in place of the part it belongs to.
    """

    spoken: SpokenLengths
    rhythm: Fraction = USUAL_BREATHS_A_MINUTE
    gentler: frozenset[str] = frozenset()


def slots_of(script: Script, parts: Iterable[int], wishes: Wishes) -> list[Slot]:
    """Return the steps of the given parts in order, each with its span."""
    by_slug = {part.slug: index for index, part in enumerate(script.parts)}
    slots: list[Slot] = []
    for chosen in parts:
        gentler = script.parts[chosen].gentler
        index = by_slug[gentler] if gentler in wishes.gentler else chosen
        part = script.parts[index]
        slots.extend(_slot(script, part.name, (index, number), step, wishes) for number, step in enumerate(part.steps))
    return slots


def _slot(script: Script, part: str, ref: tuple[int, int], step: Step, wishes: Wishes) -> Slot:
    header = script.header
    if isinstance(step, Speech):
        if step.excerpt is not None:
            length = step.excerpt.length
        else:
            length = passage_length(step, wishes.spoken, header.voice_pace, header.language)
        return Slot(script.id, part, ref, step, Span(length, length))
    if isinstance(step, Bell):
        length = Frames(step.strikes * BELL_STRIKE)
        return Slot(script.id, part, ref, step, Span(length, length))
    if isinstance(step, Breath):
        begins = step.pattern.length
        if step.eases:
            begins = Frames(min(begins, round(60 * SAMPLE_RATE / wishes.rhythm)))
        return in_whole_breaths(Slot(script.id, part, ref, step, step.span, breath_from=begins))
    reminder = getattr(step, "reminder", None)
    slot = Slot(script.id, part, ref, step, step.span)
    if isinstance(reminder, Speech):
        return replace(slot, reminder=passage_length(reminder, wishes.spoken, header.voice_pace, header.language))
    return replace(slot, reminder=BELL_STRIKE) if reminder is not None else slot


def in_whole_breaths(slot: Slot) -> Slot:
    """Return a paced stretch whose least is rounded up to whole breaths."""
    least = slot.span.least
    count = len(breaths_within(slot, least))
    length = _length_of(slot, count)
    if length < least:
        length = _length_of(slot, count + 1)
    most = slot.span.most
    return replace(
        slot, span=Span(Frames(length), None if most is None else Frames(max(most, length)), slot.span.weight)
    )


def breaths_within(slot: Slot, length: int) -> tuple[BreathPattern, ...]:
    """Return as many whole breaths of a paced stretch as fit into `length` frames."""
    step = slot.step
    if not isinstance(step, Breath) or not step.pattern.length:
        return ()
    if slot.breath_from == step.pattern.length:
        return (step.pattern,) * (length // step.pattern.length)
    fewest, most = 0, length // max(1, slot.breath_from)
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if _length_of(slot, middle) <= length:
            fewest = middle
        else:
            most = middle - 1
    return tuple(step.pattern.lasting(Frames(each)) for each in _easing(slot, fewest))


def _length_of(slot: Slot, count: int) -> int:
    return sum(_easing(slot, count))


def _easing(slot: Slot, count: int) -> list[int]:
    """Return the lengths of `count` breaths: growing evenly over the first two thirds, then resting at the goal."""
    assert isinstance(slot.step, Breath)
    start, goal = int(slot.breath_from), int(slot.step.pattern.length)
    growing = max(1, count * 2 // 3)
    return [start + (goal - start) * min(k, growing) // growing for k in range(count)]
