"""The root of the command line: which commands there are, and how arguments become one of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from practice_tui import __version__
from practice_tui.cli.grammar import Explained, LazyGroup, wants
from practice_tui.cli.outcome import COMPLETION, DONE, Misused
from practice_tui.cli.usage import explain
from practice_tui.domain.errors import PracticeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.engine.services import Services

COMMANDS = {
    "list": "Practices and scripts at hand.",
    "show": "A practice's handout, words and parts.",
    "plan": "The timeline of a practice at a length.",
    "check": "Errors and advice for scripts.",
    "sit": "Begin a sitting at once.",
    "render": "A sitting as an audio file.",
    "log": "The record of sittings.",
    "today": "One line: what is done today, and what is next.",
    "stats": "Totals.",
    "streak": "Days in a row, and why.",
    "voice": "Voices of this machine.",
    "pack": "Packs: scripts to hand to others.",
    "remind": "Prompts at the times you wish for.",
    "export": "The record as a file for other programs.",
    "import": "History from other programs.",
    "backup": "A copy of the whole record.",
    "restore": "What a copy holds and the record lacks.",
    "doctor": "What works here, what doesn't, and what to do.",
    "config": "Settings with their meaning.",
}
"""Every command with the line the help shows."""


@click.group(cls=LazyGroup, modules=COMMANDS, invoke_without_command=True)
@click.version_option(__version__, prog_name="practice", message="%(prog)s %(version)s")
@click.pass_context
def program(context: click.Context) -> int:
    """Practise compassion day by day, guided in the terminal.

    Without a command it opens the app.
    """
    if context.invoked_subcommand is not None:
        return DONE
    if wants("json"):
        raise Explained("--json wants a command; practice --help lists them", context)
    from practice_tui.cli.opening import open_app  # noqa: PLC0415 - only where no command was given

    return open_app(debug=wants("debug"))


def run(arguments: Sequence[str], services: Services | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: what stands behind ``practice``.
        services: what the command works with; put together by the composition root where none are given.

    Raises:
        Misused: the arguments aren't those of a command.
        PracticeError: the command refused or failed.
    """
    if COMPLETION in os.environ:
        return _complete()
    try:
        with program.make_context("practice", list(arguments), obj=services) as context:
            code = program.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as problem:
        raise Misused(explain(problem)) from None
    except click.ClickException as problem:
        raise PracticeError(f"{problem.format_message()}; look at what was given") from None
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else DONE


def _complete() -> int:
    from click.shell_completion import shell_complete  # noqa: PLC0415 - only where a shell asks

    return shell_complete(program, {}, "practice", COMPLETION, os.environ[COMPLETION])
