"""`config` and `doctor`: how things are here, and how to change them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from practice_tui.engine.services import Check
from practice_tui.engine.settings import Settings

if TYPE_CHECKING:
    from tests.cli.room import Call, Room


def test_config_shows_every_setting_with_its_meaning(practice: Call) -> None:
    shown = practice("config", "show").out
    for setting in fields(Settings):
        line = next(line for line in shown.splitlines() if line.startswith(setting.name))
        assert setting.metadata["meaning"] in line
    assert set(practice("config", "show", "--json").document) == {setting.name for setting in fields(Settings)}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("theme", "paper", "paper"),
        ("usual_minutes", "12,5", 12.5),
        ("voice", "no", False),
        ("volume_bells", "30", 30),
        ("contact", "Ana \x1b[31m", "Ana \x1b[31m"),
    ],
)
def test_config_set_is_kept(practice: Call, name: str, value: str, kept: object) -> None:
    assert practice("config", "set", name, value, "--json").document[name] == kept
    assert practice("config", "show", "--json").document[name] == kept
    assert "\x1b" not in practice("config", "show").out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("them", "paper", "did you mean 'theme'?"),
        ("theme", "purple", "dusk, paper"),
        ("volume_bells", "200", "from 0 to 100"),
        ("volume_bells", "loud", "from 0 to 100"),
        ("voice", "maybe", "yes or no"),
    ],
)
def test_config_set_refuses_and_names_what_would_do(practice: Call, name: str, value: str, words: str) -> None:
    answer = practice("config", "set", name, value)
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err


def test_config_path_is_where_set_writes(practice: Call) -> None:
    path = Path(practice("config", "path", "--json").document["path"])
    assert practice("config", "path").out == f"{path}\n"
    assert not path.exists()
    practice("config", "set", "theme", "paper")
    assert "paper" in path.read_text("utf-8")


def test_a_settings_file_with_a_mistake_is_shown_with_a_note(practice: Call, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('theme = "purple"\nvoice = false\n', "utf-8")
    answer = practice("config", "show", "--json")
    assert answer.code == 0
    assert answer.document["theme"] == "dusk"
    assert answer.document["voice"] is False
    assert answer.err.startswith("note: theme can't be 'purple'")


def test_doctor_says_what_works_and_what_would_mend_the_rest(practice: Call, room: Room) -> None:
    checks = [Check("sound", ok=True, detail="pipe"), Check("data folder", ok=False, detail="full", mend="make room")]
    services = replace(room.services, checks=lambda: checks)
    answer = practice("doctor", "--json", services=services)
    assert answer.code == 0
    assert answer.document == {
        "checks": [
            {"name": "sound", "ok": True, "detail": "pipe", "mend": ""},
            {"name": "data folder", "ok": False, "detail": "full", "mend": "make room"},
        ]
    }
    assert practice("doctor", services=services).out.splitlines() == [
        "well  sound        pipe",
        "look  data folder  full",
        "                   to mend it: make room",
    ]
