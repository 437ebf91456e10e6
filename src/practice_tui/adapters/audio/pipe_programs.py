"""Programs that play raw sound from their standard input, and how each is asked for it.

Owns their options: float samples in stereo at 48 kHz, with a known latency. Facts from their manual pages.
"""

from __future__ import annotations

from typing import NamedTuple

LATENCY_SECONDS = 0.192
"""How much sound a program is asked to keep."""

_MILLISECONDS = round(LATENCY_SECONDS * 1000)


class Program(NamedTuple):
    """One program.

    Attributes:
        name: as it is called.
        arguments: what makes it play raw float samples in stereo at 48 kHz.
        device: the option that names a device; the name is appended.
        last: what has to come last.
    """

    name: str
    arguments: tuple[str, ...]
    device: str
    last: tuple[str, ...] = ()

    def command(self, path: str, device: str) -> list[str]:
        """Return the command for the program at `path`; it plays on its own choice where `device` is empty."""
        chosen = (self.device + device,) if device else ()
        return [path, *self.arguments, *chosen, *self.last]


_PW_CAT = ("--playback", "--format=f32", "--rate=48000", "--channels=2", f"--latency={_MILLISECONDS}ms")

PROGRAMS = (
    Program("pw-cat", ("--raw", *_PW_CAT), "--target=", ("-",)),
    Program("pw-cat", _PW_CAT, "--target=", ("-",)),
    Program(
        "pacat",
        (
            "--playback",
            "--raw",
            "--format=float32le",
            "--rate=48000",
            "--channels=2",
            f"--latency-msec={_MILLISECONDS}",
        ),
        "--device=",
    ),
    Program(
        "aplay",
        ("-q", "-t", "raw", "-f", "FLOAT_LE", "-r", "48000", "-c", "2", f"--buffer-time={_MILLISECONDS * 1000}"),
        "--device=",
    ),
)
"""In the order in which they are tried. Older versions of pw-cat take what comes from standard input for raw and don't
know the option; newer ones need it."""
