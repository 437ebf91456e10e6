"""A prompt on its way to the person, and what carries it there.

Owns the protocols of what delivers prompts and of the system's own timer that ticks while the app is closed. When a
prompt is due is `practice_tui.domain.reminder`'s to say; what these protocols stand for is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt whose time has come.

    Attributes:
        reminder: the id of its reminder.
        practice: the id of the practice it offers.
        title: the practice's title, clean text.
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
