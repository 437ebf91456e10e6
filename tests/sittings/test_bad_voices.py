"""A speech engine that misbehaves, or a disk without room for what it says: the words are read, the sitting goes on."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.adapters.voice.stand_ins import WRITES_A_TONE, write_program
from tests.sittings.room import Room, make_room

from practice_tui.adapters.voice import confined, sound_files
from practice_tui.domain.quantities import SAMPLE_RATE, Seconds
from practice_tui.domain.record import Ending
from practice_tui.domain.timeline import EventKind
from practice_tui.engine import events as facts
from practice_tui.engine.voices import Listener

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is started by its first line")

SCRIPT = """\
Title: Evening
Length: 15s to 2m
Home: 20s
Language: en

# Arriving
[bell]
{sit} Sit in a way that is easy.
[pause 1s+]
{feel} Feel the floor.
# Closing (close)
[bell]
"""
WORDS = ["Sit in a way that is easy.", "Feel the floor."]
LENGTH = 20.0

SLEEPS = "time.sleep(600)"
LISTS = "print('Voices available: rms'); sys.exit()"


class Engine(NamedTuple):
    """A stand-in for Flite.

    Attributes:
        speaks: what it does when it is to speak.
        said: what the person is told of it.
        lists: what it does when it is asked for its voices.
        seconds: how long it is given.
    """

    speaks: str
    said: str
    lists: str = LISTS
    seconds: float = 30.0


SPEAKS = Engine("write_tone(path, 2.0)", "")
ENGINES = {
    "hangs": Engine(SLEEPS, "took longer than 2 s and was ended", seconds=2.0),
    "hangs while it lists its voices": Engine(SLEEPS, "", lists=SLEEPS, seconds=2.0),
    "crashes": Engine("os.kill(os.getpid(), signal.SIGSEGV)", "exit -11"),
    "gives up": Engine("sys.exit('no voice today')", "exit 1: no voice today"),
    "writes nothing": Engine("pass", "no sound that can be played"),
    "writes rubbish": Engine("open(path, 'wb').write(b'RIFF' + bytes(range(256)) * 40)", "no sound that can be played"),
    "says far too little": Engine("write_tone(path, 0.05)", "which is no speech"),
    "writes gigabytes": Engine("file = open(path, 'wb')\n    while True: file.write(bytes(1 << 20))", "flite"),
    "talks without end": Engine("while True: sys.stdout.write('la ' * 10000)", "flite"),
}
"""The last two are ended by us or by the system's own limits, whichever sees it first."""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(confined, "MOST_BYTES", 5_000_000)
    return make_room(tmp_path / "home", monkeypatch)


@pytest.fixture
def flite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    """Puts a Flite on PATH whose way of speaking a test chooses."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def make(engine: Engine) -> None:
        text = f"""
    import os, signal, sys, time
    if "-lv" in sys.argv:
        {engine.lists}
    path = sys.argv[sys.argv.index("-o") + 1]
    {engine.speaks}
    """
        write_program(programs / "flite", WRITES_A_TONE + text)
        assert confined.run.__kwdefaults__ is not None
        monkeypatch.setitem(confined.run.__kwdefaults__, "seconds", Seconds(engine.seconds))

    return make


def sit(room: Room, folder: Path) -> tuple[list[str], list[float]]:
    """Sit with that Flite; return what the person was told of it, and the length of each line in seconds."""
    script = folder / "evening.txt"
    script.write_text(SCRIPT, "utf-8")
    read, _ = room.services.shelf.read_file(str(script))
    assert read is not None
    room.services.settings.change("local_voice", "flite:rms")
    told: list[str] = []
    player, seen = room.sit(read, LENGTH, listener=Listener(trouble=told.append))
    (ended,) = (fact for fact in seen if isinstance(fact, facts.SessionEnded))
    assert (ended.record.ending, ended.record.seconds, ended.saved) == (Ending.FINISHED, LENGTH, True)
    assert [fact.event.text for fact in seen if isinstance(fact, facts.EventStarted) and fact.event.text] == WORDS
    lines = [event for event in player.timeline.events if event.kind is EventKind.SPEECH]
    return told, [line.length / SAMPLE_RATE for line in lines]


def sounds_kept(folder: Path) -> list[Path]:
    return [*(folder / "home" / "cache").rglob("*.opus*")]


READ_SLOWLY = [pytest.approx(7 * 60 / 110, abs=0.01), 2.0]
"""The lengths of the two lines where nobody speaks."""


@pytest.mark.parametrize("kind", ENGINES)
def test_an_engine_that_misbehaves_leaves_the_words_to_be_read_and_is_told_of(
    kind: str, room: Room, flite: Callable[[Engine], None], tmp_path: Path
) -> None:
    flite(ENGINES[kind])
    told, lengths = sit(room, tmp_path)
    assert lengths == READ_SLOWLY
    assert bool(told) == bool(ENGINES[kind].said)
    assert len(told) <= len(WORDS)
    for sentence in told:
        assert ENGINES[kind].said in sentence
        assert "\n" not in sentence
    assert sounds_kept(tmp_path) == []


def test_a_full_disk_leaves_the_words_to_be_read(
    room: Room, flite: Callable[[Engine], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flite(SPEAKS)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sound_files, "write_opus", full)
    told, lengths = sit(room, tmp_path)
    assert lengths == READ_SLOWLY
    assert told == [
        "a spoken line can't be kept (No space left on device), so its words are shown to be read; free some space"
    ]


def test_a_cache_without_room_is_seen_from_the_file_itself(
    room: Room, flite: Callable[[Engine], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flite(SPEAKS)
    resource = pytest.importorskip("resource")
    write = sound_files.write_opus

    def with_little_room(*asked: object) -> object:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, before[1]))
        try:
            return write(*asked)  # type: ignore[arg-type]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    monkeypatch.setattr(sound_files, "write_opus", with_little_room)
    told, lengths = sit(room, tmp_path)
    assert lengths == READ_SLOWLY
    (sentence,) = told
    assert sentence.startswith("a spoken line can't be kept (")
    assert sounds_kept(tmp_path) == [], "nor is half a file left behind"


def test_one_that_speaks_is_heard(room: Room, flite: Callable[[Engine], None], tmp_path: Path) -> None:
    flite(SPEAKS)
    told, lengths = sit(room, tmp_path)
    assert told == []
    assert lengths != READ_SLOWLY
    assert len(sounds_kept(tmp_path)) == len(WORDS)
