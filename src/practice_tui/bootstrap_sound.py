"""The composition root's part for sound: the mixer, the outputs, samples and rendered files.

Owns how these are put together from settings and from the sound that ships. Where recordings are found is told to it.
numpy and soundfile are brought where something is to be heard or measured, not before.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from practice_tui.adapters.files.places import find_places
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.engine.sittings import SoundMakers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.adapters.audio.arrangement import RecordingLookup, WholeLookup
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script
    from practice_tui.engine.ports import AudioOutput, Clock, ScriptShelf, SittingSound
    from practice_tui.engine.rendering import Renderer
    from practice_tui.engine.settings import Settings, SettingsKeeper
    from practice_tui.engine.sittings import Sittings
    from practice_tui.engine.sound_sample import SoundSample


def sound_makers(sound: Callable[[Settings, bool], SittingSound], clock: Clock) -> SoundMakers:
    """Return what sittings sound by.

    Args:
        sound: makes the sound of the settings, with or without a voice.
        clock: what the silent output goes by.
    """

    def wished(wish: str, device: str) -> tuple[AudioOutput, str]:
        return wished_output(wish, device, clock)

    def silent() -> AudioOutput:
        from practice_tui.adapters.audio.silent import SilentOutput  # noqa: PLC0415

        return SilentOutput(clock)

    return SoundMakers(sound, wished, silent, _tune)


def wished_output(wish: str, device: str, clock: Clock) -> tuple[AudioOutput, str]:
    """Return the output that is wished for, or the next best and a note that says so.

    Raises:
        BadInput: there is no such wish.
    """
    from practice_tui.adapters.audio.choose import open_output  # noqa: PLC0415

    return open_output(wish, device, clock)


def mixer(
    settings: Settings,
    script: Callable[[str], Script] | None = None,
    recording: RecordingLookup | None = None,
    whole: WholeLookup | None = None,
    *,
    inline: bool = False,
) -> SittingSound:
    """Return a mixer with the sounds and volumes of the settings.

    Args:
        script: returns a script that was read, by its id.
        recording: where the recordings of lines are found; without it and `script` nothing is spoken.
        whole: where finished recordings are found.
        inline: whether it decodes while it renders, in need of no thread.
    """
    from practice_tui.adapters.audio.arrangement import no_recordings, no_whole  # noqa: PLC0415 - brings numpy
    from practice_tui.adapters.audio.levels import MeasuredLevels  # noqa: PLC0415
    from practice_tui.adapters.audio.mixer import Mixer  # noqa: PLC0415
    from practice_tui.adapters.audio.tuning import palette_of, tune  # noqa: PLC0415
    from practice_tui.adapters.voice.ahead import FoundAhead  # noqa: PLC0415

    bells, beds, voice = (audio_folder() / each for each in ("bells", "ambient", "voice"))
    spoken = find_places().cache
    levels = MeasuredLevels(spoken / "levels.json", [voice, spoken / "voice"])
    made = Mixer(
        bells,
        FoundAhead(recording, script, levels) if recording and script else no_recordings,
        whole=whole or no_whole,
        palette=palette_of(settings, beds),
        levels=levels,
        inline=inline,
    )
    tune(made, settings, beds)
    return made


def sample(shelf: ScriptShelf, makers: SoundMakers) -> SoundSample:
    """Return what lets somebody hear a sound before it is chosen."""
    from practice_tui.engine.sound_sample import SoundSample  # noqa: PLC0415 - only where sound is chosen

    def objection(setting: str, path: str) -> str:
        from practice_tui.adapters.audio import own_sounds  # noqa: PLC0415 - brings numpy and soundfile

        return own_sounds.objection(setting, path)

    return SoundSample(shelf, makers, objection)


def renderer(sittings: Sittings, settings: SettingsKeeper, sound: Callable[[Settings, bool], SittingSound]) -> Renderer:
    """Return what renders sittings to files; `sound` makes one that is inline."""
    # Rendering promises to keep to one core, and threads that wait for each other over small matrices cost tenfold.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported
    from practice_tui.adapters.audio.export import AudioFileExport  # noqa: PLC0415 - brings numpy and soundfile
    from practice_tui.engine.rendering import Renderer  # noqa: PLC0415

    return Renderer(sittings=sittings, settings=settings, sound=sound, audio_export=AudioFileExport())


def measured(path: Path) -> Frames | None:
    """Return how long a recording is, in frames; None where it can't be played."""
    from practice_tui.adapters.audio import recordings  # noqa: PLC0415 - brings soundfile

    try:
        return recordings.measured(path)
    except recordings.Unplayable:
        return None


def _tune(sound: SittingSound, settings: Settings) -> None:
    from practice_tui.adapters.audio.mixer import Mixer  # noqa: PLC0415 - brings numpy
    from practice_tui.adapters.audio.tuning import tune  # noqa: PLC0415

    assert isinstance(sound, Mixer), "sittings sound through what `mixer` makes"
    tune(sound, settings, audio_folder() / "ambient")
