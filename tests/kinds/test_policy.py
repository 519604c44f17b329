"""Calendars, years and the policy that sets limits."""

from datetime import date
from typing import Any

import pytest

from pm.errors import Refused
from pm.i18n.catalogue import ENGLISH
from pm.model.hours_types import DaysOffType, WeekHoursType
from pm.model.problem import BadValue
from pm.model.spans import SpanType
from pm.model.working_time import MonthDay
from pm.office import registry
from pm.office.founding import DEFAULTS, sample_records
from tests.contract.world import NOW
from tests.kinds.judging import Place, link, missing

TODAY = NOW.date()
TOMORROW = date(2026, 11, 24)
SPAN = SpanType().read("1 working-day")
SPRING = DaysOffType().read("02-05/02-11 spring-festival")


class Office(Place):
    """An office with its own record, which names the newest policy."""

    def __init__(self) -> None:
        """Begin without a policy."""
        super().__init__()
        self.put("office", "active", policy=None)

    def do(self, record: Any, verb: str, values: dict[str, object], by: str | None = None) -> Any:
        """Keep what a verb makes of the office's own record."""
        changed: Any = super().do(record, verb, values, by)
        self.name(changed.policy)
        return changed

    def name(self, policy: Any) -> None:
        """Let the office name a policy."""
        settings: Any = self.get("office", "office")
        settings.policy = policy

    @property
    def newest(self) -> Any:
        """The policy that the office names."""
        settings: Any = self.get("office", "office")
        return settings.policy


def with_a_rule(place: Place, **values: Any) -> Any:
    draft = place.new("policy", **values)
    return place.run(draft, "add-rule", clock="solve", span=SPAN, calendar=link("office-hours"))


def adopted(place: Office, valid_from: date) -> Any:
    record = place.run(with_a_rule(place, valid_from=valid_from), "adopt")
    place.there.append((registry.kind("policy"), record))
    return record


def test_a_calendar_has_hours_and_each_weekday_has_them_once() -> None:
    place = Place()
    name: Any = place.record(registry.kind("calendar"), 1, "active")
    with pytest.raises(Refused) as refused:
        place.new("calendar", name=name.name)
    assert missing(refused) == ["the hours (--hours 'mon-fri 08:30-12:00 14:00-18:00')"]
    hours = [WeekHoursType().read(line) for line in ("mon-fri 08:00-12:00", "thu-sat 09:00-10:00")]
    with pytest.raises(Refused) as refused:
        place.new("calendar", name=name.name, hours=hours)
    assert missing(refused) == ["one line for each weekday: thu, fri"]
    assert place.new("calendar", name=name.name, hours=hours[:1]).days_off == "china"


def test_a_year_has_days_off_and_none_of_them_is_worked() -> None:
    place = Place()
    with pytest.raises(Refused) as refused:
        place.new("year", workdays=[MonthDay(1, 30)])
    assert missing(refused) == ["the days off (--days-off '02-05/02-11 spring-festival')"]
    made = place.new("year", days_off=[SPRING], workdays=[MonthDay(1, 30)])
    with pytest.raises(Refused) as refused:
        place.run(made, "edit", workdays=[MonthDay(1, 30), MonthDay(2, 11), MonthDay(2, 5)])
    assert missing(refused) == ["either a day off or a workday: 02-05, 02-11 are both"]
    days: dict[str, Any] = {
        "days_off": [DaysOffType().read("02-29 leap")],
        "workdays": [MonthDay(2, 29)],
    }
    made.id = "2028"
    assert place.run(made, "edit", days_off=days["days_off"]).days_off == days["days_off"]
    made.id = "2029"
    with pytest.raises(Refused) as refused:
        place.run(made, "edit", **days)
    assert missing(refused) == [
        "days that the year has: there is no 02-29 in 2029",
        "either a day off or a workday: 02-29 are both",
    ]
    assert registry.kind("year").fits("2027")
    assert not registry.kind("year").fits("next")


def test_a_policy_that_is_in_force_is_replaced_and_not_edited() -> None:
    place = Office()
    first = adopted(place, date(2026, 1, 1))
    assert (first.state, first.replaces, place.newest) == ("adopted", None, first.id)
    for verb, values in (
        ("add-rule", {"clock": "reply", "span": SPAN, "calendar": link("office-hours")}),
        ("set-terms", {"pause_days": 10}),
        ("set-rung", {"level": 2, "post": link("service-head")}),
    ):
        with pytest.raises(Refused) as refused:
            place.run(first, verb, **values)
        assert missing(refused) == [
            (
                f"a new version: {first.id} has been in force since 2026-01-01 and stays as it is "
                f"(pm policy new NAME --like {first.id} --valid-from DAY, "
                "then pm policy adopt NAME)"
            )
        ]


def test_the_first_day_of_a_policy_is_moved_while_it_is_a_draft() -> None:
    place = Office()
    with pytest.raises(Refused, match="edit is not possible now"):
        place.run(adopted(place, TOMORROW), "edit", valid_from=date(2027, 1, 1))


def test_a_policy_that_is_still_to_come_can_be_corrected() -> None:
    place = Office()
    coming = adopted(place, TOMORROW)
    assert place.run(coming, "set-terms", pause_days=10).pause_days == 10


def test_a_new_version_takes_over_what_the_old_one_says_and_begins_on_a_day_to_come() -> None:
    place = Office()
    first = adopted(place, date(2026, 1, 1))
    draft = place.new("policy", like=link(first.id), valid_from=TODAY, visit_share=50)
    (rule,) = draft.rules
    assert (rule.clock, rule.span, draft.visit_share, draft.pause_days) == ("solve", SPAN, 50, 30)
    assert rule.id != first.rules[0].id
    draft.id = "2027"
    with pytest.raises(Refused) as refused:
        place.run(draft, "adopt")
    assert missing(refused) == [
        (
            f"a first day that is 2026-11-24 or later, for {first.id} is in force "
            "(pm policy edit 2027 --valid-from 2026-11-24)"
        )
    ]
    place.name(first.id)  # a refusal writes nothing
    second = place.run(place.run(draft, "edit", valid_from=TOMORROW), "adopt")
    assert (second.replaces, place.newest, second.adopted_at) == (first.id, "2027", NOW)


def test_a_policy_without_a_rule_or_with_a_hidden_one_is_not_adopted() -> None:
    place = Office()
    draft = place.new("policy", valid_from=TOMORROW)
    with pytest.raises(Refused) as refused:
        place.run(draft, "adopt")
    assert missing(refused) == [
        (
            f"a rule (pm policy add-rule {draft.id} --clock solve --span '1 working-day' "
            "--calendar NAME)"
        )
    ]
    given: dict[str, Any] = {"clock": "solve", "span": SPAN, "calendar": link("office-hours")}
    both = place.run(place.run(draft, "add-rule", **given), "add-rule", **given)
    with pytest.raises(Refused) as refused:
        place.run(both, "adopt")
    assert missing(refused) == [
        (
            f"a place for {both.rules[1].id} before the rule of the same clock that is for "
            "everything (pm policy add-rule --position)"
        )
    ]


def test_rules_are_set_before_others_changed_and_dropped() -> None:
    place = Place()
    given: dict[str, Any] = {"clock": "solve", "span": SPAN, "calendar": link("office-hours")}
    one = with_a_rule(place, valid_from=TOMORROW)
    last = one.rules[0].id
    two = place.run(one, "add-rule", **given, position=1)
    assert [rule.id == last for rule in two.rules] == [False, True]
    changed = place.run(two, "change-rule", rule=last, span=SpanType().read("6 hours"))
    assert [str(rule.span) for rule in changed.rules] == ["1 working-day", "6 hours"]
    assert [rule.id for rule in place.run(changed, "drop-rule", rule=last).rules] != [last]
    for verb, told in (("change-rule", "a rule and what is new"), ("drop-rule", "a rule")):
        with pytest.raises(Refused) as refused:
            place.run(two, verb, rule="ABCDEF")
        assert missing(refused) == [f"{told} (--rule ID; pm policy show {two.id})"]


def test_the_ladder_has_one_post_for_each_level() -> None:
    place = Place()
    draft = place.new("policy", valid_from=TOMORROW)
    high = place.run(draft, "set-rung", level=3, post=link("centre-manager"), after_hours=24)
    both = place.run(high, "set-rung", level=2, post=link("service-head"), after_hours=2)
    again = place.run(both, "set-rung", level=3, post=link("quality-manager"))
    assert [(rung.level, rung.post, rung.after_hours) for rung in again.ladder] == [
        (2, "service-head", 2),
        (3, "quality-manager", 0),
    ]
    assert [rung.level for rung in place.run(again, "drop-rung", level=2).ladder] == [3]
    with pytest.raises(Refused) as refused:
        place.run(again, "drop-rung", level=4)
    assert missing(refused) == [f"a rung (--level; pm policy show {again.id})"]


def test_a_ladder_that_does_not_rise_and_bounds_that_cross_are_not_adopted() -> None:
    place = Office()
    draft = with_a_rule(place, valid_from=TOMORROW)
    for level, hours in ((2, 24), (3, 24), (4, 2)):
        draft = place.run(
            draft, "set-rung", level=level, post=link("service-head"), after_hours=hours
        )
    draft = place.run(draft, "set-terms", least_households=401)
    with pytest.raises(Refused) as refused:
        place.run(draft, "adopt")
    assert missing(refused) == [
        (
            "more hours on level 3 than the 24 of level 2 "
            f"(pm policy set-rung {draft.id} --level 3 --after-hours)"
        ),
        (
            "more hours on level 4 than the 24 of level 3 "
            f"(pm policy set-rung {draft.id} --level 4 --after-hours)"
        ),
        (
            "bounds that agree: at least 401 households of a steward and at most 400 "
            f"(pm policy set-terms {draft.id} --least-households --most-households)"
        ),
    ]


def test_what_is_changed_of_an_adopted_policy_leaves_it_sound() -> None:
    place = Office()
    coming = adopted(place, TOMORROW)
    given: dict[str, Any] = {"clock": "solve", "span": SPAN, "calendar": link("office-hours")}
    with pytest.raises(Refused, match="something is missing") as refused:
        place.run(coming, "add-rule", **given)
    assert [line.partition(" before")[0] for line in missing(refused)] == ["a place for 000002"]
    with pytest.raises(Refused) as refused:
        place.run(coming, "drop-rule", rule=coming.rules[0].id)
    assert [line.partition(" (")[0] for line in missing(refused)] == ["a rule"]
    with pytest.raises(Refused) as refused:
        place.run(coming, "set-terms", most_households=1)
    assert [line.partition(":")[0] for line in missing(refused)] == ["bounds that agree"]


def test_what_was_adopted_by_mistake_is_taken_back_before_its_first_day() -> None:
    place = Office()
    first = adopted(place, date(2026, 1, 1))
    draft = place.new("policy", like=link(first.id), valid_from=TOMORROW)
    draft.id = "2027"
    second = place.run(draft, "adopt")
    place.there.append((registry.kind("policy"), second))
    back = place.run(second, "withdraw")
    assert (back.state, back.replaces, back.adopted_at, place.newest) == (
        *("draft", None, None),
        first.id,
    )
    place.name("2027")
    with pytest.raises(Refused) as refused:
        place.run(first, "withdraw")
    assert [line.partition(":")[0] for line in missing(refused)] == [
        "a new version",
        "the withdrawal of 2027, which takes its place (pm policy withdraw 2027)",
    ]


NONSENSE = {
    "visit_share": ("-5", "101"),
    "visit_attempts": ("0",),
    "chases_to_raise": ("0",),
    "pause_days": ("-3", "0"),
    "reason_after_hours": ("-1",),
    "least_households": ("-1",),
    "level": ("1", "9"),
    "after_hours": ("-5",),
    "target": ("-7", "150"),
    "position": ("0",),
}


@pytest.mark.parametrize(("name", "text"), [(name, t) for name in NONSENSE for t in NONSENSE[name]])
def test_a_number_that_makes_no_sense_is_no_value_of_any_verb(name: str, text: str) -> None:
    verbs = registry.kind("policy").verbs.values()
    forms = [option.form for verb in verbs for option in verb.options if option.name == name]
    assert forms
    for form in forms:
        assert form is not None
        with pytest.raises(BadValue, match="does not lie between"):
            form.read(text)


def test_a_new_version_takes_over_that_nobody_is_visited() -> None:
    place = Office()
    first = place.run(with_a_rule(place, valid_from=TOMORROW), "set-terms", visit_share=0)
    place.there.append((registry.kind("policy"), first))
    assert place.new("policy", like=link(first.id), valid_from=TOMORROW).visit_share == 0


def test_only_a_draft_is_struck_out() -> None:
    place = Office()
    draft = place.new("policy", valid_from=TOMORROW)
    assert place.run(draft, "void").state == "void"
    with pytest.raises(Refused):
        place.run(adopted(place, TOMORROW), "void")


def test_every_office_begins_with_a_policy_and_the_calendars_that_it_counts_on() -> None:
    assert {"calendar", "policy"} <= set(DEFAULTS)
    calendars = {one.record.id for one in sample_records(registry.kind("calendar"))}
    posts = {one.record.id for one in sample_records(registry.kind("post"))}
    (policy,) = [stored.record for stored in sample_records(registry.kind("policy"))]
    (office,) = [stored.record for stored in sample_records(registry.kind("office"))]
    settings: Any = office
    found: Any = policy
    assert (settings.policy, found.state) == (found.id, "adopted")
    assert {rule.calendar for rule in found.rules} <= calendars
    assert {rung.post for rung in found.ladder} <= posts
    assert {rule.clock for rule in found.rules} >= {
        *("accept", "reply", "arrive", "solve", "return-visit")
    }


def test_the_hours_of_the_sample_calendars_are_said_in_words() -> None:
    said = {
        stored.record.id: [ENGLISH.say(WeekHoursType().show(line)) for line in _hours(stored)]
        for stored in sample_records(registry.kind("calendar"))
    }
    assert said == {
        "office-hours": ["Mon–Fri 08:30–12:00, 14:00–18:00"],
        "round-the-clock": ["Mon–Sun 00:00–24:00"],
    }


def _hours(stored: Any) -> Any:
    return stored.record.hours
