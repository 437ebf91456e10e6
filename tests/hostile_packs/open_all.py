"""A process of its own that gives each hostile pack to a command, as a person would, and tells what came of it.

Called as ``open_all.py PACKS ANSWERS COMMAND…``. ANSWERS gets one JSON document: for each pack the exit code, both
streams and the processor seconds it took; the most memory there was at any time; and what was loaded in the end.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time
from pathlib import Path

from practice_tui.cli.outcome import outcome
from practice_tui.cli.program import run


class _Stream(io.TextIOWrapper):
    """A stream in memory that click can write bytes to."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), "utf-8", write_through=True)

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


def most_memory_kib() -> int:
    """Return the most memory this process had; `getrusage` would count what its parent had before it began."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    packs, answers, *command = sys.argv[1:]
    found = {}
    for pack in sorted(Path(packs).iterdir()):
        out, err = _Stream(), _Stream()
        before = time.process_time()
        arguments = [*command, str(pack)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = outcome(lambda arguments=arguments: run(arguments), debug=False)  # type: ignore[misc]
        taken = time.process_time() - before
        found[pack.name] = {"code": code, "out": out.text(), "err": err.text(), "seconds": taken}
    document = {
        "found": found,
        "memory": most_memory_kib(),
        "children": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
        "loaded": sorted(sys.modules),
    }
    Path(answers).write_text(json.dumps(document), "utf-8")


if __name__ == "__main__":
    main()
