"""Whatever is given to the parser, it answers with diagnostics that can be shown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.written_scripts import Written, written_scripts

from practice_tui.compiler.diagnostics import Severity
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.headings import CUE_NAME
from practice_tui.compiler.linter import lint
from practice_tui.compiler.parser import Reading, header_of, parse
from practice_tui.domain.script import speeches
from practice_tui.domain.text import clean_text, is_clean

HEADER = "Title: T\nLength: 5m to 20m\n"

everything = st.text(st.characters(categories=None, exclude_categories=()), max_size=200)
pieces = st.sampled_from(
    [
        "Title:", "Length:", "Home:", "Voice pace:", "Language:", "Kind:", "Title: T\n", "Length: 5m to 20m\n", "# ",
        "# A\n", "(from 5m)", "(close)", "(gentler: a)", "(from", "(skippable)", ")", "[", "]", "{", "}", "[pause",
        "20s", "20s]", " to ", "+", " x2", " x0", "x99", "[bell]", "[bell x3]", "[breathe in 4 out 6 for 1m]",
        "[breathe", " my rhythm to ", "5.5 a minute", " for ", '[silence 2m+ every 1m: "', '"]', "“", "”",
        "bell every 0s", "\n", "\r\n", "\r", "\t", "\x00", "\ufeff", "\u00a0", "\u2028", "\u202e", "\ud800",
        "é", "e\u0301", "क़", "٣", "²", ";", "9" * 40, "1e9", "-1s", "0s", "99999h", ".", ",", "/", ":", " ",
    ]
)  # fmt: skip
patchwork = st.lists(pieces, max_size=40).map("".join)


def assert_sound(text: str, reading: Reading) -> None:
    lines = clean_text(text).split("\n")
    assert (reading.script is None) == any(found.severity is Severity.ERROR for found in reading.diagnostics)
    places = [(found.line, found.column) for found in reading.diagnostics]
    assert places == sorted(places)
    raw = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in reading.diagnostics:
        assert 1 <= found.line <= len(lines)
        line = raw[found.line - 1] if found.code == "control-character" else lines[found.line - 1]
        assert 1 <= found.column <= max(1, len(line) + (found.code == "control-character"))
        assert found.message
        assert is_clean(found.message)
        assert "\n" not in found.message
    if reading.script is not None:
        names = [speech.cue for speech in speeches(reading.script)]
        assert all(CUE_NAME.fullmatch(name) for name in names)
        assert reading.script.header.shortest <= reading.script.header.home <= reading.script.header.longest
        lint(reading.script, no_voice)


@given(everything)
def test_arbitrary_characters(text: str) -> None:
    assert_sound(text, parse(text, "arbitrary"))
    header_of(text)


@given(patchwork)
def test_pieces_of_scripts_in_any_order(text: str) -> None:
    assert_sound(text, parse(text, "arbitrary"))
    header_of(text)


@given(patchwork)
def test_pieces_behind_a_good_header(text: str) -> None:
    whole = f"{HEADER}# Part\n{text}"
    assert_sound(whole, parse(whole, "arbitrary"))


@given(
    written_scripts(),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.1), st.one_of(pieces, everything)), max_size=4),
)
def test_good_scripts_with_bad_edits(written: Written, edits: list[tuple[float, float, str]]) -> None:
    text = written.text
    for where, share, put in edits:
        start = int(where * len(text))
        text = text[:start] + put + text[start + int(share * len(text)) :]
    assert_sound(text, parse(text, "arbitrary"))


@given(written_scripts())
def test_good_scripts_have_no_mistakes_and_the_header_alone_reads_the_same(written: Written) -> None:
    assert parse(written.text, "arbitrary").diagnostics == ()
    assert header_of(written.text) == written.script.header


HUGE = 150_000
TALL = [
    pytest.param("\n" * 20_001, id="20,001 lines"),
    pytest.param("\x00" * HUGE, id="NUL"),
    pytest.param("\x00\n" * HUGE, id="NUL on many lines"),
    pytest.param("\r" * 15_000, id="carriage returns"),
    pytest.param("\ud800" * HUGE, id="surrogates"),
    pytest.param(HEADER + "# A\n" + "[" * HUGE, id="opening brackets"),
    pytest.param(HEADER + "# A\n" + "]" * HUGE, id="closing brackets"),
    pytest.param(HEADER + "# A\n" + "{[" * (HUGE // 2), id="both brackets"),
    pytest.param(HEADER + "# A\n" + "[x]" * 20_000, id="unknown directives"),
    pytest.param(HEADER + "# A\n[bell " + "a" * HUGE + "]", id="a long bell"),
    pytest.param(HEADER + "# A\n[pause " + "9" * HUGE + "s]", id="a long number"),
    pytest.param(HEADER + "# A\n[pause 1s" + " " * HUGE + "to 2s]", id="long spaces in a directive"),
    pytest.param(HEADER + "# A\n[breathe " + "in 4 " * (HUGE // 5) + "for 1m]", id="many phases"),
    pytest.param(HEADER + "# A\n[silence 2m+ every " + "1" * HUGE + ': "x"]', id="a long interval"),
    pytest.param(HEADER + '# A\n[silence 2m+ every 1m: "' + "\" '" * (HUGE // 3) + "x]", id="many quotes"),
    pytest.param(HEADER + "# A\n[silence 2m+ " + "x2 " * (HUGE // 3) + "!]", id="many shares"),
    pytest.param(HEADER + "# A " + "(close)" * 20_000, id="many flags"),
    pytest.param(HEADER + "# A " + "(" * HUGE + ")" * HUGE, id="nested flags"),
    pytest.param(HEADER + "# A " + "( ) " * (HUGE // 4), id="empty flags"),
    pytest.param(HEADER + "".join(f"# A{n} (gentler: z{n})\n[bell]\n" for n in range(9_000)), id="many unknown parts"),
    pytest.param(HEADER + "# A\n[bell]\n" * 9_000, id="many parts of one name"),
    pytest.param("Title: a" + " " * HUGE + "b", id="long spaces in a header"),
    pytest.param("Title" + " " * HUGE + "b", id="long spaces instead of a colon"),
    pytest.param("Length: 5m" + " " * HUGE + "t", id="long spaces in a length"),
    pytest.param("a:" * HUGE, id="colons"),
    pytest.param("".join(f"k{n}: v\n" for n in range(15_000)), id="many unknown keys"),
]


@pytest.mark.parametrize("text", TALL)
def test_large_nonsense_is_answered_soon(text: str) -> None:
    began = time.process_time()
    reading = parse(text, "arbitrary")
    assert (reading.script is None) == bool(reading.diagnostics)
    assert time.process_time() - began < 10  # what grows with the square of the text takes minutes here
