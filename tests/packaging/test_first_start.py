"""bin/practice and bin/test set a checkout up once, quietly, and harm nothing that isn't theirs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.packaging.conftest import FirstStart

pytestmark = pytest.mark.skipif(os.name != "posix", reason="bin/ is for systems with a POSIX shell")

APP_EXIT_CODE = 7  # what the stand-in for the program always ends with


def test_the_first_start_makes_the_environment_and_opens_the_program(first_start: FirstStart) -> None:
    outcome = first_start.start("sit", "nurturance", "-m", "2")

    installed = f"pip --editable {first_start.root}"
    assert first_start.calls() == ["venv", installed, "practice sit nurturance -m 2"]
    assert outcome.returncode == APP_EXIT_CODE
    assert outcome.stdout.startswith("sit|nurturance|-m|2|"), "set-up writes nothing on standard output"
    assert outcome.stderr.splitlines()[0].startswith("set-up: making a Python 3.11 environment")


def test_the_second_start_says_nothing_and_starts_no_python(first_start: FirstStart) -> None:
    first_start.start()
    first_start.calls()

    outcome = first_start.start("list")

    assert first_start.calls() == ["practice list"]
    assert outcome.stderr == ""


def test_arguments_and_input_reach_the_program_unchanged_even_at_the_first_start(first_start: FirstStart) -> None:
    outcome = first_start.start("two words", "", "*", stdin="a record")

    assert outcome.stdout.startswith("two words||*|a record")


def test_signals_reach_the_program_because_it_takes_the_place_of_the_shell(first_start: FirstStart) -> None:
    first_start.start()
    with subprocess.Popen(
        [first_start.root / "bin" / "practice"],
        env=first_start.all_variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read().endswith(f" pid {process.pid}")


def test_a_link_to_a_link_and_another_folder_lead_to_the_same_checkout(first_start: FirstStart, tmp_path: Path) -> None:
    first_start.start()
    (tmp_path / "absolute").symlink_to(first_start.root / "bin" / "practice")
    (tmp_path / "relative").symlink_to("absolute")

    for cwd, command in (
        (tmp_path, "./relative"),
        (first_start.root / "bin", "./practice"),
        ("/", tmp_path / "relative"),
    ):
        assert first_start.start(command=command, cwd=cwd).returncode == APP_EXIT_CODE
    by_the_shell = first_start.start("practice", command="/bin/sh", cwd=first_start.root / "bin")

    assert by_the_shell.returncode == APP_EXIT_CODE
    assert by_the_shell.stderr == ""


def test_a_changed_pyproject_brings_the_environment_up_to_date_without_making_it_anew(
    first_start: FirstStart,
) -> None:
    first_start.start()
    first_start.calls()
    (first_start.root / "pyproject.toml").write_text("[project]\nname = 'changed'\n", encoding="utf-8")

    first_start.start()

    calls = first_start.calls()
    assert "venv" not in calls
    assert f"pip --editable {first_start.root}" in calls


@pytest.mark.parametrize("stopped", ["before the environment", "before the packages", "while changing packages"])
def test_what_was_stopped_half_way_is_made_anew(first_start: FirstStart, stopped: str) -> None:
    first_start.start()
    first_start.calls()
    (first_start.venv / "set-up-app").unlink()
    (first_start.venv / "half").write_text("half", encoding="utf-8")
    if stopped != "while changing packages":
        (first_start.venv / "bin" / "practice").unlink()
    if stopped == "before the environment":
        shutil.rmtree(first_start.venv / "bin")

    outcome = first_start.start()

    assert "venv" in first_start.calls()
    assert outcome.returncode == APP_EXIT_CODE
    assert not (first_start.venv / "half").exists()


def test_a_moved_checkout_is_set_up_anew(first_start: FirstStart) -> None:
    first_start.start()
    first_start.calls()
    first_start.root = first_start.root.rename(first_start.root.with_name("moved"))

    first_start.start()

    assert "venv" in first_start.calls()


def test_a_python_that_is_gone_is_noticed(first_start: FirstStart) -> None:
    first_start.start()
    first_start.calls()
    (first_start.venv / "bin" / "python").unlink()
    (first_start.venv / "bin" / "python").symlink_to(first_start.tools / "python3.10")

    assert first_start.start().returncode == APP_EXIT_CODE
    assert "venv" in first_start.calls()


def test_an_environment_made_by_somebody_else_is_added_to_and_never_emptied(first_start: FirstStart) -> None:
    own = first_start.venv / "lib" / "work of one's own"
    own.parent.mkdir(parents=True)
    own.write_text("precious", encoding="utf-8")
    (first_start.venv / "bin").mkdir()
    (first_start.venv / "bin" / "python").symlink_to(first_start.tools / "python3")

    outcome = first_start.start()

    assert outcome.returncode == APP_EXIT_CODE
    assert "venv" not in first_start.calls()
    assert own.read_text(encoding="utf-8") == "precious"


def test_an_environment_made_by_somebody_else_that_does_not_work_is_left_alone(first_start: FirstStart) -> None:
    first_start.venv.mkdir()
    (first_start.venv / "notes").write_text("precious", encoding="utf-8")

    outcome = first_start.start()

    assert outcome.returncode == 1
    assert "move it away" in outcome.stderr
    assert [path.name for path in first_start.venv.iterdir()] == ["notes"]


def test_without_a_network_the_first_start_says_so_and_the_next_one_mends_it(first_start: FirstStart) -> None:
    first_start.environment["FAILING"] = "pip"
    failed = first_start.start()
    first_start.environment["FAILING"] = ""

    assert failed.returncode == 1
    assert "no network" in failed.stderr
    assert "Start again" in failed.stderr
    assert first_start.start().returncode == APP_EXIT_CODE


def test_an_update_without_a_network_leaves_the_old_environment_whole(first_start: FirstStart) -> None:
    first_start.start()
    before = (first_start.root / "pyproject.toml").read_text(encoding="utf-8")
    (first_start.root / "pyproject.toml").write_text("[project]\nname = 'changed'\n", encoding="utf-8")
    first_start.environment["FAILING"] = "pip"
    assert first_start.start().returncode == 1
    (first_start.root / "pyproject.toml").write_text(before, encoding="utf-8")
    first_start.calls()

    assert first_start.start("list").returncode == APP_EXIT_CODE
    assert first_start.calls() == ["practice list"]


def test_an_update_that_lost_its_power_is_not_taken_for_a_whole_environment(first_start: FirstStart) -> None:
    first_start.start()
    before = (first_start.root / "pyproject.toml").read_text(encoding="utf-8")
    (first_start.root / "pyproject.toml").write_text("[project]\nname = 'changed'\n", encoding="utf-8")
    first_start.environment["FAILING"] = "power"
    assert first_start.start().returncode == -signal.SIGKILL
    (first_start.root / "pyproject.toml").write_text(before, encoding="utf-8")
    first_start.environment["FAILING"] = ""
    first_start.calls()

    assert first_start.start().returncode == APP_EXIT_CODE
    assert "venv" in first_start.calls()


def test_without_python_one_line_says_what_to_do(first_start: FirstStart) -> None:
    first_start.put_tool("python3", "#!/bin/sh\nexit 1\n")

    outcome = first_start.start()

    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1
    assert "Python 3.11" in outcome.stderr
    assert not first_start.venv.exists()
