"""Small packs for the tests of this folder, written by the product itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.hostile_packs.material import good_files

from practice_tui.adapters.packs.archive_writer import member, publish_archive
from practice_tui.adapters.packs.manifest import manifest_bytes
from practice_tui.domain.pack import MANIFEST_NAME, SIGNATURE_NAME, Manifest, PackedFile

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.packs.keys import SecretKey


def manifest(files: dict[str, bytes] | None = None, **fields: str) -> Manifest:
    """Return a manifest of files; any field can be given another value."""
    listed = good_files() if files is None else files
    about = {
        "id": "org.example.evenings",
        "name": "Evenings",
        "version": "1.0",
        "author": "A Teacher",
        "licence": "CC-BY-4.0",
        "description": "",
    } | fields
    return Manifest(
        **about,
        languages=("en",),
        files={
            name: PackedFile(len(listed[name]), hashlib.sha256(listed[name]).hexdigest()) for name in sorted(listed)
        },
    )


def written(file: Path, files: dict[str, bytes] | None = None, key: SecretKey | None = None, **fields: str) -> Path:
    """Write a pack file and return where it is."""
    listed = good_files() if files is None else files
    raw = manifest_bytes(manifest(listed, **fields))
    members = {name: member(content) for name, content in listed.items()} | {MANIFEST_NAME: member(raw)}
    if key is not None:
        members[SIGNATURE_NAME] = member(key.sign(raw))
    publish_archive(file, members, replaces=True, check=lambda _draft: None)
    return file
