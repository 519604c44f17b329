"""Tickets that live by the rules of the sample office, act by act, without commands."""

from datetime import datetime
from typing import Any

from pm.i18n.catalogue import Language
from pm.model.act import Act
from pm.model.clock_runs import ClockRun
from pm.model.transition import Making, create, perform
from pm.model.values import Link, Personal
from pm.office import registry
from pm.office.clocking import AsRead
from pm.office.reader import RecordReader
from pm.office.rules import Rules
from pm.render.clock_run import run_paragraph
from pm.render.value import Page
from tests.contract.world import LockedVault, SampleWorld
from tests.model.working_times import at
from tests.office.sample_rules import Files

TICKET = registry.kind("ticket")
ID = "T-260105-K7Q2XM"
NAMES = {
    "en": {"office-hours": "Office hours", "waiting-for-owner": "the owner must come first"},
    "zh": {"office-hours": "办公时间", "waiting-for-owner": "等业主到场"},
}


class Permitting(Rules):
    """The rules of an office in which everybody may do everything."""

    def may(self, staff: str, capability: str) -> bool:
        del staff, capability
        return True

    def is_reason(self, code: str, use: str) -> bool:
        del code, use
        return True


class Lives:
    """The office, of which the files may be changed between two acts."""

    def __init__(self, **changed: str) -> None:
        """Take files by their names, as :class:`Files` does."""
        self.world = SampleWorld.around(TICKET)
        self.change(**changed)

    def change(self, **changed: str) -> None:
        """Read the rules anew, with other files."""
        self.reader = RecordReader(Files(**changed))
        self.rules = Permitting(self.reader)

    def act(self, time: str, reason: str | None) -> Act:
        """Give an act of the first member of staff."""
        who, when = self.world.doer(), at(time)
        return Act(
            by=who,
            typist=who,
            now=when,
            at=when,
            policy=self.rules,
            world=self.world,
            vault=LockedVault(),
            reason=reason,
            override="emergency",
        )

    def new(self, time: str, verb: str = "new", **values: Any) -> Any:
        """Take up a ticket."""
        given = {"type": "repair", "channel": Link("phone"), "title": said("Lift"), **values}
        act, making = self.act(time, None), Making(ID, "D-K7Q2XMK7Q2")
        return create(TICKET, TICKET.verbs[verb], act, making, given).record

    def do(self, ticket: Any, time: str, verb: str, reason: str = "", **values: Any) -> Any:
        """Let a verb happen to it."""
        act = self.act(time, reason or "emergency")
        return perform(TICKET, ticket, TICKET.verbs[verb], act, values).record

    def worked_on(self, ticket: Any, time: str) -> Any:
        """Bring a ticket into somebody's hands."""
        ticket = self.do(ticket, time, "triage")
        ticket = self.do(ticket, time, "assign", assignee=Link(self.world.doer()))
        return self.do(ticket, time, "accept")

    def solved(self, ticket: Any, time: str) -> Any:
        """Solve it."""
        return self.do(ticket, time, "solve", outcome="fixed", measures=said("Oiled"))

    def as_read(self, now: str) -> AsRead:
        """Give the rules as a reader asks them."""
        return AsRead(self.rules, self.reader, at(now))

    def runs(self, ticket: Any, now: str, clock: str | None = "solve") -> list[ClockRun]:
        """Read its clocks."""
        return list(ticket.clock_runs(self.as_read(now), at(now).tzinfo, clock))


def said(text: str) -> Any:
    """Give a personal value that was just typed."""
    leaf = TICKET.leaf("title")
    assert leaf is not None
    assert leaf.field.form is not None
    return Personal(leaf.field.form, plain=text)


def told(run: ClockRun, language: Language) -> list[str]:
    """Give the sentences of a paragraph."""
    names = NAMES[language.code]
    whole = run_paragraph(run, ID, lambda _, name: names.get(name, name), Page(language))
    end = "。" if language.code == "zh" else ". "
    return [sentence.strip(" .。") for sentence in whole.split(end) if sentence]


def dues(ticket: Any, *names: str) -> dict[str, datetime | None]:
    """Give some of its due times."""
    return {name: getattr(ticket, name) for name in names or ("due", "gross_due", "climbs_at")}
