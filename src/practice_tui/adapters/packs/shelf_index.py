"""The list of what stands on the shelf: one small file, written whole or not at all.

Owns ``index.json``: which folder is which version of which pack, which of them is current, and which scripts each
has. A start of the program reads this file and nothing else of the shelf; where there is none, nothing is installed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from practice_tui.domain.errors import PackRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INDEX_NAME = "index.json"
FORMAT = 1

_FOLDER = re.compile(r"[0-9a-f]{64}")
_LARGEST = 20_000_000


class Shelf(NamedTuple):
    """One version of a pack, as far as finding its scripts takes.

    Attributes:
        folder: the name of its folder: a hash of its manifest and signature.
        version, author: what its manifest says.
        digest: what identifies its content.
        key: the key it was signed with; empty where it is unsigned.
        installed: when it came, in UTC, as text.
        scripts: the hash of each script by its name; on the shelf that is the file's name.
        handouts: the same of each handout.
    """

    folder: str
    version: str
    author: str
    digest: str
    key: str
    installed: str
    scripts: Mapping[str, str]
    handouts: Mapping[str, str]


class Kept(NamedTuple):
    """A pack's versions, in the order in which they came, and the folder of the current one."""

    current: str
    versions: tuple[Shelf, ...]

    @property
    def present(self) -> Shelf:
        """The current version."""
        return next(each for each in self.versions if each.folder == self.current)


def read_index(shelf: Path) -> dict[str, Kept]:
    """Return what stands on the shelf in a folder, by pack id, sorted; nothing where there is no list.

    Raises:
        PackRefused: the list is damaged or can't be read.
    """
    file = shelf / INDEX_NAME
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise PackRefused(
            f"the list of installed packs can't be read ({problem.strerror}); the packs are untouched; see {file}"
        ) from None
    try:
        document = json.loads(raw)
        if document["format"] != FORMAT:
            raise PackRefused(
                "the list of installed packs was written by another version of practice; the packs are untouched; "
                "use the newer one"
            )
        return {pack_id: _kept(document["packs"][pack_id]) for pack_id in sorted(document["packs"])}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged(shelf) from None


def damaged(shelf: Path) -> PackRefused:
    """Return the refusal for a list that can't be understood."""
    return PackRefused(
        f"the list of installed packs is damaged; nothing was changed; take {shelf / INDEX_NAME} away and install the "
        "packs again"
    )


def index_bytes(packs: Mapping[str, Kept]) -> bytes:
    """Return the list as it is written."""
    document = {
        "format": FORMAT,
        "packs": {
            pack_id: {"current": kept.current, "versions": [version._asdict() for version in kept.versions]}
            for pack_id, kept in sorted(packs.items())
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _kept(found: Any) -> Kept:
    kept = Kept(str(found["current"]), tuple(_shelf(each) for each in found["versions"]))
    if kept.current not in {each.folder for each in kept.versions}:
        raise ValueError(kept.current)
    return kept


def _shelf(found: Any) -> Shelf:
    shelf = Shelf(
        str(found["folder"]),
        str(found["version"]),
        str(found["author"]),
        str(found["digest"]),
        str(found["key"]),
        str(found["installed"]),
        _hashes(found["scripts"]),
        _hashes(found["handouts"]),
    )
    if not _FOLDER.fullmatch(shelf.folder):
        raise ValueError(shelf.folder)
    return shelf


def _hashes(found: Any) -> dict[str, str]:
    hashes = {str(name): str(digest) for name, digest in found.items()}
    if not all(_FOLDER.fullmatch(digest) for digest in hashes.values()):
        raise ValueError(hashes)
    return hashes
