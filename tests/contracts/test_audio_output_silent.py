"""Silence: what counts as time where no device counts it."""

from __future__ import annotations

import pytest
from tests.contracts.audio_output_rigs import NumberedSource, SilentRig

from practice_tui.domain.quantities import SAMPLE_RATE


def test_a_gap_of_more_than_five_seconds_is_an_interruption_and_counts_as_nothing() -> None:
    rig = SilentRig()
    rig.output.start(NumberedSource())
    rig.clock.pass_seconds(4.9)
    assert rig.output.heard() == pytest.approx(4.9 * SAMPLE_RATE, abs=2)
    rig.clock.pass_seconds(5.1)
    assert rig.output.heard() == pytest.approx(4.9 * SAMPLE_RATE, abs=2)
    rig.clock.pass_seconds(1.0)
    assert rig.output.heard() == pytest.approx(5.9 * SAMPLE_RATE, abs=2)


def test_looking_often_loses_no_fraction_of_a_frame() -> None:
    rig = SilentRig()
    rig.output.start(NumberedSource())
    for _ in range(10_000):
        rig.clock.pass_seconds(0.000_123_4)
        rig.output.heard()
    assert rig.output.heard() == pytest.approx(10_000 * 0.000_123_4 * SAMPLE_RATE, abs=2)


def test_what_passes_while_the_source_stands_still_is_not_made_up_for() -> None:
    rig = SilentRig()
    source = NumberedSource()
    rig.output.start(source)
    source.stands_still = True
    rig.pass_seconds(3.0)
    source.stands_still = False
    rig.pass_seconds(1.0)
    assert rig.output.heard() == pytest.approx(SAMPLE_RATE, abs=2)
