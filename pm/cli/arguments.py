"""The arguments that name records."""

import click
from click.shell_completion import CompletionItem

from pm.cli.completing import records
from pm.model.kind import Kind


class RecordArgument(click.Argument):
    """An id, the beginning of one, or a name; completed from the index."""

    def __init__(self, kind: Kind, *, several: bool = False, required: bool = True) -> None:
        """Take the kind that is meant; the one record of a kind need not be named."""
        needed = required and not kind.is_single
        metavar = "ID..." if several else "ID"
        fixed = {"default": kind.name} if kind.is_single and not several else {}
        super().__init__(
            ["records" if several else "record"],
            metavar=metavar if needed else f"[{metavar}]",
            nargs=-1 if several else 1,
            required=needed,
            **fixed,
        )
        self.kind = kind

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the ids that begin so."""
        return records(ctx, [self.kind.name], incomplete)


class StaffArgument(click.Argument):
    """A member of staff, by name or id; completed from the index."""

    def __init__(self, *, required: bool = True) -> None:
        """Say whether it may be left out."""
        super().__init__(["staff"], metavar="STAFF" if required else "[STAFF]", required=required)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the ids that begin so."""
        return records(ctx, ["staff"], incomplete)
