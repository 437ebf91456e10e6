"""The door: ``practice``, and ``python -m practice_tui``.

Owns what must be quick: the version, the app and the tick of a timer are reached without importing the command line's
library. Whatever goes wrong behind it leaves as one line and an exit code.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from practice_tui import __version__
from practice_tui.cli.outcome import COMPLETION, outcome, written_whole


def main() -> None:
    """Run ``practice`` with the arguments of this process, and exit."""
    _open_missing_streams()
    arguments = sys.argv[1:]
    sys.exit(outcome(lambda: _run(arguments), debug="--debug" in arguments))


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        with written_whole():
            sys.stdout.write(f"practice {__version__}\n")
        return 0
    if arguments[:2] == ["remind", "tick"] and COMPLETION not in os.environ:
        from practice_tui.cli.ticking import QUICK_OPTIONS, tick_quickly  # noqa: PLC0415 - the version needs none of it

        if QUICK_OPTIONS.issuperset(arguments[2:]):
            return tick_quickly(as_json="--json" in arguments, debug="--debug" in arguments)
    if arguments[:1] in ([], ["sit"]):
        from practice_tui.bootstrap import quieten_libraries  # noqa: PLC0415 - only where sound is made

        quieten_libraries()
    if not arguments and COMPLETION not in os.environ:
        from practice_tui.cli.opening import open_app  # noqa: PLC0415 - the version needs none of it

        return open_app()
    from practice_tui.cli.program import run  # noqa: PLC0415 - brings click, which the app does without

    return run(arguments)


def _open_missing_streams() -> None:
    """Put nothing in the place of streams that were closed before the start, so that no file takes their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run


if __name__ == "__main__":
    main()
