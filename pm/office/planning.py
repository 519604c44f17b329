"""Planning: what the plans make and when, the same wherever it is worked out.

A plan remembers nothing: what it should have made follows from its rule, and whether it was made
from the id, which follows from the plan and the day by its rule.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from pm.errors import Invalid, PmError, Usage
from pm.i18n import Message, mark
from pm.index.filters import Filter, Operator
from pm.model.ids import SUBJECT, SUBJECT_LENGTH, derived_part
from pm.model.kind import Kind
from pm.model.problem import BadValue
from pm.model.recurrence import LONGEST, Due, IsWorking, due_days, on_weekdays, shifted
from pm.model.rule_type import typed_rule
from pm.model.times import midnight, parse_day
from pm.model.transition import Making
from pm.office import registry
from pm.office.office import Office
from pm.office.rules import Rules
from pm.office.standing import Standing

CATCH_UP = 60
"""What was missed, since nobody ran ``pm tick``, is still made if it was due within so many days.

More than this is a matter for people: nobody does sixty weekly checks in one day.
"""
FARTHEST = 1100
"""The most days that are looked ahead: three years."""
LOOK_BACK = 366
"""Of what was due so many days ago and less is told that it was passed over."""
KEPT = "keep"
"""What a plan says that takes no heed of days off."""
MISSED = "missed"
"""What became of what was never made and is made no more; no record is in such a state."""


class Planned(NamedTuple):
    """One record that a plan makes: when it is due, and the id that follows from that."""

    plan: Any
    kind: Kind
    due: Due

    @property
    def made_on(self) -> date:
        """The day on which it is made."""
        return shifted(self.due.day, -self.plan.lead_days)

    def made_at(self, zone: tzinfo) -> datetime:
        """The moment that its stamps name: the beginning of that day."""
        return midnight(self.made_on, zone)

    @property
    def making(self) -> Making:
        """Its id and its data subject: two desks that make it make the same."""
        source = f"{self.kind.name}/{self.plan.id}/{self.due.by_rule}"
        return Making(
            f"{self.kind.prefix}-{self.due.by_rule:%y%m%d}-{derived_part(source)}",
            f"{SUBJECT}-{derived_part(f'{source}/subject', SUBJECT_LENGTH)}",
        )


def working_days(rules: Rules) -> IsWorking:
    """Give what tells the office's working days: its calendar, or weekdays where it has none."""
    hours = rules.office_hours()
    return on_weekdays if hours is None else hours.is_working_day


def planned(plan: Any, first: date, until: date, is_working: IsWorking) -> Iterator[Planned]:  # noqa: ANN401  # a record of pm.kinds.plan, which office does not name
    """Give what a plan makes that is due in [first, until), in order."""
    kind = registry.kind(plan.noun)
    begins = max(plan.valid_from or first, shifted(first, -2 * LONGEST))
    ends = shifted(until, LONGEST)
    if plan.valid_until is not None:
        ends = min(ends, shifted(plan.valid_until, 1))
    for due in due_days(typed_rule(plan.rule), plan.holidays, begins, ends, is_working):
        if first <= due.day < until:
            yield Planned(plan, kind, due)


class Plans(NamedTuple):
    """The plans in force, and what is to be told of those that cannot be worked out."""

    plans: list[Any]
    problems: list[Message]


def plans_in_force(office: Standing) -> Plans:
    """Give the active plans of what there is to make."""
    kind = registry.kind("plan")
    found = Plans([], [])
    active = Filter("state", Operator.ANY_OF, (kind.record.initial,))
    for (plan_id,) in office.index.select(kind, [active], columns=["id"]).rows:
        plan: Any = office.reader.get(kind, str(plan_id)).record
        if plan.noun in registry.names() and plan.by_verb in registry.kind(plan.noun).verbs:
            found.plans.append(plan)
        else:
            found.problems.append(
                mark(
                    "plan {plan}: this pm makes no {noun} by {verb}",
                    plan=plan.id,
                    noun=plan.noun,
                    verb=plan.by_verb,
                )
            )
    return found


def cannot_make(one: Planned, error: PmError) -> list[Message]:
    """Say why a plan could not make what it should."""
    return [
        mark("plan {plan}, {day}: {reason}", plan=one.plan.id, day=one.due.day, reason=reason)
        for reason in (error.message, *error.details)
    ]


def to_be_made(office: Standing, plans: list[Any], today: date) -> list[Planned]:
    """Give what the plans should have made by a day and have not, the earliest due first."""
    is_working = working_days(office.rules)
    found = [
        one
        for plan in plans
        for one in planned(
            plan, shifted(today, -CATCH_UP), shifted(today, plan.lead_days + 1), is_working
        )
        if one.made_on <= today
    ]
    there = held(office, found)
    waiting = (one for one in found if one.making.id not in there)
    return sorted(waiting, key=lambda one: (one.due.day, one.plan.id, one.due.by_rule))


def not_announced(rules: Rules, found: Sequence[Planned]) -> list[Message]:
    """Name the years whose days off are not announced, where what is found depends on them."""
    hours = rules.office_hours()
    if hours is None:
        return []
    years = {one.due.day.year for one in found if one.plan.holidays != KEPT}
    return [
        mark(
            "the days off of {year} are not announced yet: what plans make was counted by weekdays "
            "(when they are, type: pm year new {year} --days-off …)",
            year=year,
        )
        for year in sorted(years)
        if not hours.announces(year)
    ]


def passed_over(office: Standing, plans: list[Any], today: date) -> list[Message]:
    """Say which plans have not made what was due so long ago that it is made no more."""
    is_working = working_days(office.rules)
    begin, end = shifted(today, -LOOK_BACK), shifted(today, -CATCH_UP)
    found = [
        one
        for plan in plans
        if plan.valid_from is not None
        for one in planned(plan, begin, end, is_working)
    ]
    there = held(office, found)
    missed: dict[str, list[date]] = {}
    for one in found:
        if one.making.id not in there:
            missed.setdefault(one.plan.id, []).append(one.due.day)
    return [
        mark(
            "plan {plan}: {count} that were due from {first} to {last} are passed over: "
            "nothing is made that was due more than {most} days ago "
            "(pm plan due --plan {plan} --from {first})",
            plan=name,
            count=len(days),
            first=min(days).isoformat(),
            last=max(days).isoformat(),
            most=CATCH_UP,
        )
        for name, days in missed.items()
    ]


def held(office: Standing, found: list[Planned]) -> dict[str, str | None]:
    """Give the ids of those that were made, in whatever state they are now, each with its state."""
    there: dict[str, str | None] = {}
    for kind in {one.kind.name for one in found}:
        ids = [one.making.id for one in found if one.kind.name == kind]
        wanted = Filter("id", Operator.ANY_OF, tuple(ids))
        for row in office.index.select(registry.kind(kind), [wanted], columns=["id", "state"]).rows:
            there[str(row[0])] = row[1]
    return there


class Coming(NamedTuple):
    """A line of what plans make: when it is due, when it is made, and what became of it."""

    plan: str
    rule: str
    by_rule: date
    due: date
    made_on: date
    noun: str
    id: str
    state: str | None


def coming_as_typed(
    office: Office, plan: str | None, first: str | None, day_after: str | None
) -> tuple[list[Coming], list[Message]]:
    """Give what plans make between two days as people type them: from today on, for a month."""
    begin = office.now.date() if first is None else _day(office, "--from", first)
    end = shifted(begin, LONGEST) if day_after is None else _day(office, "--to", day_after)
    if not begin < end <= shifted(begin, FARTHEST):
        raise Usage(
            mark("--to must lie after --from, by {days} days at the most", days=FARTHEST),
            hint=mark("name a shorter time"),
        )
    wanted = None if plan is None else office.entering().find(["plan"], plan)
    return coming(office, begin, end, wanted)


def _day(office: Office, option: str, text: str) -> date:
    try:
        return parse_day(text.strip(), office.now)
    except BadValue as bad:
        raise Invalid(mark("{option}: {reason}", option=option, reason=bad.reason)) from None


def coming(
    office: Office, first: date, until: date, plan: str | None = None
) -> tuple[list[Coming], list[Message]]:
    """Give what the plans in force make that is due in [first, until), the earliest first."""
    in_force = plans_in_force(office)
    is_working = working_days(office.rules)
    found = [
        one
        for each in in_force.plans
        if plan in {None, each.id}
        for one in planned(each, first, until, is_working)
    ]
    states = held(office, found)
    too_late = shifted(office.now.date(), -CATCH_UP)
    rows = [
        Coming(
            one.plan.id,
            one.plan.rule,
            one.due.by_rule,
            one.due.day,
            one.made_on,
            one.kind.name,
            one.making.id,
            states.get(one.making.id, MISSED if one.due.day < too_late else None),
        )
        for one in found
    ]
    told = [*in_force.problems, *not_announced(office.rules, found)]
    return sorted(rows, key=lambda row: (row.due, row.plan)), told
