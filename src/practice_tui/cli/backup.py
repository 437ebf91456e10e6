"""``practice backup``: a copy of the whole record."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command


@click.command("backup", cls=Command)
@click.option("-o", "file", metavar="FILE", help="The file to write; one of the dated copies otherwise.")
@click.option("--force", is_flag=True, help="Replace a file that is no earlier copy.")
def command(file: str | None, force: bool) -> None:
    """Make a copy of the whole record, which `practice restore` brings back."""
    enter_what_was_cut_off()
    path = services().backups().make(file, replaces=force)
    answer({"file": str(path)}, lambda: [f"the record is copied to {path}"])
