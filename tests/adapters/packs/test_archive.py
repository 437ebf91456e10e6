"""Pack files: written in one shape, and read in no other."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.adapters.packs.packs import manifest, written
from tests.hostile_packs.material import author, good_files

from practice_tui.adapters.packs.archive import BrokenPack, open_pack
from practice_tui.adapters.packs.manifest import manifest_bytes
from practice_tui.domain.errors import NotFound, PackRefused
from practice_tui.domain.pack import SignatureState, content_hash

if TYPE_CHECKING:
    from pathlib import Path

ANYWHERE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_what_was_packed_comes_out_again(tmp_path: Path) -> None:
    files = good_files()
    with open_pack(written(tmp_path / "a.practice", files)) as pack:
        assert pack.manifest == manifest(files)
        assert list(pack.names()) == sorted(files)
        assert {name: pack.read(name) for name in pack.names()} == files
        assert pack.seal.state is SignatureState.NONE
        assert pack.digest == content_hash(manifest_bytes(manifest(files)))


def test_other_programs_read_it_too(tmp_path: Path) -> None:
    file = written(tmp_path / "a.practice", key=author())
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted([*good_files(), "manifest.json", "manifest.json.minisig"])
        assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
    unzip = shutil.which("unzip")
    if unzip is not None:
        assert subprocess.run([unzip, "-tqq", file], check=False).returncode == 0


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name, key=author()) for name in ("a.practice", "b.practice"))
    assert first.read_bytes() == second.read_bytes()


def test_a_zip_of_another_program_is_refused_though_its_content_is_the_same(tmp_path: Path) -> None:
    files = good_files()
    held = files | {"manifest.json": manifest_bytes(manifest(files))}
    file = tmp_path / "a.practice"
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(held):
            archive.writestr(name, held[name])
    with pytest.raises(BrokenPack, match="isn't written as packs write it"):
        open_pack(file)


def test_copying_writes_a_private_file_and_never_over_another(tmp_path: Path) -> None:
    name = "audio/en/evening/arrive.opus"
    with open_pack(written(tmp_path / "a.practice")) as pack:
        pack.copy(name, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == good_files()[name]
        assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
        with pytest.raises(FileExistsError):
            pack.copy(name, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == good_files()[name]


def test_a_file_that_changes_while_it_is_open_is_noticed(tmp_path: Path) -> None:
    file = written(tmp_path / "a.practice")
    with open_pack(file) as pack:
        span = pack.span("scripts/evening.txt")
        with file.open("r+b") as stream:
            stream.seek(span.offset)
            stream.write(b"Tit1e")
        with pytest.raises(PackRefused, match="was changed while the pack was open"):
            pack.read("scripts/evening.txt")
        with pytest.raises(PackRefused, match="was changed"):
            pack.copy("scripts/evening.txt", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_file_cut_off_while_it_is_open_is_noticed(tmp_path: Path) -> None:
    file = written(tmp_path / "a.practice")
    with open_pack(file) as pack:
        with file.open("r+b") as stream:
            stream.truncate(100)
        with pytest.raises(PackRefused, match="ends before it should"):
            pack.read("scripts/evening.txt")


def test_what_the_pack_has_not_is_not_found(tmp_path: Path) -> None:
    with open_pack(written(tmp_path / "a.practice")) as pack:
        for name in ("manifest.json", "scripts/absent.txt", "../evil"):
            with pytest.raises(NotFound):
                pack.read(name)


def test_a_span_is_where_the_content_lies(tmp_path: Path) -> None:
    file = written(tmp_path / "a.practice")
    raw = file.read_bytes()
    with open_pack(file) as pack:
        for name in pack.names():
            span = pack.span(name)
            assert raw[span.offset : span.offset + span.size] == pack.read(name)


@pytest.mark.parametrize("name", ["absent.practice", "a\0b.practice"])
def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound, match="can't be read"):
        open_pack(tmp_path / name)


def test_a_folder_and_a_pipe_are_no_packs(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - pipes are not on every system

    with pytest.raises(NotFound):
        open_pack(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(NotFound, match="no plain file"):
            open_pack(tmp_path / "pipe")


def test_an_archive_larger_than_packs_are_is_refused_unread(tmp_path: Path) -> None:
    file = written(tmp_path / "a.practice")
    with file.open("r+b") as stream:
        stream.truncate((300 << 20) + 1)
    with pytest.raises(BrokenPack, match="larger than 300 MiB"):
        open_pack(file)


def test_a_refusal_tells_what_was_known_by_then(tmp_path: Path) -> None:
    file = written(tmp_path / "a.practice", key=author())
    raw = bytearray(file.read_bytes())
    at = raw.index(b"Title: Evening")
    raw[at] ^= 1
    file.write_bytes(raw)
    with pytest.raises(BrokenPack) as refused:
        open_pack(file)
    assert (refused.value.seal, refused.value.manifest) == (None, None)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(tmp_path_factory.mktemp("signed") / "a.practice", key=author()).read_bytes()


@ANYWHERE
@given(data=st.data())
def test_one_changed_byte_anywhere_is_noticed(tmp_path: Path, signed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytearray(signed)
    changed[at] ^= flip
    file = tmp_path / "a.practice"
    file.write_bytes(changed)
    with pytest.raises(PackRefused):
        open_pack(file)


@ANYWHERE
@given(data=st.data())
def test_bytes_put_in_taken_out_or_doubled_are_noticed(tmp_path: Path, signed: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(signed)))
    end = data.draw(st.integers(start, min(len(signed), start + 300)))
    put = data.draw(st.binary(max_size=60))
    changed = signed[:start] + put + signed[end:]
    file = tmp_path / "a.practice"
    file.write_bytes(changed)
    if changed == signed:
        open_pack(file).close()
        return
    with pytest.raises(PackRefused):
        open_pack(file)


@ANYWHERE
@given(raw=st.binary(max_size=400), tail=st.sampled_from([b"", b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18]))
def test_any_bytes_are_refused_in_one_line(tmp_path: Path, raw: bytes, tail: bytes) -> None:
    file = tmp_path / "a.practice"
    file.write_bytes(raw + tail)
    with pytest.raises(PackRefused) as refused:
        open_pack(file)
    assert "\n" not in str(refused.value)
