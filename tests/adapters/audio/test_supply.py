"""The supply: ready ahead, let go behind, and driven by somebody else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, bell, breathing, pause, speech, timeline

from practice_tui.adapters.audio.arrangement import Arrangement, arrange
from practice_tui.adapters.audio.loader import ThreadLoader
from practice_tui.adapters.audio.sound_shelf import SoundShelf
from practice_tui.adapters.audio.supply import AHEAD, Supply
from practice_tui.domain.quantities import SAMPLE_RATE, frames

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shelf() -> SoundShelf:
    return SoundShelf(BELLS)


def supplied(shelf: SoundShelf, arrangement: Arrangement) -> Supply:
    supply = Supply(shelf)
    supply.follow(arrangement)
    return supply


def test_what_begins_within_twelve_seconds_is_ready_and_nothing_later(shelf: SoundShelf) -> None:
    supply = supplied(shelf, arrange(timeline(breathing(20)), shelf.bell_length))
    clips = supply.clips(0)
    assert [clip.start / SAMPLE_RATE for clip in clips] == [0.0, 2.0, 5.0, 7.0, 10.0]


def test_what_is_past_is_let_go_of(shelf: SoundShelf) -> None:
    supply = supplied(shelf, arrange(timeline(breathing(20)), shelf.bell_length))
    supply.clips(0)
    assert min(clip.end for clip in supply.clips(frames(30.0))) > frames(30.0)


def test_while_there_is_enough_the_same_tuple_comes_back(shelf: SoundShelf) -> None:
    supply = supplied(shelf, arrange(timeline(breathing(20)), shelf.bell_length))
    clips = supply.clips(0)
    assert supply.clips(frames(3.9)) is clips
    assert supply.clips(frames(4.1)) is not clips


def test_what_two_plans_share_is_not_made_again(shelf: SoundShelf) -> None:
    supply = supplied(shelf, arrange(timeline(breathing(3), pause(9.0)), shelf.bell_length))
    before = supply.clips(0)
    supply.follow(arrange(timeline(breathing(3), bell()), shelf.bell_length))
    after = supply.clips(0)
    assert after[:5] == before[:5]


def test_a_long_recording_is_never_ready_as_a_whole(shelf: SoundShelf, tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    soundfile.write(path, np.zeros((60 * 16_000, 1)), 16_000)
    supply = supplied(shelf, arrange(timeline(speech(60.0)), shelf.bell_length, lambda *_words: path))
    for at in range(0, 60, 5):
        clips = supply.clips(frames(at))
        assert sum(len(clip.samples) for clip in clips) <= AHEAD + 2 * SAMPLE_RATE
        assert clips[0].start <= frames(at)
        assert clips[-1].end >= min(frames(at + 8), frames(59.9))


def test_breaths_of_one_pace_share_their_sound(shelf: SoundShelf) -> None:
    supply = supplied(shelf, arrange(timeline(breathing(20)), shelf.bell_length))
    first, _, third, *_ = supply.clips(0)
    assert first.samples is third.samples


def test_the_thread_outlives_a_step_that_fails_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    loader = ThreadLoader(every_seconds=3600.0)
    called = threading.Semaphore(0)

    def step() -> None:
        called.release()
        raise ArithmeticError("a decoder went astray")

    loader.start(step)
    assert called.acquire(timeout=20.0)
    loader.wake()
    assert called.acquire(timeout=20.0)
    loader.stop()
    assert "a sound could not be made ready" in caplog.text


def test_the_thread_calls_again_when_woken_and_ends_when_told() -> None:
    loader = ThreadLoader(every_seconds=3600.0)
    called = threading.Semaphore(0)
    threads = threading.active_count()
    loader.start(called.release)
    assert called.acquire(timeout=20.0)
    loader.wake()
    assert called.acquire(timeout=20.0)
    loader.stop()
    loader.stop()
    assert threading.active_count() == threads
