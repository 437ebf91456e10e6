"""``practice pack update ID FILE|https-address``: a newer version of a pack that is installed."""

from __future__ import annotations

import click

from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_page import KEY, YES, receive


@click.command("update", cls=Command)
@click.argument("pack_id", metavar="ID")
@click.argument("source", metavar="FILE|ADDRESS")
@YES
@KEY
def command(pack_id: str, source: str, yes: bool, key: str | None) -> None:
    """Take a newer version of an installed pack. The one before stays on the shelf; pack use goes back to it."""
    desk = services().packs()
    desk.pack(pack_id)
    receive(desk, source, yes=yes, key=key, expected=pack_id)
