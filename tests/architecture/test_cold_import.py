"""What must be quick loads nothing heavy; a static graph can't see imports that happen late, a process can."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"textual", "rich", "numpy", "sounddevice", "soundfile", "apscheduler", "pydantic"}

LOADED = """
import json, sys
from practice_tui.__main__ import main
sys.argv = ["practice", *sys.argv[1:]]
try:
    main()
except SystemExit as done:
    code = done.code
print("\\n" + json.dumps({"code": code, "loaded": sorted(sys.modules)}))
"""


def loaded_by(home: Path, *arguments: str, exits: int = 0) -> set[str]:
    """Return the top-level modules and our own that are loaded when a command is done."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"PRACTICE_HOME": str(home), "PATH": "", "TZ": "UTC"},
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["code"] == exits, done.stderr
    return {name if name.startswith("practice_tui") else name.partition(".")[0] for name in answer["loaded"]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("streak",),
        ("streak", "--why", "--json"),
        ("today",),
        ("stats",),
        ("log", "list"),
        ("list",),
        ("config", "show"),
        ("--help",),
        ("remind", "list"),
        ("remind", "tick"),
        ("remind", "--json", "tick"),
    ],
    ids=" ".join,
)
def test_a_quick_command_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert not loaded_by(tmp_path, *arguments) & HEAVY


def test_the_version_costs_little_more_than_python(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "--version")
    assert "click" not in loaded
    assert "dataclasses" not in loaded
    assert "practice_tui.bootstrap" not in loaded


def test_the_way_to_the_app_knows_no_click(tmp_path: Path) -> None:
    assert "click" not in loaded_by(tmp_path, exits=1)


def test_help_loads_no_command(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "--help")
    assert "practice_tui.cli.list" not in loaded
    assert "practice_tui.bootstrap" not in loaded


def test_a_command_loads_no_other(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "streak")
    assert "practice_tui.cli.streak" in loaded
    assert not loaded & {"practice_tui.cli.sit", "practice_tui.cli.plan", "practice_tui.cli.doctor"}


def test_a_tick_that_finds_nothing_due_loads_next_to_nothing(tmp_path: Path) -> None:
    in_the_morning = datetime.now(UTC) + timedelta(hours=6)
    loaded_by(tmp_path, "remind", "add", "--practice", "nurturance", "--at", f"{in_the_morning:%H:%M}")
    own = {name for name in loaded_by(tmp_path, "remind", "tick", "--json") if name.startswith("practice_tui")}
    everything = loaded_by(tmp_path, "remind", "tick", "--json")
    assert not everything & HEAVY
    assert not everything & {"click", "dataclasses", "tomllib", "logging", "asyncio", "zoneinfo", "tzlocal", "hashlib"}
    assert not everything & {"desktop_notifier", "subprocess", "socket", "sqlite3", "tinydb", "cryptography"}
    assert own == {
        "practice_tui",
        "practice_tui.adapters",
        "practice_tui.adapters.files",
        "practice_tui.adapters.files.places",
        "practice_tui.adapters.reminders",
        "practice_tui.adapters.reminders.kept",
        "practice_tui.adapters.system_clock",
        "practice_tui.bootstrap_reminders",
        "practice_tui.cli",
        "practice_tui.cli.outcome",
        "practice_tui.cli.ticking",
        "practice_tui.domain",
        "practice_tui.domain.due",
        "practice_tui.domain.errors",
        "practice_tui.domain.practice_day",
        "practice_tui.domain.reminder",
        "practice_tui.domain.wall_clock",
        "practice_tui.engine",
        "practice_tui.engine.prompt_outcomes",
        "practice_tui.engine.prompting",
    } | {"practice_tui.__main__"}


def test_the_ticker_alone_brings_what_ticks(tmp_path: Path) -> None:
    program = (
        "import sys; from practice_tui.bootstrap import services; ready = services();"
        "early = 'apscheduler' in sys.modules; ready.ticker(); print(early, 'apscheduler' in sys.modules)"
    )
    environment = {"PRACTICE_HOME": str(tmp_path), "PATH": "", "TZ": "UTC"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "False True\n"
