"""Narrating a pack: every passage of its scripts spoken into its audio folder, and only what changed.

Owns which passages need a voice. A recording that a person made is theirs: it is never written over and never removed,
only reported where its words have changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.script import speeches
from practice_tui.engine.voices import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from practice_tui.domain.script import Script, Speech
    from practice_tui.engine.voices import Line, Progress

PATIENCE = 3
"""After so many failures in a row nothing more is tried: the engine is broken, not the line."""


class Recorded(NamedTuple):
    """What there is for a passage.

    Attributes:
        says_these_words: whether it was made for the words as they are now.
        recipe: what made it; empty for a recording that a person made.
        frames: how long it is at 48 kHz.
        size: the file's bytes.
    """

    says_these_words: bool
    recipe: str
    frames: int
    size: int


class RecordingFolder(Protocol):
    """The recordings of one script in one language."""

    def recorded(self, cue: str, text: str) -> Recorded | None:
        """Return what there is for a passage, or None."""

    def cues(self) -> Sequence[str]:
        """Return the passages there is something for, whether the script still has them or not."""

    def keep(self, cue: str, text: str, recipe: str, sound: Any) -> Recorded:
        """Write a spoken passage, in place of what was there.

        Raises:
            NotSaved: it can't be written; what was there is as it was.
        """

    def remove(self, cue: str) -> None:
        """Take away what a voice made for a passage.

        Raises:
            NotSaved: it can't be taken away.
        """


class LineSpeaker(Protocol):
    """A voice that finishes lines."""

    def recipe(self, line: Line) -> str:
        """Return what would make this line; the same text, the same sound."""

    def speak(self, line: Line) -> Any:
        """Return the sound of a line, for a `RecordingFolder`.

        Raises:
            VoiceFailed: it can't be spoken.
        """


@dataclass(slots=True)
class Narrated:
    """What came of narrating; passages are named SCRIPT/CUE.

    Attributes:
        made: spoken now.
        kept: spoken earlier, and unchanged.
        own: recorded by a person, and unchanged.
        outdated: recorded by a person for other words than the script has now; left alone, and not played.
        removed: spoken earlier for passages that are gone.
        unknown: recorded by a person for passages that are gone; left alone.
        failed: passages that couldn't be spoken, with the reason.
        frames: how long all that can be heard lasts.
        size: its bytes.
    """

    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    frames: int = 0
    size: int = 0

    def hear(self, recorded: Recorded) -> None:
        """Count what can be heard."""
        self.frames += recorded.frames
        self.size += recorded.size


class _Task(NamedTuple):
    name: str
    speech: Speech
    line: Line
    folder: RecordingFolder


def narrate(
    scripts: Iterable[Script],
    folder_of: Callable[[Script], RecordingFolder],
    speaker: LineSpeaker,
    progress: Progress | None = None,
) -> Narrated:
    """Speak every passage that has no recording of its words by this voice; return what came of it.

    Raises:
        VoiceFailed: several passages failed in a row; those that were spoken are kept.
        NotSaved: a recording can't be written; those before it are kept.
    """
    result = Narrated()
    tasks: list[_Task] = []
    for script in scripts:
        if script.header.recording:  # it has been spoken as a whole
            continue
        folder = folder_of(script)
        passages = {speech.cue: speech for speech in speeches(script)}
        _clear(script, folder, passages.keys(), result)
        for speech in passages.values():
            task = _Task(f"{script.id}/{speech.cue}", speech, line_of(script, speech), folder)
            if _wants_voice(task, speaker, result):
                tasks.append(task)
    in_a_row = 0
    for number, task in enumerate(tasks, start=1):
        in_a_row = 0 if _speak(task, speaker, result) else in_a_row + 1
        if in_a_row >= PATIENCE:
            reason = result.failed[-1][1]
            raise VoiceFailed(f"{task.name}: {reason}; {len(result.made)} passages were spoken before and are kept")
        if progress is not None:
            progress(number, len(tasks))
    return result


def _clear(script: Script, folder: RecordingFolder, known: Iterable[str], result: Narrated) -> None:
    for cue in sorted(set(folder.cues()) - set(known)):
        recorded = folder.recorded(cue, "")
        if recorded is not None and recorded.recipe:
            folder.remove(cue)
            result.removed.append(f"{script.id}/{cue}")
        else:
            result.unknown.append(f"{script.id}/{cue}")


def _wants_voice(task: _Task, speaker: LineSpeaker, result: Narrated) -> bool:
    """Return whether a passage has to be spoken; note why where it hasn't."""
    recorded = task.folder.recorded(task.speech.cue, task.speech.text)
    if recorded is None:
        return True
    if not recorded.recipe:
        (result.own if recorded.says_these_words else result.outdated).append(task.name)
    elif recorded.says_these_words and recorded.recipe == speaker.recipe(task.line):
        result.kept.append(task.name)
    else:
        return True
    if recorded.says_these_words:
        result.hear(recorded)
    return False


def _speak(task: _Task, speaker: LineSpeaker, result: Narrated) -> bool:
    try:
        sound = speaker.speak(task.line)
    except VoiceFailed as problem:
        result.failed.append((task.name, str(problem)))
        return False
    recorded = task.folder.keep(task.speech.cue, task.speech.text, speaker.recipe(task.line), sound)
    result.hear(recorded)
    result.made.append(task.name)
    return True
