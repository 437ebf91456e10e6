"""What is said to a person about a pack before they decide; the command line and the screens say the same.

Owns those sentences. They are plain text; names in them come from strangers, and every front end makes them safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.engine.pack_trust import Standing

if TYPE_CHECKING:
    from practice_tui.engine.pack_ports import InstalledVersion
    from practice_tui.engine.packs import Offer

UNSIGNED = "unsigned: nobody can tell who made it"


def version_line(offer: Offer) -> str:
    """Return which version it is, and which one is there."""
    new = f"version {offer.arrival.manifest.version}"
    if offer.before is None:
        return new
    return f"{new}, which you have" if offer.is_here else f"{new}; you have {offer.before.current.version}"


def key_line(offer: Offer) -> str:
    """Return whose key signed it, and what that means."""
    seal = offer.arrival.seal
    key = f"{seal.words} ({seal.key})"
    match offer.standing:
        case Standing.UNSIGNED:
            return f"{UNSIGNED}. It stays marked as such."
        case Standing.SAME_KEY:
            return f"Signed by the key you know: {key}"
        case Standing.NEW_KEY:
            return f"Signed by a new key, which the one you know has named its heir: {key}"
        case Standing.FIRST_KEY if offer.arrival.given:
            return f"Signed by the key you named: {key}"
        case _:
            return (
                f"Signed by a key you meet for the first time: {key}. "
                "Compare these words with what its author tells you in another way than this pack came."
            )


def question(offer: Offer) -> str:
    """Return what a person says yes or no to."""
    if offer.standing is Standing.FIRST_KEY:
        return "Install it, and trust this key for its updates from now on?"
    if offer.standing is Standing.NEW_KEY:
        return "Install it, and trust the new key in place of the old one?"
    return "Install it, although nobody has signed it?" if offer.standing is Standing.UNSIGNED else "Install it?"


def seal_words(version: InstalledVersion) -> str:
    """Return whose an installed version is: the key as words, or that it is unsigned."""
    return version.words or UNSIGNED
