"""``practice pack convert FOLDER``: WAV into Opus, and texts into the form packs have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_desk import FOLDER, authoring
from practice_tui.cli.progress import progress_bar
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.engine.authoring import Converted


@click.command("convert", cls=Command)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
def command(folder: Path) -> None:
    """Make WAV recordings small, mend texts that an editor saved in its own way, note what recordings say.

    The WAV files move into a folder beside the pack's own, called FOLDER-originals.
    """
    with progress_bar("converting") as progress:
        converted = authoring().convert(folder, progress)
    document = {"recordings": list(converted.recordings), "texts": list(converted.texts)}
    answer(document, lambda: _lines(converted))


def _lines(converted: Converted) -> Iterator[str]:
    for name in converted.recordings:
        yield f"{visible(name)}: is Opus now; the WAV was moved beside the pack's folder"
    for name in converted.texts:
        yield f"{visible(name)}: is written as packs have it now"
    if not converted.recordings and not converted.texts:
        yield "nothing needed converting"
