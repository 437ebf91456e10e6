"""``practice render ID|FILE -m LEN -o FILE``: a sitting as an audio file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from practice_tui.cli.answers import answer
from practice_tui.cli.at_hand import find_script, services
from practice_tui.cli.grammar import Command
from practice_tui.cli.parameters import LENGTH, OPEN, PRACTICE, length_given
from practice_tui.cli.progress import progress_bar, while_speaking
from practice_tui.cli.sound_parameters import AMBIENCE, INTERVAL_BELLS
from practice_tui.domain.errors import BadInput
from practice_tui.domain.quantities import length_words, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from practice_tui.cli.parameters import Length
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.rendering import Rendering, RenderRequest


class TargetParameter(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.3 only
    """A file to be written, whose name ends in one of `endings`."""

    name = "file"

    def __init__(self, *endings: str) -> None:
        self._endings = endings

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; endings may be written in capitals too."""
        path = Path(str(value))
        if path.suffix.lower() not in self._endings:
            *others, last = self._endings
            wanted = f"{', '.join(others)} or {last}" if others else last
            self.fail(f"{value!r} has no ending that tells its format; let it end in {wanted}", param, ctx)
        return path


@click.command("render", cls=Command)
@click.argument("name", metavar="ID|FILE", type=PRACTICE)
@click.option("-m", "wished", metavar="LEN", type=LENGTH, help="How long: 12, 90s, 12m30s, 1h5m.")
@click.option(
    "-o",
    "audio",
    metavar="FILE",
    type=TargetParameter(".wav", ".flac", ".ogg", ".opus", ".mp3"),
    required=True,
    help="The file to write; .wav, .flac, .ogg, .opus or .mp3 chooses its format.",
)
@click.option(
    "--captions", metavar="FILE", type=TargetParameter(".vtt"), help="Write the words as captions too, to FILE.vtt."
)
@click.option("--no-voice", is_flag=True, help="Leave the voice out; bells and tones stay.")
@click.option("--ambient", metavar="NAME", type=AMBIENCE, help="Under it all: rain, sea, brown, a sound file, or off.")
@click.option(
    "--bells",
    metavar="WHEN",
    type=INTERVAL_BELLS,
    help="Soft bells on the way: 5m, 5m,12m,20m, 'random 3m to 8m', off.",
)
@click.option("--loudness", is_flag=True, help="Measure the loudness of the whole; takes longer.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def command(
    name: str,
    wished: Length | None,
    audio: Path,
    captions: Path | None,
    no_voice: bool,
    ambient: str | None,
    bells: IntervalBells | None,
    loudness: bool,
    force: bool,
) -> None:
    """Write a sitting to an audio file.

    The format follows from the ending of the file's name: .wav, .flac, .ogg, .opus or .mp3.
    """
    from practice_tui.engine.rendering import RenderRequest  # noqa: PLC0415 - help needs none of it

    script = find_script(name)
    length = length_given(script, wished)
    if length == OPEN:
        home = length_words(script.header.home)
        raise BadInput(f"an open-ended sitting has no end to write; give a length such as -m {home}")
    request = RenderRequest(
        script=script,
        length=length,
        audio=audio,
        captions=captions,
        voice=False if no_voice else None,
        ambient=ambient,
        bells=bells,
        replaces=force,
        measures_loudness=loudness,
    )
    rendering = _rendered(request)
    answer(_document(request, rendering), lambda: _lines(request, rendering))


def _rendered(request: RenderRequest) -> Rendering:
    """Render, as long as nobody stops it.

    Raises:
        KeyboardInterrupt: Ctrl-C, SIGTERM or SIGHUP came; no file was written.
    """
    from dataclasses import replace  # noqa: PLC0415 - only for rendering

    from practice_tui.cli.stopping import StopSignals  # noqa: PLC0415 - only where there is something to stop

    with StopSignals() as signals, while_speaking() as listener, progress_bar("rendering") as show:

        def watch(done: Frames, total: Frames) -> None:
            if signals.asked:
                raise KeyboardInterrupt
            show(done, total)

        return services().renderer().render(replace(request, listener=listener), watch)


def _document(request: RenderRequest, rendering: Rendering) -> dict[str, object]:
    return {
        "file": str(request.audio),
        "seconds": seconds(rendering.length),
        "ring_out_seconds": seconds(rendering.ring_out),
        "peak_dbfs": rendering.peak,
        "loudness_lufs": rendering.loudness,
    }


def _lines(request: RenderRequest, rendering: Rendering) -> Iterator[str]:
    yield f"{request.audio}: {length_words(rendering.length)}, and {seconds(rendering.ring_out):.1f} s of ringing out"
    levels = {"peak {:.1f} dBFS": rendering.peak, "loudness {:.1f} LUFS": rendering.loudness}
    said = [words.format(level) for words, level in levels.items() if level is not None]
    if said:
        yield ", ".join(said)
    if request.captions is not None:
        yield f"{request.captions}: the words"
