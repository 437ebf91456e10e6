"""Packs: what is installed, the page that is read before one is taken, and what only a yes does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.receiving.packs_made import ANA, BEN, ID, House, make_pack, script
from tests.tui.evening import LARGE, SMALL, USUAL, Person, at_home

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.household import Household

EVENING = f"{ID}/evening"


@pytest.fixture
def house(household: Household, tmp_path: Path) -> House:
    household.packs = House(tmp_path / "home")
    return household.packs


async def give(person: Person, source: Path | str) -> None:
    """Type where a pack is, and look at it."""
    person.app.screen.query_one("Input").value = str(source)  # type: ignore[attr-defined]
    await person.press("enter")


async def test_a_pack_is_read_about_before_it_is_taken_and_then_sat(
    household: Household, house: House, tmp_path: Path
) -> None:
    file = make_pack(tmp_path, about={"description": "For the end of the day."})
    async with at_home(household, size=LARGE) as person:
        await person.press("b", "f3")
        assert person.place == "packs"
        assert "no pack is installed" in person.screen
        await person.press("a")
        await give(person, file)
        for words in ("by Ana Ruiz", "For the end of the day.", "1 text, no recordings, no code, no links"):
            assert words in person.screen
        assert ANA.public_key.words in person.screen
        assert "trust this key for its updates from now on?" in person.screen
        assert house.state() == {}
        await person.press("enter")
        assert "from now on?" in person.screen
        await person.press("y")
        assert "Evenings 1.0 is installed" in person.screen
        assert "unsigned" not in person.screen
        await person.press("escape")
        assert person.place == "library"
        assert "Evening settling" in person.screen
        await person.press(*"ruiz", "enter")
        assert "by Ana Ruiz" in person.screen
        await person.press("enter")
        assert person.player.plan.script.id == EVENING
        await person.let_pass(30)
        await person.press("q")
    (record,) = household.store.records()
    assert (record.practice, record.pack, record.version) == (EVENING, ID, "1.0")
    assert record.script_hash


@pytest.mark.parametrize("no", ["n", "escape", "q"])
async def test_whatever_isnt_yes_keeps_nothing(household: Household, house: House, tmp_path: Path, no: str) -> None:
    file = make_pack(tmp_path)
    async with at_home(household) as person:
        await person.press("b", "f3", "a")
        await give(person, file)
        await person.press(no)
        assert "nothing was installed" in person.screen
    assert house.state() == {}


async def test_yes_can_be_clicked(household: Household, house: House, tmp_path: Path) -> None:
    async with at_home(household) as person:
        await person.press("b", "f3", "a")
        await give(person, make_pack(tmp_path))
        await person.click("y yes")
        assert "Evenings 1.0 is installed" in person.screen
    assert len(house.desk.packs()) == 1


async def test_a_refusal_has_a_page_of_its_own(household: Household, house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    async with at_home(household) as person:
        await person.press("b", "f3", "a")
        await give(person, make_pack(tmp_path, version="2.0", key=BEN))
        assert "Not taken" in person.screen
        assert "has been signed by another key until now" in " ".join(person.screen.split())
        assert "from now on?" not in person.screen
        await person.press("y", "enter")
        assert person.place == "packs"
        await person.press("a")
        await give(person, "http://example.org/a.practice")
        assert "over https only" in person.screen
        await person.press("escape", "a")
        await give(person, "nothing.practice")
        assert "can't be read" in person.screen
    assert house.desk.pack(ID).current.version == "1.0"


async def test_a_newer_version_comes_and_the_one_before_can_be_gone_back_to(
    household: Household, house: House, tmp_path: Path
) -> None:
    house.install(make_pack(tmp_path))
    house.install(make_pack(tmp_path, pack_id="org.example.other", about={"name": "Another"}))
    async with at_home(household) as person:
        await person.press("b", "f3", "v")
        assert "no other version on the shelf" in person.screen
        await person.press("u")
        await give(person, make_pack(tmp_path, pack_id="org.example.other", version="1.1"))
        assert f"this is org.example.other and not {ID}" in " ".join(person.screen.split())
        await person.press("escape", "u")
        await give(person, make_pack(tmp_path, version="1.1"))
        assert "version 1.1; you have 1.0" in person.screen
        assert "Signed by the key you know" in person.screen
        await person.press("y")
        assert "version 1.1, in use" in person.screen
        await person.press("v")
        assert "version 1.0 is in use now" in person.screen
        await person.press("v")
        assert "version 1.1 is in use now" in person.screen
        await person.press("down")
        assert "org.example.other · en" in person.screen


async def test_a_pack_is_removed_after_a_yes_alone(household: Household, house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    async with at_home(household) as person:
        await person.press("b", "f3", "x", "n")
        assert "Ana Ruiz" in person.screen
        await person.press("x")
        assert "Your sittings stay" in person.screen
        await person.press("y")
        assert "is removed; your sittings are kept" in person.screen
        assert "no pack is installed" in person.screen
        await person.press("escape")
        assert "Evening settling" not in person.screen
    assert house.desk.packs() == []


async def test_an_unsigned_pack_stays_marked(household: Household, house: House, tmp_path: Path) -> None:
    async with at_home(household) as person:
        await person.press("b", "f3", "a")
        await give(person, make_pack(tmp_path, key=None))
        assert "although nobody has signed it?" in person.screen
        await person.press("y")
        assert "unsigned" in person.screen.splitlines()[3]
        assert "unsigned: nobody can tell who made it" in person.screen
    assert house.desk.pack(ID).current.key == ""


async def test_the_packs_are_found_in_the_palette(household: Household, house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path, files={"scripts/evening.txt": script("Evening settling")}))
    async with at_home(household) as person:
        await person.press("ctrl+p", *"evening settling")
        assert "Sit: Evening settling, 10 min, by Ana Ruiz" in person.screen
        await person.press("escape", "ctrl+p", *"packs", "enter")
        assert person.place == "packs"


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE], ids=["small", "usual", "large"])
async def test_everything_fits(household: Household, house: House, tmp_path: Path, size: tuple[int, int]) -> None:
    house.install(make_pack(tmp_path))
    async with at_home(household, size=size) as person:
        await person.press("b", "f3")
        assert "Evenings" in person.screen
        await person.press("a", "escape", "x")
        lines = person.screen.split("\n")
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)
