"""How the program is started by others, for each way of installing it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from practice_tui import __version__
from practice_tui.adapters.reminders.own_program import OwnProgram, own_program


@pytest.fixture
def bare_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An interpreter with no script beside it."""
    python = tmp_path / "python"
    monkeypatch.setattr("sys.executable", str(python))
    monkeypatch.setattr("sys.argv", ["/elsewhere/__main__.py"])
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path / "nowhere"))
    return python


def script(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_what_is_found_here_runs_from_anywhere(tmp_path: Path) -> None:
    command = own_program({}).called_with("--version")
    assert Path(command[0]).is_absolute()
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=True)
    assert done.stdout == f"practice {__version__}\n"


def test_the_script_that_was_called_is_taken_and_its_link_kept(
    tmp_path: Path, bare_python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = script(tmp_path / "venvs" / "practice-tui" / "bin" / "practice")
    link = tmp_path / "bin" / "practice"
    link.parent.mkdir()
    link.symlink_to(real)
    monkeypatch.setattr("sys.argv", [str(link), "remind", "install"])
    assert own_program({}).arguments == (str(link),)
    assert bare_python.name == "python"


def test_a_script_called_by_its_place_gets_a_whole_path(
    tmp_path: Path, bare_python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "bin" / "practice")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["bin/practice"])
    assert own_program({}).arguments == (str(tmp_path / "bin" / "practice"),)
    assert not bare_python.exists()


def test_python_m_finds_the_script_beside_its_interpreter(tmp_path: Path, bare_python: Path) -> None:
    beside = script(tmp_path / "practice")
    assert own_program({}).arguments == (str(beside),)
    assert bare_python.parent == beside.parent


def test_without_any_script_the_interpreter_runs_the_package(bare_python: Path) -> None:
    assert own_program({}).arguments == (str(bare_python), "-P", "-m", "practice_tui")


def test_the_package_runs_by_its_interpreter_in_a_folder_that_misleads(tmp_path: Path) -> None:
    (tmp_path / "practice_tui").mkdir()
    (tmp_path / "practice_tui" / "__main__.py").write_text("raise SystemExit('misled')\n")
    command = OwnProgram((sys.executable, "-P", "-m", "practice_tui")).called_with("--version")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"practice {__version__}\n"


def test_the_folders_travel_and_the_zone_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    everything = {"PRACTICE_HOME": "my home", "TZ": "Asia/Tokyo", "XDG_DATA_HOME": "/data", "SECRET": "x"}
    assert own_program(everything).environment == (("PRACTICE_HOME", str(tmp_path / "my home")),)
    del everything["PRACTICE_HOME"]
    assert own_program(everything).environment == (("XDG_DATA_HOME", "/data"),)


def test_modules_from_elsewhere_travel_where_there_is_no_script(
    tmp_path: Path, bare_python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert own_program({"PYTHONPATH": "src"}).environment == (("PYTHONPATH", str(tmp_path / "src")),)
    script(bare_python.with_name("practice"))
    assert own_program({"PYTHONPATH": "src"}).environment == ()
