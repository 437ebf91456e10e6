"""From nothing to a participant who sits: a teacher's way, walked in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import soundfile

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 120

EVENING = """\
Title: Before sleep
Length: 5s to 20m
Home: 10m
Language: en
# Arriving
[bell]
[pause 1s+]
# Closing (close)
[pause 1s]
"""


def practice(home: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "practice_tui", *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=home.parent,
        env=os.environ | {"PRACTICE_HOME": str(home), "TZ": "UTC"},
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def document(home: Path, *arguments: str) -> Any:
    return json.loads(practice(home, *arguments, "--json"))


def test_a_teacher_writes_checks_builds_and_signs_and_a_participant_installs_verifies_sits_and_renders(
    tmp_path: Path,
) -> None:
    teacher, participant = tmp_path / "teacher", tmp_path / "participant"

    practice(teacher, "pack", "new", "evenings")
    folder = tmp_path / "evenings"
    about = (folder / "pack.toml").read_text("utf-8")
    about = about.replace("org.example.first-pack", "org.ana.evenings").replace("Your name", "Ana Ruiz")
    (folder / "pack.toml").write_text(about.replace("My first pack", "Evenings with Ana"), "utf-8")
    (folder / "scripts" / "before-sleep.txt").write_text(EVENING, "utf-8")
    practice(teacher, "pack", "check", "evenings")
    practice(teacher, "pack", "build", "evenings", "-o", "evenings.practice")
    key = document(teacher, "pack", "keygen", "-o", "ana", "--no-password")["key"]
    practice(teacher, "pack", "sign", "evenings.practice", "--key", "ana.key")

    verified = document(participant, "pack", "verify", "evenings.practice")
    assert (verified["id"], verified["signature"], verified["key"]) == ("org.ana.evenings", "valid", key)
    installed = document(participant, "pack", "install", "evenings.practice", "--yes")
    assert (installed["author"], installed["key"]) == ("Ana Ruiz", key)
    listed = {each["id"]: each for each in document(participant, "list")}
    assert listed["org.ana.evenings/before-sleep"]["pack"] == "org.ana.evenings"
    assert "org.ana.evenings/setting-down-the-day" in listed
    assert "Ana Ruiz" in practice(participant, "pack", "list")
    assert "org.ana.evenings/before-sleep" in practice(participant, "show", "before-sleep")

    sat = document(participant, "sit", "before-sleep", "-m", "6s", "--plain", "--output", "silent")
    assert (sat["practice"], sat["pack"], sat["version"]) == (
        "org.ana.evenings/before-sleep",
        "org.ana.evenings",
        "1.0",
    )
    assert (sat["seconds"], sat["ending"]) == (6.0, "finished")
    practice(participant, "render", "setting-down-the-day", "-m", "5", "-o", "day.flac")
    with soundfile.SoundFile(tmp_path / "day.flac") as sound:
        assert sound.frames >= 300 * sound.samplerate
    assert not (teacher / "data" / "packs").exists()
