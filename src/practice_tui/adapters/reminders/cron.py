"""A line in the person's crontab, for systems without a systemd manager for each person.

Owns the lines between its two markers, and no other: the rest of the crontab stays as it is, byte for byte.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from shlex import quote, split
from typing import TYPE_CHECKING

from practice_tui.adapters.reminders.system_commands import run, run_or_refuse
from practice_tui.domain.errors import TimerRefused
from practice_tui.engine.prompts import TimerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.reminders.own_program import OwnProgram
    from practice_tui.adapters.reminders.system_commands import Runs

BEGIN = b"# practice: prompts while the app is closed (practice remind uninstall takes these lines away)\n"
END = b"# practice: end\n"

_WHEN = "*/5 * * * *"
_NOWHERE = ">/dev/null 2>&1"
"""Whatever a tick prints would be sent by mail, every five minutes."""

_SESSION = ("XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY")
"""Where the person's desktop is: cron starts programs without knowing of it."""

_DAEMONS = {"cron", "crond", "fcron", "dcron"}


class CronTimer:
    """Implements SystemTimer."""

    name = "cron"

    def __init__(
        self,
        program: OwnProgram,
        run_it: Runs = run,
        processes: Path = Path("/proc"),
        pid_files: Path = Path("/run"),
    ) -> None:
        """Take what the line starts, how commands are run, and the two places where a running cron shows."""
        self._program = program
        self._run = run_it
        self._processes = processes
        self._pid_files = pid_files

    def usable(self) -> bool:
        """Return whether there is a crontab of the person's, and cron runs to read it."""
        if shutil.which("crontab") is None or not self._is_running():
            return False
        try:
            self._table()
        except TimerRefused:
            return False
        return True

    def files(self) -> Sequence[TimerFile]:
        """Return the lines that are added; the path is what they are added to, by its name.

        Raises:
            TimerRefused: a path that no crontab can hold.
        """
        return (TimerFile(Path("crontab"), self._lines().decode(errors="surrogateescape")),)

    def commands(self) -> Sequence[Sequence[str]]:
        """Return the command that takes the new crontab."""
        return (("crontab", "-"),)

    def install(self) -> None:
        """Add the lines behind the person's own, or bring them up to date.

        Raises:
            TimerRefused: cron wouldn't take them, and left the crontab as it was.
        """
        before = self._table()
        others = _without_ours(before)
        after = others + (b"" if not others or others.endswith(b"\n") else b"\n") + self._lines()
        if after != before:
            run_or_refuse(self._run, ("crontab", "-"), after)

    def uninstall(self) -> bool:
        """Take the lines away; a crontab that held nothing else goes with them.

        Raises:
            TimerRefused: cron wouldn't.
        """
        if shutil.which("crontab") is None:
            return False
        before = self._table()
        others = _without_ours(before)
        if others == before:
            return False
        if others:
            run_or_refuse(self._run, ("crontab", "-"), others)
        else:
            run_or_refuse(self._run, ("crontab", "-r"))
        return True

    def program(self) -> Path | None:
        """Return what the installed line starts, or None where there is none."""
        if shutil.which("crontab") is None:
            return None
        try:
            table = self._table()
            _without_ours(table)
        except TimerRefused:
            return None
        if BEGIN not in table:
            return None
        ours = table.partition(BEGIN)[2].partition(END)[0].decode(errors="surrogateescape")
        return _started_by(ours)

    def _table(self) -> bytes:
        """Return the crontab as it is; empty where the person has none.

        Raises:
            TimerRefused: the person may not have one.
        """
        answer = self._run(("crontab", "-l"))
        if answer.code == 0:
            return answer.out
        if b"no crontab for" in answer.err:
            return b""
        raise TimerRefused(f"crontab -l failed: {answer.complaint}; nothing was changed")

    def _lines(self) -> bytes:
        here = tuple((name, os.environ[name]) for name in _SESSION if os.environ.get(name))
        variables = [f"{name}={value}" for name, value in (*self._program.environment, *here)]
        words = ["env", *variables, *self._program.called_with("remind", "tick")]
        if any(re.search(r"[\n\r\0]", word) for word in words):
            raise TimerRefused("a path on this system holds a line break, which no crontab can; nothing was changed")
        line = f"{_WHEN} {' '.join(map(_quoted, words))} {_NOWHERE}\n"
        return BEGIN + line.encode(errors="surrogateescape") + END

    def _is_running(self) -> bool:
        """Whether a cron runs here; taken for granted where the system doesn't list its programs."""
        if sys.platform != "linux" or any((self._pid_files / f"{name}.pid").exists() for name in _DAEMONS):
            return True
        for name in self._processes.glob("[0-9]*/comm"):
            try:
                if name.read_text(encoding="utf-8", errors="replace").strip() in _DAEMONS:
                    return True
            except OSError:
                continue  # it ended while we looked
        return False


def _quoted(word: str) -> str:
    """Return a word for the shell, with each per cent sign outside quotes behind a backslash.

    cron takes such a backslash away, and a cron that doesn't leaves it to the shell, which does.
    """
    return "\\%".join(quote(part) if part else "" for part in word.split("%"))


def _without_ours(table: bytes) -> bytes:
    """Return a crontab without our lines.

    Raises:
        TimerRefused: one of the markers is gone, and which lines are ours can't be told.
    """
    if (table.count(BEGIN), table.count(END)) == (0, 0):
        return table
    before, _, rest = table.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found or BEGIN in after or END in before + after:
        raise TimerRefused(
            "the lines of practice in your crontab were changed by hand; nothing was changed; "
            "remove them with crontab -e"
        )
    return before + after


def _started_by(lines: str) -> Path | None:
    """Return the program of our line: what follows ``env`` and its variables."""
    line = next((line for line in lines.splitlines() if line.startswith(_WHEN)), "")
    try:
        words = split(line.removeprefix(_WHEN))
    except ValueError:
        return None
    return next((Path(word) for word in words[1:] if not re.match(r"\w+=", word)), None)
