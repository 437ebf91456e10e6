"""``practice sit ID``: a sitting at once, in the app or as plain lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from practice_tui.cli.at_hand import enter_what_was_cut_off, find_script, services
from practice_tui.cli.grammar import Command, Explained, wants
from practice_tui.cli.opening import has_screen, open_app
from practice_tui.cli.outcome import DONE
from practice_tui.cli.parameters import LENGTH, OPEN, PRACTICE
from practice_tui.cli.progress import while_speaking
from practice_tui.cli.sound_parameters import AMBIENCE, INTERVAL_BELLS
from practice_tui.domain.errors import NotSaved, PracticeError
from practice_tui.engine.settings import OUTPUTS

if TYPE_CHECKING:
    from practice_tui.cli.parameters import Length
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.engine.events import SessionEnded
    from practice_tui.engine.sittings import Request


@click.command("sit", cls=Command)
@click.argument("name", metavar="ID", type=PRACTICE)
@click.option(
    "-m", "length", metavar="LEN", type=LENGTH, help="How long: 12, 90s, 12m30s, open. Its home length if not given."
)
@click.option("--plain", is_flag=True, help="One line a cue, without a full screen.")
@click.option("--eyes-closed", is_flag=True, help="Go dark at once; voice, tones and bells carry the sitting.")
@click.option("--output", type=click.Choice(OUTPUTS), help="Where sound goes.")
@click.option("--device", metavar="NAME", help="The sound device, or a part of its name.")
@click.option("--no-voice", is_flag=True, help="Show the words without playing recordings.")
@click.option("--ambient", metavar="NAME", type=AMBIENCE, help="Under it all: rain, sea, brown, a sound file, or off.")
@click.option(
    "--bells",
    metavar="WHEN",
    type=INTERVAL_BELLS,
    help="Soft bells on the way: 5m, 5m,12m,20m, 'random 3m to 8m', off.",
)
def command(
    name: str,
    length: Length | None,
    plain: bool,
    eyes_closed: bool,
    output: str | None,
    device: str | None,
    no_voice: bool,
    ambient: str | None,
    bells: IntervalBells | None,
) -> int:
    """Begin a sitting at once.

    ID is a practice's id, or a script file whose name ends in .txt.
    """
    from practice_tui.engine.sittings import STEADYING, Request  # noqa: PLC0415 - help needs none of it

    if wants("json") and not plain:
        raise Explained("the app has no document to answer with; add --plain to --json")
    if eyes_closed and plain:
        raise Explained("a plain sitting has no screen to darken; leave out --plain or --eyes-closed")
    if not plain and not has_screen():
        raise PracticeError("there is no terminal here to show the app in; try practice sit ID --plain")
    script = find_script(name)
    wished = script.header.home if length is None else length
    goes_dark = not plain and (eyes_closed or (services().settings.read().eyes_closed and script.id != STEADYING))
    request = Request(
        script=script,
        length=None if wished == OPEN else wished,
        voice=False if no_voice else True if goes_dark else None,
        ambient=ambient,
        bells=bells,
        output=output,
        device=device,
        eyes_closed=goes_dark,
    )
    return _plain(request) if plain else _full_screen(request)


def _full_screen(request: Request) -> int:
    with while_speaking() as listener:  # what can't be sat is refused before a screen opens
        services().sittings.timeline(request.script, request.length, voice=request.voice, listener=listener)
    return open_app(request, services(), debug=wants("debug"))


def _plain(request: Request) -> int:
    """Sit in lines on stdout; with ``--json`` they go to stderr, and stdout holds the record.

    Raises:
        NotSaved: the sitting could not be recorded; its record is in the message.
    """
    from dataclasses import replace  # noqa: PLC0415 - only for sitting

    from practice_tui.cli.fact_lines import saved  # noqa: PLC0415
    from practice_tui.cli.keyboard import has_keyboard, keyboard  # noqa: PLC0415
    from practice_tui.cli.lines import Lines  # noqa: PLC0415
    from practice_tui.cli.plain_sitting import PlainSitting  # noqa: PLC0415
    from practice_tui.cli.stopping import StopSignals  # noqa: PLC0415

    can_be_ended = has_keyboard()
    lines = Lines(sys.stderr if wants("json") else sys.stdout)
    with StopSignals() as signals, keyboard(signals.wake) as keys:
        with while_speaking() as listener:
            asked = replace(request, source="command line", can_be_ended=can_be_ended, listener=listener)
            player = services().sittings.player(asked)
        enter_what_was_cut_off()
        sitting = PlainSitting(player, lines, keys, signals)
        ended = sitting.run(with_keys=can_be_ended)
        if ended.saved:
            lines.write(saved(request.script, ended.record.seconds))
        sitting.ring_out()
    services().backups().make_if_due()
    _answer(ended)
    return DONE


def _answer(ended: SessionEnded) -> None:
    if not ended.saved:
        raise NotSaved(ended.note)
    if wants("json"):
        from practice_tui.cli.answers import json_text, say  # noqa: PLC0415 - only where it was asked for
        from practice_tui.cli.sittings import record_document  # noqa: PLC0415

        say([json_text(record_document(ended.record))])
