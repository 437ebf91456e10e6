"""``practice export FORMAT -o FILE``: the record as a file for other programs."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command, Explained, wants
from practice_tui.cli.outcome import written_whole

STDOUT = "-"
"""How the answer is asked for on stdout."""


@click.command("export", cls=Command)
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "json", "ics", "markdown"]))
@click.option("-o", "file", metavar="FILE", required=True, help="The file to write; - writes to stdout.")
@click.option("--force", is_flag=True, help="Replace a file that is no earlier export.")
@click.pass_context
def command(context: click.Context, form: str, file: str, force: bool) -> None:
    """Write the whole record: csv, json, ics (a calendar) or markdown (a journal)."""
    if file == STDOUT:
        if wants("json") and form != "json":
            raise Explained(f"--json and {form} can't both go to stdout; name a file with -o", context)
        enter_what_was_cut_off()
        content, _ = services().interchange().give_out(form)
        with written_whole():
            click.echo(content, nl=False)
        return
    enter_what_was_cut_off()
    path, count = services().interchange().export(form, file, replaces=force)
    unit = "sitting" if count == 1 else "sittings"
    answer({"file": str(path), "sittings": count}, lambda: [f"{count} {unit} written to {path}"])
