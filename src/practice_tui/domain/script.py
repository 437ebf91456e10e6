"""A guided practice as its author wrote it.

Owns the shape of a script: a header, parts, and steps in each part. Every node knows the line and column it was written
at. Lengths are whole frames. Nothing here knows how a script is read or how long a sitting will be.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from practice_tui.domain.quantities import SAMPLE_RATE, Frames

KINDS = (
    "present-moment",
    "analytical",
    "stabilising",
    "imagery",
    "pacer",
    "micro",
    "writing",
    "timer",
)
"""The kinds of practice. Ash et al. (2021) distinguish stabilising, analytical and present-moment; the rest is ours."""

LEVELS = ("starting", "settled", "experienced")
"""For whom a practice is meant."""

BELLS = ("bowl", "low", "small", "high", "hand")
"""The bells a script can name; the first is meant where none is named."""

USUAL_BREATHS_A_MINUTE = Fraction(12)
"""Where `my rhythm` begins as long as the person has tapped none."""


class Position(NamedTuple):
    """A place in a text; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """How long something elastic may be, and its share of what is left over.

    Attributes:
        least: its shortest length.
        most: its top, or None where it is open.
        weight: its share beside others.
    """

    least: Frames
    most: Frames | None
    weight: int = 1

    @property
    def is_fixed(self) -> bool:
        """Whether it has one length only."""
        return self.most == self.least


@dataclass(frozen=True, slots=True)
class Speech:
    """A passage that is spoken, or read on the screen in the same time."""

    at: Position
    cue: str
    text: str
    named: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence."""

    at: Position
    span: Span


@dataclass(frozen=True, slots=True)
class Bell:
    """One strike or several, three seconds of the timeline each."""

    at: Position
    voice: str = BELLS[0]
    strikes: int = 1


@dataclass(frozen=True, slots=True)
class Silence:
    """A longer silence, broken at equal intervals by a quiet line or a strike where the author wishes it."""

    at: Position
    span: Span
    every: Frames | None = None
    reminder: Speech | Bell | None = None


@dataclass(frozen=True, slots=True)
class BreathPattern:
    """One breath: its four phases, in frames; a phase of no length is left out."""

    inhale: Frames
    hold: Frames
    exhale: Frames
    rest: Frames

    @property
    def length(self) -> Frames:
        """The whole breath."""
        return Frames(self.inhale + self.hold + self.exhale + self.rest)

    @classmethod
    def at_rate(cls, breaths_a_minute: Fraction) -> BreathPattern:
        """Return a breath of that pace without holds, two fifths of it breathed in and three fifths out."""
        return cls.of_length(Frames(round(60 * SAMPLE_RATE / breaths_a_minute)))

    @classmethod
    def of_length(cls, length: Frames) -> BreathPattern:
        """Return a breath of that length without holds, two fifths of it breathed in and three fifths out."""
        inhale = length * 2 // 5
        return cls(Frames(inhale), Frames(0), Frames(length - inhale), Frames(0))

    def lasting(self, length: Frames) -> BreathPattern:
        """Return the same breath slower or faster, `length` frames long."""
        if self == BreathPattern.of_length(self.length):
            return BreathPattern.of_length(length)
        inhale, hold, rest = (Frames(length * each // self.length) for each in (self.inhale, self.hold, self.rest))
        return BreathPattern(inhale, hold, Frames(length - inhale - hold - rest), rest)


@dataclass(frozen=True, slots=True)
class Breath:
    """A paced stretch in whole breaths.

    Attributes:
        pattern: the breath it keeps, or the one it eases toward.
        eases: whether it begins at the person's own rhythm.
    """

    at: Position
    span: Span
    pattern: BreathPattern
    eases: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """Time to write."""

    at: Position
    span: Span


Step: TypeAlias = Speech | Pause | Bell | Silence | Breath | Writing
"""What a part is made of."""


@dataclass(frozen=True, slots=True)
class Part:
    """A named stage of a practice.

    Attributes:
        joins_from: the length of sitting from which this part belongs.
        closing: whether it is spoken when someone asks to end gently.
        gentler: the slug of the part that a person can choose instead.
    """

    at: Position
    name: str
    slug: str
    steps: tuple[Step, ...]
    joins_from: Frames = Frames(0)
    skippable: bool = False
    closing: bool = False
    gentler: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a script says of itself.

    Attributes:
        shortest, longest: the range of lengths it promises.
        home: the length offered first.
        voice_pace: spoken words a minute.
    """

    title: str
    shortest: Frames
    longest: Frames
    home: Frames
    summary: str = ""
    language: str = "en"
    kind: str = KINDS[0]
    level: str = LEVELS[0]
    skill: str = ""
    sources: str = ""
    cautions: str = ""
    gentler: str = ""
    voice_pace: int = 110
    licence: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A whole practice.

    Attributes:
        id: the file's name without its ending, under its pack's id where it isn't shipped.
        digest: SHA-256 of the text it was read from, as hex.
    """

    id: str
    header: Header
    parts: tuple[Part, ...]
    digest: str

    @property
    def close(self) -> Part:
        """The part that is spoken when someone asks to end gently: the marked one, else the last of the usual ones."""
        apart = self.alternatives
        usual = [part for part in self.parts if part.slug not in apart]
        return next((part for part in self.parts if part.closing), (usual or self.parts)[-1])

    @property
    def alternatives(self) -> frozenset[str]:
        """The slugs of the parts that are only played when they are chosen."""
        return frozenset(part.gentler for part in self.parts if part.gentler)

    def parts_for(self, total: int) -> tuple[int, ...]:
        """Return the indices of the parts that belong to a sitting of `total` frames, in order."""
        kept_apart = self.alternatives
        return tuple(
            index for index, part in enumerate(self.parts) if part.joins_from <= total and part.slug not in kept_apart
        )


def speeches(script: Script) -> list[Speech]:
    """Return every passage of a script that can be spoken, in the order of the text, reminders included."""
    found: list[Speech] = []
    for part in script.parts:
        for step in part.steps:
            if isinstance(step, Speech):
                found.append(step)
            elif isinstance(step, Silence) and isinstance(step.reminder, Speech):
                found.append(step.reminder)
    return found
