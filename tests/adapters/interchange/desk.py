"""An interchange over memory, and records to exchange."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from practice_tui.adapters.files.exchanged import ExchangedFiles
from practice_tui.adapters.interchange.formats import KnownFormats
from practice_tui.adapters.storage.memory import MemorySessionStore
from practice_tui.domain.record import Ending, SessionRecord, day_of, whole_milliseconds
from practice_tui.domain.text import clean_text, one_line
from practice_tui.engine.foreign import ImportWish
from practice_tui.engine.interchange import ImportReport, Interchange
from practice_tui.engine.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class NoonInMadrid:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON

    def monotonic(self) -> float:
        return 0.0

    def zone(self) -> str:
        return "Europe/Madrid"

    def offset_minutes(self, _instant: datetime) -> int:
        return 60


class AsShipped:
    """Settings nobody has changed."""

    def read(self) -> Settings:
        return Settings()

    def problems(self) -> list[str]:
        return []

    def change(self, name: str, value: str) -> Settings:
        raise NotImplementedError(name, value)


class Desk:
    """A record, and what goes in and out of it."""

    def __init__(self, records: Iterable[SessionRecord] = ()) -> None:
        self.store = MemorySessionStore(records)
        self.interchange = Interchange(self.store, NoonInMadrid(), AsShipped(), KnownFormats(), ExchangedFiles())

    @property
    def records(self) -> list[SessionRecord]:
        return self.store.records()

    def out(self, form: str) -> bytes:
        return self.interchange.give_out(form)[0]

    def take(self, content: str | bytes, *, dry_run: bool = False, **wish: Any) -> ImportReport:
        data = content.encode() if isinstance(content, str) else content
        return self.interchange.take_in(data, ImportWish(**wish), dry_run=dry_run)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Read, added, already there, refused."""
    return report.read, report.added, report.already_there, len(report.refused)


def sat(start: datetime, minutes: float = 10, **more: Any) -> SessionRecord:
    facts: dict[str, Any] = {
        "id": f"sitting-{start:%Y%m%d%H%M}",
        "practice": "gratitude",
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


texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(["=1+1", "'=1", "''@x", "-2", "+3", "@cmd", 'a,b;c\t"d"', "two\nlines", "\\n", "\ttab", "'plain"]),
)
notes = texts.map(clean_text)
names = texts.map(one_line)
instants = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)).map(  # noqa: DTZ001 - made aware on the next line
    lambda naive: whole_milliseconds(naive.replace(tzinfo=UTC))
)
lengths = st.one_of(st.integers(0, 4_147_200_000).map(lambda count: count / 48_000), st.floats(0, 86_400))


@st.composite
def records(draw: st.DrawFn) -> SessionRecord:
    """Any record a person could have."""
    start = draw(instants)
    offset = draw(st.integers(-720, 840))
    return SessionRecord(
        id=str(draw(st.uuids())),
        practice=draw(names.filter(bool)),
        pack=draw(names),
        version=draw(names),
        script_hash=draw(names),
        planned_seconds=draw(st.none() | lengths),
        seconds=draw(lengths),
        start=start,
        end=start + timedelta(milliseconds=draw(st.integers(0, 10**8))),
        zone=draw(names),
        offset_minutes=offset,
        day=day_of(start, offset, 4) + timedelta(days=draw(st.integers(-1, 1))),
        day_start_hour=draw(st.integers(0, 23)),
        ending=draw(st.sampled_from(Ending)),
        source=draw(names),
        course_step=draw(names),
        before=draw(names),
        after=draw(names),
        note=draw(notes),
    )


histories = st.lists(records(), max_size=6, unique_by=lambda record: record.id)
