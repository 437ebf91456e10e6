from __future__ import annotations

import json
import zlib
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.adapters.storage.lines import read_sealed, seal

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
items = st.lists(values, min_size=1, max_size=5)

ITEMS: list[list[object]] = [
    [1, "first", {"note": 'with ["00000000", in it, and \n'}],
    [2, "second", {"note": "ümlaut 漢字 \u2028"}],
    [3, "third", {"seconds": 12.5}],
]
SEALED = [seal(line) for line in ITEMS]
FILE = b"".join(SEALED)


@given(st.lists(items, max_size=5))
def test_what_is_sealed_reads_the_same(lines: list[list[object]]) -> None:
    content = b"".join(map(seal, lines))
    reading = read_sealed(content)
    assert reading.lines == lines
    assert reading.bad == []
    assert reading.used == len(content)


@given(items)
def test_a_line_is_json_that_any_program_can_check(line: list[object]) -> None:
    raw = seal(line)
    assert raw.count(b"\n") == 1
    crc, *rest = json.loads(raw)
    assert rest == line
    assert int(crc, 16) == zlib.crc32(raw[raw.index(b",") + 1 : -1])


@given(st.binary(max_size=200) | st.lists(st.sampled_from([*SEALED, b"\n", b"[", b'["', b"\r"])).map(b"".join))
def test_anything_can_be_read(content: bytes) -> None:
    reading = read_sealed(content)
    assert 0 <= reading.used <= len(content)


@pytest.mark.parametrize("length", range(len(FILE) + 1))
def test_cut_anywhere_every_whole_line_is_read_and_the_rest_waits(length: int) -> None:
    reading = read_sealed(FILE[:length])
    ends = list(accumulate(map(len, SEALED)))
    whole = [line for line, end in zip(ITEMS, ends, strict=True) if length >= end - 1]
    assert reading.lines == whole
    assert reading.bad == []
    assert reading.used in {0, *ends, *(end - 1 for end in ends)}
    assert reading.used <= length


@pytest.mark.parametrize("place", range(len(FILE)))
def test_a_flipped_bit_costs_at_most_its_own_line_and_never_passes_in_silence(place: int) -> None:
    for bit in range(8):
        damaged = bytearray(FILE)
        damaged[place] ^= 1 << bit
        reading = read_sealed(bytes(damaged))
        lost = [line for line in ITEMS if line not in reading.lines]
        assert [line for line in reading.lines if line not in ITEMS] == []
        assert len(lost) <= 1
        assert not lost or reading.bad or reading.used < len(damaged)


def test_a_lost_line_end_loses_no_line() -> None:
    for torn in (SEALED[0][:-1] + SEALED[1], SEALED[0][:-1] + b"x" + SEALED[1]):
        reading = read_sealed(torn + SEALED[2])
        assert reading.lines == ITEMS
        assert [bad.saved for bad in reading.bad] == [2]


def test_a_last_line_without_its_end_is_whole() -> None:
    reading = read_sealed(FILE[:-1])
    assert reading.lines == ITEMS
    assert reading.used == len(FILE) - 1
    assert reading.open_ended


def test_line_ends_of_windows_and_empty_lines_do_no_harm() -> None:
    reading = read_sealed(b"\n" + FILE.replace(b"\n", b"\r\n") + b"\n\r\n")
    assert reading.lines == ITEMS
    assert reading.bad == []


def test_strangers_lines_are_named_by_their_place() -> None:
    reading = read_sealed(SEALED[0] + b"<<<<<<< theirs\n" + SEALED[1])
    assert reading.lines == ITEMS[:2]
    assert [(bad.offset, bad.content) for bad in reading.bad] == [(len(SEALED[0]), b"<<<<<<< theirs")]


def test_a_seal_over_something_that_is_no_json_is_no_line() -> None:
    rest = b"1,2"
    reading = read_sealed(b'["%08x",%b\n' % (zlib.crc32(rest), rest))
    assert reading.lines == []
    assert len(reading.bad) == 1


def test_half_a_character_survives() -> None:
    assert read_sealed(seal(["\ud83d"])).lines == [["\ud83d"]]


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        seal([float("nan")])
