"""The sound devices PortAudio knows, by name.

Owns the late import of sounddevice, which initialises PortAudio and, on a Linux without libportaudio2, fails; and the
choice of a device by its index or a part of its name.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from practice_tui.adapters.audio.native_noise import hushed
from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE


class Device(NamedTuple):
    """A device that can play.

    Attributes:
        number: PortAudio's number for it.
        name: as the system calls it.
        channels: how many it can play at most.
        rate: the sampling rate it likes best, in Hz.
    """

    number: int
    name: str
    channels: int
    rate: int


def load_sounddevice() -> Any:
    """Return the sounddevice module.

    Raises:
        OutputLost: PortAudio isn't there or can't be initialised.
    """
    try:
        with hushed():
            import sounddevice  # noqa: PLC0415 - initialises PortAudio, so only when sound is wanted
    except Exception as error:
        # OSError where the library is missing, sounddevice's own PortAudioError where it can't be initialised
        raise OutputLost("PortAudio is not there; on Debian, `apt install libportaudio2` brings it") from error
    return sounddevice


def output_devices(api: Any) -> list[Device]:
    """Return every device that can play, in PortAudio's order."""
    return [
        _device(index, facts)
        for index, facts in enumerate(api.query_devices())
        if int(facts["max_output_channels"]) > 0
    ]


def chosen_device(api: Any, wish: str) -> Device:
    """Return the device whose index or part of name `wish` is; the system's own choice where it is empty.

    Raises:
        OutputLost: there is no such device, or none at all.
    """
    devices = output_devices(api)
    if not devices:
        raise OutputLost("no sound device was found")
    if not wish:
        return _default(api, devices)
    if wish.isdecimal():
        fitting = [device for device in devices if device.number == int(wish)]
    else:
        fitting = [device for device in devices if wish.casefold() in device.name.casefold()]
    if not fitting:
        names = ", ".join(device.name for device in devices)
        raise OutputLost(f"no sound device is called {wish!r}; there are: {names}")
    return fitting[0]


def can_play(api: Any, device: Device, rate: int, channels: int) -> bool:
    """Return whether a device takes float samples at `rate` on `channels` channels."""
    try:
        with hushed():
            api.check_output_settings(device=device.number, channels=channels, dtype="float32", samplerate=rate)
    except (api.PortAudioError, ValueError):
        return False
    return True


def playable_rate(api: Any, device: Device, channels: int) -> int:
    """Return the mix's own rate where the device takes it, else the one it likes best, else a usual one.

    Raises:
        OutputLost: it takes none of them.
    """
    for rate in dict.fromkeys((SAMPLE_RATE, device.rate, 44_100, 96_000)):
        if can_play(api, device, rate, channels):
            return rate
    raise OutputLost(f"the sound device {device.name} can't be opened; another program may be using it")


def _default(api: Any, devices: list[Device]) -> Device:
    try:
        facts = api.query_devices(kind="output")
    except (api.PortAudioError, ValueError):
        return devices[0]
    return _device(int(facts["index"]), facts)


def _device(index: int, facts: Any) -> Device:
    return Device(index, str(facts["name"]), int(facts["max_output_channels"]), int(facts["default_samplerate"]))
