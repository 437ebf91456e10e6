"""``practice doctor``: what works here, what doesn't, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import services
from practice_tui.cli.columns import table
from practice_tui.cli.grammar import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.engine.services import Check


@click.command("doctor", cls=Command)
def command() -> None:
    """Say what works here, what doesn't, and what to do."""
    checks = services().checks()
    document = {
        "checks": [{"name": check.name, "ok": check.ok, "detail": check.detail, "mend": check.mend} for check in checks]
    }
    answer(document, lambda: _lines(checks))


def _lines(checks: Sequence[Check]) -> list[str]:
    rows: list[tuple[str, str, str]] = []
    for check in checks:
        rows.append(("well" if check.ok else "look", check.name, check.detail))
        if check.mend:
            rows.append(("", "", f"to mend it: {check.mend}"))
    return table(rows)
