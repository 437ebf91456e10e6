"""Half an hour with voice, bed and pacer, many times faster than it is sat: the thread that decodes ahead keeps up.

Time is moved by hand, and the thread takes a step as often as it would if the sitting ran so much faster. A block that
differs from the same sitting with everything made ready at once has played what wasn't ready: that is an underrun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tests.sittings.room import make_room

from practice_tui import bootstrap
from practice_tui.adapters.audio.loader import ThreadLoader
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.domain.quantities import frames
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from numpy.typing import NDArray

    from practice_tui.adapters.audio.mixer import Mixer
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.timeline import Timeline

PRACTICE = "soothing-rhythm-breathing"
STEPS_A_SECOND = 2
"""How often the program's own thread looks ahead."""

TIMES_REAL_SPEED = 8
BLOCK = 8192


class Watched:
    """A sitting's mixer, and beside it one that makes every sound ready before it is heard.

    Attributes:
        underruns: how many blocks differed.
        blocks: how many there were.
    """

    def __init__(self, mixer: Mixer, ready: Mixer) -> None:
        self._mixer = mixer
        self._ready = ready
        self._expected = np.zeros((BLOCK, 2), np.float32)
        self.underruns = self.blocks = 0

    @property
    def position(self) -> Frames:
        return self._mixer.position

    def load(self, timeline: Timeline) -> None:
        self._mixer.load(timeline)
        self._ready.load(timeline)

    def render(self, block: NDArray[np.float32]) -> None:
        self._mixer.render(block)
        expected = self._expected[: len(block)]
        self._ready.render(expected)
        self.blocks += 1
        self.underruns += not np.array_equal(block, expected)

    def ring_out_frames(self) -> Frames:
        return self._mixer.ring_out_frames()

    def close(self) -> None:
        self._mixer.close()
        self._ready.close()


def sat(home: Path, patch: pytest.MonkeyPatch, minutes: float, times_real_speed: float) -> tuple[Watched, Timeline]:
    """Sit over rain, with a step of the loader every so often, and return what came of it."""
    made: list[Watched] = []
    one = bootstrap._mixer

    def both(*asked: object) -> Watched:
        made.append(Watched(one(*asked), one(*asked, inline=True)))  # type: ignore[arg-type]
        return made[-1]

    patch.setattr(bootstrap, "_mixer", both)
    room = make_room(home, patch, VirtualOutput(block=BLOCK))
    script = room.services.shelf.script(PRACTICE)
    step = times_real_speed / STEPS_A_SECOND
    player, told = room.sit(script, minutes * 60, step=step, ambient="rain", can_be_ended=False)
    assert isinstance(told[-1], facts.SessionEnded)
    assert told[-1].record.seconds == minutes * 60
    return made[-1], player.timeline


def test_nothing_runs_dry_in_half_an_hour_at_eight_times_its_speed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ThreadLoader().__dict__["_every_seconds"] == 1 / STEPS_A_SECOND
    sound, timeline = sat(tmp_path, monkeypatch, 30, TIMES_REAL_SPEED)
    assert {event.kind for event in timeline.events} == {
        EventKind.BELL,
        EventKind.SPEECH,
        EventKind.PAUSE,
        EventKind.BREATH,
    }
    assert sound.blocks >= frames(30 * 60) // BLOCK
    assert sound.underruns == 0


def test_a_thread_that_came_too_late_would_be_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, _ = sat(tmp_path, monkeypatch, 2, 30)
    assert sound.underruns > 0
