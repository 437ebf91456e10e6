"""The tick as a timer calls it: a process of its own, in a time that libfaketime makes it believe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FAKETIME = shutil.which("faketime")
PATIENCE_SECONDS = 60

pytestmark = pytest.mark.skipif(FAKETIME is None, reason="faketime is not installed (Debian: apt install faketime)")


class Machine:
    """A person's machine whose wall clock is what a test says; every call is a process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.zone = "Europe/Berlin"

    def start(self, wall: str | datetime, *arguments: str) -> subprocess.Popen[str]:
        """Begin ``practice`` at a wall time of the machine's zone, or at an instant."""
        moment = (
            wall if isinstance(wall, datetime) else datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(self.zone))
        )
        # No channel is tried for real: neither a session bus nor a tmux is known to the process.
        environment = {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "PRACTICE_HOME": str(self.home),
            "TZ": self.zone,
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            "PYTHONWARNINGS": "error",
            "FAKETIME_FMT": "%s",
        }
        assert FAKETIME is not None
        command = [FAKETIME, "-f", f"@{moment.timestamp():.0f}", sys.executable, "-m", "practice_tui", *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def call(self, wall: str | datetime, *arguments: str) -> str:
        process = self.start(wall, *arguments)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        assert (process.returncode, err) == (0, ""), (out, err)
        return out

    def tick(self, wall: str | datetime) -> Any:
        return json.loads(self.call(wall, "remind", "tick", "--json"))

    def delivered(self, wall: str | datetime) -> list[tuple[str, str]]:
        return [(each["reminder"], each["day"]) for each in self.tick(wall)["delivered"]]


@pytest.fixture
def machine(home: Path) -> Machine:
    return Machine(home)


def test_a_prompt_comes_once_at_its_time_in_words(machine: Machine) -> None:
    machine.call("2026-11-20 12:00:00", "remind", "add", "--at", "07:30", "--practice", "nurturance")
    assert machine.call("2026-11-21 07:29:55", "remind", "tick") == ""
    assert machine.call("2026-11-21 07:31:00", "remind", "tick") == "A quiet moment, if you like: 2 minutes would do\n"
    assert machine.call("2026-11-21 07:36:00", "remind", "tick") == ""
    assert machine.delivered("2026-11-22 10:29:00") == [("nurturance", "2026-11-22")]
    assert machine.delivered("2026-11-23 10:30:05") == []


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("2026-03-29T00:40", ("2026-03-29T01:00", "2026-03-28")),
        ("2026-10-25T00:15", ("2026-10-25T00:30", "2026-10-24")),
    ],
    ids=["skipped", "shown twice"],
)
def test_half_past_two_comes_once_in_the_nights_in_which_clocks_change(
    machine: Machine, first: str, expected: tuple[str, str]
) -> None:
    instant = datetime.fromisoformat(first).replace(tzinfo=UTC)
    machine.call(instant, "remind", "add", "--at", "02:30", "--practice", "nurturance")
    came = []
    for _ in range(18):  # an hour and a half, in which a clock shows half past two once, twice or not at all
        came += [(f"{instant:%Y-%m-%dT%H:%M}", day) for _, day in machine.delivered(instant)]
        instant += timedelta(minutes=5)
    assert came == [expected]


def test_another_zone_moves_the_time_and_a_clock_set_back_repeats_nothing(machine: Machine) -> None:
    machine.call("2026-11-20 12:00:00", "remind", "add", "--at", "07:00", "--practice", "nurturance")
    assert machine.delivered("2026-11-21 07:00:00") == [("nurturance", "2026-11-21")]
    assert machine.delivered("2026-11-21 06:00:00") == []
    assert machine.delivered("2026-11-21 07:00:00") == []
    machine.zone = "America/New_York"
    assert machine.delivered("2026-11-21 07:00:00") == []
    assert machine.delivered("2026-11-22 06:59:00") == []
    assert machine.delivered("2026-11-22 07:00:00") == [("nurturance", "2026-11-22")]


def test_ticks_at_the_same_time_deliver_once(machine: Machine) -> None:
    machine.call("2026-11-20 12:00:00", "remind", "add", "--at", "07:00", "--practice", "nurturance")
    ticks = [machine.start("2026-11-21 07:00:00", "remind", "tick", "--json") for _ in range(4)]
    answers = [json.loads(tick.communicate(timeout=PATIENCE_SECONDS)[0]) for tick in ticks]
    assert sum(len(answer["delivered"]) for answer in answers) == 1


def test_practice_that_was_entered_keeps_it_away_and_a_snooze_brings_it_again(machine: Machine) -> None:
    machine.call("2026-11-20 12:00:00", "remind", "add", "--at", "07:00", "--practice", "nurturance")
    assert len(machine.delivered("2026-11-21 07:00:00")) == 1
    machine.call("2026-11-21 07:05:00", "remind", "snooze", "nurturance", "-m", "30")
    assert machine.delivered("2026-11-21 07:34:00") == []
    assert len(machine.delivered("2026-11-21 07:36:00")) == 1
    machine.call("2026-11-22 06:30:00", "log", "add", "gratitude", "-m", "10", "--at", "2026-11-22T06:10")
    assert machine.tick("2026-11-22 07:00:00") == {"delivered": [], "held": []}
