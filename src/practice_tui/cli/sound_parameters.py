"""What can be chosen to be heard beside the words: an ambient bed, and interval bells."""

from __future__ import annotations

from pathlib import Path

import click

from practice_tui.engine.settings import AMBIENT

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


AMBIENCE = AmbientParameter()
