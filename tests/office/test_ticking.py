"""A tick does what time does: once, at whatever desk, without a key, and in one commit."""

from pathlib import Path
from typing import Any

import pytest

from pm.errors import Refused
from pm.i18n import mark
from pm.model.capabilities import covers
from pm.office import registry
from pm.office.desk import at_desk
from pm.office.environment import Environment
from pm.office.founding import sample_records, system_records
from pm.office.office import Office
from pm.office.performing import Acting, Circumstances
from tests.cli.offices import copied
from tests.cli.running import Answer, Shell
from tests.contract.new_kind import new_kind

PLAN = ("plan", "new", "pool", "--name-en", "Pool check", "--type", "inspection")
WHO = ("--post", "technician")
SUNDAY, MONDAY, TUESDAY = (f"2026-11-{day}T06:00:00+08:00" for day in (22, 23, 24))


@pytest.fixture(scope="module")
def mondays(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office with one plan of its own, due on Mondays, and no other."""
    office = Shell(copied(founded, tmp_path_factory.mktemp("mondays") / "office"))
    plans = [str(plan["id"]) for plan in office.done("plan", "list", "--json").records]
    office.done("plan", "retire", *plans)
    office.done(*PLAN, *WHO, "--rule", "weekly mon", "--holidays", "keep")
    return office.folder


@pytest.fixture
def quiet(mondays: Path, tmp_path: Path) -> Shell:
    return Shell(copied(mondays, tmp_path / "quiet"))


def tick(office: Shell, now: str, *words: str, code: int = 0) -> Answer:
    answer = office.pm("tick", "--json", *words, PM_NOW=now)
    assert answer.code == code, answer.told
    return answer


def done(answer: Answer) -> list[tuple[str, str]]:
    return [(str(one["verb"]), str(one["state"])) for one in answer.records]


def tasks(office: Shell) -> list[dict[str, Any]]:
    return office.done("task", "list", "--json").records


def count(office: Shell) -> int:
    return int(office.git("rev-list", "--count", "HEAD"))


def test_where_nothing_is_due_nothing_is_written(quiet: Shell) -> None:
    head = quiet.head
    assert quiet.done("tick", PM_NOW=SUNDAY).out == "nothing is due\n"
    assert quiet.head == head


def test_a_plan_makes_what_is_due_once(quiet: Shell) -> None:
    assert done(tick(quiet, MONDAY)) == [("generate", "to-do")]
    head = quiet.head
    assert done(tick(quiet, MONDAY)) == []
    assert quiet.head == head
    (task,) = tasks(quiet)
    assert (task["plan"], task["due"], task["post"]) == ("pool", "2026-11-23", "technician")
    assert (task["given_by"], task["given_at"]) == ("E-SYSTEM", "2026-11-23T00:00:00+08:00")
    assert quiet.git("log", "-1", "--format=%ae").strip() == "E-SYSTEM@pm.invalid"


@pytest.mark.parametrize(
    "words",
    [
        ("finish",),
        ("excuse", "--reason", "no-occasion"),
        ("void", "--reason", "trial-entry"),
        ("postpone", "--due", "2026-12-24", "--reason", "bad-weather"),
    ],
)
def test_what_became_of_it_does_not_matter(quiet: Shell, words: tuple[str, ...]) -> None:
    tick(quiet, MONDAY)
    verb, *options = words
    quiet.done("task", verb, str(tasks(quiet)[0]["id"]), *options, PM_NOW=MONDAY)
    assert done(tick(quiet, TUESDAY)) == []


def test_what_is_not_done_by_its_day_lapses_the_day_after(quiet: Shell) -> None:
    tick(quiet, MONDAY)
    assert done(tick(quiet, "2026-11-23T23:59:00+08:00")) == []
    assert done(tick(quiet, "2026-11-24T00:00:00+08:00")) == [("lapse", "overdue")]
    (task,) = tasks(quiet)
    assert task["lapsed_at"] == "2026-11-24T00:00:00+08:00"
    assert done(tick(quiet, TUESDAY)) == []


def test_what_was_missed_is_made_once_and_lapses_at_once_in_one_commit(quiet: Shell) -> None:
    before = count(quiet)
    answer = tick(quiet, "2026-12-15T06:00:00+08:00")
    assert done(answer) == [("generate", "to-do")] * 4 + [("lapse", "overdue")] * 4
    assert count(quiet) == before + 1
    assert done(tick(quiet, "2026-12-15T07:00:00+08:00")) == []


def test_after_a_long_pause_only_sixty_days_are_made_up_for(quiet: Shell) -> None:
    answer = tick(quiet, "2027-11-23T06:00:00+08:00")
    made = [one for one in answer.records if one["verb"] == "generate"]
    assert min(str(one["id"]) for one in made).startswith("TK-270927-")
    told = "plan pool: 44 that were due from 2026-11-23 to 2027-09-20 are passed over"
    assert answer.err.count(told) == 1
    again = tick(quiet, "2027-11-24T06:00:00+08:00")
    assert (done(again), again.err) == ([], "")
    days = ("--from", "2027-09-20", "--to", "2027-09-28")
    listed = quiet.done("plan", "due", *days, "--json", PM_NOW="2027-11-24T06:00:00+08:00")
    assert [one["state"] for one in listed.records] == ["missed", "overdue"]


def test_a_plan_that_rested_makes_nothing_of_that_time(quiet: Shell) -> None:
    quiet.done("plan", "retire", "pool", PM_NOW=SUNDAY)
    assert done(tick(quiet, "2026-12-10T06:00:00+08:00")) == []
    quiet.done("plan", "restore", "pool", PM_NOW="2026-12-10T09:00:00+08:00")
    assert done(tick(quiet, "2026-12-14T06:00:00+08:00")) == [("generate", "to-do")]


def test_another_schedule_makes_nothing_of_the_past(quiet: Shell) -> None:
    tick(quiet, MONDAY)
    later = {"PM_NOW": "2026-12-02T09:00:00+08:00"}
    quiet.done("plan", "reschedule", "pool", "--rule", "weekly thu", **later)
    answer = tick(quiet, "2026-12-03T06:00:00+08:00")
    assert [str(one["id"])[:9] for one in answer.records if one["verb"] == "generate"] == [
        "TK-261203"
    ]


def test_a_tick_that_is_tried_leaves_no_trace(quiet: Shell) -> None:
    head = quiet.head
    assert done(tick(quiet, MONDAY, "--dry-run")) == [("generate", "to-do")]
    answer = quiet.done("tick", "--dry-run", PM_NOW=MONDAY)
    assert "nothing was recorded" in answer.out
    assert (quiet.head, tasks(quiet)) == (head, [])


def files(office: Shell, plural: str = "tasks") -> dict[str, bytes]:
    return {
        path.relative_to(office.folder).as_posix(): path.read_bytes()
        for path in (office.folder / "records" / plural).rglob("*.yaml")
    }


def test_two_desks_make_the_same_and_bring_it_together(quiet: Shell, tmp_path: Path) -> None:
    other = Shell(copied(quiet.folder, tmp_path / "other"), PM_SEED="2")
    tick(quiet, TUESDAY)
    tick(other, "2026-11-25T17:00:00+08:00")
    assert files(quiet) == files(other)
    assert quiet.head != other.head
    name = ("-c", "user.name=Hand", "-c", "user.email=hand@example.org")
    quiet.git(*name, "pull", "-q", "--no-rebase", "--no-edit", str(other.folder), "HEAD")
    assert done(tick(quiet, "2026-11-25T18:00:00+08:00")) == []
    assert quiet.done("check").out == "every record is right\n"


def test_two_desks_send_the_same_up_the_ladder(quiet: Shell, tmp_path: Path) -> None:
    new = ("ticket", "new", "--type", "repair", "--channel", "phone", "--title", "Leak")
    quiet.done(*new, "--caller-name", "Li", "--caller-phone", "13800138000", PM_NOW=SUNDAY)
    other = Shell(copied(quiet.folder, tmp_path / "other"), PM_SEED="2")
    climbs = [one for one in done(tick(quiet, "2026-12-01T06:00:00+08:00")) if one[0] == "climb"]
    assert len(climbs) > 1
    tick(other, "2026-12-01T17:00:00+08:00")
    (raised,) = files(quiet, "tickets").values()
    assert raised.count(b"raised_at") == len(climbs)
    assert files(quiet, "tickets") == files(other, "tickets")


def test_it_needs_no_key_and_nobody_who_acts(quiet: Shell, tmp_path: Path) -> None:
    alone = {"PM_IDENTITIES": str(tmp_path / "none"), "PM_STAFF": "nobody"}
    answer = quiet.pm("tick", PM_NOW=TUESDAY, **alone)
    assert (answer.code, answer.err) == (0, "")
    assert "to be done by today:" in answer.out
    quiet.done("task", "finish", str(tasks(quiet)[0]["id"]), "--evidence", "pH 7.2", PM_NOW=TUESDAY)
    assert "pm1.voice" in next(iter(files(quiet).values())).decode()


def test_nobody_acts_as_the_system(quiet: Shell) -> None:
    new = ("task", "new", "--title", "x", "--due", "2026-12-01", *WHO)
    for answer in (
        quiet.pm("as", "pm"),
        quiet.pm(*new, PM_STAFF="E-SYSTEM"),
        quiet.pm(*new, "--by", "E-SYSTEM"),
    ):
        assert answer.code == 13
        assert "E-SYSTEM is nobody" in answer.err
    refused = quiet.pm("vault", "add", "E-SYSTEM")
    assert refused.code != 0


def test_an_older_office_gets_its_system_by_migrating(quiet: Shell) -> None:
    quiet.git("rm", "-q", "records/staff/SY/E-SYSTEM.yaml", "records/posts/system.yaml")
    quiet.git("-c", "user.name=Hand", "-c", "user.email=hand@example.org", "commit", "-qnm", "hand")
    assert tick(quiet, SUNDAY).records == []
    refused = quiet.pm("tick", PM_NOW=MONDAY)
    assert refused.code == 13
    assert "pm migrate" in refused.err
    assert "brought up: 2" in quiet.done("migrate").out
    assert done(tick(quiet, MONDAY)) == [("generate", "to-do")]


def test_a_system_that_was_sent_away_does_nothing(quiet: Shell) -> None:
    quiet.done("staff", "leave", "E-SYSTEM")
    refused = quiet.pm("tick", PM_NOW=MONDAY)
    assert refused.code == 13
    assert "pm staff come-back E-SYSTEM" in refused.err
    quiet.done("staff", "come-back", "E-SYSTEM")
    tick(quiet, MONDAY)


def test_a_plan_that_cannot_be_carried_out_is_told_and_hinders_no_other(quiet: Shell) -> None:
    rest = ("--rule", "daily", "--holidays", "keep", "--override", "management-decision")
    bad = ("plan", "new", "bad", "--name-en", "Bad", "--type", "drill", "--values", "colour=red")
    quiet.done(*bad, *WHO, *rest)
    answer = tick(quiet, MONDAY, code=3)
    assert done(answer) == [("generate", "to-do")]
    assert "plan bad, 22 Nov 2026: there is no option --colour" in answer.err
    assert "not all that is due could be done: 1" in answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--noun", "snow"), ["a kind of record that there is: snow is none (--noun)"]),
        (("--noun", "post"), ["a kind of record of which there are ever more: post is none"]),
        (("--by-verb", "finish"), ["a verb that makes one: generate (--by-verb)"]),
        (
            ("--noun", "ticket", "--by-verb", "new", "--values", "type=storm"),
            [
                "missing: --channel, --title",
                "--type: 'storm' is not one of: repair",
                "the capability ticket.new for E-SYSTEM, who makes it (pm post edit system --capab",
            ],
        ),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_not_set_up(
    quiet: Shell, words: tuple[str, ...], told: list[str]
) -> None:
    new = ("plan", "new", "bad", "--name-en", "Bad", "--type", "drill", "--rule", "daily")
    refused = quiet.pm(*new, "--holidays", "keep", *WHO, *words)
    assert refused.code == 13
    assert [line for line in told if f"pm:   {line}" not in refused.err] == []
    assert refused.err.count("pm:   ") == len(told)


def test_a_clock_that_was_set_back_does_nothing(quiet: Shell) -> None:
    tick(quiet, MONDAY)
    late = "2026-11-30T09:00:00+08:00"
    quiet.done("task", "excuse", str(tasks(quiet)[0]["id"]), "--reason", "no-occasion", PM_NOW=late)
    quiet.done("task", "reopen", str(tasks(quiet)[0]["id"]), "--reason", "came-back", PM_NOW=late)
    assert done(tick(quiet, "2026-11-20T06:00:00+08:00")) == []
    assert done(tick(quiet, TUESDAY)) == []
    answer = tick(quiet, "2026-11-30T10:00:00+08:00")
    assert ("lapse", "overdue") in done(answer)
    assert [one["at"] for one in answer.records if one["verb"] == "lapse"] == [late]


CLIMBER = '''"""A matter that waits."""

from datetime import datetime, timedelta
from typing import ClassVar

from pm.model.act import Act
from pm.model.record import Record
from pm.model.verbs import creates, verb


class Climber(Record, kw_only=True):
    """A matter that climbs while it waits."""

    prefix: ClassVar[str] = "CL"
    initial: ClassVar[str] = "open"

    climbs_at: datetime | None = None
    level: int = 1

    @creates(takes=("climbs_at",))
    def new(self, act: Act) -> None:
        """Begin to wait."""

    @verb("open", hidden=True, changes=["climbs_at", "level"], needs="task.lapse")
    def climb(self, act: Act) -> None:
        """Go up a rung, a day after the last."""
        self.level += 1
        self.climbs_at = act.at + timedelta(days=1) if self.level < 4 else None
'''


def test_what_waits_climbs_until_its_next_climb_lies_ahead(quiet: Shell, tmp_path: Path) -> None:
    with new_kind(tmp_path, "climber", CLIMBER):
        quiet.done("climber", "new", "--climbs-at", "2026-11-22 12:00")
        assert done(tick(quiet, SUNDAY)) == []
        before = count(quiet)
        answer = tick(quiet, "2026-11-23T12:00:00+08:00")
        assert [one["at"] for one in answer.records if one["verb"] == "climb"] == [
            "2026-11-22T12:00:00+08:00",
            "2026-11-23T12:00:00+08:00",
        ]
        assert count(quiet) == before + 1
        assert quiet.done("climber", "list", "--json").records[0]["level"] == 3
        tick(quiet, "2026-12-24T12:00:00+08:00")
        assert quiet.done("climber", "list", "--json").records[0]["level"] == 4


def test_the_system_may_do_all_that_time_does() -> None:
    _, post = sorted(stored.record.id for stored in system_records())
    (system,) = (one for one in sample_records(registry.kind("post")) if one.record.id == post)
    timed = [
        kind.capability(kind.verbs[name])
        for kind in registry.kinds()
        for name, field in kind.record.by_time.items()
        if name in kind.verbs and kind.leaf(field) is not None
    ]
    assert {"ticket.climb", "rectification.climb", "task.lapse"} <= set(timed)
    capabilities = getattr(system.record, "capabilities", ())
    assert [one for one in timed if not covers(capabilities, one)] == []


def test_orders_and_rectifications_are_reminded_of_on_their_day(quiet: Shell) -> None:
    given = ("order", "new", "--title", "figures", "--due", "2026-11-23 17:00", "--json")
    order = quiet.done(*given).records[0]["id"]
    later = quiet.done(*given[:5], "2026-11-24 00:00", "--json").records[0]["id"]
    told = tick(quiet, MONDAY).json["reminders"]
    assert {(one["kind"], one["id"], one["due"]) for one in told if one["kind"] == "order"} == {
        ("order", order, "2026-11-23")
    }
    told = tick(quiet, TUESDAY).json["reminders"]
    assert later in {one["id"] for one in told}


def test_what_has_been_due_longest_is_reminded_of_first(quiet: Shell) -> None:
    given = ("task", "new", "--title", "x", *WHO, "--json", "--due")
    dues = ["2026-11-25", "2026-11-23", "2026-11-24"]
    for due in dues:
        quiet.done(*given, due, PM_NOW=SUNDAY)
    quiet.done("order", "new", "--title", "x", "--due", "2026-11-24 17:00", PM_NOW=SUNDAY)
    told = tick(quiet, "2026-11-26T06:00:00+08:00").json["reminders"]
    found = [one["due"] for one in told]
    assert set(dues) <= set(found)
    assert found == sorted(found)


def say_and_refuse(acting: Acting) -> None:
    with acting.apart():
        acting.told.append(mark("said inside"))
        raise Refused(mark("no"))


def test_what_is_refused_apart_leaves_no_word(quiet: Shell) -> None:
    with quiet.inside():
        office = Office.open(quiet.folder, Environment())
        with at_desk(office, dry_run=True) as desk:
            acting = desk.acting(office.acting_staff(desk.entering()), Circumstances())
            acting.told.append(mark("said before"))
            with pytest.raises(Refused):
                say_and_refuse(acting)
        office.close()
    assert [str(one) for one in acting.told] == ["said before"]


LOBBY = ("--noun", "inspection", "--values", "checklist=lobby", "--assignee", "E-YY27VR")


def test_a_plan_gives_an_inspection_to_whom_it_names(quiet: Shell) -> None:
    given = ("--level", "weekly", "--extent", "item", "--department", "engineering")
    quiet.done("checklist", "new", "lobby", "--name-en", "Lobby", *given)
    quiet.done("checklist", "add-item", "lobby", "--item-name-en", "Lamps")
    rest = ("--type", "inspection", "--rule", "weekly mon", "--holidays", "keep")
    quiet.done("plan", "new", "lobby-round", "--name-en", "Round", *rest, *LOBBY)
    ticked = quiet.done("tick", "--json", PM_NOW="2026-11-23T06:00:00+08:00")
    (made,) = quiet.done("inspection", "list", "--json").records
    told = {"inspected_by": None, "assignee": "E-YY27VR", "due_by": "2026-11-23", "state": "to-do"}
    assert {name: made.get(name) for name in told} == told
    assert made["id"] in {one["id"] for one in ticked.json["reminders"]}
