"""What a command has at hand: the services, the record, and the script a person names.

Owns the entering of sittings that were cut off, which every command does that reads or writes the record.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from practice_tui.cli.grammar import wants
from practice_tui.domain.errors import NotFound, ScriptRefused

if TYPE_CHECKING:
    from practice_tui.domain.script import Script
    from practice_tui.engine.history import History
    from practice_tui.engine.services import Services

SCRIPT_ENDING = ".txt"
"""How the name of a script file ends; what ends otherwise is an id."""


def services() -> Services:
    """Return the services, put together once a run."""
    root = click.get_current_context().find_root()
    if root.obj is None:
        from practice_tui.bootstrap import services as put_together  # noqa: PLC0415 - help and refusals need none
        from practice_tui.cli.logbook import keep_log  # noqa: PLC0415

        keep_log(debug=wants("debug"), on_stderr=True)
        root.obj = put_together()
    found: Services = root.obj
    return found


def history() -> History:
    """Return the record, after entering what was cut off and saying so on stderr."""
    enter_what_was_cut_off()
    return services().history


def enter_what_was_cut_off() -> None:
    """Enter every sitting whose process is gone, and say so in a line each on stderr."""
    for record in services().sittings.recover():
        click.echo(f"note: {_kept(record.seconds)} kept from a sitting that was cut off", err=True)


def find_script(name: str) -> Script:
    """Return the script of an id, of a file, or of a pack's folder that has one script only.

    Raises:
        NotFound: there is none.
        ScriptRefused: it has mistakes.
    """
    if not name.endswith(SCRIPT_ENDING):
        folder = Path(name)
        is_known = any(each.id == name for each in services().shelf.practices())
        if is_known or not (folder / "scripts").is_dir():
            return services().shelf.script(name)
        name = str(_only_script(folder))
    from practice_tui.compiler.diagnostics import Severity  # noqa: PLC0415 - only for files

    script, diagnostics = services().shelf.read_file(name)
    if script is not None:
        return script
    first = next((found for found in diagnostics if found.severity is Severity.ERROR), None)
    if first is None:
        raise NotFound(f"there is no script in {name}; check the name")
    place = f"{first.file or name}:{first.line}:{first.column}"
    raise ScriptRefused(f"{place}: {first.message}; practice check {name} shows all")


def _only_script(folder: Path) -> Path:
    """Return the script of a pack's folder.

    Raises:
        NotFound: it has none, or several; those are named.
    """
    found = (folder / "scripts").glob(f"*{SCRIPT_ENDING}")
    files = sorted(file for file in found if "." not in file.stem)  # a language behind the name: a translation
    if len(files) == 1:
        return files[0]
    if not files:
        raise NotFound(f"there are no scripts in {folder}; scripts end in {SCRIPT_ENDING}")
    raise NotFound(f"{folder} has {len(files)} scripts; name one, such as {files[0]}")


def _kept(seconds: float) -> str:
    """Return a length and its verb: ``38 minutes were``, ``1 minute was``, ``40 seconds were``."""
    count, unit = (round(seconds / 60), "minute") if seconds >= 60 else (round(seconds), "second")  # noqa: PLR2004
    if count == 0:
        return "less than a second was"
    return f"{count} {unit} was" if count == 1 else f"{count} {unit}s were"
