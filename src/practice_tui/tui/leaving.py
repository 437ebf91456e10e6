"""What leaving means for a screen that has something of the person's in its hands.

Owns two small protocols that a screen may implement; the app asks for them and knows no screen by name.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Parting(Protocol):
    """A screen that isn't left by one key: it first leads somewhere else."""

    def part(self) -> None:
        """Go where leaving leads from here."""


@runtime_checkable
class Keeping(Protocol):
    """A screen that holds something that isn't written down yet."""

    def keep(self) -> None:
        """Write it down now; this can take as long as a disk takes."""
