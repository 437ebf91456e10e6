"""``practice remind export``: from a reminder to a file that a phone takes."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from practice_tui.adapters.interchange import icalendar
from practice_tui.adapters.reminders.own_program import own_program

if TYPE_CHECKING:
    from pathlib import Path


def practice(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRACTICE_HOME": str(home), "TZ": "UTC"}
    command = own_program({}).called_with("remind", *arguments)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_reminders_become_a_calendar_with_discreet_words(tmp_path: Path) -> None:
    file = tmp_path / "reminders.ics"
    refused = practice(tmp_path, "export", "-o", str(file))
    assert refused.returncode == 1
    assert "nothing for a calendar" in refused.stderr
    assert not file.exists()
    assert practice(tmp_path, "add", "--at", "06:30", "--days", "mon,wed", "--practice", "steadying").returncode == 0
    done = practice(tmp_path, "export", "-o", str(file))
    assert (done.returncode, done.stdout) == (0, f"1 reminder written to {file}\n")
    content = file.read_text()
    assert "T063000" in content
    assert "BYDAY=MO,WE" in content
    assert "SUMMARY:A quiet moment" in content
    assert "teadying the" not in content
    assert practice(tmp_path, "export", "-o", str(file)).returncode == 0


def test_a_calendar_of_sittings_is_not_written_over_unasked(tmp_path: Path) -> None:
    file = tmp_path / "record.ics"
    file.write_bytes(icalendar.write([]))
    assert practice(tmp_path, "add", "--at", "06:30", "--practice", "steadying").returncode == 0
    assert practice(tmp_path, "export", "-o", str(file)).returncode == 1
    assert file.read_bytes() == icalendar.write([])
    assert practice(tmp_path, "export", "-o", str(file), "--force").returncode == 0
