"""Minutes a week, and time by practice, each as a small figure with its words below or beside it.

Owns those two pictures. Titles come from scripts and enter as plain text.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from practice_tui.tui.plain import plain_line
from practice_tui.tui.screens.history.bars import along, upright
from practice_tui.tui.screens.history.calendar import GUTTER, YEAR_WEEKS
from practice_tui.tui.screens.history.said import about_words, count_words, weeks_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.tui.screens.history.looking_back import LookingBack

_LEAST_HEIGHT = 2
_COLUMN = 3
_TIME, _GAP = 10, 1
_TITLE, _SHORT_TITLE = 28, 17
_WIDE = 60


class Weeks(Widget):
    """Shows minutes a week as upright bars; under a year each bar stands below its week."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._back: LookingBack | None = None
        self._mondays: Sequence[date] = ()

    def show(self, back: LookingBack, mondays: Sequence[date]) -> None:
        """Show these weeks, or, where they are few, as many up to the last of them as there is room for."""
        self._back, self._mondays = back, mondays
        self.refresh()

    def render(self) -> Content:
        """Return the figure, and its words below it."""
        if self._back is None or not self._back.whole.sessions:
            return Content("")
        is_year = len(self._mondays) == YEAR_WEEKS and self.size.width >= GUTTER + 2 * YEAR_WEEKS
        mondays = self._mondays if is_year else self._fitting()
        minutes = [self._back.week_seconds(monday) / 60 for monday in mondays]
        most = max(minutes, default=0.0)
        word_lines = 1 if self.size.width >= _WIDE else 2
        height = max(_LEAST_HEIGHT, self.size.height - 1 - word_lines)
        bar = 1 if is_year else _COLUMN - 1
        lines = [Content.styled("minutes a week", "$quiet-look")]
        for row, cells in enumerate(upright(minutes, most, height)):
            scale = f"{round(most):,}" if row == 0 and most else ""
            drawn = "".join(each * bar + " " for each in cells)
            lines.append(Content.assemble((scale.rjust(GUTTER - 1) + " ", "$quiet-look"), (drawn, "$accent")))
        words = plain_line(weeks_line(self._back, mondays)).stylize("$quiet-look")
        return Content("\n").join([*lines, words])

    def _fitting(self) -> list[date]:
        count = max(1, (self.size.width - GUTTER) // _COLUMN)
        return [self._mondays[-1] - timedelta(weeks=back) for back in reversed(range(count))]


class ByPractice(Widget):
    """Shows time by practice as bars, the most practised first; a click on one is the action `only` of its screen."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._back: LookingBack | None = None

    def show(self, back: LookingBack) -> None:
        """Show what was practised in the sittings that are looked at."""
        self._back = back
        self.refresh()

    def render(self) -> Content:
        """Return the figure; what there is no room for is summed up in its last line."""
        if self._back is None or not self._back.shown.sessions:
            return Content("")
        everything = list(self._back.shown.by_practice.items())
        room = max(1, self.size.height - 1)
        kept = everything if len(everything) <= room else everything[: room - 1]
        lines = [Content.styled("by practice", "$quiet-look")]
        lines += [self._line(practice, seconds, everything[0][1]) for practice, seconds in kept]
        rest = everything[len(kept) :]
        if rest:
            sat = about_words(sum(seconds for _, seconds in rest))
            lines.append(Content.styled(f"and {count_words(len(rest), 'other')}, {sat}", "$quiet-look"))
        return Content("\n").join(lines)

    def _line(self, practice: str, seconds: float, most: float) -> Content:
        assert self._back is not None
        room = _TITLE if self.size.width >= _WIDE else _SHORT_TITLE
        title = plain_line(self._back.title(practice)).truncate(room, ellipsis=True, pad=True)
        width = max(1, self.size.width - room - _TIME - 2 * _GAP)
        bar = along(seconds, most, width).ljust(width)
        line = Content(" " * _GAP).join(
            [title, Content.styled(bar, "$accent"), Content.styled(about_words(seconds).rjust(_TIME), "$quiet-look")]
        )
        place = list(self._back.whole.by_practice).index(practice)
        return line.stylize(Style.from_meta({"@click": f"screen.only({place})"}))
