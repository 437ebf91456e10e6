"""``practice pack show ID``: one installed pack, its author, its key, its versions and what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet, strong
from practice_tui.cli.at_hand import services
from practice_tui.cli.columns import wrapped
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_page import document, script_lines
from practice_tui.domain.text import one_line
from practice_tui.engine.pack_words import seal_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.pack_ports import InstalledPack


@click.command("show", cls=Command)
@click.argument("pack_id", metavar="ID")
def command(pack_id: str) -> None:
    """Show an installed pack: its author, its key, its versions, and what is inside."""
    pack = services().packs().pack(pack_id)
    answer(document(pack), lambda: _lines(pack))


def _lines(pack: InstalledPack) -> Iterator[str]:
    manifest = pack.manifest
    yield strong(one_line(manifest.name))
    yield f"by {one_line(manifest.author)}"
    yield quiet(f"{manifest.id}, {', '.join(manifest.languages)}, licence: {one_line(manifest.licence)}")
    if manifest.description:
        yield ""
        for line in manifest.description.splitlines():
            yield from wrapped(line)
    yield ""
    yield f"inside: {pack.contents.words}"
    yield from script_lines(pack.contents, f"{manifest.id}/")
    yield ""
    for version in pack.versions:
        mark = "in use" if version.is_current else "on the shelf"
        yield from wrapped(f"version {version.version}, {mark}: {seal_words(version)}")
    if pack.current.key:
        yield quiet(f"key {pack.current.key}")
