"""The name under which this machine writes its part of the log.

Owns `state/device`: a name made once by chance, beside a hash that ties it to this machine and this folder. A copied
home folder doesn't bear the hash out and gets a name of its own, so that no two places ever write one file. Nothing
about the machine can be read from the name.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from practice_tui.adapters.storage.disk import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from practice_tui.adapters.storage.disk import Disk

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_NAME_LENGTH = 8
_LINUX_PLACES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


class Device:
    """Knows this device's name, and makes it where there is none."""

    def __init__(self, state_folder: Path, disk: Disk, machine: Callable[[], str] | None = None) -> None:
        self._path = state_folder / "device"
        self._disk = disk
        self._machine = machine or machine_name
        self._name: str | None = None

    def name(self, is_taken: Callable[[str], bool]) -> str:
        """Return the device's name; make one that isn't taken if there is none. Only under the lock of the record.

        Raises:
            OSError: a new name could not be written down.
        """
        if self._name is None:
            self._name = self._known() or self._made(is_taken)
        return self._name

    def _known(self) -> str | None:
        if self._disk.facts(self._path) is None:
            return None
        try:
            noted = json.loads(self._disk.read(self._path))
            name, machine = noted["device"], noted["machine"]
        except (ValueError, TypeError, KeyError):
            return None  # a damaged note costs a new name, and that only a further file
        return name if machine == self._fingerprint() and _is_name(name) else None

    def _made(self, is_taken: Callable[[str], bool]) -> str:
        while True:
            name = "".join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(_NAME_LENGTH))
            if not is_taken(name):
                break
        note = {"device": name, "machine": self._fingerprint()}
        write_whole(self._disk, self._path, json.dumps(note).encode() + b"\n")
        return name

    def _fingerprint(self) -> str:
        from hashlib import sha256  # noqa: PLC0415 - most commands only read and never ask

        return sha256(f"{self._machine()}\n{os.path.realpath(self._path)}".encode()).hexdigest()[:32]


def _is_name(name: object) -> bool:
    return isinstance(name, str) and len(name) == _NAME_LENGTH and all(letter in _LETTERS for letter in name)


def machine_name() -> str:
    """Return what the system calls this machine for good, or the name of the host where it has nothing better."""
    if sys.platform == "win32":
        return _windows_machine()
    if sys.platform == "darwin":
        return _mac_machine()
    for place in _LINUX_PLACES:
        try:
            if found := Path(place).read_text(encoding="ascii", errors="replace").strip():
                return found
        except OSError:  # not every system has it
            continue
    return os.uname().nodename


if sys.platform == "win32":

    def _windows_machine() -> str:
        """Return what the registry has; untried."""
        import winreg  # noqa: PLC0415 - only this system has it

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])


if sys.platform == "darwin":

    def _mac_machine() -> str:
        """Return what gethostuuid(2) has; untried."""
        import ctypes  # noqa: PLC0415 - only this system needs it

        place = (ctypes.c_ubyte * 16)()
        at_once = (ctypes.c_long * 2)(0, 0)
        if ctypes.CDLL(None).gethostuuid(place, at_once) == 0:
            return bytes(place).hex()
        return os.uname().nodename
