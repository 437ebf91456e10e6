"""The composition root: the only module that names adapters.

Owns how services are put together from a person's folders and settings. Whatever costs time (sound, numpy, textual) is
imported when it is first used, not here.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from practice_tui.adapters.files.places import Places, find_places, write_private
from practice_tui.adapters.files.scripts import FolderScriptShelf
from practice_tui.adapters.files.settings_file import TomlSettings
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.adapters.files.summaries import RememberedSummaries
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.adapters.storage.sitting_journal import FileJournal
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.engine.history import History
from practice_tui.engine.services import Check, Services, Welcome
from practice_tui.engine.sittings import Sittings, SoundMakers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from practice_tui.adapters.audio.arrangement import RecordingLookup
    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.backups import BackupKeeper
    from practice_tui.engine.interchange import Interchange
    from practice_tui.engine.logbook import Logbook
    from practice_tui.engine.ports import AudioOutput, SessionStore, SittingSound, StayAwake
    from practice_tui.engine.rendering import Renderer
    from practice_tui.engine.settings import Settings
    from practice_tui.engine.sittings import Request
    from practice_tui.engine.voice_desk import VoiceDesk
    from practice_tui.engine.voices import SpokenLines

    LocalVoice: TypeAlias = Callable[[], SpokenLines | None]


def services() -> Services:
    """Put together everything a front end may use. Nothing is written yet."""
    places = find_places()
    clock = SystemClock()
    settings = TomlSettings(places.settings_file)
    remembered = RememberedSummaries(places.cache / "practices.json")
    shelf = FolderScriptShelf(scripts_folder(), audio_folder() / "voice", _measured, remembered)
    store = LogSessionStore(places.data, places.state, clock.now)
    journal = FileJournal(places.state)
    local_voice = _local_voice(settings)
    sittings = Sittings(
        clock=clock,
        settings=settings,
        shelf=shelf,
        store=store,
        journal=journal,
        makers=_sound_makers(shelf, clock, local_voice),
        local_voice=local_voice,
        stay_awake=_stay_awake,
    )

    def checks() -> list[Check]:
        from practice_tui.adapters.checks import every_check  # noqa: PLC0415 - only for `doctor`

        return every_check(places, settings, store, clock)

    return Services(
        clock=clock,
        settings=settings,
        shelf=shelf,
        history=History(store, clock, settings),
        sittings=sittings,
        renderer=lambda: _renderer(shelf, settings, sittings, local_voice),
        logbook=lambda: _logbook(store, clock, settings, shelf),
        interchange=lambda: _interchange(store, clock, settings),
        backups=lambda: _backups(store, places, clock),
        welcome=_welcome(places),
        checks=checks,
        log_file=places.log_file,
    )


def folders() -> Places:
    """Return where everything of the person's is kept; nothing is created."""
    return find_places()


def voice_desk() -> VoiceDesk:
    """Put together what there is to do with voices. Speech engines are looked for when they are first asked for."""
    from practice_tui.adapters.voice.shelf import LocalVoiceShelf  # noqa: PLC0415 - only where voices are wanted
    from practice_tui.adapters.voice.workshop import LocalVoiceWorkshop  # noqa: PLC0415
    from practice_tui.engine.voice_desk import VoiceDesk  # noqa: PLC0415

    places = find_places()
    settings = TomlSettings(places.settings_file)

    def output() -> AudioOutput:
        from practice_tui.adapters.audio.choose import open_output  # noqa: PLC0415 - only where a voice is tried

        wished = settings.read()
        return open_output(wished.output, wished.device, SystemClock())[0]

    workshop = LocalVoiceWorkshop(places.cache / "voice", _measured, output)
    return VoiceDesk(LocalVoiceShelf(places.data / "voices"), settings, workshop)


def run_app(start: Request | None = None, *, with_services: Services | None = None) -> None:
    """Open the app, directly in a sitting where `start` asks for one."""
    ready = with_services or services()
    from practice_tui.tui.app import run  # noqa: PLC0415 - textual is heavy, and only the app needs it

    run(ready, start)
    ready.backups().make_if_due()


def quieten_libraries() -> None:
    """Keep what C libraries print about sound off the terminal, for the rest of this process."""
    from practice_tui.adapters.audio.native_noise import turn_aside  # noqa: PLC0415 - only where something is shown

    turn_aside()


def _welcome(places: Places) -> Welcome:
    def seen() -> None:
        try:
            write_private(places.welcomed_file, "")
        except OSError:
            return  # the welcome is shown once more next time, which harms nobody

    return Welcome(lambda: not places.welcomed_file.exists(), seen)


def _stay_awake() -> StayAwake:
    from practice_tui.adapters.keep_awake import WakepyStayAwake  # noqa: PLC0415 - only where somebody sits

    return WakepyStayAwake()


def _local_voice(settings: TomlSettings) -> LocalVoice:
    """Return what finds the lines of the chosen local voice; engines are looked for once a choice."""
    known: dict[str, SpokenLines | None] = {}

    def lines() -> SpokenLines | None:
        name = settings.read().local_voice
        if name not in known:
            known[name] = voice_desk().lines() if name else None
        return known[name]

    return lines


def _sound_makers(shelf: FolderScriptShelf, clock: SystemClock, local_voice: LocalVoice) -> SoundMakers:
    def sound(settings: Settings, voice: bool) -> SittingSound:
        return _mixer(shelf, settings, local_voice if voice else None)

    def wished(wish: str, device: str) -> tuple[AudioOutput, str]:
        from practice_tui.adapters.audio.choose import open_output  # noqa: PLC0415

        return open_output(wish, device, clock)

    def silent() -> AudioOutput:
        from practice_tui.adapters.audio.silent import SilentOutput  # noqa: PLC0415

        return SilentOutput(clock)

    return SoundMakers(sound, wished, silent)


def _renderer(
    shelf: FolderScriptShelf, settings: TomlSettings, sittings: Sittings, local_voice: LocalVoice
) -> Renderer:
    # Rendering promises to keep to one core, and threads that wait for each other over small matrices cost tenfold.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported
    from practice_tui.adapters.audio.export import AudioFileExport  # noqa: PLC0415 - brings numpy and soundfile
    from practice_tui.engine.rendering import Renderer  # noqa: PLC0415

    def sound(settings: Settings, voice: bool) -> SittingSound:
        return _mixer(shelf, settings, local_voice if voice else None, inline=True)

    return Renderer(sittings=sittings, settings=settings, sound=sound, audio_export=AudioFileExport())


def _mixer(
    shelf: FolderScriptShelf, settings: Settings, local_voice: LocalVoice | None, *, inline: bool = False
) -> SittingSound:
    """Return a mixer with the sounds and volumes of the settings; without a voice where `local_voice` is None."""
    from practice_tui.adapters.audio.arrangement import no_recordings  # noqa: PLC0415 - brings numpy
    from practice_tui.adapters.audio.clips import Layer  # noqa: PLC0415
    from practice_tui.adapters.audio.mixer import Mixer  # noqa: PLC0415
    from practice_tui.adapters.audio.palette import BreathManner, Palette, bed_named  # noqa: PLC0415

    bed = bed_named(settings.ambient, audio_folder() / "ambient")
    palette = Palette(bed, settings.bell, BreathManner(settings.breath_sound))
    recording = _lookup(shelf, local_voice()) if local_voice else no_recordings
    mixer = Mixer(audio_folder() / "bells", recording, palette=palette, inline=inline)
    for layer, percent in (
        (Layer.VOICE, settings.volume_voice),
        (Layer.BELLS, settings.volume_bells),
        (Layer.BREATH, settings.volume_breath),
        (Layer.BED, settings.volume_ambient),
    ):
        mixer.set_volume(layer, percent)
    return mixer


def _lookup(shelf: FolderScriptShelf, lines: SpokenLines | None) -> RecordingLookup:
    if lines is None:
        return shelf.recording
    from practice_tui.adapters.voice.lookup import SpokenLookup  # noqa: PLC0415 - only where a local voice is chosen

    return SpokenLookup(shelf.recording, shelf.script, lines)


def _logbook(store: SessionStore, clock: SystemClock, settings: TomlSettings, shelf: FolderScriptShelf) -> Logbook:
    from practice_tui.engine.logbook import Logbook  # noqa: PLC0415 - only where the record is changed by hand

    return Logbook(store, clock, settings, shelf)


def _interchange(store: SessionStore, clock: SystemClock, settings: TomlSettings) -> Interchange:
    from practice_tui.adapters.files.exchanged import ExchangedFiles  # noqa: PLC0415 - only for import and export
    from practice_tui.adapters.interchange.formats import KnownFormats  # noqa: PLC0415
    from practice_tui.engine.interchange import Interchange  # noqa: PLC0415

    return Interchange(store, clock, settings, KnownFormats(), ExchangedFiles())


def _backups(store: LogSessionStore, places: Places, clock: SystemClock) -> BackupKeeper:
    from practice_tui.adapters.interchange.backup_files import LogBackups  # noqa: PLC0415 - only for backup and restore

    return LogBackups(store, places.state, clock.now)


def _measured(path: Path) -> Frames | None:
    from practice_tui.adapters.audio.recordings import Unplayable, measured  # noqa: PLC0415 - brings soundfile

    try:
        return measured(path)
    except Unplayable:
        return None
