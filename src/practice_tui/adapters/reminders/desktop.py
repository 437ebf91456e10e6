"""A notification on the desktop with buttons, shown by a small process of its own.

Owns that process from outside: how it is started, what it is told, and that nobody waits for it longer than two
seconds. It takes the prompt on its standard input, where no list of processes shows it, says whether the prompt is
shown, and stays behind for the answer (`practice_tui.adapters.reminders.waiter`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.reminders.answers import answers_to
from practice_tui.adapters.reminders.wording import shown
from practice_tui.engine.prompts import Reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.adapters.reminders.own_program import OwnProgram
    from practice_tui.adapters.reminders.prompt_task import AnswerTask, PromptTask
    from practice_tui.engine.prompts import Prompt

LONGEST_SECONDS = 1.8
"""How long a prompt may take to be shown; a process that takes longer is ended, and so is the attempt."""

WAITING_SECONDS = 30 * 60
"""How long the answer is waited for; then the notification is taken back, since its buttons would be dead."""

_WAITER = ("-P", "-m", "practice_tui.adapters.reminders.waiter")


class DesktopNotifier:
    """Implements Notifier through the desktop-notifier library."""

    name = "desktop"

    def __init__(
        self,
        program: OwnProgram,
        state: Path,
        *,
        is_focused: Callable[[], bool] | None = None,
        longest_seconds: float = LONGEST_SECONDS,
        waiting_seconds: float = WAITING_SECONDS,
    ) -> None:
        """Take how our own commands are called, the state folder, and whether the app is in front of the person."""
        self._program = program
        self._state = state
        self._is_focused = is_focused
        self._longest_seconds = longest_seconds
        self._waiting_seconds = waiting_seconds

    def deliver(self, prompt: Prompt) -> bool:
        """Show the prompt's words; the person's answer becomes a command of ours, some minutes later."""
        if self._is_focused is not None and self._is_focused():
            return False
        return self._ask(self._task(prompt)).get("ok") is True

    def reach(self) -> Reach:
        """Ask the desktop whether it shows notifications, without showing one."""
        said = self._ask(None)
        return Reach(said.get("ok") is True, str(said.get("detail", "")), str(said.get("mend", "")))

    def _task(self, prompt: Prompt) -> PromptTask:
        answers: list[AnswerTask] = [
            {
                "key": answer.key,
                "label": answer.label,
                "command": list(self._program.called_with(*answer.arguments)),
                "in_terminal": answer.in_terminal,
            }
            for answer in answers_to(prompt)
        ]
        return {
            "words": shown(prompt.words),
            "reminder": prompt.reminder,
            "answers": answers,
            "state": str(self._state),
            "waiting_seconds": self._waiting_seconds,
        }

    def _ask(self, task: PromptTask | None) -> dict[str, Any]:
        """Start the process, hand it its task, and return what it says first."""
        try:
            process = _start()
        except OSError as problem:
            return {"detail": f"no process could be started for it: {problem.strerror}"}
        heard: list[bytes] = []
        listener = threading.Thread(target=_talk, args=(process, json.dumps(task or {}).encode(), heard), daemon=True)
        listener.start()
        listener.join(self._longest_seconds)
        if not heard:
            process.kill()
            heard.append(b"")
        # Whoever stays open for long, as the app does, must not collect processes that are done.
        threading.Thread(target=process.wait, daemon=True).start()
        try:
            said = json.loads(heard[0])
        except ValueError:
            return {"detail": "the desktop did not answer in time"}
        return said if isinstance(said, dict) else {}


def _start() -> subprocess.Popen[bytes]:
    """Start the waiting process in a session of its own, so that it outlives the tick and no terminal stops it."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(
        [sys.executable, *_WAITER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**_session_bus(), **os.environ},
        start_new_session=True,
        creationflags=flags,
    )


def _talk(process: subprocess.Popen[bytes], task: bytes, heard: list[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with process.stdout, process.stdin as mouth:
            mouth.write(task)
            mouth.close()
            heard.append(process.stdout.readline())
    except OSError:
        heard.append(b"")  # it ended before it listened; its silence says the same


def _session_bus() -> dict[str, str]:
    """Where the person's session bus is, for those whom cron or a bare login started without saying so."""
    if sys.platform != "linux" or "DBUS_SESSION_BUS_ADDRESS" in os.environ:
        return {}
    bus = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") / "bus"
    return {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if bus.exists() else {}
