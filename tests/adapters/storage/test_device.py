from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from practice_tui.adapters.storage.device import Device, machine_name
from practice_tui.adapters.storage.disk import LocalDisk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def name(folder: Path, machine: str = "this machine", is_taken: Callable[[str], bool] = lambda _: False) -> str:
    return Device(folder, LocalDisk(), lambda: machine).name(is_taken)


def test_a_device_keeps_its_name(state: Path) -> None:
    first = name(state)
    assert name(state) == first
    assert len(first) == 8
    assert (state / "device").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in state.iterdir()] == ["device"]


def test_a_home_on_another_machine_has_a_name_of_its_own(state: Path) -> None:
    assert name(state, "another machine") != name(state)


def test_a_copied_home_has_a_name_of_its_own(state: Path, tmp_path: Path) -> None:
    first = name(state)
    shutil.copytree(state, tmp_path / "copy")
    assert name(tmp_path / "copy") != first
    assert name(state) == first


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"[]", b'{"device": 7}', b"\xff", b'{"device": "../..", "machine": "x"}']
)
def test_a_damaged_note_costs_only_a_new_name(state: Path, content: bytes) -> None:
    (state / "device").write_bytes(content)
    assert name(state) == name(state)


def test_a_name_that_is_taken_is_not_used(state: Path) -> None:
    seen: list[str] = []

    def is_taken(wished: str) -> bool:
        seen.append(wished)
        return len(seen) < 3

    assert name(state, is_taken=is_taken) == seen[-1]
    assert len(seen) == 3


def test_nothing_of_the_machine_is_written_down(state: Path) -> None:
    name(state, "a-name-to-keep-quiet")
    assert b"a-name-to-keep-quiet" not in (state / "device").read_bytes()


def test_every_machine_has_some_name() -> None:
    assert machine_name()
