"""Lines in a crontab: whole, quoted for cron and the shell, and gone without a trace; the real `crontab` among them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.reminders.prompt_rig import Commands, program_in

from practice_tui.adapters.reminders.cron import BEGIN, END, CronTimer
from practice_tui.adapters.reminders.own_program import OwnProgram
from practice_tui.adapters.reminders.system_commands import Answer
from practice_tui.domain.errors import TimerRefused

CRONTAB = """#!/bin/sh
case "$1" in
-l) if [ -e "$TABLE" ]; then cat "$TABLE"; else echo "no crontab for $LOGNAME" >&2; exit 1; fi ;;
-r) rm "$TABLE" ;;
-) cat >"$TABLE" ;;
*) exit 2 ;;
esac
"""

THEIRS = b"MAILTO=ada\n# m h  dom mon dow\n0 5 * * 1\ttar -zcf /var/backups/home.tgz /home/ \\% \xff\n\n  # end of it\n"

TELLS = """#!/bin/sh
printf '%s\\0' "$@" "$PRACTICE_HOME" "$TZ" >"$(dirname "$0")/told"
"""

FOLDERS = ["plain", "per %cent% 100%", "a b$HOME`c`$(d)", "quo\"te's \\ %", "für; dich & #"]


def a_program(folder: Path) -> OwnProgram:
    return program_in(folder, TELLS)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab in a file, with a `crontab` of our own in front of any real one."""
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(CRONTAB)
    program.chmod(0o755)
    table = tmp_path / "table"
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("TABLE", str(table))
    monkeypatch.setenv("LOGNAME", "ada")
    for name in ("XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return table


def our_line(table: Path) -> str:
    lines = table.read_bytes().partition(BEGIN)[2].partition(END)[0].decode().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_the_other_lines_stay_byte_for_byte(table: Path, tmp_path: Path) -> None:
    table.write_bytes(THEIRS)
    timer = CronTimer(a_program(tmp_path / "program"))
    timer.install()
    installed = table.read_bytes()
    assert installed.startswith(THEIRS + BEGIN)
    timer.install()
    assert table.read_bytes() == installed
    table.write_bytes(installed + b"5 5 * * * later\n")
    assert timer.uninstall()
    assert table.read_bytes() == THEIRS + b"5 5 * * * later\n"
    assert not timer.uninstall()


def test_a_crontab_that_held_nothing_else_is_gone(table: Path, tmp_path: Path) -> None:
    timer = CronTimer(a_program(tmp_path / "program"))
    timer.install()
    assert timer.uninstall()
    assert not table.exists()


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("takes_backslashes_away", [True, False], ids=["as cron does", "as a cron that doesn't"])
def test_the_line_runs_the_program_with_its_folders(
    table: Path, tmp_path: Path, name: str, *, takes_backslashes_away: bool
) -> None:
    folder = tmp_path / name
    CronTimer(a_program(folder)).install()
    command = our_line(table).removeprefix("*/5 * * * * ")
    assert "%" not in command.replace("\\%", "")  # a bare one ends the command for cron
    as_given_to_the_shell = command.replace("\\%", "%") if takes_backslashes_away else command
    subprocess.run(["sh", "-c", as_given_to_the_shell], env={"PATH": "/usr/bin:/bin"}, check=True)
    told = (folder / "told").read_bytes().decode().split("\0")
    assert told[:-1] == ["remind", "tick", str(folder / "home"), ""]


@pytest.mark.parametrize("name", FOLDERS)
def test_the_program_is_read_back_as_it_was(table: Path, tmp_path: Path, name: str) -> None:
    program = a_program(tmp_path / name)
    timer = CronTimer(program)
    assert timer.program() is None
    timer.install()
    assert timer.program() == Path(program.arguments[0])
    assert table.exists()


def test_an_outdated_line_is_replaced(table: Path, tmp_path: Path) -> None:
    CronTimer(a_program(tmp_path / "old")).install()
    new = a_program(tmp_path / "new")
    CronTimer(new).install()
    assert table.read_bytes().count(BEGIN) == 1
    assert CronTimer(new).program() == Path(new.arguments[0])


def test_the_desktop_travels_along_and_the_zone_does_not(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    CronTimer(a_program(tmp_path / "program")).install()
    line = our_line(table)
    assert "WAYLAND_DISPLAY=wayland-1 " in line
    assert "XDG_RUNTIME_DIR=/run/user/1000 " in line
    assert "Tokyo" not in line


@pytest.mark.parametrize(
    "changed",
    [BEGIN + b"*/5 * * * * practice remind tick\n0 5 * * * theirs\n", b"0 5 * * * theirs\n" + END, 2 * (BEGIN + END)],
    ids=["its end is gone", "its beginning is gone", "twice"],
)
def test_lines_that_somebody_changed_are_left_to_them(table: Path, tmp_path: Path, changed: bytes) -> None:
    table.write_bytes(changed)
    timer = CronTimer(a_program(tmp_path / "program"))
    for act in (timer.install, timer.uninstall):
        with pytest.raises(TimerRefused, match="crontab -e"):
            act()
    assert table.read_bytes() == changed
    assert timer.program() is None


def test_a_person_who_may_have_no_crontab_is_told(table: Path, tmp_path: Path) -> None:
    refusing = Commands()
    refusing.answers["crontab", "-l"] = Answer(1, err=b"You (ada) are not allowed to use this program (crontab)\n")
    with pytest.raises(TimerRefused, match="not allowed"):
        CronTimer(a_program(tmp_path / "program"), refusing).install()
    assert not table.exists()


@pytest.mark.usefixtures("table")
def test_a_line_break_in_a_path_is_refused() -> None:
    with pytest.raises(TimerRefused, match="line break"):
        CronTimer(OwnProgram(("/home/a\nb/practice",))).install()


def test_it_is_usable_only_where_cron_runs(table: Path, tmp_path: Path) -> None:
    processes, pid_files = tmp_path / "proc", tmp_path / "run"
    (processes / "77").mkdir(parents=True)
    (processes / "77" / "comm").write_text("bash\n")
    timer = CronTimer(OwnProgram(("/practice",)), processes=processes, pid_files=pid_files)
    assert not timer.usable()
    (processes / "77" / "comm").write_text("cron\n")
    assert timer.usable()
    (processes / "77" / "comm").write_text("bash\n")
    pid_files.mkdir()
    (pid_files / "crond.pid").touch()
    assert timer.usable()
    assert not table.exists()


def test_without_crontab_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    timer = CronTimer(OwnProgram(("/practice",)))
    assert not timer.usable()
    assert timer.program() is None
    assert not timer.uninstall()


IN_A_SPOOL_OF_ITS_OWN = """
set -e
mount -t tmpfs tmpfs /var/spool/cron
mkdir -p /var/spool/cron/crontabs
chmod 1730 /var/spool/cron/crontabs
exec "$0" -c "$1"
"""

WITH_THE_REAL_ONE = """
import json, subprocess
from practice_tui.adapters.reminders.cron import CronTimer
from practice_tui.adapters.reminders.own_program import OwnProgram

def table():
    return subprocess.run(["crontab", "-l"], capture_output=True).stdout.decode()

def note():
    noted.append([str(timer.program() or ""), table()])

noted = []
timer = CronTimer(OwnProgram(("/opt/a b%c/practice",), (("PRACTICE_HOME", "/home/x y%z"),)))
note()
timer.install(); note()
timer.uninstall(); note()
subprocess.run(["crontab", "-"], input=b"# theirs\\n0 5 * * * true \\\\% x\\n", check=True)
timer.install(); timer.install(); note()
timer.uninstall(); note()
print(json.dumps(noted))
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("crontab") is None,
    reason="the real crontab is tried in a spool folder of its own, which takes root's rights",
)
def test_the_real_crontab_takes_it_and_lets_it_go(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    command = ["unshare", "--mount", "sh", "-c", IN_A_SPOOL_OF_ITS_OWN, sys.executable, WITH_THE_REAL_ONE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip("this machine lets nobody mount a folder of their own")
    assert done.returncode == 0, done.stderr
    none, installed, gone, beside_theirs, theirs = json.loads(done.stdout)
    assert none == gone == ["", ""]
    assert installed[0] == beside_theirs[0] == "/opt/a b%c/practice"
    assert installed[1].encode().startswith(BEGIN)
    assert theirs == ["", "# theirs\n0 5 * * * true \\% x\n"]
    assert beside_theirs[1] == theirs[1] + installed[1]
