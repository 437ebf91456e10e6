"""Wherever a process dies that changes the shelf, the next one finds the old shelf or the new one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.receiving.packs_made import ANA, ID, NOON, House, make_pack, script

from practice_tui.adapters.packs.shelf import FolderPackShelf
from practice_tui.adapters.storage.disk import LocalDisk
from practice_tui.domain.errors import NotSaved, PackRefused

if TYPE_CHECKING:
    from practice_tui.engine.packs import Offer

ROOT = Path(__file__).parents[2]


def test_a_death_at_any_touch_of_the_disk_leaves_the_old_shelf_or_the_new_one(tmp_path: Path) -> None:
    files = {"scripts/evening.txt": script(), "handouts/evening.md": "# Page\n"}
    first, update = make_pack(tmp_path, files=files), make_pack(tmp_path, version="1.1", files=files)
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("crash_everywhere.py"), tmp_path / "home", first, update],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["wrong"] == []
    assert answer["deaths"] > 40
    assert answer["left"] == ["index.json"]


class FullDisk(LocalDisk):
    """A disk on which nothing can be synced any more."""

    def sync(self, handle: int) -> None:
        del handle
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_said_and_leaves_everything_as_it_was(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    before = house.state()
    offer: Offer = house.desk.look(str(make_pack(tmp_path, version="1.1")))
    full = FolderPackShelf(house.home / "data" / "packs", house.home / "state", lambda: NOON, FullDisk())
    with pytest.raises(NotSaved, match="No space left"):
        full.ready(offer.pack, offer.contents, lambda _done, _of, /: None)
    with full.changing(), pytest.raises(NotSaved, match="as it was"):
        full.remove(ID, None)
    offer.close()
    assert {name: content for name, content in house.state().items() if not name.endswith(".new")} == before
    assert not list((house.home / "data" / "packs").glob("new-*"))


def test_a_damaged_list_is_said_and_nothing_is_lost_by_it(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    index = house.home / "data" / "packs" / "index.json"
    whole = index.read_text("utf-8")
    for old, new in (("RW", "XX"), ("2026-", "soon-")):
        index.write_text(whole.replace(old, new), "utf-8")
        with pytest.raises(PackRefused, match="list of installed packs is damaged"):
            house.desk.packs()
    index.write_text("{}", "utf-8")
    other = make_pack(tmp_path, pack_id="org.example.other")
    folders = set((house.home / "data" / "packs").iterdir())
    with pytest.raises(PackRefused, match="list of installed packs is damaged"):
        house.install(other)
    assert set((house.home / "data" / "packs").iterdir()) == folders
    assert [each for each in House(house.home).scripts.practices() if "/" in each.id] == []


@pytest.mark.parametrize("name", ["manifest.json", "facts.json"])
def test_a_pack_whose_files_are_damaged_can_be_removed_and_installed_again(
    house: House, tmp_path: Path, name: str
) -> None:
    file = make_pack(tmp_path)
    house.install(file)
    (damaged,) = (house.home / "data" / "packs").rglob(name)
    damaged.write_bytes(b"{}")
    (pack,) = house.desk.packs()
    assert "damaged" in pack.manifest.description
    assert pack.current.key == ANA.public_key.text
    assert house.scripts.script("evening").header.title == "Evening settling"
    house.desk.remove(ID)
    assert house.install(file).manifest.name == "Evenings"
