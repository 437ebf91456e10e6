"""What `doctor` says of prompts: the truth, without nagging people who want none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adapters.reminders.test_timers import Timer

from practice_tui.adapters.files.places import Places
from practice_tui.adapters.reminders.checks import channel_checks, reminder_checks, timer_check
from practice_tui.engine.prompts import Reach

if TYPE_CHECKING:
    from practice_tui.engine.prompts import Prompt


class Channel:
    """A channel that is as it is told to be. Implements Notifier."""

    def __init__(self, name: str, *, ok: bool) -> None:
        self.name = name
        self._ok = ok

    def deliver(self, prompt: Prompt) -> bool:
        return bool(prompt) and self._ok

    def reach(self) -> Reach:
        return Reach(ok=self._ok, detail=f"{self.name} as it is", mend="" if self._ok else f"mend {self.name}")


class Installed(Timer):
    """A timer that starts a program."""

    def __init__(self, program: Path, *, usable: bool = True) -> None:
        super().__init__("cron", usable=usable, installed=True)
        self._program = program

    def program(self) -> Path | None:
        return self._program


@pytest.mark.parametrize("timer", [None, Timer("cron")], ids=["none", "not installed"])
def test_nobody_who_wants_no_prompts_is_asked_to_do_anything(timer: Timer | None) -> None:
    check = timer_check(timer, wanted=False)
    assert check.ok
    assert check.mend == ""
    for channel in channel_checks([Channel("desktop", ok=False), Channel("tmux", ok=False)], wanted=False):
        assert channel.ok
        assert channel.mend == ""


@pytest.mark.parametrize("timer", [None, Timer("cron")], ids=["none", "not installed"])
def test_whoever_wants_prompts_hears_what_would_bring_them(timer: Timer | None) -> None:
    check = timer_check(timer, wanted=True)
    assert not check.ok
    assert "practice remind" in check.mend


@pytest.mark.parametrize("wanted", [True, False])
def test_a_timer_whose_program_is_gone_is_noticed(tmp_path: Path, *, wanted: bool) -> None:
    check = timer_check(Installed(tmp_path / "gone"), wanted=wanted)
    assert not check.ok
    assert str(tmp_path / "gone") in check.detail
    assert "practice remind install" in check.mend
    assert "practice remind uninstall" in check.mend


def test_a_timer_that_ticks_is_well() -> None:
    check = timer_check(Installed(Path(sys.executable)), wanted=True)
    assert (check.ok, check.detail, check.mend) == (True, "cron, every five minutes", "")


def test_a_timer_that_nobody_runs_any_more_is_said() -> None:
    check = timer_check(Installed(Path(sys.executable), usable=False), wanted=True)
    assert not check.ok
    assert "does not run here" in check.detail


def test_one_channel_is_enough_and_each_says_how_it_is() -> None:
    checks = list(channel_checks([Channel("desktop", ok=False), Channel("tmux", ok=True)], wanted=True))
    assert [(check.name, check.ok) for check in checks] == [("prompts by desktop", True), ("prompts by tmux", True)]
    assert checks[0].detail == "desktop as it is"


def test_without_any_channel_while_the_app_is_closed_each_says_how_to_mend_it() -> None:
    channels = [Channel("desktop", ok=False), Channel("terminal", ok=True), Channel("tmux", ok=False)]
    checks = list(channel_checks(channels, wanted=True))
    assert [check.ok for check in checks] == [False, True, False]
    assert checks[0].mend == "mend desktop"


def test_doctor_asks_nothing_of_a_person_without_reminders(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path, tmp_path, tmp_path)
    checks = reminder_checks(places)
    assert [check.name for check in checks] == [
        "prompts while the app is closed",
        "prompts by desktop",
        "prompts by terminal",
        "prompts by tmux",
    ]
    assert all(check.mend == "" for check in checks[1:])


def test_doctor_says_that_reminders_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "reminders.json").write_text("not json")
    places = Places(tmp_path, tmp_path, tmp_path, tmp_path)
    assert [(check.name, check.ok) for check in reminder_checks(places)] == [("reminders", False)]
