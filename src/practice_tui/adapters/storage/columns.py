"""Rows, field by field: how a view holds sittings so that a start has them at once.

Owns how a column is written short: where few values come again and again they stand once, and a text says with a
character for each row which of them it is. It refuses rows that are no sittings: those are read one by one, and told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from practice_tui.domain.record import columns_of, many_from_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIRST_CHARACTER = ord("#")
_MOST_VALUES = 90
"""So many characters of ASCII are at hand from the first one on."""


def packed(rows: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return sittings as columns that JSON can hold; None where one of the rows isn't a sitting."""
    try:
        many_from_plain(rows)
        return {name: short(column) for name, column in columns_of(rows).items()}
    except (ValueError, KeyError, TypeError):
        return None


def unpacked(columns: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    """Return the columns that `packed` was given.

    Raises:
        TypeError, LookupError: they are none.
    """
    return {name: long(column) for name, column in columns.items()}


def short(column: Sequence[Any]) -> Sequence[Any] | dict[str, Any]:
    """Return a column as it is written."""
    values = list(dict.fromkeys(column))
    if len(values) > _MOST_VALUES:
        return column
    characters = {value: chr(_FIRST_CHARACTER + place) for place, value in enumerate(values)}
    return {"of": values, "at": "".join(map(characters.__getitem__, column))}


def long(column: Any) -> Sequence[Any]:
    """Return the column that `short` was given.

    Raises:
        TypeError, LookupError: it is none.
    """
    if isinstance(column, dict):
        values = [None] * _FIRST_CHARACTER + column["of"]
        return list(map(values.__getitem__, column["at"].encode()))
    if not isinstance(column, list):
        raise TypeError("a column is a list")
    return column
