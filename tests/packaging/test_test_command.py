"""bin/test passes every check and all tests, or only the tests that were asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.packaging.conftest import FirstStart

pytestmark = pytest.mark.skipif(os.name != "posix", reason="bin/ is for systems with a POSIX shell")

EVERYTHING = [
    "ruff check",
    "ruff format --check",
    "mypy ",
    "lint-imports ",
    "pytest -m real_sound",
    "pytest -m not real_sound -n auto --dist worksteal",
]


@pytest.fixture
def ready(first_start: FirstStart) -> FirstStart:
    first_start.start(command=first_start.root / "bin" / "test")
    first_start.calls()
    return first_start


def test_its_set_up_brings_the_development_tools_and_serves_the_program_too(first_start: FirstStart) -> None:
    first_start.start(command=first_start.root / "bin" / "test")
    root = first_start.root

    assert f"pip --editable {root} --group {root}/pyproject.toml:dev" in first_start.calls()
    first_start.start("list")
    assert first_start.calls() == ["practice list"]


def test_after_a_first_start_of_the_program_the_environment_is_added_to(first_start: FirstStart) -> None:
    first_start.start()
    first_start.calls()

    first_start.start(command=first_start.root / "bin" / "test")

    assert "venv" not in first_start.calls()


def test_it_runs_every_check_and_then_the_tests(ready: FirstStart) -> None:
    outcome = ready.start(command=ready.root / "bin" / "test")

    assert outcome.returncode == 0
    assert ready.calls() == EVERYTHING


@pytest.mark.parametrize("failing", ["ruff", "mypy", "lint-imports", "pytest"])
def test_one_failure_fails_it_and_the_tests_still_have_the_last_word(ready: FirstStart, failing: str) -> None:
    ready.environment["FAILING"] = failing

    outcome = ready.start(command=ready.root / "bin" / "test")

    assert outcome.returncode == 1
    assert ready.calls() == EVERYTHING
    assert outcome.stdout.splitlines()[-1] == "pytest has run"


def test_with_arguments_it_only_runs_pytest_from_the_checkout(ready: FirstStart) -> None:
    outcome = ready.start("tests/domain", "-k", "one or two", command=ready.root / "bin" / "test")

    assert outcome.returncode == 0
    assert ready.calls() == ["pytest tests/domain -k one or two"]


def test_what_continuous_integration_runs_is_the_test_command(ready: FirstStart) -> None:
    outcome = ready.start(".ci/run", command="/bin/sh", cwd=ready.root)

    assert outcome.returncode == 0
    assert ready.calls() == EVERYTHING
