"""The plain line mode: a sitting as one line a cue, for screen readers, pipes and whoever wants no full screen.

Owns the loop between player, keyboard and signals. It decides nothing about practice: keys become the player's
commands, its facts become lines. Every wait is measured anew from what was heard, so nothing drifts.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from practice_tui.cli.fact_lines import KEYS, KEYS_OF_A_RECORDING, line_of, opening
from practice_tui.domain.quantities import clock_words, seconds
from practice_tui.engine.events import Began, SessionEnded

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.cli.keyboard import Keyboard
    from practice_tui.cli.lines import Lines
    from practice_tui.cli.stopping import StopSignals
    from practice_tui.engine.events import Fact
    from practice_tui.engine.player import SessionPlayer

LONGEST_WAIT_SECONDS = 0.25
"""How often the player is asked at least; it notes from there how far the sitting has come."""

SHORTEST_WAIT_SECONDS = 0.002
"""The least that is waited, so that a moment nearly due isn't asked for in a tight loop."""


class PlainSitting:
    """One sitting in lines. `run` begins it and returns how it ended."""

    def __init__(self, player: SessionPlayer, lines: Lines, keyboard: Keyboard, signals: StopSignals) -> None:
        self._player = player
        self._lines = lines
        self._keyboard = keyboard
        self._signals = signals
        self._commands: dict[str, Callable[[], None]] = {
            " ": self._pause_or_resume,
            "+": lambda: player.change_length(1),
            "=": lambda: player.change_length(1),
            "-": lambda: player.change_length(-1),
            "s": player.skip,
            "n": player.next_line,
            "p": player.previous_line,
            "l": player.take_gentler,
            "g": player.steady,
            "r": player.return_,
            "e": player.close_gently,
            "q": player.stop,
        }

    def run(self, *, with_keys: bool) -> SessionEnded:
        """Sit to the end and return what came of it; where anything fails, what was sat is recorded first.

        Raises:
            AlreadySitting: another sitting runs on this machine.
        """
        self._player.start()
        try:
            return self._sit(with_keys=with_keys)
        except BaseException:
            with suppress(Exception):  # where even that fails, the journal keeps the minutes for the next command
                self._player.stop()
            raise

    def ring_out(self) -> None:
        """Let the last bell ring, until it is silent, a signal comes, or a key that ends."""
        while not self._must_stop and self._player.ringing():
            if set(self._keyboard.keys(LONGEST_WAIT_SECONDS)) & {"e", "q"}:
                break
        self._player.release()

    @property
    def _must_stop(self) -> bool:
        return self._signals.asked or self._lines.nobody_reads

    def _sit(self, *, with_keys: bool) -> SessionEnded:
        while True:
            for fact in self._player.poll():
                if isinstance(fact, SessionEnded):
                    return fact
                self._tell(fact, with_keys=with_keys)
            if self._must_stop:
                self._player.stop()
            else:
                for key in self._keyboard.keys(self._patience()):
                    self._commands.get(key, _nothing)()

    def _patience(self) -> float:
        """Return how long nothing will happen by itself, in seconds, as far as it is waited for at once."""
        timeline, position = self._player.timeline, self._player.position
        if self._player.session.is_paused or position >= timeline.length:
            return LONGEST_WAIT_SECONDS
        return min(LONGEST_WAIT_SECONDS, max(SHORTEST_WAIT_SECONDS, seconds(self._player.present.end - position)))

    def _tell(self, fact: Fact, *, with_keys: bool) -> None:
        player = self._player
        if isinstance(fact, Began):
            self._lines.write(opening(player.plan.script, player.timeline, fact.output))
            if with_keys:
                self._lines.write(KEYS_OF_A_RECORDING if player.plan.script.header.recording else KEYS)
        elif line := line_of(fact, player.timeline.length):
            self._lines.write(f"{clock_words(fact.frame)}  {line}")

    def _pause_or_resume(self) -> None:
        if self._player.session.is_paused:
            self._player.resume()
        else:
            self._player.pause()


def _nothing() -> None:
    """Let a key that means nothing here mean nothing."""
