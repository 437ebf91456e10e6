"""Keeps what C libraries print away from the terminal.

ALSA, PortAudio and decoders write their complaints to the process's standard error, past Python, also in the middle of
a sitting, when a device vanishes; where a screen is drawn, that spoils it. Owns the turning aside of that descriptor.
Python's own standard error stays what it was.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STANDARD_ERROR = 2


def turn_aside() -> None:
    """Let Python alone write to the terminal's standard error from now on; C libraries write nowhere.

    To be called before a screen is opened: Textual draws on the standard error it finds then. Does nothing on Windows,
    where it draws elsewhere, and where there is no standard error.
    """
    if os.name != "posix" or sys.__stderr__ is None:
        return
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:
        return
    sys.__stderr__.flush()
    stream = os.fdopen(kept, "w", encoding=sys.__stderr__.encoding, errors="backslashreplace", buffering=1)
    sys.stderr = stream
    sys.__stderr__ = stream  # type: ignore[misc]  # the name by which Textual finds its terminal
    _send_nowhere()


@contextmanager
def hushed() -> Iterator[None]:
    """Send the process's standard error nowhere for the length of the block, which is the opening of a device."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # it is closed: there is nothing to keep quiet
        yield
        return
    try:
        _send_nowhere()
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


def _send_nowhere() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STANDARD_ERROR)
    os.close(nowhere)
