"""``practice restore FILE``: what a copy holds and the record lacks, added."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.sittings import remark


@click.command("restore", cls=Command)
@click.argument("file", metavar="FILE")
@click.option("--bring-back", is_flag=True, help="Take in again what was removed here.")
def command(file: str, bring_back: bool) -> None:
    """Add what a copy of the record holds and the record lacks. Nothing is removed or changed."""
    enter_what_was_cut_off()
    done = services().backups().restore(file, brings_back=bring_back)
    if done.removed_before:
        remark([f"removed here before and left out: {done.removed_before}; --bring-back takes them in again"])
    if done.damaged:
        remark([f"damaged parts of the file: {done.damaged}; everything else was read"])
    known = done.read - done.added - done.removed_before
    document = {
        "read": done.read,
        "added": done.added,
        "already_there": known,
        "removed_before": done.removed_before,
        "pauses_added": done.pauses,
    }
    pauses = f"; pauses added: {done.pauses}" if done.pauses else ""
    answer(document, lambda: [f"{done.read} in the copy: {done.added} added, {known} already there{pauses}"])
