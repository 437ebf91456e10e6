"""The heard clock: true between requests, through bursts, stalls and pauses."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contracts.hand_clock import HandClock

from practice_tui.adapters.audio.feed import LEAD_IN, Feed
from practice_tui.adapters.audio.heard_clock import HeardClock
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

LATENCY = 0.1
BLOCK = 960


class Device:
    """Plays at its own rate, keeps `LATENCY` of sound, and asks late by what it is told."""

    def __init__(self, rate: float = SAMPLE_RATE) -> None:
        self.clock = HandClock()
        self.heard_clock = HeardClock(self.clock.monotonic, LATENCY, Frames(0))
        self.began = self.clock.monotonic()
        self.rate = rate
        self.handed = 0

    def played(self) -> float:
        return min((self.clock.monotonic() - self.began) * self.rate, self.handed)

    def ask(self, late: float = 0.0) -> None:
        """Take the next block as soon as there is room for it, or `late` seconds after."""
        due = self.began + (self.handed - LATENCY * SAMPLE_RATE) / self.rate + late
        self.clock.pass_seconds(max(0.0, due - self.clock.monotonic()))
        self.heard_clock.handed_over(BLOCK, self.handed, BLOCK)
        self.handed += BLOCK


def test_between_two_requests_the_monotonic_clock_fills_in() -> None:
    device = Device()
    for _ in range(100):
        device.ask()
    for _ in range(10):
        device.clock.pass_seconds(0.001)
        assert device.heard_clock.heard() == pytest.approx(device.played(), abs=2)


@given(st.lists(st.floats(0.0, 0.07), min_size=150, max_size=200))
@settings(max_examples=50, deadline=None)
def test_late_requests_are_seen_through(lateness: list[float]) -> None:
    device = Device()
    for number, late in enumerate(lateness):
        device.ask(late if number % 5 else 0.0)
    assert device.heard_clock.heard() == pytest.approx(device.played(), abs=0.005 * SAMPLE_RATE)


def test_bursts_of_several_blocks_are_seen_through() -> None:
    device = Device()
    for _ in range(60):
        for number in range(4):
            device.ask(late=(3 - number) * BLOCK / SAMPLE_RATE)
        assert abs(device.heard_clock.heard() - device.played()) < 0.085 * SAMPLE_RATE


@pytest.mark.parametrize("rate", [SAMPLE_RATE * 1.0002, SAMPLE_RATE * 0.9998])
def test_a_device_that_runs_a_little_fast_or_slow_is_followed_for_an_hour(rate: float) -> None:
    device = Device(rate)
    for _ in range(3600 * SAMPLE_RATE // BLOCK):
        device.ask()
    assert device.heard_clock.heard() == pytest.approx(device.played(), abs=0.002 * SAMPLE_RATE)


def test_a_device_that_stands_still_for_a_while_is_believed_afterwards() -> None:
    device = Device()
    for _ in range(100):
        device.ask()
    before = device.heard_clock.heard()
    device.clock.pass_seconds(0.8)
    assert before < device.heard_clock.heard() <= device.handed
    device.began += 0.8 - LATENCY
    for _ in range(60):
        device.ask()
    assert device.heard_clock.heard() == pytest.approx(device.played(), abs=2)


def test_a_pause_in_the_middle_of_a_block_is_heard_at_its_place() -> None:
    clock = HandClock()
    heard_clock = HeardClock(clock.monotonic, LATENCY, Frames(0))
    timeline = 0
    heard = []
    for number in range(300):
        moved = 300 if number == 120 else 0 if 120 < number < 200 else BLOCK
        heard_clock.handed_over(BLOCK, timeline, moved)
        timeline += moved
        clock.pass_seconds(BLOCK / SAMPLE_RATE)
        heard.append(heard_clock.heard())
    assert 120 * BLOCK + 300 in heard
    assert all(0 <= after - before <= BLOCK + 1 for before, after in itertools.pairwise(heard[20:]))


def test_what_is_looked_at_rarely_is_not_lost() -> None:
    device = Device()
    for _ in range(5000):
        device.ask()
    assert device.heard_clock.heard() == pytest.approx(device.played(), abs=2)


class Still:
    """Implements SoundSource; writes threes and never moves."""

    position = Frames(4800)

    def render(self, block: NDArray[np.float32]) -> None:
        block.fill(3.0)

    def skip(self, count: int) -> None:
        raise NotImplementedError


def test_the_half_second_before_the_first_frame_is_silent_however_it_is_asked_for() -> None:
    feed = Feed(Still(), HandClock().monotonic, LATENCY)
    given_out = []
    for size in (1, 7000, 20_000, 3000):
        block = np.full((size, 2), 9.0, np.float32)
        feed.fill(block)
        given_out.append(block)
    whole = np.concatenate(given_out)
    assert (whole[:LEAD_IN] == 0.0).all()
    assert (whole[LEAD_IN:] == 3.0).all()
