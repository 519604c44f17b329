"""Up the ladder: a ticket that goes on to somebody above, by hand or by time, and what he says."""

from typing import Annotated, Any, ClassVar, Literal

from pm.i18n import Message, mark
from pm.kinds.ticket.clocks import stamp_climb
from pm.kinds.ticket.correcting import Correcting
from pm.kinds.ticket.guards import raised_now, taken_up_now
from pm.kinds.ticket.parts import Chase, Escalation
from pm.kinds.ticket.words import Raised
from pm.model.act import Act
from pm.model.ladder import has_climbed, rung_above, rung_at, tell_raised
from pm.model.times import minute
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


class Raising(Correcting, kw_only=True):
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

    @verb(
        *UNDER_WAY,
        stamps="chases.chased",
        changes=["chases", *RAISES],
    )
    def chase(
        self,
        act: Act,
        note: Annotated[Personal[Prose, Voice] | None, mark("what the caller says now")] = None,
    ) -> None:
        """Note that the caller asks again (催单); after some calls it goes up a level."""
        self.chases.append(Chase(id=act.new_entry_id(), note=note))
        act.tell(self._promised())
        often = act.policy.terms(act.at).chases_to_raise
        if often and len(self.chases) % often == 0 and self.rung < TOP:
            self._raise_to(self.rung + 1, act, "chased")

    @verb(*UNDER_WAY, changes=RAISES, guards=[has_climbed], hidden=True)
    def climb(self, act: Act) -> None:
        """Go up a level because it is overdue (S-022)."""
        rung = rung_above(self.rung, act.policy.terms(act.at))
        if self.climbs_at is not None and self.climbs_at <= act.at and rung is not None:
            self._raise_to(rung.level, act, "overdue")

    @verb(
        *UNDER_WAY,
        "awaiting-visit",
        "solved",
        "closed",
        stamps="sanctioned",
        changes=["sanctioned", "sanction"],
    )
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

    def _raise_if_major(self, act: Act) -> None:
        """Let a major complaint that is valid go up at once (S-038)."""
        if self.severity == "major" and self.validity == "valid" and self.level is None:
            terms = act.policy.terms(act.at)
            self._raise_to(2, act, "severity", post=terms.major_post or None)

    def _promised(self) -> Message:
        """Say how often the caller has asked again, and what he was promised last."""
        count = len(self.chases)
        if self.promised_at is not None:
            time = minute(self.promised_at)
            return mark("reminder {count}: a reply was promised for {time}", count=count, time=time)
        if self.due is not None:
            time = minute(self.due)
            return mark("reminder {count}: it is due by {time}", count=count, time=time)
        return mark("reminder {count}: nothing was promised", count=count)

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
        stays, self.level = level == self.rung, level
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
        if stays:
            act.tell(mark("{id} stays at level {level}, the top", id=self.id, level=level))
        else:
            tell_raised(self.id, level, post, act)
