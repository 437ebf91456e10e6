"""How this very program is started by somebody else: a timer of the system, or a button on a notification.

Owns the absolute path of the program and which variables of the environment travel with it. Refuses to carry the time
zone: a timer that ticked in a zone of its own would not follow the person's wall clock.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "practice"

_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
"""What else decides where the person's folders are, beside PRACTICE_HOME."""


class OwnProgram(NamedTuple):
    """The program as a list of arguments, the first an absolute path, and the variables it has to be started with."""

    arguments: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    def called_with(self, *arguments: str) -> tuple[str, ...]:
        """Return the whole command for what stands behind ``practice``."""
        return (*self.arguments, *arguments)


def own_program(environment: Mapping[str, str] = os.environ) -> OwnProgram:
    """Return how this program is started from anywhere, and with which variables.

    The script that an installer made is preferred to the interpreter: it is gone when the program is uninstalled, so
    that a timer left behind can be told. Links are kept as they are, since an upgrade may move what they lead to.
    """
    carried = tuple(_carried(environment))
    for script in _scripts():
        if script.is_file() and os.access(script, os.X_OK):
            return OwnProgram((str(script),), carried)
    # -P: a folder called practice_tui where the timer happens to stand must not be taken for the program.
    return OwnProgram((sys.executable, "-P", "-m", "practice_tui"), (*carried, *_module_search(environment)))


def _scripts() -> Iterator[Path]:
    """Yield the scripts that may have started us or stand beside our interpreter, the likeliest first."""
    called = Path(sys.argv[0] if sys.argv else "")
    if called.stem == NAME:
        found = called if called.parent != Path() else Path(shutil.which(called.name) or called)
        yield found.absolute()
        yield found.absolute().with_suffix(".exe")
    suffix = ".exe" if sys.platform == "win32" else ""
    yield Path(sys.executable).with_name(NAME + suffix)
    yield Path(sysconfig.get_path("scripts"), NAME + suffix)


def _carried(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    home = environment.get("PRACTICE_HOME")
    if home:
        yield "PRACTICE_HOME", str(Path(home).expanduser().absolute())
        return
    for name in _FOLDERS:
        if environment.get(name):
            yield name, environment[name]


def _module_search(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    wanted = environment.get("PYTHONPATH")
    if wanted:
        yield "PYTHONPATH", os.pathsep.join(str(Path(part).absolute()) for part in wanted.split(os.pathsep) if part)
