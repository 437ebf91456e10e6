"""Where everything of the person's is kept.

Owns the four folders: config, data, state, cache. With ``PRACTICE_HOME`` they stand side by side under it, else where
the system keeps such things (platformdirs). Folders are 0700, files 0600.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_NAME = "practice"


class Places(NamedTuple):
    """The four folders. They are made when first written to, never by looking."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @property
    def settings_file(self) -> Path:
        """The person's settings."""
        return self.config / "settings.toml"

    @property
    def reminders_file(self) -> Path:
        """When the person wants to be asked."""
        return self.config / "reminders.json"

    @property
    def delivered_file(self) -> Path:
        """What this device noted of prompts."""
        return self.state / "delivered.json"

    @property
    def log_file(self) -> Path:
        """What the program noted of its own troubles; never words of the person."""
        return self.state / "practice.log"

    @property
    def welcomed_file(self) -> Path:
        """There once the first screen has been seen."""
        return self.state / "welcomed"


def find_places() -> Places:
    """Return the folders for this person on this system; nothing is created."""
    home = os.environ.get("PRACTICE_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Places(root / "config", root / "data", root / "state", root / "cache")
    from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed where PRACTICE_HOME is set

    dirs = PlatformDirs(_NAME, appauthor=False)
    return Places(
        Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_state_dir), Path(dirs.user_cache_dir)
    )


def make_private(folder: Path) -> None:
    """Create a folder that only its owner can read, and those above it that are missing.

    Raises:
        OSError: it can't be created.
    """
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all.

    Raises:
        OSError: it can't be written; what was there before is as it was.
    """
    make_private(file.parent)
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
