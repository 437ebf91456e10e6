"""What a person can set, with its meaning.

Owns the names, defaults and limits of the settings. Reading and writing them is an adapter's work.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from practice_tui.domain.errors import BadInput, SettingRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOTIONS = ("full", "calm", "still")
OUTPUTS = ("auto", "portaudio", "pipe", "silent")
AMBIENT = ("rain", "sea", "brown")
"""The ambient beds that ship."""
BREATH_SOUNDS = ("tones", "swells", "ticks", "off")
PROMPT_WORDS = ("discreet", "plain")
THEMES = ("dusk", "paper", "ansi-dark", "ansi-light")


def _setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; `meaning` says what one is for."""

    usual_minutes: float = _setting(10.0, "length that is offered first, in minutes")
    motion: str = _setting("full", "how the pacer moves: full, calm (fewer steps) or still (words only)")
    theme: str = _setting("dusk", "colours: dusk, paper, or the terminal's own as ansi-dark and ansi-light")
    show_time: bool = _setting(True, "whether the time left is shown while sitting")
    eyes_closed: bool = _setting(
        False, "whether a sitting goes dark as soon as it begins, to be followed by ear, voice and tones on"
    )
    output: str = _setting("auto", "where sound goes: auto, portaudio, pipe or silent")
    device: str = _setting("", "name of the sound device or a part of it; empty for the system's own choice")
    voice: bool = _setting(True, "whether spoken words are played where there is a voice for them")
    local_voice: str = _setting(
        "", "voice of this machine that speaks lines without a recording, such as flite:slt; empty for none"
    )
    volume_voice: int = _setting(80, "loudness of the voice, from 0 to 100")
    volume_bells: int = _setting(80, "loudness of bells, from 0 to 100")
    volume_breath: int = _setting(70, "loudness of the breath tones, from 0 to 100")
    breath_sound: str = _setting(
        "tones", "how paced breath sounds: tones, swells (like breath itself), ticks (one a phase) or off"
    )
    breath_pattern: str = _setting(
        "",
        "the breath in practices of pacing: soothing, coherent, box, 4-7-8, your own as in 4 out 6, "
        "or nothing for the script's",
    )
    rhythm: float = _setting(
        0.0, "your own breaths a minute, from 4 to 30, where a pacer that eases begins; 0 as long as it isn't known"
    )
    ambient: str = _setting(
        "", "what sounds softly under a sitting: rain, sea, brown, the path of a sound file of yours, or nothing"
    )
    volume_ambient: int = _setting(60, "loudness of what sounds under a sitting, from 0 to 100")
    bell: str = _setting(
        "", "the bell where a script names none: low, small, high, hand, or the path of a sound file of yours"
    )
    interval_bells: str = _setting(
        "", "soft bells on the way in silent sitting: 5m, 5m,12m,20m, random 3m to 8m, or nothing"
    )
    day_start_hour: int = _setting(
        4, "hour at which a practice day begins, from 0 to 12; a late night belongs to the day it ends"
    )
    rest_days_a_week: int = _setting(
        0, "days of a calendar week, from 0 to 6, that may be left out without ending days in a row"
    )
    show_streak: bool = _setting(True, "whether looking back shows days in a row")
    show_last_30: bool = _setting(True, "whether looking back shows how many of the last 30 days were practised")
    show_score: bool = _setting(True, "whether looking back shows the score, which forgives single days")
    prompt_words: str = _setting(
        "discreet",
        "how prompts speak where others may see them: discreet (practices about oneself aren't named) or plain",
    )
    contact: str = _setting("", "someone to call in a hard moment, shown on steady ground as you typed it")


CHOICES: Mapping[str, tuple[str, ...]] = {
    "breath_sound": BREATH_SOUNDS,
    "motion": MOTIONS,
    "output": OUTPUTS,
    "prompt_words": PROMPT_WORDS,
    "theme": THEMES,
}
LIMITS: Mapping[str, tuple[float, float]] = {
    "usual_minutes": (1, 180),
    "volume_voice": (0, 100),
    "volume_bells": (0, 100),
    "volume_breath": (0, 100),
    "volume_ambient": (0, 100),
    "rhythm": (0, 30),
    "day_start_hour": (0, 12),
    "rest_days_a_week": (0, 6),
}


def meaning(name: str) -> str:
    """Return what a setting is for."""
    return next(str(known.metadata["meaning"]) for known in fields(Settings) if known.name == name)


class SettingsKeeper(Protocol):
    """Where the settings are kept. Reading never fails: what can't be used keeps its default and is reported."""

    def read(self) -> Settings:
        """Return the settings."""

    def problems(self) -> list[str]:
        """Return what could not be used of the file, one line each."""

    def change(self, name: str, value: str) -> Settings:
        """Set one, given as text, and return them all.

        Raises:
            SettingRefused: no setting goes by that name, or it can't take the value.
            NotSaved: the file can't be written.
        """


def changed(settings: Settings, name: str, value: object) -> Settings:
    """Return the settings with one of them changed; text is understood as its type.

    Raises:
        SettingRefused: no setting goes by that name (the nearest is named), or it can't take the value.
    """
    known = [each.name for each in fields(Settings)]
    if name not in known:
        from practice_tui.compiler.diagnostics import nearest  # noqa: PLC0415 - only where a name is wrong

        raise SettingRefused(f"there is no setting {name!r}{nearest(name, known)}")
    return replace(settings, **{name: _understood(name, getattr(settings, name), value)})


def _understood(name: str, present: object, value: object) -> Any:
    if isinstance(present, bool):
        return _truth(name, value)
    if isinstance(present, str):
        if not isinstance(value, str) or (name in CHOICES and value not in CHOICES[name]):
            known = ", ".join(CHOICES.get(name, ("a text",)))
            raise SettingRefused(f"{name} can't be {value!r}; choose from {known}")
        return _CHECKED[name](value) if name in _CHECKED else value
    return _number(name, present, value)


def _breathable(text: str) -> str:
    """Return a breath pattern as it is kept, once it is sure that it is one and safe."""
    words = " ".join(text.lower().split())
    if words:
        from practice_tui.domain.breath_patterns import chosen_pattern  # noqa: PLC0415 - few people have chosen one

        try:
            chosen_pattern(words)
        except BadInput as problem:
            raise SettingRefused(f"breath_pattern: {problem}") from None
    return words


def _struck(text: str) -> str:
    """Return when bells are struck as it is kept, once it is sure that it can be understood."""
    words = " ".join(text.lower().split())
    if words:
        from practice_tui.domain.interval_bells import parse_interval_bells  # noqa: PLC0415 - few people have set any

        try:
            parse_interval_bells(words)
        except BadInput as problem:
            raise SettingRefused(f"interval_bells: {problem}") from None
    return words


_CHECKED: Mapping[str, Callable[[str], str]] = {"breath_pattern": _breathable, "interval_bells": _struck}
"""Texts that mean something."""


def _truth(name: str, value: object) -> bool:
    word = str(value).lower()
    if word in {"yes", "on", "true", "1"}:
        return True
    if word in {"no", "off", "false", "0"}:
        return False
    raise SettingRefused(f"{name} is yes or no, not {value!r}")


def _number(name: str, present: object, value: object) -> float:
    low, high = LIMITS[name]
    kind: type[int | float] = int if isinstance(present, int) else float
    try:
        number = kind(str(value).replace(",", "."))
    except ValueError:
        raise SettingRefused(f"{name} wants a number from {low:g} to {high:g}, not {value!r}") from None
    if not low <= number <= high:
        raise SettingRefused(f"{name} goes from {low:g} to {high:g}")
    return number
