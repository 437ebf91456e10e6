"""Opens the app where there is a terminal to open it in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from practice_tui.domain.errors import PracticeError

if TYPE_CHECKING:
    from practice_tui.engine.services import Services
    from practice_tui.engine.sittings import Request


def open_app(start: Request | None = None, services: Services | None = None, *, debug: bool = False) -> int:
    """Open the app, directly in a sitting where `start` asks for one; return the exit code.

    Raises:
        PracticeError: there is no terminal that can show it.
    """
    if not has_screen():
        raise PracticeError("there is no terminal here to show the app in; try practice sit ID --plain")
    from practice_tui.bootstrap import run_app  # noqa: PLC0415 - brings the whole app
    from practice_tui.cli.logbook import keep_log  # noqa: PLC0415 - the refusal needs no log

    keep_log(debug=debug)
    run_app(start, with_services=services)
    return 0


def has_screen() -> bool:
    """Return whether stdin and stdout are a terminal on which a full screen can be drawn."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO) -> bool:
    """Return whether a stream is open on a terminal."""
    return not stream.closed and stream.isatty()
