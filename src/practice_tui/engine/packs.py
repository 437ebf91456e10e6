"""Receiving packs: look at one, take it, keep several versions, go back, and let go.

Owns the order: fetch, open, look inside, judge, and only then ask; after a yes, copy, judge again under the lock,
remember the key, put it onto the shelf. It asks nothing itself and decides nothing about formats.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from practice_tui.domain.errors import BadInput, NotFound, NotSaved, PackRefused
from practice_tui.domain.pack import ENDING, MOST_ARCHIVE, MOST_SIGNATURE, version_key
from practice_tui.engine.pack_ports import unwatched
from practice_tui.engine.pack_trust import Arrival, Origin, Standing, key_after, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from practice_tui.engine.pack_ports import (
        Contents,
        Handover,
        InstalledPack,
        KnownKey,
        PackFetch,
        PackReader,
        PackShelf,
        Progress,
        Readied,
        ReceivedPack,
        TrustBook,
    )

NOTE_ENDING = ".newkey"
"""A rotation note is called by its pack's id and this, and lies beside the pack."""

_SIGNATURE_ENDING = ".minisig"
_LARGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that may be taken: every check is done, and only a person's word is missing.

    Attributes:
        arrival: its manifest, its content's hash, its seal, and where it came from.
        standing: what the key means.
        contents: what is inside.
        before: the pack as it is on the shelf, or None.
        pack: the opened file.
        kept: what goes away when the offer is closed.
    """

    arrival: Arrival
    standing: Standing
    contents: Contents
    before: InstalledPack | None
    pack: ReceivedPack
    kept: ExitStack

    @property
    def is_here(self) -> bool:
        """Whether this very content, under this very key, is the current one already."""
        current = self.before.current if self.before else None
        return current is not None and (current.digest, current.key) == (self.arrival.digest, self.arrival.seal.key)

    @property
    def trusts_by_word(self) -> bool:
        """Whether a plain yes may trust a key that nobody has named: not one that came with its pack from afar."""
        from_afar = self.arrival.origin is Origin.ADDRESS and not self.arrival.given
        return not (from_afar and self.standing is Standing.FIRST_KEY)

    def close(self) -> None:
        """Let go of it; a second time does nothing."""
        self.kept.close()


class PackDesk:
    """Every use of packs that come from others.

    Args:
        changed: is called whenever other scripts are at hand than before.
        room: gives a new private folder for a download, which goes away with what is in it.
        file: the path that a file's name means.
    """

    def __init__(
        self,
        *,
        reader: PackReader,
        fetch: PackFetch,
        shelf: PackShelf,
        trust: TrustBook,
        changed: Callable[[], None],
        room: Callable[[], AbstractContextManager[Path]],
        file: Callable[[str], Path],
    ) -> None:
        self._reader = reader
        self._fetch = fetch
        self._shelf = shelf
        self._trust = trust
        self._changed = changed
        self._room = room
        self._file = file

    def packs(self) -> list[InstalledPack]:
        """Return every pack on the shelf."""
        return list(self._shelf.packs())

    def pack(self, pack_id: str) -> InstalledPack:
        """Return one pack on the shelf.

        Raises:
            NotFound: it isn't there; the nearest is named.
        """
        here = {pack.manifest.id: pack for pack in self._shelf.packs()}
        if pack_id not in here:
            if not here:
                raise NotFound(
                    f"there is no pack {pack_id[:60]!r}, and none at all; practice pack install FILE takes one"
                )
            from practice_tui.compiler.diagnostics import nearest  # noqa: PLC0415 - only where a name is wrong

            raise NotFound(f"there is no pack {pack_id[:60]!r}{nearest(pack_id, here)}")
        return here[pack_id]

    def look(self, source: str, given: str = "", progress: Progress = unwatched) -> Offer:
        """Fetch or open a pack, do every check, and return what a person would say yes or no to; nothing is kept.

        Args:
            source: a file's name, or an https address.
            given: the public key the person named beforehand, or an empty text.
            progress: is told how far fetching, then measuring, has come.

        Raises:
            PackRefused: a check failed.
            NotFound: there is no such file.
            BadInput: what was given is no key.
            NotSaved: what was fetched can't be written.
        """
        key = self._reader.key(given) if given else ""
        with ExitStack() as stack:
            origin, file = Origin.FILE, self._file(source)
            if is_address(source):
                origin, file = Origin.ADDRESS, self._fetched(source, stack, progress)
            known = self._trust.keys()
            keys = [key] if key else []
            pack = self._reader.open(file, keys + [each.key for each in known.values()])
            stack.callback(pack.close)
            author = known.get(pack.manifest.id)
            note = self._note(source, pack, author) if author else None
            arrival = Arrival(pack.manifest, pack.digest, pack.seal, origin, key, note)
            before = self._before(arrival)
            standing = standing_of(arrival, author, before.versions if before else ())
            contents = self._reader.contents(pack, progress)
            return Offer(arrival, standing, contents, before, pack, stack.pop_all())

    def take(self, offer: Offer, progress: Progress = unwatched) -> InstalledPack:
        """Put an offered pack onto the shelf, and trust its key from now on; return it as it is there.

        Raises:
            PackRefused: something changed since it was looked at.
            NotSaved: there is no room, or it can't be written; everything is as it was.
        """
        arrival = offer.arrival
        if not offer.is_here:
            readied = self._shelf.ready(offer.pack, offer.contents, progress)
            try:
                with self._shelf.changing():
                    self._put(offer, readied)
            finally:
                readied.discard()
            self._changed()
        return self.pack(arrival.manifest.id)

    def use(self, pack_id: str, version: str) -> InstalledPack:
        """Go back, or forward again, to a version that is on the shelf.

        Raises:
            NotFound: it isn't there; what is there is named.
            NotSaved: it can't be written; everything is as it was.
        """
        found = self._version(self.pack(pack_id), version)
        with self._shelf.changing():
            self._shelf.use(pack_id, found)
        self._changed()
        return self.pack(pack_id)

    def remove(self, pack_id: str, version: str | None = None) -> None:
        """Let go of a pack, or of one of its versions; the record keeps what it remembers, the key stays known.

        Raises:
            NotFound: it isn't there.
            BadInput: the version is the current one, and others would be left without.
            NotSaved: it can't be written; everything is as it was.
        """
        pack = self.pack(pack_id)
        found = None if version is None else self._version(pack, version)
        if found is not None and found == pack.current.version:
            if len(pack.versions) > 1:
                raise BadInput(
                    f"{found} is the version in use; take another one first (practice pack use {pack_id} VERSION), "
                    "or remove the whole pack"
                )
            found = None
        with self._shelf.changing():
            self._shelf.remove(pack_id, found)
        self._changed()

    def _put(self, offer: Offer, readied: Readied) -> None:
        """Judge again, where no other process can change what was judged by, and put it there."""
        arrival, known = offer.arrival, self._trust.keys().get(offer.arrival.manifest.id)
        before = self._before(arrival)
        standing = standing_of(arrival, known, before.versions if before else ())
        if standing not in {offer.standing, Standing.SAME_KEY}:
            raise PackRefused("the shelf was changed while you read; nothing of this pack was kept; look at it again")
        key = key_after(arrival, standing, known)
        if key is not None:
            self._trust.remember(arrival.manifest.id, key)
        self._shelf.put(readied)

    def _before(self, arrival: Arrival) -> InstalledPack | None:
        return next((pack for pack in self._shelf.packs() if pack.manifest.id == arrival.manifest.id), None)

    @staticmethod
    def _version(pack: InstalledPack, version: str) -> str:
        """Return the version on the shelf that is meant; ``1`` means ``1.0``."""
        here = [each.version for each in pack.versions]
        with suppress(ValueError):  # what is no version is none of those here
            wanted = version_key(version)
            found = next((each for each in here if version_key(each) == wanted), None)
            if found is not None:
                return found
        raise NotFound(
            f"version {version[:30]!r} of {pack.manifest.id} isn't on your shelf; there are {', '.join(here)}"
        )

    def _fetched(self, address: str, stack: ExitStack, progress: Progress) -> Path:
        try:
            file = stack.enter_context(self._room()) / f"fetched{ENDING}"
            self._fetch.fetch(address, file, MOST_ARCHIVE, progress)
        except OSError as problem:
            raise NotSaved(
                f"the pack could not be written down ({problem.strerror}); nothing was kept; free some space"
            ) from None
        return file

    # The rotation note.

    def _note(self, source: str, pack: ReceivedPack, author: KnownKey) -> Handover | None:
        """Return the rotation note beside a pack that is signed by another key than before, where there is one.

        Raises:
            PackRefused: there is one, and it doesn't hold.
        """
        if not pack.seal.key or pack.seal.key == author.key:
            return None
        name = f"{pack.manifest.id}{NOTE_ENDING}"
        note, signature = self._beside(source, name), self._beside(source, f"{name}{_SIGNATURE_ENDING}")
        return self._reader.handover(note, signature, author.key) if note and signature else None

    def _beside(self, source: str, name: str) -> bytes:
        """Return a small file beside a pack's; nothing where there is none."""
        most = max(_LARGEST_NOTE, MOST_SIGNATURE)
        try:
            if not is_address(source):
                with self._file(source).with_name(name).open("rb") as stream:
                    return stream.read(most)
            with self._room() as room:
                self._fetch.fetch(urljoin(source, name), room / "note", most, unwatched)
                return (room / "note").read_bytes()
        except (OSError, PackRefused):
            return b""


def is_address(source: str) -> bool:
    """Return whether a source is an address rather than a file's name; one that isn't https is refused later."""
    return "://" in source
