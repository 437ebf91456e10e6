"""Packs from an https address.

Owns the download: TLS that is always checked, https also behind every redirect, a limit of bytes while they come, and
a limit of time that neither a silent nor a dripping server can stretch. Nothing about the person is sent: no cookie, no
version, no name of a system.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from http.client import HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Self
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from practice_tui.domain.errors import PackRefused

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse
    from pathlib import Path

    from practice_tui.engine.pack_ports import Progress

SCHEME = "https://"
"""How an address begins."""

MOST_REDIRECTS = 5

_CHUNK = 1 << 16
_AGAIN_SECONDS = 0.05
_LONGEST_ADDRESS = 2000
_DONE = 200
_MISSING = frozenset({404, 410})
_HEADERS = [("User-Agent", "practice"), ("Accept-Encoding", "identity")]


class Pace(NamedTuple):
    """How slow a server may be.

    Attributes:
        silence_seconds: how long it may say nothing.
        grace_seconds: how long everything may take besides what its bytes allow.
        slowest: bytes a second that it has to send in the long run.
    """

    silence_seconds: float = 20.0
    grace_seconds: float = 45.0
    slowest: int = 4_000


class HttpsFetch:
    """Implements `PackFetch`.

    Args:
        context: which certificates are trusted; the system's where it isn't given.
        pace: how slow a server may be.
    """

    def __init__(self, context: ssl.SSLContext | None = None, pace: Pace | None = None) -> None:
        self._context = context
        self._pace = pace or Pace()

    def fetch(self, address: str, target: Path, most: int, progress: Progress) -> None:
        """Write what is at `address` to the new file `target`, of `most` bytes at the longest.

        Raises:
            PackRefused: the address isn't https, its server can't be trusted or reached, or sends too much or too
                slowly.
            OSError: the file can't be written.
        """
        _check_address(address)
        try:
            with _Watch(self._pace) as watch:
                try:
                    self._download(address, target, most, progress, watch)
                except (OSError, HTTPException):
                    watch.complain()
                    raise
        except _Refused:
            raise
        except HTTPError as problem:
            problem.close()
            _refuse(f"it answers {problem.code}" + (": there is nothing there" if problem.code in _MISSING else ""))
        except URLError as problem:
            _refuse(_reason(problem.reason))
        except (ssl.SSLError, HTTPException, ConnectionError, TimeoutError) as problem:
            _refuse(_reason(problem))

    def _download(self, address: str, target: Path, most: int, progress: Progress, watch: _Watch) -> None:
        context = self._context or ssl.create_default_context()
        with _opener(context, watch).open(address, timeout=self._pace.silence_seconds) as answer:
            if answer.status != _DONE:
                _refuse(f"it answers {answer.status}")
            _save(answer, target, most, progress, watch)


class _Refused(PackRefused):
    """A refusal that has its words already."""


class _Watch:
    """Ends the connection when its time is over; a thread of its own, as a dripping server keeps every read busy."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._began = time.monotonic()
        self._received = 0
        self._socket: socket.socket | None = None
        self._over = threading.Event()
        self._is_late = False
        self._thread = threading.Thread(target=self._run, name="download watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self._socket is not None:
            self._socket.close()

    def watch(self, connection: socket.socket) -> None:
        """Watch this connection from now on, through a handle of our own: encryption takes the other one over."""
        before, self._socket = self._socket, connection.dup()
        if before is not None:
            before.close()

    def received(self, count: int) -> None:
        """Note bytes that have come; each of them earns a little time."""
        self._received += count

    def complain(self) -> None:
        """Refuse, where the time is over.

        Raises:
            PackRefused: it is.
        """
        if self._is_late:
            _refuse("it answers too slowly")

    def _run(self) -> None:
        while (left := self._left()) > 0:
            if self._over.wait(left):
                return
        self._is_late = True
        while not self._over.wait(_AGAIN_SECONDS):  # a redirect may be about to open another one
            if self._socket is not None:
                with suppress(OSError):  # it has ended by itself
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _left(self) -> float:
        allowed = self._pace.grace_seconds + self._received / self._pace.slowest
        return self._began + allowed - time.monotonic()


class _OnlyHttps(request.HTTPRedirectHandler):
    """Follows a few redirects, to https alone."""

    max_redirections = MOST_REDIRECTS

    def redirect_request(
        self, req: request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> request.Request | None:
        """Return the next request.

        Raises:
            PackRefused: it would leave https.
        """
        try:
            _check_address(newurl)
        except PackRefused:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(context: ssl.SSLContext, watch: _Watch) -> request.OpenerDirector:
    """Return what opens https and nothing else: no files, no ftp, no plain http, no cookies."""

    class Connection(HTTPSConnection):
        """Tells its socket to the watch before a byte goes through it, the handshake's included."""

        def __setattr__(self, name: str, value: object) -> None:
            if name == "sock" and isinstance(value, socket.socket) and not isinstance(value, ssl.SSLSocket):
                watch.watch(value)
            super().__setattr__(name, value)

    class Handler(request.HTTPSHandler):
        """Opens https through that connection."""

        def https_open(self, req: request.Request) -> HTTPResponse:
            """Open an address."""
            return self.do_open(Connection, req, context=context)

    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        Handler(context=context),
        _OnlyHttps(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    opener.addheaders = _HEADERS
    return opener


def _save(answer: HTTPResponse, target: Path, most: int, progress: Progress, watch: _Watch) -> None:
    promised = answer.length
    if promised is not None and promised > most:
        _refuse_size(most)
    received = 0
    with target.open("xb") as stream:
        while block := answer.read1(_CHUNK):
            received += len(block)
            if received > most:
                _refuse_size(most)
            watch.received(len(block))
            watch.complain()
            stream.write(block)
            progress(received, promised or received)
    watch.complain()  # what the watch has ended looks like an end
    if promised is not None and received != promised:
        _refuse("the connection broke off")


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = None, None
    if parts is None or parts.scheme != "https" or not host:
        _refuse("packs come over https only")
    if parts.username is not None or parts.password is not None:
        _refuse("an address must not hold a name or a password")
    if not address.isascii() or not address.isprintable() or " " in address or len(address) > _LONGEST_ADDRESS:
        _refuse("it has characters that an address can't have")


def _reason(problem: object) -> str:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return f"its certificate can't be trusted ({problem.verify_message})"
    if isinstance(problem, ssl.SSLError):
        return "its encryption can't be trusted"
    if isinstance(problem, TimeoutError):
        return "it doesn't answer"
    if isinstance(problem, HTTPException):
        return "the connection broke off, or it doesn't speak http"
    return f"it can't be reached ({getattr(problem, 'strerror', None) or problem})"


def _refuse_size(most: int) -> NoReturn:
    _refuse(f"it sends more than {most >> 20} MiB, the most a pack can have")


def _refuse(what: str) -> NoReturn:
    raise _Refused(f"the pack could not be fetched: {what}; nothing was kept; check the address, or ask for the file")
