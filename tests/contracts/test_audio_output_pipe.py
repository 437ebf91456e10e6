"""The pipe: which program, with which options, and what becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING, Any, cast

import pytest
from tests.contracts.audio_output_rigs import NumberedSource, PipeRig
from tests.contracts.hand_clock import HandClock

from practice_tui.adapters.audio.pipe import PipeOutput, players
from practice_tui.domain.errors import OutputLost
from practice_tui.domain.quantities import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path

GIVES_UP = "#!/bin/sh\nexit 1\n"


def asked(rig: PipeRig) -> str:
    """Return the command lines the stand-ins were started with, once the last one has read all."""
    rig.delivered()
    return (rig.folder / "asked").read_text()


def test_the_first_program_that_is_there_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = PipeRig(tmp_path, monkeypatch, "aplay", "pacat")
    assert players() == ["pacat", "aplay"]
    rig.output.start(NumberedSource())
    rig.pass_seconds(0.1)
    assert rig.output.name == "pipe (pacat)"
    assert "--format=float32le --rate=48000 --channels=2 --latency-msec=192" in asked(rig)
    rig.output.stop()


def test_a_program_that_gives_up_at_once_makes_room_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = PipeRig(tmp_path, monkeypatch, "aplay")
    rig.install("pw-cat", GIVES_UP)
    rig.install("pacat", GIVES_UP)
    output = rig.output = PipeOutput(rig.clock, pump=rig.pump, settling_seconds=20.0)
    monkeypatch.setattr("subprocess.Popen.wait", settled_at_once)
    output.start(NumberedSource())
    assert output.name == "pipe (aplay)"
    rig.pass_seconds(0.1)
    assert "aplay -q -t raw -f FLOAT_LE -r 48000 -c 2 --buffer-time=192000" in asked(rig)
    output.stop()


def test_where_every_program_gives_up_start_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = PipeRig(tmp_path, monkeypatch)
    rig.install("pacat", GIVES_UP)
    output = PipeOutput(rig.clock, pump=rig.pump, settling_seconds=20.0)
    with pytest.raises(OutputLost, match="pacat can't play here; the sitting goes on in silence"):
        output.start(NumberedSource())


def test_a_device_is_passed_on_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = PipeRig(tmp_path, monkeypatch, wish="my headset; rm -rf")
    rig.output.start(NumberedSource())
    rig.pass_seconds(0.1)
    assert "--device=my headset; rm -rf" in asked(rig)
    rig.output.stop()


def test_one_program_can_be_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    PipeRig(tmp_path, monkeypatch, "pacat")
    with pytest.raises(OutputLost, match=r"none of the programs that play sound was found \(aplay\)"):
        PipeOutput(HandClock(), program="aplay").check()


def test_the_program_ends_with_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = PipeRig(tmp_path, monkeypatch)
    rig.output.start(NumberedSource())
    child = rig.output._child
    assert child is not None
    rig.output.stop()
    assert child.returncode == -signal.SIGKILL
    assert rig.pump.is_joined
    assert not rig.pump.step()


def test_a_program_that_is_gone_costs_the_output_and_not_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = PipeRig(tmp_path, monkeypatch)
    source = NumberedSource()
    rig.output.start(source)
    rig.pass_seconds(2.0)
    before = rig.output.heard()
    rig.unplug()
    assert not rig.pump.step(), "a write to nobody is the last step"
    with pytest.raises(OutputLost, match="pacat stopped playing; the sitting goes on in silence, with words"):
        rig.output.heard()
    assert before <= rig.output.last_heard <= source.position
    rig.output.stop()


def test_the_writing_thread_survives_a_reader_that_is_gone_even_where_the_signal_would_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = PipeRig(tmp_path, monkeypatch)
    output = PipeOutput(rig.clock, settling_seconds=0.0)
    usual = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        output.start(NumberedSource())
        child = output._child
        assert child is not None
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        output._pump.join()
        with pytest.raises(OutputLost):
            output.heard()
        output.stop()
    finally:
        signal.signal(signal.SIGPIPE, usual)


def test_what_waits_in_the_pipe_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = PipeRig(tmp_path, monkeypatch)
    rig.output.start(NumberedSource())
    feed = rig.output._feed
    assert feed is not None
    assert feed.clock.latency_seconds >= 0.19 + 1024 / SAMPLE_RATE
    rig.output.stop()


def settled_at_once(child: object, timeout: float | None = None) -> int:
    """Stand for Popen.wait: a stand-in that reads counts as running at once, one that gives up is waited for."""
    running = cast("Any", child)
    if timeout is not None and "aplay" in running.args[0]:
        raise subprocess.TimeoutExpired(running.args, timeout)
    return cast("int", running._wait(timeout=timeout))
