"""What the engine asks of local voices, and the lines it wants from them.

Owns the protocols of one voice and of the lines it has spoken, and the order in which the length of a line is looked
for. How words become sound is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.domain.script import speeches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script, Speech


class Line(NamedTuple):
    """Words to be spoken, and how.

    Attributes:
        text: the words as they were written.
        language: such as ``en``.
        words_a_minute: the pace of the whole line, breaths included.
    """

    text: str
    language: str
    words_a_minute: int


class Timbre(NamedTuple):
    """What is done to the sound of a voice to make it pleasant.

    Attributes:
        lowered: by how much pitch and resonance are lowered, as a factor; 1 leaves them.
        softened: whether its buzz is replaced by breath in the upper range, for voices made from pulses.
        tone: points of a curve, hertz and decibels, by which its sound differs from what is pleasant; see `shaping`.
    """

    lowered: float = 1.0
    softened: bool = False
    tone: tuple[tuple[int, float], ...] = ()


class Voice(Protocol):
    """One voice of one speech engine on this machine."""

    @property
    def name(self) -> str:
        """What people call it: the engine, a colon and the engine's own name, such as ``flite:slt``."""

    @property
    def language(self) -> str:
        """The language it speaks, such as ``en-GB``, or an empty text where that isn't known."""

    @property
    def timbre(self) -> Timbre:
        """How its sound is treated."""

    @property
    def version(self) -> str:
        """What tells this voice from an earlier one of the same name, such as its file's size; may be empty."""

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        """Write `words` as a WAV file.

        Args:
            words: one phrase, prepared: letters, digits, apostrophes, hyphens, spaces and ``. , ; : ? !`` only.
            words_a_minute: the pace while speaking, without breaths.
            into: the file to be; its folder is private to this call, and others may be made in it.

        Raises:
            VoiceFailed: the engine is gone, hangs, crashes, or writes too much or nothing.
        """


class Wanted(NamedTuple):
    """A speech engine that isn't here, or could be better.

    Attributes:
        engine: its name.
        what: what to get, in a sentence.
    """

    engine: str
    what: str


class VoiceShelf(Protocol):
    """The voices of this machine."""

    def voices(self) -> Sequence[Voice]:
        """Return every voice that can speak here, the most natural first."""

    def voice(self, name: str) -> Voice:
        """Return a voice by its name; an engine's name alone stands for its first voice.

        Raises:
            NotFound: there is none; the nearest is named.
        """

    def wanted(self) -> Sequence[Wanted]:
        """Return what would have to be installed for more or better voices."""


class SpokenLines(Protocol):
    """Lines that a local voice has spoken."""

    def ensure(self, lines: Iterable[Line], progress: Progress | None = None) -> Sequence[str]:
        """Have every line spoken that isn't yet; return what went wrong, a sentence a line.

        A line that fails is read instead; nothing is raised for it.
        """

    def sound(self, line: Line) -> Path | None:
        """Return the file with the sound of a line, or None where it hasn't been spoken."""

    def length(self, line: Line) -> Frames | None:
        """Return how long the sound of a line is, or None where it hasn't been spoken."""


class Progress(Protocol):
    """Is told how far a long work has come; raising from it ends the work."""

    def __call__(self, done: int, of: int, /) -> None:
        """Hear that `done` steps `of` all are done."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while a local voice speaks lines ahead, or recordings are made ready.

    Attributes:
        progress: is told how many of the lines are there.
        trouble: is told what went wrong, a sentence at a time; such lines are read instead.
    """

    progress: Progress | None = None
    trouble: Callable[[str], None] | None = None


def line_of(script: Script, speech: Speech) -> Line:
    """Return a passage of a script as a line for a voice."""
    return Line(speech.text, script.header.language, script.header.voice_pace)


def unrecorded(script: Script, recorded: SpokenLengths) -> list[Line]:
    """Return the lines of a script that have no recording, in the order of the text, each once."""
    return list(dict.fromkeys(line_of(script, each) for each in speeches(script) if recorded(each) is None))


def spoken_ahead(
    script: Script, recorded: SpokenLengths, lines: SpokenLines, listener: Listener | None
) -> SpokenLengths:
    """Have the local voice speak what has no recording, and return the lengths of both; see `with_voice`."""
    told = listener or Listener()
    for trouble in lines.ensure(unrecorded(script, recorded), told.progress):
        if told.trouble is not None:
            told.trouble(trouble)
    return with_voice(script, recorded, lines)


def with_voice(script: Script, recorded: SpokenLengths, lines: SpokenLines) -> SpokenLengths:
    """Return an answer for every passage: its recording's length, else that of its line in the local voice."""
    return _first(recorded, lambda speech, /: lines.length(line_of(script, speech)))


def _first(*sources: Callable[[Speech], Frames | None]) -> SpokenLengths:
    def length(speech: Speech, /) -> Frames | None:
        return next((found for source in sources if (found := source(speech)) is not None), None)

    return length


def speaks(voice: Voice, language: str) -> bool:
    """Return whether a voice may be used for a language; one that doesn't say is trusted with any."""
    return not voice.language or _base(voice.language) == _base(language)


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
