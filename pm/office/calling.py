"""Return visits by phone: whose turn it is."""

from pm.model.times import midnight
from pm.office.morning import Whose, concerned, waiting
from pm.office.office import Office
from pm.reports.ticket_sections import VISITS

BY_PHONE = ("call", "middle")


def next_call(office: Office, by: str | None = None) -> str | None:
    """Give the ticket about which a member of staff, or who acts, is to call next; else none.

    It is the one that is due first. Whoever did not answer today comes after all others. Nobody is
    offered what he solved himself, or what is kept from him.
    """
    found = waiting(office, VISITS, concerned(office, Whose(staff=by, mine=by is None)))
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
