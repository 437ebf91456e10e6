"""Prepares sittings: which script, how long, through what, and who keeps the record.

Owns the one way from a practice and a length to a timeline, which planning, sitting and rendering share.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice_tui.domain.errors import BadInput
from practice_tui.engine.recorder import Origin, Recorder, recover

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.compiler.durations import SpokenLengths
    from practice_tui.domain.interval_bells import IntervalBells
    from practice_tui.domain.quantities import Frames
    from practice_tui.domain.record import SessionRecord
    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.player import SessionPlayer
    from practice_tui.engine.ports import (
        AudioOutput,
        Clock,
        Journal,
        ScriptShelf,
        SessionStore,
        SittingSound,
        StayAwake,
    )
    from practice_tui.engine.settings import Settings, SettingsKeeper
    from practice_tui.engine.voices import Listener, SpokenLines

STEADYING = "steadying"
"""The practice that one key leads to from every sitting."""

OVERTIME_KIND = "timer"
"""The kind of practice whose time goes on counting past its end, where a person can end it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for.

    Attributes:
        script: what to sit.
        length: how long, in frames; None for an open-ended sitting.
        voice: whether words may be spoken; None as the settings have it.
        ambient: what sounds under the words, as the setting of that name; None as the settings have it.
        bells: interval bells; None as the settings have them, which is in silent sitting only.
        output, device: where sound goes; None as the settings have it.
        source: who asks, as the record keeps it.
        listener: who is told while a local voice speaks ahead what has no recording.
        can_be_ended: whether there is a person with a keyboard; without one a sitting ends at its planned length.
        eyes_closed: whether it is to be followed by ear: voice and breath sound then, unless `voice` says otherwise.
    """

    script: Script
    length: Frames | None
    voice: bool | None = None
    ambient: str | None = None
    bells: IntervalBells | None = None
    output: str | None = None
    device: str | None = None
    source: str = "app"
    listener: Listener | None = None
    can_be_ended: bool = True
    eyes_closed: bool = False


@dataclass(frozen=True, slots=True)
class SoundMakers:
    """How sound is made and where it can go; built by the composition root, loaded when first used.

    Attributes:
        sound: a mixer with the volumes of the settings; the flag is whether recordings are played.
        wished: opens the wished output (auto, portaudio, pipe, silent) on a device, with a note where it is another.
        silent: the output that always opens.
        tune: gives a mixer that plays the volumes, the bed and the breath sound of other settings.
    """

    sound: Callable[[Settings, bool], SittingSound]
    wished: Callable[[str, str], tuple[AudioOutput, str]]
    silent: Callable[[], AudioOutput]
    tune: Callable[[SittingSound, Settings], None] | None = None


class Sittings:
    """Makes players, and enters sittings whose process is gone."""

    def __init__(
        self,
        *,
        clock: Clock,
        settings: SettingsKeeper,
        shelf: ScriptShelf,
        store: SessionStore,
        journal: Journal,
        makers: SoundMakers,
        local_voice: Callable[[], SpokenLines | None] | None = None,
        stay_awake: Callable[[], StayAwake] | None = None,
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._shelf = shelf
        self._store = store
        self._journal = journal
        self._makers = makers
        self._local_voice = local_voice
        self._stay_awake = stay_awake

    def timeline(
        self, script: Script, length: Frames | None, *, voice: bool | None = None, listener: Listener | None = None
    ) -> Timeline:
        """Return the timeline of a sitting; planning, sitting and rendering use this one.

        Lines that the chosen local voice will speak are spoken now, where they haven't been, to know their lengths.

        Raises:
            Unreachable: the script can't be this long.
        """
        from practice_tui.engine import planning  # noqa: PLC0415 - the compiler is not on the way to Today

        spoken = self._spoken(script, voice=voice, listener=listener)
        return planning.prepared(script, length, spoken, self._settings.read()).timeline

    def player(self, request: Request) -> SessionPlayer:
        """Return a player that is ready to start.

        Raises:
            Unreachable: the script can't be this long.
        """
        settings = by_ear(self._settings.read()) if request.eyes_closed else self._settings.read()
        script = request.script
        voice = settings.voice if request.voice is None else request.voice
        wish = request.output or settings.output
        device = settings.device if request.device is None else request.device
        from practice_tui.engine import planning  # noqa: PLC0415 - the player is not on the way to Today

        if voice:
            self._shelf.make_ready(script, request.listener.progress if request.listener else None)
        return planning.player(
            script,
            request.length,
            self._spoken(script, voice=voice, listener=request.listener),
            settings,
            ground=self._ground(script, voice=voice, listener=request.listener),
            has_overtime=request.can_be_ended and script.header.kind == OVERTIME_KIND,
            sound=self._makers.sound(with_ambient(settings, request.ambient), voice),
            outputs=(lambda: self._makers.wished(wish, device), self._makers.silent),
            recorder=self._recorder(request, settings),
            bells=bells_of(script, request.length, request.bells, settings),
            awake=self._stay_awake() if self._stay_awake else None,
        )

    def attune(self, player: SessionPlayer, settings: Settings) -> None:
        """Let what `settings` have of sound take hold in a sitting that runs, as far as it can while it sounds."""
        tune = self._makers.tune
        if tune is not None:
            player.attune(lambda sound: tune(sound, settings))

    def recover(self) -> list[SessionRecord]:
        """Enter sittings whose process is gone and return them; doing it twice adds nothing."""
        return recover(self._journal, self._store)

    def _spoken(self, script: Script, *, voice: bool | None, listener: Listener | None) -> SpokenLengths:
        settings = self._settings.read()
        wanted = settings.voice if voice is None else voice
        recorded = self._shelf.spoken_lengths(script, voice=wanted)
        lines = self._local_voice() if wanted and settings.local_voice and self._local_voice else None
        if lines is None:
            return recorded
        from practice_tui.engine.voices import spoken_ahead  # noqa: PLC0415 - only where a local voice is chosen

        return spoken_ahead(script, recorded, lines, listener)

    def _ground(self, script: Script, *, voice: bool, listener: Listener | None) -> Timeline | None:
        if script.id == STEADYING:
            return None
        ground = self._shelf.script(STEADYING)
        return self.timeline(ground, ground.header.home, voice=voice, listener=listener)

    def _recorder(self, request: Request, settings: Settings) -> Recorder:
        script = request.script
        pack, version = self._shelf.pack_of(script.id)
        origin = Origin(script.id, pack, version, script.digest, request.source, settings.day_start_hour)
        return Recorder(self._journal, self._store, self._clock, origin)


def with_ambient(settings: Settings, wish: str | None) -> Settings:
    """Return the settings with what one sitting or one file wants under its words; None leaves them."""
    return settings if wish is None else replace(settings, ambient=wish)


def bells_of(
    script: Script, length: Frames | None, wish: IntervalBells | None, settings: Settings
) -> IntervalBells | None:
    """Return the interval bells of a sitting: what was asked for, else in silent sitting those of the settings.

    Random ones are the same for the same script and length.
    """
    if wish is None and settings.interval_bells and script.header.kind == OVERTIME_KIND:
        from practice_tui.domain.interval_bells import parse_interval_bells  # noqa: PLC0415 - few people have set any

        with suppress(BadInput):  # settings are checked when they are read; one made by hand costs its bells only
            wish = parse_interval_bells(settings.interval_bells)
    return None if wish is None else wish.seeded(f"{script.digest}/{length}")


def by_ear(settings: Settings) -> Settings:
    """Return the settings with everything on that a sitting is followed by with eyes closed."""
    heard = "tones" if settings.breath_sound == "off" else settings.breath_sound
    return replace(settings, voice=True, breath_sound=heard)
