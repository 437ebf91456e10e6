"""The breath pacer: a disc that grows with the in-breath and shrinks with the out-breath.

Owns how a place in a breath becomes a picture, and draws as little of it as changed. Pictures are made once for each
size and kept; a line is sent again only where a cell of it is another. It keeps no time: where the breath is comes from
what is heard.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from practice_tui.domain.timeline import Phase
from practice_tui.tui.screens.session.disc import disc, largest_radius

if TYPE_CHECKING:
    from textual import events

    from practice_tui.domain.timeline import Moment

SMALLEST = 0.36
"""The radius behind an out-breath, as a share of the largest."""

STEPS_PER_DOT = 4
"""How many pictures there are for each dot the radius grows."""


def fullness(moment: Moment) -> float:
    """Return how full the breath is, from 0 to 1, eased at both ends as a breath is."""
    if moment.phase is Phase.HOLD:
        return 1.0
    if moment.phase is Phase.REST:
        return 0.0
    eased = (1.0 - cos(pi * moment.progress)) / 2.0
    return eased if moment.phase is Phase.IN else 1.0 - eased


@lru_cache(maxsize=512)
def _picture(step: int, width: int, height: int) -> tuple[str, ...]:
    return disc(step / STEPS_PER_DOT, width, height)


class Pacer(Widget):
    """Draws the breath. `show` is its only way in."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        self._rows: tuple[str, ...] = ()
        self._step = 0
        self._strips: dict[str, Strip] = {}
        super().__init__(id=id)

    def show(self, moment: Moment | None) -> None:
        """Draw the breath as it is at `moment`, or nothing for None; nothing is sent where no cell changes."""
        step = 0 if moment is None else self._step_for(fullness(moment))
        if step == self._step:
            return
        self._step = step
        before, self._rows = self._rows, _picture(step, *self.size)
        changed = [
            Region(0, y, self.size.width, 1)
            for y, (old, new) in enumerate(zip(before, self._rows, strict=False))
            if old != new
        ]
        if changed or len(before) != len(self._rows):
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture."""
        row = self._rows[y] if y < len(self._rows) else " " * self.size.width
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = Strip([Segment(row, self.rich_style)], len(row))
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of `crop`.

        Straight from the kept ones: this widget has no border, padding or links for which Textual would look at every
        line of every frame anew, which is most of what a frame costs.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            background = self.background_colors[1]
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        first, last = crop.column_span
        return strips if (first, last) == (0, self.size.width) else [strip.crop(first, last) for strip in strips]

    def notify_style_update(self) -> None:
        """Forget lines in another colour."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Forget pictures of another size."""
        self._strips.clear()
        self._rows = _picture(self._step, *event.size)
        self._step = -1

    def _step_for(self, full: float) -> int:
        largest = largest_radius(*self.size)
        radius = largest * (SMALLEST + (1.0 - SMALLEST) * full)
        return round(radius * STEPS_PER_DOT)
