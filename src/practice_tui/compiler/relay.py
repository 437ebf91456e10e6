"""Lays out anew what remains of a running sitting.

Owns what becomes of the event that sounds now, and what is still to come. Lengths come from the same solver as at the
start. Nothing that was heard is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from practice_tui.compiler.assemble import lay_out, least_of, with_open_end
from practice_tui.compiler.slots import Slot, Wishes, in_whole_breaths, slots_of
from practice_tui.domain.quantities import Frames
from practice_tui.domain.script import Bell, Breath, Part, Pause, Position, Script, Span, Speech
from practice_tui.domain.timeline import Event, EventKind, Timeline, breath_boundary


class Manner(Enum):
    """How gently the event that sounds now is left."""

    FINISHED = auto()  # a line, a bell and a breath are finished; a pause is left where it is
    SILENCED = auto()  # words stop at once; a breath is finished
    CUT = auto()  # everything stops at once


@dataclass(frozen=True, slots=True)
class Kept:
    """The beginning of a timeline that stays as it is, up to `cut`."""

    events: tuple[Event, ...]
    cut: Frames

    @property
    def last(self) -> Event | None:
        """The event that was left."""
        return self.events[-1] if self.events else None


def keep(timeline: Timeline, at: int, manner: Manner) -> Kept:
    """Return what stays of `timeline` when it is left at frame `at` or as soon after as the manner allows."""
    event = timeline.event_at(at)
    cut = at
    if manner is not Manner.CUT and event.kind is EventKind.BREATH:
        cut = breath_boundary(event, at)
    elif manner is Manner.FINISHED and event.kind in {EventKind.SPEECH, EventKind.BELL}:
        cut = event.end
    whole = [each for each in timeline.events if each.end <= cut]
    partial = next((each for each in timeline.events if each.at < cut < each.end), None)
    if partial is not None:
        whole.append(_shortened(partial, cut))
    return Kept(tuple(whole), Frames(cut))


def _shortened(event: Event, cut: int) -> Event:
    breaths, at = [], int(event.at)
    for breath in event.breaths:
        at += breath.length
        if at <= cut:
            breaths.append(breath)
    return replace(event, length=Frames(cut - event.at), breaths=tuple(breaths), is_open=False)


def change_length(
    script: Script, timeline: Timeline, at: int, total: int, wishes: Wishes, *, left_out: frozenset[str]
) -> Timeline:
    """Return the timeline with its remainder laid out so that the whole is `total` frames, or as near as it can be.

    Parts still to come are chosen by the new length. Where the words that remain need more, the result is longer; the
    caller reads its length.
    """
    kept = keep(timeline, at, Manner.FINISHED)
    slots = _ahead(script, kept, total, wishes, left_out)
    if total > timeline.length and kept.cut + least_of(slots) > total:  # what would join has no room any more
        slots = _ahead(script, kept, timeline.length, wishes, left_out)
    return _joined(script, kept, slots, max(total, kept.cut + least_of(slots)))


def skip_part(script: Script, timeline: Timeline, at: int, wishes: Wishes, *, left_out: frozenset[str]) -> Timeline:
    """Return the timeline without the rest of the present part; its time goes to the silences ahead."""
    kept = keep(timeline, at, Manner.SILENCED)
    part = part_at(script, timeline, at)
    slots = _ahead(script, kept, timeline.length, wishes, left_out | {part.slug}, with_rest_of_step=False)
    return _joined(script, kept, slots, max(timeline.length, kept.cut + least_of(slots)))


def take_gentler(script: Script, timeline: Timeline, at: int, wishes: Wishes, *, left_out: frozenset[str]) -> Timeline:
    """Return the timeline with the gentler alternative of the present part in place of its rest.

    `wishes` names the alternative among its chosen ones.
    """
    kept = keep(timeline, at, Manner.SILENCED)
    part = part_at(script, timeline, at)
    index = next(i for i, each in enumerate(script.parts) if each.slug == part.slug)
    instead = slots_of(script, [index], wishes)
    later = _ahead(script, kept, timeline.length, wishes, left_out | {part.slug}, with_rest_of_step=False)
    slots = [*instead, *later]
    return _joined(script, kept, slots, max(timeline.length, kept.cut + least_of(slots)))


def close_gently(script: Script, timeline: Timeline, at: int, wishes: Wishes) -> Timeline:
    """Return the timeline that goes to the closing at the next silence, its pauses as short as they may be."""
    kept = keep(timeline, at, Manner.FINISHED)
    return Timeline(script.id, (*kept.events, *_closing(script, kept.cut, wishes)))


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
    closing = _closing(script, waiting.end, wishes)
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
    """Return the timeline that goes on, at frame `at` of `now`, from where `before` was left, with its time left."""
    heard = keep(now, at, Manner.CUT)
    left = keep(before, left_at, Manner.CUT)
    slots = _ahead(script, left, before.length, wishes, left_out, keep_line=True)
    moved = Kept(heard.events, heard.cut)
    remaining = max(before.length - left.cut, least_of(slots))
    joined = _joined(script, moved, slots, heard.cut + remaining)
    return Timeline(script.id, with_open_end(joined.events)) if before.is_open else joined


def part_at(script: Script, timeline: Timeline, at: int) -> Part:
    """Return the part of the script that holds frame `at`; for an alternative, the part it stands for."""
    return script.parts[_owner(script, timeline.event_at(at))]


def _closing(script: Script, start: Frames, wishes: Wishes) -> list[Event]:
    slots = slots_of(script, [script.parts.index(script.close)], wishes)
    events = lay_out(slots, start, least_of(slots))
    assert events is not None
    return events


def _owner(script: Script, event: Event) -> int:
    """Return the index of the part an event belongs to; an alternative belongs to the part it stands for."""
    slug = script.parts[event.step[0]].slug
    return next((i for i, part in enumerate(script.parts) if part.gentler == slug), event.step[0])


def _ahead(
    script: Script,
    kept: Kept,
    total: int,
    wishes: Wishes,
    left_out: frozenset[str],
    *,
    with_rest_of_step: bool = True,
    keep_line: bool = False,
) -> list[Slot]:
    """Return what is still to come behind `kept` in a sitting of `total` frames."""
    last = kept.last
    if last is None or last.script != script.id:
        owner, ref = -1, (-1, -1)
    else:
        owner, ref = _owner(script, last), last.step
    indices = [i for i in script.parts_for(total) if i > owner and script.parts[i].slug not in left_out]
    slots = slots_of(script, indices, wishes)
    if owner >= 0 and script.parts[owner].slug not in left_out:
        present = slots_of(script, [last.step[0] if last else owner], wishes)
        slots = [*(slot for slot in present if slot.ref > ref), *slots]
    if with_rest_of_step and last is not None and last.script == script.id:
        rest = _rest_of(script, kept, last, wishes, keep_line=keep_line)
        slots = [rest, *slots] if rest is not None else slots
    return slots


def _rest_of(script: Script, kept: Kept, last: Event, wishes: Wishes, *, keep_line: bool) -> Slot | None:
    """Return what is left of the step that was left, or None where nothing is."""
    slots = slots_of(script, [last.step[0]], wishes)
    slot = next((slot for slot in slots if slot.ref == last.step), None)
    if slot is None:
        return None
    if last.kind is EventKind.PAUSE and isinstance(slot.step, Speech | Bell):
        return _rest(script, last, last.part)
    used = sum(event.length for event in kept.events if event.step == last.step and event.script == script.id)
    if last.kind in {EventKind.SPEECH, EventKind.BELL} and not slot.takes_overflow:
        cut_short = keep_line and used < slot.span.least
        return slot if cut_short else None
    span = slot.span
    most = None if span.most is None else Frames(max(0, span.most - used))
    left = replace(slot, span=Span(Frames(max(0, span.least - used)), most, span.weight), used=used)
    if isinstance(slot.step, Breath):
        begins = last.breaths[-1].length if last.breaths else slot.breath_from
        return in_whole_breaths(replace(left, breath_from=begins))
    return left if most is None or most > 0 else None


def _rest(script: Script, behind: Event | None, part: str) -> Slot:
    """Return a rest that no author wrote; it belongs to the step it follows."""
    span = Span(Frames(0), None)
    return Slot(script.id, part, behind.step if behind else (0, -1), Pause(Position(1, 1), span), span)


def _joined(script: Script, kept: Kept, slots: list[Slot], total: int) -> Timeline:
    """Return what was kept with the slots behind it; where nothing ahead can take the time, a rest takes it."""
    if not any(slot.takes_overflow for slot in slots):
        part = slots[0].part if slots else script.close.name
        slots = [_rest(script, kept.last, part), *slots]
    events = lay_out(slots, kept.cut, total - kept.cut)
    assert events is not None
    last = kept.last
    if last and events and last.kind is events[0].kind is EventKind.PAUSE and last.step == events[0].step:
        merged = replace(last, length=Frames(last.length + events[0].length))
        return Timeline(script.id, (*kept.events[:-1], merged, *events[1:]))
    return Timeline(script.id, (*kept.events, *events))
