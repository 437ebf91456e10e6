"""A finished recording through the mixer: one placement a stretch, entered anywhere, never a click, never a failure."""

from __future__ import annotations

import gc
import logging
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.adapters.audio.material import BELLS, bell, event, pause, rendered, speech, steepest, timeline

from practice_tui.adapters.audio import recordings
from practice_tui.adapters.audio.arrangement import arrange
from practice_tui.adapters.audio.clips import BedSource, ExcerptSource, Layer
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.palette import Bed, Palette
from practice_tui.adapters.audio.recordings import FADE_IN, FADE_OUT, Unplayable, excerpt, measured
from practice_tui.adapters.audio.sound_shelf import SoundShelf
from practice_tui.adapters.audio.supply import Supply
from practice_tui.domain.quantities import SAMPLE_RATE, Frames, frames
from practice_tui.domain.timeline import Event, EventKind, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

PITCH = 330.0
STEP = 2 * np.pi * PITCH / SAMPLE_RATE * 0.25
"""The greatest step from one sample to the next that the tone itself has."""


def tone(seconds: float, rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 0.25 * np.sin(2 * np.pi * PITCH * np.arange(round(seconds * rate)) / rate)
    return found


def played(start: float, seconds: float, kind: EventKind = EventKind.SPEECH) -> Event:
    """Return a stretch of the recording, from `start` on."""
    return event(kind, frames(seconds), cue="line", text="Sit.", source_at=frames(start))


def laid_out(*events: Event) -> Timeline:
    """Return the events one after another, with where they come from."""
    placed = timeline(*events)
    where = zip(placed.events, events, strict=True)
    return Timeline("script", tuple(_from(each, given.source_at) for each, given in where))


def _from(each: Event, source_at: Frames | None) -> Event:
    values = {name: getattr(each, name) for name in Event.__slots__}
    return Event(**values | {"source_at": source_at})


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "whole.flac"
    soundfile.write(path, tone(40.0), SAMPLE_RATE, subtype="PCM_24")
    return path


@pytest.fixture
def shelf() -> SoundShelf:
    return SoundShelf(BELLS)


def mixer_of(path: Path, plan: Timeline, palette: Palette | None = None) -> Mixer:
    mixer = Mixer(BELLS, whole=lambda _script: path, palette=palette or Palette(), inline=True)
    mixer.load(plan)
    return mixer


SPLIT = laid_out(
    played(0, 2, EventKind.PAUSE), played(2, 3), played(5, 1, EventKind.PAUSE), pause(4), played(6, 3), played(9, 2)
)


def test_events_that_follow_each_other_in_the_recording_are_one_placement(shelf: SoundShelf, whole: Path) -> None:
    placements = arrange(SPLIT, shelf.bell_length, whole=lambda _script: whole).placements
    assert [(each.start, each.length, each.source, each.layer) for each in placements] == [
        (0, frames(6), ExcerptSource(whole, Frames(0)), Layer.VOICE),
        (frames(10), frames(5), ExcerptSource(whole, frames(6)), Layer.VOICE),
    ]


def test_without_a_voice_and_without_a_file_nothing_is_placed(shelf: SoundShelf) -> None:
    assert arrange(SPLIT, shelf.bell_length).placements == ()


def test_the_bed_bows_to_the_words_and_not_to_the_whole_recording(shelf: SoundShelf, whole: Path) -> None:
    bed = Palette(Bed(whole))
    plan = laid_out(played(0, 8, EventKind.PAUSE), played(8, 1), played(9, 9, EventKind.PAUSE), speech(2.0))
    placements = arrange(plan, shelf.bell_length, palette=bed, whole=lambda _script: whole).placements
    lines = {line for each in placements if isinstance(each.source, BedSource) for line in each.source.lines}
    assert lines == {(frames(8), frames(9))}, "a line without sound needs no room"
    silent = arrange(plan, shelf.bell_length, palette=bed).placements
    assert not {line for each in silent if isinstance(each.source, BedSource) for line in each.source.lines}


def test_what_isn_t_split_is_heard_as_it_was_recorded(whole: Path) -> None:
    cut_often = laid_out(*(played(start / 2, 0.5) for start in range(20)))
    sound = rendered(mixer_of(whole, cut_often), frames(10.0))[:, 0]
    inner = slice(FADE_IN, frames(10.0) - FADE_OUT)
    assert np.abs(sound[inner] - tone(10.0)[inner]).max() < 1e-4


def test_where_it_is_split_it_fades_and_goes_on_at_the_right_frame(whole: Path) -> None:
    sound = rendered(mixer_of(whole, SPLIT), frames(15.0))[:, 0]
    assert steepest(sound[:, None]) < 1.3 * STEP, "no click, at no join"
    assert not np.abs(sound[frames(6) : frames(10)]).max()
    later = sound[frames(10) + FADE_IN : frames(14)]
    assert np.abs(later - tone(20.0)[frames(6) + FADE_IN : frames(10)]).max() < 1e-4


@pytest.mark.parametrize("block", [64, 1000, 4096])
def test_blocks_of_any_size_give_the_same_samples(whole: Path, block: int) -> None:
    assert np.array_equal(
        rendered(mixer_of(whole, SPLIT), frames(15.0), block), rendered(mixer_of(whole, SPLIT), frames(15.0))
    )


@pytest.mark.parametrize(
    ("name", "rate", "how"),
    [
        ("whole.flac", 48_000, {}),
        ("whole.flac", 44_100, {}),
        ("whole.flac", 8_000, {}),
        ("whole.flac", 37_999, {}),
        ("whole.ogg", 44_100, {"format": "OGG", "subtype": "VORBIS"}),
        ("whole.opus", 48_000, {"format": "OGG", "subtype": "OPUS"}),
        ("whole.opus", 24_000, {"format": "OGG", "subtype": "OPUS"}),
        ("whole.mp3", 44_100, {}),
    ],
)
@pytest.mark.parametrize("start", [0.0, 0.1, 7.123, 29.0])
def test_it_is_entered_at_the_very_frame_in_every_format_and_rate(
    tmp_path: Path, name: str, rate: int, how: dict[str, str], start: float
) -> None:
    path = tmp_path / name
    rise = np.linspace(100, 900, round(30 * rate))  # a pitch that tells where it is
    soundfile.write(path, 0.25 * np.sin(2 * np.pi * np.cumsum(rise) / rate), rate, **how)
    through = np.concatenate(list(excerpt(path, 0, frames(30.0))))[:, 0]
    entered = np.concatenate(list(excerpt(path, frames(start), frames(0.5), rises=False)))[:, 0]
    assert len(entered) == frames(0.5)
    there = through[frames(start) :][: frames(0.4)]
    differs = float(np.abs(entered[: len(there)] - there)[FADE_IN:].max())
    assert differs < (0.02 if path.suffix in {".opus", ".ogg", ".mp3"} else 1e-4)


def test_a_new_plan_is_entered_where_the_sitting_stands(
    shelf: SoundShelf, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(file: object) -> object:
        block = real(file)
        read.append(0 if block is None else len(block))
        return block

    real = recordings.read_some
    monkeypatch.setattr(recordings, "read_some", counted)
    supply = Supply(shelf)
    supply.follow(arrange(laid_out(played(0, 40)), shelf.bell_length, whole=lambda _script: whole))
    supply.clips(frames(20), frames(2))
    assert sum(read) < frames(4), "nobody decodes what is past"
    assert supply.clips(frames(20), frames(2))[0].start == frames(20)


def test_what_two_plans_share_goes_on_being_read(shelf: SoundShelf, whole: Path) -> None:
    longer = laid_out(played(0, 6), pause(9), played(6, 3), played(9, 2))
    supply = Supply(shelf)
    supply.follow(arrange(laid_out(played(0, 6), pause(4), played(6, 5)), shelf.bell_length, whole=lambda _s: whole))
    before = supply.clips(frames(1))
    supply.follow(arrange(longer, shelf.bell_length, whole=lambda _s: whole))
    after = supply.clips(frames(1))
    assert after[0] is before[0]


def test_a_jump_to_another_line_makes_no_click(whole: Path) -> None:
    mixer = mixer_of(whole, laid_out(played(0, 30)))
    before = rendered(mixer, frames(5.0))
    mixer.load(laid_out(played(0, 5.1), played(20.0123, 10)))
    sound = np.concatenate((before, rendered(mixer, frames(5.0))))
    assert steepest(sound) < 1.6 * STEP
    there = sound[frames(6) : frames(9), 0]
    at = frames(20.0123) + frames(6) - frames(5.1)
    assert np.abs(there - tone(40.0)[at : at + len(there)]).max() < 1e-4


def test_it_is_read_in_constant_memory(tmp_path: Path, shelf: SoundShelf) -> None:
    path = tmp_path / "long.flac"
    soundfile.write(path, np.zeros(frames(600), np.int16), SAMPLE_RATE)
    supply = Supply(shelf)
    supply.follow(arrange(laid_out(played(0, 600)), shelf.bell_length, whole=lambda _script: path))
    supply.clips(0)
    gc.collect()
    tracemalloc.start()
    for second in range(0, 500, 2):
        clips = supply.clips(frames(second))
        assert sum(clip.end - clip.start for clip in clips) <= frames(14)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 16_000_000, "some seconds of sound, and not ten minutes"


def truncated(path: Path) -> None:
    soundfile.write(path, tone(40.0), SAMPLE_RATE)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 4])


def with_many_channels(path: Path) -> None:
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, 1024, format="WAV", subtype="PCM_U8") as file:
        file.write(np.zeros((64, 1024), np.float32))


def with_a_lying_header(path: Path) -> None:
    soundfile.write(path, tone(1.0), SAMPLE_RATE)
    content = bytearray(path.read_bytes())
    content[21] |= 0x0F  # the upper bits of the number of samples a FLAC header claims
    path.write_bytes(bytes(content))


BROKEN: list[Callable[[Path], object]] = [
    truncated,
    with_many_channels,
    with_a_lying_header,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"fLaC" + bytes(300)),
    lambda path: path.mkdir(),
    lambda _path: None,
]


@pytest.mark.parametrize(
    "make", BROKEN, ids=["truncated", "1024 channels", "lying", "empty", "noise", "folder", "gone"]
)
def test_one_that_can_t_be_decoded_costs_its_sound_and_nothing_else(
    tmp_path: Path, make: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "whole.flac"
    make(path)
    plan = laid_out(played(0, 3), bell(), pause(4), played(3, 20), played(23, 5))
    with caplog.at_level(logging.WARNING):
        sound = rendered(mixer_of(path, plan), frames(30.0))
    assert np.isfinite(sound).all()
    assert np.abs(sound[frames(3) : frames(5)]).max() > 0.01, "the bell rings"
    assert np.abs(sound).max() <= 1.0
    assert len(caplog.records) <= 1


def test_what_breaks_off_is_heard_up_to_there_and_no_further(tmp_path: Path) -> None:
    path = tmp_path / "whole.flac"
    truncated(path)
    assert measured(path) == frames(40.0), "it says how long it was"
    sound = rendered(mixer_of(path, laid_out(played(0, 40))), frames(40.0))[:, 0]
    heard = np.flatnonzero(np.abs(sound) > 0.01)
    assert frames(5) < heard[-1] < frames(15)
    assert np.abs(sound[FADE_IN : frames(4)] - tone(4.0)[FADE_IN:]).max() < 1e-4


def test_entering_behind_the_end_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "whole.flac"
    soundfile.write(path, tone(2.0), SAMPLE_RATE)
    with pytest.raises(Unplayable, match="can't be entered at 30 s"):
        list(excerpt(path, frames(30), frames(5)))
