"""What a tick costs where nothing is due, beside a bare interpreter on the same machine at the same time.

Run: ``python benchmarks/tick.py``. The aim is at most 80 ms over a bare interpreter: a timer of the system ticks every
five minutes for as long as the machine runs. Both are started in turn, so that whatever else the machine does falls on
both; a busy machine spoils the processor's time, which stands beside it, less. The person has settings, a reminder a
day, small moments, a fortnight of notes and a year of practice.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

RUNS = 21
AIM_MS = 80


def main() -> None:
    """Print medians, their difference and their ratio."""
    practice = str(Path(sys.executable).with_name("practice"))
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"PRACTICE_HOME": home, "TZ": "Europe/Madrid"}
        furnish(Path(home), practice, environment)
        commands = {
            "bare interpreter": [sys.executable, "-c", "pass"],
            "practice --version": [practice, "--version"],
            "remind tick": [practice, "remind", "tick"],
        }
        taken: dict[str, list[Taken]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                taken[name].append(run(command, environment))
    medians = {name: Taken(*map(statistics.median, zip(*each, strict=True))) for name, each in taken.items()}
    bare = medians["bare interpreter"]
    print(f"{'':20} {'clock':>10} {'over bare':>12}  {'times':>6} {'processor':>13} {'over bare':>12}")
    for name, each in medians.items():
        clock, processor = each.clock_ms - bare.clock_ms, each.processor_ms - bare.processor_ms
        ratio = each.clock_ms / bare.clock_ms
        print(f"{name:20} {each.clock_ms:7.1f} ms {clock:9.1f} ms  {ratio:6.2f}", end="")
        print(f" {each.processor_ms:10.1f} ms {processor:9.1f} ms")
    print(f"aim: at most {AIM_MS} ms over a bare interpreter")


class Taken(NamedTuple):
    """How long a command took from its start to its end: on the clock, and of the processor."""

    clock_ms: float
    processor_ms: float


def run(command: list[str], environment: dict[str, str]) -> Taken:
    """Run a command and return what it took."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    clock_ms, after = (time.perf_counter() - begun) * 1000, resource.getrusage(resource.RUSAGE_CHILDREN)
    if "tick" in command and done.stdout:
        sys.exit("something was due, so this measures the wrong thing")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(clock_ms, processor * 1000)


def furnish(home: Path, practice: str, environment: dict[str, str]) -> None:
    """Give the person settings, reminders of which none is due, notes of two weeks, and sittings of a year."""

    def call(*arguments: str) -> None:
        subprocess.run([practice, *arguments], env=environment, check=True, capture_output=True)

    now = datetime.now(UTC).astimezone()
    later = (now + timedelta(hours=8)).strftime("%H:%M")
    call("config", "set", "theme", "paper")
    call("remind", "add", "--practice", "nurturance", "--at", later, "--quiet", "22:00-06:00")
    not_today = (now + timedelta(days=3)).strftime("%a").lower()
    call("remind", "add", "--practice", "steadying", "--moments", "3", "--window", "10:00-18:00", "--days", not_today)
    notes = [
        {
            "reminder": "nurturance",
            "day": (now - timedelta(days=days)).date().isoformat(),
            "number": 0,
            "state": "delivered",
            "since": "2026-01-01T06:00:00.000Z",
            "at": "2026-01-01T06:00:01.000Z",
            "until": None,
        }
        for days in range(1, 15)
    ]
    (home / "state").mkdir(mode=0o700, exist_ok=True)
    (home / "state" / "delivered.json").write_text(json.dumps({"format": 1, "notes": notes}), "utf-8")
    sittings = "start,minutes\n" + "".join(
        f"{now - timedelta(days=days):%Y-%m-%dT06:00:00+00:00},12\n" for days in range(1, 366)
    )
    (home / "sittings.csv").write_text(sittings, "utf-8")
    call("import", str(home / "sittings.csv"), "--format", "csv", "--practice", "nurturance")


if __name__ == "__main__":
    main()
