"""The versions of a line, and how an older one is raised to the present.

Owns the number that every line bears and one pure step for each version there has been. Lines are never rewritten: an
older one is raised each time it is read. A line of a newer program is refused, not guessed at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Step = Callable[[list[Any]], list[Any]]
    """Takes the items of a line after its version, as one version has them; returns them as the next one does."""

STEPS: tuple[Step, ...] = ()
"""The step from version 1 to 2, from 2 to 3 and so on."""

FORMAT = len(STEPS) + 1
"""The version of the lines this program writes, and the newest it reads."""


class NewerFormat(ValueError):
    """A line in a format that only a newer program knows."""


def present_items(items: list[Any], steps: Sequence[Step] = STEPS) -> list[Any]:
    """Return the items of a line, without its version, as the present version has them.

    Raises:
        NewerFormat: only a newer program can read it.
        ValueError: it bears no version.
    """
    version, newest = items[0] if items else None, len(steps) + 1
    if type(version) is not int or version < 1:
        raise ValueError("a change bears the version of its format")
    if version > newest:
        raise NewerFormat(version)
    rest = items[1:]
    for step in steps[version - 1 :]:
        rest = step(rest)
    return rest
