"""A few seconds of what a person chooses to hear, at once.

Owns what is played of each choice, through the mixer and the output that a sitting would use, and that one sample plays
at a time. It refuses to touch a sitting that runs.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.bells import BELLS
from practice_tui.domain.breath_patterns import PATTERNS, chosen_pattern
from practice_tui.domain.errors import BadInput, PracticeError
from practice_tui.domain.interval_bells import VOICE as INTERVAL_BELL
from practice_tui.domain.quantities import Frames, frames, seconds
from practice_tui.domain.script import speeches
from practice_tui.domain.timeline import BELL_STRIKE, Event, EventKind, Strike, Timeline
from practice_tui.engine.hearing import Hearing, Outputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.domain.script import BreathPattern, Speech
    from practice_tui.engine.ports import ScriptShelf, SittingSound
    from practice_tui.engine.settings import Settings
    from practice_tui.engine.sittings import SoundMakers

BED_FROM = frames(6)
"""Where a bed is joined: it has come up by then, in frames."""

BED_TO = frames(30)
"""How far it plays, with its going at the end, in frames."""

LEAD_SECONDS = 1.5
"""What an output may need before anything is heard."""

BREATHS = 2
"""So many breaths are heard."""

SILENT = "silent"

NOTHING_UNDER = "nothing sounds under the words; choose something above"
NO_BREATH = "breath has no sound; choose one above"
NO_BELLS = "there are no bells on the way; choose some first"
NO_VOICE = "there is no voice for these practices here; practice voice list tells what could be had"
NOT_HERE = "nothing can be heard here"
SWITCHED_OFF = "sound is switched off; practice config set output auto brings it back"


class Heard(StrEnum):
    """What can be listened to."""

    BED = "bed"
    VOICE = "voice"
    BELL = "bell"
    BREATH = "breath"
    INTERVAL_BELL = "interval bell"


class Played(NamedTuple):
    """What came of it.

    Attributes:
        seconds: how long it is heard from now on; 0 where nothing is.
        note: why nothing can be heard, or an empty text.
    """

    seconds: float
    note: str


class SoundSample:
    """Plays samples. May be called from any thread; one call waits for another."""

    def __init__(self, shelf: ScriptShelf, makers: SoundMakers, objection: Callable[[str, str], str]) -> None:
        """Take the scripts, the makers of sound, and what tells why a person's own file can't be played."""
        self._shelf = shelf
        self._makers = makers
        self._objection = objection
        self._lock = Lock()
        self._hearing: Hearing | None = None

    def play(self, what: Heard, settings: Settings) -> Played:
        """Play a sample as `settings` have it, in the place of the one that plays.

        Opens an output and may read files, so not on the UI's thread. Whoever asks lets go of it by `stop`.
        """
        with self._lock:
            self._release()
            timeline = self._timeline(what, settings)
            if isinstance(timeline, str):
                return Played(0.0, timeline)
            return self._play(timeline, what, settings)

    def objection(self, setting: str, path: str) -> str:
        """Return why the person's own file at `path` can't be `setting` (`ambient`, `bell`), or an empty text.

        Reads the file, so not on the UI's thread.
        """
        return self._objection(setting, path)

    def stop(self) -> None:
        """Be silent and let go of the output. Can be called twice."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._hearing is not None:
            self._hearing.release()
            self._hearing = None

    def _play(self, timeline: Timeline, what: Heard, settings: Settings) -> Played:
        sound: SittingSound = self._makers.sound(settings, what is Heard.VOICE)
        sound.load(timeline)
        if what is Heard.BED:
            sound.seek(BED_FROM)
        outputs = Outputs(lambda: self._makers.wished(settings.output, settings.device), self._makers.silent)
        self._hearing = Hearing(sound, outputs)
        heard = timeline.length + sound.ring_out_frames() - sound.position
        output, note = self._hearing.open()
        if output == SILENT:
            self._release()
            return Played(0.0, _without_sound(note))
        return Played(seconds(Frames(heard)) + LEAD_SECONDS, "")

    def _timeline(self, what: Heard, settings: Settings) -> Timeline | str:
        """Return what is played, or why nothing is."""
        match what:
            case Heard.BED:
                return _of(_event(EventKind.PAUSE, BED_TO)) if settings.ambient else NOTHING_UNDER
            case Heard.BELL:
                return _of(_event(EventKind.BELL, BELL_STRIKE, voice=BELLS[0], strikes=1))
            case Heard.INTERVAL_BELL:
                strike = Strike(Frames(0), INTERVAL_BELL)
                return _of(_event(EventKind.PAUSE, BELL_STRIKE), strike) if settings.interval_bells else NO_BELLS
            case Heard.BREATH:
                return NO_BREATH if settings.breath_sound == "off" else _of(_breaths(_pattern(settings)))
            case Heard.VOICE:
                return self._spoken() or NO_VOICE

    def _spoken(self) -> Timeline | None:
        """Return the first passage that has a recording."""
        for practice in self._shelf.practices():
            with suppress(PracticeError):  # a script with a mistake says nothing; the next one may
                script = self._shelf.script(practice.id)
                lengths = self._shelf.spoken_lengths(script, voice=True)
                for passage in speeches(script):
                    length = lengths(passage)
                    if length is not None:
                        return _of(_said(passage, script.id, length))
        return None


def _without_sound(note: str) -> str:
    """Return why nothing is heard; what a note says of a sitting that goes on is left out."""
    return f"{note.partition('; ')[0]}; {NOT_HERE}" if note else SWITCHED_OFF


def _pattern(settings: Settings) -> BreathPattern:
    """Return the breath that was chosen, or the one that most practices of pacing have."""
    try:
        return chosen_pattern(settings.breath_pattern) if settings.breath_pattern else PATTERNS["soothing"]
    except BadInput:  # settings are checked when they are read; this one was made by hand
        return PATTERNS["soothing"]


def _breaths(pattern: BreathPattern) -> Event:
    breaths = (pattern,) * BREATHS
    length = Frames(pattern.length * BREATHS)
    return Event(Frames(0), length, EventKind.BREATH, "", (0, 0), "", breaths=breaths)


def _said(passage: Speech, script: str, length: Frames) -> Event:
    return Event(Frames(0), length, EventKind.SPEECH, "", (0, 0), script, cue=passage.cue, text=passage.text)


def _event(kind: EventKind, length: Frames, *, voice: str = "", strikes: int = 0) -> Event:
    return Event(Frames(0), length, kind, "", (0, 0), "", voice=voice, strikes=strikes)


def _of(event: Event, *strikes: Strike) -> Timeline:
    return Timeline(event.script, (event,), strikes)
