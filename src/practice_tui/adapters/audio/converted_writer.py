"""Writes to a device that doesn't take 48 kHz in stereo: resampled and, for one channel, mixed down.

Owns the conversion, on the writing thread, where waiting and making buffers harm nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from practice_tui.adapters.audio.feed import Feed

_BLOCK = Frames(1024)


class ConvertedWriter:
    """Fills, converts and writes one block a step."""

    def __init__(self, api: Any, stream: Any, feed: Feed, rate: int, channels: int) -> None:
        """Write what `feed` gives to PortAudio's blocking `stream`, at `rate` Hz on `channels` channels."""
        self._error = api.PortAudioError
        self._stream = stream
        self._feed = feed
        self._channels = channels
        self._block = np.zeros((_BLOCK, 2), np.float32)
        self._resampler: Any = None
        if rate != SAMPLE_RATE:
            import soxr  # type: ignore[import-untyped]  # noqa: PLC0415 - few devices need it

            self._resampler = soxr.ResampleStream(SAMPLE_RATE, rate, 2, dtype="float32", quality="HQ")
        self.is_stopping = False
        """Set from outside: the next step is the last."""

    def step(self) -> bool:
        """Write one block; return whether the device takes more."""
        if self.is_stopping:
            return False
        self._feed.fill(self._block)
        sound = self._resampler.resample_chunk(self._block) if self._resampler else self._block
        if self._channels == 1:
            sound = sound.mean(axis=1, keepdims=True)
        try:
            self._stream.write(np.ascontiguousarray(sound))
        except self._error:
            return False
        return True
