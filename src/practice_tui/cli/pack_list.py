"""``practice pack list``: the packs that are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_page import document
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from practice_tui.engine.pack_ports import InstalledPack

_UNSIGNED = "unsigned"


@click.command("list", cls=Command)
def command() -> None:
    """List the packs that are installed."""
    packs = services().packs().packs()
    answer([document(pack) for pack in packs], lambda: _lines(packs))


def _lines(packs: Sequence[InstalledPack]) -> Iterator[str]:
    if not packs:
        yield "no pack is installed; practice pack install FILE takes one"
        return
    rows = [("id", "version", "scripts", "signed by", "name")] + [
        (
            pack.manifest.id,
            pack.current.version,
            str(len(pack.contents.scripts)),
            one_line(pack.manifest.author) if pack.current.key else _UNSIGNED,
            one_line(pack.manifest.name),
        )
        for pack in packs
    ]
    head, *lines = table(rows, right=frozenset({2}))
    yield quiet(head)
    yield from lines
