"""`practice log pause`, and what a pause does to days in a row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.cli.room import NOON, make_room, sat

if TYPE_CHECKING:
    from tests.cli.room import Call


def test_a_pause_is_marked_listed_ended_and_removed(practice: Call) -> None:
    practice("log", "add", "gratitude", "-m", "10", "--at", "2026-11-10T07:00")
    marked = practice("log", "pause", "add", "--from", "2026-11-11", "--note", "flu", "--json").document
    assert {name: marked[name] for name in ("from", "to", "note")} == {"from": "2026-11-11", "to": None, "note": "flu"}
    assert practice("log", "pause", "list", "--json").document == [marked]
    assert "2026-11-11  goes on  flu" in practice("log", "pause", "list").out
    ended = practice("log", "pause", "end", "--to", "2026-11-14")
    assert ended.out == "ended: a pause from 2026-11-11 to 2026-11-14 (flu)\n"
    assert practice("log", "pause", "end").err.startswith("error: no pause goes on; ")
    removed = practice("log", "pause", "remove", marked["id"][:8])
    assert removed.out.startswith("removed: a pause from 2026-11-11 to 2026-11-14 (flu); practice log undo")
    assert practice("log", "pause", "list").out.startswith("no pause is marked; ")
    undone = practice("log", "undo")
    assert undone.out == "there again: a pause from 2026-11-11 to 2026-11-14 (flu)\n"
    (pair,) = practice("log", "undo", "--json").document
    assert (pair["was"]["to"], pair["is"]["to"]) == ("2026-11-14", None)


def test_its_days_are_told_as_paused_and_carry_the_run(practice: Call) -> None:
    room = make_room([sat(NOON - timedelta(days=days), 10) for days in (9, 8, 7, 0)])
    assert practice("streak", services=room.services).out.startswith("1 day in a row")
    practice("log", "pause", "add", "--from", "2026-11-14", "--to", "2026-11-19", services=room.services)
    answer = practice("streak", "--why", "--json", services=room.services).document
    assert (answer["current"], answer["longest"]) == (4, 4)
    counted = {day["day"]: day["counts_as"] for day in answer["days"]}
    assert [day for day, counts_as in counted.items() if counts_as == "paused"] == [
        f"2026-11-{number}" for number in range(14, 20)
    ]
    assert {day["because"] for day in answer["days"] if day["counts_as"] == "paused"} == {"a pause you marked"}
    assert practice("stats", "--json", services=room.services).document["streak"]["current"] == 4
    assert practice("today", "--json", services=room.services).document["streak"] == 4


def test_one_that_goes_on_ends_with_the_next_sitting_but_not_with_one_entered_by_hand(practice: Call) -> None:
    room = make_room([sat(NOON - timedelta(days=3), 10)])
    practice("log", "pause", "add", "--from", "2026-11-18", services=room.services)
    added = practice("log", "add", "gratitude", "-m", "5", "--at", "2026-11-19T07:00", services=room.services)
    assert added.err == "note: your pause from 2026-11-18 goes on until you sit here or end it\n"
    (pause,) = practice("log", "pause", "list", "--json", services=room.services).document
    assert pause["to"] is None
    room.store.add(sat(NOON + timedelta(minutes=5), 10))
    (pause,) = practice("log", "pause", "list", "--json", services=room.services).document
    assert pause["to"] == "2026-11-19"
    assert "paused" in practice("streak", "--why", services=room.services).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "--from", "2026-11-20", "--to", "2026-11-19"), "error: a pause from 2026-11-20 can't end on 2026-1"),
        (("remove", "nothing-like-it"), "error: no pause has the id 'nothing-like-it'; practice log pause list shows"),
        (("end",), "error: no pause goes on; practice log pause list shows them all"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(practice: Call, arguments: tuple[str, ...], words: str) -> None:
    answer = practice("log", "pause", *arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(words)
    assert answer.err.count("\n") == 1


def test_a_backup_brings_pauses_back(practice: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    practice("log", "add", "gratitude", "-m", "10", "--at", "2026-11-10T07:00")
    practice("log", "pause", "add", "--from", "2026-11-11", "--to", "2026-11-14")
    copy = tmp_path_factory.mktemp("elsewhere") / "copy.jsonl.gz"
    assert practice("backup", "-o", str(copy)).code == 0
    practice("log", "pause", "remove", "last")
    assert practice("restore", str(copy)).out == "1 in the copy: 0 added, 1 already there\n"
    back = practice("restore", str(copy), "--bring-back", "--json").document
    assert back == {"read": 1, "added": 0, "already_there": 1, "removed_before": 0, "pauses_added": 1}
    assert len(practice("log", "pause", "list", "--json").document) == 1


@pytest.mark.parametrize("view", ["show_streak", "show_last_30", "show_score"])
def test_a_view_that_is_switched_off_is_not_said_and_stays_in_the_document(practice: Call, view: str) -> None:
    room = make_room([sat(NOON - timedelta(days=days), 10) for days in range(3)])
    words = {"show_streak": "days in a row", "show_last_30": "of the last 30 days", "show_score": "score"}

    def documents() -> list[object]:
        return [practice(each, "--json", services=room.services).document for each in ("stats", "streak", "today")]

    before = documents()
    assert all(each in practice("stats", services=room.services).out for each in words.values())
    practice("config", "set", view, "no")
    told = practice("stats", services=room.services).out
    assert [each for each in words.values() if each not in told] == [words[view]]
    assert documents() == before


def test_with_days_in_a_row_switched_off_no_command_counts_them(practice: Call) -> None:
    room = make_room([sat(NOON - timedelta(days=days), 10) for days in range(3)])
    assert "3 days in a row" in practice("today", services=room.services).out
    practice("config", "set", "show_streak", "no")
    assert "in a row" not in practice("today", services=room.services).out
    told = practice("streak", "--why", services=room.services).out
    assert told.startswith("days in a row are switched off; practice config set show_streak yes shows them\n")
    assert "2026-11-20  10:00  practice   10 min of practice" in told
