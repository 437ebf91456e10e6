"""The process behind one notification on the desktop: it reaches the desktop, shows the prompt, and ends by itself.

Owns its standard streams, its own end at the latest moment, and the reasons why a desktop can't be reached. What it
waits for is `practice_tui.adapters.reminders.waiting`'s to say. It is started by
`practice_tui.adapters.reminders.desktop` and by nobody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

    from practice_tui.adapters.reminders.prompt_task import PromptTask

_LAST_SECONDS = 60
"""How long after its time a process that is stuck is ended by the system."""

_MEND = {
    "linux": "start a notification service in your session (most desktops have one; else, for example, dunst)",
    "darwin": "use the terminal's notifications, or a Python that comes as a signed app",
    "win32": "allow notifications for Python in the system's settings",
}


class Unreached(Exception):
    """The desktop can't be reached in a way the library doesn't report by itself."""


def main() -> None:
    """Do the task that stands on the standard input; the first line of the standard output says what became of it."""
    task: PromptTask | None = json.loads(sys.stdin.buffer.read()) or None
    if hasattr(signal, "alarm"):
        signal.alarm(int(task["waiting_seconds"] if task else 0) + _LAST_SECONDS)
    _use_the_platforms_loop()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_do(task))


async def _do(task: PromptTask | None) -> None:
    try:
        notifier, buttons = await _desktop()
    except Exception as problem:  # noqa: BLE001 - whatever a desktop answers, the person is told in one line
        _say(ok=False, detail=_reason(problem), mend=_MEND.get(sys.platform, _MEND["linux"]))
        return
    if task is None:
        _say(ok=True, detail="notifications with buttons" if buttons else "notifications; buttons aren't shown here")
        return
    from practice_tui.adapters.reminders.waiting import Waiting  # noqa: PLC0415 - not to look how things are

    await Waiting(notifier, task, buttons=buttons).through(_tried)


def _tried(is_shown: bool) -> None:
    _say(ok=is_shown, detail="" if is_shown else "the desktop took no notification")
    _let_go_of_the_starter()


def _reason(problem: Exception) -> str:
    if isinstance(problem, Unreached):
        return str(problem)
    text = " ".join(str(problem).split())[:160]
    return f"no notification service answers ({text or type(problem).__name__})"


async def _desktop() -> tuple[DesktopNotifier, bool]:
    """Return the library's notifier and whether it shows buttons.

    Raises:
        Unreached: this Python may not notify on this system.
        Exception: of the library's many, where no service answers.
    """
    from desktop_notifier import Capability, DesktopNotifier, Icon  # noqa: PLC0415 - only where a prompt is shown

    if sys.platform == "darwin":
        _refuse_what_macos_drops()
    icon = Icon(name="appointment-soon") if sys.platform == "linux" else None
    notifier = DesktopNotifier(app_name="Practice", app_icon=icon)
    able = await notifier.get_capabilities()
    if Capability.TITLE not in able:
        raise Unreached("this Python can't notify here")
    return notifier, Capability.BUTTONS in able


def _refuse_what_macos_drops() -> None:
    """Raise where macOS drops what a program sends, in silence: where it isn't a signed app."""
    from desktop_notifier.backends import macos_support  # noqa: PLC0415 - exists on macOS alone

    if not macos_support.is_bundle() or not macos_support.is_signed_bundle():
        raise Unreached("macOS drops notifications of a Python that isn't a signed app, in silence")


def _say(*, ok: bool, detail: str, mend: str = "") -> None:
    sys.stdout.write(json.dumps({"ok": ok, "detail": detail, "mend": "" if ok else mend}) + "\n")
    sys.stdout.flush()


def _let_go_of_the_starter() -> None:
    """Leave its folder and its pipe: it is not to wait for us, and nobody is to wonder why a disk is in use."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    os.chdir(Path.home() if sys.platform == "win32" else "/")


def _use_the_platforms_loop() -> None:
    """On macOS, answers reach a program only through the system's own loop. Untried."""
    if sys.platform == "darwin":
        from rubicon.objc.eventloop import EventLoopPolicy  # noqa: PLC0415 - desktop-notifier brings it on macOS

        asyncio.set_event_loop_policy(EventLoopPolicy())


if __name__ == "__main__":
    main()
