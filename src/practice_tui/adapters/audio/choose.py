"""Which output a sitting gets.

Owns the order: PortAudio, a program at the end of a pipe, silence. There is always an output; where it isn't the first
choice, one line says which it is and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.adapters.audio.feed import IN_SILENCE
from practice_tui.adapters.audio.pipe import PipeOutput
from practice_tui.adapters.audio.portaudio import PortAudioOutput
from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.domain.errors import BadInput, OutputLost
from practice_tui.engine.ports import AudioOutput

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.engine.ports import Clock

WISHES = ("auto", "portaudio", "pipe", "silent")
"""What can be wished for."""


class CheckedOutput(AudioOutput, Protocol):
    """An output that can tell before it is started whether it could be."""

    def check(self) -> None:
        """Make sure that it can be opened.

        Raises:
            OutputLost: it can't.
        """


class Makers(NamedTuple):
    """How the outputs are made that need something of the system; each is given a clock and a device."""

    portaudio: Callable[[Clock, str], CheckedOutput] = PortAudioOutput
    pipe: Callable[[Clock, str], CheckedOutput] = PipeOutput


_MAKERS = Makers()


def open_output(wish: str, device: str, clock: Clock, makers: Makers = _MAKERS) -> tuple[AudioOutput, str]:
    """Return an output that is ready to start, and one line where it is not what was wished for first, else ``""``.

    A device that is named has to be there, unless any output will do: then the system's own choice is taken.

    Raises:
        BadInput: there is no such wish.
    """
    if wish not in WISHES:
        raise BadInput(f"there is no output {wish!r}; choose from {', '.join(WISHES)}")
    if wish == "silent":
        return SilentOutput(clock), ""
    try:
        if wish == "portaudio":
            return _ready(makers.portaudio(clock, device)), ""
        if wish == "pipe":
            return _ready(makers.pipe(clock, device)), ""
        return _any_output(device, clock, makers)
    except OutputLost as problem:
        return SilentOutput(clock), f"{problem}; {IN_SILENCE}"


def _any_output(device: str, clock: Clock, makers: Makers) -> tuple[AudioOutput, str]:
    try:
        return _ready(makers.portaudio(clock, device)), ""
    except OutputLost as problem:
        reason = str(problem)
    if device:
        try:
            output = _ready(makers.portaudio(clock, ""))
        except OutputLost as problem:
            reason = str(problem)
        else:
            return output, f"{reason}; sound goes through {output.name} instead"
    output = makers.pipe(clock, "")
    try:
        return _ready(output), f"{reason}; sound goes through {output.name} instead"
    except OutputLost:
        raise OutputLost(reason) from None


def _ready(output: CheckedOutput) -> CheckedOutput:
    output.check()
    return output
