"""Each test here plays in real time into a sound server of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.real_sound.sound_server import SoundServer, missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    if missing():
        pytest.skip(f"needs {', '.join(missing())} (Debian: pulseaudio, pulseaudio-utils)")
    running = SoundServer(tmp_path)
    yield running
    running.stop()
