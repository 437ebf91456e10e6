"""What the app costs that is left open on Today with reminders: its share of a core while nothing happens.

Run: ``python benchmarks/left_open.py``. It is watched for two minutes, which hold four ticks. The aim is under 0.5 % of
a core. A bare Textual app that does nothing is watched beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import terminal
from opening import BARE

WATCHED_SECONDS = 120.0
UNTIL_IDLE_SECONDS = 10.0


def main() -> None:
    """Print both shares."""
    practice = str(Path(sys.executable).with_name("practice"))
    with tempfile.TemporaryDirectory() as home:
        environment = {"PRACTICE_HOME": home}
        (Path(home) / "state").mkdir(mode=0o700)
        (Path(home) / "state" / "welcomed").touch()
        later = f"{datetime.now().astimezone() + timedelta(hours=8):%H:%M}"
        for arguments in (
            ("--practice", "nurturance", "--at", later),
            ("--practice", "steadying", "--moments", "6", "--window", "04:00-03:59"),
        ):
            command = [practice, "remind", "add", *arguments]
            subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)
        open_app = terminal.run(
            [practice],
            b"begin",
            environment=environment,
            settle_seconds=UNTIL_IDLE_SECONDS,
            watch_seconds=WATCHED_SECONDS,
        )
        bare = terminal.run([sys.executable, "-c", BARE], b"few words", settle_seconds=2, watch_seconds=30)
    print(f"practice, left open      {open_app.share:6.2%} of a core   (aim: under 0.5 %)")
    print(f"bare Textual app, idle   {bare.share:6.2%} of a core")


if __name__ == "__main__":
    main()
