"""`log list`, `today`, `stats` and `streak`: what was practised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.room import NOON, Call, Room, make_room, sat

from practice_tui.domain.record import Ending, as_plain

if TYPE_CHECKING:
    from practice_tui.engine.services import Services

DAY = timedelta(days=1)


@pytest.fixture
def with_a_past() -> Services:
    """Three days in a row, the last of them yesterday; and one long before."""
    return make_room(
        [
            sat(NOON - 3 * DAY, 10, note="the second\nline"),
            sat(NOON - 20 * DAY, 5, "silent-sit", planned_seconds=None, ending=Ending.STOPPED),
            sat(NOON - 2 * DAY, 20.5, "gratitude", pack="practice", version="0.1.0"),
            sat(NOON - DAY, 10),
        ]
    ).services


def test_log_list_gives_every_record_with_the_newest_last(practice: Call, with_a_past: Services) -> None:
    records = practice("log", "list", "--json", services=with_a_past).document
    assert [each["start"] for each in records] == sorted(each["start"] for each in records)
    assert records[-1] == {
        "id": "sitting-202611191200",
        "practice": "nurturance",
        "pack": "",
        "version": "",
        "planned_seconds": 600.0,
        "seconds": 600.0,
        "start": "2026-11-19T12:00:00.000Z",
        "end": "2026-11-19T12:10:00.000Z",
        "zone": "Europe/Madrid",
        "day": "2026-11-19",
        "ending": "finished",
        "source": "app",
        "note": "",
    }
    assert records[0]["planned_seconds"] is None
    assert records[1]["note"] == "the second\nline"


@pytest.mark.parametrize(("last", "count"), [("0", 0), ("1", 1), ("2", 2), ("99", 4)])
def test_log_list_can_be_limited_to_the_last(practice: Call, with_a_past: Services, last: str, count: int) -> None:
    everything = practice("log", "list", "--json", services=with_a_past).document
    assert (
        practice("log", "list", "--last", last, "--json", services=with_a_past).document
        == (everything[len(everything) - count :])
    )


def test_log_list_for_people_shows_the_wall_clock_and_a_note_on_one_line(practice: Call, with_a_past: Services) -> None:
    head, *lines = practice("log", "list", services=with_a_past).out.splitlines()
    assert head.split() == ["day", "at", "sat", "practice", "ending", "note"]
    assert lines[1].split() == ["2026-11-17", "13:00", "10:00", "nurturance", "finished", "the", "second", "line"]
    assert len(lines) == 4


def test_an_empty_record_is_an_empty_list_and_a_friendly_line(practice: Call, room: Room) -> None:
    assert practice("log", "list", "--json", services=room.services).document == []
    assert "nothing is recorded yet" in practice("log", "list", services=room.services).out


def test_json_may_stand_anywhere_after_the_command(practice: Call, with_a_past: Services) -> None:
    answers = [
        practice(*arguments, services=with_a_past).out
        for arguments in (
            ("log", "--json", "list", "--last", "2"),
            ("log", "list", "--json", "--last", "2"),
            ("log", "list", "--last", "2", "--json"),
        )
    ]
    assert len(set(answers)) == 1


def test_stats_adds_up(practice: Call, with_a_past: Services) -> None:
    stats = practice("stats", "--json", services=with_a_past).document
    score = stats.pop("score")
    assert stats == {
        "day": "2026-11-20",
        "sessions": 4,
        "seconds": 45.5 * 60,
        "days": 4,
        "streak": {"current": 3, "longest": 3},
        "last_30_days": 4,
        "by_practice": {"gratitude": 1230.0, "nurturance": 1200.0, "silent-sit": 300.0},
    }
    assert 0 < score < 1


def test_stats_for_people(practice: Call, with_a_past: Services) -> None:
    shown = practice("stats", services=with_a_past).out
    assert "time                 45m30s" in shown
    assert "gratitude   20m30s" in shown


def test_streak_tells_days_only_when_asked_why(practice: Call, with_a_past: Services) -> None:
    assert practice("streak", "--json", services=with_a_past).document == {"current": 3, "longest": 3}
    explained = practice("streak", "--why", "--json", services=with_a_past).document
    assert [day["day"] for day in explained["days"]] == sorted(day["day"] for day in explained["days"])
    by_day = {day["day"]: day for day in explained["days"]}
    assert by_day["2026-11-18"]["counts_as"] == "practice"
    assert by_day["2026-11-18"]["seconds"] == 1230.0
    assert by_day["2026-11-20"]["counts_as"] == "open"
    assert by_day["2026-11-10"]["counts_as"] == "missed"
    assert all(day["because"] for day in explained["days"])


def test_streak_for_people(practice: Call, with_a_past: Services) -> None:
    lines = practice("streak", "--why", services=with_a_past).out.splitlines()
    assert lines[0] == "3 days in a row; the longest run was 3"
    assert lines[2].split() == ["day", "sat", "counts", "as", "because"]
    assert lines[-1].startswith("2026-11-20   0:00  open ")


def test_today_says_what_is_done_and_what_is_next(practice: Call) -> None:
    services = make_room([sat(NOON - timedelta(hours=2), 12.5), sat(NOON - DAY, 10)]).services
    today = practice("today", "--json", services=services).document
    assert {key: today[key] for key in ("day", "minutes_today", "done", "streak")} == {
        "day": "2026-11-20",
        "minutes_today": 12.5,
        "done": True,
        "streak": 2,
    }
    assert set(today["suggestion"]) == {"id", "minutes", "reason"}
    assert today["suggestion"]["id"] != "nurturance"
    assert today["suggestion"]["minutes"] == 10.0
    line = practice("today", services=services).out
    assert line.startswith("12 min today, next ")
    assert line.endswith(", 2 days in a row\n")
    assert line.count("\n") == 1


def test_today_before_anything_is_done(practice: Call, room: Room) -> None:
    today = practice("today", "--json", services=room.services).document
    assert (today["minutes_today"], today["done"], today["streak"]) == (0, False, 0)
    assert practice("today", services=room.services).out.startswith("0 min today, next nurturance 10m")


@pytest.mark.parametrize("command", [("log", "list"), ("today",), ("stats",), ("streak",)])
@pytest.mark.parametrize(
    ("seconds", "words"),
    [(38 * 60 + 12, "38 minutes were"), (61, "1 minute was"), (40, "40 seconds were"), (0.2, "less than a second was")],
)
def test_a_sitting_that_was_cut_off_is_entered_and_said_once(
    practice: Call, room: Room, command: tuple[str, ...], seconds: float, words: str
) -> None:
    begun: dict[str, Any] = as_plain(sat(NOON - timedelta(hours=3), 0, ending=Ending.RECOVERED))
    at = "2026-11-20T10:00:00.000Z"
    room.shelf.lines[begun["id"]] = [
        {"kind": "start", "record": begun},
        {"kind": "heartbeat", "seconds": seconds, "planned": 2400.0, "at": at},
    ]
    answer = practice(*command, "--json", services=room.services)
    assert answer.code == 0
    assert answer.document is not None
    assert answer.err == f"note: {words} kept from a sitting that was cut off\n"
    assert practice(*command, services=room.services).err == ""
    assert [(record.seconds, record.ending) for record in room.store.records()] == [(seconds, Ending.RECOVERED)]
