from __future__ import annotations

from dataclasses import fields

import pytest

from practice_tui.domain.errors import SettingRefused
from practice_tui.engine.settings import CHOICES, LIMITS, Settings, changed, meaning


@pytest.mark.parametrize("name", [each.name for each in fields(Settings)])
def test_every_setting_says_what_it_is_for_and_takes_its_own_default(name: str) -> None:
    assert meaning(name)
    default = getattr(Settings(), name)
    assert changed(Settings(), name, default) == Settings()
    if not isinstance(default, str) or default:
        assert changed(Settings(), name, str(default)) == Settings()
    if name in LIMITS:
        low, high = LIMITS[name]
        assert low <= default <= high
    if name in CHOICES:
        assert default in CHOICES[name]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("usual_minutes", "12,5", 12.5),
        ("day_start_hour", "0", 0),
        ("show_time", "Off", False),
        ("voice", "yes", True),
        ("motion", "still", "still"),
        ("device", "Built-in", "Built-in"),
    ],
)
def test_text_is_understood_as_what_the_setting_is(name: str, value: str, wanted: object) -> None:
    assert getattr(changed(Settings(), name, value), name) == wanted


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("moton", "still", "did you mean 'motion'?"),
        ("motion", "fast", "full, calm, still"),
        ("device", 5, "can't be 5"),
        ("show_time", "perhaps", "is yes or no"),
        ("volume_bells", "101", "from 0 to 100"),
        ("volume_bells", "loud", "a number from 0 to 100"),
        ("volume_bells", "7.5", "a number from 0 to 100"),
        ("usual_minutes", "0.5", "from 1 to 180"),
        ("usual_minutes", "nan", "from 1 to 180"),
        ("day_start_hour", "13", "from 0 to 12"),
    ],
)
def test_what_a_setting_cannot_take_is_refused_in_words(name: str, value: object, said: str) -> None:
    with pytest.raises(SettingRefused, match=said.replace("?", r"\?")):
        changed(Settings(), name, value)
