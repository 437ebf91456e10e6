"""What can be chosen to be heard beside the words: an ambient bed, and interval bells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from practice_tui.cli.grammar import Explained
from practice_tui.domain.errors import BadInput
from practice_tui.engine.settings import AMBIENT

if TYPE_CHECKING:
    from practice_tui.domain.interval_bells import IntervalBells

_NONE = "off"


class AmbientParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """The name of a bed that ships, the path of a sound file, or ``off``."""

    name = "name"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name or the path; nothing for ``off``."""
        wish = str(value)
        if wish.strip().lower() in {_NONE, ""}:
            return ""
        known = wish.strip().lower()
        if known in AMBIENT:
            return known
        if not Path(wish).expanduser().is_file():
            self.fail(
                f"there is no ambience and no file called {wish!r}; choose from {', '.join(AMBIENT)}, {_NONE}, "
                "or give the path of a sound file",
                param,
                ctx,
            )
        return wish


class IntervalBellsParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """Every so often, at a list of times, at random within bounds, or ``off``."""

    name = "times"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> IntervalBells:
        """Return the interval bells that were asked for; for ``off`` such as are never struck."""
        from practice_tui.domain.interval_bells import NO_BELLS, parse_interval_bells  # noqa: PLC0415 - not for help

        if str(value).strip().lower() == _NONE:
            return NO_BELLS
        try:
            return parse_interval_bells(str(value))
        except BadInput as problem:
            raise Explained(f"{param.opts[0] if param else self.name}: {problem}", ctx) from None


AMBIENCE = AmbientParameter()
INTERVAL_BELLS = IntervalBellsParameter()
