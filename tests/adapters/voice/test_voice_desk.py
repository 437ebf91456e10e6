"""What people do with voices: the use cases, and the commands before them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import soundfile
from tests.adapters.voice.stand_ins import Hummer

from practice_tui import bootstrap
from practice_tui.adapters.audio.recordings import measured
from practice_tui.adapters.files.settings_file import TomlSettings
from practice_tui.adapters.voice.workshop import LocalVoiceWorkshop
from practice_tui.cli.grammar import LazyGroup
from practice_tui.cli.outcome import outcome
from practice_tui.compiler.durations import no_voice
from practice_tui.compiler.parser import parse
from practice_tui.domain.errors import BadInput, NotFound, NotSaved, OutputLost, VoiceFailed
from practice_tui.domain.quantities import Frames
from practice_tui.domain.script import speeches
from practice_tui.engine.voice_desk import VoiceDesk
from practice_tui.engine.voices import Wanted, unrecorded, with_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from practice_tui.domain.script import Speech
    from practice_tui.engine.ports import AudioOutput
    from practice_tui.engine.voices import Voice


class Shelf:
    """Implements `VoiceShelf` with hummers."""

    def __init__(self, *voices: Hummer) -> None:
        self.here = list(voices)

    def voices(self) -> Sequence[Voice]:
        return self.here

    def voice(self, name: str) -> Voice:
        for voice in self.here:
            if voice.name == name:
                return voice
        raise NotFound(f"there is no voice {name!r} here")

    def wanted(self) -> Sequence[Wanted]:
        return [Wanted("piper", "by far the most natural")]


def unplugged() -> AudioOutput:
    raise OutputLost("nothing is plugged in")


@pytest.fixture
def shelf() -> Shelf:
    high = Hummer("hum:high")
    high.language = "de"
    return Shelf(Hummer("hum:low"), high)


@pytest.fixture
def desk(shelf: Shelf, tmp_path: Path) -> VoiceDesk:
    workshop = LocalVoiceWorkshop(tmp_path / "cache", measured, unplugged)
    return VoiceDesk(shelf, TomlSettings(tmp_path / "settings.toml"), workshop)


def test_nobody_is_chosen_at_first_and_a_choice_is_remembered(desk: VoiceDesk, shelf: Shelf) -> None:
    assert desk.chosen() is None
    assert desk.lines() is None

    desk.use("hum:low")
    assert desk.chosen() is shelf.here[0]
    assert desk.lines() is not None

    with pytest.raises(NotFound):
        desk.use("hum:none")
    assert desk.chosen() is shelf.here[0]

    assert desk.use("none") is None
    assert desk.chosen() is None


def test_a_chosen_voice_that_is_gone_is_nobody(desk: VoiceDesk, shelf: Shelf) -> None:
    desk.use("hum:low")
    shelf.here.clear()

    assert desk.chosen() is None
    assert desk.lines() is None


@pytest.mark.parametrize(("name", "subtype"), [("a.wav", "PCM_16"), ("a.flac", "PCM_16"), ("A.OPUS", "OPUS")])
def test_a_trial_can_be_written_to_a_file(desk: VoiceDesk, tmp_path: Path, name: str, subtype: str) -> None:
    trial = desk.test("hum:low", "Sit still.", tmp_path / name)

    about = soundfile.info(tmp_path / name)
    assert trial.voice.name == "hum:low"
    assert about.subtype == subtype
    assert about.frames == trial.length


def test_without_a_name_the_chosen_voice_is_tried_else_the_best(desk: VoiceDesk, tmp_path: Path) -> None:
    assert desk.test(None, to=tmp_path / "a.wav").voice.name == "hum:low"
    desk.use("hum:high")
    assert desk.test(None, to=tmp_path / "b.wav").voice.name == "hum:high"


def test_a_trial_that_can_not_be_heard_says_why(desk: VoiceDesk, shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(OutputLost, match="plugged"):
        desk.test(None)
    with pytest.raises(BadInput, match="no ending"):
        desk.test(None, to=tmp_path / "a.exe")
    with pytest.raises(NotSaved, match="can't be written"):
        desk.test(None, to=tmp_path / "nowhere" / "a.wav")
    with pytest.raises(BadInput, match="fewer words"):
        desk.test(None, "la " * 1000)
    with pytest.raises(VoiceFailed, match="nothing in this line"):
        desk.test(None, "()")
    shelf.here[0].fails = True
    with pytest.raises(VoiceFailed, match="a cold"):
        desk.test(None, "New words.")
    shelf.here.clear()
    with pytest.raises(NotFound, match="no local voice"):
        desk.test(None)


def test_a_passage_is_as_long_as_its_recording_else_as_its_line(desk: VoiceDesk) -> None:
    text = (
        "Title: x\nLength: 1m to 9m\nHome: 2m\n\n# A\n{a} Sit still.\n[pause 5s+]\n{b} Rest.\n[pause 5s]\n{c} Rest.\n"
    )
    script = parse(text, "x").script
    assert script is not None
    desk.use("hum:low")
    lines = desk.lines()
    assert lines is not None

    def recorded(speech: Speech, /) -> Frames | None:
        return Frames(99) if speech.cue == "a" else None

    wanted = unrecorded(script, recorded)
    lines.ensure(wanted)
    length = with_voice(script, recorded, lines)

    assert [line.text for line in wanted] == ["Rest."]
    first, second, third = speeches(script)
    assert length(first) == 99
    assert length(second) == length(third) == lines.length(wanted[0])
    assert with_voice(script, no_voice, lines)(first) is None


@pytest.fixture
def command(
    desk: VoiceDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command of voices and returns its exit code and what it wrote."""
    monkeypatch.setattr(bootstrap, "voice_desk", lambda: desk)
    root = LazyGroup("practice", modules={"voice": "", "pack_narrate": ""})

    def call(*arguments: str) -> tuple[int, str, str]:
        def run() -> int:
            with root.make_context("practice", list(arguments)) as context:
                code = root.invoke(context)
            return code if isinstance(code, int) else 0

        code = outcome(run, debug=False)
        return (code, *capsys.readouterr())

    return call


def test_voices_are_listed_with_what_a_better_one_needs(command: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = command("voice", "list")

    assert code == 0
    assert "hum:low" in out
    assert "hum:high" not in out
    assert "1 more in other languages" in out
    assert "piper: by far the most natural" in out
    assert "hum:high" in command("voice", "list", "--language", "all")[1]


def test_the_list_as_json_is_whole(command: Callable[..., tuple[int, str, str]]) -> None:
    command("voice", "use", "hum:high")

    assert json.loads(command("voice", "list", "--json")[1]) == {
        "voices": [
            {"name": "hum:low", "language": "en", "chosen": False},
            {"name": "hum:high", "language": "de", "chosen": True},
        ],
        "wanted": [{"engine": "piper", "what": "by far the most natural"}],
    }


def test_choosing_says_what_will_happen(command: Callable[..., tuple[int, str, str]]) -> None:
    assert command("voice", "use", "hum:low")[1] == "hum:low speaks what has no recording\n"
    assert json.loads(command("voice", "use", "none", "--json")[1]) == {"local_voice": None}
    code, _, err = command("voice", "use", "hum:none")
    assert (code, err) == (1, "error: there is no voice 'hum:none' here\n")


def test_trying_into_a_file(command: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    file = tmp_path / "trial.wav"

    code, out, _ = command("voice", "test", "hum:low", "--words", "Sit.", "-o", str(file), "--json")

    assert code == 0
    assert json.loads(out) == {
        "voice": "hum:low",
        "seconds": soundfile.info(file).frames / 48_000,
        "file": str(file),
    }


def test_narrating_a_pack(command: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/x.txt").write_text(
        "Title: x\nLength: 1m to 9m\nHome: 2m\n\n# A\n{a} Sit still.\n[pause 5s+]\n{b} (…)\n[pause 5s]\n", "utf-8"
    )

    code, out, err = command("pack_narrate", str(tmp_path), "--voice", "hum:low", "--json")

    document = json.loads(out)
    assert code == 1, "a passage couldn't be spoken"
    assert err.startswith("error: 1 passages could not be spoken, x/b first")
    assert document["made"] == ["x/a"]
    assert document["failed"][0]["passage"] == "x/b"
    assert document["seconds"] > 1
    code, out, _ = command("pack_narrate", str(tmp_path), "--voice", "hum:low")
    assert "0 spoken, 1 as they were, 0 of your own" in out
