"""Looking back, in words: what every figure says, also where no figure can be seen.

Owns those lines. They count and don't compare with anything a person should have done.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from practice_tui.domain.milestones import Milestone, Reached
from practice_tui.tui.screens.history.looking_back import WEEK_DAYS, LookingBack, monday_of
from practice_tui.tui.wording import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

EMPTY = "Nothing has been entered yet, and there is no hurry. Your first sitting will stand here."
ADD_HINT = "What you sat elsewhere can be added by hand with a."
NOTHING_LEFT = "No sitting is like that. esc shows all of them again."
_MANY_SECONDS = 10 * 3600
AHEAD = "this day is still to come"


def time_words(seconds: float) -> str:
    """Return time that was sat, to the minute: ``31 h 20 min``, ``12 min``, ``40 s``."""
    if seconds < 60:  # noqa: PLR2004 - seconds in a minute
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * (bool(minutes) or not hours))


def about_words(seconds: float) -> str:
    """Return time that was sat; from ten hours on to the hour."""
    return f"{round(seconds / 3600):,} h" if seconds >= _MANY_SECONDS else time_words(seconds)


def count_words(count: int, one: str) -> str:
    """Return a number of things: ``1 sitting``, ``12 sittings``."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def dated(day: date) -> str:
    """Return a day with its year: ``20 November 2026``."""
    return f"{day_words(day).partition(' ')[2]} {day.year}"


def total_words(back: LookingBack) -> str:
    """Return everything that is shown, in one line."""
    shown = back.shown
    if not shown.sessions:
        return ""
    counts = count_words(shown.sessions, "sitting"), count_words(shown.days, "day")
    return ", ".join([*counts, time_words(shown.seconds)])


def sieve_words(back: LookingBack) -> str:
    """Return which sittings are shown, or an empty text where all are."""
    which = back.title(back.sieve.practice) if back.sieve.practice else ""
    return ", ".join(filter(None, (which, "with notes" if back.sieve.with_notes else "", _dates_words(back))))


def _dates_words(back: LookingBack) -> str:
    """Return from when to when sittings are shown: ``1 Nov to 20 Nov``, ``from 3 Dec 2025``; nothing where all are."""

    def named(day: date) -> str:
        return _short(day) if day.year == back.whole.day.year else f"{_short(day)} {day.year}"

    first, last = back.sieve.first, back.sieve.last
    if first and last:
        return f"{named(first)} to {named(last)}"
    return f"from {named(first)}" if first else f"to {named(last)}" if last else ""


def day_line(back: LookingBack, day: date) -> str:
    """Return a day of the calendar: ``Friday 20 November 2026: 12 min in 1 sitting``."""
    sittings = back.by_day.get(day, ())
    if sittings:
        what = f"{time_words(back.seconds(day))} in {count_words(len(sittings), 'sitting')}"
        notes = sum(bool(sitting.note) for sitting in sittings)
        what += f", {count_words(notes, 'note')}" if notes else ""
    else:
        what = back.resting.get(day) or (AHEAD if day > back.whole.day else "no sitting")
    return f"{day_words(day)} {day.year}: {what}"


def span_line(back: LookingBack, mondays: Sequence[date]) -> str:
    """Return what the weeks of the calendar hold together."""
    days = [monday + timedelta(days=day) for monday in mondays for day in range(WEEK_DAYS)]
    sat = [back.seconds(day) for day in days]
    practised = sum(seconds > 0 for seconds in sat)
    return f"{count_words(len(mondays), 'week')} shown: {count_words(practised, 'day')}, {time_words(sum(sat))}"


def weeks_line(back: LookingBack, mondays: Sequence[date]) -> str:
    """Return the figure of the weeks in words."""
    sums = {monday: back.week_seconds(monday) for monday in mondays}
    most = max(sums, key=lambda monday: sums[monday])
    if not sums[most]:
        return "no sitting in these weeks"
    is_now = mondays[-1] == monday_of(back.whole.day)
    last = "this week" if is_now else f"the week of {day_words(mondays[-1]).partition(' ')[2]}"
    sat = f"{time_words(sums[mondays[-1]])} {last}"
    if sums[mondays[-1]] == sums[most]:
        return f"{sat}, the fullest of these"
    return f"{sat}; the fullest, of {_short(most)}, {time_words(sums[most])}"


def view_lines(back: LookingBack) -> list[str]:
    """Return the views that the person wishes to see, a line each; none before there is anything to see."""
    settings, whole = back.settings, back.whole
    lines: list[str] = []
    if not whole.sessions:
        return lines
    if settings.show_streak:
        if whole.streak.current:
            lines.append(f"{count_words(whole.streak.current, 'day')} in a row")
        if whole.streak.longest > whole.streak.current:
            lines.append(f"longest run {count_words(whole.streak.longest, 'day')}")
    if settings.show_last_30:
        lines.append(f"{whole.last_30_days} of the last 30 days")
    if settings.show_score:
        lines.append(f"score {round(whole.score * 100)} of 100")
    return lines


def milestone_line(milestone: Milestone) -> str:
    """Return what was reached, and when."""
    if milestone.reached is Reached.FIRST:
        return f"first sitting on {dated(milestone.day)}"
    unit = "day" if milestone.reached is Reached.DAYS else "hour"
    return f"{count_words(milestone.number, unit)} on {dated(milestone.day)}"


def _short(day: date) -> str:
    words = day_words(day).split()
    return f"{day.day} {words[2][:3]}"
