"""What goes out comes back: exactly, once, in any order; and however it looks to other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.interchange.desk import NOON, Desk, counts, histories, notes, sat

from practice_tui.adapters.interchange.csv_rows import guarded, unguarded
from practice_tui.adapters.interchange.icalendar import escaped, folded
from practice_tui.engine.recorder import json_line

if TYPE_CHECKING:
    from practice_tui.domain.record import SessionRecord

COMPLETE = ["json", "csv"]


@pytest.mark.parametrize("form", COMPLETE)
@given(history=histories)
@settings(max_examples=60, deadline=None)
def test_an_export_taken_in_elsewhere_gives_the_same_record(form: str, history: list[SessionRecord]) -> None:
    here = Desk(history)
    there = Desk()
    report = there.take(here.out(form))
    assert counts(report) == (len(history), len(history), 0, 0)
    assert there.records == here.records
    assert there.out(form) == here.out(form)


@pytest.mark.parametrize("form", COMPLETE)
@given(history=histories)
@settings(max_examples=30, deadline=None)
def test_twice_adds_nothing(form: str, history: list[SessionRecord]) -> None:
    there = Desk(history[:2])
    content = Desk(history).out(form)
    there.take(content)
    before = there.records
    assert counts(there.take(content)) == (len(history), 0, len(history), 0)
    assert there.records == before


@given(history=histories, order=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_files_and_of_lines_does_not_matter(history: list[SessionRecord], order: object) -> None:
    mixed = list(history)
    order.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random of Hypothesis' own
    in_one, in_two = Desk(), Desk()
    in_one.take(Desk(history).out("json"))
    for part in (mixed[:3], mixed[3:]):
        if part:
            in_two.take("\n".join(json_line(record) for record in part))
    assert in_one.records == in_two.records


def test_a_single_line_of_a_sitting_that_could_not_be_saved_comes_back() -> None:
    there = Desk()
    record = sat(NOON, note="two\nlines")
    assert counts(there.take(json_line(record))) == (1, 1, 0, 0)
    assert there.records == [record]


def test_fields_of_a_newer_program_are_left_aside() -> None:
    there = Desk()
    plain = json.loads(json_line(sat(NOON))) | {"mood": "fine"}
    assert there.take(json.dumps([plain], indent=4)).added == 1
    assert there.records == [sat(NOON)]


@pytest.mark.parametrize("form", ["csv", "json", "ics", "markdown"])
def test_the_order_is_that_of_the_starts_and_stable(form: str) -> None:
    history = [sat(NOON - timedelta(days=days), note=f"note{days}") for days in range(5)]
    content = Desk(history).out(form)
    assert content == Desk(history[::-1]).out(form)
    places = [content.index(f"note{days}".encode()) for days in (4, 3, 2, 1, 0)]
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["csv", "json", "ics", "markdown"])
def test_an_empty_record_is_an_empty_file_of_its_kind(form: str) -> None:
    content = Desk().out(form)
    assert content.endswith(b"\n")
    assert len(content) < 250


def test_an_empty_record_comes_back_empty() -> None:
    assert counts(Desk().take(Desk().out("json"))) == (0, 0, 0, 0)
    assert counts(Desk().take(Desk().out("csv"))) == (0, 0, 0, 0)


@given(cell=st.text(st.sampled_from("'=+-@\t\ra1"), max_size=6))
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(cell)) == cell


def test_a_note_that_is_a_formula_reaches_no_spreadsheet() -> None:
    content = Desk([sat(NOON, note='=HYPERLINK("http://x")', offset_minutes=-300)]).out("csv")
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert content.count(b"\r\n") == 2


@given(text=notes)
@settings(max_examples=60)
def test_a_calendar_line_folds_and_unfolds(text: str) -> None:
    line = f"DESCRIPTION:{escaped(text)}"
    lines = folded(line)
    assert all(len(part) <= 75 for part in lines.split(b"\r\n"))
    assert all(part.decode() is not None for part in lines.split(b"\r\n"))
    assert lines.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == line
    assert "\n" not in line


@given(history=histories)
@settings(max_examples=30, deadline=None)
def test_a_calendar_is_valid(history: list[SessionRecord]) -> None:
    lines = Desk(history).out("ics").replace(b"\r\n ", b"").decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(history)
    assert [line for line in lines if line.startswith("UID:")] == [
        f"UID:{record.id}@practice" for record in Desk(history).records
    ]
    assert all(":" in line for line in lines[:-1])


def test_an_event_in_a_calendar() -> None:
    lines = Desk([sat(NOON, note="a, b; c\\\nd")]).out("ics").decode().split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert event[:9] == [
        "BEGIN:VEVENT",
        "UID:sitting-202611201200@practice",
        "DTSTAMP:20261120T121000Z",
        "DTSTART:20261120T120000Z",
        "DTEND:20261120T121000Z",
        "SUMMARY:gratitude\\, 10m",
        "DESCRIPTION:a\\, b\\; c\\\\\\nd",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_a_journal_in_markdown() -> None:
    history = [
        sat(NOON - timedelta(days=30), practice="*loud*", after="softer"),
        sat(NOON, note="first\n\n# not a heading"),
    ]
    assert Desk(history).out("markdown").decode() == (
        "# Practice journal\n\n## October 2026\n\n### Wednesday 21 October 2026\n\n"
        "**13:00** \\*loud\\*, 10m (finished)\n\nafter: softer\n\n"
        "## November 2026\n\n### Friday 20 November 2026\n\n"
        "**13:00** gratitude, 10m (finished)\n\n> first\n>\n> # not a heading\n"
    )
