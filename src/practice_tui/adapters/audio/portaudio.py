"""Sound through PortAudio, on whatever the system calls its sound device.

Owns the stream. At 48 kHz in stereo PortAudio calls back for each block; a device that takes only another rate, or one
channel, is written to from a thread, resampled and mixed down on the way, so that no callback ever resamples. A
callback in Python can't be free of the interpreter; this one makes no buffer, takes no lock, and the collector stands
aside.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.audio.converted_writer import ConvertedWriter
from practice_tui.adapters.audio.feed import IN_SILENCE, Feed
from practice_tui.adapters.audio.native_noise import hushed
from practice_tui.adapters.audio.pump import Pump, ThreadPump
from practice_tui.adapters.audio.sound_devices import chosen_device, load_sounddevice, output_devices, playable_rate
from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from practice_tui.adapters.audio.sound_devices import Device
    from practice_tui.engine.ports import Clock, SoundSource

LATENCY_SECONDS = 0.192
"""How much sound waits in the device, nine blocks of it: nobody plays this like a drum, and a busy machine gets on."""

_STEREO = 2


def devices(api: Callable[[], Any] = load_sounddevice) -> list[str]:
    """Return the names of the devices that can play.

    Raises:
        OutputLost: PortAudio isn't there.
    """
    return [device.name for device in output_devices(api())]


class PortAudioOutput:
    """Implements AudioOutput with sounddevice."""

    def __init__(
        self,
        clock: Clock,
        device: str = "",
        *,
        api: Callable[[], Any] = load_sounddevice,
        pump: Pump | None = None,
    ) -> None:
        """Play on the device whose index or part of name is `device`, else on the system's own choice.

        `api` returns the sounddevice module; `pump` drives devices that are written to.
        """
        self._clock = clock
        self._wish = device
        self._api = api
        self._pump = pump or ThreadPump()
        self._device: Device | None = None
        self._ready: tuple[Any, Device, int] | None = None
        self._stream: Any = None
        self._feed: Feed | None = None
        self._writer: ConvertedWriter | None = None
        self._has_ended = False
        self._is_lost = False
        self.underruns = 0
        """How often the device ran dry, or asked too late to tell, since the start."""
        self._last_heard = Frames(0)

    @property
    def name(self) -> str:
        """``portaudio (the device's name)``."""
        return f"portaudio ({self._device.name})" if self._device else "portaudio"

    @property
    def last_heard(self) -> Frames:
        """The greatest frame `heard` has returned, or could have returned before the device was lost."""
        return self._last_heard

    def check(self) -> None:
        """Make sure that there is a device that can be opened.

        Raises:
            OutputLost: there is none.
        """
        self._ready = self._find()

    def start(self, source: SoundSource) -> None:
        """Open the device and begin to play `source`, after half a second of silence.

        Raises:
            OutputLost: it can't be opened.
        """
        try:
            api, device, rate = self._ready or self._find()
        except OutputLost as problem:
            raise OutputLost(f"{problem}; {IN_SILENCE}") from problem
        self._ready = None
        channels = min(device.channels, _STEREO)
        is_written = (rate, channels) != (SAMPLE_RATE, _STEREO)
        self._has_ended = self._is_lost = False
        self.underruns = 0
        self._last_heard = source.position
        try:
            with hushed():
                self._stream = api.OutputStream(
                    samplerate=rate,
                    channels=channels,
                    device=device.number,
                    dtype="float32",
                    latency=LATENCY_SECONDS,
                    callback=None if is_written else self._fill,
                    finished_callback=self._note_end,
                )
                self._feed = Feed(source, self._clock.monotonic, float(self._stream.latency))
                gc.freeze()
                self._stream.start()
        except (api.PortAudioError, ValueError) as error:
            self.stop()
            raise OutputLost(f"the sound device {device.name} can't be opened; {IN_SILENCE}") from error
        if is_written:
            self._writer = ConvertedWriter(api, self._stream, self._feed, rate, channels)
            self._pump.start(self._writer.step)

    def heard(self) -> Frames:
        """Return the timeline frame that is heard now; it never goes back.

        Raises:
            OutputLost: the device has ended the stream, or asks for nothing any more.
        """
        if self._feed is not None and not self._is_lost:
            self._last_heard = self._feed.clock.heard()
            self._is_lost = self._has_ended or not self._stream.active or self._feed.is_stalled()
        if self._is_lost:
            raise OutputLost(f"the sound device stopped; {IN_SILENCE}")
        return self._last_heard

    def stop(self) -> None:
        """Stop at once and let go of the device. Can be called twice."""
        stream, self._stream, self._feed = self._stream, None, None
        if stream is None:
            return
        with hushed():
            if self._writer is not None:
                self._writer.is_stopping = True
                self._pump.join()
                self._writer = None
            stream.abort()
            stream.close()
        gc.unfreeze()

    def _find(self) -> tuple[Any, Device, int]:
        api = self._api()
        device = self._device = chosen_device(api, self._wish)
        return api, device, playable_rate(api, device, min(device.channels, _STEREO))

    def _fill(self, block: NDArray[np.float32], _frames: int, _time: Any, status: Any) -> None:
        if status:
            self.underruns += 1
        if self._feed is not None:
            self._feed.fill(block)
        else:
            block.fill(0.0)

    def _note_end(self) -> None:
        self._has_ended = True
