"""Return visits by phone: whose turn it is."""

from pm.model.times import midnight
from pm.office.morning import Whose, concerned, waiting
from pm.office.office import Office
from pm.reports.ticket_sections import VISITS

BY_PHONE = ("call", "middle")


def next_call(office: Office) -> str | None:
    """Give the ticket about which who acts is to call next; none where nothing waits for him.

    It is the one that is due first. Whoever did not answer today comes after all others. Nobody is
    offered what he solved himself, or what is kept from him.
    """
    found = waiting(office, VISITS, concerned(office, Whose(mine=True)))
    calls = [one.id for one in found if one.reason.key in BY_PHONE]
    tried = _tried_today(office)
    return min(calls, key=lambda one: one in tried, default=None)


def _tried_today(office: Office) -> set[str]:
    now = office.now
    start = int(midnight(now.date(), office.zone).timestamp())
    rows = office.index.run(
        "SELECT record_id FROM ticket__visits WHERE visited_at__n >= ? AND reached = 'no-answer'",
        (start,),
    )
    return {record_id for (record_id,) in rows}
