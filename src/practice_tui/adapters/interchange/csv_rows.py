"""Rows of a CSV text, each with the line it begins in.

Owns the delimiter, which follows from the heading, and the guard against cells that a spreadsheet would run as a
formula. Blank rows are passed over.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _csv import Reader as CsvReader
    from collections.abc import Iterable, Iterator, Sequence

_DELIMITERS = ",;\t"
_MOST_COLUMNS = 1_000
_MOST_CHARACTERS = 131_072
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_UNGUARDED = re.compile(r"'+[=+\-@\t\r]")


class Row(NamedTuple):
    """The cells of a row, and the line it begins in, from 1."""

    line: int
    cells: Sequence[str]


class BrokenRow(NamedTuple):
    """A row that can't be read, the line it begins in, and why."""

    line: int
    reason: str


def heading_of(text: str) -> list[str]:
    """Return the cells of the first row, without blanks around them; an empty list where there is none that fits."""
    try:
        first: list[str] = next(_reader(text), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in first] if len(first) <= _MOST_COLUMNS else []


def rows(text: str) -> Iterator[Row | BrokenRow]:
    """Return the rows behind the heading."""
    reader = _reader(text)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield BrokenRow(line, _reason(str(problem)))
        else:
            if line > 1 and any(cell and not cell.isspace() for cell in cells):
                yield BrokenRow(line, "it has too many columns") if len(cells) > _MOST_COLUMNS else Row(line, cells)
        line = reader.line_num + 1


def _reason(problem: str) -> str:
    if "unexpected end" in problem:
        return "a quotation mark is opened in it and never closed; nothing behind it can be read"
    return "a cell in it is too long" if "larger" in problem else "its quotation marks don't match"


def written(heading: Sequence[str], records: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file in UTF-8, with the line ends of RFC 4180, every cell guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([guarded(cell) for cell in row] for row in records)
    return out.getvalue().encode()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `unguarded` gives back what it was."""
    return f"'{cell}" if _GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`."""
    return cell[1:] if _UNGUARDED.match(cell) else cell


def _reader(text: str) -> CsvReader:
    # Short cells bound what a row can hold at once; a note of more characters than this is no note.
    csv.field_size_limit(_MOST_CHARACTERS)
    first = text[: max(text.find("\n"), 0) or len(text)][:_MOST_CHARACTERS]
    delimiter = max(_DELIMITERS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
