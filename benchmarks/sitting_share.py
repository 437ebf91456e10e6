"""What a sitting with pacer and sound costs: its share of a core, and of the terminal.

Run: ``python benchmarks/sitting_share.py [--output silent] [--ambient NAME]``. The sitting is soothing rhythm breathing
with its narration, over rain where nothing else is said, on a terminal of 120x36; it is watched for 30 s of its paced
stretch. The aim is under 8 % of a core, sound included. A bare Textual app that does nothing is watched beside it.

With ``--null-sink`` sound goes through PortAudio into a PulseAudio daemon of its own, so that a machine without a sound
device measures what one with a device would; the daemon's own share isn't counted.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.real_sound.sound_server import SoundServer

import terminal
from opening import BARE

WATCHED_SECONDS = 30.0
UNTIL_PACED_SECONDS = 57.0  # at three minutes its pacer runs from 0:54 to 1:51


def chosen(option: str, otherwise: str) -> str:
    """Return what an option was given."""
    return sys.argv[sys.argv.index(option) + 1] if option in sys.argv else otherwise


def main() -> None:
    """Print both shares."""
    output, ambient = chosen("--output", "auto"), chosen("--ambient", "rain")
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        environment = {"PRACTICE_HOME": home}
        if "--null-sink" in sys.argv:
            server = SoundServer(Path(home))
            stack.callback(server.stop)
            environment |= server.environment
        (Path(home) / "state").mkdir(mode=0o700)
        (Path(home) / "state" / "welcomed").touch()
        practice = str(Path(sys.executable).with_name("practice"))
        command = [practice, "sit", "soothing-rhythm-breathing", "-m", "3", "--output", output, "--ambient", ambient]
        sitting = terminal.run(
            command,
            b"left",
            environment=environment,
            settle_seconds=UNTIL_PACED_SECONDS,
            watch_seconds=WATCHED_SECONDS,
        )
        bare = terminal.run([sys.executable, "-c", BARE], b"few words", settle_seconds=1, watch_seconds=10)
    print(
        f"sitting, paced, {output}, {ambient}  {sitting.share:6.1%} of a core  {sitting.kib_per_second:6.1f} KiB/s",
        end="",
    )
    print(f"  {sitting.memory_mib:5.1f} MiB   (aim: under 8 %)")
    print(f"bare Textual app, idle     {bare.share:6.1%} of a core  {bare.kib_per_second:6.1f} KiB/s", end="")
    print(f"  {bare.memory_mib:5.1f} MiB")


if __name__ == "__main__":
    main()
