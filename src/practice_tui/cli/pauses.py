"""How a pause of the record is shown: as a document, and in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.text import one_line, visible

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.domain.pause import MarkedPause, Pause

GOES_ON = "goes on"


def pause_document(marked: MarkedPause) -> dict[str, object]:
    """Return a pause; `to` is its last day, also where a sitting ended it, and null while it goes on."""
    return _document(marked.pause, marked.last)


def kept_pause_document(pause: Pause) -> dict[str, object]:
    """Return a pause as it was written down: `to` is null where no last day was given."""
    return _document(pause, pause.last)


def pause_line(marked: MarkedPause) -> str:
    """Return a pause in a few words, such as ``a pause from 2026-11-20 to 2026-11-24 (flu)``."""
    return _line(marked.pause, marked.last)


def kept_pause_line(pause: Pause) -> str:
    """Return a pause as it was written down in a few words."""
    return _line(pause, pause.last)


def until_words(marked: MarkedPause) -> str:
    """Return the last day of a pause, or that it goes on, or that a sitting ended it on its first day."""
    if marked.last is None:
        return GOES_ON
    return marked.last.isoformat() if marked.last >= marked.pause.first else "ended that day"


def _document(pause: Pause, last: date | None) -> dict[str, object]:
    return {
        "id": pause.id,
        "from": pause.first.isoformat(),
        "to": last and last.isoformat(),
        "note": pause.note,
    }


def _line(pause: Pause, last: date | None) -> str:
    until = f"to {last}" if last else "on"
    note = f" ({visible(one_line(pause.note))})" if pause.note else ""
    return f"a pause from {pause.first} {until}{note}"
