"""The composition root's part for the record: how it is changed by hand, exchanged and backed up.

Owns how these are put together over one store. Each is made where somebody asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practice_tui.adapters.files.places import Places
    from practice_tui.adapters.storage.sessions import LogSessionStore
    from practice_tui.engine.backups import BackupKeeper
    from practice_tui.engine.history import History
    from practice_tui.engine.interchange import Interchange
    from practice_tui.engine.logbook import Logbook
    from practice_tui.engine.pauses import PauseBook
    from practice_tui.engine.ports import Clock, PauseStore, RecordStore, ScriptShelf, SessionStore
    from practice_tui.engine.settings import SettingsKeeper


def logbook(store: RecordStore, clock: Clock, settings: SettingsKeeper, shelf: ScriptShelf) -> Logbook:
    """Return what changes the record by hand."""
    from practice_tui.engine.logbook import Logbook  # noqa: PLC0415

    return Logbook(store, clock, settings, shelf)


def pause_book(store: PauseStore, clock: Clock, history: History) -> PauseBook:
    """Return what pauses are looked at and changed with."""
    from practice_tui.engine.pauses import PauseBook  # noqa: PLC0415

    return PauseBook(store, clock, history)


def interchange(store: SessionStore, clock: Clock, settings: SettingsKeeper) -> Interchange:
    """Return what reads other programs' records and writes ours for them."""
    from practice_tui.adapters.files.exchanged import ExchangedFiles  # noqa: PLC0415
    from practice_tui.adapters.interchange.formats import KnownFormats  # noqa: PLC0415
    from practice_tui.engine.interchange import Interchange  # noqa: PLC0415

    return Interchange(store, clock, settings, KnownFormats(), ExchangedFiles())


def backup_keeper(store: LogSessionStore, places: Places, clock: Clock) -> BackupKeeper:
    """Return what makes and restores backups."""
    from practice_tui.adapters.interchange.backup_files import LogBackups  # noqa: PLC0415

    return LogBackups(store, places.state, clock.now)
