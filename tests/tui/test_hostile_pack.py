"""The nastiest text that a pack may still hold, on every screen: it is shown as it is, and nothing obeys it."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from tests.receiving.packs_made import ID, House, make_pack
from tests.tui.evening import LARGE, Person, at_home

from practice_tui.domain.errors import PackRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.household import Household

MARKUP = "[/foo] [b][a[b]@click=app.quit]x[/] [$accent"
STRANGE = normalize("NFC", "[/x] שלום مرحبا Z\u0351\u0363\u036b e\u0301\u0301 👩‍👩‍👧‍👦 日本")
WIDE = "w" * 200

SCRIPT = f"""\
Title: {MARKUP}
Summary: A summary {MARKUP} [bold red]here[/] {STRANGE} {WIDE}
Length: 1m to 30m
Home: 10m
Language: en
Cautions: Careful {MARKUP} {STRANGE}.
Gentler: soft
Skill: {MARKUP}
From: {MARKUP} {STRANGE}
Author: {MARKUP} {STRANGE}
Licence: {MARKUP}

# Part @click=app.quit {STRANGE.replace("[/x] ", "")}
[bell]
{{one}} Words @click=app.quit, $accent and more {STRANGE.replace("[/x] ", "")} {WIDE}
[pause 5s+]

# Closing (close)
{{close}} Done.
[bell]
"""
HANDOUT = f"""\
# Title

{MARKUP} {STRANGE}

[a link](https://example.org/{WIDE}) <https://example.org> ![picture](file:///etc/passwd)
[another]: javascript:app.quit() "x"
<script>alert(1)</script> <a href="file:///etc/passwd">file</a>

| a | b |
|---|---|
| {MARKUP.replace("|", "")} | {WIDE} |

```python
raise SystemExit
```
"""
ABOUT = {
    "name": f"N {MARKUP} {STRANGE}"[:80].strip(),
    "author": f"A {STRANGE} {MARKUP}"[:80].strip(),
    "licence": MARKUP,
    "description": f"D {MARKUP}\n{STRANGE}\n{WIDE}",
}
FILES: dict[str, str | bytes] = {
    "scripts/evening.txt": SCRIPT,
    "scripts/soft.txt": SCRIPT.replace("Gentler: soft\n", "").replace("Title: ", "Title: soft "),
    "handouts/evening.md": HANDOUT,
}


@pytest.fixture
def house(household: Household, tmp_path: Path) -> House:
    household.packs = House(tmp_path / "home")
    return household.packs


def hostile(folder: Path) -> Path:
    return make_pack(folder, files=FILES, about=ABOUT)


async def click_everything_strange(person: Person) -> None:
    """Click each place on the screen where something looks as if it could act; a title may open its practice."""
    for y, line in enumerate(person.screen.splitlines()):
        for found in re.finditer(r"@click|\[/|\$accent|link|file", line):
            if "│" not in line:
                await person.pilot.click(offset=(min(found.start(), LARGE[0] - 1), y))
    await person.settle()
    assert person.app.is_running
    assert "\x1b" not in person.screen


@pytest.mark.parametrize("field", ["name", "author", "licence", "description"])
def test_markup_that_would_act_is_not_even_packed(tmp_path: Path, field: str) -> None:
    with pytest.raises(PackRefused, match="acts when it is clicked"):
        make_pack(tmp_path, about={field: "[@click=app.quit]press[/]"})


@pytest.mark.usefixtures("house")
async def test_before_it_is_taken_and_among_the_packs(household: Household, tmp_path: Path) -> None:
    async with at_home(household, size=LARGE) as person:
        await person.press("b", "f3", "a")
        person.app.screen.query_one("Input").value = str(hostile(tmp_path))  # type: ignore[attr-defined]
        await person.press("enter")
        assert MARKUP in person.screen
        assert "2 texts" not in person.screen
        inside = "3 texts, no recordings, no code, 5 links that never open by themselves"
        assert inside in " ".join(person.screen.split())
        await click_everything_strange(person)
        await person.press("y")
        assert person.place == "packs"
        assert MARKUP in person.screen
        await click_everything_strange(person)
        assert person.place == "packs"
        await person.press("x")
        assert "[/foo]" in person.screen
        await click_everything_strange(person)
        await person.press("escape", "u")
        assert "[/foo]" in person.screen


async def test_on_today_in_the_library_and_on_its_page(household: Household, house: House, tmp_path: Path) -> None:
    house.install(hostile(tmp_path))
    for practice in house.scripts.practices():
        if "/" not in practice.id:
            household.sat(practice.id, 10, 1)
    async with at_home(household, size=LARGE) as person:
        assert f"{MARKUP}" in person.screen
        assert "by A" not in person.screen
        await click_everything_strange(person)
        await person.press("l")
        assert "soft [/foo]" in person.screen
        await click_everything_strange(person)
    async with at_home(household, size=LARGE) as person:
        await person.press("b", *"careful", *["backspace"] * 7, *"click")
        assert "[/foo]" in person.screen
        await person.press("enter")
        assert person.place == "preview"
        for words in (MARKUP, "Part @click=app.quit", "raise SystemExit", "שלום"):
            assert words in person.screen
        await click_everything_strange(person)
        assert person.place == "preview"


async def test_in_the_palette_the_sitting_and_all_that_follows_it(
    household: Household, house: House, tmp_path: Path
) -> None:
    house.install(hostile(tmp_path))
    async with at_home(household, size=LARGE) as person:
        await person.press("ctrl+p", *"click")
        assert "Sit: [/foo]" in person.screen
    async with at_home(household, f"{ID}/evening", size=LARGE) as person:
        await person.let_pass(5)
        assert "Words @click=app.quit, $accent and more" in person.screen
        await click_everything_strange(person)
        assert person.player.session.is_running
        await person.press("q")
        assert person.place == "reflection"
        await click_everything_strange(person)
    async with at_home(household, size=LARGE) as person:
        await person.press("h")
        assert "[/foo]" in person.screen
        await click_everything_strange(person)
        await person.press("enter")
        await click_everything_strange(person)
    house.desk.remove(ID)
    async with at_home(household, size=LARGE) as person:
        await person.press("h")
        assert ID in person.screen


LONGEST_SECONDS = 40.0
COLUMNS, LINES = 120, 40

KNOWN = re.compile(
    rb"\x1b(?:\[[0-9;?<>=:]*[ -/]*[@-~]"  # control sequences: moving, colours, modes
    rb"|[()][A-Z0-9]|[=>78cM]"  # character sets, keypad, save and restore
    rb"|\]1[0-9];\?(?:\x07|\x1b\\)"  # questions for colours
    rb"|\]22;[a-z]+(?:\x07|\x1b\\)"  # the shape of the mouse's pointer
    rb"|P[^\x1b]*\x1b\\)"  # questions for what a terminal can do
)


class Terminal:
    """The app in a process of its own on a real terminal of ours."""

    def __init__(self, home: Path) -> None:
        self._controller, terminal = pty.openpty()
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = os.environ | {"PRACTICE_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for size in ("COLUMNS", "LINES"):  # what runs the tests may have set them, and they would count for more
            environment.pop(size, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "practice_tui"],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=environment,
            start_new_session=True,
        )
        os.close(terminal)
        self.written = b""

    def read_until(self, is_there: Callable[[bytes], bool]) -> None:
        """Read until what has come since the last key satisfies a condition."""
        deadline, since = time.monotonic() + LONGEST_SECONDS, len(self.written)
        while not is_there(self.written[since:]):
            left = deadline - time.monotonic()
            assert left > 0, self.written[since:]
            if select.select([self._controller], [], [], left)[0]:
                try:
                    self.written += os.read(self._controller, 65536)
                except OSError:
                    return  # it has gone

    def type(self, keys: bytes, until: bytes) -> None:
        """Send keys, and wait for words on the screen."""
        os.write(self._controller, keys)
        self.read_until(lambda new: until in new)

    def click(self, column: int, line: int) -> None:
        """Press and let go of the mouse's first button."""
        os.write(self._controller, b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (column, line, column, line))

    def close(self) -> None:
        """Have the app go, and wait for it."""
        os.write(self._controller, b"\x11")
        self.read_until(lambda _new: self.process.poll() is not None)
        assert self.process.wait() == 0
        os.close(self._controller)


def test_no_byte_that_a_terminal_obeys_gets_through(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    house.install(hostile(tmp_path))
    (house.home / "state").mkdir(exist_ok=True)
    (house.home / "state" / "welcomed").touch()
    terminal = Terminal(house.home)
    try:
        terminal.read_until(lambda new: b"begin" in new)
        terminal.type(b"b", b"soft [/foo]")
        terminal.type(b"\x1bOR", b"in use")
        for line in range(2, LINES - 2, 3):
            for column in range(3, COLUMNS, 13):
                terminal.click(column, line)
        terminal.type(b"x", b"Remove it?")
        terminal.type(b"n", b"in use")
        terminal.type(b"\x1b", b"look closer")
        terminal.type(b"soft", b"soft [/foo]")
        terminal.type(b"\r", b"begin")
        for line in range(2, LINES - 2, 3):
            terminal.click(80, line)
        terminal.close()
    finally:
        terminal.process.kill()
        terminal.process.wait()
    left = KNOWN.sub(b"", terminal.written)
    assert b"\x1b" not in left, left[max(0, left.index(b"\x1b") - 80) : left.index(b"\x1b") + 80]
    assert b"[/foo]" in left
    for obeyed in (b"\x1b]8;", b"\x1b]52;", b"\x1b]0;", b"\x1b]2;"):
        assert obeyed not in terminal.written
    assert house.desk.pack(ID).current.version == "1.0"
