"""What people do with voices: see which there are, choose one, try one, have a pack narrated.

Owns which voice is the chosen one, and the order in which the sound of a passage is looked for. It refuses to know how
any engine is asked; that is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from practice_tui.domain.errors import BadInput, NotFound, VoiceFailed
from practice_tui.domain.text import one_line
from practice_tui.engine.voices import Line, speaks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from practice_tui.domain.quantities import Frames
    from practice_tui.engine.narration import Narrated
    from practice_tui.engine.settings import SettingsKeeper
    from practice_tui.engine.voices import Progress, SpokenLines, Voice, VoiceShelf, Wanted

NO_VOICE = "none"
"""What is said instead of a voice's name to have none."""

SETTING = "local_voice"
"""The setting that holds the name of the chosen voice."""

TRIAL_WORDS = "Sit in a way that is easy. Let the hands rest. Is this breath long or short, smooth or rough?"
TRIAL_PACE = 110
_TRIAL_LANGUAGE = "en"

MOST_TRIAL_CHARACTERS = 1000


class VoiceWorkshop(Protocol):
    """Where voices are put to work."""

    def lines(self, voice: Voice) -> SpokenLines:
        """Return the lines a voice has spoken, and will."""

    def play(self, file: Path) -> None:
        """Play a sound file to its end.

        Raises:
            OutputLost: there is nothing it can be heard through.
        """

    def copy(self, file: Path, to: Path) -> None:
        """Write a sound file again elsewhere; its ending chooses the format.

        Raises:
            BadInput: no format goes by that ending.
            NotSaved: it can't be written.
        """

    def narrate(self, folder: Path, voice: Voice, into: Path | None, progress: Progress | None) -> Narrated:
        """Have a voice speak every passage of a pack's scripts that it hasn't spoken as it is now.

        Args:
            folder: the pack, with its ``scripts`` folder.
            voice: who speaks.
            into: where recordings go; the pack's ``audio`` folder if not given.
            progress: is told how many passages are done.

        Raises:
            NotFound: there is no pack with scripts.
            ScriptRefused: a script has errors; nothing was spoken.
            VoiceFailed: the voice failed several times in a row; what was spoken is kept.
            NotSaved: a recording can't be written; what was written before is kept.
        """


@dataclass(frozen=True, slots=True)
class Trial:
    """A line that was tried: who spoke it, and for how long, in frames."""

    voice: Voice
    length: Frames


class VoiceDesk:
    """The use cases of voices."""

    def __init__(self, shelf: VoiceShelf, settings: SettingsKeeper, workshop: VoiceWorkshop) -> None:
        self._shelf = shelf
        self._settings = settings
        self._workshop = workshop

    def voices(self) -> Sequence[Voice]:
        """Return every voice that can speak here, the most natural first."""
        return self._shelf.voices()

    def wanted(self) -> Sequence[Wanted]:
        """Return what would have to be installed for more or better voices."""
        return self._shelf.wanted()

    def chosen(self) -> Voice | None:
        """Return the chosen voice; None where none is chosen, or it is no longer here."""
        name = self._settings.read().local_voice
        try:
            return self._shelf.voice(name) if name else None
        except NotFound:
            return None

    def use(self, name: str) -> Voice | None:
        """Choose the voice that speaks what has no recording; ``none`` chooses that nobody does.

        Raises:
            NotFound: no voice goes by that name; the choice is as before.
            NotSaved: the settings can't be written.
        """
        if name.lower() == NO_VOICE:
            self._settings.change(SETTING, "")
            return None
        voice = self._shelf.voice(name)
        self._settings.change(SETTING, voice.name)
        return voice

    def lines(self) -> SpokenLines | None:
        """Return the lines of the chosen voice, or None where there is no such voice."""
        voice = self.chosen()
        return self._workshop.lines(voice) if voice else None

    def test(self, name: str | None, words: str = TRIAL_WORDS, to: Path | None = None) -> Trial:
        """Have a voice speak a line: aloud, or into a file.

        Args:
            name: the voice; the chosen one if not given, else the best that speaks English.
            words: what it says.
            to: the file to write.

        Raises:
            NotFound: no voice goes by that name, or there is none at all.
            BadInput: the words are too many, or the file's ending names no format.
            VoiceFailed: the voice can't speak them.
            NotSaved: the file can't be written.
            OutputLost: there is nothing it can be heard through.
        """
        if len(words) > MOST_TRIAL_CHARACTERS:
            raise BadInput(f"a line to try has at most {MOST_TRIAL_CHARACTERS} characters; give fewer words")
        voice = self._shelf.voice(name) if name else self._usual()
        line = Line(one_line(words), voice.language or _TRIAL_LANGUAGE, TRIAL_PACE)
        lines = self._workshop.lines(voice)
        troubles = lines.ensure([line])
        sound, length = lines.sound(line), lines.length(line)
        if sound is None or length is None:
            raise VoiceFailed(troubles[0] if troubles else f"{voice.name} said nothing; try another voice")
        if to is None:
            self._workshop.play(sound)
        else:
            self._workshop.copy(sound, to)
        return Trial(voice, length)

    def narrate(self, folder: Path, name: str, into: Path | None = None, progress: Progress | None = None) -> Narrated:
        """Have a voice narrate a pack; see `VoiceWorkshop.narrate`.

        Raises:
            NotFound: no voice goes by that name.
        """
        return self._workshop.narrate(folder, self._shelf.voice(name), into, progress)

    def _usual(self) -> Voice:
        here = self._shelf.voices()
        voice = self.chosen() or next((each for each in here if speaks(each, _TRIAL_LANGUAGE)), None)
        if voice is None:
            raise NotFound("there is no local voice here; practice voice list says what to install")
        return voice
