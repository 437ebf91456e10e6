"""``practice remind test``: one prompt, to see which way it comes."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.outcome import DONE, REFUSED
from practice_tui.cli.trial_prompt import send_trial, trial_line


@click.command("test", cls=Command)
def command() -> int:
    """Send one prompt through the best channel there is; exits 1 where none takes it."""
    channels = send_trial()
    answer({"channels": list(channels)}, lambda: [trial_line(channels)])
    return DONE if channels else REFUSED
