"""Lays out anew what remains of a running sitting.

Owns what each wish of a person does to the timeline. Lengths come from the same solver as at the start; nothing that
was heard is changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from practice_tui.compiler.assemble import lay_out, least_of, with_open_end
from practice_tui.compiler.kept import Kept, Manner, keep
from practice_tui.compiler.remainder import ahead, closing_index, owners, parts_ahead, present_part, rest, step_behind
from practice_tui.compiler.slots import Slot, Wishes, slots_of
from practice_tui.domain.quantities import Frames
from practice_tui.domain.timeline import OPEN_END, Event, EventKind, Timeline

if TYPE_CHECKING:
    from practice_tui.domain.script import Part, Script


def change_length(
    script: Script, timeline: Timeline, at: int, total: int, wishes: Wishes, *, left_out: frozenset[str]
) -> Timeline:
    """Return the timeline with its remainder laid out so that the whole is `total` frames, or as near as it can be.

    Parts still to come are chosen by the new length, without what was spent on steady ground: a longer one adds parts
    where they fit, a shorter one only takes parts away. Where the words that remain need more, the result is longer;
    the caller reads its length.
    """
    kept = keep(timeline, at, Manner.FINISHED)
    coming = parts_ahead(script, kept)
    belonging = set(script.parts_for(max(0, total - kept.elsewhere(script))))
    is_longer = total > timeline.length
    slots = ahead(script, kept, wishes, left_out, coming | belonging if is_longer else coming & belonging)
    if is_longer and kept.cut + least_of(slots) > total:  # what would join has no room
        slots = ahead(script, kept, wishes, left_out, coming)
    return _joined(script, kept, slots, total, step_behind(script, kept))


def skip_part(script: Script, timeline: Timeline, at: int, wishes: Wishes, *, left_out: frozenset[str]) -> Timeline:
    """Return the timeline without the rest of the present part; its time goes to the silences ahead."""
    kept = keep(timeline, at, Manner.SILENCED)
    part = part_at(script, timeline, at)
    slots = ahead(script, kept, wishes, left_out | _gone(script, kept, part))
    return _relaid(script, timeline, kept, slots, timeline.length)


def take_gentler(script: Script, timeline: Timeline, at: int, wishes: Wishes, *, left_out: frozenset[str]) -> Timeline:
    """Return the timeline with the gentler alternative of the present part in place of its rest.

    `wishes` names the alternative among its chosen ones.
    """
    kept = keep(timeline, at, Manner.SILENCED)
    part = part_at(script, timeline, at)
    instead = slots_of(script, [script.parts.index(part)], wishes)
    later = ahead(script, kept, wishes, left_out | _gone(script, kept, part))
    return _relaid(script, timeline, kept, [*instead, *later], timeline.length)


def close_gently(script: Script, timeline: Timeline, at: int, wishes: Wishes) -> Timeline:
    """Return the timeline that goes to the closing at the next silence, its pauses as short as they may be.

    A closing that is being spoken goes on where it is; without one the sitting ends there.
    """
    kept = keep(timeline, at, Manner.FINISHED)
    if script.has_closing and present_part(script, kept) == closing_index(script):
        slots = ahead(script, kept, wishes, frozenset(), set())
    else:
        slots = _closing(script, wishes)
    return Timeline(script.id, (*kept.events, *_laid_out(slots, kept.cut, least_of(slots))))


def steady(
    script: Script, timeline: Timeline, at: int, ground: Timeline, patience: Frames, wishes: Wishes
) -> tuple[Timeline, Frames]:
    """Return the timeline that goes to steady ground at once, and the frame at which its words have been spoken.

    Behind them there is time to choose; whoever doesn't is led to the closing.
    """
    kept = keep(timeline, at, Manner.CUT)
    spoken = tuple(replace(event, at=Frames(event.at + kept.cut)) for event in ground.events)
    offered = Frames(kept.cut + ground.length)
    last = ground.events[-1]
    waiting = Event(offered, patience, EventKind.PAUSE, last.part, last.step, ground.script)
    slots = _closing(script, wishes)
    closing = _laid_out(slots, waiting.end, least_of(slots))
    return Timeline(script.id, (*kept.events, *spoken, waiting, *closing)), offered


def resume_after(
    script: Script,
    before: Timeline,
    left_at: int,
    now: Timeline,
    at: int,
    wishes: Wishes,
    *,
    left_out: frozenset[str],
) -> Timeline:
    """Return the timeline that goes on, at frame `at` of `now`, from where `before` was left, with its time left.

    A line or a bell that was cut short is begun again.
    """
    heard = keep(now, at, Manner.CUT)
    left = keep(before, left_at, Manner.CUT)
    slots = ahead(script, left, wishes, left_out)
    return _relaid(script, before, left, slots, heard.cut + before.length - left.cut, heard)


def part_at(script: Script, timeline: Timeline, at: int) -> Part:
    """Return the part of the script that holds frame `at`; for an alternative, the part it stands for."""
    return script.parts[owners(script)[timeline.event_at(at).step[0]]]


def _gone(script: Script, kept: Kept, part: Part) -> set[str]:
    """Return the part that is left now, and the one before where it ended just here."""
    present = present_part(script, kept)
    return {part.slug} if present is None else {part.slug, script.parts[present].slug}


def _closing(script: Script, wishes: Wishes) -> list[Slot]:
    return slots_of(script, [closing_index(script)] if script.has_closing else [], wishes)


def _relaid(
    script: Script, timeline: Timeline, left: Kept, slots: list[Slot], total: int, heard: Kept | None = None
) -> Timeline:
    """Return what was heard (that is `left`, unless something came between) with the slots behind it.

    `timeline` tells whether there is an end to keep to.
    """
    kept = heard or left
    behind = step_behind(script, left)
    if not timeline.is_open:
        return _joined(script, kept, slots, total, behind)
    is_open = any(slot.span.most is None for slot in slots)
    joined = _joined(script, kept, slots, kept.cut + least_of(slots) + is_open * OPEN_END, behind)
    return Timeline(script.id, with_open_end(joined.events))


def _joined(script: Script, kept: Kept, slots: list[Slot], total: int, behind: tuple[int, int]) -> Timeline:
    """Return what was kept with the slots behind it, `total` frames in all or more where they need more.

    Time that nothing ahead can take goes to a rest before the closing; within it, to one behind the step `behind`. A
    finished recording isn't split for a rest: it is over earlier.
    """
    if not any(slot.takes_overflow for slot in slots):
        if script.header.recording:
            total = 0
        else:
            slots = _with_rest(script, slots, behind)
    events = _laid_out(slots, kept.cut, max(total - kept.cut, least_of(slots)))
    last = kept.last
    if last and events and _is_one_pause(last, events[0]):
        merged = replace(last, length=Frames(last.length + events[0].length))
        return Timeline(script.id, (*kept.events[:-1], merged, *events[1:]))
    return Timeline(script.id, (*kept.events, *events))


def _with_rest(script: Script, slots: list[Slot], behind: tuple[int, int]) -> list[Slot]:
    closing = closing_index(script)
    index = next((i for i, slot in enumerate(slots) if slot.ref[0] == closing), 0)
    if slots and slots[0].ref == behind:  # a line that is begun again comes before any rest behind it
        index = max(index, 1)
    before = slots[index - 1] if index else None
    part = before.part if before else slots[0].part if slots else script.close.name
    return [*slots[:index], rest(script, before.ref if before else behind, part), *slots[index:]]


def _is_one_pause(last: Event, following: Event) -> bool:
    is_same_step = (last.script, last.step) == (following.script, following.step)
    return is_same_step and last.kind is following.kind is EventKind.PAUSE


def _laid_out(slots: list[Slot], start: Frames, length: int) -> list[Event]:
    events = lay_out(slots, start, length)
    assert events is not None, "there is room for the leasts"
    return events
