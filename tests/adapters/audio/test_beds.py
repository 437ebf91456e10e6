"""The ambient beds: what ships is what is rendered, goes round without a seam, and bows to the voice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.audio.material import BELLS, bell, pause, rendered, speech, steepest, timeline

from practice_tui.adapters.audio.arrangement import BED_STRETCH, arrange
from practice_tui.adapters.audio.bed_synthesis import LOOP, SYNTHESES
from practice_tui.adapters.audio.clips import BedSource, Layer
from practice_tui.adapters.audio.ducking import (
    ATTACK,
    DUCK,
    FADE_IN,
    FADE_OUT,
    RELEASE,
    TOGETHER,
    bed_level,
    spoken_together,
    touching,
)
from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.palette import OWN_BED_LUFS, SHIPPED_BEDS, Bed, Palette, bed_named
from practice_tui.adapters.audio.recordings import Unplayable
from practice_tui.adapters.audio.render_beds import FILE_LOUDNESS, bed
from practice_tui.adapters.audio.round_trip import CROSSING, RoundTrip
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Decibels, Frames, frames, gain
from practice_tui.engine.settings import AMBIENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

AMBIENT_FOLDER = BELLS.parent / "ambient"
LARGEST_FILE = 1_500_000
BANDS = ((60, 120), (120, 250), (250, 500), (500, 1_000), (1_000, 2_000), (2_000, 4_000), (4_000, 8_000))


def lufs(sound: NDArray[np.float32]) -> float:
    meter = LoudnessMeter(2)
    meter.add(sound)
    return float(meter.integrated())


def band_levels(sound: NDArray[np.float32], bands: tuple[tuple[int, int], ...] = BANDS) -> NDArray[np.float64]:
    """Return the level of each band, in dB."""
    power = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound)))) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    return np.array([10 * np.log10(power[(hertz >= low) & (hertz < high)].sum()) for low, high in bands])


@pytest.fixture(scope="module", params=AMBIENT)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def path(name: str) -> Path:
    return AMBIENT_FOLDER / f"{name}.ogg"


@pytest.fixture(scope="module")
def shipped(path: Path) -> NDArray[np.float32]:
    sound, _ = soundfile.read(path, dtype="float32")
    return np.asarray(sound)


@pytest.fixture(scope="module")
def made(name: str) -> NDArray[np.float32]:
    return bed(name)


class TestWhatShips:
    def test_every_bed_that_can_be_named_ships_with_its_origin(self) -> None:
        assert {path.stem for path in AMBIENT_FOLDER.glob("*.ogg")} == set(AMBIENT) == set(SYNTHESES)
        assert set(SHIPPED_BEDS) == set(AMBIENT)
        assert "CC0" in (AMBIENT_FOLDER / "ORIGIN.md").read_text(encoding="utf-8")

    def test_it_is_small_and_stereo_at_48_khz(self, path: Path) -> None:
        facts = soundfile.info(path)
        assert path.stat().st_size < LARGEST_FILE
        assert (facts.samplerate, facts.channels, facts.frames) == (SAMPLE_RATE, 2, LOOP + SAMPLE_RATE)

    def test_it_is_what_is_rendered_as_far_as_its_encoding_keeps_it(
        self, made: NDArray[np.float32], shipped: NDArray[np.float32]
    ) -> None:
        assert np.corrcoef(shipped[:, 0], made[:, 0])[0, 1] > 0.93
        np.testing.assert_allclose(band_levels(shipped), band_levels(made), atol=1.0)

    def test_all_files_are_equally_loud_and_none_clips(self, shipped: NDArray[np.float32]) -> None:
        assert lufs(shipped) == pytest.approx(FILE_LOUDNESS, abs=0.6)
        assert np.abs(shipped).max() < gain(Decibels(-3.0))

    def test_it_lies_under_a_voice(self, name: str) -> None:
        played = FILE_LOUDNESS + SHIPPED_BEDS[name]
        assert -37.0 < played < -31.0

    def test_left_and_right_are_not_one_channel(self, shipped: NDArray[np.float32]) -> None:
        left, right = shipped.T
        assert 0.1 < np.corrcoef(left, right)[0, 1] < 0.8
        assert np.std(left) == pytest.approx(np.std(right), rel=0.1)


class TestGoingRound:
    def test_a_loop_as_it_is_made_closes_on_itself(self, made: NDArray[np.float32]) -> None:
        loop = made[:LOOP]
        around = np.concatenate((loop[-SAMPLE_RATE:], loop[:SAMPLE_RATE]))
        seam = around[SAMPLE_RATE - 64 : SAMPLE_RATE + 64]
        assert steepest(seam) <= steepest(loop[:SAMPLE_RATE])
        assert np.abs(np.diff(seam, 2, axis=0)).max() <= np.abs(np.diff(loop[: 4 * SAMPLE_RATE], 2, axis=0)).max()

    def test_no_step_is_heard_where_it_comes_round(self, path: Path) -> None:
        trip = RoundTrip(path)
        around = trip.read(trip.length - SAMPLE_RATE, 2 * SAMPLE_RATE + CROSSING)
        elsewhere = trip.read(10 * SAMPLE_RATE, 20 * SAMPLE_RATE)
        for place in (SAMPLE_RATE, SAMPLE_RATE + CROSSING):
            seam = around[place - 32 : place + 32]
            assert steepest(seam) <= steepest(elsewhere)
            assert np.abs(np.diff(seam, 2, axis=0)).max() <= np.abs(np.diff(elsewhere, 2, axis=0)).max()

    def test_its_spectrum_goes_on_where_it_comes_round(self, path: Path) -> None:
        trip = RoundTrip(path)
        half = SAMPLE_RATE // 2
        pieces = [band_levels(trip.read(trip.length + at, SAMPLE_RATE)) for at in range(-3 * half, 4 * half, half)]
        usual = [band_levels(trip.read(at, SAMPLE_RATE)) for at in range(0, 60 * SAMPLE_RATE, half)]
        most = np.abs(np.diff(usual, axis=0)).max(axis=0)
        assert (np.abs(np.diff(pieces, axis=0)).max(axis=0) <= 1.1 * most).all(), "no band leaps more than it ever does"

    def test_the_second_time_round_is_the_first(self, path: Path) -> None:
        trip = RoundTrip(path)
        for start in (0, CROSSING - 100, 30 * SAMPLE_RATE, trip.length - 2_000):
            once, again = trip.read(start, 5_000), trip.read(start + 3 * trip.length, 5_000)
            np.testing.assert_array_equal(once, again)

    @given(st.lists(st.integers(1, 90_000), min_size=1, max_size=8), st.integers(0, LOOP))
    @settings(max_examples=10, deadline=None)
    def test_it_is_the_same_however_it_is_cut(self, sizes: list[int], start: int) -> None:
        trip = RoundTrip(AMBIENT_FOLDER / "rain.ogg")
        whole = trip.read(start, sum(sizes))
        at = start
        for size in sizes:
            np.testing.assert_array_equal(trip.read(at, size), whole[at - start : at - start + size])
            at += size


class TestOwnFiles:
    @pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (22_050, 1), (48_000, 1), (11_025, 2)])
    def test_one_at_any_rate_goes_round_at_a_steady_power(self, tmp_path: Path, rate: int, channels: int) -> None:
        noise = 0.05 * np.random.default_rng(5).standard_normal((20 * rate, channels))
        own = tmp_path / "own.wav"
        soundfile.write(own, noise, rate, subtype="FLOAT")
        trip = RoundTrip(own)
        assert trip.length == pytest.approx(frames(19), abs=200)
        around = trip.read(trip.length - 2 * SAMPLE_RATE, 5 * SAMPLE_RATE)
        windows = around[:, 0].reshape(-1, SAMPLE_RATE // 4)
        levels = 20 * np.log10(np.sqrt((windows**2).mean(axis=1)))
        assert np.ptp(levels) < 1.5, "two strangers cross over without a dip"

    def test_a_tone_at_another_rate_is_whole_wherever_reading_begins(self, tmp_path: Path) -> None:
        own = tmp_path / "own.wav"
        time = np.arange(30 * 44_100) / 44_100
        soundfile.write(own, 0.2 * np.sin(2 * np.pi * 441.0 * time), 44_100, subtype="FLOAT")
        trip = RoundTrip(own)
        whole = trip.read(frames(3), frames(8))
        for start in (frames(4.0), frames(7.123), frames(5.5) + 1):
            piece = RoundTrip(own).read(start, frames(1))
            np.testing.assert_allclose(piece, whole[start - frames(3) :][: len(piece)], atol=2e-5)

    def test_a_loud_and_a_soft_one_are_brought_to_the_same_level(self, tmp_path: Path) -> None:
        levels = []
        for amplitude in (0.3, 0.004):
            own = tmp_path / f"own{amplitude}.flac"
            noise = amplitude * np.random.default_rng(6).standard_normal((12 * SAMPLE_RATE, 2))
            soundfile.write(own, noise.clip(-1, 1), SAMPLE_RATE, subtype="PCM_24")
            mixer = Mixer(BELLS, palette=Palette(Bed(own)), inline=True)
            mixer.load(timeline(pause(60.0)))
            levels.append(lufs(rendered(mixer, frames(40.0))[frames(10.0) :]))
        assert levels == pytest.approx([OWN_BED_LUFS, OWN_BED_LUFS], abs=0.5)

    @pytest.mark.parametrize("content", [b"", b"this is no sound", b"OggS" + bytes(3_000)])
    def test_what_is_no_sound_costs_the_bed_and_is_told_once(
        self, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        own = tmp_path / "own.ogg"
        own.write_bytes(content)
        mixer = Mixer(BELLS, palette=Palette(Bed(own)), inline=True)
        mixer.load(timeline(bell(), pause(60.0)))
        plain = Mixer(BELLS, inline=True)
        plain.load(timeline(bell(), pause(60.0)))
        np.testing.assert_array_equal(rendered(mixer, frames(30.0)), rendered(plain, frames(30.0)))
        assert caplog.text.count("no sound from") == 1

    def test_a_file_that_is_cut_off_or_too_short_is_refused(self, tmp_path: Path) -> None:
        short = tmp_path / "short.wav"
        soundfile.write(short, np.zeros((SAMPLE_RATE, 2)), SAMPLE_RATE)
        with pytest.raises(Unplayable, match="too short"):
            RoundTrip(short)
        whole = (AMBIENT_FOLDER / "sea.ogg").read_bytes()
        cut = tmp_path / "cut.flac"
        soundfile.write(cut, np.random.default_rng(1).random((20 * SAMPLE_RATE, 2)) - 0.5, SAMPLE_RATE)
        cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
        with pytest.raises(Unplayable):
            RoundTrip(cut)
        assert whole.startswith(b"OggS")

    def test_names_and_paths(self, tmp_path: Path) -> None:
        assert bed_named("", tmp_path) is None
        assert bed_named("sea", tmp_path) == Bed(tmp_path / "sea.ogg", SHIPPED_BEDS["sea"])
        assert bed_named("/music/bowls.flac", tmp_path) == Bed(Path("/music/bowls.flac"))


class TestDucking:
    def test_it_is_down_before_the_line_and_up_again_after_it(self) -> None:
        lines = ((frames(20), frames(24)),)
        level = bed_level(frames(10), frames(20), lines, None)
        assert level is not None
        decibels = 20 * np.log10(level)
        assert (decibels[: frames(10) - ATTACK] == 0).all()
        assert decibels[frames(10) : frames(14)] == pytest.approx(DUCK, abs=1e-4)
        assert (decibels[frames(14) + RELEASE :] == 0).all()
        down, up = decibels[frames(10) - ATTACK : frames(10)], decibels[frames(14) : frames(14) + RELEASE]
        assert (np.diff(down) <= 0).all()
        assert (np.diff(up) >= 0).all()

    @given(st.lists(st.tuples(st.integers(1, 150_000), st.integers(1, 100_000)), max_size=5), st.data())
    @settings(max_examples=30, deadline=None)
    def test_it_is_smooth_and_the_same_however_it_is_cut(
        self, gaps: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        at, written = 0, []
        for gap, length in gaps:
            written.append((at + gap, at + gap + length))
            at += gap + length
        lines = tuple(spoken_together(written))
        length = at + frames(10)
        level = np.ones(length, np.float32)
        whole = bed_level(0, length, lines, Frames(length))
        if whole is not None:
            level = whole
        assert np.abs(np.diff(level)).max() < 4e-4
        assert level.min() >= 0
        for start, end in lines:
            spoken = level[max(start, FADE_IN) : min(end, length - FADE_OUT)]
            assert np.allclose(spoken, gain(DUCK), atol=1e-6)
        first = data.draw(st.integers(0, length - 1))
        count = data.draw(st.integers(1, min(length - first, 50_000)))
        piece = bed_level(first, count, touching(lines, first, first + count), Frames(length))
        np.testing.assert_array_equal(np.ones(count, np.float32) if piece is None else piece, level[first:][:count])

    def test_lines_that_are_near_are_one(self) -> None:
        first, second, third = (0, 100), (100 + TOGETHER - 1, 200_000), (200_000 + TOGETHER, 400_000)
        assert spoken_together([first, second, third]) == [(0, 200_000), third]


class TestInASitting:
    def voice(self, folder: Path, seconds: float) -> Path:
        path = folder / "line.wav"
        soundfile.write(path, np.zeros((frames(seconds), 1)), SAMPLE_RATE)
        return path

    def test_a_bed_lies_under_the_voice_by_what_is_set(self, tmp_path: Path) -> None:
        line = self.voice(tmp_path, 8.0)
        events = (pause(30.0), speech(8.0), pause(40.0))
        palette = Palette(bed_named("brown", AMBIENT_FOLDER))
        silent_voice = Mixer(BELLS, lambda *_words: line, palette=palette, inline=True)
        no_voice = Mixer(BELLS, palette=palette, inline=True)
        silent_voice.load(timeline(*events))
        no_voice.load(timeline(*events))
        under, alone = (rendered(mixer, frames(60.0)) for mixer in (silent_voice, no_voice))
        spoken = slice(frames(30), frames(38))
        ratio = np.linalg.norm(under[spoken]) / np.linalg.norm(alone[spoken])
        assert 20 * np.log10(ratio) == pytest.approx(DUCK, abs=0.01)
        np.testing.assert_array_equal(under[: frames(30) - ATTACK], alone[: frames(30) - ATTACK])
        np.testing.assert_array_equal(under[frames(38) + RELEASE :], alone[frames(38) + RELEASE :])

    def test_it_comes_slowly_and_is_gone_at_the_end(self) -> None:
        mixer = Mixer(BELLS, palette=Palette(bed_named("rain", AMBIENT_FOLDER)), inline=True)
        mixer.load(timeline(pause(30.0)))
        sound = rendered(mixer, frames(32.0))
        second = np.sqrt((sound.reshape(32, -1) ** 2).mean(axis=1))
        assert (np.diff(second[:5]) > 0).all()
        assert (np.diff(second[23:30]) < 0).all()
        assert not sound[frames(30.0) :].any()
        assert np.abs(sound[0]).max() < 1e-6

    def test_the_same_samples_come_out_however_the_blocks_are_cut_and_jumped_to(self, tmp_path: Path) -> None:
        line = self.voice(tmp_path, 3.0)
        palette = Palette(bed_named("sea", AMBIENT_FOLDER))

        def mixer() -> Mixer:
            made = Mixer(BELLS, lambda *_words: line, palette=palette, inline=True)
            made.load(timeline(pause(61.0), speech(3.0), pause(20.0)))
            return made

        reference = rendered(mixer(), frames(80.0))
        np.testing.assert_array_equal(rendered(mixer(), frames(80.0), 7_777), reference)
        jumping = mixer()
        jumping.seek(frames(59.0))
        np.testing.assert_array_equal(
            rendered(jumping, frames(15.0))[2_000:], reference[frames(59.0) :][2_000 : frames(15.0)]
        )

    def test_a_longer_plan_goes_on_with_the_same_bed_and_without_a_click(self) -> None:
        palette = Palette(bed_named("brown", AMBIENT_FOLDER))
        mixer = Mixer(BELLS, palette=palette, inline=True)
        mixer.load(timeline(pause(60.0)))
        before = rendered(mixer, frames(25.0))
        mixer.load(timeline(pause(90.0)))
        after = rendered(mixer, frames(25.0))
        straight = Mixer(BELLS, palette=palette, inline=True)
        straight.load(timeline(pause(90.0)))
        np.testing.assert_array_equal(np.concatenate((before, after)), rendered(straight, frames(50.0)))

    def test_two_plans_share_every_stretch_that_sounds_the_same(self) -> None:
        palette = Palette(bed_named("rain", AMBIENT_FOLDER))
        short, long = (
            arrange(timeline(pause(length)), lambda _: Frames(0), palette=palette).placements for length in (65.0, 95.0)
        )
        assert short[:5] == long[:5]
        assert {each.layer for each in short} == {Layer.BED}
        assert [each.start for each in long] == list(range(0, frames(95), BED_STRETCH))
        assert isinstance(short[6].source, BedSource)
        assert short[6].source.ends == frames(65)

    def test_a_day_of_it_is_arranged_at_once(self) -> None:
        palette = Palette(bed_named("rain", AMBIENT_FOLDER))
        arrangement = arrange(timeline(pause(24 * 3600.0)), lambda _: Frames(0), palette=palette)
        assert len(arrangement.sounding_between(0, MINUTE)) == MINUTE // BED_STRETCH
