"""From the tree on disk to the record and back, with every bad field named."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pm.errors import Invalid
from pm.model.codec import UNKNOWN, Change, decode, differences, encode, read_record
from pm.model.kind import Kind
from pm.model.node import Tree
from pm.model.values import Personal, Place, Words
from pm.office import registry
from tests.contract.world import LockedVault
from tests.model.case import CASE, MAKING, Member, Origin, Sender, Visit, case
from tests.model.strategies import record_trees

KINDS = [*registry.kinds(), CASE]


class PlainVault(LockedVault):
    """Seals to something that says where it was sealed."""

    def seal(self, place: Place, text: str) -> str:
        return f"{place.path}/{place.scope}/{place.subject}={text}"

    def open(self, place: Place, disk: str) -> str:
        head, _, text = disk.partition("=")
        assert head == f"{place.path}/{place.scope}/{place.subject}"
        return text


def a_case(**nodes: Any) -> Tree:
    return {
        "id": MAKING.id,
        "state": "open",
        "data_subject": MAKING.data_subject,
        "size": "small",
        "name": {"en": "Noise"},
        **nodes,
    }


def problems(tree: Tree, kind: Kind = CASE) -> dict[str, str]:
    return {problem.field: str(problem.reason) for problem in decode(kind, tree).problems}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_written_is_read_as_it_was(kind: Kind) -> None:
    @given(record_trees(kind))
    @settings(max_examples=25)
    def comes_back(tree: Tree) -> None:
        record, found = decode(kind, tree)
        assert found == []
        assert record is not None
        written = encode(kind, record, LockedVault())
        assert [c for c in differences(tree, written) if c.before is not None] == []
        again = decode(kind, written)
        assert again.problems == []
        assert again.record == record
        assert encode(kind, record, LockedVault()) == written
        assert [name for name in written if name in tree] == list(tree)

    comes_back()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_whatever_stands_in_a_file_is_read_or_named(kind: Kind) -> None:
    rubbish: st.SearchStrategy[Any] = st.recursive(
        st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=4,
    )
    names = st.sampled_from([field.name for field in kind.fields])

    @given(record_trees(kind), names, rubbish)
    @settings(max_examples=25)
    def is_named(tree: Tree, name: str, node: Any) -> None:
        record, found = decode(kind, {**tree, name: node})
        assert (record is None) == any(each.reason.text != UNKNOWN for each in found)
        assert all(each.field.split(".")[0].split("[")[0] == name for each in found)
        assert all(str(each.message) for each in found)

    is_named()


def test_every_bad_field_is_named_at_once() -> None:
    tree: Tree = {
        "id": "T-261122-K7Q2XM",
        "state": "opened",
        "data_subject": "D-../../x",
        "size": "huge",
        "count": "1_000",
        "sum": "1e3",
        "day": "2026-1-2",
        "when": "1700000000",
        "loud": "true",
        "tags": "a",
        "notes": ["", ["a"]],
        "title": "",
        "grid": "U-K7Q2XM\n",
        "sender": {"name": ["a"], "capacity": "lord", "age": "7"},
        "origin": {"system": "old"},
        "visits": [{"id": "K7Q2XM", "made_at": "now"}, {"made_by": "E-K7Q2XM"}, "a"],
        "members": {"id": "K7Q2XM"},
        "colour": "red",
    }
    assert decode(CASE, tree).record is None
    assert problems(tree) == {
        "id": "'T-261122-K7Q2XM' is not an id of this kind",
        "state": "'opened' is not one of: open, ended, void",
        "data_subject": "this is neither an id nor a slug",
        "size": "'huge' is not one of: small, large",
        "name": "the field is missing",
        "title": "there is no text",
        "count": "'1_000' is not a whole number",
        "sum": "'1e3' is not an amount like 120.50",
        "day": "'2026-1-2' is not a day like 2026-11-22",
        "when": "'1700000000' is not a time like 2026-11-22T09:15:00+08:00",
        "loud": "'true' is neither yes nor no",
        "tags": "this must be a list",
        "notes": "there is no text",
        "grid": "'U-K7Q2XM\n' is not an id",
        "sender.name": "this must be one value",
        "sender.capacity": "'lord' is not one of: owner, tenant",
        "sender.age": "there is no such field",
        "origin.key": "the field is missing",
        "visits[K7Q2XM].made_at": "'now' is not a time like 2026-11-22T09:15:00+08:00",
        "visits[2].id": "the field is missing",
        "visits": "this must hold fields of its own",
        "members": "this must be a list",
        "colour": "there is no such field",
    }


def test_an_unknown_key_is_reported_and_the_record_still_works() -> None:
    record, found = decode(CASE, a_case(colour="red", sender={"age": "7", "capacity": "owner"}))
    assert [(each.field, each.reason.text) for each in found] == [
        ("sender.age", UNKNOWN),
        ("colour", UNKNOWN),
    ]
    assert record is not None


def test_a_list_or_a_group_with_nothing_in_it_is_as_if_it_were_not_there() -> None:
    record, found = decode(CASE, a_case(tags=[], visits=[], sender={}, origin={}))
    assert found == []
    assert record == decode(CASE, a_case()).record
    assert problems(a_case(name={})) == {"name": "the field is missing"}
    assert problems(a_case(count=[], size={})) == {
        "count": "this must be one value",
        "size": "this must be one value",
    }


def test_entries_with_one_id_are_named() -> None:
    twice = [{"id": "K7Q2XM"}, {"id": "000000"}, {"id": "K7Q2XM"}]
    assert problems(a_case(visits=twice)) == {"visits[K7Q2XM]": "several entries have this id"}
    assert problems(a_case(tags=["a", "a"])) == {}


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("ticket", "U-K7Q2XM"),
        ("ticket", "T-K7Q2XM"),
        ("ticket", "water"),
        ("unit", "U-261122-K7Q2XM"),
        ("unit", "R-K7Q2XM"),
        ("category", "U-K7Q2XM"),
        ("category", "D-K7Q2XMK7Q2"),
        ("office", "water"),
    ],
)
def test_an_id_of_another_kind_is_named(name: str, bad: str) -> None:
    assert problems({"id": bad}, registry.kind(name))["id"] == f"'{bad}' is not an id of this kind"


def test_a_file_that_is_no_record_is_refused_with_all_that_is_wrong() -> None:
    with pytest.raises(Invalid) as refused:
        read_record(CASE, {"id": MAKING.id}, "records/cases/x.yaml")
    assert str(refused.value) == "records/cases/x.yaml is not a valid record"
    assert [str(line) for line in refused.value.details] == [
        f"{name}: the field is missing" for name in ("state", "data_subject", "size", "name")
    ]
    assert refused.value.hint is not None


def test_a_personal_value_is_bound_to_kind_record_path_scope_and_subject() -> None:
    form = CASE.leaves[[leaf.name for leaf in CASE.leaves].index("title")].field.form
    assert form is not None
    text: Any = Personal(form, plain="a")
    record = case(
        title=text,
        notes=[text],
        sender=Sender(name=text),
        visits=[Visit(id="K7Q2XM", words=text)],
        members=[Member(id="000000", data_subject="R-000001", name=text)],
    )
    tree = encode(CASE, record, PlainVault())
    own = MAKING.data_subject
    assert tree["title"] == f"title/voice/{own}=a"
    assert tree["notes"] == [f"notes[1]/voice/{own}=a"]
    assert tree["sender"] == {"name": f"sender.name/contact/{own}=a"}
    assert tree["visits"] == [{"id": "K7Q2XM", "words": f"visits[K7Q2XM].words/voice/{own}=a"}]
    assert tree["members"] == [
        {
            "id": "000000",
            "data_subject": "R-000001",
            "name": "members[000000].name/contact/R-000001=a",
        }
    ]
    read = decode(CASE, tree).record
    assert read is not None
    assert encode(CASE, read, LockedVault()) == tree


def test_an_entry_keeps_its_tokens_wherever_it_stands() -> None:
    first: Tree = {"id": "000001", "words": "pm1.a"}
    second: Tree = {"id": "000002", "words": "pm1.b"}
    record: Any = decode(CASE, a_case(visits=[first, second])).record
    record.visits.reverse()
    assert encode(CASE, record, LockedVault())["visits"] == [second, first]


def test_what_is_empty_has_no_key_and_keys_stand_in_the_order_of_the_class() -> None:
    record = case(
        name=Words(zh="噪音"), sender=Sender(), origin=Origin(system="old", key="1"), count=0
    )
    assert list(encode(CASE, record, LockedVault()).items()) == [
        ("id", MAKING.id),
        ("state", "open"),
        ("data_subject", MAKING.data_subject),
        ("size", "small"),
        ("name", {"zh": "噪音"}),
        ("count", "0"),
        ("loud", "no"),
        ("origin", {"system": "old", "key": "1"}),
    ]


def test_differences_name_every_value_by_its_path() -> None:
    before = a_case(count="1", sender={"capacity": "owner"}, visits=[{"id": "a"}, {"id": "b"}])
    after = a_case(count="2", day="2026-11-22", visits=[{"id": "b", "words": "x"}], tags=["q"])
    assert set(differences(before, after)) == {
        Change("count", "1", "2"),
        Change("day", None, "2026-11-22"),
        Change("visits[b].words", None, "x"),
        Change("tags[1]", None, "q"),
        Change("sender.capacity", "owner", None),
        Change("visits[a].id", "a", None),
    }
    assert list(differences(after, after)) == []


@given(record_trees(CASE), record_trees(CASE))
def test_differences_are_none_only_between_equal_trees_and_turn_round(a: Tree, b: Tree) -> None:
    there, back = list(differences(a, b)), list(differences(b, a))
    assert {(c.path, c.after, c.before) for c in there} == {tuple(c) for c in back}
    assert list(differences(a, a)) == []
    if not there:
        assert decode(CASE, a).record == decode(CASE, b).record
