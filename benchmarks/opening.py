"""How long until Today can be used, beside a bare Textual app on the same machine at the same time.

Run: ``python benchmarks/opening.py``. The aim is no more than 1.4 times a bare app. Both are started in turn, so that
whatever else the machine does falls on both.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import terminal

RUNS = 9
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("a few words")
Bare().run()
"""


def main() -> None:
    """Print medians and their ratio."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"PRACTICE_HOME": home}
        (Path(home) / "state").mkdir(mode=0o700)
        (Path(home) / "state" / "welcomed").touch()
        bare_command = [sys.executable, "-c", BARE]
        practice_command = [str(Path(sys.executable).with_name("practice"))]
        for command, text in ((bare_command, b"few words"), (practice_command, b"begin")):
            terminal.run(command, text, environment=environment)  # a warm-up each
        bare, practice = [], []
        for _ in range(RUNS):
            bare.append(terminal.run(bare_command, b"few words", environment=environment))
            practice.append(terminal.run(practice_command, b"begin", environment=environment))
    bare_ms = statistics.median(run.milliseconds for run in bare)
    ours_ms = statistics.median(run.milliseconds for run in practice)
    print(f"bare Textual app  {bare_ms:7.0f} ms   {statistics.median(r.memory_mib for r in bare):5.1f} MiB")
    print(f"practice, Today   {ours_ms:7.0f} ms   {statistics.median(r.memory_mib for r in practice):5.1f} MiB")
    print(f"ratio             {ours_ms / bare_ms:7.2f}      (aim: at most 1.4)")


if __name__ == "__main__":
    main()
