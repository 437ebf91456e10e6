"""The composition root: with its parts beside it, one a role, the only place that names adapters.

Owns how services are put together from a person's folders and settings. Whatever costs time (sound, numpy, textual) is
imported when it is first used, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from practice_tui.adapters.files.places import Places, find_places, write_private
from practice_tui.adapters.files.settings_file import TomlSettings
from practice_tui.adapters.storage.journal_thread import JournalThread
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.adapters.storage.sitting_journal import FileJournal
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.bootstrap_packs import pack_desk, script_shelf, shipped_names
from practice_tui.bootstrap_record import backup_keeper, interchange, logbook, pause_book
from practice_tui.bootstrap_reminders import notifiers, prompting, record_outlook, reminder_book, system_timer, ticker
from practice_tui.bootstrap_sound import measured, mixer, renderer, sample, sound_makers, wished_output
from practice_tui.engine.history import History
from practice_tui.engine.services import Check, Services, Welcome
from practice_tui.engine.sittings import Sittings

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.adapters.audio.arrangement import RecordingLookup
    from practice_tui.adapters.packs.joined_shelf import JoinedScriptShelf
    from practice_tui.engine.authoring import Authoring
    from practice_tui.engine.ports import AudioOutput, SittingSound, StayAwake
    from practice_tui.engine.prompting import Outlook
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
    shelf = script_shelf(places, measured)
    store = LogSessionStore(places.data, places.state, clock.now)
    journal = JournalThread(FileJournal(places.state))
    local_voice = _local_voice(settings)
    makers = sound_makers(lambda wished, voice: _mixer(shelf, wished, local_voice if voice else None), clock)
    sittings = Sittings(
        clock=clock,
        settings=settings,
        shelf=shelf,
        store=store,
        journal=journal,
        makers=makers,
        local_voice=local_voice,
        stay_awake=_stay_awake,
    )

    def rendered(wished: Settings, voice: bool) -> SittingSound:
        return _mixer(shelf, wished, local_voice if voice else None, inline=True)

    def checks() -> list[Check]:
        from practice_tui.adapters.checks import every_check  # noqa: PLC0415 - only for `doctor`

        return every_check(places, settings, store, clock)

    history = History(store, clock, settings)
    return Services(
        clock=clock,
        settings=settings,
        shelf=shelf,
        history=history,
        sittings=sittings,
        renderer=lambda: renderer(sittings, settings, rendered),
        sample=lambda: sample(shelf, makers),
        logbook=lambda: logbook(store, clock, settings, shelf),
        pauses=lambda: pause_book(store, clock, history),
        interchange=lambda: interchange(store, clock, settings),
        backups=lambda: backup_keeper(store, places, clock),
        packs=lambda: pack_desk(places, shelf, clock.now),
        reminders=lambda: reminder_book(store, shelf, clock, settings, places),
        prompting=lambda: prompting(lambda: record_outlook(store, shelf, clock, places), settings),
        notifiers=notifiers,
        ticker=ticker,
        timer=system_timer,
        welcome=_welcome(places),
        checks=checks,
        log_file=places.log_file,
    )


def folders() -> Places:
    """Return where everything of the person's is kept; nothing is created."""
    return find_places()


def outlook() -> Outlook:
    """Put together what a tick looks at where a prompt would come. Nothing of the person's is read yet."""
    places = find_places()
    clock = SystemClock()
    shelf = script_shelf(places, measured)
    return record_outlook(LogSessionStore(places.data, places.state, clock.now), shelf, clock, places)


def authoring() -> Authoring:
    """Put together the steps from a folder to a signed pack."""
    from practice_tui.adapters.packs.workshop import FolderWorkshop  # noqa: PLC0415 - only where packs are made
    from practice_tui.engine.authoring import Authoring  # noqa: PLC0415

    return Authoring(FolderWorkshop(shipped_names))


def voice_desk() -> VoiceDesk:
    """Put together what there is to do with voices. Speech engines are looked for when they are first asked for."""
    from practice_tui.adapters.voice.shelf import LocalVoiceShelf  # noqa: PLC0415 - only where voices are wanted
    from practice_tui.adapters.voice.workshop import LocalVoiceWorkshop  # noqa: PLC0415
    from practice_tui.engine.voice_desk import VoiceDesk  # noqa: PLC0415

    places = find_places()
    settings = TomlSettings(places.settings_file)

    def output() -> AudioOutput:
        wished = settings.read()
        return wished_output(wished.output, wished.device, SystemClock())[0]

    workshop = LocalVoiceWorkshop(places.cache / "voice", measured, output)
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


def _mixer(
    shelf: JoinedScriptShelf, settings: Settings, local_voice: LocalVoice | None, *, inline: bool = False
) -> SittingSound:
    """Return what a sitting sounds like by the settings; without a voice where `local_voice` is None."""
    if local_voice is None:
        return mixer(settings, inline=inline)
    return mixer(settings, shelf.script, _lookup(shelf, local_voice()), shelf.whole, inline=inline)


def _lookup(shelf: JoinedScriptShelf, lines: SpokenLines | None) -> RecordingLookup:
    if lines is None:
        return shelf.recording
    from practice_tui.adapters.voice.lookup import SpokenLookup  # noqa: PLC0415 - only where a local voice is chosen

    return SpokenLookup(shelf.recording, shelf.script, lines)
