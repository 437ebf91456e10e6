"""A guided practice as its author wrote it.

Owns the shape of a script: a header, parts, and steps in each part. Every node knows the line and column it was written
at. Lengths are whole frames. Nothing here knows how a script is read or how long a sitting will be.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from practice_tui.domain.bells import BELLS
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, length_words

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


class Excerpt(NamedTuple):
    """A stretch of the finished recording a script is made of.

    Attributes:
        start: its first frame in the recording.
        length: how long it is, in frames; it takes exactly that of the timeline, whether it is heard or read.
    """

    start: Frames
    length: Frames


@dataclass(frozen=True, slots=True)
class Speech:
    """A passage that is spoken, or read on the screen in the same time.

    Attributes:
        excerpt: where a finished recording says it; None where a script's words are spoken one passage at a time.
    """

    at: Position
    cue: str
    text: str
    named: bool
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence, or what a finished recording holds between two passages.

    Attributes:
        excerpt: where that lies in the recording; None for a silence that isn't recorded.
    """

    at: Position
    span: Span
    excerpt: Excerpt | None = None


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
        recording: the name of the finished recording the whole script is made of, or an empty text.
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
    recording: str = ""

    @property
    def has_one_length(self) -> bool:
        """Whether it can have a single length only."""
        return self.shortest == self.longest

    def length_meant(self, wished: int) -> Frames:
        """Return the length that is meant by `wished` frames.

        A recording hardly ever lasts whole seconds, and nobody types its frames: beyond its range, an end that is the
        same to the second is meant.
        """
        ends = (self.shortest, self.longest)
        if not self.recording or self.shortest <= wished <= self.longest:
            return Frames(wished)
        return next((end for end in ends if length_words(end) == length_words(wished)), Frames(wished))


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
    def has_closing(self) -> bool:
        """Whether there are closing words that can be gone to; a recording in one piece has none."""
        return not self.header.recording or len(self.parts) > 1

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
    """Return every passage of a script that is to be spoken, in the order of the text, reminders included.

    What a finished recording says isn't among them: it has been spoken.
    """
    found: list[Speech] = []
    for part in script.parts:
        for step in part.steps:
            if isinstance(step, Speech):
                found.extend([step] if step.excerpt is None else [])
            elif isinstance(step, Silence) and isinstance(step.reminder, Speech):
                found.append(step.reminder)
    return found
