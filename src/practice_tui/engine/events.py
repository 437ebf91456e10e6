"""Facts of a running sitting, in the past tense. `frame` is always where on the timeline it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.timeline import Event


class Began(NamedTuple):
    """The sitting has begun; `output` says through what."""

    frame: Frames
    output: str


class EventStarted(NamedTuple):
    """An event of the timeline has begun: a passage, a pause, a bell, a paced stretch, time to write."""

    frame: Frames
    event: Event


class BellStruck(NamedTuple):
    """An interval bell was struck; `voice` names it. It takes nothing of the timeline."""

    frame: Frames
    voice: str


class CareGiven(NamedTuple):
    """A word of care belongs to what comes: a pattern that holds the breath."""

    frame: Frames
    words: str


class Paused(NamedTuple):
    """The person paused."""

    frame: Frames


class Resumed(NamedTuple):
    """The person went on."""

    frame: Frames


class Interrupted(NamedTuple):
    """Nothing was heard for `seconds`: the machine slept, or sound stood still. It counts as nothing."""

    frame: Frames
    seconds: float


class LengthChanged(NamedTuple):
    """The sitting is now `length` frames long; `note` says so where it isn't what was asked."""

    frame: Frames
    length: Frames
    note: str = ""


class PartSkipped(NamedTuple):
    """A part was left."""

    frame: Frames
    part: str


class LineChosen(NamedTuple):
    """The person went to another line of a finished recording; `cue` names it."""

    frame: Frames
    cue: str


class PartChosen(NamedTuple):
    """The gentler alternative of a part was taken."""

    frame: Frames
    part: str


class SteadyingBegan(NamedTuple):
    """Steady ground was asked for; the sitting waits."""

    frame: Frames


class ChoiceOffered(NamedTuple):
    """Steady ground has been spoken; the person may return to the sitting, or end."""

    frame: Frames


class Returned(NamedTuple):
    """The person returned from steady ground to the sitting."""

    frame: Frames


class ClosingBegan(NamedTuple):
    """A gentle end was asked for; the closing words follow at the next silence."""

    frame: Frames


class OvertimeBegan(NamedTuple):
    """The planned length is sat; the time goes on counting until the person ends it."""

    frame: Frames


class OutputChanged(NamedTuple):
    """Sound was lost and the sitting went on through another output; `note` says so in one line."""

    frame: Frames
    output: str
    note: str


class Refused(NamedTuple):
    """A command that had no effect; `note` says why, kindly."""

    frame: Frames
    note: str


class SessionEnded(NamedTuple):
    """The sitting has ended. `saved` is whether its record is on disk; if not, `note` says what to do."""

    frame: Frames
    record: SessionRecord
    saved: bool
    note: str = ""


Fact: TypeAlias = (
    Began
    | EventStarted
    | BellStruck
    | CareGiven
    | Paused
    | Resumed
    | Interrupted
    | LengthChanged
    | PartSkipped
    | LineChosen
    | PartChosen
    | SteadyingBegan
    | ChoiceOffered
    | Returned
    | ClosingBegan
    | OvertimeBegan
    | OutputChanged
    | Refused
    | SessionEnded
)
"""Everything `SessionPlayer.poll` can return."""
