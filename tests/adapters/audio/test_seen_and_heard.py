"""The phase a frame is drawn for and the phase that is heard at that instant agree within 50 ms."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.audio.material import BELLS, bell, breathing, pause, timeline
from tests.contracts.hand_clock import HandClock

from practice_tui.adapters.audio.arrangement import arrange
from practice_tui.adapters.audio.clips import BreathSource
from practice_tui.adapters.audio.feed import Feed
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.palette import BreathManner, Palette
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.script import BreathPattern

if TYPE_CHECKING:
    from practice_tui.adapters.audio.clips import Placement
    from practice_tui.domain.timeline import Moment

AGREE = frames(0.05)
QUICK = BreathPattern(frames(1.3), frames(0.5), frames(1.7), frames(0.4))
SLOW = BreathPattern(frames(4), frames(0), frames(6), frames(0))
TICKED = Palette(breath=BreathManner.TICKS)
"""Every phase has a sound, held breath too."""

PLAN = timeline(bell(), breathing(6, QUICK), pause(2.0), breathing(2, SLOW), breathing(3, QUICK))
PHASES = [
    placement
    for placement in arrange(PLAN, lambda _: Frames(0), palette=TICKED).placements
    if isinstance(placement.source, BreathSource)
]


class Device:
    """Plays what a feed gives it, `latency` seconds after it took it, and knows what its loudspeaker emits."""

    def __init__(self, latency: float, block: int) -> None:
        self.clock = HandClock()
        self.began = self.clock.monotonic()
        self.mixer = Mixer(BELLS, palette=TICKED, inline=True)
        self.mixer.load(PLAN)
        self.latency = latency
        self.feed = Feed(self.mixer, self.clock.monotonic, latency)
        self.block = np.zeros((block, 2), np.float32)
        self.handed = 0
        self.taken: list[tuple[int, int]] = []

    def ask(self, late: float) -> None:
        """Take a block as soon as there is room for it, or `late` seconds after that."""
        due = self.began + self.handed / SAMPLE_RATE - self.latency + late
        self.clock.pass_seconds(max(0.0, due - self.clock.monotonic()))
        at = int(self.mixer.position)
        self.feed.fill(self.block)
        moved = int(self.mixer.position) - at
        first = self.handed + (len(self.block) - moved if not at else 0)  # the silence ahead of frame 0 comes first
        self.taken.append((self.handed, at))
        if moved:
            self.taken[-1] = (first, at)
            self.taken.append((first + moved, at + moved))
        self.handed += len(self.block)

    def emitted(self) -> int | None:
        """Return the timeline frame that leaves the loudspeaker now; None before the first and where it has run dry."""
        now = (self.clock.monotonic() - self.began) * SAMPLE_RATE
        index = bisect_right([device for device, _ in self.taken], now) - 1
        if index < 0 or now >= self.handed:
            return None
        device, frame = self.taken[index]
        stands = index % 2 == 1 and index + 1 == len(self.taken)
        return frame if stands or self._stood(index) else frame + int(now) - device

    def _stood(self, index: int) -> bool:
        following = self.taken[index + 1] if index + 1 < len(self.taken) else None
        return following is not None and following[1] == self.taken[index][1]


def sounding_near(frame: int) -> list[Placement]:
    """Return the phases that are heard within 50 ms of a timeline frame."""
    return [each for each in PHASES if each.start - AGREE <= frame < each.end + AGREE]


def assert_agree(drawn: Moment | None, emitted: int) -> None:
    near = sounding_near(emitted)
    if drawn is None:
        inside = [each for each in near if each.start + AGREE <= emitted < each.end - AGREE]
        assert not inside, "a phase is heard and none is drawn"
        return
    assert (drawn.phase, drawn.start) in {
        (each.source.phase, each.start) for each in near if isinstance(each.source, BreathSource)
    }


def play(device: Device, lateness: list[float], pauses: dict[int, bool]) -> int:
    """Play to the end, looking three times a block; return how many looks were compared."""
    compared = 0
    for number in range(round(1.05 * PLAN.length / len(device.block)) + 60):
        if number in pauses:
            (device.mixer.pause if pauses[number] else device.mixer.resume)()
        device.ask(lateness[number % len(lateness)])
        for _ in range(3):
            emitted = device.emitted()
            if emitted is not None and 0 < emitted < PLAN.length:
                assert_agree(PLAN.breath_at(device.feed.clock.heard()), emitted)
                compared += 1
            device.clock.pass_seconds(len(device.block) / SAMPLE_RATE / 5)
    return compared


@pytest.mark.parametrize(("latency", "block"), [(0.05, 960), (0.15, 1024), (0.2, 2048), (0.4, 4096)])
def test_on_a_punctual_device(latency: float, block: int) -> None:
    assert play(Device(latency, block), [0.0], {}) > 2 * PLAN.length // block


@given(st.lists(st.floats(0.0, 0.04), min_size=20, max_size=60))
@settings(max_examples=3, deadline=None)
def test_on_a_device_that_asks_in_fits_and_starts(lateness: list[float]) -> None:
    assert play(Device(0.15, 1024), [0.0, *lateness], {}) > 1_000


def test_through_pauses() -> None:
    assert play(Device(0.15, 1024), [0.0], {300: True, 345: False, 900: True, 931: False}) > 2_000


@pytest.mark.parametrize("phase", PHASES[1:8])
def test_a_clock_that_were_60_ms_ahead_would_be_found_out(phase: Placement) -> None:
    emitted = phase.start - frames(0.055)
    with pytest.raises(AssertionError):
        assert_agree(PLAN.breath_at(emitted + frames(0.06)), emitted)
