"""``practice pack narrate FOLDER --voice NAME``: every passage of a pack's scripts spoken into its audio folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.grammar import Command
from practice_tui.cli.outcome import DONE, REFUSED, complain
from practice_tui.cli.progress import progress_bar
from practice_tui.domain.quantities import Frames, length_words, seconds
from practice_tui.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.engine.narration import Narrated

_NOTED = {
    "outdated": "your own recording says other words than the script does now; it was left and is not played",
    "unknown": "a recording of yours for a passage the script doesn't have; it was left",
    "removed": "taken away, because the script no longer has it",
}


@click.command("narrate", cls=Command)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--voice", "name", metavar="NAME", required=True, help="Who speaks; practice voice list names them.")
@click.option("--into", metavar="FOLDER", type=click.Path(path_type=Path), help="Elsewhere than the pack's own audio.")
def command(folder: Path, name: str, into: Path | None) -> int:
    """Have a voice speak every passage of a pack's scripts, and only what changed.

    Recordings of your own are never written over.
    """
    narrated = _narrated(folder, name, into)
    answer(_document(narrated), lambda: _lines(narrated))
    if not narrated.failed:
        return DONE
    first, reason = narrated.failed[0]
    complain(f"{len(narrated.failed)} passages could not be spoken, {first} first: {reason}; the others are kept")
    return REFUSED


def _narrated(folder: Path, name: str, into: Path | None) -> Narrated:
    """Narrate, as long as nobody stops it.

    Raises:
        KeyboardInterrupt: Ctrl-C, SIGTERM or SIGHUP came; what was spoken is kept.
    """
    from practice_tui.bootstrap import voice_desk  # noqa: PLC0415 - help and refusals need none
    from practice_tui.cli.stopping import StopSignals  # noqa: PLC0415 - only where there is something to stop

    with StopSignals() as signals, progress_bar("narrating") as show:

        def progress(done: int, of: int, /) -> None:
            if signals.asked:
                raise KeyboardInterrupt
            show(done, of)

        return voice_desk().narrate(folder, name, into, progress)


def _document(narrated: Narrated) -> dict[str, object]:
    return {
        "made": narrated.made,
        "kept": narrated.kept,
        "own": narrated.own,
        "outdated": narrated.outdated,
        "removed": narrated.removed,
        "unknown": narrated.unknown,
        "failed": [{"passage": passage, "reason": reason} for passage, reason in narrated.failed],
        "seconds": seconds(narrated.frames),
        "bytes": narrated.size,
    }


def _lines(narrated: Narrated) -> Iterator[str]:
    for kind, words in _NOTED.items():
        for passage in getattr(narrated, kind):
            yield f"{visible(passage)}: {words}"
    counts = f"{len(narrated.made)} spoken, {len(narrated.kept)} as they were, {len(narrated.own)} of your own"
    yield f"{counts}; {length_words(Frames(narrated.frames))} in {narrated.size / 1e6:.1f} MB"
