"""One line of the library: title, kind, lengths, and when it was sat last.

Owns the columns and the filter. Titles come from scripts and enter as plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from practice_tui.tui.plain import plain_line
from practice_tui.tui.wording import ago_words, length_label, range_words

if TYPE_CHECKING:
    from datetime import date

    from practice_tui.engine.library import PracticeSummary

_TITLE, _KIND, _RANGE, _HOME, _LAST = 24, 14, 10, 6, 11
_GAP = 2


class Row(NamedTuple):
    """A practice, and the day it was sat last, if ever."""

    practice: PracticeSummary
    last: date | None

    def matches(self, words: str) -> bool:
        """Return whether every word of a filter stands in its title, kind, level, summary, id or author."""
        each = self.practice
        text = f"{each.title} {each.kind} {each.level} {each.summary} {each.id} {each.author}".casefold()
        return all(word in text for word in words.casefold().split())

    def is_called(self, words: str) -> bool:
        """Return whether its title alone has every word of a filter."""
        return all(word in self.practice.title.casefold() for word in words.casefold().split())

    @property
    def about(self) -> str:
        """What it is, and who wrote it where somebody handed it on."""
        by = self.practice.handed_on_by
        author = f"by {by}, in {self.practice.pack}" if by else ""
        return "\n".join(filter(None, (self.practice.summary, author)))

    def line(self, today: date, width: int) -> Content:
        """Return the row in `width` cells; the narrower it is, the less it says."""
        practice = self.practice
        last = ago_words(self.last, today) if self.last else "not yet"
        columns = [
            (practice.kind, _KIND),
            (range_words(practice), _RANGE),
            (length_label(practice.home), _HOME),
            (last, _LAST),
        ]
        while columns and _TITLE + sum(size + _GAP for _, size in columns) > width:
            del columns[0 if len(columns) > 1 else -1]
        taken = sum(size + _GAP for _, size in columns)
        cells = [_cell(plain_line(practice.title), max(8, width - taken))]
        cells += [_cell(plain_line(text), size).stylize("$quiet-look") for text, size in columns]
        return Content(" " * _GAP).join(cells)


def _cell(text: Content, size: int) -> Content:
    return text.truncate(size, ellipsis=True, pad=True)
