"""Recordings: any that is allowed plays, at its rate; any other costs its sound and nothing else."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, pause, rendered, speech, steepest, timeline

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.recordings import FADE_OUT, Unplayable, decoded, measured, opened, read_some
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

RATES = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 37_999, 44_100, 48_000)


def tone(seconds: float, rate: int, channels: int = 1, pitch: float = 330.0) -> NDArray[np.float64]:
    time = np.arange(round(seconds * rate)) / rate
    return np.repeat(0.25 * np.sin(2 * np.pi * pitch * time)[:, None], channels, axis=1)


def written(path: Path, sound: NDArray[np.float64], rate: int, **how: str) -> Path:
    soundfile.write(path, sound, rate, **how)
    return path


def whole(path: Path, most: int = frames(60)) -> NDArray[np.float32]:
    return np.concatenate(list(decoded(path, most)))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_every_rate_comes_out_at_48_khz_with_its_pitch_level_and_length(
    tmp_path: Path, rate: int, channels: int
) -> None:
    path = written(tmp_path / "line.wav", tone(5.0, rate, channels), rate, subtype="FLOAT")
    sound = whole(path)
    assert sound.dtype == np.float32
    assert sound.shape[1] == channels
    assert len(sound) == pytest.approx(measured(path), abs=2) == pytest.approx(frames(5.0), abs=4)
    middle = sound[SAMPLE_RATE : 4 * SAMPLE_RATE, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert spectrum.argmax() == pytest.approx(3 * 330, abs=1)
    assert np.abs(middle).max() == pytest.approx(0.25, rel=0.01)
    away = np.delete(spectrum, range(3 * 330 - 12, 3 * 330 + 13))
    assert 20 * np.log10(away.max() / spectrum.max()) < -80.0, "nothing is folded or mirrored"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("line.flac", {}),
        ("line.ogg", {"format": "OGG", "subtype": "VORBIS"}),
        ("line.opus", {"format": "OGG", "subtype": "OPUS"}),
        ("line.mp3", {"format": "MP3"}),
    ],
)
def test_every_format_a_recording_may_have_plays(tmp_path: Path, name: str, how: dict[str, str]) -> None:
    path = written(tmp_path / name, tone(3.0, 48_000), 48_000, **how)
    sound = whole(path)
    assert len(sound) == pytest.approx(frames(3.0), abs=frames(0.1))
    assert np.abs(sound[SAMPLE_RATE : 2 * SAMPLE_RATE]).max() == pytest.approx(0.25, rel=0.1)


def test_both_ends_are_faded(tmp_path: Path) -> None:
    constant = np.full((SAMPLE_RATE, 1), 0.5)
    sound = whole(written(tmp_path / "line.wav", constant, SAMPLE_RATE))
    assert sound[0] == 0.0
    assert sound[-1] < 1e-5
    assert steepest(sound) < 0.5 / 200
    assert (sound[240:-FADE_OUT] == 0.5).all()


def test_blocks_are_seconds_not_files(tmp_path: Path) -> None:
    path = written(tmp_path / "line.wav", tone(30.0, 16_000), 16_000)
    assert max(len(block) for block in decoded(path, frames(60))) < frames(1.2)


def test_a_recording_longer_than_its_place_is_not_begun(tmp_path: Path) -> None:
    path = written(tmp_path / "line.wav", tone(3.0, 16_000), 16_000)
    with pytest.raises(Unplayable, match="longer than its place"):
        list(decoded(path, frames(2.9)))
    assert len(np.concatenate(list(decoded(path, frames(2.98))))) == frames(2.98)


def test_one_that_does_not_say_its_length_is_cut_at_the_end_of_its_place_with_a_fade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "line.wav", np.full((4 * SAMPLE_RATE, 1), 0.5), SAMPLE_RATE)
    monkeypatch.setattr("practice_tui.adapters.audio.recordings.says_its_length", lambda _file: False)
    sound = whole(path, frames(1.7))
    assert len(sound) == frames(1.7)
    assert sound[-FADE_OUT - 1] == 0.5
    assert sound[-1] < 1e-5
    with pytest.raises(Unplayable, match="doesn't say how long it is"):
        measured(path)


BROKEN: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no sound at all": lambda path: path.write_bytes(b"Sit in a way that is easy.\n" * 500),
    "eight channels": lambda path: written(path, tone(1.0, 48_000, 8), 48_000, format="WAV"),
    "192 kHz": lambda path: written(path, tone(1.0, 192_000), 192_000, format="WAV"),
    "4 kHz": lambda path: written(path, tone(1.0, 4_000), 4_000, format="WAV"),
    "a header alone": lambda path: path.write_bytes(_flac(path)[:60]),
    "longer than its place": lambda path: written(path, tone(9.0, 16_000), 16_000, format="FLAC"),
    "a folder": lambda path: path.mkdir(),
    "not there": lambda _path: None,
}


def _flac(path: Path) -> bytes:
    return written(path, tone(2.0, 48_000), 48_000, format="FLAC").read_bytes()


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_played_costs_its_sound_and_is_named_in_the_log_once(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "line.flac"
    BROKEN[kind](path)
    mixer = Mixer(BELLS, lambda _script, _cue, _text: path, inline=True)
    mixer.load(timeline(speech(3.0), pause(1.0), speech(3.0)))
    with caplog.at_level(logging.WARNING):
        sound = rendered(mixer, frames(8.0))
    assert not sound.any()
    assert mixer.position == frames(8.0)
    assert [record.getMessage() for record in caplog.records if "line.flac" in record.getMessage()] != []
    assert len(caplog.records) == 1


def test_one_that_breaks_off_is_played_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "line.flac"
    good = _flac(path)
    path.write_bytes(good[: len(good) // 2])
    mixer = Mixer(BELLS, lambda _script, _cue, _text: path, inline=True)
    mixer.load(timeline(speech(3.0)))
    sound = rendered(mixer, frames(3.0))
    assert 0.1 < np.abs(sound[: frames(0.5)]).max() < 0.3
    assert steepest(sound) < 0.02
    assert not sound[frames(2.2) :].any()


def test_numbers_that_are_none_do_not_reach_the_mix(tmp_path: Path) -> None:
    sound = tone(2.0, 48_000)
    sound[10_000:10_100] = np.nan
    sound[20_000:20_100] = np.inf
    path = written(tmp_path / "line.wav", sound, 48_000, subtype="FLOAT")
    assert np.isfinite(whole(path)).all()


def test_a_file_that_is_not_there_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(Unplayable, match="can't be decoded"):
        measured(tmp_path / "nothing.opus")


def test_a_line_begins_at_its_frame_and_ends_within_its_event(tmp_path: Path) -> None:
    constant = np.full((frames(2.0), 1), 0.5)
    path = written(tmp_path / "line.wav", constant, SAMPLE_RATE)
    asked: list[tuple[str, str, str]] = []

    def recording(script_id: str, cue: str, text: str) -> Path | None:
        asked.append((script_id, cue, text))
        return path if cue == "feet" else None

    mixer = Mixer(BELLS, recording, inline=True)
    mixer.load(timeline(pause(1.5), speech(2.0, "feet", "The soles."), speech(2.0, "hands", "The palms.")))
    sound = rendered(mixer, frames(6.0))
    heard = np.flatnonzero(sound[:, 0])
    assert heard[0] == frames(1.5) + 1, "the first sample of a fade from nothing is nothing"
    assert Frames(int(heard[-1])) < frames(3.5)
    assert asked == [("script", "feet", "The soles."), ("script", "hands", "The palms.")]
    np.testing.assert_array_equal(sound[:, 0], sound[:, 1])


def test_an_mp3_is_read_straight_on_without_a_crackle_at_any_block(tmp_path: Path) -> None:
    rise = 0.25 * np.sin(2 * np.pi * np.cumsum(np.linspace(100, 900, 10 * 44_100)) / 44_100)
    path = written(tmp_path / "line.mp3", rise[:, None], 44_100)
    with soundfile.SoundFile(path) as file:
        at_once = file.read(dtype="float32", always_2d=True)
    with opened(path) as file:
        blocks = []
        while (block := read_some(file)) is not None:
            blocks.append(block)
    assert len(blocks) > 10
    assert np.array_equal(np.concatenate(blocks), at_once)
