"""A PulseAudio daemon of one's own, with a sink that nobody hears and everybody can listen to."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NEEDED = ("pulseaudio", "pactl", "parec", "pacat")
"""Programs of Debian's packages pulseaudio and pulseaudio-utils."""

_ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.!default {{ type pulse server "{server}" }}
ctl.!default {{ type pulse server "{server}" }}
"""


def missing() -> list[str]:
    """Return the programs that are needed and not there."""
    return [name for name in NEEDED if shutil.which(name) is None]


class SoundServer:
    """A daemon on a private socket in `folder`; ALSA's default leads to it for whoever gets `environment`."""

    def __init__(self, folder: Path) -> None:
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        socket = folder / "pulse.socket"
        server = f"unix:{socket}"
        alsa = folder / "alsa.conf"
        alsa.write_text(_ALSA.format(server=server))
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_SERVER": server,
            "ALSA_CONFIG_PATH": str(alsa),
        }
        command = ["pulseaudio", "--daemonize=no", "--system=false", "--exit-idle-time=-1", "--log-level=error", "-n"]
        for module in (
            "module-null-sink sink_name=ear rate=48000 channels=2 format=float32le",
            f"module-native-protocol-unix socket={socket} auth-anonymous=1",
        ):
            command += ["-L", module]
        self._daemon = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20.0
        while self._asked("info").returncode:
            if self._daemon.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the sound server did not start")

    def unload_the_sink(self) -> None:
        """Pull the plug of the only device there is."""
        assert self._asked("unload-module", "module-null-sink").returncode == 0

    def stop(self) -> None:
        """End the daemon."""
        self._daemon.terminate()
        self._daemon.wait(20.0)

    def _asked(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["pactl", *words], env=self.environment, capture_output=True, check=False)


class Ear:
    """Listens to the sink's monitor from its making until `close`."""

    def __init__(self, server: SoundServer) -> None:
        command = ["parec", "--raw", "--device=ear.monitor", "--format=float32le", "--rate=48000", "--channels=2"]
        self._recorder = subprocess.Popen(
            [*command, "--latency-msec=20"], env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._parts: list[bytes] = []
        self._arrivals: list[tuple[float, int]] = []
        self._hears = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self._hears.wait(20.0), "nothing can be heard"

    def close(self) -> NDArray[np.float32]:
        """Return all that was heard, frames by 2."""
        self._recorder.terminate()
        self._recorder.wait(20.0)
        self._thread.join(20.0)
        assert self._recorder.stdout is not None
        self._recorder.stdout.close()
        heard = b"".join(self._parts)
        return np.frombuffer(heard[: len(heard) // 8 * 8], np.float32).reshape(-1, 2)

    def frame_at(self, moment: float) -> int:
        """Return the frame that was the last to be heard at a moment of the monotonic clock, at the latest."""
        return max((frames for arrived, frames in self._arrivals if arrived <= moment), default=0)

    def _listen(self) -> None:
        assert self._recorder.stdout is not None
        received = 0
        while part := os.read(self._recorder.stdout.fileno(), 65_536):
            received += len(part)
            self._parts.append(part)
            self._arrivals.append((time.monotonic(), received // 8))
            self._hears.set()
