"""The log file: what the program notes of its own troubles.

Owns that it is small, rotated and private, and that a fault is noted by its place in the code. It refuses the words of
the person: the text of an exception may hold some, so only its type is written.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import time
import traceback
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from practice_tui import __version__
from practice_tui.bootstrap import folders

LARGEST = 200_000
"""Bytes after which a new file is begun; one older file is kept."""

_ROOT = "practice_tui"
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


class _PrivateLog(logging.FileHandler):
    """A log file of 0600 in a folder of 0700, made when there is something to say."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, delay=True)
        form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", _STAMP)
        form.converter = time.gmtime
        self.setFormatter(form)

    def _open(self) -> TextIOWrapper:
        return _open_private(Path(self.baseFilename))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a file that can't be opened is left alone as well."""
        with suppress(OSError):  # no sitting ends for the sake of its log
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Leave a log that can't be written alone, and the screen as it is."""


def keep_log(*, debug: bool = False, on_stderr: bool = False) -> None:
    """Send what the program's modules log to the file; in detail with `debug`, and where it is wished to stderr too."""
    root = logging.getLogger(_ROOT)
    if not root.handlers:
        root.addHandler(_PrivateLog(folders().log_file))
        root.propagate = False
        root.setLevel(logging.INFO)
    if debug and root.level != logging.DEBUG:
        root.setLevel(logging.DEBUG)
        if on_stderr:
            root.addHandler(logging.StreamHandler(sys.stderr))
        root.debug("%s", _program())


def note_crash(problem: BaseException) -> Path | None:
    """Note where a fault happened and return the file; None where it can't be written."""
    file = folders().log_file
    try:
        with _open_private(file) as log:
            log.write(f"{time.strftime(_STAMP, time.gmtime())} CRITICAL {_program()}\n{_places(problem)}\n")
    except OSError:
        return None
    return file


def _open_private(file: Path) -> TextIOWrapper:
    missing = [folder for folder in (file.parent, *file.parent.parents) if not folder.is_dir()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGEST:
        file.replace(file.with_name(f"{file.name}.1"))
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding="utf-8", errors="backslashreplace")


def _program() -> str:
    return f"practice {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _places(problem: BaseException) -> str:
    """Return the traceback of a fault and of what led to it, with types in place of texts."""
    chain: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = "".join(traceback.format_tb(current.__traceback__))
        number = f" (errno {current.errno})" if isinstance(current, OSError) else ""
        chain.append(f"{frames}{type(current).__module__}.{type(current).__qualname__}{number}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nled to\n".join(reversed(chain))
