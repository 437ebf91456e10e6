"""Which key speaks for which pack, in one small file of the person's.

Owns ``trust.json`` in the state folder. It outlives the packs, and is written whole or not at all. A file that can't be
understood is never taken for an empty one: then nothing new is trusted until a person has looked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.storage.disk import LocalDisk, write_whole
from practice_tui.domain.errors import NotSaved, PackRefused
from practice_tui.engine.pack_ports import KnownKey

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.storage.disk import Disk

TRUST_NAME = "trust.json"
_FORMAT = 1


class FileTrustBook:
    """Implements `TrustBook` with a file in the folder `state`."""

    def __init__(self, state: Path, disk: Disk | None = None) -> None:
        self._file = state / TRUST_NAME
        self._disk = disk or LocalDisk()

    def keys(self) -> dict[str, KnownKey]:
        """Return what is known, by pack id."""
        try:
            document = json.loads(self._disk.read(self._file))
            return {str(pack_id): _key(found) for pack_id, found in _packs(document).items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise PackRefused(
                f"the book of known keys can't be read, so no pack is trusted; nothing was changed; see {self._file}"
            ) from None

    def remember(self, pack_id: str, key: KnownKey) -> None:
        """Keep a pack's key."""
        known = self.keys() | {pack_id: key}
        packs = {each: {"key": kept.key, "formerly": list(kept.formerly)} for each, kept in sorted(known.items())}
        content = json.dumps({"format": _FORMAT, "packs": packs}, indent=1) + "\n"
        try:
            self._disk.make_folder(self._file.parent)
            write_whole(self._disk, self._file, content.encode())
        except OSError as problem:
            raise NotSaved(
                f"the key could not be written down ({problem.strerror}); the pack was not installed; free some space"
            ) from None


def _packs(document: Any) -> Any:
    """Return what a book of this form holds.

    Raises:
        ValueError: it has another form.
    """
    if document["format"] != _FORMAT:
        raise ValueError(document["format"])
    return document["packs"]


def _key(found: Any) -> KnownKey:
    if not isinstance(found["key"], str) or not all(isinstance(each, str) for each in found["formerly"]):
        raise TypeError(found)
    return KnownKey(found["key"], tuple(found["formerly"]))
