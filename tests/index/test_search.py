"""People find records by beginnings, names and any text in them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm.index.database import Index
from pm.model.node import Node, Tree
from pm.office import registry
from tests.index.conftest import Open
from tests.index.synthetic import Office
from tests.index.test_selection import NEEDLES
from tests.index.things import Kinds, TokenVault

TICKET, STAFF, CHANNEL = (registry.kind(name) for name in ("ticket", "staff", "channel"))
THING, SHELF = Kinds().kinds()

PEOPLE = {"E-3FJ8WD": "Li Ming", "E-11AAAA": "Anna", "E-9QZ4TN": "李明", "E-9QZ4TP": "Anna Berg"}
STRUCK_OUT = {"E-22BBBB": "Anna", "E-9QZ4TR": "李明"}
CHANNELS = {
    "phone": ("Telephone", "电话"),
    "photo-box": ("Snapshot", "随手拍"),
    "visit": ("Visit", "来访"),
}


@pytest.fixture
def index(office: Office, open_index: Open) -> Index:
    for staff, name in (PEOPLE | STRUCK_OUT).items():
        state = "void" if staff in STRUCK_OUT else "active"
        office.write(
            f"records/staff/{staff[2:4]}/{staff}.yaml",
            f"id: {staff}\nstate: {state}\ndata_subject: {staff}\nname: {name}\npost: clerk\n",
        )
    for slug, (en, zh) in CHANNELS.items():
        office.write(
            f"records/channels/{slug}.yaml",
            f"id: {slug}\nstate: active\ndata_subject: office\nname:\n  en: {en}\n  zh: {zh}\n",
        )
    office.commit("people")
    found = open_index(office)
    assert found.broken() == []
    return found


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("E-3FJ8WD", ["E-3FJ8WD"]),
        ("e-3fj8wd", ["E-3FJ8WD"]),
        ("3fj", ["E-3FJ8WD"]),
        ("E-3FJ", ["E-3FJ8WD"]),
        ("9q", ["E-9QZ4TN", "E-9QZ4TP"]),
        ("李明", ["E-9QZ4TN"]),
        ("李", ["E-9QZ4TN"]),
        ("anna", ["E-11AAAA"]),
        ("Anna B", ["E-9QZ4TP"]),
        ("li", ["E-11AAAA", "E-3FJ8WD"]),
        ("ann", ["E-11AAAA", "E-9QZ4TP"]),
        ("e-llaaaa", ["E-11AAAA"]),
        ("%", []),
        ("_", []),
        ("", []),
        ("x'; drop", []),
        ("E-", ["E-11AAAA", "E-3FJ8WD", "E-9QZ4TN", "E-9QZ4TP"]),
        ("E-22BBBB", ["E-22BBBB"]),
        ("22bb", ["E-22BBBB"]),
    ],
)
def test_staff_are_found_as_people_name_them(index: Index, text: str, ids: list[str]) -> None:
    assert index.resolve(STAFF, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("phone", ["phone"]),
        ("PHONE", ["phone"]),
        ("pho", ["phone", "photo-box"]),
        ("电话", ["phone"]),
        ("电", ["phone"]),
        ("tele", ["phone"]),
        ("visit", ["visit"]),
        ("随手拍", ["photo-box"]),
    ],
)
def test_configuration_is_found_by_slug_and_by_name(
    index: Index, text: str, ids: list[str]
) -> None:
    assert index.resolve(CHANNEL, text) == ids


def test_a_ticket_is_found_by_any_beginning_of_its_random_part(
    index: Index, office: Office
) -> None:
    for record_id in office.ids:
        random = record_id[-6:]
        assert index.resolve(TICKET, record_id.lower()) == [record_id]
        assert index.resolve(TICKET, random.replace("0", "o").replace("1", "l")) == [record_id]
        for length in range(1, 7):
            for text in (random[:length], f"t-{random[:length]}", record_id[: 9 + length]):
                assert index.resolve(TICKET, text) == sorted(
                    other for other in office.ids if other[-6:].startswith(random[:length])
                )


def texts(node: Node, name: str = "") -> list[tuple[str, str]]:
    """Give every text of a tree with the first name above it."""
    if isinstance(node, str):
        return [(name, node)]
    children = node.items() if isinstance(node, dict) else [(name, child) for child in node]
    return [found for key, child in children for found in texts(child, name or key)]


@given(st.sampled_from([*NEEDLES, "王", "伟", "138", "X-"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_is_found_wherever_it_stands(
    thing_index: Index, trees: list[Tree], vault: TokenVault, needle: str
) -> None:
    tokens = {token: plain for (_, token), plain in vault.plain.items()}
    searched = {"id", "code", "about", "day", "part_of", "tags", "name", "secret", "home"}
    searched |= {"phones", "owner", "steps", "members"}
    expected = {
        str(tree["id"])
        for tree in trees
        for name, text in texts(tree)
        if name in searched and needle.lower() in tokens.get(text, text).lower()
    }
    hits = list(thing_index.find([THING], needle, vault.open))
    numbers = {"41", "good", "bad"}
    assert {hit.record_id for hit in hits} >= expected - {
        str(tree["id"]) for tree in trees if needle in numbers
    }
    extra = {hit.record_id for hit in hits} - expected
    assert extra == set()


def test_a_hit_says_where_and_shows_the_text_around(thing_index: Index, vault: TokenVault) -> None:
    assert [hit[:3] for hit in thing_index.find([SHELF], "顶")] == [("shelf", "top", "name.zh")]
    hits = list(thing_index.find([THING], "异响", vault.open))
    fields = {hit.field.partition("[")[0] for hit in hits}
    assert {"code", "about", "secret", "steps", "members", "tags"} <= fields
    assert all("异响" in hit.around for hit in hits)
    entry = next(hit for hit in hits if hit.field.startswith("steps["))
    assert entry.field.endswith("].note")


def test_without_a_key_only_clear_text_is_searched(thing_index: Index) -> None:
    fields = {hit.field for hit in thing_index.find([THING], "i")}
    assert not {field for field in fields if field.startswith(("secret", "phones", "steps"))}
