"""One person's practice in memory: real engine, real scripts, and a sitting whose time is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.adapters.files.scripts import FolderScriptShelf
from practice_tui.adapters.files.shipped import audio_folder, scripts_folder
from practice_tui.adapters.storage.memory import JournalShelf, MemoryJournal, MemorySessionStore
from practice_tui.domain.record import Ending, SessionRecord, as_plain, day_of, uuid7
from practice_tui.engine.history import History
from practice_tui.engine.services import Services, Welcome
from practice_tui.engine.settings import Settings, changed
from practice_tui.engine.sittings import Request, Sittings, SoundMakers
from practice_tui.tui.app import PracticeApp

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.ports import AudioOutput, SittingSound

MORNING = datetime(2026, 11, 20, 6, 10, tzinfo=UTC)
"""A Friday, ten past seven in Madrid."""


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
    """

    settings: MemorySettings = field(default_factory=MemorySettings)
    store: MemorySessionStore = field(default_factory=MemorySessionStore)
    journals: JournalShelf = field(default_factory=JournalShelf)
    clock: HandClock = field(default_factory=HandClock)
    scripts: Path = field(default_factory=scripts_folder)
    outputs: list[VirtualOutput] = field(default_factory=list)
    is_new: bool = False

    def app(self, practice_id: str | None = None, length: Frames | None = None) -> PracticeApp:
        """Return the app, directly in a sitting where one is named."""
        services = self.services()
        if practice_id is None:
            return PracticeApp(services)
        script = services.shelf.script(practice_id)
        return PracticeApp(services, Request(script=script, length=length or script.header.home))

    def services(self) -> Services:
        """Put the services together."""
        shelf = FolderScriptShelf(self.scripts, audio_folder() / "none spoken", lambda _file: None)
        sittings = Sittings(
            clock=self.clock,
            settings=self.settings,
            shelf=shelf,
            store=self.store,
            journal=MemoryJournal(self.journals),
            makers=SoundMakers(self._sound, self._wished, lambda: SilentOutput(self.clock)),
        )
        used: dict[str, Any] = {
            "clock": self.clock,
            "settings": self.settings,
            "shelf": shelf,
            "history": History(self.store, self.clock, self.settings),
            "sittings": sittings,
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

    def _sound(self, _settings: Settings, _voice: bool) -> SittingSound:
        return Mixer(audio_folder() / "bells", inline=True)

    def _wished(self, _wish: str, _device: str) -> tuple[AudioOutput, str]:
        self.outputs.append(VirtualOutput(block=24_000))
        return self.outputs[-1], ""

    def _seen(self) -> None:
        self.is_new = False


def _not_for_screens() -> None:
    """Stand for what only the command line asks for."""
    raise AssertionError("no screen asks for this")
