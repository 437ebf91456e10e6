"""Breath patterns by name and in a person's own numbers, and the limits that hold for every one of them.

Owns the names, the limits and the word of care for patterns that hold the breath. Scripts and settings ask here, so
what a script may not ask of people a setting may not either. Coherent breathing is five and a half breaths a minute,
in and out alike; box and 4-7-8 are the usual ones. 4-7-8 is slower than what ships ever asks for and is there for those
who choose it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.script import BreathPattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SLOWEST_BREATHS_A_MINUTE = 3
"""A pace below this is refused everywhere."""

FASTEST_BREATHS_A_MINUTE = 30
"""So is one above this."""

LONGEST_HOLD_SECONDS = 20
"""A breath held longer than this is refused everywhere."""

SHORTEST_PHASE_SECONDS = Fraction(1, 2)
"""Breathing in and breathing out take this at the least."""

CARE = "this pattern holds the breath; leave the holds out, or go back to your own breath, whenever it is uncomfortable"
"""The word of care for patterns with holds."""


def _even(breaths_a_minute: Fraction) -> BreathPattern:
    whole = round(60 * SAMPLE_RATE / breaths_a_minute)
    return BreathPattern(Frames(whole // 2), Frames(0), Frames(whole - whole // 2), Frames(0))


def _of_seconds(inhale: int, hold: int, exhale: int, rest: int) -> BreathPattern:
    return BreathPattern(frames(inhale), frames(hold), frames(exhale), frames(rest))


PATTERNS: Mapping[str, BreathPattern] = {
    "soothing": _of_seconds(4, 0, 6, 0),
    "coherent": _even(Fraction(11, 2)),
    "box": _of_seconds(4, 4, 4, 4),
    "4-7-8": _of_seconds(4, 7, 8, 0),
}
"""The patterns that go by a name."""


class Danger(NamedTuple):
    """Why a pattern is refused: a stable code for authors, and words."""

    code: str
    words: str


_PHASES = re.compile(r"(?:(?:in|hold|out|rest)\s+[\d.,]{1,6}s?\s*)+")
_PHASE = re.compile(r"(in|hold|out|rest)\s+([\d.,]{1,6})s?")
_ORDERS = (["in", "out"], ["in", "hold", "out"], ["in", "out", "rest"], ["in", "hold", "out", "rest"])


def danger(pattern: BreathPattern) -> Danger | None:
    """Return why nobody is asked to breathe like that, or None where it is within the limits."""
    if max(pattern.hold, pattern.rest) > LONGEST_HOLD_SECONDS * SAMPLE_RATE:
        return Danger("hold-too-long", f"a hold or rest over {LONGEST_HOLD_SECONDS} s is not safe; make it shorter")
    if pattern.length * SLOWEST_BREATHS_A_MINUTE > 60 * SAMPLE_RATE:
        return Danger(
            "breath-too-slow",
            f"that is slower than {SLOWEST_BREATHS_A_MINUTE} breaths a minute, which is not safe to ask of people;"
            " make the phases shorter",
        )
    if pattern.length * FASTEST_BREATHS_A_MINUTE < 60 * SAMPLE_RATE:
        return Danger(
            "breath-too-fast",
            f"that is faster than {FASTEST_BREATHS_A_MINUTE} breaths a minute, which makes people dizzy;"
            " make the phases longer",
        )
    return None


def pattern_of(text: str) -> BreathPattern | None:
    """Return the pattern that `text` means: a name, or phases such as ``in 4 hold 2 out 6 rest 1``, in seconds.

    None where it is neither; the limits are not looked at here.

    Raises:
        BadInput: it means to be phases and isn't.
    """
    words = " ".join(text.lower().split())
    if words in PATTERNS:
        return PATTERNS[words]
    if not _PHASES.fullmatch(words + " "):
        return None
    found = _PHASE.findall(words)
    if [name for name, _ in found] not in _ORDERS:
        raise BadInput("a breath goes in, hold, out, rest, in this order; in and out are needed")
    given = {name: decimal(number) for name, number in found}
    if min(given["in"], given["out"]) < SHORTEST_PHASE_SECONDS:
        raise BadInput("breathing in and out take half a second each at the least")
    return BreathPattern(*(frames(given.get(name, Fraction(0))) for name in ("in", "hold", "out", "rest")))


def chosen_pattern(text: str) -> BreathPattern:
    """Return the pattern a person asks for in a setting; its phases are whole or half seconds.

    Raises:
        BadInput: it is no pattern, or none that is safe.
    """
    pattern = pattern_of(text)
    if pattern is None:
        raise BadInput(f"{text[:40]!r} is no breath pattern; choose from {', '.join(PATTERNS)}, or write in 4 out 6")
    refusal = danger(pattern)
    if refusal is not None:
        raise BadInput(refusal.words)
    phases = (pattern.inhale, pattern.hold, pattern.exhale, pattern.rest)
    if pattern not in PATTERNS.values() and any(phase % (SAMPLE_RATE // 2) for phase in phases):
        raise BadInput("the phases of a breath go by half seconds; write in 4.5 out 6")
    return pattern


def care_for(patterns: Iterable[BreathPattern]) -> str:
    """Return the word of care where one of the patterns holds the breath, else an empty text."""
    return CARE if any(pattern.hold or pattern.rest for pattern in patterns) else ""


def decimal(text: str) -> Fraction:
    """Return the number that `text` writes, with a point or a comma.

    Raises:
        BadInput: it writes none.
    """
    try:
        return Fraction(text.replace(",", ".").rstrip("."))
    except ValueError:
        raise BadInput(f"{text!r} is no number; write 4 or 5.5") from None
