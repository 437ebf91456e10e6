"""Where the screens are: each is imported when it is first asked for.

Owns that nothing but the first screen stands between the shell and Today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from fractions import Fraction

    from textual.screen import ModalScreen, Screen

    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.services import Services
    from practice_tui.engine.settings import Settings
    from practice_tui.tui.motion import Motion
    from practice_tui.tui.sitting import Sitting
    from practice_tui.tui.wishes import SittingEnded

# ruff: noqa: PLC0415 - to import late is what this module is for


def today(services: Services, notice: str = "") -> Screen[Any]:
    """Return Today; what it shows is gathered from now on."""
    from practice_tui.tui.screens.today.overview import Gathering

    gathering = Gathering(services)
    from practice_tui.tui.screens.today.screen import TodayScreen

    return TodayScreen(services, gathering, notice)


def welcome(services: Services) -> Screen[Any]:
    """Return the very first screen."""
    from practice_tui.tui.screens.welcome.screen import WelcomeScreen

    return WelcomeScreen(services)


def session(services: Services, sitting: Sitting, motion: Motion, *, eyes_closed: bool) -> Screen[Any]:
    """Return the screen of a sitting, which begins it; with `eyes_closed` it goes dark at once."""
    from practice_tui.tui.screens.session.screen import SessionScreen

    return SessionScreen(services, sitting, motion, eyes_closed=eyes_closed)


def reflection(services: Services, ended: SittingEnded) -> Screen[Any]:
    """Return the screen after a sitting."""
    from practice_tui.tui.screens.reflection.screen import ReflectionScreen

    return ReflectionScreen(services, ended.record, ended.note, saved=ended.saved)


def library(services: Services) -> Screen[Any]:
    """Return the library."""
    from practice_tui.tui.screens.library.screen import LibraryScreen

    return LibraryScreen(services)


def packs(services: Services) -> Screen[Any]:
    """Return the packs that are installed."""
    from practice_tui.tui.screens.packs.screen import PacksScreen

    return PacksScreen(services)


def preview(services: Services, practice: PracticeSummary) -> Screen[Any]:
    """Return a closer look at one practice."""
    from practice_tui.tui.screens.preview.screen import PreviewScreen

    return PreviewScreen(services, practice)


def history(services: Services) -> Screen[Any]:
    """Return looking back."""
    from practice_tui.tui.screens.history.screen import HistoryScreen

    return HistoryScreen(services)


def day(services: Services, which: date, sitting: str = "") -> Screen[Any]:
    """Return one day of the record, with one of its sittings marked where its id is given."""
    from practice_tui.tui.screens.day.screen import DayScreen

    return DayScreen(services, which, sitting)


def reminders(services: Services) -> Screen[Any]:
    """Return the reminders."""
    from practice_tui.tui.screens.reminders.screen import RemindersScreen

    return RemindersScreen(services)


def actions_help(where: str) -> ModalScreen[None]:
    """Return the list of what can be done on a screen."""
    from practice_tui.tui.dialogs.help import HelpDialog

    return HelpDialog(where)


def note(contact: str) -> ModalScreen[None]:
    """Return the note on looking after oneself."""
    from practice_tui.tui.dialogs.note import NoteDialog

    return NoteDialog(contact)


def sound(services: Services, attune: Callable[[Settings], None] | None = None) -> ModalScreen[None]:
    """Return the choice of sound; `attune` lets a sitting that lies below follow it."""
    from practice_tui.tui.dialogs.sound import SoundDialog

    return SoundDialog(services, attune)


def rhythm(services: Services) -> ModalScreen[Fraction | None]:
    """Return the tapping of one's own rhythm."""
    from practice_tui.tui.dialogs.rhythm import RhythmDialog

    return RhythmDialog(services)


def palette() -> Screen[Any]:
    """Return the command palette."""
    from practice_tui.tui.palette import Palette

    return Palette()
