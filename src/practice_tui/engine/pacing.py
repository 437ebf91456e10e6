"""A person's own choice of breath in practices of pacing.

Owns which scripts it touches: those of the kind `pacer`, and no other. A practice in which breath is watched stays
without a pacer, and an analytical one keeps the few breaths its author gave it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from practice_tui.domain.breath_patterns import care_for, chosen_pattern
from practice_tui.domain.errors import BadInput
from practice_tui.domain.script import Breath
from practice_tui.engine.library import PACED_KIND

if TYPE_CHECKING:
    from practice_tui.domain.script import BreathPattern, Script, Step
    from practice_tui.domain.timeline import Timeline


def with_pattern(script: Script, wish: str) -> Script:
    """Return `script` paced by the pattern that `wish` names; as it is where it is none, or of another kind.

    A stretch that eases goes on easing, toward the chosen one, unless that holds the breath: nobody eases into a hold.
    """
    if not wish or script.header.kind != PACED_KIND:
        return script
    try:
        pattern = chosen_pattern(wish)
    except BadInput:  # settings are checked when they are read; one made by hand costs the choice, not the sitting
        return script
    parts = tuple(replace(part, steps=tuple(_paced(step, pattern) for step in part.steps)) for part in script.parts)
    return replace(script, parts=parts)


def eases(script: Script) -> bool:
    """Return whether a pacer of `script` begins at the person's own rhythm."""
    return any(isinstance(step, Breath) and step.eases for part in script.parts for step in part.steps)


def word_of_care(timeline: Timeline) -> str:
    """Return what is said before breath is held anywhere in `timeline`; an empty text where it isn't."""
    return care_for(breath for event in timeline.events for breath in event.breaths)


def _paced(step: Step, pattern: BreathPattern) -> Step:
    if not isinstance(step, Breath):
        return step
    return replace(step, pattern=pattern, eases=step.eases and not (pattern.hold or pattern.rest))
