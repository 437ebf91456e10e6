"""`list`, `show` and `plan`: what can be practised, and how it is laid out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from practice_tui.domain.script import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call, Room

SHIPPED = {
    "nurturance",
    "soothing-rhythm-breathing",
    "breath-focus",
    "gratitude",
    "impartiality",
    "tonglen",
    "steadying",
    "silent-sit",
}

SCRIPT = """Title: Evening settling
Length: 1m to 20m
Home: 2m
From: usual teaching
# Arriving
[bell]
{arrive} Sit in a way that is easy.
[pause 20s+]
# Longer (from 5m)
[silence 1m+ every 3m: "Still here."]
# Closing (close)
Hear the room again.
[bell x3]
"""


def test_list_names_every_shipped_practice_with_its_range_in_whole_seconds(practice: Call) -> None:
    listed = practice("list", "--json").document
    assert {each["id"] for each in listed} >= SHIPPED
    for each in listed:
        assert set(each) == {
            "id",
            "title",
            "pack",
            "kind",
            "language",
            "min_seconds",
            "max_seconds",
            "home_seconds",
        }
        assert each["kind"] in KINDS
        assert all(type(each[key]) is int for key in ("min_seconds", "max_seconds", "home_seconds"))
        assert 0 < each["min_seconds"] <= each["home_seconds"] <= each["max_seconds"]


@pytest.mark.parametrize("end", ["min_seconds", "max_seconds"])
def test_the_ends_that_list_names_can_be_planned_and_a_second_beyond_cannot(practice: Call, end: str) -> None:
    breath = next(each for each in practice("list", "--json").document if each["id"] == "breath-focus")
    beyond = -1 if end == "min_seconds" else 1
    assert practice("plan", "breath-focus", "-m", f"{breath[end]}s", "--json").document["seconds"] == breath[end]
    assert practice("plan", "breath-focus", "-m", f"{breath[end] + beyond}s").code == 1


def test_list_is_a_table_with_one_aligned_line_a_practice(practice: Call) -> None:
    head, *lines = practice("list").out.splitlines()
    assert head.split() == ["id", "home", "lengths", "title", "kind"]
    listed = practice("list", "--json").document
    assert [line.split()[0] for line in lines] == [each["id"] for each in listed]
    assert all(line[head.index("title") :].startswith(each["title"]) for line, each in zip(lines, listed, strict=True))
    assert all(line[head.index("kind") :] == each["kind"] for line, each in zip(lines, listed, strict=True))


def test_show_gives_handout_words_and_parts(practice: Call) -> None:
    shown = practice("show", "soothing-rhythm-breathing", "--json").document
    assert set(shown) == {"id", "title", "parts", "text", "sources"}
    assert shown["parts"][0] == {"name": "Arriving", "from_seconds": 0.0}
    assert {"name": "Shoulders and hands", "from_seconds": 240.0} in shown["parts"]
    assert "Common snags" in shown["text"]
    assert "Now follow the pacer as it slows" in shown["text"]
    assert "Deacon" in shown["sources"]


def test_show_for_people_says_the_title_once_and_the_cautions(practice: Call) -> None:
    shown = practice("show", "soothing-rhythm-breathing").out
    assert shown.splitlines()[0] == "Soothing rhythm breathing"
    assert "# Soothing rhythm breathing" not in shown
    assert "Take care\nReturn to your own breath whenever you like." in shown
    assert "  Shoulders and hands  (from 4m)" in shown


def test_show_reads_a_file_and_the_lines_that_break_a_silence(practice: Call, tmp_path: Path) -> None:
    file = tmp_path / "evening.txt"
    file.write_text(SCRIPT, "utf-8")
    shown = practice("show", str(file), "--json").document
    assert shown["id"] == "evening"
    assert "Still here." in shown["text"]


def test_a_plan_is_contiguous_and_its_five_sums_are_the_whole(practice: Call) -> None:
    plan = practice("plan", "soothing-rhythm-breathing", "-m", "7m13s", "--json").document
    sums = [plan[f"{kind}_seconds"] for kind in ("speech", "bell", "breath", "silence", "write")]
    assert plan["seconds"] == 433.0
    assert sum(sums) == pytest.approx(433.0, abs=1e-9)
    assert all(each > 0 for each in sums[:4])
    assert plan["events"][0]["at"] == 0
    for before, after in pairwise(plan["events"]):
        assert after["at"] == pytest.approx(before["at"] + before["for"], abs=1e-9)
    last = plan["events"][-1]
    assert last["at"] + last["for"] == pytest.approx(433.0, abs=1e-9)
    assert {event["kind"] for event in plan["events"]} <= {"speech", "pause", "breath", "bell", "write"}
    assert all(set(event) == {"at", "for", "kind", "part", "cue", "text"} for event in plan["events"])


def test_plan_seconds_are_frames_and_not_rounded(practice: Call) -> None:
    events = practice("plan", "breath-focus", "-m", "7", "--json").document["events"]
    for event in events:
        frames = event["at"] * 48_000
        assert abs(frames - round(frames)) < 1e-6
    assert any(round(event["at"] * 1e6) % 1000 for event in events)


def test_plan_uses_the_timeline_of_a_sitting(practice: Call, room: Room) -> None:
    script = room.services.shelf.script("gratitude")
    timeline = room.services.sittings.timeline(script, script.header.home, voice=False)
    minutes = script.header.home / 48_000 / 60
    plan = practice("plan", "gratitude", "-m", str(minutes), "--no-voice", "--json", services=room.services).document
    assert plan["hash"] == timeline.digest


@pytest.mark.parametrize("length", ["10", "10m", "600s", "10,0", "0h10m", "10.0"])
def test_a_length_can_be_written_in_several_ways(practice: Call, length: str) -> None:
    assert practice("plan", "breath-focus", "-m", length, "--json").document["seconds"] == 600.0


def test_plan_for_people_is_a_table(practice: Call) -> None:
    lines = practice("plan", "silent-sit", "-m", "5").out.splitlines()
    assert lines[0] == "Silent sitting, 5m"
    assert lines[1] == "bell 6.0 s, silence 294.0 s"
    assert lines[4].split() == ["at", "for", "kind", "part", "words"]
    assert [line.split()[3] for line in lines[5:]] == ["bell", "pause", "bell"]


def test_a_file_can_be_planned(practice: Call, tmp_path: Path) -> None:
    file = tmp_path / "evening.txt"
    file.write_text(SCRIPT, "utf-8")
    plan = practice("plan", str(file), "-m", "90s", "--json").document
    assert (plan["id"], plan["seconds"]) == ("evening", 90.0)
    assert plan["events"][1]["cue"] == "arrive"


def test_an_unreachable_length_names_the_shortest_and_the_longest(practice: Call) -> None:
    for length in ("1", "9999", "5s"):
        answer = practice("plan", "nurturance", "-m", length)
        assert answer.code == 1
        assert "it goes from 2m to 30m" in answer.err


def test_an_open_ended_sitting_has_no_plan(practice: Call) -> None:
    answer = practice("plan", "silent-sit", "-m", "open")
    assert (answer.code, answer.out) == (1, "")
    assert "give a length such as -m 20m" in answer.err


def test_a_file_with_mistakes_is_refused_with_their_place(practice: Call, tmp_path: Path) -> None:
    file = tmp_path / "broken.txt"
    file.write_text(SCRIPT.replace("[bell]", "[bel]"), "utf-8")
    answer = practice("plan", str(file), "-m", "2")
    assert answer.code == 1
    assert f"{file}:6:1: " in answer.err
    assert f"practice check {file}" in answer.err
