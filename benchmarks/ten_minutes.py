"""Ten real minutes through a sound server while every core is busy: what is lost, and how far time drifts.

    python benchmarks/ten_minutes.py [MINUTES]

A shipped practice is sat as the program sits it, with voice, brown noise and pacer, through PortAudio into the null
sink of a PulseAudio daemon of its own, with as many processes counting to nowhere as there are cores. What the sink's
monitor hears is laid over the same sitting as `practice render` writes it. Printed are

* underruns that PortAudio told, and frames that were heard nowhere as they were rendered;
* how far bells, lines and tones are from their planned place, counted from the opening bell, and how that grows: where
  the device ran dry, it inserts stillness, and everything behind is later;
* how far what the output calls heard is from what is heard then, in the first and in the last minute;
* the share of a core that the sitting took.

It needs Debian's pulseaudio, pulseaudio-utils, libasound2-plugins and libportaudio2. Nothing is heard.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import soundfile
from tests.real_sound.sound_server import SoundServer, missing

from practice_tui import bootstrap
from practice_tui.adapters.audio import choose
from practice_tui.domain.quantities import SAMPLE_RATE, frames
from practice_tui.domain.timeline import EventKind, phases
from practice_tui.engine.rendering import RenderRequest
from practice_tui.engine.sittings import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from practice_tui.domain.timeline import Timeline
    from practice_tui.engine.ports import AudioOutput

PRACTICE = "soothing-rhythm-breathing"
AMBIENT = "brown"
LOOK_SECONDS = 0.1
REACH = frames(0.25)
WINDOW = frames(0.5)
SAME = 1e-5
"""Samples that are nearer than this are the same: a rendered file has 24 bits."""


class Onset(NamedTuple):
    """A sound of the plan: when it begins, in frames, and what it is."""

    at: int
    kind: str


class Ear:
    """Keeps in a file what the sink's monitor hears, and when how much of it had come."""

    def __init__(self, server: SoundServer, file: Path) -> None:
        command = ["parec", "--raw", "--device=ear.monitor", "--format=float32le", "--rate=48000", "--channels=2"]
        self._file = file
        self._arrivals: list[tuple[float, int]] = []
        self._is_listening = True
        with file.open("wb") as heard:
            self._recorder = subprocess.Popen([*command, "--latency-msec=20"], env=server.environment, stdout=heard)
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def close(self) -> NDArray[np.float32]:
        """Return all that was heard, frames by 2."""
        self._is_listening = False
        self._thread.join()
        self._recorder.terminate()
        self._recorder.wait()
        whole = self._file.stat().st_size // 8
        return np.memmap(self._file, np.float32, "r", shape=(whole, 2))

    def frames_at(self, moments: list[float]) -> NDArray[np.float64]:
        """Return how many frames had come at moments of the monotonic clock."""
        return np.interp(moments, [moment for moment, _ in self._arrivals], [count for _, count in self._arrivals])

    def _watch(self) -> None:
        while self._is_listening:
            size = self._file.stat().st_size // 8
            if not self._arrivals or size != self._arrivals[-1][1]:
                self._arrivals.append((time.monotonic(), size))
            time.sleep(0.005)


def sit(minutes: float) -> dict[str, Any]:
    """Sit in this process and return what was seen: the look of a screen, ten times a second."""
    opened: list[AudioOutput] = []
    open_output = choose.open_output

    def remembered(*wishes: Any) -> tuple[AudioOutput, str]:
        output, note = open_output(*wishes)
        opened.append(output)
        return output, note

    choose.open_output = remembered
    bootstrap.quieten_libraries()
    ready = bootstrap.services()
    request = Request(
        script=ready.shelf.script(PRACTICE),
        length=frames(minutes * 60),
        ambient=AMBIENT,
        output="portaudio",
        can_be_ended=False,
    )
    player = ready.sittings.player(request)
    began, facts, looks = time.monotonic(), [], []
    player.start()
    while not player.is_over:
        facts += [type(fact).__name__ for fact in player.poll()]
        looks.append((time.monotonic(), player.position))
        time.sleep(LOOK_SECONDS)
    used = resource.getrusage(resource.RUSAGE_SELF)
    took = time.monotonic() - began
    while player.ringing():
        time.sleep(LOOK_SECONDS)
    return {
        "output": opened[0].name,
        "lost": facts.count("OutputChanged"),
        "underruns": getattr(opened[0], "underruns", None),
        "looks": looks,
        "share": (used.ru_utime + used.ru_stime) / took,
        "mib": peak_mib(),
    }


def peak_mib() -> float:
    """Return the most memory this process has held; `getrusage` would count what its parent held before."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def rendered(folder: Path, minutes: float) -> tuple[Timeline, NDArray[np.float32]]:
    """Return the plan and the sitting as a file has it, its left side."""
    ready = bootstrap.services()
    script, length = ready.shelf.script(PRACTICE), frames(minutes * 60)
    file = folder / "planned.wav"
    request = RenderRequest(script=script, length=length, audio=file, ambient=AMBIENT)
    ready.renderer().render(request, lambda _done, _total: None)
    sound, _ = soundfile.read(file, dtype="float32")
    return ready.sittings.timeline(script, length), sound[:, 0].copy()


def onsets(plan: Timeline) -> list[Onset]:
    """Return every bell, line and phase of breath that is heard, in order."""
    found = []
    for event in plan.events:
        if event.kind is EventKind.SPEECH:
            found.append(Onset(event.at, "voice"))
        elif event.kind is EventKind.BELL:
            found.append(Onset(event.at, "bells"))
        elif event.kind is EventKind.BREATH:
            found += [Onset(start, "breath") for _, start, _ in phases(event)]
    return found


def best_lag(piece: NDArray[np.float32], within: NDArray[np.float32]) -> int:
    """Return where in `within` `piece` fits best."""
    size = len(within) + len(piece)
    product = np.fft.rfft(within, size) * np.conj(np.fft.rfft(piece, size))
    return int(np.fft.irfft(product, size)[: len(within) - len(piece) + 1].argmax())


@contextmanager
def busy_cores() -> Iterator[int]:
    """Keep every core busy with a process that does nothing useful; yield how many."""
    count = os.cpu_count() or 1
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield count
    finally:
        for process in busy:
            process.kill()
            process.wait()


class Laid(NamedTuple):
    """The recording laid over the plan.

    Attributes:
        start: the frame of the recording that is frame 0 of the plan.
        lags: for each sound of the plan that was found, by how many frames it is heard too late.
    """

    start: int
    lags: list[tuple[Onset, int]]

    def lag_at(self, frame: int) -> int:
        """Return by how many frames the plan is heard too late at one of its frames."""
        return next((lag for onset, lag in reversed(self.lags) if onset.at <= frame), 0)


def laid_over(plan: Timeline, sound: NDArray[np.float32], heard: NDArray[np.float32]) -> Laid:
    """Find the sounds of the plan in what was heard."""
    first = int(np.flatnonzero(np.abs(heard) > 1e-4)[0])
    begins = max(first - REACH, 0)
    start = begins + best_lag(sound[:WINDOW], heard[begins : first + REACH + WINDOW])
    lags = []
    for onset in onsets(plan):
        first = max(start + onset.at - REACH, 0)
        piece = sound[onset.at : onset.at + WINDOW]
        within = heard[first : start + onset.at + WINDOW + REACH]
        if len(piece) == WINDOW and len(within) > WINDOW:
            lags.append((onset, first + best_lag(piece, within) - start - onset.at))
    return Laid(start, lags)


def report(plan: Timeline, sound: NDArray[np.float32], heard: NDArray[np.float32], laid: Laid) -> None:
    """Print what was heard beside what was planned."""
    common = min(len(sound), len(heard) - laid.start, plan.length)
    same = np.zeros(common, np.bool_)
    for lag in {0, *(lag for _, lag in laid.lags)}:
        shifted = heard[laid.start + lag : laid.start + lag + common]
        same[: len(shifted)] |= np.abs(shifted - sound[: len(shifted)]) <= SAME
    print(f"compared       {common / SAMPLE_RATE:.1f} s; {common - same.sum()} frames are heard nowhere as rendered")
    for kind in ("bells", "voice", "breath"):
        off = [lag * 1000 / SAMPLE_RATE for onset, lag in laid.lags if onset.kind == kind]
        if off:
            print(f"{kind:6} {len(off):4}    at most {max(map(abs, off)):.2f} ms off; last less first", end="")
            print(f" {off[-1] - off[0]:+.2f} ms")


def report_clock(ear: Ear, laid: Laid, looks: list[tuple[float, int]]) -> None:
    """Print how far what is called heard is from what is heard, at the beginning and at the end."""
    looks = [(moment, position) for moment, position in looks if position > 0]
    arrived = ear.frames_at([moment for moment, _ in looks]) - laid.start
    off = [
        (position + laid.lag_at(position) - there) * 1000 / SAMPLE_RATE
        for (_, position), there in zip(looks, arrived, strict=True)
    ]
    span = min(len(off) // 2, int(60 / LOOK_SECONDS))
    early, late = statistics.median(off[:span]), statistics.median(off[-span:])
    print(f"called heard   {early:+.1f} ms from what had arrived, first minute; {late:+.1f} ms, last minute")
    minutes = (looks[-1][0] - looks[0][0]) / 60
    print(f"drift          {late - early:+.2f} ms over {minutes:.1f} minutes   (aim: under 5)")


def main(minutes: float) -> None:
    """Measure and print."""
    if missing():
        sys.exit(f"needs {', '.join(missing())} (Debian: pulseaudio, pulseaudio-utils)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PRACTICE_HOME"] = str(folder / "home")
        plan, sound = rendered(folder, minutes)
        server = SoundServer(folder)
        try:
            ear = Ear(server, folder / "heard.raw")
            command = [sys.executable, __file__, "--sit", str(minutes)]
            with busy_cores() as count:
                load = os.getloadavg()[0]
                print(f"{minutes:g} minutes of {PRACTICE} over {AMBIENT}, {count} cores kept busy", end="; ")
                print(f"the machine's load was {load:.1f} before", flush=True)
                done = subprocess.run(command, env=server.environment, stdout=subprocess.PIPE, check=True)
            whole = ear.close()
        finally:
            server.stop()
        seen = json.loads(done.stdout)
        heard = np.ascontiguousarray(whole[:, 0])
        laid = laid_over(plan, sound, heard)
        print(f"output         {seen['output']}, lost {seen['lost']} times")
        print(f"underruns      {seen['underruns']} told by PortAudio   (aim: none)")
        report(plan, sound, heard, laid)
        report_clock(ear, laid, seen["looks"])
        print(f"processor      {seen['share']:.1%} of a core; {seen['mib']:.0f} MiB at most")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--sit"]:
        print(json.dumps(sit(float(sys.argv[2]))))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
