"""Stand-ins for everything a running sitting asks of the outside world, moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from practice_tui.domain.errors import AlreadySitting, NotFound, NotSaved, OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.ports import SoundSource


@dataclass
class HandClock:
    """A wall clock and a stopwatch that move only when told; one can be set without the other."""

    wall: datetime = datetime(2026, 11, 21, 6, 10, 0, 123_456, tzinfo=UTC)
    stopwatch: float = 1000.0
    offset: int = 60

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.stopwatch

    def zone(self) -> str:
        return "Europe/Madrid"

    def offset_minutes(self, instant: datetime) -> int:
        assert instant.tzinfo is not None
        return self.offset

    def move(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.stopwatch += seconds


@dataclass
class HandSound:
    """A mixer without sound: it hands out frames and remembers what it was asked."""

    ring_out: int = 5 * SAMPLE_RATE
    asked: list[str] = field(default_factory=list)
    timeline: Timeline | None = None
    is_paused: bool = False
    is_closed: bool = False

    def __post_init__(self) -> None:
        self._position = 0

    @property
    def position(self) -> Frames:
        return Frames(self._position)

    def render(self, block: Any) -> None:
        self.skip(len(block))

    def skip(self, count: int) -> None:
        if not self.is_paused:
            self._position += count

    def load(self, timeline: Timeline) -> None:
        """Refuse a plan that changes what was handed out already, as a mixer would audibly do."""
        if self.timeline is not None:
            here = self._position
            assert [each for each in timeline.events if each.end <= here] == [
                each for each in self.timeline.events if each.end <= here
            ]
        self.timeline = timeline
        self.asked.append("load")

    def pause(self) -> None:
        self.is_paused = True
        self.asked.append("pause")

    def resume(self) -> None:
        self.is_paused = False
        self.asked.append("resume")

    def seek(self, frame: Frames) -> None:
        self._position = int(frame)
        self.asked.append(f"seek {int(frame)}")

    def ring_out_frames(self) -> Frames:
        return Frames(self.ring_out)

    def close(self) -> None:
        self.is_closed = True


class HandOutput:
    """An output whose sound is heard when it is moved; `latency` frames are rendered before they are heard."""

    def __init__(self, name: str = "hand", latency: int = 0, *, can_start: bool = True) -> None:
        self._name = name
        self._latency = latency
        self._can_start = can_start
        self._source: SoundSource | None = None
        self._heard = 0
        self.is_lost = False
        self.stops = 0

    @property
    def name(self) -> str:
        return self._name

    @property
    def is_playing(self) -> bool:
        return self._source is not None and not self.stops

    def start(self, source: SoundSource) -> None:
        if not self._can_start:
            raise OutputLost("the sound device is in use; the sitting goes on in silence")
        self._source = source
        self._heard = int(source.position)
        source.skip(self._latency)

    def move(self, frames: int) -> None:
        """Let `frames` pass, as a device does whether or not anyone looks."""
        assert self._source is not None
        if not self.is_lost and not self.stops:
            before = int(self._source.position)
            self._source.skip(frames)
            moved = int(self._source.position) - before
            self._heard += moved or min(frames, before - self._heard)

    def heard(self) -> Frames:
        if self.is_lost:
            raise OutputLost("the sound device is gone; the sitting goes on in silence, and its minutes are kept")
        return Frames(self._heard)

    @property
    def last_heard(self) -> Frames:
        return Frames(self._heard)

    def stop(self) -> None:
        self.stops += 1


class MemoryJournal:
    """A journal in memory. `abandoned_lines` are of sittings whose process is gone."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.session_id = ""
        self.state = "none"
        self.other_is_sitting = False
        self.cannot_write = False
        self.abandoned_lines: dict[str, list[dict[str, Any]]] = {}
        self.lines_set_aside: list[list[dict[str, Any]]] = []

    def open(self, session_id: str, facts: dict[str, Any]) -> None:
        if self.other_is_sitting:
            raise AlreadySitting("another sitting is running on this machine; end it first")
        if self.cannot_write:
            raise NotSaved("the journal can't be written; the sitting goes on without it")
        self.session_id, self.state, self.lines = session_id, "open", [facts]

    def note(self, facts: dict[str, Any]) -> None:
        assert self.state == "open"
        self.lines.append(facts)

    def remove(self) -> None:
        assert self.state == "open"
        self.state = "removed"

    def release(self) -> None:
        assert self.state == "open"
        self.state = "released"
        self.abandoned_lines[self.session_id] = self.lines

    def lose_process(self) -> None:
        """End the process as a power cut does."""
        assert self.state == "open"
        self.state = "none"
        self.abandoned_lines[self.session_id] = self.lines

    def abandoned(self) -> list[list[dict[str, Any]]]:
        return [list(lines) for lines in self.abandoned_lines.values()]

    def settle(self, session_id: str) -> None:
        del self.abandoned_lines[session_id]

    def set_aside(self, facts: list[dict[str, Any]]) -> None:
        session_id = next(each for each, lines in self.abandoned_lines.items() if lines == facts)
        self.lines_set_aside.append(self.abandoned_lines.pop(session_id))


class MemoryStore:
    """A record in memory, which may have no room."""

    def __init__(self) -> None:
        self.kept: dict[str, SessionRecord] = {}
        self.is_full = False

    def add(self, record: SessionRecord) -> None:
        if self.is_full:
            raise NotSaved("the sitting could not be saved: no space is left on the disk")
        self.kept.setdefault(record.id, record)

    def add_all(self, records: Iterable[SessionRecord], *, bring_back: bool = False) -> list[SessionRecord]:
        del bring_back
        new = [record for record in records if record.id not in self.kept]
        for record in new:
            self.add(record)
        return new

    def edit(self, record: SessionRecord) -> None:
        if record.id not in self.kept:
            raise NotFound("there is no sitting by that id")
        if self.is_full:
            raise NotSaved("the change could not be saved: no space is left on the disk")
        self.kept[record.id] = record

    def remove(self, record_id: str) -> SessionRecord:
        if record_id not in self.kept:
            raise NotFound("there is no sitting by that id")
        return self.kept.pop(record_id)

    def undo(self) -> list[tuple[SessionRecord | None, SessionRecord | None]]:
        raise NotFound("there is nothing to undo")

    def records(self) -> list[SessionRecord]:
        return sorted(self.kept.values(), key=lambda record: record.start)
