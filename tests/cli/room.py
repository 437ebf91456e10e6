"""Services over memory and a virtual output, and what a call of `practice` leaves behind."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from practice_tui.adapters.audio.mixer import Mixer
from practice_tui.adapters.audio.silent import SilentOutput
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.adapters.files.exchanged import ExchangedFiles
from practice_tui.adapters.files.shipped import audio_folder
from practice_tui.adapters.interchange.formats import KnownFormats
from practice_tui.adapters.storage.memory import JournalShelf, MemoryJournal, MemorySessionStore
from practice_tui.bootstrap import services as put_together
from practice_tui.domain.record import Ending, SessionRecord, day_of
from practice_tui.engine.history import History
from practice_tui.engine.interchange import Interchange
from practice_tui.engine.logbook import Logbook
from practice_tui.engine.pauses import PauseBook
from practice_tui.engine.sittings import Sittings, SoundMakers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice_tui.engine.ports import AudioOutput
    from practice_tui.engine.services import Services

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""When the tests take place: 13:00 on the wall, an hour east."""


class HandClock:
    """A clock that stands at noon until it is moved."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    def zone(self) -> str:
        return "Europe/Madrid"

    def offset_minutes(self, _instant: datetime) -> int:
        return 60


@dataclass(frozen=True)
class Answer:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


class Call(Protocol):
    """Runs `practice` with arguments, as the process would."""

    def __call__(self, *arguments: str, services: Services | None = None) -> Answer: ...


@dataclass
class Room:
    """Services and what they are made of; time passes only by `output.advance`."""

    services: Services
    store: MemorySessionStore
    shelf: JournalShelf
    clock: HandClock
    output: VirtualOutput


def make_room(records: Iterable[SessionRecord] = (), store: MemorySessionStore | None = None) -> Room:
    """Return services that know the given past and write to no disk."""
    clock, store, output, shelf = HandClock(), store or MemorySessionStore(records), VirtualOutput(), JournalShelf()
    real = put_together()

    def wished(wish: str, _device: str) -> tuple[AudioOutput, str]:
        return (SilentOutput(clock) if wish == "silent" else output), ""

    makers = SoundMakers(
        sound=lambda _settings, _voice: Mixer(audio_folder() / "bells", inline=True),
        wished=wished,
        silent=lambda: SilentOutput(clock),
    )
    sittings = Sittings(
        clock=clock,
        settings=real.settings,
        shelf=real.shelf,
        store=store,
        journal=MemoryJournal(shelf),
        makers=makers,
    )
    history = History(store, clock, real.settings)
    services = replace(
        real,
        clock=clock,
        history=history,
        pauses=lambda: PauseBook(store, clock, history),
        sittings=sittings,
        logbook=lambda: Logbook(store, clock, real.settings, real.shelf),
        interchange=lambda: Interchange(store, clock, real.settings, KnownFormats(), ExchangedFiles()),
    )
    return Room(services, store, shelf, clock, output)


def sat(start: datetime, minutes: float, practice: str = "nurturance", **more: Any) -> SessionRecord:
    """Return the record of a sitting."""
    facts: dict[str, Any] = {
        "id": f"sitting-{start:%Y%m%d%H%M}",
        "practice": practice,
        "planned_seconds": minutes * 60,
        "seconds": minutes * 60,
        "start": start,
        "end": start + timedelta(minutes=minutes),
        "zone": "Europe/Madrid",
        "offset_minutes": 60,
        "day": day_of(start, 60, 4),
        "ending": Ending.FINISHED,
        "source": "app",
    }
    return SessionRecord(**facts | more)
