"""PortAudio: which device, at which rate, and when it counts as lost."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from tests.contracts.audio_output_rigs import FakeSoundDevice, NumberedSource, PortAudioRig, device

from practice_tui.adapters.audio.portaudio import devices
from practice_tui.adapters.audio.sound_devices import load_sounddevice
from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE

HDMI, HEADSET, MICROPHONE = device("HDMI 0"), device("USB Headset: Audio"), device("Microphone", channels=0)


def three_devices() -> FakeSoundDevice:
    return FakeSoundDevice(MICROPHONE, HDMI, HEADSET)


def test_the_systems_own_choice_is_taken_where_none_is_named() -> None:
    rig = PortAudioRig(three_devices())
    rig.output.start(NumberedSource())
    assert rig.output.name == "portaudio (HDMI 0)"
    assert rig.stream.options["device"] == 1


@pytest.mark.parametrize("wish", ["2", "headset", "USB Head"])
def test_a_device_is_chosen_by_its_index_or_a_part_of_its_name(wish: str) -> None:
    rig = PortAudioRig(three_devices(), wish)
    rig.output.start(NumberedSource())
    assert rig.stream.options["device"] == 2


@pytest.mark.parametrize("wish", ["0", "9", "Microphone", "loudspeaker"])
def test_a_device_that_is_not_there_or_cannot_play_is_named_beside_those_that_can(wish: str) -> None:
    rig = PortAudioRig(three_devices(), wish)
    with pytest.raises(OutputLost, match=f"no sound device is called '{wish}'; there are: HDMI 0, USB Headset: Audio"):
        rig.output.check()


def test_doctor_is_told_the_names_of_what_can_play() -> None:
    assert devices(three_devices) == ["HDMI 0", "USB Headset: Audio"]


def test_without_portaudio_there_is_a_kind_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sounddevice", None)
    with pytest.raises(OutputLost, match="PortAudio is not there"):
        load_sounddevice()


def test_a_device_at_another_rate_is_written_to_and_plays_the_same_length_without_a_gap() -> None:
    rig = PortAudioRig(FakeSoundDevice(device("CD Player", rate=44_100), rates=(44_100,)))
    source = ToneSource()
    rig.output.start(source)
    assert rig.stream.options["samplerate"] == 44_100
    assert rig.stream.callback is None
    steps = 4 * SAMPLE_RATE // 1024
    for _ in range(steps):
        assert rig.pump.step()
    played = np.concatenate(rig.stream.played)
    assert len(played) == pytest.approx(steps * 1024 * 44_100 / SAMPLE_RATE, abs=700)
    tone = played[44_100 // 2 + 4_410 : 3 * 44_100, 0].astype(np.float64)
    time = np.arange(len(tone)) / 44_100
    carrier = np.exp(-2j * np.pi * 440.0 * time)
    level = np.abs(np.convolve(tone * carrier, np.ones(2205) / 2205, "valid"))
    assert level.min() == pytest.approx(level.max(), rel=0.01)
    assert level.mean() == pytest.approx(0.05, rel=0.01)


def test_a_device_that_takes_no_rate_at_all_is_not_opened() -> None:
    rig = PortAudioRig(FakeSoundDevice(rates=()))
    with pytest.raises(OutputLost, match=r"Built-in Audio can't be opened"):
        rig.output.start(NumberedSource())
    assert rig.api.stream is None


def test_a_device_that_asks_for_nothing_for_two_seconds_is_lost() -> None:
    rig = PortAudioRig()
    rig.output.start(NumberedSource())
    rig.pass_seconds(3.0)
    heard = rig.output.heard()
    for _ in range(19):
        rig.clock.pass_seconds(0.1)
        heard = rig.output.heard()
    rig.clock.pass_seconds(0.2)
    with pytest.raises(OutputLost):
        rig.output.heard()
    assert rig.output.last_heard == heard


def test_a_program_that_stood_still_itself_gives_the_device_another_chance() -> None:
    rig = PortAudioRig()
    rig.output.start(NumberedSource())
    rig.pass_seconds(3.0)
    before = rig.output.heard()
    rig.clock.pass_seconds(3600.0)
    assert rig.output.heard() - before < SAMPLE_RATE // 4
    rig.pass_seconds(1.0)
    assert rig.output.heard() - before < 3 * SAMPLE_RATE // 2


def test_but_only_one_even_where_it_is_looked_at_rarely() -> None:
    rig = PortAudioRig()
    rig.output.start(NumberedSource())
    rig.pass_seconds(3.0)
    rig.output.heard()
    rig.clock.pass_seconds(3.0)
    rig.output.heard()
    rig.clock.pass_seconds(3.0)
    with pytest.raises(OutputLost):
        rig.output.heard()


def test_a_device_that_ran_dry_is_counted() -> None:
    rig = PortAudioRig()
    rig.output.start(NumberedSource())
    assert rig.output.underruns == 0
    assert rig.stream.callback is not None
    rig.stream.callback(np.zeros((64, 2), np.float32), 64, None, "output underflow")
    assert rig.output.underruns == 1


def test_the_collector_stands_aside_while_a_device_plays() -> None:
    rig = PortAudioRig()
    gc.unfreeze()
    rig.output.start(NumberedSource())
    assert gc.get_freeze_count() > 0
    rig.output.stop()
    assert gc.get_freeze_count() == 0
    assert rig.stream.is_closed


class ToneSource(NumberedSource):
    """440 Hz at a twentieth of full scale."""

    def render(self, block: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
        at = np.arange(self._position, self._position + len(block)) / SAMPLE_RATE
        block[:] = (0.1 * np.sin(2 * np.pi * 440.0 * at))[:, None]
        self._position += len(block)
