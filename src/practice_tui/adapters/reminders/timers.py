"""Which of the system's own timers this machine has: the one that `practice remind install` sets up.

Owns the order in which they are tried, and that never two of them tick. On Linux a systemd user timer, else cron; on
macOS a LaunchAgent; on Windows a task of the Task Scheduler. The last two are written from their documentation and
untried.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.own_program import own_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.adapters.files.places import Places
    from practice_tui.engine.prompts import SystemTimer, TimerFile


def this_system(places: Places) -> SystemTimer | None:
    """Return this machine's timer: what is set up here is taken away by it, and one at most is left by installing it.

    None where the system has none that would run: then prompts come only while the app is open.
    """
    return best_of(list(known_timers(places)))


def best_of(timers: Sequence[SystemTimer]) -> SystemTimer | None:
    """Return the first usable timer, or else one that is set up all the same; the others are taken care of with it."""
    chosen = next((timer for timer in timers if timer.usable()), None)
    chosen = chosen or next((timer for timer in timers if timer.program() is not None), None)
    if chosen is None:
        return None
    return OneOfSeveral(chosen, [timer for timer in timers if timer is not chosen])


def known_timers(places: Places) -> Iterator[SystemTimer]:
    """Yield the timers there may be on this platform, the best first, whether usable or not."""
    program = own_program()
    if sys.platform == "darwin":
        from practice_tui.adapters.reminders.launchd import LaunchdTimer  # noqa: PLC0415 - one platform's own

        yield LaunchdTimer(program, Path.home() / "Library" / "LaunchAgents")
    elif sys.platform == "win32":
        from practice_tui.adapters.reminders.schtasks import TaskSchedulerTimer  # noqa: PLC0415

        yield TaskSchedulerTimer(program, places.state / "reminder-task.xml")
    else:
        from practice_tui.adapters.reminders.cron import CronTimer  # noqa: PLC0415
        from practice_tui.adapters.reminders.systemd import SystemdTimer, unit_folder  # noqa: PLC0415

        yield SystemdTimer(program, unit_folder())
        yield CronTimer(program)


class OneOfSeveral:
    """A timer that stands for all of a platform: the others are taken away with it. Implements SystemTimer."""

    def __init__(self, chosen: SystemTimer, others: Sequence[SystemTimer]) -> None:
        self._chosen = chosen
        self._others = others

    @property
    def name(self) -> str:
        """What people call the chosen one."""
        return self._chosen.name

    def usable(self) -> bool:
        """Return whether this machine has the chosen one."""
        return self._chosen.usable()

    def files(self) -> Sequence[TimerFile]:
        """Return what `install` would write."""
        return self._chosen.files()

    def commands(self) -> Sequence[Sequence[str]]:
        """Return the commands `install` would run."""
        return self._chosen.commands()

    def install(self) -> None:
        """Set up the chosen one; another that was set up in other days goes.

        Raises:
            TimerRefused: the system wouldn't.
        """
        self._chosen.install()
        for other in self._others:
            if other.program() is not None:
                other.uninstall()

    def uninstall(self) -> bool:
        """Take away whichever there is; return whether there was any.

        Raises:
            TimerRefused: the system wouldn't let go of one.
        """
        found = [timer.uninstall() for timer in (self._chosen, *self._others) if timer.program() is not None]
        return self._chosen.uninstall() or any(found)

    def program(self) -> Path | None:
        """Return the program that the installed one starts, or None where none is installed."""
        programs = (timer.program() for timer in (self._chosen, *self._others))
        return next((program for program in programs if program is not None), None)
