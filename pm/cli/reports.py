"""Papers on the screen: the figures in a format, or why one of them is what it is."""

from pm.cli.answers import answer, deliver, page_for
from pm.cli.run import Run
from pm.i18n import Message
from pm.office.office import Office
from pm.office.reporting import Paper, slug_names, why
from pm.render.report import plain_names, render_report, why_table


def show_report(
    run: Run, office: Office, paper: Paper, form: str, output: str | None = None
) -> None:
    """Write a paper in a format."""
    names = slug_names(office, run.language.code)

    def name(column: str, slug: str) -> Message | str:
        return names(column, slug) or plain_names(column, slug)

    deliver(run, render_report(paper, form, page_for(run, output), name), form, output)


def show_why(  # noqa: PLR0913, PLR0917  # one figure of a paper, in a format
    run: Run, office: Office, paper: Paper, key: str, form: str, output: str | None = None
) -> None:
    """Write the ids that make up one figure of a paper."""
    answer(run, why_table(why(office, key, paper)), form, output)
