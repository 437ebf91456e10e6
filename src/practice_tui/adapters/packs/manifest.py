"""The manifest as bytes: written in one form only, and read only in that form.

Owns ``manifest.json``. Reading refuses every other spelling of the same content: what is signed is what is meant. A
manifest of a newer format is told apart from a broken one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from practice_tui.adapters.packs.strict_text import Malformed, read_json
from practice_tui.domain.errors import PackRefused
from practice_tui.domain.pack import (
    FORMAT,
    LONGEST_FIELDS,
    MANIFEST_NAME,
    MOST_FILES,
    Manifest,
    PackedFile,
    field_fault,
    file_fault,
    languages_fault,
    most_bytes,
)
from practice_tui.domain.pack_names import kind_of
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = tuple(LONGEST_FIELDS)
_KEYS = frozenset({"format", "languages", "files", *_TEXTS})
_FILE_KEYS = frozenset({"size", "sha256"})


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the one form of a manifest: JSON with sorted keys, an indent of one, UTF-8, a newline at the end."""
    document = {
        "format": FORMAT,
        "languages": list(manifest.languages),
        "files": {name: file._asdict() for name, file in manifest.files.items()},
        **{field: getattr(manifest, field) for field in _TEXTS},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(raw: bytes) -> Manifest:
    """Return what a manifest says.

    Raises:
        PackRefused: it isn't one, breaks a rule of `domain.pack`, isn't in the one form, or needs a newer program.
    """
    try:
        document = read_json(raw)
    except (Malformed, UnicodeError) as problem:
        _refuse(str(problem))
    if not isinstance(document, dict):
        _refuse("it isn't a JSON object")
    _check_format(document.get("format"))
    _check_keys(document, _KEYS, "the manifest")
    for fault in _faults(document):
        if fault:
            _refuse(fault)
    manifest = Manifest(
        **{field: document[field] for field in _TEXTS},
        languages=tuple(document["languages"]),
        files=_files(document["files"]),
    )
    if manifest_bytes(manifest) != raw:
        _refuse("it is spelled in another way than packs are written")
    return manifest


def _faults(document: Mapping[str, Any]) -> Iterable[str]:
    yield from (field_fault(field, document[field]) for field in _TEXTS)
    yield languages_fault(document["languages"])


def _check_format(found: object) -> None:
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        _refuse("it doesn't say which format it has")
    if found > FORMAT:
        raise PackRefused(f"this pack has format {found} and needs a newer practice; this one reads format {FORMAT}")


def _check_keys(found: Mapping[str, object], wanted: frozenset[str], where: str) -> None:
    unknown = sorted(found.keys() - wanted)
    if unknown:
        _refuse(f"{where} has an unknown key {_quoted(unknown[0])}")
    missing = sorted(wanted - found.keys())
    if missing:
        _refuse(f"{where} lacks {missing[0]}")


def _files(found: object) -> dict[str, PackedFile]:
    if not isinstance(found, dict) or not found:
        _refuse("it lists no files")
    if len(found) > MOST_FILES:
        _refuse(f"it lists {len(found)} files, and a pack has {MOST_FILES} at most")
    files: dict[str, PackedFile] = {}
    for name in sorted(found):
        fault = file_fault(name)
        if fault:
            _refuse(f"{_quoted(name)}: {fault}")
        files[name] = _file(name, found[name])
    return files


def _file(name: str, entry: object) -> PackedFile:
    if not isinstance(entry, dict):
        _refuse(f"{name} has no size and hash")
    _check_keys(entry, _FILE_KEYS, name)
    size, sha256 = entry["size"], entry["sha256"]
    kind = kind_of(name)
    if kind is None or isinstance(size, bool) or not isinstance(size, int) or size < 0:
        _refuse(f"{name} has no size that a file can have")
    if size > most_bytes(kind):
        _refuse(f"{name} is larger than {_measure(most_bytes(kind))}, which is the most for a {kind}")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        _refuse(f"{name} has no SHA-256 hash")
    return PackedFile(size, sha256)


def _measure(size: int) -> str:
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size // 1000} kB"


def _quoted(text: str) -> str:
    return f"'{visible(text[:80])}'"


def _refuse(what: str) -> NoReturn:
    raise PackRefused(f"the pack's {MANIFEST_NAME} is refused: {what}; nothing of it was kept; ask its author")
