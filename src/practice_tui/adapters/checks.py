"""What `doctor` looks at: sound, terminal, folders, settings, the record, prompts.

Owns the questions and the words of the answers. It never fails; a check that can't be made says so.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from practice_tui.engine.services import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from practice_tui.adapters.files.places import Places
    from practice_tui.adapters.files.settings_file import TomlSettings
    from practice_tui.adapters.storage.sessions import LogSessionStore
    from practice_tui.adapters.system_clock import SystemClock

LEAST_COLUMNS, LEAST_LINES = 80, 24
"""The terminal the screens are drawn for; smaller ones get a smaller layout."""


def every_check(places: Places, settings: TomlSettings, store: LogSessionStore, clock: SystemClock) -> list[Check]:
    """Return every check, in the order in which they matter to someone who wants to sit now.

    Looking at the record mends what can be mended without losing anything; each finding says so.
    """
    return [
        *_sound_checks(),
        _terminal_check(),
        *_folder_checks(places),
        _settings_check(settings),
        *_record_checks(places, store, clock),
        *_reminder_checks(places),
        *_pack_checks(places),
    ]


def _sound_checks() -> Iterator[Check]:
    from practice_tui.adapters.audio.pipe import players  # noqa: PLC0415 - sound is loaded only when it is asked for
    from practice_tui.adapters.audio.portaudio import devices  # noqa: PLC0415
    from practice_tui.domain.errors import OutputLost  # noqa: PLC0415

    names: list[str] = []
    reason = "PortAudio sees no output device"
    try:
        names = devices()
    except OutputLost as problem:
        reason = str(problem)
    pipes = players()
    if names:
        yield Check("sound through PortAudio", ok=True, detail=", ".join(names[:6]))
    else:
        mend = "connect a device, or install PortAudio (Debian: apt install libportaudio2 libasound2-plugins)"
        yield Check("sound through PortAudio", ok=False, detail=reason, mend=mend)
    detail = ", ".join(pipes) if pipes else "none of pw-cat, pacat and aplay is here"
    mend = "" if pipes or names else "install one of them (Debian: apt install pulseaudio-utils)"
    yield Check("sound through a pipe", ok=bool(pipes or names), detail=detail, mend=mend)


def _terminal_check() -> Check:
    if not sys.stdout.isatty():
        return Check("terminal", ok=True, detail="none here; practice sit ID --plain works without one")
    columns, lines = shutil.get_terminal_size()
    detail = f"{columns}x{lines}, {os.environ.get('TERM', 'unnamed')}"
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        mend = f"make it {LEAST_COLUMNS}x{LEAST_LINES} or larger to see everything"
        return Check("terminal", ok=False, detail=detail, mend=mend)
    return Check("terminal", ok=True, detail=detail)


def _folder_checks(places: Places) -> Iterator[Check]:
    yield _folder_check("data folder", places.data)
    yield _folder_check("state folder", places.state)
    yield _folder_check("config folder", places.config)


def _folder_check(name: str, folder: Path) -> Check:
    nearest = folder
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        mend = f"make {nearest} writable for you, or choose another place with PRACTICE_HOME"
        return Check(name, ok=False, detail=f"{folder} can't be written", mend=mend)
    free = shutil.disk_usage(nearest).free // 1_000_000
    if free < 10:  # noqa: PLR2004 - megabytes that years of practice would take
        return Check(name, ok=False, detail=f"{folder}: {free} MB free", mend="free some space; sittings need little")
    return Check(name, ok=True, detail=str(folder))


def _settings_check(settings: TomlSettings) -> Check:
    problems = settings.problems()
    if problems:
        return Check("settings", ok=False, detail="; ".join(problems), mend="mend the file, or: practice config set")
    return Check("settings", ok=True, detail="every setting is understood")


def _pack_checks(places: Places) -> Iterator[Check]:
    """Look at the list of installed packs; where none is installed there is nothing to say."""
    from practice_tui.adapters.packs.shelf_index import read_index  # noqa: PLC0415 - only for `doctor`
    from practice_tui.domain.errors import PackRefused  # noqa: PLC0415

    try:
        packs = read_index(places.data / "packs")
    except PackRefused as problem:
        yield Check("packs", ok=False, detail=str(problem), mend="see practice pack list")
        return
    if packs:
        yield Check("packs", ok=True, detail=f"{len(packs)} installed; practice pack list names them")


def _record_checks(places: Places, store: LogSessionStore, clock: SystemClock) -> list[Check]:
    from practice_tui.adapters.storage.backups import Backups  # noqa: PLC0415 - only for `doctor`
    from practice_tui.adapters.storage.disk import LocalDisk  # noqa: PLC0415
    from practice_tui.adapters.storage.examination import Examination  # noqa: PLC0415

    disk = LocalDisk()
    backups = Backups(store, places.state, clock.now, disk)
    return Examination(store, backups, places.state, clock.now, disk, mend=True).findings()


def _reminder_checks(places: Places) -> list[Check]:
    from practice_tui.adapters.reminders.checks import reminder_checks  # noqa: PLC0415 - only for `doctor`

    return reminder_checks(places)
