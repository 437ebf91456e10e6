"""Lines that would be commands if an engine took them for any, spoken by every engine that is installed.

Each is given twice: prepared, as the program does it, and raw, straight to the engine's adapter. Both ways nothing may
run, and the prepared words have to come out.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import soundfile

from practice_tui.adapters.voice import espeak, festival, flite
from practice_tui.adapters.voice.renderer import render
from practice_tui.domain.errors import VoiceFailed
from practice_tui.engine.voices import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.voices import Voice

HOSTILE = {
    "scheme": '(system "touch CANARY") Feel the floor.',
    "scheme, closing first": '") (system "touch CANARY") (SayText "Feel the floor.',
    "scheme, read time": '#.(system "touch CANARY") Feel the floor.',
    "sable": '<SABLE><SCRIPT TYPE="shell">touch CANARY</SCRIPT>Feel the floor.</SABLE>',
    "ssml": '<speak><audio src="file:CANARY"/>Feel the floor.<break time="9s"/></speak>',
    "commands of say": "[[cmnt touch CANARY]] Feel the floor. [[slnc 60000]]",
    "powershell": '"; New-Item CANARY; $(New-Item CANARY) Feel the floor.',
    "shell": "'; touch CANARY; ' $(touch CANARY) Feel the floor. `touch CANARY`",
    "options": "-o CANARY --help -eval (system) Feel the floor.",
    "new lines": 'Feel\n\n(system "touch CANARY")\n.\nthe floor.',
    "long words": f"{'la' * 60} Feel the floor.",
    "many words": f"{'of course ' * 25} Feel the floor.",
    "not english": "Feel the floor. Füße 好 🙂 ﬁ ½ \u00ad",
}
PLAIN_SECONDS = 0.8
"""What "Feel the floor." takes at the least, at the pace below."""


def _installed() -> list[Voice]:
    """Return the first voice of every engine that is here; CI installs them all."""
    english = [voice for voice in espeak.find_voices() if voice.language == "en-gb"]
    found = (festival.find_voices(), flite.find_voices(), english)
    return [voices[0] for voices in found if voices]


VOICES = _installed()
NAMES = [voice.name for voice in VOICES]


@pytest.fixture(params=VOICES, ids=NAMES)
def voice(request: pytest.FixtureRequest) -> Voice:
    found: Voice = request.param
    return found


@pytest.fixture
def canary() -> Iterator[Path]:
    """A file that no line may make; its path is short, because engines spell it out."""
    with tempfile.TemporaryDirectory(prefix="c") as folder:
        yield Path(folder) / "c"


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_runs_and_the_words_come_out(voice: Voice, line: str, canary: Path) -> None:
    sound = render(voice, Line(line.replace("CANARY", str(canary)), "en", 110))

    assert len(sound) > PLAIN_SECONDS * 48_000
    assert not canary.exists()


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_engine_itself_takes_nothing_for_a_command(voice: Voice, line: str, canary: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound.wav"

    try:
        voice.speak(line.replace("CANARY", str(canary)), 130, sound)
    except VoiceFailed:
        pass  # an engine may stumble over what it is never given; it may not obey it
    else:
        assert soundfile.info(sound).frames > 0

    assert not canary.exists()
    assert not (tmp_path / "CANARY").exists()


def test_the_pace_is_the_one_that_was_asked_for(voice: Voice) -> None:
    words = (
        "Remember one time when you were looked after, and find what is left of its warmth. Stay longer with giving."
    )

    slow, usual, quick = (len(render(voice, Line(words, "en", pace))) / 48_000 for pace in (80, 110, 160))

    assert len(words.split()) * 60 / usual == pytest.approx(110, rel=0.2)
    assert slow / quick == pytest.approx(2.0, rel=0.2)


def test_the_same_words_give_the_same_sound(voice: Voice) -> None:
    first, second = (render(voice, Line("Feel the floor.", "en", 110)) for _ in range(2))

    assert (first == second).all()
