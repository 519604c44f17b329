"""What is offered while somebody types: records by their ids, slugs and names.

Completion never complains: where there is no office, or nothing fits, nothing is offered.
"""

from collections.abc import Iterator, Sequence

import click
from click.shell_completion import CompletionItem

from pm.cli.opened import office_of, run_of
from pm.errors import PmError
from pm.model.kind import Kind
from pm.office import registry
from pm.office.office import Office
from pm.office.showing import names_of

MOST = 50
"""How many records are offered at once."""


def records(ctx: click.Context, nouns: Sequence[str], incomplete: str) -> list[CompletionItem]:
    """Offer the records of some kinds whose id or name begins so."""
    try:
        office, language = office_of(ctx), run_of(ctx).language.code
        found = [
            CompletionItem(
                record_id, help=names_of(office.reader.get(kind, record_id).record, language)
            )
            for kind in map(registry.kind, nouns)
            for record_id in _ids(office, kind, incomplete)
        ]
    except PmError:
        return []
    return found[:MOST]


def reasons(ctx: click.Context, use: str, incomplete: str) -> list[CompletionItem]:
    """Offer the reason codes that may be given for something."""
    try:
        office = office_of(ctx)
        kind = registry.kind("reason")
        return [
            item
            for item in records(ctx, ["reason"], incomplete)
            if use in getattr(office.reader.get(kind, str(item.value)).record, "uses", ())
        ]
    except PmError:
        return []


def _ids(office: Office, kind: Kind, incomplete: str) -> Iterator[str]:
    """Give the ids that fit; of what accumulates none before something is typed."""
    if incomplete:
        yield from office.lookup.resolve(kind, incomplete)
    elif kind.chosen or kind.record.names:
        yield from office.lookup.ids(kind)
