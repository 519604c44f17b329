"""From what people type to the values of a verb, with every bad or missing option named."""

from collections.abc import Sequence
from typing import Any

import pytest

from pm.errors import Ambiguous, Invalid, NotFound, PmError, Sealed, Usage
from pm.i18n import mark
from pm.model.options import flag, option_leaves, parse_options
from pm.model.values import Personal, Words
from pm.office import registry
from tests.contract.type_rules import Desk
from tests.model.case import CASE, Origin, Sender, case

NEW = CASE.offered(CASE.verbs["new"])
EDIT = CASE.offered(CASE.verbs["edit"])


def parse(given: dict[str, Any]) -> dict[str, Any]:
    return parse_options(NEW, given, Desk())


def edit(given: dict[str, Any], **now: Any) -> dict[str, Any]:
    return parse_options(EDIT, given, Desk(), case(**now))


def missing(given: dict[str, Any]) -> str:
    with pytest.raises(Usage) as refused:
        parse(given)
    return str(refused.value)


def test_texts_become_values_and_groups_are_put_together() -> None:
    values = parse(
        {
            "size": "Large",
            "name_en": "Noise",
            "sum": "120",
            "sender_name": " Wang ",
            "sender_capacity": "owner",
            "notes": ["one", "two"],
        }
    )
    assert values["size"] == "large"
    assert values["name"] == Words(en="Noise")
    assert str(values["sum"]) == "120.00"
    assert values["sender"].capacity == "owner"
    assert values["sender"].name.present
    assert [note.present for note in values["notes"]] == [True, True]
    assert set(values) == {"size", "name", "sum", "sender", "notes"}


def test_all_that_is_missing_is_named_a_group_by_any_part_of_it() -> None:
    assert missing({}) == "missing: --size, --name-en/--name-zh"
    assert missing({"size": "small"}) == "missing: --name-en/--name-zh"
    assert missing({"name_zh": "噪音"}) == "missing: --size"


def test_of_a_group_that_is_begun_all_that_it_must_have_is_named() -> None:
    given = {"size": "small", "name_en": "Noise"}
    assert missing({**given, "origin_note": "x"}) == "missing: --origin-system, --origin-key"
    assert missing({**given, "origin_system": "x"}) == "missing: --origin-key"
    assert parse({**given, "origin_system": "x", "origin_key": "1"})["origin"] == Origin(
        system="x", key="1"
    )


BEGUN_WITHOUT_A_WORD = {"weekly_report"}
"""What follows from who begins it and when: the week's own report."""


@pytest.mark.parametrize("name", sorted({*registry.names()} - BEGUN_WITHOUT_A_WORD))
def test_no_kind_is_made_of_nothing(name: str) -> None:
    kind = registry.kind(name)
    needed = [field for field in kind.offered(kind.verbs["new"]) if field.required]
    with pytest.raises(Usage) as refused:
        parse_options(kind.offered(kind.verbs["new"]), {}, Desk())
    assert all(flag(field.name) in str(refused.value) for field in needed)


def test_an_unknown_option_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Usage, match="there is no option --colour, --visits") as refused:
        parse({"colour": "red", "visits": "x"})
    assert "--sender-name" in str(refused.value.hint)


def test_every_bad_value_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        parse({"size": "huge", "name_en": "Noise", "sum": "1e3", "grid": "nowhere", "day": "soon"})
    assert [str(line) for line in refused.value.details] == [
        "--size: 'huge' is not one of: small, large",
        "--sum: '1e3' is not an amount like 120.50",
        "--grid: there is no nowhere",
        "--day: 'soon' is not a day like 2026-11-22",
    ]


def test_an_edit_changes_a_group_where_it_is_and_an_empty_text_clears() -> None:
    form: Any = CASE.leaf("sender_name")
    name: Personal[str, Any] = Personal(form.field.form, disk="pm1.contact.1.a")
    sender = Sender(name=name, capacity="owner")
    assert edit({"sender_capacity": "tenant"}, sender=sender)["sender"] == Sender(
        name=name, capacity="tenant"
    )
    assert edit({"sender_capacity": ""}, sender=sender)["sender"] == Sender(name=name)
    assert edit({"sum": " ", "day": ""}) == {"sum": None, "day": None}
    origin = Origin(system="x", key="1")
    assert edit({"origin_note": "n"}, origin=origin)["origin"] == Origin(
        system="x", key="1", note="n"
    )


def test_an_edit_needs_nothing() -> None:
    assert edit({}) == {}


def test_entries_cannot_be_typed() -> None:
    names = [leaf.name for leaf in option_leaves(CASE.fields)]
    assert "tags" in names
    assert not any(name.startswith(("visits", "members")) for name in names)


class Refusing(Desk):
    """Finds several records, or needs a key, as the name says."""

    def find(self, kinds: Sequence[str], text: str) -> str:
        for refusal in (Ambiguous, Sealed, NotFound):
            if text == refusal.__name__:
                raise refusal(mark("refused"), details=[mark("one")], hint=mark("next"))
        return super().find(kinds, text)


@pytest.mark.parametrize(
    ("texts", "refusal", "details"),
    [
        (("Ambiguous",), Ambiguous, 1),
        (("Ambiguous", "Ambiguous"), Ambiguous, 4),
        (("Sealed",), Sealed, 1),
        (("Ambiguous", "Sealed"), Invalid, 4),
        (("Ambiguous", "NotFound"), Invalid, 4),
        (("NotFound",), Invalid, 2),
    ],
)
def test_a_name_of_several_is_refused_as_that_where_nothing_else_is_wrong(
    texts: Sequence[str], refusal: type[PmError], details: int
) -> None:
    ticket = registry.kind("ticket")
    given = dict(zip(("building", "grid"), texts, strict=False))
    with pytest.raises(PmError) as refused:
        parse_options(ticket.offered(ticket.verbs["edit"]), given, Refusing())
    assert type(refused.value) is refusal
    assert len(refused.value.details) == details
    assert str(refused.value.hint) == "next"
