"""A desk for tests of tickets: a policy with clocks and a ladder, and a time that goes on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pm.errors import Refused
from pm.kinds.ticket.closing_guards import REVIEW
from pm.kinds.ticket.parts import Caller
from pm.model.act import Act
from pm.model.capabilities import OVERRIDE
from pm.model.clocks import WorkingLimit
from pm.model.policy import Limit, Rung, Terms
from pm.model.spans import Span
from pm.model.values import Link, Words
from pm.model.working_time import DAY_MINUTES, WeekHours, Window, WorkingTime
from tests.contract.world import NOW, PermittingPolicy
from tests.kinds.judging import Place, link, missing, typed

HOURS = {"reply": 24, "reply-cap": 240, "accept": 1, "return-visit": 72}
"""How long each clock leaves, whatever the matter is."""
SOLVED_IN = {"urgent": 6, "ordinary": 48}
"""How long the solution may take, by urgency; without one it is ordinary."""
ALWAYS = WorkingTime(NOW.tzinfo or UTC, [WeekHours(0, 6, (Window(0, DAY_MINUTES),))])
RUNGS = (Rung(2, "head", 2), Rung(3, "quality", 24), Rung(4, "company", 72))


class ClockPolicy(PermittingPolicy):
    """The office's clocks, its ladder, and who may do what."""

    def __init__(self) -> None:
        """Begin with a share of repairs of which all are asked about, and nobody on call."""
        self.visit_share = 100
        self.called: str | None = None
        self.idle: set[str] = set()
        """Who may do nothing."""
        self.blind: set[str] = set()
        """Who may not read what is kept from others."""
        self.managers: set[str] = set()
        """Who may override."""
        self.supervisors: set[str] | None = None
        """Who may review a complaint; none: everybody."""

    def may(self, staff: str, capability: str) -> bool:
        if capability == OVERRIDE:
            return staff in self.managers
        if capability == REVIEW and self.supervisors is not None:
            return staff in self.supervisors
        return staff not in (self.blind if capability.startswith("read.") else self.idle)

    def is_reason(self, code: str, use: str) -> bool:
        return code == use

    def terms(self, at: datetime) -> Terms:
        return Terms(
            version="rules-1" if at < NOW + timedelta(days=30) else "rules-2",
            visit_share=self.visit_share,
            major_post="assistant",
            ladder=RUNGS,
        )

    def limit(self, clock: str, at: datetime, **facts: str | None) -> Limit | None:
        del at
        span = _span(clock, facts)
        return span and WorkingLimit(
            clock=clock, version="rules-1", span=span, calendar="always", time=ALWAYS
        )

    def on_call(self, department: str, at: datetime, trade: str | None = None) -> str | None:
        del department, at, trade
        return self.called


def _span(clock: str, facts: dict[str, str | None]) -> Span | None:
    if clock == "arrive":
        return Span(5, "minute") if facts["type"] == "repair" else None
    if clock == "solve":
        return Span(SOLVED_IN[facts["urgency"] or "ordinary"], "hour")
    return Span(HOURS[clock], "hour")


class Counter(Place):
    """A desk whose clock goes on, with the posts of the ladder and two who work."""

    def __init__(self) -> None:
        """Begin with nothing but people, a category for repairs, and reasons."""
        super().__init__()
        self.policy = ClockPolicy()
        self.now = NOW
        self.put("post", "active", 9, id="hands", severity_limit=None)
        self.worker, self.other = self.hand(1), self.hand(2)
        for number, post in enumerate(("head", "quality", "company", "assistant"), start=1):
            self.put("post", "active", number, id=post, name=Words(en=post))
        self.put("category", "active", 1, id="water", repair=True, department=link("works"))
        self.put("category", "active", 2, id="noise", repair=False, department=link("guards"))
        self.put("reason", "active", 1, id="all-out", uses=["late-arrival"])
        self.put("reason", "active", 2, id="goodwill", uses=["waive"])

    def hand(self, number: int, post: str = "hands") -> str:
        """Put a member of staff there."""
        return self.put("staff", "active", number, post=link(post))

    def act(self, before: Any = None) -> Act:
        act = super().act(before)
        act.policy = self.policy
        act.now = act.at = self.now
        return act

    def on(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def doing(self, by: str | None = None, typist: str | None = None) -> Act:
        act = super().doing(by, typist)
        act.reason = self.reason
        return act

    reason: str | None = None
    """The reason that is typed."""

    # -- tickets ----------------------------------------------------------------------------

    def ticket(self, kind: str = "repair", **values: Any) -> Any:
        """Take up a ticket; a complaint's register is complete."""
        given: dict[str, Any] = {"title": said("title", "it drips"), "channel": link("phone")}
        if kind == "complaint":
            caller = Caller(name_absent="refused", phone_absent="refused", unit_absent="refused")
            given |= {"caller": caller, "request": said("request", "quiet")}
        return self.new("ticket", type=kind, **given, **values)

    def go(self, ticket: Any, *verbs: str, **values: Any) -> Any:
        """Run verbs one after the other; the last one takes the values."""
        for verb in verbs[:-1]:
            ticket = self.run(ticket, verb, **USUAL.get(verb, {}))
        return self.run(ticket, verbs[-1], **{**USUAL.get(verbs[-1], {}), **values})

    def given(self, kind: str = "repair", **values: Any) -> Any:
        """Give somebody a ticket, who takes it on."""
        ticket = self.run(self.ticket(kind, **values), "triage", severity="minor")
        promised = self.now + timedelta(hours=4)
        ticket = self.run(ticket, "assign", assignee=link(self.worker), promised_at=promised)
        return self.run(ticket, "accept", by=self.worker)

    def solved(self, kind: str = "repair", **values: Any) -> Any:
        """Give a ticket that somebody has solved, a special service after a visit."""
        ticket, by = self.given(kind), self.other
        if kind == "special":
            ticket = self.run(ticket, "visit", by=by, method="acceptance", score="satisfied")
        return self.run(ticket, "solve", by=self.worker, **USUAL["solve"], **values)

    def refused(self, ticket: Any, verb: str, by: str | None = None, **values: Any) -> list[str]:
        """Give what is missing when a verb is refused."""
        with pytest.raises(Refused) as refusal:
            self.run(ticket, verb, by=by, **{**USUAL.get(verb, {}), **values})
        return missing(refusal)

    def said(self) -> Sequence[str]:
        """Give what whoever types was told, and forget it."""
        told = [str(message) for message in self.told]
        self.told.clear()
        return told


def said(option: str, text: str) -> Any:
    """Give a personal value that was just typed."""
    return typed("ticket", option, text)


def reason(code: str) -> Link[Any]:
    """Give a link to a reason."""
    return Link(code)


USUAL: dict[str, dict[str, Any]] = {
    "solve": {"outcome": "fixed", "measures": said("measures", "new valve")},
    "visit": {"method": "phone", "score": "satisfied"},
    "pause": {"evidence": said("evidence", "order 2026-118")},
}
"""What is typed with a verb unless a test says otherwise."""
