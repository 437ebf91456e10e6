"""A little room kept back on the disk, so that on a full one the sitting just finished can still be saved.

Owns one file of no meaning beside the log. It never makes a saving fail: where it can't be kept there is no reserve.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.storage.disk import Disk

RESERVE_BYTES = 65_536
"""Room for more than a hundred sittings."""


class Reserve:
    """The reserve of one folder."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._path = folder / "reserve"
        self._disk = disk
        self._is_kept = False

    def keep(self) -> None:
        """See that it is there; once that is known, this costs nothing."""
        if self._is_kept:
            return
        try:
            self._is_kept = self._disk.facts(self._path) is not None or self._fill()
        except OSError:
            self._is_kept = False  # the disk is full, perhaps; the next saving tries again

    def free(self) -> bool:
        """Give the room back; return whether there was any."""
        self._is_kept = False
        try:
            if self._disk.facts(self._path) is None:
                return False
            self._disk.remove(self._path)
        except OSError:
            return False  # the saving fails with its own error, which says more
        return True

    def _fill(self) -> bool:
        handle = self._disk.open_new(self._path)
        try:
            self._disk.write(handle, os.urandom(RESERVE_BYTES))  # some file systems store what is regular in no room
        except OSError:
            self._disk.remove(self._path)  # half a reserve would only be in the way
            raise
        finally:
            self._disk.close(handle)
        return True
