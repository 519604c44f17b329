"""The history of a record reads like a story: what its headings say is not said twice."""

import pytest

from pm.model.fields import leaves
from pm.model.kind import Kind
from pm.office import registry
from tests.cli.running import Shell


@pytest.fixture
def told(office: Shell) -> str:
    """Give the history of a repair that was given out and solved."""
    office.done("staff", "new", "--name", "李强", "--post", "technician")
    office.done("repair", "-m", "leak", "--category", "water")
    ticket = str(office.done("ticket", "list", "--json").records[0]["id"])
    office.done("assign", ticket, "--assignee", "李强")
    office.done("arrive", ticket, "--by", "李强")
    office.done("fixed", ticket, "--by", "李强", "-m", "new valve")
    return ticket


def test_ids_stamps_and_machinery_are_left_out(office: Shell, told: str) -> None:
    story = office.done("log", told, PM_LANG="en").out
    assert "assignee: 李强" in story
    assert "solutions, measures: new valve" in story
    assert "arrived by" not in story
    assert "climbs at" not in story
    assert "data subject" not in story
    assert story.count("李强 (typed by") == 2


def test_every_field_is_there_for_who_asks_and_for_scripts(office: Shell, told: str) -> None:
    whole = office.done("ticket", "log", told, "--every-field", PM_LANG="en").out
    assert "arrived by: E-" in whole
    assert "climbs at" in whole
    paths = {
        change["path"]
        for entry in office.done("log", told, "--json").records
        for change in entry["changes"]
    }
    assert {"arrived_by", "climbs_at", "data_subject", "id"} <= paths


@pytest.mark.parametrize("kind", list(registry.kinds()), ids=lambda kind: kind.name)
def test_what_is_untold_is_there(kind: Kind) -> None:
    known = {leaf.name for leaf in kind.leaves} | {
        f"{entry.name}.{leaf.name}" for entry in kind.entries for leaf in leaves(entry.fields)
    }
    assert set(kind.record.untold) <= known
