"""``practice pack keygen -o NAME``: a pair of keys to sign packs with, in minisign's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command, Explained
from practice_tui.cli.pack_desk import FILE, PASSWORD_FILE, asked_password, authoring, password_in
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.engine.authoring import Signed


@click.command("keygen", cls=Command)
@click.option("-o", "name", metavar="NAME", type=FILE, required=True, help="Makes NAME.key and NAME.pub.")
@click.option("--no-password", is_flag=True, help="Leave the key open to whoever has the file.")
@PASSWORD_FILE
def command(name: Path, no_password: bool, password_file: Path | None) -> None:
    """Make a key to sign your packs with, once; keep NAME.key to yourself, with a copy somewhere safe."""
    if no_password and password_file:
        raise Explained("--no-password and --password-file say opposite things; give one of them")
    password = None if no_password else _password(password_file)
    made = authoring().make_key(name, password)
    document = {"secret": f"{name}.key", "public": f"{name}.pub", "key": made.key, "words": made.words}
    answer(document, lambda: _lines(name, made))


def _password(file: Path | None) -> bytes:
    return password_in(file) if file else asked_password("Password for the new key", twice=True)


def _lines(name: Path, made: Signed) -> Iterator[str]:
    where = visible(str(name))
    yield f"{where}.key signs your packs: keep it to yourself, and keep a copy somewhere safe"
    yield f"{where}.pub is for everybody: {made.key}"
    yield f"in words: {made.words}"
