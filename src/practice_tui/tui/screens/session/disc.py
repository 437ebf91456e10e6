"""A disc of braille dots, finer than a cell.

Owns the geometry only: a radius in dots to rows of text. A cell holds two dots across and four down, so that a dot is
about square where a cell is twice as high as it is wide.
"""

from __future__ import annotations

from math import sqrt

DOTS_ACROSS = 2
DOTS_DOWN = 4

_FIRST = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def largest_radius(width: int, height: int) -> float:
    """Return the radius, in dots, of the largest disc that fits into a field of cells."""
    return min(width * DOTS_ACROSS, height * DOTS_DOWN) / 2


def disc(radius: float, width: int, height: int) -> tuple[str, ...]:
    """Return a disc of `radius` dots in the middle of a field of `width` by `height` cells, a text a row."""
    return tuple(_row(radius, y, width, height) for y in range(height))


def _row(radius: float, y: int, width: int, height: int) -> str:
    spans = [_span(radius, y * DOTS_DOWN + down, width, height) for down in range(DOTS_DOWN)]
    reached = [span for span in spans if span[0] < span[1]]
    if not reached:
        return " " * width
    begin = min(start for start, _ in reached) // DOTS_ACROSS
    end = -(-max(stop for _, stop in reached) // DOTS_ACROSS)
    return " " * begin + "".join(_cell(spans, x * DOTS_ACROSS) for x in range(begin, end)) + " " * (width - end)


def _span(radius: float, dot_row: int, width: int, height: int) -> tuple[int, int]:
    """Return the first dot that is lit in a row of dots and the first behind it that isn't."""
    off_centre = dot_row + 0.5 - height * DOTS_DOWN / 2
    if abs(off_centre) >= radius:
        return 0, 0
    half = sqrt(radius * radius - off_centre * off_centre)  # in dots, as is `width` where half of them lie on a side
    reach = min(round(half), width)
    return width - reach, width + reach


def _cell(spans: list[tuple[int, int]], first_dot: int) -> str:
    bits = 0
    for (start, stop), (left, right) in zip(spans, _BITS, strict=True):
        if start <= first_dot < stop:
            bits |= left
        if start <= first_dot + 1 < stop:
            bits |= right
    return chr(_FIRST + bits) if bits else " "
