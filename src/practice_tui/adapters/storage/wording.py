"""What people read when something can't be written.

Owns the words for the operating system's errors: what happened, what was kept, what to do next.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from practice_tui.adapters.storage.lock import LockBusy
from practice_tui.domain.errors import NewerLog, NotSaved, PracticeError

if TYPE_CHECKING:
    from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No room: on the disk, in the person's share of it, or in a file."""

_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def not_saved(error: OSError, folder: Path) -> NotSaved:
    """Return the error to raise when a change to the record in `folder` could not be written."""
    reason, remedy = _reason_and_remedy(error, folder)
    return NotSaved(f"this is not saved yet: {reason}; everything saved before is as it was; {remedy}, then save again")


def no_journal(error: OSError, folder: Path) -> NotSaved:
    """Return the error to raise when a sitting can't be noted in `folder` while it runs."""
    reason, remedy = _reason_and_remedy(error, folder)
    return NotSaved(
        f"this sitting can't be noted while it runs: {reason}; it can go on, and is saved when it ends; {remedy}"
    )


def not_read(error: OSError, folder: Path) -> PracticeError:
    """Return the error to raise when the record in `folder` can't be read."""
    reason = error.strerror or str(error)
    return PracticeError(
        f"the record can't be read ({reason}); nothing was changed; "
        f"see that the folder {folder} may be read, then try again"
    )


def newer_log(file: str) -> NewerLog:
    """Return the error to raise when a newer program wrote in `file`."""
    return NewerLog(
        f"a newer version of this program has written in the record ({file}); nothing was changed; "
        "bring this one up to date, then try again"
    )


def _reason_and_remedy(error: OSError, folder: Path) -> tuple[str, str]:
    if isinstance(error, LockBusy):
        return "another window or command is writing and doesn't finish", "wait a moment or close it"
    if error.errno in FULL:
        return "the disk is full", "make some room"
    if error.errno in _CLOSED:
        return f"the folder {folder} can't be written to", "make it writable or set PRACTICE_HOME to another folder"
    return f"the disk answered with an error ({error.strerror or error})", f"look after the folder {folder}"
