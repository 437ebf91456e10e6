"""Sound that can't be used costs itself: the sitting goes on to its end, with every word, in bounded memory."""

from __future__ import annotations

import logging
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.sittings.bad_sound import KINDS, hum, write
from tests.sittings.room import Room, make_room

from practice_tui.domain.quantities import SAMPLE_RATE, frames
from practice_tui.domain.record import Ending
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.domain.timeline import Timeline

SCRIPT = """\
Title: Evening
Length: 15s to 2m
Home: 20s
Language: en

# Arriving
[bell]
{bad} Sit in a way that is easy.
[pause 1s+]
{good} Feel the floor.
# Closing (close)
[bell]
"""
LENGTH = 20.0
MOST_MIB = 64
"""Of sound held at once, and what else a sitting makes."""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    return make_room(tmp_path / "home", monkeypatch)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script file whose second line has a recording of two seconds."""
    file = tmp_path / "scripts" / "evening.txt"
    recordings = tmp_path / "audio" / "en" / "evening"
    for folder in (file.parent, recordings):
        folder.mkdir(parents=True)
    file.write_text(SCRIPT, "utf-8")
    write(recordings / "good.flac", hum(2.0))
    return file


def recordings_of(script: Path) -> Path:
    return script.parent.parent / "audio" / "en" / script.stem


def made(kind: str, folder: Path, name: str) -> Path:
    path = folder / f"{name}{KINDS[kind].ending}"
    KINDS[kind].make(path)
    return path


def sit(room: Room, script: Path, caplog: pytest.LogCaptureFixture, **wishes: Any) -> Timeline:
    """Sit it and make sure of what is true whatever was broken."""
    read, _ = room.services.shelf.read_file(str(script))
    assert read is not None
    tracemalloc.start()
    with caplog.at_level(logging.WARNING):
        player, told = room.sit(read, LENGTH, **wishes)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (ended,) = (fact for fact in told if isinstance(fact, facts.SessionEnded))
    assert (ended.record.ending, ended.record.seconds, ended.saved) == (Ending.FINISHED, LENGTH, True)
    words = [fact.event.text for fact in told if isinstance(fact, facts.EventStarted) and fact.event.text]
    assert words == ["Sit in a way that is easy.", "Feel the floor."]
    assert most / 2**20 < MOST_MIB + room.output.rendered().nbytes / 2**20
    assert all(record.exc_info is None for record in caplog.records), "nothing went wrong that wasn't foreseen"
    assert len(caplog.records) <= 1, "and what did is told once"
    good = next(event for event in player.timeline.events if event.cue == "good")
    line = room.output.rendered()[good.at : good.at + frames(2.0)]
    spectrum = np.abs(np.fft.rfft(line[:, 0]))
    assert spectrum.argmax() * SAMPLE_RATE / len(line) == pytest.approx(220, abs=2), "the other line is heard"
    return player.timeline


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_recording_costs_its_sound(kind: str, room: Room, script: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = made(kind, recordings_of(script), "bad")
    _, findings = room.services.shelf.read_file(str(script))
    told = [finding.message for finding in findings if finding.code == "no-recording"]
    is_told = not KINDS[kind].is_heard and kind != "not numbers"
    assert told == ["'bad' has no recording of these words; it will be read"] * is_told
    timeline = sit(room, script, caplog)
    bad = next(event for event in timeline.events if event.cue == "bad")
    loudest = float(np.abs(room.output.rendered()[bad.at : bad.end]).max())
    assert (loudest > 0.1) is KINDS[kind].is_heard
    assert loudest < 0.2, "and no louder than it is"
    assert all(str(path) in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_bed_costs_its_sound(
    kind: str, room: Room, script: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = made(kind, tmp_path, "bed")
    timeline = sit(room, script, caplog, ambient=str(path))
    assert [str(path) in record.getMessage() for record in caplog.records] in ([True], [])
    assert caplog.records or kind in {"hours that unfold", "not numbers"}, "these two are silent, and nobody's fault"
    closing = [event for event in timeline.events if event.kind is EventKind.BELL][-1]
    assert np.abs(room.output.rendered()[closing.at : closing.end]).max() > 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_a_bell_that_cannot_be_struck_is_the_usual_one(
    kind: str, room: Room, script: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = made(kind, tmp_path, "bell")
    room.services.settings.change("bell", str(path))
    sit(room, script, caplog)
    assert [str(path) in record.getMessage() for record in caplog.records] in ([True], [])
    assert np.abs(room.output.rendered()[: frames(1.0)]).max() > 0.01, "there is a bell in any case"
