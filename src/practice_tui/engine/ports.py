"""What the engine asks of the outside world, by role.

Owns the protocols; adapters implement them and each has a contract suite that runs against every implementation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from practice_tui.compiler.diagnostics import Diagnostic
    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.pause import Pause
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.voices import Progress


class Clock(Protocol):
    """Tells the time of day. The length of a sitting never comes from here."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds since an arbitrary moment, which never go back and don't run while the machine sleeps."""

    def zone(self) -> str:
        """Return the name of the system's time zone, such as Europe/Madrid."""

    def offset_minutes(self, instant: datetime) -> int:
        """Return the offset of the system's zone from UTC at `instant`."""


class SoundSource(Protocol):
    """Where an output gets its sound. The timeline's frames are handed out in order, each once."""

    @property
    def position(self) -> Frames:
        """The timeline frame that will be rendered next."""

    def render(self, block: Any) -> None:
        """Fill `block` (float32, frames by 2) with what comes next. Called on the audio thread: never waits."""

    def skip(self, count: int) -> None:
        """Move on by `count` frames without rendering them, for outputs that nobody hears; not while paused."""


class SittingSound(SoundSource, Protocol):
    """The mixer, as the player uses it."""

    def load(self, timeline: Timeline) -> None:
        """Play `timeline` from the present position on; the first plan, or one that is swapped in at a block edge."""

    def pause(self) -> None:
        """Fade out and stand still."""

    def resume(self) -> None:
        """Fade in and go on."""

    def seek(self, frame: Frames) -> None:
        """Stand at `frame`; only while no output renders."""

    def ring_out_frames(self) -> Frames:
        """Return how long the last bell can still be heard past the end of the timeline, in frames."""

    def close(self) -> None:
        """Stop decoding and let go of what was loaded."""


class AudioOutput(Protocol):
    """Moves along the timeline; what has been heard of it is the only time a sitting knows."""

    @property
    def name(self) -> str:
        """What people call it, such as ``portaudio (Built-in Audio)``, ``pipe (pacat)`` or ``silent``."""

    def start(self, source: SoundSource) -> None:
        """Begin to play `source`, after half a second of silence where there is a device.

        Raises:
            OutputLost: it can't be opened.
        """

    def heard(self) -> Frames:
        """Return the timeline frame that is heard now; it never goes back.

        Raises:
            OutputLost: sound is no longer taken; `last_heard` still answers.
        """

    @property
    def last_heard(self) -> Frames:
        """The greatest frame `heard` has returned or could have returned before the output was lost."""

    def stop(self) -> None:
        """Stop at once and let go of the device. Can be called twice."""


class StayAwake(Protocol):
    """Keeps the machine from falling asleep while nobody touches it. Never waits, never fails."""

    def hold(self) -> None:
        """Begin; what the system doesn't allow is left."""

    def release(self) -> None:
        """Let it sleep again. Can be called twice, and without a `hold` before."""


Kept: TypeAlias = "SessionRecord | Pause"
"""What the record holds."""


class SessionStore(Protocol):
    """The record: acknowledged means on disk."""

    def add(self, record: SessionRecord) -> None:
        """Keep a record. The same id twice keeps the first; what was removed under it stays removed.

        Raises:
            NotSaved: it could not be written; the record is as before.
        """

    def add_all(self, records: Iterable[SessionRecord], *, bring_back: bool = False) -> Sequence[SessionRecord]:
        """Keep several records that a person asked for, all or none; return those that were not there yet.

        It is one change, and `undo` takes it back as one. What was removed stays removed unless `bring_back`.

        Raises:
            NotSaved: they could not be written; the record is as before.
        """

    def edit(self, record: SessionRecord) -> None:
        """Keep another version of a record, under the id it has.

        Raises:
            NotFound: there is no record by that id.
            NotSaved: it could not be written; the record is as before.
        """

    def remove(self, record_id: str) -> SessionRecord:
        """Take a record out; return it.

        Raises:
            NotFound: there is no record by that id.
            NotSaved: it could not be written; the record is as before.
        """

    def undo(self) -> Sequence[tuple[Kept | None, Kept | None]]:
        """Take back the last change a person made on this device; called again, the one before.

        That is an edit, a removal, a sitting added by hand or several added at once, or a pause marked. A sitting that
        was sat is only ever removed by its id.

        Returns:
            for each sitting or pause concerned, how it was until now and how it is again: None where there was or is
            none.

        Raises:
            NotFound: there is nothing to undo, or it was changed again on another device.
            NotSaved: it could not be written; the record is as before.
        """

    def records(self) -> Sequence[SessionRecord]:
        """Return every sitting, sorted by start.

        Raises:
            NewerLog: a newer program has written in the record.
            PracticeError: it can't be read.
        """


class PauseStore(Protocol):
    """The pauses a person has marked, in the same record: acknowledged means on disk, and `undo` takes them back."""

    def mark(self, pause: Pause) -> None:
        """Keep a pause, in the place of one with its id.

        Raises:
            NotSaved: it could not be written; the record is as before.
        """

    def unmark(self, pause_id: str) -> Pause:
        """Take a pause out; return it.

        Raises:
            NotFound: there is no pause by that id.
            NotSaved: it could not be written; the record is as before.
        """

    def pauses(self) -> Sequence[Pause]:
        """Return every pause, sorted by its first day.

        Raises:
            NewerLog, PracticeError: as `records` of the sittings.
        """


class RecordStore(SessionStore, PauseStore, Protocol):
    """The whole record: sittings and pauses."""


class Journal(Protocol):
    """Notes, while a sitting runs, how far it has come, so that a crash costs seconds at most."""

    def open(self, session_id: str, facts: dict[str, Any]) -> None:
        """Begin the journal of one sitting.

        Raises:
            AlreadySitting: another process of this machine is sitting.
            NotSaved: it can't be written; the sitting may go on without.
        """

    def note(self, facts: dict[str, Any]) -> None:
        """Write one more line and sync it. Failure is kept for `doctor` and never ends a sitting."""

    def remove(self) -> None:
        """Take the journal away, once its record is acknowledged."""

    def release(self) -> None:
        """Leave the journal where it is and let others enter it."""

    def abandoned(self) -> list[list[dict[str, Any]]]:
        """Claim every journal whose process is gone and return its lines; they stay claimed until `settle`."""

    def settle(self, session_id: str) -> None:
        """Take away a claimed journal, once its record is acknowledged."""

    def set_aside(self, facts: list[dict[str, Any]]) -> None:
        """Put a claimed journal out of the way of whose facts no record can be made; it is kept, and claimed no more.

        Args:
            facts: as `abandoned` gave them.
        """


class ScriptShelf(Protocol):
    """The scripts at hand, by id."""

    def practices(self) -> Sequence[PracticeSummary]:
        """Return what can be sat, in a friendly order; scripts with mistakes are left out."""

    def script(self, practice_id: str) -> Script:
        """Return one script.

        Raises:
            NotFound: no script goes by that id; the nearest is named.
            ScriptRefused: it has errors.
        """

    def pack_of(self, practice_id: str) -> tuple[str, str]:
        """Return the id and version of the pack a script came with; empty texts for a single file."""

    def read_file(self, path: str) -> tuple[Script | None, Sequence[Diagnostic]]:
        """Read one script file and return it with what there is to say of it; None where it has errors.

        Raises:
            NotFound: there is no such file, or it can't be read.
        """

    def handout(self, practice_id: str) -> str:
        """Return the practice's page for learners as Markdown, or an empty text."""

    def make_ready(self, script: Script, progress: Progress | None) -> None:
        """Have the recordings of a script ready to be played, which may take seconds the first time.

        What `progress` raises ends it. A recording that can't be played is told in the log; its words go on.
        """

    def spoken_lengths(self, script: Script, *, voice: bool) -> SpokenLengths:
        """Return how long each passage's sound is, where there is any and it is wanted."""
