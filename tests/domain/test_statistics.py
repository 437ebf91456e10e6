"""Totals, practice days, the score and the explanation, by example: one small history a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.domain.small_histories import HOUR, at, explained, sat, sat_daily, summary

from practice_tui.domain.statistics import CountsAs, DayCount, Rules, Statistics, Streak, explain_streak


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
