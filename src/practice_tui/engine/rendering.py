"""Sittings as audio files: which timeline is written, and what stands beside its sound.

Owns the way from a request to a finished file: the timeline that planning and sitting use, a chapter for each part, a
caption for each spoken line, and tags. It refuses to know how any format spells them; that is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeAlias

from practice_tui.domain.interval_bells import with_interval_bells
from practice_tui.domain.quantities import Decibels, Frames, frames
from practice_tui.domain.text import one_line
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.sittings import bells_of, with_ambient

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.ports import SittingSound
    from practice_tui.engine.settings import Settings, SettingsKeeper
    from practice_tui.engine.sittings import Sittings
    from practice_tui.engine.voices import Listener

AUDIO_ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
"""How the name of a rendered file may end; the ending chooses the format."""

CAPTIONS_ENDING = ".vtt"
"""How the name of a file of captions ends."""

LONGEST_RING_OUT = frames(20)
"""How long the last bell may be heard past the end of the timeline, in frames."""

MOST_CHAPTERS = 255
"""More chapters than this become one at the end: ID3 counts the entries of its table in one byte."""

Watch: TypeAlias = "Callable[[Frames, Frames], None]"
"""Told, every second or so of sound, how much is written and how much there will be; stops it all by raising."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the sitting, from its first frame to before `end`."""

    start: Frames
    end: Frames
    name: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A line while it is spoken, from its first frame to before `end`; `cue` is its name in the script."""

    start: Frames
    end: Frames
    cue: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinerNotes:
    """What stands beside the sound in a file, each text on one line.

    Attributes:
        length: the timeline's own length; the file is longer by what the last bell rings on.
        digest: the timeline's, as hex.
        title, author, licence, summary, language: as the script's header has them; empty where it has none.
    """

    length: Frames
    digest: str
    title: str
    author: str = ""
    licence: str = ""
    summary: str = ""
    language: str = ""
    chapters: tuple[Chapter, ...] = ()
    captions: tuple[Caption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderRequest:
    """What is asked for.

    Attributes:
        script: what to render.
        length: how long, in frames.
        audio: the file to write; its ending is one of `AUDIO_ENDINGS`.
        captions: where captions go, or None for nowhere.
        voice: whether words may be spoken; None as the settings have it.
        ambient: what sounds under the words, as the setting of that name; None as the settings have it.
        bells: interval bells; None as the settings have them, which is in silent sitting only.
        replaces: whether files that are there already may be replaced.
        measures_loudness: whether the loudness of the whole is measured, which takes as long again as a WAV.
        listener: who is told while a local voice speaks ahead what has no recording.
    """

    script: Script
    length: Frames
    audio: Path
    captions: Path | None = None
    voice: bool | None = None
    ambient: str | None = None
    bells: IntervalBells | None = None
    replaces: bool = False
    measures_loudness: bool = False
    listener: Listener | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """What was written.

    Attributes:
        length: the timeline's length, in frames.
        ring_out: how long the last bell is heard past it, in frames.
        peak: the greatest sample before any lossy encoding, in dBFS; None where all is silent.
        loudness: integrated, in LUFS; None where it wasn't asked for or all is silent.
    """

    length: Frames
    ring_out: Frames
    peak: Decibels | None
    loudness: Decibels | None


class AudioExport(Protocol):
    """Writes sound and what stands beside it to files."""

    def check(self, request: RenderRequest) -> None:
        """Look whether the files of `request` can be written at all, before anything long begins.

        Raises:
            NotSaved: a file is there already and may not be replaced, or its folder is missing.
        """

    def export(self, sound: SittingSound, notes: LinerNotes, request: RenderRequest, watch: Watch) -> Rendering:
        """Write all of `sound` and the captions; the files appear under their names when they are whole.

        Raises:
            NotSaved: something could not be written; no file was begun or changed.
        """


class Renderer:
    """Renders sittings."""

    def __init__(
        self,
        *,
        sittings: Sittings,
        settings: SettingsKeeper,
        sound: Callable[[Settings, bool], SittingSound],
        audio_export: AudioExport,
    ) -> None:
        """Take the makers of sound and of files; `sound` makes one that needs no thread and waits for nothing."""
        self._sittings = sittings
        self._settings = settings
        self._sound = sound
        self._audio_export = audio_export

    def render(self, request: RenderRequest, watch: Watch) -> Rendering:
        """Write the files of `request` and return what was written.

        Raises:
            Unreachable: the script can't be this long.
            NotSaved: a file is in the way or could not be written.
        """
        settings = self._settings.read()
        voice = settings.voice if request.voice is None else request.voice
        self._audio_export.check(request)
        timeline = self._sittings.timeline(request.script, request.length, voice=voice, listener=request.listener)
        bells = bells_of(request.script, request.length, request.bells, settings)
        if bells is not None:
            timeline = with_interval_bells(timeline, bells)
        sound = self._sound(with_ambient(settings, request.ambient), voice)
        try:
            sound.load(timeline)
            return self._audio_export.export(sound, liner_notes(request.script, timeline), request, watch)
        finally:
            sound.close()


def liner_notes(script: Script, timeline: Timeline) -> LinerNotes:
    """Return what is written beside the sound of `timeline`."""
    header = script.header
    return LinerNotes(
        length=timeline.length,
        digest=timeline.digest,
        title=one_line(header.title),
        author=one_line(header.author),
        licence=one_line(header.licence),
        summary=one_line(header.summary),
        language=header.language,
        chapters=chapters(timeline),
        captions=captions(timeline),
    )


def chapters(timeline: Timeline) -> tuple[Chapter, ...]:
    """Return a chapter for each part, in order, contiguous from 0 to the timeline's end."""
    parts = [tuple(events) for _, events in groupby(timeline.events, key=lambda event: (event.script, event.step[0]))]
    found = [Chapter(part[0].at, part[-1].end, one_line(part[0].part)) for part in parts]
    kept, rest = found[:MOST_CHAPTERS], found[MOST_CHAPTERS:]
    if rest:
        kept[-1] = Chapter(kept[-1].start, rest[-1].end, kept[-1].name)
    return tuple(kept)


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Return a caption for each spoken line, in order."""
    return tuple(
        Caption(event.at, event.end, event.cue, one_line(event.text))
        for event in timeline.events
        if event.kind is EventKind.SPEECH
    )
