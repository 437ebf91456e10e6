"""Which of the things in the record a person means by a name.

Owns how little of an id is enough, and what is said where it isn't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.domain.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST = "last"
"""What a person may say for the id of the latest."""

_LEAST_CHARACTERS = 4
_MOST_ALIKE = 1_000
_MOST_SHOWN = 60


def id_meant(name: str, ids: Sequence[str], *, one: str, shown_by: str) -> str:
    """Return the id that `name` is, or of which it is the beginning or the end; `LAST` is the last of `ids`.

    Args:
        one: what the ids belong to, such as ``sitting``.
        shown_by: the command that shows the ids.

    Raises:
        NotFound: there is none, or several begin so; the nearest is named.
    """
    if name == LAST and ids:
        return ids[-1]
    if name in ids:
        return name
    near = [each for each in ids if each.startswith(name) or each.endswith(name)]
    if len(name) < _LEAST_CHARACTERS:
        near = []
    if len(near) == 1:
        return near[0]
    said = repr(name[:_MOST_SHOWN])
    if near:
        raise NotFound(f"{len(near)} {one}s have an id like {said}; give more of it")
    raise NotFound(f"no {one} has the id {said}{_nearest(name, ids, shown_by)}")


def _nearest(name: str, ids: Sequence[str], shown_by: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only where an id is wrong

    close = get_close_matches(name[:_MOST_SHOWN], ids[-_MOST_ALIKE:], n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; {shown_by} shows them all"
