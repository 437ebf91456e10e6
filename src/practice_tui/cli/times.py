"""What can be given to a command: a day, and an instant."""

from __future__ import annotations

from datetime import date, datetime

import click

from practice_tui.cli.grammar import Explained

_MOST_CHARACTERS = 40
_SHORTEST_WITH_TIME = len("20261121T06")


class DayParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """A day such as 2026-11-21."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that was given."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            raise _explained(value, "no day", "2026-11-21", param, ctx) from None
        if not 1900 <= day.year < 2200:  # noqa: PLR2004 - the years people sit in
            raise _explained(value, "out of reach", "2026-11-21", param, ctx)
        return day


class InstantParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """A date and a time, with or without an offset from UTC."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the time that was given: aware where an offset was, else naive. A day alone is none."""
        text = str(value).strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or len(text) < _SHORTEST_WITH_TIME:
            raise _explained(value, "no date and time", "2026-11-21T06:10", param, ctx)
        return moment


def _explained(
    value: object, what: str, example: str, param: click.Parameter | None, ctx: click.Context | None
) -> Explained:
    name = param.opts[0] if param else "it"
    return Explained(f"{name}: {str(value)[:_MOST_CHARACTERS]!r} is {what}; write it like {example}", ctx)


DAY = DayParameter()
INSTANT = InstantParameter()
