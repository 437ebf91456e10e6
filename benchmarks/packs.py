"""How long a pack of 40 MiB takes to be looked at and installed, beside `unzip -t` and `sha256sum` on the same file.

Run: ``python benchmarks/packs.py [MEBIBYTES]``. The pack holds a script and recordings in FLAC, and is signed. Each
step is taken in turn, so that whatever else the machine does falls on all. Looking is what a person waits for before
the question: the archive's rebuild, hashes, signature, texts, and every recording examined in the confined child.
Installing copies and syncs.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from practice_tui.adapters.files.places import Places
from practice_tui.adapters.packs.archive import open_pack
from practice_tui.adapters.packs.keys import make_key, secret_key_text
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.bootstrap import authoring
from practice_tui.bootstrap_packs import pack_desk, script_shelf

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
RECORDINGS = 40
SCRIPT = """\
Title: Evening settling
Length: 5m to 45m
Language: en
# Arriving
[bell]
{cue} Sit as you like.
[pause 5s+]
# Closing (close)
{close} Hear the room again.
"""


def main() -> None:
    """Print a line for each, and how many times `sha256sum` it took."""
    mebibytes = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = made(place, mebibytes)
        print(f"a pack of {file.stat().st_size / 2**20:.1f} MiB with {RECORDINGS} recordings, median of {RUNS}")
        steps: dict[str, Callable[[], object]] = {
            "sha256sum": lambda: subprocess.run(["sha256sum", file], check=True, capture_output=True),
            "unzip -t": lambda: subprocess.run(["unzip", "-tqq", file], check=True, capture_output=True),
            "opened: rebuild, hashes, signature": lambda: open_pack(file).close(),
            "looked at: and texts and recordings": lambda: looked(place, file),
            "looked at and installed": lambda: installed(place, file),
        }
        taken: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(RUNS):
            for name, step in steps.items():
                began = time.perf_counter()
                step()
                taken[name].append(time.perf_counter() - began)
        least = statistics.median(taken["sha256sum"])
        for name, seconds in taken.items():
            median = statistics.median(seconds)
            print(f"{name:38} {median * 1000:8.1f} ms   {median / least:6.2f} times sha256sum")


def made(place: Path, mebibytes: int) -> Path:
    """Make and sign a pack of that size."""
    pack, rate = place / "pack", 24_000
    (pack / "scripts").mkdir(parents=True)
    (pack / "audio" / "en" / "evening").mkdir(parents=True)
    (pack / "pack.toml").write_text(
        'id = "org.example.large"\nversion = "1.0"\nname = "Large"\nauthor = "Ana"\nlicence = "CC0-1.0"\n'
        'languages = ["en"]\ndescription = ""\n'
    )
    (pack / "scripts" / "evening.txt").write_text(SCRIPT)
    noise = np.random.default_rng(1)
    frames = mebibytes * 2**20 // RECORDINGS // 2
    for number in range(RECORDINGS):
        samples = noise.integers(-(2**15), 2**15, frames, dtype=np.int16)
        soundfile.write(pack / "audio" / "en" / "evening" / f"cue-{number}.flac", samples, rate)
    (pack / "audio" / "en" / "evening" / "recordings.json").write_text(json.dumps({}))
    key = place / "signs.key"
    key.write_text(secret_key_text(make_key(), None))
    file = place / "large.practice"
    authoring().build(pack, file)
    authoring().sign(file, key, None)
    return file


def looked(place: Path, file: Path) -> None:
    """Look at the pack as a person who hasn't seen it yet."""
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    places = Places(*(home / name for name in ("config", "data", "state", "cache")))
    pack_desk(places, script_shelf(places, lambda _file: None), SystemClock().now).look(str(file)).close()


def installed(place: Path, file: Path) -> None:
    """Look at it, and install it."""
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    places = Places(*(home / name for name in ("config", "data", "state", "cache")))
    desk = pack_desk(places, script_shelf(places, lambda _file: None), SystemClock().now)
    offer = desk.look(str(file))
    desk.take(offer)
    offer.close()


if __name__ == "__main__":
    main()
