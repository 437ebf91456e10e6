"""What keeping the record costs, beside stock TinyDB and SQLite, at 1,000, 11,000 and 100,000 sittings.

Run: ``python benchmarks/storage.py [COUNT …]``. Three sittings a day for ten years are 11,000.

* insert: one more sitting into an open store, until it is on disk (TinyDB doesn't wait for the disk); the median.
* open and summarise: from importing the store to the whole summary that `practice stats` shows (for TinyDB and SQLite:
  the sum of seconds, which is less). Each start is a Python process of its own; shown is the least of several, less the
  least that the same takes with an empty record, on the clock and in time of the processor: what else the machine does
  adds to a run and never takes away. The last column is the same without the view, as after a change of all files.

The aims: opening ten years and summarising takes under 150 ms more than an empty start, and one more sitting costs the
same at 100 as at 100,000.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from tinydb import TinyDB

from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.record import Ending, SessionRecord, as_plain, uuid7

NOW = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)
RUNS = 7

OURS = """
from datetime import UTC, date, datetime
from pathlib import Path
from practice_tui.adapters.storage.sessions import LogSessionStore
from practice_tui.domain.statistics import Rules, summarise
now = datetime(2026, 11, 21, 6, 10, tzinfo=UTC)
store = LogSessionStore(folder / "data", folder / "state", lambda: now)
summarise(store.records(), date(2026, 11, 21), now, Rules())
"""
OURS_WITHOUT_VIEW = "(folder / 'state' / 'view.json').unlink(missing_ok=True)" + OURS
TINYDB = """
from tinydb import TinyDB
sum(row["seconds"] for row in TinyDB(folder / "stock.json"))
"""
SQLITE = """
import sqlite3
sqlite3.connect(folder / "stock.sqlite").execute("select sum(seconds) from sessions").fetchone()
"""
TIMED = """
import sys, pathlib, time
folder = pathlib.Path(sys.argv[1])
begin, spent = time.perf_counter(), time.process_time()
{}
print(time.perf_counter() - begin, time.process_time() - spent)
"""


def sitting(number: int) -> SessionRecord:
    """Return one of three sittings a day."""
    start = NOW - timedelta(hours=8 * number)
    return SessionRecord(
        id=uuid7(start, number.to_bytes(10, "big")), practice="gratitude", pack="core", version="1.0",
        script_hash="ab" * 32, planned_seconds=720.0, seconds=719.5, start=start, end=start + timedelta(minutes=12),
        zone="Europe/Madrid", offset_minutes=60, day=date.fromordinal(start.toordinal()), ending=Ending.FINISHED,
        source="app", note="quiet" if number % 5 == 0 else "",
    )  # fmt: skip


def milliseconds(source: str, folder: Path) -> tuple[float, float]:
    """Return how long a process of its own takes for `source`, on the clock and of the processor."""
    command = [sys.executable, "-c", TIMED.format(source), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, processor = map(float, done.stdout.split())
    return 1000 * wall, 1000 * processor


def opening(source: str, folder: Path, empty: Path) -> tuple[float, float]:
    """Return what it takes more than with an empty record, on the clock and of the processor."""
    milliseconds(source, folder)
    both = [(milliseconds(source, folder), milliseconds(source, empty)) for _ in range(RUNS)]
    walls, processors = ([(full[kind], bare[kind]) for full, bare in both] for kind in (0, 1))
    return _least(walls), _least(processors)


def _least(pairs: list[tuple[float, float]]) -> float:
    return min(full for full, _ in pairs) - min(bare for _, bare in pairs)


def fill(folder: Path, count: int) -> tuple[LogSessionStore, TinyDB, sqlite3.Connection]:
    """Make the three stores with `count` sittings each; ours as they are saved one by one would leave them."""
    records = [sitting(number) for number in range(count)]
    store = LogSessionStore(folder / "data", folder / "state", lambda: NOW)
    for start in range(0, count, 5000):
        store.add_all(records[start : start + 5000])
    LogSessionStore(folder / "data", folder / "state", lambda: NOW).records()
    rows = [as_plain(record) for record in records]
    (folder / "stock.json").write_text(json.dumps({"_default": dict(enumerate(rows, 1))} if rows else {}))
    database = sqlite3.connect(folder / "stock.sqlite", isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table sessions (id text primary key, seconds real, row text)")
    database.execute("begin")
    database.executemany("insert into sessions values (?,?,?)", [(r["id"], r["seconds"], json.dumps(r)) for r in rows])
    database.execute("commit")
    return store, TinyDB(folder / "stock.json"), database


def inserting(folder: Path, count: int) -> tuple[float, float, float]:
    """Return the median milliseconds of one more sitting in ours, in TinyDB and in SQLite."""
    store, stock, database = fill(folder, count)
    store.records()
    ours, theirs, sql = [], [], []
    for number in range(count + 1, count + (4 if count > 50_000 else 20)):
        record = sitting(number)
        row = as_plain(record)
        begin = perf_counter()
        store.add(record)
        ours.append(perf_counter() - begin)
        begin = perf_counter()
        stock.insert(row)
        theirs.append(perf_counter() - begin)
        begin = perf_counter()
        database.execute("insert into sessions values (?,?,?)", (row["id"], row["seconds"], json.dumps(row)))
        sql.append(perf_counter() - begin)
    database.close()
    return 1000 * statistics.median(ours), 1000 * statistics.median(theirs), 1000 * statistics.median(sql)


def main() -> None:
    """Print a table."""
    counts = [int(count) for count in sys.argv[1:]] or [1_000, 11_000, 100_000]
    print("milliseconds          insert          open and summarise, more than an empty start: clock (processor)")
    print(
        f"{'sittings':>9} {'ours':>8} {'TinyDB':>9} {'SQLite':>8}"
        f" {'ours':>16} {'TinyDB':>16} {'SQLite':>16} {'without view':>16}"
    )
    with tempfile.TemporaryDirectory() as place:
        empty = Path(place) / "empty"
        empty.mkdir()
        fill(empty, 0)[2].close()
        for count in counts:
            folder = Path(place) / str(count)
            folder.mkdir()
            ours, theirs, sql = inserting(folder, count)
            opened = [opening(source, folder, empty) for source in (OURS, TINYDB, SQLITE, OURS_WITHOUT_VIEW)]
            said = " ".join(f"{f'{wall:.1f} ({processor:.1f})':>16}" for wall, processor in opened)
            print(f"{count:>9,} {ours:>8.2f} {theirs:>9.2f} {sql:>8.2f} {said}")


if __name__ == "__main__":
    main()
