"""The middle of the screen while sitting: the breath, the words of now, and on steady ground the people to turn to.

Owns how they are laid out. Passages are broken into lines of about the same length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from practice_tui.tui.plain import plain
from practice_tui.tui.screens.session.breath import BreathField
from practice_tui.tui.screens.session.words import NONE, Words, balanced_width

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

_WIDEST = 64
_MARGIN = 4


class Stage(Vertical):
    """Shows what a sitting says."""

    def __init__(self, *, has_disc: bool) -> None:
        super().__init__(id="stage")
        self._has_disc = has_disc
        self._words = NONE
        self._people = ""
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out the middle, from top to bottom."""
        yield BreathField(has_disc=self._has_disc)
        yield Static(id="words")
        yield Static(id="people", classes="quiet")

    @property
    def breath(self) -> BreathField:
        """The place of the breath."""
        return self.query_one(BreathField)

    def fit(self, size: Size, *, is_night: bool) -> None:
        """Fit a screen of `size`."""
        self._width = size.width
        self.breath.fit(size, is_night=is_night)
        self._write()

    def show_words(self, words: Words) -> None:
        """Show the words of now; nothing is drawn where they are the same."""
        if words == self._words:
            return
        is_new = words.text != self._words.text
        self._words = words
        self.query_one("#words").set_class(words.are_resting, "-resting")
        if is_new:
            self._write()

    def show_people(self, text: str) -> None:
        """Show whom to turn to; an empty text takes it away."""
        if text != self._people:
            self._people = text
            field = self.query_one("#people", Static)
            field.update(plain(text))
            field.set_class(bool(text), "-shown")

    def _write(self) -> None:
        field = self.query_one("#words", Static)
        width = balanced_width(self._words.text, max(1, min(_WIDEST, self._width - _MARGIN)))
        field.styles.padding = (0, max(0, self._width - width) // 2)
        field.update(plain(self._words.text))
