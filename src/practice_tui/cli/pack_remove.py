"""``practice pack remove ID``: a pack let go of; the record keeps what it remembers."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_page import document


@click.command("remove", cls=Command)
@click.argument("pack_id", metavar="ID")
@click.option("--version", metavar="VERSION", help="Only this version, which isn't the one in use.")
def command(pack_id: str, version: str | None) -> None:
    """Take a pack off the shelf, with every version. Sittings stay in the record, and its author's key stays known."""
    desk = services().packs()
    pack = desk.pack(pack_id)
    desk.remove(pack_id, version)
    which = f"version {version} of {pack_id}" if version else pack_id
    answer(document(pack), lambda: [f"{which} is removed; your sittings are kept, and its author's key stays known"])
