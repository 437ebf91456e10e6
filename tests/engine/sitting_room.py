"""A room in which one sitting is played by hand, and what can be told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tests.engine.fakes import HandClock, HandOutput, HandSound, MemoryJournal, MemoryStore

from practice_tui.compiler.assemble import compile_open, compile_timeline
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.parser import parse
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE
from practice_tui.engine import events as facts
from practice_tui.engine.hearing import Outputs
from practice_tui.engine.layout import Plan
from practice_tui.engine.player import SessionPlayer
from practice_tui.engine.recorder import Origin, Recorder

if TYPE_CHECKING:
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Event, Timeline
    from practice_tui.engine.ports import AudioOutput

SECOND = SAMPLE_RATE
ORIGIN = Origin("evening", "org.example.pack", "1.2", "abc123", "app", 4, "care-1")
F = TypeVar("F")

EVENING = """\
Title: Evening settling
Length: 5m to 45m
Home: 10m
# Arriving
[bell]
{arrive} Sit in a way that is easy. Let the hands rest.
[pause 20s+]
# Breathing (gentler: sounds)
{breathe} Let us breathe together.
[breathe in 4 out 6 for 1m to 3m]
# Sounds
{sounds} Hear what there is to hear.
[pause 30s+]
# Body (from 15m)
{feet} Bring attention to the soles of the feet. [pause 30s+ x2]
# Looking (skippable)
{look} Look at what is in front of you. [pause 30s+]
# Closing (close)
{close} Hear the room again. [pause 10s]
[bell x3]
"""
SILENT_SIT = """\
Title: Silent sitting
Length: 10s to 180m
Kind: timer
# Sitting
[bell]
[pause 1s+]
# End (close)
[bell]
"""
GROUND = """\
Title: Steady ground
Length: 1m to 10m
Home: 2m
# Eyes open
{open} Open your eyes.
[pause 1s+]
# Feet
{feet} Press your feet down.
[pause 2s+]
# What next (close)
{next} You can go back, end gently, or stop.
[pause 1s+]
"""


def script(text: str, script_id: str) -> Script:
    reading = parse(text, script_id)
    assert reading.script is not None, reading.diagnostics
    return reading.script


STEADYING = compile_timeline(script(GROUND, "steadying"), 2 * MINUTE, Wishes(no_voice))


class Room:
    """One sitting with its output, clock, journal and store. Time passes in `sit` alone."""

    def __init__(
        self,
        text: str = EVENING,
        minutes: float | None = 10,
        *,
        has_overtime: bool = False,
        has_ground: bool = True,
        output: HandOutput | None = None,
        practice: Script | None = None,
    ) -> None:
        practice = practice or script(text, "evening")
        wishes = Wishes(no_voice)
        if minutes is None:
            timeline = compile_open(practice, wishes)
        else:
            timeline = compile_timeline(practice, round(minutes * MINUTE), wishes)
        plan = Plan(practice, timeline, wishes, STEADYING if has_ground else None, has_overtime=has_overtime)
        self.clock, self.sound = HandClock(), HandSound()
        self.journal, self.store = MemoryJournal(), MemoryStore()
        self.output = output or HandOutput()
        self.silent: HandOutput | None = None
        self.note = ""
        self.recorder = Recorder(self.journal, self.store, self.clock, ORIGIN)
        self.player = SessionPlayer(plan, self.sound, Outputs(self._wished, self._silent), self.recorder)
        self.told: list[facts.Fact] = []

    def _wished(self) -> tuple[AudioOutput, str]:
        return self.output, self.note

    def _silent(self) -> AudioOutput:
        self.silent = HandOutput("silent")
        return self.silent

    @property
    def playing(self) -> HandOutput:
        return self.silent or self.output

    @property
    def timeline(self) -> Timeline:
        return self.player.timeline

    def begin(self) -> Room:
        self.player.start()
        self.poll()
        return self

    def sit(self, seconds: float, *, polls: int = 1) -> list[facts.Fact]:
        """Let time pass, looking now and then; return what is told of it."""
        told: list[facts.Fact] = []
        frames = round(seconds * SECOND)
        for number in range(polls):
            step = frames * (number + 1) // polls - frames * number // polls
            self.playing.move(step)
            self.clock.move(step / SECOND)
            told += self.poll()
        return told

    def sit_until(self, frame: int) -> list[facts.Fact]:
        return self.sit((frame - self.player.position) / SECOND)

    def sit_to_cue(self, cue: str, seconds: float = 0) -> list[facts.Fact]:
        """Sit until `seconds` behind the beginning of a passage that is still to come."""
        at = next(event.at for event in self.timeline.events if event.cue == cue and event.at >= self.player.position)
        return self.sit_until(at + round(seconds * SECOND))

    def poll(self) -> list[facts.Fact]:
        told = self.player.poll()
        self.told += told
        return told

    def all_of(self, kind: type[F]) -> list[F]:
        return [fact for fact in self.told if isinstance(fact, kind)]

    def only(self, kind: type[F]) -> F:
        found = self.all_of(kind)
        assert len(found) == 1, self.told
        return found[0]

    def only_told(self, kind: type[F]) -> F:
        """Return the one fact of a kind that is told now."""
        found = [fact for fact in self.poll() if isinstance(fact, kind)]
        assert len(found) == 1, self.told
        return found[0]

    def heard_cues(self) -> list[str]:
        return [fact.event.cue for fact in self.all_of(facts.EventStarted) if fact.event.cue]

    def heard_events(self) -> list[Event]:
        return [fact.event for fact in self.all_of(facts.EventStarted)]


def shape(event: Event) -> Event:
    """Return an event without its length, which may be changed while it lasts."""
    return replace(event, length=type(event.length)(0), breaths=(), is_open=False)
