"""``practice log undo``: the last change by hand or import, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import enter_what_was_cut_off, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.sittings import record_document, sitting_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.record import SessionRecord

_MOST_NAMED = 10


@click.command("undo", cls=Command)
def command() -> None:
    """Take back the last addition, edit, removal or import that was made here; again, the one before."""
    enter_what_was_cut_off()
    pairs = services().logbook().undo()
    document = [
        {"was": before and record_document(before), "is": after and record_document(after)} for before, after in pairs
    ]
    answer(document, lambda: _lines(pairs))


def _lines(pairs: Sequence[tuple[SessionRecord | None, SessionRecord | None]]) -> list[str]:
    lines = [_line(before, after) for before, after in pairs[:_MOST_NAMED]]
    more = len(pairs) - len(lines)
    return [*lines, f"and {more} more"] if more else lines


def _line(before: SessionRecord | None, after: SessionRecord | None) -> str:
    if after is None:
        assert before is not None, "a change has two sides, and one of them is something"
        return f"taken out again: {sitting_line(before)}"
    return f"{'there again' if before is None else 'as it was before'}: {sitting_line(after)}"
