"""What is to be put right: taken on, put right, seen by another person; overdue, it climbs."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.rectification import DAYS
from pm.model.act import Act
from pm.model.clocks import WorkingLimit
from pm.model.policy import Limit, Rung, Terms
from pm.model.spans import Span
from tests.contract.world import NOW, PermittingPolicy
from tests.kinds.judging import Place, link, missing, typed

FINDING = typed("rectification", "finding", "防滑牌未摆放")
WORDS = {name: typed("rectification", name, "已处理") for name in ("cause", "measures")}
EVIDENCE = typed("rectification", "evidence", "相册/11-23/3.jpg")


class Policy(PermittingPolicy):
    """Says by when, and who is called when that is over."""

    def terms(self, at: datetime) -> Terms:
        del at
        return Terms(version="2026-1", ladder=(Rung(2, "sample-1", 0), Rung(3, "sample-2", 24)))

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        if (clock, facts["grade"]) != ("rectify", "serious"):
            return None
        hours = super().limit(clock, at, **facts)
        assert isinstance(hours, WorkingLimit)
        return WorkingLimit(
            clock=clock, version="2026-1", span=Span(2, "hour"), calendar="x", time=hours.time
        )


class NoPolicy(PermittingPolicy):
    """Says nothing."""

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        del clock, at, facts
        return None


class Office(Place):
    """An office with a policy, whose clock can be put forward."""

    policy: PermittingPolicy = Policy()
    later = timedelta(0)

    def act(self, before: Any = None) -> Act:
        act = super().act(before)
        act.policy = self.policy
        act.now = act.at = NOW + self.later
        return act


def issued(place: Place, **values: Any) -> Any:
    given = {"finding": FINDING, "grade": "ordinary", "department": link("sample-1"), **values}
    return place.new("rectification", **given)


def submitted(place: Place, by: str | None = None, **values: Any) -> Any:
    one = place.run(issued(place, **values), "accept", by=by)
    return place.run(one, "submit", by=by, evidence=EVIDENCE, **WORDS)


@pytest.mark.parametrize("grade", DAYS)
def test_without_a_policy_each_grade_has_its_days(grade: str) -> None:
    place = Office()
    place.policy = NoPolicy()
    one = issued(place, grade=grade)
    days = timedelta(days=DAYS[grade] + 1)
    assert one.due == datetime.fromisoformat("2026-11-23T00:00:00+08:00") + days
    assert (one.level, one.climbs_at, one.policy) == (1, None, None)


def test_the_policy_sets_the_due_time_and_what_is_typed_goes_before() -> None:
    place = Office()
    one = issued(place, grade="serious")
    assert (one.due, one.policy) == (NOW + timedelta(hours=2), "2026-1")
    assert one.climbs_at == one.due
    assert issued(place, grade="ordinary").policy is None
    typed_due = issued(place, grade="serious", due=NOW + timedelta(days=9))
    assert (typed_due.due, typed_due.policy) == (NOW + timedelta(days=9), None)


def test_it_is_given_to_somebody_and_for_a_time_to_come() -> None:
    with pytest.raises(Refused) as refused:
        issued(Place(), department=None, due=NOW - timedelta(hours=1))
    assert missing(refused) == [
        "who is to put it right (--department or --liable)",
        "a time that is still to come (--due)",
    ]


def test_only_the_one_who_is_liable_takes_it_on() -> None:
    place = Place()
    one = issued(place, liable=link("E-000002"))
    with pytest.raises(Refused) as refused:
        place.run(one, "accept", by="E-000001")
    assert missing(refused) == [
        f"E-000002, who is to put it right (--by, or pm rectification edit {one.id} --liable)"
    ]
    assert place.run(one, "accept", by="E-000002").accepted_by == "E-000002"
    assert place.run(issued(place), "accept", by="E-000001").state == "in-progress"


def test_what_is_put_right_is_shown() -> None:
    place = Place()
    one = place.run(issued(place), "accept")
    with pytest.raises(Refused) as refused:
        place.run(one, "submit", **WORDS)
    assert missing(refused) == ["where the photo or the paper is kept that shows it (--evidence)"]


@pytest.mark.parametrize("verb", ["verify", "reject"])
def test_doers_are_compared_and_not_who_typed(verb: str) -> None:
    place = Place()
    fixer, other = (place.put("staff", "active", number) for number in (1, 2))
    one = submitted(place, by=fixer)
    given = {"result": WORDS["cause"]}
    for typist in (fixer, other):
        with pytest.raises(Refused) as refused:
            place.run(one, verb, by=fixer, typist=typist, **given)
        assert missing(refused) == [f"another person than {fixer}: {other} may do it (--by NAME)"]
    assert place.run(one, verb, by=other, typist=fixer, **given).fixed_by == fixer


def test_a_manager_may_let_it_pass_for_a_reason_that_is_counted() -> None:
    place = Place()
    fixer = place.put("staff", "active", 1)
    place.put("staff", "active", 2)
    one = submitted(place, by=fixer)
    assert place.run(one, "verify", by=fixer, override="sample-override").state == "closed"


def test_where_only_one_may_do_it_a_day_takes_the_place_of_the_other() -> None:
    place = Office()
    fixer = place.put("staff", "active", 1)
    one = submitted(place, by=fixer)
    place.later = timedelta(hours=23)
    with pytest.raises(Refused) as refused:
        place.run(one, "verify", by=fixer)
    assert missing(refused) == [
        f"a day's wait: nobody but {fixer} may do it, and not before 2026-11-24 09:15"
    ]
    place.later = timedelta(hours=24)
    closed = place.run(one, "verify", by=fixer)
    assert (closed.fixed_by, closed.closed_by) == (fixer, fixer)


def test_what_is_not_put_right_is_taken_on_again_and_counted() -> None:
    place = Place()
    fixer, other = (place.put("staff", "active", number) for number in (1, 2))
    one = submitted(place, by=fixer)
    for times in (1, 2):
        one = place.run(one, "reject", by=other, result=WORDS["cause"])
        assert (one.state, one.rejections, one.rejected_by) == ("rejected", times, other)
        one = place.run(place.run(one, "accept", by=fixer), "submit", evidence=EVIDENCE, **WORDS)
    assert place.run(one, "verify", by=other).state == "closed"


def test_what_is_overdue_climbs_rung_by_rung_until_it_is_closed() -> None:
    place = Office()
    place.put("post", "active", 1)
    place.put("post", "active", 2)
    one = issued(place, grade="serious")
    with pytest.raises(Refused) as refused:
        place.run(one, "climb")
    assert missing(refused) == ["the time at which it goes up a level (pm tick sees to it)"]
    place.later = timedelta(hours=2)
    one = place.run(one, "climb")
    assert (one.level, one.climbs_at) == (2, one.due + timedelta(hours=24))
    place.later = timedelta(hours=26)
    one = place.run(one, "climb")
    assert (one.level, one.climbs_at) == (3, None)
    assert [(each.level, each.post) for each in one.escalations] == [
        (2, "sample-1"),
        (3, "sample-2"),
    ]
    fixer, other = (place.put("staff", "active", number) for number in (1, 2))
    one = place.run(place.run(one, "accept", by=fixer), "submit", evidence=EVIDENCE, **WORDS)
    assert place.run(one, "verify", by=other).climbs_at is None


def test_what_is_extended_keeps_its_level_and_climbs_later() -> None:
    place = Office()
    one = issued(place, grade="serious")
    later = NOW + timedelta(days=2)
    extended = place.run(one, "extend", due=later)
    assert (extended.due, extended.climbs_at, extended.policy) == (later, later, None)
    with pytest.raises(Refused) as refused:
        place.run(one, "extend", due=NOW - timedelta(hours=1))
    assert missing(refused) == ["a time that is still to come (--due)"]


def test_a_ticket_finds_what_it_waits_for() -> None:
    place = Place()
    ticket = place.put("ticket", "solved")
    place.put("rectification", "issued", ticket=link(ticket))
    act = place.doing()
    act.before = place.get("ticket", ticket)
    assert [one.state for one in act.linked("rectification", "ticket")] == ["issued"]
