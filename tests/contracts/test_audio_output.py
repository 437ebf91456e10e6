"""What every output promises, held against each of them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.contracts.audio_output_rigs import (
    NumberedSource,
    PipeRig,
    PortAudioRig,
    Rig,
    SilentRig,
    VirtualRig,
    WrittenPortAudioRig,
)

from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEAR = 0.043
"""Seconds by which what is heard may differ from what is played: two blocks."""


@pytest.fixture(params=["silent", "virtual", "portaudio", "portaudio written", "pipe"])
def rig(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    made: Rig
    if request.param == "silent":
        made = SilentRig()
    elif request.param == "virtual":
        made = VirtualRig()
    elif request.param == "portaudio":
        made = PortAudioRig()
    elif request.param == "portaudio written":
        made = WrittenPortAudioRig()
    else:
        made = PipeRig(tmp_path, monkeypatch)
    yield made
    made.output.stop()


@pytest.fixture
def source() -> NumberedSource:
    return NumberedSource()


def test_before_any_time_has_passed_the_frame_heard_is_where_the_source_stood(rig: Rig) -> None:
    rig.output.start(NumberedSource(10 * SAMPLE_RATE))
    assert rig.output.heard() == rig.output.last_heard == 10 * SAMPLE_RATE


def test_what_is_heard_moves_with_time(rig: Rig, source: NumberedSource) -> None:
    rig.output.start(source)
    for second in range(1, 8):
        rig.pass_seconds(1.0)
        assert rig.output.heard() / SAMPLE_RATE == pytest.approx(max(0.0, second - rig.delay), abs=NEAR)


def test_what_is_heard_never_goes_back_and_never_runs_ahead_of_the_source(rig: Rig, source: NumberedSource) -> None:
    rig.output.start(source)
    heard = []
    for step in range(200):
        source.stands_still = 60 < step < 120
        rig.pass_seconds(0.1 if step % 3 else 0.05)
        heard.append(rig.output.heard())
        assert heard[-1] <= source.position
    assert all(before <= after for before, after in itertools.pairwise(heard))
    assert heard[-1] > heard[0]


def test_a_source_that_stands_still_is_heard_standing_still_and_goes_on_from_there(
    rig: Rig, source: NumberedSource
) -> None:
    rig.output.start(source)
    rig.pass_seconds(3.0)
    source.stands_still = True
    rig.pass_seconds(1.0)
    stood_at = rig.output.heard()
    assert stood_at == source.position
    rig.pass_seconds(7.0)
    assert rig.output.heard() == stood_at
    source.stands_still = False
    rig.pass_seconds(2.0)
    moved = (rig.output.heard() - stood_at) / SAMPLE_RATE
    assert moved == pytest.approx(2.0, abs=0.25)


def test_frames_reach_the_device_in_order_each_once_behind_half_a_second_of_silence(
    rig: Rig, source: NumberedSource
) -> None:
    rig.output.start(source)
    rig.pass_seconds(2.0)
    delivered = rig.delivered()
    if delivered is None:
        return
    lead_in = 0 if rig.output.name == "virtual" else SAMPLE_RATE // 2
    assert not delivered[:lead_in].any()
    numbers = delivered[lead_in:] * 2**24
    np.testing.assert_array_equal(numbers, np.arange(len(numbers)))
    assert len(numbers) == source.position > SAMPLE_RATE


def test_a_lost_output_says_so_and_still_tells_the_last_frame_heard(rig: Rig, source: NumberedSource) -> None:
    if not rig.can_be_lost:
        return
    rig.output.start(source)
    rig.pass_seconds(3.0)
    before = rig.output.heard()
    rig.unplug()
    for _ in range(2):
        with pytest.raises(OutputLost):
            rig.output.heard()
        assert before <= rig.output.last_heard <= source.position
    last = rig.output.last_heard
    rig.output.stop()
    assert rig.output.last_heard == last


def test_where_it_cannot_be_opened_start_says_so_in_words_for_a_person(rig: Rig, source: NumberedSource) -> None:
    if not rig.can_be_lost:
        return
    rig.unplug_before_start()
    with pytest.raises(OutputLost, match=r"; the sitting goes on in silence|the virtual output is gone"):
        rig.output.start(source)
    assert source.position == 0
    rig.output.stop()


def test_stopping_twice_is_stopping_once_and_leaves_the_source_alone(rig: Rig, source: NumberedSource) -> None:
    rig.output.start(source)
    rig.pass_seconds(2.0)
    heard = rig.output.heard()
    rig.output.stop()
    stood_at = source.position
    rig.output.stop()
    assert rig.output.heard() == rig.output.last_heard == heard
    assert source.position == stood_at


def test_it_can_be_started_again_elsewhere(rig: Rig, source: NumberedSource) -> None:
    rig.output.start(source)
    rig.pass_seconds(2.0)
    rig.output.stop()
    rig.output.start(NumberedSource(77 * SAMPLE_RATE))
    assert rig.output.heard() == 77 * SAMPLE_RATE
    rig.pass_seconds(2.0)
    assert rig.output.heard() / SAMPLE_RATE == pytest.approx(77 + 2.0 - rig.delay, abs=0.25)


def test_it_has_a_name_for_people(rig: Rig, source: NumberedSource) -> None:
    rig.output.start(source)
    assert rig.output.name in {
        "silent",
        "virtual",
        "portaudio (Built-in Audio)",
        "portaudio (Old Headset)",
        "pipe (pacat)",
    }
