"""``practice pack use ID VERSION``: back to a version on the shelf, or forward again."""

from __future__ import annotations

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_page import document


@click.command("use", cls=Command)
@click.argument("pack_id", metavar="ID")
@click.argument("version", metavar="VERSION")
def command(pack_id: str, version: str) -> None:
    """Use another version that is on the shelf; what is there already needs no further trust."""
    pack = services().packs().use(pack_id, version)
    answer(document(pack), lambda: [f"{pack_id} is version {pack.current.version} now"])
