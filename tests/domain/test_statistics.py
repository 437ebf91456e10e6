"""Totals, days in a row and the score, by example: one small history a test."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from practice_tui.domain.practice_day import practice_day
from practice_tui.domain.record import Ending, SessionRecord
from practice_tui.domain.statistics import CountsAs, DayCount, Rules, Statistics, Streak, explain_streak, summarise

PLAIN = Rules()
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

_numbers = itertools.count(1)


def sat(moment: str, minutes: float = 10, *, practice: str = "kind-breath", day: str = "") -> SessionRecord:
    """Return a sitting that began at a moment of UTC, such as ``2026-11-20 06:10``."""
    start = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return SessionRecord(
        id=f"{next(_numbers):032x}",
        practice=practice,
        planned_seconds=minutes * 60,
        seconds=minutes * 60,
        start=start,
        end=start + minutes * MINUTE,
        zone="UTC",
        offset_minutes=0,
        day=date.fromisoformat(day) if day else practice_day(start),
        ending=Ending.FINISHED,
        source="app",
    )


def sat_daily(first: str, count: int) -> list[SessionRecord]:
    """Return `count` sittings of ten minutes, one a day at seven in the morning."""
    start = date.fromisoformat(first)
    return [sat(f"{start + timedelta(days=number)} 07:00") for number in range(count)]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def summary(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> Statistics:
    return summarise(records, practice_day(at(moment)), at(moment), rules)


def streak(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> Streak:
    return summary(records, moment, rules).streak


def counts(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> dict[str, str]:
    return {str(count.day): str(count.counts_as) for count in explained(records, moment, rules)}


def explained(records: list[SessionRecord], moment: str, rules: Rules = PLAIN) -> tuple[DayCount, ...]:
    return explain_streak(records, practice_day(at(moment)), at(moment), rules)


class TestTotals:
    def test_a_history_without_a_sitting_is_all_zeros(self) -> None:
        found = summary([], "2026-11-21 12:00")
        assert found == Statistics(
            day=date(2026, 11, 21),
            sessions=0,
            seconds=0.0,
            days=0,
            streak=Streak(0, 0),
            last_30_days=0,
            score=0.0,
            by_practice={},
            seconds_by_day={},
        )

    def test_sittings_are_added_up_by_practice_and_by_day(self) -> None:
        records = [
            sat("2026-11-19 06:00", 12),
            sat("2026-11-20 06:00", 10, practice="silence"),
            sat("2026-11-20 21:00", 20, practice="silence"),
            sat("2026-11-21 02:00", 5),
        ]
        found = summary(records, "2026-11-21 12:00")
        assert (found.sessions, found.seconds, found.days) == (4, 47 * 60, 2)
        assert list(found.by_practice.items()) == [("silence", 1800), ("kind-breath", 1020)]
        assert list(found.seconds_by_day.items()) == [(date(2026, 11, 19), 720), (date(2026, 11, 20), 2100)]

    def test_time_that_sittings_share_is_counted_once(self) -> None:
        records = [
            sat("2026-11-20 06:00", 30),
            sat("2026-11-20 06:10", 10, practice="silence"),
            sat("2026-11-20 06:20", 20, practice="silence"),
        ]
        found = summary(records, "2026-11-20 12:00")
        assert (found.sessions, found.seconds, found.seconds_by_day[date(2026, 11, 20)]) == (3, 2400, 2400)
        assert found.by_practice == {"kind-breath": 1800, "silence": 1800}

    def test_a_pause_and_the_ring_out_are_not_practice(self) -> None:
        paused = sat("2026-11-20 06:00", 10)
        paused = replace(paused, end=paused.end + HOUR)
        found = summary([paused, sat("2026-11-20 06:30", 10)], "2026-11-20 12:00")
        assert found.seconds == 1200

    def test_seconds_are_exact_to_the_frame_and_to_the_microsecond(self) -> None:
        records = [sat(f"2026-11-20 {hour:02}:00", 1) for hour in range(5, 15)]
        records = [replace(record, seconds=(480_000 + hour) / 48_000) for hour, record in enumerate(records)]
        assert summary(records, "2026-11-20 20:00").seconds == (4_800_000 + 45) / 48_000
        assert summary([replace(records[0], seconds=0.000_001)], "2026-11-20 20:00").seconds == 0.000_001

    def test_only_the_last_thirty_days_are_recent_and_today_is_one_of_them(self) -> None:
        assert summary(sat_daily("2026-10-01", 60), "2026-11-20 12:00").last_30_days == 30
        assert summary([sat("2026-10-22 07:00")], "2026-11-20 12:00").last_30_days == 1
        assert summary([sat("2026-10-21 07:00")], "2026-11-20 12:00").last_30_days == 0

    def test_whether_today_is_done_is_known(self) -> None:
        assert summary([sat("2026-11-20 06:00", 1)], "2026-11-20 12:00").is_done
        assert not summary([sat("2026-11-20 06:00", 0.5)], "2026-11-20 12:00").is_done
        assert not summary([sat("2026-11-19 06:00")], "2026-11-20 12:00").is_done


class TestPracticeDay:
    def test_a_minute_in_sum_makes_one(self) -> None:
        halves = [sat("2026-11-20 06:00", 0.5), sat("2026-11-20 20:00", 0.5)]
        assert summary(halves, "2026-11-20 21:00").days == 1
        assert summary(halves[:1], "2026-11-20 21:00").days == 0

    def test_twice_the_same_half_minute_does_not(self) -> None:
        twice = [sat("2026-11-20 06:00", 0.5), sat("2026-11-20 06:00", 0.5)]
        assert summary(twice, "2026-11-20 21:00").days == 0

    def test_a_minute_of_frames_is_a_minute_however_it_is_cut(self) -> None:
        cut = [sat(f"2026-11-20 {6 + number:02}:00") for number in range(7)]
        frames = [411_428] * 6 + [2_880_000 - 6 * 411_428]
        cut = [replace(record, seconds=count / 48_000) for record, count in zip(cut, frames, strict=True)]
        assert summary(cut, "2026-11-20 21:00").days == 1
        short = replace(cut[0], seconds=411_427 / 48_000)
        assert summary([short, *cut[1:]], "2026-11-20 21:00").days == 0

    def test_the_record_decides_its_day_and_not_its_instant(self) -> None:
        moved = sat("2026-11-20 23:50", day="2026-11-18")
        assert list(summary([moved], "2026-11-21 12:00").seconds_by_day) == [date(2026, 11, 18)]


class TestStreak:
    def test_days_in_a_row_are_counted(self) -> None:
        assert streak(sat_daily("2026-11-16", 5), "2026-11-20 12:00") == (5, 5)

    def test_a_missed_day_begins_it_anew_and_the_longest_stays(self) -> None:
        records = sat_daily("2026-11-01", 7) + sat_daily("2026-11-18", 3)
        assert streak(records, "2026-11-20 12:00") == (3, 7)

    def test_today_not_yet_done_is_never_a_miss(self) -> None:
        assert streak(sat_daily("2026-11-16", 4), "2026-11-20 23:00") == (4, 4)
        assert counts(sat_daily("2026-11-16", 4), "2026-11-20 23:00")["2026-11-20"] == "open"

    def test_the_night_before_the_day_starts_still_belongs_to_it(self) -> None:
        assert streak(sat_daily("2026-11-16", 4), "2026-11-21 03:59") == (4, 4)
        assert streak(sat_daily("2026-11-16", 4), "2026-11-21 04:00") == (0, 4)

    @pytest.mark.parametrize(("first", "days"), [("2026-12-25", 14), ("2028-02-20", 20), ("2027-02-20", 20)])
    def test_years_and_leap_days_pass_like_any_other(self, first: str, days: int) -> None:
        records = sat_daily(first, days)
        assert streak(records, f"{records[-1].day} 12:00") == (days, days)
        assert streak(records[:9] + records[10:], f"{records[-1].day} 12:00") == (days - 10, max(9, days - 10))

    def test_a_flight_to_the_west_does_not_hide_the_day_sat_ahead_of_it(self) -> None:
        records = [*sat_daily("2026-11-16", 5), sat("2026-11-20 22:00", day="2026-11-21")]
        assert streak(records, "2026-11-20 23:00") == (6, 6)

    def test_a_wrong_clock_takes_nothing_from_the_current_run(self) -> None:
        records = [*sat_daily("2026-11-16", 5), sat("2039-01-01 07:00"), sat("1970-01-01 07:00")]
        assert streak(records, "2026-11-20 12:00") == (5, 5)


class TestBridge:
    evening = "2026-11-17 20:00"

    def test_thirty_six_hours_between_two_sittings_bridge_a_day(self) -> None:
        records = [sat(self.evening, 10), sat("2026-11-19 08:10", 10)]
        assert streak(records, "2026-11-19 12:00") == (2, 2)
        assert explained(records, "2026-11-19 12:00")[1] == DayCount(
            date(2026, 11, 18), 0.0, CountsAs.BRIDGED, "36 hours between two sittings"
        )

    def test_a_millisecond_more_does_not(self) -> None:
        late = sat("2026-11-19 08:10", 10)
        late = replace(late, start=late.start + timedelta(milliseconds=1))
        assert streak([sat(self.evening, 10), late], "2026-11-19 12:00") == (1, 1)
        assert counts([sat(self.evening, 10), late], "2026-11-19 12:00")["2026-11-18"] == "missed"

    def test_it_is_measured_from_the_last_end_to_the_first_start(self) -> None:
        records = [
            sat("2026-11-17 06:00"),
            sat(self.evening, 10),
            sat("2026-11-19 08:10"),
            sat("2026-11-19 20:00"),
        ]
        assert streak(records, "2026-11-19 22:00") == (2, 2)

    def test_a_slip_of_a_few_seconds_bridges_nothing(self) -> None:
        records = [sat("2026-11-17 07:00"), sat("2026-11-18 07:00", 0.5), sat("2026-11-19 07:00")]
        assert streak(records, "2026-11-19 12:00") == (1, 1)
        assert explained(records, "2026-11-19 12:00")[1] == DayCount(
            date(2026, 11, 18), 30.0, CountsAs.MISSED, "less than a minute of practice"
        )

    def test_a_sitting_without_any_practice_bridges_nothing(self) -> None:
        records = [sat("2026-11-17 07:00"), sat("2026-11-17 22:00", 0), sat("2026-11-19 08:00")]
        assert streak(records, "2026-11-19 12:00") == (1, 1)

    def test_the_run_is_current_until_36_hours_after_the_last_sitting(self) -> None:
        records = [*sat_daily("2026-11-14", 3), sat(self.evening, 10)]
        assert streak(records, "2026-11-19 08:10") == (4, 4)
        assert streak(records, "2026-11-19 08:11") == (0, 4)
        assert explained(records, "2026-11-19 08:10")[-2:] == (
            DayCount(date(2026, 11, 18), 0.0, CountsAs.OPEN, "36 hours since your last sitting aren't over"),
            DayCount(date(2026, 11, 19), 0.0, CountsAs.OPEN, "today isn't over; it ends at 04:00"),
        )

    def test_a_sitting_in_another_program_that_overlaps_has_no_gap(self) -> None:
        records = [sat("2026-11-18 12:00", 10, day="2026-11-17"), sat("2026-11-18 12:05", 10, day="2026-11-19")]
        assert explained(records, "2026-11-19 12:00")[1].because == "less than an hour between two sittings"

    def test_a_day_written_by_hand_far_from_its_instant_bridges_no_week(self) -> None:
        records = [sat("2026-11-19 07:00"), sat("2026-11-18 07:00", day="2026-11-10")]
        assert streak(records, "2026-11-19 12:00") == (1, 1)


class TestRestDays:
    # 16 November 2026 is a Monday.
    one = Rules(rest_days_a_week=1)
    two = Rules(rest_days_a_week=2)

    def test_an_allowed_one_carries_the_run_and_does_not_count(self) -> None:
        records = [sat("2026-11-16 07:00"), sat("2026-11-18 07:00"), sat("2026-11-19 07:00")]
        assert streak(records, "2026-11-19 12:00", self.one) == (3, 3)
        assert streak(records, "2026-11-19 12:00") == (2, 2)
        assert explained(records, "2026-11-19 12:00", self.one)[1] == DayCount(
            date(2026, 11, 17), 0.0, CountsAs.REST, "a rest day you allowed"
        )

    def test_there_are_so_many_in_a_calendar_week_and_no_more(self) -> None:
        records = [sat("2026-11-16 07:00"), sat("2026-11-18 07:00"), sat("2026-11-20 07:00")]
        assert streak(records, "2026-11-20 12:00", self.one) == (2, 2)
        assert streak(records, "2026-11-20 12:00", self.two) == (3, 3)
        assert counts(records, "2026-11-20 12:00", self.one) == {
            "2026-11-16": "practice",
            "2026-11-17": "missed",
            "2026-11-18": "practice",
            "2026-11-19": "rest",
            "2026-11-20": "practice",
        }

    def test_a_new_week_begins_on_monday_also_across_the_year(self) -> None:
        # Sunday 3 and Monday 4 January 2027 lie in two ISO weeks; 31 December and 1 January share one.
        apart = [sat("2027-01-02 07:00"), sat("2027-01-05 07:00")]
        together = [sat("2026-12-30 07:00"), sat("2027-01-02 07:00")]
        assert streak(apart, "2027-01-05 12:00", self.one) == (2, 2)
        assert streak(together, "2027-01-02 12:00", self.one) == (1, 1)

    def test_the_first_day_off_stays_a_rest_day_when_the_second_breaks_the_run(self) -> None:
        records = [sat("2026-11-16 07:00")]
        assert counts(records, "2026-11-18 12:00", self.one)["2026-11-17"] == "rest"
        assert streak(records, "2026-11-18 12:00", self.one) == (1, 1)
        later = counts(records, "2026-11-19 12:00", self.one)
        assert (later["2026-11-17"], later["2026-11-18"]) == ("rest", "missed")
        assert streak(records, "2026-11-19 12:00", self.one) == (0, 1)
        assert explained(records, "2026-11-19 12:00", self.one)[2].because == (
            "no practice, beyond the rest days you allowed"
        )

    def test_days_before_the_first_sitting_use_none_up(self) -> None:
        records = [sat("2026-11-19 07:00"), sat("2026-11-21 07:00")]
        assert streak(records, "2026-11-21 12:00", self.one) == (2, 2)

    def test_a_sitting_before_the_history_takes_no_rest_day_from_it(self) -> None:
        records = [sat("2026-11-18 07:00"), sat("2026-11-20 07:00")]
        assert streak([sat("2026-11-16 07:00"), *records], "2026-11-20 12:00", self.one) == (2, 2)

    def test_a_sitting_after_a_run_takes_no_rest_day_from_the_longest(self) -> None:
        records = [*sat_daily("2026-11-01", 16), sat("2026-11-18 07:00")]
        assert streak(records, "2026-11-30 12:00", self.one) == (0, 17)
        assert streak([*records, sat("2026-11-20 07:00")], "2026-11-30 12:00", self.one) == (0, 17)

    @pytest.mark.parametrize("days", [-1, 7])
    def test_a_week_of_nothing_else_is_refused(self, days: int) -> None:
        with pytest.raises(ValueError, match="0 to 6"):
            Rules(rest_days_a_week=days)


class TestPauses:
    ill = Rules(pauses=((date(2026, 11, 8), date(2026, 11, 15)),))

    def test_a_pause_carries_the_run_with_both_its_ends(self) -> None:
        records = sat_daily("2026-11-05", 3) + sat_daily("2026-11-16", 2)
        assert streak(records, "2026-11-17 12:00", self.ill) == (5, 5)
        found = explained(records, "2026-11-17 12:00", self.ill)
        assert [count.counts_as for count in found].count(CountsAs.PAUSED) == 8
        assert found[3].because == "a pause you marked"

    def test_a_day_beside_it_is_missed(self) -> None:
        records = sat_daily("2026-11-05", 2) + sat_daily("2026-11-16", 2)
        assert streak(records, "2026-11-17 12:00", self.ill) == (2, 2)

    def test_practice_in_a_pause_counts(self) -> None:
        records = [*sat_daily("2026-11-05", 3), sat("2026-11-10 07:00"), *sat_daily("2026-11-16", 2)]
        assert streak(records, "2026-11-17 12:00", self.ill) == (6, 6)

    def test_a_run_is_current_all_through_it(self) -> None:
        assert streak(sat_daily("2026-11-05", 3), "2026-11-15 12:00", self.ill) == (3, 3)
        assert counts(sat_daily("2026-11-05", 3), "2026-11-15 12:00", self.ill)["2026-11-15"] == "paused"

    def test_it_uses_no_rest_days_up(self) -> None:
        rules = Rules(rest_days_a_week=1, pauses=((date(2026, 11, 17), date(2026, 11, 18)),))
        records = [sat("2026-11-16 07:00"), sat("2026-11-20 07:00")]
        assert streak(records, "2026-11-20 12:00", rules) == (2, 2)


class TestScore:
    def test_thirteen_perfect_days_come_half_the_way(self) -> None:
        assert summary(sat_daily("2026-11-01", 13), "2026-11-13 12:00").score == pytest.approx(0.5)
        assert summary(sat_daily("2026-11-01", 26), "2026-11-26 12:00").score == pytest.approx(0.75)

    def test_thirteen_missed_days_halve_it(self) -> None:
        assert summary(sat_daily("2026-11-01", 13), "2026-11-27 12:00").score == pytest.approx(0.25)

    def test_a_month_is_four_fifths_and_three_months_nearly_all(self) -> None:
        assert summary(sat_daily("2026-08-01", 30), "2026-08-30 12:00").score == pytest.approx(0.80, abs=0.005)
        assert summary(sat_daily("2026-08-01", 90), "2026-10-29 12:00").score == pytest.approx(0.99, abs=0.005)

    def test_an_open_today_leaves_it_as_it_is(self) -> None:
        records = sat_daily("2026-11-01", 13)
        assert summary(records, "2026-11-14 12:00").score == summary(records, "2026-11-13 12:00").score

    def test_rest_pauses_and_bridges_leave_it_as_it_is(self) -> None:
        records = [sat("2026-11-17 20:00"), sat("2026-11-19 08:00")]
        unbroken = summary(sat_daily("2026-11-16", 2), "2026-11-17 12:00").score
        assert summary(records, "2026-11-19 12:00").score == unbroken
        apart = [sat("2026-11-17 07:00"), sat("2026-11-19 20:00")]
        assert summary(apart, "2026-11-19 22:00").score < unbroken
        assert summary(apart, "2026-11-19 22:00", Rules(rest_days_a_week=1)).score == unbroken
        day_between = (date(2026, 11, 18), date(2026, 11, 18))
        assert summary(apart, "2026-11-19 22:00", Rules(pauses=(day_between,))).score == unbroken


class TestExplanation:
    def test_it_reads_day_by_day_from_the_first_sitting_to_today(self) -> None:
        records = [sat("2026-11-17 07:00", 12.9), sat("2026-11-19 21:00", 65), sat("2026-11-20 07:00", 120)]
        assert explained(records, "2026-11-21 12:00") == (
            DayCount(date(2026, 11, 17), 774.0, CountsAs.PRACTICE, "12 min of practice"),
            DayCount(date(2026, 11, 18), 0.0, CountsAs.MISSED, "no practice"),
            DayCount(date(2026, 11, 19), 3900.0, CountsAs.PRACTICE, "1 h 5 min of practice"),
            DayCount(date(2026, 11, 20), 7200.0, CountsAs.PRACTICE, "2 h of practice"),
            DayCount(date(2026, 11, 21), 0.0, CountsAs.OPEN, "today isn't over; it ends at 04:00"),
        )

    def test_before_the_first_sitting_there_is_only_today(self) -> None:
        found = explain_streak([], date(2026, 11, 21), at("2026-11-21 12:00"), Rules(day_start_hour=0))
        assert found == (DayCount(date(2026, 11, 21), 0.0, CountsAs.OPEN, "today isn't over; it ends at 00:00"),)

    def test_an_hour_between_sittings_is_one_hour(self) -> None:
        records = [sat("2026-11-18 06:00", 10, day="2026-11-17"), sat("2026-11-18 07:15", day="2026-11-19")]
        assert explained(records, "2026-11-19 12:00")[1].because == "1 hour between two sittings"

    def test_days_ahead_of_today_are_listed_where_they_have_a_sitting(self) -> None:
        records = [sat("2026-11-20 07:00"), sat("2026-11-22 07:00"), sat("2026-11-24 07:00", 0.5)]
        assert [
            (str(count.day), count.counts_as, count.because) for count in explained(records, "2026-11-20 12:00")
        ] == [
            ("2026-11-20", CountsAs.PRACTICE, "10 min of practice"),
            ("2026-11-22", CountsAs.PRACTICE, "10 min of practice"),
            ("2026-11-24", CountsAs.OPEN, "this day is still to come"),
        ]
