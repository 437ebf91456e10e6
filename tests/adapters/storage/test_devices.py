"""Two and three devices whose files reach each other late, in parts, twice, in any order and as conflict copies."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.adapters.storage.conftest import START, Home

from practice_tui.domain.errors import NotFound
from practice_tui.domain.pause import Pause

if TYPE_CHECKING:
    from pathlib import Path

    from tests.adapters.storage.conftest import MakeSitting

    from practice_tui.domain.record import SessionRecord

COPIES = [
    "{stem}.sync-conflict-20261121-061000-ABCDEFG.jsonl",  # Syncthing
    "{stem} (Anna's conflicted copy 2026-11-21).jsonl",  # Dropbox
    "{stem} (conflicted copy 2026-11-21 061000).jsonl",  # Nextcloud
    "{stem}_conflict-20261121-061000.jsonl",  # Nextcloud, older
    "{stem}-LAPTOP.jsonl",  # OneDrive
    "{stem} 2.jsonl",  # iCloud
]


class Household:
    """Devices, each with its own folders and a clock of its own."""

    def __init__(self, folder: Path, count: int) -> None:
        self.homes = [Home(folder / f"device-{number}", START) for number in range(count)]

    def carry(self, source: Home, target: Home, chance: random.Random, *, whole: bool) -> None:
        """Bring the files that `source` has written to `target` as a sync program does: whole, or less than that."""
        if not source.log.exists():
            return
        target.log.mkdir(parents=True, exist_ok=True)
        own = {path.name for path in target.log.iterdir()} if target.state.exists() else set()
        files = list(source.log.iterdir())
        chance.shuffle(files)
        for file in files:
            content = file.read_bytes()
            is_own = file.name in own and self.wrote(target, file.name)
            if whole and not is_own:
                (target.log / file.name).write_bytes(content)
            elif not whole and chance.random() < 0.8:
                part = content[: chance.randrange(len(content) + 1)] if chance.random() < 0.5 else content
                name = file.name
                if is_own or chance.random() < 0.4:
                    name = chance.choice(COPIES).format(stem=file.name.removesuffix(".jsonl"))
                (target.log / name).write_bytes(part)

    @staticmethod
    def wrote(home: Home, name: str) -> bool:
        device = home.state / "device"
        return device.exists() and name[:8] in device.read_text()

    def exchange(self, chance: random.Random) -> None:
        """Let everything reach everybody; the file that a device writes is never brought to it from elsewhere."""
        for _ in range(2):
            for source in self.homes:
                for target in self.homes:
                    if source is not target:
                        self.carry(source, target, chance, whole=True)


wishes = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["add", "edit", "remove", "mark", "undo", "carry", "carry", "skew"]),
    st.integers(0, 3),
    st.integers(0, 2**16),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=st.lists(wishes, min_size=4, max_size=24), count=st.integers(2, 3))
def test_whatever_the_way_all_devices_come_to_the_same_record(
    tmp_path_factory: pytest.TempPathFactory, sitting: MakeSitting, history: list[Any], count: int
) -> None:
    household = Household(tmp_path_factory.mktemp("household"), count)
    added: set[str] = set()
    removed: set[str] = set()
    for who, wish, number, seed in history:
        home, chance = household.homes[who % count], random.Random(seed)
        home.time += timedelta(seconds=1)
        key = f"sitting-{number}-{who % count}" if number else "sitting-0"
        record = sitting(number, id=key)
        try:
            if wish == "add":
                home.store().add_all([record])
                added.add(key)
            elif wish == "edit":
                home.store().edit(replace(record, note=f"{seed}"))
            elif wish == "remove":
                removed.add(home.store().remove(key).id)
            elif wish == "mark":
                day = START.date() + timedelta(days=seed % 50)
                home.store().mark(Pause(id=f"pause-{number}", first=day, last=None, marked=START, note=f"{seed}"))
            elif wish == "undo":
                removed |= {before.id for before, after in home.store().undo() if before and not after}
        except NotFound:
            continue
        if wish == "carry":
            household.carry(home, chance.choice(household.homes), chance, whole=False)
        elif wish == "skew":
            home.time += timedelta(seconds=chance.randrange(-90_000, 90_000))
    household.exchange(random.Random(len(history)))
    found = [home.store().records() for home in household.homes]
    assert all(records == found[0] for records in found)
    pauses = [home.store().pauses() for home in household.homes]
    assert all(each == pauses[0] for each in pauses)
    ids = {record.id for record in found[0]}
    assert added - removed <= ids <= added


@pytest.fixture
def two(tmp_path: Path) -> Household:
    return Household(tmp_path, 2)


def notes(home: Home) -> list[str]:
    return [record.note for record in home.store().records()]


def test_the_later_edit_holds_though_its_clock_is_behind(two: Household, sitting: MakeSitting) -> None:
    one, other = two.homes
    one.time += timedelta(days=3)
    one.store().add(sitting(1))
    one.store().edit(sitting(1, note="first, by a clock three days ahead"))
    two.exchange(random.Random(0))
    other.store().edit(sitting(1, note="second, by a clock that is right"))
    two.exchange(random.Random(0))
    assert notes(one) == notes(other) == ["second, by a clock that is right"]


def test_a_pause_marked_on_one_holds_on_all_and_the_later_change_of_it_wins(two: Household) -> None:
    one, other = two.homes
    flu = Pause(id="flu", first=START.date(), last=None, marked=START)
    one.store().mark(flu)
    two.exchange(random.Random(0))
    assert other.store().pauses() == [flu]
    other.time += timedelta(days=1)
    over = replace(flu, last=START.date() + timedelta(days=3))
    other.store().mark(over)
    two.exchange(random.Random(0))
    assert one.store().pauses() == [over]
    one.store().unmark("flu")
    two.exchange(random.Random(0))
    assert other.store().pauses() == []


def test_a_sitting_imported_on_both_takes_no_edit_back(two: Household, sitting: MakeSitting) -> None:
    one, other = two.homes
    one.store().add_all([sitting(1)])
    one.store().edit(sitting(1, note="a dear one"))
    other.time += timedelta(days=1)
    other.store().add_all([sitting(1)])
    two.exchange(random.Random(0))
    assert notes(one) == notes(other) == ["a dear one"]


def test_undo_takes_nothing_back_that_another_device_has_changed_since(two: Household, sitting: MakeSitting) -> None:
    one, other = two.homes
    one.store().add(sitting(1))
    one.store().edit(sitting(1, note="mine"))
    two.exchange(random.Random(0))
    other.store().edit(sitting(1, note="theirs"))
    two.exchange(random.Random(0))
    with pytest.raises(NotFound, match="changed again since"):
        one.store().undo()
    assert notes(one) == ["theirs"]


@pytest.mark.parametrize("copy", COPIES)
def test_what_only_a_conflict_copy_holds_counts_and_the_copy_may_go_once_the_rest_is_there(
    two: Household, sitting: MakeSitting, copy: str
) -> None:
    one, other = two.homes
    for number in range(3):
        one.store().add(sitting(number))
    file = one.log_file()
    other.log.mkdir(parents=True)
    content = file.read_bytes()
    (other.log / file.name).write_bytes(content[: content.index(b"\n") + 1])
    extra = other.log / copy.format(stem=file.stem)
    extra.write_bytes(content)
    wanted: list[SessionRecord] = one.store().records()
    assert other.store().records() == wanted
    (other.log / file.name).write_bytes(content)
    extra.unlink()
    assert other.store().records() == wanted


def test_a_copied_home_writes_a_file_of_its_own(two: Household, sitting: MakeSitting) -> None:
    one, other = two.homes
    one.store().add(sitting(1))
    two.exchange(random.Random(0))
    other.state.mkdir(parents=True)
    (other.state / "device").write_bytes((one.state / "device").read_bytes())
    other.store().add(sitting(2))
    assert len(list(other.log.iterdir())) == 2
    two.exchange(random.Random(0))
    assert one.store().records() == other.store().records() == [sitting(1), sitting(2)]
