"""What can be given to a command: a length, and a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import click

from practice_tui.cli.grammar import Explained
from practice_tui.domain.errors import BadInput, PracticeError, TooLong
from practice_tui.domain.quantities import Frames, parse_length

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

OPEN: Final = "open"
"""How an open-ended sitting is asked for."""

Length: TypeAlias = Frames | Literal["open"]
"""What ``-m`` understands."""


class LengthParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """A length such as 12, 12.5, 90s, 12m30s or 1h5m, or ``open``."""

    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Length:
        """Return the length that was given; one past a day is left to the script to refuse."""
        text = str(value)
        if text.strip().lower() == OPEN:
            return OPEN
        try:
            return parse_length(text)
        except TooLong as problem:
            return problem.length
        except BadInput as problem:
            raise Explained(f"{param.opts[0] if param else self.name}: {problem}", ctx) from None


class CountParameter(click.IntRange):
    """How many of something, from 0 on."""

    name = "whole number"

    def __init__(self) -> None:
        super().__init__(min=0)


class PracticeParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """The id of a practice, or where it is allowed a script file; the shell completes both."""

    name = "practice"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's own signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the ids that begin so, with their titles; files where something like a path was begun."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

        from practice_tui.bootstrap import services  # noqa: PLC0415

        if incomplete.startswith((".", "/", "~")):
            return [CompletionItem(incomplete, type="file")]
        try:
            practices = services().shelf.practices()
        except (PracticeError, OSError):
            return []  # a shell that completes has no place for a message
        return [CompletionItem(each.id, help=each.title) for each in practices if each.id.startswith(incomplete)]


LENGTH = LengthParameter()
COUNT = CountParameter()
PRACTICE = PracticeParameter()
