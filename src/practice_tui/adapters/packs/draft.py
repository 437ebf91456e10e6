"""A pack while it is written: its folder, with ``pack.toml`` and what lies beside it.

Owns which files of a folder belong into the pack, which are left at home, and which have no place there at all. Nothing
in the folder is changed. Links are refused: what they lead to is no part of the folder.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.packs.findings import advice, error, text_findings
from practice_tui.adapters.packs.recordings import examine_all
from practice_tui.adapters.packs.strict_text import Malformed, read_toml
from practice_tui.compiler.diagnostics import nearest
from practice_tui.domain.errors import NotFound, PackRefused
from practice_tui.domain.pack import (
    ENDING,
    LONGEST_FIELDS,
    MAY_BE_EMPTY,
    MOST_FILES,
    MOST_TEXT,
    field_fault,
    file_fault,
    languages_fault,
    most_bytes,
)
from practice_tui.domain.pack_names import LAYOUT, kind_of
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from practice_tui.adapters.packs.recordings import Examined
    from practice_tui.engine.authoring import Finding

ABOUT = "pack.toml"
"""What a pack says of itself, while it is written."""

LARGEST_ABOUT = 20_000

_NOTES = frozenset({"readme.md", "readme.txt"})
"""The teacher's own notes, at the top of the folder; they stay at home."""

_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_BACKUP = re.compile(r".*~|\.#.*|#.*#|\..*\.sw[a-p]|.*\.bak|\._.*|\.~lock\..*#")
_KEYS = (*LONGEST_FIELDS, "languages")
_MOST_SEEN = 2_000
"""Files and folders, after which a folder is no pack's."""


@dataclass(slots=True)
class Draft:
    """A pack's folder as it was found.

    Attributes:
        folder: where it is.
        about: the fields of its ``pack.toml``, as far as they are good; ``languages`` is a list.
        files: each file that belongs into the pack, by its name there.
        findings: what is wrong with ``pack.toml`` and with names.
    """

    folder: Path
    about: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def names(self) -> Sequence[str]:
        """Return the names of the files that belong into the pack, sorted."""
        return sorted(self.files)

    def read(self, name: str) -> bytes:
        """Return a text's bytes, one more than it may have at most.

        Raises:
            PackRefused: it can't be read any more.
        """
        try:
            with self.files[name].open("rb") as stream:
                return stream.read(MOST_TEXT + 1)
        except OSError as problem:
            raise PackRefused(f"{name} can't be read ({problem.strerror}); nothing was built; look at it") from None

    def examine(self, names: Sequence[str]) -> Sequence[Examined]:
        """Return for each recording how long it is, or why it can't be played."""
        return examine_all([self.files[name] for name in names])


def read_draft(folder: Path) -> Draft:
    """Read a pack's folder.

    Raises:
        NotFound: there is no such folder, or it can't be read.
    """
    draft = Draft(folder)
    if not folder.is_dir():
        raise NotFound(f"there is no folder {visible(str(folder))}; practice pack new makes one")
    try:
        _read_about(draft)
        for name in _walked(folder, draft.findings):
            _take(draft, name)
    except OSError as problem:
        where = visible(str(problem.filename or folder))
        raise NotFound(f"{where} can't be read ({problem.strerror}); look at who may read it") from None
    if len(draft.files) > MOST_FILES:
        message = f"there are {len(draft.files)} files, and a pack has {MOST_FILES} at most; make two packs of it"
        draft.findings.append(error("", "too-many-files", message))
    return draft


def is_litter(name: str) -> bool:
    """Return whether a file is left by a system or an editor, and is nobody's work."""
    last = name.rpartition("/")[2]
    return last.lower() in _LITTER or _BACKUP.fullmatch(last) is not None


def _walked(folder: Path, findings: list[Finding]) -> Iterator[str]:
    """Yield the names of the files of a folder, with slashes, sorted within each folder."""
    seen, waiting = 0, [""]
    while waiting:
        inner = waiting.pop()
        with os.scandir(folder / inner) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                seen += 1
                if seen > _MOST_SEEN:
                    message = f"there are more than {_MOST_SEEN} files and folders; this is no pack's folder"
                    findings.append(error("", "too-many-files", message))
                    return
                name = f"{inner}/{entry.name}" if inner else entry.name
                if entry.is_symlink():
                    findings.append(error(name, "a-link", "this leads elsewhere; put the file itself here"))
                elif entry.is_dir():
                    if entry.name.startswith("."):
                        findings.append(error(name, "no-place", f"a hidden folder has no place in a pack; {_MOVE}"))
                    else:
                        waiting.append(name)
                elif entry.is_file():
                    yield name
                else:
                    findings.append(error(name, "no-place", f"this is no plain file; {_MOVE}"))


_MOVE = "move it out of the pack's folder"


def _take(draft: Draft, name: str) -> None:
    """Put a file where it belongs: into the pack, aside, or among what is wrong."""
    if name == ABOUT or name.lower() in _NOTES or is_litter(name):
        return
    lower = name.lower()
    if lower.endswith(".key"):
        message = f"a secret key never belongs beside what is shared; {_MOVE} now"
        draft.findings.append(error(name, "secret-key", message))
    elif lower.endswith(".wav"):
        message = "WAV is large; practice pack convert FOLDER makes Opus of it, once and for all"
        draft.findings.append(error(name, "wav", message))
    elif lower.endswith(ENDING):
        draft.findings.append(error(name, "no-place", f"a pack that was built lies better beside the folder; {_MOVE}"))
    elif file_fault(name):
        message = f"{file_fault(name)}; a pack has {LAYOUT}; rename it, or {_MOVE}"
        draft.findings.append(error(name, "no-place", message))
    else:
        _take_fit(draft, name)


def _take_fit(draft: Draft, name: str) -> None:
    kind, file = kind_of(name), draft.folder / name
    assert kind is not None, "a name without a fault has a kind"
    size = file.stat().st_size
    if size > most_bytes(kind):
        message = f"it has {size} bytes, and a {kind} has {most_bytes(kind)} at most; shorten it"
        draft.findings.append(error(name, "too-large", message))
    else:
        draft.files[name] = file


def _read_about(draft: Draft) -> None:
    file = draft.folder / ABOUT
    if not file.is_file():
        message = f"there is no {ABOUT}, which says what the pack is called; practice pack new FOLDER shows one"
        draft.findings.append(error(ABOUT, "no-pack-toml", message))
        return
    with file.open("rb") as stream:
        raw = stream.read(LARGEST_ABOUT + 1)
    if len(raw) > LARGEST_ABOUT:
        draft.findings.append(error(ABOUT, "too-large", f"it has over {LARGEST_ABOUT} bytes; shorten it"))
        return
    text, findings = text_findings(ABOUT, raw)
    draft.findings += findings
    if findings:
        return
    try:
        found = read_toml(text.encode())
    except Malformed as problem:
        draft.findings.append(error(ABOUT, "not-toml", f"{problem}; look at its quotes and brackets"))
        return
    draft.findings += _faults(found, text)
    draft.about = dict.fromkeys(MAY_BE_EMPTY, "") | found
    for key, example in _STILL_THE_EXAMPLE.items():
        if found.get(key) == example:
            message = f"{key} is still the example's; write your own before you hand the pack on"
            draft.findings.append(advice(ABOUT, "still-the-example", message, _line_of(key, text)))


def _faults(found: dict[str, Any], text: str) -> Iterator[Finding]:
    for key in found:
        if key not in _KEYS:
            message = f"there is no {visible(key[:40])!r} in a pack{nearest(key, _KEYS)}"
            yield error(ABOUT, "unknown-key", message, _line_of(key, text))
    for key in _KEYS:
        if key not in found:
            if key not in MAY_BE_EMPTY:
                yield error(ABOUT, "missing-key", f"{key} is missing; add a line {_EXAMPLES[key]}")
            else:
                yield advice(ABOUT, "no-description", f"{key} is missing; a sentence tells people what they get")
            continue
        fault = languages_fault(found[key]) if key == "languages" else field_fault(key, found[key])
        if fault:
            yield error(ABOUT, f"bad-{key}", f"{fault}; write for example {_EXAMPLES[key]}", _line_of(key, text))


_STILL_THE_EXAMPLE = {"id": "org.example.first-pack", "author": "Your name"}
"""What nobody's own pack says; two packs of one id would be taken for two versions of one."""

_EXAMPLES = {
    "id": 'id = "org.example.evenings"',
    "version": 'version = "1.0"',
    "name": 'name = "Quiet evenings"',
    "author": 'author = "Your name"',
    "licence": 'licence = "CC-BY-4.0"',
    "description": 'description = "Three sittings for the end of the day."',
    "languages": 'languages = ["en"]',
}


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    return next((number for number, line in enumerate(text.split("\n"), start=1) if pattern.match(line)), 1)
