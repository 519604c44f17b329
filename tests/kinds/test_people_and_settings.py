"""Staff, residents, places and settings: their states, their names, what they leave out."""

from pathlib import Path

import pytest

from pm.errors import Refused
from pm.model.kind import Kind
from pm.model.record import Configuration
from pm.model.transition import perform
from pm.office import registry
from pm.store.records import read_stored
from tests.contract.world import ACTING, SampleWorld

SETTINGS = [kind for kind in registry.kinds() if issubclass(kind.record, Configuration)]


def run(kind: Kind, state: str, verb: str) -> str:
    world = SampleWorld.around(kind)
    record = world.record(kind, ACTING, state)
    return perform(kind, record, kind.verbs[verb], world.act(), {}).record.state


@pytest.mark.parametrize(
    ("name", "source", "verb", "target"),
    [
        ("staff", "active", "leave", "left"),
        ("staff", "left", "come-back", "active"),
        ("resident", "registered", "move-out", "moved-out"),
        ("resident", "moved-out", "move-back", "registered"),
        ("channel", "active", "retire", "retired"),
        ("channel", "retired", "restore", "active"),
        ("unit", "listed", "void", "void"),
    ],
)
def test_a_record_goes_and_comes_back(name: str, source: str, verb: str, target: str) -> None:
    assert run(registry.kind(name), source, verb) == target


def test_what_was_struck_out_does_not_come_back() -> None:
    for name, verb in (("staff", "come-back"), ("channel", "restore"), ("unit", "edit")):
        with pytest.raises(Refused):
            run(registry.kind(name), "void", verb)


@pytest.mark.parametrize("kind", SETTINGS, ids=lambda kind: kind.name)
def test_settings_are_about_nobody(kind: Kind) -> None:
    fields = {field.name: field for field in kind.fields}
    assert fields["data_subject"].default == "office"
    assert fields["state"].default == kind.record.initial
    assert not any(leaf.field.scope for leaf in kind.leaves)


def test_the_office_is_one_record_that_is_never_retired() -> None:
    office = registry.kind("office")
    assert list(office.verbs) == ["new", "add-alias", "drop-alias", "adopt-policy", "edit"]
    assert (office.states, office.final) == (("active",), ())
    assert office.path("office") == "records/office.yaml"


def test_a_resident_is_his_own_data_subject_and_staff_may_be_called_by_name() -> None:
    assert registry.kind("resident").record.is_subject
    assert not registry.kind("staff").record.is_subject
    assert registry.kind("staff").record.names == ("name",)
    assert registry.kind("unit").record.names == ("code",)


@pytest.mark.parametrize("name", registry.names())
def test_the_records_of_the_sample_office_are_what_their_classes_say(
    name: str, checkout: Path
) -> None:
    kind = registry.kind(name)
    folder = checkout / "records"
    files = [*(folder / kind.plural).rglob("*.yaml")] if not kind.is_single else []
    for path in files or [folder / f"{name}.yaml"]:
        if path.is_file():
            where = path.relative_to(checkout).as_posix()
            stored = read_stored(kind, where, path.read_bytes())
            assert kind.path(stored.record.id) == where
