"""JSON and TOML from strangers, read strictly.

Owns what a parser of the standard library lets pass, or dies of: keys given twice, deep nesting, numbers without an
end, lines without an end. It refuses all of that before the parser sees it, or in the parser's own hooks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

DEEPEST = 6
"""How many brackets may be open at once."""

LONGEST_LINE = 4_000
"""Characters of one line of TOML: the parser's work grows with the square of a dotted key."""

_LONGEST_NUMBER = 16
"""Digits; every size and length that means something has fewer."""


class Malformed(ValueError):
    """A text that isn't what it should be. Its words complete ``it can't be read: …``."""


def read_json(raw: bytes) -> Any:
    """Return what a JSON document in UTF-8 says: objects, lists, texts, whole numbers, true, false, null.

    Raises:
        Malformed: it isn't JSON, or is more than we accept of it: no fractions, no key twice, not nested deeper than
            `DEEPEST`.
    """
    text = _decoded(raw)
    _check_depth(text, quotes='"')
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_float=_no_number,
            parse_int=_whole,
        )
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("it isn't JSON") from None


def read_toml(raw: bytes) -> dict[str, Any]:
    """Return what a TOML document in UTF-8 says.

    Raises:
        Malformed: it isn't TOML, has a line longer than `LONGEST_LINE`, or is nested deeper than `DEEPEST`.
    """
    text = _decoded(raw)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise Malformed(f"line {number} is longer than {LONGEST_LINE} characters")
    _check_depth(text, quotes="\"'")
    import tomllib  # noqa: PLC0415 - takes 20 ms, and is wanted where an author's folder is read

    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Malformed(f"it isn't TOML ({str(problem)[:120]})") from None
    _check_keys(found)
    return found


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("it isn't UTF-8 text") from None


def _check_depth(text: str, quotes: str) -> None:
    """Count open brackets outside of quoted texts; unbalanced quotes are left to the parser.

    TOML's comments and long texts may be miscounted, in favour of refusing; nothing we write nests deeper than two.
    """
    depth, quoted, escaped = 0, "", False
    for character in text:
        if escaped:
            escaped = False
        elif quoted:
            escaped = character == "\\" and quoted == '"'
            if character in (quoted, "\n"):
                quoted = ""
        elif character in quotes:
            quoted = character
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise Malformed(f"it is nested deeper than {DEEPEST} brackets")
        elif character in "]}":
            depth = max(0, depth - 1)


def _check_keys(found: dict[str, Any]) -> None:
    """Look for tables within tables, without recursion: dotted keys nest without any bracket."""
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inner(each)]
        if not level:
            return
    raise Malformed(f"it is nested deeper than {DEEPEST} tables")


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return ()
    return (each for each in value if isinstance(each, dict | list))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed("it says one key twice")
    return found


def _no_number(_text: str) -> NoReturn:
    raise Malformed("it has a number that isn't whole")


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise Malformed("it has a number without measure")
    return int(text)
