"""Captions of a finished recording: WebVTT as tools write it, and each way in which it can be wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.walks import CAPTIONS

from practice_tui.compiler import captions as module
from practice_tui.compiler.captions import LARGEST, MOST_CAPTIONS, Caption, PartNote, PauseNote, read_captions
from practice_tui.compiler.diagnostics import Findings
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.domain.script import Position
from practice_tui.domain.text import is_clean

LINE = "00:01.000 --> 00:04.000\nSit.\n"


def read(text: str | bytes) -> tuple[list[module.Item], list[tuple[int, int, str]]]:
    findings = Findings("whole.vtt")
    items = read_captions(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), findings)
    assert all(found.file == "whole.vtt" for found in findings.found)
    return items, [(found.line, found.column, found.code) for found in findings.found]


def words(text: str) -> str:
    items, wrong = read(f"WEBVTT\n\n00:01.000 --> 00:04.000\n{text}\n")
    assert not wrong
    (caption,) = items
    assert isinstance(caption, Caption)
    return caption.text


def test_captions_come_with_their_names_times_and_words() -> None:
    items, wrong = read("WEBVTT\n\nfirst\n00:01.001 --> 01:00:04.500 align:start line:0\nSit.\nBe still.\n")
    assert not wrong
    (caption,) = items
    assert isinstance(caption, Caption)
    assert (caption.at, caption.name, caption.text) == ((5, 1), "first", "Sit. Be still.")
    assert caption.start == SAMPLE_RATE * 1001 // 1000
    assert caption.end == SAMPLE_RATE * 36045 // 10


def test_notes_that_mean_something_are_told_from_those_that_don_t() -> None:
    text = (
        "WEBVTT - made by hand\nKind: captions\n\nNOTE part of this was cut\n\nNOTE\n\nNOTE part: Q &amp; A (close)\n\n"
        f"NOTE\tpause 30s+\n\nNOTE paused here\n\nSTYLE\n::cue {{ color: red }}\n\nREGION\nid:fred\n\n{LINE}"
    )
    items, wrong = read(text)
    assert not wrong
    assert [item for item in items if not isinstance(item, Caption)] == [
        PartNote(Position(8, 12), "Q & A (close)"),
        PauseNote(Position(10, 6), "pause 30s+"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<v Anna>Stand <b>still</b> &amp; easy.", "Stand still & easy."),
        ("<c.loud.red>Sit</c> <00:00:02.000>down <lang en-GB>here</lang>.", "Sit down here."),
        ("1 &lt; 2 &gt; 0&nbsp;or", "1 < 2 > 0 or"),
        ("a < b and b > a", "a < b and b > a"),
        ("&#27;[2J &copy;", "&#27;[2J &copy;"),
        ("e\u0301tude", "\u00e9tude"),
    ],
)
def test_words_become_plain_text(written: str, meant: str) -> None:
    assert words(written) == meant


def test_files_of_other_systems_are_good_files() -> None:
    text = "\ufeff" + CAPTIONS.replace("\n", "\r\n")
    assert read(text) == read(CAPTIONS)
    assert not read(CAPTIONS)[1]


MISTAKES = [
    ("", 1, 1, "not-captions"),
    ("1\n00:00:01,000 --> 00:00:04,000\nSit.\n", 1, 1, "not-captions"),
    ("WEBVTTX\n\n" + LINE, 1, 1, "not-captions"),
    ("WEBVTT\n" + LINE, 2, 1, "not-captions"),
    ("WEBVTT\n\n00:01,000 --> 00:04,000\nSit.\n", 3, 1, "bad-caption-time"),
    ("WEBVTT\n\n00:01.000-->00:04.000\nSit.\n", 3, 1, "bad-caption-time"),
    ("WEBVTT\n\n00:61.000 --> 01:04.000\nSit.\n", 3, 1, "bad-caption-time"),
    ("WEBVTT\n\n00:04.000 --> 00:04.000\nSit.\n", 3, 1, "bad-caption-time"),
    ("WEBVTT\n\none\n00:04.000 --> 00:01.000\nSit.\n", 4, 1, "bad-caption-time"),
    ("WEBVTT\n\none\ntwo\nSit.\n", 4, 1, "bad-caption-time"),
    ("WEBVTT\n\nSit.\n", 3, 1, "not-a-caption"),
    ("WEBVTT\n\n" + LINE + "00:04.000 --> 00:05.000\nBe still.\n", 5, 1, "not-a-caption"),
    ("WEBVTT\n\n00:01.000 --> 00:04.000\n", 3, 1, "caption-without-words"),
    ("WEBVTT\n\n00:01.000 --> 00:04.000\n<b></b> &nbsp;\n", 3, 1, "caption-without-words"),
    ("WEBVTT\n\n" + LINE + "\ntwo\n00:03.999 --> 00:06.000\nBe still.\n", 7, 1, "captions-overlap"),
    ("WEBVTT\n\n00:01.000 --> 00:04.000\nSit\x1b[2J.\n", 4, 4, "control-character"),
    ("WEBVTT\n\n00:01.000 --> 00:04.000\nSit \u202etis.\n", 4, 5, "control-character"),
    (b"WEBVTT\n\n00:01.000 --> 00:04.000\nS\xefit.\n", 4, 2, "not-utf-8"),
    (b"WEBVTT\r\n\r\n\xff\n", 3, 1, "not-utf-8"),
    ("WEBVTT\n\n" + "x" * LARGEST, 1, 1, "too-long"),
    ("WEBVTT\n\nNOTE part: " + "(a)" * 70 + "\n", 3, 1, "too-long"),
    ("WEBVTT\n\n" + "NOTE\n\n" * (MOST_CAPTIONS + 1), 3 + 2 * MOST_CAPTIONS, 1, "too-long"),
]


@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda mistake: f"{mistake[3]}-{mistake[1]}-{str(mistake[0])[8:24]!r}"
)
def test_a_mistake_is_found_where_it_is(mistake: tuple[str | bytes, int, int, str]) -> None:
    text, *place = mistake
    assert read(text)[1] == [tuple(place)]


def test_every_code_has_its_example() -> None:
    source = Path(module.__file__ or "").read_text("utf-8")
    codes = set(re.findall(r"error\([^\"]*?\"([a-z]+(?:-[a-z0-9]+)+)\"", source))
    assert codes == {code for *_, code in MISTAKES}


def test_a_mistake_costs_its_own_caption() -> None:
    items, wrong = read(CAPTIONS.replace("00:05.500", "00:03.000"))
    assert [code for *_, code in wrong] == ["captions-overlap"]
    assert [item.name for item in items if isinstance(item, Caption)] == ["stand", "walk", "slowly", "stop"]


_PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "NOTE part: A", "NOTE pause 3s+", "00:01.000", " --> ", "00:02.000", "<v ", ">", "&amp;"]
)


@given(st.one_of(st.binary(max_size=200), st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40)))
def test_whatever_comes_gives_captions_in_order_and_no_exception(given_: bytes | list[str]) -> None:
    text = given_ if isinstance(given_, bytes) else "WEBVTT\n\n" + "".join(given_)
    items, _ = read(text)
    captions = [item for item in items if isinstance(item, Caption)]
    assert all(is_clean(caption.text) and caption.text for caption in captions)
    times = [time for caption in captions for time in (caption.start, caption.end)]
    assert times == sorted(times)


@pytest.mark.parametrize("piece", ["<a.", "<v ", "<", "&", "--", " ", "(", "NOTE part:"])
def test_a_hostile_file_is_read_in_one_go(piece: str) -> None:
    """Nothing here goes over the same text again and again; it would take minutes."""
    body = piece * ((LARGEST - 100) // len(piece))
    read(f"WEBVTT\n\n00:01.000 --> 00:04.000\n{body}\n")
    read(f"WEBVTT\n\nNOTE part: {body}\n\n{LINE}")
