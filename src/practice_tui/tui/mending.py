"""Changing the record by hand, from any screen that shows it.

Owns what was done in words, and the message in which a worker says it. How a sitting is changed is the logbook's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from practice_tui.domain.errors import PracticeError
from practice_tui.tui.wording import day_words, sat_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.logbook import Entered
    from practice_tui.engine.services import Services
    from practice_tui.tui.dialogs.sitting import SittingDialog


class Mended(Message):
    """The record was changed, or it wasn't; `words` say what was done, or why it could not be."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


def mend(change: Callable[[], str]) -> Mended:
    """Change the record and return what to say of it; it waits for the disk, so not on the UI's thread."""
    try:
        return Mended(change())
    except PracticeError as problem:
        return Mended(str(problem))


def adding(services: Services, day: date, titles: Mapping[str, str]) -> SittingDialog:
    """Return the question what was sat on a day."""
    from practice_tui.tui.dialogs.sitting import SittingDialog  # noqa: PLC0415 - only when it is asked for
    from practice_tui.tui.dialogs.sitting_form import Addition  # noqa: PLC0415

    return SittingDialog(Addition(services, day, titles))


def changing(services: Services, sitting: SessionRecord, titles: Mapping[str, str]) -> SittingDialog:
    """Return the question what to change of a sitting."""
    from practice_tui.tui.dialogs.sitting import SittingDialog  # noqa: PLC0415 - only when it is asked for
    from practice_tui.tui.dialogs.sitting_form import Change  # noqa: PLC0415

    return SittingDialog(Change(services, sitting, titles))


def entered_words(verb: str, entered: Entered, titles: Mapping[str, str]) -> str:
    """Return what was entered, and what the person should know of it."""
    return "\n".join([f"{verb}: {sitting_words(entered.record, titles)}; u takes it back", *entered.remarks])


def removed_words(sitting: SessionRecord, titles: Mapping[str, str]) -> str:
    """Return what was removed."""
    return f"removed: {sitting_words(sitting, titles)}; u brings it back"


def undone_words(pairs: Sequence[tuple[SessionRecord | None, SessionRecord | None]], titles: Mapping[str, str]) -> str:
    """Return what was taken back, given each sitting as it was until now and as it is again."""
    if len(pairs) != 1:
        return f"{len(pairs)} sittings are as they were before"
    until_now, again = pairs[0]
    if again is not None:
        return f"{'as before' if until_now else 'back again'}: {sitting_words(again, titles)}"
    return f"taken out again: {sitting_words(until_now, titles)}" if until_now else "nothing has changed"


def sitting_words(sitting: SessionRecord, titles: Mapping[str, str]) -> str:
    """Return a sitting in a few words: ``Gratitude, 12 minutes, Friday 20 November``."""
    title = titles.get(sitting.practice, sitting.practice)
    return f"{title}, {sat_words(sitting.seconds)}, {day_words(sitting.day)}"
