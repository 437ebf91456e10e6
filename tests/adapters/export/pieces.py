"""A short sitting with several parts, and what can be asked of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.export import AudioFileExport
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.parser import parse
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.quantities import Frames, frames
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.rendering import LinerNotes, Rendering, RenderRequest, liner_notes

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.rendering import Watch

ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
SECONDS = 18

SCRIPT = """Title: Evening settling
Length: 18s to 2m
Home: 18s
Summary: Arrive, breathe, close.
Licence: CC0-1.0
Author: Jo Röntgen
# Arriving
[bell]
{arrive} Sit in a way that is easy.
# Breathing
[breathe in 2 out 3 for 5s]
[pause 1s+]
# Closing (close)
{close} Hear the room again.
[bell small]
"""


def script_of(text: str = SCRIPT) -> Script:
    script = parse(text, "evening").script
    assert script is not None
    return script


def timeline_of(script: Script, seconds: float = SECONDS) -> Timeline:
    return compile_timeline(script, frames(seconds), Wishes(lambda _speech: None))


def mixer_of(timeline: Timeline) -> Mixer:
    mixer = Mixer(audio_folder() / "bells", inline=True)
    mixer.load(timeline)
    return mixer


def mixed(timeline: Timeline) -> NDArray[np.float32]:
    """Return everything the mixer gives for a timeline, ring-out included, in blocks of an odd size."""
    mixer = mixer_of(timeline)
    sound = np.zeros((timeline.length + mixer.ring_out_frames(), 2), np.float32)
    for start in range(0, len(sound), 997):
        mixer.render(sound[start : start + 997])
    return sound


def last_bell(timeline: Timeline) -> Frames:
    return [event.at for event in timeline.events if event.kind is EventKind.BELL][-1]


def unwatched(_done: Frames, _total: Frames) -> None:
    """Let it pass."""


def exported(
    audio: Path,
    *,
    text: str = SCRIPT,
    seconds: float = SECONDS,
    captions: Path | None = None,
    replaces: bool = False,
    loudness: bool = False,
    watch: Watch = unwatched,
    **notes: object,
) -> Rendering:
    """Export the sitting as `practice render` does; `notes` are put in place of the script's own."""
    script = script_of(text)
    timeline = timeline_of(script, seconds)
    request = RenderRequest(
        script=script,
        length=timeline.length,
        audio=audio,
        captions=captions,
        replaces=replaces,
        measures_loudness=loudness,
    )
    export = AudioFileExport()
    export.check(request)
    beside: LinerNotes = replace(liner_notes(script, timeline), **notes)  # type: ignore[arg-type]
    return export.export(mixer_of(timeline), beside, request, watch)
