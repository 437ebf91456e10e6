"""Where the screens are: each is imported when it is first asked for.

Owns that nothing but the first screen stands between the shell and Today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from textual.screen import ModalScreen, Screen

    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.services import Services
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


def session(services: Services, sitting: Sitting, motion: Motion) -> Screen[Any]:
    """Return the screen of a sitting, which begins it."""
    from practice_tui.tui.screens.session.screen import SessionScreen

    return SessionScreen(services, sitting, motion)


def reflection(services: Services, ended: SittingEnded) -> Screen[Any]:
    """Return the screen after a sitting."""
    from practice_tui.tui.screens.reflection.screen import ReflectionScreen

    return ReflectionScreen(services, ended.record, ended.note, saved=ended.saved)


def library(services: Services) -> Screen[Any]:
    """Return the library."""
    from practice_tui.tui.screens.library.screen import LibraryScreen

    return LibraryScreen(services)


def preview(services: Services, practice: PracticeSummary) -> Screen[Any]:
    """Return a closer look at one practice."""
    from practice_tui.tui.screens.preview.screen import PreviewScreen

    return PreviewScreen(services, practice)


def history(services: Services) -> Screen[Any]:
    """Return looking back."""
    from practice_tui.tui.screens.history.screen import HistoryScreen

    return HistoryScreen(services)


def day(services: Services, which: date) -> Screen[Any]:
    """Return one day of the record."""
    from practice_tui.tui.screens.day.screen import DayScreen

    return DayScreen(services, which)


def actions_help(where: str) -> ModalScreen[None]:
    """Return the list of what can be done on a screen."""
    from practice_tui.tui.dialogs.help import HelpDialog

    return HelpDialog(where)


def note(contact: str) -> ModalScreen[None]:
    """Return the note on looking after oneself."""
    from practice_tui.tui.dialogs.note import NoteDialog

    return NoteDialog(contact)


def palette() -> Screen[Any]:
    """Return the command palette."""
    from practice_tui.tui.palette import Palette

    return Palette()
