"""Every format that is known here, and the guess which one a file is in.

Owns the table of formats. The guess looks at how a file begins, never at its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.interchange import (
    csv_table,
    icalendar,
    insight_journal,
    insight_timer,
    loop,
    markdown_journal,
    meditate,
    own_json,
)
from practice_tui.adapters.interchange.csv_rows import heading_of
from practice_tui.adapters.interchange.file_text import file_text
from practice_tui.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.foreign import Found, ImportWish

_WRITTEN: Mapping[str, Callable[[Sequence[SessionRecord]], bytes]] = {
    csv_table.NAME: csv_table.write,
    own_json.NAME: own_json.write,
    icalendar.NAME: icalendar.write,
    markdown_journal.NAME: markdown_journal.write,
}
_READ: Mapping[str, Callable[[str, ImportWish], Iterable[Found]]] = {
    insight_timer.NAME: insight_timer.read,
    meditate.NAME: meditate.read,
    csv_table.NAME: csv_table.read,
    own_json.NAME: own_json.read,
}


class KnownFormats:
    """Implements `Formats`."""

    def read(self, content: bytes, wish: ImportWish) -> tuple[str, Iterable[Found]]:
        """Return the name of the format, and what is found, in the order of the file.

        Raises:
            BadInput: it isn't in the wished format, or in none that is known.
        """
        if wish.form == loop.NAME or (wish.form is None and content.startswith(loop.ZIP)):
            return loop.NAME, loop.read(content, wish)
        text = file_text(content)
        form = wish.form or _guessed(text, wish)
        if form == loop.NAME:
            return form, loop.read(content, wish)
        if form == insight_timer.NAME:
            return form, _insight(text)(text, wish)
        if form == meditate.NAME and not meditate.is_heading(heading_of(text)):
            raise BadInput("this isn't Meditate's list of sittings; nothing was imported; leave --format out to guess")
        return form, _READ[form](text, wish)

    def write(self, form: str, records: Sequence[SessionRecord]) -> bytes:
        """Return the records in a format.

        Raises:
            BadInput: nothing is written in a format of that name.
        """
        if form not in _WRITTEN:
            raise BadInput(f"nothing is written as {form!r}; choose from {', '.join(_WRITTEN)}")
        return _WRITTEN[form](records)


def _guessed(text: str, wish: ImportWish) -> str:
    heading = heading_of(text)
    if wish.columns or csv_table.is_own(heading):
        return csv_table.NAME
    if text.lstrip()[:1] in {"{", "["}:
        return own_json.NAME
    if insight_timer.is_heading(heading) or insight_journal.is_journal(text):
        return insight_timer.NAME
    if meditate.is_heading(heading):
        return meditate.NAME
    if loop.is_heading(heading):
        return loop.NAME
    try:
        csv_table.columns_of(heading, wish)
    except BadInput:
        raise BadInput(
            "this file is in no format that is known here; nothing was imported; "
            "name one with --format, or its columns with --map start=Column,duration=Column"
        ) from None
    return csv_table.NAME


def _insight(text: str) -> Callable[[str, ImportWish], Iterable[Found]]:
    if insight_timer.is_heading(heading_of(text)):
        return insight_timer.read
    if insight_journal.is_journal(text):
        return insight_journal.read
    raise BadInput(
        "this is neither Insight Timer's list of sittings nor its journal; nothing was imported; "
        "leave --format out to guess"
    )
