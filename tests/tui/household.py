"""One person's practice in memory: real engine, real scripts, and a sitting whose time is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.tui.reminding import HandTicker, MemoryReminders

from practice_tui.adapters.audio import own_sounds
from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.adapters.files.scripts import FolderScriptShelf
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.adapters.storage.memory import JournalShelf, MemoryJournal, MemorySessionStore
from practice_tui.domain.quantities import frames
from practice_tui.domain.record import Ending, SessionRecord, as_plain, day_of, uuid7
from practice_tui.engine.history import History
from practice_tui.engine.outlook import RecordOutlook
from practice_tui.engine.prompting import Prompting
from practice_tui.engine.reminders import Reminders
from practice_tui.engine.services import Services, Welcome
from practice_tui.engine.settings import Settings, changed
from practice_tui.engine.sittings import Request, Sittings, SoundMakers
from practice_tui.engine.sound_sample import SoundSample
from practice_tui.tui.app import PracticeApp

if TYPE_CHECKING:
    from pathlib import Path

    from tests.receiving.packs_made import House

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.packs import PackDesk
    from practice_tui.engine.ports import AudioOutput, ScriptShelf, SittingSound
    from practice_tui.engine.voices import SpokenLines

MORNING = datetime(2026, 11, 20, 6, 10, tzinfo=UTC)
"""A Friday, ten past seven in Madrid."""

SPOKEN = frames(4)
"""How long every recording is, where there is a voice."""


class HandClock:
    """Implements Clock; stands still until it is moved."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    def zone(self) -> str:
        return "Europe/Madrid"

    def offset_minutes(self, instant: datetime) -> int:
        del instant
        return 60


class MemorySettings:
    """Implements SettingsKeeper."""

    def __init__(self, **wished: str | float | bool) -> None:
        self.settings = replace(Settings(motion="still"), **wished)  # type: ignore[arg-type]

    def read(self) -> Settings:
        return self.settings

    def problems(self) -> list[str]:
        return []

    def change(self, name: str, value: str) -> Settings:
        self.settings = changed(self.settings, name, value)
        return self.settings


@dataclass
class Household:
    """Everything the app is handed, and the strings that move it.

    Attributes:
        outputs: every virtual output that was opened, the present one last.
        is_new: whether the welcome is due.
        speaks: whether there is a voice for the words.
        has_sound: whether there is an output that can be heard.
        wished: the settings that sound was made with, the last ones last.
        packs: where packs of others are received; None where a test needs none.
        tuned: the settings that running sittings were given, the last ones last.
        local_voice: what a chosen voice of the machine has spoken.
    """

    settings: MemorySettings = field(default_factory=MemorySettings)
    store: MemorySessionStore = field(default_factory=MemorySessionStore)
    journals: JournalShelf = field(default_factory=JournalShelf)
    clock: HandClock = field(default_factory=HandClock)
    scripts: Path = field(default_factory=scripts_folder)
    outputs: list[VirtualOutput] = field(default_factory=list)
    is_new: bool = False
    speaks: bool = False
    has_sound: bool = True
    wished: list[Settings] = field(default_factory=list)
    tuned: list[Settings] = field(default_factory=list)
    packs: House | None = None
    local_voice: SpokenLines | None = None
    keeper: MemoryReminders = field(default_factory=MemoryReminders)
    ticker: HandTicker = field(default_factory=HandTicker)

    def app(self, practice_id: str | None = None, length: Frames | None = None) -> PracticeApp:
        """Return the app, directly in a sitting where one is named."""
        services = self.services()
        if practice_id is None:
            return PracticeApp(services)
        script = services.shelf.script(practice_id)
        return PracticeApp(services, Request(script=script, length=length or script.header.home))

    def services(self) -> Services:
        """Put the services together."""
        spoken = audio_folder() / ("voice" if self.speaks else "none spoken")
        shelf: ScriptShelf = FolderScriptShelf(self.scripts, spoken, lambda _file: SPOKEN if self.speaks else None)
        if self.packs is not None:
            shelf = self.packs.scripts
        makers = SoundMakers(self._sound, self._wished, lambda: SilentOutput(self.clock), self._tune)
        sittings = Sittings(
            clock=self.clock,
            settings=self.settings,
            shelf=shelf,
            store=self.store,
            journal=MemoryJournal(self.journals),
            makers=makers,
            local_voice=lambda: self.local_voice,
        )
        used: dict[str, Any] = {
            "clock": self.clock,
            "settings": self.settings,
            "shelf": shelf,
            "history": History(self.store, self.clock, self.settings),
            "sittings": sittings,
            "sample": lambda: SoundSample(shelf, makers, own_sounds.objection),
            "reminders": lambda: Reminders(
                clock=self.clock, settings=self.settings, shelf=shelf, keeper=self.keeper, records=self.store.records
            ),
            "prompting": lambda: Prompting(
                clock=self.clock,
                keeper=self.keeper,
                day_start_hour=lambda: self.settings.read().day_start_hour,
                prompt_words=lambda: self.settings.read().prompt_words,
                outlook=lambda: self._outlook(shelf),
            ),
            "packs": self._desk,
            "ticker": lambda: self.ticker,
            "notifiers": lambda _is_focused: [],
            "timer": lambda: None,
            "welcome": Welcome(lambda: self.is_new, self._seen),
        }
        unused: dict[str, Any] = {each.name: _not_for_screens for each in fields(Services) if each.name not in used}
        return Services(**used, **unused)

    def let_pass(self, seconds: float) -> None:
        """Let a sitting's time go on: sound is heard, and the clock with it."""
        self.clock.passed += seconds
        self.outputs[-1].advance(seconds)

    def sat(self, practice: str, minutes: float, days_ago: int, *, ending: Ending = Ending.FINISHED) -> SessionRecord:
        """Have sat on an earlier day."""
        record = self.record(practice, minutes, days_ago, ending=ending)
        self.store.add(record)
        return record

    def leave_open(self, practice: str, minutes: float) -> None:
        """Leave behind the journal of a sitting whose process was killed yesterday."""
        record = self.record(practice, minutes, 1, ending=Ending.RECOVERED)
        begun = replace(record, seconds=0.0, end=record.start)
        heartbeat = {"kind": "heartbeat", "seconds": record.seconds, "planned": None, "at": as_plain(record)["end"]}
        self.journals.lines[record.id] = [{"kind": "start", "record": as_plain(begun)}, heartbeat]

    @staticmethod
    def record(practice: str, minutes: float, days_ago: int, *, ending: Ending) -> SessionRecord:
        start = MORNING - timedelta(days=days_ago, hours=1)
        return SessionRecord(
            id=uuid7(start, f"{practice:10.10}".encode()),
            practice=practice,
            planned_seconds=minutes * 60,
            seconds=minutes * 60,
            start=start,
            end=start + timedelta(minutes=minutes),
            zone="Europe/Madrid",
            offset_minutes=60,
            day=day_of(start, 60, 4),
            ending=ending,
            source="app",
        )

    @staticmethod
    def bell_file() -> Path:
        """Return a sound file that somebody might have."""
        return audio_folder() / "bells" / "hand.flac"

    def _sound(self, settings: Settings, _voice: bool) -> SittingSound:
        self.wished.append(settings)
        return Mixer(audio_folder() / "bells", inline=True)

    def _wished(self, _wish: str, _device: str) -> tuple[AudioOutput, str]:
        if not self.has_sound:
            return SilentOutput(self.clock), "there is no sound device; the sitting goes on in silence, with words"
        self.outputs.append(VirtualOutput(block=24_000))
        return self.outputs[-1], ""

    def _desk(self) -> PackDesk:
        assert self.packs is not None
        return self.packs.desk

    def _outlook(self, shelf: ScriptShelf) -> RecordOutlook:
        return RecordOutlook(
            clock=self.clock, records=self.store.records, practices=shelf.practices, someone_sits=lambda: False
        )

    def _tune(self, _sound: SittingSound, settings: Settings) -> None:
        self.tuned.append(settings)

    def _seen(self) -> None:
        self.is_new = False


def _not_for_screens() -> None:
    """Stand for what only the command line asks for."""
    raise AssertionError("no screen asks for this")
