"""What a person does who makes a pack: lay it out, check it, build it, sign it, and look at it as others will.

Owns the order of these steps and when a pack may be built. It refuses to build what has an error, and to know how a
pack's bytes are written; that is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from practice_tui.compiler.diagnostics import Severity
from practice_tui.domain.errors import PackRefused
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from practice_tui.compiler.diagnostics import Diagnostic
    from practice_tui.domain.pack import SignatureState
    from practice_tui.engine.voices import Progress


class Finding(NamedTuple):
    """What was found, and in which file of a pack; an empty name is the pack as a whole."""

    file: str
    what: Diagnostic

    @property
    def is_error(self) -> bool:
        """Whether it keeps the pack from being built, or from being taken."""
        return self.what.severity is Severity.ERROR


class Built(NamedTuple):
    """A pack file that was written.

    Attributes:
        id, version: what it says of itself.
        files: how many files of its author's it holds.
        size: its bytes.
        digest: what identifies its content.
    """

    id: str
    version: str
    files: int
    size: int
    digest: str


class Converted(NamedTuple):
    """What converting a pack's folder did, by the names of its files.

    Attributes:
        recordings: made from WAV files, which are still there beside the folder of the pack.
        texts: written again in the form that packs have.
    """

    recordings: tuple[str, ...]
    texts: tuple[str, ...]


class Signed(NamedTuple):
    """A pack file that was signed: the key as minisign writes it, and as words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What somebody who receives a pack file can know of it.

    Attributes:
        id, version, author: what it says of itself; None where it was refused before that could be believed.
        key: the public key it is signed with, or None.
        words: the same as words, or an empty text.
        signature: what the signature is worth.
        files: the names of its files.
        problems: why it would be refused; empty where it is well.
    """

    id: str | None
    version: str | None
    author: str | None
    key: str | None
    words: str
    signature: SignatureState
    files: tuple[str, ...]
    problems: tuple[str, ...]


class PackWorkshop(Protocol):
    """Where packs are made and looked at."""

    def lay_out(self, folder: Path) -> Sequence[str]:
        """Make the folder of a new pack with an example in it; return the names of its files.

        Raises:
            NotSaved: something is there already, or it can't be written.
        """

    def check(self, path: Path) -> Sequence[Finding]:
        """Return everything there is to say of a pack's folder, or of a pack file.

        Raises:
            NotFound: there is none.
        """

    def build(self, folder: Path, target: Path, progress: Progress | None) -> Built:
        """Write a pack file; an earlier one of that name is replaced.

        Raises:
            PackRefused: its bytes would not be a pack.
            NotSaved: it can't be written; what was there is as it was.
        """

    def convert(self, folder: Path, progress: Progress | None) -> Converted:
        """Make WAV files into Opus, and write texts in the form packs have.

        Raises:
            NotFound: there is no such folder.
            NotSaved: something can't be written.
            BadInput: a WAV can't be played.
        """

    def make_key(self, name: Path, password: bytes | None) -> Signed:
        """Write ``name.key`` and ``name.pub``.

        Raises:
            NotSaved: one of them is there already, or can't be written.
        """

    def wants_password(self, key: Path) -> bool:
        """Return whether a secret key's file has a password.

        Raises:
            NotFound: it can't be read.
            BadInput: it is no secret key.
        """

    def sign(self, file: Path, key: Path, password: bytes | None) -> Signed:
        """Write a pack file anew with a signature inside, in one step.

        Raises:
            NotFound: the file or the key can't be read.
            PackRefused: the file is no good pack.
            BadInput: the key or its password is no good.
            NotSaved: it can't be written; it is as it was.
        """

    def verify(self, file: Path, key: str | None) -> Verified:
        """Return what can be known of a pack file; its problems are part of that.

        Args:
            file: the pack.
            key: a public key, or the name of a file with one, where the signature doesn't carry its own.

        Raises:
            NotFound: there is no such file.
            BadInput: what was given is no public key.
        """


class Authoring:
    """The steps from an empty folder to a signed pack."""

    def __init__(self, workshop: PackWorkshop) -> None:
        self._workshop = workshop

    def lay_out(self, folder: Path) -> Sequence[str]:
        """Make the folder of a new pack; see `PackWorkshop`."""
        return self._workshop.lay_out(folder)

    def check(self, path: Path) -> list[Finding]:
        """Return everything there is to say of a pack, errors first within each file's order."""
        return list(self._workshop.check(path))

    def build(self, folder: Path, target: Path, progress: Progress | None = None) -> Built:
        """Check a pack's folder and write its file; the same folder gives the same bytes.

        Raises:
            PackRefused: it has errors; nothing was written.
            NotFound: there is no such folder.
            NotSaved: it can't be written; what was there is as it was.
        """
        if not folder.is_dir():
            self._workshop.check(folder)  # says what is wrong with the name
            raise PackRefused(f"{visible(str(folder))} is no folder; build takes the folder of a pack")
        errors = [finding for finding in self._workshop.check(folder) if finding.is_error]
        if errors:
            raise PackRefused(f"{_first(errors)}; nothing was built; practice pack check shows everything")
        return self._workshop.build(folder, target, progress)

    def convert(self, folder: Path, progress: Progress | None = None) -> Converted:
        """Bring a folder into the form that packs have; see `PackWorkshop`."""
        return self._workshop.convert(folder, progress)

    def make_key(self, name: Path, password: bytes | None) -> Signed:
        """Make a pair of keys; see `PackWorkshop`."""
        return self._workshop.make_key(name, password)

    def wants_password(self, key: Path) -> bool:
        """Return whether a key has a password; see `PackWorkshop`."""
        return self._workshop.wants_password(key)

    def sign(self, file: Path, key: Path, password: bytes | None) -> Signed:
        """Sign a pack file; see `PackWorkshop`."""
        return self._workshop.sign(file, key, password)

    def verify(self, file: Path, key: str | None = None) -> Verified:
        """Look at a pack file as whoever receives it does; see `PackWorkshop`."""
        return self._workshop.verify(file, key)


def _first(errors: Sequence[Finding]) -> str:
    """Return the first error as one clause, and how many more there are."""
    file, what = errors[0]
    place = f"{visible(file)}, line {what.line}: " if file else ""
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{place}{what.message}{more}"
