"""A prompt on its way to the person, and what carries it there.

Owns the protocols of what delivers prompts, of what ticks (the app's own ticker, and the system's timer while the app
is closed), and of what keeps reminders. When a prompt is due is `practice_tui.domain.due`'s to say; what these
protocols stand for is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from practice_tui.domain.due import Noted
    from practice_tui.domain.reminder import Reminder

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt whose time has come.

    Attributes:
        reminder: the id of its reminder.
        practice: the id of the practice it offers.
        title: the practice's title, clean text. It is for the app's own screen: prompts show on locked ones too, and
            whether the practice may be named there is decided in `words`.
        seconds: the length that is offered, in whole seconds.
        day: the practice day it belongs to.
        words: what is shown, one line of clean text; discreet where the person hasn't chosen otherwise.
    """

    reminder: str
    practice: str
    title: str
    seconds: int
    day: date
    words: str


class Reach(NamedTuple):
    """Whether a channel will really reach the person, for `doctor`: what was found, and how to mend it."""

    ok: bool
    detail: str
    mend: str = ""


class Notifier(Protocol):
    """One way of reaching the person."""

    @property
    def name(self) -> str:
        """What it is called in output, such as ``desktop`` or ``terminal``."""

    def deliver(self, prompt: Prompt) -> bool:
        """Show a prompt; return whether it was taken. Never raises, never waits longer than two seconds."""

    def reach(self) -> Reach:
        """Say whether it would reach the person, and why not. Never raises."""


class TimerFile(NamedTuple):
    """A file that a timer of the system is made of, with the text that would be in it."""

    path: Path
    text: str


class SystemTimer(Protocol):
    """The platform's own timer, which runs ``practice remind tick`` every five minutes while the app is closed."""

    @property
    def name(self) -> str:
        """What people call it, such as ``systemd user timer`` or ``cron``."""

    def usable(self) -> bool:
        """Return whether this machine has it."""

    def files(self) -> Sequence[TimerFile]:
        """Return what `install` would write, to be shown before."""

    def commands(self) -> Sequence[Sequence[str]]:
        """Return the commands `install` would run, each as its arguments, to be shown before."""

    def install(self) -> None:
        """Set it up; doing it again changes nothing but what is outdated.

        Raises:
            TimerRefused: the system wouldn't; what was written for it is taken away again.
        """

    def uninstall(self) -> bool:
        """Take away all of it; return whether there was anything.

        Raises:
            TimerRefused: the system wouldn't let go of it; what is left is named.
        """

    def program(self) -> Path | None:
        """Return the program the installed timer starts, or None where none is installed."""


class Ticker(Protocol):
    """What asks again and again, while the app is open, whether a prompt is due."""

    def start(self, tick: Callable[[], _Found], heard: Callable[[_Found], None]) -> None:
        """Begin, inside the running event loop: once now, then about every half minute.

        Args:
            tick: called in a thread of its own, never twice at once; it may read files.
            heard: called on the loop with what `tick` returned. A tick that failed is noted in the log and not heard.
        """

    def stop(self) -> None:
        """End; nothing is heard any more. Can be called twice, and without a `start`."""


class ReminderKeeper(Protocol):
    """Where reminders are kept, and what this device noted of their prompts."""

    def reminders(self) -> Sequence[Reminder]:
        """Return every reminder, in the order in which they were made.

        Raises:
            PracticeError: they can't be read.
        """

    def keep(self, reminders: Sequence[Reminder]) -> None:
        """Put these reminders in the place of all; only within `alone`.

        Raises:
            NotSaved: they could not be written; those of before are as they were.
        """

    def notes(self) -> Sequence[Noted]:
        """Return what was noted of prompts, at most one note for a reminder, day and number."""

    def note(self, notes: Sequence[Noted]) -> None:
        """Keep further notes, each in the place of the one for the same prompt; only within `alone`.

        Raises:
            NotSaved: they could not be written; those of before are as they were.
        """

    def forget(self, reminder_id: str) -> None:
        """Let go of every note of a reminder; only within `alone`.

        Raises:
            NotSaved: it could not be written.
        """

    def alone(self) -> AbstractContextManager[object]:
        """Keep other processes and threads from changing anything within.

        Raises:
            NotSaved: somebody else has kept us out for too long.
        """
