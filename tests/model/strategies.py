"""Records of any kind, made up from what the types of their fields take."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from pm.model.field_types import LINE_LENGTH, FieldType
from pm.model.fields import Field
from pm.model.ids import ALPHABET
from pm.model.kind import Kind
from pm.model.node import Node, Tree
from pm.model.problem import BadValue
from tests.contract.world import sample_id

WRITTEN = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t"),
    min_size=1,
    max_size=30,
)

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))

TIMES = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001  # the zone is drawn too
    datetime(2199, 12, 31),  # noqa: DTZ001  # as above
    timezones=OFFSETS | st.just(UTC),
).map(lambda time: time.isoformat(timespec="seconds"))

CENTS = st.integers(-(10**14) + 1, 10**14 - 1)

BY_NAME: dict[str, st.SearchStrategy[str]] = {
    "text": WRITTEN.filter(lambda text: len(text) <= LINE_LENGTH),
    "prose": st.lists(WRITTEN, min_size=1, max_size=3).map("\n".join),
    "number": st.integers(-(10**15) + 1, 10**15 - 1).map(str),
    "yes-no": st.sampled_from(["yes", "no"]),
    "money": CENTS.map(
        lambda cents: f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
    ),
    "time": TIMES,
    "day": st.dates().map(str),
    "link": st.text(ALPHABET, min_size=6, max_size=6).map(lambda drawn: f"U-{drawn}"),
    "entry-id": st.text(ALPHABET, min_size=6, max_size=6),
}


def texts(form: FieldType[Any]) -> st.SearchStrategy[str]:
    """Give disk texts of a type."""
    if form.choices():
        return st.sampled_from(list(form.choices()))
    return BY_NAME.get(form.name, st.just(form.sample))


def takes(form: FieldType[Any], text: str) -> bool:
    """Tell whether a type takes a disk text."""
    try:
        form.read(text)
    except BadValue:
        return False
    return True


def nodes(field: Field) -> st.SearchStrategy[Any]:
    """Give what may stand on disk for a field."""
    one: st.SearchStrategy[Node]
    if field.group is not None:
        one = trees(field.fields).filter(bool)
    else:
        assert field.form is not None
        one = texts(field.form)
    if not field.many:
        return one
    if any(inner.name == "id" for inner in field.fields):
        return st.lists(one, min_size=1, max_size=2, unique_by=lambda entry: entry["id"])
    return st.lists(one, min_size=1, max_size=2)


def trees(fields: tuple[Field, ...]) -> st.SearchStrategy[Any]:
    """Give mappings with the required fields and any of the others, in the order of the class."""
    needed = {field.name: nodes(field) for field in fields if field.required}
    others = {field.name: nodes(field) for field in fields if not field.required}
    order = [field.name for field in fields]
    return st.fixed_dictionaries(needed, optional=others).map(
        lambda tree: {name: tree[name] for name in order if name in tree}
    )


def record_trees(kind: Kind) -> st.SearchStrategy[Tree]:
    """Give files of a kind."""
    return st.tuples(st.sampled_from(kind.states), trees(kind.fields)).map(
        lambda drawn: {
            "id": sample_id(kind, 1),
            "state": drawn[0],
            "data_subject": "D-K7Q2XMK7Q2",
            **{name: node for name, node in drawn[1].items() if name not in _IDENTITY},
        }
    )


_IDENTITY = {"id", "state", "data_subject"}
