"""Sound through a program that plays what it reads: pw-cat, pacat or aplay, where PortAudio can't be had.

Owns the child process and the pipe to it. The child gets sound on its standard input and nothing else of ours. What
waits in the pipe and in the program is asked for and counted, so that what is heard is still known.
"""

from __future__ import annotations

import contextlib
import gc
import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from practice_tui.adapters.audio.feed import IN_SILENCE, Feed
from practice_tui.adapters.audio.pipe_programs import LATENCY_SECONDS, PROGRAMS, Program
from practice_tui.adapters.audio.pump import Pump, ThreadPump
from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE, Frames

if TYPE_CHECKING:
    from practice_tui.engine.ports import Clock, SoundSource

_BLOCK = Frames(1024)
_BYTES_A_FRAME = 8
_WANTED_PIPE_BYTES = 8_192
_USUAL_PIPE_BYTES = 65_536
_SETTLING_SECONDS = 0.2


def players() -> list[str]:
    """Return the names of the programs on this system that can play, the first choice first."""
    return list(dict.fromkeys(program.name for program in PROGRAMS if shutil.which(program.name)))


class PipeOutput:
    """Implements AudioOutput with a program at the other end of a pipe."""

    def __init__(
        self,
        clock: Clock,
        device: str = "",
        *,
        program: str = "",
        pump: Pump | None = None,
        settling_seconds: float = _SETTLING_SECONDS,
    ) -> None:
        """Play on `device`, as the program names it, else on its own choice.

        Programs are tried in order, or only the one that is called `program`; one that ends within `settling_seconds`
        can't play. `pump` drives the writing.
        """
        self._clock = clock
        self._wish = device
        self._programs = [known for known in PROGRAMS if program in ("", known.name)]
        self._pump = pump or ThreadPump()
        self._settling_seconds = settling_seconds
        self._block = np.zeros((_BLOCK, 2), np.float32)
        self._bytes = self._block.data.cast("B")
        self._child: subprocess.Popen[bytes] | None = None
        self._feed: Feed | None = None
        self._program = ""
        self._has_ended = False
        self._is_lost = False
        self._last_heard = Frames(0)

    @property
    def name(self) -> str:
        """``pipe (the program's name)``."""
        return f"pipe ({self._program})" if self._program else "pipe"

    @property
    def last_heard(self) -> Frames:
        """The greatest frame `heard` has returned, or could have returned before the program was lost."""
        return self._last_heard

    def check(self) -> None:
        """Make sure that there is a program.

        Raises:
            OutputLost: there is none.
        """
        self._program = self._found()[0][0].name

    def start(self, source: SoundSource) -> None:
        """Start the program and begin to play `source`, after half a second of silence.

        Raises:
            OutputLost: there is no program, or none that can play.
        """
        self._last_heard = source.position
        child = self._child = self._first_that_plays()
        self._has_ended = self._is_lost = False
        latency = LATENCY_SECONDS + _pipe_bytes(child) / _BYTES_A_FRAME / SAMPLE_RATE
        self._feed = Feed(source, self._clock.monotonic, latency)
        gc.freeze()
        self._pump.start(self._write_block)

    def heard(self) -> Frames:
        """Return the timeline frame that is heard now; it never goes back.

        Raises:
            OutputLost: the program has ended or takes no more sound.
        """
        if self._feed is not None and self._child is not None and not self._is_lost:
            self._last_heard = self._feed.clock.heard()
            self._is_lost = self._has_ended or self._child.poll() is not None or self._feed.is_stalled()
        if self._is_lost:
            raise OutputLost(f"{self._program} stopped playing; {IN_SILENCE}")
        return self._last_heard

    def stop(self) -> None:
        """Stop at once and end the program. Can be called twice."""
        child, self._child = self._child, None
        if child is None:
            return
        self._has_ended = True
        child.kill()
        self._pump.join()
        self._feed = None
        _let_go(child)
        gc.unfreeze()

    def _found(self) -> list[tuple[Program, str]]:
        found = [(program, path) for program in self._programs if (path := shutil.which(program.name))]
        if not found:
            names = ", ".join(dict.fromkeys(program.name for program in self._programs))
            raise OutputLost(f"none of the programs that play sound was found ({names})")
        return found

    def _first_that_plays(self) -> subprocess.Popen[bytes]:
        try:
            found = self._found()
        except OutputLost as problem:
            raise OutputLost(f"{problem}; {IN_SILENCE}") from problem
        for program, path in found:
            child = self._started(program.command(path, self._wish))
            if child is not None:
                self._program = program.name
                return child
        raise OutputLost(f"{found[-1][0].name} can't play here; {IN_SILENCE}")

    def _started(self, command: list[str]) -> subprocess.Popen[bytes] | None:
        """Return the running program, or None where it can't be started or gives up at once."""
        try:
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,  # Ctrl-C is for us to answer; the program ends when its input does
            )
        except OSError:
            return None
        try:
            child.wait(self._settling_seconds)
        except subprocess.TimeoutExpired:
            return child
        _let_go(child)
        return None

    def _write_block(self) -> bool:
        """Write one block; return whether the program takes more."""
        feed, child = self._feed, self._child
        if self._has_ended or feed is None or child is None or child.stdin is None:
            return False
        feed.fill(self._block)
        left = self._bytes
        try:
            while left:
                left = left[child.stdin.write(left) :]
        except (OSError, ValueError):  # the program is gone, or the pipe was closed meanwhile
            self._has_ended = True
        return not self._has_ended


def _pipe_bytes(child: subprocess.Popen[bytes]) -> int:
    """Make the pipe as short as a block where the system lets us, and return how much it holds."""
    try:
        import fcntl  # noqa: PLC0415 - POSIX only, and the size of a pipe can be chosen on Linux only

        assert child.stdin is not None
        return fcntl.fcntl(child.stdin, fcntl.F_SETPIPE_SZ, _WANTED_PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return _USUAL_PIPE_BYTES


def _let_go(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):  # closing a pipe whose reader is gone says so; there is nothing left to lose
        if child.stdin is not None:
            child.stdin.close()
    child.wait()
