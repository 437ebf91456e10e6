"""The record through TinyDB's own words."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where
from tinydb.operations import set as set_field

from practice_tui.adapters.storage.tinydb_view import as_tinydb
from practice_tui.domain.record import Ending, as_plain

if TYPE_CHECKING:
    from tests.adapters.storage.conftest import Home, MakeSitting, WatchedDisk


def test_ordinary_queries_find_sittings(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add_all([sitting(number, note="deep" if number % 2 else "") for number in range(6)])
    table = as_tinydb(store)
    assert {row["id"] for row in table.search(where("note") == "deep")} == {"sitting-1", "sitting-3", "sitting-5"}
    assert len(table) == table.count(where("seconds") > 700) == 6
    found = table.get(where("id") == "sitting-4")
    assert found == as_plain(sitting(4))
    assert table.get(doc_id="sitting-4") == found


def test_a_query_sees_what_others_saved_since(home: Home, sitting: MakeSitting) -> None:
    table = as_tinydb(home.store())
    assert table.search(where("practice") == "gratitude") == []
    home.store().add(sitting(1))
    assert [row["id"] for row in table.search(where("practice") == "gratitude")] == ["sitting-1"]


def test_what_is_written_through_it_is_in_the_record_and_can_be_undone(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add(sitting(1))
    table = as_tinydb(store)
    table.insert_multiple([as_plain(sitting(2)), as_plain(sitting(3, ending=Ending.BY_HAND))])
    table.update(set_field("note", "still"), where("id") == "sitting-2")
    table.remove(where("id") == "sitting-1")
    assert home.store().records() == [sitting(2, note="still"), sitting(3, ending=Ending.BY_HAND)]
    for _ in range(2):
        home.store().undo()
    assert store.records() == [sitting(1), sitting(2), sitting(3, ending=Ending.BY_HAND)]
    table.drop_tables()
    assert store.records() == []


def test_nothing_but_sittings_gets_in(home: Home, sitting: MakeSitting) -> None:
    store = home.store()
    store.add(sitting(1))
    table = as_tinydb(store)
    with pytest.raises(ValueError, match="no sitting"):
        table.insert({"id": "odd", "note": "hello"})
    with pytest.raises(ValueError, match="can't stand under"):
        table.update({"id": "sitting-2"})
    with pytest.raises(ValueError, match="already exists"):
        table.insert(as_plain(sitting(1)))
    assert store.records() == [sitting(1)]


def test_an_insert_writes_one_line_and_syncs_it(
    home: Home, sitting: MakeSitting, watched_disk: type[WatchedDisk]
) -> None:
    disk = watched_disk()
    store = home.store(disk)
    store.add_all([sitting(number) for number in range(50)])
    length = home.log_file().stat().st_size
    disk.calls.clear()
    as_tinydb(store).insert(as_plain(sitting(50)))
    assert [call.split()[0] for call in disk.calls if call.startswith(("write", "sync"))] == ["write", "sync"]
    assert home.log_file().stat().st_size - length < 700


def test_the_view_file_is_an_ordinary_tinydb(home: Home, sitting: MakeSitting) -> None:
    home.store().add_all([sitting(number) for number in range(1000)])
    with TinyDB(home.state / "view.json", access_mode="r") as stock:
        found = stock.table("sessions").search(where("start") >= as_plain(sitting(990))["start"])
    assert [row["id"] for row in found] == [f"sitting-{number}" for number in range(990, 1000)]
    assert sitting(1).end - sitting(1).start == timedelta(minutes=12)


def test_a_plain_look_at_the_record_loads_no_tinydb(home: Home, sitting: MakeSitting) -> None:
    home.store().add_all([sitting(number) for number in range(1000)])
    source = (
        "import sys, datetime, pathlib; from practice_tui.adapters.storage.sessions import LogSessionStore; "
        "home = pathlib.Path(sys.argv[1]); "
        "store = LogSessionStore(home / 'data', home / 'state', lambda: datetime.datetime.now(datetime.UTC)); "
        "print(len(store.records()), 'tinydb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", source, home.folder], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1000", "False"]
