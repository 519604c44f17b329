"""What every field type keeps to."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pm.errors import NotFound
from pm.i18n import Message, mark
from pm.model.field_types import FieldType
from pm.model.fields import Field
from pm.model.kind import Kind
from pm.model.problem import BadValue

HOSTILE = (
    "",
    " ",
    "\n",
    "\x00",
    "a\x1bb",
    "\ud800",
    "\udcff",
    "a\u2028b",
    "\u202eabc",
    "\ufeffabc",
    "NaN",
    "nan",
    "inf",
    "-Infinity",
    "1_000",
    "1e3",
    "１",
    "０１",
    "٣",
    "+1",
    "-0",
    "--1",
    "007",
    "1.",
    ".5",
    "1.234",
    "0x10",
    "1,000.00",
    "1700000000",
    "013812345678",
    "true",
    "True",
    "~",
    "null",
    "2026-11-22",
    "2026-1-2",
    "2026-02-30",
    "２０２６-11-22",
    "2026-11-22T09:15:00",
    "2026-11-22T09:15:00Z",
    "2026-11-22 09:15:00+08:00",
    "2026-11-22T09:15:00.5+08:00",
    "2026-11-22T24:00:00+08:00",
    "2026-W47-7T09:15:00+08:00",
    "../../etc/passwd",
    "U-K7Q2XM\n",
    "u-k7q2xm",
    "Ｕ-K7Q2XM",
    "con",
    "阳光花园3号楼",
    "👷🏽‍♀️",
    "a" * 30_000,
)
"""Texts that other tools retype, that break lines and terminals, or that look like something."""


class Desk:
    """What typed values are read against, with one record that everybody means."""

    def __init__(self) -> None:
        self.zone = ZoneInfo("Asia/Shanghai")
        self.now = datetime(2026, 11, 22, 9, 15, tzinfo=self.zone)
        self.warnings: list[Message] = []

    def find(self, kinds: Sequence[str], text: str) -> str:
        del kinds
        if text.upper() != "U-K7Q2XM":
            raise NotFound(mark("there is no {id}", id=text))
        return "U-K7Q2XM"

    def choose(self, labels: Mapping[str, Message], text: str) -> str:
        del labels
        return text

    def warn(self, message: Message) -> None:
        self.warnings.append(message)


def types_of(kinds: Iterable[Kind]) -> list[FieldType[Any]]:
    """Give every field type that a kind or a verb uses, each once."""
    found: dict[int, FieldType[Any]] = {}
    for kind in kinds:
        options = [option for verb in kind.verbs.values() for option in verb.options]
        for field in _deep((*kind.fields, *options)):
            if field.form is not None:
                found[id(field.form)] = field.form
    return list(found.values())


def _deep(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _deep(field.fields)


def type_classes(base: type[Any] = FieldType) -> Iterator[type[Any]]:
    """Give every class of field types."""
    for each in base.__subclasses__():
        yield each
        yield from type_classes(each)


def problems_of_type(form: FieldType[Any]) -> list[str]:
    """Its sample is a value; a value comes back from disk; bad texts are refused in words."""
    try:
        found = [] if form.write(form.read(form.sample)) == form.sample else ["loses its sample"]
    except BadValue as bad:
        return [f"{form.name}: the sample is refused: {bad.reason}"]
    for text in (form.sample, *form.choices(), *HOSTILE):
        try:
            found += list(_text_problems(form, text))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is reported
            found.append(f"{text[:40]!r} ends in {error!r}")
    for links in (form.links(), form.choices()):
        if len(set(links)) != len(links):
            found.append("says a word twice")
    if form.choices() and form.schema().get("enum") != list(form.choices()):
        found.append("the schema does not list the choices")
    return [f"{form.name}: {problem}" for problem in dict.fromkeys(found)]


def _text_problems(form: FieldType[Any], text: str) -> Iterator[str]:
    for way in (form.read, lambda text: form.parse(text, Desk())):
        try:
            value = way(text)
        except (BadValue, NotFound):
            continue
        yield from _value_problems(form, text, value)
    yield from _disk_problems(form, text)


def _value_problems(form: FieldType[Any], text: str, value: Any) -> Iterator[str]:
    written = form.write(value)
    if form.read(written) != value:
        yield f"{text[:40]!r} does not come back"
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        yield f"{text[:40]!r} cannot be written to a file"
    if not str(form.show(value)):
        yield f"{text[:40]!r} shows as nothing"
    if not isinstance(form.json(value), str | int | bool):
        yield f"{text[:40]!r} is nothing for scripts"


def _disk_problems(form: FieldType[Any], text: str) -> Iterator[str]:
    """What disk text is taken is the one way to write that value, and SQL keeps it as declared."""
    try:
        value = form.read(text)
    except BadValue:
        return
    if form.write(value) != text:
        yield f"{text[:40]!r} is a second way to write {form.write(value)[:40]!r}"
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE t (c {form.sql})")
        database.execute("INSERT INTO t VALUES (?)", (form.column(text),))
        (kept,) = database.execute("SELECT typeof(c) FROM t").fetchone()
    if kept.upper() != form.sql:
        yield f"{text[:40]!r} is kept as {kept} in a column of {form.sql}"
