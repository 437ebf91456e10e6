"""Changing the record by hand, from any screen that shows it.

Owns the screens' common way to do it (questions first, changes in a thread, a message when it is done) and what was
done in words. How a sitting or a pause is changed is the engine's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.pause import MarkedPause, Pause
from practice_tui.tui.pauses import pause_words
from practice_tui.tui.plain import plain
from practice_tui.tui.wording import day_words, sat_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from practice_tui.domain.record import SessionRecord
    from practice_tui.engine.logbook import Entered
    from practice_tui.engine.ports import Kept
    from practice_tui.engine.services import Services
    from practice_tui.tui.dialogs.sitting import SittingDialog


class MendingScreen(Screen[None]):
    """A screen on which the record can be changed. What was done arrives as `Mended`."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    def titles(self) -> Mapping[str, str]:
        """Return what each practice is called, by its id; nothing before a screen has read it."""
        return {}

    def say(self, words: str | None) -> None:
        """Say what was done, in the line that is there for it."""
        self.query_one("#notice", Static).update(plain(words or ""))

    def action_undo(self) -> None:
        """Take back the last change."""
        self._change(lambda: undone_words(self._services.logbook().undo(), self.titles()))

    def add_to(self, day: date) -> None:
        """Ask what was sat on a day."""
        self.app.push_screen(adding(self._services, day, self.titles()), self.say)

    def pause_from(self, day: date) -> None:
        """Ask for a pause that begins on a day, or for another shape of the one that holds it."""
        self._ask_for_pause(day)

    @work(thread=True, exclusive=True, group="question")
    def _ask_for_pause(self, day: date) -> None:
        try:
            held = [marked for marked in self._services.history.pauses() if marked.holds(day)]
        except PracticeError as problem:
            self.app.call_from_thread(self.say, str(problem))
            return
        ask = changing_pause(self._services, held[-1]) if held else pausing(self._services, day)
        self.app.call_from_thread(self.app.push_screen, ask, self.say)

    @work(thread=True, exclusive=True, group="change")
    def _change(self, change: Callable[[], str]) -> None:
        try:
            self.post_message(Mended(change()))
        except PracticeError as problem:
            self.post_message(Mended(str(problem)))


class Mended(Message):
    """The record was changed, or it wasn't; `words` say what was done, or why it could not be."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


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


def pausing(services: Services, day: date) -> SittingDialog:
    """Return the question from when to when a pause is, beginning with a day."""
    from practice_tui.tui.dialogs.pause_form import PauseMarking  # noqa: PLC0415 - only when it is asked for
    from practice_tui.tui.dialogs.sitting import SittingDialog  # noqa: PLC0415

    return SittingDialog(PauseMarking(services, day))


def changing_pause(services: Services, marked: MarkedPause) -> SittingDialog:
    """Return the question what to change of a pause."""
    from practice_tui.tui.dialogs.pause_form import PauseChange  # noqa: PLC0415 - only when it is asked for
    from practice_tui.tui.dialogs.sitting import SittingDialog  # noqa: PLC0415

    return SittingDialog(PauseChange(services, marked))


def entered_words(verb: str, entered: Entered, titles: Mapping[str, str]) -> str:
    """Return what was entered, and what the person should know of it."""
    return "\n".join([f"{verb}: {sitting_words(entered.record, titles)}; u takes it back", *entered.remarks])


def removed_words(kept: Kept, titles: Mapping[str, str]) -> str:
    """Return what was removed."""
    return f"removed: {kept_words(kept, titles)}; u brings it back"


def undone_words(pairs: Sequence[tuple[Kept | None, Kept | None]], titles: Mapping[str, str]) -> str:
    """Return what was taken back, given each sitting or pause as it was until now and as it is again."""
    if len(pairs) != 1:
        return f"{len(pairs)} sittings are as they were before"
    until_now, again = pairs[0]
    if again is not None:
        return f"{'as before' if until_now else 'back again'}: {kept_words(again, titles)}"
    return f"taken out again: {kept_words(until_now, titles)}" if until_now else "nothing has changed"


def kept_words(kept: Kept, titles: Mapping[str, str]) -> str:
    """Return a sitting or a pause in a few words."""
    if isinstance(kept, Pause):
        return pause_words(MarkedPause(kept, kept.last))
    return sitting_words(kept, titles)


def sitting_words(sitting: SessionRecord, titles: Mapping[str, str]) -> str:
    """Return a sitting in a few words: ``Gratitude, 12 minutes, Friday 20 November``."""
    title = titles.get(sitting.practice, sitting.practice)
    return f"{title}, {sat_words(sitting.seconds)}, {day_words(sitting.day)}"
