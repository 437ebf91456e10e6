"""Commands of the system that set up timers: run as a list of arguments, with a limit of time, heard in English.

Owns what is kept of their answer. Refuses a shell.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.domain.errors import TimerRefused
from practice_tui.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_SECONDS = 20.0
"""How long such a command may take; each is done within a second where all is well."""

MISSING = 127
"""The code of a command that isn't there, as shells have it."""


class Answer(NamedTuple):
    """What a command left: its exit code, and what it wrote, as bytes where they matter."""

    code: int
    out: bytes = b""
    err: bytes = b""

    @property
    def complaint(self) -> str:
        """The last line it wrote about its trouble, clean."""
        lines = (self.err or self.out).decode(errors="replace").strip().splitlines()
        return one_line(lines[-1])[:200] if lines else f"exit code {self.code}"


class Runs(Protocol):
    """Runs a command; tests have their own."""

    def __call__(self, arguments: Sequence[str], given: bytes = b"") -> Answer:
        """Run it with `given` on its standard input. Never raises: what is missing or hangs has a code of its own."""


def run(arguments: Sequence[str], given: bytes = b"") -> Answer:
    """Run a command of the system to its end, for at most `LONGEST_SECONDS`. Implements Runs."""
    environment = {**os.environ, "LC_ALL": "C"}  # a few answers are told apart by their words
    try:
        done = subprocess.run(
            list(arguments),
            input=given,
            capture_output=True,
            check=False,
            timeout=LONGEST_SECONDS,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return Answer(124, err=f"{arguments[0]} did not answer".encode())
    except OSError as problem:
        return Answer(MISSING, err=str(problem.strerror or problem).encode())
    return Answer(done.returncode, done.stdout, done.stderr)


def run_or_refuse(run_it: Runs, arguments: Sequence[str], given: bytes = b"") -> Answer:
    """Run a command that has to succeed.

    Raises:
        TimerRefused: it didn't; its complaint is in the message.
    """
    answer = run_it(arguments, given)
    if answer.code != 0:
        raise TimerRefused(f"{' '.join(arguments[:3])} failed: {answer.complaint}")
    return answer
