"""Bars out of cells, drawn to an eighth of one.

Owns how a number becomes block characters. It knows no colour and no unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_UP = " ▁▂▃▄▅▆▇█"
_ALONG = " ▏▎▍▌▋▊▉█"
_EIGHTHS = 8


def upright(values: Sequence[float], most: float, height: int) -> list[str]:
    """Return `height` lines, the uppermost first, with a character for each of `values`.

    Args:
        most: the value that fills the whole height; whatever is above nothing shows an eighth of a cell at least.
    """
    eighths = [_eighths(value, most, height) for value in values]
    return ["".join(_UP[_within(each - row * _EIGHTHS)] for each in eighths) for row in reversed(range(height))]


def along(value: float, most: float, width: int) -> str:
    """Return a bar of at most `width` characters that fills all of them at `most`; it isn't padded."""
    eighths = _eighths(value, most, width)
    return "".join(_ALONG[_within(eighths - cell * _EIGHTHS)] for cell in range(width)).rstrip()


def _eighths(value: float, most: float, cells: int) -> int:
    if value <= 0 or most <= 0:
        return 0
    return min(cells * _EIGHTHS, max(1, round(value / most * cells * _EIGHTHS)))


def _within(eighths: int) -> int:
    return min(_EIGHTHS, max(0, eighths))
