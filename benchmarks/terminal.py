"""Runs a program on a pseudo-terminal and measures it from outside: when its text is there, and what it costs.

Owns the measuring that several benchmarks share. It answers nothing the program asks of the terminal, as the plainest
terminals do.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import NamedTuple

COLUMNS, LINES = 120, 36
_TICKS = os.sysconf("SC_CLK_TCK")


class Measured(NamedTuple):
    """What a run cost.

    Attributes:
        milliseconds: from the start until the awaited text was on the terminal.
        memory_mib: its proportional share of memory (PSS) then.
        share: its share of one core over the watched time, from 0 to 1; 0 where none was watched.
        kib_per_second: what it wrote to the terminal over the watched time.
    """

    milliseconds: float
    memory_mib: float
    share: float
    kib_per_second: float


def run(
    command: list[str],
    awaited: bytes,
    *,
    environment: dict[str, str] | None = None,
    keys: bytes = b"",
    settle_seconds: float = 0.0,
    watch_seconds: float = 0.0,
) -> Measured:
    """Start `command`, wait for `awaited`, type `keys`, let it settle, watch it, and end it."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(environment or {})
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    try:
        _read_until(terminal, awaited, began + 60)
        shown = (time.perf_counter() - began) * 1000
        if keys:
            os.write(terminal, keys)
        _drain(terminal, settle_seconds)
        before, started = _processor_seconds(child), time.perf_counter()
        written = _drain(terminal, watch_seconds)
        watched = time.perf_counter() - started
        share = (_processor_seconds(child) - before) / watched if watch_seconds else 0.0
        return Measured(shown, _memory_mib(child), share, written / 1024 / watched if watch_seconds else 0.0)
    finally:
        _end(child, terminal)


def _read_until(terminal: int, awaited: bytes, deadline: float) -> None:
    seen = b""
    while awaited not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0.0, deadline - time.perf_counter()))
        if not ready:
            raise TimeoutError(f"{awaited!r} never came; last seen: {seen[-500:]!r}")
        try:
            seen += os.read(terminal, 65536)
        except OSError as problem:
            raise TimeoutError(f"the program ended before {awaited!r} came: {seen[-2000:]!r}") from problem


def _drain(terminal: int, seconds: float) -> int:
    deadline, read = time.perf_counter() + seconds, 0
    while (left := deadline - time.perf_counter()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if ready:
            read += len(os.read(terminal, 65536))
    return read


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory_mib(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _end(child: int, terminal: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
        os.kill(child, signal.SIGTERM)
    deadline = time.perf_counter() + 5
    while time.perf_counter() < deadline:
        with contextlib.suppress(OSError):  # a terminal whose other side is gone can't be read
            _drain(terminal, 0.05)
        if os.waitpid(child, os.WNOHANG)[0]:
            break
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(terminal)
