"""A download trusts nobody: not a certificate, not a redirect, not a promised size, not a server's patience."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from tests.receiving.https_server import Authority, Handler, make_authority, serving

from practice_tui.adapters.packs.fetch import MOST_REDIRECTS, HttpsFetch, Pace
from practice_tui.domain.errors import PackRefused
from practice_tui.engine.pack_ports import unwatched

if TYPE_CHECKING:
    from pathlib import Path

IMPATIENT = Pace(silence_seconds=0.5, grace_seconds=0.5, slowest=1_000_000)
PACK = b"PK" + bytes(range(256)) * 400


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


def fetch_trusting(authority: Authority, pace: Pace | None = None) -> HttpsFetch:
    return HttpsFetch(ssl.create_default_context(cafile=str(authority.trusted)), pace)


def refusal(fetch: HttpsFetch, address: str, target: Path, most: int = 1 << 20) -> str:
    with pytest.raises(PackRefused) as refused:
        fetch.fetch(address, target, most, unwatched)
    assert "\n" not in str(refused.value)
    assert "nothing was kept" in str(refused.value)
    return str(refused.value)


def test_a_pack_comes_whole_and_nothing_about_the_person_is_sent(authority: Authority, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with serving({"/a.practice": PACK}, authority) as server:
        fetch_trusting(authority).fetch(
            server.address("/a.practice"), tmp_path / "a", 1 << 20, lambda done, of, /: told.append((done, of))
        )
        ((_, headers),) = server.asked
    assert (tmp_path / "a").read_bytes() == PACK
    assert told[-1] == (len(PACK), len(PACK))
    assert {name.lower() for name in headers} == {"host", "user-agent", "accept-encoding", "connection"}
    assert headers["User-Agent"] == "practice"


def test_a_certificate_that_nobody_vouches_for_is_refused(authority: Authority, tmp_path: Path) -> None:
    with serving({"/a.practice": PACK}, authority) as server:
        assert "certificate can't be trusted" in refusal(HttpsFetch(), server.address("/a.practice"), tmp_path / "a")
        assert server.asked == []
    assert not (tmp_path / "a").exists()


def test_a_certificate_for_another_name_is_refused(authority: Authority, tmp_path: Path) -> None:
    with serving({"/a.practice": PACK}, authority) as server:
        address = f"https://127.0.0.2:{server.server_address[1]}/a.practice"
        with socket.socket() as probe:
            probe.bind(("127.0.0.2", 0))  # the whole of 127/8 is this machine here
        said = refusal(fetch_trusting(authority), address, tmp_path / "a")
    assert "certificate can't be trusted" in said or "can't be reached" in said


@pytest.mark.parametrize("scheme", ["http", "ftp", "file"])
def test_nothing_but_https_is_even_tried(tmp_path: Path, scheme: str) -> None:
    assert "over https only" in refusal(HttpsFetch(), f"{scheme}://localhost/etc/passwd", tmp_path / "a")


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https://name:secret@localhost/a",
        "https://localhost:99999/a",
        "https://localhost/a b",
        "https://localhost/\x1b[2J",
        "https://localhost/ä",
        "https://[::1/a",
        "https://localhost/" + "a" * 3000,
    ],
)
def test_an_address_that_isnt_one_is_refused(tmp_path: Path, address: str) -> None:
    refusal(HttpsFetch(), address, tmp_path / "a")


@pytest.mark.parametrize("target", ["http://localhost:9/a", "file:///etc/passwd", "ftp://localhost/a", "//user@x/a"])
def test_a_redirect_that_leaves_https_is_refused(authority: Authority, tmp_path: Path, target: str) -> None:
    with serving({"/a": lambda handler: redirect(handler, target)}, authority) as server:
        refusal(fetch_trusting(authority), server.address("/a"), tmp_path / "a")
        assert len(server.asked) == 1
    assert not (tmp_path / "a").exists()


def test_a_redirect_within_https_is_followed(authority: Authority, tmp_path: Path) -> None:
    with serving({"/a": lambda handler: redirect(handler, "/b"), "/b": PACK}, authority) as server:
        fetch_trusting(authority).fetch(server.address("/a"), tmp_path / "a", 1 << 20, unwatched)
        assert [path for path, _ in server.asked] == ["/a", "/b"]
    assert (tmp_path / "a").read_bytes() == PACK


def test_redirects_without_an_end_are_refused(authority: Authority, tmp_path: Path) -> None:
    def next_one(handler: Handler) -> None:
        redirect(handler, f"/{int(handler.path[1:]) + 1}")

    with serving({f"/{number}": next_one for number in range(50)}, authority) as server:
        refusal(fetch_trusting(authority), server.address("/0"), tmp_path / "a")
        assert len(server.asked) <= MOST_REDIRECTS + 1


def test_more_than_is_allowed_is_refused_by_its_promise_and_as_it_comes(authority: Authority, tmp_path: Path) -> None:
    def without_length(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while not handler.server.over.is_set():
            handler.wfile.write(bytes(1 << 16))

    with serving({"/promised": bytes(2000), "/endless": without_length}, authority) as server:
        assert "sends more than" in refusal(
            fetch_trusting(authority), server.address("/promised"), tmp_path / "a", 1999
        )
        assert not (tmp_path / "a").exists()
        assert "sends more than" in refusal(
            fetch_trusting(authority), server.address("/endless"), tmp_path / "b", 1 << 20
        )
    assert (tmp_path / "b").stat().st_size <= 1 << 20


def test_less_than_was_promised_is_refused(authority: Authority, tmp_path: Path) -> None:
    def too_little(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"short")
        handler.close_connection = True

    with serving({"/a": too_little}, authority) as server:
        assert "broke off" in refusal(fetch_trusting(authority), server.address("/a"), tmp_path / "a")


def drip(handler: Handler) -> None:
    """Send a byte now and then, for as long as somebody listens: every read gets something in time."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b".")


def drip_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b".")


def say_nothing(handler: Handler) -> None:
    handler.server.over.wait()


@pytest.mark.parametrize("slowness", [drip, drip_header, say_nothing])
def test_a_server_that_drips_or_says_nothing_is_left(authority: Authority, tmp_path: Path, slowness: object) -> None:
    with serving({"/a": slowness}, authority) as server:  # type: ignore[dict-item]
        said = refusal(fetch_trusting(authority, IMPATIENT), server.address("/a"), tmp_path / "a")
    assert "too slowly" in said or "doesn't answer" in said


def test_a_handshake_that_drips_is_left(tmp_path: Path) -> None:
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip_bytes() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                for byte in b"\x16\x03\x03\x40\x00" + bytes(16_000):
                    if over.wait(0.02):
                        return
                    connection.sendall(bytes([byte]))

        thread = Thread(target=drip_bytes, daemon=True)
        thread.start()
        address = f"https://localhost:{listener.getsockname()[1]}/a"
        assert "too slowly" in refusal(HttpsFetch(pace=IMPATIENT), address, tmp_path / "a")
        over.set()
        thread.join()


@pytest.mark.parametrize("code", [204, 401, 404, 500])
def test_an_answer_that_is_no_pack_is_said(authority: Authority, tmp_path: Path, code: int) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with serving({"/a": answer}, authority) as server:
        assert f"it answers {code}" in refusal(fetch_trusting(authority), server.address("/a"), tmp_path / "a")


def test_nobody_there_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "can't be reached" in refusal(HttpsFetch(), f"https://localhost:{port}/a", tmp_path / "a")


def test_plain_http_behind_the_port_of_https_is_refused(tmp_path: Path) -> None:
    with serving({"/a": PACK}, None) as server:
        refusal(HttpsFetch(pace=IMPATIENT), server.address("/a"), tmp_path / "a")
        assert server.asked == []


def redirect(handler: Handler, target: str) -> None:
    handler.send_response(302)
    handler.send_header("Location", target)
    handler.send_header("Content-Length", "0")
    handler.end_headers()
