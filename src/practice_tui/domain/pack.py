"""What a pack is: its manifest, its limits, its versions, and what identifies its content.

Owns the rules every reader and every writer keeps. It refuses, and never repairs, what breaks one of them; it reads no
file. The layout and the names are `pack_names`'s.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from practice_tui.domain.pack_names import FileKind, is_device, kind_of, name_fault
from practice_tui.domain.quantities import Seconds
from practice_tui.domain.text import is_clean, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT: Final = 1
"""The format of packs this program writes, and the newest it reads."""

ENDING: Final = ".practice"
"""How the name of a pack file ends."""

MANIFEST_NAME: Final = "manifest.json"
SIGNATURE_NAME: Final = "manifest.json.minisig"

MOST_ARCHIVE: Final = 300 << 20
"""Bytes of a pack file."""

MOST_FILES: Final = 400
"""Files in a pack, the manifest and its signature apart."""

MOST_TEXT: Final = 200_000
"""Bytes of a text: a script, a course, a handout, an index of recordings, the manifest."""

MOST_SIGNATURE: Final = 2_000
"""Bytes of the signature's file."""

MOST_RECORDING: Final = 60 << 20
"""Bytes of a recording."""

LONGEST_RECORDING: Final = Seconds(3 * 3600)
MOST_CHANNELS: Final = 2
SLOWEST_RATE: Final = 8_000
FASTEST_RATE: Final = 48_000

LEAST_BYTES_A_SECOND: Final = 150
"""A recording of over a minute with fewer bytes a second holds no voice: nothing but silence takes 110 as Vorbis and
230 as Opus, and the thriftiest speech 750."""

MOST_LANGUAGES: Final = 20

LONGEST_FIELDS: Final[Mapping[str, int]] = {
    "id": 100,
    "version": 30,
    "name": 80,
    "author": 80,
    "licence": 80,
    "description": 1000,
}
"""Characters of each text field of a manifest."""

MAY_BE_EMPTY: Final = frozenset({"description"})
MAY_HAVE_LINES: Final = frozenset({"description"})

_ID = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){0,3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_LANGUAGE = 20
_ACTION = re.compile(r"\[[^\[\]\n]{0,200}@[a-z_.]{1,60}\s{0,20}[=(]", re.IGNORECASE)


class PackedFile(NamedTuple):
    """A file as the manifest promises it.

    Attributes:
        size: its bytes.
        sha256: its hash in lower-case hex.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself. Every field keeps the rules of this module.

    Attributes:
        id: reverse domain, such as ``org.example.evenings``; the folder and the prefix of its scripts.
        name: what people read in lists.
        version: one to four numbers with points between; see `version_key`.
        author: who wrote it.
        licence: under which terms.
        languages: codes such as ``en``, ``pt-BR``.
        description: a sentence or some more; newlines are allowed.
        files: every file but the manifest and its signature, by name, sorted.
    """

    id: str
    name: str
    version: str
    author: str
    licence: str
    languages: tuple[str, ...]
    description: str
    files: Mapping[str, PackedFile]

    def named(self, kind: FileKind) -> tuple[str, ...]:
        """Return the names of the files of a kind, sorted."""
        return tuple(name for name in self.files if kind_of(name) is kind)


class SignatureState(StrEnum):
    """What a signature is worth."""

    VALID = "valid"
    NONE = "none"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Seal:
    """What is known of a pack's signature.

    Attributes:
        state: whether there is one, and whether it holds.
        key: the public key that it holds for, as minisign writes keys (``RW…``); empty otherwise.
        words: the same key as words that two people can compare; empty otherwise.
        comment: what the author signed beside the manifest, on one line; empty otherwise.
    """

    state: SignatureState
    key: str = ""
    words: str = ""
    comment: str = ""


UNSIGNED: Final = Seal(SignatureState.NONE)


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are compared by, number by number; ``1.0`` and ``1`` are the same version."""
    numbers = [int(number) for number in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def content_hash(manifest: bytes) -> str:
    """Return what identifies a pack's content: SHA-256 of its manifest's bytes, which hold every file's hash."""
    return hashlib.sha256(manifest).hexdigest()


def has_action(text: str) -> bool:
    """Return whether a text holds what a screen could take for markup that does something when it is clicked."""
    return _ACTION.search(text) is not None


def most_bytes(kind: FileKind) -> int:
    """Return how large a file of a kind may be."""
    return MOST_RECORDING if kind is FileKind.RECORDING else MOST_TEXT


def field_fault(field: str, value: object) -> str:
    """Return what is wrong with a text field of a manifest, or an empty text."""
    if not isinstance(value, str):
        return f"{field} has to be a text"
    return next((what for is_wrong, what in _field_rules(field, value) if is_wrong), "")


def languages_fault(value: object) -> str:
    """Return what is wrong with the languages of a manifest, or an empty text."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_LANGUAGES:
        return f'languages has to be a list of 1 to {MOST_LANGUAGES} codes, such as ["en"]'
    for code in value:
        if not isinstance(code, str) or len(code) > _LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(code):
            return 'languages has to hold codes such as "en", "de" or "pt-BR"'
    return "languages names one twice" if len(set(value)) < len(value) else ""


def file_fault(name: str) -> str:
    """Return why a file of that name has no place in a pack, or an empty text."""
    fault = name_fault(name)
    if fault:
        return fault
    return "" if kind_of(name) else "no kind of file that belongs into a pack lies there"


def _has_fit_lines(value: str, *, several: bool) -> bool:
    """Return whether a text has one line only, or no other line ends than newlines; Unicode has two of its own."""
    return value.splitlines() == (value.split("\n") if several else [value]) if value else True


def _field_rules(field: str, value: str) -> Iterator[tuple[bool, str]]:
    """Yield for each rule whether a text breaks it, and the words for that; the first that is broken counts."""
    yield len(value) > LONGEST_FIELDS[field], f"{field} is longer than {LONGEST_FIELDS[field]} characters"
    fits = is_clean(value) and "\t" not in value and _has_fit_lines(value, several=field in MAY_HAVE_LINES)
    yield not fits, f"{field} has characters that text in a pack can't have"
    yield has_action(value), f"{field} has markup with an action, and packs hold none"
    yield not value.strip() and field not in MAY_BE_EMPTY, f"{field} is empty"
    yield value != value.strip(), f"{field} begins or ends with a space"
    quoted = f"{field} '{visible(value[:60])}'"
    if field == "id":
        yield (
            not _ID.fullmatch(value),
            f"{quoted} isn't like org.example.evenings: small letters, digits and hyphens, with points between",
        )
        yield any(map(is_device, value.split("."))), f"{quoted} has a name that Windows keeps for a device"
    if field == "version":
        yield not _VERSION.fullmatch(value), f"{quoted} isn't one to four numbers with points between, such as 1.0"
