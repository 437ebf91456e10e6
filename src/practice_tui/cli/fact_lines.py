"""The words of a plain sitting: one line for each thing that happens.

Owns what is said and what is passed over: a cue is said when it begins, a bell and a long silence too; breaths are
told once, at the beginning of their stretch, so that a voice reading the lines aloud leaves room to breathe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames, clock_words, frames, length_words
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts

if TYPE_CHECKING:
    from practice_tui.domain.script import BreathPattern, Script
    from practice_tui.domain.timeline import Event, Timeline

LONG_SILENCE = MINUTE
"""A silence of at least this length is announced, in frames."""

KEYS = "keys: space pause, + - a minute, s skip, l gentler, g steady ground, r return, e end gently, q stop"
"""The one line of help, shown where there is a keyboard."""


KEYS_OF_A_RECORDING = f"{KEYS}, n next line, p line before"
"""The same for a finished recording."""


def opening(script: Script, timeline: Timeline, output: str) -> str:
    """Return the line a sitting begins with."""
    length = "until you end it" if timeline.is_open else length_words(timeline.length)
    return f"{script.header.title}, {length}; sound: {output}"


def saved(script: Script, seconds: float) -> str:
    """Return the line a sitting ends with once its record is on disk."""
    return f"saved: {clock_words(frames(seconds))} of {script.header.title}"


def line_of(fact: facts.Fact, total: Frames) -> str:
    """Return what there is to say of a fact, or an empty text; `total` is the whole sitting, in frames."""
    match fact:
        case facts.EventStarted(event=event):
            return _event_line(event)
        case facts.BellStruck(voice=voice):
            return f"({_name_of_bell(voice)})"
        case facts.LengthChanged(frame=frame, length=length, note=note):
            return f"({length_words(length)} in all, {_left(frame, length)}{'; ' if note else ''}{note})"
        case facts.Returned(frame=frame):
            return f"(back in the sitting; {_left(frame, total)})"
        case facts.OutputChanged(note=note) | facts.Refused(note=note) | facts.CareGiven(words=note):
            return f"({note})"
        case _:
            return _brief_line(fact)


def _brief_line(fact: facts.Fact) -> str:
    if isinstance(fact, facts.PartSkipped):
        return f"({fact.part} is left out; its time goes to the silences ahead)"
    if isinstance(fact, facts.Interrupted):
        return f"(the sitting stood still for {clock_words(frames(fact.seconds))}; that time isn't counted)"
    return _ALWAYS_THE_SAME.get(type(fact), "")


_ALWAYS_THE_SAME: dict[type[facts.Fact], str] = {
    facts.Paused: "(paused; space goes on)",
    facts.Resumed: "(going on)",
    facts.PartChosen: "(the gentler way through this part)",
    facts.SteadyingBegan: "(steady ground; the sitting waits, r returns to it)",
    facts.ChoiceOffered: "(r returns to the sitting, e ends gently, q stops)",
    facts.ClosingBegan: "(the closing words follow)",
    facts.OvertimeBegan: "(the planned time is sat; it goes on counting until e or q ends it)",
}


def _left(frame: int, length: int) -> str:
    return f"{clock_words(max(0, length - frame))} left"


def _event_line(event: Event) -> str:
    match event.kind:
        case EventKind.SPEECH:
            return event.text
        case EventKind.BELL:
            return _bell(event)
        case EventKind.BREATH:
            return f"({_breathing(event)}, for {clock_words(event.length)})"
        case EventKind.WRITE:
            return f"({clock_words(event.length)} to write)"
        case EventKind.PAUSE:
            if event.is_open:
                return "(silence until you end it)"
            return f"({clock_words(event.length)} of silence)" if event.length >= LONG_SILENCE else ""


def _bell(event: Event) -> str:
    name = _name_of_bell(event.voice)
    return f"({name}, {event.strikes} times)" if event.strikes > 1 else f"({name})"


def _name_of_bell(voice: str) -> str:
    from practice_tui.domain.bells import bell_words  # noqa: PLC0415 - loaded by then: a script was read

    return bell_words(voice)


def _breathing(event: Event) -> str:
    first, last = event.breaths[0], event.breaths[-1]
    if first == last:
        return f"breathing {_pattern(first)}"
    return f"breathing {_pattern(first)} at first, easing to {_pattern(last)}"


def _pattern(breath: BreathPattern) -> str:
    phases = (
        ("in for", breath.inhale),
        ("held for", breath.hold),
        ("out for", breath.exhale),
        ("resting for", breath.rest),
    )
    return ", ".join(f"{name} {round(length / SAMPLE_RATE, 1):g} s" for name, length in phases if length)
