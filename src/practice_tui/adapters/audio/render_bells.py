"""Renders the bells that ship: ``python -m practice_tui.adapters.audio.render_bells FOLDER``.

Run once, when an instrument's numbers change; a test holds that what ships is what this renders.
"""

from __future__ import annotations

import sys
from pathlib import Path

from practice_tui.adapters.audio.synthesis import INSTRUMENTS, strike
from practice_tui.domain.quantities import SAMPLE_RATE


def render_bells(folder: Path) -> list[Path]:
    """Write each bell as 16-bit FLAC at 48 kHz in stereo and return the paths."""
    import soundfile  # noqa: PLC0415 - only where files are written

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, instrument in INSTRUMENTS.items():
        path = folder / f"{name}.flac"
        soundfile.write(path, strike(instrument), SAMPLE_RATE, format="FLAC", subtype="PCM_16")
        written.append(path)
    return written


if __name__ == "__main__":
    for bell in render_bells(Path(sys.argv[1] if len(sys.argv) > 1 else "audio/bells")):
        print(bell)  # noqa: T201 - a program for contributors
