"""Another person: nobody checks what he did himself, where somebody else could."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from pm.i18n import mark
from pm.model.act import Act, Missing
from pm.model.apart import is_out_of_it
from pm.model.capabilities import at_work
from pm.model.times import minute

ALONE_AFTER = timedelta(hours=24)
"""The wait that takes the place of a second person where only one qualifies."""
NAMED = 5
"""The most people who are named as those who may do it."""


def another_person(
    act: Act, earlier: Collection[str | None], since: datetime | None, capability: str
) -> Sequence[Missing]:
    """Ask for a doer who is none of those who did what came before (decisions: doers compared).

    Who else qualifies is counted among the active staff who hold the capability. Where there is
    nobody, the same person may do it a day after ``since``; doer and time stay on the record.
    """
    if act.by not in earlier:
        return []
    who = act.policy.name_of(act.by)
    others = list(_qualified(act, earlier, capability))
    if others:
        names = [act.policy.name_of(staff) for staff in others[:NAMED]]
        return [
            Missing(
                mark(
                    "another person than {who}: {names} may do it (--by NAME)",
                    who=who,
                    names=names,
                )
            )
        ]
    if since is not None and act.at >= since + ALONE_AFTER:
        return []
    earliest = (act.at if since is None else since) + ALONE_AFTER
    return [
        Missing(
            mark(
                "a day's wait: nobody but {who} may do it, and not before {time}",
                who=who,
                time=minute(earliest),
            )
        )
    ]


def _qualified(act: Act, earlier: Collection[str | None], capability: str) -> Iterator[str]:
    """Give the active staff who hold a capability, did nothing of it yet and may see it."""
    for staff in at_work(act):
        if (
            staff.id not in earlier
            and (act.before is None or not is_out_of_it(act.before, staff.id, act))
            and act.policy.may(staff.id, capability)
        ):
            yield staff.id
