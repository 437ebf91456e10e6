"""Files that mean harm or nothing: refused in a line, quickly, with the record as it was."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.interchange.desk import NOON, Desk, counts, sat

from practice_tui.domain.errors import BadInput
from practice_tui.domain.record import as_plain
from practice_tui.domain.text import is_clean
from practice_tui.engine.foreign import LARGEST_FILE, MOST_REFUSED

HEAD = "Started At,Duration,Preset,Activity\n"


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{name}/Checkmarks.csv", data)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"\x89PNG\r\n\x1a\n",
        b"hello",
        "Started At,Duration\n01/01/2020 00:00:00,0:10:0,é\n".encode("latin-1"),
        b"\xff\xfea",
        b"a" * (LARGEST_FILE + 1),
        b"Started At,Duration" + b"," * 1_000_000,
        b"PK\x03\x04" + b"\x00" * 100,
        packed(bomb=b"Date,Value\n" + b"0" * (LARGEST_FILE + 1)),
        packed(odd=b"no,table\n"),
        HEAD.encode() + b"x,y\n" * (MOST_REFUSED + 1),
        b"{\n" * (MOST_REFUSED + 2),
    ],
    ids=[
        "nothing",
        "zeros",
        "a picture",
        "one word",
        "latin-1",
        "utf-16",
        "too large",
        "a million columns",
        "half an archive",
        "a bomb",
        "no table",
        "many bad lines",
        "deep",
    ],
)
def test_what_is_no_file_of_ours_is_refused_as_a_whole(content: bytes) -> None:
    desk = Desk()
    with pytest.raises(BadInput) as refused:
        desk.take(content, zone="UTC", habits=())
    assert "; " in str(refused.value)
    assert len(str(refused.value)) < 300
    assert desk.records == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("01/01/0001 00:00:00,0:10:0", "out of reach"),
        ("12/31/9999 23:59:59,0:10:0", "out of reach"),
        ("00/00/2020 00:00:00,0:10:0", "no date and time"),
        ("13/13/2020 00:00:00,0:10:0", "no date and time"),
        ("01/01/2020 25:00:00,0:10:0", "no date and time"),
        ("01/01/2020 13:00:00 PM,0:10:0", "no date and time"),
        ("01/01/2020 10:00:00,0:0:0", "more than nothing"),
        ("01/01/2020 10:00:00,99:99:99", "at most a day"),
        ("01/01/2020 10:00:00,-5", "no length"),
        ("01/01/2020 10:00:00,nan", "no length"),
        ("01/01/2020 10:00:00", "no length"),
        ('"01/01/2020"x,0:10:0', "quotation"),
        ("01/01/2020 10:00:00,0:10:0," + "x" * 200_000, "too long"),
        ("01/01/2020 10:00:00,0:10:0" + "," * 2_000, "too many columns"),
        ('"unclosed,0:10:0', "never closed"),
    ],
    ids=lambda text: text[:30],
)
def test_each_line_that_makes_no_sense_is_named_with_its_reason(line: str, reason: str) -> None:
    desk = Desk()
    report = desk.take(f"{HEAD}05/01/2026 16:03:29,0:21:4,,Meditation\n{line}", zone="UTC")
    assert report.added == 1
    assert report.refused[0].line == 3
    assert reason in report.refused[0].reason
    assert len(report.refused[0].reason) < 200


@pytest.mark.parametrize(
    "change",
    [
        {"start": "0001-01-01T00:00:00.000Z"},
        {"start": "2026-11-20T12:00:00"},
        {"end": "2026-11-20T11:00:00.000Z"},
        {"day": "0001-01-01"},
        {"day": 20261120},
        {"seconds": -1},
        {"seconds": "600"},
        {"seconds": True},
        {"seconds": float("nan")},
        {"seconds": 1e300},
        {"planned_seconds": []},
        {"offset_minutes": 1.5},
        {"offset_minutes": 99999},
        {"day_start_hour": "four"},
        {"day_start_hour": 99},
        {"ending": "slept"},
        {"ending": {}},
        {"practice": ""},
        {"practice": None},
        {"id": ""},
        {"id": "x" * 1000},
        {"id": 5},
        {"note": ["a"]},
    ],
    ids=lambda change: repr(change)[:40],
)
def test_a_record_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    plain = json.dumps(as_plain(sat(NOON)) | change)
    desk = Desk()
    assert counts(desk.take(f"[\n{plain}\n]")) == (1, 0, 0, 1)
    assert desk.records == []


def test_blank_lines_are_passed_over() -> None:
    content = f"{HEAD}\n,,,\n05/01/2026 16:03:29,0:21:4,,Meditation\n   \n\n"
    assert counts(Desk().take(content, zone="UTC")) == (1, 1, 0, 0)


def test_json_goes_on_behind_a_broken_line() -> None:
    good = json.dumps(as_plain(sat(NOON)))
    report = Desk().take(f'[\n{{"id": "broken,\n{good},\n17,\n{{}}\n]\n')
    assert counts(report) == (4, 1, 0, 3)
    assert [refusal.line for refusal in report.refused] == [2, 4, 5]


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, '["' + "x" * 1_000_000, "[1", "1" * 5000])
def test_json_that_goes_nowhere_is_one_refused_line(content: str) -> None:
    report = Desk().take(content, form="json")
    assert report.added == 0
    assert len(report.refused) == 1


def test_every_text_passes_the_gate() -> None:
    desk = Desk()
    evil = "\x1b]0;owned\x07 \u202e name"
    desk.take(f"{HEAD}05/01/2026 16:03:29,0:21:4,{evil},{evil}\n", zone="UTC")
    desk.take(json.dumps(as_plain(sat(NOON, note=evil, practice=evil, zone=evil, pack=evil))))
    assert len(desk.records) == 2
    for record in desk.records:
        assert all(is_clean(text) for text in (record.note, record.practice, record.zone, record.pack, record.source))


@given(content=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    for form in (None, "json", "csv", "loop", "meditate", "insight-timer"):
        try:
            report = Desk().take(content, form=form, zone="UTC", dry_run=True)
        except BadInput as refused:
            assert str(refused)  # noqa: PT017 - either way is right
        else:
            assert report.read == report.added + report.already_there + len(report.refused)


@given(text=st.text(st.sampled_from('{}[]",:\n 1a')))
@settings(max_examples=150, deadline=None)
def test_no_json_is_more_than_refused(text: str) -> None:
    assert Desk().take(text, form="json").added == 0
