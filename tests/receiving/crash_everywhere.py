"""Installs, updates and removes a pack again and again, and dies at each touch of the file system in turn.

Run as a process of its own: ``crash_everywhere.py HOME FIRST UPDATE``. A death is `os._exit` in a forked child, so that
nothing is cleaned up. Prints a JSON line: how many deaths there were, and every state that was neither old nor new.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.receiving.packs_made import ID, House

if TYPE_CHECKING:
    from collections.abc import Callable

DIED = 77


def outcome(home: Path) -> str:
    """Return what somebody finds who looks now, and fail where it can't be used."""
    house = House(home)
    packs = house.desk.packs()
    for practice in house.scripts.practices():
        if practice.pack == ID:
            house.scripts.script(practice.id)
    return ", ".join(f"{version.version}{'*' * version.is_current}" for pack in packs for version in pack.versions)


def dies_at(count: int, home: Path, action: Callable[[House], object]) -> bool:
    """Do something in a child that dies at its `count`-th touch of the file system; return whether it did."""
    child = os.fork()
    if child == 0:
        left = count

        def touched(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod"} and str(
                arguments[0]
            ).startswith(str(home)):
                left -= 1
                if left == 0:
                    os._exit(DIED)

        sys.addaudithook(touched)
        action(House(home))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == DIED


def main() -> None:
    home, first, update = (Path(argument) for argument in sys.argv[1:4])
    steps: list[tuple[str, str, Callable[[House], object]]] = [
        ("", "1.0*", lambda house: house.install(first)),
        ("1.0*", "1.1*, 1.0", lambda house: house.install(update)),
        ("1.1*, 1.0", "1.1, 1.0*", lambda house: house.desk.use(ID, "1.0")),
        ("1.1, 1.0*", "1.0*", lambda house: house.desk.remove(ID, "1.1")),
        ("1.0*", "", lambda house: house.desk.remove(ID)),
    ]
    deaths, wrong = 0, []
    for old, new, action in steps:
        count, saved = 1, home.with_name("saved")
        while True:
            shutil.rmtree(saved, ignore_errors=True)
            if home.exists():
                shutil.copytree(home, saved)
            died = dies_at(count, home, action)
            found = outcome(home)
            if found not in ({old, new} if died else {new}):
                wrong.append((old, new, count, found))
            if not died:
                break
            deaths, count = deaths + 1, count + 1
            if found == old:
                action(House(home))  # what was half done stands in nobody's way
                if outcome(home) != new:
                    wrong.append((old, new, count, "again: " + outcome(home)))
            shutil.rmtree(home)
            if saved.exists():
                saved.rename(home)
    left = [path.name for path in (home / "data" / "packs").iterdir()]
    print(json.dumps({"deaths": deaths, "wrong": wrong, "left": left}))  # noqa: T201 - the answer of this process


if __name__ == "__main__":
    main()
