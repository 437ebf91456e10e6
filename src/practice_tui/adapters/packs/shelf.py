"""The shelf of installed packs: one folder a version, named after its content, and a list that says which counts.

Owns how a pack gets there and goes away. A version is copied into a folder of its own, synced, given its name in one
step, and counts from the moment the list is written; a crash at any point leaves the old list or the new one, and at
most a folder that nobody refers to, which the next change takes away. Files have names made from their hashes: no name
of a stranger's reaches the disk.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.packs.archive import OpenedPack
from practice_tui.adapters.packs.facts import FACTS_NAME, Facts, facts_bytes, read_facts, sounds_in
from practice_tui.adapters.packs.manifest import read_manifest
from practice_tui.adapters.packs.shelf_index import INDEX_NAME, Kept, Shelf, damaged, index_bytes, read_index
from practice_tui.adapters.packs.signature import read_public_key
from practice_tui.adapters.storage.disk import LocalDisk, write_whole
from practice_tui.adapters.storage.lock import FileLock
from practice_tui.domain.errors import BadInput, NotFound, NotSaved, PackRefused
from practice_tui.domain.pack import MANIFEST_NAME, SIGNATURE_NAME, Manifest, version_key
from practice_tui.domain.pack_names import RECORDING_ENDINGS, FileKind, kind_of, stem_of
from practice_tui.domain.record import instant_text, parse_instant
from practice_tui.engine.pack_ports import Contents, InstalledPack, InstalledVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from practice_tui.adapters.storage.disk import Disk
    from practice_tui.engine.pack_ports import Progress, Readied, ReceivedPack

LOCK_NAME = "packs.lock"

DAMAGED = "The files of this pack are damaged. Remove it and install it again; your record is untouched."
"""What stands in place of the description of a pack whose manifest can't be read any more."""

_DRAFT = "new-"
_DRAFTS_LIVE_SECONDS = 24 * 3600.0
_ENDINGS = {
    FileKind.SCRIPT: ".txt",
    FileKind.TRANSLATION: ".txt",
    FileKind.CAPTIONS: ".vtt",
    FileKind.COURSE: ".toml",
    FileKind.HANDOUT: ".md",
    FileKind.INDEX: ".json",
}


class ReadiedFolder(NamedTuple):
    """Implements `Readied`: a folder beside the shelf, and how it will be listed."""

    folder: Path
    pack_id: str
    entry: Shelf

    def discard(self) -> None:
        """Take the folder away, if it still is where it was made."""
        shutil.rmtree(self.folder, ignore_errors=True)


class FolderPackShelf:
    """Implements `PackShelf` in a folder.

    Args:
        folder: where packs stand; made when the first one comes.
        state: where the lock is.
        now: tells when a pack came.
    """

    def __init__(self, folder: Path, state: Path, now: Callable[[], datetime], disk: Disk | None = None) -> None:
        self._folder = folder
        self._state = state
        self._now = now
        self._disk = disk or LocalDisk()

    def packs(self) -> list[InstalledPack]:
        """Return every pack, by its id in order of the alphabet."""
        try:
            return [self._pack(pack_id, kept) for pack_id, kept in read_index(self._folder).items()]
        except (ValueError, BadInput):
            raise damaged(self._folder) from None

    def ready(self, pack: ReceivedPack, contents: Contents, progress: Progress) -> ReadiedFolder:
        """Copy a pack into a new folder beside its place."""
        assert isinstance(pack, OpenedPack)
        name = hashlib.sha256(pack.manifest_bytes + b"\0" + (pack.signature_bytes or b"")).hexdigest()
        entry = _listed(name, pack, instant_text(self._now()))
        draft = None
        try:
            self._disk.make_folder(self._folder)
            draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=self._folder))
            self._fill(draft, pack, contents, progress)
        except BaseException as problem:
            if draft is not None:
                shutil.rmtree(draft, ignore_errors=True)
            if isinstance(problem, OSError):
                raise _not_saved("the pack was not installed", problem) from None
            raise
        return ReadiedFolder(draft, pack.manifest.id, entry)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Keep every other process from changing the shelf."""
        try:
            self._disk.make_folder(self._state)
            held = FileLock(self._state / LOCK_NAME).acquire()
        except OSError as problem:
            raise _not_saved("nothing was changed", problem) from None
        with held:
            yield

    def put(self, readied: Readied) -> None:
        """Give a readied folder its name, and list it as its pack's current version."""
        assert isinstance(readied, ReadiedFolder)
        packs, entry = read_index(self._folder), readied.entry
        before = packs[readied.pack_id].versions if readied.pack_id in packs else ()
        others = tuple(each for each in before if version_key(each.version) != version_key(entry.version))
        place = self._folder / entry.folder
        try:
            self._sweep(packs)
            if not place.exists():
                self._disk.replace(readied.folder, place)
                self._disk.sync_folder(self._folder)
            self._write(packs | {readied.pack_id: Kept(entry.folder, (*others, entry))})
        except OSError as problem:
            raise _not_saved("the pack was not installed", problem) from None

    def use(self, pack_id: str, version: str) -> None:
        """Make a version on the shelf the current one."""
        packs = read_index(self._folder)
        found = _version(packs, pack_id, version)
        try:
            self._write(packs | {pack_id: packs[pack_id]._replace(current=found.folder)})
        except OSError as problem:
            raise _not_saved("nothing was changed", problem) from None

    def remove(self, pack_id: str, version: str | None) -> None:
        """Strike a version, or a whole pack, off the list; then free its files."""
        packs = read_index(self._folder)
        if version is None:
            if packs.pop(pack_id, None) is None:
                raise NotFound(f"{pack_id[:60]!r} is gone already; nothing was changed")
        else:
            gone, kept = _version(packs, pack_id, version), packs[pack_id]
            packs[pack_id] = kept._replace(versions=tuple(each for each in kept.versions if each is not gone))
        try:
            self._write(packs)
        except OSError as problem:
            raise _not_saved("nothing was changed", problem) from None
        self._sweep(packs)

    def _fill(self, draft: Path, pack: OpenedPack, contents: Contents, progress: Progress) -> None:
        files = pack.manifest.files
        for number, (name, file) in enumerate(files.items()):
            progress(number, len(files))
            target = draft / shelved_name(name, file.sha256)
            if not target.exists():  # two files of one content are one file here
                pack.copy(name, target)
        sounds = sounds_in(pack, contents, {name: shelved_name(name, file.sha256) for name, file in files.items()})
        facts = Facts(contents, sounds)
        own = {
            MANIFEST_NAME: pack.manifest_bytes,
            SIGNATURE_NAME: pack.signature_bytes,
            FACTS_NAME: facts_bytes(facts),
        }
        for name, content in own.items():
            if content is not None:
                (draft / name).write_bytes(content)
        for path in draft.iterdir():
            path.chmod(0o600)
            _sync(path, self._disk)
        self._disk.sync_folder(draft)
        progress(len(files), len(files))

    def _write(self, packs: dict[str, Kept]) -> None:
        write_whole(self._disk, self._folder / INDEX_NAME, index_bytes(packs))

    def _sweep(self, packs: dict[str, Kept]) -> None:
        """Take away folders that nobody refers to; drafts of another process only when they are long forgotten."""
        listed = {each.folder for kept in packs.values() for each in kept.versions}
        forgotten = time.time() - _DRAFTS_LIVE_SECONDS
        with suppress(OSError):  # what stays costs room and nothing else, and the next change tries again
            for path in self._folder.iterdir():
                if not path.is_dir() or path.name in listed:
                    continue
                if not path.name.startswith(_DRAFT) or path.stat().st_mtime < forgotten:
                    shutil.rmtree(path, ignore_errors=True)

    def _pack(self, pack_id: str, kept: Kept) -> InstalledPack:
        """Return a pack; where its files are damaged, one that says so, so that it can be removed."""
        present = kept.present
        facts = read_facts(self._folder / present.folder)
        try:
            manifest = read_manifest(self._disk.read(self._folder / present.folder / MANIFEST_NAME))
        except (OSError, PackRefused):
            facts = None
        if facts is None:
            manifest = Manifest(pack_id, pack_id, present.version, present.author, "", (), DAMAGED, {})
        versions = sorted(kept.versions, key=lambda each: version_key(each.version), reverse=True)
        return InstalledPack(
            manifest,
            facts.contents if facts else Contents(),
            tuple(_installed(each, is_current=each is present) for each in versions),
        )


def shelved_name(name: str, sha256: str) -> str:
    """Return what a pack's file is called on the shelf: its hash, and the ending of its kind."""
    kind = kind_of(name)
    assert kind is not None
    ending = _ENDINGS.get(kind) or next(each for each in RECORDING_ENDINGS if name.endswith(each))
    return f"{sha256}{ending}"


def _listed(folder: str, pack: OpenedPack, installed: str) -> Shelf:
    manifest = pack.manifest

    def hashes(kind: FileKind) -> dict[str, str]:
        return {stem_of(name): manifest.files[name].sha256 for name in manifest.named(kind)}

    return Shelf(
        folder,
        manifest.version,
        manifest.author,
        pack.digest,
        pack.seal.key,
        installed,
        hashes(FileKind.SCRIPT),
        hashes(FileKind.HANDOUT),
    )


def _installed(entry: Shelf, *, is_current: bool) -> InstalledVersion:
    words = read_public_key(entry.key).words if entry.key else ""
    came = parse_instant(entry.installed)
    return InstalledVersion(entry.version, entry.digest, entry.key, words, came, is_current)


def _version(packs: dict[str, Kept], pack_id: str, version: str) -> Shelf:
    versions: Sequence[Shelf] = packs[pack_id].versions if pack_id in packs else ()
    found = next((each for each in versions if each.version == version), None)
    if found is None:
        raise NotFound(f"version {version[:30]} of {pack_id[:60]} is gone already; nothing was changed")
    return found


def _sync(path: Path, disk: Disk) -> None:
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        disk.sync(handle)
    finally:
        disk.close(handle)


def _not_saved(what: str, problem: OSError) -> NotSaved:
    return NotSaved(f"{what}, because it could not be written ({problem.strerror}); what was there is as it was")
