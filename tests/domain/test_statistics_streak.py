"""Days in a row, bridges, rest days and pauses, by example: one small history a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.domain.small_histories import PLAIN, at, counts, explained, sat, sat_daily, streak

from practice_tui.domain.statistics import CountsAs, DayCount, Rules, explain_streak, summarise


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

    def test_a_short_sitting_within_a_long_one_does_not_end_it_earlier(self) -> None:
        records = [sat("2026-11-17 19:00", 180), sat("2026-11-17 19:30", 5), sat("2026-11-19 09:30")]
        assert streak(records, "2026-11-19 12:00") == (2, 2)

    def test_a_flight_over_the_date_line_may_leave_two_days_out(self) -> None:
        # Niue (UTC-11), on the evening of the 17th; Kiritimati (UTC+14), 36 hours later, on the morning of the 20th.
        niue = sat("2026-11-18 10:20", day="2026-11-17")
        kiritimati = sat("2026-11-19 22:30", day="2026-11-20")
        landed = at("2026-11-19 22:20")
        assert summarise([niue], date(2026, 11, 20), landed, PLAIN).streak == (1, 1)
        assert [count.counts_as for count in explain_streak([niue], date(2026, 11, 20), landed, PLAIN)] == [
            CountsAs.PRACTICE,
            *[CountsAs.OPEN] * 3,
        ]
        assert summarise([niue, kiritimati], date(2026, 11, 20), kiritimati.end, PLAIN).streak == (2, 2)

    def test_of_several_gaps_the_least_is_named(self) -> None:
        records = [
            sat("2026-11-18 12:00", 60, day="2026-11-17"),
            sat("2026-11-19 09:00", day="2026-11-19"),
            sat("2026-11-19 23:00", day="2026-11-20"),
        ]
        assert explained(records, "2026-11-20 12:00")[1].because == "20 hours between two sittings"

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

    def test_what_a_broken_run_used_up_does_not_shorten_the_next(self) -> None:
        monday, wednesday, saturday = (sat(f"2026-11-{day} 07:00") for day in (16, 18, 21))
        records = [monday, wednesday, saturday, sat("2026-11-23 07:00")]
        assert streak(records, "2026-11-23 12:00", self.one) == (2, 2)

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
        shown = counts(records[:1], "2026-11-21 12:00", rules)
        assert list(shown.values()) == ["practice", "paused", "paused", "rest", "missed", "open"]
