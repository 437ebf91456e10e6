"""On macOS, a Python that isn't a signed app is told from one that is, before anything is dropped in silence.

The system's own answers are stood in for: there is no macOS here.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from practice_tui.adapters.reminders import waiter


@pytest.mark.parametrize(("is_bundle", "is_signed"), [(False, False), (True, False)])
async def test_what_macos_would_drop_in_silence_is_refused_aloud(
    monkeypatch: pytest.MonkeyPatch, *, is_bundle: bool, is_signed: bool
) -> None:
    support = SimpleNamespace(is_bundle=lambda: is_bundle, is_signed_bundle=lambda: is_signed)
    monkeypatch.setitem(sys.modules, "desktop_notifier.backends.macos_support", support)
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(waiter.Unreached, match="in silence"):
        await waiter._desktop()


def test_a_signed_app_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    support = SimpleNamespace(is_bundle=lambda: True, is_signed_bundle=lambda: True)
    monkeypatch.setitem(sys.modules, "desktop_notifier.backends.macos_support", support)
    waiter._refuse_what_macos_drops()


def test_the_reason_is_one_line_whatever_a_library_says() -> None:
    assert waiter._reason(waiter.Unreached("as it is")) == "as it is"
    assert waiter._reason(OSError("two\nlines")) == "no notification service answers (two lines)"
    assert waiter._reason(TimeoutError()) == "no notification service answers (TimeoutError)"
