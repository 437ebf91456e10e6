"""A line in the status bar of the person's tmux, and what tmux knows of the terminal around it.

Owns how text is made harmless for tmux, which runs commands that stand in a message as ``#(…)``: no such character
gets there. Refuses any server but the person's own default one, or the one this process runs in.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from practice_tui.adapters.reminders.wording import shown
from practice_tui.engine.prompts import Reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from practice_tui.engine.prompts import Prompt

SHOWN_MILLISECONDS = 15_000
"""How long the line stays, unless a key is pressed; tmux's own default is less than a second."""

_LONGEST_SECONDS = 0.6
"""How long one call may take; a delivery makes at most three, and is done within two seconds."""

_LOOKALIKES = str.maketrans({"#": "\uff03", "%": "\uff05", "\\": "\uff3c"})


class OuterTerminal(NamedTuple):
    """The terminal around tmux: its TERM, what it answers when asked for its name, and whether tmux lets through."""

    term: str
    kind: str
    passes_on: bool


def outer_terminal(environment: Mapping[str, str]) -> OuterTerminal | None:
    """Ask tmux for the terminal it is attached to; None where it doesn't say."""
    pane = environment.get("TMUX_PANE", "")
    target = ("-t", pane) if pane else ()
    asked = "#{client_termname}\t#{client_termtype}\t#{allow-passthrough}"
    said = _tmux(environment, "display-message", "-p", *target, asked)
    term, _, rest = (said or "").rstrip("\n").partition("\t")
    kind, found, allowed = rest.partition("\t")
    if not term or not found:
        return None
    # A tmux before 3.3 has no such option and always passes on.
    return OuterTerminal(term, kind, passes_on=allowed in {"", "1", "on", "all"})


class TmuxNotifier:
    """Implements Notifier by the status bar of a running tmux."""

    name = "tmux"

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Take the environment that says which server is meant."""
        self._environment = environment

    def deliver(self, prompt: Prompt) -> bool:
        """Show the words in the status bar of the client that was used last."""
        clients = self._clients()
        return bool(clients) and self._show(clients[0], harmless(f"Practice: {shown(prompt.words)}"))

    def reach(self) -> Reach:
        """Say whether a tmux runs with somebody looking at it."""
        if shutil.which("tmux") is None:
            return Reach(ok=False, detail="tmux isn't here")
        clients = self._clients()
        if not clients:
            return Reach(ok=False, detail="no tmux is open")
        return Reach(ok=True, detail="the status bar of the tmux that is open")

    def _clients(self) -> list[str]:
        """Return the clients by their terminals, the one that was used last first."""
        said = _tmux(self._environment, "list-clients", "-F", "#{client_activity} #{client_name}") or ""
        clients = sorted((line.split(" ", 1) for line in said.splitlines() if " " in line), reverse=True)
        return [name for _, name in clients]

    def _show(self, client: str, line: str) -> bool:
        to_client = ("display-message", "-c", client)
        stays = ("-d", str(SHOWN_MILLISECONDS))  # unknown before tmux 3.2
        return _tmux(self._environment, *to_client, *stays, line) is not None or (
            _tmux(self._environment, *to_client, line) is not None
        )


def harmless(line: str) -> str:
    """Return a line in which tmux finds no format, no command, no style, and no option."""
    return line.translate(_LOOKALIKES).lstrip("-")


def _tmux(environment: Mapping[str, str], *arguments: str) -> str | None:
    """Return what tmux answers, or None where it isn't there, refuses or takes too long."""
    tmux = shutil.which("tmux", path=environment.get("PATH"))
    if tmux is None:
        return None
    command: Sequence[str] = (tmux, "-u", *arguments)
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=_LONGEST_SECONDS,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None
