"""Breath patterns: one list of names, one set of limits, for scripts and settings alike."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice_tui.compiler.parser import parse
from practice_tui.domain.breath_patterns import CARE, PATTERNS, care_for, chosen_pattern, danger, pattern_of
from practice_tui.domain.errors import BadInput, SettingRefused
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.script import Breath, BreathPattern
from practice_tui.engine.settings import Settings, changed

HEAD = "Title: Breath\nLength: 5m to 20m\n# One\n"


def pattern(*phases: float) -> BreathPattern:
    inhale, hold, exhale, rest = phases
    return BreathPattern(frames(inhale), frames(hold), frames(exhale), frames(rest))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("soothing", pattern(4, 0, 6, 0)),
        ("Box", pattern(4, 4, 4, 4)),
        ("4-7-8", pattern(4, 7, 8, 0)),
        ("in 4 out 6", pattern(4, 0, 6, 0)),
        ("in 4.5 hold 2 out 6,5 rest 1", pattern(4.5, 2, 6.5, 1)),
        (" IN 4s  OUT 6s ", pattern(4, 0, 6, 0)),
    ],
)
def test_it_means_the_same_in_a_script_and_in_a_setting(text: str, meant: BreathPattern) -> None:
    assert chosen_pattern(text) == meant
    assert changed(Settings(), "breath_pattern", text).breath_pattern == " ".join(text.lower().split())
    script = parse(f"{HEAD}[breathe {text.strip()} for 1m to 5m]\n[pause 1s+]\n", "t").script
    assert script is not None
    step = script.parts[0].steps[0]
    assert isinstance(step, Breath)
    assert step.pattern == meant


def test_coherent_is_five_and_a_half_a_minute_in_and_out_alike() -> None:
    coherent = PATTERNS["coherent"]
    assert abs(coherent.length * Fraction(11, 2) - 60 * SAMPLE_RATE) < 6
    assert 0 <= coherent.exhale - coherent.inhale <= 1


def test_every_name_is_safe_and_breathes_out_no_shorter_than_in() -> None:
    for known in PATTERNS.values():
        assert danger(known) is None
        assert known.exhale >= known.inhale


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("calm", "choose from soothing, coherent, box, 4-7-8, or write in 4 out 6"),
        ("out 4 in 6", "in this order"),
        ("in 4", "in and out are needed"),
        ("in 0.4 out 6", "half a second each"),
        ("in 4.25 out 6", "half seconds"),
        ("in 4 out 17", "slower than 3 breaths a minute"),
        ("in 0.5 out 1", "faster than 30 breaths a minute"),
        ("in 1 hold 21 out 1", "over 20 s is not safe"),
        ("in 1..5 out 6", "is no number"),
    ],
)
def test_what_a_setting_refuses(text: str, because: str) -> None:
    with pytest.raises(SettingRefused, match=because):
        changed(Settings(breath_pattern="box"), "breath_pattern", text)


@given(st.tuples(*[st.integers(0, 60).map(lambda half: Fraction(half, 2)) for _ in range(4)]))
def test_a_script_and_a_setting_draw_the_line_at_the_same_place(phases: tuple[Fraction, ...]) -> None:
    inhale, hold, exhale, rest = phases
    words = f"in {float(inhale):g} hold {float(hold):g} out {float(exhale):g} rest {float(rest):g}"
    try:
        chosen_pattern(words)
        is_chosen = True
    except BadInput:
        is_chosen = False
    is_written = parse(f"{HEAD}[breathe {words} for 1m to 5m]\n[pause 1s+]\n", "t").script is not None
    assert is_chosen == is_written


@given(st.text(max_size=60))
def test_any_text_is_a_pattern_none_or_refused(text: str) -> None:
    try:
        found = pattern_of(text)
    except BadInput:
        return
    assert found is None or min(found.inhale, found.exhale) >= SAMPLE_RATE // 2


def test_only_patterns_with_holds_have_a_word_of_care() -> None:
    assert care_for([PATTERNS["soothing"], PATTERNS["coherent"]]) == ""
    assert care_for([PATTERNS["soothing"], PATTERNS["box"]]) == CARE
    assert care_for([pattern(4, 0, 4, 1)]) == CARE
    assert care_for([]) == ""


@given(st.integers(SAMPLE_RATE, 20 * SAMPLE_RATE), st.sampled_from([*PATTERNS.values(), pattern(3, 1, 5, 2)]))
def test_a_breath_made_longer_keeps_its_shape(length: int, shape: BreathPattern) -> None:
    slower = shape.lasting(Frames(length))
    assert slower.length == length
    for made, meant in zip(
        (slower.inhale, slower.hold, slower.exhale, slower.rest),
        (shape.inhale, shape.hold, shape.exhale, shape.rest),
        strict=True,
    ):
        assert made == pytest.approx(length * meant / shape.length, abs=4)


@given(st.integers(SAMPLE_RATE, 20 * SAMPLE_RATE), st.integers(SAMPLE_RATE, 20 * SAMPLE_RATE))
def test_a_breath_without_a_shape_of_its_own_is_two_fifths_in(length: int, other: int) -> None:
    usual = BreathPattern.of_length(Frames(length))
    assert usual.lasting(Frames(other)) == BreathPattern.of_length(Frames(other))
