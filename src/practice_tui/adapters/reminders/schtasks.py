"""A task of the Windows Task Scheduler, given to `schtasks` as XML. Untried on a real system.

Owns the task. It starts Python without a window, since one would flash up every five minutes, and sets the variables in
that very Python, since a task has none of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from practice_tui.adapters.reminders.system_commands import run, run_or_refuse
from practice_tui.domain.errors import TimerRefused
from practice_tui.engine.prompts import TimerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.reminders.own_program import OwnProgram
    from practice_tui.adapters.reminders.system_commands import Runs

TASK = "Practice prompts"
NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

_START = "2026-01-01T00:00:00"
"""Any moment of the past on a full hour: from there on it repeats, by the wall clock."""


class TaskSchedulerTimer:
    """Implements SystemTimer."""

    name = "Task Scheduler"

    def __init__(self, program: OwnProgram, draft: Path, run_it: Runs = run, python: Path | None = None) -> None:
        """Take what the task starts, where its XML stands while it is handed over, and how commands are run."""
        self._program = program
        self._draft = draft
        self._run = run_it
        self._python = python or Path(sys.executable).with_name("pythonw.exe")

    def usable(self) -> bool:
        """Return whether this is Windows with a Task Scheduler that answers."""
        return sys.platform == "win32" and self._run(("schtasks", "/Query", "/FO", "CSV", "/NH")).code == 0

    def files(self) -> Sequence[TimerFile]:
        """Return the task as XML; the file itself is removed once it was handed over."""
        ET.register_namespace("", NAMESPACE)
        task = ET.Element(_tag("Task"), version="1.2")
        _add(task, "RegistrationInfo/Description", "Practice: prompts while the app is closed")
        _add(task, "Triggers/TimeTrigger/Repetition/Interval", "PT5M")
        _add(task, "Triggers/TimeTrigger/StartBoundary", _START)
        # Nobody is named: it is the task of whoever hands it over, while they are logged in.
        _add(task, "Principals/Principal/LogonType", "InteractiveToken")
        _add(task, "Principals/Principal/RunLevel", "LeastPrivilege")
        _add(task, "Settings/MultipleInstancesPolicy", "IgnoreNew")
        _add(task, "Settings/DisallowStartIfOnBatteries", "false")
        _add(task, "Settings/StopIfGoingOnBatteries", "false")
        _add(task, "Settings/StartWhenAvailable", "true")
        _add(task, "Settings/ExecutionTimeLimit", "PT1M")
        _add(task, "Actions/Exec/Command", str(self._python))
        _add(task, "Actions/Exec/Arguments", subprocess.list2cmdline(["-P", "-c", self._code()]))
        ET.indent(task)
        return (TimerFile(self._draft, ET.tostring(task, encoding="unicode")),)

    def commands(self) -> Sequence[Sequence[str]]:
        """Return the command that takes the XML."""
        return (("schtasks", "/Create", "/TN", TASK, "/XML", str(self._draft), "/F"),)

    def install(self) -> None:
        """Hand the task over; one of an earlier install is replaced.

        Raises:
            TimerRefused: Windows wouldn't take it.
        """
        try:
            self._draft.parent.mkdir(parents=True, exist_ok=True)
            # UTF-16 with its mark is what the Task Scheduler writes itself.
            self._draft.write_text(self.files()[0].text, encoding="utf-16")
            for command in self.commands():
                run_or_refuse(self._run, command)
        except (OSError, TimerRefused) as problem:
            raise TimerRefused(
                f"Windows would not take the timer ({problem}); prompts come while the app is open"
            ) from problem
        finally:
            self._draft.unlink(missing_ok=True)

    def uninstall(self) -> bool:
        """Delete the task.

        Raises:
            TimerRefused: Windows wouldn't.
        """
        if self._installed() is None:
            return False
        run_or_refuse(self._run, ("schtasks", "/Delete", "/TN", TASK, "/F"))
        return True

    def program(self) -> Path | None:
        """Return what the installed task starts, or None where there is none."""
        task = self._installed()
        command = None if task is None else task.find(f"./{_tag('Actions')}/{_tag('Exec')}/{_tag('Command')}")
        return None if command is None or not command.text else Path(command.text)

    def _installed(self) -> ET.Element | None:
        answer = self._run(("schtasks", "/Query", "/TN", TASK, "/XML"))
        if answer.code != 0:
            return None
        text = answer.out.decode("utf-16" if answer.out[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
        try:
            # Our own task, told by the system; a declaration of another encoding than the console's is left out.
            return ET.fromstring(text[text.index("<Task") :])  # noqa: S314
        except (ValueError, ET.ParseError):
            return None

    def _code(self) -> str:
        variables = dict(self._program.environment)
        return (
            f"import os, sys; os.environ.update({variables!r}); sys.argv[1:] = ['remind', 'tick']; "
            f"from practice_tui.__main__ import main; main()"
        )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(task: ET.Element, path: str, text: str) -> None:
    """Put a text at a path of elements below the task; elements that are there already are used."""
    element = task
    for name in path.split("/"):
        found = element.find(_tag(name))
        element = ET.SubElement(element, _tag(name)) if found is None else found
    element.text = text
