"""One notification on the desktop, from its showing to its answer.

Owns how long an answer is waited for, what ends the waiting, and that one process waits for one reminder: a second one
shows its prompt without buttons. An answer is carried out as a command, as if it were typed.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.files.places import make_private
from practice_tui.adapters.reminders.terminals import open_terminal
from practice_tui.adapters.storage.lock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_notifier import Button, DesktopNotifier

    from practice_tui.adapters.reminders.prompt_task import AnswerTask, PromptTask
    from practice_tui.adapters.storage.lock import Held

_COMMAND_SECONDS = 30.0
"""How long noting an answer may take."""


class Waiting:
    """One prompt on one desktop.

    Args:
        notifier: the library's.
        task: the prompt.
        buttons: whether the desktop shows buttons.
    """

    def __init__(self, notifier: DesktopNotifier, task: PromptTask, *, buttons: bool) -> None:
        self._notifier = notifier
        self._task = task
        self._buttons = buttons
        self._answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._is_shown = False

    async def through(self, tried: Callable[[bool], None]) -> None:
        """Show it, tell `tried` whether it is shown, wait if there is something to wait for, do what was answered.

        Raises:
            OSError: the state folder can't be written.
        """
        held = self._claim() if self._buttons and self._task["answers"] else None
        try:
            identifier = await self._show(with_buttons=held is not None)
            tried(self._is_shown)
            if held is not None and self._is_shown:
                await self._carry_out(await self._wait(identifier))
        finally:
            self._forget(held)

    async def _show(self, *, with_buttons: bool) -> str:
        answers = self._task["answers"]
        return await self._notifier.send(
            title=self._task["words"],  # never as the message, which desktops read as markup
            message="",
            buttons=[self._button(answer) for answer in answers] if with_buttons else [],
            on_dispatched=self._shown,
            on_clicked=lambda: self._answered(answers[0]["key"] if answers else ""),
            on_dismissed=lambda: self._answered(""),
        )

    def _button(self, answer: AnswerTask) -> Button:
        from desktop_notifier import Button  # noqa: PLC0415 - only where a prompt is shown

        return Button(answer["label"], lambda: self._answered(answer["key"]), answer["key"])

    def _shown(self) -> None:
        self._is_shown = True

    def _answered(self, key: str) -> None:
        if not self._answer.done():
            self._answer.set_result(key)

    async def _wait(self, identifier: str) -> str:
        """Return the key of the answer, or nothing where there is none."""
        gone: asyncio.Future[Any] = asyncio.ensure_future(_until_the_desktop_is_gone(self._notifier))
        done, _ = await asyncio.wait(
            [self._answer, gone], timeout=self._task["waiting_seconds"], return_when=asyncio.FIRST_COMPLETED
        )
        gone.cancel()
        if self._answer in done:
            return self._answer.result()
        if gone not in done:
            # Whatever a desktop makes of it: nobody listens to these buttons any more.
            with contextlib.suppress(Exception):
                await self._notifier.clear(identifier)
        return ""

    async def _carry_out(self, key: str) -> None:
        answer = next((answer for answer in self._task["answers"] if answer["key"] == key), None)
        if answer is None:
            return
        if answer["in_terminal"]:
            if not await asyncio.to_thread(open_terminal, answer["command"], os.environ):
                await self._notifier.send(title="No terminal was found to begin in; open practice by hand", message="")
        elif not await asyncio.to_thread(_run, answer["command"]):
            await self._notifier.send(title="That could not be noted; practice takes it by hand", message="")

    @property
    def _lock_file(self) -> Path:
        digest = hashlib.sha256(self._task["reminder"].encode(errors="surrogatepass")).hexdigest()[:16]
        return Path(self._task["state"]) / f"prompt-{digest}.lock"

    def _claim(self) -> Held | None:
        """Be the one who waits for this reminder; None where somebody does already."""
        make_private(self._lock_file.parent)
        return FileLock(self._lock_file).try_acquire()

    def _forget(self, held: Held | None) -> None:
        """Remove the lock while it is still ours, and let go of it."""
        if held is not None:
            with contextlib.suppress(OSError):  # Windows keeps a file that is open; the next one who waits uses it
                self._lock_file.unlink()
            held.release()


async def _until_the_desktop_is_gone(notifier: DesktopNotifier) -> None:
    """Return when the session's bus hangs up, which the library keeps to itself; else wait until cancelled."""
    bus = getattr(getattr(notifier, "_backend", None), "bus", None)
    if bus is None:
        await asyncio.Event().wait()
    else:
        with contextlib.suppress(OSError, EOFError):  # also a way to hang up
            await bus.wait_for_disconnect()


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=_COMMAND_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
