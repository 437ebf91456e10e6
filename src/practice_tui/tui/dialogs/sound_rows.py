"""What can be chosen to be heard, line by line.

Owns the lines of the sound dialog: which setting each is, what it can be, how that is said, and what can be listened
to. What a setting may be is the engine's to say; a text of one's own is checked there.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.domain.rhythm import rhythm_set
from practice_tui.engine.sound_sample import Heard
from practice_tui.tui.wording import rhythm_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from practice_tui.engine.settings import Settings

_STEP = 10
_LONGEST = 40


class Choice(NamedTuple):
    """One thing a setting can be: as it is kept, and as people read it."""

    value: str
    words: str


class Row(NamedTuple):
    """One line.

    Attributes:
        name: what it is called.
        setting: which setting it is.
        choices: what it can be, in order.
        help: a line about it.
        own: an example of what can be typed instead; empty where nothing can.
        is_file: whether that is the path of a file.
        heard: what can be listened to.
        is_at_once: whether a sitting that runs follows it at once.
    """

    name: str
    setting: str
    choices: Sequence[Choice]
    help: str
    own: str = ""
    is_file: bool = False
    heard: Heard | None = None
    is_at_once: bool = False

    def value(self, settings: Settings) -> str:
        """Return what it is now, as it is kept."""
        present = getattr(settings, self.setting)
        if isinstance(present, bool):
            return "yes" if present else "no"
        return f"{present:g}" if isinstance(present, float) else str(present)

    def words(self, settings: Settings) -> str:
        """Return what it is now, as people read it."""
        value = self.value(settings)
        if self.setting == RHYTHM:
            return rhythm_words(rhythm_set(settings.rhythm)) if settings.rhythm else "not known yet"
        if self.setting.startswith(VOLUME):
            return _bar(int(value))
        known = next((choice.words for choice in self.choices if choice.value == value), "")
        return known or _shortened(PurePath(value).name if self.is_file else value)

    def is_among_choices(self, settings: Settings) -> bool:
        """Return whether it is one of `choices`, and nothing of the person's own."""
        return self.value(settings) in {choice.value for choice in self.choices}

    def stepped(self, settings: Settings, own: str, by: int) -> str:
        """Return what comes `by` places further, round and round; `own` is what was typed here before, or empty."""
        value = self.value(settings)
        if self.setting.startswith(VOLUME):
            return str(min(100, max(0, (int(value) // _STEP + by) * _STEP)))
        values = [choice.value for choice in self.choices]
        values += [own] if own and own not in values else []
        return values[(values.index(value) + by) % len(values)]


def _loudness(setting: str, what: Heard) -> Row:
    steps = [Choice(str(percent), _bar(percent)) for percent in range(0, 101, _STEP)]
    return Row("  how loud", setting, steps, "From nothing to full.", heard=what, is_at_once=True)


def _bar(percent: int) -> str:
    full = percent // _STEP
    return "━" * full + "─" * (_STEP - full) + f" {percent:>3}"


RHYTHM = "rhythm"
VOLUME = "volume_"

ROWS: Sequence[Row] = (
    Row(
        "under the words",
        "ambient",
        (Choice("", "nothing"), Choice("rain", "rain"), Choice("sea", "the sea"), Choice("brown", "brown noise")),
        "It bows to the voice and is gone before the last bell. ⏎ takes a sound file of yours.",
        own="~/sounds/forest.flac",
        is_file=True,
        heard=Heard.BED,
        is_at_once=True,
    ),
    _loudness("volume_ambient", Heard.BED),
    Row(
        "voice",
        "voice",
        (Choice("yes", "spoken, where there is a voice"), Choice("no", "on the screen only")),
        "The words stand on the screen either way.",
        heard=Heard.VOICE,
    ),
    _loudness("volume_voice", Heard.VOICE),
    Row(
        "bell",
        "bell",
        (
            Choice("", "a bowl"),
            Choice("low", "a low bowl"),
            Choice("small", "a small bell"),
            Choice("high", "a high bowl"),
            Choice("hand", "a hand bell"),
        ),
        "Where a practice names none. ⏎ takes a sound file of yours.",
        own="~/sounds/temple.flac",
        is_file=True,
        heard=Heard.BELL,
    ),
    _loudness("volume_bells", Heard.BELL),
    Row(
        "breath sounds as",
        "breath_sound",
        (
            Choice("tones", "tones, rising and falling"),
            Choice("swells", "air, coming and going"),
            Choice("ticks", "a soft tick a phase"),
            Choice("off", "nothing"),
        ),
        "Only where breath is paced. A practice that watches the breath never paces it.",
        heard=Heard.BREATH,
        is_at_once=True,
    ),
    _loudness("volume_breath", Heard.BREATH),
    Row(
        "breath pattern",
        "breath_pattern",
        (
            Choice("", "as each practice has it"),
            Choice("soothing", "soothing: in 4, out 6"),
            Choice("coherent", "coherent: five and a half a minute"),
            Choice("box", "box: in 4, hold 4, out 4, rest 4"),
            Choice("4-7-8", "4-7-8: in 4, hold 7, out 8"),
        ),
        "In practices of pacing. ⏎ takes yours. A hold may be left out, always.",
        own="in 4.5 out 6",
        heard=Heard.BREATH,
    ),
    Row(
        "my rhythm",
        RHYTHM,
        (),
        "Where a pacer that eases begins. ⏎ lets you tap it.",
    ),
    Row(
        "bells on the way",
        "interval_bells",
        (
            Choice("", "none"),
            Choice("5m", "every five minutes"),
            Choice("10m", "every ten minutes"),
            Choice("15m", "every quarter of an hour"),
        ),
        "In silent sitting. ⏎ takes yours, such as 5m,12m,20m or random 3m to 8m.",
        own="random 3m to 8m",
        heard=Heard.INTERVAL_BELL,
    ),
    Row(
        "eyes closed",
        "eyes_closed",
        (Choice("no", "when you press c"), Choice("yes", "from the beginning")),
        "The screen goes dark, and voice, tones and bells carry the sitting.",
    ),
)
"""Every line, from top to bottom."""


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
