"""What can be given to a command: a length, and a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import click

from practice_tui.cli.grammar import Explained
from practice_tui.domain.errors import BadInput, PracticeError, TooLong
from practice_tui.domain.quantities import Frames, length_words, parse_length, range_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem

    from practice_tui.domain.script import Script
    from practice_tui.engine.services import Services

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


class IdParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """The id of something of the person's; the shell completes it."""

    def __init__(self, name: str, known: Callable[[Services], Iterable[tuple[str, str]]]) -> None:
        """Take what it is called, and what returns every id there is, each with what helps to tell it."""
        self.name = name
        self._known = known

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's own signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the ids that begin so."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

        from practice_tui.bootstrap import services  # noqa: PLC0415

        try:
            known = list(self._known(services()))
        except (PracticeError, OSError):
            return []  # a shell that completes has no place for a message
        return [CompletionItem(name, help=tells) for name, tells in known if name.startswith(incomplete)]


class PracticeParameter(IdParameter):
    """The id of a practice, or where it is allowed a script file; the shell completes both."""

    def __init__(self) -> None:
        super().__init__("practice", lambda services: ((each.id, each.title) for each in services.shelf.practices()))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the ids that begin so, with their titles; files where something like a path was begun."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

        if incomplete.startswith((".", "/", "~")):
            return [CompletionItem(incomplete, type="file")]
        return super().shell_complete(ctx, param, incomplete)


def length_given(script: Script, length: Length | None) -> Length:
    """Return the length that was given; a practice that has one length only needs none.

    Raises:
        Explained: none was given, and there is a choice.
    """
    if length is not None:
        return length
    header = script.header
    if header.has_one_length:
        return header.home
    reach = range_words(header.shortest, header.longest)
    raise Explained(f"-m LEN is missing; {script.id} goes from {reach}, such as -m {length_words(header.home)}")


LENGTH = LengthParameter()
COUNT = CountParameter()
PRACTICE = PracticeParameter()
