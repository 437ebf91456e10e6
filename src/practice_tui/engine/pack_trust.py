"""Whether a pack may come onto the shelf: trust on first use, as rules over facts.

Owns every such decision. A refusal is one line that says what happened and that nothing was changed; no answer of a
person turns a failed check into a good one.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from practice_tui.domain.errors import PackRefused
from practice_tui.domain.pack import SignatureState, version_key
from practice_tui.engine.pack_ports import KnownKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.domain.pack import Manifest, Seal
    from practice_tui.engine.pack_ports import Handover, InstalledVersion


class Origin(Enum):
    """Where a pack came from."""

    FILE = auto()
    ADDRESS = auto()


class Standing(Enum):
    """What the author's key means for a pack that may come in."""

    FIRST_KEY = auto()
    """Nothing is known of this pack's author yet: whoever says yes trusts this key from now on."""

    SAME_KEY = auto()
    """The key that is known."""

    NEW_KEY = auto()
    """Another key, which the known one has named its heir."""

    UNSIGNED = auto()
    """Nobody's."""


class Arrival(NamedTuple):
    """The facts of a pack that may come in.

    Attributes:
        given: the key that the person named beforehand; empty where none was.
        handover: the rotation note beside it, its signature checked; None where there is none.
    """

    manifest: Manifest
    digest: str
    seal: Seal
    origin: Origin
    given: str = ""
    handover: Handover | None = None


def standing_of(arrival: Arrival, known: KnownKey | None, here: Sequence[InstalledVersion]) -> Standing:
    """Return what the key of a pack means.

    Args:
        arrival: the pack.
        known: the key its id is known by.
        here: its versions on the shelf.

    Raises:
        PackRefused: it may not come in, whatever a person says.
    """
    standing = _by_key(arrival, known)
    _check_version(arrival, here)
    return standing


def key_after(arrival: Arrival, standing: Standing, known: KnownKey | None) -> KnownKey | None:
    """Return what is to be remembered of a pack's author once it is in; None where nothing is new."""
    if standing is Standing.FIRST_KEY:
        return KnownKey(arrival.seal.key)
    if standing is Standing.NEW_KEY and known is not None:
        return KnownKey(arrival.seal.key, (*known.formerly, known.key))
    return None


def _by_key(arrival: Arrival, known: KnownKey | None) -> Standing:
    seal = arrival.seal
    if seal.state is not SignatureState.VALID:
        return _unsigned(arrival, known)
    if arrival.given and arrival.given != seal.key:
        _refuse(f"it is signed by the key {seal.words} ({seal.key}), and not by the one you named")
    if known is None:
        return Standing.FIRST_KEY
    if seal.key == known.key:
        return Standing.SAME_KEY
    if seal.key in known.formerly:
        _refuse(
            f"it is signed by {seal.words}, a key that its author has given up; ask for one that is signed anew",
            ask=False,
        )
    if arrival.handover is None or not _hands_over(arrival.handover, arrival, known):
        _refuse(
            f"{arrival.manifest.id} has been signed by another key until now, and this one ({seal.words}) may be "
            "anybody's; ask its author, in another way than this pack came, whether the key is new: then a note signed "
            "by the old key belongs beside the pack",
            ask=False,
        )
    return Standing.NEW_KEY


def _unsigned(arrival: Arrival, known: KnownKey | None) -> Standing:
    if known is not None:
        _refuse(f"{arrival.manifest.id} has always been signed, and this pack isn't")
    if arrival.given:
        _refuse("it isn't signed, and so not by the key you named")
    if arrival.origin is Origin.ADDRESS:
        _refuse("it isn't signed, and such a pack comes in from a file only")
    return Standing.UNSIGNED


def _hands_over(handover: Handover, arrival: Arrival, known: KnownKey) -> bool:
    return handover == (arrival.manifest.id, known.key, arrival.seal.key)


def _check_version(arrival: Arrival, here: Sequence[InstalledVersion]) -> None:
    manifest = arrival.manifest
    for version in here:
        there, new = version_key(version.version), version_key(manifest.version)
        if new < there:
            _refuse(
                f"it is version {manifest.version}, and {version.version} is on your shelf; an older one comes in only "
                f"from there (practice pack use {manifest.id} VERSION)",
                ask=False,
            )
        if new == there and version.digest != arrival.digest:
            _refuse(
                f"version {manifest.version} is on your shelf with another content; a change needs a new version number"
            )


def _refuse(what: str, *, ask: bool = True) -> NoReturn:
    raise PackRefused(f"this pack was not taken: {what}; nothing was changed{'; ask its author' if ask else ''}")
