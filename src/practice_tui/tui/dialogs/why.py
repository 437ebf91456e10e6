"""How each day was counted, the newest first.

Owns the list; the reasons are the engine's. Only the lines in sight are drawn: ten years are 3,650 of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from practice_tui.domain.statistics import DayCount

_COUNTED_WIDTH = 10
_NOTHING = "no day has been counted yet"


class Explained(Message):
    """The lines are there."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines


class DayLines(ScrollView):
    """Shows a line a day."""

    auto_links = False

    def __init__(self) -> None:
        super().__init__(id="days")
        self._lines: Sequence[str] = ()

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        self._lines = lines
        self.virtual_size = Size(max(map(len, lines), default=0), len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of those in sight."""
        x, above = self.scroll_offset
        place = above + y
        text = self._lines[place] if place < len(self._lines) else ""
        width = self.scrollable_content_region.width
        return Strip([Segment(text, self.rich_style)]).crop_extend(x, x + width, self.rich_style)


class WhyDialog(ModalScreen[None]):
    """Shows what `explanation` returns; it is called in a thread."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,w,q,enter", "dismiss", "Close", show=False)]
    AUTO_FOCUS = "#days"

    def __init__(self, explanation: Callable[[], Sequence[DayCount]]) -> None:
        super().__init__()
        self._explanation = explanation

    def compose(self) -> ComposeResult:
        """Lay out the list; it scrolls where it is longer than the screen."""
        with Vertical(id="page"):
            yield Static("How each day was counted", classes="accent")
            yield DayLines()
            yield Static("↑ ↓ pgup pgdn   esc closes this", id="close", classes="quiet")

    def on_mount(self) -> None:
        """Ask for the reasons."""
        self._ask()

    @work(thread=True)
    def _ask(self) -> None:
        try:
            days = self._explanation()
        except PracticeError as problem:
            self.post_message(Explained([one_line(str(problem))]))
        else:
            is_counted = any(day.seconds for day in days)
            self.post_message(Explained([why_line(day) for day in reversed(days)] if is_counted else [_NOTHING]))

    @on(Explained)
    def _show(self, message: Explained) -> None:
        self.query_one(DayLines).show(message.lines)


def why_line(day: DayCount) -> str:
    """Return how a day was counted: ``2026-11-20  practice   12 min of practice``."""
    return f"{day.day.isoformat()}  {day.counts_as.value.ljust(_COUNTED_WIDTH)} {one_line(day.because)}"
