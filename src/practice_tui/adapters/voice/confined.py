"""A speech engine as a child process that is given little and trusted with less.

Owns what a child gets (its words in a file or on standard input, a bare environment, a folder of its own as home) and
its limits: time, bytes written, memory where the system can. A child that passes a limit is ended with all it started.
Words are never part of a command line; no shell is asked.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.quantities import Seconds
from practice_tui.domain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = Seconds(30)
"""How long an engine may take for one phrase; the slowest tried takes a second."""

MOST_BYTES = 20_000_000
"""What a child may write, all its files together: two minutes of sound at 48 kHz in 16 bits, and more than that."""

MOST_BYTES_A_FILE = 128 << 20
"""What the system itself refuses, on Linux; libraries of sound map shared files of 64 MiB where nothing is played."""

MOST_MEMORY = 4 << 30
"""Bytes of address space, on Linux. A neural voice maps about one gigabyte."""

_GLANCE = Seconds(0.05)
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "PSMODULEPATH")
_MOST_SAID = 300


def run(
    engine: str,
    command: Sequence[str | Path],
    folder: Path,
    *,
    words: Path | None = None,
    variables: Mapping[str, str] | None = None,
    seconds: Seconds = LONGEST,
) -> str:
    """Run a speech engine to its end and return what it wrote on standard output.

    Args:
        engine: its name, for what is said of it.
        command: the program and its arguments; nothing of a script's text among them.
        folder: where it works; nobody else's.
        words: the file it finds on standard input; nothing is there otherwise.
        variables: what it gets beside the bare environment.
        seconds: how long it may take.

    Raises:
        VoiceFailed: it can't be started, passed a limit, or ended with an error.
    """
    with (
        (words or Path(os.devnull)).open("rb") as given,
        (folder / "said").open("wb") as said,
        (folder / "complained").open("wb") as complained,
    ):
        try:
            process = subprocess.Popen(
                [str(each) for each in command],
                stdin=given,
                stdout=said,
                stderr=complained,
                cwd=folder,
                env=_bare_environment(folder) | dict(variables or {}),
                start_new_session=True,
            )
        except OSError as problem:
            raise VoiceFailed(f"{engine} can't be started ({problem.strerror}); {_INSTEAD}") from None
        try:
            _limit(process.pid, seconds)
            _watch(engine, process, folder, seconds)
        finally:
            _end(process)
    if process.returncode:
        last = _tail(folder / "complained")
        raise VoiceFailed(f"{engine} failed (exit {process.returncode}{last and f': {last}'}); {_INSTEAD}")
    with (folder / "said").open("rb") as said:
        return said.read(MOST_BYTES).decode("utf-8", "replace")


_INSTEAD = "its words are shown to be read; try another with practice voice list"


def _bare_environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    return kept | dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)) | {"LC_ALL": "C.UTF-8"}


def _limit(pid: int, seconds: Seconds) -> None:
    """Set the system's own limits, where a running process can be given some."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    cpu = int(seconds) + 1
    for what, most in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, MOST_BYTES_A_FILE),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.prlimit(pid, what, (most, most))
        except (ProcessLookupError, PermissionError, ValueError):
            return  # it has ended already, or has lower limits than these


def _watch(engine: str, process: subprocess.Popen[bytes], folder: Path, seconds: Seconds) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            process.wait(_GLANCE)
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                raise VoiceFailed(f"{engine} took longer than {seconds:g} s and was ended; {_INSTEAD}") from None
            if _written(folder) > MOST_BYTES:
                raise VoiceFailed(f"{engine} wrote more than a voice could say and was ended; {_INSTEAD}") from None
        else:
            return


def _written(folder: Path) -> int:
    """Return the bytes of all files in a folder; those that vanish meanwhile don't count."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size  # noqa: PTH118 - os.walk gives plain texts
            except OSError:
                continue
    return total


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a child that still runs, with everything it started; it can't have been replaced as long as nobody waited."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
    process.wait()


def _tail(file: Path) -> str:
    """Return the last line a child complained with, safe to show."""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _MOST_SAID))
        lines = stream.read().decode("utf-8", "replace").strip().splitlines()
    return visible(one_line(lines[-1])) if lines else ""
