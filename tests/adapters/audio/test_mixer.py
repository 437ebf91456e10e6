"""The mixer: exact, pure, and without a click whatever is asked of it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.adapters.audio.material import (
    BELLS,
    bell,
    breathing,
    click,
    event,
    pause,
    rendered,
    sitting,
    speech,
    steepest,
    timeline,
)

from practice_tui.adapters.audio.clips import Layer
from practice_tui.adapters.audio.desk import volume_gain
from practice_tui.adapters.audio.fades import CROSSFADE, GATE
from practice_tui.adapters.audio.mixer import GUARD, Mixer
from practice_tui.domain.errors import BrokenInstallation
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.timeline import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

INAUDIBLE = 1e-6
"""-120 dBFS."""


def shipped(voice: str) -> NDArray[np.float32]:
    sound, _ = soundfile.read(BELLS / f"{voice}.flac", dtype="float32")
    return np.asarray(sound)


def usual() -> Mixer:
    return sitting(bell("bowl", 2), breathing(3), pause(2.0), bell("small"))


@pytest.fixture(scope="module")
def reference() -> NDArray[np.float32]:
    return rendered(usual(), frames(40.0))


class TestPlaces:
    def test_a_bell_is_the_shipped_bell_from_its_frame_on(self) -> None:
        sound = rendered(sitting(pause(1.234567), bell("bowl")), frames(8.0))
        at = frames(1.234567)
        assert not sound[:at].any()
        np.testing.assert_array_equal(sound[at:], shipped("bowl")[: len(sound) - at])

    def test_every_strike_is_three_seconds_after_the_one_before_and_they_ring_together(self) -> None:
        strike = shipped("low")
        expected = np.zeros((frames(30.0), 2), np.float32)
        for at in (frames(2), frames(5), frames(8)):
            expected[at : at + len(strike)] += strike
        np.testing.assert_array_equal(rendered(sitting(pause(2.0), bell("low", 3)), frames(30.0)), expected)

    def test_breath_sounds_in_its_phases_and_nowhere_else(self) -> None:
        sound = rendered(sitting(pause(1.0), breathing(2), pause(5.0)), frames(16.0))
        heard = np.abs(sound).max(axis=1) > 1e-6
        for second, expected in ((0.5, False), (2.0, True), (4.5, True), (6.9, True), (9.5, True), (12.0, False)):
            assert heard[frames(second) : frames(second) + 2400].any() == expected
        for edge in (1.0, 3.0, 6.0, 8.0, 11.0):
            assert not heard[frames(edge) - 4 : frames(edge) + 4].any(), "each phase fades to nothing at its very edge"

    def test_the_last_bell_rings_out_past_the_end_and_then_there_is_silence(self) -> None:
        mixer = sitting(pause(1.0), bell("bowl"))
        assert mixer.ring_out_frames() == len(shipped("bowl")) - frames(3.0)
        end = frames(4.0) + mixer.ring_out_frames()
        sound = rendered(mixer, frames(60.0))
        assert sound[end - SAMPLE_RATE : end].any()
        assert not sound[end:].any()
        assert mixer.position == frames(60.0)

    def test_what_came_before_a_jump_still_rings_after_it(self) -> None:
        mixer = sitting(pause(1.0), bell("bowl"), pause(30.0))
        mixer.seek(frames(5.0))
        sound = rendered(mixer, frames(2.0))
        at = frames(4.0)
        np.testing.assert_array_equal(sound[GATE:], shipped("bowl")[at + GATE : at + len(sound)])
        assert steepest(sound) <= steepest(shipped("bowl"))


class TestPurity:
    @given(st.lists(st.integers(200, 9000), min_size=1, max_size=12))
    @example([1, 8192])
    @example([1024])
    @settings(max_examples=10, deadline=None)
    def test_the_same_samples_come_out_however_the_blocks_are_cut(
        self, reference: NDArray[np.float32], sizes: list[int]
    ) -> None:
        mixer = usual()
        at = 0
        for size in itertools.cycle(sizes):
            block = np.full((min(size, frames(12.0) - at), 2), 9.0, np.float32)
            mixer.render(block)
            np.testing.assert_array_equal(block, reference[at : at + len(block)])
            at += len(block)
            if at == frames(12.0):
                break

    def test_a_thread_that_keeps_up_gives_the_same_samples(self, reference: NDArray[np.float32]) -> None:
        loader = HandLoader()
        mixer = Mixer(BELLS, loader=loader)
        mixer.load(timeline(bell("bowl", 2), breathing(3), pause(2.0), bell("small")))
        sound = []
        for _ in range(20):
            sound.append(rendered(mixer, frames(2.0)))
            loader.step()
        np.testing.assert_array_equal(np.concatenate(sound), reference)

    def test_jumping_to_a_place_sounds_as_having_come_there(self, reference: NDArray[np.float32]) -> None:
        mixer = usual()
        mixer.seek(frames(9.0))
        sound = rendered(mixer, frames(20.0))
        np.testing.assert_array_equal(sound[GATE:], reference[frames(9.0) + GATE : frames(29.0)])

    def test_jumping_to_the_very_start_keeps_the_attack_whole(self, reference: NDArray[np.float32]) -> None:
        mixer = usual()
        rendered(mixer, frames(1.0))
        mixer.seek(Frames(0))
        np.testing.assert_array_equal(rendered(mixer, frames(3.0)), reference[: frames(3.0)])


class TestPause:
    def test_it_fades_stands_still_and_goes_on_at_the_same_frame(self, reference: NDArray[np.float32]) -> None:
        mixer = usual()
        rendered(mixer, frames(7.3))
        mixer.pause()
        fading = rendered(mixer, frames(1.0))
        assert mixer.position == frames(7.3) + GATE
        assert fading[: GATE - 1].any()
        assert not fading[GATE:].any()
        mixer.resume()
        coming = rendered(mixer, frames(3.0))
        assert mixer.position == frames(7.3) + GATE + frames(3.0)
        after = frames(7.3) + GATE
        np.testing.assert_array_equal(coming[GATE:], reference[after + GATE : after + len(coming)])

    @pytest.mark.parametrize("block", [64, 1000, 8192])
    def test_nothing_clicks(self, reference: NDArray[np.float32], block: int) -> None:
        mixer = usual()
        pieces = [rendered(mixer, frames(0.2), block)]
        for _ in range(12):
            mixer.pause()
            pieces.append(rendered(mixer, frames(0.1), block))
            mixer.resume()
            pieces.append(rendered(mixer, frames(0.33), block))
        assert steepest(np.concatenate(pieces)) <= 1.02 * steepest(reference)

    def test_not_even_what_only_an_instrument_would_find(self) -> None:
        mixer = sitting(breathing(30))
        pieces = [rendered(mixer, frames(0.7))]
        for _ in range(12):
            mixer.pause()
            pieces.append(rendered(mixer, frames(0.1)))
            mixer.resume()
            pieces.append(rendered(mixer, frames(0.33)))
        assert click(np.concatenate(pieces)) < INAUDIBLE

    def test_thinking_better_of_it_half_way_does_not_click(self) -> None:
        mixer = sitting(bell("low"), pause(10.0))
        pieces = [rendered(mixer, frames(1.0))]
        for _ in range(30):
            mixer.pause()
            pieces.append(rendered(mixer, 700, 100))
            mixer.resume()
            pieces.append(rendered(mixer, 500, 100))
        assert steepest(np.concatenate(pieces)) <= 1.02 * steepest(shipped("low"))

    def test_a_sitting_that_is_paused_before_it_begins_waits(self) -> None:
        mixer = sitting(bell())
        mixer.pause()
        mixer.seek(Frames(0))
        assert not rendered(mixer, frames(2.0)).any()
        assert mixer.position == 0


class TestSwap:
    def test_where_old_and_new_plan_agree_no_sample_changes(self, reference: NDArray[np.float32]) -> None:
        mixer = usual()
        first = rendered(mixer, frames(4.1))
        mixer.load(timeline(bell("bowl", 2), breathing(3), pause(30.0), bell("small")))
        np.testing.assert_array_equal(
            np.concatenate((first, rendered(mixer, frames(12.0)))), reference[: frames(4.1) + frames(12.0)]
        )

    @pytest.mark.parametrize("block", [64, 480, 1024, 8192])
    def test_where_they_differ_one_fades_to_the_other_at_the_next_block(self, block: int) -> None:
        mixer = sitting(breathing(10))
        sound = [rendered(mixer, frames(8.5), block)]
        mixer.load(timeline(breathing(1), pause(3.5), bell("low")))
        sound.append(rendered(mixer, frames(4.0), block))
        whole = np.concatenate(sound)
        bell_begins = frames(8.5)
        tone_only = rendered(sitting(breathing(10)), frames(12.0))
        assert steepest(whole) <= 1.05 * max(steepest(shipped("low")), steepest(tone_only))
        np.testing.assert_array_equal(whole[:bell_begins], tone_only[:bell_begins])
        np.testing.assert_array_equal(
            whole[bell_begins + CROSSFADE :], shipped("low")[CROSSFADE : len(whole) - bell_begins]
        )

    def test_plan_after_plan_faster_than_the_fade_does_not_click(self) -> None:
        mixer = sitting(breathing(10))
        pieces = [rendered(mixer, frames(3.5))]
        for number in range(20):
            mixer.load(timeline(breathing(10)) if number % 2 else timeline(pause(60.0)))
            pieces.append(rendered(mixer, 400, 200))
        assert steepest(np.concatenate(pieces)) <= 1.05 * steepest(rendered(sitting(breathing(10)), frames(5.0)))
        assert click(np.concatenate(pieces)) < INAUDIBLE

    def test_a_plan_is_swapped_in_only_when_its_first_sounds_are_ready(self) -> None:
        loader = HandLoader()
        mixer = Mixer(BELLS, loader=loader)
        mixer.load(timeline(breathing(10)))
        rendered(mixer, frames(1.0))
        mixer.load(timeline(pause(60.0)))
        assert loader.is_woken
        assert rendered(mixer, frames(0.2)).any()
        loader.step()
        rendered(mixer, CROSSFADE)
        assert not rendered(mixer, frames(0.2)).any()


class TestVolume:
    def test_each_layer_has_its_own(self) -> None:
        mixer = sitting(pause(1.0), bell("bowl"))
        mixer.set_volume(Layer.BELLS, 50)
        mixer.set_volume(Layer.BREATH, 0)
        sound = rendered(mixer, frames(4.0))
        np.testing.assert_allclose(sound[frames(1) :], shipped("bowl")[: frames(3.0)] * 0.25, rtol=1e-6)

    def test_zero_is_off(self) -> None:
        mixer = sitting(bell(), breathing(2))
        for layer in Layer:
            mixer.set_volume(layer, 0)
        assert not rendered(mixer, frames(10.0)).any()

    def test_it_moves_without_a_click_and_comes_out_the_same_however_blocks_are_cut(self) -> None:
        def moved(block: int) -> NDArray[np.float32]:
            mixer = sitting(bell("low"), pause(5.0))
            first = rendered(mixer, frames(1.0), block)
            mixer.set_volume(Layer.BELLS, 20)
            second = rendered(mixer, frames(1.0), block)
            mixer.set_volume(Layer.BELLS, 90)
            return np.concatenate((first, second, rendered(mixer, frames(1.0), block)))

        assert steepest(moved(480)) <= 1.02 * steepest(shipped("low"))
        np.testing.assert_array_equal(moved(480), moved(100))

    def test_nor_does_an_instrument_find_one(self) -> None:
        mixer = sitting(breathing(30))
        pieces = []
        for percent in (100, 20, 90, 0, 60):
            mixer.set_volume(Layer.BREATH, percent)
            pieces.append(rendered(mixer, frames(0.3)))
        assert click(np.concatenate(pieces)) < INAUDIBLE

    @pytest.mark.parametrize(("percent", "gain"), [(0, 0.0), (50, 0.25), (100, 1.0), (-5, 0.0), (140, 1.0)])
    def test_the_scale_is_a_square_within_its_ends(self, percent: int, gain: float) -> None:
        assert volume_gain(percent) == gain


class TestGuard:
    def test_no_bell_however_often_struck_comes_near_it(self) -> None:
        for voices in (("bowl", "low", "small"), ("small", "low", "bowl")):
            sound = rendered(sitting(*(bell(voice, 12) for voice in voices)), frames(120.0), 8192)
            assert np.abs(sound).max() < 0.7 * GUARD

    def test_bells_breath_and_an_ordinary_voice_together_stay_below_it(self, tmp_path: Path) -> None:
        voice = tmp_path / "line.wav"
        time = np.arange(frames(5.0)) / SAMPLE_RATE
        syllables = 0.35 * np.sin(2 * np.pi * 180 * time) * np.abs(np.sin(2 * np.pi * 2 * time))
        soundfile.write(voice, syllables, SAMPLE_RATE)
        mixer = Mixer(BELLS, lambda *_words: voice, inline=True)
        mixer.load(timeline(bell("low", 12), bell("bowl", 3), speech(5.0), breathing(2), bell("bowl", 12)))
        assert np.abs(rendered(mixer, frames(120.0), 8192)).max() < GUARD

    def test_a_recording_at_full_scale_is_held_at_one_decibel_below(self, tmp_path: Path) -> None:
        loud = tmp_path / "line.wav"
        soundfile.write(loud, np.full(frames(3.0), 0.999), SAMPLE_RATE)
        mixer = Mixer(BELLS, lambda *_words: loud, inline=True)
        mixer.load(timeline(bell("low", 3), speech(3.0)))
        highest = np.abs(rendered(mixer, frames(15.0))).max()
        assert 20 * np.log10(highest) == pytest.approx(-1.0, abs=0.001)


class TestUnheard:
    def test_skipping_moves_and_makes_nothing_ready(self) -> None:
        loader = HandLoader()
        mixer = Mixer(BELLS, loader=loader)
        mixer.load(timeline(bell(), breathing(100)))
        ready = mixer._ready
        for _ in range(50):
            mixer.skip(frames(1.0))
            loader.step()
        assert mixer.position == frames(50.0)
        assert mixer._ready is ready

    def test_skipping_while_paused_stands_still(self) -> None:
        mixer = usual()
        mixer.skip(4800)
        mixer.pause()
        mixer.skip(4800)
        assert mixer.position == 4800
        mixer.resume()
        mixer.skip(10)
        assert mixer.position == 4810

    def test_sound_comes_back_where_skipping_ended(self, reference: NDArray[np.float32]) -> None:
        mixer = usual()
        mixer.skip(frames(9.0))
        np.testing.assert_array_equal(rendered(mixer, frames(3.0)), reference[frames(9.0) : frames(12.0)])


class TestLife:
    def test_before_anything_is_loaded_there_is_silence(self) -> None:
        mixer = Mixer(BELLS, inline=True)
        assert not rendered(mixer, 5000).any()
        assert mixer.ring_out_frames() == 0

    def test_closing_lets_go_of_everything_and_fades_what_sounds(self) -> None:
        loader = HandLoader()
        mixer = Mixer(BELLS, loader=loader)
        mixer.load(timeline(bell("low"), pause(5.0)))
        before = rendered(mixer, frames(1.0))
        mixer.close()
        mixer.close()
        assert loader.is_stopped
        after = rendered(mixer, frames(1.0))
        assert not after[CROSSFADE:].any()
        assert steepest(np.concatenate((before, after))) <= 1.02 * steepest(shipped("low"))

    def test_the_real_thread_starts_loads_ahead_and_ends(self) -> None:
        mixer = Mixer(BELLS)
        mixer.load(timeline(bell("bowl"), pause(1.0)))
        sound = rendered(mixer, frames(2.0))
        mixer.close()
        np.testing.assert_array_equal(sound, shipped("bowl")[: len(sound)])

    def test_an_open_sitting_of_a_day_is_laid_out_at_once(self) -> None:
        mixer = sitting(bell(), event(EventKind.PAUSE, frames(24 * 3600)), bell())
        mixer.seek(frames(24 * 3600))
        assert not rendered(mixer, frames(1.0)).any()
        assert rendered(mixer, frames(3.0)).any()

    def test_a_missing_bell_is_a_broken_installation(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenInstallation, match="Please install the program again"):
            Mixer(tmp_path)

    def test_rendering_makes_no_buffer_of_samples(self) -> None:
        import tracemalloc  # noqa: PLC0415 - it is slow, and only this test wants it

        mixer = usual()
        block = np.zeros((8192, 2), np.float32)
        mixer.render(block)
        mixer.render(block)
        tracemalloc.start()
        try:
            for _ in range(10):
                mixer.render(block)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 4 * 1024, "a buffer of one block would be 8 KiB or more"


class HandLoader:
    """Implements Loader; a step is taken only when a test says so."""

    def __init__(self) -> None:
        self.is_woken = False
        self.is_stopped = False

    def start(self, step: Callable[[], None]) -> None:
        self.step = step

    def wake(self) -> None:
        self.is_woken = True

    def stop(self) -> None:
        self.is_stopped = True
