"""A LaunchAgent of the person's: one property list, and `launchctl`. Untried on a real system.

Owns the property list. Its twelve moments an hour are calendar moments, which launchd makes up for after sleep.
"""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.system_commands import run, run_or_refuse
from practice_tui.domain.errors import TimerRefused
from practice_tui.engine.prompts import TimerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.reminders.own_program import OwnProgram
    from practice_tui.adapters.reminders.system_commands import Runs

LABEL = "practice-tui.remind"
_EVERY_MINUTES = 5


class LaunchdTimer:
    """Implements SystemTimer."""

    name = "LaunchAgent"

    def __init__(self, program: OwnProgram, folder: Path, run_it: Runs = run) -> None:
        """Take what the agent starts, the person's folder of agents, and how commands are run."""
        self._program = program
        self._file = folder / f"{LABEL}.plist"
        self._run = run_it

    def usable(self) -> bool:
        """Return whether this is macOS with somebody logged in to it."""
        return sys.platform == "darwin" and self._run(("launchctl", "print", _session())).code == 0

    def files(self) -> Sequence[TimerFile]:
        """Return the property list."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(self._program.called_with("remind", "tick")),
            "EnvironmentVariables": dict(self._program.environment),
            "StartCalendarInterval": [{"Minute": minute} for minute in range(0, 60, _EVERY_MINUTES)],
            "ProcessType": "Background",
            "AbandonProcessGroup": True,  # what waits for an answer to a notification outlives the tick
            "StandardOutPath": os.devnull,
            "StandardErrorPath": os.devnull,
        }
        return (TimerFile(self._file, plistlib.dumps(agent).decode()),)

    def commands(self) -> Sequence[Sequence[str]]:
        """Return what makes launchd read the property list."""
        return (("launchctl", "bootstrap", _session(), str(self._file)),)

    def install(self) -> None:
        """Write the property list and load it, after unloading an older one.

        Raises:
            TimerRefused: launchd wouldn't; the property list is gone again.
        """
        try:
            file = self.files()[0]
            if self._is_current(file) and self._is_loaded():
                return
            file.path.parent.mkdir(parents=True, exist_ok=True)
            file.path.write_text(file.text, encoding="utf-8")
            if self._is_loaded():
                self._run(("launchctl", "bootout", f"{_session()}/{LABEL}"))
            for command in self.commands():
                run_or_refuse(self._run, command)
        except (OSError, TimerRefused) as problem:
            self._file.unlink(missing_ok=True)
            raise TimerRefused(
                f"macOS would not take the timer ({problem}); its file is removed again; "
                f"prompts come while the app is open"
            ) from problem

    def uninstall(self) -> bool:
        """Unload the agent and remove its property list.

        Raises:
            TimerRefused: it can't be removed.
        """
        if not self._file.exists() and not self._is_loaded():
            return False
        self._run(("launchctl", "bootout", f"{_session()}/{LABEL}"))
        try:
            self._file.unlink(missing_ok=True)
        except OSError as problem:
            raise TimerRefused(
                f"the timer's file can't be removed ({problem.strerror}); delete {self._file}"
            ) from problem
        return True

    def program(self) -> Path | None:
        """Return what the installed agent starts, or None where none is installed."""
        try:
            agent = plistlib.loads(self._file.read_bytes())
            return Path(agent["ProgramArguments"][0])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _is_current(self, file: TimerFile) -> bool:
        return file.path.is_file() and file.path.read_text(encoding="utf-8", errors="replace") == file.text

    def _is_loaded(self) -> bool:
        return self._run(("launchctl", "print", f"{_session()}/{LABEL}")).code == 0


def _session() -> str:
    """Return the name launchd has for the person's session; nobody's where users have no numbers."""
    return f"gui/{os.getuid() if hasattr(os, 'getuid') else 0}"
