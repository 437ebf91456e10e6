"""What is said of a reminder on the command line: the options that adding and changing one share.

Owns the wish that is read from them; what comes of it is each command's own.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Literal

import click

from practice_tui.cli.grammar import Explained
from practice_tui.cli.parameters import LENGTH, OPEN, PRACTICE
from practice_tui.cli.reminder_words import QUIET, TIME, WEEKDAYS, WINDOW
from practice_tui.domain.reminder import MOST_MOMENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from practice_tui.cli.parameters import Length
    from practice_tui.domain.reminder import Stretch

    Body: TypeAlias = Callable[..., None]


def takes_wish(*, is_new: bool) -> Callable[[Body], Body]:
    """Return a decorator that gives a command what is said of a reminder, as its keyword `wish`.

    Args:
        is_new: whether the reminder is only being made: then it needs a practice, and has no words to take back.
    """

    def decorate(body: Body) -> Body:
        @wraps(body)
        def taking(
            *args: object,
            practice: str | None,
            at: int | None,
            days: frozenset[int] | None,
            length: Length | None,
            quiet: Stretch | Literal["off"] | None,
            moments: int | None,
            window: Stretch | None,
            words: str | None,
            **others: object,
        ) -> None:
            from practice_tui.engine.reminder_wishes import ReminderWish  # noqa: PLC0415 - help needs none of it

            if length == OPEN:
                raise Explained("-m: a prompt offers a length; give one such as -m 12", click.get_current_context())
            wish = ReminderWish(
                practice=practice,
                length=length,
                at=at,
                count=moments,
                window=window,
                weekdays=days,
                quiet=quiet,
                words=words,
            )
            body(*args, wish=wish, **others)

        decorated: Body = taking
        for option in reversed(_options(is_new=is_new)):
            decorated = option(decorated)
        return decorated

    return decorate


def _options(*, is_new: bool) -> list[Callable[[Body], Body]]:
    which_days = "weekdays and weekends will do too" if is_new else "daily for all"
    which_length = ": 12, 90s, 12m30s" if is_new else ""
    which_words = "; the setting prompt_words otherwise" if is_new else ""
    ways = ["discreet", "plain"] if is_new else ["discreet", "plain", "setting"]
    moments = click.IntRange(1, MOST_MOMENTS)
    return [
        click.option("--practice", metavar="ID", type=PRACTICE, required=is_new, help="What it offers."),
        click.option("--at", metavar="HH:MM", type=TIME, help="Once a day, at this time."),
        click.option("--days", metavar="mon,tue,…", type=WEEKDAYS, help=f"On these days only; {which_days}."),
        click.option("-m", "length", metavar="LEN", type=LENGTH, help=f"The length it offers{which_length}."),
        click.option("--quiet", metavar="HH:MM-HH:MM|off", type=QUIET, help="Hours in which it waits."),
        click.option("--moments", metavar="N", type=moments, help="Small moments at random, N a day."),
        click.option("--window", metavar="HH:MM-HH:MM", type=WINDOW, help="The part of the day they fall in."),
        click.option("--words", type=click.Choice(ways), help=f"How openly it speaks{which_words}."),
    ]
