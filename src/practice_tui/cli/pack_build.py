"""``practice pack build FOLDER -o FILE.practice``: one file of a pack's folder, the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_desk import FILE, FOLDER, authoring
from practice_tui.cli.progress import progress_bar
from practice_tui.domain.errors import BadInput
from practice_tui.domain.pack import ENDING
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.engine.authoring import Built


@click.command("build", cls=Command)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@click.option("-o", "target", metavar="FILE.practice", type=FILE, required=True, help="Where the pack goes.")
def command(folder: Path, target: Path) -> None:
    """Build a pack's file of its folder. An earlier pack of that name is replaced."""
    if target.suffix != ENDING:
        raise BadInput(f"a pack's name ends in {ENDING}; give -o {visible(target.stem)}{ENDING}")
    with progress_bar("building") as progress:
        built = authoring().build(folder, target, progress)
    answer(_document(target, built), lambda: _lines(target, built))


def _document(target: Path, built: Built) -> dict[str, object]:
    return {
        "file": str(target),
        "id": built.id,
        "version": built.version,
        "files": built.files,
        "bytes": built.size,
        "hash": built.digest,
    }


def _lines(target: Path, built: Built) -> Iterator[str]:
    where = visible(str(target))
    yield f"{where}: {built.id} {built.version}, {built.files} files, {built.size / 1e6:.1f} MB"
    yield f"hash {built.digest}"
    yield f"sign it next: practice pack sign {where} --key NAME.key"
