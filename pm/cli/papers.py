"""Papers to print: the format, and the file that only its owner reads."""

from pm.cli.options import output_option
from pm.cli.private_file import save
from pm.cli.run import Run
from pm.cli.words import Option, offering
from pm.errors import Usage
from pm.i18n import mark


def paper_options(*formats: str) -> list[Option]:
    """Give the options of a paper: its format, the first if none is said, and its file."""
    return [
        Option(
            "--format",
            "form",
            metavar="|".join(formats),
            default=formats[0],
            about=mark("the form of the paper"),
            shell_complete=offering(*formats),
        ),
        output_option(mark("write it to a file")),
    ]


def refuse_other_formats(name: str, *formats: str) -> None:
    """Refuse a format that there is not."""
    if name not in formats:
        raise Usage(
            mark("there is no format '{name}'", name=name),
            hint=mark("there are: {names}", names=", ".join(formats)),
        )


def hand_over(run: Run, text: str, output: str | None) -> None:
    """Bring a paper to standard output or to a file."""
    if output is None:
        run.put(text)
    else:
        save(run, output, text.encode())
