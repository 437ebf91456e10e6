"""Engines that can't be had here, as stand-ins that are called like them: Piper, say, SAPI. How each is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.adapters.voice.stand_ins import WRITES_A_TONE

from practice_tui.adapters.voice import flite, piper, sapi, say
from practice_tui.adapters.voice.renderer import render
from practice_tui.domain.errors import VoiceFailed
from practice_tui.engine.voices import Line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.adapters.voice.stand_ins import Bench

PIPER = (
    WRITES_A_TONE
    + """
    import argparse, sys
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--output_file", required=True)
    parser.add_argument("--length_scale", type=float, default=1.0)
    wanted = parser.parse_args()
    words = sys.stdin.read()
    assert len(words.splitlines()) == 1, words
    write_tone(wanted.output_file, len(words) * 0.06 * wanted.length_scale)
"""
)
SAY = (
    WRITES_A_TONE
    + """
    import sys
    if sys.argv[1:] == ["-v", "?"]:
        print("Alex                en_US    # Most people recognise me by my voice.")
        print("Bad News            en_US    # The light you see at the end of the tunnel")
        print("Am\\u00e9lie              fr_CA    # Bonjour")
        sys.exit()
    given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
    arguments = [each for each in sys.argv[1:] if each.startswith("--")]
    assert arguments == ["--file-format=WAVE", "--data-format=LEI16@22050"], arguments
    rest = [each for each in sys.argv[1:] if not each.startswith("--")]
    given = dict(zip(rest[::2], rest[1::2]))
    assert set(given) == {"-v", "-r", "-o", "-f"}, given
    assert given["-v"] == "Bad News"
    write_tone(given["-o"], len(open(given["-f"], encoding="utf-8").read()) * 0.06)
"""
)
POWERSHELL = (
    WRITES_A_TONE
    + """
    import os, sys
    assert sys.argv[-2] == "-File", sys.argv
    program = open(sys.argv[-1], encoding="utf-8").read()
    if "GetInstalledVoices" in program:
        print("Microsoft Hazel Desktop\\ten-GB")
        sys.exit()
    assert os.environ["PRACTICE_VOICE_NAME"] == "Microsoft Hazel Desktop"
    assert -10 <= int(os.environ["PRACTICE_VOICE_RATE"]) < 0
    words = open(os.environ["PRACTICE_VOICE_WORDS"], encoding="utf-8").read()
    assert words.strip() not in program
    write_tone(os.environ["PRACTICE_VOICE_SOUND"], len(words) * 0.06)
"""
)
WORDS = "Sit in a way that is easy."


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "voices"
    folder.mkdir()
    (folder / "en_GB-river-medium.onnx").write_bytes(b"weights")
    description = json.dumps({"language": {"code": "en_GB"}, "audio": {"sample_rate": 22050}})
    (folder / "en_GB-river-medium.onnx.json").write_text(description, "utf-8")
    (folder / "without-description.onnx").write_bytes(b"weights")
    return folder


def test_piper_speaks_a_voice_that_was_downloaded(bench: Bench, models: Path, tmp_path: Path) -> None:
    bench("piper", PIPER)

    (voice,) = piper.find_voices(models)
    voice.speak(WORDS, 110, tmp_path / "slow.wav")
    voice.speak(WORDS, 220, tmp_path / "fast.wav")

    assert (voice.name, voice.language) == ("piper:en_GB-river-medium", "en-GB")
    assert (tmp_path / "slow.wav").stat().st_size > 1.9 * (tmp_path / "fast.wav").stat().st_size
    assert len(render(voice, Line(WORDS, "en", 110))) > 48_000


def test_the_program_that_sets_up_mice_is_not_taken_for_piper(bench: Bench, models: Path) -> None:
    bench("piper", "import sys; print('usage: piper [--version]  Configure gaming devices'); sys.exit()")

    assert piper.find_voices(models) == []
    assert not piper.is_here()


def test_a_piper_without_voices_says_nothing_and_is_not_even_started(bench: Bench, tmp_path: Path) -> None:
    bench("piper", "import pathlib; pathlib.Path('/').joinpath('started').touch()")

    assert piper.find_voices(tmp_path) == []


@pytest.mark.parametrize("described", ["", "[]", '{"language": 7}', '{"language": {"code": "$(x)"}}'])
def test_a_broken_description_costs_the_language_only(bench: Bench, models: Path, described: str) -> None:
    bench("piper", PIPER)
    (models / "en_GB-river-medium.onnx.json").write_text(described, "utf-8")

    assert [voice.language for voice in piper.find_voices(models)] == [""]


def test_say_is_given_a_file_and_a_voice_that_may_have_spaces(bench: Bench, tmp_path: Path) -> None:
    bench("say", SAY)

    voices = say.find_voices("darwin")
    voices[1].speak(WORDS, 110, tmp_path / "said.wav")

    assert [(voice.name, voice.language) for voice in voices] == [
        ("say:Alex", "en-US"),
        ("say:Bad News", "en-US"),
        ("say:Amélie", "fr-CA"),
    ]
    assert (tmp_path / "said.wav").stat().st_size > 40_000


def test_windows_gets_words_as_a_file_and_never_in_its_program(bench: Bench, tmp_path: Path) -> None:
    bench("powershell", POWERSHELL)

    (voice,) = sapi.find_voices("win32")
    voice.speak(WORDS, 110, tmp_path / "said.wav")

    assert (voice.name, voice.language) == ("sapi:Microsoft Hazel Desktop", "en-GB")
    assert (tmp_path / "said.wav").stat().st_size > 40_000


def test_engines_of_other_systems_are_not_looked_for_here(bench: Bench) -> None:
    bench("say", SAY)
    bench("powershell", POWERSHELL)

    assert say.find_voices("linux") == []
    assert sapi.find_voices("linux") == []


@pytest.mark.parametrize(
    ("trouble", "what"),
    [
        ("open(path, 'wb').write(b'RIFF' + bytes(range(256)) * 40)", "no sound that can be played"),
        ("open(path, 'wb').close()", "no sound that can be played"),
        ("pass", "no sound that can be played"),
        ("write_tone(path, 80)", "which is no speech"),
        ("write_tone(path, 0.2)", "which is no speech"),
        ("write_tone(path, 95)", "more than 90 s"),
        ("write_tone(path, 2, rate=96000)", "which is no voice"),
        ("wave_of_silence(path)", "was silent"),
        ("sys.exit(3)", "exit 3"),
    ],
)
def test_rubbish_is_refused_in_words(bench: Bench, trouble: str, what: str) -> None:
    bench(
        "flite",
        WRITES_A_TONE
        + f"""
    import sys
    def wave_of_silence(path):
        with wave.open(path, "wb") as file:
            file.setnchannels(1); file.setsampwidth(2); file.setframerate(16000)
            file.writeframes(bytes(64000))
    if "-lv" in sys.argv:
        print("Voices available: kal awb_time rms ")
        sys.exit()
    path = sys.argv[sys.argv.index("-o") + 1]
    {trouble}
    """,
    )
    voices = flite.find_voices()
    assert [voice.name for voice in voices] == ["flite:rms", "flite:kal"]

    with pytest.raises(VoiceFailed, match=what):
        render(voices[0], Line(WORDS, "en", 110))


def test_an_engine_that_can_not_list_its_voices_has_none(bench: Bench) -> None:
    bench("flite", "raise SystemExit(1)")

    assert flite.find_voices() == []
