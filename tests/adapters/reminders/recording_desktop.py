"""A desktop for the tests: a real session bus, and a notification service on it that records and presses.

Owns a `dbus-daemon` on a socket of its own and a thread in which the service answers. It speaks the interface of the
desktop notifications specification, as a desktop would.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dbus_fast import Message, MessageType, NameFlag
from dbus_fast.aio import MessageBus

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

SOON_SECONDS = 20.0

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

INTROSPECTION = f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node><interface name="{NAME}">
<method name="Notify">
<arg direction="in" type="s" name="app_name"/><arg direction="in" type="u" name="replaces_id"/>
<arg direction="in" type="s" name="app_icon"/><arg direction="in" type="s" name="summary"/>
<arg direction="in" type="s" name="body"/><arg direction="in" type="as" name="actions"/>
<arg direction="in" type="a{{sv}}" name="hints"/><arg direction="in" type="i" name="expire_timeout"/>
<arg direction="out" type="u" name="id"/></method>
<method name="CloseNotification"><arg direction="in" type="u" name="id"/></method>
<method name="GetCapabilities"><arg direction="out" type="as" name="capabilities"/></method>
<method name="GetServerInformation"><arg direction="out" type="s"/><arg direction="out" type="s"/>
<arg direction="out" type="s"/><arg direction="out" type="s"/></method>
<signal name="NotificationClosed"><arg type="u" name="id"/><arg type="u" name="reason"/></signal>
<signal name="ActionInvoked"><arg type="u" name="id"/><arg type="s" name="action_key"/></signal>
</interface></node>"""


@dataclass(frozen=True)
class Seen:
    """A notification as the desktop got it."""

    id: int
    app: str
    summary: str
    body: str
    actions: dict[str, str]


class Bus:
    """A session bus in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:dir={folder}"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()

    def end(self) -> None:
        if self._daemon.poll() is not None:
            return
        self._daemon.terminate()
        self._daemon.wait(SOON_SECONDS)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()


@dataclass
class RecordingDesktop:
    """The notification service; `capabilities` are what it says it can do, and a mute one never answers."""

    address: str
    capabilities: tuple[str, ...] = ("actions", "body", "body-markup")
    is_mute: bool = False
    shown: list[Seen] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus: MessageBus = self._do(self._begin())

    def wait_for(self, is_so: Callable[[RecordingDesktop], bool]) -> None:
        """Return once it is so."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_so(self), SOON_SECONDS), (self.shown, self.closed)

    def press(self, seen: Seen, key: str) -> None:
        """Press a button, and let the notification go, as desktops do."""
        self._tell("ActionInvoked", "us", [seen.id, key])
        self._tell("NotificationClosed", "uu", [seen.id, 2])

    def dismiss(self, seen: Seen) -> None:
        """Close a notification without an answer."""
        self._tell("NotificationClosed", "uu", [seen.id, 2])

    def end(self) -> None:
        """Leave the bus."""
        self._do(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SOON_SECONDS)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SOON_SECONDS)

    async def _begin(self) -> MessageBus:
        bus = await MessageBus(self.address).connect()
        bus.add_message_handler(self._answer)
        await bus.request_name(NAME, NameFlag.DO_NOT_QUEUE)
        return bus

    async def _leave(self) -> None:
        self._bus.disconnect()
        with contextlib.suppress(EOFError, OSError):  # some tests end the bus under it
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
        if self._bus._sock is not None:
            self._bus._sock.close()

    def _tell(self, signal: str, signature: str, body: list[Any]) -> None:
        message = Message.new_signal(PATH, NAME, signal, signature, body)
        self._loop.call_soon_threadsafe(self._bus.send, message)

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        if message.member == "Notify":
            return True if self.is_mute else Message.new_method_return(message, "u", [self._note(message.body)])
        if message.member == "CloseNotification":
            self._note_closed(message.body[0])
            return Message.new_method_return(message)
        plain: dict[str, tuple[str, list[Any]]] = {
            "Introspect": ("s", [INTROSPECTION]),
            "GetServerInformation": ("ssss", ["Recorder", "tests", "1", "1.2"]),
            "GetCapabilities": ("as", [list(self.capabilities)]),
        }
        known = plain.get(message.member or "")
        return None if known is None else Message.new_method_return(message, *known)

    def _note(self, body: list[Any]) -> int:
        app, _, _, summary, text, actions, _, _ = body
        with self._changed:
            seen = Seen(len(self.shown) + 1, app, summary, text, dict(zip(actions[::2], actions[1::2], strict=True)))
            self.shown.append(seen)
            self._changed.notify_all()
        return seen.id

    def _note_closed(self, notification: int) -> None:
        with self._changed:
            self.closed.append(notification)
            self._changed.notify_all()
