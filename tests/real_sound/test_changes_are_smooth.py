"""Pause, resume, a new plan, a skip and steady ground leave no click in what is really heard."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.adapters.audio.material import BELLS, click, rendered, steepest
from tests.real_sound.heard_sitting import Performance, Planned, narrated
from tests.real_sound.play_changes import BREATHING, RELAID, SKIPPED
from tests.real_sound.play_sitting import Wish
from tests.real_sound.sound_server import Ear, SoundServer

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.files.shipped import scripts_folder
from practice_tui.domain.quantities import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from practice_tui.domain.timeline import Timeline

pytestmark = pytest.mark.real_sound

PLAYER = Path(__file__).with_name("play_changes.py")
ENDING = frames(0.2)
"""The program lets go of its device in the middle of a sound, which is no change of a sitting."""

SPOKEN = """\
Title: Changes
Length: 45s to 2m
Home: 60s
Language: en

# Breathing
[breathe in 2 out 3 for 20s to 30s]
# Words
{room} That was a picture. This is the room.
[pause 1s+]
{feet} Press your feet down. Feel the chair hold you.
[pause 1s+]
# Closing (close)
{see} Find five things you can see.
[pause 1s+]
"""
DOINGS = (
    (1.6, "pause"),  # within a tone, as the next two
    (2.2, "resume"),
    (3.0, "longer"),
    (3.8, "skip"),
    (5.6, "pause"),  # within the line that the skip led to
    (6.2, "resume"),
    (6.9, "skip"),
    (8.2, "steady"),  # within the closing line
    (9.6, "return_"),
)


def undisturbed(plan: Timeline, seconds: float) -> NDArray[np.float32]:
    mixer = Mixer(BELLS, inline=True)
    mixer.load(plan)
    return rendered(mixer, frames(seconds))


def stillnesses(sound: NDArray[np.float32]) -> int:
    """Return how often nothing at all was heard for a quarter of a second and longer."""
    windows = np.abs(sound[:, 0])[: len(sound) // 480 * 480].reshape(-1, 480).max(axis=1)
    still = "".join("." if window < 1e-5 else "#" for window in windows)
    return sum(len(each) > 25 for each in still.split("#"))


def test_nothing_clicks_at_a_pause_a_resume_a_new_plan_and_a_skip_within_a_tone(server: SoundServer) -> None:
    ear = Ear(server)
    done = subprocess.run(
        [sys.executable, str(PLAYER), "9.5"],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=60.0,
        check=True,
    )
    whole = ear.close()
    assert (done.stderr, json.loads(done.stdout)) == ("", "portaudio (default)")
    audible = np.flatnonzero(np.abs(whole).max(axis=1) > 1e-5)
    sound = whole[audible[0] : audible[-1] + 1 - ENDING]
    plans = [undisturbed(plan, 14.0) for plan in (BREATHING, RELAID, SKIPPED)]
    assert len(sound) > frames(8.0)
    assert steepest(sound) < 1.1 * max(steepest(plan) for plan in plans)
    assert click(sound) < max(3.0 * max(click(plan) for plan in plans), 2e-4)
    assert stillnesses(sound) == 2, "and the pauses were pauses"


def test_nothing_clicks_when_a_narrated_sitting_over_a_bed_is_changed_and_changed_again(
    server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRACTICE_HOME", str(tmp_path / "home"))
    wish = Wish(str(narrated(tmp_path, SPOKEN)), 60.0, watched=10.8, ambient="brown", doings=DOINGS)
    performance = Performance(server, wish)
    told = [fact for fact in performance.seen["facts"] if fact not in {"Began", "EventStarted"}]
    assert told == [
        "Paused",
        "Resumed",
        "LengthChanged",
        "PartSkipped",
        "Paused",
        "Resumed",
        "PartSkipped",
        "SteadyingBegan",
        "Returned",
    ]
    sound = performance.audible()[:-ENDING]
    ground = scripts_folder() / "practice" / "scripts" / "steadying.txt"
    plans = [Planned(wish).layers(), Planned(wish._replace(script=str(ground))).layers()]
    assert steepest(sound) < 1.1 * max(steepest(plan) for plan in plans)
    tones = frames(3.4)
    assert click(sound[:tones]) < 1.5 * click(plans[0][:tones]), "where only tones and the bed sound, nothing else does"
    assert stillnesses(sound) == 2, "and the pauses were pauses"
