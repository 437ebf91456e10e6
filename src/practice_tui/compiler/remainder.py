"""What of a script is still to come, once a running sitting is left at some frame.

Owns where a script continues, which is read off the timeline itself: what was heard of the script last, and what lay
ahead there. It gives steps with what they may take; lengths are the solver's.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from practice_tui.compiler.slots import Slot, Wishes, in_whole_breaths, slots_of
from practice_tui.domain.quantities import Frames
from practice_tui.domain.script import Bell, Breath, Pause, Position, Script, Span, Speech
from practice_tui.domain.timeline import Event, EventKind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from practice_tui.compiler.kept import Kept


def owners(script: Script) -> list[int]:
    """Return, for each part, the index of the one it belongs to: an alternative belongs to the part it stands for."""
    stands_for = {part.gentler: index for index, part in enumerate(script.parts) if part.gentler is not None}
    return [stands_for.get(part.slug, index) for index, part in enumerate(script.parts)]


def closing_index(script: Script) -> int:
    """Return the index of the part that is spoken when someone asks to end gently."""
    return script.parts.index(script.close)


def parts_ahead(script: Script, kept: Kept) -> set[int]:
    """Return the indices of the parts that lay ahead where the timeline was left, the present one included."""
    owner = owners(script)
    return {owner[event.step[0]] for event in _own_ahead(script, kept)}


def present_part(script: Script, kept: Kept) -> int | None:
    """Return the index of the part from which the script continues, or None where it doesn't."""
    anchor, _ = _anchor(script, kept)
    return None if anchor is None else owners(script)[anchor.step[0]]


def ahead(
    script: Script, kept: Kept, wishes: Wishes, left_out: AbstractSet[str], parts: AbstractSet[int] | None = None
) -> list[Slot]:
    """Return what is still to come behind `kept`: of the given parts, else all that lay ahead there.

    `left_out` are the slugs of parts that were skipped. A line or a bell that was cut short is begun again.
    """
    anchor, is_begun = _anchor(script, kept)
    if anchor is None:
        return []
    owner = owners(script)[anchor.step[0]]
    indices = sorted(parts_ahead(script, kept) if parts is None else parts)
    later = slots_of(script, [i for i in indices if i > owner and script.parts[i].slug not in left_out], wishes)
    present = [] if script.parts[owner].slug in left_out else slots_of(script, [owner], wishes)
    slots = [slot for slot in present if slot.ref[0] != anchor.step[0] or slot.ref > anchor.step] + later
    if parts is None:
        planned = {event.step for event in _own_ahead(script, kept)}
        slots = [slot for slot in slots if slot.ref in planned or not slot.span.least]
    begun = next((slot for slot in present if slot.ref == anchor.step), None)
    remainder = None if begun is None else _rest_of(script, kept, anchor, begun, is_begun=is_begun)
    return slots if remainder is None else [remainder, *slots]


def step_behind(script: Script, kept: Kept) -> tuple[int, int]:
    """Return the step of the script behind which it continues; (part, -1) before the first of a part."""
    anchor, is_begun = _anchor(script, kept)
    if anchor is None:
        last = kept.last_of(script)
        return last.step if last else (0, -1)
    return anchor.step if is_begun else (anchor.step[0], anchor.step[1] - 1)


def rest(script: Script, step: tuple[int, int], part: str) -> Slot:
    """Return a rest that no author wrote; it belongs to the step it follows, and only takes what nothing else can."""
    pause = Pause(Position(1, 1), Span(Frames(0), None))
    return Slot(script.id, part, step, pause, Span(Frames(0), Frames(0)))


def _own_ahead(script: Script, kept: Kept) -> list[Event]:
    return [event for event in kept.ahead if event.script == script.id]


def _anchor(script: Script, kept: Kept) -> tuple[Event | None, bool]:
    """Return the event from which the script continues, and whether it was heard already, in part or whole.

    That is the one heard last, unless one has just come back from steady ground, or from the closing words behind it:
    then it is the next one. In a finished recording, whose lines can be gone to, it is what comes next wherever
    something begins.
    """
    last, following = kept.last, next((event for event in kept.ahead if event.script == script.id), None)
    if last is None or last.script != script.id:
        return following, False
    begins = following is not None and following.at >= kept.cut
    if following is not None and begins and (script.header.recording or _leads_back(script, last, following)):
        return following, False
    return last, True


def _leads_back(script: Script, last: Event, following: Event) -> bool:
    """Return whether `following` doesn't come behind `last` in the script, as after closing words that weren't the end.

    A line or a bell that stands twice is begun again; a pause of the same step just goes on.
    """
    owner, closing = owners(script), closing_index(script)
    came, goes = (owner[last.step[0]], last.step), (owner[following.step[0]], following.step)
    is_again = goes == came and following.kind is last.kind and last.kind in {EventKind.SPEECH, EventKind.BELL}
    return goes < came or is_again or came[0] == closing != goes[0]


def _rest_of(script: Script, kept: Kept, anchor: Event, slot: Slot, *, is_begun: bool) -> Slot | None:
    """Return what is left of the step that was left, or None where nothing is."""
    if isinstance(slot.step, Speech | Bell):
        if anchor.kind is EventKind.PAUSE:
            return rest(script, anchor.step, anchor.part)
        return None if is_begun and anchor.length >= slot.span.least else slot
    coming = takewhile(lambda event: event.step == anchor.step, _own_ahead(script, kept))
    planned = sum(event.end - max(event.at, kept.cut) for event in coming)
    heard = _heard_of(script, kept, anchor.step)
    used = sum(event.length for event in heard)
    span = slot.span
    least = Frames(min(max(0, span.least - used), planned))
    most = None if span.most is None else Frames(max(0, span.most - used))
    left = replace(slot, span=Span(least, most, span.weight), used=used)
    if isinstance(slot.step, Breath):
        breaths = next((event.breaths for event in heard if event.breaths), None)
        paced = in_whole_breaths(replace(left, breath_from=breaths[-1].length if breaths else slot.breath_from))
        return paced if paced.span.least <= planned else replace(paced, span=replace(paced.span, least=Frames(planned)))
    return left


def _heard_of(script: Script, kept: Kept, step: tuple[int, int]) -> list[Event]:
    """Return the events of one step that were heard, the latest first, across steady ground and a closing on it."""
    closing = closing_index(script)
    own = (event for event in reversed(kept.events) if event.script == script.id)
    if step[0] != closing:
        own = (event for event in own if event.step[0] != closing)
    return list(takewhile(lambda event: event.step == step, own))
