"""``practice pack install FILE|https-address``: a pack that somebody handed over, taken after a look at it."""

from __future__ import annotations

import click

from practice_tui.cli.at_hand import services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_page import KEY, YES, receive


@click.command("install", cls=Command)
@click.argument("source", metavar="FILE|ADDRESS")
@YES
@KEY
def command(source: str, yes: bool, key: str | None) -> None:
    """Look at a pack, and take it: from a file, or from an https address.

    What is inside and whose key signed it is shown before anything is asked. Nothing in a pack is ever run.
    """
    receive(services().packs(), source, yes=yes, key=key)
