"""What comes onto the shelf and what doesn't: trust on first use, versions, keys that change, and letting go."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from tests.receiving.packs_made import ANA, BEN, ID, House, make_pack, script

from practice_tui.adapters.packs.keys import make_key, secret_key_text
from practice_tui.adapters.packs.rotation import write_handover
from practice_tui.domain.errors import BadInput, NotFound, PackRefused
from practice_tui.engine.pack_trust import Standing

if TYPE_CHECKING:
    from pathlib import Path

WEB = "https://example.org/packs/evenings.practice"


def refusal(house: House, source: Path | str, given: str = "") -> str:
    """Try to install; return the one line that says why not, after making sure that nothing changed."""
    before = house.state()
    with pytest.raises(PackRefused) as refused:
        house.install(source, given)
    assert house.state() == before
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_first_pack_is_looked_at_before_anything_is_kept(house: House, tmp_path: Path) -> None:
    offer = house.desk.look(str(make_pack(tmp_path)))
    assert offer.standing is Standing.FIRST_KEY
    assert offer.trusts_by_word
    assert offer.contents.words == "1 text, no recordings, no code, no links"
    assert house.state() == {}
    offer.close()


def test_what_was_taken_stands_on_the_shelf_and_its_key_is_known(house: House, tmp_path: Path) -> None:
    pack = house.install(make_pack(tmp_path))
    assert (pack.manifest.id, pack.current.version, pack.current.key) == (ID, "1.0", ANA.public_key.text)
    assert pack.current.words == ANA.public_key.words
    assert house.trust.keys()[ID].key == ANA.public_key.text
    assert [each.manifest.id for each in House(house.home).desk.packs()] == [ID]


def test_no_name_of_a_strangers_reaches_the_disk(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path, files={"scripts/evening.txt": script(), "handouts/evening.md": "# Page\n"}))
    names = {file.name.partition(".")[0] for file in (house.home / "data" / "packs").rglob("*") if file.is_file()}
    assert all(len(name) == 64 for name in names - {"index", "manifest", "facts"})
    assert all(file.stat().st_mode & 0o077 == 0 for file in (house.home / "data" / "packs").rglob("*"))


def test_an_update_by_the_same_key_asks_for_no_trust_and_keeps_the_version_before(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    offer = house.desk.look(str(make_pack(tmp_path, version="1.1")))
    assert offer.standing is Standing.SAME_KEY
    pack = house.desk.take(offer)
    offer.close()
    assert [(each.version, each.is_current) for each in pack.versions] == [("1.1", True), ("1.0", False)]


def test_the_same_pack_again_changes_nothing(house: House, tmp_path: Path) -> None:
    file = make_pack(tmp_path)
    house.install(file)
    before = house.state()
    offer = house.desk.look(str(file))
    assert offer.is_here
    offer.close()
    house.install(file)
    assert house.state() == before


def test_an_older_version_is_refused_from_outside_and_can_be_gone_back_to_on_the_shelf(
    house: House, tmp_path: Path
) -> None:
    old = make_pack(tmp_path)
    house.install(old)
    house.install(make_pack(tmp_path, version="1.10"))
    assert "an older one comes in only" in refusal(house, make_pack(tmp_path, version="1.9"))
    assert house.desk.use(ID, "1").current.version == "1.0"
    assert "an older one comes in only" in refusal(house, make_pack(tmp_path, version="1.9"))
    assert house.desk.use(ID, "1.10").current.version == "1.10"
    with pytest.raises(NotFound, match=r"there are 1\.10, 1\.0"):
        house.desk.use(ID, "2.0")


def test_another_content_under_the_same_version_is_refused(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    other = make_pack(tmp_path, files={"scripts/evening.txt": script("Something else")})
    assert "with another content" in refusal(house, other)
    spelled = make_pack(tmp_path, version="1.0.0", files={"scripts/evening.txt": script("Something else")})
    assert "with another content" in refusal(house, spelled)


def test_another_key_is_refused_whatever_its_version(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    said = refusal(house, make_pack(tmp_path, version="2.0", key=BEN))
    assert BEN.public_key.words in said
    assert "may be anybody's" in said
    assert refusal(house, make_pack(tmp_path, version="2.0", key=BEN), BEN.public_key.text)


def test_a_signature_that_was_taken_off_is_noticed(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    assert "has always been signed" in refusal(house, make_pack(tmp_path, version="2.0", key=None))


def test_keys_survive_that_a_pack_is_removed(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    house.desk.remove(ID)
    assert house.desk.packs() == []
    assert [path.name for path in (house.home / "data" / "packs").iterdir()] == ["index.json"]
    assert "another key" in refusal(house, make_pack(tmp_path, version="2.0", key=BEN))
    assert house.install(make_pack(tmp_path)).current.version == "1.0"


def test_one_version_can_be_removed_but_not_the_one_in_use(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    house.install(make_pack(tmp_path, version="1.1"))
    with pytest.raises(BadInput, match="take another one first"):
        house.desk.remove(ID, "1.1")
    house.desk.remove(ID, "1.0")
    assert [each.version for each in house.desk.pack(ID).versions] == ["1.1"]
    house.desk.remove(ID, "1.1")
    assert house.desk.packs() == []


def test_an_unsigned_pack_comes_from_a_file_only_and_stays_marked(house: House, tmp_path: Path) -> None:
    file = make_pack(tmp_path, key=None)
    house.fetch.pages[WEB] = file.read_bytes()
    assert "comes in from a file only" in refusal(house, WEB)
    assert "not by the key you named" in refusal(house, file, ANA.public_key.text)
    assert house.install(file).current.key == ""
    offer = house.desk.look(str(make_pack(tmp_path, version="1.1")))
    assert offer.standing is Standing.FIRST_KEY
    offer.close()


def test_a_signature_that_comes_later_takes_the_mark_away(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path, key=None))
    pack = house.install(make_pack(tmp_path))
    assert [(each.version, each.key) for each in pack.versions] == [("1.0", ANA.public_key.text)]


def test_from_an_address_a_first_key_has_to_be_named(house: House, tmp_path: Path) -> None:
    house.fetch.pages[WEB] = make_pack(tmp_path).read_bytes()
    offer = house.desk.look(WEB)
    assert not offer.trusts_by_word
    offer.close()
    named = house.desk.look(WEB, ANA.public_key.text)
    assert named.trusts_by_word
    named.close()
    assert "not by the one you named" in refusal(house, WEB, BEN.public_key.text)
    house.install(WEB, ANA.public_key.text)
    house.fetch.pages[WEB] = make_pack(tmp_path, version="1.1").read_bytes()
    update = house.desk.look(WEB)
    assert update.trusts_by_word
    update.close()


def test_what_was_fetched_goes_away_with_the_offer(house: House, tmp_path: Path) -> None:
    house.fetch.pages[WEB] = make_pack(tmp_path).read_bytes()
    offer = house.desk.look(WEB)
    assert len(list((house.home / "cache").rglob("*.practice"))) == 1
    offer.close()
    offer.close()
    assert list((house.home / "cache").rglob("*.practice")) == []


def test_a_key_that_is_none_is_said(house: House, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no public key"):
        house.desk.look(str(make_pack(tmp_path)), "RWnonsense")


def test_a_new_key_is_taken_with_a_note_that_the_old_one_signed(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    update = make_pack(tmp_path, version="1.1", key=BEN)
    write_handover(ID, ANA, BEN.public_key, update.parent)
    offer = house.desk.look(str(update))
    assert offer.standing is Standing.NEW_KEY
    house.desk.take(offer)
    offer.close()
    assert house.trust.keys()[ID] == (BEN.public_key.text, (ANA.public_key.text,))
    (update.parent / f"{ID}.newkey").unlink()
    assert "a key that its author has given up" in refusal(house, make_pack(tmp_path, version="1.2", key=ANA))
    assert house.install(make_pack(tmp_path, version="1.2", key=BEN)).current.version == "1.2"


def test_the_note_lies_beside_the_pack_on_the_web_too(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    note = write_handover(ID, ANA, BEN.public_key, tmp_path)
    house.fetch.pages[WEB] = make_pack(tmp_path, version="1.1", key=BEN).read_bytes()
    house.fetch.pages[f"https://example.org/packs/{ID}.newkey"] = note.read_bytes()
    signature = note.with_name(f"{note.name}.minisig").read_bytes()
    house.fetch.pages[f"https://example.org/packs/{ID}.newkey.minisig"] = signature
    assert house.install(WEB).current.key == BEN.public_key.text


def test_a_note_is_asked_for_only_where_the_key_is_new(house: House, tmp_path: Path) -> None:
    house.fetch.pages[WEB] = make_pack(tmp_path).read_bytes()
    house.install(WEB, ANA.public_key.text)
    house.install(WEB)
    assert set(house.fetch.asked) == {WEB}


@pytest.mark.parametrize("wrong", ["signer", "new key", "pack", "text", "signature", "spelling"])
def test_a_note_that_doesnt_hold_is_no_help(house: House, tmp_path: Path, wrong: str) -> None:
    house.install(make_pack(tmp_path))
    update = make_pack(tmp_path, version="1.1", key=BEN)
    eve = make_key()
    note = write_handover(
        "org.example.other" if wrong == "pack" else ID,
        eve if wrong == "signer" else ANA,
        eve.public_key if wrong == "new key" else BEN.public_key,
        tmp_path,
    )
    place, signature = tmp_path / f"{ID}.newkey", tmp_path / f"{ID}.newkey.minisig"
    note.with_name(f"{note.name}.minisig").rename(signature)
    note.rename(place)
    if wrong == "text":
        place.write_bytes(place.read_bytes().replace(b"new: RW", b"new: RX"))
    if wrong == "signature":
        signature.write_bytes(BEN.sign(place.read_bytes()))
    if wrong == "spelling":
        place.write_bytes(place.read_bytes() + b"\n")
        signature.write_bytes(ANA.sign(place.read_bytes()))
    assert "nothing was changed" in refusal(house, update)


def test_the_shelf_is_judged_anew_when_the_answer_comes(house: House, tmp_path: Path) -> None:
    anas, bens = make_pack(tmp_path), make_pack(tmp_path, version="3.0", key=BEN)
    first, second = house.desk.look(str(anas)), house.desk.look(str(bens))
    house.desk.take(first)
    with pytest.raises(PackRefused, match="another key"):
        house.desk.take(second)
    assert house.trust.keys()[ID].key == ANA.public_key.text
    assert not list((house.home / "data" / "packs").glob("new-*"))
    first.close()
    second.close()


def test_packs_that_come_at_once_all_come(house: House, tmp_path: Path) -> None:
    files = [make_pack(tmp_path, pack_id=f"org.example.pack{number}") for number in range(8)]
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda file: House(house.home).install(file), files))
    assert [pack.manifest.id for pack in house.desk.packs()] == [f"org.example.pack{number}" for number in range(8)]
    assert len(house.trust.keys()) == 8


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"scripts/steadying.txt": script()}, "steadying"),
        ({"scripts/evening.txt": script() + "[dance]\n"}, "dance"),
        ({"scripts/evening.txt": script(), "courses/a.toml": "a = ["}, "courses/a.toml"),
    ],
    ids=["a name that ships", "a directive nobody knows", "a course that is no TOML"],
)
def test_what_the_authors_own_check_would_refuse_is_refused_here(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], words: str
) -> None:
    monkeypatch.setattr("practice_tui.adapters.packs.workshop.check_contents", lambda *_, **__: [])
    assert words in refusal(house, make_pack(tmp_path, files=files))


def test_a_book_of_keys_that_cant_be_read_is_never_taken_for_an_empty_one(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    (house.home / "state" / "trust.json").write_text("{")
    assert "book of known keys can't be read" in refusal(house, make_pack(tmp_path, pack_id="org.example.new"))


def test_a_pack_nobody_has_is_said_with_the_nearest(house: House, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="none at all"):
        house.desk.pack("org.example.evening")
    house.install(make_pack(tmp_path))
    with pytest.raises(NotFound, match=r"did you mean 'org\.example\.evenings'"):
        house.desk.pack("org.example.evening")


@pytest.mark.skipif(shutil.which("minisign") is None, reason="the public minisign program isn't here")
def test_the_public_minisign_program_can_sign_the_note_and_check_ours(house: House, tmp_path: Path) -> None:
    house.install(make_pack(tmp_path))
    update = make_pack(tmp_path, version="1.1", key=BEN)
    ours = write_handover(ID, ANA, BEN.public_key, tmp_path)
    check = ["minisign", "-V", "-q", "-P", ANA.public_key.text, "-m", str(ours)]
    assert subprocess.run(check, check=False).returncode == 0
    signature = ours.with_name(f"{ours.name}.minisig")
    signature.unlink()
    (tmp_path / "ana.key").write_text(secret_key_text(ANA, None))
    sign = ["minisign", "-S", "-W", "-s", str(tmp_path / "ana.key"), "-m", str(ours)]
    subprocess.run(sign, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    assert signature.is_file()
    assert house.install(update).current.key == BEN.public_key.text
