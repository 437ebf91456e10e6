"""What a person reads before a pack is taken, and the one question behind it.

Owns the page: what is inside, who made it, which key signed it. Nothing is asked without a terminal, and no option
answers for a key that came with its pack from afar.
"""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer, quiet, say, strong
from practice_tui.cli.columns import table, wrapped
from practice_tui.cli.grammar import wants
from practice_tui.cli.opening import is_terminal
from practice_tui.cli.progress import progress_bar
from practice_tui.domain.errors import PackRefused, PracticeError
from practice_tui.domain.quantities import SAMPLE_RATE, length_words
from practice_tui.domain.record import instant_text
from practice_tui.domain.text import one_line
from practice_tui.engine.pack_words import key_line, question, version_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.pack_ports import Contents, InstalledPack
    from practice_tui.engine.packs import Offer, PackDesk

YES = click.option("--yes", is_flag=True, help="Answer yes to what may be answered; never to a failed check.")
KEY = click.option("--key", metavar="RW…", help="The author's public key, where you have it from somewhere else.")

_MOST_SCRIPTS = 30


def receive(desk: PackDesk, source: str, *, yes: bool, key: str | None, expected: str = "") -> None:
    """Look at a pack, show it, ask, take it, and say so.

    Args:
        yes: whether the question is answered already.
        key: the public key that the person named.
        expected: the id it has to have, where that is known.

    Raises:
        PracticeError: it was refused, or the answer was no.
    """
    with progress_bar("looking") as progress:
        offer = desk.look(source, key or "", progress)
    with closing(offer):
        if expected and offer.arrival.manifest.id != expected:
            raise PackRefused(
                f"this is {offer.arrival.manifest.id} and not {expected}; nothing was changed; install takes others"
            )
        pack = take(desk, offer, yes=yes)
    answer(document(pack), lambda: _taken(pack, was_here=offer.is_here))


def take(desk: PackDesk, offer: Offer, *, yes: bool) -> InstalledPack:
    """Show the page, ask, and install.

    Raises:
        PracticeError: the answer was no, or nobody can be asked.
    """
    _show(list(page(offer)))
    if not offer.is_here:
        _ask(offer, yes=yes)
    with progress_bar("installing") as progress:
        return desk.take(offer, progress)


def page(offer: Offer) -> Iterator[str]:
    """Return everything that there is to decide on."""
    manifest = offer.arrival.manifest
    yield strong(one_line(manifest.name))
    yield f"by {one_line(manifest.author)}"
    yield quiet(f"{manifest.id}, {', '.join(manifest.languages)}, licence: {one_line(manifest.licence)}")
    yield version_line(offer)
    if manifest.description:
        yield ""
        for line in manifest.description.splitlines():
            yield from wrapped(line)
    yield ""
    yield f"inside: {offer.contents.words}"
    yield from script_lines(offer.contents)
    yield ""
    yield from wrapped(key_line(offer))


def script_lines(contents: Contents, prefix: str = "") -> Iterator[str]:
    """Return a line a script: its name, its title and its lengths."""
    rows = [
        (f"  {prefix}{script.name}", f"{length_words(script.shortest)} to {length_words(script.longest)}", script.title)
        for script in contents.scripts[:_MOST_SCRIPTS]
    ]
    yield from table(rows)
    if len(contents.scripts) > _MOST_SCRIPTS:
        yield f"  and {len(contents.scripts) - _MOST_SCRIPTS} more"


def document(pack: InstalledPack) -> dict[str, object]:
    """Return an installed pack as JSON has it."""
    manifest, current = pack.manifest, pack.current
    return {
        "id": manifest.id,
        "version": current.version,
        "name": manifest.name,
        "author": manifest.author,
        "licence": manifest.licence,
        "languages": list(manifest.languages),
        "description": manifest.description,
        "signature": "valid" if current.key else "none",
        "key": current.key or None,
        "words": current.words or None,
        "scripts": [
            {
                "id": f"{manifest.id}/{script.name}",
                "title": script.title,
                "min_seconds": -(-script.shortest // SAMPLE_RATE),
                "max_seconds": script.longest // SAMPLE_RATE,
            }
            for script in pack.contents.scripts
        ],
        "handouts": pack.contents.handouts,
        "courses": pack.contents.courses,
        "links": pack.contents.links,
        "recordings": len(pack.contents.recordings),
        "recorded_seconds": sum(pack.contents.recordings.values()) / SAMPLE_RATE,
        "versions": [
            {
                "version": version.version,
                "current": version.is_current,
                "signature": "valid" if version.key else "none",
                "key": version.key or None,
                "installed": instant_text(version.installed),
            }
            for version in pack.versions
        ],
    }


def _taken(pack: InstalledPack, *, was_here: bool) -> Iterator[str]:
    yield ""
    yield f"{pack.manifest.id} {pack.current.version} {'was installed already' if was_here else 'is installed'}"
    if pack.contents.scripts:
        yield f"try practice sit {pack.manifest.id}/{pack.contents.scripts[0].name}"


def _show(lines: list[str]) -> None:
    if not wants("json"):
        say(lines)
    elif is_terminal(sys.stdin) and is_terminal(sys.stdout):
        for line in lines:
            click.echo(line, err=True)


def _ask(offer: Offer, *, yes: bool) -> None:
    needs_key = not offer.trusts_by_word
    if yes and needs_key:
        raise PracticeError(
            "--yes can't trust a key that nobody has named: nothing was installed; ask the author for the key in "
            "another way than the pack came, and give it by --key RW…"
        )
    if yes:
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        options = "--yes --key RW…" if needs_key else "--yes"
        raise PracticeError(f"nobody is here to say yes, so nothing was installed; {options} answers")
    if not click.confirm(question(offer), err=True):
        raise PracticeError("nothing was installed, and nothing is trusted; ask again whenever you like")
