"""What is offered while somebody types: records by their ids, slugs and names.

Completion never complains: where there is no office, or nothing fits, nothing is offered.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import click
from click.shell_completion import CompletionItem

from pm.cli.opened import office_of, run_of
from pm.errors import PmError
from pm.model.ids import SYSTEM
from pm.model.kind import Kind
from pm.office import registry
from pm.office.office import Office
from pm.office.showing import names_of

MOST = 50
"""How many records are offered at once."""


def records(ctx: click.Context, nouns: Sequence[str], incomplete: str) -> list[CompletionItem]:
    """Offer the records of some kinds whose id or name begins so."""
    return _offered(ctx, lambda office: islice(_items(ctx, office, nouns, incomplete), MOST))


def offering_records(
    noun: str,
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Offer the records of a kind while somebody types the value of an option."""
    return lambda ctx, _param, incomplete: records(ctx, [noun], incomplete)


def reasons(ctx: click.Context, use: str, incomplete: str) -> list[CompletionItem]:
    """Offer the reason codes that may be given for something."""

    def fits(office: Office, code: str) -> bool:
        record = office.reader.get(registry.kind("reason"), code).record
        return use in getattr(record, "uses", ())

    return _offered(
        ctx,
        lambda office: (
            item
            for item in _items(ctx, office, ["reason"], incomplete)
            if fits(office, str(item.value))
        ),
    )


def _offered(
    ctx: click.Context, find: Callable[[Office], Iterable[CompletionItem]]
) -> list[CompletionItem]:
    """Ask the office and close it: click leaves the process without ending a completion."""
    try:
        return list(find(office_of(ctx)))
    except PmError:
        return []
    finally:
        ctx.find_root().close()


def _items(
    ctx: click.Context, office: Office, nouns: Sequence[str], incomplete: str
) -> Iterator[CompletionItem]:
    language = run_of(ctx).language.code
    for kind in map(registry.kind, nouns):
        for record_id in _ids(office, kind, incomplete):
            if record_id == SYSTEM:  # nobody to give work to, or to act as
                continue
            record = office.reader.get(kind, record_id).record
            yield CompletionItem(record_id, help=names_of(record, language))


def _ids(office: Office, kind: Kind, incomplete: str) -> Iterator[str]:
    """Give the ids that fit; of what accumulates none before something is typed."""
    if incomplete:
        yield from office.lookup.resolve(kind, incomplete)
    elif kind.chosen or kind.record.names:
        yield from office.lookup.ids(kind)
