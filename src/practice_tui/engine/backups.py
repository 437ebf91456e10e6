"""Copies of the record, and the way back from one, as the front ends ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Restoration:
    """What bringing back a copy came to.

    Attributes:
        read: how many sittings the copy holds.
        added: how many of them were missing and are there again.
        removed_before: how many more are missing because a person removed them; they come back only when asked.
        damaged: how many stretches of the copy could not be read.
        pauses: how many pauses were missing and are there again.
    """

    read: int
    added: int
    removed_before: int
    damaged: int
    pauses: int = 0


class BackupKeeper(Protocol):
    """Makes copies of the record and brings them back."""

    def make(self, name: str | None, *, replaces: bool) -> Path:
        """Make a copy and return where it is: among the dated ones, or in a file of that name.

        Raises:
            BadInput: something else stands there, and may not be replaced.
            NotSaved: it can't be written.
        """

    def make_if_due(self) -> None:
        """Make a dated copy where there is none of today. It never fails what it comes after."""

    def restore(self, name: str, *, brings_back: bool) -> Restoration:
        """Add what a copy holds and the record lacks; nothing is removed or changed.

        Raises:
            BadInput: it can't be read, or is no copy of a record.
            NotSaved: it could not be written; the record is as before.
        """
