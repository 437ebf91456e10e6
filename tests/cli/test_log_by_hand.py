"""`log add`, `edit`, `remove`, `undo` and the filters of `log list`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.cli.room import NOON, Call, Room, make_room, sat
from tests.cli.test_refusals import HOSTILE, is_one_line

if TYPE_CHECKING:
    from practice_tui.engine.services import Services

DAY = timedelta(days=1)
ADD = ("log", "add", "nurturance", "-m", "12")


@pytest.fixture
def services(room: Room) -> Services:
    return room.services


@pytest.fixture
def with_a_past() -> Room:
    return make_room(
        [
            sat(NOON - 3 * DAY, 10, note="a note"),
            sat(NOON - 2 * DAY, 20, "gratitude"),
            sat(NOON - DAY, 10, id="0198a1b2-last"),
        ]
    )


def test_add_gives_the_one_record(practice: Call, services: Services) -> None:
    answer = practice(*ADD, "--at", "2026-11-20T06:10", "--note", " first \n light ", "--json", services=services)
    assert (answer.code, answer.err) == (0, "")
    record = answer.document
    assert practice("log", "list", "--json", services=services).document == [record]
    assert len(record.pop("id")) == 36
    assert record.pop("version")
    assert record == {
        "practice": "nurturance",
        "pack": "practice",
        "planned_seconds": 720.0,
        "seconds": 720.0,
        "start": "2026-11-20T05:10:00.000Z",
        "end": "2026-11-20T05:22:00.000Z",
        "zone": "Europe/Madrid",
        "day": "2026-11-20",
        "ending": "by hand",
        "source": "by hand",
        "note": "first \n light",
    }


@pytest.mark.parametrize(
    ("at", "zone", "start", "day"),
    [
        ("2026-07-20T06:10", "Asia/Tokyo", "2026-07-19T21:10:00.000Z", "2026-07-20"),
        ("2026-07-20T03:59", "Asia/Tokyo", "2026-07-19T18:59:00.000Z", "2026-07-19"),
        ("2026-07-20 06:10:30.1239", "europe/paris", "2026-07-20T04:10:30.123Z", "2026-07-20"),
        ("2026-07-20T23:30:00Z", "Asia/Tokyo", "2026-07-20T23:30:00.000Z", "2026-07-21"),
        ("2026-07-20T06:10-05:00", "Asia/Tokyo", "2026-07-20T11:10:00.000Z", "2026-07-20"),
    ],
)
def test_the_start_is_wall_time_in_the_zone_or_an_instant(
    practice: Call, services: Services, at: str, zone: str, start: str, day: str
) -> None:
    record = practice(*ADD, "--at", at, "--zone", zone, "--json", services=services).document
    assert (record["start"], record["day"]) == (start, day)


@pytest.mark.parametrize(
    ("at", "start", "words"),
    [("2026-10-25T02:30", "2026-10-25T00:30", "twice"), ("2026-03-29T02:30", "2026-03-29T01:30", "forward")],
)
def test_a_doubtful_time_is_entered_and_said(
    practice: Call, services: Services, at: str, start: str, words: str
) -> None:
    answer = practice(*ADD, "--at", at, "--zone", "Europe/Berlin", "--json", services=services)
    assert answer.document["start"].startswith(start)
    assert answer.err.startswith("note: ")
    assert words in answer.err


def test_what_looks_like_a_duplicate_is_added_and_said(practice: Call, services: Services) -> None:
    assert practice(*ADD, "--at", "2026-11-20T06:10", services=services).err == ""
    again = practice(*ADD, "--at", "2026-11-20T06:12", services=services)
    assert (again.code, again.err.count("note: "), again.err.count("\n")) == (0, 1, 1)
    assert practice(*ADD, "--at", "2026-11-20T06:40", services=services).err == ""
    assert len(practice("log", "list", "--json", services=services).document) == 3


def test_a_sitting_ahead_is_said(practice: Call, services: Services) -> None:
    answer = practice(*ADD, "--at", "2027-11-20T06:10", services=services)
    assert (answer.code, answer.err) == (0, "note: that begins in the future\n")


def test_a_practice_of_the_record_can_be_added_again(practice: Call) -> None:
    services = make_room([sat(NOON - DAY, 10, "walking")]).services
    assert practice("log", "add", "walking", "-m", "5", "--at", "2026-11-20T06:10", services=services).code == 0


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, ("log", "add")),
        (2, ("log", "add", "nurturance", "--at", "2026-11-20T06:10")),
        (2, (*ADD,)),
        (2, (*ADD, "--at", "yesterday")),
        (2, (*ADD, "--at", "2026-11-20")),
        (2, (*ADD, "--at", HOSTILE)),
        (2, ("log", "add", "nurturance", "-m", "open", "--at", "2026-11-20T06:10")),
        (2, (*ADD, "--at", "2026-11-20T06:10", "--day", "tomorrow")),
        (1, ("log", "add", "nurturanc", "-m", "5", "--at", "2026-11-20T06:10")),
        (1, ("log", "add", HOSTILE, "-m", "5", "--at", "2026-11-20T06:10")),
        (1, ("log", "add", "nurturance", "-m", "0", "--at", "2026-11-20T06:10")),
        (1, ("log", "add", "nurturance", "-m", "25h", "--at", "2026-11-20T06:10")),
        (1, (*ADD, "--at", "1899-12-31T06:10")),
        (1, (*ADD, "--at", "2200-01-02T06:10")),
        (1, (*ADD, "--at", "0001-01-01T00:00+14:00")),
        (1, (*ADD, "--at", "9999-12-31T23:59-14:00")),
        (1, (*ADD, "--at", "2026-11-20T06:10", "--zone", "Europe/Madird")),
        (1, (*ADD, "--at", "2026-11-20T06:10", "--zone", HOSTILE)),
        (2, ("log", "edit", "last")),
        (1, ("log", "edit", "nosuch", "--note", "x")),
        (1, ("log", "edit", HOSTILE, "--note", "x")),
        (1, ("log", "remove", "nosuch")),
        (1, ("log", "remove", "")),
        (1, ("log", "undo")),
        (2, ("log", "list", "--from", "x")),
        (2, ("log", "list", "--to", "0001-01-01")),
    ],
    ids=repr,
)
def test_what_cannot_be_is_one_line(practice: Call, with_a_past: Room, code: int, arguments: tuple[str, ...]) -> None:
    before = with_a_past.store.records()
    answer = practice(*arguments, services=with_a_past.services)
    assert (answer.code, answer.out) == (code, "")
    assert is_one_line(answer.err), answer.err
    assert with_a_past.store.records() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*ADD, "--at", "2026-11-20T06:10", "--zone", "Europe/Madird"), "did you mean Europe/Madrid?"),
        (("log", "edit", "0198a1b2-lats", "--note", "x"), "did you mean '0198a1b2-last'?"),
        (("log", "remove", "sitting-2026"), "2 sittings have an id like"),
        (("log", "remove", "zzzzzzzz"), "practice log list --ids"),
    ],
)
def test_the_nearest_is_named(practice: Call, with_a_past: Room, arguments: tuple[str, ...], words: str) -> None:
    assert words in practice(*arguments, services=with_a_past.services).err


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        (("--note", "new"), {"note": "new"}),
        (("--note", ""), {"note": ""}),
        (("-m", "20"), {"seconds": 1200.0, "end": "2026-11-19T12:20:00.000Z"}),
        (("--practice", "gratitude"), {"practice": "gratitude", "pack": "practice"}),
        (("--day", "2026-11-18"), {"day": "2026-11-18"}),
        (
            ("--at", "2026-11-18T07:00"),
            {"start": "2026-11-18T06:00:00.000Z", "end": "2026-11-18T06:10:00.000Z", "day": "2026-11-18"},
        ),
        (
            ("--zone", "Asia/Tokyo"),
            {"start": "2026-11-19T04:00:00.000Z", "end": "2026-11-19T04:10:00.000Z", "zone": "Asia/Tokyo"},
        ),
        (
            ("--at", "2026-11-18T23:00Z", "--day", "2026-11-01"),
            {"start": "2026-11-18T23:00:00.000Z", "end": "2026-11-18T23:10:00.000Z", "day": "2026-11-01"},
        ),
    ],
    ids=repr,
)
@pytest.mark.parametrize("name", ["last", "0198a1b2-last", "0198a"])
def test_edit_changes_what_is_said_and_gives_the_record(
    practice: Call, with_a_past: Room, name: str, options: tuple[str, ...], changed: dict[str, object]
) -> None:
    services = with_a_past.services
    before = practice("log", "list", "--json", services=services).document[-1]
    after = practice("log", "edit", name, *options, "--json", services=services).document
    known = changed if "practice" not in changed else changed | {"version": after["version"]}
    assert after == before | known
    assert after in practice("log", "list", "--json", services=services).document


def test_remove_and_undo(practice: Call, with_a_past: Room) -> None:
    services, before = with_a_past.services, with_a_past.store.records()
    removed = practice("log", "remove", "last", "--json", services=services).document
    assert removed["id"] == "0198a1b2-last"
    assert with_a_past.store.records() == before[:-1]
    undone = practice("log", "undo", "--json", services=services).document
    assert undone == [{"was": None, "is": removed}]
    assert with_a_past.store.records() == before


def test_undo_goes_back_one_by_one(practice: Call, with_a_past: Room) -> None:
    services, before = with_a_past.services, with_a_past.store.records()
    practice(*ADD, "--at", "2026-11-20T06:10", services=services)
    practice("log", "edit", "last", "--note", "changed", services=services)
    assert practice("log", "undo", services=services).out.startswith("as it was before: 2026-11-20 06:10 nurturance")
    assert practice("log", "undo", services=services).out.startswith("taken out again: 2026-11-20 06:10 nurturance")
    assert with_a_past.store.records() == before


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (("--practice", "nurturance"), [17, 19]),
        (("--practice", "nurturance", "--practice", "gratitude"), [17, 18, 19]),
        (("--from", "2026-11-18"), [18, 19]),
        (("--to", "2026-11-18"), [17, 18]),
        (("--from", "2026-11-18", "--to", "2026-11-18"), [18]),
        (("--with-notes",), [17]),
        (("--practice", "nurturance", "--last", "1"), [19]),
        (("--practice", "nosuch"), []),
    ],
    ids=repr,
)
def test_list_can_be_narrowed(practice: Call, with_a_past: Room, options: tuple[str, ...], days: list[int]) -> None:
    records = practice("log", "list", *options, "--json", services=with_a_past.services).document
    assert [int(record["day"][-2:]) for record in records] == days


def test_list_shows_ids_where_they_are_wished(practice: Call, with_a_past: Room) -> None:
    head, *lines = practice("log", "list", "--ids", services=with_a_past.services).out.splitlines()
    assert head.split() == ["id", "day", "at", "sat", "practice", "ending", "note"]
    assert lines[-1].startswith("0198a1b2-last")


def test_nothing_like_that_is_said(practice: Call, with_a_past: Room) -> None:
    answer = practice("log", "list", "--practice", "nosuch", services=with_a_past.services)
    assert answer.out == "no sitting is like that\n"
