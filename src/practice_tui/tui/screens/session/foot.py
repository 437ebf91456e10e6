"""The lower edge while sitting: one quiet line, the line for time, and the keys.

Owns how long they stay: the quiet line fades, and the keys go again where nothing waits for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from practice_tui.tui.motion import HINT_SECONDS, NOTE_SECONDS
from practice_tui.tui.plain import plain
from practice_tui.tui.screens.session.time_line import Stand, TimeLine
from practice_tui.tui.widgets.key_line import USUAL_LOOK, KeyLine, KeyLook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from practice_tui.tui.actions import Action


class Foot(Vertical):
    """Shows what is said of a sitting."""

    def __init__(self, look: KeyLook = USUAL_LOOK) -> None:
        super().__init__(id="foot")
        self._look = look
        self._fading: Timer | None = None
        self._hinting: Timer | None = None
        self._is_hinting = False
        self._must_show_keys = False
        self.said = ""
        """The quiet line that stands there now."""

    def compose(self) -> ComposeResult:
        """Lay out the edge, from top to bottom."""
        yield Static(id="note", classes="quiet")
        yield TimeLine(id="time")
        yield KeyLine(look=self._look, id="keys")

    def note(self, text: str, *, stays: bool = False) -> None:
        """Show one quiet line, until it fades or another takes its place."""
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
        self.said = text
        self.query_one("#note", Static).update(plain(text))
        if text and not stays:
            self._fading = self.set_timer(NOTE_SECONDS, lambda: self.note(""))

    def show_time(self, stand: Stand | None) -> None:
        """Show where the sitting stands; None hides it."""
        line = self.query_one(TimeLine)
        line.set_class(stand is None, "-hidden")
        if stand is not None:
            line.show(stand)

    def show_keys(self, actions: Sequence[Action], *, must_be_seen: bool) -> None:
        """Have these keys at hand; they are seen while the sitting waits for one of them, or for a while on a hint."""
        self._must_show_keys = must_be_seen
        self.query_one(KeyLine).show(actions)
        self._settle_keys()

    def hint(self) -> None:
        """Show the keys for a while."""
        if self._hinting is not None:
            self._hinting.stop()
        self._hinting = self.set_timer(HINT_SECONDS, self._end_hint)
        self._is_hinting = True
        self._settle_keys()

    def _end_hint(self) -> None:
        self._is_hinting = False
        self._settle_keys()

    def _settle_keys(self) -> None:
        self.query_one(KeyLine).set_class(self._is_hinting or self._must_show_keys, "-shown")
