"""The running sitting, as time moves it.

Owns its beginning and end, the outputs it is heard through, and the facts that come of it. What has been heard is its
only time: `poll` asks the output and returns every fact since the last poll with its exact frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import Frames, seconds
from practice_tui.domain.record import Ending
from practice_tui.domain.session import Command, Session, Stage, step
from practice_tui.engine import events as facts
from practice_tui.engine.hearing import Hearing
from practice_tui.engine.layout import Layout
from practice_tui.engine.pacing import word_of_care

if TYPE_CHECKING:
    from practice_tui.domain.script import Part
    from practice_tui.domain.timeline import Event, Moment, Timeline
    from practice_tui.engine.hearing import Outputs
    from practice_tui.engine.layout import Plan
    from practice_tui.engine.ports import SittingSound, StayAwake
    from practice_tui.engine.recorder import Recorder


class RunningSitting:
    """One plan that is heard from its first frame to its end. It is read at any time, and changed by `SessionPlayer`.

    Attributes:
        plan: what it began with.
        session: the stage it is at.
    """

    def __init__(
        self, plan: Plan, sound: SittingSound, outputs: Outputs, recorder: Recorder, awake: StayAwake | None = None
    ) -> None:
        self.plan = plan
        self.session = Session()
        self._layout = Layout(plan)
        self._sound = sound
        self._hearing = Hearing(sound, outputs)
        self._recorder = recorder
        self._awake = awake
        self._facts: list[facts.Fact] = []
        self._told = -1

    @property
    def timeline(self) -> Timeline:
        """What the sitting is laid out to be now."""
        return self._layout.timeline

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
        planned = self._layout.planned
        return None if planned is None else seconds(planned)

    @property
    def present(self) -> Event:
        """The event that holds the present frame."""
        return self.timeline.event_at(self.position)

    @property
    def part(self) -> Part | None:
        """The part that is being sat; None on steady ground."""
        return self._layout.part_at(self.position)

    def breath(self) -> Moment | None:
        """Return where the paced breath is at this instant of hearing, or None where none is paced."""
        return self.timeline.breath_at(self._hearing.heard(self.position))

    @property
    def is_over(self) -> bool:
        """Whether the sitting has ended; the last bell may still ring."""
        return self.session.stage is Stage.ENDED

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
        offered_at = self._layout.offered_at
        if self.session.stage is Stage.STEADYING and heard >= offered_at:
            self._tell_events(offered_at)
            self.session = step(self.session, Command.OFFER_CHOICE)
            self._tell(facts.ChoiceOffered(offered_at))
        self._tell_events(heard)
        loss = self._hearing.take_loss()
        if loss is not None:
            self._tell(loss)
        if heard >= end:
            self._reach_end(end)
        if self.session.stage is not Stage.ENDED:
            is_paused = self.session.is_paused
            gap = self._recorder.heartbeat(seconds(self.position), self.planned_seconds, is_paused=is_paused)
            if gap:
                self._tell(facts.Interrupted(self.position, gap))

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
        if ending in {Ending.STOPPED, Ending.INTERRUPTED}:
            self.release()
        self._tell(facts.SessionEnded(self.position, record, saved, note))

    def _refuse(self, note: str) -> None:
        self._facts.append(facts.Refused(self.position, note))

    def _tell(self, fact: facts.Fact) -> None:
        self._facts.append(fact)
        if self.session.stage is not Stage.ENDED:
            self._recorder.note(type(fact).__name__, seconds(self.position), self.planned_seconds)
