"""A line that a local voice will speak has that voice's length wherever the practice is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.voice.stand_ins import Hummer

from practice_tui import bootstrap
from practice_tui.adapters.audio.recordings import measured
from practice_tui.adapters.files.settings_file import TomlSettings
from practice_tui.adapters.voice.workshop import LocalVoiceWorkshop
from practice_tui.domain.errors import NotFound, OutputLost
from practice_tui.engine.sittings import Request
from practice_tui.engine.voice_desk import VoiceDesk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.cli.room import Call

    from practice_tui.engine.ports import AudioOutput
    from practice_tui.engine.voices import Voice, Wanted

SCRIPT = """Title: Evening settling
Length: 1m to 10m
Home: 2m
# Arriving
[bell]
{arrive} Hands rest, and nothing is to be mended.
[pause 5s+]
# Closing (close)
{close} Hear the room again.
"""


class OneVoice:
    """Implements `VoiceShelf` with a single hummer."""

    def __init__(self, hummer: Hummer) -> None:
        self.hummer = hummer

    def voices(self) -> Sequence[Voice]:
        return [self.hummer]

    def voice(self, name: str) -> Voice:
        if name != self.hummer.name:
            raise NotFound(f"there is no voice {name!r} here")
        return self.hummer

    def wanted(self) -> Sequence[Wanted]:
        return []


def unplugged() -> AudioOutput:
    raise OutputLost("nothing is plugged in")


@pytest.fixture
def hummer(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hummer:
    """The only voice of this machine."""
    voice = Hummer()
    settings = TomlSettings(home / "config" / "settings.toml")
    workshop = LocalVoiceWorkshop(tmp_path / "spoken", measured, unplugged)
    monkeypatch.setattr(bootstrap, "voice_desk", lambda: VoiceDesk(OneVoice(voice), settings, workshop))
    return voice


@pytest.fixture
def script(tmp_path: Path) -> str:
    """A script without recordings."""
    file = tmp_path / "evening.txt"
    file.write_text(SCRIPT, "utf-8")
    return str(file)


def test_planning_sitting_and_rendering_have_one_timeline(
    practice: Call, hummer: Hummer, script: str, tmp_path: Path
) -> None:
    read = practice("plan", script, "-m", "2", "--json").document
    assert practice("voice", "use", hummer.name).code == 0

    planned = practice("plan", script, "-m", "2", "--json").document
    services = bootstrap.services()
    found, _ = services.shelf.read_file(script)
    assert found is not None
    player = services.sittings.player(Request(script=found, length=found.header.home, output="silent"))
    wav = tmp_path / "evening.wav"
    rendered = practice("render", script, "-m", "2", "-o", str(wav), "--json")

    assert planned["hash"] != read["hash"]
    assert player.timeline.digest == planned["hash"]
    assert rendered.code == 0
    line = next(event for event in planned["events"] if event["cue"] == "arrive")
    sound, rate = soundfile.read(wav)
    while_spoken = sound[int((line["at"] + 0.3) * rate) : int((line["at"] + line["for"] - 0.3) * rate)]
    tenths = np.abs(while_spoken[: len(while_spoken) // 4800 * 4800]).reshape(-1, 9600).max(axis=1)
    assert tenths.min() > 0.02, "it hums from the beginning of the line to its end"


def test_each_line_is_spoken_once(practice: Call, hummer: Hummer, script: str) -> None:
    practice("voice", "use", hummer.name)
    practice("plan", script, "-m", "2")
    said = list(hummer.said)
    practice("plan", script, "-m", "7")

    assert said
    assert hummer.said == said


def test_without_a_voice_it_is_laid_out_for_reading(practice: Call, hummer: Hummer, script: str) -> None:
    before = practice("plan", script, "-m", "2", "--json").document
    practice("voice", "use", hummer.name)

    assert practice("plan", script, "-m", "2", "--no-voice", "--json").document == before
    assert not hummer.said


def test_a_voice_that_fails_leaves_the_words_and_says_so(practice: Call, hummer: Hummer, script: str) -> None:
    before = practice("plan", script, "-m", "2", "--json").document
    practice("voice", "use", hummer.name)
    hummer.fails = True

    answer = practice("plan", script, "-m", "2", "--json")

    assert answer.code == 0
    assert answer.document == before
    assert answer.err == "note: the hummer has a cold\n"


def test_recordings_come_before_the_local_voice(practice: Call, hummer: Hummer) -> None:
    before = practice("plan", "breath-focus", "-m", "10", "--json").document
    practice("voice", "use", hummer.name)

    assert practice("plan", "breath-focus", "-m", "10", "--json").document["hash"] == before["hash"]
    assert not hummer.said
