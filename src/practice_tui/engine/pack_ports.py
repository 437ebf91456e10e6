"""What the receiving of packs asks of the outside world, by role, and the values that pass between.

Owns those protocols and the shape of what is installed. Adapters implement them; `packs` uses them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.domain.quantities import MINUTE, Frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from practice_tui.domain.pack import Manifest, Seal


class Progress(Protocol):
    """Is told how far a long work has come."""

    def __call__(self, done: int, of: int, /) -> None:
        """Take note that `done` of `of` is done."""


def unwatched(_done: int, _of: int, /) -> None:
    """Take note of nothing."""


class ReceivedPack(Protocol):
    """A pack file that passed every check of its archive, its names, its hashes and its signature."""

    @property
    def manifest(self) -> Manifest:
        """What it says of itself."""

    @property
    def seal(self) -> Seal:
        """What its signature is worth: valid or none."""

    @property
    def digest(self) -> str:
        """What identifies its content."""

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""


class PackedScript(NamedTuple):
    """A script as the page of a pack's contents names it. Lengths are frames."""

    name: str
    title: str
    shortest: Frames
    longest: Frames


@dataclass(frozen=True, slots=True)
class Contents:
    """What is inside a pack, looked at without running anything of it.

    Attributes:
        scripts: each script.
        handouts, courses: how many there are.
        recordings: how long each recording is, in frames, by its name.
        links: how many links its handouts hold.
    """

    scripts: tuple[PackedScript, ...] = ()
    handouts: int = 0
    courses: int = 0
    recordings: Mapping[str, Frames] = field(default_factory=dict)
    links: int = 0

    @property
    def words(self) -> str:
        """The whole on one line: ``12 texts, 9 recordings, 84 minutes, no code, no links``."""
        pieces = [_counted(len(self.scripts) + self.handouts + self.courses, "text")]
        pieces.append(_counted(len(self.recordings), "recording"))
        if self.recordings:
            pieces.append(_counted(max(1, round(sum(self.recordings.values()) / MINUTE)), "minute"))
        links = f"{_counted(self.links, 'link')} that never open by themselves" if self.links else "no links"
        return ", ".join([*pieces, "no code", links])


class InstalledVersion(NamedTuple):
    """A version of a pack on the shelf.

    Attributes:
        version: its version.
        digest: what identifies its content.
        key, words: the key it was signed with, and the same as words; empty where it is unsigned.
        installed: when it came, in UTC.
        is_current: whether its scripts are the ones that are offered.
    """

    version: str
    digest: str
    key: str
    words: str
    installed: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack on the shelf.

    Attributes:
        manifest: what its current version says of itself.
        contents: what is inside that.
        versions: every version that is kept, the newest first.
    """

    manifest: Manifest
    contents: Contents
    versions: tuple[InstalledVersion, ...]

    @property
    def current(self) -> InstalledVersion:
        """The version whose scripts are offered."""
        return next(version for version in self.versions if version.is_current)


class KnownKey(NamedTuple):
    """The key that a pack's author is known by, and those they have given up, oldest first."""

    key: str
    formerly: tuple[str, ...] = ()


class Handover(NamedTuple):
    """A rotation note whose signature by the old key holds: from now on another key speaks for a pack."""

    pack: str
    old: str
    new: str


class PackReader(Protocol):
    """Opens pack files."""

    def key(self, text: str) -> str:
        """Return the public key that a person gave, as keys are written.

        Raises:
            BadInput: it is none.
        """

    def open(self, file: Path, known: Sequence[str]) -> ReceivedPack:
        """Return an opened pack; `known` are public keys to look among where the signature doesn't carry its own.

        Raises:
            PackRefused: a check failed.
            NotFound: there is no such file, or it can't be read.
        """

    def contents(self, pack: ReceivedPack, progress: Progress) -> Contents:
        """Return what is inside, after every text was checked and every recording measured.

        Raises:
            PackRefused: a text isn't as texts in a pack have to be.
        """

    def handover(self, note: bytes, signature: bytes, old: str) -> Handover:
        """Return what a rotation note says; `old` is the key that has to have signed it.

        Raises:
            PackRefused: it is no such note, or that key didn't sign it.
        """


class PackFetch(Protocol):
    """Fetches what an https address holds."""

    def fetch(self, address: str, target: Path, most: int, progress: Progress) -> None:
        """Write it to the new file `target`, of `most` bytes at the longest.

        Raises:
            PackRefused: it can't be had, or not safely.
            OSError: the file can't be written.
        """


class TrustBook(Protocol):
    """Which key speaks for which pack; it outlives the packs."""

    def keys(self) -> Mapping[str, KnownKey]:
        """Return what is known, by pack id.

        Raises:
            PackRefused: it can't be read. Nothing may be trusted anew then.
        """

    def remember(self, pack_id: str, key: KnownKey) -> None:
        """Keep a pack's key. Only within `PackShelf.changing`.

        Raises:
            NotSaved: it can't be written.
        """


class Readied(Protocol):
    """A pack that lies beside the shelf, whole and on disk, and can be put onto it in one step."""

    def discard(self) -> None:
        """Take it away again; where it was put onto the shelf, do nothing."""


class PackShelf(Protocol):
    """The packs that are installed."""

    def packs(self) -> Sequence[InstalledPack]:
        """Return every pack, by its id in order of the alphabet.

        Raises:
            PackRefused: the shelf can't be read.
        """

    def ready(self, pack: ReceivedPack, contents: Contents, progress: Progress) -> Readied:
        """Copy a pack beside the shelf, with its recordings made playable.

        Raises:
            PackRefused: its file changed meanwhile.
            NotSaved: there is no room, or it can't be written.
        """

    def changing(self) -> AbstractContextManager[object]:
        """Keep every other process from changing the shelf and the trust book.

        Raises:
            NotSaved: another one is busy with it for too long.
        """

    def put(self, readied: Readied) -> None:
        """Put a readied pack onto the shelf as its pack's current version. Only within `changing`.

        Raises:
            NotSaved: it can't be written; the shelf is as it was.
        """

    def use(self, pack_id: str, version: str) -> None:
        """Make a version on the shelf the current one. Only within `changing`.

        Raises:
            NotFound: there is none.
            NotSaved: it can't be written; the shelf is as it was.
        """

    def remove(self, pack_id: str, version: str | None) -> None:
        """Take a version, or all of a pack, off the shelf. Only within `changing`.

        Raises:
            NotFound: there is none.
            NotSaved: it can't be written; the shelf is as it was.
        """


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
