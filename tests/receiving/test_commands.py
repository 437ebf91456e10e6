"""`practice pack` for those who receive: what it says, what it asks, what it refuses, and its documents."""

from __future__ import annotations

import io
import os
import pty
import select
import signal
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.receiving.https_server import make_authority, serving
from tests.receiving.packs_made import ANA, BEN, ID, make_pack, script

from practice_tui.adapters.packs.keys import secret_key_text
from practice_tui.cli.outcome import outcome
from practice_tui.cli.program import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.room import Call

PATIENCE_SECONDS = 30


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRACTICE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return tmp_path / "home"


@pytest.fixture
def practice(capsys: pytest.CaptureFixture[str]) -> Call:
    from tests.cli.room import Answer  # noqa: PLC0415 - brings the whole program

    def call(*arguments: str, services: object = None) -> Answer:
        del services
        code = outcome(lambda: run(arguments), debug=False)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


def test_a_pack_is_shown_taken_and_sat_by_its_name(practice: Call, tmp_path: Path) -> None:
    file = make_pack(tmp_path, files={"scripts/evening.txt": script(), "handouts/evening.md": "[x](https://x.org)\n"})
    taken = practice("pack", "install", str(file), "--yes")
    assert taken.code == 0
    for words in (
        "Evenings",
        "by Ana Ruiz",
        "2 texts, no recordings, no code, 1 link that never open",
        "for the first time",
    ):
        assert words in taken.out
    assert ANA.public_key.words in taken.out
    assert f"{ID} 1.0 is installed" in taken.out
    assert f"{ID}/evening" in practice("list").out
    assert "(Ana Ruiz)" in practice("list").out
    assert "by Ana Ruiz" in practice("show", "evening").out
    assert practice("plan", "evening", "-m", "5", "--json").document["id"] == f"{ID}/evening"


def test_a_sitting_remembers_its_pack_its_version_and_its_words(practice: Call, tmp_path: Path) -> None:
    practice("pack", "install", str(make_pack(tmp_path, version="2.5")), "--yes")
    with subprocess.Popen(
        [sys.executable, "-m", "practice_tui", "sit", "evening", "--plain", "-m", "1", "--output", "silent"],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as sitting:
        assert sitting.stdout is not None
        assert any("(bell)" in line for line in sitting.stdout)
        sitting.send_signal(signal.SIGTERM)
        assert sitting.wait(PATIENCE_SECONDS) == 0
    practice("pack", "remove", ID)
    (record,) = practice("log", "list", "--json").document
    assert (record["practice"], record["pack"], record["version"]) == (f"{ID}/evening", ID, "2.5")


def test_nobody_is_asked_without_a_terminal(practice: Call, tmp_path: Path) -> None:
    refused = practice("pack", "install", str(make_pack(tmp_path)))
    assert refused.code == 1
    assert refused.err == "error: nobody is here to say yes, so nothing was installed; --yes answers\n"
    assert practice("pack", "list", "--json").document == []


def test_documents_are_whole_and_alone_on_stdout(practice: Call, tmp_path: Path) -> None:
    file = str(make_pack(tmp_path))
    document = practice("pack", "install", file, "--yes", "--json").document
    assert document["id"] == ID
    assert (document["version"], document["signature"], document["key"]) == ("1.0", "valid", ANA.public_key.text)
    assert document["scripts"] == [
        {"id": f"{ID}/evening", "title": "Evening settling", "min_seconds": 60, "max_seconds": 1200}
    ]
    assert practice("pack", "list", "--json").document == [document]
    assert practice("pack", "show", ID, "--json").document == document
    newer = str(make_pack(tmp_path, version="1.1"))
    assert practice("pack", "update", ID, newer, "--yes", "--json").document["version"] == "1.1"
    assert practice("pack", "use", ID, "1.0", "--json").document["version"] == "1.0"
    assert practice("pack", "remove", ID, "--version", "1.1", "--json").code == 0
    assert [each["version"] for each in practice("pack", "show", ID, "--json").document["versions"]] == ["1.0"]
    assert practice("pack", "remove", ID, "--json").document["id"] == ID
    assert practice("pack", "list", "--json").document == []


def test_an_unsigned_pack_is_marked_wherever_it_stands(practice: Call, tmp_path: Path) -> None:
    taken = practice("pack", "install", str(make_pack(tmp_path, key=None)), "--yes")
    assert "unsigned: nobody can tell who made it" in taken.out
    assert "unsigned" in practice("pack", "list").out
    assert "unsigned" in practice("pack", "show", ID).out
    assert practice("pack", "list", "--json").document[0]["signature"] == "none"


def test_doctor_counts_packs_and_says_when_their_list_is_damaged(practice: Call, home: Path, tmp_path: Path) -> None:
    def found() -> list[bool]:
        return [each["ok"] for each in practice("doctor", "--json").document["checks"] if each["name"] == "packs"]

    assert found() == []
    practice("pack", "install", str(make_pack(tmp_path)), "--yes")
    assert found() == [True]
    (home / "data" / "packs" / "index.json").write_text("nonsense")
    assert found() == [False]
    assert practice("list").code == 0
    assert "list of installed packs is damaged" in practice("pack", "list").err


def test_update_takes_no_other_pack(practice: Call, tmp_path: Path) -> None:
    practice("pack", "install", str(make_pack(tmp_path)), "--yes")
    other = make_pack(tmp_path, pack_id="org.example.other")
    refused = practice("pack", "update", ID, str(other), "--yes")
    assert refused.code == 1
    assert f"this is org.example.other and not {ID}" in refused.err
    assert practice("pack", "update", "org.example.none", str(other), "--yes").code == 1
    assert len(practice("pack", "list", "--json").document) == 1


@pytest.mark.parametrize(
    "arguments",
    [("show", "nobody"), ("use", ID, "9"), ("remove", "nobody"), ("install", "nothing.practice"), ("update", ID, "no")],
    ids=" ".join,
)
def test_every_refusal_is_one_line(practice: Call, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    practice("pack", "install", str(make_pack(tmp_path)), "--yes")
    refused = practice("pack", *arguments)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("error: ")
    assert refused.err.count("\n") == 1


def test_the_note_about_a_new_key_is_written_and_believed(practice: Call, tmp_path: Path) -> None:
    (tmp_path / "old.key").write_text(secret_key_text(ANA, None))
    (tmp_path / "new.pub").write_text(BEN.public_key.file_text)
    practice("pack", "install", str(make_pack(tmp_path)), "--yes")
    update = make_pack(tmp_path, version="1.1", key=BEN)
    assert practice("pack", "install", str(update), "--yes").code == 1
    rotate = ("pack", "rotate", ID, "--key", str(tmp_path / "old.key"), "--to", str(tmp_path / "new.pub"))
    assert practice(*rotate, "--into", str(update.parent), "--json").code == 0
    assert practice(*rotate, "--into", str(update.parent)).code == 1
    taken = practice("pack", "install", str(update), "--yes")
    assert taken.code == 0
    assert "which the one you know has named its heir" in taken.out


def test_from_an_address_yes_alone_trusts_no_new_key(
    practice: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = make_authority(tmp_path)
    pack, unsigned = make_pack(tmp_path), make_pack(tmp_path, key=None, pack_id="org.example.unsigned")
    with serving({"/a.practice": pack.read_bytes(), "/u.practice": unsigned.read_bytes()}, authority) as server:
        address = server.address("/a.practice")
        assert "certificate can't be trusted" in practice("pack", "install", address, "--yes").err
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
        assert ssl.get_default_verify_paths().cafile == str(authority.trusted)
        assert "--yes can't trust a key that nobody has named" in practice("pack", "install", address, "--yes").err
        assert "--yes --key RW… answers" in practice("pack", "install", address).err
        assert "from a file only" in practice("pack", "install", server.address("/u.practice"), "--yes").err
        assert practice("pack", "install", address, "--yes", "--key", BEN.public_key.text).code == 1
        assert practice("pack", "install", server.address("/a.practice", "http"), "--yes").code == 1
        assert practice("pack", "list", "--json").document == []
        assert practice("pack", "install", address, "--yes", "--key", ANA.public_key.text).code == 0


@pytest.mark.parametrize(("key", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
def test_on_a_terminal_it_asks_and_only_yes_is_yes(tmp_path: Path, key: str, code: int) -> None:
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "practice_tui", "pack", "install", str(make_pack(tmp_path))],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    said = b""
    while b"from now on?" not in said:
        assert select.select([controller], [], [], PATIENCE_SECONDS)[0], said
        said += os.read(controller, 4096)
    os.write(controller, key.encode())
    assert process.wait(PATIENCE_SECONDS) == code
    os.close(controller)
