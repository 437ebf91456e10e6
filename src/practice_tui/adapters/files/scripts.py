"""The scripts at hand, read from folders.

Owns reading script files with their limits, and which id means which file. What ships has bare names.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.files.recordings import FoundRecordings, Recordings
from practice_tui.compiler.diagnostics import Diagnostic, Severity, has_errors, nearest
from practice_tui.compiler.durations import no_voice
from practice_tui.domain.errors import NotFound, ScriptRefused
from practice_tui.domain.text import clean_text, visible
from practice_tui.engine.library import summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.adapters.files.recordings import Measure
    from practice_tui.adapters.files.summaries import RememberedSummaries
    from practice_tui.adapters.files.whole_recordings import WholeRecording
    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.script import Script
    from practice_tui.engine.library import PracticeSummary
    from practice_tui.engine.voices import Progress

LARGEST_TEXT = 200_000
"""Bytes of a script file, at most."""

_ORDER = (
    "nurturance",
    "soothing-rhythm-breathing",
    "breath-focus",
    "gratitude",
    "impartiality",
    "tonglen",
    "steadying",
    "silent-sit",
)


class Shelved(NamedTuple):
    """Where a script and what belongs to it lie."""

    file: Path
    pack: str
    version: str
    handout: Path
    recordings: tuple[Path, ...]


class FolderScriptShelf:
    """Implements `ScriptShelf` over the packs that ship, and over single files a person names.

    Args:
        shipped: the folder with the shipped packs.
        voices: the folder with the narration that ships.
        measure: how long a sound file is.
        remembered: the summaries of earlier starts.
    """

    def __init__(
        self, shipped: Path, voices: Path, measure: Measure, remembered: RememberedSummaries | None = None
    ) -> None:
        self._shipped = shipped
        self._voices = voices
        self._measure = measure
        self._remembered = remembered
        self._known: dict[str, Shelved] | None = None
        self._scripts: dict[str, Script] = {}
        self._found: dict[str, FoundRecordings] = {}
        self._wholes: dict[str, Path | None] = {}
        self._summaries: tuple[PracticeSummary, ...] | None = None

    def practices(self) -> Sequence[PracticeSummary]:
        """Return what can be sat, in a friendly order; only headers are read."""
        if self._summaries is None:
            found = (self._summary(practice_id, place) for practice_id, place in self._places().items())
            self._summaries = tuple(summary for summary in found if summary is not None)
            if self._remembered is not None:
                self._remembered.keep()
        return self._summaries

    def knows(self, practice_id: str) -> bool:
        """Return whether a script goes by that id here, with mistakes or without."""
        return practice_id in self._places()

    def script(self, practice_id: str) -> Script:
        """Return one script by its id."""
        if practice_id not in self._scripts:
            place = self._places().get(practice_id)
            if place is None:
                raise NotFound(f"there is no practice {practice_id[:60]!r}{nearest(practice_id, self._places())}")
            whole = self._whole(place)
            script, diagnostics = read_script(place.file, practice_id, whole)
            if script is None:
                first = next(found for found in diagnostics if found.severity is Severity.ERROR)
                where = f"{first.file}, line {first.line}" if first.file else f"line {first.line}"
                raise ScriptRefused(f"{practice_id} has mistakes and was not begun; {where}: {first.message}")
            self._scripts[practice_id], self._wholes[practice_id] = script, whole.sound
        return self._scripts[practice_id]

    def pack_of(self, practice_id: str) -> tuple[str, str]:
        """Return the id and version of the pack a script came with; empty texts for a single file."""
        place = self._places().get(practice_id)
        return (place.pack, place.version) if place and place.pack else ("", "")

    def read_file(self, path: str) -> tuple[Script | None, Sequence[Diagnostic]]:
        """Read one script file, check it, and keep it at hand for the sitting that follows.

        It goes by its name, or by ``file/NAME`` where what ships has that name.
        """
        file = Path(path)
        from practice_tui.compiler.linter import lint  # noqa: PLC0415 - only authors' files are checked

        script_id = f"file/{file.stem}" if file.stem in self._places() else file.stem
        place = Shelved(file, "", "", file.parent.parent / "handouts" / f"{file.stem}.md", _beside(file))
        whole = self._whole(place)
        script, diagnostics = read_script(file, script_id, whole)
        if script is None:
            return None, diagnostics
        findings = [*diagnostics, *lint(script, self._recordings(script, place).length)]
        if has_errors(findings):
            return None, findings
        self._places()[script.id] = place
        self._scripts[script.id], self._wholes[script.id] = script, whole.sound
        return script, findings

    def handout(self, practice_id: str) -> str:
        """Return the practice's page for learners as Markdown, or an empty text."""
        place = self._places().get(practice_id)
        try:
            return clean_text(place.handout.read_text("utf-8")[:LARGEST_TEXT]) if place else ""
        except (OSError, UnicodeDecodeError):
            return ""

    def make_ready(self, script: Script, progress: Progress | None) -> None:
        """Do nothing: what is ours is played as it lies there."""

    def spoken_lengths(self, script: Script, *, voice: bool) -> SpokenLengths:
        """Return how long each passage's recording is, where there is one and it is wanted.

        All of them are looked for now, for the sitting that follows: whoever asks while it runs waits for no disk.
        """
        place = self._places().get(script.id)
        if not voice or place is None:
            return no_voice
        self._found[script.id] = self._recordings(script, place)
        return self._found[script.id].length

    def recording(self, script_id: str, cue: str, text: str) -> Path | None:
        """Return the file that says these words of that script, or None; as it was found by `spoken_lengths`."""
        place, script = self._places().get(script_id), self._scripts.get(script_id)
        if place is None or script is None:
            return None
        if script_id not in self._found:
            self._found[script_id] = self._recordings(script, place)
        return self._found[script_id].path(cue, text)

    def whole(self, script_id: str) -> Path | None:
        """Return the finished recording a script is made of, as it was found when the script was read, or None."""
        return self._wholes.get(script_id)

    def _recordings(self, script: Script, place: Shelved) -> FoundRecordings:
        from practice_tui.domain.script import speeches  # noqa: PLC0415 - a start that remembers reads no script

        inner = [folder / script.header.language.lower() / place.file.stem for folder in place.recordings]
        return FoundRecordings([Recordings(folder, self._measure) for folder in inner], speeches(script))

    def _whole(self, place: Shelved) -> WholeRecording:
        return whole_of(place.file, self._measure, place.recordings)

    def _places(self) -> dict[str, Shelved]:
        if self._known is None:
            self._known = {}
            for pack in sorted(path for path in self._shipped.iterdir() if (path / "pack.toml").is_file()):
                version = _pack_version(pack / "pack.toml")
                files = sorted((pack / "scripts").glob("*.txt"), key=lambda file: (_rank(file.stem), file.stem))
                for file in files:
                    handout = pack / "handouts" / f"{file.stem}.md"
                    folders = (self._voices, pack / "audio")
                    self._known[file.stem] = Shelved(file, pack.name, version, handout, folders)
        return self._known

    def _summary(self, practice_id: str, place: Shelved) -> PracticeSummary | None:
        remembered = self._remembered.recall(place.file) if self._remembered else None
        if remembered is not None:
            return remembered
        whole = self._whole(place)
        summary = _summarised(practice_id, place, whole)
        if summary is not None and self._remembered:
            beside = [file for file in (whole.sound, whole.captions) if file is not None]
            self._remembered.learn(place.file, summary, beside)
        return summary


def _summarised(practice_id: str, place: Shelved, whole: WholeRecording) -> PracticeSummary | None:
    """Read a script's header for lists, and its finished recording where it has one; None where it has a mistake."""
    from practice_tui.compiler.parser import header_of  # noqa: PLC0415 - a start that remembers needn't load the parser

    try:
        header = header_of(place.file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    if header is not None and header.recording:
        script, _ = read_script(place.file, practice_id, whole)
        header = script.header if script else None
    if header is None:
        return None
    return summary_of(practice_id, header, place.pack, place.version)


def whole_of(file: Path, measure: Measure, folders: Sequence[Path] | None = None) -> WholeRecording:
    """Return what finds the finished recording of a script file, in `folders` or in those beside it."""
    from practice_tui.adapters.files.whole_recordings import WholeRecording  # noqa: PLC0415 - brings the compiler

    return WholeRecording(file, _beside(file) if folders is None else folders, measure)


def read_script(
    file: Path, script_id: str, whole: WholeRecording | None = None
) -> tuple[Script | None, list[Diagnostic]]:
    """Read a script from a file; what is wrong with its bytes is a diagnostic too.

    A finished recording is looked for by `whole`; without it, beside the script, and its sound isn't measured.

    Raises:
        NotFound: there is no such file, or it can't be read.
    """
    from practice_tui.compiler.parser import parse  # noqa: PLC0415 - loaded with the first script

    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_TEXT + 1)
    except OSError as problem:
        raise NotFound(f"{visible(str(file))} can't be read ({problem.strerror}); check the name") from None
    if len(raw) > LARGEST_TEXT:
        message = f"a script is at most {LARGEST_TEXT // 1000} kB of text; split it"
        return None, [Diagnostic(1, 1, Severity.ERROR, "too-long", message)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start]
        line, column = before.count(b"\n") + 1, problem.start - (before.rfind(b"\n") + 1) + 1
        message = "this is not UTF-8 text; save the file as UTF-8"
        return None, [Diagnostic(line, column, Severity.ERROR, "not-utf-8", message)]
    whole = whole or whole_of(file, _unmeasured)
    reading = parse(text, script_id, whole)
    return reading.script, [_placed(found, whole) for found in reading.diagnostics]


def _placed(found: Diagnostic, whole: WholeRecording) -> Diagnostic:
    """Return a finding with the path of the file it is about, where that isn't the script."""
    return replace(found, file=str(whole.captions)) if found.file and whole.captions else found


def _unmeasured(_sound: Path) -> Frames | None:
    return None


def _beside(file: Path) -> tuple[Path, ...]:
    return (file.parent.parent / "audio", file.parent / "audio")


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _pack_version(file: Path) -> str:
    """Return the version line of a shipped pack.toml; the file is ours, and tomllib would cost every start 20 ms."""
    for line in file.read_text("utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "version":
            return value.strip().strip('"')
    return ""
