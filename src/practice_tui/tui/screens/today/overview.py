"""What Today shows, gathered in one go and off the screen's thread.

Owns which questions are put to the engine. What is suggested, and what counts, is the engine's answer.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.quantities import frames
from practice_tui.engine.library import Suggestion, nearest_length, suggest
from practice_tui.tui.wording import sat_words, were

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.statistics import Statistics
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.services import Services

OTHERS = 2
"""How many further suggestions stand beside the first."""

SILENT = "silent-sit"
"""Always among the choices: it needs no suggestion."""


class Overview(NamedTuple):
    """What Today shows.

    Attributes:
        choices: the suggestion first, then a few others.
        practices: everything at hand.
        statistics: what was practised; None where the record can't be read.
        notice: a line about what was found on the way, or an empty text.
        kept: the sittings that were entered on the way, because their process was gone.
    """

    choices: tuple[Suggestion, ...]
    practices: tuple[PracticeSummary, ...]
    statistics: Statistics | None
    notice: str
    kept: Sequence[SessionRecord] = ()


def gather(services: Services) -> Overview:
    """Enter what was left of earlier sittings, then read practices and record. It takes its time: not for the UI."""
    notices: list[str] = []
    kept: Sequence[SessionRecord] = ()
    records: Sequence[SessionRecord] = ()
    statistics = None
    try:
        kept = services.sittings.recover()
        notices += _kept(kept)
        records = services.history.records()
        statistics = services.history.statistics()
    except PracticeError as problem:
        notices.append(str(problem))
    practices = tuple(services.shelf.practices())
    usual = frames(services.settings.read().usual_minutes * 60)
    return Overview(_choices(practices, records, usual), practices, statistics, "\n".join(notices), kept)


class Gathering:
    """An overview that is being gathered in a thread of its own, begun before there is a screen to show it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._overview: Overview | None = None
        self._thread = Thread(target=self._gather, name="overview", daemon=True)
        self._thread.start()

    @property
    def overview(self) -> Overview | None:
        """The overview, where it is there already."""
        return self._overview

    def result(self) -> Overview:
        """Wait for the overview; not for the UI thread. What went wrong in the first attempt shows in a second one."""
        self._thread.join()
        return self._overview or gather(self._services)

    def _gather(self) -> None:
        with suppress(Exception):  # `result` tries again, where somebody can hear of it
            self._overview = gather(self._services)


def _kept(recovered: Sequence[SessionRecord]) -> list[str]:
    if not recovered:
        return []
    seconds = sum(record.seconds for record in recovered)
    count = len(recovered)
    which, it = ("your last sitting", "it") if count == 1 else (f"your last {count} sittings", "the latest")
    return [f"{sat_words(seconds)} {were(seconds)} kept from {which}; c changes or removes {it}"]


def _choices(
    practices: Sequence[PracticeSummary], records: Sequence[SessionRecord], usual: Frames
) -> tuple[Suggestion, ...]:
    """Return the suggestion, what would be suggested if it weren't there, and silence."""
    silent = [practice for practice in practices if practice.id == SILENT]
    left = [practice for practice in practices if practice.id != SILENT]
    found: list[Suggestion] = []
    while len(found) <= OTHERS:
        following = suggest(left, records, usual)
        if following is None:
            break
        found.append(following)
        left = [practice for practice in left if practice.id != following.practice.id]
    found += [Suggestion(practice, nearest_length(practice, usual), "without guidance") for practice in silent]
    return tuple(found)
