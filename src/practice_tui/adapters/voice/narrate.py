"""Narration on disk: the folders of a pack, and a voice that fills them.

Owns ``audio/<language>/<script>/<cue>.opus`` and the index beside it, as `adapters.files.recordings` reads them. A file
is written before the index names it: whatever is cut off in between is spoken again, and never taken for other words.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from practice_tui.adapters.files.recordings import ENDINGS, words_hash
from practice_tui.adapters.files.scripts import read_script
from practice_tui.adapters.voice.recipe import recipe
from practice_tui.compiler.diagnostics import Severity
from practice_tui.domain.errors import NotFound, NotSaved, ScriptRefused
from practice_tui.domain.text import visible
from practice_tui.engine.narration import Narrated, Recorded, narrate

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.adapters.files.recordings import Measure
    from practice_tui.domain.script import Script
    from practice_tui.engine.voices import Line, Progress, Voice

_INDEX = "recordings.json"


class VoiceSpeaker:
    """Implements `LineSpeaker` with one voice."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def recipe(self, line: Line) -> str:
        """Return voice, pace and making of a line."""
        return recipe(self._voice, line)

    def speak(self, line: Line) -> Any:
        """Return the finished sound of a line; see `LineSpeaker`."""
        from practice_tui.adapters.voice.renderer import render  # noqa: PLC0415 - brings numpy and soundfile

        return render(self._voice, line)


class AudioFolder:
    """Implements `RecordingFolder` over a folder, which is made when something is first kept."""

    def __init__(self, folder: Path, measure: Measure) -> None:
        self._folder = folder
        self._measure = measure
        self._index = _read(folder / _INDEX)

    def recorded(self, cue: str, text: str) -> Recorded | None:
        """Return what there is for a passage, or None where there is no file or it can't be played."""
        file = self._file(cue)
        if file is None:
            return None
        entry = self._index.get(cue, {})
        size = file.stat().st_size
        frames = entry.get("frames") if entry.get("bytes") == size else None
        length = frames if isinstance(frames, int) else self._measure(file)
        if length is None:
            return None
        made = entry.get("made", "")
        return Recorded("words" not in entry or entry["words"] == words_hash(text), str(made), length, size)

    def cues(self) -> list[str]:
        """Return the passages there is a file or an entry for."""
        files = self._folder.iterdir() if self._folder.is_dir() else ()
        return sorted({file.stem for file in files if file.suffix in ENDINGS} | set(self._index))

    def keep(self, cue: str, text: str, recipe: str, sound: Any) -> Recorded:
        """Write a spoken passage and its entry; see `RecordingFolder`."""
        from practice_tui.adapters.voice.sound_files import write_opus  # noqa: PLC0415 - brings soundfile

        file = self._folder / f"{cue}.opus"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            frames = write_opus(sound, file)
            size = file.stat().st_size
            self._index[cue] = {"bytes": size, "frames": int(frames), "made": recipe, "words": words_hash(text)}
            self._write_index()
        except OSError as problem:
            raise _not_saved(file, problem) from None
        return Recorded(says_these_words=True, recipe=recipe, frames=frames, size=size)

    def remove(self, cue: str) -> None:
        """Take away what a voice made for a passage; see `RecordingFolder`."""
        file = self._folder / f"{cue}.opus"
        try:
            file.unlink(missing_ok=True)
            self._index.pop(cue, None)
            self._write_index()
        except OSError as problem:
            raise _not_saved(file, problem) from None

    def _file(self, cue: str) -> Path | None:
        candidates = (self._folder / f"{cue}{ending}" for ending in ENDINGS)
        return next((file for file in candidates if file.is_file()), None)

    def _write_index(self) -> None:
        draft = self._folder / f"{_INDEX}.{os.getpid()}.new"
        try:
            draft.write_text(json.dumps(self._index, indent=1, sort_keys=True) + "\n", "utf-8")
            draft.replace(self._folder / _INDEX)
        finally:
            draft.unlink(missing_ok=True)


def narrate_pack(
    folder: Path,
    voice: Voice,
    measure: Measure,
    *,
    into: Path | None = None,
    progress: Progress | None = None,
) -> Narrated:
    """Have a voice speak every passage of a pack's scripts that it hasn't spoken as it is now.

    Args:
        folder: the pack, with its ``scripts`` folder.
        voice: who speaks.
        measure: how long a sound file is.
        into: where recordings go; the pack's ``audio`` folder if not given.
        progress: is told how many passages are done.

    Raises:
        NotFound: there is no pack with scripts.
        ScriptRefused: a script has errors; nothing was spoken.
        VoiceFailed: the voice failed several times in a row; what was spoken is kept.
        NotSaved: a recording can't be written; what was written before is kept.
    """
    scripts = _scripts(folder)
    audio = into or folder / "audio"

    def folder_of(script: Script) -> AudioFolder:
        return AudioFolder(audio / script.header.language.lower() / script.id, measure)

    return narrate(scripts, folder_of, VoiceSpeaker(voice), progress)


def _scripts(folder: Path) -> list[Script]:
    files = sorted((folder / "scripts").glob("*.txt"))
    if not files:
        raise NotFound(f"there are no scripts in {visible(str(folder / 'scripts'))}; name the folder of a pack")
    scripts: list[Script] = []
    for file in files:
        script, diagnostics = read_script(file, file.stem)
        if script is None:
            first = next(found for found in diagnostics if found.severity is Severity.ERROR)
            raise ScriptRefused(
                f"{visible(file.name)} has mistakes and nothing was spoken; line {first.line}: {first.message}"
            )
        scripts.append(script)
    return scripts


def _read(file: Path) -> dict[str, dict[str, Any]]:
    """Return the entries of an index; what isn't one is left out, and what can't be read is empty."""
    try:
        index = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    entries = index.items() if isinstance(index, dict) else ()
    return {cue: entry for cue, entry in entries if isinstance(entry, dict)}


def _not_saved(file: Path, problem: OSError) -> NotSaved:
    what = f"{visible(str(file))} can't be written ({visible(problem.strerror or str(problem))})"
    return NotSaved(f"{what}; what was spoken before is kept; free some space, or write elsewhere")
