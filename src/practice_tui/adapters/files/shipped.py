"""Where the guidance and the sound that ship with the program are.

Owns the one answer for wheel, sdist and editable checkout alike. It refuses to guess: a tree that has neither form is a
broken installation and says so.
"""

from pathlib import Path

from practice_tui.domain.errors import BrokenInstallation

_PACKAGE = Path(__file__).resolve().parents[2]


def scripts_folder() -> Path:
    """Return the folder that holds the shipped packs, one folder a pack."""
    return _shipped("scripts")


def audio_folder() -> Path:
    """Return the folder that holds the shipped bells, beds and voices."""
    return _shipped("audio")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / "_shipped" / name
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parents[1] / name
    if checkout.is_dir():
        return checkout
    raise BrokenInstallation(
        f"the folder {name!r} that belongs to the program is missing; nothing of yours is touched; install it again"
    )
