"""Scripts of packs among everything there is to practise: their ids, their words, their sound."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from tests.receiving.packs_made import ID, House, make_pack, script

from practice_tui.adapters.audio.arrangement import arrange
from practice_tui.adapters.audio.clips import RecordingSource
from practice_tui.adapters.audio.recordings import decoded
from practice_tui.adapters.files.recordings import words_hash
from practice_tui.adapters.packs.playable import PlayableCache, Wanted
from practice_tui.adapters.packs.recordings import Examined
from practice_tui.compiler.assemble import compile_timeline
from practice_tui.compiler.slots import Wishes
from practice_tui.domain.errors import NotFound, ScriptRefused
from practice_tui.domain.quantities import MINUTE, SAMPLE_RATE, Frames
from practice_tui.domain.script import Speech, speeches
from practice_tui.domain.timeline import EventKind
from practice_tui.engine.library import suggest

if TYPE_CHECKING:
    from pathlib import Path

    from practice_tui.domain.script import Script
    from practice_tui.domain.timeline import Timeline

EVENING = f"{ID}/evening"


def names(house: House) -> list[str]:
    return [practice.id for practice in house.scripts.practices() if "/" in practice.id]


def test_a_script_goes_by_its_pack_and_name_and_by_its_bare_name_while_it_is_the_only_one(
    house: House, tmp_path: Path
) -> None:
    house.install(make_pack(tmp_path))
    assert names(house) == [EVENING]
    assert house.scripts.script("evening").id == EVENING
    assert house.scripts.pack_of(EVENING) == (ID, "1.0")
    house.install(make_pack(tmp_path, pack_id="net.other.evenings"))
    with pytest.raises(NotFound, match=f"net.other.evenings/evening or {EVENING}"):
        house.scripts.script("evening")
    assert house.scripts.script(EVENING).header.title == "Evening settling"
    house.desk.remove(ID)
    assert house.scripts.script("evening").id == "net.other.evenings/evening"


def test_what_ships_keeps_its_name_and_comes_first(house: House, tmp_path: Path) -> None:
    before = [practice.id for practice in house.scripts.practices()]
    house.install(make_pack(tmp_path, files={"scripts/gratitude.txt": script("Another gratitude")}))
    assert [practice.id for practice in house.scripts.practices()] == [*before, f"{ID}/gratitude"]
    assert house.scripts.script("gratitude").header.title == "The many hands"
    assert house.scripts.pack_of("gratitude")[0] == "practice"


def test_a_name_nobody_has_names_the_nearest_of_all(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    with pytest.raises(NotFound, match=f"did you mean '{EVENING}'"):
        house.scripts.script(f"{ID}/evenin")
    with pytest.raises(NotFound, match="did you mean 'gratitude'"):
        house.scripts.script("gratitud")


def test_its_author_and_its_gentler_sibling_are_known(house: House, tmp_path: Path) -> None:
    files = {"scripts/evening.txt": script(Gentler="soft"), "scripts/soft.txt": script("Softly", Author="Ben")}
    house.install(make_pack(tmp_path, files=files))
    evening, soft = (each for each in house.scripts.practices() if "/" in each.id)
    assert (evening.handed_on_by, soft.handed_on_by) == ("Ana Ruiz", "Ben")
    assert evening.gentler == soft.id
    assert house.scripts.script(EVENING).header.author == "Ana Ruiz"
    assert all(each.handed_on_by == "" for each in house.scripts.practices() if "/" not in each.id)


def test_today_offers_it_like_any_other(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    handed_on = [practice for practice in house.scripts.practices() if "/" in practice.id]
    offered = suggest(handed_on, (), Frames(10 * MINUTE))
    assert offered is not None
    assert offered.practice.id == EVENING


def test_another_version_has_its_own_words_and_the_way_back_too(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    house.install(make_pack(tmp_path, version="2.0", files={"scripts/evening.txt": script("Anew")}))
    assert house.scripts.script(EVENING).header.title == "Anew"
    assert house.scripts.pack_of(EVENING) == (ID, "2.0")
    house.desk.use(ID, "1.0")
    assert house.scripts.script(EVENING).header.title == "Evening settling"
    assert [each.title for each in house.scripts.practices() if each.id == EVENING] == ["Evening settling"]


def test_a_text_that_was_changed_on_the_shelf_is_not_begun(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path, files={"scripts/evening.txt": script(), "handouts/evening.md": "# Page\n"}))
    assert house.scripts.handout(EVENING) == "# Page\n"
    for file in (house.home / "data" / "packs").rglob("*"):
        if file.suffix in {".txt", ".md"}:
            file.write_text(file.read_text("utf-8") + "\n; more\n", "utf-8")
    fresh = House(house.home)
    with pytest.raises(ScriptRefused, match="was changed since"):
        fresh.scripts.script(EVENING)
    assert fresh.scripts.handout(EVENING) == ""
    assert names(fresh) == []


def test_a_text_that_is_gone_is_said(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    for file in (house.home / "data" / "packs").rglob("*.txt"):
        file.unlink()
    with pytest.raises(NotFound, match="install its pack again"):
        House(house.home).scripts.script(EVENING)


COUNTED = """
import sys
from pathlib import Path
touched = []
home = sys.argv[1]
sys.addaudithook(lambda event, arguments: touched.append(str(arguments[0])) if event == "open" else None)
from practice_tui.bootstrap import services
shelf = services().shelf
shelf.practices()
import json
print(json.dumps({
    "touched": [path.removeprefix(home) for path in touched if path.startswith(home)],
    "modules": [name for name in sys.modules if name.startswith("practice_tui")],
}))
"""


def started(home: Path) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, home],
        capture_output=True,
        text=True,
        check=True,
        env={"PRACTICE_HOME": str(home), "PATH": ""},
    )
    answer: dict[str, list[str]] = json.loads(done.stdout)
    return answer


def test_a_start_without_packs_looks_for_one_file_and_one_with_packs_reads_no_script(
    house: House, tmp_path: Path
) -> None:
    (house.home / "cache").mkdir(parents=True)
    started(house.home)
    without = started(house.home)
    assert [path for path in without["touched"] if "packs" in path] == ["/data/packs/index.json"]
    house.install(make_pack(tmp_path))
    started(house.home)
    with_one = started(house.home)
    assert [path for path in with_one["touched"] if "packs" in path] == ["/data/packs/index.json"]
    assert set(with_one["modules"]) == set(without["modules"])
    assert "practice_tui.compiler.parser" not in with_one["modules"]


# Recordings.


def tone(seconds: float, rate: int = 24_000) -> bytes:
    sound = 0.4 * np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 440 / rate)
    file = io.BytesIO()
    soundfile.write(file, sound.astype(np.float32), rate, format="FLAC")
    return file.getvalue()


def spoken(**sounds: bytes) -> dict[str, str | bytes]:
    index = {
        "one": {"words": words_hash("Sit as you like.")},
        "close": {"words": words_hash("Hear the room again.")},
    }
    files: dict[str, str | bytes] = {f"audio/en/evening/{cue}.flac": sound for cue, sound in sounds.items()}
    said = {cue: entry for cue, entry in index.items() if cue in sounds}
    return {"scripts/evening.txt": script(), "audio/en/evening/recordings.json": json.dumps(said)} | files


def timeline_of(house: House) -> Timeline:
    evening = house.scripts.script(EVENING)
    return compile_timeline(evening, Frames(2 * MINUTE), Wishes(house.scripts.spoken_lengths(evening, voice=True)))


def test_a_recording_gives_its_line_its_length_and_its_sound(house: House, tmp_path: Path) -> None:
    offer = house.desk.look(str(make_pack(tmp_path, files=spoken(one=tone(5), close=tone(3.5)))))
    assert offer.contents.words == "1 text, 2 recordings, 1 minute, no code, no links"
    house.desk.take(offer)
    offer.close()
    timeline = timeline_of(house)
    lines = [event for event in timeline.events if event.kind is EventKind.SPEECH]
    assert [event.length for event in lines] == [5 * SAMPLE_RATE, 3.5 * SAMPLE_RATE]
    assert list((house.home / "cache").rglob("*.wav")) == []
    arrangement = arrange(timeline, lambda _voice: Frames(1), house.scripts.recording)
    sources = [each.source for each in arrangement.placements if isinstance(each.source, RecordingSource)]
    assert [source.path.suffix for source in sources] == [".wav", ".wav"]
    samples = np.concatenate(list(decoded(sources[0].path, lines[0].length)))
    assert abs(len(samples) - 5 * SAMPLE_RATE) < SAMPLE_RATE // 100
    assert 0.35 < np.abs(samples[SAMPLE_RATE : 4 * SAMPLE_RATE]).max() < 0.45


def test_without_a_voice_nothing_is_decoded(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path, files=spoken(one=tone(5))))
    evening = house.scripts.script(EVENING)
    assert house.scripts.spoken_lengths(evening, voice=False)(speech(evening, "one")) is None
    assert list((house.home / "cache").rglob("*.wav")) == []


def test_a_recording_of_other_words_is_not_played(house: House, tmp_path: Path) -> None:
    files = spoken(one=tone(5))
    files["scripts/evening.txt"] = script().replace("Sit as you like.", "Sit as you can.")
    house.install(make_pack(tmp_path, files=files))
    evening = house.scripts.script(EVENING)
    assert house.scripts.spoken_lengths(evening, voice=True)(speech(evening, "one")) is None
    assert house.scripts.recording(EVENING, "one", "Sit as you can.") is None


def test_a_recording_that_fails_its_decoder_costs_its_sound_and_never_the_sitting(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house.install(make_pack(tmp_path, files=spoken(one=tone(5), close=tone(2))))
    longest = max((house.home / "data" / "packs").rglob("*.flac"), key=lambda file: file.stat().st_size)
    longest.write_bytes(b"fLaC" + bytes(2000))
    timeline = timeline_of(house)
    first = next(event for event in timeline.events if event.cue == "one")
    assert first.length == 5 * SAMPLE_RATE
    assert house.scripts.recording(EVENING, "one", first.text) is None
    assert house.scripts.recording(EVENING, "close", "Hear the room again.") is not None
    assert "no sound from" in caplog.text


def test_later_questions_decode_nothing_more(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path, files=spoken(one=tone(1), close=tone(1.5))))
    asked: list[Path] = []

    def decode(file: Path, to: Path, most: Frames) -> Examined:
        asked.append(file)
        to.write_bytes(b"sound")
        return Examined(most)

    house.packed._playable = PlayableCache(house.home / "cache" / "packs", decode)
    for _ in range(3):
        assert house.scripts.recording(EVENING, "one", "Sit as you like.") is not None
    assert len(asked) == 2


def test_the_cache_of_sound_lets_go_of_what_was_not_played_for_longest(tmp_path: Path) -> None:
    def decode(_file: Path, to: Path, _most: Frames) -> Examined:
        to.write_bytes(bytes(100))
        return Examined(Frames(1))

    cache = PlayableCache(tmp_path, decode, most_bytes=250)
    for name in ("a", "b", "a", "c"):
        cache.make_ready([Wanted(tmp_path / f"{name}.flac", Frames(1))])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.wav", "c.wav"]


def test_who_waits_for_sound_is_told_how_far_it_is_and_can_leave(tmp_path: Path) -> None:
    def decode(_file: Path, to: Path, _most: Frames) -> Examined:
        to.write_bytes(b"sound")
        return Examined(Frames(1))

    class Left(Exception):
        pass

    told: list[tuple[int, int]] = []

    def leave(done: int, of: int, /) -> None:
        told.append((done, of))
        if done == 2:
            raise Left

    wanted = [Wanted(tmp_path / f"{number}.flac", Frames(1)) for number in range(9)]
    cache = PlayableCache(tmp_path / "cache", decode)
    with pytest.raises(Left):
        cache.make_ready(wanted, leave)
    assert told == [(1, 9), (2, 9)]
    cache.make_ready(wanted)
    assert all(cache.place(each.file).is_file() for each in wanted)


WALK = "Title: A short walk\nRecording: whole.flac\nLanguage: en\n"
CAPTIONS = """\
WEBVTT

stand
00:01.000 --> 00:03.000
Stand still and easy.

feet
00:05.500 --> 00:07.000
Feel both feet.
"""


@pytest.mark.parametrize("folder", ["scripts", "audio/en/walk"])
def test_a_finished_recording_travels_in_a_pack_and_is_played(house: House, tmp_path: Path, folder: str) -> None:
    files: dict[str, str | bytes] = {
        "scripts/walk.txt": WALK,
        f"{folder}/whole.vtt": CAPTIONS,
        f"{folder}/whole.flac": tone(8),
    }
    pack = house.install(make_pack(tmp_path, files=files))
    assert [each.shortest for each in pack.contents.scripts] == [8 * SAMPLE_RATE]
    (summary,) = (each for each in house.scripts.practices() if "/" in each.id)
    assert summary.shortest == 8 * SAMPLE_RATE
    walk = house.scripts.script("walk")
    assert [each.text for part in walk.parts for each in part.steps if isinstance(each, Speech)] == [
        "Stand still and easy.",
        "Feel both feet.",
    ]
    sound = house.scripts.whole(walk.id)
    assert sound is not None
    assert soundfile.info(sound).frames == 8 * 24_000


def speech(evening: Script, cue: str) -> Speech:
    return next(each for each in speeches(evening) if each.cue == cue)
