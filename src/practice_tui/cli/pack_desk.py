"""What the commands for authors have at hand: the use cases, and passwords."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from practice_tui.domain.errors import BadInput, NotFound
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from practice_tui.engine.authoring import Authoring

FOLDER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path)

PASSWORD_FILE = click.option(
    "--password-file", metavar="FILE", type=FILE, help="A file whose first line is the password."
)

_LONGEST_PASSWORD = 1024


def authoring() -> Authoring:
    """Return the steps from a folder to a signed pack."""
    from practice_tui.bootstrap import authoring as put_together  # noqa: PLC0415 - help and refusals need none

    return put_together()


def password_in(file: Path) -> bytes:
    """Return the password on the first line of a file.

    Raises:
        NotFound: it can't be read.
        BadInput: there is none in it.
    """
    try:
        with file.open("rb") as stream:
            line = stream.readline(_LONGEST_PASSWORD + 2)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "no file can have that name"
        raise NotFound(f"{visible(str(file))} can't be read ({reason}); check the name") from None
    password = line.rstrip(b"\r\n")
    if not password or len(password) > _LONGEST_PASSWORD:
        raise BadInput(f"{visible(str(file))} has no password on its first line; write one there")
    return password


def asked_password(question: str, *, twice: bool) -> bytes:
    """Ask for a password on the terminal.

    Raises:
        BadInput: nobody is there to ask, or none was given; the option that answers is named.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        other = ", or have none by --no-password" if twice else ""
        raise BadInput(f"a password is wanted and nobody is here to ask; give it by --password-file FILE{other}")
    password: str = click.prompt(question, hide_input=True, confirmation_prompt=twice, err=True)
    return password.encode()
