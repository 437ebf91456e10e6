"""``practice list``: practices and scripts at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet
from practice_tui.cli.at_hand import services
from practice_tui.cli.columns import cells, table, width
from practice_tui.cli.grammar import Command
from practice_tui.domain.quantities import SAMPLE_RATE, length_words, range_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.engine.library import PracticeSummary


@click.command("list", cls=Command)
def command() -> None:
    """List practices and scripts at hand."""
    practices = services().shelf.practices()
    answer([_document(practice) for practice in practices], lambda: _lines(practices))


def _document(practice: PracticeSummary) -> dict[str, object]:
    return {
        "id": practice.id,
        "title": practice.title,
        "pack": practice.pack,
        "kind": practice.kind,
        "language": practice.language,
        "min_seconds": -(-practice.shortest // SAMPLE_RATE),
        "max_seconds": practice.longest // SAMPLE_RATE,
        "home_seconds": practice.home // SAMPLE_RATE,
    }


def _lines(practices: Sequence[PracticeSummary]) -> list[str]:
    rows = [("id", "home", "lengths", "title", "kind")] + [
        (
            practice.id,
            length_words(practice.home),
            range_words(practice.shortest, practice.longest),
            f"{practice.title} ({practice.handed_on_by})" if practice.handed_on_by else practice.title,
            practice.kind,
        )
        for practice in practices
    ]
    lines = table(rows, right=frozenset({1}))
    room = width()
    if room is not None and (len(lines) > len(rows) or max(cells(line) for line in lines) >= room):
        lines = table([row[:-1] for row in rows], right=frozenset({1}))
    return [quiet(lines[0]), *lines[1:]]
