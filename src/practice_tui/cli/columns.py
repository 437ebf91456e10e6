"""Aligned columns and wrapped text, in the width of the terminal; in a pipe every row is one line.

Owns how wide a character is in cells. Everything that enters a table is made safe here.
"""

from __future__ import annotations

import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING

from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "
"""What stands between two columns."""

_NARROWEST = 20
_WIDEST_TEXT = 88


def width() -> int | None:
    """Return the columns of the terminal on stdout, or None where there is none and lines may be of any length."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def cells(text: str) -> int:
    """Return how many cells a text takes: two for wide characters, none for those that combine."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) or unicodedata.category(each) == "Cf" else 1 + (_is_wide(each))
        for each in text
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Return rows as lines with aligned columns; the last column is wrapped beneath itself.

    Args:
        rows: texts, as many in each row.
        right: the numbers of the columns that are flush right.
    """
    if not rows:
        return []
    safe = [[visible(text) for text in row] for row in rows]
    widths = [max(cells(row[column]) for row in safe) for column in range(len(safe[0]) - 1)]
    indent = sum(widths) + len(GAP) * len(widths)
    lines: list[str] = []
    for row in safe:
        start = "".join(
            _padded(text, size, flush_right=number in right) + GAP
            for number, (text, size) in enumerate(zip(row, widths, strict=False))
        )
        first, *others = wrapped(row[-1], indent)
        lines.append((start + first).rstrip())
        lines.extend(" " * indent + other for other in others)
    return lines


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Return a text as lines that fit beside `indent` cells of a terminal; as one line in a pipe."""
    columns = width()
    if columns is None:
        return [text]
    room = max(_NARROWEST, min(columns - 1 - indent, _WIDEST_TEXT))
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and cells(lines[-1]) + 1 + cells(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _padded(text: str, size: int, *, flush_right: bool) -> str:
    blank = " " * (size - cells(text))
    return blank + text if flush_right else text + blank
