"""The formats of a table: one entry here is a new ``--format``, with all its tests."""

from collections.abc import Callable
from typing import NamedTuple

from pm.render.data import csv, json, jsonl
from pm.render.table import markdown, table
from pm.render.value import Page, Table


class Format(NamedTuple):
    """How a table is written, and in which encoding where it goes to a file."""

    render: Callable[[Table, Page], str]
    file_encoding: str = "utf-8"


FORMATS: dict[str, Format] = {
    "table": Format(table),
    "markdown": Format(markdown),
    "json": Format(json),
    "jsonl": Format(jsonl),
    "csv": Format(csv, file_encoding="utf-8-sig"),  # without the mark Excel reads another encoding
}


def render(value: Table, name: str, page: Page) -> str:
    """Write a table in the format called ``name``; the text ends with a line feed."""
    return FORMATS[name].render(value, page)
