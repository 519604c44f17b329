"""Asking in SQL: views of the kinds that hide what the reader may not see; it only reads."""

from contextlib import closing

from pm.index.views import Answer
from pm.model.fields import Field
from pm.model.values import Place
from pm.office import registry
from pm.office.office import Office
from pm.office.sight import Sight, make_ready


def ask(office: Office, query: str) -> Answer:
    """Run one statement on the views; personal values are masked in them."""
    sight = Sight(office)
    make_ready(office, registry.kinds())

    def show(field: Field, place: Place, disk: str) -> str:
        return str(sight.text(field, place, disk))

    with closing(office.index.views(registry.kinds(), show)) as views:
        return views.run(query)
