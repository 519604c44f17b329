"""Plans: what must be there before one is carried out, and from when its days count."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.model.values import Words
from pm.office import registry
from pm.office.founding import DEFAULTS, sample_records
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing

PLANS = list(sample_records(registry.kind("plan")))
GIVEN: dict[str, Any] = {
    "name": Words(en="Pool check"),
    "type": "inspection",
    "rule": "weekly tue,fri",
    "holidays": "after",
}


def made(**values: Any) -> Any:
    return Place().new("plan", **{**GIVEN, "department": link("engineering"), **values})


def test_a_plan_names_all_that_it_lacks() -> None:
    with pytest.raises(Refused) as refused:
        made(department=None, lead_days=61, valid_until=date(2026, 11, 1))
    assert missing(refused) == [
        "who is to do it (--assignee, --post or --department)",
        "an end that is not before the beginning (--valid-until)",
        "lead days from 0 to 60 (--lead-days)",
    ]


def test_its_days_count_from_the_day_it_is_set_up() -> None:
    assert made().valid_from == NOW.date()
    assert made(valid_from=date(2026, 1, 1)).valid_from == date(2026, 1, 1)


def test_another_schedule_and_a_new_start_make_nothing_of_the_past() -> None:
    place = Place()
    plan = made(valid_from=date(2026, 1, 1))
    other = place.run(plan, "reschedule", rule="monthly last")
    assert (other.rule, other.holidays, other.valid_from) == ("monthly last", "after", NOW.date())
    with pytest.raises(Refused) as refused:
        place.run(plan, "reschedule", rule="daily", valid_from=date(2026, 11, 1))
    assert missing(refused) == ["a first day that has not passed (--valid-from)"]
    retired = place.run(plan, "retire")
    assert place.run(retired, "restore").valid_from == NOW.date()


def test_the_schedule_is_not_edited_and_what_is_made_stays_the_same() -> None:
    kind = registry.kind("plan")
    schedule = {"rule", "holidays", "lead_days", "valid_from", "valid_until", "noun", "by_verb"}
    assert schedule <= kind.owned


def test_what_it_makes_gets_what_the_plan_says_and_what_it_hands_on() -> None:
    plan = made(sign_off_required=True, values=["planned-on=@due", "room=1", "room=2"])
    day = date(2026, 12, 1)
    assert plan.values_for(day) == {"planned_on": ["2026-12-01"], "room": ["1", "2"]}
    assert plan.besides(day) == {
        "plan": [plan.id],
        "due": ["2026-12-01"],
        "due_by": ["2026-12-01"],
        "department": ["engineering"],
        "sign_off_required": ["yes"],
    }


@pytest.mark.parametrize("stored", PLANS, ids=lambda stored: stored.record.id)
def test_the_sample_plans_can_be_carried_out_and_begin_with_the_office(stored: Any) -> None:
    (guard,) = registry.kind("plan").verbs["new"].guards
    assert list(guard(stored.record, Place().doing())) == []
    assert stored.record.valid_from is None
    assert stored.record.name.en
    assert stored.record.name.zh
    posts = {post.record.id for post in sample_records(registry.kind("post"))}
    assert stored.record.post in posts


def test_every_office_begins_with_the_plans_that_the_register_asks_for() -> None:
    assert "plan" in DEFAULTS
    rules = {stored.record.id: stored.record.rule for stored in PLANS}  # type: ignore[attr-defined]  # plans
    assert rules["weekly-report"] == "weekly fri"
    assert rules["half-monthly-review"] == "half-monthly 2,17"
