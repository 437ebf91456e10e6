"""The app: opens screens, holds the one sitting, and leaves kindly however it is asked to.

Owns where one gets to from where, the looks, and what happens when it ends. It decides nothing about practice and draws
nothing.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App

from practice_tui.domain.text import clean_text
from practice_tui.tui import doors
from practice_tui.tui.actions import action, bindings_for
from practice_tui.tui.knocking import KnockingApp
from practice_tui.tui.leaving import Keeping, Parting
from practice_tui.tui.motion import RING_SECONDS, motion_of
from practice_tui.tui.signals import on_being_asked_to_go
from practice_tui.tui.sitting import Sitting
from practice_tui.tui.themes import THEMES, WITHOUT_COLOUR
from practice_tui.tui.wishes import (
    BeginWished,
    DayWished,
    HistoryWished,
    HomeWished,
    LibraryWished,
    PacksWished,
    PreviewWished,
    QuitWished,
    RemindersWished,
    SittingEnded,
    SittingRefused,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.command import Provider
    from textual.screen import Screen
    from textual.theme import Theme

    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.services import Services
    from practice_tui.engine.sittings import Request
    from practice_tui.engine.voices import Listener

_NARROW, _WIDE = 60, 110
_HIGH, _TALL = 24, 36


def run(services: Services, start: Request | None = None) -> None:
    """Open the app and return when it is left; with `start`, directly in that sitting, and leave behind it.

    Raises:
        PracticeError: the sitting that was asked for could not begin.
        Exception: a fault of the program; the sitting that ran is ended and its minutes are kept.
    """
    app = PracticeApp(services, start)
    try:
        app.run()
    finally:
        app.end_sitting()
        for line in app.last_words:
            sys.stderr.write(f"{clean_text(line)}\n")
    if app.fault is not None:
        raise app.fault


def _palette() -> type[Provider]:
    from practice_tui.tui.palette import Everything  # noqa: PLC0415 - only when the palette is opened

    return Everything


class PracticeApp(KnockingApp):
    """The whole program on a full screen.

    Args:
        start: a sitting to begin with; the app is left when it is over.
    """

    TITLE = "practice"
    DEFAULT_MODE = "ground"
    COMMANDS: ClassVar[set[Any]] = {_palette}
    COMMAND_PALETTE_BINDING: ClassVar[str] = action("app.command_palette").keys
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("app")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NARROW, "-middle"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_HIGH, "-high"), (_TALL, "-tall")]  # noqa: RUF012 - is no class variable

    def __init__(self, services: Services, start: Request | None = None) -> None:
        settings = services.settings.read()
        self.is_colourless = "NO_COLOR" in os.environ
        first = "session" if start else "welcome" if services.welcome.is_due() else "today"
        # The theme and the first screen's style sheet are named before Textual reads any, so that it reads none twice.
        self.set_reactive(App.theme, WITHOUT_COLOUR if self.is_colourless else settings.theme)
        super().__init__(
            css_path=["styles/base.tcss", f"screens/{first}/{first}.tcss"],
            ansi_color=True if self.is_colourless else None,
        )
        self._first = first
        self.services = services
        self.motion = motion_of(settings.motion)
        self.animation_level = self.motion.animations
        self._start = start
        self._sitting: Sitting | None = None
        self._grounds = 0

    def on_mount(self) -> None:
        """Hear what the system asks."""
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)  # known as a mode, it can be left for another one
        on_being_asked_to_go(asyncio.get_running_loop(), self.leave)

    # Looks. Only our own themes are known, so that any style sheet can rely on their roles.

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our themes by name."""
        return dict(THEMES)

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return one of our themes."""
        return THEMES.get(theme_name)

    # Where one gets to.

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: the sitting that was asked for, the welcome, or Today."""
        if self._start is not None:
            start = self._start

            def player(listener: Listener) -> SessionPlayer:
                return self.services.sittings.player(replace(start, listener=listener))

            return self._session(player, eyes_closed=start.eyes_closed)
        return doors.welcome(self.services) if self._first == "welcome" else doors.today(self.services)

    def _session(self, prepare: Callable[[Listener], SessionPlayer], *, eyes_closed: bool) -> Screen[Any]:
        self.end_sitting()
        self._sitting = Sitting(prepare)
        return doors.session(self.services, self._sitting, self.motion, eyes_closed=eyes_closed)

    def _ground(self, screen: Screen[Any]) -> None:
        """Put `screen` in the place of the present one and of whatever lies over it.

        Each such ground is a mode of Textual's: the first screen of a stack can't be exchanged, and an empty one below
        it would be laid out and styled at every start.
        """
        left, self._grounds = self.current_mode, self._grounds + 1
        name = f"{self.DEFAULT_MODE} {self._grounds}"
        self.add_mode(name, lambda: screen)
        self.switch_mode(name)
        self.remove_mode(left)

    @on(BeginWished)
    def _begin(self, wish: BeginWished) -> None:
        closed = wish.may_close_eyes and self.services.settings.read().eyes_closed

        def player(listener: Listener) -> SessionPlayer:
            return wish.player(self.services, listener, eyes_closed=closed)

        self._ground(self._session(player, eyes_closed=closed))

    @on(SittingRefused)
    def _refused(self, refusal: SittingRefused) -> None:
        if self._start is not None:
            self.fault = refusal.problem
            self.exit()
        else:
            self._ground(doors.today(self.services, str(refusal.problem)))

    @on(SittingEnded)
    def _reflect(self, ended: SittingEnded) -> None:
        if not ended.saved:
            self.last_words.append(ended.note)
        self._ground(doors.reflection(self.services, ended))
        self._ring_out()

    @on(HomeWished)
    def _home(self, wish: HomeWished) -> None:
        if self._start is not None:
            self.last_words += [wish.notice] if wish.notice else []
            self.leave()
        else:
            self._ground(doors.today(self.services, wish.notice))

    @on(LibraryWished)
    def _library(self) -> None:
        self.push_screen(doors.library(self.services))

    @on(PacksWished)
    def _packs(self) -> None:
        self.push_screen(doors.packs(self.services))

    @on(HistoryWished)
    def _history(self) -> None:
        self.push_screen(doors.history(self.services))

    @on(RemindersWished)
    def _reminders(self) -> None:
        self.push_screen(doors.reminders(self.services))

    @on(DayWished)
    def _day(self, wish: DayWished) -> None:
        self.push_screen(doors.day(self.services, wish.day, wish.sitting))

    @on(PreviewWished)
    def _preview(self, wish: PreviewWished) -> None:
        self.push_screen(doors.preview(self.services, wish.practice))

    # What can be done everywhere.

    def action_help(self) -> None:
        """Show what can be done on this screen."""
        if not self.screen.is_modal:
            self.push_screen(doors.actions_help(getattr(self.screen, "WHERE", "")))

    def action_note(self) -> None:
        """Show the note on looking after oneself."""
        if not self.screen.is_modal:
            self.push_screen(doors.note(self.services.settings.read().contact))

    def action_command_palette(self) -> None:
        """Show everything that can be found by name."""
        if not self.screen.is_modal:
            self.push_screen(doors.palette())

    async def action_quit(self) -> None:
        """Quit; while sitting, stop and keep the minutes, as `q` does."""
        ground = self.screen_stack[0]
        if isinstance(ground, Parting):
            ground.part()
        else:
            self.leave()

    # How it ends.

    @on(QuitWished)
    def leave(self) -> None:
        """End what runs, write down what isn't yet, and close the app."""
        self.end_sitting()
        for screen in self.screen_stack:
            if isinstance(screen, Keeping):
                screen.keep()
        self.exit()

    def end_sitting(self) -> None:
        """End the sitting that runs or rings, if any, and keep its minutes."""
        if self._sitting is not None:
            self._sitting.end()

    def _ring_out(self) -> None:
        if self._sitting is not None and self._sitting.rings():
            self.set_timer(RING_SECONDS, self._ring_out)
