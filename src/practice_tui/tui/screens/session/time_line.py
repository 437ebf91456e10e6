"""The thin line for time, and what is left of it.

Owns that picture; it changes once a second and is drawn only then. Overtime counts up behind a plus sign, and a sitting
without a planned end counts up from its beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from practice_tui.domain.quantities import Frames, clock_words

if TYPE_CHECKING:
    from textual.geometry import Size

_LABEL_WIDTH = 14


class Stand(NamedTuple):
    """Where a sitting stands. All in frames; `length` is None where there is no planned end."""

    position: Frames
    length: Frames | None

    @property
    def label(self) -> str:
        """What the line says: ``6:20 left``, ``+0:40`` or ``12:05``."""
        if self.length is None:
            return clock_words(self.position)
        if self.position > self.length:
            return f"+{clock_words(self.position - self.length)}"
        return f"{clock_words(self.length - self.position)} left"

    def place(self, width: int) -> int:
        """Return the cell of a line of `width` cells that the dot stands on."""
        if not self.length:
            return width - 1
        return min(width - 1, self.position * width // self.length)


class TimeLine(Widget):
    """Draws where a sitting stands."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "time-line--past",
        "time-line--dot",
        "time-line--ahead",
        "time-line--label",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._stand: Stand | None = None
        self._drawn: tuple[str, int] = ("", 0)

    def show(self, stand: Stand) -> None:
        """Draw where the sitting stands; nothing is sent where neither the text nor the dot changes."""
        self._stand = stand
        picture = (stand.label, stand.place(self._line_width(self.size)))
        if picture != self._drawn:
            self._drawn = picture
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the one line there is."""
        del y
        if self._stand is None:
            return Strip.blank(self.size.width, self.rich_style)
        width = self._line_width(self.size)
        place = self._stand.place(width)
        is_open = self._stand.length is None
        segments = [
            ("" if is_open else "─" * place, "time-line--past"),
            ("" if is_open else "●", "time-line--dot"),
            (" " * width if is_open else "─" * (width - place - 1), "time-line--ahead"),
            (self._stand.label.rjust(_LABEL_WIDTH), "time-line--label"),
        ]
        styled = [Segment(text, self.get_component_rich_style(name)) for text, name in segments if text]
        return Strip(styled).adjust_cell_length(self.size.width, self.rich_style)

    @staticmethod
    def _line_width(size: Size) -> int:
        return max(1, size.width - _LABEL_WIDTH)
