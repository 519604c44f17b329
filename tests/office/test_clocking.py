"""Clocks of tickets: explained in both languages, and counted anew after a change."""

from typing import Any

import pytest

from pm.i18n.catalogue import CHINESE, ENGLISH
from pm.model.clocks import total
from pm.model.values import Link
from pm.office.reclocking import recounted
from tests.cli.running import Shell
from tests.model.working_times import at, shown
from tests.office.sample_rules import YEAR, Files
from tests.office.ticket_lives import TICKET, Lives, dues, said, told

LIMIT = "solution: 1 working day, counted on the calendar «Office hours», as policy 2026 has it"
NIGHTS = "Not counted: the time outside the hours of working days"
MONDAY, FRIDAY = "2026-01-05 09:00", "2026-01-09 09:00"
LAST_DAY = "2026-12-31 10:00"
LIVES = Lives()


def in_hand(start: str, **values: Any) -> Any:
    return LIVES.worked_on(LIVES.new(start, **values), start)


def paused_over_the_weekend() -> Any:
    expected = at("2026-01-12 11:00")
    return LIVES.do(
        in_hand(FRIDAY), "2026-01-09 16:00", "pause", "waiting-for-owner", expected_at=expected
    )


def said_of(ticket: Any, now: str, clock: str = "solve") -> list[str]:
    return told(LIVES.runs(ticket, now, clock)[-1], ENGLISH)


def test_a_solution_in_time() -> None:
    solved = LIVES.solved(in_hand(MONDAY), "2026-01-06 10:00")
    (run,) = LIVES.runs(solved, "2026-02-01 10:00")
    assert told(run, ENGLISH) == [
        LIMIT,
        "It began on 5 Jan 2026 09:00 and is due on 6 Jan 2026 18:00",
        (
            "Counted: 5 Jan 2026 09:00–12:00, 14:00–18:00; 6 Jan 2026 08:30–10:00; "
            "together 8 h 30 min of 25 h that passed"
        ),
        NIGHTS,
        "It ended on 6 Jan 2026 10:00: in time, with 6 h left",
    ]
    assert told(run, CHINESE) == [
        "完成时限：1个工作日，按“办公时间”计时，依据 2026 版时限标准",
        "2026年1月5日 09:00 起计，时限 2026年1月6日 18:00",
        (
            "计入时间：2026年1月5日 09:00–12:00、14:00–18:00；2026年1月6日 08:30–10:00；"
            "共8小时30分钟（历时25小时）"
        ),
        "不计入：工作日的非工作时间",
        "2026年1月6日 10:00 停计：未超时，尚余6小时",
    ]


def test_a_late_solution_over_a_holiday() -> None:
    solved = LIVES.solved(in_hand("2026-02-13 16:20"), "2026-02-24 09:10")
    assert said_of(solved, "2026-03-01 10:00")[2:] == [
        (
            "Counted: 13 Feb 2026 16:20–18:00; 14 Feb 2026 08:30–12:00, 14:00–18:00; "
            "24 Feb 2026 08:30–09:10; together 9 h 50 min of 256 h 50 min that passed"
        ),
        (
            "Not counted: Spring Festival (15 Feb 2026 to 23 Feb 2026); the time outside the hours "
            "of working days"
        ),
        "Make-up workdays: 14 Feb 2026",
        "It ended on 24 Feb 2026 09:10: late by 231 h 10 min, of which 40 min counted",
    ]


def test_a_pause_over_a_weekend() -> None:
    paused = paused_over_the_weekend()
    assert said_of(paused, "2026-01-10 09:00")[-1] == (
        "It is expected to go on 12 Jan 2026 11:00; then it is due on 13 Jan 2026 15:00"
    )
    resumed = LIVES.do(paused, "2026-01-12 10:00", "resume")
    (run,) = LIVES.runs(LIVES.solved(resumed, "2026-01-12 15:00"), "2026-01-12 15:00")
    assert told(run, ENGLISH)[1:] == [
        (
            "It began on 9 Jan 2026 09:00 and was due on 12 Jan 2026 18:00; what was paused moved "
            "that to 13 Jan 2026 12:00"
        ),
        (
            "Counted: 9 Jan 2026 09:00–12:00, 14:00–16:00; 12 Jan 2026 10:00–12:00, 14:00–15:00; "
            "together 8 h of 78 h that passed"
        ),
        (
            "Paused: 9 Jan 2026 16:00–18:00; 12 Jan 2026 08:30–10:00 (3 h 30 min), "
            "the owner must come first"
        ),
        (
            "Not counted: weekend (10 Jan 2026 to 11 Jan 2026); the time outside the hours of "
            "working days"
        ),
        "It ended on 12 Jan 2026 15:00: in time, with 6 h 30 min left",
    ]
    assert told(run, CHINESE)[3] == (
        "挂起：2026年1月9日 16:00–18:00；2026年1月12日 08:30–10:00（3小时30分钟），原因：等业主到场"
    )
    assert run.reading is not None
    assert run.reading.due == run.recorded
    assert run.reading.net == total(run.reading.of("counted"))


def test_a_reopening_starts_new_clocks_and_the_old_ones_stay() -> None:
    solved = LIVES.solved(in_hand(MONDAY), "2026-01-06 10:00")
    again = LIVES.do(solved, "2026-01-08 09:00", "reopen")
    first, second = LIVES.runs(again, "2026-01-08 10:00")
    assert told(first, ENGLISH)[-1] == "It ended on 6 Jan 2026 10:00: in time, with 6 h left"
    assert told(second, ENGLISH)[1:3] == [
        "The ticket was reopened: a new clock began",
        "It began on 8 Jan 2026 09:00 and is due on 9 Jan 2026 18:00",
    ]
    assert "工单已重开，重新起计" in told(second, CHINESE)
    assert shown(again.arrive_due) == "2026-01-08 09:05"


def dissatisfied() -> Any:
    """Give a complaint with a typed due time that was solved and asked about, not well."""
    asked = LIVES.new(
        MONDAY,
        type="complaint",
        due=at("2026-01-05 20:00"),
        promised_at=at("2026-01-05 12:00"),
    )
    solved = LIVES.solved(LIVES.worked_on(asked, MONDAY), "2026-01-05 10:00")
    solved.level = 4  # the top: nobody is above whom it goes up to
    return LIVES.do(solved, "2026-01-06 10:00", "visit", method="phone", score="dissatisfied")


def test_the_visit_that_reopens_a_ticket_is_of_the_round_before() -> None:
    again = LIVES.worked_on(dissatisfied(), "2026-01-06 10:00")
    (first,) = LIVES.runs(again, FRIDAY, "return-visit")
    assert (first.start, first.end) == (at("2026-01-05 10:00"), at("2026-01-06 10:00"))
    assert [run.start for run in LIVES.runs(again, FRIDAY, "accept")] == [
        at(MONDAY),
        at("2026-01-06 10:00"),
    ]
    solved = LIVES.solved(again, "2026-01-07 15:00")
    waiting, visit = [*LIVES.runs(solved, FRIDAY, "return-visit")], {"method": "phone"}
    assert [run.end for run in waiting] == [first.end, None]
    asked = LIVES.do(solved, "2026-01-08 10:00", "visit", score="satisfied", **visit)
    _, second = LIVES.runs(asked, FRIDAY, "return-visit")
    assert told(second, ENGLISH)[-1].startswith("It ended on 8 Jan 2026 10:00: in time")


def test_a_solution_is_an_answer_too() -> None:
    again = LIVES.worked_on(dissatisfied(), "2026-01-06 10:00")
    answered, waits = LIVES.runs(again, "2026-01-06 11:00", "reply")
    assert told(answered, ENGLISH)[-1] == "It ended on 5 Jan 2026 10:00: in time, with 2 h left"
    assert waits.end is None
    replied = LIVES.do(again, "2026-01-06 12:00", "reply", reply=said("Tomorrow"))
    solved = LIVES.solved(replied, "2026-01-07 15:00")
    later = LIVES.do(solved, "2026-01-08 15:00", "reply", reply=said("Done"))
    assert [run.end for run in LIVES.runs(later, FRIDAY, "reply")] == [
        at("2026-01-05 10:00"),
        at("2026-01-06 12:00"),
    ]


def test_what_was_due_before_a_reopening_is_judged_by_what_was_on_record_then() -> None:
    first, _ = LIVES.runs(dissatisfied(), FRIDAY)
    assert told(first, ENGLISH)[0] == "solution: by the due time that stood before the reopening"
    assert told(first, ENGLISH)[2] == (
        "It began on 5 Jan 2026 09:00 and is due on 5 Jan 2026 20:00"
    )
    assert told(first, ENGLISH)[-1] == "It ended on 5 Jan 2026 10:00: in time, with 10 h left"


def test_an_arrival_that_was_never_noted_is_told_after_a_reopening_too() -> None:
    solved = LIVES.solved(in_hand(MONDAY), "2026-01-05 10:00")
    again = LIVES.do(solved, "2026-01-08 09:00", "reopen")
    missed, waits = LIVES.runs(again, "2026-01-08 09:01", "arrive")
    assert told(missed, ENGLISH)[3:] == [
        "It ended on 5 Jan 2026 10:00: late by 55 min",
        "Nothing is noted that ended it: it was read up to the end of the matter",
        "Somebody was sent on 5 Jan 2026 09:00",
    ]
    assert (waits.start, waits.end) == (at("2026-01-08 09:00"), None)


def test_an_arrival_is_read_from_the_receipt_with_the_time_from_dispatch_beside() -> None:
    late = Link[Any](LIVES.world.ids(("reason",))[0])
    arrived = LIVES.do(in_hand(MONDAY), "2026-01-05 09:20", "arrive", late_reason=late)
    assert said_of(arrived, "2026-01-05 16:00", "arrive")[3:] == [
        "It ended on 5 Jan 2026 09:20: late by 15 min",
        f"Why it was late: {late}",
        "Somebody was sent on 5 Jan 2026 09:00: 20 min from there",
    ]


def test_a_slot_takes_the_place_of_the_limit_of_the_arrival() -> None:
    slot: Any = {"from_at": at("2026-01-05 14:00"), "until_at": at("2026-01-05 15:00")}
    agreed = LIVES.do(in_hand(MONDAY), "2026-01-05 09:02", "appoint", **slot)
    arrived = LIVES.do(agreed, "2026-01-05 14:50", "arrive")
    (run,) = LIVES.runs(arrived, "2026-01-05 16:00", "arrive")
    assert told(run, ENGLISH)[:3] == [
        "arrival: by the end of the agreed slot",
        "The slot: 5 Jan 2026 14:00 to 5 Jan 2026 15:00",
        "It takes the place of the limit of policy 2026: 5 minutes",
    ]
    assert "It ended on 5 Jan 2026 14:50: in time, with 10 min left" in told(run, ENGLISH)
    assert "到场时限：以预约时段的结束时间为准" in told(run, CHINESE)


def test_what_was_typed_or_promised_is_said_to_be_that() -> None:
    typed = LIVES.new(MONDAY, due=at("2026-01-05 20:00"))
    assert said_of(typed, "2026-01-05 21:00")[::4] == [
        "solution: the due time was typed, it counts day and night",
        "It is 5 Jan 2026 21:00 and it still runs: overdue by 1 h",
    ]
    promised = LIVES.new(MONDAY, type="complaint", promised_at=at("2026-01-05 12:00"))
    replied = LIVES.do(promised, "2026-01-05 13:00", "reply", reply=said("Tomorrow"))
    assert said_of(replied, "2026-01-08 09:00", "reply")[::4] == [
        "reply: by the time that was promised to the caller",
        "It ended on 5 Jan 2026 13:00: late by 1 h",
    ]


def test_what_an_old_system_said_is_told_and_nothing_is_added() -> None:
    begun = {"received_at": at(MONDAY)}
    bare = LIVES.new(FRIDAY, "import", **begun, solved_at=at("2026-01-06 09:00"))
    assert [told(run, ENGLISH) for run in LIVES.runs(bare, FRIDAY, None)] == [
        [
            "solution: the old system named no due time, so none is judged",
            "It began on 5 Jan 2026 09:00 and ended on 6 Jan 2026 09:00: 24 h passed",
        ]
    ]
    dated = LIVES.new(FRIDAY, "import", **begun, due=at("2026-01-06 09:00"))
    assert said_of(dated, FRIDAY)[0] == "solution: by the due time that the old system had"
    assert recounted(TICKET, dated, LIVES.as_read(FRIDAY)) == []
    triaged = LIVES.do(dated, FRIDAY, "triage")
    assert (triaged.due, triaged.due_typed) == (dated.due, True)


def test_without_a_policy_nothing_is_due() -> None:
    office = (Files()("records/office.yaml") or b"").decode()
    lives = Lives(office=office.replace("policy: '2026'\n", ""))
    (run,) = lives.runs(lives.new(MONDAY), "2026-01-06 09:00", None)
    assert told(run, ENGLISH) == [
        "solution: no policy sets a limit, and no due time was named",
        "It began on 5 Jan 2026 09:00 and still runs",
    ]


@pytest.mark.parametrize(("verb", "values"), [("withdraw", {}), ("solve", {"outcome": "fixed"})])
def test_a_clock_that_nothing_ended_is_read_to_the_end_of_the_matter(
    verb: str, values: dict[str, Any]
) -> None:
    given = {**values, "measures": said("Oiled")} if values else {}
    ended = LIVES.do(in_hand(MONDAY), "2026-01-05 10:00", verb, **given)
    assert "Nothing is noted that ended it: it was read up to the end of the matter" in said_of(
        ended, FRIDAY, "arrive"
    )


# -- counted anew ---------------------------------------------------------------------------------


def test_days_off_that_are_announced_later_move_what_is_open() -> None:
    lives = Lives()
    ticket = lives.new(LAST_DAY)
    assert shown(ticket.due) == "2027-01-01 18:00"
    lives.change(years_2027=YEAR)
    changed = [change.path for change in recounted(TICKET, ticket, lives.as_read(LAST_DAY))]
    assert changed == ["due", "gross_due", "climbs_at"]
    again = lives.do(ticket, LAST_DAY, "reclock")
    assert [shown(time) for time in dues(again).values() if time] == [
        *("2027-01-04 18:00", "2027-01-04 18:00", "2027-01-04 20:00"),
    ]
    assert recounted(TICKET, again, lives.as_read(LAST_DAY)) == []


def test_what_was_typed_stays_even_where_a_calendar_changed() -> None:
    lives = Lives()
    typed = lives.new(LAST_DAY, due=at("2027-01-02 12:00"))
    lives.change(years_2027=YEAR)
    assert recounted(TICKET, typed, lives.as_read(LAST_DAY)) == []
    older = lives.new(LAST_DAY, due=at("2027-01-02 12:00"))
    older.due_typed = None
    assert lives.do(older, LAST_DAY, "reclock").due_typed is True


def test_what_has_ended_stays_and_is_judged_by_what_was_due_then() -> None:
    lives = Lives()
    solved = lives.solved(lives.worked_on(lives.new(LAST_DAY), LAST_DAY), "2027-01-04 10:00")
    lives.change(years_2027=YEAR)
    assert recounted(TICKET, solved, lives.as_read("2027-01-05 09:00")) == []
    (run,) = lives.runs(solved, "2027-01-05 09:00")
    assert told(run, ENGLISH)[-1] == (
        "It is judged by the due time that was on record then, 1 Jan 2027 18:00: late by 64 h"
    )


# -- by command -----------------------------------------------------------------------------------


def test_all_open_tickets_are_counted_anew_in_one_act(office: Shell) -> None:
    office.variables["PM_NOW"] = "2026-12-31T10:00:00+08:00"
    new = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x", "--json")
    first, second, gone = (str(office.done(*new).records[0]["id"]) for _ in range(3))
    office.done("ticket", "withdraw", gone)
    office.done("year", "new", "2027", "--days-off", "01-01/01-03 new-year")
    assert office.pm("check").out.count("pm ticket reclock") == 2
    head = office.head
    tried = office.done("ticket", "reclock", "--all", "--dry-run")
    assert "    due: 2027-01-01 18:00 -> 2027-01-04 18:00\n" in tried.out
    assert office.head == head
    done = office.done("ticket", "reclock", "--all", "--json")
    assert sorted(str(one["id"]) for one in done.records) == sorted([first, second])
    assert office.git("rev-list", "--count", f"{head}..HEAD").strip() == "1"
    assert office.done("check").out == "every record is right\n"
    assert office.done("ticket", "reclock", "--all").out == "everything is due as it was\n"
    assert office.pm("ticket", "reclock", gone).code == 13
    assert office.pm("ticket", "reclock").code == 2


def test_of_what_counts_nowhere_no_clock_is_read(office: Shell) -> None:
    new = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x", "--json")
    (ticket,) = [str(one["id"]) for one in office.done(*new).records]
    never = office.done("ticket", "clock", ticket, "--clock", "return-visit").out
    assert "This clock of it was never due.\n" in never
    office.done("ticket", "void", ticket, "--reason", "trial-entry")
    told = office.done("ticket", "clock", ticket).out
    assert told == f"{ticket}  void\n\nIt counts nowhere, and its clocks are not read any more.\n"


def test_clocks_are_told_without_a_key(office: Shell) -> None:
    new = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "x", "--json")
    ids = [str(office.done(*new).records[0]["id"]) for _ in range(2)]
    office.done("vault", "lock")
    answer = office.done("ticket", "clock", *ids, "--clock", "solve", "--json")
    assert [(one["ticket"], one["set_by"]) for one in answer.records] == [
        (one, "policy") for one in ids
    ]
    assert office.done("ticket", "clock", *ids).err == ""
    assert office.pm("ticket", "clock", *ids, "--clock", "reply-cap").code == 12
