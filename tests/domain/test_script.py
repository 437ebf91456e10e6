from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.domain.script import BreathPattern, Header, Part, Position, Script, Span, Speech, speeches


def part(name: str, joins_from: int = 0, gentler: str | None = None, *, closing: bool = False) -> Part:
    speech = Speech(Position(1, 1), f"cue-{name}", name, named=True)
    return Part(Position(1, 1), name, name, (speech,), joins_from=Frames(joins_from), closing=closing, gentler=gentler)


def script(*parts: Part) -> Script:
    return Script("s", Header("T", Frames(1), Frames(100), Frames(10)), parts, "digest")


def test_parts_join_by_length_and_alternatives_stay_apart() -> None:
    found = script(part("a", gentler="c"), part("b", 50), part("c"), part("d"))
    assert found.alternatives == {"c"}
    assert found.parts_for(49) == (0, 3)
    assert found.parts_for(50) == (0, 1, 3)


def test_the_closing_is_the_marked_part_or_the_last_usual_one() -> None:
    assert script(part("a"), part("b", closing=True), part("c")).close.name == "b"
    assert script(part("a"), part("b")).close.name == "b"
    assert script(part("a", gentler="c"), part("b"), part("c")).close.name == "b"


def test_every_passage_is_listed_in_the_order_of_the_text() -> None:
    assert [speech.cue for speech in speeches(script(part("a"), part("b")))] == ["cue-a", "cue-b"]


@pytest.mark.parametrize(("span", "is_fixed"), [(Span(Frames(3), Frames(3)), True), (Span(Frames(3), None), False)])
def test_a_span_is_fixed_where_it_has_one_length(span: Span, is_fixed: bool) -> None:
    assert span.is_fixed is is_fixed


@given(st.integers(1, 20 * SAMPLE_RATE))
def test_a_breath_of_any_length_is_longer_out_than_in(length: int) -> None:
    breath = BreathPattern.of_length(Frames(length))
    assert breath.length == length
    assert breath.inhale <= breath.exhale
    assert breath.hold == breath.rest == 0


def test_a_rate_is_a_length() -> None:
    assert BreathPattern.at_rate(Fraction(6)).length == 10 * SAMPLE_RATE
    assert BreathPattern.at_rate(Fraction(11, 2)).length == 523_636
