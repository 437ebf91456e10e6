"""One rig an output: the output on the bench, time moved by hand, and the plug within reach.

A rig passes time as the output's world would: a device asks for blocks, a pump steps, somebody looks now and then.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from tests.contracts.hand_clock import HandClock, HandPump

from practice_tui.adapters.audio.pipe import PipeOutput
from practice_tui.adapters.audio.pipe_programs import LATENCY_SECONDS
from practice_tui.adapters.audio.portaudio import PortAudioOutput
from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from numpy.typing import NDArray

    from practice_tui.engine.ports import AudioOutput

BLOCK = 1024
AHEAD = round(LATENCY_SECONDS * SAMPLE_RATE / BLOCK)
"""Blocks that wait in a device while it plays."""


class NumberedSource:
    """Implements SoundSource: each frame is its own number, so that a lost or doubled one can't hide."""

    def __init__(self, position: int = 0) -> None:
        self._position = position
        self.stands_still = False

    @property
    def position(self) -> Frames:
        return Frames(self._position)

    def render(self, block: NDArray[np.float32]) -> None:
        if self.stands_still:
            block.fill(0.0)
            return
        block[:] = (np.arange(self._position, self._position + len(block)) / 2**24)[:, None]
        self._position += len(block)

    def skip(self, count: int) -> None:
        if not self.stands_still:
            self._position += count


class Rig(Protocol):
    """What the contract suite needs of each output.

    Attributes:
        delay: seconds from the start until frame 0 is heard.
        can_be_lost: whether there is something to unplug.
    """

    delay: float
    can_be_lost: bool

    @property
    def output(self) -> AudioOutput: ...

    def pass_seconds(self, seconds: float) -> None: ...

    def unplug(self) -> None: ...

    def unplug_before_start(self) -> None: ...

    def delivered(self) -> NDArray[np.float32] | None:
        """Return what reached the device, left channel; None where nothing is ever rendered."""


class SilentRig:
    delay = 0.0
    can_be_lost = False

    def __init__(self) -> None:
        self.clock = HandClock()
        self.output = SilentOutput(self.clock)

    def pass_seconds(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.clock.pass_seconds(0.1)
            self.output.heard()

    def unplug(self) -> None:
        raise NotImplementedError

    def unplug_before_start(self) -> None:
        raise NotImplementedError

    def delivered(self) -> None:
        return None


class VirtualRig:
    delay = 0.0
    can_be_lost = True

    def __init__(self) -> None:
        self.output = VirtualOutput(keeps=True)

    def pass_seconds(self, seconds: float) -> None:
        self.output.advance(seconds)

    def unplug(self) -> None:
        self.output.lose()

    unplug_before_start = unplug

    def delivered(self) -> NDArray[np.float32]:
        return self.output.rendered()[:, 0]


class FakePortAudioError(Exception):
    """Stands for sounddevice.PortAudioError."""


class FakeStream:
    """Stands for sounddevice.OutputStream: asks for its whole buffer at once, then for a block as one is played."""

    def __init__(self, *, latency: float, callback: Callable[..., None] | None, channels: int, **options: Any) -> None:
        self.options = options
        self.latency = latency
        self.callback = callback
        self.finished_callback: Callable[[], None] = options["finished_callback"]
        self.channels = channels
        self.active = False
        self.is_closed = False
        self.is_broken = False
        self.played: list[NDArray[np.float32]] = []

    def start(self) -> None:
        self.active = True
        for _ in range(round(self.latency * SAMPLE_RATE) // BLOCK):
            self.ask()

    def ask(self) -> None:
        if self.callback is not None and self.active:
            block = np.full((BLOCK, self.channels), 9.0, np.float32)
            self.callback(block, BLOCK, None, None)
            self.played.append(block)

    def write(self, block: NDArray[np.float32]) -> None:
        if self.is_broken:
            raise FakePortAudioError("the device is gone")
        assert block.dtype == np.float32
        assert block.flags.c_contiguous
        assert block.shape[1] == self.channels
        self.played.append(block.copy())

    def end_by_itself(self) -> None:
        self.active = False
        self.is_broken = True
        self.finished_callback()

    def abort(self) -> None:
        self.active = False

    def close(self) -> None:
        self.is_closed = True


class FakeSoundDevice:
    """Stands for the sounddevice module."""

    PortAudioError = FakePortAudioError

    def __init__(self, *devices: dict[str, Any], rates: tuple[int, ...] = (SAMPLE_RATE,)) -> None:
        self.devices = list(devices) or [device("Built-in Audio")]
        self.rates = rates
        self.stream: FakeStream | None = None

    def query_devices(self, kind: str | None = None) -> Any:
        listed = [{**facts, "index": index} for index, facts in enumerate(self.devices)]
        if kind is None:
            return listed
        playing = [facts for facts in listed if facts["max_output_channels"]]
        if not playing:
            raise FakePortAudioError("no default")
        return playing[0]

    def check_output_settings(self, *, samplerate: int, **_options: Any) -> None:
        if samplerate not in self.rates:
            raise FakePortAudioError("invalid sample rate")

    def OutputStream(self, **options: Any) -> FakeStream:  # noqa: N802 - sounddevice's own name
        self.stream = FakeStream(**options)
        return self.stream


def device(name: str, channels: int = 2, rate: int = SAMPLE_RATE) -> dict[str, Any]:
    return {"name": name, "max_output_channels": channels, "default_samplerate": float(rate)}


class PortAudioRig:
    delay = 0.5
    can_be_lost = True

    def __init__(self, api: FakeSoundDevice | None = None, wish: str = "") -> None:
        self.clock = HandClock()
        self.api = api or FakeSoundDevice()
        self.pump = HandPump()
        self.output = PortAudioOutput(self.clock, wish, api=lambda: self.api, pump=self.pump)
        self._owed = 0.0

    @property
    def stream(self) -> FakeStream:
        assert self.api.stream is not None
        return self.api.stream

    def pass_seconds(self, seconds: float) -> None:
        self._owed += seconds
        while self._owed >= BLOCK / SAMPLE_RATE:
            self._owed -= BLOCK / SAMPLE_RATE
            self.clock.pass_seconds(BLOCK / SAMPLE_RATE)
            if self.stream.active:
                self.stream.ask()

    def unplug(self) -> None:
        self.stream.end_by_itself()

    def unplug_before_start(self) -> None:
        self.api.devices = []

    def delivered(self) -> NDArray[np.float32]:
        return np.concatenate(self.stream.played)[:, 0]


class WrittenPortAudioRig(PortAudioRig):
    """A device of one channel, which can't be called back and has to be written to."""

    def __init__(self) -> None:
        super().__init__(FakeSoundDevice(device("Old Headset", channels=1)))

    def pass_seconds(self, seconds: float) -> None:
        self._owed += seconds
        if not self.stream.played:
            for _ in range(AHEAD):
                self.pump.step()
        while self._owed >= BLOCK / SAMPLE_RATE:
            self._owed -= BLOCK / SAMPLE_RATE
            self.clock.pass_seconds(BLOCK / SAMPLE_RATE)
            if self.stream.active:
                self.pump.step()


STAND_IN = """#!/bin/sh
echo "$0 $*" >>"{folder}/asked"
exec /bin/cat >>"{folder}/played"
"""


class PipeRig:
    delay = 0.5
    can_be_lost = True

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *programs: str, wish: str = "") -> None:
        self.folder = folder
        self.clock = HandClock()
        self.pump = HandPump()
        monkeypatch.setenv("PATH", str(folder))
        for program in programs or ("pacat",):
            self.install(program)
        self.output = PipeOutput(self.clock, wish, pump=self.pump, settling_seconds=0.0)
        self._owed = 0.0
        self._has_begun = False

    def install(self, program: str, script: str = STAND_IN) -> None:
        path = self.folder / program
        path.write_text(script.format(folder=self.folder))
        path.chmod(0o755)

    def pass_seconds(self, seconds: float) -> None:
        self._owed += seconds
        if not self._has_begun:
            self._has_begun = True
            for _ in range(AHEAD + 1):  # one block stands in the pipe
                self.pump.step()
        while self._owed >= BLOCK / SAMPLE_RATE:
            self._owed -= BLOCK / SAMPLE_RATE
            self.clock.pass_seconds(BLOCK / SAMPLE_RATE)
            self.pump.step()

    def unplug(self) -> None:
        child = self.output._child
        assert child is not None
        child.kill()
        child.wait()

    def unplug_before_start(self) -> None:
        os.unlink(self.folder / "pacat")  # noqa: PTH108 - the shortest way to say it

    def delivered(self) -> NDArray[np.float32]:
        child = self.output._child
        assert child is not None
        assert child.stdin is not None
        child.stdin.close()
        child.wait()
        return np.frombuffer((self.folder / "played").read_bytes(), np.float32)[::2]
