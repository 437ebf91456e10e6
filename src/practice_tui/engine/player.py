"""The running sitting.

Owns the timeline that is played, what the person asks of it, and the facts that come of it. What has been heard is its
only time: `poll` asks the output and returns every fact since the last poll with its exact frame.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice_tui.compiler import relay
from practice_tui.domain.interval_bells import with_interval_bells
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames, length_words, seconds
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Command, NotNow, Session, Stage, step
from practice_tui.engine import events as facts
from practice_tui.engine.hearing import Hearing
from practice_tui.engine.pacing import word_of_care

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.compiler.slots import Wishes
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.script import Part, Script
    from practice_tui.domain.timeline import Event, Moment, Timeline
    from practice_tui.engine.hearing import Outputs
    from practice_tui.engine.ports import SittingSound, StayAwake
    from practice_tui.engine.recorder import Recorder

REACH = Frames(SAMPLE_RATE // 10)
"""How far ahead of what is rendered a change takes hold, in frames, so that it can still be swapped in unheard."""

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


class SessionPlayer:
    """Plays one plan. Commands take effect at once; what they did is told by the next `poll`."""

    def __init__(
        self, plan: Plan, sound: SittingSound, outputs: Outputs, recorder: Recorder, awake: StayAwake | None = None
    ) -> None:
        self.plan = plan
        self.timeline = plan.timeline
        self.session = Session()
        self._wishes = plan.wishes
        self._sound = sound
        self._hearing = Hearing(sound, outputs)
        self._recorder = recorder
        self._awake = awake
        self._facts: list[facts.Fact] = []
        self._told = -1
        self._planned = None if plan.timeline.is_open else plan.timeline.length
        self._left_out: frozenset[str] = frozenset()
        self._left: tuple[Timeline, Frames] | None = None
        self._offered_at = Frames(0)
        self._changed_at = Frames(0)

    # What a screen may read at any time.

    @property
    def position(self) -> Frames:
        """The frame that was heard last, within the timeline or past it in overtime."""
        return Frames(max(0, self._told))

    @property
    def remaining(self) -> Frames | None:
        """What is left of the planned length, in frames; None where the sitting is open-ended."""
        return None if self.timeline.is_open else Frames(max(0, self.timeline.length - self.position))

    @property
    def planned_seconds(self) -> float | None:
        """The length that was asked for last; steady ground and a gentle end aren't asked for as lengths."""
        return None if self._planned is None else seconds(self._planned)

    @property
    def present(self) -> Event:
        """The event that holds the present frame."""
        return self.timeline.event_at(self.position)

    @property
    def part(self) -> Part | None:
        """The part that is being sat; None on steady ground."""
        if self.present.script != self.plan.script.id:
            return None
        return relay.part_at(self.plan.script, self.timeline, self.position)

    def breath(self) -> Moment | None:
        """Return where the paced breath is at this instant of hearing, or None where none is paced."""
        return self.timeline.breath_at(self._hearing.heard(self.position))

    @property
    def is_over(self) -> bool:
        """Whether the sitting has ended; the last bell may still ring."""
        return self.session.stage is Stage.ENDED

    # What a person may ask.

    def start(self) -> None:
        """Open the journal, then the output, and begin.

        Raises:
            AlreadySitting: another sitting runs on this machine.
        """
        begun = step(self.session, Command.BEGIN)
        warning = self._recorder.begin(self.planned_seconds)
        self.session = begun
        if self._awake is not None:
            self._awake.hold()
        self._sound.load(self.timeline)
        output, note = self._hearing.open()
        self._facts.append(facts.Began(Frames(0), output))
        if note:
            self._facts.append(facts.OutputChanged(Frames(0), output, note))
        if warning:
            self._facts.append(facts.Refused(Frames(0), warning))
        if words := word_of_care(self.timeline):
            self._facts.append(facts.CareGiven(Frames(0), words))

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
        if not self._may(Command.CHANGE_LENGTH):
            return
        at, length = self._reach(), self.timeline.length
        if self._planned is None:
            self._refuse("this sitting has no planned end; it ends when you end it")
        elif at >= length:
            self._refuse("the sitting is at its end")
        else:
            wished = length + minutes * MINUTE
            self._swap(self._relaid(relay.change_length, at, wished), at)
            self._planned = Frames(self._planned + self.timeline.length - length)
            note = ""
            if self.timeline.length > wished:
                note = f"the words that remain need {length_words(self.timeline.length - self.position)}"
            self._tell(facts.LengthChanged(self.position, self.timeline.length, note))

    def skip(self) -> None:
        """Leave the present part; its time goes to the silences ahead."""
        if not self._may(Command.SKIP):
            return
        at = self._reach()
        part = relay.part_at(self.plan.script, self.timeline, at)
        if part is self.plan.script.close:
            self._refuse("these are the closing words")
        else:
            self._swap(self._relaid(relay.skip_part, at), at)
            self._left_out |= {part.slug}
            self._tell(facts.PartSkipped(self.position, part.name))

    def take_gentler(self) -> None:
        """Take the gentler alternative of the present part, where it has one."""
        if not self._may(Command.TAKE_GENTLER):
            return
        at = self._reach()
        part = relay.part_at(self.plan.script, self.timeline, at)
        gentler = part.gentler
        if gentler is None or gentler in self._wishes.gentler:
            self._refuse("there is no gentler way here; s skips, g brings steady ground")
        else:
            self._wishes = replace(self._wishes, gentler=self._wishes.gentler | {gentler})
            self._left_out -= {part.slug}
            self._swap(self._relaid(relay.take_gentler, at), at)
            name = next(each.name for each in self.plan.script.parts if each.slug == gentler)
            self._tell(facts.PartChosen(self.position, name))

    def steady(self) -> None:
        """Go to steady ground at once; the sitting waits."""
        ground = self.plan.steadying
        if ground is None:
            self._refuse("this is steady ground")
        elif self._may(Command.STEADY):
            at = self._reach()
            self._left = (self.timeline, at)
            timeline, self._offered_at = relay.steady(
                self.plan.script, self.timeline, at, ground, PATIENCE, self._wishes
            )
            self._swap(timeline, at)
            self._sound.resume()
            self._tell(facts.SteadyingBegan(self.position))

    def return_(self) -> None:
        """Go back from steady ground to where the sitting was left."""
        if self._may(Command.RETURN):
            assert self._left is not None, "whoever is on steady ground has left a sitting"
            (before, left_at), at = self._left, self._reach()
            timeline = relay.resume_after(
                self.plan.script, before, left_at, self.timeline, at, self._wishes, left_out=self._left_out
            )
            self._swap(timeline, at)
            self._sound.resume()
            self._tell(facts.Returned(self.position))

    def close_gently(self) -> None:
        """Go to the closing words at the next silence; in overtime, end."""
        self._catch_up()
        if self.session.stage is Stage.OVERTIME:
            self._end(Ending.FINISHED)
        elif self._may(Command.CLOSE_GENTLY):
            at = self._reach()
            self._swap(relay.close_gently(self.plan.script, self.timeline, at, self._wishes), at)
            self._sound.resume()
            self._tell(facts.ClosingBegan(self.position))

    def stop(self) -> None:
        """End at once and keep the minutes."""
        self._catch_up()
        if self.session.stage not in {Stage.READY, Stage.ENDED}:
            past_the_end = self.session.stage is Stage.OVERTIME
            self._end(Ending.FINISHED if past_the_end else Ending.STOPPED)

    # What time does.

    def poll(self) -> list[facts.Fact]:
        """Return every fact since the last poll, in order."""
        self._catch_up()
        told, self._facts = self._facts, []
        return told

    def ringing(self) -> bool:
        """Return whether the last bell can still be heard; lets go of the output as soon as it can't."""
        still = self._hearing.is_sounding(self.timeline.length + self._sound.ring_out_frames())
        if not still:
            self.release()
        return still

    def release(self) -> None:
        """Let go of the output and of what was loaded. Can be called twice."""
        self._hearing.release()
        self._let_sleep()

    def _let_sleep(self) -> None:
        if self._awake is not None:
            self._awake.release()

    def _catch_up(self) -> None:
        """Tell everything up to what is heard now, before anything else happens."""
        if self.session.stage not in {Stage.READY, Stage.ENDED}:
            self._advance(self._hearing.heard(self.position))

    def _advance(self, heard: Frames) -> None:
        end = self.timeline.length
        if self.session.stage is Stage.STEADYING and heard >= self._offered_at:
            self._tell_events(self._offered_at)
            self.session = step(self.session, Command.OFFER_CHOICE)
            self._tell(facts.ChoiceOffered(self._offered_at))
        self._tell_events(heard)
        loss = self._hearing.take_loss()
        if loss is not None:
            self._tell(loss)
        if heard >= end:
            self._reach_end(end)
        if self.session.stage is not Stage.ENDED:
            self._recorder.heartbeat(seconds(self.position), self.planned_seconds)

    def _tell_events(self, heard: int) -> None:
        end = self.timeline.length
        due = self._told + 1, min(heard, end) + 1
        begun: list[facts.Fact] = [facts.EventStarted(each.at, each) for each in self.timeline.events_between(*due)]
        struck = [facts.BellStruck(each.at, each.voice) for each in self.timeline.strikes_between(*due)]
        self._facts.extend(sorted([*begun, *struck], key=lambda fact: fact.frame))
        self._told = max(self._told, heard if self._counts_past_end() else min(heard, end))

    def _counts_past_end(self) -> bool:
        return self.plan.has_overtime and self.session.stage in {Stage.GUIDED, Stage.OVERTIME}

    def _reach_end(self, end: Frames) -> None:
        if self.session.stage is Stage.OVERTIME:
            return
        if self._counts_past_end():
            self.session = step(self.session, Command.PASS_THE_END)
            self._tell(facts.OvertimeBegan(end))
        else:
            self._end(Ending.FINISHED if self.session.stage is Stage.GUIDED else Ending.ENDED_GENTLY)

    def _end(self, ending: Ending) -> None:
        self.session = step(self.session, Command.END)
        record, saved, note = self._recorder.end(ending, seconds(self.position), self.planned_seconds)
        self._let_sleep()
        if ending is Ending.STOPPED:
            self.release()
        self._tell(facts.SessionEnded(self.position, record, saved, note))

    def _may(self, command: Command) -> bool:
        """Return whether the command has a meaning now; what happened before it is told first."""
        self._catch_up()
        try:
            self.session = step(self.session, command)
        except NotNow as refusal:
            self._refuse(str(refusal))
            return False
        return True

    def _refuse(self, note: str) -> None:
        self._facts.append(facts.Refused(self.position, note))

    def _tell(self, fact: facts.Fact) -> None:
        self._facts.append(fact)
        if self.session.stage is not Stage.ENDED:
            self._recorder.note(type(fact).__name__, seconds(self.position), self.planned_seconds)

    def _reach(self) -> Frames:
        """Return the frame at which a change made now takes hold, never before an earlier change did."""
        return Frames(max(self._sound.position + REACH, self.position + REACH, self._changed_at))

    def _relaid(self, way: Callable[..., Timeline], at: Frames, *total: int) -> Timeline:
        return way(self.plan.script, self.timeline, at, *total, self._wishes, left_out=self._left_out)

    def _swap(self, timeline: Timeline, at: Frames) -> None:
        if self.plan.bells is not None:
            timeline = with_interval_bells(timeline, self.plan.bells, heard=self.timeline.strikes, since=at)
        self.timeline = timeline
        self._changed_at = at
        self._sound.load(timeline)
