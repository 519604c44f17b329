"""A record that cannot be used is named with its reason, and every other one still works."""

import pytest

from pm.i18n import Message
from pm.index.problems import pack, unpack
from pm.model.problem import Problem
from pm.office import registry
from tests.index.conftest import Open
from tests.index.synthetic import Office

TICKET = registry.kind("ticket")


def test_problems_come_back_as_they_were_for_any_language() -> None:
    inner = Message("no '{text}'", {"text": "x"})
    problems = [Problem("a.b", Message("line {line}: {reason}", {"line": 3, "reason": inner}))]
    assert unpack(pack(problems)) == problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: ", "type: nonsense #", "'nonsense' is not one of"),
        ("state: ", "state: lost #", "'lost' is not one of"),
        ("channel: ", "chanel: ", "the field is missing"),
        ("due: '", "due: 'soon ", "is not a time"),
        ("caller:", "caller: x\nother:", "this must hold fields of its own"),
        ("grid: g1", "grid: [g1]", "this must be one value"),
        ("grid: g1", "grid: &a g1", "line "),
        ("title: ", "title: 'open ", "line "),
    ],
)
def test_a_broken_record_is_named_and_the_others_are_listed(
    office: Office, open_index: Open, old: str, new: str, said: str
) -> None:
    path = office.path(office.ids[0])
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace(old, new, 1).encode())
    office.commit("broken")
    index = open_index(office)
    assert len(index.select(TICKET).rows) == 5
    (found,) = index.broken()
    assert (found.kind, found.record_id, found.usable) == ("ticket", office.ids[0], False)
    assert found.path == path.relative_to(office.folder).as_posix()
    assert any(said in str(problem.message) for problem in found.problems)
    path.write_bytes(text.encode())
    office.commit("mended")
    index.refresh()
    assert index.broken() == []
    assert len(index.select(TICKET).rows) == 6


def test_an_unknown_field_is_told_but_hides_nothing(office: Office, open_index: Open) -> None:
    path = office.path(office.ids[0])
    text = path.read_text(encoding="utf-8").replace("caller:\n", "caller:\n  nick: A\n")
    path.write_bytes(f"{text}mood: bad\n".encode())
    office.commit("more")
    index = open_index(office)
    assert len(index.select(TICKET).rows) == 6
    (found,) = index.broken()
    assert found.usable
    assert [problem.field for problem in found.problems] == ["caller.nick", "mood"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("records/tickets/2024/01/02/{id}.yaml", "the file belongs at"),
        ("records/tickets/{id}.yaml", "the file belongs at"),
        ("records/ticket/{id}.yaml", "no kind of record lies in this folder"),
        ("records/{id}.yaml", "no kind of record lies in this folder"),
        ("records/tickets/notes.yaml", "is not an id"),
        ("records/units/K7/U-K7Q2XM.yaml", "the file's name is another id"),
        ("records/units/K7/T-K7Q2XM.yaml", "begins with U"),
        ("records/tickets/2024/01/01/\xff.yaml", "is not an id"),
    ],
)
def test_a_file_in_the_wrong_place_is_named(
    office: Office, open_index: Open, path: str, said: str
) -> None:
    index = open_index(office)
    text = office.path(office.ids[0]).read_text(encoding="utf-8")
    if "units" in path:
        text = "id: U-AAAAAA\nstate: listed\ndata_subject: D-ABCDEFGHJK\ncode: '1'\nbuilding: b1\n"
    office.write(path.format(id=office.ids[0]), text)
    office.commit("misplaced")
    index.refresh()
    (found,) = index.broken()
    assert any(said in str(problem.message) for problem in found.problems)
    assert len(index.select(TICKET).rows) == 6
    office.git("reset", "-q", "--hard", "HEAD~1")
    index.refresh()
    assert index.broken() == []
    assert len(index.select(TICKET).rows) == 6


def test_a_link_or_a_submodule_is_no_record(office: Office, open_index: Open) -> None:
    index = open_index(office)
    blob = office.git("hash-object", "-w", "--stdin", send=b"../elsewhere")
    head = office.git("rev-parse", "HEAD")
    for mode, identity, name in (("120000", blob, "link"), ("160000", head, "module")):
        path = f"records/units/K7/{name}.yaml"
        office.git("update-index", "--add", "--cacheinfo", f"{mode},{identity},{path}")
    office.git("commit", "-q", "-m", "strange")
    index.refresh()
    assert [found.record_id for found in index.broken()] == ["link", "module"]
    assert len(index.select(TICKET).rows) == 6


def test_other_files_are_no_business_of_the_index(office: Office, open_index: Open) -> None:
    office.write("records/README.md", "hello")
    office.write("notes.yaml", "hello")
    office.write("records/tickets/readme.yml", "hello")
    office.commit("notes")
    assert open_index(office).broken() == []
