"""One sound heard to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.voice.stand_ins import hum

from practice_tui.adapters.audio.recordings import Unplayable
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.adapters.voice.listening import OneSound, listen
from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import Frames

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "line.flac"
    soundfile.write(path, hum(0.5, rate=48_000), 48_000)
    return path


class Hurrying(VirtualOutput):
    """Moves on by a fifth of a second whenever it is asked how far it is."""

    stopped = False

    def heard(self) -> Frames:
        self.advance(0.2)
        return super().heard()

    def stop(self) -> None:
        self.stopped = True
        super().stop()


def test_it_is_played_to_its_end_and_the_output_let_go(file: Path) -> None:
    output = Hurrying(keeps=True)

    listen(file, output)

    heard = output.rendered()
    assert output.stopped
    assert len(heard) == pytest.approx(0.6 * 48_000)
    assert np.abs(heard[5000:20_000]).max() > 0.1
    assert not heard[24_000:].any()


def test_an_output_that_is_lost_says_so_and_is_let_go(file: Path) -> None:
    output = Hurrying()
    output.lose()

    with pytest.raises(OutputLost):
        listen(file, output)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "line.flac").write_bytes(b"fLaC")

    with pytest.raises(Unplayable):
        listen(tmp_path / "line.flac", Hurrying())


def test_it_can_be_moved_on_without_being_rendered(file: Path) -> None:
    source = OneSound(file)

    source.skip(Frames(1000))

    assert source.position == 1000
    assert source.length == 24_000
