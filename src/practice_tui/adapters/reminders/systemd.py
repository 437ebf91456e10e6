"""A systemd user timer: two small unit files in the person's own folder, and `systemctl --user`.

Owns the text of the units and how anything is written into them. The timer has no memory of missed ticks
(``Persistent=``): the next one comes within five minutes, and nothing of it stays behind on the disk.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.system_commands import run, run_or_refuse
from practice_tui.adapters.reminders.unit_words import unit_word, unit_words
from practice_tui.domain.errors import TimerRefused
from practice_tui.engine.prompts import TimerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.reminders.own_program import OwnProgram
    from practice_tui.adapters.reminders.system_commands import Runs

UNIT = "practice-remind"
_ENV = "/usr/bin/env"
"""Starts a program whose path has what systemd takes in arguments only."""

_NOT_IN_PATHS = re.compile(r"[\"'\\\x00-\x1f\x7f]")
_SERVICE, _TIMER = f"{UNIT}.service", f"{UNIT}.timer"

_SERVICE_TEXT = """\
# Written by `practice remind install`; `practice remind uninstall` takes it away.
[Unit]
Description=Practice: is a prompt due?

[Service]
Type=oneshot
{environment}ExecStart={command}
# What waits for an answer to a notification outlives the tick.
KillMode=process
StandardOutput=null
TimeoutStartSec=60
"""

_TIMER_TEXT = """\
# Written by `practice remind install`; `practice remind uninstall` takes it away.
[Unit]
Description=Practice: prompts while the app is closed

[Timer]
OnCalendar=*:0/5
AccuracySec=30s

[Install]
WantedBy=timers.target
"""


def unit_folder() -> Path:
    """Return where systemd looks for a person's own units."""
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "systemd" / "user"


class SystemdTimer:
    """Implements SystemTimer."""

    name = "systemd user timer"

    def __init__(self, program: OwnProgram, folder: Path, run_it: Runs = run) -> None:
        """Take what the timer starts, the folder of the person's units, and how commands are run."""
        self._program = program
        self._folder = folder
        self._run = run_it

    def usable(self) -> bool:
        """Return whether this person's systemd manager answers."""
        if shutil.which("systemctl") is None:
            return False
        return self._run(["systemctl", "--user", "show", "--property=Version"]).code == 0

    def files(self) -> Sequence[TimerFile]:
        """Return the two units.

        Raises:
            TimerRefused: a path that no unit file can hold.
        """
        environment = "".join(
            f"Environment={unit_word(f'{name}={value}')}\n" for name, value in self._program.environment
        )
        path, *arguments = self._program.called_with("remind", "tick")
        if _NOT_IN_PATHS.search(path):
            path, arguments = _ENV, [path, *arguments]
        # A dollar sign stands for a variable in arguments, and for itself in the path of the program.
        command = " ".join([unit_word(path), *(unit_word(argument).replace("$", "$$") for argument in arguments)])
        return (
            TimerFile(self._folder / _SERVICE, _SERVICE_TEXT.format(environment=environment, command=command)),
            TimerFile(self._folder / _TIMER, _TIMER_TEXT),
        )

    def commands(self) -> Sequence[Sequence[str]]:
        """Return what makes systemd read the units and start the timer."""
        return (("systemctl", "--user", "daemon-reload"), ("systemctl", "--user", "enable", "--now", _TIMER))

    def install(self) -> None:
        """Write the units where they differ, and start the timer.

        Raises:
            TimerRefused: systemd wouldn't; the units are gone again.
        """
        try:
            for file in self.files():
                _write_if_new(file)
            for command in self.commands():
                run_or_refuse(self._run, command)
        except (OSError, TimerRefused) as problem:
            self._remove()
            raise TimerRefused(
                f"systemd would not take the timer ({problem}); its files are removed again; "
                f"prompts come while the app is open"
            ) from problem

    def uninstall(self) -> bool:
        """Stop the timer and remove the units.

        Raises:
            TimerRefused: a file can't be removed.
        """
        if not any(self._there()):
            return False
        try:
            self._remove()
        except OSError as problem:
            left = ", ".join(str(path) for path in self._there())
            raise TimerRefused(f"the timer's files can't be removed ({problem.strerror}); delete {left}") from problem
        return True

    def program(self) -> Path | None:
        """Return what the installed service starts, or None where the timer isn't there or isn't enabled."""
        try:
            text = (self._folder / _SERVICE).read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
        if not self._wanted.is_symlink() or not (self._folder / _TIMER).is_file():
            return None
        command = next((line for line in text.splitlines() if line.startswith("ExecStart=")), "")
        words = unit_words(command.removeprefix("ExecStart="))
        if words[:1] == [_ENV] and len(words) > 1:
            return Path(words[1].replace("$$", "$"))
        return Path(words[0]) if words else None

    @property
    def _wanted(self) -> Path:
        """The link by which systemd knows that the timer is enabled."""
        return self._folder / "timers.target.wants" / _TIMER

    def _there(self) -> list[Path]:
        paths = (self._folder / _SERVICE, self._folder / _TIMER, self._wanted)
        return [path for path in paths if path.is_symlink() or path.exists()]

    def _remove(self) -> None:
        """Take all of it away, also where no manager answers: without its files there is no timer."""
        self._run(["systemctl", "--user", "disable", "--now", _TIMER])
        for path in self._there():
            path.unlink()
        for folder in (self._wanted.parent, self._folder, self._folder.parent):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        self._run(["systemctl", "--user", "daemon-reload"])


def _write_if_new(file: TimerFile) -> None:
    if file.path.is_file() and file.path.read_bytes() == file.text.encode():
        return
    file.path.parent.mkdir(parents=True, exist_ok=True)
    draft = file.path.with_name(file.path.name + ".new")
    draft.write_text(file.text, encoding="utf-8")
    draft.replace(file.path)
