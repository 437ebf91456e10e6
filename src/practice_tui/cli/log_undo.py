"""``practice log undo``: the last change by hand or import, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.pauses import kept_pause_document, kept_pause_line
from practice_tui.cli.sittings import record_document, sitting_line
from practice_tui.domain.pause import Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.engine.ports import Kept

_MOST_NAMED = 10


@click.command("undo", cls=Command)
def command() -> None:
    """Take back the last addition, edit, removal, pause or import that was made here; again, the one before."""
    enter_what_was_cut_off()
    pairs = services().logbook().undo()
    document = [{"was": before and _document(before), "is": after and _document(after)} for before, after in pairs]
    answer(document, lambda: _lines(pairs))


def _lines(pairs: Sequence[tuple[Kept | None, Kept | None]]) -> list[str]:
    lines = [_line(before, after) for before, after in pairs[:_MOST_NAMED]]
    more = len(pairs) - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def _line(before: Kept | None, after: Kept | None) -> str:
    if after is None:
        assert before is not None, "a change has two sides, and one of them is something"
        return f"taken out again: {_words(before)}"
    return f"{'there again' if before is None else 'as it was before'}: {_words(after)}"


def _document(kept: Kept) -> dict[str, object]:
    return kept_pause_document(kept) if isinstance(kept, Pause) else record_document(kept)


def _words(kept: Kept) -> str:
    return kept_pause_line(kept) if isinstance(kept, Pause) else sitting_line(kept)
