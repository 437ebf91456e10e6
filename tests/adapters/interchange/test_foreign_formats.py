"""Files of other programs: what they mean, which lines are refused, and that twice adds nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.adapters.interchange.desk import NOON, Desk, counts, sat

from practice_tui.domain.errors import BadInput, Unanswered
from practice_tui.domain.record import Ending

INSIGHT = """Started At,Duration,Preset,Activity
05/01/2026 16:03:29,0:21:4,,Meditation
05/01/2026 09:59:37,0:45:37,"Walking, mindful",Walking
someday,0:10:0,,Meditation
10/15/2024 6:30:00 AM,1:50:0,,Yoga
"""
MEDITATE = """start_time_unix,duration_secs,mode,label,note,uuid,start_local,label_uuid,guided_file_uuid
1712345678,600,timer,Morning,"First sit
of the day",,,,
1712432078,90,box_breath,,'=1+1,,,,
"""
HABITS = """Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type
001,Meditate,NUMERICAL,How long?,,1,1,#FF8F00,minutes,AT_LEAST
002,Wake up early,YES_NO,Before six?,,2,3,#00897B,,
"""


def loop_archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Habits.csv", HABITS)
        archive.writestr("001 Meditate/Scores.csv", "Date,Score\n2026-04-20,0.5\n")
        archive.writestr("001 Meditate/Checkmarks.csv", "Date,Value,Notes\n2026-04-20,20000,calm\n2026-04-19,NO,\n")
        archive.writestr("002 Wake up early/Checkmarks.csv", "Date,Value,Notes\n2026-04-20,YES_MANUAL,\n")
        archive.writestr("Checkmarks.csv", "Date,Meditate,Wake up early,\n2026-04-20,20000,YES_MANUAL,\n")
    return content.getvalue()


def test_insight_timers_list() -> None:
    desk = Desk()
    report = desk.take(INSIGHT, zone="Europe/Berlin")
    assert counts(report) == (4, 3, 0, 1)
    assert (report.form, report.refused[0].line) == ("insight-timer", 4)
    assert "someday" in report.refused[0].reason
    yoga, walking, meditation = desk.records
    assert yoga.local_start.isoformat() == "2024-10-15T06:30:00+02:00"
    assert (yoga.practice, yoga.seconds) == ("yoga", 6600)
    assert (walking.note, walking.practice) == ("Walking, mindful", "walking")
    assert meditation.start == datetime(2026, 5, 1, 14, 3, 29, tzinfo=UTC)
    assert meditation.end == meditation.start + timedelta(minutes=21, seconds=4)
    assert meditation.seconds == 1264
    assert (meditation.zone, meditation.day) == ("Europe/Berlin", date(2026, 5, 1))
    assert {record.ending for record in desk.records} == {Ending.IMPORTED}
    assert {record.source for record in desk.records} == {"import insight-timer"}


def test_the_zone_of_local_times_is_asked_for_before_anything_is_written() -> None:
    desk = Desk()
    with pytest.raises(Unanswered, match="--zone") as missing:
        desk.take(INSIGHT)
    assert missing.value.option == "zone"
    assert desk.records == []


@pytest.mark.parametrize("content", [INSIGHT, MEDITATE], ids=["insight-timer", "meditate"])
def test_the_same_file_twice_adds_nothing_not_even_after_an_edit(content: str) -> None:
    desk = Desk()
    first = desk.take(content, zone="Europe/Berlin")
    desk.store.edit(sat(NOON, id=desk.records[0].id))
    assert desk.take(content, zone="Europe/Berlin").added == 0
    assert desk.take(content, zone="Asia/Tokyo").added == 0
    assert len(desk.records) == first.added


def test_the_order_of_lines_does_not_matter() -> None:
    one, two = Desk(), Desk()
    head, *lines = INSIGHT.splitlines()
    one.take(INSIGHT, zone="Europe/Berlin")
    two.take("\n".join([head, *reversed(lines)]), zone="Europe/Berlin")
    assert one.records == two.records


def test_a_line_that_stands_twice_is_one_sitting() -> None:
    line = "05/01/2026 16:03:29,0:21:4,,Meditation\n"
    assert counts(Desk().take(f"Started At,Duration,Preset,Activity\n{line}{line}", zone="UTC")) == (2, 1, 1, 0)


def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    desk = Desk()
    dry = desk.take(INSIGHT, zone="UTC", dry_run=True)
    assert desk.records == []
    assert counts(dry) == counts(desk.take(INSIGHT, zone="UTC"))


def test_what_was_undone_stays_away_unless_it_is_brought_back() -> None:
    desk = Desk()
    desk.take(INSIGHT, zone="UTC")
    assert len(desk.store.undo()) == 3
    kept_out = desk.take(INSIGHT, zone="UTC")
    assert counts(kept_out) == (4, 0, 3, 1)
    assert any("--bring-back" in remark for remark in kept_out.remarks)
    assert desk.take(INSIGHT, zone="UTC", brings_back=True).added == 3


def test_an_import_is_undone_as_one() -> None:
    desk = Desk([sat(NOON)])
    desk.take(INSIGHT, zone="UTC")
    desk.store.undo()
    assert desk.records == [sat(NOON)]


def test_sittings_that_look_alike_are_kept_and_said() -> None:
    desk = Desk([sat(datetime(2026, 5, 1, 14, 5, tzinfo=UTC), 20)])
    report = desk.take(INSIGHT, zone="Europe/Berlin")
    assert report.added == 3
    assert any(remark.startswith("alike to sittings that were there before: 1") for remark in report.remarks)


def test_times_at_a_change_of_the_clocks_are_read_and_said() -> None:
    desk = Desk()
    content = "Started At,Duration\n03/29/2026 02:30:00,0:10:0\n10/25/2026 02:30:00,0:10:0\n"
    report = desk.take(content, zone="Europe/Madrid")
    assert [record.start.hour for record in desk.records] == [1, 0]
    assert len(report.remarks) == 2


def test_insight_timers_journal_with_and_without_lengths() -> None:
    desk = Desk([sat(NOON)])
    journal = """04/20/2026 08:21:14 - 20 minutes
Quiet, then not.

Then quiet.

11/20/2026 1:20 PM
The birds came back.
11/19/2026 8:00 AM
Nothing was sat here.
"""
    report = desk.take(journal, zone="Europe/Madrid")
    assert counts(report) == (3, 2, 0, 1)
    assert report.refused[0].line == 8
    assert [(record.seconds, record.note) for record in desk.records] == [
        (1200, "Quiet, then not.\n\nThen quiet."),
        (600, "The birds came back."),
    ]
    assert counts(desk.take(journal, zone="Europe/Madrid")) == (3, 0, 2, 1)


def test_meditates_list() -> None:
    desk = Desk()
    assert counts(desk.take(MEDITATE)) == (2, 2, 0, 0)
    first, second = desk.records
    assert first.start == datetime.fromtimestamp(1712345678, UTC)
    assert (first.practice, first.seconds, first.note) == ("morning", 600, "First sit\nof the day")
    assert (second.practice, second.seconds, second.note) == ("meditation", 90, "=1+1")


def test_meditates_list_by_its_name_wants_its_heading() -> None:
    with pytest.raises(BadInput, match="leave --format out"):
        Desk().take(INSIGHT, form="meditate")


def test_loops_archive_knows_habits_units_and_notes() -> None:
    desk = Desk()
    with pytest.raises(Unanswered, match="'Meditate', 'Wake up early'") as missing:
        desk.take(loop_archive())
    assert missing.value.option == "habit"
    assert counts(desk.take(loop_archive(), habits=("meditate",))) == (1, 1, 0, 0)
    (record,) = desk.records
    assert (record.practice, record.seconds, record.note) == ("meditate", 1200, "calm")
    assert (record.day, record.local_start.hour) == (date(2026, 4, 20), 12)
    assert desk.take(loop_archive(), habits=("Meditate",)).added == 0


def test_a_ticked_day_of_loop_wants_a_length() -> None:
    desk = Desk()
    with pytest.raises(Unanswered, match="--length") as missing:
        desk.take(loop_archive(), habits=("Wake up early",))
    assert missing.value.option == "length"
    assert desk.take(loop_archive(), habits=("Wake up early",), length=10 * 60 * 48_000).added == 1
    assert desk.records[0].seconds == 600


@pytest.mark.parametrize(
    "table",
    [
        "Date,Meditate,Reading,\n2015-01-25,2,0,\n2015-01-24,1,2,\n2015-01-23,-1,2,\n2015-01-22,15000,3,\n",
        "Date,Value\n2015-01-25,YES_MANUAL\n2015-01-24,YES_AUTO\n2015-01-23,UNKNOWN\n2015-01-22,15000\n",
    ],
    ids=["several habits", "one habit"],
)
def test_loops_tables_of_older_and_newer_versions(table: str) -> None:
    desk = Desk()
    habits = ("Meditate",) if "Reading" in table else ()
    assert counts(desk.take(table, habits=habits, length=600 * 48_000)) == (2, 2, 0, 0)
    assert [(record.day.day, record.seconds) for record in desk.records] == [(22, 900), (25, 600)]


def test_a_habit_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput, match=r"no habit 'Read'.*'Meditate'"):
        Desk().take(loop_archive(), habits=("Read",))


@pytest.mark.parametrize(
    ("content", "wish"),
    [
        ("When,Mins,What\n2026-04-20 08:21,12.5,Metta\n", {"columns": {"start": "when", "duration": "Mins"}}),
        ("date;time;minutes;activity\n20.4.2026;08:21;12,5;Metta\n", {}),
        ("Date\tTime\tDuration (seconds)\tActivity\n04/20/2026\t8:21 AM\t750\tMetta\n", {}),
        ("Date,Time,Hours\n20/04/2026,08:21,0.2083333333333333333\n", {"is_day_first": True}),
        ("start,end\n2026-04-20T08:21:00+02:00,2026-04-20T06:33:30Z\n", {}),
        ("start,duration\n2026-04-20T08:21,12m30s\n", {}),
        ("timestamp,length\n1776666060,0:12:30\n", {}),
    ],
)
def test_a_table_of_any_program(content: str, wish: dict[str, Any]) -> None:
    desk = Desk()
    assert counts(desk.take(content, zone="Europe/Berlin", **wish)) == (1, 1, 0, 0)
    (record,) = desk.records
    assert record.start == datetime(2026, 4, 20, 6, 21, tzinfo=UTC)
    assert record.seconds == pytest.approx(750)


def test_days_without_a_time_are_noon_and_two_alike_are_two() -> None:
    desk = Desk()
    content = "date,minutes\n2026-04-20,20\n2026-04-20,20\n"
    assert counts(desk.take(content)) == (2, 2, 0, 0)
    assert {record.day for record in desk.records} == {date(2026, 4, 20)}
    assert desk.take(content).added == 0


def test_one_name_can_be_given_to_every_sitting() -> None:
    desk = Desk()
    desk.take(INSIGHT, zone="UTC", practice="silent-sit")
    assert {record.practice for record in desk.records} == {"silent-sit"}


def test_columns_that_cannot_be_told_are_asked_for_by_name() -> None:
    with pytest.raises(BadInput, match="--map start=Column"):
        Desk().take("When,Mins\n2026-04-20 08:21,12\n")
    with pytest.raises(BadInput, match="no column 'Whn'; the file has When, Mins"):
        Desk().take("When,Mins\n2026-04-20 08:21,12\n", columns={"start": "Whn", "duration": "Mins"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    content = INSIGHT.replace("\n", line_end).encode(encoding)
    assert counts(Desk().take(content, zone="UTC")) == (4, 3, 0, 1)
