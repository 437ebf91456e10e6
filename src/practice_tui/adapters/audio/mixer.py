"""One sitting's sound, block by block: whatever plays, previews or writes a sitting asks here.

Owns the place on the timeline, pause and resume, and the change from one plan to the next. Pure in what it renders: the
same timeline, volumes and recordings give the same samples however the blocks are cut. `render` reads one immutable
tuple of clips and moves one counter; it makes no buffer of samples, takes no lock, logs nothing and waits for nothing.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.arrangement import arrange, no_recordings, no_whole
from practice_tui.adapters.audio.desk import MOST_FRAMES, MOST_FRAMES_UNHEARD, Desk
from practice_tui.adapters.audio.fades import CROSSFADE, CROSSFADE_CURVE, Gate
from practice_tui.adapters.audio.levels import AsTheyAre
from practice_tui.adapters.audio.loader import ThreadLoader
from practice_tui.adapters.audio.palette import Palette
from practice_tui.adapters.audio.sound_shelf import SoundShelf
from practice_tui.adapters.audio.supply import NEAR, Supply
from practice_tui.domain.quantities import Decibels, Frames, gain

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from practice_tui.adapters.audio.arrangement import Arrangement, RecordingLookup, WholeLookup
    from practice_tui.adapters.audio.clips import Clip, Layer
    from practice_tui.adapters.audio.levels import Levels
    from practice_tui.adapters.audio.loader import Loader
    from practice_tui.domain.timeline import Timeline

GUARD = gain(Decibels(-1.0))
"""No sample leaves the mixer above this. Levels are chosen so that nothing reaches it; it is there for recordings."""

_NOTHING_CHOSEN = Palette()


class Mixer:
    """The sound of a sitting; implements the engine's SittingSound."""

    def __init__(
        self,
        bells: Path,
        recording: RecordingLookup = no_recordings,
        *,
        whole: WholeLookup = no_whole,
        palette: Palette = _NOTHING_CHOSEN,
        levels: Levels | None = None,
        inline: bool = False,
        loader: Loader | None = None,
    ) -> None:
        """Take bells from the folder `bells`, recordings as `recording` and `whole` find them; every volume is full.

        `palette` is what the person chose to hear beside them; `levels` brings recordings to one loudness, and without
        it they are played as they are.

        Sounds are made ready by `loader`, a thread where none is given. With `inline` they are made ready by `render`
        itself, which then may read files and never plays too late: for whatever isn't heard as it is rendered.

        Raises:
            BrokenInstallation: a bell is missing or can't be read.
        """
        self._shelf = SoundShelf(bells, palette.bell)
        self._recording = cache(recording)  # a plan that is loaded while another sounds asks for no line again
        self._whole = cache(whole)
        self._palette = palette
        self._levels = levels or AsTheyAre()
        self._loader = None if inline else (loader or ThreadLoader())
        self._loading = False
        most_frames = MOST_FRAMES_UNHEARD if inline else MOST_FRAMES
        self._desk = Desk(most_frames)
        self._gate = Gate()
        self._supply = Supply(self._shelf)
        self._supply_lock = threading.Lock()  # between the loader and `seek`; `render` never touches it
        self._arrangement: Arrangement | None = None
        self._followed: Arrangement | None = None
        self._ready: tuple[Clip, ...] = ()
        self._sounding: tuple[Clip, ...] | None = None
        self._leaving: tuple[Clip, ...] = ()
        self._swapped = int(CROSSFADE)
        self._scratch = np.zeros((most_frames, 2), np.float32)
        self._position = 0
        self._unheard = False

    @property
    def position(self) -> Frames:
        """The timeline frame that will be rendered next."""
        return Frames(self._position)

    def load(self, timeline: Timeline) -> None:
        """Play `timeline` from the present position on; a second one is faded to once its first sounds are ready."""
        lengths, palette = self._shelf.bell_length, self._palette
        self._arrangement = arrange(timeline, lengths, self._recording, palette, self._whole, self._levels)
        self._levels.keep()
        if self._loader is None:
            return
        if self._loading:
            self._loader.wake()
            return
        self._loading = True
        self._make_ready()
        self._loader.start(self._load_ahead)

    def ring_out_frames(self) -> Frames:
        """Return how long the last bell can still be heard past the end of the timeline, in frames."""
        return self._arrangement.ring_out if self._arrangement else Frames(0)

    def set_volume(self, layer: Layer, percent: int) -> None:
        """Set a layer's volume, 0 to 100; it moves there within 32 ms, and at once before anything sounds."""
        self._desk.set_volume(layer, percent, at_once=self._sounding is None)

    def choose(self, palette: Palette) -> None:
        """Play another bed and another breath sound from the next `load` on; the bell stays what it was."""
        self._palette = palette

    def pause(self) -> None:
        """Fade out and stand still."""
        self._gate.wants_open = False

    def resume(self) -> None:
        """Fade in and go on."""
        self._gate.wants_open = True

    def seek(self, frame: Frames) -> None:
        """Stand at `frame`; only while no output renders. Sound comes in with a fade, but whole from the very start."""
        with self._supply_lock:
            self._position = int(frame)
            self._supply.forget()
            self._begin_afresh()
            self._gate.stand(is_open=self._gate.wants_open and not frame)
        if self._loading:
            self._make_ready()

    def skip(self, count: int) -> None:
        """Move on by `count` frames that nobody hears; while paused nothing moves."""
        is_open = self._gate.wants_open
        self._gate.stand(is_open=is_open)
        self._unheard = True
        self._begin_afresh()
        if is_open:
            self._position += count

    def close(self) -> None:
        """Stop decoding and let go of what was loaded; what still sounds is faded. Nothing can be loaded any more."""
        if self._loader is not None:
            self._loader.stop()
        with self._supply_lock:
            self._arrangement = None
            self._supply.follow(None)
            self._supply.forget()
            self._shelf.close()
            self._ready = ()

    def render(self, block: NDArray[np.float32]) -> None:
        """Fill `block` (float32, frames by 2) with what comes next. Called on the audio thread: never waits."""
        self._unheard = False
        done = 0
        while done < len(block):
            done += self._render_some(block[done:])

    def _render_some(self, rest: NDArray[np.float32]) -> int:
        """Fill as much of `rest` as can be filled in one manner and return how many frames that was."""
        passing = self._gate.passes(len(rest))
        if not passing:
            rest.fill(0.0)
            return len(rest)
        self._take_new_clips()
        count = self._desk.steady_for(passing)
        if self._swapped < CROSSFADE:
            count = min(count, CROSSFADE - self._swapped)
        out = rest[:count]
        self._desk.mix(self._sounding or (), self._position, out)
        if self._swapped < CROSSFADE:
            self._fade_from_leaving(out)
        self._desk.advance(count)
        self._gate.apply(out)
        np.minimum(out, GUARD, out=out)
        np.maximum(out, -GUARD, out=out)
        self._position += count
        return count

    def _take_new_clips(self) -> None:
        """Turn to what has become ready, always with a fade, which changes no sample where old and new agree."""
        if self._swapped < CROSSFADE:
            return
        if self._loader is None:
            self._follow()
            self._ready = self._supply.clips(self._position)
        if self._ready is self._sounding:
            return
        if self._sounding is not None:
            self._leaving, self._swapped = self._sounding, 0
        self._sounding = self._ready

    def _begin_afresh(self) -> None:
        """Have nothing that would be faded from."""
        self._sounding = None
        self._swapped = int(CROSSFADE)

    def _fade_from_leaving(self, out: NDArray[np.float32]) -> None:
        before = self._scratch[: len(out)]
        self._desk.mix(self._leaving, self._position, before)
        np.subtract(out, before, out=out)
        np.multiply(out, CROSSFADE_CURVE[self._swapped : self._swapped + len(out)], out=out)
        np.add(out, before, out=out)
        self._swapped += len(out)

    def _make_ready(self) -> None:
        """Make ready what sounds next, on the caller's thread."""
        with self._supply_lock:
            self._follow()
            self._ready = self._supply.clips(self._position, NEAR)

    def _load_ahead(self) -> None:
        """Do one step of the loader: first what sounds next, then what sounds within seconds."""
        if self._unheard:
            return
        self._make_ready()
        with self._supply_lock:
            self._ready = self._supply.clips(self._position)

    def _follow(self) -> None:
        if self._followed is not self._arrangement:
            self._followed = self._arrangement
            self._supply.follow(self._arrangement)
