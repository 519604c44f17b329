"""Up the ladder: a ticket that goes on to somebody above, by hand or by time, and what he says."""

from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import mark
from pm.kinds.ticket.clocks import stamp_climb
from pm.kinds.ticket.fields import TicketFields
from pm.kinds.ticket.guards import raised_now, taken_up_now
from pm.kinds.ticket.parts import Escalation
from pm.kinds.ticket.words import Raised
from pm.model.act import Act
from pm.model.ladder import has_climbed, rung_above, rung_at
from pm.model.values import Link, Personal, Prose, Voice
from pm.model.verbs import verb

RAISES = ("level", "climbs_at", "escalations")
"""The fields that going up a level writes."""
UNDER_WAY = (
    "received",
    "triaged",
    "assigned",
    "accepted",
    "arrived",
    "in-progress",
    "paused",
)
"""The states in which something is still to be solved."""
TOP = 4


class Raising(TicketFields, kw_only=True):
    """How a ticket goes up the ladder (S-022, S-038)."""

    open_states: ClassVar[tuple[str, ...]] = UNDER_WAY

    @verb(*UNDER_WAY, changes=RAISES, guards=[raised_now])
    def escalate(
        self,
        act: Act,
        help_asked: Annotated[Personal[Prose, Voice], mark("what is asked of those above")],
        level: Annotated[int | None, mark("the level, if not the next one")] = None,
        because: Raised = "help-needed",
    ) -> None:
        """Hand a ticket up the ladder, with what is asked of those above (S-022)."""
        wanted = self.rung + 1 if level is None else level
        if self.rung < wanted <= TOP:
            self._raise_to(wanted, act, because, help_asked)

    @verb(*UNDER_WAY, changes=["escalations"], guards=[taken_up_now])
    def take_up(self, act: Act) -> None:
        """Note that those above have taken up what was asked of them."""
        waiting = self._asked()
        if waiting is not None and waiting.taken_up_at is None:
            waiting.taken_up_at, waiting.taken_up_by = act.at, Link(act.by)

    @verb(*UNDER_WAY, changes=["escalations"], guards=[taken_up_now])
    def answer(
        self, act: Act, answer: Annotated[Personal[Prose, Voice], mark("what those above say")]
    ) -> None:
        """Note the answer from above."""
        waiting = self._asked()
        if waiting is not None:
            waiting.answer = answer
            waiting.answered_at, waiting.answered_by = act.at, Link(act.by)

    @verb(*UNDER_WAY, changes=RAISES, guards=[has_climbed], hidden=True)
    def climb(self, act: Act) -> None:
        """Go up a level because it is overdue (S-022)."""
        rung = rung_above(self.rung, act.policy.terms(act.at))
        if self.climbs_at is not None and self.climbs_at <= act.at and rung is not None:
            self._raise_to(rung.level, act, "overdue")

    @verb(changes=["sanctioned", "sanction"], stamps="sanctioned")
    def hold_responsible(
        self,
        act: Act,
        sanctioned: Annotated[
            Personal[Link[Literal["staff"]], Voice], mark("who is held responsible")
        ],
        sanction: Annotated[Personal[Prose, Voice], mark("what was decided")],
    ) -> None:
        """Record the sanction of whoever is responsible (S-043)."""
        self.sanctioned = sanctioned
        self.sanction = sanction

    def _asked(self) -> Escalation | None:
        """Give the last step up that has no answer yet."""
        waiting = [one for one in self.escalations if one.answered_at is None]
        return waiting[-1] if waiting else None

    def _on_call_of(self, post: str | None, act: Act) -> Link[Literal["staff"]] | None:
        """Give who is on call for the ticket's department, if he holds the post it goes up to."""
        if post is None or self.department is None:
            return None
        name = act.policy.on_call(self.department, act.at)
        staff: Any = None if name is None else act.get("staff", name)
        return Link(staff.id) if staff is not None and staff.post == post else None

    def _raise_to(
        self,
        level: int,
        act: Act,
        because: Raised,
        help_asked: Personal[Prose, Voice] | None = None,
        post: str | None = None,
    ) -> None:
        rung = rung_at(level, act.policy.terms(act.at))
        post = post or (rung.post if rung else None)
        self.level = level
        self.escalations.append(
            Escalation(
                id=act.new_entry_id(),
                level=level,
                because=because,
                post=Link(post) if post else None,
                staff=self._on_call_of(post, act),
                help_asked=help_asked,
                raised_at=act.at,
                raised_by=Link(act.by),
            )
        )
        stamp_climb(self, act)
