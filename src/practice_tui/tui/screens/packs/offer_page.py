"""The page of what is inside a pack and whose it is, as the question behind it shows it.

Owns those lines; the same facts and words stand on the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from practice_tui.engine.pack_words import key_line, version_line
from practice_tui.tui.plain import plain, plain_line
from practice_tui.tui.screens.packs.rows import script_rows

if TYPE_CHECKING:
    from practice_tui.engine.packs import Offer


def page(offer: Offer) -> Content:
    """Return everything there is to decide on."""
    manifest = offer.arrival.manifest
    facts = f"{manifest.id} · {', '.join(manifest.languages)} · {manifest.licence}"
    lines = [
        plain_line(f"by {manifest.author}"),
        plain_line(facts).stylize("$quiet-look"),
        plain_line(version_line(offer)),
        Content(""),
    ]
    if manifest.description:
        lines += [plain(manifest.description), Content("")]
    lines += [plain_line(f"inside: {offer.contents.words}"), *script_rows(offer.contents), Content("")]
    lines.append(plain(key_line(offer)))
    return Content("\n").join(lines)
