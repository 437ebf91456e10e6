"""``practice pack sign FILE --key NAME.key``: a signature put into a pack's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_desk import FILE, PASSWORD_FILE, asked_password, authoring, password_in
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from pathlib import Path


@click.command("sign", cls=Command)
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--key", metavar="NAME.key", type=FILE, required=True, help="Your secret key.")
@PASSWORD_FILE
def command(file: Path, key: Path, password_file: Path | None) -> None:
    """Sign a pack's file with your key. The file is written anew, in one step, with the signature inside."""
    desk = authoring()
    password = None
    if desk.wants_password(key):
        password = password_in(password_file) if password_file else asked_password("Password of the key", twice=False)
    signed = desk.sign(file, key, password)
    document = {"file": str(file), "key": signed.key, "words": signed.words}
    answer(document, lambda: [f"{visible(str(file))} is signed with {signed.key}", f"in words: {signed.words}"])
