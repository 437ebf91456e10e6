"""The composition root: the only module that names adapters.

Owns how services are put together from a person's folders and settings. Whatever costs time (sound, numpy, textual) is
imported when it is first used, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.ports import AudioOutput, SittingSound
    from practice_tui.engine.settings import Settings
    from practice_tui.engine.sittings import Request


def services() -> Services:
    """Put together everything a front end may use. Nothing is written yet."""
    places = find_places()
    clock = SystemClock()
    settings = TomlSettings(places.settings_file)
    remembered = RememberedSummaries(places.cache / "practices.json")
    shelf = FolderScriptShelf(scripts_folder(), audio_folder() / "voice", _measured, remembered)
    store = LogSessionStore(places.data, places.state, clock.now)
    journal = FileJournal(places.state)
    sittings = Sittings(
        clock=clock,
        settings=settings,
        shelf=shelf,
        store=store,
        journal=journal,
        makers=_sound_makers(shelf, clock),
    )

    def checks() -> list[Check]:
        from practice_tui.adapters.checks import every_check  # noqa: PLC0415 - only for `doctor`

        return every_check(places, settings)

    return Services(
        clock=clock,
        settings=settings,
        shelf=shelf,
        history=History(store, clock, settings),
        sittings=sittings,
        welcome=_welcome(places),
        checks=checks,
        log_file=places.log_file,
    )


def folders() -> Places:
    """Return where everything of the person's is kept; nothing is created."""
    return find_places()


def run_app(start: Request | None = None, *, with_services: Services | None = None) -> None:
    """Open the app, directly in a sitting where `start` asks for one."""
    ready = with_services or services()
    from practice_tui.tui.app import run  # noqa: PLC0415 - textual is heavy, and only the app needs it

    run(ready, start)


def _welcome(places: Places) -> Welcome:
    def seen() -> None:
        try:
            write_private(places.welcomed_file, "")
        except OSError:
            return  # the welcome is shown once more next time, which harms nobody

    return Welcome(lambda: not places.welcomed_file.exists(), seen)


def _sound_makers(shelf: FolderScriptShelf, clock: SystemClock) -> SoundMakers:
    def sound(settings: Settings, voice: bool) -> SittingSound:
        from practice_tui.adapters.audio.arrangement import no_recordings  # noqa: PLC0415 - brings numpy
        from practice_tui.adapters.audio.clips import Layer  # noqa: PLC0415
        from practice_tui.adapters.audio.mixer import Mixer  # noqa: PLC0415

        mixer = Mixer(audio_folder() / "bells", shelf.recording if voice else no_recordings)
        for layer, percent in (
            (Layer.VOICE, settings.volume_voice),
            (Layer.BELLS, settings.volume_bells),
            (Layer.BREATH, settings.volume_breath),
        ):
            mixer.set_volume(layer, percent)
        return mixer

    def wished(wish: str, device: str) -> tuple[AudioOutput, str]:
        from practice_tui.adapters.audio.choose import open_output  # noqa: PLC0415

        return open_output(wish, device, clock)

    def silent() -> AudioOutput:
        from practice_tui.adapters.audio.silent import SilentOutput  # noqa: PLC0415

        return SilentOutput(clock)

    return SoundMakers(sound, wished, silent)


def _measured(path: Path) -> Frames | None:
    from practice_tui.adapters.audio.recordings import Unplayable, measured  # noqa: PLC0415 - brings soundfile

    try:
        return measured(path)
    except Unplayable:
        return None
