"""A sitting as the relay sees it: commands at frames that never go back, with what must hold after each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.compiler.written_scripts import read

from practice_tui.compiler import relay
from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.slots import Slot, Wishes, slots_of
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.script import Bell, Script, Speech
from practice_tui.domain.timeline import Event, EventKind, Timeline, phases

if TYPE_CHECKING:
    from tests.compiler.written_scripts import Written

PATIENCE = Frames(10 * MINUTE)
GROUND_SCRIPT = replace(
    read(
        "Title: Ground\nLength: 1m to 10m\n\n"
        + "".join(f"# Ground {n}\n[bell]\n{{ground-{n}}} The floor is there.\n[pause 1s+]\n" for n in range(6))
    ),
    id="ground",
)
GROUND = compile_timeline(GROUND_SCRIPT, 2 * MINUTE, Wishes(no_voice))


def heard(timeline: Timeline, until: int) -> list[tuple[object, ...]]:
    """Return what was heard before `until`; pauses that touch within one step sound as one."""
    found: list[list[object]] = []
    for event in timeline.events:
        if event.at >= until:
            break
        end = min(event.end, until)
        same = (event.script, event.step, event.kind, event.cue, event.text, event.voice, event.strikes)
        if event.kind is EventKind.PAUSE and found and found[-1][1:] == list(same):
            found[-1][0] = end
        else:
            found.append([end, *same])
    return [tuple(each) for each in found]


def heard_breaths(timeline: Timeline, until: int) -> list[tuple[object, ...]]:
    """Return the phases of every breath that was whole before `until`."""
    found: list[tuple[object, ...]] = []
    for event in timeline.events:
        if event.kind is EventKind.BREATH:
            at = int(event.at)
            whole = []
            for breath in event.breaths:
                at += breath.length
                if at <= until:
                    whole.append(breath)
            found += phases(replace(event, breaths=tuple(whole)))
    return found


class Sitting:
    """Applies commands as the player does, and asserts after each what a person may rely on."""

    def __init__(self, written: Written, timeline: Timeline) -> None:
        self.script: Script = written.script
        self.wishes = written.wishes
        self.timeline = self.begun_with = timeline
        self.at = 0
        self.stage = "guided"
        self.left: tuple[Timeline, int] | None = None
        self.left_out: frozenset[str] = frozenset()
        self.cuts: set[int] = set()
        self.has_gone = False  # whether a word may be missing because it was asked to

    @property
    def is_past_the_end(self) -> bool:
        return self.at >= self.timeline.length

    def part(self) -> str:
        return relay.part_at(self.script, self.timeline, self.at).slug

    def change_length(self, frames: int) -> None:
        before, total = self.timeline, self.timeline.length + frames
        after = relay.change_length(self.script, before, self.at, total, self.wishes, left_out=self.left_out)
        self._take(after)
        if frames >= 0:
            assert after.length == total
        else:
            assert max(total, self.at) <= after.length <= before.length
            self.has_gone = True
        if after.length > total:  # nothing but what is needed is left
            for event in after.events:
                if event.at >= self.at and event.kind is EventKind.PAUSE and event.step != self._present_step():
                    assert event.length <= self._least(event)

    def skip(self) -> None:
        before, part = self.timeline, self.part()
        self._take(relay.skip_part(self.script, before, self.at, self.wishes, left_out=self.left_out))
        self.left_out |= {part}
        self.has_gone = True
        if not before.is_open:
            assert self.timeline.length == before.length
        ahead = self._later_parts()
        assert part not in ahead

    def take_gentler(self) -> None:
        before, part = self.timeline, relay.part_at(self.script, self.timeline, self.at)
        assert part.gentler is not None
        self.wishes = replace(self.wishes, gentler=self.wishes.gentler | {part.gentler})
        self.left_out -= {part.slug}
        self._take(relay.take_gentler(self.script, before, self.at, self.wishes, left_out=self.left_out))
        self.has_gone = True
        if not before.is_open:
            assert self.timeline.length >= before.length
        index = [part.slug for part in self.script.parts].index(part.gentler)
        wanted = {slot.ref for slot in slots_of(self.script, [index], self.wishes) if slot.span.least}
        assert wanted <= {event.step for event in self.timeline.events if event.end > self.at}

    def steady(self) -> None:
        self.left = (self.timeline, self.at)
        self.came_from = self.stage
        after, offered = relay.steady(self.script, self.timeline, self.at, GROUND, PATIENCE, self.wishes)
        assert offered == self.at + GROUND.length
        assert [event.length for event in after.events if event.script == "ground" and event.at >= self.at] == [
            *(event.length for event in GROUND.events),
            PATIENCE,
        ]
        self.cuts.add(self.at)
        self._take(after)
        self.stage = "steadying"

    def resume(self) -> None:
        assert self.left is not None
        before, left_at = self.left
        after = relay.resume_after(
            self.script, before, left_at, self.timeline, self.at, self.wishes, left_out=self.left_out
        )
        self.cuts.add(self.at)
        self._take(after, self.left)
        self.stage = self.came_from
        left = max(0, before.length - left_at)
        if not before.is_open:
            assert after.length >= self.at + left
        wanted = {event.step for event in before.events if event.end > left_at and self._is_fixed(event)}
        assert wanted <= {event.step for event in after.events if event.at >= self.at and self._is_fixed(event)}

    def close(self) -> None:
        self._take(relay.close_gently(self.script, self.timeline, self.at, self.wishes))
        self.stage = "closing"
        self.has_gone = True
        assert not self.timeline.is_open
        assert self._later_parts() <= {self.script.close.slug}

    def assert_nothing_is_lost(self) -> None:
        """Every line and bell to come is heard whole unless it was asked away, and once but for the closing."""
        whole = [
            each.step for each in self.timeline.events if self._is_fixed(each) and each.length == self._least(each)
        ]
        closing = self.script.parts.index(self.script.close)
        once = [ref for ref in whole if ref[0] != closing]
        assert len(once) == len(set(once))
        if not self.has_gone:
            assert {event.step for event in self.begun_with.events if self._is_fixed(event)} <= set(whole)

    def _take(self, after: Timeline, left: tuple[Timeline, int] | None = None) -> None:
        before, self.timeline = self.timeline, after
        assert all(event.length > 0 for event in after.events)
        told = min(self.at, before.length)
        assert heard(after, told) == heard(before, told)
        assert heard_breaths(after, told) == heard_breaths(before, told)
        self._assert_whole_breaths()
        self._assert_closing_comes(*(left or (before, self.at)))
        self._assert_in_order()
        self._assert_leasts()

    def _assert_leasts(self) -> None:
        """What hasn't begun has its least, but for a closing that is led to: it has no more."""
        ahead: dict[tuple[int, int], int] = {}
        for event in self.timeline.events:
            if event.at >= self.at and self._is_own(event):
                ahead[event.step] = ahead.get(event.step, 0) + event.length
        begun = {event.step for event in self.timeline.events if event.at < self.at and self._is_own(event)}
        for event in self.timeline.events:
            if event.step in ahead and event.step not in begun and event.step[1] >= 0:
                assert ahead[event.step] >= self._least(event)

    def _assert_whole_breaths(self) -> None:
        for event in self.timeline.events:
            if event.kind is EventKind.BREATH and event.end not in self.cuts:
                assert sum(breath.length for breath in event.breaths) == event.length
                assert event.breaths

    def _assert_closing_comes(self, before: Timeline, left_at: int) -> None:
        """Every word and strike of the closing is still to come, but for those behind which the sitting was left."""
        index = self.script.parts.index(self.script.close)
        slots = slots_of(self.script, [index], self.wishes)
        wanted = [slot.ref for slot in slots if isinstance(slot.step, Speech | Bell)]
        here = before.event_at(left_at)
        if here.script == self.script.id and here.step[0] == slots[0].ref[0]:
            wanted = [ref for ref in wanted if ref > here.step]
        found = [event.step for event in self.timeline.events if event.step in wanted and self._is_own(event)]
        assert found[len(found) - len(wanted) :] == wanted

    def _assert_in_order(self) -> None:
        """What is still to come stands in the order of the script, each step once."""
        refs: list[tuple[int, int]] = []
        for event in self.timeline.events:
            if event.at >= self.at and self._is_own(event) and (not refs or refs[-1] != event.step):
                refs.append(event.step)
        assert len(refs) == len(set(refs)), "a step comes twice"
        owners = [self._owner(ref[0]) for ref in refs]
        assert owners == sorted(owners)

    def _owner(self, index: int) -> int:
        slug = self.script.parts[index].slug
        return next((i for i, part in enumerate(self.script.parts) if part.gentler == slug), index)

    def _is_own(self, event: Event) -> bool:
        return event.script == self.script.id

    def _present_step(self) -> tuple[int, int]:
        return self.timeline.event_at(self.at).step

    def _later_parts(self) -> set[str]:
        """Return the parts that begin behind the event that sounds now, and behind a rest no author wrote."""
        now = self.timeline.event_at(self.at)
        later = [event for event in self.timeline.events if event.at > self.at and self._is_own(event)]
        steps = {event.step for event in later if (event.script, event.step) != (now.script, now.step)}
        return {self.script.parts[self._owner(step[0])].slug for step in steps}

    def _is_fixed(self, event: Event) -> bool:
        """Whether it is a line or a bell of its own, and not one within a silence."""
        if event.kind not in {EventKind.SPEECH, EventKind.BELL} or not self._is_own(event):
            return False
        return isinstance(self._slot(event).step, Speech | Bell)

    def _least(self, event: Event) -> int:
        return self._slot(event).span.least

    def _slot(self, event: Event) -> Slot:
        wishes = Wishes(self.wishes.spoken, self.wishes.rhythm)
        return next(slot for slot in slots_of(self.script, [event.step[0]], wishes) if slot.ref == event.step)
