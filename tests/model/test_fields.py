"""Fields: what annotations say."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Optional

import msgspec
import pytest

from pm.i18n import mark
from pm.model.field_types import LineType
from pm.model.fields import Field, field_from, fields_of, leaves, options_of
from pm.model.groups import Group
from pm.model.values import Address, Contact, Link, Personal, Prose, Words
from tests.model.case import CASE, Case, Sender


def read(annotation: Any, default: object = msgspec.NODEFAULT) -> Field:
    return field_from("thing", annotation, default)


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (str, "text"),
        (Prose, "prose"),
        (int, "number"),
        (bool, "yes-no"),
        (Decimal, "money"),
        (datetime, "time"),
        (date, "day"),
        (Literal["a", "b"], "choice"),
        (Link[Literal["unit"]], "link"),
    ],
)
def test_an_annotation_has_its_type_optional_or_not_one_or_several(
    annotation: Any, name: str
) -> None:
    for each in (annotation, annotation | None, Optional[annotation], Annotated[annotation, 1]):  # noqa: UP045  # both spellings
        field = read(each)
        assert field.form is not None
        assert (field.form.name, field.many, field.scope, field.group) == (name, False, None, None)
    several = read(list[annotation])
    assert several.many
    assert several.form is not None
    assert several.form.name == name


def test_a_personal_field_has_its_scope_wherever_it_stands() -> None:
    for annotation in (
        Personal[str, Contact],
        Personal[str, Contact] | None,
        Annotated[Personal[str, Contact] | None, mark("who")],
        list[Personal[str, Contact]],
    ):
        assert read(annotation).scope is Contact
    link = read(Personal[Link[Literal["unit"]], Address] | None)
    assert link.form is not None
    assert (link.scope, link.form.links()) == (Address, ("unit",))


def test_choices_and_links_keep_their_words_in_order() -> None:
    choice, link = read(Literal["b", "a"]).form, read(Link[Literal["unit", "area"]]).form
    assert choice is not None
    assert link is not None
    assert (choice.choices(), choice.sample) == (("b", "a"), "b")
    assert link.links() == ("unit", "area")


def test_an_annotation_may_bring_its_own_type_and_say_what_it_is_for() -> None:
    own = LineType()
    field = read(Annotated[str | None, mark("why"), own], None)
    assert field.form is own
    assert field.about == mark("why")
    assert not field.required
    assert read(str).required
    assert read(str).about is None


def test_a_group_is_read_and_so_are_words() -> None:
    group = read(Sender | None)
    assert group.group is Sender
    assert [field.name for field in group.fields] == ["name", "capacity"]
    assert [field.name for field in read(Words).fields] == ["en", "zh"]


@pytest.mark.parametrize("annotation", [float, bytes, dict[str, str], tuple[str, ...], object])
def test_what_has_no_type_is_refused(annotation: Any) -> None:
    with pytest.raises(TypeError, match="no field type for"):
        read(annotation)


def test_fields_stand_in_the_order_of_the_class_with_their_defaults() -> None:
    assert tuple(field.name for field in fields_of(Case)) == Case.__struct_fields__
    assert [field.name for field in fields_of(Case) if field.required] == [
        *("id", "state", "data_subject", "size", "name"),
    ]
    defaults = {field.name: field.default for field in fields_of(Case)}
    assert (defaults["loud"], defaults["count"]) == (False, None)


def test_options_are_the_parameters_after_the_act() -> None:
    def body(self: object, act: object, size: int, why: str | None = None) -> None: ...

    def edits(self: object, act: object, **values: str) -> None: ...

    names: Callable[[Any], list[tuple[str, bool]]] = lambda one: [  # noqa: E731  # said once
        (option.name, option.required) for option in options_of(one)
    ]
    assert names(body) == [("size", True), ("why", False)]
    assert names(edits) == []


def test_leaves_go_into_groups_and_not_into_lists_of_entries() -> None:
    found = {leaf.name: leaf.path for leaf in leaves(CASE.fields)}
    assert found["sender_name"] == ("sender", "name")
    assert found["name_zh"] == ("name", "zh")
    assert found["tags"] == ("tags",)
    assert not any(name.startswith(("visits", "members")) for name in found)


def test_a_group_of_its_own_may_stand_in_a_group() -> None:
    class Outer(Group, kw_only=True):
        sender: Sender | None = None

    assert [leaf.name for leaf in leaves(fields_of(Outer))] == ["sender_name", "sender_capacity"]
