"""What a sitting with pacer and sound costs: its share of a core, and of the terminal.

Run: ``python benchmarks/sitting_share.py [--output silent]``. The sitting is soothing rhythm breathing on a terminal of
120x36; it is watched for 30 s of its paced stretch. The aim is under 8 % of a core, sound included. A bare Textual app
that does nothing is watched beside it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import terminal
from opening import BARE

WATCHED_SECONDS = 30.0
UNTIL_PACED_SECONDS = 57.0  # at three minutes its pacer runs from 0:54 to 1:51


def main() -> None:
    """Print both shares."""
    output = sys.argv[sys.argv.index("--output") + 1] if "--output" in sys.argv else "auto"
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "state").mkdir(mode=0o700)
        (Path(home) / "state" / "welcomed").touch()
        practice = str(Path(sys.executable).with_name("practice"))
        command = [practice, "sit", "soothing-rhythm-breathing", "-m", "3", "--output", output]
        sitting = terminal.run(
            command,
            b"left",
            environment={"PRACTICE_HOME": home},
            settle_seconds=UNTIL_PACED_SECONDS,
            watch_seconds=WATCHED_SECONDS,
        )
        bare = terminal.run([sys.executable, "-c", BARE], b"few words", settle_seconds=1, watch_seconds=10)
    print(f"sitting, paced, {output:9}  {sitting.share:6.1%} of a core  {sitting.kib_per_second:6.1f} KiB/s", end="")
    print(f"  {sitting.memory_mib:5.1f} MiB   (aim: under 8 %)")
    print(f"bare Textual app, idle     {bare.share:6.1%} of a core  {bare.kib_per_second:6.1f} KiB/s", end="")
    print(f"  {bare.memory_mib:5.1f} MiB")


if __name__ == "__main__":
    main()
