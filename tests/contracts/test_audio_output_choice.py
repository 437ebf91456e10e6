"""Which output a sitting gets, and what is said about it."""

from __future__ import annotations

import pytest
from tests.contracts.audio_output_rigs import FakeSoundDevice, NumberedSource, device
from tests.contracts.hand_clock import HandClock

from practice_tui.adapters.audio.choose import Makers, open_output
from practice_tui.adapters.audio.pipe import PipeOutput
from practice_tui.adapters.audio.portaudio import PortAudioOutput
from practice_tui.adapters.audio.virtual import VirtualOutput
from practice_tui.domain.errors import BadInput, OutputLost


class CheckedVirtualOutput(VirtualOutput):
    """Stands for a pipe: there or not."""

    def __init__(self, *, is_there: bool) -> None:
        super().__init__()
        self._is_there = is_there

    def check(self) -> None:
        if not self._is_there:
            raise OutputLost("none of the programs that play sound was found (pacat)")


def system(*, devices: int, pipe: bool) -> Makers:
    api = FakeSoundDevice(*(device(f"Device {number}") for number in range(devices)))
    api.devices = api.devices[:devices]
    return Makers(
        lambda clock, wish: PortAudioOutput(clock, wish, api=lambda: api),
        lambda _clock, _wish: CheckedVirtualOutput(is_there=pipe),
    )


def opened(wish: str, wished_device: str = "", *, devices: int, pipe: bool = False) -> tuple[str, str]:
    output, note = open_output(wish, wished_device, HandClock(), system(devices=devices, pipe=pipe))
    return output.name, note


def test_the_first_choice_needs_no_word() -> None:
    assert opened("auto", devices=2) == ("portaudio (Device 0)", "")
    assert opened("portaudio", "device 1", devices=2) == ("portaudio (Device 1)", "")
    assert opened("silent", devices=2) == ("silent", "")
    assert opened("pipe", devices=2, pipe=True) == ("virtual", "")


def test_without_a_device_a_program_plays_and_the_line_says_which() -> None:
    name, note = opened("auto", devices=0, pipe=True)
    assert (name, note) == ("virtual", "no sound device was found; sound goes through virtual instead")


def test_without_anything_there_are_words() -> None:
    name, note = opened("auto", devices=0)
    assert (name, note) == ("silent", "no sound device was found; the sitting goes on in silence, with words")


def test_any_output_also_means_any_device() -> None:
    name, note = opened("auto", "headset", devices=1)
    assert name == "portaudio (Device 0)"
    assert (
        note
        == "no sound device is called 'headset'; there are: Device 0; sound goes through portaudio (Device 0) instead"
    )


@pytest.mark.parametrize("wish", ["portaudio", "pipe"])
def test_who_named_one_output_gets_no_other_but_silence(wish: str) -> None:
    name, note = opened(wish, devices=0)
    assert name == "silent"
    assert note.endswith("; the sitting goes on in silence, with words")


def test_an_unknown_wish_is_refused() -> None:
    with pytest.raises(BadInput, match="choose from auto, portaudio, pipe, silent"):
        opened("loud", devices=1)


def test_what_was_looked_at_is_opened_without_looking_again() -> None:
    api = FakeSoundDevice()
    makers = Makers(lambda clock, wish: PortAudioOutput(clock, wish, api=lambda: api), PipeOutput)
    output, _ = open_output("auto", "", HandClock(), makers)
    api.devices = []
    output.start(NumberedSource())
    assert output.name == "portaudio (Built-in Audio)"
    output.stop()
