"""What may happen to a sitting, and when.

Owns the stages and the one function that moves between them. It knows nothing of sound or of time; what has come to
its end is told to it as a command of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from practice_tui.domain.errors import PracticeError


class Stage(Enum):
    """Where a sitting is."""

    READY = auto()
    GUIDED = auto()
    STEADYING = auto()
    OFFERED = auto()  # steady ground has been spoken; return, or end?
    CLOSING = auto()
    OVERTIME = auto()
    ENDED = auto()


class Command(Enum):
    """What a person can ask of a sitting, and what time does to it."""

    BEGIN = auto()
    PAUSE = auto()
    RESUME = auto()
    CHANGE_LENGTH = auto()
    SKIP = auto()
    GO_TO_LINE = auto()
    TAKE_GENTLER = auto()
    STEADY = auto()
    OFFER_CHOICE = auto()  # by time
    RETURN = auto()
    CLOSE_GENTLY = auto()
    PASS_THE_END = auto()  # by time
    END = auto()


class NotNow(PracticeError):
    """A command that has no meaning at this stage, or no room in what is sat. Its text says so kindly."""


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one sitting.

    Attributes:
        stage: where it is.
        is_paused: whether it stands still.
        came_from: the stage steady ground was asked from.
    """

    stage: Stage = Stage.READY
    is_paused: bool = False
    came_from: Stage = Stage.GUIDED

    @property
    def is_running(self) -> bool:
        """Whether time is being sat."""
        return self.stage not in {Stage.READY, Stage.ENDED} and not self.is_paused


_AWAKE = frozenset({Stage.GUIDED, Stage.STEADYING, Stage.OFFERED, Stage.CLOSING, Stage.OVERTIME})

_MOVES: dict[Command, tuple[frozenset[Stage], Stage | None, str]] = {
    Command.BEGIN: (frozenset({Stage.READY}), Stage.GUIDED, "this sitting has begun already"),
    Command.PAUSE: (_AWAKE, None, "there is nothing to pause"),
    Command.RESUME: (_AWAKE, None, "there is nothing to resume"),
    Command.CHANGE_LENGTH: (frozenset({Stage.GUIDED}), None, "the length stays as it is now"),
    Command.SKIP: (frozenset({Stage.GUIDED}), None, "there is nothing to skip here"),
    Command.GO_TO_LINE: (frozenset({Stage.GUIDED}), None, "there is no other line to go to here"),
    Command.TAKE_GENTLER: (frozenset({Stage.GUIDED}), None, "there is no gentler way here"),
    Command.STEADY: (
        frozenset({Stage.GUIDED, Stage.CLOSING, Stage.OVERTIME}),
        Stage.STEADYING,
        "you are on steady ground already",
    ),
    Command.OFFER_CHOICE: (frozenset({Stage.STEADYING}), Stage.OFFERED, "there is nothing to choose"),
    Command.RETURN: (frozenset({Stage.STEADYING, Stage.OFFERED}), None, "the sitting goes on already"),
    Command.CLOSE_GENTLY: (
        frozenset({Stage.GUIDED, Stage.STEADYING, Stage.OFFERED}),
        Stage.CLOSING,
        "the sitting is closing already",
    ),
    Command.PASS_THE_END: (frozenset({Stage.GUIDED}), Stage.OVERTIME, "the sitting isn't at its end"),
    Command.END: (_AWAKE, Stage.ENDED, "this sitting has ended already"),
}
_GOES_ON = frozenset({Command.STEADY, Command.RETURN, Command.CLOSE_GENTLY, Command.RESUME, Command.END})


def step(session: Session, command: Command) -> Session:
    """Return the state after `command`.

    Raises:
        NotNow: the command has no meaning at this stage.
    """
    allowed, following, refusal = _MOVES[command]
    if session.stage not in allowed:
        raise NotNow(refusal)
    if command is Command.PAUSE and session.is_paused:
        raise NotNow("the sitting is paused already")
    if command is Command.RESUME and not session.is_paused:
        raise NotNow("the sitting isn't paused")
    stage = following or session.stage
    if command is Command.RETURN:
        stage = session.came_from
    is_paused = command is Command.PAUSE or (session.is_paused and command not in _GOES_ON)
    came_from = session.stage if command is Command.STEADY else session.came_from
    return replace(session, stage=stage, is_paused=is_paused, came_from=came_from)
