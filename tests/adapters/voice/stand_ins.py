"""Voices that need no engine, and the shape of what makes one."""

from __future__ import annotations

import stat
import sys
import textwrap
from typing import TYPE_CHECKING, Protocol

import numpy as np
import soundfile

from practice_tui.domain.errors import VoiceFailed
from practice_tui.engine.voices import Timbre

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 16_000


class Bench(Protocol):
    """Puts an executable of Python on PATH."""

    def __call__(self, name: str, body: str) -> Path: ...


WRITES_A_TONE = """
    import math, struct, wave

    def write_tone(path, seconds, rate=22050):
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1); file.setsampwidth(2); file.setframerate(rate)
            count = int(seconds * rate)
            file.writeframes(struct.pack(f"<{count}h", *(int(9000 * math.sin(i / 20)) for i in range(count))))
"""
"""What most stand-ins begin with."""


def write_program(file: Path, body: str) -> Path:
    """Write a program of Python, and return it.

    A line of ``#!`` can't name a path with a blank in it, as a checkout's may have one; so the shell begins, and
    what it reads is a string to Python.
    """
    begins = f"#!/bin/sh\n'''exec' \"{sys.executable}\" \"$0\" \"$@\"\n' '''\n"
    file.write_text(begins + textwrap.dedent(body), "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


class Hummer:
    """Implements `Voice` by humming: a tenth of a second a letter, and a stop of 80 ms at each comma."""

    language = "en"
    version = ""

    def __init__(self, name: str = "hum:low", timbre: Timbre = Timbre()) -> None:  # noqa: B008 - it can't be changed
        self.name = name
        self.timbre = timbre
        self.said: list[tuple[str, float]] = []
        self.fails = False

    def speak(self, words: str, words_a_minute: float, into: Path) -> None:
        if self.fails:
            raise VoiceFailed("the hummer has a cold")
        self.said.append((words, words_a_minute))
        pieces = [hum(0.1 * len(part.replace(" ", ""))) for part in words.split(",")]
        stop = np.zeros(int(RATE * 0.08), np.float32)
        sound = np.concatenate([each for piece in pieces for each in (piece, stop)])
        silence = np.zeros(RATE // 2, np.float32)
        soundfile.write(into, np.concatenate((silence, sound, silence)), RATE)


def hum(seconds: float, pitch: float = 160.0, rate: int = RATE) -> NDArray[np.float32]:
    """Return a buzzing hum: every harmonic of a pitch, in step."""
    times = np.arange(int(seconds * rate)) / rate
    partials = np.arange(1, int(rate / 2 / pitch))
    sound: NDArray[np.float32] = np.cos(2 * np.pi * pitch * partials[:, None] * times).sum(axis=0).astype(np.float32)
    return sound * np.float32(0.02)
