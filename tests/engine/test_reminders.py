"""The book of reminders: what may be in it, and how it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.engine.fakes import HandClock
from tests.engine.prompt_room import summary
from tests.engine.test_usual_time import sat

from practice_tui.adapters.reminders.kept import KeptReminders
from practice_tui.domain.due import Noted, State
from practice_tui.domain.errors import BadInput, NotFound, Unanswered, Unreachable
from practice_tui.domain.quantities import MINUTE, Frames
from practice_tui.domain.reminder import DailyTime, Moments, Stretch, parse_stretch, parse_time
from practice_tui.engine.reminder_wishes import ReminderWish
from practice_tui.engine.reminders import Reminders
from practice_tui.engine.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.compiler.diagnostics import Diagnostic
    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.script import Script
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.voices import Progress


class HandSettings:
    """Settings that a test changes."""

    def __init__(self) -> None:
        self.settings = Settings()

    def read(self) -> Settings:
        return self.settings

    def problems(self) -> list[str]:
        return []

    def change(self, name: str, value: str) -> Settings:
        raise AssertionError((name, value))


class HandShelf:
    """Practices in lists alone; no script can be opened."""

    def __init__(self, *practices: PracticeSummary) -> None:
        self.summaries = practices

    def practices(self) -> tuple[PracticeSummary, ...]:
        return self.summaries

    def script(self, practice_id: str) -> Script:
        raise NotFound(f"there is no practice {practice_id!r}; did you mean 'nurturance'?")

    def pack_of(self, practice_id: str) -> tuple[str, str]:
        raise AssertionError(practice_id)

    def read_file(self, path: str) -> tuple[Script | None, list[Diagnostic]]:
        raise AssertionError(path)

    def handout(self, practice_id: str) -> str:
        raise AssertionError(practice_id)

    def make_ready(self, script: Script, progress: Progress | None) -> None:
        raise AssertionError((script, progress))

    def spoken_lengths(self, script: Script, *, voice: bool) -> SpokenLengths:
        raise AssertionError((script, voice))


class Book:
    """The book over a folder of the test's own, and what it is made of."""

    def __init__(self, folder: Path) -> None:
        self.keeper = KeptReminders(folder / "config" / "reminders.json", folder / "state" / "delivered.json")
        self.settings = HandSettings()
        self.records: list[SessionRecord] = []
        shelf = HandShelf(
            summary("nurturance"),
            summary("care-moment", shortest=MINUTE, longest=5 * MINUTE),
            summary("gratitude", shortest=8 * MINUTE, longest=40 * MINUTE),
            summary("a-pack/evening"),
        )
        self.book = Reminders(
            clock=HandClock(),
            settings=self.settings,
            shelf=shelf,
            keeper=self.keeper,
            records=lambda: self.records,
        )


@pytest.fixture
def room(tmp_path: Path) -> Book:
    return Book(tmp_path)


@pytest.fixture
def book(room: Book) -> Reminders:
    return room.book


SEVEN = parse_time("07:00")
OFFICE = parse_stretch("09:00-17:00")


def test_a_daily_reminder_has_what_was_said_and_the_usual_length(book: Reminders) -> None:
    arranged = book.add(ReminderWish(practice="nurturance", at=SEVEN, weekdays=frozenset({0, 2})))
    reminder = arranged.reminder
    assert (reminder.id, reminder.practice, reminder.seconds) == ("nurturance", "nurturance", 600)
    assert reminder.when == DailyTime(SEVEN, frozenset({0, 2}))
    assert (reminder.quiet, reminder.words, reminder.paused, arranged.remarks) == (None, "", False, [])
    assert book.all() == [reminder]


def test_names_are_short_and_free(book: Reminders) -> None:
    names = [book.add(ReminderWish(practice="a-pack/evening", at=SEVEN)).reminder.id for _ in range(3)]
    assert names == ["evening", "evening-2", "evening-3"]
    book.remove("evening-2")
    assert book.add(ReminderWish(practice="a-pack/evening", at=SEVEN)).reminder.id == "evening-2"


def test_small_moments_want_a_short_practice_and_get_a_short_length(book: Reminders) -> None:
    wish = ReminderWish(practice="care-moment", count=4, window=OFFICE)
    assert book.add(wish).reminder.seconds == 300
    assert book.add(replace(wish, practice="nurturance")).reminder.seconds == 300
    assert book.add(replace(wish, length=Frames(2 * MINUTE))).reminder.seconds == 120
    with pytest.raises(BadInput, match="gratitude takes 8m at least, and a small moment five minutes"):
        book.add(replace(wish, practice="gratitude"))
    with pytest.raises(Unreachable, match="nurturance can't take 6m as a small moment; it goes from 2m to 5m"):
        book.add(replace(wish, practice="nurturance", length=Frames(6 * MINUTE)))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (ReminderWish(practice="care-moment", count=3), "say which, such as --window"),
        (ReminderWish(practice="care-moment", count=3, window=parse_stretch("09:00-11:00")), "too short"),
        (ReminderWish(practice="care-moment", count=7, window=OFFICE), "from 1 to 6"),
        (ReminderWish(practice="care-moment", count=1, window=parse_stretch("22:00-06:00")), "can't reach past 04:00"),
        (ReminderWish(practice="care-moment", count=1, window=OFFICE, at=SEVEN), "not both"),
    ],
)
def test_moments_that_cannot_be_are_refused(book: Reminders, wish: ReminderWish, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        book.add(wish)
    assert book.all() == []


def test_a_window_may_end_where_a_day_begins(book: Reminders) -> None:
    wish = ReminderWish(practice="care-moment", count=1, window=parse_stretch("22:00-04:00"))
    assert book.add(wish).reminder.when == Moments(1, Stretch(22 * 60, 4 * 60))


def test_lengths_out_of_reach_and_unknown_practices_are_refused(book: Reminders) -> None:
    with pytest.raises(Unreachable, match="nurturance can't take 1m; it goes from 2m to 30m"):
        book.add(ReminderWish(practice="nurturance", at=SEVEN, length=MINUTE))
    with pytest.raises(NotFound, match="did you mean 'nurturance'"):
        book.add(ReminderWish(practice="nurturanc", at=SEVEN))


def test_without_a_time_the_usual_one_is_suggested(room: Book) -> None:
    with pytest.raises(Unanswered, match="give one such as --at 07:30"):
        room.book.add(ReminderWish(practice="nurturance"))
    room.records = [sat(days, "06:45") for days in range(1, 9)]
    assert room.book.suggested_minute() == parse_time("06:45")
    with pytest.raises(Unanswered, match="you often sit at about 06:45, so perhaps --at 06:45"):
        room.book.add(ReminderWish(practice="nurturance"))


@pytest.mark.parametrize(
    ("at", "remark"),
    [
        ("21:00", []),
        ("05:00", ["quiet hours hold this prompt until 07:00"]),
        ("23:00", ["quiet hours hold this prompt until it is too late, so it won't come"]),
    ],
)
def test_what_quiet_hours_will_do_is_said(book: Reminders, at: str, remark: list[str]) -> None:
    wish = ReminderWish(practice="nurturance", at=parse_time(at), quiet=parse_stretch("22:00-07:00"))
    assert [each.partition(";")[0] for each in book.add(wish).remarks] == remark


def test_an_edit_changes_what_was_said_and_nothing_else(book: Reminders) -> None:
    before = book.add(
        ReminderWish(practice="nurturance", at=SEVEN, weekdays=frozenset({1}), quiet=parse_stretch("22:00-06:00"))
    ).reminder
    assert book.edit("nurturance", ReminderWish(at=SEVEN + 30)).reminder == before._replace(
        when=DailyTime(SEVEN + 30, frozenset({1}))
    )
    assert book.edit("nurturance", ReminderWish(weekdays=frozenset({2}))).reminder.when.weekdays == {2}
    assert book.edit("nurturance", ReminderWish(quiet="off")).reminder.quiet is None
    assert book.edit("nurturance", ReminderWish(words="plain")).reminder.words == "plain"
    assert book.edit("nurturance", ReminderWish(words="setting")).reminder.words == ""
    assert book.edit("nurturance", ReminderWish(length=Frames(5 * MINUTE))).reminder.seconds == 300
    assert book.edit("nurturance", ReminderWish(at=SEVEN)).reminder.seconds == 300
    assert book.edit("nurturance", ReminderWish(practice="gratitude")).reminder.seconds == 600


def test_an_edit_can_turn_a_time_into_moments_and_back(book: Reminders) -> None:
    book.add(ReminderWish(practice="nurturance", at=SEVEN, weekdays=frozenset({1})))
    changed = book.edit("nurturance", ReminderWish(count=3, window=OFFICE)).reminder
    assert (changed.when, changed.seconds) == (Moments(3, OFFICE, frozenset({1})), 300)
    assert book.edit("nurturance", ReminderWish(count=2)).reminder.when == Moments(2, OFFICE, frozenset({1}))
    assert book.edit("nurturance", ReminderWish(at=SEVEN)).reminder.when == DailyTime(SEVEN, frozenset({1}))


def test_an_edit_of_nothing_and_of_nobody_is_refused(book: Reminders) -> None:
    with pytest.raises(BadInput, match="nothing was said to change"):
        book.edit("nurturance", ReminderWish())
    with pytest.raises(NotFound, match="nor any other"):
        book.edit("nurturance", ReminderWish(at=SEVEN))
    book.add(ReminderWish(practice="nurturance", at=SEVEN))
    for call in (book.pause, book.resume, book.remove):
        with pytest.raises(NotFound, match="did you mean 'nurturance'"):
            call("nurturence")


def test_pausing_resuming_and_the_next_time(book: Reminders) -> None:
    reminder = book.add(ReminderWish(practice="nurturance", at=SEVEN)).reminder
    coming = book.next_time(reminder)
    assert coming is not None
    assert coming.isoformat() == "2026-11-22T06:00:00+00:00"
    paused = book.pause("nurturance")
    assert paused.paused
    assert book.next_time(paused) is None
    assert book.resume("nurturance") == reminder
    assert book.all() == [reminder]


def test_a_reminder_that_is_removed_takes_its_notes_along(room: Book) -> None:
    room.book.add(ReminderWish(practice="nurturance", at=SEVEN))
    kept, gone = (
        Noted(name, sat(0, "07:00").day, 0, State.DELIVERED, HandClock().wall, HandClock().wall + timedelta(seconds=1))
        for name in ("another", "nurturance")
    )
    with room.keeper.alone():
        room.keeper.note([kept, gone])
    room.book.remove("nurturance")
    assert room.book.all() == []
    assert [note.reminder for note in room.keeper.notes()] == ["another"]
