"""`remind`: reminders made, changed and answered, a tick, and the system's timer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.room import NOON, Answer, HandClock, make_room, sat
from tests.engine.prompt_room import HandChannel

from practice_tui.adapters.reminders.kept import KeptReminders
from practice_tui.domain.errors import TimerRefused
from practice_tui.engine.outlook import RecordOutlook
from practice_tui.engine.prompting import Prompting
from practice_tui.engine.prompts import TimerFile
from practice_tui.engine.reminders import Reminders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cli.room import Call, Room

KEYS = [
    "id",
    "kind",
    "practice",
    "minutes",
    "at",
    "moments",
    "window",
    "days",
    "quiet",
    "words",
    "paused",
    "next",
]


class Household:
    """Calls `practice` at 13:00 in Madrid on a Friday, with reminders in the test's own folder."""

    def __init__(self, practice: Call, home: Path) -> None:
        self._practice = practice
        self.room: Room = make_room()
        self.clock: HandClock = self.room.clock
        self.channels = [HandChannel("desktop")]
        self.is_sitting = False
        keeper = KeptReminders(home / "config" / "reminders.json", home / "state" / "delivered.json")
        services = self.room.services
        outlook = RecordOutlook(
            clock=self.clock,
            records=self.room.store.records,
            practices=services.shelf.practices,
            someone_sits=lambda: self.is_sitting,
        )
        book = Reminders(
            clock=self.clock,
            settings=services.settings,
            shelf=services.shelf,
            keeper=keeper,
            records=self.room.store.records,
        )
        prompting = Prompting(
            clock=self.clock,
            keeper=keeper,
            day_start_hour=lambda: 4,
            prompt_words=lambda: services.settings.read().prompt_words,
            outlook=lambda: RecordOutlook(
                clock=self.clock,
                records=self.room.store.records,
                practices=services.shelf.practices,
                someone_sits=outlook.someone_sits,
            ),
        )
        self.services = replace(
            services,
            reminders=lambda: book,
            prompting=lambda: prompting,
            notifiers=lambda _is_focused: self.channels,
        )

    def __call__(self, *arguments: str) -> Answer:
        return self._practice(*arguments, services=self.services)

    def document(self, *arguments: str) -> Any:
        answer = self(*arguments, "--json")
        assert answer.code == 0, answer
        return answer.document

    def pass_minutes(self, minutes: float) -> None:
        self.clock.passed += minutes * 60


@pytest.fixture
def household(practice: Call, home: Path) -> Household:
    return Household(practice, home)


def test_a_reminder_is_made_listed_and_taken_away(household: Household) -> None:
    made = household.document(
        "remind",
        "add",
        "--at",
        "7:30",
        "--days",
        "mon,wed",
        "--practice",
        "nurturance",
        "-m",
        "12",
        "--quiet",
        "22:00-06:00",
    )
    assert list(made) == KEYS
    assert made == {
        "id": "nurturance",
        "kind": "daily",
        "practice": "nurturance",
        "minutes": 12.0,
        "at": "07:30",
        "moments": None,
        "window": None,
        "days": ["mon", "wed"],
        "quiet": "22:00-06:00",
        "words": None,
        "paused": False,
        "next": "2026-11-23T06:30:00.000Z",
    }
    assert household.document("remind", "list") == [made]
    head, line = household("remind", "list").out.splitlines()
    assert head.split() == ["id", "practice", "length", "when", "next"]
    assert line == "nurturance  nurturance  12m     at 07:30 on mon,wed, quiet 22:00-06:00  Mon 07:30"
    assert household("remind", "remove", "nurturance").out.startswith("removed: nurturance: nurturance 12m, at 07:30")
    assert household.document("remind", "list") == []
    assert "practice remind add" in household("remind", "list").out


def test_small_moments_are_made_and_do_not_tell_their_time(household: Household) -> None:
    made = household.document("remind", "add", "--moments", "3", "--window", "9:00-17:00", "--practice", "steadying")
    assert (made["kind"], made["moments"], made["window"], made["at"]) == ("moments", 3, "09:00-17:00", None)
    assert made["minutes"] == 3.0
    line = household("remind", "list").out.splitlines()[1]
    assert "3 a day within 09:00-17:00" in line
    assert line.endswith(", some time")


def test_an_edit_pause_and_resume(household: Household) -> None:
    household.document("remind", "add", "--at", "07:30", "--practice", "nurturance")
    edited = household.document("remind", "edit", "nurturance", "--at", "08:00", "--quiet", "off", "--words", "plain")
    assert (edited["at"], edited["words"]) == ("08:00", "plain")
    assert household("remind", "pause", "nurturance").out == "paused: nurturance: nurturance 10m, at 08:00\n"
    paused = household.document("remind", "list")[0]
    assert (paused["paused"], paused["next"]) == (True, None)
    assert household("remind", "list").out.splitlines()[1].endswith("paused")
    resumed = household.document("remind", "resume", "nurturance")
    assert (resumed["paused"], resumed["next"]) == (False, "2026-11-21T07:00:00.000Z")


def test_a_tick_delivers_once_and_says_it_in_words_or_in_json(household: Household) -> None:
    assert household("remind", "tick").out == ""
    assert household.document("remind", "tick") == {"delivered": [], "held": []}
    household.document("remind", "add", "--at", "12:55", "--practice", "nurturance")
    household.document("remind", "add", "--at", "12:50", "--practice", "gratitude", "-m", "15")
    assert household.document("remind", "tick") == {
        "delivered": [
            {
                "reminder": "nurturance",
                "practice": "nurturance",
                "day": "2026-11-20",
                "minutes": 10.0,
                "channels": ["desktop"],
            },
            {
                "reminder": "gratitude",
                "practice": "gratitude",
                "day": "2026-11-20",
                "minutes": 15.0,
                "channels": ["desktop"],
            },
        ],
        "held": [],
    }
    assert household("remind", "tick").out == ""
    household.pass_minutes(24 * 60)
    assert household("remind", "tick").out.splitlines() == [
        "A quiet moment, if you like: 2 minutes would do",
        "The many hands, if you like: 8 minutes would do",
    ]


def test_held_prompts_say_why(household: Household) -> None:
    household.document("remind", "add", "--at", "12:55", "--practice", "nurturance", "--quiet", "12:00-14:00")
    held = {"reminder": "nurturance", "because": "quiet hours last until 14:00"}
    assert household.document("remind", "tick") == {"delivered": [], "held": [held]}
    household.document("remind", "edit", "nurturance", "--quiet", "off")
    household.is_sitting = True
    assert household.document("remind", "tick")["held"][0]["because"] == "a sitting is running"


def test_who_has_sat_today_is_not_asked(household: Household) -> None:
    household.document("remind", "add", "--at", "12:55", "--practice", "nurturance")
    household.room.store.add(sat(NOON.replace(hour=6), 5))
    assert household.document("remind", "tick") == {"delivered": [], "held": []}


def test_a_prompt_no_channel_took_waits_in_the_status_line_until_it_is_answered(household: Household) -> None:
    household.channels.clear()
    household.document("remind", "add", "--at", "12:55", "--practice", "nurturance")
    assert household.document("remind", "tick")["delivered"][0]["channels"] == []
    assert household("today").out.endswith(", a prompt waits\n")
    assert household("today").out.count("\n") == 1
    household.room.store.add(sat(NOON, 5))
    assert "waits" not in household("today").out


@pytest.mark.parametrize(("arguments", "clock"), [((), "13:10"), (("-m", "30"), "13:30"), (("-m", "1h"), "14:00")])
def test_a_snooze_says_when_it_comes_again(household: Household, arguments: tuple[str, ...], clock: str) -> None:
    household.document("remind", "add", "--at", "12:55", "--practice", "nurturance")
    household("remind", "tick")
    assert household("remind", "snooze", "nurturance", *arguments).out == f"nurturance comes again at {clock}\n"
    household.pass_minutes(9)
    assert household.document("remind", "tick")["delivered"] == []
    household.pass_minutes(51)
    assert len(household.document("remind", "tick")["delivered"]) == 1


def test_not_today(household: Household) -> None:
    household.document("remind", "add", "--at", "13:05", "--practice", "nurturance")
    assert household.document("remind", "snooze", "nurturance", "--not-today") == {
        "reminder": "nurturance",
        "until": None,
        "silent_on": "2026-11-20",
    }
    household.pass_minutes(10)
    assert household.document("remind", "tick") == {"delivered": [], "held": []}
    household.pass_minutes(24 * 60)
    assert len(household.document("remind", "tick")["delivered"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("add",), 2, "--practice"),
        (("add", "--practice", "nurturance"), 1, "give one such as --at 07:30"),
        (("add", "--practice", "nurturance", "--at", "25:00"), 2, "--at: '25:00' is no time of day"),
        (("add", "--practice", "nurturance", "--at", "07:00", "--days", "mon,funday"), 2, "'funday' is no day"),
        (("add", "--practice", "nurturance", "--at", "07:00", "--quiet", "never"), 2, "write it like 22:00-07:00"),
        (("add", "--practice", "nurturance", "--at", "07:00", "-m", "open"), 2, "a prompt offers a length"),
        (("add", "--practice", "nurturance", "--at", "07:00", "-m", "1"), 1, "it goes from 2m to 30m"),
        (("add", "--practice", "nurturanc", "--at", "07:00"), 1, "did you mean 'nurturance'?"),
        (("add", "--practice", "nurturance", "--moments", "7", "--window", "9:00-17:00"), 2, "--moments"),
        (("add", "--practice", "gratitude", "--moments", "1", "--window", "9:00-17:00"), 1, "five minutes"),
        (("add", "--practice", "steadying", "--moments", "3", "--window", "9:00-10:00"), 1, "ask for fewer"),
        (("edit", "morning"), 2, "nothing was said to change"),
        (("edit", "morning", "--at", "07:00"), 1, "nor any other"),
        (("remove", "x\x1b]0;owned\x07"), 1, r"x\x1b"),
        (("snooze", "morning"), 1, "nor any other"),
        (("snooze", "morning", "-m", "open"), 2, "choose from 10, 30, 60"),
        (("snooze", "morning", "-m", "20"), 1, "choose from 10, 30, 60"),
        (("snooze", "morning", "-m", "10", "--not-today"), 2, "can't be both"),
        (("tick", "now"), 2, "now"),
        (("lst",), 2, "did you mean 'list'?"),
    ],
)
def test_what_cannot_be_is_one_line(household: Household, arguments: tuple[str, ...], code: int, words: str) -> None:
    answer = household("remind", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err
    assert answer.err.startswith("error: ")
    assert answer.err[:-1].isprintable()


def test_without_a_time_the_usual_one_is_suggested(household: Household) -> None:
    for day in range(10, 19):
        household.room.store.add(sat(NOON.replace(day=day, hour=6, minute=2), 10))
    answer = household("remind", "add", "--practice", "nurturance")
    assert answer.code == 1
    assert answer.err == "error: no time was said; you often sit at about 07:00, so perhaps --at 07:00\n"


def test_what_quiet_hours_will_do_is_a_note(household: Household) -> None:
    answer = household("remind", "add", "--practice", "nurturance", "--at", "23:00", "--quiet", "22:00-07:00")
    assert answer.code == 0
    assert answer.err.startswith("note: quiet hours hold this prompt until it is too late")


def test_reminders_that_cannot_be_read_are_said_and_nothing_breaks(household: Household, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "reminders.json").write_text("{", "utf-8")
    for arguments in (("list",), ("tick",), ("add", "--practice", "nurturance", "--at", "07:00")):
        answer = household("remind", *arguments)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("error: the reminders can't be read")
    assert household("today").code == 0


# The trial and the system's timer.


class HandTimer:
    """A timer of the system in memory."""

    name = "hand timer"

    def __init__(self, *, usable: bool = True, refuses: bool = False) -> None:
        self._usable = usable
        self._refuses = refuses
        self.is_installed = False

    def usable(self) -> bool:
        return self._usable

    def files(self) -> Sequence[TimerFile]:
        return [TimerFile(Path("/units/practice.timer"), "[Timer]\nOnCalendar=*:0/5\n")]

    def commands(self) -> Sequence[Sequence[str]]:
        return [["timerctl", "enable", "a name"]]

    def install(self) -> None:
        if self._refuses:
            raise TimerRefused("the system said no; nothing is left behind; try again later")
        self.is_installed = True

    def uninstall(self) -> bool:
        was, self.is_installed = self.is_installed, False
        return was

    def program(self) -> Path | None:
        return Path("/bin/practice") if self.is_installed else None


@pytest.fixture
def timer(monkeypatch: pytest.MonkeyPatch) -> HandTimer:
    timer = HandTimer()
    monkeypatch.setattr("practice_tui.bootstrap_reminders.system_timer", lambda: timer)
    return timer


def test_install_shows_everything_and_wants_a_yes(household: Household, timer: HandTimer) -> None:
    answer = household("remind", "install")
    assert (answer.code, timer.is_installed) == (1, False)
    assert answer.err == "error: nothing was set up; practice remind install --yes does it without asking\n"
    for shown in ("/units/practice.timer", "    OnCalendar=*:0/5", "    $ timerctl enable 'a name'"):
        assert shown in answer.out.splitlines()


def test_install_with_a_yes_sets_it_up_and_tries_it(household: Household, timer: HandTimer) -> None:
    answer = household("remind", "install", "--yes")
    assert (answer.code, answer.err, timer.is_installed) == (0, "", True)
    assert answer.out.splitlines()[-2:] == [
        "hand timer: set up; practice remind uninstall takes it away",
        "a trial prompt was sent: desktop",
    ]
    assert len(household.channels[0].got) == 1
    assert household.document("remind", "install", "--yes") == {
        "timer": "hand timer",
        "files": [{"path": "/units/practice.timer", "text": "[Timer]\nOnCalendar=*:0/5\n"}],
        "commands": [["timerctl", "enable", "a name"]],
        "channels": ["desktop"],
    }


def test_uninstall_leaves_reminders(household: Household, timer: HandTimer) -> None:
    household.document("remind", "add", "--at", "07:30", "--practice", "nurturance")
    household("remind", "install", "--yes")
    assert household("remind", "uninstall").out == "the timer is taken away; reminders stay\n"
    assert not timer.is_installed
    assert household.document("remind", "uninstall") == {"timer": "hand timer", "removed": False}
    assert len(household.document("remind", "list")) == 1


@pytest.mark.parametrize("found", [None, HandTimer(usable=False), HandTimer(refuses=True)])
def test_where_there_is_no_timer_that_is_said(
    household: Household, monkeypatch: pytest.MonkeyPatch, found: HandTimer | None
) -> None:
    monkeypatch.setattr("practice_tui.bootstrap_reminders.system_timer", lambda: found)
    answer = household("remind", "install", "--yes", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "; " in answer.err
    assert household("remind", "uninstall").code == 0


def test_a_trial_says_which_way_it_came(household: Household) -> None:
    assert household("remind", "test").out == "a trial prompt was sent: desktop\n"
    [prompt] = household.channels[0].got
    assert prompt.words == "This is how a prompt will come: nothing to do now"
    household.channels[:] = [HandChannel("desktop", takes=False)]
    answer = household("remind", "test", "--json")
    assert (answer.code, json.loads(answer.out)) == (1, {"channels": []})
    assert household.document("remind", "tick") == {"delivered": [], "held": []}
