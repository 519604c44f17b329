"""Print the certificate of an erasure: what was destroyed, and what it does not reach."""

import click

from pm.cli.arguments import RecordArgument
from pm.cli.opened import office_of, run_of
from pm.cli.papers import hand_over, paper_options, refuse_other_formats
from pm.cli.words import Command
from pm.i18n import Message
from pm.office import registry
from pm.office.certifying import proof_of
from pm.render.certificate import Facts, Named
from pm.render.certificate import certificate as paper_of
from pm.render.paper import PAPERS


def certificate(ctx: click.Context, *, record: str, form: str, output: str | None) -> None:
    """Write it in the reader's language."""
    refuse_other_formats(form, *PAPERS)
    run = run_of(ctx)
    proof = proof_of(office_of(ctx), record, run.language.code)
    named = [Named(*one) for one in proof.named]
    paper = paper_of(Facts(**proof._replace(named=named)._asdict()))
    hand_over(run, PAPERS[form](paper, run.file_page), output)


COMMAND = Command(
    "certificate",
    Message(__doc__ or ""),
    certificate,
    [RecordArgument(registry.kind("erasure")), *paper_options(*PAPERS)],
    examples=["pm erasure certificate ER-261122-K7Q2XM -o certificate.md"],
)
