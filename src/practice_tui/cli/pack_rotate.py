"""``practice pack rotate ID --key OLD.key --to NEW.pub``: a note that names a new key, signed by the old one."""

from __future__ import annotations

from pathlib import Path

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.pack_desk import FILE, PASSWORD_FILE, asked_password, authoring, password_in
from practice_tui.domain.text import visible


@click.command("rotate", cls=Command)
@click.argument("pack_id", metavar="ID")
@click.option("--key", metavar="OLD.key", type=FILE, required=True, help="The secret key that people know you by.")
@click.option("--to", "new", metavar="NEW.pub", type=FILE, required=True, help="The public key that follows it.")
@click.option("--into", metavar="FOLDER", type=FILE, default=Path(), help="Where the note goes; here, if not given.")
@PASSWORD_FILE
def command(pack_id: str, key: Path, new: Path, into: Path, password_file: Path | None) -> None:
    """Write the note that lets people take updates signed by your new key.

    It lies beside the pack's file, or beside it on the web, as ID.newkey and ID.newkey.minisig.
    """
    from practice_tui.bootstrap_packs import write_rotation_note  # noqa: PLC0415 - help and refusals need none

    password = None
    if authoring().wants_password(key):
        password = password_in(password_file) if password_file else asked_password("Password of the key", twice=False)
    file = write_rotation_note(pack_id, key, password, new, into)
    lines = [f"{visible(str(file))} and its signature are written; lay both beside the pack that the new key signs"]
    answer({"file": str(file), "signature": f"{file}.minisig"}, lambda: lines)
