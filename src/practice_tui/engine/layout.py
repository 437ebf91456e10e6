"""How a running sitting is laid out.

Owns the plan and its timeline, and what a person did to it on the way: the length asked for last, parts left out,
gentler ways taken, the place left for steady ground. It refuses what the practice has no room for; whether the moment
allows a change, and that it is heard, is the player's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice_tui.compiler import relay, seeking
from practice_tui.domain.interval_bells import with_interval_bells
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.session import NotNow
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet
    from typing import TypeAlias

    from practice_tui.compiler.slots import Wishes
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.script import Part, Script
    from practice_tui.domain.timeline import Timeline

    FindLine: TypeAlias = Callable[[Script, Timeline, int, AbstractSet[str]], tuple[int, int] | None]
    """Finds a line by part and step, at a frame of the timeline and without the parts that were left out."""

PATIENCE = Frames(10 * MINUTE)
"""How long steady ground waits for a choice before it leads to the closing, in frames."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be sat.

    Attributes:
        script, timeline, wishes: the practice and how it is laid out.
        steadying: steady ground, ready to be gone to; None in the practice that is steady ground itself.
        bells: interval bells; they lie on `timeline` already and are laid over whatever it becomes.
        has_overtime: whether time goes on counting past the end until the person ends it.
    """

    script: Script
    timeline: Timeline
    wishes: Wishes
    steadying: Timeline | None
    has_overtime: bool = False
    bells: IntervalBells | None = None


class Layout:
    """One plan on its way. Each change lays out anew what comes behind the frame `at`, or says why it can't.

    Attributes:
        plan: what the sitting began with.
        timeline: what it is laid out to be now.
        planned: the length that was asked for last, in frames; None where there is no planned end.
        offered_at: the frame at which the words of steady ground have been spoken, where it has been gone to.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.timeline = plan.timeline
        self.planned = None if plan.timeline.is_open else plan.timeline.length
        self.offered_at = Frames(0)
        self._wishes = plan.wishes
        self._left_out: frozenset[str] = frozenset()
        self._left: tuple[Timeline, Frames] | None = None

    def part_at(self, at: Frames) -> Part | None:
        """Return the part of the practice that holds the frame; None on steady ground."""
        if self.timeline.event_at(at).script != self.plan.script.id:
            return None
        return relay.part_at(self.plan.script, self.timeline, at)

    def change_length(self, at: Frames, minutes: int) -> bool:
        """Make the whole longer, or shorter where `minutes` is negative; return whether it has that length now.

        It is longer where the words that remain need more.

        Raises:
            NotNow: there is no planned end, or it is reached, or nothing ahead can stretch.
        """
        length = self.timeline.length
        if self.planned is None:
            raise NotNow("this sitting has no planned end; it ends when you end it")
        if at >= length:
            raise NotNow("the sitting is at its end")
        wished = length + minutes * MINUTE
        changed = self._relaid(relay.change_length, at, wished)
        if minutes > 0 and changed.length <= length:
            raise NotNow("nothing ahead in this recording can stretch; it goes on as it is")
        self._take(changed, at)
        self.planned = Frames(self.planned + self.timeline.length - length)
        return self.timeline.length <= wished

    def skip_part(self, at: Frames) -> Part:
        """Leave the present part and return it; its time goes to the silences ahead.

        Raises:
            NotNow: there is no other part to go to.
        """
        script = self.plan.script
        part = relay.part_at(script, self.timeline, at)
        if not script.has_closing:
            raise NotNow("this recording is in one piece; there is no part to skip")
        if part is script.close:
            raise NotNow("these are the closing words")
        self._take(self._relaid(relay.skip_part, at), at)
        self._left_out |= {part.slug}
        return part

    def take_gentler(self, at: Frames) -> Part:
        """Take the gentler alternative of the present part and return it.

        Raises:
            NotNow: the part has none, or it is taken already.
        """
        script = self.plan.script
        part = relay.part_at(script, self.timeline, at)
        if part.gentler is None or part.gentler in self._wishes.gentler:
            raise NotNow("there is no gentler way here; s skips, g brings steady ground")
        self._wishes = replace(self._wishes, gentler=self._wishes.gentler | {part.gentler})
        self._left_out -= {part.slug}
        self._take(self._relaid(relay.take_gentler, at), at)
        return next(each for each in script.parts if each.slug == part.gentler)

    def next_line(self, at: Frames) -> str:
        """Go to the next line and return its cue.

        Raises:
            NotNow: there is none.
        """
        return self._go_to(at, seeking.line_ahead, "this is the last line")

    def previous_line(self, at: Frames) -> str:
        """Go back to the line that is spoken, or to the one before where it has just begun; return its cue.

        Raises:
            NotNow: there is none.
        """
        return self._go_to(at, seeking.line_behind, "there is no line to go back to")

    def go_to_cue(self, at: Frames, cue: str) -> str:
        """Go to the first line that is called `cue` and return that.

        Raises:
            NotNow: none is called so.
        """

        def named(script: Script, *_: object) -> tuple[int, int] | None:
            return next((ref for ref, line in seeking.lines(script).items() if line.cue == cue), None)

        return self._go_to(at, named, f"there is no line {one_line(cue)[:40]!r}")

    def go_to_steady_ground(self, at: Frames) -> None:
        """Go to steady ground, and remember the place."""
        ground = self.plan.steadying
        assert ground is not None, "steady ground itself has none to go to"
        self._left = (self.timeline, at)
        timeline, self.offered_at = relay.steady(self.plan.script, self.timeline, at, ground, PATIENCE, self._wishes)
        self._take(timeline, at)

    def return_(self, at: Frames) -> None:
        """Go back from steady ground to where the sitting was left."""
        assert self._left is not None, "whoever is on steady ground has left a sitting"
        before, left_at = self._left
        timeline = relay.resume_after(
            self.plan.script, before, left_at, self.timeline, at, self._wishes, left_out=self._left_out
        )
        self._take(timeline, at)

    def close_gently(self, at: Frames) -> None:
        """Go to the closing words at the next silence."""
        self._take(relay.close_gently(self.plan.script, self.timeline, at, self._wishes), at)

    def _go_to(self, at: Frames, find: FindLine, otherwise: str) -> str:
        """Go to the line that is found; `otherwise` says that there is none. What is passed over was not sat."""
        script = self.plan.script
        ref = find(script, self.timeline, at, self._left_out) if at < self.timeline.length else None
        if ref is None:
            raise NotNow(otherwise)
        self._left_out -= {script.parts[ref[0]].slug}
        self._take(self._relaid(seeking.go_to, at, ref, planned=self.plan.timeline), at)
        return seeking.lines(script)[ref].cue

    def _relaid(self, way: Callable[..., Timeline], at: Frames, *to: object, **how: object) -> Timeline:
        return way(self.plan.script, self.timeline, at, *to, self._wishes, left_out=self._left_out, **how)

    def _take(self, timeline: Timeline, at: Frames) -> None:
        if self.plan.bells is not None:
            timeline = with_interval_bells(timeline, self.plan.bells, heard=self.timeline.strikes, since=at)
        self.timeline = timeline
