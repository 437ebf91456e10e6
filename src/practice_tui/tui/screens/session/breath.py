"""The place of the breath on the screen: the pacer, and the word beside it.

Owns how large the pacer is on a screen of a given size, and what it says where nothing may move. It is there only in
parts in which breath is paced, and empty while it isn't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

from practice_tui.domain.timeline import Phase
from practice_tui.tui.plain import plain_line
from practice_tui.tui.screens.session.pacer import Pacer

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

    from practice_tui.domain.timeline import Moment

_SHARE, _SMALL_SHARE = 0.46, 0.3
_SMALL_HEIGHT = 20
_FEWEST_ROWS, _MOST_ROWS = 3, 27
_PHASES = {
    Phase.IN: "breathing in",
    Phase.HOLD: "holding",
    Phase.OUT: "breathing out",
    Phase.REST: "resting",
}


def pacer_rows(width: int, height: int, *, is_night: bool) -> int:
    """Return how many rows the pacer has on a screen of `width` by `height` cells; it is twice as wide as high."""
    if is_night:
        return _FEWEST_ROWS
    share = _SHARE if height >= _SMALL_HEIGHT else _SMALL_SHARE
    return max(_FEWEST_ROWS, min(_MOST_ROWS, int(height * share), width // 2 - 1))


class BreathField(Horizontal):
    """Shows a paced breath."""

    def __init__(self, *, has_disc: bool) -> None:
        super().__init__(id="breath")
        self._has_disc = has_disc
        self._phase: Phase | None = None

    def compose(self) -> ComposeResult:
        """Put the pacer in the middle and the word to its right."""
        yield Static(id="before")
        if self._has_disc:
            yield Pacer(id="pacer")
        yield Static(id="phase", classes="quiet")

    def reserve(self, *, is_needed: bool) -> None:
        """Keep the place, or give it up: the words of a part stand where they will stand throughout it."""
        self.set_class(is_needed, "-reserved")

    def fit(self, size: Size, *, is_night: bool) -> None:
        """Take the size that fits a screen of `size`."""
        if self._has_disc:
            rows = pacer_rows(size.width, size.height, is_night=is_night)
            self.styles.height = rows
            self.query_one(Pacer).styles.width = rows * 2

    def show(self, moment: Moment | None) -> None:
        """Show where the breath is; None where none is paced at this instant."""
        if self._has_disc:
            self.query_one(Pacer).show(moment)
        phase = moment.phase if moment is not None else None
        if phase is not self._phase:
            self._phase = phase
            self.query_one("#phase", Static).update(plain_line(_PHASES[phase] if phase else ""), layout=False)
