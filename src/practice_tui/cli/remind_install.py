"""``practice remind install``: the system's own timer, which ticks while the app is closed."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet, say
from practice_tui.cli.grammar import Command, wants
from practice_tui.cli.opening import is_terminal
from practice_tui.cli.trial_prompt import send_trial, trial_line
from practice_tui.domain.errors import PracticeError
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.prompts import SystemTimer

NO_TIMER = (
    "this system has no timer that practice knows; prompts come while the app is open, or tick from one of your own"
)


@click.command("install", cls=Command)
@click.option("--yes", is_flag=True, help="Set it up without asking.")
def command(*, yes: bool) -> None:
    """Let the system's timer tick every five minutes; all that is written is shown first."""
    from practice_tui.bootstrap_reminders import system_timer  # noqa: PLC0415 - help needs none

    timer = system_timer()
    if timer is None or not timer.usable():
        raise PracticeError(NO_TIMER)
    document = _document(timer)
    if not wants("json"):
        say(_plan(timer))
    if not (yes or _agreed(timer)):
        raise PracticeError("nothing was set up; practice remind install --yes does it without asking")
    timer.install()
    channels = send_trial()
    done = [f"{timer.name}: set up; practice remind uninstall takes it away", trial_line(channels)]
    answer(document | {"channels": list(channels)}, lambda: done)


def _agreed(timer: SystemTimer) -> bool:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)) or wants("json"):
        return False
    return bool(click.confirm(f"Set up this {timer.name}?", default=True, err=True))


def _document(timer: SystemTimer) -> dict[str, object]:
    return {
        "timer": timer.name,
        "files": [{"path": str(file.path), "text": file.text} for file in timer.files()],
        "commands": [list(command) for command in timer.commands()],
    }


def _plan(timer: SystemTimer) -> Iterator[str]:
    yield f"{timer.name}: this is what will be written and run"
    for file in timer.files():
        yield ""
        yield quiet(visible(str(file.path)))
        for line in file.text.splitlines():
            yield f"    {visible(line)}"
    yield ""
    for each in timer.commands():
        yield f"    $ {visible(shlex.join(each))}"
