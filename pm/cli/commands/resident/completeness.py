"""Tell which papers the files of households lack, and how complete they are."""

import click

from pm.cli.answers import answer, chosen_format
from pm.cli.completing import offering_records
from pm.cli.opened import office_of, run_of
from pm.cli.options import reader_options
from pm.cli.words import Command, Option
from pm.i18n import Message, mark
from pm.i18n.formats import Code, enumeration, share
from pm.model.labels import label
from pm.office import registry
from pm.office.completeness import completeness as counted
from pm.office.listing import names_of_kind
from pm.render.value import Column, Table


def completeness(
    ctx: click.Context,
    *,
    grid: str | None,
    everything: bool,
    form: str | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Show a line for each file that lacks something, and the rates of all together."""
    run, office = run_of(ctx), office_of(ctx)
    name = chosen_format(form, as_json=as_json)
    slug = None if grid is None else office.entering().find(["grid"], grid)
    found = counted(office, slug)
    names = names_of_kind(office, registry.kind("paper"), run.language.code)
    rows = [
        {
            "id": one.id,
            "capacity": one.capacity,
            "grid": one.grid,
            "required": one.required,
            "present": one.present,
            "missing": list(one.missing),
        }
        for one in found.files
        if one.missing or everything
    ]
    head = {
        "schema": 1,
        "kind": "completeness",
        "files": len(found.files),
        "complete_files": found.complete_files,
        "full_file_rate": found.full_file_rate,
        "required": found.required,
        "present": found.present,
        "rate": found.rate,
    }
    for_people = name == "table" and output is None
    if rows or not for_people:
        answer(run, Table("file", _columns(names, run.language.code), rows, head), name, output)
    if for_people:
        run.tell(_share(mark("papers that are there"), found.present, found.required))
        run.tell(_share(mark("files that lack nothing"), found.complete_files, len(found.files)))


def _share(what: Message, part: int, whole: int) -> Message:
    if not whole:
        return mark("{what}: none is required", what=what)
    return mark(
        "{what}: {part} of {whole} ({share})",
        what=what,
        part=part,
        whole=whole,
        share=share(part / whole),
    )


def _columns(names: dict[str, str], language: Code) -> list[Column]:
    return [
        Column("id", label("field", "id")),
        Column("capacity", label("field", "capacity"), show=lambda value: label("choice", value)),
        Column("required", mark("papers required"), "right"),
        Column("present", mark("there"), "right"),
        Column(
            "missing",
            mark("missing"),
            show=lambda slugs: enumeration([names.get(slug, slug) for slug in slugs], language),
            wraps=True,
        ),
    ]


COMMAND = Command(
    "completeness",
    Message(__doc__ or ""),
    completeness,
    [
        Option(
            "--grid",
            metavar="GRID",
            about=mark("only the files of this grid"),
            shell_complete=offering_records("grid"),
        ),
        Option("--all", "everything", is_flag=True, about=mark("also the files that lack nothing")),
        *reader_options(),
    ],
    examples=["pm resident completeness", "pm resident completeness --grid grid-east --json"],
    notes=[
        mark("Which papers a household must bring is said by: pm paper list"),
        mark("Files of households that are gone do not count."),
    ],
)
