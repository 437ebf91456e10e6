"""The part of the composition root that a tick needs: everything about reminders, and nothing else.

Owns how reminders, their keeper and their channels are put together. A tick comes every five minutes, so what it costs
where nothing is due is kept small: whatever is needed beyond that is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.adapters.files.places import Places, find_places
from practice_tui.adapters.system_clock import SystemClock
from practice_tui.domain.practice_day import DAY_START_HOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.reminder import Reminder
    from practice_tui.engine.ports import Clock, RecordStore, ScriptShelf
    from practice_tui.engine.prompting import Outlook, Prompting
    from practice_tui.engine.prompts import Notifier, ReminderKeeper, SystemTimer, Ticker
    from practice_tui.engine.reminders import Reminders
    from practice_tui.engine.settings import Settings, SettingsKeeper


def prompting(outlook: Callable[[], Outlook], settings: SettingsKeeper | None = None) -> Prompting:
    """Put together what a tick decides with.

    Args:
        outlook: what is looked at where the clock says that a prompt would come; the rest of the program is behind it.
        settings: where they are at hand; otherwise no more is read of them than a tick needs.
    """
    from practice_tui.engine.prompting import Prompting  # noqa: PLC0415 - the app's start comes by here as well

    places = find_places()
    return Prompting(
        clock=SystemClock(),
        keeper=reminder_keeper(places),
        day_start_hour=lambda: settings.read().day_start_hour if settings else _day_start_hour(places),
        prompt_words=lambda: (settings.read() if settings else _settings(places)).prompt_words,
        outlook=outlook,
    )


def reminder_book(
    store: RecordStore, shelf: ScriptShelf, clock: Clock, settings: SettingsKeeper, places: Places
) -> Reminders:
    """Return what reminders are looked at and changed with."""
    from practice_tui.engine.reminders import Reminders  # noqa: PLC0415 - only where reminders are looked at

    return Reminders(clock=clock, settings=settings, shelf=shelf, keeper=reminder_keeper(places), records=store.records)


def record_outlook(store: RecordStore, shelf: ScriptShelf, clock: Clock, places: Places) -> Outlook:
    """Return what is looked at where a prompt would come, over a store and what there is to practise."""
    from practice_tui.adapters.storage.sitting_journal import FileJournal  # noqa: PLC0415 - few ticks come so far
    from practice_tui.engine.outlook import RecordOutlook  # noqa: PLC0415
    from practice_tui.engine.recorder import recover  # noqa: PLC0415

    # A journal of its own: ticks have their own thread, and what one journal has claimed is no other thread's.
    journal = FileJournal(places.state)

    def records() -> Sequence[SessionRecord]:
        recover(journal, store)
        return store.records()

    return RecordOutlook(
        clock=clock,
        records=records,
        practices=shelf.practices,
        someone_sits=journal.someone_sits,
        pauses=store.pauses,
    )


def reminder_keeper(places: Places) -> ReminderKeeper:
    """Return where reminders are kept; nothing is created."""
    from practice_tui.adapters.reminders.kept import KeptReminders  # noqa: PLC0415

    return KeptReminders(places.reminders_file, places.delivered_file)


def notifiers(is_focused: Callable[[], bool] | None = None) -> Sequence[Notifier]:
    """Return the channels that reach the person, the best first.

    Args:
        is_focused: whether the app's terminal has the focus; None where there is no app.
    """
    from practice_tui.adapters.reminders.ladder import notifiers as every  # noqa: PLC0415 - only where a prompt is due

    return every(find_places(), is_focused=is_focused)


def system_timer() -> SystemTimer | None:
    """Return the system's own timer, or None where it has none that we know."""
    from practice_tui.adapters.reminders.timers import this_system  # noqa: PLC0415 - only to set it up or away

    return this_system(find_places())


def write_calendar(
    name: str,
    entries: Sequence[tuple[Reminder, str]],
    day_start_hour: int,
    first_day: date,
    now: datetime,
    *,
    replaces: bool,
) -> Path:
    """Write reminders, each with its words, as a calendar with alarms; return where it is.

    Raises:
        BadInput: something else stands there, and may not be replaced.
        NotSaved: it can't be written.
    """
    from practice_tui.adapters.files.exchanged import ExchangedFiles  # noqa: PLC0415 - only for a calendar
    from practice_tui.adapters.reminders.calendar_file import calendar_reminder, write  # noqa: PLC0415

    made = [calendar_reminder(reminder, words, day_start_hour) for reminder, words in entries]
    content = write([each for each in made if each is not None], first_day, now)
    return ExchangedFiles().write(name, content, replaces=replaces)


def ticker() -> Ticker:
    """Return what ticks while the app is open."""
    from practice_tui.adapters.reminders.ticker import LoopTicker  # noqa: PLC0415 - brings apscheduler

    return LoopTicker(SystemClock())


def _day_start_hour(places: Places) -> int:
    """Return the setting; where the file doesn't speak of it, without reading all settings, which costs a tick dear."""
    try:
        is_chosen = "day_start_hour" in places.settings_file.read_text("utf-8", "replace")
    except OSError:
        return DAY_START_HOUR
    return _settings(places).day_start_hour if is_chosen else DAY_START_HOUR


def _settings(places: Places) -> Settings:
    from practice_tui.adapters.files.settings_file import TomlSettings  # noqa: PLC0415 - few ticks need a setting

    return TomlSettings(places.settings_file).read()
