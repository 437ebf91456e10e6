"""`render --bells`: bells on the way are in the file, where a sitting would have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from practice_tui.domain.quantities import frames
from practice_tui.engine.sittings import Request

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call, Room

RATE = 48_000


def test_bells_on_the_way_are_heard_in_the_file(practice: Call, tmp_path: Path) -> None:
    with_bells, without = tmp_path / "a.flac", tmp_path / "b.flac"
    given = ("render", "silent-sit", "-m", "60s", "--no-voice")
    assert practice(*given, "-o", str(with_bells), "--bells", "20s,35s").code == 0
    assert practice(*given, "-o", str(without)).code == 0
    assert _struck(with_bells, without) == [20, 35]


def test_they_fall_where_a_sitting_has_them(practice: Call, tmp_path: Path, room: Room) -> None:
    from practice_tui.domain.interval_bells import parse_interval_bells  # noqa: PLC0415 - as the command does

    with_bells, without = tmp_path / "a.flac", tmp_path / "b.flac"
    given = ("render", "silent-sit", "-m", "90s", "--no-voice")
    assert practice(*given, "-o", str(with_bells), "--bells", "random 12s to 30s").code == 0
    assert practice(*given, "-o", str(without)).code == 0
    script = room.services.shelf.script("silent-sit")
    bells = parse_interval_bells("random 12s to 30s")
    sitting = room.services.sittings.player(Request(script=script, length=frames(90), bells=bells))
    assert _struck(with_bells, without) == [strike.at // RATE for strike in sitting.timeline.strikes]


def test_those_of_the_settings_are_struck_in_silence_only_and_can_be_left_out(practice: Call, tmp_path: Path) -> None:
    assert practice("config", "set", "interval_bells", "20s").code == 0
    files = {name: tmp_path / f"{name}.flac" for name in ("set", "off", "guided", "guided-off")}
    silent = ("render", "silent-sit", "-m", "50s", "--no-voice")
    guided = ("render", "steadying", "-m", "3", "--no-voice")
    assert practice(*silent, "-o", str(files["set"])).code == 0
    assert practice(*silent, "-o", str(files["off"]), "--bells", "off").code == 0
    assert practice(*guided, "-o", str(files["guided"])).code == 0
    assert practice(*guided, "-o", str(files["guided-off"]), "--bells", "off").code == 0
    assert _struck(files["set"], files["off"]) == [20]
    assert _struck(files["guided"], files["guided-off"]) == []


@pytest.mark.parametrize("wish", ["often", "2s", "random 9m"])
def test_what_is_no_time_is_wrong_usage_and_nothing_is_written(practice: Call, tmp_path: Path, wish: str) -> None:
    answer = practice("render", "silent-sit", "-m", "60s", "-o", str(tmp_path / "a.flac"), "--bells", wish)
    assert answer.code == 2
    assert answer.err.startswith("error: --bells: ")
    assert not (tmp_path / "a.flac").exists()


@pytest.mark.parametrize("wish", ["often", "2s"])
def test_a_setting_that_is_no_time_is_refused(practice: Call, wish: str) -> None:
    answer = practice("config", "set", "interval_bells", wish)
    assert answer.code == 1
    assert answer.err.startswith("error: interval_bells: ")


def _struck(with_bells: Path, without: Path) -> list[int]:
    """Return the seconds in which the first file has a new sound that the second hasn't."""
    one, other = (soundfile.read(file, dtype="float32")[0] for file in (with_bells, without))
    difference = np.abs(one[: len(other)] - other[: len(one)]).max(axis=1)
    loud = [
        float(each.max())
        for each in np.array_split(difference[: len(difference) // RATE * RATE], len(difference) // RATE)
    ]
    return [
        second for second, level in enumerate(loud) if level > 0.01 and level > 3 * (loud[second - 1] if second else 0)
    ]
