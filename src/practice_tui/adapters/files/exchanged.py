"""Files that are exchanged with other programs: read within a limit, written whole or not at all.

Owns that nothing of the person's is written over unasked: what stands in the way must be an earlier file of the same
kind. What is written can be read by its owner only.
"""

from __future__ import annotations

import os
from pathlib import Path

from practice_tui.domain.errors import BadInput, NotFound, NotSaved
from practice_tui.domain.text import visible

_BEGINNING = 40
"""Bytes in which two exports of the same kind begin alike."""


class ExchangedFiles:
    """Implements `ExchangeFiles`."""

    def read(self, name: str, limit: int) -> bytes:
        """Return what a file holds, and no more than one byte past `limit`.

        Raises:
            NotFound: it isn't there, or can't be read.
        """
        try:
            with Path(name).expanduser().open("rb") as stream:
                return stream.read(limit + 1)
        except (OSError, ValueError, RuntimeError) as problem:
            raise NotFound(f"{_shown(name)} can't be read ({_reason(problem)}); check the name") from None

    def write(self, name: str, content: bytes, *, replaces: bool) -> Path:
        """Write a file and return where it is; a device or a pipe is written to as it is.

        Raises:
            BadInput: something else stands there, and may not be replaced.
            NotSaved: it can't be written; what was there is as it was.
        """
        try:
            path = Path(name).expanduser()
            if path.exists() and not path.is_file() and not path.is_dir():
                path.write_bytes(content)
                return path
            if path.is_file() and not replaces and not _is_alike(path, content):
                raise BadInput(f"{_shown(name)} is there already and is something else; --force replaces it")
            _replace(path.resolve(), content)
        except (OSError, ValueError, RuntimeError) as problem:
            raise NotSaved(f"{_shown(name)} can't be written ({_reason(problem)}); choose another place") from None
        return path


def _is_alike(path: Path, content: bytes) -> bool:
    with path.open("rb") as stream:
        beginning = stream.read(_BEGINNING)
    return (
        not beginning or beginning[:_BEGINNING] == content[:_BEGINNING] or (_is_json(beginning) and _is_json(content))
    )


def _is_json(content: bytes) -> bool:
    return content.startswith((b'[\n{"id": ', b"[]\n"))


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name[:100]}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _shown(name: str) -> str:
    return visible(name[:200])


def _reason(problem: Exception) -> str:
    return (problem.strerror if isinstance(problem, OSError) else None) or "no file can have that name"
