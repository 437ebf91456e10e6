"""Pack files, opened: everything is checked before anything is shown, and nothing is ever extracted.

Owns the order of the checks. The directory and its limits come first; then the whole file streams by once, in constant
memory, and is compared with what building it again from its members would give, byte for byte; then the signature;
then the manifest; then every file's size and hash. Members are read by name, and each reading checks the hash again.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Self

from practice_tui.adapters.packs.directory import OWN_FILES, read_directory, refuse
from practice_tui.adapters.packs.manifest import read_manifest
from practice_tui.adapters.packs.shape import local_header
from practice_tui.adapters.packs.signature import BadSignature, check
from practice_tui.domain.errors import NotFound, PackRefused
from practice_tui.domain.pack import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    UNSIGNED,
    Manifest,
    Seal,
    SignatureState,
    content_hash,
)
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from practice_tui.adapters.packs.shape import Entry
    from practice_tui.adapters.packs.signature import PublicKey

_BLOCK = 1 << 20


class BrokenPack(PackRefused):
    """A pack file that was refused, with what was known of it by then.

    Attributes:
        seal: what its signature is worth; None where the file was refused before that was looked at.
        manifest: what it says of itself; None where it was refused before that could be believed.
    """

    def __init__(self, message: str, seal: Seal | None, manifest: Manifest | None) -> None:
        super().__init__(message)
        self.seal = seal
        self.manifest = manifest


@dataclass(frozen=True, slots=True)
class Span:
    """Where a member's content lies in a file: its first byte and how many there are."""

    path: Path
    offset: int
    size: int


class OpenedPack:
    """A pack file that has passed every check of its archive; made by `open_pack`. It is closed as a context manager.

    Attributes:
        path: the file.
        manifest: what it says of itself.
        manifest_bytes: the same as it stands in the file; what is signed.
        signature_bytes: the signature's file, or None.
        seal: what the signature is worth: valid or none, for a bad one isn't opened.
        digest: what identifies the content; see `content_hash`.
    """

    def __init__(
        self,
        path: Path,
        stream: BinaryIO,
        entries: Sequence[Entry],
        manifest_bytes: bytes,
        signature_bytes: bytes | None,
        manifest: Manifest,
        seal: Seal,
    ) -> None:
        self.path = path
        self.manifest = manifest
        self.manifest_bytes = manifest_bytes
        self.signature_bytes = signature_bytes
        self.seal = seal
        self.digest = content_hash(manifest_bytes)
        self._stream = stream
        self._entries = {entry.name: entry for entry in entries}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_about: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        self._stream.close()

    def names(self) -> Sequence[str]:
        """Return the names of its files, sorted; the manifest and its signature aren't among them."""
        return tuple(self.manifest.files)

    def read(self, name: str) -> bytes:
        """Return a file's content. Texts are 200 kB at most; a recording can be 60 MiB, better copied.

        Raises:
            NotFound: the pack has no such file.
            PackRefused: the pack's file was changed since it was opened, or can't be read any more.
        """
        return b"".join(self.blocks(name))

    def copy(self, name: str, to: Path) -> None:
        """Write a file's content block by block to a new file that only its owner can read.

        The caller computes `to`, from its own folder and names of its own making.

        Raises:
            NotFound: the pack has no such file.
            PackRefused: the pack's file was changed since it was opened; nothing is left at `to`.
            OSError: `to` is there already or can't be written; nothing of ours is left there.
        """
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as target:
                for block in self.blocks(name):
                    target.write(block)
        except BaseException:
            to.unlink(missing_ok=True)
            raise

    def span(self, name: str) -> Span:
        """Return where a file's content lies, for looking at a recording in its place.

        Raises:
            NotFound: the pack has no such file.
        """
        entry = self._entry(name)
        return Span(self.path, entry.data_offset, entry.size)

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a file's content in blocks of a mebibyte; only the end of it says that all of it is as promised.

        Raises:
            NotFound: the pack has no such file.
            PackRefused: the pack's file was changed since it was opened, or can't be read any more.
        """
        entry, digest = self._entry(name), hashlib.sha256()
        try:
            for block in _content(self._stream, entry):
                digest.update(block)
                yield block
        except OSError as problem:
            refuse(f"it can't be read any more ({problem.strerror})")
        if digest.hexdigest() != self.manifest.files[name].sha256:
            refuse(f"{name} was changed while the pack was open")

    def _entry(self, name: str) -> Entry:
        if name not in self.manifest.files:
            raise NotFound(f"the pack has no file {visible(name[:80])!r}; practice pack verify lists what it has")
        return self._entries[name]


def open_pack(path: Path, known: Iterable[PublicKey] = (), *, looks_at_seal: bool = True) -> OpenedPack:
    """Open a pack file and check all that can be checked without reading its texts and recordings.

    Args:
        path: the file.
        known: public keys to look among where the signature doesn't carry its own, as one made by minisign doesn't.
        looks_at_seal: False is for its author alone, who signs it anew whatever the old signature was worth.

    Raises:
        NotFound: there is no such file, or it can't be read.
        BrokenPack: it is refused, in one line; it carries what was known by then.
    """
    stream = _opened(path)
    facts = _Facts()
    try:
        return _checked(path, stream, known if looks_at_seal else None, facts)
    except OSError as problem:
        stream.close()
        raise NotFound(f"{visible(str(path))} can't be read ({problem.strerror}); nothing was kept") from None
    except PackRefused as refusal:
        stream.close()
        raise BrokenPack(str(refusal), facts.seal, facts.manifest) from None
    except BaseException:
        stream.close()
        raise


@dataclass(slots=True)
class _Facts:
    """What is known of a pack while it is being checked."""

    seal: Seal | None = None
    manifest: Manifest | None = None


def _checked(path: Path, stream: BinaryIO, known: Iterable[PublicKey] | None, facts: _Facts) -> OpenedPack:
    entries = read_directory(stream, os.fstat(stream.fileno()).st_size)
    hashes = _compared(stream, entries)
    by_name = {entry.name: entry for entry in entries}
    raw = b"".join(_content(stream, by_name[MANIFEST_NAME]))
    signature = b"".join(_content(stream, by_name[SIGNATURE_NAME])) if SIGNATURE_NAME in by_name else None
    try:
        seal = facts.seal = UNSIGNED if signature is None or known is None else check(signature, raw, known)
    except BadSignature:
        facts.seal = Seal(SignatureState.BAD)
        raise
    manifest = facts.manifest = read_manifest(raw)
    _check_files(manifest, entries, hashes)
    return OpenedPack(path, stream, entries, raw, signature, manifest, seal)


def _opened(path: Path) -> BinaryIO:
    """Open a plain file; a pipe or a device is refused without waiting for it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "no file can have that name"
        raise NotFound(f"{visible(str(path))} can't be read ({reason}); check the name") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotFound(f"{visible(str(path))} is no plain file; name a pack's file")
    return os.fdopen(descriptor, "rb", buffering=0)


def _compared(stream: BinaryIO, entries: Sequence[Entry]) -> dict[str, str]:
    """Read the file once from its first byte to its directory; return each member's SHA-256."""
    hashes: dict[str, str] = {}
    stream.seek(0)
    for entry in entries:
        header = local_header(entry)
        if stream.read(len(header)) != header:
            refuse(f"the header of {entry.name} isn't what building the pack again would give")
        digest, crc = hashlib.sha256(), 0
        for block in _content(stream, entry):
            digest.update(block)
            crc = zlib.crc32(block, crc)
        if crc != entry.crc:
            refuse(f"{entry.name} is damaged")
        hashes[entry.name] = digest.hexdigest()
    return hashes


def _content(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    stream.seek(entry.data_offset)
    left = entry.size
    while left:
        block = stream.read(min(left, _BLOCK))
        if not block:
            refuse("the file ends before it should")
        left -= len(block)
        yield block


def _check_files(manifest: Manifest, entries: Sequence[Entry], hashes: dict[str, str]) -> None:
    there = {entry.name: entry.size for entry in entries if entry.name not in OWN_FILES}
    unknown = sorted(there.keys() - manifest.files.keys())
    if unknown:
        refuse(f"it holds {unknown[0]}, which its manifest doesn't list")
    for name, file in manifest.files.items():
        if name not in there:
            refuse(f"its manifest lists {name}, which isn't there")
        if there[name] != file.size:
            refuse(f"{name} has {there[name]} bytes and not {file.size} as its manifest says")
        if hashes[name] != file.sha256:
            refuse(f"{name} isn't the file whose hash the manifest gives")
