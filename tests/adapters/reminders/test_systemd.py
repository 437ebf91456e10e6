"""The systemd timer: units that systemd itself accepts, whose command runs, and that go without a trace."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.adapters.reminders.prompt_rig import Commands, program_in

from practice_tui.adapters.reminders.own_program import OwnProgram, own_program
from practice_tui.adapters.reminders.systemd import SystemdTimer, unit_folder
from practice_tui.domain.errors import TimerRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.reminders.system_commands import Answer

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd isn't installed")

FOLDERS = ["plain", "a b%c$d${HOME}%h", "quo\"te's \\x41 %%", "für dich; #{x} & y", "tab\there"]
"""Names that a person's home folder may have, and that unit files have other plans for."""

TELLS = """#!/bin/sh
printf '%s\\0' "$@" "$PRACTICE_HOME" "$TZ"
"""


def a_program(folder: Path) -> OwnProgram:
    return program_in(folder, TELLS)


class Systemctl(Commands):
    """Enables a timer as `systemctl` does: by a link."""

    def __init__(self, folder: Path, **codes: int) -> None:
        super().__init__(**codes)
        self._wants = folder / "timers.target.wants"

    def __call__(self, arguments: Sequence[str], given: bytes = b"") -> Answer:
        answer = super().__call__(arguments, given)
        link = self._wants / "practice-remind.timer"
        if "enable" in arguments and answer.code == 0:
            self._wants.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(self._wants.parent / "practice-remind.timer")
        if "disable" in arguments and answer.code == 0:
            link.unlink(missing_ok=True)
        return answer


def everything_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@needs_systemd
@pytest.mark.parametrize("name", FOLDERS)
def test_systemd_accepts_the_units_wherever_the_program_lives(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    units = tmp_path / "units"
    for file in SystemdTimer(a_program(tmp_path / name), units).files():
        file.path.parent.mkdir(exist_ok=True)
        file.path.write_text(file.text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--user", str(units / "practice-remind.timer")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_systemd_says_so_where_the_program_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check above can fail."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    for file in SystemdTimer(OwnProgram((str(tmp_path / "gone"),)), tmp_path).files():
        file.path.write_text(file.text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--user", str(tmp_path / "practice-remind.service")]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def started_by(unit: str) -> tuple[list[str], dict[str, str]]:
    """Return the command and the variables of a unit, read by the rules of systemd's manual."""
    lines = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and not line.startswith("#"))
    words = shlex.split(lines["ExecStart"].replace("\\x09", "\t"))
    command = [words[0].replace("%%", "%"), *(word.replace("%%", "%").replace("$$", "$") for word in words[1:])]
    variables = [word.replace("%%", "%") for word in shlex.split(lines["Environment"].replace("\\x09", "\t"))]
    return command, dict(variable.split("=", 1) for variable in variables)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_command_in_the_unit_is_the_program_with_its_folders(tmp_path: Path, name: str) -> None:
    timer = SystemdTimer(a_program(tmp_path / name), tmp_path / "units")
    command, variables = started_by(timer.files()[0].text)
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/wrong", **variables}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    home = str(tmp_path / name / "home")
    assert done.stdout.decode().split("\0")[:-1] == ["remind", "tick", home, ""]


def test_the_very_program_that_is_installed_here_is_started(tmp_path: Path) -> None:
    program = own_program({"PRACTICE_HOME": str(tmp_path / "home")})
    command, variables = started_by(SystemdTimer(program, tmp_path).files()[0].text)
    shown = [*command[:-2], "config", "path"]
    done = subprocess.run(shown, env=variables, capture_output=True, text=True, check=True)
    assert str(tmp_path / "home") in done.stdout


def test_no_zone_and_no_memory_travel_with_it(tmp_path: Path) -> None:
    service, timer = SystemdTimer(own_program({"PRACTICE_HOME": "/h", "TZ": "Asia/Tokyo"}), tmp_path).files()
    assert "TZ" not in service.text
    assert "OnCalendar=*:0/5\n" in timer.text
    assert "Persistent" not in timer.text  # its stamp would stay behind
    assert "KillMode=process\n" in service.text  # what waits for an answer outlives the tick


def test_installing_twice_changes_nothing_and_uninstalling_leaves_nothing(tmp_path: Path) -> None:
    units = tmp_path / "config" / "systemd" / "user"
    systemctl = Systemctl(units)
    program = a_program(tmp_path / "bin")
    timer = SystemdTimer(program, units, systemctl)
    assert timer.program() is None
    timer.install()
    first = {path: path.stat().st_mtime_ns for path in everything_in(units) if path.is_file()}
    timer.install()
    assert {path: path.stat().st_mtime_ns for path in everything_in(units) if path.is_file()} == first
    assert timer.program() == Path(program.arguments[0])
    (tmp_path / "config" / "theirs").touch()
    assert timer.uninstall()
    assert [path.name for path in everything_in(tmp_path / "config")] == ["theirs"]
    assert systemctl.ran[-1] == ("systemctl", "--user", "daemon-reload")
    assert not timer.uninstall()


def test_others_units_stay(tmp_path: Path) -> None:
    theirs = [tmp_path / "theirs.timer", tmp_path / "timers.target.wants" / "theirs.timer"]
    theirs[1].parent.mkdir()
    for path in theirs:
        path.write_text("[Timer]\n")
    timer = SystemdTimer(a_program(tmp_path / "bin"), tmp_path, Systemctl(tmp_path))
    timer.install()
    timer.uninstall()
    assert [path.is_file() for path in theirs] == [True, True]


def test_what_systemd_refuses_is_taken_away_again_and_said(tmp_path: Path) -> None:
    units = tmp_path / "units"
    timer = SystemdTimer(a_program(tmp_path / "bin"), units, Systemctl(units, enable=1))
    with pytest.raises(TimerRefused, match="it said no"):
        timer.install()
    assert everything_in(units) == []


def test_a_manager_that_is_gone_keeps_nothing_from_being_removed(tmp_path: Path) -> None:
    program = a_program(tmp_path / "bin")
    SystemdTimer(program, tmp_path / "units", Systemctl(tmp_path / "units")).install()
    assert SystemdTimer(program, tmp_path / "units", Commands(systemctl=1)).uninstall()
    assert everything_in(tmp_path / "units") == []


def test_an_outdated_program_is_seen_and_brought_up_to_date(tmp_path: Path) -> None:
    units = tmp_path / "units"
    old, new = a_program(tmp_path / "quo\"te's old"), a_program(tmp_path / "new")
    SystemdTimer(old, units, Systemctl(units)).install()
    timer = SystemdTimer(new, units, Systemctl(units))
    assert timer.program() == Path(old.arguments[0])
    timer.install()
    assert timer.program() == Path(new.arguments[0])


@pytest.mark.parametrize("name", FOLDERS)
def test_the_program_is_read_back_as_it_was(tmp_path: Path, name: str) -> None:
    units = tmp_path / "units"
    program = a_program(tmp_path / name)
    timer = SystemdTimer(program, units, Systemctl(units))
    timer.install()
    assert timer.program() == Path(program.arguments[0])


def test_a_timer_that_was_disabled_by_hand_counts_as_none(tmp_path: Path) -> None:
    timer = SystemdTimer(a_program(tmp_path / "bin"), tmp_path, Systemctl(tmp_path))
    timer.install()
    (tmp_path / "timers.target.wants" / "practice-remind.timer").unlink()
    assert timer.program() is None
    assert timer.uninstall()


def test_a_path_that_is_no_text_is_refused(tmp_path: Path) -> None:
    program = OwnProgram((os.fsdecode(b"/home/\xff/practice"),))
    with pytest.raises(TimerRefused):
        SystemdTimer(program, tmp_path, Commands()).install()


def test_it_is_usable_only_where_a_manager_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = OwnProgram(("/practice",))
    (tmp_path / "systemctl").write_text("#!/bin/sh\n")
    (tmp_path / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert SystemdTimer(program, tmp_path, Commands()).usable()
    assert not SystemdTimer(program, tmp_path, Commands(systemctl=1)).usable()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert not SystemdTimer(program, tmp_path, Commands()).usable()


def test_units_stand_where_the_person_keeps_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert unit_folder() == tmp_path / "systemd" / "user"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert unit_folder() == tmp_path / ".config" / "systemd" / "user"
