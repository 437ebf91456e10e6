"""Where packs are made: folders laid out and checked, files built, signed and looked at.

Owns how the steps are put together from the parts of this package. It implements `PackWorkshop`.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.files.drafts import check_target
from practice_tui.adapters.packs.archive import BrokenPack, OpenedPack, open_pack
from practice_tui.adapters.packs.archive_writer import Member, member, members_of, publish_archive
from practice_tui.adapters.packs.contents import check_contents
from practice_tui.adapters.packs.draft import read_draft
from practice_tui.adapters.packs.findings import error
from practice_tui.adapters.packs.manifest import manifest_bytes
from practice_tui.adapters.packs.recordings import examine_all
from practice_tui.domain.errors import NotSaved, PackRefused
from practice_tui.domain.pack import (
    LONGEST_FIELDS,
    MANIFEST_NAME,
    SIGNATURE_NAME,
    Manifest,
    PackedFile,
    SignatureState,
    content_hash,
)
from practice_tui.domain.text import visible
from practice_tui.engine.authoring import Built, Converted, Finding, Signed, Verified

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from practice_tui.adapters.packs.draft import Draft
    from practice_tui.adapters.packs.recordings import Examined
    from practice_tui.adapters.packs.signature import PublicKey
    from practice_tui.engine.voices import Progress

_BLOCK = 1 << 20
_ARCHIVE_MARK = b"PK\x03\x04"


class OpenedContents:
    """Implements `PackContents` over a pack file."""

    def __init__(self, pack: OpenedPack) -> None:
        self._pack = pack

    def names(self) -> Sequence[str]:
        """Return the names of its files."""
        return self._pack.names()

    def read(self, name: str) -> bytes:
        """Return a text's bytes."""
        return self._pack.read(name)

    def examine(self, names: Sequence[str]) -> Sequence[Examined]:
        """Return for each recording how long it is, or why it can't be played; it is looked at in its place."""
        return examine_all([self._pack.span(name) for name in names])


class FolderWorkshop:
    """Implements `PackWorkshop` over folders and files.

    Args:
        reserved: gives the names of scripts that no pack may have.
    """

    def __init__(self, reserved: Callable[[], Collection[str]]) -> None:
        self._reserved = reserved

    def lay_out(self, folder: Path) -> Sequence[str]:
        """Make the folder of a new pack; see `PackWorkshop`."""
        from practice_tui.adapters.packs.example import FILES  # noqa: PLC0415 - only where a pack begins

        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise NotSaved(f"{visible(str(folder))} is there already and is left as it is; choose a new name")
            for name, text in FILES.items():
                file = folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("x", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
        except (OSError, ValueError) as problem:
            raise _not_written(folder, problem) from None
        return tuple(FILES)

    def check(self, path: Path) -> Sequence[Finding]:
        """Return everything there is to say of a pack; see `PackWorkshop`."""
        if not path.is_dir():
            return self._check_file(path)
        draft = read_draft(path)
        return [*draft.findings, *check_contents(draft, reserved=self._reserved(), is_own=True)]

    def build(self, folder: Path, target: Path, progress: Progress | None) -> Built:
        """Write a pack file; see `PackWorkshop`."""
        draft = read_draft(folder)
        _check_place(draft, target)
        members: dict[str, Member] = {}
        files: dict[str, PackedFile] = {}
        for number, name in enumerate(draft.names(), start=1):
            files[name], members[name] = _packed(draft, name)
            if progress is not None:
                progress(number, len(draft.files))
        manifest = manifest_bytes(_manifest(draft, files))
        members[MANIFEST_NAME] = member(manifest)
        publish_archive(target, members, replaces=_is_pack(target), check=_check_built)
        size = target.stat().st_size
        return Built(draft.about["id"], draft.about["version"], len(files), size, content_hash(manifest))

    def convert(self, folder: Path, progress: Progress | None) -> Converted:
        """Bring a folder into the form that packs have; see `PackWorkshop`."""
        from practice_tui.adapters.packs.conversion import convert_folder  # noqa: PLC0415 - brings soundfile

        return convert_folder(folder, progress)

    def make_key(self, name: Path, password: bytes | None) -> Signed:
        """Write a pair of keys; see `PackWorkshop`."""
        from practice_tui.adapters.packs.keys import make_key, write_key_pair  # noqa: PLC0415 - only for keys

        key = make_key()
        write_key_pair(name.with_name(f"{name.name}.key"), name.with_name(f"{name.name}.pub"), key, password)
        return Signed(key.public_key.text, key.public_key.words)

    def wants_password(self, key: Path) -> bool:
        """Return whether a secret key's file has a password; see `PackWorkshop`."""
        from practice_tui.adapters.packs.keys import has_password, read_key_file  # noqa: PLC0415

        return has_password(read_key_file(key))

    def sign(self, file: Path, key: Path, password: bytes | None) -> Signed:
        """Write a pack file anew with a signature inside; see `PackWorkshop`."""
        from practice_tui.adapters.packs.keys import read_key_file, read_secret_key  # noqa: PLC0415

        secret = read_secret_key(read_key_file(key), password)
        target = file.resolve()
        with open_pack(target, looks_at_seal=False) as pack:
            members = dict(members_of(pack))
            members[MANIFEST_NAME] = member(pack.manifest_bytes)
            members[SIGNATURE_NAME] = member(secret.sign(pack.manifest_bytes))
            publish_archive(target, members, replaces=True, check=_check_built)
        return Signed(secret.public_key.text, secret.public_key.words)

    def verify(self, file: Path, key: str | None) -> Verified:
        """Return what can be known of a pack file; see `PackWorkshop`."""
        known = [_public_key(key)] if key else []
        try:
            pack = open_pack(file, known)
        except BrokenPack as refusal:
            return _broken(refusal)
        with pack:
            findings = self._findings(pack)
            return Verified(
                id=pack.manifest.id,
                version=pack.manifest.version,
                author=pack.manifest.author,
                key=pack.seal.key or None,
                words=pack.seal.words,
                signature=pack.seal.state,
                files=tuple(pack.names()),
                problems=tuple(_problem(finding) for finding in findings),
            )

    def _check_file(self, path: Path) -> list[Finding]:
        try:
            with open_pack(path) as pack:
                return self._findings(pack)
        except BrokenPack as refusal:
            return [error("", "pack-refused", str(refusal))]

    def _findings(self, pack: OpenedPack) -> list[Finding]:
        return check_contents(OpenedContents(pack), reserved=self._reserved(), is_own=False)


def _manifest(draft: Draft, files: dict[str, PackedFile]) -> Manifest:
    about: dict[str, Any] = {field: draft.about[field] for field in LONGEST_FIELDS}
    return Manifest(**about, languages=tuple(draft.about["languages"]), files=files)


def _packed(draft: Draft, name: str) -> tuple[PackedFile, Member]:
    """Return a file's size and hash, and its content for writing; a change in between shows when it is checked."""
    digest, size = hashlib.sha256(), 0
    try:
        for block in _blocks(draft.files[name]):
            digest.update(block)
            size += len(block)
    except OSError as problem:
        raise PackRefused(f"{name} can't be read ({problem.strerror}); nothing was built; look at it") from None
    return PackedFile(size, digest.hexdigest()), Member(size, partial(_blocks, draft.files[name]))


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def _check_built(draft: Path) -> None:
    """Open what was written as anybody would, before it gets its name."""
    open_pack(draft).close()


def _check_place(draft: Draft, target: Path) -> None:
    if target.resolve().is_relative_to(draft.folder.resolve()):
        raise NotSaved(
            f"{visible(str(target))} lies in the pack's own folder; nothing was built; choose a place beside it"
        )
    check_target(target, replaces=_is_pack(target))


def _is_pack(target: Path) -> bool:
    """Return whether what stands there is an earlier pack, which may be replaced."""
    try:
        with target.open("rb") as stream:
            return stream.read(len(_ARCHIVE_MARK)) == _ARCHIVE_MARK
    except OSError:
        return False


def _public_key(text: str) -> PublicKey:
    """Return the key that was given as such, or by the name of a file with one."""
    from pathlib import Path  # noqa: PLC0415 - only where a key was given

    from practice_tui.adapters.packs.keys import read_key_file  # noqa: PLC0415
    from practice_tui.adapters.packs.signature import read_public_key  # noqa: PLC0415

    file = Path(text)
    try:
        is_file = file.is_file()
    except (OSError, ValueError):
        is_file = False
    return read_public_key(read_key_file(file) if is_file else text)


def _broken(refusal: BrokenPack) -> Verified:
    manifest, seal = refusal.manifest, refusal.seal
    return Verified(
        id=manifest.id if manifest else None,
        version=manifest.version if manifest else None,
        author=manifest.author if manifest else None,
        key=(seal.key or None) if seal else None,
        words=seal.words if seal else "",
        signature=seal.state if seal else SignatureState.NONE,
        files=tuple(manifest.files) if manifest else (),
        problems=(str(refusal),),
    )


def _problem(finding: Finding) -> str:
    place = f"{finding.file}, line {finding.what.line}: " if finding.file else ""
    return f"{place}{finding.what.message}"


def _not_written(folder: Path, problem: OSError | ValueError) -> NotSaved:
    reason = getattr(problem, "strerror", None) or "no folder can have that name"
    return NotSaved(f"{visible(str(folder))} can't be written ({reason}); choose another place")
