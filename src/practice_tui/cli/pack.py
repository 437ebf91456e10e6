"""``practice pack``: scripts, recordings and handouts in one file that a teacher hands to others.

Owns the list of its commands; each is a module beside this one, called ``pack_`` and its name.
"""

from __future__ import annotations

import click

from practice_tui.cli.grammar import LazyGroup

PACK_COMMANDS = {
    "new": "A folder with an example, to begin with.",
    "check": "What to mend in a pack, line by line.",
    "narrate": "A voice that speaks a pack's passages.",
    "convert": "WAV into Opus, and texts into the form packs have.",
    "build": "One file of a pack's folder.",
    "keygen": "A key to sign packs with.",
    "sign": "Your signature, put into a pack's file.",
    "rotate": "A note that names your new key, signed by the old one.",
    "verify": "What others can know of a pack's file.",
    "install": "A pack from a file or an https address.",
    "list": "The packs that are installed.",
    "show": "An installed pack, and what is inside.",
    "update": "A newer version of an installed pack.",
    "use": "Another version that is on the shelf.",
    "remove": "A pack let go of.",
}
"""Every command with the line the help shows."""


@click.group("pack", cls=LazyGroup, modules=PACK_COMMANDS, prefix="pack_")
def command() -> None:
    """Write, build and sign packs; receive those of others."""
