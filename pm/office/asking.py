"""Asking in SQL: views of the kinds that hide what the reader may not see; it only reads."""

from contextlib import closing

from pm.index.views import Answer
from pm.office import registry
from pm.office.listing import opener
from pm.office.office import Office


def ask(office: Office, query: str) -> Answer:
    """Run one statement on the views."""
    with closing(office.index.views(registry.kinds(), opener(office))) as views:
        return views.run(query)
