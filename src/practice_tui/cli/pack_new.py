"""``practice pack new FOLDER``: a folder with a worked example, to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_desk import FOLDER, authoring
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@click.command("new", cls=Command)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
def command(folder: Path) -> None:
    """Lay out a folder with an example script, its handout, and a README for you."""
    files = authoring().lay_out(folder)
    answer({"folder": str(folder), "files": list(files)}, lambda: _lines(folder, files))


def _lines(folder: Path, files: Sequence[str]) -> Iterator[str]:
    where = visible(str(folder))
    yield f"{where} is ready:"
    yield from (f"  {name}" for name in files)
    yield f"begin with {where}/README.md; practice pack check {where} tells what is still to do"
