"""Power cuts, kills, full disks and two processes at once: what was acknowledged is there, and nothing else is.

The machine below lives through histories that Hypothesis makes up. After every step each way in which the disk might
be found is looked at with a program that starts anew: as it stands, with nothing that was not synced, with parts of it.
`PRACTICE_CRASH_HISTORIES=5000 pytest tests/adapters/storage/test_crashes.py` lives through so many, others each time.
"""

from __future__ import annotations

import errno
import os
import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from tests.adapters.storage.crash_disk import PLENTY, CrashDisk, CrashLock, Killed, Machine, NoLock, Trouble

from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.errors import NotFound, NotSaved
from practice_tui.domain.record import Ending, SessionRecord

if TYPE_CHECKING:
    from practice_tui.adapters.storage.lock import Lock

HOME = Path("/home/person")
START = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
ABSENT, REMOVED = "absent", "removed"
NUMBERS = st.integers(0, 5)
HISTORIES = int(os.environ.get("PRACTICE_CRASH_HISTORIES", "0"))
BOUNDED = settings(max_examples=HISTORIES or 500, stateful_step_count=16, derandomize=not HISTORIES, database=None)


def sitting(number: int, note: str = "") -> SessionRecord:
    return SessionRecord(
        id=f"sitting-{number}", practice="gratitude", planned_seconds=720.0, seconds=719.5, start=START,
        end=START + timedelta(minutes=12), zone="UTC", offset_minutes=0, day=START.date(), ending=Ending.FINISHED,
        source="app", note=note,
    )  # fmt: skip


class Wish(NamedTuple):
    """What a person wants of the record; `note` is for an edit."""

    do: str
    numbers: tuple[int, ...]
    note: str = ""

    def ask(self, store: LogSessionStore) -> None:
        if self.do == "add":
            store.add_all([sitting(number) for number in self.numbers])
        elif self.do == "edit":
            store.edit(sitting(self.numbers[0], self.note))
        else:
            store.remove(f"sitting-{self.numbers[0]}")

    def outcome(self, present: str) -> str:
        """How a sitting stands after this was done."""
        if self.do == "add":
            return "" if present == ABSENT else present
        return self.note if self.do == "edit" else REMOVED


class Mishap(NamedTuple):
    """What goes wrong at the `turn`-th disk call of a kind; `wish` is what the other process then asks for."""

    call: str
    turn: int
    kind: str
    wish: Wish


adding = st.lists(NUMBERS, min_size=1, max_size=3, unique=True).map(lambda numbers: Wish("add", tuple(numbers)))
changing = st.builds(
    Wish, st.sampled_from(["edit", "remove"]), st.tuples(NUMBERS), st.text("abc", min_size=1, max_size=3)
)
wishes = adding | changing
mishaps = st.builds(
    Mishap,
    # Most depends on what happens while a line is written and synced.
    st.sampled_from(["write", "sync", "write", "sync", "truncate", "sync_folder", "handle_facts", "read", "open",
                     "facts", "names", "make_folder", "replace", "remove"]),
    st.sampled_from([0, 0, 1, 2]),
    st.sampled_from(["full", "broken", "killed", "other"]),
    wishes,
)  # fmt: skip


class LivesThroughCrashes(RuleBasedStateMachine):
    """Two processes on one machine, and what of each sitting may be found."""

    careless: ClassVar[frozenset[str]] = frozenset()
    has_lock: ClassVar[bool] = True

    @initialize()
    def begin(self) -> None:
        self.machine = Machine()
        CrashDisk(self.machine).make_folder(HOME)
        self.now = START
        self.possible = {number: {ABSENT} for number in range(6)}
        self.start_both()

    def start_both(self) -> None:
        self.disks = [CrashDisk(self.machine, self.careless) for _ in range(2)]
        self.stores = [self.open(disk) for disk in self.disks]

    def open(self, disk: CrashDisk) -> LogSessionStore:
        lock: Lock = CrashLock(disk, HOME / "lock") if self.has_lock else NoLock()
        return LogSessionStore(
            HOME / "data", HOME / "state", lambda: self.now, disk=disk, lock=lock, view_worth_bytes=0
        )

    @rule(who=st.integers(0, 1), wish=wishes, mishaps=st.lists(mishaps, max_size=2), step=st.integers(-5, 9))
    def change(self, who: int, wish: Wish, mishaps: list[Mishap], step: int) -> None:
        self.now += timedelta(milliseconds=step)
        disk = self.disks[who]
        meanwhile: set[int] = set()

        def happening(mishap: Mishap) -> Trouble:
            def happen() -> None:
                if mishap.kind == "killed":
                    disk.kill()
                if mishap.kind == "other":
                    if self.try_out(1 - who, mishap.wish, set()):
                        meanwhile.update(mishap.wish.numbers)
                    return
                raise OSError(errno.ENOSPC if mishap.kind == "full" else errno.EIO, "refused")

            return Trouble(mishap.call, mishap.turn, happen)

        disk.expect([happening(mishap) for mishap in mishaps])
        self.try_out(who, wish, meanwhile)
        disk.expect([])
        self.look(len(mishaps))

    def try_out(self, who: int, wish: Wish, meanwhile: set[int]) -> bool:
        """Ask for it, and note what may be found from now on; return whether it was acknowledged."""
        acknowledged = False
        with suppress(NotFound, NotSaved, Killed):
            wish.ask(self.stores[who])
            acknowledged = True
        for number in wish.numbers:
            before = self.possible[number]
            after = {wish.outcome(present) for present in before}
            # What the other process was told in the meantime may stand before or after this.
            self.possible[number] = after if acknowledged and number not in meanwhile else before | after
        if self.disks[who].is_killed:
            self.disks[who] = CrashDisk(self.machine, self.careless)
            self.stores[who] = self.open(self.disks[who])
        return acknowledged

    @rule(who=st.integers(0, 1))
    def start_anew(self, who: int) -> None:
        self.disks[who] = CrashDisk(self.machine, self.careless)
        self.stores[who] = self.open(self.disks[who])

    @rule(seed=st.integers(0, 2**16), mood=st.sampled_from(["nothing unsynced", "everything", "mixed"]))
    def cut_power(self, seed: int, mood: str) -> None:
        self.machine = self.machine.after_power_cut(random.Random(seed), mood)
        self.start_both()
        self.look(seed)

    @rule(free_bytes=st.integers(0, 3000))
    def fill_disk(self, free_bytes: int) -> None:
        self.machine.free_bytes = free_bytes

    @precondition(lambda self: self.machine.free_bytes < PLENTY // 2)
    @rule()
    def make_room(self) -> None:
        self.machine.free_bytes = PLENTY

    def look(self, seed: int) -> None:
        """See what programs find that run or start now, and what they would find after a power cut."""
        for store in self.stores:
            self.compare(store)
        chance = random.Random(seed)
        for mood in ("everything", "nothing unsynced", "mixed", "mixed"):
            self.compare(self.open(CrashDisk(self.machine.after_power_cut(chance, mood))))

    def compare(self, store: LogSessionStore) -> None:
        notes = {record.id: record for record in store.records()}
        for number, possible in self.possible.items():
            record = notes.pop(f"sitting-{number}", None)
            if record is None:
                assert possible & {ABSENT, REMOVED}, f"sitting {number} is lost; it should be one of {possible}"
            else:
                assert record.note in possible, f"sitting {number} is {record.note!r}, not one of {possible}"
                assert record == replace(sitting(number), note=record.note)
        assert not notes, "sittings that nobody sat"


class ForgetsToSync(LivesThroughCrashes):
    careless = frozenset({"sync"})


class ForgetsToSyncFolders(LivesThroughCrashes):
    careless = frozenset({"sync_folder"})


class ForgetsTheLock(LivesThroughCrashes):
    has_lock = False


def test_nothing_acknowledged_is_lost_and_nothing_is_invented() -> None:
    run_state_machine_as_test(LivesThroughCrashes, settings=BOUNDED)


@pytest.mark.parametrize("mutant", [ForgetsToSync, ForgetsToSyncFolders, ForgetsTheLock])
def test_a_program_that_forgets_something_is_found_out(mutant: type[LivesThroughCrashes]) -> None:
    # Devices have names made by chance, so that no two searches are the same; one ends where something is found.
    searching = settings(BOUNDED, max_examples=5000, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError, match=r"is lost|not one of"):
        run_state_machine_as_test(mutant, settings=searching)
