"""Which timer stands for this machine, and that no other is left ticking beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.files.places import Places
from practice_tui.adapters.reminders.system_commands import MISSING, run, run_or_refuse
from practice_tui.adapters.reminders.timers import best_of, known_timers, this_system
from practice_tui.domain.errors import TimerRefused
from practice_tui.engine.prompts import TimerFile

if TYPE_CHECKING:
    from collections.abc import Sequence


class Timer:
    """A timer in memory. Implements SystemTimer."""

    def __init__(self, name: str, *, usable: bool = True, installed: bool = False) -> None:
        self.name = name
        self.is_usable = usable
        self.is_installed = installed

    def usable(self) -> bool:
        return self.is_usable

    def files(self) -> Sequence[TimerFile]:
        return (TimerFile(Path(self.name), self.name),)

    def commands(self) -> Sequence[Sequence[str]]:
        return ((self.name,),)

    def install(self) -> None:
        self.is_installed = True

    def uninstall(self) -> bool:
        was, self.is_installed = self.is_installed, False
        return was

    def program(self) -> Path | None:
        return Path("/practice") if self.is_installed else None


def test_the_first_that_can_be_used_is_taken() -> None:
    timer = best_of([Timer("systemd", usable=False), Timer("cron"), Timer("another")])
    assert timer is not None
    assert timer.name == "cron"
    assert timer.files()[0].text == "cron"
    assert timer.commands() == (("cron",),)
    assert timer.usable()


def test_installing_leaves_one_of_them_ticking() -> None:
    systemd, cron = Timer("systemd"), Timer("cron", installed=True)
    timer = best_of([systemd, cron])
    assert timer is not None
    assert timer.program() == Path("/practice")
    timer.install()
    assert (systemd.is_installed, cron.is_installed) == (True, False)


@pytest.mark.parametrize("usable", [True, False])
def test_uninstalling_takes_away_whichever_there_is(*, usable: bool) -> None:
    systemd, cron = Timer("systemd", usable=usable, installed=True), Timer("cron", usable=usable, installed=True)
    timer = best_of([systemd, cron])
    assert timer is not None
    assert timer.uninstall()
    assert (systemd.is_installed, cron.is_installed) == (False, False)
    assert not timer.uninstall()
    assert timer.program() is None


def test_one_that_is_installed_but_can_not_be_used_can_still_be_taken_away() -> None:
    timer = best_of([Timer("systemd", usable=False, installed=True), Timer("cron", usable=False)])
    assert timer is not None
    assert (timer.name, timer.usable()) == ("systemd", False)
    assert timer.uninstall()


def test_a_machine_without_any_has_none() -> None:
    assert best_of([Timer("systemd", usable=False), Timer("cron", usable=False)]) is None


def test_a_container_without_systemd_and_cron_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert this_system(Places(tmp_path, tmp_path, tmp_path, tmp_path)) is None


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("linux", ["systemd user timer", "cron"]),
        ("freebsd14", ["systemd user timer", "cron"]),
        ("darwin", ["LaunchAgent"]),
        ("win32", ["Task Scheduler"]),
    ],
)
def test_each_platform_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, names: list[str]
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert [timer.name for timer in known_timers(Places(tmp_path, tmp_path, tmp_path, tmp_path))] == names


def test_commands_of_the_system_never_raise(tmp_path: Path) -> None:
    assert run([str(tmp_path / "missing")]).code == MISSING
    said = run([sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read()); sys.exit(3)"], b"given")
    assert (said.code, said.out) == (3, b"given")


def test_a_command_that_has_to_succeed_says_what_went_wrong() -> None:
    complains = [sys.executable, "-c", "import sys; sys.exit('first\\n\\x1b[31mlast words')"]
    with pytest.raises(TimerRefused) as refused:
        run_or_refuse(run, complains)
    assert str(refused.value).endswith("failed: [31mlast words")
