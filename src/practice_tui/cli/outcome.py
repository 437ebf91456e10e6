"""How a run ends: an exit code, and on 1 and 2 one line on stderr.

Owns the turning of whatever went wrong into that line. It never shows a traceback unless ``--debug`` asks for one.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from practice_tui.domain.errors import PracticeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMPLETION = "_PRACTICE_COMPLETE"
"""The variable by which a shell asks for completions."""

DONE, REFUSED, MISUSED = 0, 1, 2
"""The three exit codes: done, refused or failed, wrong usage."""


class Misused(PracticeError):
    """The command line was used wrongly; it exits with `MISUSED`."""


def outcome(action: Callable[[], int], *, debug: bool) -> int:
    """Run `action` and return its exit code; what it raises becomes one line on stderr and an exit code of its own."""
    try:
        code = action()
        with written_whole():
            sys.stdout.flush()
    except BrokenPipeError:
        let_go(sys.stdout)
        return DONE
    except Misused as problem:
        complain(str(problem))
        return MISUSED
    except PracticeError as problem:
        complain(str(problem))
        return REFUSED
    except KeyboardInterrupt:
        complain("stopped before it was done; what was saved stays saved, and it can be started again")
        return REFUSED
    except Exception as problem:  # noqa: BLE001 - the last place before a person would see a traceback
        return _crashed(problem, debug=debug)
    return code


def complain(text: str) -> None:
    """Write ``error: …`` on stderr as one line that no terminal obeys."""
    from practice_tui.domain.text import visible  # noqa: PLC0415 - not needed where all is well

    with suppress(OSError, ValueError):  # there is nobody left to tell
        sys.stderr.write(f"error: {visible(text)}\n")


def let_go(stream: TextIO) -> None:
    """Point a stream that nobody reads any more at nothing, so that closing it makes no noise."""
    with suppress(OSError, ValueError):  # a stream without a descriptor makes no noise
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


@contextmanager
def written_whole() -> Iterator[None]:
    """Write to stdout within; a full disk becomes a refusal.

    Raises:
        BrokenPipeError: nobody reads any more.
        PracticeError: stdout can't be written to.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as problem:
        let_go(sys.stdout)
        raise PracticeError(
            f"the answer could not be written ({problem.strerror}); nothing else was touched; try another place"
        ) from None


def _crashed(problem: Exception, *, debug: bool) -> int:
    """Note the place of a fault in the log, and say so in one line."""
    from practice_tui.cli.logbook import note_crash  # noqa: PLC0415 - only where something is wrong

    file = note_crash(problem)
    details = f"the details are in {file}" if file else "the details could not be written down; --debug shows them"
    complain(f"something went wrong in the program ({type(problem).__name__}); your minutes are kept; {details}")
    if debug:
        import traceback  # noqa: PLC0415 - only where it was asked for

        from practice_tui.domain.text import clean_text  # noqa: PLC0415

        sys.stderr.write(clean_text("".join(traceback.format_exception(problem))))
    return REFUSED
