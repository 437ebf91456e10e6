"""What a person may ask of the running sitting.

Owns when each command has a meaning, and that it takes hold unheard. What it does to the sitting is the layout's, and
what time does is the running sitting's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from practice_tui.domain.quantities import SAMPLE_RATE, Frames, length_words, seconds
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Command, NotNow, Stage, step
from practice_tui.engine import events as facts
from practice_tui.engine.running import RunningSitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.engine.hearing import Outputs
    from practice_tui.engine.layout import Plan
    from practice_tui.engine.ports import SittingSound, StayAwake
    from practice_tui.engine.recorder import Recorder

    _Change = TypeVar("_Change")

REACH = Frames(SAMPLE_RATE // 10)
"""How far ahead of what is rendered a change takes hold, in frames, so that it can still be swapped in unheard."""


class SessionPlayer(RunningSitting):
    """Plays one plan. Commands take effect at once; what they did is told by the next `poll`."""

    def __init__(
        self, plan: Plan, sound: SittingSound, outputs: Outputs, recorder: Recorder, awake: StayAwake | None = None
    ) -> None:
        super().__init__(plan, sound, outputs, recorder, awake)
        self._changed_at = Frames(0)

    def pause(self) -> None:
        """Stand still."""
        if self._may(Command.PAUSE):
            self._sound.pause()
            self._tell(facts.Paused(self.position))

    def resume(self) -> None:
        """Go on."""
        if self._may(Command.RESUME):
            self._sound.resume()
            self._tell(facts.Resumed(self.position))

    def change_length(self, minutes: int) -> None:
        """Make the sitting longer, or shorter where `minutes` is negative; what remains is laid out anew."""

        def told(at: Frames, is_as_wished: bool) -> facts.Fact:
            remaining = length_words(self.timeline.length - at)
            note = "" if is_as_wished else f"the words that remain need {remaining}"
            return facts.LengthChanged(at, self.timeline.length, note)

        if self._may(Command.CHANGE_LENGTH):
            self._lay_out(lambda at: self._layout.change_length(at, minutes), told)

    def skip(self) -> None:
        """Leave the present part; its time goes to the silences ahead."""
        if self._may(Command.SKIP):
            self._lay_out(self._layout.skip_part, lambda at, part: facts.PartSkipped(at, part.name))

    def take_gentler(self) -> None:
        """Take the gentler alternative of the present part, where it has one."""
        if self._may(Command.TAKE_GENTLER):
            self._lay_out(self._layout.take_gentler, lambda at, part: facts.PartChosen(at, part.name))

    def next_line(self) -> None:
        """Go to the next line of a finished recording."""
        self._go_to_line(self._layout.next_line)

    def previous_line(self) -> None:
        """Go back to the line that is spoken, or to the one before where it has just begun."""
        self._go_to_line(self._layout.previous_line)

    def go_to(self, cue: str) -> None:
        """Go to the line of a finished recording that is called `cue`; the first by that name."""
        self._go_to_line(lambda at: self._layout.go_to_cue(at, cue))

    def _go_to_line(self, go: Callable[[Frames], str]) -> None:
        if not self.plan.script.header.recording:
            self._refuse("only finished recordings have lines to go to; s skips a part")
        elif self._may(Command.GO_TO_LINE):
            self._lay_out(go, facts.LineChosen)

    def steady(self) -> None:
        """Go to steady ground at once; the sitting waits."""
        if self.plan.steadying is None:
            self._refuse("this is steady ground")
        elif self._may(Command.STEADY):
            self._lay_out(self._layout.go_to_steady_ground, lambda at, _: facts.SteadyingBegan(at), goes_on=True)

    def return_(self) -> None:
        """Go back from steady ground to where the sitting was left."""
        if self._may(Command.RETURN):
            self._lay_out(self._layout.return_, lambda at, _: facts.Returned(at), goes_on=True)

    def close_gently(self) -> None:
        """Go to the closing words at the next silence; in overtime, end."""
        self._catch_up()
        if self.session.stage is Stage.OVERTIME:
            self._end(Ending.FINISHED)
        elif self._may(Command.CLOSE_GENTLY):
            self._lay_out(self._layout.close_gently, lambda at, _: facts.ClosingBegan(at), goes_on=True)

    def stop(self) -> None:
        """End at once and keep the minutes."""
        self._catch_up()
        if self.session.stage not in {Stage.READY, Stage.ENDED}:
            past_the_end = self.session.stage is Stage.OVERTIME
            stopped = self._recorder.ending_when_stopped(seconds(self.position))
            self._end(Ending.FINISHED if past_the_end else stopped)

    def attune(self, tune: Callable[[SittingSound], None]) -> None:
        """Have `tune` change how it sounds from now on; nothing of the plan changes."""
        tune(self._sound)
        self._sound.load(self.timeline)

    def _may(self, command: Command) -> bool:
        """Return whether the command has a meaning now; what happened before it is told first."""
        self._catch_up()
        try:
            self.session = step(self.session, command)
        except NotNow as refusal:
            self._refuse(str(refusal))
            return False
        return True

    def _lay_out(
        self,
        change: Callable[[Frames], _Change],
        told: Callable[[Frames, _Change], facts.Fact],
        *,
        goes_on: bool = False,
    ) -> None:
        """Have `change` lay out what comes behind the frame it is given, and let that be heard.

        It takes hold ahead of what is rendered, and never before an earlier change did.

        Args:
            change: refuses by `NotNow`, and then all stays as it is.
            told: makes the fact of the present frame and of what `change` returned.
            goes_on: whether what stood still moves again.
        """
        at = Frames(max(self._sound.position + REACH, self.position + REACH, self._changed_at))
        try:
            changed = change(at)
        except NotNow as refusal:
            self._refuse(str(refusal))
            return
        self._changed_at = at
        self._sound.load(self.timeline)
        if goes_on:
            self._sound.resume()
        self._tell(told(self.position, changed))
