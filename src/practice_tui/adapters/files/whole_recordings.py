"""Finished recordings: where the sound and the captions of a script lie.

Owns the search: ``audio/<language>/<script>/`` in the script's pack, else beside the script itself. Captions and sound
lie in one folder. What captions mean is the compiler's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from practice_tui.compiler.captions import LARGEST
from practice_tui.compiler.finished import Recorded, captions_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from practice_tui.adapters.files.recordings import Measure


class WholeRecording:
    """The finished recording of one script file, looked for once its name is known.

    Attributes:
        sound: the file of the recording, whether or not it is there; None before it was looked for, or where there are
            no captions either.
        captions: the file of its captions; None likewise.
    """

    def __init__(self, script: Path, folders: Sequence[Path], measure: Measure) -> None:
        self._script = script
        self._folders = folders
        self._measure = measure
        self.sound: Path | None = None
        self.captions: Path | None = None

    def __call__(self, name: str, language: str, /) -> Recorded | None:
        """Return what there is of the recording `name`, a plain file name; None where there are no captions."""
        inner = [folder / language.lower() / self._script.stem for folder in self._folders]
        for folder in (*inner, self._script.parent):
            words = _read(folder / captions_name(name))
            if words is not None:
                self.sound, self.captions = folder / name, folder / captions_name(name)
                return Recorded(self._measure(self.sound) if self.sound.is_file() else None, words)
        return None


def _read(file: Path) -> bytes | None:
    """Return the bytes of a file of captions, one more than are allowed at most; None where there is none to read."""
    if not file.is_file():
        return None
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError:
        return None
