"""`practice pack` for whoever makes packs: from an empty folder to a signed file, as a teacher would."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.hostile_packs.material import author, good_files, manifest_of, pack_of, signed_by_hand

from practice_tui.adapters.packs.keys import write_key_pair

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call


@pytest.fixture
def folder(practice: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert practice("pack", "new", "evenings").code == 0
    return tmp_path / "evenings"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    write_key_pair(tmp_path / "me.key", tmp_path / "me.pub", author(), None)
    return tmp_path / "me.key"


def test_from_nothing_to_a_signed_pack(practice: Call, folder: Path, tmp_path: Path) -> None:
    assert practice("pack", "check", "evenings", "--json").code == 0
    built = practice("pack", "build", "evenings", "-o", "evenings.practice", "--json")
    assert (built.code, built.err) == (0, "")
    assert built.document["file"] == "evenings.practice"
    assert built.document["bytes"] == (tmp_path / "evenings.practice").stat().st_size
    made = practice("pack", "keygen", "-o", "me", "--no-password", "--json").document
    assert (tmp_path / "me.key").is_file()
    assert made["key"] in (tmp_path / "me.pub").read_text()
    signed = practice("pack", "sign", "evenings.practice", "--key", "me.key", "--json").document
    verified = practice("pack", "verify", "evenings.practice", "--json")
    assert (verified.code, verified.err) == (0, "")
    assert verified.document == {
        "id": "org.example.first-pack",
        "version": "1.0",
        "author": "Your name",
        "key": made["key"],
        "signature": "valid",
        "files": ["handouts/setting-down-the-day.md", "scripts/setting-down-the-day.txt"],
        "problems": [],
    }
    shown = practice("pack", "verify", "evenings.practice").out
    assert signed["words"] == made["words"]
    assert made["words"] in shown
    assert made["key"] in shown
    assert folder.is_dir()


def test_the_folder_can_be_planned_rendered_and_checked_as_it_is(practice: Call, folder: Path, tmp_path: Path) -> None:
    script = "evenings/scripts/setting-down-the-day.txt"
    by_file = practice("plan", script, "-m", "8", "--json")
    by_folder = practice("plan", "evenings", "-m", "8", "--json")
    assert by_file.document["seconds"] == 480
    assert by_folder.document == by_file.document
    assert practice("check", "evenings").code == 0
    rendered = practice("render", script, "-m", "5", "-o", str(tmp_path / "a.wav"), "--no-voice", "--json")
    assert rendered.document["seconds"] == 300
    assert folder.is_dir()


def test_a_folder_of_several_scripts_wants_one_named(practice: Call, folder: Path) -> None:
    (folder / "scripts/other.txt").write_text("Title: A\nLength: 1m to 2m\n# A (close)\n[pause 1s+]\n", "utf-8")
    answer = practice("plan", "evenings", "-m", "8")
    assert answer.code == 1
    assert "2 scripts" in answer.err
    assert "other.txt" in answer.err
    (folder / "scripts/other.txt").unlink()
    (folder / "scripts/setting-down-the-day.txt").unlink()
    assert "no scripts" in practice("plan", "evenings", "-m", "8").err


def test_findings_are_a_document_like_those_of_check(practice: Call, folder: Path) -> None:
    (folder / "scripts/Notes.docx").write_bytes(b"x")
    answer = practice("pack", "check", "evenings", "--json")
    assert answer.code == 1
    assert answer.err.splitlines() == ["error: evenings has an error and can't be shared yet; mend what is named"]
    errors = [each for each in answer.document if each["severity"] == "error"]
    assert [(each["file"], each["code"], each["line"]) for each in errors] == [
        ("evenings/scripts/Notes.docx", "no-place", 1)
    ]
    assert set(errors[0]) == {"file", "line", "column", "severity", "code", "message"}
    lines = practice("pack", "check", "evenings").out
    assert "evenings/scripts/Notes.docx:1:1: error: " in lines
    assert "(no-place)" in lines


def test_a_pack_with_errors_is_not_built(practice: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "scripts/b.txt").write_text("Title: B\n", "utf-8")
    answer = practice("pack", "build", "evenings", "-o", "a.practice")
    assert (answer.code, answer.out) == (1, "")
    assert "nothing was built" in answer.err
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "a.practice").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "evenings", "-o", "a.zip"), "ends in .practice"),
        (("build", "absent", "-o", "a.practice"), "absent"),
        (("build", "evenings/pack.toml", "-o", "a.practice"), "no folder"),
        (("build", "evenings", "-o", "absent/a.practice"), "absent"),
        (("check", "absent"), "absent"),
        (("verify", "absent.practice"), "absent.practice"),
        (("verify", "evenings"), "no plain file"),
        (("verify", "a\x1b[31m.practice"), r"\x1b"),
        (("sign", "absent.practice", "--key", "me.key"), "me.key"),
        (("convert", "absent"), "absent"),
        (("new", "evenings"), "is there already"),
        (("keygen", "-o", "absent/me", "--no-password"), "can't be written"),
    ],
)
def test_refusals_are_one_line(practice: Call, folder: Path, arguments: tuple[str, ...], words: str) -> None:
    answer = practice("pack", *arguments)
    assert answer.code == 1
    assert words in answer.err
    assert answer.err.startswith("error: ")
    assert answer.err.count("\n") == 1
    assert answer.err[:-1].isprintable()
    assert folder.is_dir()


def test_a_password_is_read_from_a_file_and_asked_of_nobody(practice: Call, folder: Path, tmp_path: Path) -> None:
    asked = practice("pack", "keygen", "-o", "me")
    assert asked.code == 1
    assert "--password-file" in asked.err
    assert "--no-password" in asked.err
    assert not (tmp_path / "me.key").exists()
    both = practice("pack", "keygen", "-o", "me", "--no-password", "--password-file", "pw")
    assert both.code == 2
    (tmp_path / "empty").write_text("\n", "utf-8")
    assert "no password" in practice("pack", "keygen", "-o", "me", "--password-file", "empty").err
    assert "pw" in practice("pack", "keygen", "-o", "me", "--password-file", "pw").err
    assert folder.is_dir()


def test_a_locked_key_signs_by_its_password(
    practice: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice_tui.adapters.packs.keys._WORK", 1 << 15)
    monkeypatch.setattr("practice_tui.adapters.packs.keys._MEMORY", 1 << 24)
    (tmp_path / "pw").write_text("a password\n", "utf-8")
    (tmp_path / "wrong").write_text("another\n", "utf-8")
    practice("pack", "build", str(folder), "-o", "a.practice")
    before = (tmp_path / "a.practice").read_bytes()
    assert practice("pack", "keygen", "-o", "me", "--password-file", "pw").code == 0
    assert "--password-file" in practice("pack", "sign", "a.practice", "--key", "me.key").err
    wrong = practice("pack", "sign", "a.practice", "--key", "me.key", "--password-file", "wrong")
    assert "the password is another" in wrong.err
    assert (tmp_path / "a.practice").read_bytes() == before
    assert practice("pack", "sign", "a.practice", "--key", "me.key", "--password-file", "pw").code == 0
    assert practice("pack", "verify", "a.practice", "--json").document["signature"] == "valid"


def test_signing_changes_the_signature_alone(practice: Call, folder: Path, key: Path, tmp_path: Path) -> None:
    practice("pack", "build", str(folder), "-o", "a.practice")
    practice("pack", "sign", "a.practice", "--key", str(key))
    first = (tmp_path / "a.practice").read_bytes()
    practice("pack", "sign", "a.practice", "--key", str(key))
    assert (tmp_path / "a.practice").read_bytes() == first
    assert sorted(path.name for path in tmp_path.glob("practice-*")) == []


def test_an_old_or_bad_signature_can_be_signed_over(practice: Call, key: Path, tmp_path: Path) -> None:
    files = good_files()
    manifest = manifest_of(files)
    old = signed_by_hand(author(), manifest, f"key:{author().public_key.text}", algorithm=b"Ed")
    file = tmp_path / "a.practice"
    file.write_bytes(pack_of(files, manifest, old))
    refused = practice("pack", "verify", str(file), "--json")
    assert refused.code == 1
    assert refused.document["signature"] == "bad"
    assert refused.document["id"] is None, "nothing is shown of what nobody answers for"
    assert "old form" in refused.document["problems"][0]
    assert practice("pack", "sign", str(file), "--key", str(key)).code == 0
    assert practice("pack", "verify", str(file), "--json").document["signature"] == "valid"


def test_a_key_can_be_given_where_the_signature_carries_none(practice: Call, key: Path, tmp_path: Path) -> None:
    files = good_files()
    manifest = manifest_of(files)
    file = tmp_path / "a.practice"
    file.write_bytes(pack_of(files, manifest, signed_by_hand(author(), manifest, "timestamp:1\tfile:manifest.json")))
    text = author().public_key.text
    for given in (text, str(key.with_suffix(".pub"))):
        answer = practice("pack", "verify", str(file), "--key", given, "--json")
        assert (answer.code, answer.document["signature"], answer.document["key"]) == (0, "valid", text)
    assert practice("pack", "verify", str(file)).code == 1
    assert "no public key" in practice("pack", "verify", str(file), "--key", "RWevil").err


def test_a_pack_that_is_not_signed_is_no_problem(practice: Call, folder: Path) -> None:
    practice("pack", "build", str(folder), "-o", "a.practice")
    answer = practice("pack", "verify", "a.practice", "--json")
    assert (answer.code, answer.document["signature"], answer.document["key"]) == (0, "none", None)
    assert practice("pack", "check", "a.practice").code == 0


def test_problems_of_what_is_inside_leave_the_rest_known(practice: Call, tmp_path: Path) -> None:
    files = good_files() | {"handouts/bad.md": b"a\x1b[31m"}
    file = tmp_path / "a.practice"
    file.write_bytes(pack_of(files))
    answer = practice("pack", "verify", str(file), "--json")
    assert answer.code == 1
    assert (answer.document["id"], answer.document["author"]) == ("org.example.evenings", "A Teacher")
    assert len(answer.document["problems"]) == 1
    assert "handouts/bad.md" in answer.document["problems"][0]
    checked = practice("pack", "check", str(file), "--json")
    assert [each["code"] for each in checked.document] == ["control-character"]


def test_check_takes_a_pack_among_scripts(practice: Call, folder: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.practice", tmp_path / "bad.practice"
    good.write_bytes(pack_of(good_files()))
    bad.write_bytes(pack_of(good_files() | {"handouts/bad.md": b"a\x1b[31m"}))
    assert practice("check", str(good), str(folder)).code == 0
    answer = practice("check", str(good), str(bad), str(folder), "--json")
    assert answer.code == 1
    errors = [each for each in answer.document if each["severity"] == "error"]
    assert [(each["file"], each["code"]) for each in errors] == [(f"{bad}/handouts/bad.md", "control-character")]
    lines = practice("check", str(good), str(bad)).out
    assert f"{good}: nothing to mend" in lines
    assert f"{bad}/handouts/bad.md:1:2: error: " in lines


def test_looking_at_a_pack_loads_no_sound_and_no_screen(tmp_path: Path) -> None:
    file = tmp_path / "a.practice"
    file.write_bytes(pack_of(good_files()))
    program = (
        "import sys\n"
        "from practice_tui.cli.program import run\n"
        "assert run(['pack', 'verify', sys.argv[1]]) == 0\n"
        "assert run(['pack', 'check', sys.argv[1]]) == 0\n"
        "assert not {'soundfile', 'numpy', 'textual', 'cryptography'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program, file], check=True, stdout=subprocess.DEVNULL)


def test_the_help_names_every_command_and_each_explains_itself(practice: Call) -> None:
    listed = practice("pack", "--help").out
    for name in ("new", "check", "narrate", "convert", "build", "keygen", "sign", "verify"):
        assert f"  {name} " in listed
        assert practice("pack", name, "--help").code == 0
    nearest = practice("pack", "bild")
    assert (nearest.code, "did you mean 'build'?" in nearest.err) == (2, True)
