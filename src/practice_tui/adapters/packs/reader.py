"""Pack files, as whoever receives them reads them.

Owns the way from a file to what a person decides on: open it, check every text and recording, count what is inside. It
refuses a pack with anything wrong in it, in one line that names the first thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from practice_tui.adapters.packs.archive import OpenedPack, open_pack
from practice_tui.adapters.packs.contents import check_contents
from practice_tui.adapters.packs.facts import finished_folders
from practice_tui.adapters.packs.recordings import examine_all
from practice_tui.adapters.packs.rotation import read_handover
from practice_tui.adapters.packs.signature import read_public_key
from practice_tui.compiler.finished import Recorded, captions_name
from practice_tui.compiler.parser import header_of, parse
from practice_tui.domain.errors import PackRefused
from practice_tui.domain.pack_names import FileKind, stem_of
from practice_tui.domain.text import visible
from practice_tui.engine.pack_ports import Contents, PackedScript

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from practice_tui.adapters.packs.recordings import Examined
    from practice_tui.engine.pack_ports import Handover, Progress, ReceivedPack

_LINK = re.compile(
    r"\]\([^)\n]*\)|^\[[^\]\n]+\]:\s*\S+|href=\S+|(?:https?://|mailto:|www\.)\S+", re.IGNORECASE | re.MULTILINE
)
_BATCH = 20
"""How many recordings are looked at between two words about how far it has come."""


class PackFileReader:
    """Implements `PackReader`.

    Args:
        reserved: names the scripts that ship, which no pack may have.
    """

    def __init__(self, reserved: Callable[[], Collection[str]]) -> None:
        self._reserved = reserved

    def key(self, text: str) -> str:
        """Return the public key that a person gave."""
        return read_public_key(text).text

    def open(self, file: Path, known: Sequence[str]) -> OpenedPack:
        """Return an opened pack."""
        return open_pack(file, [read_public_key(key) for key in known])

    def contents(self, pack: ReceivedPack, progress: Progress) -> Contents:
        """Return what is inside a pack; everything in it was looked at."""
        assert isinstance(pack, OpenedPack)
        inside = _Inside(pack, progress)
        for finding in check_contents(inside, reserved=self._reserved(), is_own=False):
            what = finding.what
            place = f"{visible(finding.file)}, line {what.line}: " if finding.file else ""
            raise PackRefused(f"this pack was not taken: {place}{what.message}; nothing was kept; ask its author")
        manifest = pack.manifest
        texts = [pack.read(name).decode() for name in manifest.named(FileKind.HANDOUT)]
        scripts = (_packed_script(pack, name, inside.examined) for name in manifest.named(FileKind.SCRIPT))
        return Contents(
            tuple(script for script in scripts if script is not None),
            len(texts),
            len(manifest.named(FileKind.COURSE)),
            {name: examined.frames for name, examined in inside.examined.items()},
            sum(len(_LINK.findall(text)) for text in texts),
        )

    def handover(self, note: bytes, signature: bytes, old: str) -> Handover:
        """Return what a rotation note says."""
        return read_handover(note, signature, read_public_key(old))


class _Inside:
    """Implements `PackContents` for a pack file, and remembers what its recordings are."""

    def __init__(self, pack: OpenedPack, progress: Progress) -> None:
        self._pack = pack
        self._progress = progress
        self.examined: dict[str, Examined] = {}

    def names(self) -> Sequence[str]:
        """Return the names of its files."""
        return self._pack.names()

    def read(self, name: str) -> bytes:
        """Return a text's bytes."""
        return self._pack.read(name)

    def examine(self, names: Sequence[str]) -> Sequence[Examined]:
        """Return for each recording how long it is, or why it can't be played."""
        for first in range(0, len(names), _BATCH):
            self._progress(first, len(names))
            batch = names[first : first + _BATCH]
            self.examined |= dict(zip(batch, examine_all([self._pack.span(name) for name in batch]), strict=True))
        self._progress(len(names), len(names))
        return [self.examined[name] for name in names]


def _packed_script(pack: OpenedPack, name: str, examined: dict[str, Examined]) -> PackedScript | None:
    """Return what the page of contents says of a script; a finished recording has its own length."""
    text, script = pack.read(name).decode(), stem_of(name)
    header = header_of(text)
    if header is not None and header.recording:

        def find(recording: str, language: str, /) -> Recorded | None:
            for folder in finished_folders(script, language):
                captions = f"{folder}/{captions_name(recording)}"
                if captions in pack.manifest.files:
                    sound = examined.get(f"{folder}/{recording}")
                    return Recorded(sound.frames if sound else None, pack.read(captions))
            return None

        whole = parse(text, script, find).script
        header = whole.header if whole else None
    return PackedScript(script, header.title, header.shortest, header.longest) if header else None
